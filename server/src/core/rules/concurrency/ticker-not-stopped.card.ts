import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'Ticker not stopped when its function returns',
    what: '{variable} made at line {line} is not stopped where {function} leaves at line {exitLine}. Below `go 1.23` in go.mod the runtime keeps a running ticker for ever, whether or not anybody can still receive from it.',
    chain: [
      'Line {line} starts a ticker; the function leaves at line {exitLine} and nobody calls Stop. What time.Tick returns cannot be stopped at all.',
      'With a `go` line below 1.23 the timer heap of the runtime refers to the ticker, so the garbage collector never frees it, and it goes on firing into a channel that nobody reads.',
      'Each call leaves one more ticker behind: every tick of every one of them wakes a processor, takes a place in the timer heap and is dropped.',
      'Users see CPU use of an idle process that grows day by day, later wake-ups of all other timers, and memory that only a restart gives back.',
    ],
    signal:
      'Heap profile: `time.NewTicker` in inuse_objects grows; CPU profile of an idle process: `runtime.(*timers).run` or `runtime.runtimer` at the top.',
    verify: "curl -s 'http://localhost:6060/debug/pprof/heap?debug=1' | grep -B3 -A3 -F 'time.NewTicker'",
    verifyExpect:
      'Sampled allocations that are still in use, with their stack (needs net/http/pprof on localhost:6060). An entry with this function whose count grows is the leak. Since ticks are small, sampling shows it only after many; no entry after thousands of calls clears this line.',
    intercept:
      'A go.mod with `go 1.23` or later ends it for good. Below that: staticcheck SA1015 finds time.Tick; in a review, every NewTicker has its `defer …Stop()` on the next line.',
    remedy:
      '`defer {variable}.Stop()` right behind NewTicker; instead of time.Tick a NewTicker with a deferred Stop. Stop does not close the channel, so a loop over it needs another way out.',
    limits:
      'From `go 1.23` in go.mod of the program that is built (and with any go.mod from Go 1.27 on) an unreachable ticker is collected: then Stop is good manners. A ticker that is meant to live as long as the process needs no Stop.',
  },
  'zh-cn': {
    title: '函数返回时没有停止 Ticker',
    what: '第 {line} 行创建的 {variable}，在 {function} 从第 {exitLine} 行离开时没有停止。go.mod 中的 `go` 版本低于 1.23 时，运行时会永远保留运行中的 ticker，不管是否还有人能从它接收。',
    chain: [
      '第 {line} 行启动了一个 ticker；函数从第 {exitLine} 行离开，没有人调用 Stop。time.Tick 返回的 ticker 根本无法停止。',
      '`go` 版本低于 1.23 时，运行时的定时器堆引用着 ticker，垃圾回收器永远不会释放它，它会继续向没有人读取的通道发送。',
      '每次调用都会再留下一个 ticker：它们每一次触发都要唤醒处理器、占用定时器堆，然后被丢弃。',
      '用户看到空闲进程的 CPU 占用一天天上升，其他定时器唤醒变慢，内存只有重启才能归还。',
    ],
    signal:
      '堆剖析：`time.NewTicker` 的 inuse_objects 持续增长；空闲进程的 CPU 剖析中 `runtime.(*timers).run` 或 `runtime.runtimer` 排在最前。',
    verify: "curl -s 'http://localhost:6060/debug/pprof/heap?debug=1' | grep -B3 -A3 -F 'time.NewTicker'",
    verifyExpect:
      '仍在使用的采样分配及其调用栈（需要在 localhost:6060 提供 net/http/pprof）。包含此函数且计数增长的条目就是泄漏。ticker 很小，采样要在数量很多之后才能看到；调用数千次后仍没有条目，就排除此处。',
    intercept:
      'go.mod 写 `go 1.23` 或更高即可彻底解决。更低版本：staticcheck SA1015 能发现 time.Tick；评审时，每个 NewTicker 的下一行都应是 `defer …Stop()`。',
    remedy:
      '在 NewTicker 之后立即写 `defer {variable}.Stop()`；用 NewTicker 加延迟执行的 Stop 代替 time.Tick。Stop 不会关闭通道，因此遍历它的循环需要另外的出口。',
    limits:
      '被构建的程序的 go.mod 为 `go 1.23` 及以上时（从 Go 1.27 起不看 go.mod），不可达的 ticker 会被回收，此时 Stop 只是良好习惯。打算与进程同寿的 ticker 不需要 Stop。',
  },
};
