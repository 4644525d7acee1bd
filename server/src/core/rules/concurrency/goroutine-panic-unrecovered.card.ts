import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'Goroutine that may panic and recovers nowhere',
    what: 'The goroutine started at line {line} {started}. It runs `{function}`, where {place} {does}; nothing deferred on the way calls `recover`.',
    chain: [
      'One message, one peer or one callback is not as expected, and {place} panics.',
      'A panic unwinds the stack of its own goroutine only. net/http recovers in the goroutine that serves the connection, gRPC and gin interceptors in theirs: none of them sees this one.',
      'The deferred functions run, the top of the stack is reached without a `recover`, and the runtime prints the panic and exits the whole process with code 2. Deferred functions of other goroutines do not run.',
      'Every request in flight is cut off, whatever was only in memory is lost, and the orchestrator starts the program again.',
      'When the same message is delivered again, the new process dies of it too. Users see resets and 502 for requests that had nothing to do with it, then a crash loop.',
    ],
    signal:
      'Exit code 2; on standard error `panic: ` with the reason, then `goroutine N [running]:` with `{function}` in the stack and `created by` last; container restarts climb.',
    verify: "grep -rnE --include='*.go' 'recover\\(\\)' .",
    verifyExpect:
      'No place in the list stands in a function that `{function}` defers, nor that one between it and {place} defers. One that does clears this line.',
    intercept:
      'In tests: start the goroutine with an empty object, a missing key or a callback that panics: the test binary dies instead of failing. In review: each `go` in a server has an answer to "who recovers here?".',
    remedy:
      'Check the input where it comes in: the second result of the assertion, the length, nil. Beyond that, defer a `recover` that logs the value and `debug.Stack()` at the head of the goroutine; in a goroutine with a loop put it into a function called for each message, or the loop ends with the first panic. Release locks and wait groups by `defer`, else whoever waits for them waits forever. To die of the unexpected is right where state may be half written: then leave this rule off.',
    limits:
      'Off by default, for many projects choose to crash. Judged are goroutines started for each request or in a loop without end, or with such a loop, by `go` and `sync.WaitGroup.Go`; in them and two calls deep, function values and interfaces that only users of the module provide, assertions on keys of decoded maps, constant indexes into split texts and decoded lists, and pointers in decoded structs that nobody compares with nil. Other panics are not seen. A deferred function whose source is not at hand is taken to recover. Not judged are tests, what only a command runs, and errgroup: golang.org/x/sync v0.14.0 and v0.15.0 raise the panic again in `Wait`, v0.13.0 and v0.22.0 do not recover. sourcegraph/conc and panjf2000/ants recover themselves.',
  },
  'zh-cn': {
    title: '可能 panic 却没有 recover 的 goroutine',
    what: '第 {line} 行启动的 goroutine {started}。它运行 `{function}`，其中{place}{does}；沿途没有任何 defer 调用 `recover`。',
    chain: [
      '某条消息、某个对端或某个回调不符合预期，{place}发生 panic。',
      'panic 只会展开自己所在 goroutine 的栈。net/http 只在处理连接的那个 goroutine 里 recover，gRPC 拦截器和 gin 中间件也只管自己的：谁也管不到这一个。',
      'defer 的函数执行完，到栈顶仍没有 `recover`，运行时打印 panic 并以退出码 2 结束整个进程。其他 goroutine 的 defer 不会执行。',
      '所有正在处理的请求被切断，只在内存里的数据丢失，编排系统重新拉起程序。',
      '如果同一条消息再次投递，新进程会再次因它而死。用户看到的是与此无关的请求被重置、返回 502，接着是反复崩溃重启。',
    ],
    signal:
      '退出码为 2；标准错误中先是 `panic: ` 和原因，再是 `goroutine N [running]:`，栈里有 `{function}`，最后是 `created by`；容器重启次数上升。',
    verify: "grep -rnE --include='*.go' 'recover\\(\\)' .",
    verifyExpect:
      '列出的位置中，没有一处位于 `{function}` 或它与{place}之间的函数所 defer 的函数里。只要有一处，就排除此处。',
    intercept:
      '测试中：用空对象、缺失的键或会 panic 的回调来启动这个 goroutine：测试进程会直接崩溃，而不是用例失败。评审中：服务里的每个 `go` 都要能回答“谁在这里 recover”。',
    remedy:
      '先在输入进来的地方检查：断言的第二个返回值、长度、nil。此外，在 goroutine 开头 defer 一个 `recover`，记录其值和 `debug.Stack()`；带循环的 goroutine 要把它放进每条消息调用一次的函数里，否则第一次 panic 就会结束循环。锁和 WaitGroup 要用 `defer` 释放，否则等待它们的一方会永远等下去。如果状态可能只写了一半，遇到意外就崩溃是正确的：那就不要启用本规则。',
    limits:
      '默认关闭，因为不少项目选择让进程崩溃。只判断用 `go` 和 `sync.WaitGroup.Go` 启动、并且每个请求启动一次、在无限循环中启动或自身带有这种循环的 goroutine；在其中以及向下两层调用里，只看：仅由模块使用者提供的函数值和接口、对解码后 map 的键做断言、用常量下标访问切分出的文本或解码出的列表、解码结构体中没有与 nil 比较过的指针。其他 panic 看不到。看不到源码的 defer 函数一律当作会 recover。测试、只由命令行运行的代码和 errgroup 不判断：golang.org/x/sync v0.14.0 和 v0.15.0 会在 `Wait` 中重新抛出 panic，v0.13.0 和 v0.22.0 则不 recover。sourcegraph/conc 和 panjf2000/ants 自己会 recover。',
  },
};
