import type { GoFunction, PackageModel } from '../semantic/model.ts';
import { statementsOf } from '../syntax/statements.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { received } from './channel-waits.ts';
import { conditionsIn } from './loop-heads.ts';
import { unwrapped } from './nil-comparison.ts';

/** The channels of the cases of a select from which they receive, or to which they send. */
function channelsOf(select: SyntaxNode, kind: 'send' | 'receive'): readonly SyntaxNode[] {
  return select.namedChildren.flatMap((clause) => {
    const communication = clause.kind === 'communication_case' ? clause.field('communication') : undefined;
    const isSend = communication?.kind === 'send_statement';
    if (isSend !== (kind === 'send')) return [];
    return (isSend ? communication.field('channel') : received(communication)) ?? [];
  });
}

/**
 * Whether the condition of a loop holds only while there is something in a channel from which the select in it receives:
 * where its default is taken somebody else has just emptied the channel, and the loop is left.
 */
export function endsWhenEmpty(pkg: PackageModel, loop: SyntaxNode, select: SyntaxNode): boolean {
  const body = loop.field('body');
  const head = loop.namedChildren.find((child) => child !== body && !child.isExtra);
  if (!head) return false;
  const channels = new Set(channelsOf(select, 'receive').map(({ text }) => text));
  return conditionsIn(unwrapped(head)).some((condition) => {
    const measured = isMoreThanNone(pkg, unwrapped(condition));
    return measured !== undefined && channels.has(measured.text);
  });
}

/**
 * What a comparison says is not empty: `ch` of `len(ch) > 0` and its like. What a length is more than is none below zero, as far as
 * it is not known (Go spec, Length and capacity: "0 <= len(s) <= cap(s)").
 */
function isMoreThanNone(pkg: PackageModel, comparison: SyntaxNode): SyntaxNode | undefined {
  const sides = [comparison.field('left'), comparison.field('right')].map((side) => side && unwrapped(side));
  const operator = comparison.field('operator')?.text ?? '';
  const [length, limit] = operator.startsWith('<') ? [sides[1], sides[0]] : sides;
  const callee = length?.kind === 'call_expression' ? pkg.calleeOf(length) : undefined;
  const least = limit && pkg.constantOf(limit);
  if (callee?.kind !== 'builtin' || callee.id !== 'len') return undefined;
  const isStrict = /^[<>]$/.test(operator);
  const isSome =
    least?.kind === 'int'
      ? operator === '!='
        ? least.value === 0n
        : least.value >= (isStrict ? 0n : 1n)
      : isStrict;
  return /^([<>]=?|!=)$/.test(operator) && isSome ? length?.field('arguments')?.firstNamedChild : undefined;
}

/** The channel to which one of some selects sends, and from which one receives. */
export function bothEnds(selects: readonly SyntaxNode[]): SyntaxNode | undefined {
  const taken = new Set(selects.flatMap((each) => channelsOf(each, 'receive')).map(({ text }) => text));
  return selects.flatMap((each) => channelsOf(each, 'send')).find(({ text }) => taken.has(text));
}

/**
 * Whether a goroutine of a test is there to spin: its cases only end it, its default calls something, and it does nothing else,
 * so that without the default it would have no effect at all.
 */
export function isLoad(select: SyntaxNode, fallback: SyntaxNode, loop: SyntaxNode, fn: GoFunction): boolean {
  if (!fn.file.isTest || fn.node.parent?.parent?.kind !== 'go_statement') return false;
  const isOnly = statementsOf(fn.body).every(
    (each) => each.isExtra || each.kind === 'defer_statement' || each === loop || each === loop.parent,
  );
  const inLoop = statementsOf(loop.field('body')).filter((each) => !each.isExtra);
  if (!isOnly || inLoop.length !== 1 || inLoop[0] !== select) return false;
  const inDefault = statementsIn(fallback);
  if (
    inDefault.length === 0 ||
    inDefault.some(({ firstNamedChild }) => firstNamedChild?.kind !== 'call_expression')
  )
    return false;
  return select.namedChildren.every((clause) => {
    if (clause.kind !== 'communication_case') return true;
    const [only, ...others] = statementsIn(clause);
    const isLeft =
      only?.kind === 'return_statement' ||
      (only?.kind === 'break_statement' && only.firstNamedChild !== undefined);
    return clause.field('communication')?.kind !== 'send_statement' && isLeft && others.length === 0;
  });
}

function statementsIn(clause: SyntaxNode): readonly SyntaxNode[] {
  const list = clause.namedChildren.find(({ kind }) => kind === 'statement_list');
  return list?.namedChildren.filter((each) => !each.isExtra) ?? [];
}
