import { placeOf } from '../../edits.ts';
import type { FileModel } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';

/** One-based line on which a node starts, for messages. */
export function lineOf(file: FileModel, node: SyntaxNode): number {
  return placeOf(file, node.start, node.start).start.line + 1;
}
