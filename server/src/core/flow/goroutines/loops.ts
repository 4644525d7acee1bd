import type { PackageModel } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { BasicBlock, Edge } from '../model.ts';

/**
 * What the number of rounds of a loop depends on, so that two loops over the same thing go round equally often:
 * `range xs`, `range len(xs)` and `i := 0; i < len(xs); i++` give `xs`. Undefined when it cannot be told.
 */
export function boundOf(pkg: PackageModel, loop: SyntaxNode): string | undefined {
  const clause = loop.namedChildren.find(
    (child) => child.kind === 'range_clause' || child.kind === 'for_clause',
  );
  if (clause?.kind === 'range_clause') return keyOf(pkg, clause.field('right'));
  const condition = clause?.field('condition');
  const operator = condition?.field('operator')?.text;
  if (condition?.kind !== 'binary_expression' || (operator !== '<' && operator !== '!=')) return undefined;
  const start = clause?.field('initializer')?.field('right')?.text;
  const update = clause?.field('update')?.kind;
  if (start !== '0' || update !== 'inc_statement') return undefined;
  return keyOf(pkg, condition.field('right'));
}

function keyOf(pkg: PackageModel, node: SyntaxNode | undefined): string | undefined {
  let value = node;
  if (value?.kind === 'call_expression' && ['len', 'cap'].includes(value.field('function')?.text ?? ''))
    value = value.field('arguments')?.firstNamedChild;
  if (!value) return undefined;
  const constant = pkg.constantOf(value);
  if (constant?.kind === 'int') return `#${constant.value}`;
  return ['identifier', 'selector_expression'].includes(value.kind) ? value.text : undefined;
}

/** The variable that counts the rounds of a loop from 0. */
export function indexOf(loop: SyntaxNode): string | undefined {
  const clause = loop.namedChildren.find(
    (child) => child.kind === 'range_clause' || child.kind === 'for_clause',
  );
  if (clause?.kind === 'range_clause') return clause.field('left')?.firstNamedChild?.text;
  const start = clause?.field('initializer');
  return start?.field('right')?.text === '0' ? start.field('left')?.text : undefined;
}

/** A condition that holds in one round of a loop, by the number of the round from 0. */
export interface RoundTest {
  readonly condition: SyntaxNode;
  readonly round: number;
}

/** Conditions in the body of a loop that compare its counter, which nothing else sets, with a constant. */
export function roundTests(pkg: PackageModel, loop: SyntaxNode): readonly RoundTest[] {
  const name = indexOf(loop);
  const body = loop.field('body');
  if (name === undefined || !body) return [];
  const tests: RoundTest[] = [];
  for (const node of body.descendants(
    'binary_expression',
    'assignment_statement',
    'inc_statement',
    'dec_statement',
    'unary_expression',
  )) {
    if (node.kind === 'binary_expression') {
      const right = node.field('right');
      if (node.field('operator')?.text !== '==' || node.field('left')?.text !== name || !right) continue;
      const value = pkg.constantOf(right);
      if (value?.kind === 'int') tests.push({ condition: node, round: Number(value.value) });
    } else if (node.kind === 'unary_expression') {
      if (node.field('operator')?.text === '&' && node.field('operand')?.text === name) return [];
    } else {
      const targets = node.field('left')?.namedChildren ?? [node.firstNamedChild];
      if (targets.some((target) => target?.text === name)) return [];
    }
  }
  return tests;
}

/** The loop that a block is the head of: its condition or range clause stands first there. */
export function loopAt(block: BasicBlock): SyntaxNode | undefined {
  const [first] = block.nodes;
  if (!first) return undefined;
  if (first.kind === 'range_clause') return first.parent;
  for (let node: SyntaxNode | undefined = first; node; node = node.parent) {
    const parent: SyntaxNode | undefined = node.parent;
    if (parent?.kind === 'for_statement') return node.fieldName === 'body' ? undefined : parent;
    if (parent?.kind === 'for_clause') {
      return node.fieldName === 'condition' ? parent.parent : undefined;
    }
    if (node.kind.endsWith('_statement') || node.kind === 'block') return undefined;
  }
  return undefined;
}

/** The loop that an edge leaves because its condition no longer holds or its range is at its end. */
export function finishedLoop(edge: Edge): SyntaxNode | undefined {
  if (edge.kind === 'done') return edge.condition?.parent;
  if (edge.kind !== 'false' || !edge.condition) return undefined;
  return conditionOwner(edge.condition);
}

/** The loop into whose body an edge goes. */
export function enteredLoop(edge: Edge): SyntaxNode | undefined {
  if (edge.kind === 'iterate') return edge.condition?.parent;
  if (edge.kind !== 'true' || !edge.condition) return undefined;
  return conditionOwner(edge.condition);
}

function conditionOwner(condition: SyntaxNode): SyntaxNode | undefined {
  for (let node: SyntaxNode | undefined = condition; node; node = node.parent) {
    const parent: SyntaxNode | undefined = node.parent;
    if (parent?.kind === 'for_statement') return node.fieldName === 'body' ? undefined : parent;
    if (parent?.kind === 'for_clause') return node.fieldName === 'condition' ? parent.parent : undefined;
    if (node.kind.endsWith('_statement') || node.kind === 'block') return undefined;
  }
  return undefined;
}
