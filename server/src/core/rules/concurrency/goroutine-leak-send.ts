import type { Localized } from '../../finding.ts';
import type { StuckOperation } from '../../flow/goroutines/leaks.ts';
import type { Report, Rule, RuleContext, RuleFix } from '../rule.ts';
import { lineOf } from '../support/lines.ts';
import {
  anchorOf,
  channelName,
  confidenceOf,
  exitLine,
  loweredOf,
  relatedOf,
  shortened,
  stuckIn,
} from '../support/stuck.ts';
import { CARD } from './goroutine-leak-send.card.ts';
import { waysToSend } from './goroutine-leak-send.fixes.ts';

export const goroutineLeakSend: Rule<StuckOperation> = {
  meta: {
    name: 'goroutine-leak-send',
    group: 'concurrency',
    severity: 'warning',
    fixes: 'safe',
    stability: 'stable',
    since: '0.1.0',
    tokens: [['<-'], ['chan']],
    inTests: 'keep',
    aliases: [],
    overlaps: [],
    card: CARD,
    example: {
      bad: `package example

import (
	"context"
	"time"
)

func lookUp(ctx context.Context, ask func() (string, error)) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	type answer struct {
		text string
		err  error
	}
	answers := make(chan answer)
	go func() {
		text, err := ask()
		answers <- answer{text, err}
	}()
	select {
	case first := <-answers:
		return first.text, first.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}
`,
      good: `package example

import (
	"context"
	"time"
)

func lookUp(ctx context.Context, ask func() (string, error)) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	type answer struct {
		text string
		err  error
	}
	answers := make(chan answer, 1)
	go func() {
		text, err := ask()
		answers <- answer{text, err}
	}()
	select {
	case first := <-answers:
		return first.text, first.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}
`,
    },
    isProved: true,
    sources: [
      'https://go.dev/ref/spec#Send_statements: a send on an unbuffered channel proceeds only when a receiver is ready, on a buffered one when there is room',
      'runtime/chan.go, chansend: the goroutine is parked with waitReasonChanSend until a receiver takes the value',
      'runtime/mgcmark.go: the stack of every goroutine, blocked ones included, is a root of the garbage collection',
      'Run: 100 calls that time out leave 100 goroutines with an unbuffered channel, none with a buffer of 1',
      'https://go.dev/doc/go1.26#goroutineleak-profiles: the leak of a function that returns early while its workers send',
    ],
  },

  *detect(context: RuleContext) {
    // sends among the cases of a select are the matter of select-blocks-forever
    yield* stuckIn(context, ['send']);
  },

  report(stuck: StuckOperation, context: RuleContext): Report {
    const { file, package: pkg } = context;
    const line = exitLine(stuck, context);
    return {
      anchor: anchorOf(stuck),
      message: message(stuck, line),
      severity: 'warning',
      confidence: confidenceOf(stuck),
      ...loweredOf(stuck),
      related: relatedOf(stuck, leaving(stuck)),
      facts: {
        channel: channelName(stuck),
        function: stuck.owner.name,
        line: String(lineOf(pkg.fileOf(stuck.node), stuck.node)),
        reason: explanation(stuck, line),
        blockedAt: `${pkg.fileOf(stuck.node).path.replace(/^.*\//, '') || file.path}:${lineOf(pkg.fileOf(stuck.node), stuck.node)}`,
      },
    };
  },

  fix(stuck: StuckOperation, context: RuleContext): readonly RuleFix[] {
    return waysToSend(stuck, context);
  },
};

function message(stuck: StuckOperation, line: number): Localized {
  const name = channelName(stuck);
  if (stuck.dropped) {
    const called = shortened(stuck.dropped.field('function')?.text ?? '');
    return {
      en: `The channel from ${called} is dropped: its goroutine blocks forever on the send`,
      'zh-cn': `${called} 返回的通道被丢弃：其中的 goroutine 会永远阻塞在发送上`,
    };
  }
  if (stuck.isReply) {
    return {
      en: `${shortened(stuck.owner.name)} may have left at line ${line}: then this answer on ${name} blocks`,
      'zh-cn': `${shortened(stuck.owner.name)} 可能已在第 ${line} 行离开：那时这里在 ${name} 上的应答会阻塞`,
    };
  }
  if (!stuck.start) {
    return {
      en: `Nobody can receive from ${name} yet: this send blocks forever`,
      'zh-cn': `此时还没有人能从 ${name} 接收：这里的发送会永远阻塞`,
    };
  }
  if (stuck.ignored) {
    const ctx = stuck.ignored.name;
    return {
      en: `This send ignores ${ctx}: when the caller leaves with it, the send on ${name} blocks forever`,
      'zh-cn': `这里的发送不看 ${ctx}：调用方随它离开后，向 ${name} 的发送会永远阻塞`,
    };
  }
  if (!stuck.exit) {
    return {
      en: `This send on ${name} and the other side can wait for each other forever`,
      'zh-cn': `这里向 ${name} 的发送和另一端可能互相等待，永远阻塞`,
    };
  }
  if (stuck.copies > 1) {
    return {
      en: `Several goroutines send on ${name}, and line ${line} leaves before all are taken: the rest block`,
      'zh-cn': `多个 goroutine 向 ${name} 发送，而第 ${line} 行在全部接收之前就离开：其余的会永远阻塞`,
    };
  }
  return {
    en: `Nobody receives from ${name} once line ${line} leaves: this send blocks forever`,
    'zh-cn': `第 ${line} 行离开后没有人从 ${name} 接收：这里的发送会永远阻塞`,
  };
}

/** What the place says at which the owner leaves. */
function leaving(stuck: StuckOperation): Localized {
  const name = channelName(stuck);
  if (stuck.received === 0) {
    return { en: `leaves here without receiving from ${name}`, 'zh-cn': `从这里离开，没有接收 ${name}` };
  }
  const times = stuck.received === 1 ? 'once' : `${stuck.received} times`;
  return {
    en: `leaves here after receiving from ${name} only ${times}`,
    'zh-cn': `从这里离开，只从 ${name} 接收了 ${stuck.received} 次`,
  };
}

/** The clause of the card that says why. */
function explanation(stuck: StuckOperation, line: number): Localized {
  const owner = stuck.owner.name;
  if (stuck.dropped) {
    return {
      en: `${owner} drops the channel that it gets, so nobody can receive`,
      'zh-cn': `${owner} 丢弃了得到的通道，没有人能接收`,
    };
  }
  if (stuck.isReply) {
    return {
      en: `${owner} stops waiting for the answer at line ${line}, and nobody else receives it`,
      'zh-cn': `${owner} 在第 ${line} 行不再等待应答，也没有别人接收`,
    };
  }
  if (!stuck.start) {
    return {
      en: 'no other goroutine has the channel at that time',
      'zh-cn': '此时没有别的 goroutine 持有这个通道',
    };
  }
  if (stuck.ignored) {
    return {
      en: `the callers of ${owner} receive; one that leaves when ${stuck.ignored.name} ends, or at an error, receives no more`,
      'zh-cn': `接收方是 ${owner} 的调用者；它们在 ${stuck.ignored.name} 结束或出错时离开，就不再接收`,
    };
  }
  if (!stuck.exit) {
    return {
      en: `on one order of events ${owner} waits for something else meanwhile`,
      'zh-cn': `在某种执行顺序下，${owner} 此时在等别的东西`,
    };
  }
  return stuck.copies > 1 || stuck.received > 0
    ? {
        en: `${owner} can leave at line ${line} before it has received as often as its goroutines send`,
        'zh-cn': `${owner} 可能在第 ${line} 行离开，而接收的次数还少于 goroutine 发送的次数`,
      }
    : {
        en: `${owner} can leave at line ${line} without receiving`,
        'zh-cn': `${owner} 可能在第 ${line} 行离开而没有接收`,
      };
}
