import { assignedTo, targetsOf } from '../../flow/assignments.ts';
import { type MadeAgain, madeAgainIn } from '../../flow/made-again.ts';
import { REDIS_MAKERS, REDIS_WITH_REAPER } from '../../knowledge/redis-clients.ts';
import type { Report, Rule, RuleContext, RuleFix } from '../rule.ts';
import { deferredCall, insertAfter } from '../support/insert.ts';
import { EACH, repeatedReport } from '../support/repeated.ts';
import { CARD } from './redis-client-per-request.card.ts';

export const redisClientPerRequest: Rule<MadeAgain> = {
  meta: {
    name: 'redis-client-per-request',
    group: 'network',
    severity: 'warning',
    fixes: 'suggested',
    stability: 'stable',
    since: '0.1.0',
    tokens: [['redis'], ['Client(', 'NewRing(']],
    inTests: 'off',
    aliases: [],
    overlaps: [],
    card: CARD,
    placeholders: {
      en: { stays: 'until it is closed, or until the garbage collector finds the client' },
      'zh-cn': { stays: '直到被关闭，或直到垃圾回收器发现这个客户端' },
    },
    example: {
      bad: `package example

import (
	"fmt"
	"net/http"

	"github.com/redis/go-redis/v9"
)

func visits(w http.ResponseWriter, r *http.Request) {
	rdb := redis.NewClient(&redis.Options{Addr: "redis:6379"})
	n, err := rdb.Incr(r.Context(), "visits").Result()
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	fmt.Fprintln(w, n)
}
`,
      good: `package example

import (
	"fmt"
	"net/http"

	"github.com/redis/go-redis/v9"
)

var rdb = redis.NewClient(&redis.Options{Addr: "redis:6379"})

func visits(w http.ResponseWriter, r *http.Request) {
	n, err := rdb.Incr(r.Context(), "visits").Result()
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	fmt.Fprintln(w, n)
}
`,
    },
    sources: [
      'github.com/redis/go-redis/v9 redis.go: "Client is a Redis client representing a pool of zero or more underlying connections. It\'s safe for concurrent use by multiple goroutines"; "It is rare to Close a Client, as the Client is meant to be long-lived and shared between many goroutines"',
      'github.com/go-redis/redis/v8 internal/pool/pool.go: NewConnPool starts the goroutine reaper; options.go: IdleTimeout 5 minutes',
      'a program that makes 50 clients and drops them (v9.7.0, v8.11.5): 50 connections each; after runtime.GC none of v9, all 50 of v8 and 50 goroutines',
      'redis.conf: maxclients 10000',
    ],
  },

  detect: ({ file, package: pkg, flow }: RuleContext) =>
    madeAgainIn(pkg, file, flow, (id) => REDIS_MAKERS.test(id), {
      // dialing anew is slow, and leaves nothing behind
      isOpen: ({ selections }) => !selections.some((each) => each.field('field')?.text === 'Close'),
    }),

  report(made: MadeAgain, context: RuleContext): Report {
    const { id, repeated, isOneShot } = made;
    const { anchor, related, facts } = repeatedReport(made, context);
    const each = EACH[repeated.kind];
    return {
      anchor,
      message: {
        en: `A Redis client with its own pool per ${each.en}, never closed: connections pile up`,
        'zh-cn': `每${each['zh-cn']}都新建一个带连接池的 Redis 客户端且从不关闭：连接越积越多`,
      },
      severity: isOneShot ? 'info' : 'warning',
      confidence: repeated.kind === 'context' ? 'medium' : 'high',
      related,
      facts: {
        ...facts,
        stays: REDIS_WITH_REAPER.test(id)
          ? {
              en: 'for the idle timeout of 5 minutes, and its goroutine for the life of the process',
              'zh-cn': '达 5 分钟（空闲超时），而它的 goroutine 一直存在到进程结束',
            }
          : {
              en: 'until the garbage collector finds the client, which may take minutes',
              'zh-cn': '到垃圾回收器发现这个客户端为止，可能要几分钟',
            },
      },
    };
  },

  fix({ call, function: fn, repeated }: MadeAgain, { file, config }: RuleContext): readonly RuleFix[] {
    const statement = call.parent?.parent;
    const [target, ...others] = statement ? targetsOf(statement) : [];
    const isPlain =
      statement?.kind === 'short_var_declaration' && statement.parent?.kind === 'statement_list';
    if (!isPlain || !target || others.length > 0 || target.text === '_' || assignedTo(target)?.value !== call)
      return [];
    // a deferred call in a loop would close them all at the end
    if (repeated.kind === 'loop' && fn.node.contains(repeated.node)) return [];
    const isReturned = [...fn.body!.descendants('return_statement')].some((each) =>
      each.text.includes(`return ${target.text}`),
    );
    if (isReturned) return [];
    return [
      {
        title: {
          en: 'Close the client when the function returns: each call still dials anew',
          'zh-cn': '函数返回时关闭客户端：每次调用仍会重新建连',
        },
        safety: 'suggested',
        edits: [insertAfter(file, statement, [deferredCall(`${target.text}.Close()`, true, config)])],
        imports: [],
      },
    ];
  },
};
