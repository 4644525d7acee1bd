import { homeOf } from '../semantic/home.ts';
import { memoized } from '../semantic/memo.ts';
import type { GoFunction, PackageModel, ProgramModel, VarObject } from '../semantic/model.ts';
import { isErrorType, namedId } from '../semantic/types.ts';
import { endsInJump } from '../syntax/statements.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isAssignedWhole, targetsOf } from './assignments.ts';
import { livesOn } from './context-lives-on.ts';
import { parentOf } from './contexts.ts';
import { worksWithContext } from './contexts-calls.ts';
import { isDeferred } from './facts.ts';
import { implementationsOf } from './implementations.ts';
import { nilComparison, variable } from './nil-comparison.ts';
import { isPassedElsewhere } from './passed-contexts.ts';
import { type CallerContext, callerContextOf } from './request-contexts.ts';

export const ROOTS: ReadonlySet<string> = new Set(['context.Background', 'context.TODO']);
const DERIVED = /^context\.With(?:Timeout|Deadline|Cancel)(?:Cause)?$/;
const MOST_CALLS = 3;
const MOST_STEPS = 80;

/** A context of nobody that work gets in whose function the caller's context is at hand. */
export interface DroppedContext extends CallerContext {
  /** The call of Background or TODO. */
  readonly root: SyntaxNode;
  /** The call that works with it, where one is seen. */
  readonly work: SyntaxNode | undefined;
  /** Whether it is seen that the work waits for something outside, or that the context ends with the function. */
  readonly isCertain: boolean;
  /** Whether the function hands the caller's context to its other work, so that this one is a choice. */
  readonly isChosen: boolean;
}

/** Calls of Background and TODO whose context does work that ends before the function does, which has a caller's context. */
export function* droppedContextsIn(
  pkg: PackageModel,
  roots: Iterable<SyntaxNode>,
): Generator<DroppedContext> {
  for (const root of roots) {
    if (!ROOTS.has(pkg.calleeOf(root)?.id ?? '')) continue;
    const fn = pkg.functionOf(root);
    const given = fn && callerContextOf(pkg, fn, root);
    if (!fn || !given || isForTheEnd(pkg, fn, given.parameter, root)) continue;
    const use = useOf(pkg, fn, root) ?? OTHER;
    if (use.kind === 'other') continue;
    const isChosen = isPassedElsewhere(pkg, fn, given.parameter, given.selection, root);
    yield { root, ...given, work: use.work, isCertain: use.isCertain, isChosen };
  }
}

/**
 * Whether the place is one where the caller's context may have ended: behind a look at its end, a wait for somebody, or an
 * error; in what is deferred; where the caller gave none; or where the parameter gets another context for good.
 */
export function isForTheEnd(
  pkg: PackageModel,
  fn: GoFunction,
  parameter: VarObject,
  root: SyntaxNode,
): boolean {
  for (let node = root; node !== fn.node && node.parent; node = node.parent) {
    if (node.kind === 'defer_statement' || node.kind === 'go_statement') return true;
    if (
      node.parent.kind === 'if_statement' &&
      node.fieldName !== 'condition' &&
      node.fieldName !== 'initializer'
    ) {
      const condition = node.parent.field('condition');
      if (condition && speaksOfFailure(pkg, condition, parameter)) return true;
    }
    if (node.parent.kind === 'expression_case' && speaksOfFailure(pkg, node.parent, parameter)) return true;
  }
  if (isDeferred(fn.node) || isStopHook(pkg, fn)) return true;
  for (const call of fn.body?.descendants('call_expression') ?? []) {
    if (call.start >= root.start) break;
    const id = pkg.calleeOf(call)?.id ?? '';
    if (/^context\.Context\.(?:Done|Err)$|\.Wait$|^os\/signal\./.test(id)) return true;
    const args = call.field('arguments')?.namedChildren ?? [];
    if (args.some((each) => variable(pkg, each) === parameter) && mayHaveFailed(pkg, fn, call, root))
      return true;
  }
  return false;
}

/**
 * Whether a literal is what runs when an application stops (go.uber.org/fx lifecycle.go: "A Hook is a pair of start and stop
 * callbacks"; StopHook makes one of the second alone): it puts away what is there.
 */
function isStopHook(pkg: PackageModel, { node }: GoFunction): boolean {
  const element = node.parent?.kind === 'literal_element' ? node.parent.parent : undefined;
  if (element?.kind === 'keyed_element') {
    const literal = element.parent?.parent;
    const isHook =
      literal?.kind === 'composite_literal' && namedId(pkg.typeOf(literal)) === 'go.uber.org/fx.Hook';
    return isHook && element.field('key')?.text === 'OnStop';
  }
  const call = node.parent?.kind === 'argument_list' ? node.parent.parent : undefined;
  return call?.kind === 'call_expression' && pkg.calleeOf(call)?.id === 'go.uber.org/fx.StopHook';
}

/** Whether control comes to a place also when a call before it, which got the caller's context, has failed. */
function mayHaveFailed(pkg: PackageModel, fn: GoFunction, call: SyntaxNode, root: SyntaxNode): boolean {
  const { results } = pkg.calleeOf(call)?.signature ?? { results: [] };
  if (call.contains(root) || !isErrorType(results.at(-1)?.type)) return false;
  return ![...(fn.body?.descendants('if_statement') ?? [])].some((statement) => {
    const condition = statement.field('condition');
    const branch = statement.field('consequence');
    if (!condition || !branch || branch.start <= call.start || statement.start >= root.start) return false;
    return speaksOfFailure(pkg, condition, undefined) && endsInJump(branch);
  });
}

/** Whether a condition compares an error, or the parameter, with nil, or asks what an error is. */
function speaksOfFailure(
  pkg: PackageModel,
  condition: SyntaxNode,
  parameter: VarObject | undefined,
): boolean {
  return [condition, ...condition.descendants('binary_expression', 'identifier')].some((node) => {
    const comparison = node.kind === 'binary_expression' ? nilComparison(pkg, node) : undefined;
    if (parameter && comparison?.object === parameter) return true;
    const object = node.kind === 'identifier' ? variable(pkg, node) : undefined;
    return object !== undefined && isErrorType(pkg.typeOfObject(object));
  });
}

/** What becomes of a context: `other` is kept, ends things, or is for something else than work that the function waits for. */
export interface ContextUse {
  readonly kind: 'works' | 'other';
  readonly work: SyntaxNode | undefined;
  /** False where a function gets it of which it is not seen that it waits for anything. */
  readonly isCertain: boolean;
}

const OTHER: ContextUse = { kind: 'other', work: undefined, isCertain: false };

/** What becomes of a context that an expression makes. */
export function useOf(pkg: PackageModel, fn: GoFunction, expression: SyntaxNode): ContextUse | undefined {
  const list = expression.parent;
  if (list?.kind === 'argument_list' && list.parent?.kind === 'call_expression') {
    const call = list.parent;
    if (parentOf(pkg, call) === expression) {
      // of one that ends with the function nothing is meant to outlive the caller
      return useOf(pkg, fn, call);
    }
    const work = workOf(pkg, call, list.namedChildren.indexOf(expression));
    const isCertain = work === 'works';
    if (!isCertain && !(work === 'unknown' && isHandedOn(pkg, call, expression))) return OTHER;
    return call.parent?.kind === 'go_statement' || resultLivesOn(pkg, call)
      ? OTHER
      : { kind: 'works', work: call, isCertain };
  }
  const target = targetOf(expression);
  const object = target && variable(pkg, target);
  // a parameter that gets another context is handed on as if the caller had given none
  if (!object || (object.role !== 'local' && object.role !== 'parameter') || object.function !== fn)
    return OTHER;
  if (livesOn(pkg, object) || isGivenAway(pkg, fn, object, expression)) return OTHER;
  const bounded = DERIVED.test(pkg.calleeOf(expression)?.id ?? '') && cancelsAtTheEnd(pkg, fn, expression);
  return workWith(pkg, fn, object, bounded, expression.end);
}

/** What the calls do that get a variable; of one that is cancelled at the end, work is taken for granted. */
function workWith(
  pkg: PackageModel,
  fn: GoFunction,
  object: VarObject,
  bounded: boolean,
  after: number,
): ContextUse {
  let first: SyntaxNode | undefined;
  let isSeen = false;
  let isHanded = false;
  let mayWait = false;
  for (const reference of pkg.referencesTo(object)) {
    if (object.role === 'parameter' && reference.start < after) continue;
    if (pkg.functionOf(reference) !== fn) return OTHER;
    const call = reference.parent?.kind === 'argument_list' ? reference.parent.parent : undefined;
    if (call?.kind !== 'call_expression') continue;
    const derived = parentOf(pkg, call) === reference ? useOf(pkg, fn, call) : undefined;
    const done = derived
      ? derived.kind
      : workOf(pkg, call, reference.parent!.namedChildren.indexOf(reference));
    if (done === 'other' || done === 'ends') return OTHER;
    if (done === 'works') isSeen = true;
    if (done === 'unknown' && isHandedOn(pkg, call, reference)) isHanded = true;
    first ??= derived?.work ?? call;
    if (derived || !onlyAsks(pkg, call, reference.parent!.namedChildren.indexOf(reference))) mayWait = true;
  }
  const isCertain = isSeen || (bounded && (mayWait || isUnused(pkg, object)));
  return isCertain || isHanded ? { kind: 'works', work: first, isCertain } : OTHER;
}

/** Whether nothing uses a variable yet: each mention of it assigns it, or assigns it to the blank identifier. */
function isUnused(pkg: PackageModel, object: VarObject): boolean {
  return pkg.referencesTo(object).every((each) => {
    const target = targetOf(each);
    return each === object.node || isAssignedWhole(each) || target?.text === '_';
  });
}

/** Whether a context goes to a function as its context; one that logs only looks for values. */
function isHandedOn(pkg: PackageModel, call: SyntaxNode, argument: SyntaxNode): boolean {
  const callee = pkg.calleeOf(call);
  const index = call.field('arguments')?.namedChildren.indexOf(argument) ?? -1;
  const type = callee?.signature?.parameters[index]?.type;
  return callee?.function !== undefined && namedId(type) === 'context.Context';
}

/** Methods of a context that say what it holds, and nothing of its end. */
const ASKS = new Set(['Deadline', 'Value']);

/** Whether a function of the program that gets a context does not wait for its end, nor hands it on. */
function onlyAsks(pkg: PackageModel, call: SyntaxNode, index: number): boolean {
  const fn = pkg.calleeOf(call)?.function;
  const parameter = fn?.body && fn.parameters[index];
  if (!fn || !parameter) return false;
  return homeOf(pkg, fn)
    .referencesTo(parameter)
    .filter((reference) => reference !== parameter.node)
    .every(
      ({ parent }) => parent?.kind === 'selector_expression' && ASKS.has(parent.field('field')?.text ?? ''),
    );
}

/** The variable that a context is put into, alone or before its cancel function. */
function targetOf(expression: SyntaxNode): SyntaxNode | undefined {
  const list = expression.parent;
  const statement = list?.kind === 'expression_list' ? list.parent : undefined;
  if (statement?.kind === 'var_spec')
    return statement.fieldAll('name')[list!.namedChildren.indexOf(expression)];
  if (!statement || list?.fieldName !== 'right') return undefined;
  return targetsOf(statement)[list.namedChildren.indexOf(expression)];
}

/** Whether a variable that is used in a literal, a struct or a channel, or is set again, may be somebody else's. */
function isGivenAway(pkg: PackageModel, fn: GoFunction, object: VarObject, value: SyntaxNode): boolean {
  const from = object.role === 'parameter' ? (targetOf(value)?.start ?? 0) : 0;
  const references = pkg.referencesTo(object).filter(({ start }) => start >= from);
  if (references.filter(isAssignedWhole).length > 1) return true;
  return references.some(
    (each) =>
      pkg.functionOf(each) !== fn ||
      each.parent?.kind === 'literal_element' ||
      each.parent?.kind === 'send_statement' ||
      each.parent?.parent?.kind === 'return_statement',
  );
}

/** Whether the cancel function of a context is deferred. */
function cancelsAtTheEnd(pkg: PackageModel, fn: GoFunction, call: SyntaxNode): boolean {
  const list = call.parent?.kind === 'expression_list' ? call.parent : undefined;
  const cancel = list && targetsOf(list.parent)[1];
  const object = cancel && variable(pkg, cancel);
  return (
    object !== undefined &&
    pkg.referencesTo(object).some(({ parent }) => {
      const statement = parent?.kind === 'call_expression' ? parent.parent : undefined;
      return statement?.kind === 'defer_statement' && pkg.functionOf(statement) === fn;
    })
  );
}

/** Whether a request, command or result that was made with the context goes on to a goroutine, a field or the caller. */
function resultLivesOn(pkg: PackageModel, call: SyntaxNode): boolean {
  const isReturned = call.parent?.parent?.kind === 'return_statement';
  if (isReturned) return !isErrorType(pkg.typeOf(call));
  if (call.parent?.kind === 'literal_element') return true;
  const target = targetOf(call);
  if (!target || target.text === '_' || isErrorType(pkg.typeOf(target))) return false;
  const object = variable(pkg, target);
  return object?.role !== 'local' || livesOn(pkg, object);
}

type Work = 'works' | 'ends' | 'other' | 'unknown';

/**
 * What a call does with a context that it gets: `works` waits for something outside, `ends` puts something away, which has to be
 * done whether the caller still waits or not; `other` keeps it or may.
 */
export function workOf(pkg: PackageModel, call: SyntaxNode, index: number, depth = 0): Work {
  const callee = pkg.calleeOf(call);
  if (!callee) return 'unknown';
  // one of several in a list, each of which may end what waits for them
  if (callee.kind === 'builtin' && callee.id === 'append') return 'other';
  const isOurs = callee.function !== undefined || implementationsOf(pkg, callee).length > 0;
  if (!isOurs && ENDS.test(callee.id)) return 'ends';
  if (worksWithContext(pkg, call)) return 'works';
  if (/^context\.|^log\/slog\./.test(callee.id)) return 'unknown';
  if (depth >= MOST_CALLS) return 'unknown';
  const called = callee.kind === 'interface-method' ? implementationsOf(pkg, callee) : [callee.function];
  const answers = called.map((fn) => (fn ? workInside(pkg, fn, index, depth) : 'unknown'));
  if (answers.includes('ends')) return 'ends';
  if (answers.includes('other')) return 'other';
  return answers.includes('works') ? 'works' : 'unknown';
}

/** Methods of libraries that put away what they are called on: http.Server.Shutdown, pgx.Tx.Rollback, mongo.Client.Disconnect. */
const ENDS =
  /\.(?:Shutdown|Close|CloseNow|Rollback|Disconnect|Stop|Unlock|Release|Revoke|Deregister|Abort)(?:WithContext|Context)?$/;

/** What a function of the program does with its parameter. */
function workInside(pkg: PackageModel, fn: GoFunction, index: number, depth: number): Work {
  const parameter = fn.parameters[index];
  if (!parameter || !fn.body) return 'unknown';
  const known = worksOf(pkg.program);
  const answers = known.get(parameter) ?? [];
  known.set(parameter, answers);
  answers[depth] ??= workWithParameter(homeOf(pkg, fn), parameter, depth);
  return answers[depth];
}

/** Answers by parameter and depth. */
const worksOf = memoized<ProgramModel, Map<VarObject, Work[]>>(() => new Map());

function workWithParameter(home: PackageModel, parameter: VarObject, depth: number): Work {
  if (livesOn(home, parameter)) return 'other';
  let steps = MOST_STEPS;
  let works = false;
  const objects = new Set<VarObject>([parameter]);
  for (const object of objects) {
    for (const reference of home.referencesTo(object)) {
      if (--steps < 0) return 'unknown';
      const call = reference.parent?.kind === 'argument_list' ? reference.parent.parent : undefined;
      if (call?.kind !== 'call_expression') continue;
      if (parentOf(home, call) === reference) {
        const target = targetOf(call);
        const derived = target && variable(home, target);
        if (derived) objects.add(derived);
        continue;
      }
      const answer = workOf(home, call, reference.parent!.namedChildren.indexOf(reference), depth + 1);
      if (answer === 'ends' || answer === 'other') return answer;
      if (answer === 'works') works = true;
    }
  }
  return works ? 'works' : 'unknown';
}
