import type { SyntaxNode } from '../../syntax/tree.ts';
import { unwrapped } from '../nil-comparison.ts';
import type { Note } from './state.ts';

/** The channel expression of what a goroutine received by, a statement of its own or a case of a select. */
export function receivedFrom(note: Note): SyntaxNode | undefined {
  if (note.kind === 'receive') return channelOperand(note.node);
  if (note.kind !== 'case') return undefined;
  const communication = note.node.field('communication');
  const value = communication?.kind === 'receive_statement' ? communication.field('right') : communication;
  const bare = value && unwrapped(value);
  return bare?.kind === 'unary_expression' ? channelOperand(bare) : undefined;
}

/** The channel expression of a send, a receive or a range clause. */
export function channelOperand(operation: SyntaxNode): SyntaxNode | undefined {
  switch (operation.kind) {
    case 'send_statement':
      return operation.field('channel');
    case 'unary_expression':
      return operation.field('operator')?.text === '<-' ? operation.field('operand') : undefined;
    case 'range_clause':
      return operation.field('right');
    default:
      return undefined;
  }
}
