import type { PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isAssignedWhole } from './assignments.ts';
import { statementOf } from './bindings.ts';
import type { Leak } from './model.ts';
import { unwrapped, variable } from './nil-comparison.ts';
import { fieldsWithin, isSamePlace, type Place, placeOf } from './places.ts';

/**
 * Whether a leak would be of a context without a deadline, although it was made with one: control leaves in a branch that is only
 * taken where the context says that it has none (context/context.go, Deadline: "Deadline returns ok==false when no deadline is
 * set"; `func (c *timerCtx) Deadline() (deadline time.Time, ok bool) { return c.deadline, true }`).
 * @param target what the context was assigned to
 */
export function isWithoutDeadline(
  pkg: PackageModel,
  { exit, resource }: Leak,
  target: SyntaxNode | undefined,
): boolean {
  const { acquisition } = resource;
  const maker = pkg.calleeOf(acquisition)?.id ?? '';
  const place = /^context\.With(?:Timeout|Deadline)(?:Cause)?$/.test(maker) && placeOf(pkg, target);
  if (!place || isSetBetween(pkg, place, acquisition, exit)) return false;
  for (let node = exit; node.parent && node !== resource.function.node; node = node.parent) {
    const statement = node.fieldName === 'consequence' ? node.parent : undefined;
    if (statement?.kind !== 'if_statement' || node.contains(acquisition)) continue;
    const condition = unwrapped(statement.field('condition')!);
    const isNegated =
      condition.kind === 'unary_expression' && condition.field('operator')?.text === '!'
        ? condition.field('operand')
        : undefined;
    const initializer = statement.field('initializer');
    const [, ok] = initializer?.field('left')?.namedChildren ?? [];
    const call = initializer?.field('right')?.firstNamedChild;
    const object = ok && variable(pkg, ok);
    if (!isNegated || !object || variable(pkg, unwrapped(isNegated)) !== object) continue;
    if (call?.kind !== 'call_expression' || pkg.calleeOf(call)?.id !== 'context.Context.Deadline') continue;
    if (isSamePlace(placeOf(pkg, call.field('function')?.field('operand')), place)) return true;
  }
  return false;
}

/** Whether a place, or what it is inside of, is set anew behind a call and before a statement. */
function isSetBetween(pkg: PackageModel, place: Place, call: SyntaxNode, exit: SyntaxNode): boolean {
  const { start } = exit.kind.endsWith('_statement') ? exit : statementOf(exit);
  return pkg.referencesTo(place.root).some((mention) => {
    let whole = mention;
    while (whole.parent?.kind === 'selector_expression' && whole.fieldName === 'operand')
      whole = whole.parent;
    const isBetween = isAssignedWhole(whole) && whole.start > call.end && whole.end < start;
    return isBetween && fieldsWithin(placeOf(pkg, whole), place) !== undefined;
  });
}
