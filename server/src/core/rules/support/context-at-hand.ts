import type { Localized } from '../../finding.ts';
import { targetsOf } from '../../flow/assignments.ts';
import { startOfLiteral } from '../../flow/channels.ts';
import { isOfDetachedWork } from '../../flow/detached-contexts.ts';
import { hasEndedBefore } from '../../flow/ended-contexts.ts';
import { isEndlessParameter } from '../../flow/endless-parameters.ts';
import { isEndedByNobodyElse } from '../../flow/own-cancels.ts';
import { endsWithProcessAlone } from '../../flow/process-contexts.ts';
import { CONTEXT_GIVERS } from '../../flow/request-contexts.ts';
import type { GoFunction, PackageModel, VarObject } from '../../semantic/model.ts';
import { namedId } from '../../semantic/types.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { RuleContext } from '../rule.ts';
import { variablesInScope } from './scope.ts';

/** A context that code at a place can use and that ends with the work of its caller. */
export interface ContextAtHand {
  /** As it is written there: `ctx`, `r.Context()`. */
  readonly text: string;
  readonly object: VarObject;
  /** Whether the place is known to run while the caller waits; a literal that is handed on may run later. */
  readonly isSure: boolean;
  /** Why nobody gives up through it, by what the callers pass. */
  readonly unmissed: Localized | undefined;
}

/** Why a context at hand that nobody can end is not missed. */
const ENDLESS_AT_HAND: Localized = {
  en: 'Every caller in the module passes a context of Background or TODO, which nobody can end: passing it on limits nothing yet.',
  'zh-cn':
    '本模块的所有调用方传入的都是 Background 或 TODO 的 context，没有人能结束它：目前传进去也起不到限制作用。',
};

const ENDS_WITH_ANSWER: Localized = {
  en: 'A handler starts this in a goroutine with the context of its request, which ends with the answer: passing it on would cut the work off.',
  'zh-cn':
    '有处理函数带着请求的 context 在 goroutine 中启动它，而该 context 随响应结束：传进去会中断这项工作。',
};

const ENDS_WITH_PROCESS: Localized = {
  en: 'Every caller in the module passes a context that ends only as the process does, or when they themselves return.',
  'zh-cn': '本模块的所有调用方传入的 context 只在进程结束或它们自身返回时才结束。',
};

/** Why nobody gives up through a context while its function waits, by what its callers pass; undefined where somebody may. */
export function whyUnmissed(pkg: PackageModel, context: VarObject): Localized | undefined {
  if (isEndlessParameter(pkg, context)) return ENDLESS_AT_HAND;
  if (isOfDetachedWork(pkg, context)) return ENDS_WITH_ANSWER;
  return endsWithProcessAlone(pkg, context) ? ENDS_WITH_PROCESS : undefined;
}

/**
 * The context that a call should get, if one is in scope: not in a goroutine of its own or a deferred call, which outlive it
 * on purpose, not where it has ended, and none that never ends or that nobody but its function ends.
 * @param waits where the call is waited for
 */
export function contextAtHand(
  context: RuleContext,
  at: SyntaxNode,
  waits: readonly SyntaxNode[] = [at],
): ContextAtHand | undefined {
  const { file, package: pkg, flow } = context;
  for (const [type, suffix] of CONTEXT_GIVERS) {
    for (const object of variablesInScope(pkg, file, type, at)) {
      // a request that is made here is one to send
      if (suffix !== '' && object.role !== 'parameter') continue;
      const mention = pkg.referencesTo(object)[0];
      if (suffix === '' && mention && flow.isNeverCancelled(mention)) continue;
      if (isEndedByNobodyElse(pkg, object, waits)) continue;
      const way = wayOut(context, at, object);
      if (way === 'none') continue;
      const unmissed = suffix === '' ? whyUnmissed(pkg, object) : undefined;
      return { text: `${object.name}${suffix}`, object, isSure: way === 'sure', unmissed };
    }
  }
  return undefined;
}

/** How a place runs with regard to the function that declares a variable. */
function wayOut(
  { package: pkg, flow }: RuleContext,
  at: SyntaxNode,
  object: VarObject,
): 'sure' | 'maybe' | 'none' {
  let isSure = true;
  let node = at;
  for (let fn: GoFunction | undefined = pkg.functionOf(at); fn; fn = fn.outer) {
    if (hasEndedBefore(pkg, flow.graphOf(fn), object, node)) return 'none';
    for (let each = node; each.parent && each !== fn.node; each = each.parent) {
      if (each.kind === 'defer_statement' || each.kind === 'go_statement') return 'none';
    }
    if (fn === object.function) return isSure ? 'sure' : 'maybe';
    if (startOfLiteral(pkg, fn.node) || runsAtTheEnd(pkg, fn.node)) return 'none';
    const isInPlace = fn.node.parent?.kind === 'call_expression' && fn.node.fieldName === 'function';
    isSure &&= isInPlace;
    node = fn.node;
  }
  return 'none';
}

/** os/exec/exec.go, Cmd.Cancel: "Cancel will be called when the command's Context is done". */
function runsAtTheEnd(pkg: PackageModel, literal: SyntaxNode): boolean {
  const list = literal.parent;
  if (list?.kind === 'argument_list' && list.parent?.kind === 'call_expression')
    return pkg.calleeOf(list.parent)?.id === 'context.AfterFunc';
  const target = list?.kind === 'expression_list' ? targetsOf(list.parent)[0] : undefined;
  const operand = target?.field('field')?.text === 'Cancel' ? target.field('operand') : undefined;
  return operand !== undefined && namedId(pkg.typeOf(operand)) === 'os/exec.Cmd';
}
