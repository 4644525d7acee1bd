import { GUARDS, ONCE_MAKERS } from '../../knowledge/once-functions.ts';
import { PER_REQUEST } from '../../knowledge/request-types.ts';
import { outermost } from '../../semantic/declarations.ts';
import { isExported, isExportedFunction } from '../../semantic/exported.ts';
import type { GoFunction, PackageModel } from '../../semantic/model.ts';
import { moduleGraphOf } from '../../semantic/module-graph.ts';
import { namedId } from '../../semantic/types.ts';
import { endsInJump } from '../../syntax/statements.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { isEntryPoint } from '../channels.ts';
import { isCommand, isFunctionOfCommand, isMadeIntoCommand, isWrappedForCommand } from '../commands.ts';
import { isSkippedBy } from '../constant-parameters.ts';
import { isDeferred } from '../facts.ts';
import { blocksFrom } from '../graph.ts';
import { mayBeMethod, mayRun } from '../implementations.ts';
import { loopsAround, roundsOf } from '../loop-heads.ts';
import type { ControlFlowGraph } from '../model.ts';
import { nilComparison } from '../nil-comparison.ts';
import { placeOf } from '../places.ts';
import { isRunner, isServiceRun, registrationsOf } from '../runnables.ts';
import { holdsOnce } from '../settled-flags.ts';
import type { Place } from './held-functions.ts';
import { callsOfKept } from './kept-functions.ts';
import { isBehindTests } from './run-places.ts';

type GraphOf = (fn: GoFunction) => ControlFlowGraph;

/**
 * Functions that run a literal which they get once: github.com/onsi/ginkgo core_dsl.go, "BeforeSuite nodes are suite-level
 * Setup nodes that run just once before any specs are run", and the same of its siblings; github.com/magefile/mage mg/deps.go:
 * "Dependencies must be a function or fn.F", each of which is run once.
 */
const RUN_ONCE: ReadonlySet<string> = new Set([
  ...GUARDS,
  ...['Deps', 'CtxDeps', 'SerialDeps', 'SerialCtxDeps'].map((name) => `github.com/magefile/mage/mg.${name}`),
  ...['github.com/onsi/ginkgo', 'github.com/onsi/ginkgo/v2'].flatMap((path) =>
    ['BeforeSuite', 'AfterSuite', 'SynchronizedBeforeSuite', 'SynchronizedAfterSuite'].map(
      (name) => `${path}.${name}`,
    ),
  ),
]);

/** Whether a function is a literal that is handed to what runs it once. */
export function isGivenToRunOnce(pkg: PackageModel, { node }: GoFunction): boolean {
  const call = node.kind === 'func_literal' ? node.parent?.parent : undefined;
  if (call?.kind !== 'call_expression') return false;
  const id = pkg.calleeOf(call)?.id;
  if (id) return RUN_ONCE.has(id);
  // nothing is known of the package, whose names the file has as its own
  const name = call.field('function');
  if (name?.kind !== 'identifier' || pkg.objectOf(name)) return false;
  return pkg
    .fileOf(call)
    .imports.some((spec) => spec.name === '.' && RUN_ONCE.has(`${spec.path}.${name.text}`));
}

/** Calls between `main` and a statement. */
const MOST_CALLS = 8;

/**
 * Whether a statement runs once in the life of the process: `main`, `init`, a command, `sync.Once` or the check that a
 * variable of the package is still nil come there only once, over whichever functions of the module; or its function ends the
 * process when it returns, or whoever calls that does.
 * @param goroutine what the statement starts: what it defers runs when it is over, so that a start from there replaces it
 */
export function isOnce(
  pkg: PackageModel,
  graphOf: GraphOf,
  node: SyntaxNode,
  goroutine?: GoFunction,
): boolean {
  return runsOnce({ pkg, node }, { graphOf, goroutine }, new Set()) === true;
}

interface Search {
  readonly graphOf: GraphOf;
  readonly goroutine: GoFunction | undefined;
}

/** Whether a start stands in a literal that the started function defers, outside loops: that one is over by then. */
export function isRestart(pkg: PackageModel, node: SyntaxNode, fn: GoFunction | undefined): boolean {
  const literal = pkg.functionOf(node);
  return fn !== undefined && literal?.outer === fn && isDeferred(literal.node) && !inLoop(pkg, node, fn);
}

/** Undefined when nothing in the module comes there. */
function runsOnce({ pkg, node }: Place, search: Search, open: Set<GoFunction>): boolean | undefined {
  const fn = pkg.functionOf(node);
  const top = outermost(fn);
  if (!fn || !top) return true; // at package level
  if (open.size > 0 && (inLoop(pkg, node, top) || isPerRequest(pkg, fn) || isCallback(pkg, fn))) return false;
  if (isEntryPoint(top) || isGuarded(pkg, node, fn) || isInCommand(pkg, fn) || isServiceRun(pkg, top))
    return true;
  if (open.size >= MOST_CALLS || open.has(top)) return false;
  // until the module is read nothing is said of what others may call
  if (isExportedFunction(top) && !pkg.program.moduleIsComplete) return true;
  const registrations = registrationsOf(pkg, top);
  const calls = callsInModule(pkg, top) ?? (registrations.length > 0 ? [] : undefined);
  if (!calls) return false;
  if (calls.length + registrations.length === 0 && isRunner(pkg, top)) return true;
  open.add(top);
  let once: boolean | undefined;
  for (const call of [...calls, ...registrations]) {
    if (isRestart(call.pkg, call.node, search.goroutine) || isSkippedBy(call, pkg, top, node)) continue;
    if (isBehindTests(call)) continue;
    const runs = endsProcessAfter(call, search.graphOf) || runsOnce(call, search, open);
    if (runs !== undefined) once = runs;
    if (once === false) break;
  }
  open.delete(top);
  return once;
}

/** Whether a function is what runs for a command, or stands in it. */
export function isInCommand(pkg: PackageModel, fn: GoFunction): boolean {
  for (let each: GoFunction | undefined = fn; each; each = each.outer) {
    if (isCommand(pkg, each)) return true;
  }
  return false;
}

/** Whether a node stands in a literal that `sync.Once` or the set-up of a test suite runs, or where a package variable was found nil, or false for the first time, and is set. */
export function isGuarded(pkg: PackageModel, node: SyntaxNode, fn: GoFunction): boolean {
  for (let inner: GoFunction | undefined = fn; inner; inner = inner.outer) {
    const call = inner.node.parent?.kind === 'argument_list' ? inner.node.parent.parent : undefined;
    if (call && RUN_ONCE.has(pkg.calleeOf(call)?.id ?? '')) return true;
  }
  for (let each = node; each.parent && each !== fn.node; each = each.parent) {
    if (each.parent.kind === 'statement_list' && isBehindFirst(pkg, each, each.parent)) return true;
    if (each.parent.kind !== 'if_statement' || each.fieldName !== 'consequence') continue;
    const condition = each.parent.field('condition');
    if (condition && holdsOnce(pkg, condition, each)) return true;
    const comparison = condition && nilComparison(pkg, condition);
    const { object } = comparison ?? {};
    if (!comparison?.isWhole || !comparison.equal || object?.role !== 'package') continue;
    const isSet = pkg
      .referencesTo(object)
      .some(({ parent }) => parent?.fieldName === 'left' && each.contains(parent));
    if (isSet) return true;
  }
  return false;
}

/** Whether a statement of a list is only come to while a variable of the package is nil, which the list sets: `if v != nil { return v }` before it. */
function isBehindFirst(pkg: PackageModel, statement: SyntaxNode, list: SyntaxNode): boolean {
  return list.namedChildren.some((each) => {
    if (each.kind !== 'if_statement' || each.start >= statement.start) return false;
    const condition = each.field('condition');
    const comparison = condition && nilComparison(pkg, condition);
    const { object } = comparison ?? {};
    if (!comparison?.isWhole || comparison.equal || object?.role !== 'package') return false;
    return (
      endsInJump(each.field('consequence')) &&
      pkg
        .referencesTo(object)
        .some(
          ({ parent, start }) => parent?.fieldName === 'left' && start > each.end && list.contains(parent),
        )
    );
  });
}

/** Whether a function, or one around it, gets what a handler gets for each request. */
export function isPerRequest(pkg: PackageModel, fn: GoFunction | undefined): boolean {
  for (let each = fn; each; each = each.outer) {
    const { parameters } = pkg.signatureOf(each);
    if (parameters.some(({ type }) => PER_REQUEST.has(namedId(type) ?? ''))) return true;
  }
  return false;
}

/** Whether a function is a literal, or in one, that a call gets and calls with values: for each of them. */
function isCallback(pkg: PackageModel, fn: GoFunction): boolean {
  for (let each: GoFunction | undefined = fn; each; each = each.outer) {
    const list = each.node.parent;
    if (list?.kind !== 'argument_list' || each.parameters.length === 0) continue;
    if (!list.parent || !RUN_ONCE.has(pkg.calleeOf(list.parent)?.id ?? '')) return true;
  }
  return false;
}

/** Whether a node stands in a loop of more than one round, in a function or the literals in it. */
function inLoop(pkg: PackageModel, node: SyntaxNode, top: GoFunction): boolean {
  return [...loopsAround(node, top.node)].some((loop) => roundsOf(pkg, loop) !== 'one');
}

/**
 * Every call of a declared function outside tests in its module, of a field, list, map or parameter that holds it, of a method of an
 * interface that it may be, or the root of the file where a command is made of it or where it is given to `sync.Once`; undefined when it may be called
 * otherwise: it is used as a value, or a method of its name is called on something whose type is not known.
 * @param withTests whether the calls by tests count too
 * @param asValue whether it is followed where it is used as a value
 */
export function callsInModule(
  pkg: PackageModel,
  fn: GoFunction,
  withTests = fn.file.isTest,
  asValue = true,
): readonly Place[] | undefined {
  const name = fn.node.field('name');
  if (!name) return undefined;
  const calls: Place[] = [];
  for (const member of callingPackages(pkg, fn, name.text, withTests)) {
    for (const file of member.files) {
      if (file.isTest && !withTests) continue;
      for (const mention of file.tree.identifiersNamed(name.text)) {
        if (mention === name || (!withTests && isInFuzzTarget(member, mention))) continue;
        const callee = mention.fieldName === 'field' ? mention.parent! : mention;
        const call = callee.parent;
        const isCall = call?.kind === 'call_expression' && callee.fieldName === 'function';
        const called = isCall ? member.calleeOf(call) : undefined;
        if (called && (called.function?.node === fn.node || mayRun(called, pkg, fn)))
          calls.push({ pkg: member, node: call! });
        else if (!mayMean(member, mention, fn, called !== undefined)) continue;
        else if (
          !isCall &&
          (isFunctionOfCommand(member, callee) ||
            isWrappedForCommand(member, callee) ||
            isRunOnce(member, callee))
        )
          calls.push({ pkg: member, node: file.tree.root });
        else {
          const held = isCall || !asValue ? undefined : callsOfKept(member, callee);
          if (held) calls.push(...held);
          else if (asValue && isMadeIntoCommand(member, callee))
            calls.push({ pkg: member, node: file.tree.root });
          else return undefined;
        }
      }
    }
  }
  return calls;
}

/** The packages of its module that may call a function by its name: of a program only what that runs, for nobody can import it. */
function callingPackages(
  pkg: PackageModel,
  fn: GoFunction,
  name: string,
  withTests: boolean,
): readonly PackageModel[] {
  if (!isExported(name)) return [pkg];
  const all = pkg.program.modulePackages(fn.file, [name], withTests);
  if (pkg.name !== 'main' || withTests) return all;
  const graph = moduleGraphOf(pkg, fn.file);
  return all.filter((member) => member.files.some((file) => graph.runs(fn.file, file)));
}

/**
 * Whether a node stands in a function that a fuzzer calls with its inputs, as go test does tests (dvyukov/go-fuzz README:
 * `func Fuzz(data []byte) int`; google/oss-fuzz builds any function of that signature).
 */
function isInFuzzTarget(pkg: PackageModel, node: SyntaxNode): boolean {
  const fn = outermost(pkg.functionOf(node));
  if (fn?.node.kind !== 'function_declaration' || !/^Fuzz/.test(fn.name)) return false;
  const { parameters, results } = pkg.signatureOf(fn);
  const [given] = parameters;
  const [result] = results;
  return (
    parameters.length === 1 &&
    results.length === 1 &&
    given?.type?.kind === 'slice' &&
    result?.type?.kind === 'basic' &&
    result.type.name === 'int'
  );
}

/** Whether a function value is given to what runs it once in the life of the process: a guard that an object holds does for each object. */
function isRunOnce(pkg: PackageModel, value: SyntaxNode): boolean {
  const call = value.parent?.kind === 'argument_list' ? value.parent.parent : undefined;
  const id = (call?.kind === 'call_expression' && pkg.calleeOf(call)?.id) || '';
  if (!call || !RUN_ONCE.has(id)) return false;
  if (ONCE_MAKERS.has(id)) return !pkg.functionOf(call);
  return (
    id !== 'sync.Once.Do' || placeOf(pkg, call.field('function')?.field('operand'))?.root.role === 'package'
  );
}

/** Whether a mention of a name that is no call of a function may still stand for it. */
function mayMean(pkg: PackageModel, mention: SyntaxNode, fn: GoFunction, isKnownCall: boolean): boolean {
  const object = pkg.objectOf(mention);
  if (object?.kind === 'func') return object.function.node === fn.node;
  if (isKnownCall) return false;
  if (object !== undefined || fn.node.kind !== 'method_declaration' || mention.fieldName !== 'field')
    return false;
  return mayBeMethod(pkg, mention, fn) && !isOfOtherModule(pkg, mention.parent?.field('operand'));
}

/** Whether a value is a pointer to a type of a library: that is no interface, and has no methods of the module. */
function isOfOtherModule(pkg: PackageModel, value: SyntaxNode | undefined): boolean {
  const type = value && pkg.typeOf(value);
  const element = type?.kind === 'pointer' ? type.element : undefined;
  if (element?.kind !== 'named' || element.packagePath === pkg.path) return false;
  return pkg.program.packageByImport(element.packagePath, pkg.fileOf(value!)) === undefined;
}

/** Whether the process ends on every path after a call. */
export function endsProcessAfter({ pkg, node }: Place, graphOf: GraphOf): boolean {
  const fn = pkg.functionOf(node);
  if (!fn) return false;
  const graph = graphOf(fn);
  const block = graph.blockOf(node);
  if (!block) return false;
  const reached = blocksFrom(block);
  const exits = graph.exits.filter((exit) => reached.has(exit.block));
  return exits.length > 0 && exits.every((exit) => exit.kind === 'no-return');
}
