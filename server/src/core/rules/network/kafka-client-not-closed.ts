import type { Leak, OwnedResource } from '../../flow/model.ts';
import type { Rule, RuleContext } from '../rule.ts';
import { leakRule } from '../support/leak-rule.ts';
import { isInOneRun, mayMeanNothing } from '../support/process.ts';
import { valueText } from '../support/release-fixes.ts';
import { CARD } from './kafka-client-not-closed.card.ts';

export const kafkaClientNotClosed: Rule<OwnedResource> = leakRule({
  types: ['kafka-client'],
  meta: {
    name: 'kafka-client-not-closed',
    group: 'network',
    severity: 'warning',
    fixes: 'suggested',
    stability: 'stable',
    since: '0.1.0',
    // a function of another file may make and return it, so only the plainest sign of a call is asked for
    tokens: [[':=', 'err =', '_ =', 'NewReader(', 'NewWriter(']],
    inTests: 'lower',
    aliases: ['nolint:closecheck'],
    overlaps: [],
    card: CARD,
    placeholders: { en: { variable: 'client' }, 'zh-cn': { variable: 'client' } },
    example: {
      bad: `package example

import "github.com/IBM/sarama"

func topics(brokers []string) ([]string, error) {
	client, err := sarama.NewClient(brokers, sarama.NewConfig())
	if err != nil {
		return nil, err
	}
	return client.Topics()
}
`,
      good: `package example

import "github.com/IBM/sarama"

func topics(brokers []string) ([]string, error) {
	client, err := sarama.NewClient(brokers, sarama.NewConfig())
	if err != nil {
		return nil, err
	}
	defer client.Close()
	return client.Topics()
}
`,
    },
    sources: [
      'github.com/IBM/sarama client.go: NewClient; "You MUST call Close() on a client to avoid leaks, it will not be garbage-collected automatically when it passes out of scope"; it starts backgroundMetadataUpdater',
      'github.com/IBM/sarama async_producer.go: "You must call Close() or AsyncClose() on a producer to avoid leaks and message lost: it will not be garbage-collected automatically when it passes out of scope and buffered messages may not be flushed"',
      'github.com/segmentio/kafka-go reader.go: "Note that it is important to call Close() on a Reader when a process exits"; writer.go: Close "flushes pending writes, and waits for all writes to complete before returning"',
    ],
  },
  words: {
    thing: { en: 'the Kafka client', 'zh-cn': 'Kafka 客户端' },
    released: { en: 'closed', 'zh-cn': '关闭' },
    kept: { en: 'its connections and goroutines', 'zh-cn': '它的连接和 goroutine' },
  },
  severity: (resource: OwnedResource, leak: Leak, context: RuleContext) =>
    isInOneRun(resource, leak, context) ? 'info' : 'warning',
  lowered: (resource: OwnedResource, leak: Leak, context: RuleContext) =>
    mayMeanNothing(resource, leak, context),
  release: (resource: OwnedResource) => ({
    call: `${valueText(resource)}.Close()`,
    hasResult: true,
    action: { en: 'Close it', 'zh-cn': '关闭它' },
    // Close waits: for messages that are under way, and for the other side
    maySafely: false,
  }),
});
