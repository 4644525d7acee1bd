import { placeOf } from '../../edits.ts';
import type { FileModel } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';

/** One-based line on which a node starts, for messages. */
export function lineOf(file: FileModel, node: SyntaxNode): number {
  return placeOf(file, node.start, node.start).start.line + 1;
}

const LONGEST_NAME = 24;

/** A selector as it is written, or its last field when it is long. */
export function shortName(name: string): string {
  return name.length <= LONGEST_NAME ? name : name.slice(name.lastIndexOf('.') + 1).slice(-LONGEST_NAME);
}
