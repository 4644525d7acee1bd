import type { PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isAssignedWhole } from './assignments.ts';
import { loopsAround } from './loop-heads.ts';
import type { BasicBlock, ControlFlowGraph, Edge } from './model.ts';
import { nilComparison, variable } from './nil-comparison.ts';
import { fieldsWithin, isSamePlace, placeOf } from './places.ts';
import { comesTo } from './way-back.ts';

/**
 * The condition around a defer that what it releases is nil, where nothing on a way that gives it back nowhere sets that variable
 * again: then the same value stays, and the condition does not hold in the next iteration.
 */
export function nilGuardOf(
  pkg: PackageModel,
  graph: ControlFlowGraph,
  statement: SyntaxNode,
  released: SyntaxNode,
  giving: ReadonlySet<BasicBlock>,
): SyntaxNode | undefined {
  const object = variable(pkg, released);
  const [loop] = loopsAround(statement);
  const around = statement.parent?.parent?.parent;
  const condition = around?.kind === 'if_statement' ? around.field('condition') : undefined;
  const compared = condition && nilComparison(pkg, condition);
  if (!object || !loop || !compared?.equal || !compared.isWhole || compared.object !== object)
    return undefined;
  const branch = around!.field('consequence')!;
  if (!branch.contains(statement) || giving.size === 0) return undefined;
  const resets = pkg
    .referencesTo(object)
    .filter((mention) => loop.contains(mention) && !branch.contains(mention) && isAssignedWhole(mention));
  const blocks = new Set(resets.flatMap((mention) => graph.blockOf(mention) ?? []));
  // a block that gives it back and sets it anew ends the old value either way
  const isLeftOver = [...blocks].some(
    (block) => !giving.has(block) && comesTo(pkg, graph, statement, new Set([block]), giving),
  );
  return isLeftOver ? undefined : condition;
}

/**
 * Whether an edge behind a defer says that what it releases is nil, and nothing in the loop behind the defer gives it another value:
 * then there was nothing to release in this iteration.
 */
export function saysNothingHeld(
  pkg: PackageModel,
  { kind, condition }: Edge,
  statement: SyntaxNode,
  released: SyntaxNode,
): boolean {
  const compared = condition && condition.start > statement.end ? nilComparison(pkg, condition) : undefined;
  const place = placeOf(pkg, released);
  const [loop] = loopsAround(statement);
  if (!compared || !place || !loop || (kind === 'true') !== compared.equal) return false;
  if (!isSamePlace(placeOf(pkg, compared.operand), place)) return false;
  return !pkg.referencesTo(place.root).some((mention) => {
    let whole = mention;
    for (;;) {
      const within = placeOf(pkg, whole);
      const isPart = within !== undefined && fieldsWithin(within, place) !== undefined;
      if (isPart && isAssignedWhole(whole) && whole.start > statement.end && loop.contains(whole))
        return true;
      if (whole.parent?.kind !== 'selector_expression' || whole.fieldName !== 'operand') return false;
      whole = whole.parent;
    }
  });
}
