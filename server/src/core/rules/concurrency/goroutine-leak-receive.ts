import type { Localized } from '../../finding.ts';
import type { StuckOperation } from '../../flow/goroutines/leaks.ts';
import type { Report, Rule, RuleContext, RuleFix } from '../rule.ts';
import { insertAfter } from '../support/insert.ts';
import { lineOf } from '../support/lines.ts';
import { selectWithContext } from '../support/select-context.ts';
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
import { CARD } from './goroutine-leak-receive.card.ts';

export const goroutineLeakReceive: Rule<StuckOperation> = {
  meta: {
    name: 'goroutine-leak-receive',
    group: 'concurrency',
    severity: 'warning',
    fixes: 'suggested',
    stability: 'stable',
    since: '0.1.0',
    tokens: [['<-', 'range'], ['chan']],
    inTests: 'keep',
    aliases: [],
    overlaps: [],
    card: CARD,
    example: {
      bad: `package example

import "errors"

func store(rows []string, write func(string) error) error {
	jobs := make(chan string)
	for range 4 {
		go func() {
			for row := range jobs {
				_ = write(row)
			}
		}()
	}
	for _, row := range rows {
		if row == "" {
			return errors.New("empty row")
		}
		jobs <- row
	}
	close(jobs)
	return nil
}
`,
      good: `package example

import "errors"

func store(rows []string, write func(string) error) error {
	jobs := make(chan string)
	defer close(jobs)
	for range 4 {
		go func() {
			for row := range jobs {
				_ = write(row)
			}
		}()
	}
	for _, row := range rows {
		if row == "" {
			return errors.New("empty row")
		}
		jobs <- row
	}
	return nil
}
`,
    },
    sources: [
      'https://go.dev/ref/spec#Receive_operator: a receive blocks until a value is available; on a closed channel it proceeds at once',
      'https://go.dev/ref/spec#For_range: a range over a channel ends when the channel is closed',
      'runtime/chan.go, chanrecv: the goroutine is parked with waitReasonChanReceive',
      'runtime/mgcmark.go: the stack of every goroutine, blocked ones included, is a root of the garbage collection',
    ],
  },

  *detect(context: RuleContext) {
    // receives among the cases of a select are the matter of select-blocks-forever
    yield* stuckIn(context, ['receive', 'range']);
  },

  report(stuck: StuckOperation, context: RuleContext): Report {
    const { package: pkg } = context;
    const line = exitLine(stuck, context);
    const home = pkg.fileOf(stuck.node);
    return {
      anchor: anchorOf(stuck),
      message: message(stuck, line),
      severity: 'warning',
      confidence: confidenceOf(stuck),
      ...loweredOf(stuck),
      related: relatedOf(
        stuck,
        stuck.kind === 'range'
          ? {
              en: `leaves here without closing ${channelName(stuck)}`,
              'zh-cn': `从这里离开，没有关闭 ${channelName(stuck)}`,
            }
          : {
              en: `leaves here; nobody is left to send on or close ${channelName(stuck)}`,
              'zh-cn': `从这里离开；之后没有人向 ${channelName(stuck)} 发送或关闭它`,
            },
      ),
      facts: {
        channel: channelName(stuck),
        function: stuck.owner.name,
        line: String(lineOf(home, stuck.node)),
        reason: explanation(stuck, line),
        blockedAt: `${home.path.replace(/^.*\//, '')}:${lineOf(home, stuck.node)}`,
      },
    };
  },

  fix(stuck: StuckOperation, context: RuleContext): readonly RuleFix[] {
    const fixes = [closeAtEnd(stuck, context), selectWithContext(stuck, context)];
    return fixes.filter((fix) => fix !== undefined);
  },
};

/** `defer close(ch)` where the owner makes the channel, when nobody closes it and only the owner sends. */
function closeAtEnd(stuck: StuckOperation, { file, package: pkg }: RuleContext): RuleFix | undefined {
  const [make] = stuck.channel.makes;
  if (stuck.channel.makes.length !== 1 || !make || pkg.functionOf(make.node) !== stuck.owner)
    return undefined;
  if (stuck.owner.file !== file || !stuck.start || stuck.dropped) return undefined;
  const others = stuck.channel.operations.filter((operation) => operation.kind !== 'receive');
  if (others.some((each) => each.kind === 'close' || pkg.functionOf(each.node) !== stuck.owner))
    return undefined;
  const statement = make.node.parent?.parent;
  const target = statement?.field('left')?.namedChildren;
  if (statement?.kind !== 'short_var_declaration' || target?.length !== 1) return undefined;
  const name = target[0]!.text;
  // in a loop it would only run when the function ends
  if (statement.ancestor('for_statement') || name === '_') return undefined;
  return {
    title: {
      en: `Close it whenever ${shortened(stuck.owner.name)} leaves: defer close(${name})`,
      'zh-cn': `${shortened(stuck.owner.name)} 离开时总是关闭它：defer close(${name})`,
    },
    safety: 'suggested',
    edits: [insertAfter(file, statement, [`defer close(${name})`])],
    imports: [],
  };
}

function message(stuck: StuckOperation, line: number): Localized {
  const name = channelName(stuck);
  const isRange = stuck.kind === 'range';
  if (stuck.dropped) {
    const called = shortened(stuck.dropped.field('function')?.text ?? '');
    return {
      en: `The channel from ${called} is dropped: its goroutine waits forever to receive`,
      'zh-cn': `${called} 返回的通道被丢弃：其中的 goroutine 会永远等待接收`,
    };
  }
  if (!stuck.exit) {
    return {
      en: `This receive from ${name} and the other side can wait for each other forever`,
      'zh-cn': `这里从 ${name} 的接收和另一端可能互相等待，永远阻塞`,
    };
  }
  return isRange
    ? {
        en: `Nobody closes ${name} once line ${line} leaves: this range never ends`,
        'zh-cn': `第 ${line} 行离开后没有人关闭 ${name}：这个 range 永远不会结束`,
      }
    : {
        en: `Nobody sends on or closes ${name} once line ${line} leaves: this blocks forever`,
        'zh-cn': `第 ${line} 行离开后没有人向 ${name} 发送或关闭它：这里会永远阻塞`,
      };
}

/** The clause of the card that says why. */
function explanation(stuck: StuckOperation, line: number): Localized {
  const owner = stuck.owner.name;
  if (stuck.dropped) {
    return {
      en: `${owner} drops the channel that it gets, so nobody can send on it or close it`,
      'zh-cn': `${owner} 丢弃了得到的通道，没有人能向它发送或关闭它`,
    };
  }
  if (!stuck.exit) {
    return {
      en: `on one order of events ${owner} waits for something else meanwhile`,
      'zh-cn': `在某种执行顺序下，${owner} 此时在等别的东西`,
    };
  }
  return stuck.kind === 'range'
    ? {
        en: `${owner} can leave at line ${line} with the channel still open`,
        'zh-cn': `${owner} 可能在第 ${line} 行离开，而通道还开着`,
      }
    : {
        en: `${owner} can leave at line ${line} without sending or closing`,
        'zh-cn': `${owner} 可能在第 ${line} 行离开，既没有发送也没有关闭`,
      };
}
