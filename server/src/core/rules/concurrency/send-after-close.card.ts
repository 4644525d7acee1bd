import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'Send on a channel that may be closed',
    what: 'Line {line} sends on {channel}, which is closed at {closed}: {reason}. A send on a closed channel panics, whether the buffer has room or not.',
    chain: [
      'The usual run: the value is sent and received before {channel} is closed, and nothing is noticed.',
      'The other run: {reason}. Then {closed} closes {channel} first, in a select also when another case is ready.',
      'The send at line {line} panics with `send on closed channel`. A goroutine that was already waiting to send is woken by the close and panics as well.',
      'A panic in a goroutine that nobody recovers ends the process with exit code 2. net/http recovers only in the goroutine that serves the request.',
      'Every request in flight is cut off; users see 502s until the process is up again, and again at the next timeout.',
    ],
    signal:
      '`panic: send on closed channel` with `goroutine N [running]` on stderr, exit code 2, a container that restarts; under load and at timeouts, hardly ever in tests.',
    verify: 'go test -race -count=20 ./...',
    verifyExpect:
      'Where a test runs this code with a slow sender: `panic: send on closed channel`, or `WARNING: DATA RACE` between `runtime.closechan` and `runtime.chansend`, since the race detector reports a send and a close that nothing orders. A test in which the value is always received before the close shows nothing.',
    intercept:
      'A test in which the receiving side leaves first (a context that has ended already) while the goroutine is held back. In review: only the side that sends closes, and with several senders whoever has waited for all of them.',
    remedy:
      'Let the sender close {channel}, when it sends no more. With several senders: a WaitGroup, and one goroutine that calls Wait and then close. If nobody ranges over {channel}, do not close it at all: the garbage collector takes an open channel. To stop a sender, close another channel, or cancel a context, at which it looks in its select.',
    limits:
      'Followed are channels that one function makes and keeps in variables, through goroutines, literals and functions of the package that get them; not channels in fields. Silent where something that is not followed may order the two: a lock, another channel, time.Sleep, a WaitGroup of another function, a loop that has received as often as it was to, a call that gets a variable which both sides use. Loops are followed for two rounds; conditions are compared by their text.',
  },
  'zh-cn': {
    title: '向可能已关闭的通道发送',
    what: '第 {line} 行向 {channel} 发送，而它会在{closed}被关闭：{reason}。无论缓冲区是否有空位，向已关闭的通道发送都会 panic。',
    chain: [
      '平常的情形：值在 {channel} 关闭之前就已发出并被接收，什么也看不出来。',
      '另一种情形：{reason}。于是{closed}先关闭了 {channel}；如果发送写在 select 里，即使别的 case 也就绪，同样可能选中它。',
      '第 {line} 行的发送 panic：`send on closed channel`。已经在等待发送的 goroutine 也会被 close 唤醒并 panic。',
      'goroutine 里的 panic 没有人 recover，进程就以退出码 2 结束。net/http 只在处理请求的那个 goroutine 里 recover。',
      '所有正在处理的请求都被中断；在进程恢复之前用户看到 502，下一次超时又会重演。',
    ],
    signal:
      'stderr 出现 `panic: send on closed channel` 和 `goroutine N [running]`，退出码 2，容器重启；多发生在高负载和超时的时候，测试中几乎不出现。',
    verify: 'go test -race -count=20 ./...',
    verifyExpect:
      '如果有测试以较慢的发送方执行这段代码：出现 `panic: send on closed channel`，或者 `runtime.closechan` 与 `runtime.chansend` 之间的 `WARNING: DATA RACE`，因为竞争检测器会报告没有先后保证的发送与关闭。值总是在关闭之前就被接收的测试什么也看不出来。',
    intercept:
      '写一个测试：接收方先离开（传入已经结束的 context），同时让 goroutine 晚一点发送。评审时：只由发送方关闭；有多个发送方时，由等待它们全部结束的一方关闭。',
    remedy:
      '让发送方在不再发送时关闭 {channel}。有多个发送方时：用 WaitGroup，由一个 goroutine 先 Wait 再 close。如果没有人对 {channel} 做 range，就不要关闭它：没有关闭的通道同样会被垃圾回收。要让发送方停下，请关闭另一个通道或取消 context，由它在 select 中查看。',
    limits:
      '跟踪的是由一个函数创建并保存在变量里的通道，包括拿到它的本包 goroutine、函数字面量和函数；字段里的通道不跟踪。如果有未跟踪的东西可能保证先后顺序，就不报告：锁、别的通道、time.Sleep、别的函数里的 WaitGroup、按次数接收完的循环、拿到双方共用变量的调用。循环最多跟踪两轮；条件按文本比较。',
  },
};
