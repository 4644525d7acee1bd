import { isNeverNil } from '../../flow/dominating-facts.ts';
import type { LoopDefer } from '../../flow/loop-defers.ts';
import { isErrorType } from '../../semantic/types.ts';
import { JUMPS } from '../../syntax/statements.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { RuleContext, RuleFix } from '../rule.ts';
import { indentOf } from '../support/insert.ts';

/** The body of the loop in a literal of its own, so that the deferred call runs when the iteration ends. */
export function perIteration(found: LoopDefer, context: RuleContext): readonly RuleFix[] {
  const { file } = context;
  const { loop, function: fn } = found;
  const body = loop.field('body');
  const list = body?.namedChildren.find((child) => child.kind === 'statement_list');
  if (!body || !list || fn.file !== file) return [];
  const first = list.namedChildren[0];
  // a defer of an inner block or loop is somebody else's iteration
  if (!first || found.statement.parent !== list || !startsOwnLine(file.text, first)) return [];
  const jumps = jumpsIn(list, fn.node);
  if (jumps.hasOther || /`[^`]*\n/.test(list.text)) return [];
  const leaving = leavingOf(found, jumps.returns, context);
  if (!leaving) return [];

  const indent = indentOf(file, first);
  const last = list.namedChildren[list.namedChildren.length - 1]!;
  let inner = file.text.slice(first.start, last.end);
  const replace = (node: SyntaxNode, length: number, text: string): void => {
    const at = node.start - first.start;
    inner = inner.slice(0, at) + text + inner.slice(at + length);
  };
  for (const jump of [...jumps.continues, ...jumps.returns].sort((a, b) => b.start - a.start)) {
    if (jump.kind === 'continue_statement') replace(jump, jump.text.length, leaving.goOn);
    else replace(jump, 'return'.length, leaving.leave);
  }
  const indented = inner
    .split('\n')
    .map((line, index) => (index === 0 || line.trim() === '' ? line : `\t${line}`))
    .join('\n');
  const end =
    last.kind === 'return_statement' || leaving.goOn === 'return' ? '' : `\n${indent}\t${leaving.goOn}`;
  const { call, after } = leaving;
  const newText = `${call}${indented.replace(/^/, `${indent}\t`)}${end}\n${indent}}()${after.replaceAll('\n', `\n${indent}`)}`;
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

/** How the body of an iteration says from its own function what it said to the loop. */
interface Leaving {
  /** Up to the first statement of the body. */
  readonly call: string;
  /** Behind the call. */
  readonly after: string;
  /** Stands for a `continue` and for the end of the body. */
  readonly goOn: string;
  /** Stands for the word `return`. */
  readonly leave: string;
}

/** Undefined where the function gives back more than an error: a literal cannot say all of it in one condition. */
function leavingOf(
  found: LoopDefer,
  returns: readonly SyntaxNode[],
  { package: pkg, flow }: RuleContext,
): Leaving | undefined {
  const { function: fn } = found;
  if (returns.length === 0) return { call: 'func() {\n', after: '', goOn: 'return', leave: 'return' };
  const { results } = pkg.signatureOf(fn);
  if (results.length === 0) {
    return {
      call: 'if isDone := func() bool {\n',
      after: '; isDone {\n\treturn\n}',
      goOn: 'return false',
      leave: 'return true',
    };
  }
  const returnsError = results.length === 1 && isErrorType(results[0]?.type);
  if (!returnsError || fn.results.some((result) => result !== undefined)) return undefined;
  const graph = flow.graphOf(fn);
  const areErrors = returns.every((each) => {
    const value = each.firstNamedChild?.firstNamedChild;
    return value !== undefined && isNeverNil(pkg, graph, value);
  });
  return areErrors
    ? {
        call: 'if err := func() error {\n',
        after: '; err != nil {\n\treturn err\n}',
        goOn: 'return nil',
        leave: 'return',
      }
    : {
        call: 'if isDone, err := func() (bool, error) {\n',
        after: '; isDone {\n\treturn err\n}',
        goOn: 'return false, nil',
        leave: 'return true,',
      };
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
