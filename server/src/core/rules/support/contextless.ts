import type { Localized } from '../../finding.ts';
import { mayWaitForOthers } from '../../flow/command-limits.ts';
import { isOnlyForOwnCommands } from '../../flow/command-reach.ts';
import { type ContextlessCall, contextlessCallsIn, type Doubt } from '../../flow/contextless-calls.ts';
import { resultLeaves } from '../../flow/contexts-results.ts';
import { runKindOf } from '../../flow/start-up.ts';
import { type ReasonToEnd, reasonToEnd } from '../../flow/waits-worth-ending.ts';
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
  /** Why somebody is helped when it ends. */
  readonly reason: ReasonToEnd | undefined;
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
  if (!pkg.program.moduleIsComplete || isTestHelper(pkg, file)) return;
  for (const found of contextlessCallsIn(pkg, file, category)) {
    const { call } = found;
    if (call.ancestor('defer_statement', 'func_literal', 'function_declaration')?.kind === 'defer_statement')
      continue;
    if (flow.isUnreachable(call) || runKindOf(pkg, flow, call) !== 'service') continue;
    const hand = contextAtHand(context, call, [call, ...found.waits]);
    // no program of the module runs it: it is there for tests, or for others who know what they hand over
    if (!hand && !moduleGraphOf(pkg, file).isRun(file)) continue;
    // rows or a transaction that leave the function may be meant to outlive the context
    const outlives = hand && found.twin.result === 'tied' && resultLeaves(pkg, call);
    const reason = reasonToEnd(pkg, found.waits[0]!);
    yield { ...found, reason, hand: outlives ? { ...hand, isSure: false } : hand };
  }
}

/** Severity and confidence: a context that is at hand and not used is worse than none. */
export function weightOf({ hand, certainty }: Contextless): Pick<Report, 'severity' | 'confidence'> {
  const isSure = certainty === 'proved' && (hand?.isSure ?? true);
  const confidence = certainty === 'doubtful' ? 'low' : isSure ? 'high' : 'medium';
  return { severity: hand ? 'warning' : 'info', confidence };
}

/** The same with low confidence, and why, where it is doubtful or nobody is seen whom its end would help. */
export function weightForCaller(
  found: Contextless,
  { package: pkg }: RuleContext,
): Pick<Report, 'severity' | 'confidence'> & { readonly lowered?: Localized } {
  const { hand, reason, doubt, twin } = found;
  const weight = weightOf(found);
  if (doubt) return { ...weight, confidence: 'low', lowered: DOUBTS[doubt] };
  if (reason === 'once') return { ...weight, confidence: 'low', lowered: RUNS_ONCE };
  if (hand?.unmissed) return { ...weight, confidence: 'low', lowered: hand.unmissed };
  if (hand) return weight;
  if (isOnlyForOwnCommands(pkg, found.call)) return { ...weight, confidence: 'low', lowered: FOR_COMMAND };
  // a command may wait for a network, a lock or a question, whoever comes here
  if (twin.category === 'exec')
    return mayWaitForOthers(pkg, found.call) ? weight : { ...weight, confidence: 'low', lowered: ENDS_ALONE };
  return reason ? weight : { ...weight, confidence: 'low', lowered: NOBODY_WAITS };
}

const ENDS_ALONE: Localized = {
  en: 'No context is at hand, and nothing says that this program waits for another machine, a daemon or a person.',
  'zh-cn': '手边没有 context，也没有迹象表明这个程序会等待别的机器、守护进程或人。',
};

const FOR_COMMAND: Localized = {
  en: 'Only commands of the program that do their work and end come here: whoever started one waits for it, and can interrupt it.',
  'zh-cn': '只有做完就结束的命令会走到这里：启动它的人在等它，也可以随时中断它。',
};

const RUNS_ONCE: Localized = {
  en: 'As far as is seen it runs once in the life of the process: whoever started that waits for it.',
  'zh-cn': '就所见而言，它在进程的一生中只执行一次：启动者会一直等它。',
};

const NOBODY_WAITS: Localized = {
  en: 'No request, no caller with a context and no endless loop of the module is seen to come here.',
  'zh-cn': '看不到本模块有请求、带 context 的调用方或无尽循环会走到这里。',
};

const DOUBTS: Readonly<Record<Doubt, Localized>> = {
  bounded: {
    en: 'The driver of this pool ends each wait for an answer itself: a default of it, the data source name or an option says so.',
    'zh-cn': '这个连接池的驱动会自行结束每一次等待：驱动的默认值、数据源名称或选项已给出时限。',
  },
  child: {
    en: 'It asks whether a process listens that its function has just started: a child on this machine, which answers or refuses at once.',
    'zh-cn': '它在探测本函数刚启动的进程是否已开始监听：那是本机的子进程，会立刻应答或拒绝。',
  },
  chosen: {
    en: 'It is what is left when nobody has set a limit or given a function that connects: that may be a choice.',
    'zh-cn': '只有在没有人设置时限或提供连接函数时才会走到这里：这可能是有意的选择。',
  },
  finite: {
    en: 'The command works on this machine only and ends by itself: only a disk or a mount that hangs holds it.',
    'zh-cn': '这个命令只处理本机的内容，会自行结束：只有磁盘或挂载点卡住时才会停在这里。',
  },
  given: {
    en: 'It runs what its callers give it, and one of them changes the schema.',
    'zh-cn': '它执行调用方给出的语句，其中有改表结构的。',
  },
  'local database': {
    en: 'The module also opens a database inside the process (SQLite), and it is not seen which one this is.',
    'zh-cn': '本模块也会打开进程内的数据库（SQLite），看不出这里是哪一种。',
  },
  'local network': {
    en: 'Other code decides on the network: it may be a local socket or UDP, which do not wait.',
    'zh-cn': '网络类型由别处的代码决定：可能是本地套接字或 UDP，它们不会等待。',
  },
  'own address': {
    en: 'The code puts this machine in front of an address without a host: what it dials is likely here.',
    'zh-cn': '代码会给没有主机名的地址补上本机：它拨的多半就在本机。',
  },
  transaction: {
    en: 'The transaction may have been begun with a context: its end rolls it back, and some drivers (lib/pq) end a running statement too.',
    'zh-cn':
      '这个事务可能是带 context 开启的：context 结束时事务回滚，有的驱动（lib/pq）还会中止正在执行的语句。',
  },
};

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
