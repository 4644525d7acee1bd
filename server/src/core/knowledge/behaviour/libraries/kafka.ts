import { each, type PackageBehaviour } from '../model.ts';

const CLOSE = { result: 0, path: [], by: ['Close'] };

export const SARAMA: PackageBehaviour = {
  paths: ['github.com/IBM/sarama', 'github.com/Shopify/sarama'],
  functions: {
    NewClient: {
      blocks: { category: 'client' },
      mustRelease: CLOSE,
      source: 'client.go: You MUST call Close() on a client to avoid leaks, it will not be garbage-collected',
    },
    NewConsumer: {
      blocks: { category: 'client' },
      mustRelease: CLOSE,
      source: 'consumer.go: You MUST call Close()',
    },
    NewConsumerGroup: {
      blocks: { category: 'client' },
      mustRelease: CLOSE,
      source:
        'consumer_group.go: Close stops the ConsumerGroup and detaches any running sessions. It is required to call',
    },
    NewSyncProducer: {
      blocks: { category: 'client' },
      mustRelease: CLOSE,
      source: 'sync_producer.go: You must call Close() on a producer',
    },
    NewAsyncProducer: {
      blocks: { category: 'client' },
      mustRelease: { result: 0, path: [], by: ['Close', 'AsyncClose'] },
      source: 'async_producer.go: You must call Close() or AsyncClose() on a producer to avoid',
    },
    // the client stays the caller's: what is made from it closes a wrapper without effect
    ...each(
      [
        'NewConsumerFromClient',
        'NewConsumerGroupFromClient',
        'NewSyncProducerFromClient',
        'NewAsyncProducerFromClient',
      ],
      {
        mustRelease: CLOSE,
        source: 'client.go: Close intercepts and purposely does not call the underlying',
      },
    ),
    'Consumer.ConsumePartition': {
      blocks: { category: 'client' },
      mustRelease: { result: 0, path: [], by: ['Close', 'AsyncClose'] },
      source: 'consumer.go: out of scope, as it will otherwise leak memory',
    },
    'ConsumerGroup.Consume': {
      blocks: { category: 'client', context: 0 },
      source: 'consumer_group.go: Consume joins a cluster of consumers for a given list of topics',
    },
    ...each(
      ['SendMessage', 'SendMessages'],
      {
        blocks: { category: 'client' },
        source:
          'sync_producer.go: SendMessage produces a given message, and returns only when it either has succeeded or failed to produce',
      },
      ['SyncProducer'],
    ),
    NewClusterAdmin: {
      blocks: { category: 'client' },
      mustRelease: CLOSE,
      source:
        'admin.go: NewClusterAdmin creates a new ClusterAdmin using the given broker addresses and configuration',
    },
    'ClusterAdmin.Close': {
      closes: [-1],
      source: 'admin.go: Close shuts down the admin and closes underlying client',
    },
  },
};

export const KAFKA_GO: PackageBehaviour = {
  paths: ['github.com/segmentio/kafka-go'],
  functions: {
    NewReader: {
      mustRelease: CLOSE,
      source: 'reader.go: Note that it is important to call `Close()` on a `Reader` when a process exits',
    },
    NewWriter: {
      mustRelease: CLOSE,
      source:
        'writer.go: Close flushes pending writes, and waits for all writes to complete before returning',
    },
    ...each(
      ['ReadMessage', 'FetchMessage'],
      {
        blocks: { category: 'client', context: 0 },
        source:
          'reader.go: The program may also specify a context to asynchronously cancel the blocking operation',
      },
      ['Reader'],
    ),
    'Reader.CommitMessages': {
      blocks: { category: 'client', context: 0 },
      source: 'reader.go: CommitMessages commits the list of messages passed as argument',
    },
    'Writer.WriteMessages': {
      blocks: { category: 'client', context: 0 },
      source: 'writer.go: blocks until all messages have been written',
    },
    ...each(['DialContext', 'DialLeader', 'DialPartition'], {
      blocks: { category: 'dial', context: 0 },
      mustRelease: CLOSE,
      source: 'dialer.go: DialLeader is a convenience wrapper',
    }),
    Dial: {
      blocks: { category: 'dial' },
      mustRelease: CLOSE,
      source: 'dialer.go: Dial is a convenience wrapper for DefaultDialer.Dial',
    },
    NewConn: {
      wraps: [{ argument: 0, result: 0, closesUnderlying: true }],
      source: 'conn.go: NewConn returns a new kafka connection for the given topic and partition',
    },
    NewConnWith: {
      wraps: [{ argument: 0, result: 0, closesUnderlying: true }],
      source: 'conn.go: NewConnWith returns a new kafka connection configured with config',
    },
    ...each(
      ['ReadBatch', 'ReadBatchWith'],
      {
        mustRelease: CLOSE,
        source: "batch.go: call a batch's Close method will likely result in a dead-lock",
      },
      ['Conn'],
    ),
    NewConsumerGroup: {
      mustRelease: CLOSE,
      source: 'consumergroup.go: func (cg *ConsumerGroup) Close() error {',
    },
  },
};
