import { memoized } from '../semantic/memo.ts';
import type { FileModel, GoFunction, PackageModel } from '../semantic/model.ts';
import { moduleGraphOf } from '../semantic/module-graph.ts';
import { qualifiedId } from '../semantic/qualified.ts';
import { type GoType, isErrorType, namedId } from '../semantic/types.ts';
import { statementsOf } from '../syntax/statements.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { callsOf } from './callers.ts';
import { isOnlyForCommands } from './command-reach.ts';
import { isCommand } from './commands.ts';
import { isGivenToRunOnce, isPerRequest } from './goroutines/once.ts';
import { loopsAround, roundsOf } from './loop-heads.ts';
import { isMagefile } from './magefiles.ts';
import type { FlowModel } from './model.ts';
import { variable } from './nil-comparison.ts';
import { startsServer } from './serving.ts';
import { readsCommandLine } from './sub-commands.ts';
import { isTestInterface } from './test-interfaces.ts';

const TEST_TYPES = /^testing\.(T|B|F|TB)$/;

/** Whether a function, or one around it, is given a test or benchmark. */
export function isGivenTest(pkg: PackageModel, fn: GoFunction): boolean {
  for (let each: GoFunction | undefined = fn; each; each = each.outer) {
    if (pkg.signatureOf(each).parameters.some(({ type }) => isTest(pkg, type))) return true;
  }
  return false;
}

/** Whether a function is what the process of the tests runs and ends behind (testing/testing.go: the generated main calls TestMain). */
export function isTestMain({ name, node, file }: GoFunction): boolean {
  return name === 'TestMain' && file.isTest && node.kind === 'function_declaration';
}

/** Whether a function of tests runs once in their process: TestMain, `init`, what a suite runs before all of its specs. */
export function isTestSetUp(pkg: PackageModel, fn: GoFunction): boolean {
  if (isTestMain(fn)) return true;
  const isInit = fn.name === 'init' && fn.node.kind === 'function_declaration';
  return fn.file.isTest && (isInit || isGivenToRunOnce(pkg, fn));
}

function isTest(pkg: PackageModel, type: GoType | undefined): boolean {
  const id = namedId(type);
  return (id !== undefined && TEST_TYPES.test(id)) || isTestInterface(pkg, type);
}

/** Whether a function stands in a file that is there for tests: it has a type of package testing, which only a test can give. */
function isForTests(pkg: PackageModel, { file }: GoFunction): boolean {
  if (!file.imports.some(({ path }) => path === 'testing')) return false;
  return [...file.tree.root.descendants('qualified_type')].some((type) =>
    TEST_TYPES.test(namedId(pkg.typeOf(type)) ?? ''),
  );
}

/** What a function runs for. */
export type RunKind = 'start-up' | 'command' | 'test-helper' | 'service';

/**
 * Whether a call runs once when the program starts (main, init, package variables, what only they call), for a
 * command, or in a service. A loop without a condition in between makes it a service, unless it stands in `main` of
 * a program that does its work and ends, and is left when that is done.
 */
export function runKindOf(pkg: PackageModel, flow: FlowModel, call: SyntaxNode): RunKind {
  const fn = pkg.functionOf(call);
  if (!fn) return 'start-up';
  if (isGivenTest(pkg, fn)) return 'test-helper';
  if (!inEndlessLoop(pkg, call) && runsWith(fn).some((each) => isCommand(pkg, each))) return 'command';
  if (runsOnce(pkg, flow, call, new Set())) return 'start-up';
  const isRun = isMagefile(pkg) ? !isPerRequest(pkg, fn) : pkg.name === 'main' && !servesAnything(pkg);
  if (isRun && !inEndlessLoop(pkg, call)) return 'command';
  if (fn.name === 'main' && isOneShotProgram(pkg, fn.file) && endsWhenDone(pkg, call)) return 'command';
  if (isForTests(pkg, fn)) return 'test-helper';
  return isOnlyForCommands(pkg, call) ? 'command' : 'service';
}

function runsOnce(pkg: PackageModel, flow: FlowModel, node: SyntaxNode, open: Set<GoFunction>): boolean {
  const fn = pkg.functionOf(node);
  if (!fn) return true;
  if (inEndlessLoop(pkg, node) || open.has(fn)) return false;
  if (fn.node.kind === 'func_literal') {
    const use = fn.node.parent;
    // run where it stands; a goroutine of main still runs once, anything else may be called by others
    if (use?.kind === 'call_expression' && use.field('function') === fn.node)
      return runsOnce(pkg, flow, use, open);
    return false;
  }
  if (fn.node.kind === 'function_declaration') {
    if (fn.name === 'init' || (fn.name === 'main' && pkg.name === 'main')) return true;
    if (readsCommandLine(pkg, fn)) return true;
  }
  const calls = callsOf(pkg, fn);
  if (!calls || calls.length === 0) return false;
  open.add(fn);
  const once = calls.every((call) => runsOnce(pkg, flow, call, open));
  open.delete(fn);
  return once;
}

/** Whether a node stands in a loop of its function that is not left by its condition: `for { }`, a range over a channel. */
function inEndlessLoop(pkg: PackageModel, node: SyntaxNode): boolean {
  return [...loopsAround(node)].some((loop) => roundsOf(pkg, loop) === 'endless');
}

/** Whether each loop without a condition around a node is left where no error is there, but nothing more to do. */
function endsWhenDone(pkg: PackageModel, node: SyntaxNode): boolean {
  return [...loopsAround(node)].every(
    (loop) =>
      roundsOf(pkg, loop) !== 'endless' ||
      [...loop.descendants('if_statement')].some((statement) => isEndOfWork(pkg, statement)),
  );
}

/** Whether a branch ends in a jump out of its loop and asks for no error but the one that ends an input. */
function isEndOfWork(pkg: PackageModel, statement: SyntaxNode): boolean {
  const condition = statement.field('condition');
  const last = statementsOf(statement.field('consequence')).at(-1);
  if (!condition || (last?.kind !== 'break_statement' && last?.kind !== 'return_statement')) return false;
  const isEnd = [...condition.descendants('selector_expression')].some(
    (each) => qualifiedId(pkg, each) === 'io.EOF',
  );
  return [...condition.descendants('identifier')].every((each) => {
    const object = variable(pkg, each);
    return object === undefined || !isErrorType(pkg.typeOfObject(object)) || isEnd;
  });
}

/** Registering a handler, or accepting connections and messages, is serving too. */
const SERVING = new Set(['HandleFunc', 'ServeHTTP', 'Accept', 'Consume']);

/** Whether a main package starts a server of its own or lives in a loop. */
const servesAnything = memoized(isServing);

function isServing(pkg: PackageModel): boolean {
  for (const file of pkg.files) {
    for (const call of file.tree.root.descendants('call_expression')) {
      const name = call.field('function')?.field('field')?.text;
      if (name === undefined) continue;
      if (SERVING.has(name)) return true;
      if (startsServer(pkg, call)) return true;
    }
    for (const loop of file.tree.root.descendants('for_statement')) {
      const body = loop.field('body');
      if (body && inEndlessLoop(pkg, body)) return true;
    }
  }
  return false;
}

/**
 * Whether the program of a file does its work and ends, as far as is seen: its package is main and lives in no loop that waits,
 * and nothing that it runs in the module starts a server or listens for signals, with which a service is told to stop.
 */
export function isOneShotProgram(pkg: PackageModel, file: FileModel): boolean {
  if (pkg.name !== 'main' || !pkg.program.moduleIsComplete) return false;
  const graph = moduleGraphOf(pkg, file);
  if (graph.reachOf(file).server || graph.importersOf(file, 'os/signal').length > 0) return false;
  const waits = (node: SyntaxNode): boolean => node.kind === 'select_statement' || staysIn(pkg, node);
  return !pkg.files.some(({ tree }) => [...tree.root.descendants(...STAYS)].some(waits));
}

const STAYS = ['select_statement', 'unary_expression', 'for_statement', 'call_expression'] as const;

/** Whether a node receives from a channel, is a loop without an end that waits between its rounds, or registers what serves. */
function staysIn(pkg: PackageModel, node: SyntaxNode): boolean {
  if (node.kind === 'call_expression')
    return SERVING.has(node.field('function')?.field('field')?.text ?? '') || startsServer(pkg, node);
  if (node.kind === 'unary_expression') return node.field('operator')?.text === '<-';
  if (roundsOf(pkg, node) !== 'endless') return false;
  const body = node.field('body');
  if (node.namedChildren.some((child) => child.kind === 'range_clause')) return true;
  return [...(body?.descendants('call_expression') ?? [])].some(
    (call) => pkg.calleeOf(call)?.id === 'time.Sleep',
  );
}

/** The function and those around it as long as each literal is called where it stands. */
function runsWith(fn: GoFunction): GoFunction[] {
  return fn.outer && isCalledInPlace(fn) ? [fn, ...runsWith(fn.outer)] : [fn];
}

function isCalledInPlace({ node }: GoFunction): boolean {
  return node.parent?.kind === 'call_expression' && node.fieldName === 'function';
}
