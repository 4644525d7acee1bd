import type { Localized } from '../../finding.ts';
import { loopsAround, roundsOf } from '../../flow/loop-heads.ts';
import { bothEnds, endsWhenEmpty, isLoad } from '../../flow/polls.ts';
import { type Spin, selectsPassed, spinOf } from '../../flow/spins.ts';
import { holds } from '../../syntax/statements.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Rule, RuleContext, RuleFix } from '../rule.ts';
import { indentOf, startsLine } from '../support/insert.ts';
import { lineOf } from '../support/lines.ts';
import { variablesInScope } from '../support/scope.ts';
import { returnZero } from '../support/zero-values.ts';
import { CARD } from './select-default-busy-loop.card.ts';

interface Evidence extends Spin {
  readonly select: SyntaxNode;
  readonly fallback: SyntaxNode;
  readonly loop: SyntaxNode;
  /** Whether each round tries to send to a channel, of which it is not seen whether it has a buffer, and to receive from it. */
  readonly isBothEnds: boolean;
}

export const selectDefaultBusyLoop: Rule<Evidence> = {
  meta: {
    name: 'select-default-busy-loop',
    group: 'concurrency',
    severity: 'warning',
    fixes: 'suggested',
    stability: 'stable',
    since: '0.1.0',
    tokens: [['select'], ['default'], ['for']],
    inTests: 'lower',
    aliases: ['lint:SA5004', 'nolint:staticcheck'],
    overlaps: ['SA5004/default'],
    card: CARD,
    placeholders: {
      en: { loopLine: 'M', defaultLine: 'K' },
      'zh-cn': { loopLine: 'M', defaultLine: 'K' },
    },
    example: {
      bad: `package example

func drain(jobs <-chan func(), stop <-chan struct{}) {
	for {
		select {
		case job := <-jobs:
			job()
		case <-stop:
			return
		default:
		}
	}
}
`,
      good: `package example

func drain(jobs <-chan func(), stop <-chan struct{}) {
	for {
		select {
		case job := <-jobs:
			job()
		case <-stop:
			return
		}
	}
}
`,
    },
    isProved: true,
    sources: [
      'https://go.dev/ref/spec#Select_statements: "if there is a default case, that case is chosen. If there is no default case, the select statement blocks"',
      'runtime/chan.go, selectnbrecv: what a select with one receive and a default is compiled to',
      'measured: about 20 million rounds per second and one full core',
      'staticcheck SA5004',
    ],
  },

  *detect({ file, package: pkg, flow }: RuleContext) {
    // it is the loop that spins, however many of its selects do not wait
    const told = new Set<number>();
    for (const select of file.tree.root.descendants('select_statement')) {
      const fallback = select.namedChildren.find(({ kind }) => kind === 'default_case');
      const fn = pkg.functionOf(select);
      const [loop] = fallback && fn ? loopsAround(select, fn.node) : [];
      if (!fallback || !fn || !loop || told.has(loop.id)) continue;
      // a loop over values, or with a counter, comes to its end
      const head = roundsOf(pkg, loop);
      if (head !== 'endless' && head !== 'open') continue;
      if (loop.namedChildren.some(({ kind }) => kind === 'range_clause')) continue;
      if (endsWhenEmpty(pkg, loop, select) || isLoad(select, fallback, loop, fn)) continue;
      const spin = spinOf(pkg, flow.graphOf(fn), select);
      if (!spin) continue;
      // with a buffer one of the two can go, unless somebody else has just been faster
      const channel = bothEnds([select, ...selectsPassed(flow.graphOf(fn), select)]);
      const makes = channel ? flow.channelOf(channel).makes : [];
      if (makes.length > 0 && makes.every(({ capacity }) => capacity !== 0)) continue;
      const isBothEnds = channel !== undefined && makes.length === 0;
      told.add(loop.id);
      yield { select, fallback, loop, ...spin, isBothEnds };
    }
  },

  report({ select, fallback, loop, yields, isBothEnds }: Evidence, { file, package: pkg }: RuleContext) {
    const loopLine = lineOf(file, loop);
    return {
      anchor: select.children[0] ?? select,
      message: yields
        ? {
            en: 'With nothing to do this loop goes round without a pause: runtime.Gosched yields, but does not wait',
            'zh-cn': '无事可做时这个循环会不停地转：runtime.Gosched 只让出处理器，并不等待',
          }
        : {
            en: 'With nothing to do this loop spins: default lets the select never wait, which takes a whole core',
            'zh-cn': '无事可做时这个循环会空转：default 使 select 从不等待，占满一个核',
          },
      severity: yields ? 'info' : 'warning',
      confidence: isBothEnds ? 'low' : 'high',
      ...(isBothEnds ? { lowered: BOTH_ENDS } : {}),
      related: [
        {
          node: fallback.children[0] ?? fallback,
          message: { en: 'taken whenever no case is ready', 'zh-cn': '没有 case 就绪时总是走这里' },
        },
        {
          node: loop.children[0] ?? loop,
          message: { en: 'and round again, without waiting', 'zh-cn': '然后不等待，直接进入下一轮' },
        },
      ],
      facts: {
        function: pkg.functionOf(select)?.name ?? '',
        line: String(lineOf(file, select)),
        loopLine: String(loopLine),
        defaultLine: String(lineOf(file, fallback)),
      },
    };
  },

  fix(evidence: Evidence, context: RuleContext): readonly RuleFix[] {
    const { select, fallback, isOnlySelect } = evidence;
    const { file, package: pkg, flow } = context;
    const cases = select.namedChildren.filter(({ kind }) => kind === 'communication_case');
    if (!isOnlySelect || cases.length === 0 || !startsLine(file, fallback)) return [];
    // a call in it may be the last use of its package
    if (holds(fallback, ['call_expression'])) return [];
    const region = linesOf(select, fallback, file.text);
    if (!region || /\/[/*]/.test(file.text.slice(region.start, region.end))) return [];
    const isListened = cases.some((each) =>
      [...(each.field('communication')?.descendants('call_expression') ?? [])].some(
        (call) => pkg.calleeOf(call)?.id === 'context.Context.Done',
      ),
    );
    const fn = pkg.functionOf(select);
    const ctx = isListened
      ? undefined
      : variablesInScope(pkg, file, 'context.Context', select).find((object) => {
          const mention = pkg.referencesTo(object)[0];
          return !mention || !flow.isNeverCancelled(mention);
        });
    if (ctx && fn) {
      const indent = indentOf(file, fallback);
      const newText = `${indent}case <-${ctx.name}.Done():\n${indent}\t${returnZero(fn, pkg, `${ctx.name}.Err()`)}\n`;
      return [
        {
          title: {
            en: `Wait for a case, or for the end of ${ctx.name}, instead of spinning`,
            'zh-cn': `等待某个 case 或 ${ctx.name} 结束，而不是空转`,
          },
          safety: 'suggested',
          edits: [{ file, ...region, newText }],
          imports: [],
        },
      ];
    }
    return [
      {
        title: { en: 'Wait for a case: remove default', 'zh-cn': '等待某个 case：删除 default' },
        safety: 'suggested',
        edits: [{ file, ...region, newText: '' }],
        imports: [],
      },
    ];
  },
};

const BOTH_ENDS: Localized = {
  en: 'Each round tries to send to a channel and to receive from it: if it has a buffer, one of the two can go.',
  'zh-cn': '每一轮都尝试向同一个通道发送并从它接收：如果它有缓冲，两者之一总能进行。',
};

/** The lines of a clause of a select. */
function linesOf(
  select: SyntaxNode,
  clause: SyntaxNode,
  text: string,
): { start: number; end: number } | undefined {
  const children = select.children.filter((child) => child.start > clause.start);
  const next = children.find((child) => child.isNamed || child.kind === '}');
  if (!next) return undefined;
  const start = text.lastIndexOf('\n', clause.start - 1) + 1;
  const end = text.lastIndexOf('\n', next.start - 1) + 1;
  return end > start ? { start, end } : undefined;
}
