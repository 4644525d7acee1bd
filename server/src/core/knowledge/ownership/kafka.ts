import { CLOSER, type OwnershipType, results } from './model.ts';

const SARAMA = ['github.com/IBM/sarama', 'github.com/Shopify/sarama'];
const KAFKA_GO = 'github.com/segmentio/kafka-go';

/**
 * Clients of Kafka, each with connections and goroutines of its own until it is closed. sarama client.go, NewClient: "You MUST call
 * Close() on a client to avoid leaks, it will not be garbage-collected automatically when it passes out of scope", and alike for
 * consumers, groups and producers; kafka-go reader.go: NewReader starts goroutines that fetch; writer.go, Close "flushes pending
 * writes".
 */
export const KAFKA_CLIENT: OwnershipType = {
  ...CLOSER,
  name: 'kafka-client',
  types: [
    ...SARAMA.flatMap((path) =>
      ['Client', 'Consumer', 'ConsumerGroup', 'SyncProducer', 'AsyncProducer', 'ClusterAdmin'].map(
        (name) => `${path}.${name}`,
      ),
    ),
    `${KAFKA_GO}.Reader`,
    `${KAFKA_GO}.Writer`,
    `${KAFKA_GO}.ConsumerGroup`,
  ],
  acquire: new Map([
    ...SARAMA.flatMap((path) =>
      results(
        0,
        ['Client', 'Consumer', 'ConsumerGroup', 'SyncProducer', 'AsyncProducer', 'ClusterAdmin'].map(
          (name) => `${path}.New${name}`,
        ),
      ),
    ),
    ...results(
      0,
      ['NewReader', 'NewWriter', 'NewConsumerGroup'].map((name) => `${KAFKA_GO}.${name}`),
    ),
  ]),
  // async_producer.go: "You must call Close() or AsyncClose() on a producer to avoid leaks and message lost"
  release: new Set(['Close', 'AsyncClose']),
  // sarama client.go, Client: "Closed returns true if the client has already had Close called on it"
  releasedWhenTrue: new Set(['Closed']),
};
