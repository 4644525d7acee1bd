import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'select that nothing may ever wake',
    what: '{function} waits at line {line} for {channel} in a select without `default`. It goes on only when the other side of one of its cases does its part; {reason}.',
    chain: [
      'At line {line} the goroutine waits for {channel}: {reason}.',
      'It parks in state `{state}`. A parked goroutine uses no thread and no CPU, so nothing looks busy; its stack (2 KiB or more) and everything it refers to stay in memory.',
      'When it is started per request, job or reload, each run leaves one more behind. When others wait for it (a WaitGroup, a lock, a reply), they wait with it.',
      'Goroutines and live heap climb, and each garbage collection has more to mark.',
      'Users see a request that never answers, a shutdown that hangs until it is killed, or, after days, an OOM kill that a restart hides.',
    ],
    signal:
      'Goroutine profile: goroutines in state `{state}` at `{blockedAt}`. (A select with one case is compiled to a plain channel operation: it shows as `chan receive` or `chan send`, not as `select`.) `go_goroutines` rises and does not come back when traffic does. From Go 1.27, or 1.26 built with GOEXPERIMENT=goroutineleakprofile, `/debug/pprof/goroutineleak` names the line.',
    verify: "curl -s 'http://localhost:6060/debug/pprof/goroutine?debug=2' | grep -cF '{blockedAt} '",
    verifyExpect:
      'A number that only grows (needs net/http/pprof on localhost:6060); with `[{state}, 30 minutes]` at the head of such a goroutine there is no doubt. 0 under load clears this line.',
    intercept:
      'In tests: `goleak.VerifyTestMain`, or `testing/synctest` (Go 1.25), which fails when a goroutine of the test can never go on. In production: an alert on the slope of `go_goroutines`.',
    remedy:
      'Give the wait a way out: `case <-ctx.Done(): return`, a `close` by the owner on every path (`defer close(...)`), or a timer. Wrong: `default` inside a loop, which burns a core; outside a loop it skips the wait.',
    limits:
      'What leaves the package (exported fields, parameters of exported functions, channels stored in maps or sent on) counts as answered by others, except that a select with one case that does not look for the close is then still reported, as information. `select {}` is never reported. A one-case receive in a loop that nothing leaves, and that nothing is seen to start per request or again and again, may be the worker of the whole process: it is shown at low confidence only, as is one in `main` or in a test. Paths are compared by the text of their conditions.',
  },
  'zh-cn': {
    title: '可能永远等不到的 select',
    what: '{function} 在第 {line} 行用没有 `default` 的 select 等待 {channel}。只有某个 case 的另一端有动作，它才能继续；{reason}。',
    chain: [
      'goroutine 在第 {line} 行等待 {channel}：{reason}。',
      '它停在 `{state}` 状态。停住的 goroutine 不占线程也不占 CPU，所以看上去一切都不忙；但它的栈（至少 2 KiB）和它引用的一切都留在内存里。',
      '如果每个请求、任务或每次重载都启动一个，每次都会多留下一个；如果有人在等它（WaitGroup、锁、回复），等它的人也一起卡住。',
      'goroutine 数量和存活堆不断上升，每次垃圾回收要标记的对象也越来越多。',
      '用户看到的是：请求永远没有回应，停机时一直挂起直到被强杀，或者几天后 OOM 被杀，而重启又把问题掩盖过去。',
    ],
    signal:
      'goroutine 剖析中有 goroutine 停在 `{blockedAt}`，状态为 `{state}`。（只有一个 case 的 select 会被编译成普通的通道操作，所以显示为 `chan receive` 或 `chan send`，而不是 `select`。）`go_goroutines` 上升，流量回落后也不下降。Go 1.27 起（或用 GOEXPERIMENT=goroutineleakprofile 构建的 1.26），`/debug/pprof/goroutineleak` 会直接指出这一行。',
    verify: "curl -s 'http://localhost:6060/debug/pprof/goroutine?debug=2' | grep -cF '{blockedAt} '",
    verifyExpect:
      '数字只增不减就说明有泄漏（需要在 localhost:6060 提供 net/http/pprof）；如果这类 goroutine 的首行是 `[{state}, 30 minutes]`，就可以确定。有负载时仍为 0 则排除此处。',
    intercept:
      '测试中：使用 `goleak.VerifyTestMain`，或 `testing/synctest`（Go 1.25）——测试里的 goroutine 再也无法继续时它会报错。生产中：对 `go_goroutines` 的增长斜率告警。',
    remedy:
      '给等待留一条出路：`case <-ctx.Done(): return`、由所有者在每条路径上 `close`（`defer close(...)`），或者定时器。错误的做法：在循环里加 `default`，会占满一个 CPU 核；在循环外加则等于不等。',
    limits:
      '离开本包视野的通道（导出字段、导出函数的参数、存进 map 或再经通道发出去的）视为有人应答；但只有一个 case、又不检查通道是否已关闭的 select，此时仍以信息级别报告。`select {}` 从不报告。如果只有一个接收 case 的 select 位于不会退出的循环中，又看不出它按请求或反复启动，它可能是整个进程的工作协程，因此只以低置信度显示；`main` 和测试中的也是如此。路径是否矛盾按条件的文本比较。',
  },
};
