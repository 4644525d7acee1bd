import { assignedTo, targetsOf } from '../../flow/assignments.ts';
import { type UndrainedProducer, undrainedProducersIn } from '../../flow/async-producers.ts';
import { isGivenTest } from '../../flow/start-up.ts';
import type { Report, Rule, RuleContext, RuleFix } from '../rule.ts';
import { importedName } from '../support/imports.ts';
import { insertAfter } from '../support/insert.ts';
import { lineOf, placeIn } from '../support/lines.ts';
import { CARD } from './kafka-async-errors-undrained.card.ts';

export const kafkaAsyncErrorsUndrained: Rule<UndrainedProducer> = {
  meta: {
    name: 'kafka-async-errors-undrained',
    group: 'network',
    severity: 'warning',
    fixes: 'suggested',
    stability: 'preview',
    since: '0.1.0',
    tokens: [['/sarama'], ['NewAsyncProducer(']],
    inTests: 'off',
    aliases: [],
    overlaps: [],
    card: CARD,
    placeholders: {
      en: { channel: 'Errors()', event: 'The first message that cannot be delivered', place: 'the send' },
      'zh-cn': { channel: 'Errors()', event: '第一条无法投递的消息', place: '发送处' },
    },
    example: {
      bad: `package example

import "github.com/IBM/sarama"

func publish(brokers []string, events <-chan string) error {
	producer, err := sarama.NewAsyncProducer(brokers, nil)
	if err != nil {
		return err
	}
	defer producer.AsyncClose()
	for event := range events {
		producer.Input() <- &sarama.ProducerMessage{Topic: "events", Value: sarama.StringEncoder(event)}
	}
	return nil
}
`,
      good: `package example

import (
	"log"

	"github.com/IBM/sarama"
)

func publish(brokers []string, events <-chan string) error {
	producer, err := sarama.NewAsyncProducer(brokers, nil)
	if err != nil {
		return err
	}
	go func() {
		for err := range producer.Errors() {
			log.Print(err)
		}
	}()
	defer producer.AsyncClose()
	for event := range events {
		producer.Input() <- &sarama.ProducerMessage{Topic: "events", Value: sarama.StringEncoder(event)}
	}
	return nil
}
`,
    },
    sources: [
      'github.com/IBM/sarama async_producer.go: "You must read from the Errors() channel or the producer will deadlock"; Successes: "If Return.Successes is true, you MUST read from this channel or the Producer will deadlock"',
      'github.com/IBM/sarama async_producer.go, newAsyncProducer: `errors: make(chan *ProducerError)`, `successes: make(chan *ProducerMessage)` and `input: make(chan *ProducerMessage)` have no buffer; returnError and returnSuccesses send with no way out; the channels in between have ChannelBufferSize (256)',
      'github.com/IBM/sarama config.go: Producer.Return.Errors "default enabled", Successes "default disabled"; Producer.Retry.Max 3',
    ],
  },

  *detect({ file, package: pkg }: RuleContext) {
    for (const producer of undrainedProducersIn(pkg, file)) {
      const fn = pkg.functionOf(producer.call);
      if (!fn || !isGivenTest(pkg, fn)) yield producer;
    }
  },

  report({ call, channels, input }: UndrainedProducer, { file, package: pkg }: RuleContext): Report {
    const isErrors = channels[0] === 'Errors';
    const channel = channels.map((each) => `${each}()`).join(', ');
    return {
      anchor: call.text.includes('\n') ? (call.field('function') ?? call) : call,
      message: isErrors
        ? {
            en: `Nobody reads Errors() of this producer: the first message that fails stops it, then Input()`,
            'zh-cn': '没有人读取这个生产者的 Errors()：第一条失败的消息会让它停住，随后 Input() 阻塞',
          }
        : {
            en: 'Return.Successes is on and nobody reads Successes(): the first delivered message stops the producer',
            'zh-cn': '打开了 Return.Successes 却没有人读取 Successes()：第一条送达的消息就会让生产者停住',
          },
      severity: 'warning',
      confidence: 'high',
      related:
        pkg.fileOf(input) === file
          ? [{ node: input, message: { en: 'messages are sent here', 'zh-cn': '在这里发送消息' } }]
          : [],
      facts: {
        channel,
        event: isErrors
          ? { en: 'The first message that cannot be delivered', 'zh-cn': '第一条无法投递的消息' }
          : { en: 'The first message that is delivered', 'zh-cn': '第一条送达的消息' },
        place: placeIn(pkg, file, input),
        function: pkg.functionOf(call)?.name ?? file.packageName,
        line: String(lineOf(file, call)),
      },
    };
  },

  fix({ call, channels }: UndrainedProducer, { file, package: pkg }: RuleContext): readonly RuleFix[] {
    const statement = call.parent?.parent;
    const [target, error] = statement ? targetsOf(statement) : [];
    const log = importedName(pkg, file, 'log', 'log', call);
    if (statement?.kind !== 'short_var_declaration' || !target || !error || !log) return [];
    if (target.kind !== 'identifier' || target.text === '_' || assignedTo(target)?.value) return [];
    const siblings = statement.parent?.namedChildren ?? [];
    const check = siblings[siblings.indexOf(statement) + 1];
    if (check?.kind !== 'if_statement' || check.field('condition')?.text !== `${error.text} != nil`)
      return [];
    const lines = channels.flatMap((each) => [
      'go func() {',
      ...(each === 'Errors'
        ? [`\tfor err := range ${target.text}.Errors() {`, `\t\t${log}.Print(err)`, '\t}']
        : [`\tfor range ${target.text}.Successes() {`, '\t}']),
      '}()',
    ]);
    return [
      {
        title: {
          en: 'Read in a goroutine until the producer is closed, and log the errors',
          'zh-cn': '用一个 goroutine 一直读取到生产者关闭，并记录错误',
        },
        safety: 'suggested',
        edits: [insertAfter(file, check, lines)],
        imports: channels.includes('Errors') ? [{ path: 'log', name: log }] : [],
      },
    ];
  },
};
