import { type ContextlessCall, contextlessCallsIn } from '../../flow/contextless-calls.ts';
import { resultLeaves } from '../../flow/contexts-results.ts';
import { runKindOf } from '../../flow/start-up.ts';
import type { ContextTwin } from '../../knowledge/context-twins.ts';
import { isTestHelper, moduleGraphOf } from '../../semantic/module-graph.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { NodeEdit, Report, RuleContext, RuleFix } from '../rule.ts';
import { type ContextAtHand, contextAtHand } from './context-at-hand.ts';
import { lineOf, shortName } from './lines.ts';

/** A call of a service that waits without a context. */
export interface Contextless extends ContextlessCall {
  /** Undefined where the function would have to get one first. */
  readonly hand: ContextAtHand | undefined;
}

/**
 * The calls of a category that run in a service: what runs once at start-up, for a command or a test hurts nobody but who
 * waits for it. A deferred call cleans up, whatever has become of the context.
 */
export function* contextlessOf(
  context: RuleContext,
  category: ContextTwin['category'],
): Iterable<Contextless> {
  const { file, package: pkg, flow } = context;
  // a caller may stand in a file that is not read yet
  if (!pkg.program.moduleIsComplete || isTestHelper(file)) return;
  for (const found of contextlessCallsIn(pkg, file, category)) {
    const { call } = found;
    if (call.ancestor('defer_statement', 'func_literal', 'function_declaration')?.kind === 'defer_statement')
      continue;
    if (flow.isUnreachable(call) || runKindOf(pkg, flow, call) !== 'service') continue;
    const hand = contextAtHand(context, call);
    // no program of the module runs it: it is there for tests, or for others who know what they hand over
    if (!hand && !moduleGraphOf(pkg, file).isRun(file)) continue;
    // rows or a transaction that leave the function may be meant to outlive the context
    const outlives = hand && found.twin.result === 'tied' && resultLeaves(pkg, call);
    yield { ...found, hand: outlives ? { ...hand, isSure: false } : hand };
  }
}

/** Severity and confidence: a context that is at hand and not used is worse than none. */
export function weightOf({ hand, certainty }: Contextless): Pick<Report, 'severity' | 'confidence'> {
  const isSure = certainty === 'proved' && (hand?.isSure ?? true);
  const confidence = certainty === 'doubtful' ? 'low' : isSure ? 'high' : 'medium';
  return { severity: hand ? 'warning' : 'info', confidence };
}

export function factsOf(found: Contextless, { file, package: pkg }: RuleContext): Report['facts'] {
  const { call, hand } = found;
  const fn = pkg.functionOf(call)?.name ?? file.packageName;
  return {
    call: calledName(call),
    function: fn,
    line: String(lineOf(file, call)),
    context: hand
      ? {
          en: `${fn} has ${hand.text} at hand and does not pass it on`,
          'zh-cn': `${fn} 手边就有 ${hand.text}，却没有传进去`,
        }
      : { en: `${fn} has no context to pass on`, 'zh-cn': `${fn} 手边没有 context 可传` },
  };
}

/** Hands the context that is at hand to the call: it ends with its caller then, which is new behaviour. */
export function passContext(found: Contextless, { file }: RuleContext): RuleFix | undefined {
  const { call, twin, hand } = found;
  if (!hand?.isSure || twin.form === 'other type') return undefined;
  const target = call.field('function');
  const list = call.field('arguments');
  const name = target?.kind === 'selector_expression' ? target.field('field') : target;
  if (!target || !name || !list) return undefined;
  const edits: NodeEdit[] = [];
  if (twin.form === 'dialer') {
    const operand = target.field('operand')?.text;
    if (operand === undefined) return undefined;
    edits.push({
      file,
      start: target.start,
      end: target.end,
      newText: `(&${operand}.Dialer{}).${twin.name}`,
    });
  } else edits.push({ file, start: name.start, end: name.end, newText: twin.name });
  const first = list.firstNamedChild;
  const options = twin.form === 'options' ? ', nil' : '';
  const start = list.start + 1;
  edits.push({ file, start, end: start, newText: `${hand.text}${options}${first ? ', ' : ''}` });
  return {
    title: {
      en: `Pass ${hand.text} on: ${twin.name} ends when the caller gives up`,
      'zh-cn': `传入 ${hand.text}：调用方放弃时 ${twin.name} 随之结束`,
    },
    safety: 'suggested',
    edits,
    imports: [],
  };
}

/** `db.Query` of a call that may go over several lines. */
export function anchorOf(call: SyntaxNode): SyntaxNode {
  const target = call.field('function')!;
  return target.text.includes('\n') ? (target.field('field') ?? target) : target;
}

/** What is called, as it is written when it is short and plain. */
export function calledName(call: SyntaxNode): string {
  const target = call.field('function')!;
  const isPlain = /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(target.text);
  return isPlain ? shortName(target.text) : (target.field('field')?.text ?? target.text.slice(0, 24));
}
