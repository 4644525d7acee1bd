import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'Goroutine that waits forever to send',
    what: 'A goroutine sends on {channel} at line {line}, and {reason}. The send then never completes, and the goroutine never ends.',
    chain: [
      'The usual run: the receiver is still there when the value comes, and nothing is noticed.',
      'The other run: {reason}. A timeout, an error on another path or the first of several answers is enough.',
      'The goroutine parks at line {line} in state `chan send`. It uses no thread and no CPU, but a blocked goroutine is never collected: its stack (2 KiB or more) and everything it refers to, the value included, stay in memory.',
      'One more stays behind each time, and most of all during an incident, when the timeouts come.',
      'Goroutines and live heap climb after the slow dependency has recovered; users see slower answers, then an OOM kill that a restart hides.',
    ],
    signal:
      'Goroutine profile: goroutines in state `chan send` at `{blockedAt}`; `go_goroutines` steps up with every burst of timeouts and never comes down. From Go 1.27, or 1.26 built with GOEXPERIMENT=goroutineleakprofile, `/debug/pprof/goroutineleak` names the line.',
    verify: "curl -s 'http://localhost:6060/debug/pprof/goroutine?debug=2' | grep -cF '{blockedAt} '",
    verifyExpect:
      'A number that only grows (needs net/http/pprof on localhost:6060); with `[chan send, 30 minutes]` at the head of such a goroutine there is no doubt. 0 after a load with timeouts clears this line.',
    intercept:
      'In tests: make the receiver leave first, then `goleak.VerifyNone(t)`, or `testing/synctest` (Go 1.25), which fails when a goroutine of the test can never go on. In production: an alert on the slope of `go_goroutines`.',
    remedy:
      'Give each sender room: `make(chan T, 1)` for one value, `make(chan T, n)` for n senders that send once. For a stream of values let the sender leave too: `select` on the send and on `ctx.Done()` or a channel that the receiver closes when it leaves. Do not close the channel from the receiving side: a send on a closed channel panics.',
    limits:
      'Followed are channels that one function makes and keeps in variables, through goroutines, literals and functions of the package that get them; what is put into a field, a map or another channel counts as received elsewhere, but for the answer to a request: an unbuffered channel in a struct, of which the one who asked may let go when its context ends or time is up. Loops are followed for two rounds, conditions are compared by their text. A buffer whose size is not a constant counts as large enough. Confidence is low for what runs once in the life of the process (`main`, a command, a Windows service, what a controller-runtime manager starts), where the goroutine is left behind only with an error that ends the process, where an atomic counter, a swap or sync.Once lets one of several goroutines alone send, and in tests for a send that needs one more message of a peer first (the connection is closed by the test, or every round of a loop begins with reading a message) and for values that a test has set up for code under test.',
  },
  'zh-cn': {
    title: '永远等待发送的 goroutine',
    what: '有 goroutine 在第 {line} 行向 {channel} 发送，而{reason}。这样发送永远完不成，goroutine 也永远不会结束。',
    chain: [
      '平常的情形：值到来时接收方还在，什么也看不出来。',
      '另一种情形：{reason}。一次超时、另一条路径上的错误，或几个应答里只取第一个，都足以造成这种情形。',
      'goroutine 停在第 {line} 行，状态为 `chan send`。它不占线程也不占 CPU，但阻塞的 goroutine 永远不会被回收：它的栈（至少 2 KiB）和它引用的一切，包括要发送的值，都留在内存里。',
      '每发生一次就多留下一个；故障期间超时最多，留下的也最多。',
      '变慢的依赖恢复之后，goroutine 数量和存活堆仍然居高不下；用户先看到响应变慢，然后是 OOM 被杀，而重启又把问题掩盖过去。',
    ],
    signal:
      'goroutine 剖析中有 goroutine 停在 `{blockedAt}`，状态为 `chan send`；每来一波超时，`go_goroutines` 就上一个台阶，而且不再下降。Go 1.27 起（或用 GOEXPERIMENT=goroutineleakprofile 构建的 1.26），`/debug/pprof/goroutineleak` 会直接指出这一行。',
    verify: "curl -s 'http://localhost:6060/debug/pprof/goroutine?debug=2' | grep -cF '{blockedAt} '",
    verifyExpect:
      '数字只增不减就说明有泄漏（需要在 localhost:6060 提供 net/http/pprof）；如果这类 goroutine 的首行是 `[chan send, 30 minutes]`，就可以确定。经过一轮带超时的负载后仍为 0 则排除此处。',
    intercept:
      '测试中：让接收方先离开，然后 `goleak.VerifyNone(t)`；或使用 `testing/synctest`（Go 1.25）——测试里的 goroutine 再也无法继续时它会报错。生产中：对 `go_goroutines` 的增长斜率告警。',
    remedy:
      '给每个发送者留出位置：只发一个值用 `make(chan T, 1)`，n 个各发一次的发送者用 `make(chan T, n)`。连续发送多个值时，让发送方也能离开：在 `select` 中同时等待发送和 `ctx.Done()`，或等待一个由接收方离开时关闭的通道。不要从接收方关闭数据通道：向已关闭的通道发送会 panic。',
    limits:
      '分析的范围是由一个函数创建并保存在变量里的通道，包括拿到它的 goroutine、函数字面量和本包函数；放进字段、map 或另一个通道的，视为有人在别处接收；例外是对请求的应答：放在结构体里的无缓冲通道，而请求方可能在 context 结束或超时后不再接收。循环只跟踪两轮，条件按文本比较。大小不是常量的缓冲视为足够大。进程生命期内只运行一次的代码（`main`、命令、Windows 服务、由 controller-runtime 的 manager 启动的组件），只在返回会让进程结束的错误时才留下的 goroutine，由原子计数、交换或 sync.Once 从多个 goroutine 中选出一个来发送的情形，测试中要等对端再发来一条消息才会执行的发送（连接由测试关闭，或循环的每一轮都先读取一条消息），以及测试为被测代码准备好的值，置信度为低。',
  },
};
