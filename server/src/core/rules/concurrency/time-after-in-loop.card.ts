import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'time.After in a loop piles up timers',
    what: 'Each round of the loop at line {loopLine} starts a timer of {duration} (line {line}). When the case at line {caseLine} ends the round, the timer goes on: nobody has it, so nobody can stop it, and below `go 1.23` the runtime keeps it until it fires.',
    chain: [
      'Line {line} runs anew in each round, and each time `time.After` makes a timer and a channel.',
      'The case at line {caseLine} is ready first, as it is whenever there is traffic, and the loop goes round.',
      'With a `go` line below 1.23 the timer heap of the runtime refers to every timer that has not fired: the garbage collector cannot take it. Rounds per second times {duration} in seconds are alive at once.',
      'A busy hour makes millions of them: the heap grows, each new timer takes its place in a larger timer heap, the collector works more.',
      'Users see slower answers at peak load and then an OOM kill; in a quiet test nothing shows.',
    ],
    signal:
      'Heap profile: `time.NewTimer` called by `time.After` is among the first in inuse_objects, and its count follows the traffic of the last {duration}.',
    verify: "curl -s 'http://localhost:6060/debug/pprof/heap?debug=1' | grep -B3 -A3 -F 'time.After'",
    verifyExpect:
      'Sampled allocations that are still in use, with their stack (needs net/http/pprof on localhost:6060): an entry with {function} whose count grows with the load is the pile. No entry under load clears this line.',
    intercept:
      'A go.mod with `go 1.23` or later ends it, when the program is built with Go 1.23 or later: then an unreachable timer is collected.',
    remedy:
      'One timer for the loop: `time.NewTimer` before it with a deferred `Stop`, and `Reset` in each round after `Stop`, with the channel emptied where Stop says false. Or a ticker, where a rough interval will do. Or `go 1.23`.',
    limits:
      'Judged is `time.After` in a case of a select, or assigned, before the select, to a local variable that one of its cases receives from in the same loop; a variable that goes elsewhere, and a timer that is only made when an earlier round has left none, are not. Silent: from `go 1.23` in go.mod on; durations up to one second; loops that only the timer or another clock sends round, since few timers are alive then; counted loops. A duration that is no constant is shown at low confidence; a variable of the package that nothing but tests sets again counts as its value. What counts is the go.mod of the program that is built, so that a library with an older `go` line may be well off; from Go 1.27 on no go.mod brings the old timers back. `//go:debug asynctimerchan=1` is not looked at.',
  },
  'zh-cn': {
    title: '循环中的 time.After 使定时器堆积',
    what: '第 {loopLine} 行的循环每一轮都启动一个 {duration} 的定时器（第 {line} 行）。如果这一轮由第 {caseLine} 行的 case 结束，定时器仍继续运行：没有人持有它，也就没有人能停止它；`go` 版本低于 1.23 时，运行时会一直保留它直到触发。',
    chain: [
      '第 {line} 行每一轮都重新执行，每次 `time.After` 都会创建一个定时器和一个通道。',
      '第 {caseLine} 行的 case 先就绪（只要有流量就是如此），循环进入下一轮。',
      '`go` 版本低于 1.23 时，运行时的定时器堆引用着每个尚未触发的定时器，垃圾回收器无法回收。同时存活的数量等于每秒轮数乘以 {duration} 的秒数。',
      '繁忙的一小时可以积累数百万个：堆变大，新定时器要插入更大的定时器堆，回收器的工作也更多。',
      '用户在高峰期感到响应变慢，随后进程因 OOM 被杀；而在安静的测试里什么也看不出来。',
    ],
    signal:
      '堆剖析：由 `time.After` 调用的 `time.NewTimer` 在 inuse_objects 中名列前茅，数量随最近 {duration} 内的流量变化。',
    verify: "curl -s 'http://localhost:6060/debug/pprof/heap?debug=1' | grep -B3 -A3 -F 'time.After'",
    verifyExpect:
      '仍在使用的采样分配及其调用栈（需要在 localhost:6060 提供 net/http/pprof）：包含 {function} 且计数随负载增长的条目就是堆积的定时器。有负载时也没有条目，则排除此处。',
    intercept: 'go.mod 写 `go 1.23` 或更高，并用 Go 1.23 或更高版本构建，即可解决：不可达的定时器会被回收。',
    remedy:
      '整个循环只用一个定时器：在循环前 `time.NewTimer` 并延迟执行 `Stop`，每一轮先 `Stop`（返回 false 时清空通道）再 `Reset`。间隔不需要精确时可用 ticker。或者升级到 `go 1.23`。',
    limits:
      '只判断 select 的 case 中的 `time.After`，以及在 select 之前赋给局部变量、再由同一循环里该 select 的一个 case 接收的 `time.After`；变量还用在别处，或者只在前面的轮次没有留下定时器时才创建的，不作判断。以下情况不报告：go.mod 为 `go 1.23` 及以上；时长不超过一秒；只有该定时器或别的时钟使其进入下一轮的循环，因为这时同时存活的定时器很少；计数循环。时长不是常量时只以低置信度显示；除测试外无人再赋值的包级变量按其初值计算。起作用的是被构建的程序的 go.mod，因此 `go` 版本较旧的库未必有事；从 Go 1.27 起，任何 go.mod 都不会再启用旧的定时器。不检查 `//go:debug asynctimerchan=1`。',
  },
};
