import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'Loop that spins on the default of a select',
    what: 'The select at line {line} has a `default` (line {defaultLine}), so it never waits, and nothing else in the loop at line {loopLine} does. While no case is ready, {function} goes round as fast as the processor can.',
    chain: [
      'A `default` was added at line {defaultLine}, often so that the select "does not block". But blocking is what makes a goroutine cost nothing.',
      'No case is ready, which is the normal state of a waiting loop: default is taken, and the loop at line {loopLine} begins again at once.',
      'The goroutine never parks. It makes some 20 million rounds per second and keeps one core at 100 %, for as long as there is nothing to do.',
      'In a container with a CPU limit that core is the quota: the kernel throttles every goroutine of the process.',
      'Users see slow answers from an idle service; autoscaling adds instances which spin as well.',
    ],
    signal:
      'CPU use near one full core (or a multiple) without traffic; `container_cpu_cfs_throttled_periods_total` rises; in a CPU profile `{function}` with `runtime.selectnbrecv` or `runtime.selectgo` below it.',
    verify: "go tool pprof -top 'http://localhost:6060/debug/pprof/profile?seconds=5'",
    verifyExpect:
      'With nothing to do `{function}`, `runtime.selectnbrecv` or `runtime.selectgo` are at the top with about 5 s of 5 s (needs net/http/pprof on localhost:6060). No entry for the function clears this line.',
    intercept:
      'staticcheck reports the empty default as SA5004, gopls does so by default. In production: an alert on CPU use without requests.',
    remedy:
      'Take `default` away: the select then waits until a case is ready. For a way out give it a case: `<-ctx.Done()`, or a channel that its owner closes. For something to be done now and then, a ticker as a case. What must be polled needs a pause: `time.Sleep`, or `case <-time.After(…)` instead of default. A `default` in a loop is right where it leaves (`return`, `break` with a label) or where each round does a piece of work.',
    limits:
      'Reported only where on every way from default back to the select nothing waits and nothing is worked on: any other call, assignment or counter counts as work, even where it does nothing. Loops over values, counted loops and those that run while the length of the received channel is above 0 come to an end and are left alone. So is a round that tries both to send to a channel with a buffer and to receive from it, of which one can go (low where the buffer is not seen), and a goroutine of a test that does nothing but spin until it is ended. Where each round calls runtime.Gosched others may run first, but the core stays busy: information.',
  },
  'zh-cn': {
    title: '循环在 select 的 default 上空转',
    what: '第 {line} 行的 select 带有 `default`（第 {defaultLine} 行），所以它从不等待，而第 {loopLine} 行的循环里也没有别的地方会等待。没有 case 就绪时，{function} 以处理器的最快速度不停地转。',
    chain: [
      '第 {defaultLine} 行加了 `default`，往往是为了让 select“不阻塞”。可正是阻塞才使 goroutine 不耗资源。',
      '没有 case 就绪，这本来就是等待中的循环的常态：走 default，第 {loopLine} 行的循环立即重新开始。',
      'goroutine 从不停下。它每秒转大约两千万轮，只要无事可做，就一直把一个核占到 100%。',
      '在限制 CPU 的容器里，这个核就是全部配额：内核对整个进程的所有 goroutine 限流。',
      '用户发现空闲的服务响应也很慢；自动扩容只会加上更多同样空转的实例。',
    ],
    signal:
      '没有流量时 CPU 占用仍接近一个核（或其整数倍）；`container_cpu_cfs_throttled_periods_total` 上升；CPU 剖析中有 `{function}`，其下是 `runtime.selectnbrecv` 或 `runtime.selectgo`。',
    verify: "go tool pprof -top 'http://localhost:6060/debug/pprof/profile?seconds=5'",
    verifyExpect:
      '无事可做时，`{function}`、`runtime.selectnbrecv` 或 `runtime.selectgo` 排在最前，5 秒里占用约 5 秒（需要在 localhost:6060 提供 net/http/pprof）。没有此函数的条目则排除此处。',
    intercept:
      'staticcheck 以 SA5004 报告空的 default，gopls 默认启用。生产中：对没有请求时的 CPU 占用告警。',
    remedy:
      '删掉 `default`：select 会一直等到某个 case 就绪。需要出口时加一个 case：`<-ctx.Done()`，或由所有者关闭的通道。需要定期做的事，用 ticker 作为一个 case。只能轮询的，要有停顿：`time.Sleep`，或用 `case <-time.After(…)` 代替 default。循环里的 `default` 只有在它离开循环（`return`、带标签的 `break`），或每一轮都做一份工作时才是对的。',
    limits:
      '只有从 default 回到 select 的每条路径上都没有等待、也没有工作时才报告：其他任何调用、赋值或计数都视为工作，即使它其实什么也没做。遍历值的循环、计数循环，以及以所接收通道的长度大于 0 为条件的循环终会结束，不报告。同一轮里对有缓冲的通道既尝试发送又尝试接收的也不报告，两者总有一个能进行（看不到缓冲时为低置信度）；测试里除了空转直到被结束之外什么也不做的 goroutine 同样不报告。每一轮都调用 runtime.Gosched 时，别的 goroutine 可以先运行，但核仍被占满：按提示级别报告。',
  },
};
