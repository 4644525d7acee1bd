import { runKindOf } from '../../flow/start-up.ts';
import { type TimeoutInversion, timeoutInversionsIn } from '../../flow/timeout-chains.ts';
import { isTestHelper } from '../../semantic/module-graph.ts';
import type { Report, Rule, RuleContext } from '../rule.ts';
import { durationText } from '../support/durations.ts';
import { lineOf } from '../support/lines.ts';
import { CARD } from './http-timeout-chain-inversion.card.ts';

export const httpTimeoutChainInversion: Rule<TimeoutInversion> = {
  meta: {
    name: 'http-timeout-chain-inversion',
    group: 'http',
    severity: 'warning',
    fixes: 'none',
    stability: 'stable',
    since: '0.1.0',
    tokens: [['WithTimeout', 'TimeoutHandler']],
    inTests: 'off',
    aliases: [],
    overlaps: [],
    card: CARD,
    placeholders: {
      en: {
        inner: '30s',
        outer: '10s',
        around: 'the WriteTimeout of the server',
        effect:
          'A WriteTimeout does not stop the handler: it works on, its Write returns nil, and the answer is dropped when it is flushed.',
        seen: 'the client gets `EOF` instead of an answer or an error status, and the server logs nothing.',
      },
      'zh-cn': {
        inner: '30s',
        outer: '10s',
        around: '服务器的 WriteTimeout',
        effect: 'WriteTimeout 不会停止处理函数：它继续工作，Write 返回 nil，应答在刷出时被丢弃。',
        seen: '客户端得到 `EOF`，而不是应答或错误状态码，服务端没有任何日志。',
      },
    },
    example: {
      bad: `package example

import (
	"context"
	"time"
)

func refresh(load func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	loadCtx, cancelLoad := context.WithTimeout(ctx, 30*time.Second)
	defer cancelLoad()
	return load(loadCtx)
}
`,
      good: `package example

import (
	"context"
	"time"
)

func refresh(load func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	loadCtx, cancelLoad := context.WithTimeout(ctx, 5*time.Second)
	defer cancelLoad()
	return load(loadCtx)
}
`,
    },
    isProved: true,
    sources: [
      'context/context.go, WithDeadlineCause: "The current deadline is already sooner than the new one", and WithCancel of the parent is returned',
      'net/http/server.go, Server.WriteTimeout: "the maximum duration before timing out writes of the response. It is reset whenever a new request\'s header is read"',
      'net/http/server.go, (*conn).readRequest: the write deadline of the connection is set from WriteTimeout; nothing cancels the context of the request',
    ],
  },

  *detect({ file, package: pkg, flow }: RuleContext) {
    if (isTestHelper(pkg, file)) return;
    for (const inversion of timeoutInversionsIn(pkg, file))
      if (runKindOf(pkg, flow, inversion.call) !== 'test-helper') yield inversion;
  },

  report({ call, inner, outer, kind, place }: TimeoutInversion, { file, package: pkg }: RuleContext): Report {
    const [long, short] = [durationText(inner), durationText(outer)];
    return {
      anchor: call.field('function') ?? call,
      message:
        kind === 'context'
          ? {
              en: `The limit of ${long} never applies: the context around it ends after ${short}`,
              'zh-cn': `${long} 的时限永远不会生效：外层 context 在 ${short} 后就结束`,
            }
          : {
              en: `The work may take ${long}, but the answer must be written within ${short}: the client gets EOF`,
              'zh-cn': `处理可能用 ${long}，应答却必须在 ${short} 内写完：客户端只会得到 EOF`,
            },
      // a context that ends early tells so; a dropped answer does not
      severity: kind === 'write' ? 'warning' : 'info',
      confidence: 'high',
      related:
        pkg.fileOf(place) === file
          ? [{ node: place, message: { en: 'the shorter limit', 'zh-cn': '更短的时限' } }]
          : [],
      facts: {
        line: String(lineOf(file, call)),
        function: pkg.functionOf(call)?.name ?? file.packageName,
        inner: long,
        outer: short,
        ...FACTS[kind],
      },
    };
  },

  fix() {
    // which of the two is meant is not known
    return [];
  },
};

const FACTS = {
  context: {
    around: { en: 'the context that it is derived from', 'zh-cn': '它所派生自的 context' },
    effect: {
      en: 'The outer context ends first and takes the inner one along: context.WithTimeout keeps the sooner deadline.',
      'zh-cn': '外层 context 先结束，内层随之结束：context.WithTimeout 保留较早的截止时间。',
    },
    seen: {
      en: 'the call fails with `context deadline exceeded` long before the limit that stands beside it, and raising that limit changes nothing.',
      'zh-cn': '调用远早于旁边写着的时限就失败，报 `context deadline exceeded`；把那个时限调大也没有用。',
    },
  },
  write: {
    around: { en: 'the WriteTimeout of the server', 'zh-cn': '服务器的 WriteTimeout' },
    effect: {
      en: 'The write deadline of the connection passes first. It does not stop the handler and does not end r.Context(): the work goes on, a small Write returns nil because it goes into a buffer, and the flush fails.',
      'zh-cn':
        '连接的写截止时间先到。它不会停止处理函数，也不会结束 r.Context()：工作继续进行，小的 Write 进入缓冲区并返回 nil，刷出时才失败。',
    },
    seen: {
      en: 'the client gets `EOF` instead of an answer or an error status, the server logs nothing, and retries repeat the work.',
      'zh-cn': '客户端得到 `EOF`，而不是应答或错误状态码；服务端没有日志，重试又把工作重做一遍。',
    },
  },
};
