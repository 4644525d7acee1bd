import type { PackageModel, VarObject } from '../../semantic/model.ts';
import { callsBuiltin } from '../../semantic/universe.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { variable } from '../nil-comparison.ts';

/** What a comparison says of a counter that goes up, by its operator: true, or else false, when the number is reached. */
const REACHED: ReadonlyMap<string, boolean> = new Map([
  ['==', true],
  ['>=', true],
  ['!=', false],
  ['<', false],
]);

/**
 * The loop in which a counter is changed whose comparison with a number that is not known comes out so that the number is
 * reached: `done++; if done == workers`, `got = append(got, x); if len(got) == len(want)`, `left--; if left == 0`.
 */
export function countingLoop(
  pkg: PackageModel,
  condition: SyntaxNode,
  holds: boolean,
): SyntaxNode | undefined {
  if (condition.kind !== 'binary_expression') return undefined;
  const reached = REACHED.get(condition.field('operator')?.text ?? '');
  const left = condition.field('left');
  const right = condition.field('right');
  if (reached !== holds || !left || !right) return undefined;
  const loop = condition.ancestor('for_statement');
  if (!loop?.field('body')?.contains(condition)) return undefined;
  const number = pkg.constantOf(right);
  const counted = callsBuiltin(pkg, left, 'len') ? left.field('arguments')?.firstNamedChild : left;
  const counter = counted && variable(pkg, counted);
  if (!counter) return undefined;
  const isDown = number?.kind === 'int' && number.value === 0n;
  if (number && !(isDown && counted === left)) return undefined;
  return isChangedIn(pkg, counter, loop, isDown ? 'dec_statement' : 'inc_statement', counted !== left)
    ? loop
    : undefined;
}

/** Whether a loop changes a counter step by step, and nothing there sets it otherwise; of a collection, whether it grows there. */
function isChangedIn(
  pkg: PackageModel,
  counter: VarObject,
  loop: SyntaxNode,
  step: 'inc_statement' | 'dec_statement',
  isCollection: boolean,
): boolean {
  let isChanged = false;
  for (const mention of pkg.referencesTo(counter)) {
    if (!loop.contains(mention)) continue;
    const { parent } = mention;
    if (parent?.kind === step) isChanged = true;
    else if (isCollection && isGrown(pkg, mention)) isChanged = true;
    else if (parent?.kind === 'expression_list' && parent.fieldName === 'left') return false;
  }
  return isChanged;
}

/** Whether a mention of a collection stands on the left of `xs = append(xs, x)` or `m[k] = v`. */
function isGrown(pkg: PackageModel, mention: SyntaxNode): boolean {
  const target = mention.parent?.kind === 'index_expression' ? mention.parent : mention;
  const list = target.parent;
  if (list?.kind !== 'expression_list' || list.fieldName !== 'left') return false;
  if (target !== mention) return mention.fieldName === 'operand';
  return callsBuiltin(pkg, list.parent?.field('right')?.firstNamedChild, 'append');
}
