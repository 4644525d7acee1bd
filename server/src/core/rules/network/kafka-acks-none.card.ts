import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'Kafka messages that no broker acknowledges',
    what: 'The producer configured at line {line} ({producer}) works with {acks}: it hands the bytes to the network and asks no broker whether the message was stored. For `kafka.Writer` of kafka-go that is the default; sarama and Kafka itself wait unless told otherwise.',
    chain: [
      'With {acks} (set or left at line {line}) a send counts as done once the request is written to the socket; the broker sends no answer.',
      'The leader moves, the broker restarts, the message is too large, the disk is full or replicas are missing: the broker drops or refuses the message.',
      'Nothing tells the program: the send returns no error, and there is nothing to retry.',
      'The record is missing in the topic, with no line in any log; what {function} did before (an answer to the user, a row in the database) says that all is well.',
      'Consumers never see the event: an order without shipment, a payment without receipt. It is found when somebody compares.',
    ],
    signal:
      'More messages sent by the program than records in the topic; holes around broker restarts and leader elections. No error and no metric of the producer shows it.',
    verify: "grep -rnE 'RequiredAcks|kafka\\.Writer\\{|sarama\\.NoResponse' --include='*.go' .",
    verifyExpect:
      'No RequireOne, RequireAll, WaitForLocal or WaitForAll for this producer. To see the loss: restart a broker of a test cluster while the program sends numbered messages, and count what a consumer gets.',
    intercept:
      'A constructor for producers that sets RequiredAcks, and no literal elsewhere. On the topic `min.insync.replicas=2` refuses writes that too few replicas hold, which only a producer that waits for all gets to know.',
    remedy:
      'RequiredAcks: kafka.RequireAll (sarama: WaitForAll) for whatever must not be lost; RequireOne (WaitForLocal) loses what the leader had not yet copied when it fails. Then handle the error: return it, retry, or write to an outbox. With `Async: true` errors reach only `Completion`.',
    limits:
      'Whether the messages matter is not in the code: for metrics and logs that may be lost it is right, and a value that somebody wrote is reported with less confidence. A value from configuration, or set behind a condition, is not judged. `kafka.NewWriter(kafka.WriterConfig{...})` waits for all by default and is not reported.',
  },
  'zh-cn': {
    title: '没有任何 broker 确认的 Kafka 消息',
    what: '第 {line} 行配置的生产者（{producer}）使用 {acks}：把字节交给网络就算完成，不问 broker 有没有存下消息。kafka-go 的 `kafka.Writer` 默认就是这样；sarama 和 Kafka 自身则默认等待确认。',
    chain: [
      '在 {acks} 下（第 {line} 行设置，或没有设置而取默认值），请求写入套接字就算发送成功，broker 不返回任何应答。',
      'leader 切换、broker 重启、消息过大、磁盘写满或副本不足：broker 丢弃或拒绝这条消息。',
      '程序得不到任何通知：发送不返回错误，也就无从重试。',
      '主题里少了这条记录，日志里没有一行痕迹；而 {function} 之前所做的事（给用户的答复、数据库里的一行）都显示一切正常。',
      '消费者永远看不到这个事件：有订单没发货，有付款没凭证，直到有人对账才发现。',
    ],
    signal:
      '程序发送的消息数多于主题里的记录数；broker 重启和 leader 选举前后出现缺口。生产者的错误和指标都看不出来。',
    verify: "grep -rnE 'RequiredAcks|kafka\\.Writer\\{|sarama\\.NoResponse' --include='*.go' .",
    verifyExpect:
      '这个生产者没有设置 RequireOne、RequireAll、WaitForLocal 或 WaitForAll。想看到丢失：程序发送带编号的消息时重启测试集群的一个 broker，再数消费者收到多少条。',
    intercept:
      '用一个统一的构造函数创建生产者并设置 RequiredAcks，别处不写字面量。在主题上设置 `min.insync.replicas=2`，副本不足时拒绝写入，而只有等待全部确认的生产者才会得知。',
    remedy:
      '不能丢的消息用 RequiredAcks: kafka.RequireAll（sarama 用 WaitForAll）；RequireOne（WaitForLocal）在 leader 故障时会丢失尚未复制的部分。然后处理错误：返回、重试，或写入 outbox。设置 `Async: true` 时，错误只会送到 `Completion`。',
    limits:
      '代码里看不出消息是否重要：用于允许丢失的指标和日志是合适的，所以明确写出的值以较低置信度报告。来自配置或在条件分支里设置的值不作判断。`kafka.NewWriter(kafka.WriterConfig{...})` 默认等待全部确认，不会报告。',
  },
};
