import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'goroutine locks a mutex that it already holds',
    what: '{function} holds {lock} since line {heldLine}; line {line} takes it again ({takenAt}). Go’s mutexes are not reentrant: {lockWait}.',
    chain: [
      '{function} takes {lock} at line {heldLine} and still holds it at line {line}, which takes it again ({takenAt}).',
      'sync.Mutex and sync.RWMutex do not know which goroutine holds them: {lockWait}.',
      'The wait has no timeout and cannot be cancelled, so the deferred or later unlock of this goroutine never runs.',
      'Everybody else who needs {lock} queues up behind it: handlers, background jobs, health checks and shutdown.',
      'Users see requests that never answer while CPU stays idle. Go’s deadlock detector is silent as long as any goroutine can run; only a restart ends it.',
    ],
    signal:
      'Goroutine profile: one goroutine in state `{waitState}` with {function} on its stack, and the others that wait for {lock} for as many minutes. `go_goroutines` climbs; CPU does not.',
    verify: "curl -s 'http://localhost:6060/debug/pprof/goroutine?debug=2' | grep -A30 -F '[{waitState}'",
    verifyExpect:
      'A stack that has {function} in it (needs net/http/pprof on localhost:6060): the goroutine holds the lock and waits for it. No such stack under load: this path was not taken yet.',
    intercept:
      'In a test: call {function} on the path to line {line} with a test timeout; for a second RLock, call Lock from another goroutine in between. `go test -timeout 30s` prints the stacks.',
    remedy:
      'Move the work into a method that expects the lock to be held (by convention `...Locked`) and call that one from both; or unlock before the call and read the state again after it. A reentrant mutex does not exist in Go, and would not make this right.',
    limits:
      'Only the same variable and field path counts as the same lock, as long as nothing on the way is assigned; calls through interfaces and function values are not followed. Conditions are compared by their text, those of an integer and a constant also by the numbers. A second RLock waits only for a Lock that comes between: where a package takes that only while a value is set up, nothing is reported, and at low confidence when other modules may take it later, or when only `main` or a command takes it, in no goroutine, and only requests read, or when a map that the lock guards is written while it is only read-locked, which says that one goroutine does it all. A function called that locks on some of its paths only is reported as likely; where that depends on what the caller gives it and the caller does not decide it, at low confidence only.',
  },
  'zh-cn': {
    title: 'goroutine 再次锁住自己已持有的互斥锁',
    what: '{function} 自第 {heldLine} 行起持有 {lock}，第 {line} 行又去加锁（{takenAt}）。Go 的互斥锁不可重入：{lockWait}。',
    chain: [
      '{function} 在第 {heldLine} 行锁住 {lock}，到第 {line} 行仍然持有，而这里又去加锁（{takenAt}）。',
      'sync.Mutex 和 sync.RWMutex 不知道是哪个 goroutine 持有它们：{lockWait}。',
      '这种等待没有超时，也无法取消，所以这个 goroutine 后面的（或 defer 的）解锁永远不会执行。',
      '其他需要 {lock} 的人都排在后面：请求处理、后台任务、健康检查、停机流程。',
      '用户看到请求一直没有回应，而 CPU 却是空闲的。只要还有 goroutine 能运行，Go 的死锁检测就不会报错；只有重启才能结束。',
    ],
    signal:
      'goroutine 剖析中有一个处于 `{waitState}` 状态、栈上有 {function} 的 goroutine，其他等待 {lock} 的 goroutine 等了同样多的分钟数。`go_goroutines` 上升，CPU 却不升。',
    verify: "curl -s 'http://localhost:6060/debug/pprof/goroutine?debug=2' | grep -A30 -F '[{waitState}'",
    verifyExpect:
      '出现包含 {function} 的栈（需要在 localhost:6060 提供 net/http/pprof）：这个 goroutine 持有锁，又在等这把锁。有负载时没有这样的栈，说明这条路径还没有被走到。',
    intercept:
      '测试中：在有超时的测试里调用 {function} 走到第 {line} 行；如果是第二次 RLock，让另一个 goroutine 在两次之间调用 Lock。`go test -timeout 30s` 会打印所有栈。',
    remedy:
      '把实际工作放进一个要求调用者已持锁的方法（习惯上命名为 `...Locked`），两处都调用它；或者在调用前解锁，之后重新读取状态。Go 没有可重入锁，就算有也不能让这段代码正确。',
    limits:
      '只有变量和字段路径相同、且途中没有被赋值的才算同一把锁；不跟踪通过接口和函数值的调用。条件按文本比较，整数与常量的比较还按数值判断。第二次 RLock 只有在两次之间有 Lock 时才会等待：如果包里只在初始化某个值时才调用 Lock，则不报告；如果其他模块之后可能调用它，或只有 `main` 或命令在没有 goroutine 的路径上调用它、而读取只来自请求，或只持读锁时就写了该锁保护的 map（说明这一切都在同一个 goroutine 中进行），则只以低置信度显示。被调用的函数只在部分路径上加锁时，按“很可能”报告；如果是否加锁取决于调用者传入的内容、而从调用者又无法判定，则只以低置信度显示。',
  },
};
