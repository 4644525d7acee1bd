import type { PackageModel } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { targetsOf } from '../assignments.ts';
import { onlyAssigned } from '../channel-syntax.ts';
import { variable } from '../nil-comparison.ts';
import type { Place } from './held-functions.ts';
import { callsOfKept } from './kept-functions.ts';

/** Variables that a function goes through. */
const MOST_PASSES = 3;

/**
 * The calls that may run a function value which a local variable gets and nothing else: those of the variable, and those of
 * what its mentions are put into (`handler := func() { ... }; table = append(table, command{handler: handler})`); undefined when
 * not every one is known.
 * @param passes functions and variables that have passed it on
 */
export function callsOfLocal(pkg: PackageModel, value: SyntaxNode, passes = 0): readonly Place[] | undefined {
  const list = value.parent;
  if (passes >= MOST_PASSES || list?.kind !== 'expression_list' || list.fieldName === 'left')
    return undefined;
  const target = targetsOf(list.parent)[list.namedChildren.indexOf(value)];
  const local = target?.kind === 'identifier' ? variable(pkg, target) : undefined;
  if (local?.role !== 'local' || onlyAssigned(pkg, local) !== value) return undefined;
  const calls: Place[] = [];
  for (const mention of pkg.referencesTo(local)) {
    const { parent } = mention;
    if (mention === local.node || mention === target || parent?.kind === 'binary_expression') continue;
    if (parent?.kind === 'call_expression' && mention.fieldName === 'function')
      calls.push({ pkg, node: parent });
    else {
      const below = callsOfKept(pkg, mention, passes + 1);
      if (!below) return undefined;
      calls.push(...below);
    }
  }
  return calls;
}
