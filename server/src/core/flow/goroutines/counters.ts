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

/** What a comparison says when its sides change places. */
const SWAPPED: ReadonlyMap<string, string> = new Map([
  ['==', '=='],
  ['!=', '!='],
  ['<=', '>='],
  ['>', '<'],
]);

/**
 * The loop in which a counter is changed whose comparison with a number that is not known comes out so that the number is
 * reached: `done++; if done == workers`, `got = append(got, x); if len(got) == len(want)`, `left--; if left == 0`, also where a
 * variable keeps what the comparison says, or several counters make up the number.
 */
export function countingLoop(
  pkg: PackageModel,
  condition: SyntaxNode,
  holds: boolean,
): SyntaxNode | undefined {
  const loop = condition.ancestor('for_statement');
  if (!loop?.field('body')?.contains(condition)) return undefined;
  const comparison = condition.kind === 'identifier' ? keptIn(pkg, condition, loop) : condition;
  if (comparison?.kind !== 'binary_expression') return undefined;
  const operator = comparison.field('operator')?.text ?? '';
  const left = comparison.field('left');
  const right = comparison.field('right');
  if (!left || !right) return undefined;
  const isReached =
    (REACHED.get(operator) === holds && reaches(pkg, left, right, loop)) ||
    (REACHED.get(SWAPPED.get(operator) ?? '') === holds && reaches(pkg, right, left, loop));
  return isReached ? loop : undefined;
}

/** The comparison that a loop has put in a variable before it asks for it, and nothing else in the loop sets. */
function keptIn(pkg: PackageModel, condition: SyntaxNode, loop: SyntaxNode): SyntaxNode | undefined {
  const object = variable(pkg, condition);
  const values = (object ? pkg.referencesTo(object) : []).flatMap((mention) => {
    const list = mention.parent;
    if (!loop.contains(mention) || list?.kind !== 'expression_list' || list.fieldName !== 'left') return [];
    return list.namedChildren.length === 1 ? [list.parent?.field('right')?.firstNamedChild] : [undefined];
  });
  const [value] = values;
  return values.length === 1 && value && value.end <= condition.start ? value : undefined;
}

/** Whether one side of a comparison is what a loop counts, and the other the number that it is to come to. */
function reaches(pkg: PackageModel, counted: SyntaxNode, goal: SyntaxNode, loop: SyntaxNode): boolean {
  const number = pkg.constantOf(goal);
  const isDown = number?.kind === 'int' && number.value === 0n;
  const list = callsBuiltin(pkg, counted, 'len') ? counted.field('arguments')?.firstNamedChild : undefined;
  if (number && (!isDown || list)) return false;
  const counters = list ? [list] : summands(counted);
  return counters.every((each) => {
    const counter = variable(pkg, each);
    return (
      counter &&
      isChangedIn(pkg, counter, loop, isDown ? 'dec_statement' : 'inc_statement', list !== undefined)
    );
  });
}

/** What is added up: `a`, `b` and `c` of `a + b + c`. */
function summands(expression: SyntaxNode): readonly SyntaxNode[] {
  const isSum = expression.kind === 'binary_expression' && expression.field('operator')?.text === '+';
  if (!isSum) return [expression];
  return [expression.field('left')!, expression.field('right')!].flatMap(summands);
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
