import type { Config } from '../../config.ts';
import type { FileModel } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { NodeEdit } from '../rule.ts';

/** White space before a node on its line. */
export function indentOf(file: FileModel, node: SyntaxNode): string {
  const lineStart = file.text.lastIndexOf('\n', node.start - 1) + 1;
  return /^[ \t]*/.exec(file.text.slice(lineStart, node.start))![0];
}

/** Whether nothing but white space stands before a node on its line. */
export function startsLine(file: FileModel, node: SyntaxNode): boolean {
  const lineStart = file.text.lastIndexOf('\n', node.start - 1) + 1;
  return file.text.slice(lineStart, node.start).trim() === '';
}

/** The statement of a list that an expression stands in, over the head of an `if` or `select`; undefined where a literal lies between. */
export function statementAround(expression: SyntaxNode): SyntaxNode | undefined {
  for (let node: SyntaxNode | undefined = expression; node; node = node.parent) {
    if (node.kind === 'func_literal') return undefined;
    if (node.parent?.kind === 'statement_list') return node;
  }
  return undefined;
}

/** Lines after the line on which a statement ends, a trailing comment left where it is; indented like the statement. */
export function insertAfter(file: FileModel, statement: SyntaxNode, lines: readonly string[]): NodeEdit {
  const indent = indentOf(file, statement);
  const lineEnd = file.text.indexOf('\n', statement.end);
  let at = lineEnd < 0 ? file.text.length : lineEnd;
  if (file.text[at - 1] === '\r') at--;
  return {
    file,
    start: at,
    end: at,
    newText: lines.map((line) => `\n${line === '' ? '' : indent}${line}`).join(''),
  };
}

/** Lines before a statement that starts its line; undefined when something stands before it. */
export function insertBefore(
  file: FileModel,
  statement: SyntaxNode,
  lines: readonly string[],
): NodeEdit | undefined {
  if (!startsLine(file, statement)) return undefined;
  const indent = indentOf(file, statement);
  return {
    file,
    start: statement.start,
    end: statement.start,
    newText: lines.map((line) => `${line}\n${indent}`).join(''),
  };
}

/** Takes away the line of a statement that stands alone on it, and a blank line that gofmt would not keep then. */
export function removeLine(file: FileModel, statement: SyntaxNode): NodeEdit {
  const { text } = file;
  let start = text.lastIndexOf('\n', statement.start - 1) + 1;
  const lineEnd = text.indexOf('\n', statement.end);
  const end = lineEnd < 0 ? text.length : lineEnd + 1;
  const previous = text.slice(text.lastIndexOf('\n', start - 2) + 1, start);
  if (previous.trim() === '' && /^[ \t]*(?:\r?\n|\})/.test(text.slice(end, end + 200)))
    start -= previous.length;
  return { file, start, end, newText: '' };
}

/** A deferred call in the style of the project; only a call with a result needs another style than the plain one. */
export function deferredCall(call: string, hasResult: boolean, config: Config): string {
  return config.deferStyle === 'plain' || !hasResult ? `defer ${call}` : `defer func() { _ = ${call} }()`;
}

/** A call in place in the style of the project. */
export function plainCall(call: string, hasResult: boolean, config: Config): string {
  return config.deferStyle === 'plain' || !hasResult ? call : `_ = ${call}`;
}
