import type { NodeKind } from './kinds.ts';
import type { SyntaxNode } from './tree.ts';

/** Statements that go on elsewhere in their function. */
export const INNER_JUMPS = [
  'break_statement',
  'continue_statement',
  'goto_statement',
] as const satisfies readonly NodeKind[];
/** Statements behind which control never goes on. */
export const JUMPS = ['return_statement', ...INNER_JUMPS] as const;

/** The statements of a block. */
export function statementsOf(block: SyntaxNode | undefined): readonly SyntaxNode[] {
  return block?.namedChildren.find(({ kind }) => kind === 'statement_list')?.namedChildren ?? [];
}

/**
 * Whether a block ends in a jump, so that what stands behind it runs only when the block does not.
 *
 * @param except a jump that does not count: `continue` comes back to what stands before, and Go lets no `goto` jump over
 *   a declaration (Go specification, "Goto statements"), so that no fix can declare something behind one
 */
export function endsInJump(
  block: SyntaxNode | undefined,
  except?: 'continue_statement' | 'goto_statement',
): boolean {
  const last = statementsOf(block).at(-1);
  return last !== undefined && last.kind !== except && JUMPS.some((kind) => kind === last.kind);
}

/** Whether a node of one of the kinds is the node or stands in it. */
export function holds(node: SyntaxNode, kinds: readonly NodeKind[]): boolean {
  return node.descendants(...kinds).next().done === false;
}

/**
 * Whether a statement runs what stands in it whenever it runs itself, as far as its syntax says.
 * @param inner a call, or a simple statement
 */
export function isAlwaysRun(inner: SyntaxNode, statement: SyntaxNode): boolean {
  for (let node = inner; node !== statement; node = node.parent!) {
    const parent = node.parent;
    if (!parent) return false;
    if (parent.kind === 'if_statement') {
      if (node !== parent.field('initializer') && node !== parent.field('condition')) return false;
    } else if (!PLAIN.has(parent.kind) || ['&&', '||'].includes(parent.field('operator')?.text ?? '')) {
      return false;
    }
  }
  return true;
}

const PLAIN: ReadonlySet<NodeKind> = new Set<NodeKind>([
  'expression_statement',
  'short_var_declaration',
  'assignment_statement',
  'expression_list',
  'argument_list',
  'call_expression',
  'selector_expression',
  'binary_expression',
  'unary_expression',
  'parenthesized_expression',
]);
