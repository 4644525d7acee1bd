import { type GrowingContext, growingContextsIn } from '../../flow/growing-contexts.ts';
import { variable } from '../../flow/nil-comparison.ts';
import type { Report, Rule, RuleContext, RuleFix } from '../rule.ts';
import { lineOf, shortName } from '../support/lines.ts';
import { CARD } from './context-grows-in-loop.card.ts';

export const contextGrowsInLoop: Rule<GrowingContext> = {
  meta: {
    name: 'context-grows-in-loop',
    group: 'context',
    severity: 'warning',
    fixes: 'suggested',
    stability: 'stable',
    since: '0.1.0',
    tokens: [['context'], ['for ', 'for{']],
    inTests: 'off',
    aliases: ['fatcontext'],
    overlaps: [],
    card: CARD,
    placeholders: {
      en: { name: 'ctx', effect: 'While the newest is in use, no layer is let go.' },
      'zh-cn': { name: 'ctx', effect: '只要最新的一层还在使用，就没有一层会被释放。' },
    },
    example: {
      bad: `package example

import "context"

type key struct{}

func consume(ctx context.Context, jobs <-chan int, run func(context.Context)) {
	for job := range jobs {
		ctx = context.WithValue(ctx, key{}, job)
		run(ctx)
	}
}
`,
      good: `package example

import "context"

type key struct{}

func consume(ctx context.Context, jobs <-chan int, run func(context.Context)) {
	for job := range jobs {
		ctx := context.WithValue(ctx, key{}, job)
		run(ctx)
	}
}
`,
    },
    isProved: true,
    sources: [
      'context/context.go: valueCtx and cancelCtx embed their parent; value walks the parents from the innermost outward until a key matches',
      'context/context.go, WithDeadlineCause: "The current deadline is already sooner than the new one", and WithCancel of the parent is returned',
      'context/context.go, WithCancel: "The returned context\'s Done channel is closed when the returned cancel function is called or when the parent context\'s Done channel is closed, whichever happens first"',
    ],
  },

  *detect({ file, package: pkg }: RuleContext) {
    yield* growingContextsIn(pkg, file);
  },

  report(
    { statement, target, loop, rounds, kind, isCertain }: GrowingContext,
    { file, package: pkg },
  ): Report {
    const name = shortName(target.text);
    return {
      anchor: target,
      message:
        kind === 'end'
          ? {
              en: `${name} is derived from the ${name} of the round before: once that has ended, every later one has`,
              'zh-cn': `${name} 由上一轮的 ${name} 派生：一旦那个结束，之后每一轮都已结束`,
            }
          : {
              en: `${name} is wrapped around the ${name} of the round before: it grows with every round of the loop`,
              'zh-cn': `${name} 套在上一轮的 ${name} 外面：循环每跑一轮，它就多一层`,
            },
      // over a list that ends the chain does, too
      severity: kind === 'end' || rounds === 'endless' || rounds === 'open' ? 'warning' : 'info',
      confidence: isCertain ? 'high' : 'medium',
      related: [{ node: loop.children[0] ?? loop, message: { en: 'the loop', 'zh-cn': '循环在这里' } }],
      facts: {
        line: String(lineOf(file, statement)),
        function: pkg.functionOf(statement)?.name ?? file.packageName,
        name,
        effect: EFFECTS[kind],
      },
    };
  },

  fix({ statement, target, loop }: GrowingContext, { file, package: pkg }: RuleContext): readonly RuleFix[] {
    const object = variable(pkg, target);
    const list = statement.parent;
    const operator = statement.field('operator');
    const targets = statement.field('left')?.namedChildren ?? [];
    if (!object || !operator || list?.kind !== 'statement_list') return [];
    if (targets.some((each) => each !== target && each.text !== '_')) return [];
    const later = pkg
      .referencesTo(object)
      .filter((mention) => loop.contains(mention) && mention.start >= statement.end);
    // what the rest of the round uses must be the new one, and Go refuses a variable that nobody reads
    if (later.length === 0 || !later.every((mention) => list.contains(mention))) return [];
    if (later.some(({ parent }) => parent?.fieldName === 'left')) return [];
    return [
      {
        title: {
          en: `Give each round its own ${target.text}, derived from the one outside the loop`,
          'zh-cn': `每一轮使用自己的 ${target.text}，由循环外的那个派生`,
        },
        safety: 'suggested',
        edits: [{ file, start: operator.start, end: operator.end, newText: ':=' }],
        imports: [],
      },
    ];
  },
};

const EFFECTS = {
  end: {
    en: 'It can end: when a round calls its cancel function, or its time is over, every context derived from it has ended as well, those of all later rounds included; a longer timeout does not help, the soonest deadline counts.',
    'zh-cn':
      '它会结束：某一轮调用了取消函数，或者时限已到，由它派生的所有 context 都随之结束，包括之后每一轮的；时限设得更长也没有用，最早的截止时间说了算。',
  },
  value: {
    en: 'As long as the newest context is in use no layer is let go, because each holds the one below it, and a look-up of a key that the outer layers do not have walks through all of them.',
    'zh-cn':
      '每一层都引用着下面一层，只要最新的 context 还在使用，就没有一层会被释放；查找外层没有的键，要逐层走完整条链。',
  },
};
