import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'Kafka client not closed',
    what: '{function} makes {variable} at line {line} and leaves without closing it. A Kafka client is not a value that can be dropped: it has connections and goroutines that work until Close, and a producer may hold messages that were not sent yet.',
    chain: [
      'The call at line {line} connects and starts goroutines: sarama refreshes its metadata in the background, a kafka-go Reader fetches ahead, producers collect messages.',
      'At line {exitLine} {function} leaves, and nobody has {variable} any more. The goroutines still have it, so the garbage collector never frees it.',
      'Each run leaves another one behind: memory, goroutines, and connections to each broker that it has talked to. A consumer that was not closed stays a member of its group until the session times out, and its partitions wait that long.',
      'What a producer has buffered is lost when the process ends: Close is what flushes it.',
      'Brokers reach their limit of connections or file descriptors, or the program its memory limit; users see events late, missing, or a service that is restarted again and again.',
    ],
    signal:
      'Goroutines that grow in number with frames of `sarama.(*client).backgroundMetadataUpdater`, `sarama.(*Broker).responseReceiver` or `kafka-go.(*reader).run`; `kafka_server_socket_server_metrics_connection_count` on the brokers.',
    verify: "curl -s 'http://localhost:6060/debug/pprof/goroutine?debug=1' | grep -cE 'sarama|kafka-go'",
    verifyExpect:
      'Needs `net/http/pprof` in the program. Run it before and after {function} has run some times: with the fault the number grows, without it stays.',
    intercept:
      'In a test that runs {function} several times: `runtime.NumGoroutine()` (or go.uber.org/goleak) must come back to where it was.',
    remedy:
      '`defer {variable}.Close()` after the error check where it is used in one function; else make one client at the start, share it (they are safe for concurrent use) and close it at shutdown, producers before the client that they were made from. Look at the error of Close of a producer: it tells of messages that were not delivered.',
    limits:
      'A client that is returned, kept in a field or a variable, or handed to a function of which nothing is known counts as taken over: what becomes of it there is not followed beyond the package. The consumers and producers made from a client (`New…FromClient`), partition consumers and a `kafka.Writer` literal are not judged, nor are other libraries. What main, the function of a command, or what they call once leaves open does not add up: it is shown at low confidence only.',
  },
  'zh-cn': {
    title: '没有关闭的 Kafka 客户端',
    what: '{function} 在第 {line} 行创建了 {variable}，离开时没有关闭。Kafka 客户端不是可以随手丢弃的值：它的连接和 goroutine 会一直工作到 Close，生产者手里还可能有没发出去的消息。',
    chain: [
      '第 {line} 行的调用建立连接并启动 goroutine：sarama 在后台刷新元数据，kafka-go 的 Reader 会预取，生产者会攒批。',
      '{function} 在第 {exitLine} 行离开，之后再没有人持有 {variable}。但那些 goroutine 仍引用它，垃圾回收器永远不会释放它。',
      '每运行一次就多留下一份：内存、goroutine，以及到每个通信过的 broker 的连接。没有关闭的消费者在会话超时之前仍是消费组的成员，它的分区要等那么久才能被接手。',
      '生产者缓冲的消息在进程结束时丢失：负责把它们发出去的正是 Close。',
      'broker 的连接数或文件描述符达到上限，或者程序达到内存上限；用户看到事件延迟、丢失，或者服务不断重启。',
    ],
    signal:
      '带有 `sarama.(*client).backgroundMetadataUpdater`、`sarama.(*Broker).responseReceiver` 或 `kafka-go.(*reader).run` 栈帧的 goroutine 越来越多；broker 上的 `kafka_server_socket_server_metrics_connection_count` 上升。',
    verify: "curl -s 'http://localhost:6060/debug/pprof/goroutine?debug=1' | grep -cE 'sarama|kafka-go'",
    verifyExpect:
      '程序需要引入 `net/http/pprof`。在 {function} 运行若干次前后各执行一次：有问题时数字增长，改正后保持不变。',
    intercept:
      '写一个多次运行 {function} 的测试：`runtime.NumGoroutine()`（或 go.uber.org/goleak）必须回到原来的水平。',
    remedy:
      '只在一个函数里使用时，在错误检查之后写 `defer {variable}.Close()`；否则在启动时创建一个、全程共用（可并发使用），停机时关闭，生产者要先于创建它的客户端关闭。要看生产者 Close 返回的错误：它说明有消息没有送达。',
    limits:
      '被返回、存入字段或变量、或交给无法得知内容的函数的客户端视为已被接管，离开本包后的去向不再追踪。由客户端创建的消费者和生产者（`New…FromClient`）、分区消费者以及 `kafka.Writer` 字面量不作判断；其他库也不认识。main、命令的函数以及只被它们调用一次的函数留下的客户端不会越积越多，只以低置信度显示。',
  },
};
