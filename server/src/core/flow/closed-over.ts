import { OWNERSHIP } from '../knowledge/ownership/table.ts';
import type { PackageModel } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isRowsByUse } from './iterations.ts';
import type { Edge } from './model.ts';
import { unwrapped, variable } from './nil-comparison.ts';

const ROWS = 'database/sql.Rows';

/**
 * Whether a value has closed itself where an edge is taken, because a method of it has said that nothing is left: the end
 * of `for rows.Next()`. A value of unknown type counts where the source uses it as rows only.
 */
export function isClosedOver(pkg: PackageModel, edge: Edge, released: SyntaxNode): boolean {
  const object = variable(pkg, released);
  if (!edge.condition || !object) return false;
  const condition = unwrapped(edge.condition);
  const isNegated = condition.kind === 'unary_expression' && condition.field('operator')?.text === '!';
  const asked = isNegated ? unwrapped(condition.field('operand')!) : condition;
  const method = asked.kind === 'call_expression' ? asked.field('function') : undefined;
  if (edge.kind !== (isNegated ? 'true' : 'false') || method?.kind !== 'selector_expression') return false;
  if (variable(pkg, method.field('operand')!) !== object) return false;
  const name = method.field('field')?.text ?? '';
  const id = namedId(pkg.typeOfObject(object)) ?? (isRowsByUse(pkg, object) ? ROWS : undefined);
  return [...OWNERSHIP.values()].some(
    (row) => id !== undefined && row.types.includes(id) && row.releasedWhenFalse.has(name),
  );
}
