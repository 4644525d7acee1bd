import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'Redis client without a time limit',
    what: 'The options at line {line} set {field} to {value}. For go-redis a negative value does not mean "the default" but "no limit": a command waits for the server as long as it takes.',
    chain: [
      'With {field}: {value} at line {line} the client sets no deadline on the connection. WriteTimeout follows ReadTimeout where it is not set itself.',
      'Redis stops answering for a while: a long script, a full disk during a save, a failover, or a firewall that forgets the connection.',
      'The command waits in a read. go-redis v9 does not look at the deadline of the context that the call was given unless ContextTimeoutEnabled is set.',
      'Each waiting command keeps a connection. When all of the pool wait (10 per GOMAXPROCS by default), further commands fail with `redis: connection pool timeout`.',
      'Handlers hang with their goroutines; users see requests that never end, or the 504 of the proxy in front.',
    ],
    signal:
      'Goroutines in `internal/pool.(*Conn).WithReader` that grow in number; `rdb.PoolStats()`: Timeouts rises, IdleConns is 0. Spans of Redis commands that are longer than any limit.',
    verify: 'redis-cli client pause 10000',
    verifyExpect:
      'On a test instance: commands of the program hang for the 10 seconds of the pause and then succeed. With a limit they fail after it (each retry takes as long again).',
    intercept:
      'A test of the constructor: `rdb.Options().ReadTimeout` must be above 0 (it is 0 where -1 was given). A deadline for the whole request does not help in v9 without ContextTimeoutEnabled.',
    remedy:
      'Leave the fields out: the defaults are sane (3 s, 5 s from v9.22). With a limit for slow commands, give those a client of their own. Subscriptions and blocking commands (BLPop, XRead with Block) need no negative value: go-redis gives them limits of their own, or none.',
    limits:
      'A value from a flag, the environment or a file is not judged, nor one that is set behind a condition, nor a client that is seen to serve only subscriptions and blocking commands. With ContextTimeoutEnabled the context is the limit, and nothing is reported for -1. A host that is gone without a word ends the wait of the kernel after minutes; a server that is alive and silent does not. Other Redis clients are not known.',
  },
  'zh-cn': {
    title: '没有时间限制的 Redis 客户端',
    what: '第 {line} 行的选项把 {field} 设为 {value}。对 go-redis 来说，负值不是“使用默认值”，而是“没有限制”：服务器要多久，命令就等多久。',
    chain: [
      '第 {line} 行的 {field}: {value} 使客户端不在连接上设置截止时间。没有单独设置 WriteTimeout 时，它跟随 ReadTimeout。',
      'Redis 有一段时间不应答：脚本执行太久、保存时磁盘写满、主从切换，或者防火墙丢掉了这条连接。',
      '命令一直等在读操作里。go-redis v9 不理会调用时传入的 context 的截止时间，除非设置了 ContextTimeoutEnabled。',
      '每个等待的命令占用一条连接。池里的连接（默认每个 GOMAXPROCS 10 条）全部在等待时，后续命令以 `redis: connection pool timeout` 失败。',
      '处理函数连同它的 goroutine 一起卡住；用户看到请求永远不结束，或前端代理返回 504。',
    ],
    signal:
      '停在 `internal/pool.(*Conn).WithReader` 的 goroutine 越来越多；`rdb.PoolStats()` 里 Timeouts 上升，IdleConns 为 0。Redis 命令的 span 长过任何限制。',
    verify: 'redis-cli client pause 10000',
    verifyExpect:
      '在测试实例上执行：程序的命令会卡满 10 秒，然后成功。有限制时，它们到时就失败（每次重试再等同样久）。',
    intercept:
      '在构造函数的测试里断言 `rdb.Options().ReadTimeout` 大于 0（传入 -1 时它是 0）。在 v9 里，没有 ContextTimeoutEnabled，给整个请求设截止时间也没有用。',
    remedy:
      '不要设置这些字段：默认值是合理的（3 秒，v9.22 起 5 秒）。慢命令需要更长的限制时，给它们单独一个客户端。订阅和阻塞命令（BLPop、带 Block 的 XRead）不需要负值：go-redis 会给它们单独的限制，或不限制。',
    limits:
      '来自命令行参数、环境变量或文件的值不作判断，在条件分支里设置的值，以及只用于订阅和阻塞命令的客户端也不作判断。设置了 ContextTimeoutEnabled 时，限制由 context 决定，-1 不会报告。主机无声消失时，内核会在几分钟后结束等待；服务器还活着却不应答时则不会。只认识 go-redis。',
  },
};
