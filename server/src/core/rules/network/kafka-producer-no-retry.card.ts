import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'Kafka producer that gives up at once',
    what: 'Line {line} sets {setting}: the producer tries each message once. The default is {default}, and it is there because a cluster that is well moves leaders and restarts brokers all the time. (This is about producing; the commits of consumers have settings of their own.)',
    chain: [
      'A broker is restarted, replaced or fails, or the cluster balances itself: partitions get another leader.',
      'For a moment the producer of {function} still sends to the old one. The broker answers that it is not the leader, or the connection breaks. Both pass by themselves: one look at the new metadata and one more attempt would do.',
      'With {setting} at line {line} there is no second attempt: every message that is under way fails.',
      'Who gets the error fails the request of the user. Where nobody looks at it (a producer that works in the background), the message is gone.',
      'Consumers miss events after each deployment of the cluster: an order without invoice, a counter that is too low. Users see errors in bursts, or data that is not there.',
    ],
    signal:
      'Bursts of `kafka server: Tried to send a message to a replica that is not the leader for some partition` or `[6] Not Leader For Partition`, at the same time as restarts of brokers and elections of leaders.',
    verify: "grep -rnE 'Producer\\.Retry\\.Max|MaxAttempts|Return\\.Errors' --include='*.go' .",
    verifyExpect:
      'Shows where the attempts are set, and whether errors come back. To see the loss: send numbered messages in a test cluster while one broker is restarted, and count the errors and what a consumer gets; with the default both are right.',
    intercept:
      'One constructor for producers, with a test that looks at its configuration. With `Producer.Idempotent = true` sarama refuses a configuration without retries.',
    remedy:
      'Leave the setting out. Where order matters, retry and keep it: sarama with `Producer.Idempotent = true`, `Net.MaxOpenRequests = 1` and `RequiredAcks = WaitForAll`. Where a message may not be lost at all, write it to an outbox in the transaction of the data, and send from there.',
    limits:
      'Whether somebody tries again further up is not seen, so where the error comes back to the program the finding has less confidence. A value from configuration, or set behind a condition, is not judged. confluent-kafka-go and franz-go are not known.',
  },
  'zh-cn': {
    title: '失败一次就放弃的 Kafka 生产者',
    what: '第 {line} 行设置了 {setting}：生产者对每条消息只尝试一次。默认值是{default}，因为健康的集群也会不断切换 leader、重启 broker。（这里说的是生产；消费者提交位点另有自己的设置。）',
    chain: [
      'broker 重启、更换或故障，或者集群做再平衡：分区换了 leader。',
      '有一小段时间，{function} 的生产者仍发给旧的 leader。broker 回答自己不是 leader，或者连接断开。这两种情况都会自行恢复：刷新一次元数据再试一次即可。',
      '第 {line} 行的 {setting} 使第二次尝试不存在：途中的消息全部失败。',
      '得到错误的一方会让用户的请求失败；如果没有人看这个错误（后台工作的生产者），消息就丢了。',
      '集群每次升级之后，消费者都会缺少事件：有订单没发票，计数偏低。用户看到的是成批的错误，或者数据不见了。',
    ],
    signal:
      '成批出现 `kafka server: Tried to send a message to a replica that is not the leader for some partition` 或 `[6] Not Leader For Partition`，时间与 broker 重启、leader 选举一致。',
    verify: "grep -rnE 'Producer\\.Retry\\.Max|MaxAttempts|Return\\.Errors' --include='*.go' .",
    verifyExpect:
      '能看到尝试次数在哪里设置、错误是否返回。想看到丢失：在测试集群里发送带编号的消息，同时重启一个 broker，再数错误和消费者收到的条数；使用默认值时两者都正常。',
    intercept:
      '用一个统一的构造函数创建生产者，并为它的配置写测试。设置 `Producer.Idempotent = true` 时，sarama 会拒绝没有重试的配置。',
    remedy:
      '去掉这个设置。需要顺序时，既重试又保持顺序：sarama 用 `Producer.Idempotent = true`、`Net.MaxOpenRequests = 1` 和 `RequiredAcks = WaitForAll`。绝不能丢的消息，与数据在同一个事务里写入 outbox，再从那里发送。',
    limits:
      '看不到上层是否自行重试，所以错误会返回给程序时以较低置信度报告。来自配置或在条件分支里设置的值不作判断。不认识 confluent-kafka-go 和 franz-go。',
  },
};
