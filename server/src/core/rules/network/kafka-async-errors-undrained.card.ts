import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'Results of an asynchronous Kafka producer that nobody reads',
    what: '{function} makes a sarama.AsyncProducer at line {line}, and nothing in the module reads {channel}. The producer sends results on a channel without a buffer and waits until somebody takes them; meanwhile it does nothing else.',
    chain: [
      '{event} makes the producer send its result on {channel}. Nobody receives: the goroutine that handles the answers of that broker stops there.',
      'Its predecessors fill up: channels of 256 messages (ChannelBufferSize) for each topic and partition.',
      'When they are full, `Input() <- message` ({place}) waits too. For a producer that loses its brokers that is soon.',
      'Each caller that sends an event hangs in that send, with its goroutine, its request and whatever it holds; Close and AsyncClose cannot flush in time either.',
      'Events stop in all topics of the producer although the brokers are back, and users see requests that never end. Only a restart helps, and what was waiting is lost.',
    ],
    signal:
      'Goroutines in state `chan send` in `sarama.(*asyncProducer).returnError` or `returnSuccesses`, and your own in the send to `Input()`; the rate of produced messages falls to 0 and stays there.',
    verify:
      "curl -s 'http://localhost:6060/debug/pprof/goroutine?debug=2' | grep -cE 'asyncProducer\\).return(Error|Success)'",
    verifyExpect:
      'Above 0 for more than a moment. To provoke it on a test cluster: stop the brokers for a minute while the program sends, then start them again.',
    intercept:
      'A test with `sarama/mocks.NewAsyncProducer` and `ExpectInputAndFail` several times: sending must not hang. A send to `Input()` in a select with `ctx.Done()` keeps callers alive.',
    remedy:
      'Start one goroutine per channel that reads until it is closed (AsyncClose closes them), and count or log the errors. Where no result is wanted, set Producer.Return.Errors to false: then lost messages are only in the log of sarama. SyncProducer does the reading itself.',
    limits:
      'One reader of the channel anywhere in the module counts for all producers. A configuration from a parameter or a helper is not judged, nor a producer that is kept in a collection or handed to another module, which may read.',
  },
  'zh-cn': {
    title: '没有人读取异步 Kafka 生产者的结果',
    what: '{function} 在第 {line} 行创建 sarama.AsyncProducer，而模块里没有任何代码读取 {channel}。生产者通过没有缓冲的通道送出结果，并一直等到有人取走；在此期间它什么也不做。',
    chain: [
      '{event}会让生产者向 {channel} 送出结果。没有人接收：处理这个 broker 应答的 goroutine 就停在那里。',
      '它前面的通道逐渐填满：每个主题和分区各有 256 条（ChannelBufferSize）。',
      '全部填满之后，`Input() <- message`（{place}）也会等待。broker 不可用时，这一刻很快就到。',
      '每个发送事件的调用方都停在这次发送上，连同它的 goroutine、请求以及占用的资源；Close 和 AsyncClose 也无法及时刷出。',
      '即使 broker 已经恢复，这个生产者的所有主题也不再有事件，用户看到请求永不结束。只有重启才能恢复，排队的消息随之丢失。',
    ],
    signal:
      '停在 `sarama.(*asyncProducer).returnError` 或 `returnSuccesses`、状态为 `chan send` 的 goroutine，以及停在向 `Input()` 发送处的业务 goroutine；生产速率降到 0 并保持不变。',
    verify:
      "curl -s 'http://localhost:6060/debug/pprof/goroutine?debug=2' | grep -cE 'asyncProducer\\).return(Error|Success)'",
    verifyExpect: '持续大于 0。要在测试集群上重现：程序发送消息时停掉 broker 一分钟，再启动。',
    intercept:
      '用 `sarama/mocks.NewAsyncProducer` 和多次 `ExpectInputAndFail` 做测试：发送不能卡住。把向 `Input()` 的发送放进带 `ctx.Done()` 的 select，调用方就不会被拖住。',
    remedy:
      '每个通道启动一个 goroutine，一直读到通道关闭（AsyncClose 会关闭它们），并统计或记录错误。不需要结果时，把 Producer.Return.Errors 设为 false：这样丢失的消息只出现在 sarama 的日志里。SyncProducer 会自己读取。',
    limits:
      '模块里任何一处读取都视为所有生产者有人读取。来自参数或辅助函数的配置不作判断；保存在集合里或交给其他模块的生产者也不作判断，因为那里可能有人读取。',
  },
};
