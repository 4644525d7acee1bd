import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'WaitGroup counts a goroutine only once it runs',
    what: '{function} raises {group} itself, at line {line}, after it was started ({startLine}). Wait ({waitLine}) returns at once while the counter is 0, and a `go` statement only makes the goroutine ready to run.',
    chain: [
      'The `go` statement ({startLine}) returns before the new goroutine has run; the counter of {group} is still 0.',
      'Wait ({waitLine}) finds 0 and returns: nobody is waited for. Which comes first is up to the scheduler, so a test may pass a thousand times.',
      'The caller goes on as if the work were done: it reads results, closes channels and connections, returns.',
      'Then line {line} runs and the work begins, on what was handed over or closed: a data race, lost results, `send on closed channel`. An Add that meets a waiting Wait panics with `WaitGroup misuse: Add called concurrently with Wait`.',
      'Users see incomplete answers now and then, and sporadic panics under load that nobody can reproduce.',
    ],
    signal:
      '`WARNING: DATA RACE` with `sync.(*WaitGroup).Add` and `sync.(*WaitGroup).Wait` under -race; panics `sync: WaitGroup misuse: Add called concurrently with Wait` or `send on closed channel`; results that are short by a few.',
    verify: 'go vet -waitgroup ./...',
    verifyExpect:
      '`WaitGroup.Add called from inside new goroutine` (Go 1.25 or later), where Add is the first statement of a literal. For the other shapes `go test -race` on a test that runs this code reports the race between Add and Wait.',
    intercept:
      'go vet and gopls report the plain case from Go 1.25 on, staticcheck as SA2000; -race in CI finds the rest where a test runs it.',
    remedy:
      'Count before the start: `{group}.Add(1)` on the line above `go`, `defer {group}.Done()` first in the goroutine. From Go 1.25 on `{group}.Go(func() { … })` does all three. A goroutine that is counted itself may count others.',
    limits:
      'Followed are groups in variables, fields and parameters of one package. Silent where the starting function has called Add before, where it receives something between the start and Wait, where Add runs under a lock, where who waits has sent on an unbuffered channel that only the goroutine receives from, behind Add, and where the goroutine waits for its own group. An Add behind one whose Done is deferred finds the counter above 0. Where another function waits, how soon it does is not known: likely, not proved; low where the goroutine first receives with no other way on, since Wait would then hang on one that is never let go.',
  },
  'zh-cn': {
    title: 'goroutine 运行起来之后才计入 WaitGroup',
    what: '{function} 启动之后（{startLine}）才在第 {line} 行自己增加 {group} 的计数。计数为 0 时 Wait（{waitLine}）立即返回，而 `go` 语句只是让 goroutine 进入可运行状态。',
    chain: [
      '`go` 语句（{startLine}）在新 goroutine 运行之前就返回了，此时 {group} 的计数仍为 0。',
      'Wait（{waitLine}）看到 0 便返回：一个也没等。谁先谁后取决于调度器，所以测试可能通过一千次也看不出来。',
      '调用方以为工作已经完成：读取结果，关闭通道和连接，返回。',
      '随后第 {line} 行才执行，工作才开始，而用到的东西已经交出或关闭：数据竞争、结果丢失、`send on closed channel`。如果 Add 恰好遇上正在等待的 Wait，会 panic：`WaitGroup misuse: Add called concurrently with Wait`。',
      '用户偶尔得到不完整的结果，高负载下出现无法复现的零星 panic。',
    ],
    signal:
      '-race 下出现 `WARNING: DATA RACE`，涉及 `sync.(*WaitGroup).Add` 和 `sync.(*WaitGroup).Wait`；panic 信息为 `sync: WaitGroup misuse: Add called concurrently with Wait` 或 `send on closed channel`；结果偶尔少几条。',
    verify: 'go vet -waitgroup ./...',
    verifyExpect:
      '输出 `WaitGroup.Add called from inside new goroutine`（需要 Go 1.25 或更高），前提是 Add 是函数字面量的第一条语句。其他写法：对会执行到这段代码的测试运行 `go test -race`，它会报告 Add 与 Wait 之间的竞争。',
    intercept:
      '从 Go 1.25 起 go vet 和 gopls 能报告最简单的情形，staticcheck 对应 SA2000；其余情形由 CI 里的 -race 在测试执行到时发现。',
    remedy:
      '启动之前先计数：在 `go` 的上一行写 `{group}.Add(1)`，goroutine 的第一条语句写 `defer {group}.Done()`。从 Go 1.25 起，`{group}.Go(func() { … })` 一次做完这三件事。自身已被计数的 goroutine 可以再为别的 goroutine 计数。',
    limits:
      '跟踪的范围是同一个包里变量、字段和参数中的 WaitGroup。以下情况不报告：启动它的函数之前已经调用过 Add；启动与 Wait 之间有接收操作；Add 在持锁时执行；等待方先向无缓冲通道发送，而只有该 goroutine 在 Add 之后才接收；goroutine 等待的就是它自己计数的组。同一函数里前面已有 Add 且 Done 用 defer 调用时，后面的 Add 执行时计数大于 0，也不报告。由另一个函数等待时，不知道它多快会等待：只能说很可能，不能证实；如果 goroutine 先接收且没有别的出路，则为低置信度，因为从未放行时提前计数会让 Wait 一直等下去。',
  },
};
