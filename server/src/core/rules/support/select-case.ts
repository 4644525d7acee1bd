import type { SyntaxNode } from '../../syntax/tree.ts';
import type { NodeEdit, RuleContext } from '../rule.ts';
import { indentOf, startsLine } from './insert.ts';

/** A clause at the end of a select. */
export function addCase(
  select: SyntaxNode,
  context: RuleContext,
  clause: string,
  statement: string | undefined,
): NodeEdit | undefined {
  const { file } = context;
  const brace = select.children[select.children.length - 1];
  if (brace?.kind !== '}') return undefined;
  if (startsLine(file, brace)) {
    const indent = indentOf(file, brace);
    const lineStart = file.text.lastIndexOf('\n', brace.start - 1) + 1;
    const newText = `${indent}${clause}\n${statement ? `${indent}\t${statement}\n` : ''}`;
    return { file, start: lineStart, end: lineStart, newText };
  }
  // all on one line: written out, when its cases have no statements
  const open = select.children.find((child) => child.kind === '{');
  const clauses = select.namedChildren;
  const hasBody = clauses.some((each) => each.namedChildren.some((child) => child.kind === 'statement_list'));
  const hasComment = select.children.some((child) => child.isExtra);
  if (!open || hasBody || hasComment) return undefined;
  const lineStart = file.text.lastIndexOf('\n', select.start - 1) + 1;
  const indent = /^[ \t]*/.exec(file.text.slice(lineStart, select.start))![0];
  const lines = [...clauses.map((each) => each.text.trim()), clause];
  const last = statement ? `${indent}\t${statement}\n` : '';
  const newText = `\n${lines.map((line) => `${indent}${line}\n`).join('')}${last}${indent}`;
  return { file, start: open.end, end: brace.start, newText };
}
