import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'Redis commands that outlast the deadline of their context',
    what: 'The options at line {line} do not set ContextTimeoutEnabled, and {command} ({place}) gets a context of {limit}. go-redis v9 then ignores the deadline while it writes to and reads from the socket: only ReadTimeout ends the wait, after {read}.',
    chain: [
      'Redis stops answering for a moment: a slow script, a save to disk, a failover, lost packets.',
      '{command} waits in a read. After {limit} its context is over, but the connection has a deadline of its own: {read} from the start.',
      'The caller comes back after {read} with `context deadline exceeded`, as if it had kept the deadline. No retry follows: the pause before it does see the context.',
      'Meanwhile the goroutine and a connection of the pool are taken. At the same rate of requests there are {read} / {limit} times as many as was planned for; then further commands wait for a connection.',
      'Users wait, or get the 504 of the proxy in front, where a fast fallback was meant.',
    ],
    signal:
      'Spans or histograms of Redis commands that are longer than {limit}; `rdb.PoolStats()`: Timeouts and StaleConns rise while Redis is slow.',
    verify: 'redis-cli client pause 10000',
    verifyExpect:
      'On a test instance: during the 10 seconds {command} comes back after {read} instead of {limit}, with `context deadline exceeded`.',
    intercept:
      'A test with a listener that accepts and never answers: a command with a context of 100 ms must fail within 200 ms.',
    remedy:
      'Set ContextTimeoutEnabled: true, or a ReadTimeout and WriteTimeout no longer than what callers grant. A command that is ended this way closes its connection, and the next one dials: deadlines that are often missed cost handshakes. Waiting for a free connection and dialing obey the context in either case.',
    limits:
      'Only deadlines that are constants and clients that are followed from these options to the command are seen; options of ParseURL, and limits from flags, the environment or a file are not judged. A cancelled context never ends a read, with the option neither: only deadlines count. Commands that block by design (BLPop, XRead with Block) are left out, and pipelines. go-redis up to v8 obeys the deadline.',
  },
  'zh-cn': {
    title: 'Redis 命令超出其 context 的截止时间',
    what: '第 {line} 行的选项没有设置 ContextTimeoutEnabled，而 {command}（{place}）拿到的 context 只有 {limit}。此时 go-redis v9 在读写 socket 时不看这个截止时间：只有 ReadTimeout 能结束等待，也就是 {read} 之后。',
    chain: [
      'Redis 短时间不应答：慢脚本、落盘、故障切换或丢包。',
      '{command} 停在读取上。{limit} 后它的 context 已经到期，但连接有自己的截止时间：从开始算起 {read}。',
      '调用方在 {read} 之后才返回，报 `context deadline exceeded`，看上去像是遵守了截止时间。之后不会重试：重试前的停顿会检查 context。',
      '在这期间 goroutine 和池里的一个连接都被占着。请求速率不变时，占用量是预期的 {read} / {limit} 倍；随后其他命令开始等待连接。',
      '本该快速降级的地方，用户却在等待，或者看到前面代理返回的 504。',
    ],
    signal:
      'Redis 命令的 span 或直方图超过 {limit}；Redis 变慢时 `rdb.PoolStats()` 的 Timeouts 和 StaleConns 上升。',
    verify: 'redis-cli client pause 10000',
    verifyExpect:
      '在测试实例上：这 10 秒内 {command} 要 {read} 之后才返回，而不是 {limit}，错误是 `context deadline exceeded`。',
    intercept: '用一个只接受连接、从不应答的监听器做测试：带 100 毫秒 context 的命令必须在 200 毫秒内失败。',
    remedy:
      '设置 ContextTimeoutEnabled: true，或者让 ReadTimeout 和 WriteTimeout 不超过调用方给出的时间。这样结束的命令会关闭它的连接，下一次要重新建连：经常错过的截止时间会带来握手开销。等待空闲连接和建连在两种情况下都遵守 context。',
    limits:
      '只看常量形式的截止时间，以及能从这些选项一路跟踪到命令的客户端；ParseURL 得到的选项，以及来自命令行参数、环境变量或文件的时限不作判断。被取消的 context 从不会中断读取，打开这个选项也一样：只有截止时间有效。按设计就会阻塞的命令（BLPop、带 Block 的 XRead）和流水线不在其内。go-redis v8 及以前的版本会遵守截止时间。',
  },
};
