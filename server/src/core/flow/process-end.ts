import { behaviourOf, keepsNothing } from '../knowledge/behaviour/index.ts';
import { ERROR_COMES_FROM, RETURNS_CALLBACK_ERROR } from '../knowledge/error-functions.ts';
import { isExported, isExportedFunction, isOpenToOtherModules } from '../semantic/exported.ts';
import { homeOf } from '../semantic/home.ts';
import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import { isTestHelper, moduleGraphOf } from '../semantic/module-graph.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignedTo, isAssignedWhole, targetsOf } from './assignments.ts';
import { bindingOf } from './bindings.ts';
import { Callers } from './callers.ts';
import { callsOfCommand, isCommand } from './commands.ts';
import { givesError, wrappedError } from './error-passing.ts';
import { givesFailure } from './failures.ts';
import type { Place } from './goroutines/held-functions.ts';
import { callsInModule, isPerRequest } from './goroutines/once.ts';
import { exitsWithChain, graphsOf, heldId } from './graphs.ts';
import { callGiven, runsOfLiteral } from './literal-runs.ts';
import type { BasicBlock, Exit, Leak } from './model.ts';
import { isOfName } from './named-errors.ts';
import { nilComparison, unwrapped, variable } from './nil-comparison.ts';
import { isBelowProgram, isRunByProgram } from './program-folders.ts';

const ENDS_ONE_GOROUTINE =
  /^(?:testing|runtime|github\.com\/stretchr\/testify\/require|gopkg\.in\/check\.v1)\./;

/** Whether a function is the one that the process lives as long as. */
export function isMainFunction(pkg: PackageModel, fn: GoFunction): boolean {
  return pkg.name === 'main' && fn.name === 'main' && fn.node.kind === 'function_declaration';
}

/**
 * How sure the end of the process behind a leak is: other modules may call what has no other callers in its own; and somebody may
 * stop a panic further up, or go on behind a certain error that is not this one.
 */
export type EndOfProcess = 'certain' | 'in module' | 'likely';

/**
 * Whether a leak ends with the process in any case: the function returns an error there, and each of its callers in the
 * module ends the process for one, or returns it to callers that do. Calls by tests count only where there are no others.
 */
export function endsWithProcess(pkg: PackageModel, leak: Leak): EndOfProcess | undefined {
  return failureEndsProcess(pkg, leak.resource.function, leak);
}

/** Where a function is left, and what was decided on the way there. */
export type Way = Pick<Leak, 'exit' | 'path' | 'isOfFailedCall'>;

/** The same of any way out of a function. */
export function failureEndsProcess(pkg: PackageModel, fn: GoFunction, way: Way): EndOfProcess | undefined {
  if (isMainFunction(pkg, fn)) return undefined;
  if (way.exit.kind !== 'return_statement' || !returnsFailure(pkg, fn, way)) return undefined;
  const ends = new ProcessEnds();
  if (!ends.after(pkg, fn, new Set()) || !ends.isReached) return undefined;
  if (ends.isDoubtful) return 'likely';
  return ends.isOpen ? 'in module' : 'certain';
}

/** Whether the last result at the exit of a leak is an error that is not nil, as the path to it says. */
export function returnsFailure(pkg: PackageModel, fn: GoFunction, leak: Way): boolean {
  if (!givesFailure(pkg, pkg.signatureOf(fn))) return false;
  if (leak.isOfFailedCall) return true;
  const last = leak.exit.firstNamedChild?.namedChildren.at(-1);
  if (last) return isFailure(pkg, last, leak, new Set());
  const named = fn.results.at(-1);
  return named !== undefined && holdsFailure(pkg, named, leak, new Set());
}

/** @param open variables whose later values are looked at */
function isFailure(
  pkg: PackageModel,
  expression: SyntaxNode,
  leak: Way,
  open: ReadonlySet<VarObject>,
): boolean {
  const node = unwrapped(expression);
  if (node.kind === 'call_expression') {
    if (givesError(pkg, node)) return true;
    const wrapped = wrappedError(pkg, node);
    return wrapped !== undefined && isFailure(pkg, wrapped, leak, open);
  }
  const object = variable(pkg, node);
  return object !== undefined && holdsFailure(pkg, object, leak, open);
}

/** Whether a variable holds an error where a leak leaves. */
function holdsFailure(
  pkg: PackageModel,
  object: VarObject,
  leak: Way,
  open: ReadonlySet<VarObject>,
): boolean {
  // a package variable such as ErrNotFound holds an error for life
  if (object.role === 'package') return true;
  if (open.has(object)) return true;
  const asked = leak.path.findLast((step) => {
    const comparison = step.kind === 'branch' ? nilComparison(pkg, step.node) : undefined;
    return comparison?.isWhole && comparison.object === object && step.taken === !comparison.equal;
  });
  // what it gets between the question and the exit is no less an error
  return (
    asked !== undefined &&
    pkg.referencesTo(object).every((reference) => {
      const isBetween = reference.start > asked.node.end && reference.end < leak.exit.start;
      if (!isBetween || !isAssignedWhole(reference)) return true;
      const value = assignedTo(reference)?.value;
      return value !== undefined && isFailure(pkg, value, leak, new Set([...open, object]));
    })
  );
}

/** What becomes of the process after functions have failed. */
class ProcessEnds {
  /**
   * Whether other modules may call one of the functions that were followed: it stands in no folder below a program, and no
   * program of its module runs it.
   */
  isOpen = false;
  /** Whether an end of the process was found: of functions that nobody calls none is. */
  isReached = false;
  /** Whether one of the ends is a panic that nothing is seen to stop, or the error was taken for none of those that are asked for by name. */
  isDoubtful = false;

  /** Whether every caller of a function in the module ends the process when it gets an error. */
  after(pkg: PackageModel, fn: GoFunction, open: Set<GoFunction>): boolean {
    if (open.has(fn)) return true;
    open.add(fn);
    const isOpen = isExportedFunction(fn) && isOpenToOtherModules(pkg) && !isBelowProgram(pkg, fn);
    if (isOpen && !isRunByProgram(pkg, fn)) this.isOpen = true;
    if (isCommand(pkg, fn) && callsOfCommand(pkg, fn).length === 0) return this.#reaches(true);
    const calls = callersOf(pkg, fn);
    // one that calls the function and is itself called by nobody never runs
    if (calls?.length === 0) return open.size > 1 && !isOpen && isLeftBehind(fn);
    return calls?.every((call) => this.#afterCall(call, open)) === true;
  }

  #afterCall({ pkg, node: call }: Place, open: Set<GoFunction>): boolean {
    const caller = pkg.functionOf(call);
    const parent = call.parent;
    if (!caller || !parent || parent.kind === 'go_statement' || parent.kind === 'defer_statement')
      return false;
    const around = parent.kind === 'argument_list' ? parent.parent : undefined;
    if (around?.kind === 'call_expression') {
      if (wrappedError(pkg, around) === call) return this.#afterCall({ pkg, node: around }, open);
      return this.#reaches(endsProcess(pkg, around, new Set()));
    }
    if (parent.parent?.kind === 'return_statement')
      return !isMainFunction(pkg, caller) && this.after(pkg, caller, open);
    const object = errorOf(pkg, call);
    if (!object && parent.kind !== 'binary_expression') return false;
    return this.#afterFailure(pkg, caller, call, object, open);
  }

  /** Whether every path from a call whose error is not nil ends the process, or returns the error to callers that do. */
  #afterFailure(
    pkg: PackageModel,
    caller: GoFunction,
    call: SyntaxNode,
    error: VarObject | undefined,
    open: Set<GoFunction>,
  ): boolean {
    const graph = graphsOf(pkg).graphOf(caller);
    const start = graph.blockOf(call);
    if (!start) return false;
    const isMain = isMainFunction(pkg, caller);
    const seen = new Set<string>();
    const work = [{ block: start, isFailed: false }];
    for (let at = work.pop(); at; at = work.pop()) {
      const { block, isFailed } = at;
      if (isFailed && graph.inLoop(block)) return false;
      const exit = graph.exitOf(block);
      if (exit && !this.#exits(pkg, exit, caller, error, { isMain, isFailed }, open)) return false;
      // the end of main is near only where nothing else runs before it
      if (isFailed && isMain && exit?.kind !== 'no-return' && goesOn(pkg, block)) return false;
      if (!isFailed && error && block !== start && assigns(pkg, block, error)) return false;
      for (const { kind, condition, to } of block.successors) {
        const says = condition ? saysNil(pkg, condition, call, error) : undefined;
        const isNil = says === undefined ? undefined : (kind === 'true') === says;
        if (isNil) continue;
        if (condition && error && isOfName(pkg, condition, error) === (kind === 'true')) {
          this.isDoubtful = true;
          continue;
        }
        // the next round begins, and nobody has asked for the error
        if (to === start) return false;
        const next = { block: to, isFailed: isFailed || isNil === false };
        const key = `${to.id} ${next.isFailed}`;
        if (seen.has(key)) continue;
        seen.add(key);
        work.push(next);
      }
    }
    return true;
  }

  #reaches(isEnd: boolean): boolean {
    if (isEnd) this.isReached = true;
    return isEnd;
  }

  /** Whether leaving a function ends the process, or tells its callers of the failure. */
  #exits(
    pkg: PackageModel,
    exit: Exit,
    caller: GoFunction,
    error: VarObject | undefined,
    { isMain, isFailed }: { readonly isMain: boolean; readonly isFailed: boolean },
    open: Set<GoFunction>,
  ): boolean {
    const isFailedMain = isMain && isFailed;
    switch (exit.kind) {
      case 'no-return':
        return this.#reaches(endsProcess(pkg, exit.node, new Set()));
      case 'panic': {
        if (exit.isRecovered) return false;
        if (isFailedMain || endsProcess(pkg, exit.node, new Set())) return this.#reaches(true);
        // testing/testing.go, tRunner, "panics" again with what a test has panicked with
        if (!caller.file.isTest) this.isDoubtful = true;
        return this.#reaches(isFailed && !isPerRequest(pkg, caller));
      }
      case 'end':
        return this.#reaches(isFailedMain);
      default: {
        if (isMain) return this.#reaches(isFailedMain);
        if (isLast(pkg, caller)) return this.#reaches(true);
        const results = exit.node.firstNamedChild?.namedChildren;
        const last = results?.at(-1);
        const isCarried = last ? carries(pkg, last, error) : error && caller.results.at(-1) === error;
        return isCarried === true && this.after(pkg, caller, open);
      }
    }
  }
}

/** The variable that gets the error of a call; of one whose results are not known, the only variable that it sets. */
function errorOf(pkg: PackageModel, call: SyntaxNode): VarObject | undefined {
  const { error } = bindingOf(pkg, call, 0);
  const targets = pkg.typeOf(call) ? [] : targetsOf(call.parent?.parent);
  const target = error ?? (targets.length === 1 ? targets[0] : undefined);
  return target && variable(pkg, target);
}

/** Whether a function that nobody calls is dead: nothing else runs it, as Go does `main`, `init` and tests, and interfaces methods. */
function isLeftBehind({ node, file }: GoFunction): boolean {
  return (
    node.kind === 'function_declaration' &&
    !file.isTest &&
    !/^(?:main|init)$/.test(node.field('name')?.text ?? '')
  );
}

/**
 * The calls of a function in its module outside tests, or by tests where there are no others; undefined when it may be called otherwise, such as through an
 * interface of the module.
 */
function callersOf(pkg: PackageModel, fn: GoFunction): readonly Place[] | undefined {
  const given = callGiven(fn.node);
  if (given) return callsWithErrorOf(pkg, given, fn.node);
  const name = fn.node.field('name')?.text;
  const isOfPackage = name === undefined || !isExported(name) || pkg.name === 'main';
  const own = isOfPackage ? new Callers(pkg).of(fn)?.map((node) => ({ pkg, node })) : undefined;
  const calls = own ?? (name === undefined ? runsOfLiteral(pkg, fn.node) : undefined);
  if (calls || name === undefined)
    return fn.file.isTest ? calls : calls?.filter((call) => !call.pkg.fileOf(call.node).isTest);
  if (!pkg.program.moduleIsComplete) return undefined;
  const inModule = callsInModule(pkg, fn);
  const others = inModule?.filter((call) => !isOfTestPackage(call));
  if (others && others.length > 0) return others;
  // what tests alone call may be set up by `TestMain`, which ends the process as main does
  return inModule?.length === 0 && !fn.file.isTest ? callsInModule(pkg, fn, true) : inModule;
}

/** Whether a call stands in a package for tests: one of its files works with package testing, and no program runs it. */
export function isOfTestPackage({ pkg, node }: Place): boolean {
  const graph = moduleGraphOf(pkg, pkg.fileOf(node));
  if (!graph.hasMain || graph.isRunByProgram(pkg.fileOf(node))) return false;
  return pkg.files.some((file) => !file.isTest && isTestHelper(pkg, file));
}

/** The calls that give the error of a literal which a call gets: a walk, the wait for a group, or the calls by a function of the program. */
function callsWithErrorOf(
  pkg: PackageModel,
  call: SyntaxNode,
  literal: SyntaxNode,
): readonly Place[] | undefined {
  const callee = pkg.calleeOf(call);
  const id = callee?.id ?? '';
  const giver = ERROR_COMES_FROM.get(id);
  const index = giver === undefined ? RETURNS_CALLBACK_ERROR.get(id) : 0;
  if (index === undefined) return runsOfLiteral(pkg, literal);
  if (call.field('arguments')?.namedChildren[index] !== literal) return undefined;
  return giver === undefined ? [{ pkg, node: call }] : callsOn(pkg, callee?.receiver, giver);
}

/** The calls of a method on a local variable that goes nowhere else; undefined when there is none. */
function callsOn(
  pkg: PackageModel,
  receiver: SyntaxNode | undefined,
  id: string,
): readonly Place[] | undefined {
  const group = receiver && variable(pkg, receiver);
  if (group?.role !== 'local') return undefined;
  const calls: Place[] = [];
  for (const mention of pkg.referencesTo(group)) {
    if (mention === group.node || isAssignedWhole(mention)) continue;
    const call = mention.parent?.fieldName === 'function' ? mention.parent.parent : undefined;
    if (call?.kind !== 'call_expression') return undefined;
    if (pkg.calleeOf(call)?.id === id) calls.push({ pkg, node: call });
  }
  return calls.length > 0 ? calls : undefined;
}

/** Whether a result is an error that stands for another one. */
export function carries(pkg: PackageModel, expression: SyntaxNode, error: VarObject | undefined): boolean {
  const node = unwrapped(expression);
  if (node.kind !== 'call_expression') return error !== undefined && variable(pkg, node) === error;
  if (givesError(pkg, node)) return true;
  const wrapped = wrappedError(pkg, node);
  return wrapped !== undefined && carries(pkg, wrapped, error);
}

/** Whether a condition being true says that the error of a call is nil. */
export function saysNil(
  pkg: PackageModel,
  condition: SyntaxNode,
  call: SyntaxNode,
  error: VarObject | undefined,
): boolean | undefined {
  const comparison = nilComparison(pkg, condition);
  if (!comparison) return undefined;
  const isError =
    (error !== undefined && comparison.isWhole && comparison.object === error) || comparison.operand === call;
  return isError ? comparison.equal : undefined;
}

/** Whether the process ends with a function, whatever it returns: `os.Exit(run())`. */
function isLast(pkg: PackageModel, fn: GoFunction): boolean {
  const calls = callersOf(pkg, fn);
  return (
    calls !== undefined &&
    calls.length > 0 &&
    calls.every((call) => {
      const around = call.node.parent?.kind === 'argument_list' ? call.node.parent.parent : undefined;
      return around?.kind === 'call_expression' && endsProcess(call.pkg, around, new Set());
    })
  );
}

function assigns(pkg: PackageModel, block: BasicBlock, object: VarObject): boolean {
  return pkg
    .referencesTo(object)
    .some((each) => isAssignedWhole(each) && block.nodes.some((node) => node.contains(each)));
}

/** Whether a block does more than tell what happened. */
function goesOn(pkg: PackageModel, block: BasicBlock): boolean {
  return block.nodes.some((node) =>
    [...node.descendants('call_expression')].some((call) => {
      const callee = pkg.calleeOf(call);
      return !callee || !(callee.kind === 'builtin' || keepsNothing(callee.id));
    }),
  );
}

/** Whether a call that never returns ends the process, not only its goroutine or test. */
export function endsProcess(pkg: PackageModel, call: SyntaxNode, open: Set<GoFunction>): boolean {
  if (exitsWithChain(pkg, call)) return true;
  const callee = pkg.calleeOf(call);
  if (!callee || !graphsOf(pkg).endOf(call)) return false;
  const id = heldId(pkg, call) ?? callee.id;
  if (behaviourOf(id)?.neverReturns === 'exit') return !ENDS_ONE_GOROUTINE.test(id);
  const fn = callee.function;
  if (!fn || open.has(fn)) return false;
  open.add(fn);
  const home = homeOf(pkg, fn);
  const { exits } = graphsOf(home).graphOf(fn);
  // one that ends the process may pass on a panic that it has stopped
  const ends = exits.filter((exit) => exit.isRecovered || !isPanic(home, exit.node));
  return (
    ends.length > 0 &&
    ends.every((exit) => /^(no-return|panic)$/.test(exit.kind) && endsProcess(home, exit.node, open))
  );
}

function isPanic(pkg: PackageModel, node: SyntaxNode): boolean {
  return node.kind === 'call_expression' && pkg.calleeOf(node)?.id === 'panic';
}
