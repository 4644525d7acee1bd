import type { Localized } from '../../finding.ts';
import type { ChannelPanic } from '../../flow/goroutines/panics.ts';
import type { Report, Rule, RuleContext } from '../rule.ts';
import { lineOf, placeIn, shortName } from '../support/lines.ts';
import { sureness } from '../support/stuck.ts';
import { CARD } from './send-after-close.card.ts';

export const sendAfterClose: Rule<ChannelPanic> = {
  meta: {
    name: 'send-after-close',
    group: 'concurrency',
    severity: 'warning',
    fixes: 'none',
    stability: 'stable',
    since: '0.1.0',
    tokens: [['<-']],
    inTests: 'keep',
    aliases: [],
    overlaps: [],
    card: CARD,
    placeholders: {
      en: { closed: 'line M', reason: 'the close may come first' },
      'zh-cn': { closed: '第 M 行', reason: '关闭可能先发生' },
    },
    example: {
      bad: `package example

import "context"

func lookup(ctx context.Context, query func() string) (string, error) {
	answer := make(chan string, 1)
	defer close(answer)
	go func() {
		answer <- query()
	}()
	select {
	case text := <-answer:
		return text, nil
	case <-ctx.Done():
		return "", ctx.Err()
	}
}
`,
      good: `package example

import "context"

func lookup(ctx context.Context, query func() string) (string, error) {
	answer := make(chan string, 1)
	go func() {
		answer <- query()
	}()
	select {
	case text := <-answer:
		return text, nil
	case <-ctx.Done():
		return "", ctx.Err()
	}
}
`,
    },
    isProved: true,
    sources: [
      'https://go.dev/ref/spec#Close: "Sending to or closing a closed channel causes a run-time panic"',
      'runtime/chan.go, chansend: panic(plainError("send on closed channel")); a sender that already waits panics as well when the channel is closed',
      'https://go.dev/doc/articles/race_detector#Unsynchronized_send_and_close_operations',
      'net/http/server.go, (*conn).serve: recovers in the goroutine that serves the request, in no other',
    ],
  },

  *detect({ file, flow }: RuleContext) {
    for (const send of file.tree.root.descendants('send_statement')) {
      const panic = flow.panicAt(send);
      if (panic?.kind === 'send') yield panic;
    }
  },

  report(panic: ChannelPanic, { package: pkg, file }: RuleContext): Report {
    const name = shortName(panic.variable.name);
    const closed = placeIn(pkg, file, panic.closedBy);
    return {
      anchor: panic.node.text.includes('\n') ? (panic.node.field('channel') ?? panic.node) : panic.node,
      message: MESSAGES[panic.order](name, closed),
      severity: 'warning',
      ...sureness(panic),
      related: [
        { node: panic.closedBy, message: { en: `${name} is closed here`, 'zh-cn': `${name} 在这里关闭` } },
        ...(panic.start
          ? [
              {
                node: panic.start.children[0] ?? panic.start,
                message: { en: 'starts the goroutine that sends', 'zh-cn': '启动负责发送的 goroutine' },
              },
            ]
          : []),
      ],
      facts: {
        channel: panic.variable.name,
        function: panic.owner.name,
        line: String(lineOf(pkg.fileOf(panic.node), panic.node)),
        closed,
        reason: REASONS[panic.order],
      },
    };
  },

  fix: () => [],
};

const MESSAGES: Readonly<Record<ChannelPanic['order'], (name: string, closed: Localized) => Localized>> = {
  sequence: (name, closed) => ({
    en: `${name} is closed already, at ${closed.en}, on a path to this send: it panics`,
    'zh-cn': `有一条路径在到达这里之前，已在${closed['zh-cn']}关闭 ${name}：发送会 panic`,
  }),
  race: (name, closed) => ({
    en: `${name} may be closed (${closed.en}) before this goroutine sends: the panic ends the process`,
    'zh-cn': `${name} 可能在此 goroutine 发送之前就被关闭（${closed['zh-cn'].trim()}）：panic 会结束整个进程`,
  }),
  copies: (name, closed) => ({
    en: `Each of these goroutines closes ${name} (${closed.en}): another one that sends later panics`,
    'zh-cn': `每个这样的 goroutine 都会关闭 ${name}（${closed['zh-cn'].trim()}）：其他 goroutine 之后再发送就会 panic`,
  }),
};

const REASONS: Readonly<Record<ChannelPanic['order'], Localized>> = {
  sequence: {
    en: 'one path runs through both, the close first',
    'zh-cn': '有一条路径先关闭、后发送',
  },
  race: {
    en: 'nothing makes the side that closes wait until the goroutine has sent',
    'zh-cn': '没有任何机制让关闭的一方等到 goroutine 发送完',
  },
  copies: {
    en: 'several goroutines run this code, and the first that ends closes it for all',
    'zh-cn': '多个 goroutine 执行这段代码，最先结束的那个就替所有人关闭了它',
  },
};
