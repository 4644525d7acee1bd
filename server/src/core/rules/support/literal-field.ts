import type { FileModel } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { NodeEdit } from '../rule.ts';

/**
 * Adds a field at the end of a struct literal with keys as gofmt writes it: on the line of a literal on one line, else on
 * its own line, aligned with those above. Undefined where the literal is laid out in a way that is not handled.
 */
export function addField(
  file: FileModel,
  literal: SyntaxNode,
  key: string,
  value: string,
): NodeEdit[] | undefined {
  const body = literal.field('body');
  const elements = body?.namedChildren ?? [];
  const close = body?.children[body.children.length - 1];
  if (!body || close?.text !== '}') return undefined;
  const last = elements[elements.length - 1];
  const first = elements[0];
  if (!last || !first) return [{ file, start: close.start, end: close.start, newText: `${key}: ${value}` }];
  const isOnOneLine = !file.text.slice(last.end, close.start).includes('\n');
  if (isOnOneLine) {
    return file.text.slice(last.end, close.start).includes(',')
      ? undefined
      : [{ file, start: last.end, end: last.end, newText: `, ${key}: ${value}` }];
  }
  const comma = file.text.indexOf(',', last.end);
  if (comma < 0 || comma > close.start || !ownsLine(file, last)) return undefined;
  const section = alignedWith(file, elements);
  const indent = /^[ \t]*/.exec(file.text.slice(lineStart(file, last)))![0];
  const width = Math.max(key.length + 1, ...section.map((element) => keyLength(element)));
  const edits: NodeEdit[] = section.map((element) => {
    const value = element.field('value')!;
    const keyEnd = element.start + keyLength(element);
    return { file, start: keyEnd, end: value.start, newText: ' '.repeat(width - keyLength(element) + 1) };
  });
  const changed = edits.filter((edit) => file.text.slice(edit.start, edit.end) !== edit.newText);
  const lineEnd = file.text.indexOf('\n', last.end);
  const at = file.text[lineEnd - 1] === '\r' ? lineEnd - 1 : lineEnd;
  const padding = ' '.repeat(width - key.length);
  return [...changed, { file, start: at, end: at, newText: `\n${indent}${key}:${padding}${value},` }];
}

/** Writes another value for a field that a struct literal sets. */
export function replaceFieldValue(
  file: FileModel,
  literal: SyntaxNode,
  key: string,
  value: string,
): NodeEdit[] | undefined {
  const elements = literal.field('body')?.namedChildren ?? [];
  const given = elements.find((element) => element.field('key')?.text === key)?.field('value');
  return given && [{ file, start: given.start, end: given.end, newText: value }];
}

/** `Key:` */
function keyLength(element: SyntaxNode): number {
  return element.field('key')!.text.length + 1;
}

function lineStart(file: FileModel, node: SyntaxNode): number {
  return file.text.lastIndexOf('\n', node.start - 1) + 1;
}

function ownsLine(file: FileModel, element: SyntaxNode): boolean {
  return file.text.slice(lineStart(file, element), element.start).trim() === '';
}

/** The elements at the end whose values gofmt aligns with a new last one: one per line, without a gap, a comment line or a value over several lines. */
function alignedWith(file: FileModel, elements: readonly SyntaxNode[]): SyntaxNode[] {
  const section: SyntaxNode[] = [];
  for (const element of [...elements].reverse()) {
    const below = section[0];
    if (element.text.includes('\n') || !ownsLine(file, element)) break;
    if (below && lineStart(file, below) !== file.text.indexOf('\n', element.end) + 1) break;
    section.unshift(element);
  }
  return section;
}
