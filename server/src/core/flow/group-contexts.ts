import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isAssignedWhole } from './assignments.ts';
import { callsOf } from './callers.ts';
import { contextsOf, givenContext } from './ended-requests.ts';
import type { Leak } from './model.ts';
import { unwrapped, variable } from './nil-comparison.ts';
import { returnsFailure } from './process-end.ts';

const GROUP = 'golang.org/x/sync/errgroup';
const GO: ReadonlySet<string> = new Set([`${GROUP}.Group.Go`, `${GROUP}.Group.TryGo`]);

/** Functions on the way from the value to the one that the group runs; what lies deeper is not followed. */
const MOST_DEPTH = 3;

/**
 * Whether a value lives on the context of a group, and is lost where its function fails with an error that the group gets:
 * that ends the context (golang.org/x/sync/errgroup, WithContext: "The derived Context is canceled the first time a
 * function passed to Go returns a non-nil error").
 */
export function endsByFailure(pkg: PackageModel, leak: Leak): boolean {
  const { function: fn } = leak.resource;
  if (!returnsFailure(pkg, fn, leak)) return false;
  const given = givenContext(pkg, leak.resource.acquisition);
  const own = given && variable(pkg, unwrapped(given));
  const contexts = new Set([...contextsOf(pkg, leak.resource), ...(own ? [own] : [])]);
  return [...contexts].some((context) => cancelsByFailing(pkg, fn, context, 0));
}

/** Whether every error of a function ends a context that it captures, or gets as a parameter of its own or of the function around it. */
function cancelsByFailing(pkg: PackageModel, fn: GoFunction, context: VarObject, depth: number): boolean {
  if (depth > MOST_DEPTH) return false;
  if (fn.node.kind === 'func_literal') {
    if (isRunBy(pkg, fn.node, context)) return true;
    // `return func() error {...}`: what its callers do with it
    const { outer } = fn;
    const isReturned = outer && fn.node.parent?.parent?.kind === 'return_statement';
    return isReturned === true && isGivenBy(pkg, outer, context, (call, given) => isRunBy(pkg, call, given));
  }
  return isGivenBy(pkg, fn, context, (call, given) => {
    const caller = pkg.functionOf(call);
    const isReturned =
      call.parent?.parent?.kind === 'return_statement' && call.parent.namedChildren.length === 1;
    return isReturned && caller !== undefined && cancelsByFailing(pkg, caller, given, depth + 1);
  });
}

/** Whether something holds of every call of a function and the variable that each gives as a context. */
function isGivenBy(
  pkg: PackageModel,
  fn: GoFunction,
  context: VarObject,
  holds: (call: SyntaxNode, given: VarObject) => boolean,
): boolean {
  const index = settingsOf(pkg, context).length > 0 ? -1 : fn.parameters.indexOf(context);
  const calls = index < 0 ? undefined : callsOf(pkg, fn);
  if (!calls || calls.length === 0) return false;
  return calls.every((call) => {
    const argument = call.field('arguments')?.namedChildren[index];
    const given = argument && variable(pkg, unwrapped(argument));
    return given !== undefined && holds(call, given);
  });
}

/** Whether a function is given to the Go of the group whose context a variable holds. */
function isRunBy(pkg: PackageModel, given: SyntaxNode, context: VarObject): boolean {
  const call = given.parent?.kind === 'argument_list' ? given.parent.parent : undefined;
  if (!call || !GO.has(pkg.calleeOf(call)?.id ?? '')) return false;
  const operand = call.field('function')?.field('operand');
  const group = operand && variable(pkg, operand);
  return group !== undefined && groupOf(pkg, context) === group;
}

/**
 * The group of `group, context := errgroup.WithContext(...)`: where it is in scope, the context is its own, unless one of
 * the two is set again.
 */
function groupOf(pkg: PackageModel, context: VarObject): VarObject | undefined {
  const [set, ...others] = settingsOf(pkg, context);
  const list = set?.parent;
  const made = list?.parent?.field('right')?.firstNamedChild;
  if (!list || !made || others.length > 0 || pkg.calleeOf(made)?.id !== `${GROUP}.WithContext`)
    return undefined;
  const [first, second] = list.namedChildren;
  const group = first && variable(pkg, first);
  if (!group || group.node !== first || second !== set) return undefined;
  return settingsOf(pkg, group).length === 1 ? group : undefined;
}

/** Mentions of a variable that assign it, its declaration with a value among them. */
function settingsOf(pkg: PackageModel, object: VarObject): readonly SyntaxNode[] {
  return pkg.referencesTo(object).filter((each) => isAssignedWhole(each));
}
