import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'Garbage collection forced while serving',
    what: '{function} calls runtime.GC() at line {line} ({often}). The call runs a full garbage collection and blocks its caller until that is complete; Go collects by itself whenever the heap has grown enough.',
    chain: [
      'Each run reaches runtime.GC() at line {line} and starts a full collection, however little garbage there is.',
      'The caller waits until everything reachable is marked and swept: the larger the live heap, the longer.',
      'All goroutines stop for two short phases, and the marking takes processors from them in between; calls at the same time wait for each other.',
      'Throughput drops and latency rises with the size of the heap; users see slow answers although nothing is wrong with the work itself.',
      'Nothing is gained: memory that is still reachable is not freed, and no cache of the network is cleared. Go has no DNS cache that a collection could refresh.',
    ],
    signal:
      '`runtime.MemStats.NumForcedGC` rises; lines of `GODEBUG=gctrace=1` that end in `(forced)`; goroutines in `runtime.GC` in a goroutine profile.',
    verify: "grep -rn 'runtime\\.GC()' --include='*.go' .",
    verifyExpect:
      'A call outside tests, benchmarks and profiling. In the running program: start it with `GODEBUG=gctrace=1` and count the lines of its standard error that end in `(forced)`, about one per run of {function}.',
    intercept: 'In a load test: `NumForcedGC` must not grow with the requests.',
    remedy:
      'Remove the call. When memory is the problem: keep less reachable, set GOMEMLIMIT (Go 1.19) or GOGC, reuse buffers. When old addresses are the problem: `client.CloseIdleConnections()` makes the next request dial, and resolve, anew.',
    limits:
      'Reported where a handler reaches the call for every request. Calls in loops, which may run once an hour or over a list at the start, behind a condition, such as a memory threshold or a parameter, next to a measurement or a profile, in start-up code, commands and tests, and handlers that exist for the collection, which do nothing else but answer, are not judged. Where the function has just set a field to nil or taken something out of a map that outlives it, the collection may be there for finalizers: low confidence. `debug.FreeOSMemory`, which also forces a collection, is not reported.',
  },
  'zh-cn': {
    title: '服务过程中强制垃圾回收',
    what: '{function} 在第 {line} 行调用 runtime.GC()（{often}）。它会执行一轮完整的垃圾回收，并阻塞调用方直到结束；堆增长到一定程度时，Go 本来就会自行回收。',
    chain: [
      '每次运行到第 {line} 行的 runtime.GC()，不管有多少垃圾，都会启动一轮完整的回收。',
      '调用方要等所有可达对象标记、清扫完毕：存活的堆越大，等得越久。',
      '其间有两个短暂阶段会停下所有 goroutine，中间的标记又占用它们的处理器；同时调用的各方互相等待。',
      '吞吐下降，延迟随堆的大小上升；工作本身没有问题，用户却觉得变慢了。',
      '什么也得不到：仍然可达的内存不会被释放，也不会清除任何网络缓存。Go 没有可以靠回收来刷新的 DNS 缓存。',
    ],
    signal:
      '`runtime.MemStats.NumForcedGC` 上升；`GODEBUG=gctrace=1` 的输出里有以 `(forced)` 结尾的行；goroutine profile 里有停在 `runtime.GC` 的 goroutine。',
    verify: "grep -rn 'runtime\\.GC()' --include='*.go' .",
    verifyExpect:
      '在测试、基准测试和性能分析之外有调用。对运行中的程序：用 `GODEBUG=gctrace=1` 启动，统计标准错误里以 `(forced)` 结尾的行，大约 {function} 每运行一次就有一行。',
    intercept: '压测时 `NumForcedGC` 不应随请求数增长。',
    remedy:
      '删除这次调用。如果问题是内存：减少可达的数据，设置 GOMEMLIMIT（Go 1.19）或 GOGC，复用缓冲区。如果问题是一直使用旧地址：`client.CloseIdleConnections()` 会让下一个请求重新解析并建连。',
    limits:
      '只有当处理函数对每个请求都会到达这次调用时才报告。循环里的调用（可能一小时才运行一次，或只在启动时遍历一个列表）、位于条件（例如内存阈值或参数）之后的调用、与测量或 profile 在一起的调用、启动代码、命令和测试里的调用，以及专门用于触发回收、除此之外只写响应的处理函数都不作判断。如果函数刚把某个字段设为 nil，或从比它活得更久的 map 里删除了内容，回收可能是为了运行终结器：置信度低。同样会强制回收的 `debug.FreeOSMemory` 不报告。',
  },
};
