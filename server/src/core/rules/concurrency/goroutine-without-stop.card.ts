import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'Background loop that cannot be stopped',
    what: '{function} goes round forever at line {line}: only timers wake it, and after each it goes round again. It is started {started}. Nothing can end it but the end of the process.',
    chain: [
      'The loop waits for a timer or ticker, does its work and waits again. No path returns, and it looks at no context and no stop channel.',
      'When the value that it works for is dropped (a reload, a closed client, an evicted tenant, a finished request), the goroutine stays: Go has no way to end a goroutine from outside.',
      'Everything that it refers to stays in memory with it, and on every tick it goes on working: on old configuration, on a closed connection, beside the loop that replaced it.',
      'Each further start adds one. Goroutines, heap and timers climb with the number of reloads or requests.',
      'Users see work done twice, log lines of things that should be gone, slow growth to an OOM kill, and at shutdown a loop that still writes while the rest is closed.',
    ],
    signal:
      'Goroutine profile: several goroutines in state `{state}` at `{blockedAt}`, one more after each reload or request; `go_goroutines` climbs in steps. The `goroutineleak` profile does not list them: a timer can still wake them.',
    verify: "curl -s 'http://localhost:6060/debug/pprof/goroutine?debug=2' | grep -cF '{blockedAt} '",
    verifyExpect:
      'More than one where one is meant, and one more after each reload or request (needs net/http/pprof on localhost:6060). Always exactly one for the life of the process clears this line.',
    intercept:
      'In tests: create and close the value, then `goleak.VerifyNone(t)`. In review: each `go` has an answer to "what ends it, and who waits for that?".',
    remedy:
      'Give it a way out and use it: a `select` on the ticker and on `ctx.Done()` (or a channel that `Close` closes), `defer ticker.Stop()`, and a `Close` that also waits for the goroutine. Closing is for the owner who starts it.',
    limits:
      'Only loops whose every wait is for the clock are judged: one that also receives from another channel may be stopped through it. Loops that are started once are not reported: by `main`, `init`, a command of cobra, urfave/cli, kong or mitchellh/cli, a function in a field that is called once, or `sync.Once`, over whichever functions of the module, or where a variable of the package was still nil; nor are those of a function after which the process ends, and all of a command unless a handler starts them. Where nothing is seen to start it more than once in a process (a request, a loop that goes on, two calls, a test, an exported function of a library), the confidence is low. That a singleton of a library lives as long as the process cannot be seen: suppress it there.',
  },
  'zh-cn': {
    title: '无法停止的后台循环',
    what: '{function} 在第 {line} 行无限循环：只有定时器能唤醒它，醒来之后又进入下一轮。它{started}。除了进程结束，没有什么能让它停下来。',
    chain: [
      '循环等待定时器或 ticker，做完工作再继续等。没有任何路径返回，它既不看 context，也不看停止通道。',
      '它所服务的对象被丢弃之后（配置重载、客户端关闭、租户被淘汰、请求结束），goroutine 仍然存在：Go 没有从外部结束 goroutine 的办法。',
      '它引用的一切也随之留在内存里；每个周期它还在继续工作：用的是旧配置、已关闭的连接，和取代它的新循环并行。',
      '每再启动一次就多一个。goroutine、堆和定时器随重载或请求次数一起增长。',
      '用户看到的是：同一件事做了两遍，早该消失的东西还在打日志，内存慢慢涨到 OOM 被杀；停机时其他部分都已关闭，它还在写。',
    ],
    signal:
      'goroutine 剖析中有多个 goroutine 停在 `{blockedAt}`，状态为 `{state}`，每次重载或请求后再多一个；`go_goroutines` 呈台阶状上升。`goroutineleak` 剖析不会列出它们：定时器仍然会唤醒它们。',
    verify: "curl -s 'http://localhost:6060/debug/pprof/goroutine?debug=2' | grep -cF '{blockedAt} '",
    verifyExpect:
      '本应只有一个却不止一个，而且每次重载或请求后再多一个（需要在 localhost:6060 提供 net/http/pprof）。在整个进程期间始终恰好一个则排除此处。',
    intercept:
      '测试中：创建并关闭这个对象，然后 `goleak.VerifyNone(t)`。评审中：每个 `go` 都要能回答“什么让它结束，谁等它结束”。',
    remedy:
      '给它一条出路，并真正用上：用 `select` 同时等 ticker 和 `ctx.Done()`（或由 `Close` 关闭的通道），加上 `defer ticker.Stop()`，并让 `Close` 等 goroutine 结束。由启动它的所有者负责关闭。',
    limits:
      '只判断每次等待都只等时钟的循环：还从其他通道接收的循环可能通过那个通道停止。只启动一次的循环不报告：由 `main`、`init`、cobra、urfave/cli、kong 或 mitchellh/cli 的命令、放在字段里且只被调用一次的函数或 `sync.Once` 启动（中间可以经过模块内的任何函数），或者在包级变量仍为 nil 时启动；所在函数返回后进程就结束的循环，以及命令行程序中不是由请求处理函数启动的循环，也不报告。如果看不出同一进程中会多次启动它（请求、持续的循环、两次调用、测试、库的导出函数），置信度为低。库里的单例是否与进程同寿命看不出来：请在那里抑制。',
  },
};
