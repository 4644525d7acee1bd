import { homeOf } from '../semantic/home.ts';
import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { targetsOf } from './assignments.ts';
import { endsWithReturn, makesRequestWith } from './ended-requests.ts';
import type { ControlFlowGraph, FlowModel, OwnedResource } from './model.ts';
import { variable } from './nil-comparison.ts';

/**
 * Whether a function that has a helper send its request ends it when it returns: the helper gives a handle beside the
 * response, a cancel function or a channel on which a goroutine waits that cancels then, and the function has deferred the
 * call or the close of it wherever the response is lost. `likely` where the goroutine cancels under a condition.
 */
export function endedThroughHelper(
  pkg: PackageModel,
  graph: ControlFlowGraph,
  { acquisition, index, leaks, function: fn }: OwnedResource,
): 'surely' | 'likely' | undefined {
  const helper = pkg.calleeOf(acquisition)?.function;
  const block = graph.blockOf(acquisition);
  if (!helper?.body || !block || graph.inLoop(block)) return undefined;
  const home = homeOf(pkg, helper);
  const targets = acquisition.parent?.kind === 'expression_list' ? targetsOf(acquisition.parent.parent) : [];
  for (const [at, target] of targets.entries()) {
    const handle = at === index ? undefined : variable(pkg, target);
    const deferred = handle?.function === fn ? deferredEndOf(pkg, graph, handle) : undefined;
    const registered = deferred && graph.blockOf(deferred);
    const isBefore = leaks.every(({ exit }) => {
      const left = graph.blockOf(exit);
      return registered && left && graph.dominates(registered, left) && deferred.start < exit.end;
    });
    const given = registered && isBefore ? returnedAt(home, helper, at) : undefined;
    const ends = given && cancelsBy(home, helper, given);
    if (ends) return ends;
  }
  return undefined;
}

/** How many functions a response is followed through to the one that sends the request. */
const MOST_CALLS = 5;

/**
 * Whether a response is given by a function of the program that has ended the request before it comes back, by the deferred cancel
 * of the context that it makes: the transport has given the connection up by then, whether the body is closed later or not.
 */
export function isGivenEnded(
  pkg: PackageModel,
  flow: FlowModel,
  { acquisition, type }: Pick<OwnedResource, 'acquisition' | 'type'>,
  calls = 0,
): boolean {
  const helper = pkg.calleeOf(acquisition)?.function;
  if (!helper?.body || calls > MOST_CALLS) return false;
  const home = homeOf(pkg, helper);
  const sent = flow.resourcesOf(helper, type);
  return (
    sent.length > 0 &&
    sent.every(
      (each) => endsWithReturn(home, flow.graphOf(helper), each) || isGivenEnded(home, flow, each, calls + 1),
    )
  );
}

/** `defer cancel()` or `defer close(done)`. */
function deferredEndOf(
  pkg: PackageModel,
  graph: ControlFlowGraph,
  handle: VarObject,
): SyntaxNode | undefined {
  for (const mention of pkg.referencesTo(handle)) {
    const isCalled = mention.fieldName === 'function';
    const call = isCalled ? mention.parent : mention.parent?.parent;
    if (call?.kind !== 'call_expression' || call.parent?.kind !== 'defer_statement') continue;
    if (pkg.functionOf(call) !== graph.function) continue;
    if (isCalled || pkg.calleeOf(call)?.id === 'close') return call.parent;
  }
  return undefined;
}

/** The local variable that every return of a function gives as a result, those apart that give nil. */
function returnedAt(pkg: PackageModel, fn: GoFunction, at: number): VarObject | undefined {
  const found = new Set<VarObject | undefined>();
  for (const statement of fn.body!.descendants('return_statement')) {
    const value = statement.firstNamedChild?.namedChildren[at];
    if (pkg.functionOf(statement) !== fn || value?.kind === 'nil') continue;
    found.add(value && variable(pkg, value));
  }
  const [only] = found;
  return found.size === 1 && only?.role === 'local' ? only : undefined;
}

/** Whether a cancel function, or what closing a channel wakes, ends a context that a request of the function has. */
function cancelsBy(pkg: PackageModel, fn: GoFunction, handle: VarObject): 'surely' | 'likely' | undefined {
  const cancels = cancelsOfRequests(pkg, fn);
  if (cancels.has(handle)) return 'surely';
  for (const mention of pkg.referencesTo(handle)) {
    const receive = mention.parent;
    const statement = receive?.parent;
    const literal = pkg.functionOf(mention);
    const isWait =
      receive?.kind === 'unary_expression' &&
      receive.field('operator')?.text === '<-' &&
      statement?.kind === 'expression_statement' &&
      statement.parent?.parent === literal?.body;
    const isStarted = literal?.node.parent?.parent?.kind === 'go_statement' && literal.outer === fn;
    if (!isWait || !isStarted) continue;
    for (const cancel of cancels) {
      const call = pkg
        .referencesTo(cancel)
        .find((each) => each.fieldName === 'function' && pkg.functionOf(each) === literal)?.parent;
      if (!call || call.start < statement.start) continue;
      return call.parent?.parent?.parent === literal.body ? 'surely' : 'likely';
    }
  }
  return undefined;
}

/** The cancel functions, made in a function, of the contexts with which it makes requests. */
function cancelsOfRequests(pkg: PackageModel, fn: GoFunction): ReadonlySet<VarObject> {
  const found = new Set<VarObject>();
  for (const call of fn.body!.descendants('call_expression')) {
    const context = makesRequestWith(pkg, call);
    const object = context && variable(pkg, context);
    if (object?.function !== fn) continue;
    for (const mention of pkg.referencesTo(object)) {
      const list = mention.parent;
      if (list?.kind !== 'expression_list' || list.fieldName !== 'left') continue;
      const made = list.parent?.field('right')?.firstNamedChild;
      const isMade = made?.kind === 'call_expression' && pkg.calleeOf(made)?.id.startsWith('context.With');
      const [first, second] = list.namedChildren;
      const cancel = isMade && first === mention && second ? variable(pkg, second) : undefined;
      if (cancel) found.add(cancel);
    }
  }
  return found;
}
