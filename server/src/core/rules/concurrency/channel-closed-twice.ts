import type { Localized } from '../../finding.ts';
import type { ChannelPanic } from '../../flow/goroutines/panics.ts';
import type { Report, Rule, RuleContext } from '../rule.ts';
import { lineOf, placeIn, shortName } from '../support/lines.ts';
import { sureness } from '../support/stuck.ts';
import { CARD } from './channel-closed-twice.card.ts';

export const channelClosedTwice: Rule<ChannelPanic> = {
  meta: {
    name: 'channel-closed-twice',
    group: 'concurrency',
    severity: 'warning',
    fixes: 'none',
    stability: 'preview',
    since: '0.1.0',
    tokens: [['close(']],
    inTests: 'keep',
    aliases: [],
    overlaps: [],
    card: CARD,
    placeholders: {
      en: { closed: 'line M', reason: 'two closes may run' },
      'zh-cn': { closed: '第 M 行', reason: '可能执行两次关闭' },
    },
    example: {
      bad: `package example

func watch(run func() error, notify func(done <-chan struct{})) error {
	done := make(chan struct{})
	defer close(done)
	go notify(done)
	if err := run(); err != nil {
		close(done)
		return err
	}
	return nil
}
`,
      good: `package example

func watch(run func() error, notify func(done <-chan struct{})) error {
	done := make(chan struct{})
	defer close(done)
	go notify(done)
	return run()
}
`,
    },
    isProved: true,
    sources: [
      'https://go.dev/ref/spec#Close: "Sending to or closing a closed channel causes a run-time panic"',
      'runtime/chan.go, closechan: panic(plainError("close of closed channel"))',
      'net/http/server.go, (*conn).serve: recovers in the goroutine that serves the request, in no other',
    ],
  },

  *detect({ file, flow }: RuleContext) {
    for (const call of file.tree.root.descendants('call_expression')) {
      const panic = call.field('function')?.text === 'close' ? flow.panicAt(call) : undefined;
      if (panic?.kind === 'close') yield panic;
    }
  },

  report(panic: ChannelPanic, { package: pkg, file }: RuleContext): Report {
    const name = shortName(panic.variable.name);
    const closed = placeIn(pkg, file, panic.closedBy);
    const isSame = panic.node === panic.closedBy;
    const start = panic.start && {
      node: panic.start.children[0] ?? panic.start,
      message: { en: 'starts the goroutine that closes it', 'zh-cn': '启动负责关闭的 goroutine' },
    };
    return {
      anchor: panic.node,
      message: message(panic, name, closed),
      severity: 'warning',
      ...sureness(panic),
      related: [
        ...(isSame
          ? []
          : [{ node: panic.closedBy, message: { en: 'closed here before', 'zh-cn': '之前在这里已关闭' } }]),
        ...(start ? [start] : []),
      ],
      facts: {
        channel: panic.variable.name,
        function: panic.owner.name,
        line: String(lineOf(pkg.fileOf(panic.node), panic.node)),
        closed,
        reason: reason(panic, isSame),
      },
    };
  },

  fix: () => [],
};

function message(panic: ChannelPanic, name: string, closed: Localized): Localized {
  if (panic.order === 'copies') {
    return {
      en: `Each goroutine that runs this closes ${name}: the second one panics`,
      'zh-cn': `每个执行到这里的 goroutine 都会关闭 ${name}：第二个会 panic`,
    };
  }
  if (panic.node === panic.closedBy) {
    return {
      en: `Each round of the loop closes ${name}: the second one panics`,
      'zh-cn': `每一轮循环都会关闭 ${name}：第二轮会 panic`,
    };
  }
  return {
    en: `${name} may be closed already, at ${closed.en}, when this closes it: the second close panics`,
    'zh-cn': `执行到这里时 ${name} 可能已在${closed['zh-cn']}关闭：第二次关闭会 panic`,
  };
}

/** The clause of the card that says why. */
function reason({ order }: ChannelPanic, isSame: boolean): Localized {
  if (order === 'copies') {
    return {
      en: 'several goroutines run the same close',
      'zh-cn': '多个 goroutine 会执行同一处关闭',
    };
  }
  if (order === 'race') {
    return {
      en: 'two goroutines close it, each on its own',
      'zh-cn': '两个 goroutine 各自都会关闭它',
    };
  }
  return isSame
    ? { en: 'the loop comes back to the same close', 'zh-cn': '循环会再次执行到同一处关闭' }
    : { en: 'one path runs through both', 'zh-cn': '有一条路径会先后经过两处关闭' };
}
