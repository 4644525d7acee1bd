import type { FileModel } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { NodeEdit } from '../rule.ts';
import { indentOf } from './insert.ts';

/**
 * Sets a field in a composite literal with keys: its value where the key is there, else a new element behind the last. In a
 * literal of several lines it gets a paragraph of its own, because gofmt aligns the values of neighbouring lines.
 * @returns undefined for a literal without keys, or where a comment ends it
 */
export function addField(
  file: FileModel,
  literal: SyntaxNode,
  name: string,
  value: string,
): NodeEdit | undefined {
  const body = literal.field('body');
  if (!body) return undefined;
  const children = body.namedChildren;
  const elements = children.filter(({ kind }) => kind !== 'comment');
  if (elements.some(({ kind }) => kind !== 'keyed_element')) return undefined;
  const present = elements.find((each) => each.field('key')?.text === name)?.field('value');
  if (present) return { file, start: present.start, end: present.end, newText: value };
  const last = elements.at(-1);
  const insert = (at: number, newText: string): NodeEdit => ({ file, start: at, end: at, newText });
  if (!last) return children.length === 0 ? insert(body.start + 1, `${name}: ${value}`) : undefined;
  const rest = file.text.slice(last.end, body.end - 1);
  if (!rest.includes('\n')) {
    // `T{A: a, B: b}`
    return /^,?\s*$/.test(rest) ? insert(last.end, `, ${name}: ${value}`) : undefined;
  }
  // a trailing comment stays on the line of its element
  if (!/^,[ \t]*(?:\/\/[^\n]*)?\r?\n\s*$/.test(rest)) return undefined;
  const lineEnd = file.text.indexOf('\n', last.end);
  const at = file.text[lineEnd - 1] === '\r' ? lineEnd - 1 : lineEnd;
  return insert(at, `\n\n${indentOf(file, last)}${name}: ${value},`);
}
