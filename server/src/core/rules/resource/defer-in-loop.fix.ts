import type { LoopDefer } from '../../flow/loop-defers.ts';
import { isErrorType } from '../../semantic/types.ts';
import { JUMPS } from '../../syntax/statements.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { RuleContext, RuleFix } from '../rule.ts';
import { indentOf } from '../support/insert.ts';

/** The body of the loop in a literal of its own, so that the deferred call runs when the iteration ends. */
export function perIteration(found: LoopDefer, { file, package: pkg }: RuleContext): readonly RuleFix[] {
  const { loop, function: fn } = found;
  const body = loop.field('body');
  const list = body?.namedChildren.find((child) => child.kind === 'statement_list');
  if (!body || !list || fn.file !== file) return [];
  const first = list.namedChildren[0];
  // a defer of an inner block or loop is somebody else's iteration
  if (!first || found.statement.parent !== list || !startsOwnLine(file.text, first)) return [];
  const jumps = jumpsIn(list, fn.node);
  if (jumps.hasOther || /`[^`]*\n/.test(list.text)) return [];
  const returns = jumps.returns.length > 0;
  const { results } = pkg.signatureOf(fn);
  const returnsError = results.length === 1 && isErrorType(results[0]?.type);
  if (returns && (!returnsError || fn.results.some((result) => result !== undefined))) return [];

  const indent = indentOf(file, first);
  const last = list.namedChildren[list.namedChildren.length - 1]!;
  let inner = file.text.slice(first.start, last.end);
  for (const jump of [...jumps.continues].reverse()) {
    const at = jump.start - first.start;
    inner = inner.slice(0, at) + (returns ? 'return nil' : 'return') + inner.slice(at + jump.text.length);
  }
  const indented = inner
    .split('\n')
    .map((line, index) => (index === 0 || line.trim() === '' ? line : `\t${line}`))
    .join('\n');
  const endsInReturn = last.kind === 'return_statement';
  const newText = returns
    ? `if err := func() error {\n${indent}\t${indented}${endsInReturn ? '' : `\n${indent}\treturn nil`}\n${indent}}(); err != nil {\n${indent}\treturn err\n${indent}}`
    : `func() {\n${indent}\t${indented}\n${indent}}()`;
  return [
    {
      title: {
        en: 'Give each iteration its own function, so that it releases what it took',
        'zh-cn': '让每次迭代拥有自己的函数，迭代结束即释放',
      },
      safety: 'suggested',
      edits: [{ file, start: first.start, end: last.end, newText }],
      imports: [],
    },
  ];
}

function startsOwnLine(text: string, node: SyntaxNode): boolean {
  return text.slice(text.lastIndexOf('\n', node.start - 1) + 1, node.start).trim() === '';
}

interface Jumps {
  readonly returns: readonly SyntaxNode[];
  /** Plain `continue` of the loop itself. */
  readonly continues: readonly SyntaxNode[];
  /** A break, goto or labeled jump, which a literal cannot make for the loop. */
  readonly hasOther: boolean;
}

function jumpsIn(list: SyntaxNode, fn: SyntaxNode): Jumps {
  const returns: SyntaxNode[] = [];
  const continues: SyntaxNode[] = [];
  let hasOther = false;
  for (const node of list.descendants(...JUMPS, 'labeled_statement')) {
    let inner: SyntaxNode | undefined = node.parent;
    let owner: 'literal' | 'loop' | 'switch' | undefined;
    for (; inner && inner !== list && inner !== fn && !owner; inner = inner.parent) {
      if (inner.kind === 'func_literal') owner = 'literal';
      else if (inner.kind === 'for_statement') owner = 'loop';
      else if (/switch_statement|select_statement/.test(inner.kind) && node.kind === 'break_statement')
        owner = 'switch';
    }
    if (inLiteral(node, list)) continue;
    if (node.kind === 'return_statement') returns.push(node);
    else if (node.kind === 'goto_statement' || node.kind === 'labeled_statement') hasOther = true;
    else if (node.namedChildren.length > 0) hasOther = true;
    else if (owner === undefined) {
      if (node.kind === 'continue_statement') continues.push(node);
      else hasOther = true;
    }
  }
  return { returns, continues, hasOther };
}

function inLiteral(node: SyntaxNode, list: SyntaxNode): boolean {
  for (let current = node.parent; current && current !== list; current = current.parent) {
    if (current.kind === 'func_literal') return true;
  }
  return false;
}
