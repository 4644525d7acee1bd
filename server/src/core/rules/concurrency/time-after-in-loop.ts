import { awaitedTimerOf, comesRound, fewTimers } from '../../flow/awaited-timers.ts';
import { blocksFrom } from '../../flow/graph.ts';
import { roundsOf } from '../../flow/loop-heads.ts';
import type { FileModel, PackageModel } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { NodeEdit, Rule, RuleContext, RuleFix } from '../rule.ts';
import { indentOf, startsLine } from '../support/insert.ts';
import { lineOf } from '../support/lines.ts';
import { CARD } from './time-after-in-loop.card.ts';

interface Evidence {
  /** The call of time.After. */
  readonly call: SyntaxNode;
  readonly duration: SyntaxNode;
  readonly select: SyntaxNode;
  readonly loop: SyntaxNode;
  /** The clause that goes round while the timer is still running. */
  readonly clause: SyntaxNode;
  /** Whether the select itself makes the timer. */
  readonly isInPlace: boolean;
  /** Why the timers may be few. */
  readonly few: ReturnType<typeof fewTimers>;
}

/** The runtime collects timers that nobody can reach (go.dev/doc/go1.23, "Timer changes"). */
const COLLECTED_SINCE = [1, 23] as const;
const SECOND = 1_000_000_000n;

export const timeAfterInLoop: Rule<Evidence> = {
  meta: {
    name: 'time-after-in-loop',
    group: 'concurrency',
    severity: 'warning',
    fixes: 'suggested',
    stability: 'stable',
    since: '0.1.0',
    tokens: [['time'], ['After('], ['select'], ['for']],
    inTests: 'off',
    aliases: [],
    overlaps: [],
    card: CARD,
    placeholders: {
      en: { duration: 'd', caseLine: 'M', loopLine: 'K' },
      'zh-cn': { duration: 'd', caseLine: 'M', loopLine: 'K' },
    },
    example: {
      bad: `package example

import "time"

func consume(messages <-chan string, handle func(string), idle func()) {
	for {
		select {
		case message := <-messages:
			handle(message)
		case <-time.After(5 * time.Minute):
			idle()
		}
	}
}
`,
      good: `package example

import "time"

func consume(messages <-chan string, handle func(string), idle func()) {
	timer := time.NewTimer(5 * time.Minute)
	defer timer.Stop()
	for {
		select {
		case message := <-messages:
			handle(message)
			if !timer.Stop() {
				select {
				case <-timer.C:
				default:
				}
			}
		case <-timer.C:
			idle()
		}
		timer.Reset(5 * time.Minute)
	}
}
`,
    },
    isProved: true,
    sources: [
      'time/sleep.go, After: "Before Go 1.23, this documentation warned that the underlying Timer would not be recovered by the garbage collector until the timer fired"',
      'go.dev/doc/go1.23, Timer changes: the go line of go.mod of the main module decides',
      'measured: 200 000 calls of time.After(1h) keep 599 881 heap objects below go 1.23, about none from there on',
    ],
  },

  *detect({ file, package: pkg, flow }: RuleContext) {
    if (isCollected(file.goVersion) === true) return;
    for (const call of file.tree.root.descendants('call_expression')) {
      if (pkg.calleeOf(call)?.id !== 'time.After') continue;
      const duration = call.field('arguments')?.firstNamedChild;
      const fn = pkg.functionOf(call);
      const awaited = awaitedTimerOf(pkg, call);
      if (!awaited || !duration || !fn) continue;
      const { loop, select, clause: own, isInPlace } = awaited;
      // not for long, or not often
      const known = pkg.constantOf(duration);
      if (known?.kind === 'int' && known.value <= SECOND) continue;
      const head = roundsOf(pkg, loop);
      if (head === 'one' || head === 'counted') continue;
      const graph = flow.graphOf(fn);
      const block = graph.blockOf(select);
      const start = graph.blockOf(isInPlace ? select : call);
      const fallback = select.namedChildren.find(({ kind }) => kind === 'default_case');
      const fired = block?.successors.find(({ condition }) => condition === own)?.to;
      const rounds = block?.successors.flatMap((edge) => {
        const each = edge.condition ?? fallback;
        return each && each !== own && start && comesRound(pkg, edge, start, fired) ? [each] : [];
      });
      // as often as the clock strikes, a few timers are there at a time
      const clause = rounds?.find(
        (each) => !isClock(pkg, each, (channel) => flow.channelOf(channel).wokenBy),
      );
      if (!clause) continue;
      const isLeftByTimer = !!fired && !!block && !blocksFrom(fired).has(block);
      const few = fewTimers(pkg, awaited, clause, isLeftByTimer);
      yield { call, duration, select, loop, clause, isInPlace, few };
    }
  },

  report({ call, duration, select, loop, clause, few }: Evidence, { file, package: pkg }: RuleContext) {
    const isKnown = pkg.constantOf(duration)?.kind === 'int';
    const isGated = isCollected(file.goVersion) === false;
    const text = duration.text.length <= 24 && !duration.text.includes('\n') ? duration.text : undefined;
    const caseLine = lineOf(file, clause);
    return {
      anchor: call.field('function') ?? call,
      message: {
        en: `Each round that line ${caseLine} ends leaves a timer running${text ? ` for ${text}` : ''}: nothing can stop it`,
        'zh-cn': `每次由第 ${caseLine} 行结束的一轮都留下一个${text ? `运行 ${text} 的` : ''}定时器，而且无法停止`,
      },
      severity: 'warning',
      ...(!isGated
        ? { confidence: 'low', lowered: VERSION_UNKNOWN }
        : few
          ? { confidence: 'low', lowered: FEW[few] }
          : isKnown
            ? { confidence: 'high' }
            : { confidence: 'low', lowered: LENGTH_UNKNOWN }),
      related: [
        {
          node: clause.children[0] ?? clause,
          message: {
            en: 'goes round while the timer still runs',
            'zh-cn': '定时器还在运行，就进入下一轮',
          },
        },
      ],
      facts: {
        function: pkg.functionOf(select)?.name ?? '',
        line: String(lineOf(file, call)),
        caseLine: String(caseLine),
        loopLine: String(lineOf(file, loop)),
        duration: text ?? 'd',
      },
    };
  },

  fix({ call, duration, select, loop, isInPlace }: Evidence, context: RuleContext): readonly RuleFix[] {
    if (!isInPlace) return [];
    const { file, package: pkg } = context;
    const fn = pkg.functionOf(call);
    const time = call.field('function')?.field('operand')?.text;
    if (!fn || !time || duration.text.includes('\n') || !isKnownBefore(pkg, duration, loop)) return [];
    if (!startsLine(file, select) || select.parent?.kind !== 'statement_list') return [];
    const outer = loop.parent?.kind === 'labeled_statement' ? loop.parent : loop;
    const used = new Set([...fn.node.descendants('identifier')].map(({ text }) => text));
    const name = ['timer', 'timeout', 'deadline'].find((each) => !pkg.lookup(each, call) && !used.has(each));
    const before =
      name &&
      linesBefore(file, outer, indentOf(file, loop), [
        `${name} := ${time}.NewTimer(${duration.text})`,
        `defer ${name}.Stop()`,
      ]);
    if (!name || !before) return [];
    const indent = indentOf(file, select);
    const lines = [
      `if !${name}.Stop() {`,
      '\tselect {',
      `\tcase <-${name}.C:`,
      '\tdefault:',
      '\t}',
      '}',
      `${name}.Reset(${duration.text})`,
    ];
    const again: NodeEdit = {
      file,
      start: select.start,
      end: select.start,
      newText: lines.map((line) => `${line}\n${indent}`).join(''),
    };
    return [
      {
        title: {
          en: 'Use one timer, which each round stops and starts anew',
          'zh-cn': '只用一个定时器，每轮停止后重新启动',
        },
        safety: 'suggested',
        edits: [before, again, { file, start: call.start, end: call.end, newText: `${name}.C` }],
        imports: [],
      },
    ];
  },
};

const FEW = {
  guarded: {
    en: 'What earlier rounds have written decides whether a round makes a timer: it may be only one of them.',
    'zh-cn': '是否创建定时器取决于前面几轮写入的值：可能只有一轮会创建。',
  },
  finite: {
    en: 'The loop goes over values that are there: it leaves at most one timer for each.',
    'zh-cn': '循环遍历的是已有的值：每个值最多留下一个定时器。',
  },
  'one-event': {
    en: 'The loop waits for one event, and the timer ends it: a few other events on the way leave few timers.',
    'zh-cn': '循环只等待某一个事件，定时器触发时也会结束：途中的少量其他事件只会留下少量定时器。',
  },
} as const;
const LENGTH_UNKNOWN = {
  en: 'How long the timers live is not a constant: short ones do not pile up.',
  'zh-cn': '定时器的时长不是常量：时长很短的不会堆积。',
};
const VERSION_UNKNOWN = {
  en: 'No go.mod says which Go version this is: from `go 1.23` on such timers are collected at once.',
  'zh-cn': '没有 go.mod 说明 Go 版本：从 `go 1.23` 起这类定时器会立即被回收。',
};

function isCollected(version: readonly [number, number] | undefined): boolean | undefined {
  if (!version) return undefined;
  const [major, minor] = version;
  return major > COLLECTED_SINCE[0] || (major === COLLECTED_SINCE[0] && minor >= COLLECTED_SINCE[1]);
}

/** Whether a case receives from a timer or ticker. */
function isClock(
  pkg: PackageModel,
  clause: SyntaxNode,
  wokenBy: (channel: SyntaxNode) => string | undefined,
): boolean {
  const communication = clause.field('communication');
  if (!communication || communication.kind === 'send_statement') return false;
  for (const receive of [communication, ...communication.descendants('unary_expression')]) {
    if (receive.kind !== 'unary_expression' || receive.field('operator')?.text !== '<-') continue;
    const channel = receive.field('operand');
    if (channel && pkg.functionOf(channel) === pkg.functionOf(clause)) return wokenBy(channel) === 'timer';
  }
  return false;
}

/** Lines above a statement, or above its label, which stands further left. */
function linesBefore(
  file: FileModel,
  statement: SyntaxNode,
  indent: string,
  lines: readonly string[],
): NodeEdit | undefined {
  if (!startsLine(file, statement)) return undefined;
  const start = file.text.lastIndexOf('\n', statement.start - 1) + 1;
  return { file, start, end: start, newText: lines.map((line) => `${indent}${line}\n`).join('') };
}

/** Whether a duration can be told before a loop, and is the same in each round. */
function isKnownBefore(pkg: PackageModel, duration: SyntaxNode, loop: SyntaxNode): boolean {
  if (pkg.constantOf(duration)) return true;
  for (const call of [duration, ...duration.descendants('call_expression')])
    if (call.kind === 'call_expression') return false;
  return [duration, ...duration.descendants('identifier')].every((node) => {
    const object = node.kind === 'identifier' ? pkg.objectOf(node) : undefined;
    if (object?.kind !== 'var' || object.role === 'package') return true;
    return !loop.contains(object.node);
  });
}
