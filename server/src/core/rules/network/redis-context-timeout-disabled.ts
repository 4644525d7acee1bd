import { type BoundedCommand, soonestCommand } from '../../flow/redis-commands.ts';
import { isGivenTest } from '../../flow/start-up.ts';
import { REDIS_DEFAULT_READ_TIMEOUT, REDIS_IGNORES_CONTEXT } from '../../knowledge/redis-clients.ts';
import { isTestHelper } from '../../semantic/module-graph.ts';
import { namedId } from '../../semantic/types.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Report, Rule, RuleContext, RuleFix } from '../rule.ts';
import { durationText } from '../support/durations.ts';
import { lineOf, placeIn } from '../support/lines.ts';
import { addField, replaceFieldValue } from '../support/literal-field.ts';
import { CARD } from './redis-context-timeout-disabled.card.ts';

interface Evidence {
  readonly options: SyntaxNode;
  readonly command: BoundedCommand;
  /** ReadTimeout in nanoseconds; undefined where it is the default. */
  readonly readTimeout: bigint | undefined;
}

const ENABLED = 'ContextTimeoutEnabled';

export const redisContextTimeoutDisabled: Rule<Evidence> = {
  meta: {
    name: 'redis-context-timeout-disabled',
    group: 'network',
    severity: 'info',
    fixes: 'suggested',
    stability: 'preview',
    since: '0.1.0',
    tokens: [['redis/go-redis/v9'], ['Options{']],
    inTests: 'off',
    aliases: [],
    overlaps: [],
    card: CARD,
    placeholders: {
      en: { limit: '500ms', read: '3s (5s from v9.22)', place: 'the call', command: 'Get' },
      'zh-cn': { limit: '500ms', read: '3s（v9.22 起为 5s）', place: '调用处', command: 'Get' },
    },
    example: {
      bad: `package example

import (
	"context"
	"time"

	"github.com/redis/go-redis/v9"
)

var rdb = redis.NewClient(&redis.Options{Addr: "redis:6379"})

func session(ctx context.Context, id string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, 500*time.Millisecond)
	defer cancel()
	return rdb.Get(ctx, "session:"+id).Result()
}
`,
      good: `package example

import (
	"context"
	"time"

	"github.com/redis/go-redis/v9"
)

var rdb = redis.NewClient(&redis.Options{Addr: "redis:6379", ContextTimeoutEnabled: true})

func session(ctx context.Context, id string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, 500*time.Millisecond)
	defer cancel()
	return rdb.Get(ctx, "session:"+id).Result()
}
`,
    },
    sources: [
      'github.com/redis/go-redis/v9 redis.go: (*baseClient).context gives context.Background() unless ContextTimeoutEnabled, and the deadline of the connection is made of it; options.go: "ContextTimeoutEnabled controls whether the client respects context timeouts and deadlines"; init: ReadTimeout 3 s (5 s from v9.22)',
      'a program with a server that reads and never answers (v9.7.0): Get with a context of 300 ms comes back after 3 s with `context deadline exceeded`, with ContextTimeoutEnabled after 300 ms; the pause before a retry sees the context, so that there is one attempt',
      'github.com/redis/go-redis/v9 error.go, isBadConn: a connection whose read timed out is closed',
    ],
  },

  *detect({ file, package: pkg, flow }: RuleContext) {
    if (isTestHelper(pkg, file)) return;
    for (const options of file.tree.root.descendants('composite_literal')) {
      if (!REDIS_IGNORES_CONTEXT.test(namedId(pkg.typeOf(options)) ?? '')) continue;
      const fn = pkg.functionOf(options);
      if (fn && isGivenTest(pkg, fn)) continue;
      const { fields } = flow.configuredValue(options);
      const enabled = fields.get(ENABLED);
      const isOff =
        typeof enabled?.value === 'object' && enabled.value.kind === 'bool' && !enabled.value.value;
      // set, or for whoever runs the program to set
      if (enabled && !isOff) continue;
      const read = fields.get('ReadTimeout');
      const constant =
        typeof read?.value === 'object' && read.value.kind === 'int' ? read.value.value : undefined;
      // from outside; below 0 another rule speaks
      if (read && (constant === undefined || constant < 0n)) continue;
      const readTimeout = constant === 0n ? undefined : constant;
      const command = soonestCommand(pkg, options);
      // the socket gives up before the context does
      if (!command || command.outer >= (readTimeout ?? REDIS_DEFAULT_READ_TIMEOUT)) continue;
      yield { options, command, readTimeout };
    }
  },

  report({ options, command, readTimeout }: Evidence, { file, package: pkg }: RuleContext): Report {
    const limit = durationText(command.outer);
    const read = readTimeout === undefined ? undefined : durationText(readTimeout);
    const name = command.call.field('function')?.field('field')?.text ?? 'Get';
    return {
      anchor: options.field('type') ?? options,
      message: {
        en: `A deadline of ${limit} does not end a read: it waits ${read ?? '3s'} without ContextTimeoutEnabled`,
        'zh-cn': `${limit} 的截止时间不会中断读取：没有 ContextTimeoutEnabled 时要等 ${read ?? '3s'}`,
      },
      severity: 'info',
      confidence: 'high',
      related:
        pkg.fileOf(command.call) === file
          ? [
              {
                node: command.call.field('function')?.field('field') ?? command.call,
                message: { en: `gets a context of ${limit}`, 'zh-cn': `传入的 context 只有 ${limit}` },
              },
            ]
          : [],
      facts: {
        limit,
        read: read ?? { en: '3s (5s from v9.22)', 'zh-cn': '3s（v9.22 起为 5s）' },
        command: name,
        place: placeIn(pkg, file, command.call),
        line: String(lineOf(file, options)),
      },
    };
  },

  fix({ options }: Evidence, { file }: RuleContext): readonly RuleFix[] {
    const edits =
      replaceFieldValue(file, options, ENABLED, 'true') ?? addField(file, options, ENABLED, 'true');
    if (!edits) return [];
    return [
      {
        title: {
          en: 'Let the deadline of the context end a command: ContextTimeoutEnabled',
          'zh-cn': '让 context 的截止时间能结束命令：ContextTimeoutEnabled',
        },
        safety: 'suggested',
        edits,
        imports: [],
      },
    ];
  },
};
