import type { VarObject } from '../../semantic/model.ts';
import { isAssignedWhole } from '../assignments.ts';
import type { Edge } from '../model.ts';
import { nilComparison } from '../nil-comparison.ts';
import { type Frame, NIL } from './state.ts';
import type { World } from './world.ts';

/**
 * Whether an edge asks for a channel to be nil that is not, or the other way round: `if in == nil && out == nil { return }` in the
 * loop whose select sets each to nil once it is closed. Only of variables that no other function sets.
 */
export function isOfOtherChannel({ pkg }: World, frame: Frame, edge: Edge): boolean {
  if (!edge.condition || (edge.kind !== 'true' && edge.kind !== 'false')) return false;
  const comparison = nilComparison(pkg, edge.condition);
  const value = comparison?.isWhole && comparison.object ? frame.values.get(comparison.object) : undefined;
  if (value === undefined || !isSetHereAlone(pkg, frame, comparison!.object!)) return false;
  return (value === NIL) !== (comparison!.equal === (edge.kind === 'true'));
}

function isSetHereAlone(pkg: World['pkg'], { fn }: Frame, object: VarObject): boolean {
  return pkg.referencesTo(object).every((each) => {
    if (each === object.node) return true;
    if (each.parent?.kind === 'unary_expression' && each.parent.field('operator')?.text === '&') return false;
    return !isAssignedWhole(each) || pkg.functionOf(each) === fn;
  });
}
