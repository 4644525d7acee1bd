import type { PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';

/** The variable that an identifier names; undefined for anything else. */
export function variable(pkg: PackageModel, node: SyntaxNode): VarObject | undefined {
  if (node.kind !== 'identifier') return undefined;
  const object = pkg.objectOf(node);
  return object?.kind === 'var' ? object : undefined;
}

/** The variable that a call gets as an argument, by its position. */
export function argumentAt(
  pkg: PackageModel,
  call: SyntaxNode,
  index: number | undefined,
): VarObject | undefined {
  const argument = index === undefined ? undefined : call.field('arguments')?.namedChildren[index];
  return argument && variable(pkg, argument);
}

/** An expression without the parentheses around it. */
export function unwrapped(node: SyntaxNode): SyntaxNode {
  let current = node;
  while (current.kind === 'parenthesized_expression' && current.firstNamedChild)
    current = current.firstNamedChild;
  return current;
}

const DECIDING: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>=', '&&', '||', '!']);

/** Whether an expression is true or false, as its operator or its type says. */
export function isBoolean(pkg: PackageModel, node: SyntaxNode): boolean {
  const expression = unwrapped(node);
  if (DECIDING.has(expression.field('operator')?.text ?? '')) return true;
  const type = pkg.underlying(pkg.typeOf(expression));
  return type?.kind === 'basic' && type.name === 'bool';
}

export interface NilComparison {
  /** The variable compared, or the one whose field is. */
  readonly object: VarObject | undefined;
  /** What is compared with nil. */
  readonly operand: SyntaxNode;
  /** Whether the variable itself is compared. */
  readonly isWhole: boolean;
  /** True for `==`. */
  readonly equal: boolean;
}

/** `x == nil`, `nil != x.f` and the like. */
export function nilComparison(pkg: PackageModel, node: SyntaxNode): NilComparison | undefined {
  const comparison = unwrapped(node);
  if (comparison.kind !== 'binary_expression') return undefined;
  const operator = comparison.field('operator')?.text;
  if (operator !== '==' && operator !== '!=') return undefined;
  const left = comparison.field('left');
  const right = comparison.field('right');
  const compared = right?.kind === 'nil' ? left : left?.kind === 'nil' ? right : undefined;
  if (!compared) return undefined;
  const operand = unwrapped(compared);
  let base: SyntaxNode | undefined = operand;
  while (base?.kind === 'selector_expression') base = base.field('operand');
  return {
    object: base && variable(pkg, base),
    operand,
    isWhole: base === operand,
    equal: operator === '==',
  };
}
