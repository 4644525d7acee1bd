import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'Goroutine that waits forever to receive',
    what: 'A goroutine waits for {channel} at line {line}, and {reason}. Nothing arrives any more, so the goroutine never ends.',
    chain: [
      'The usual run: the values come, or the channel is closed, and the goroutine ends.',
      'The other run: {reason}. An early return on an error is the commonest way there.',
      'The goroutine parks at line {line} in state `chan receive`. It uses no thread and no CPU, but a blocked goroutine is never collected: its stack (2 KiB or more) and everything it refers to stay in memory.',
      'When it is started per request or job, each such run leaves one more behind, or a whole pool of workers; whoever waits for them (`WaitGroup`, `errgroup`) waits with them.',
      'Goroutines and live heap climb, each garbage collection has more to mark; users see slower answers, a shutdown that hangs, or an OOM kill that a restart hides.',
    ],
    signal:
      'Goroutine profile: goroutines in state `chan receive` at `{blockedAt}`; `go_goroutines` rises and does not come back when traffic does. From Go 1.27, or 1.26 built with GOEXPERIMENT=goroutineleakprofile, `/debug/pprof/goroutineleak` names the line.',
    verify: "curl -s 'http://localhost:6060/debug/pprof/goroutine?debug=2' | grep -cF '{blockedAt} '",
    verifyExpect:
      'A number that only grows (needs net/http/pprof on localhost:6060); with `[chan receive, 30 minutes]` at the head of such a goroutine there is no doubt. 0 after the error path was taken clears this line.',
    intercept:
      'In tests: take the early return, then `goleak.VerifyNone(t)`, or `testing/synctest` (Go 1.25), which fails when a goroutine of the test can never go on. In production: an alert on the slope of `go_goroutines`.',
    remedy:
      'Whoever sends closes the channel on every path: `defer close(ch)` right after `make`, when one goroutine alone sends. Where several send, close it after they have ended (`wg.Wait()`), or give the receiver another way out: `case <-ctx.Done(): return`.',
    limits:
      'Followed are channels that one function makes and keeps in variables, through goroutines, literals and functions of the package that get them; what is put into a field, a map or another channel counts as answered elsewhere, unless nothing in the package closes it at all. Loops are followed for two rounds, conditions are compared by their text. In a test, confidence is low where conditions in the rounds of loops alone say how much is sent. A function that waits itself, without a goroutine, is not reported.',
  },
  'zh-cn': {
    title: '永远等待接收的 goroutine',
    what: '有 goroutine 在第 {line} 行等待 {channel}，而{reason}。再也不会有东西到来，goroutine 也就永远不会结束。',
    chain: [
      '平常的情形：值陆续到来，或者通道被关闭，goroutine 随之结束。',
      '另一种情形：{reason}。最常见的是出错时提前返回。',
      'goroutine 停在第 {line} 行，状态为 `chan receive`。它不占线程也不占 CPU，但阻塞的 goroutine 永远不会被回收：它的栈（至少 2 KiB）和它引用的一切都留在内存里。',
      '如果每个请求或任务都启动它，每发生一次就多留下一个，甚至整组 worker；等它们结束的人（`WaitGroup`、`errgroup`）也一起卡住。',
      'goroutine 数量和存活堆不断上升，每次垃圾回收要标记的对象也越来越多；用户看到响应变慢、停机时挂起，或者 OOM 被杀，而重启又把问题掩盖过去。',
    ],
    signal:
      'goroutine 剖析中有 goroutine 停在 `{blockedAt}`，状态为 `chan receive`；`go_goroutines` 上升，流量回落后也不下降。Go 1.27 起（或用 GOEXPERIMENT=goroutineleakprofile 构建的 1.26），`/debug/pprof/goroutineleak` 会直接指出这一行。',
    verify: "curl -s 'http://localhost:6060/debug/pprof/goroutine?debug=2' | grep -cF '{blockedAt} '",
    verifyExpect:
      '数字只增不减就说明有泄漏（需要在 localhost:6060 提供 net/http/pprof）；如果这类 goroutine 的首行是 `[chan receive, 30 minutes]`，就可以确定。走过出错路径后仍为 0 则排除此处。',
    intercept:
      '测试中：让它走提前返回的路径，然后 `goleak.VerifyNone(t)`；或使用 `testing/synctest`（Go 1.25）——测试里的 goroutine 再也无法继续时它会报错。生产中：对 `go_goroutines` 的增长斜率告警。',
    remedy:
      '由发送方在每条路径上关闭通道：只有一个 goroutine 发送时，在 `make` 之后立即 `defer close(ch)`。有多个发送者时，等它们全部结束（`wg.Wait()`）再关闭，或者给接收方另一条出路：`case <-ctx.Done(): return`。',
    limits:
      '分析的范围是由一个函数创建并保存在变量里的通道，包括拿到它的 goroutine、函数字面量和本包函数；放进字段、map 或另一个通道的，视为有人在别处应答，除非本包根本没有代码关闭它。循环只跟踪两轮，条件按文本比较。测试中如果发送多少只由循环各轮里的条件决定，置信度为低。函数自己在等待、没有启动 goroutine 的情形不报告。',
  },
};
