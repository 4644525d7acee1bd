import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'Blocking call with a context that has no deadline',
    what: '{call} at line {line} gets {variable}, which stems from {origin} and has no deadline, and no client, dialer or driver limit is in sight. Nothing but the other side ends the wait.',
    chain: [
      'The other side is slow or accepts and never answers: a lock wait, an overloaded server, a lost reply, a child process that hangs.',
      '{call} in {function} stays where it is. Its goroutine holds what it has: a connection of the pool, a lock, the request of its own caller.',
      'More calls arrive and wait too. A bounded pool empties: the next ones wait for a connection, and that wait ends only with a context as well.',
      'Goroutines, memory and connections pile up while the CPU idles; retries of callers who gave up add to it.',
      'Users see requests that hang until their own side gives up (504), also for things that never needed the slow side.',
    ],
    signal:
      'Goroutines that stand for minutes in `database/sql.(*DB).conn` (waiting for a connection), in a driver’s read, in `net/http.(*persistConn).roundTrip`, `grpc.(*ClientConn).Invoke` or `os/exec.(*Cmd).Wait`. `sql.DBStats`: WaitCount and WaitDuration climb, InUse stays at the limit. CPU stays low.',
    verify:
      "curl -s 'http://localhost:6060/debug/pprof/goroutine?debug=2' | grep -E -c '^(database/sql\\.\\(\\*DB\\)\\.conn|net/http\\.\\(\\*persistConn\\)\\.roundTrip|google\\.golang\\.org/grpc\\.\\(\\*ClientConn\\)\\.Invoke|os/exec\\.\\(\\*Cmd\\)\\.Wait|net\\.\\(\\*netFD\\)\\.connect)\\('",
    verifyExpect:
      'Goroutines that wait for an answer now (needs net/http/pprof on localhost:6060). A number that stays or grows when asked again a minute later is the fault; one that falls back to 0 clears it.',
    intercept:
      'In a test: let the other side accept and never answer; the call must return with `context deadline exceeded` within its budget. In code: take the caller’s ctx and derive a timeout from it; let the shared client carry a timeout of its own.',
    remedy:
      'Pass the ctx of the request on, and bound it: `ctx, cancel := context.WithTimeout(ctx, d)` with `defer cancel()`. Cancel ends sql.Rows, a sql.Tx and the reading of a response body, so the deadline must cover their use.',
    limits:
      'A limit elsewhere is not seen: a server-side statement timeout, a proxy, a watchdog. Dials end when the system gives up (TCP connects on Linux after about two minutes). TCP keep-alive finds a dead peer, not one that is alive and silent. Streams, watches and consumers are meant to wait. Low confidence: what runs once, when the program starts or for a command (migrations too), and what runs for tests, since nothing piles up behind the wait and who started it can end it; a transaction that is handed over, since a deadline would bound all of it; a call that a limit of the connection, the driver or an interceptor may bound; a loop that waits until a server is ready; a connection taken right after a ping of the same pool; a command whose program is written down and not known to wait for another machine, a daemon or a person.',
  },
  'zh-cn': {
    title: '阻塞调用使用了没有截止时间的上下文',
    what: '第 {line} 行的 {call} 拿到的是 {variable}，它来自 {origin}，没有截止时间；也看不到客户端、拨号器或驱动的其他时限。除了对端，没有任何东西能结束这次等待。',
    chain: [
      '对端变慢，或者接受了连接却不应答：锁等待、服务过载、响应丢失、子进程卡住。',
      '{function} 中的 {call} 停在原地。它所在的 goroutine 一直占着手里的东西：池中的连接、锁，以及上游正在等待的请求。',
      '更多调用到来，同样开始等待。有上限的连接池被取空：后来者排队等连接，而这种等待同样只有上下文才能结束。',
      'goroutine、内存和连接不断堆积，CPU 却很空闲；放弃等待的调用方发起重试，进一步加重负担。',
      '用户看到请求一直挂起，直到自己一侧放弃（504），连根本不依赖慢对端的功能也受牵连。',
    ],
    signal:
      '有 goroutine 停留数分钟：`database/sql.(*DB).conn`（等待连接）、驱动的读操作、`net/http.(*persistConn).roundTrip`、`grpc.(*ClientConn).Invoke` 或 `os/exec.(*Cmd).Wait`。`sql.DBStats` 的 WaitCount、WaitDuration 上升，InUse 顶在上限。CPU 占用很低。',
    verify:
      "curl -s 'http://localhost:6060/debug/pprof/goroutine?debug=2' | grep -E -c '^(database/sql\\.\\(\\*DB\\)\\.conn|net/http\\.\\(\\*persistConn\\)\\.roundTrip|google\\.golang\\.org/grpc\\.\\(\\*ClientConn\\)\\.Invoke|os/exec\\.\\(\\*Cmd\\)\\.Wait|net\\.\\(\\*netFD\\)\\.connect)\\('",
    verifyExpect:
      '此刻正在等待应答的 goroutine 数（需要在 localhost:6060 提供 net/http/pprof）。一分钟后再查，数字不变或增长就是这个问题；回落到 0 则排除。',
    intercept:
      '测试中：让对端接受连接但不应答，调用必须在预算时间内返回 `context deadline exceeded`。代码中：使用调用方的 ctx 并由它派生超时；共享的客户端自身也设置超时。',
    remedy:
      '把请求的 ctx 传下去并加上时限：`ctx, cancel := context.WithTimeout(ctx, d)`，随后 `defer cancel()`。取消会关闭 sql.Rows、回滚 sql.Tx，并中断响应体的读取，所以时限必须覆盖它们的整个使用过程。',
    limits:
      '别处的时限无法看到：服务端的语句超时、代理、看门狗。拨号会在系统放弃时结束（Linux 上 TCP 连接大约两分钟）。TCP keep-alive 能发现已死的对端，发现不了活着却不说话的对端。流、watch 和消费者本来就该等待。以下情况置信度为低：只在程序启动时或为某个命令运行一次的代码（包括数据迁移），以及为测试而运行的代码，因为不会有请求在后面堆积，启动它的人可以终止；被交给别处的事务，因为截止时间会限制整个事务；可能受连接、驱动或拦截器时限约束的调用；等待服务端就绪的循环；在同一连接池 Ping 之后紧接着取连接；程序名写明、且不知道会等待别的机器、守护进程或人的命令。',
  },
};
