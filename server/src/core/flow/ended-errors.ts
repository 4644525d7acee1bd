import type { PackageModel, VarObject } from '../semantic/model.ts';
import { qualifiedId } from '../semantic/qualified.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isAssignedWhole } from './assignments.ts';
import { definitionAt } from './definitions.ts';
import { endedBy } from './ended-contexts.ts';
import { createFlow } from './index.ts';
import { unwrapped, variable } from './nil-comparison.ts';

const MOST_PARENTS = 6;
const CANCELLED = 'context.Canceled';
const EXPIRED = 'context.DeadlineExceeded';
/** context/context.go, withCancel: what they make ends with its cancel function or its parent, whose error it takes over. */
const PLAIN: ReadonlySet<string> = new Set(['context.WithCancel', 'context.WithCancelCause']);

/**
 * How a comparison of the error of a context comes out where that has ended and nothing but a cancel function can end it, as
 * its makers up to one that nobody cancels say (context/context.go: "Canceled is the error returned by [Context.Err] when the
 * context is canceled for some reason other than its deadline passing").
 *
 * @returns undefined for anything else
 */
export function decidedByEnd(pkg: PackageModel, condition: SyntaxNode): boolean | undefined {
  const operator = condition.field('operator')?.text;
  if (condition.kind !== 'binary_expression' || (operator !== '==' && operator !== '!=')) return undefined;
  const sides = [condition.field('left')!, condition.field('right')!];
  const named = sides.map((side) => qualifiedId(pkg, unwrapped(side)));
  const index = named.findIndex((id) => id === CANCELLED || id === EXPIRED);
  const call = index < 0 ? undefined : unwrapped(sides[1 - index]!);
  if (call?.kind !== 'call_expression' || pkg.calleeOf(call)?.id !== 'context.Context.Err') return undefined;
  const operand = call.field('function')?.field('operand');
  const context = operand && variable(pkg, operand);
  if (!context || !hasEnded(pkg, context, condition) || !isOnlyCancelled(pkg, context, 0)) return undefined;
  return (named[index] === CANCELLED) === (operator === '==');
}

/** Whether a node stands where a context has ended: in the case of its Done, say. */
function hasEnded(pkg: PackageModel, context: VarObject, at: SyntaxNode): boolean {
  const fn = pkg.functionOf(at);
  for (let node: SyntaxNode | undefined = at; node && node !== fn?.node; node = node.parent)
    if (endedBy(pkg, node) === context) return true;
  return false;
}

function isOnlyCancelled(pkg: PackageModel, context: VarObject, depth: number): boolean {
  if (depth > MOST_PARENTS || context.role !== 'local') return false;
  const assigned = pkg.referencesTo(context).filter((each) => isAssignedWhole(each));
  const definition = assigned.length === 1 ? definitionAt(assigned[0]!) : undefined;
  const maker = typeof definition === 'object' ? definition.value && unwrapped(definition.value) : undefined;
  if (maker?.kind !== 'call_expression' || !PLAIN.has(pkg.calleeOf(maker)?.id ?? '')) return false;
  const parent = maker.field('arguments')?.firstNamedChild;
  if (!parent) return false;
  const above = variable(pkg, unwrapped(parent));
  return (
    createFlow(pkg).isNeverCancelled(parent) ||
    (above !== undefined && isOnlyCancelled(pkg, above, depth + 1))
  );
}
