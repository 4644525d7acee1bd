import { assignedTo, targetsOf } from '../../flow/assignments.ts';
import { type RepeatedRun, repeatedRunOf } from '../../flow/repeated-runs.ts';
import { isGivenTest } from '../../flow/start-up.ts';
import { reachOfValue } from '../../flow/value-reach.ts';
import { REDIS_MAKERS, REDIS_WITH_REAPER } from '../../knowledge/redis-clients.ts';
import { moduleGraphOf } from '../../semantic/module-graph.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Report, Rule, RuleContext, RuleFix } from '../rule.ts';
import { deferredCall, insertAfter } from '../support/insert.ts';
import { lineOf } from '../support/lines.ts';
import { headOf, isAnother, REPEATED } from '../support/repeated.ts';
import { CARD } from './redis-client-per-request.card.ts';

interface Evidence {
  readonly call: SyntaxNode;
  readonly repeated: RepeatedRun;
  /** Whether the program serves nothing and does one thing after the other. */
  readonly isOneShot: boolean;
}

export const redisClientPerRequest: Rule<Evidence> = {
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

  *detect({ file, package: pkg, flow }: RuleContext) {
    for (const call of file.tree.root.descendants('call_expression')) {
      if (!REDIS_MAKERS.test(pkg.calleeOf(call)?.id ?? '')) continue;
      const fn = pkg.functionOf(call);
      if (!fn || isGivenTest(pkg, fn)) continue;
      const { isConfined, lost, selections } = reachOfValue(pkg, call);
      // it lives on, or somebody closes it: dialing anew is slow, and leaves nothing behind
      if (!isConfined || lost || selections.some((each) => each.field('field')?.text === 'Close')) continue;
      const repeated = repeatedRunOf(pkg, (each) => flow.graphOf(each), call);
      if (!repeated) continue;
      yield { call, repeated, isOneShot: moduleGraphOf(pkg, file).reachOf(file).oneShot };
    }
  },

  report({ call, repeated, isOneShot }: Evidence, { file, package: pkg }: RuleContext): Report {
    const target = call.field('function')!;
    const name = target.text.includes('\n') ? (target.field('field')?.text ?? 'NewClient') : target.text;
    const hasReaper = REDIS_WITH_REAPER.test(pkg.calleeOf(call)?.id ?? '');
    const each = EACH[repeated.kind];
    return {
      anchor: call.text.includes('\n') ? target : call,
      message: {
        en: `A Redis client with its own pool per ${each.en}, never closed: connections pile up`,
        'zh-cn': `每${each['zh-cn']}都新建一个带连接池的 Redis 客户端且从不关闭：连接越积越多`,
      },
      severity: isOneShot ? 'info' : 'warning',
      confidence: repeated.kind === 'context' ? 'medium' : 'high',
      related: isAnother(call, repeated)
        ? [{ node: headOf(repeated.node), message: REPEATED[repeated.kind] }]
        : [],
      facts: {
        call: name,
        function: pkg.functionOf(call)?.name ?? file.packageName,
        line: String(lineOf(file, call)),
        stays: hasReaper
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

  fix({ call, repeated }: Evidence, { file, package: pkg, config }: RuleContext): readonly RuleFix[] {
    const fn = pkg.functionOf(call);
    const statement = call.parent?.parent;
    const [target, ...others] = statement ? targetsOf(statement) : [];
    const isPlain =
      statement?.kind === 'short_var_declaration' && statement.parent?.kind === 'statement_list';
    if (
      !fn ||
      !isPlain ||
      !target ||
      others.length > 0 ||
      target.text === '_' ||
      assignedTo(target)?.value !== call
    )
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

const EACH: Readonly<Record<RepeatedRun['kind'], { readonly en: string; readonly 'zh-cn': string }>> = {
  request: { en: 'request', 'zh-cn': '个请求' },
  record: { en: 'record', 'zh-cn': '条记录' },
  loop: { en: 'round of a loop', 'zh-cn': '轮循环' },
  context: { en: 'call', 'zh-cn': '次调用' },
};
