import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'mutex still locked on a way out',
    what: '{function} locks {lock} at line {line} and leaves at line {exitLine} without {unlock}. A mutex knows no owner and no deadline: it stays locked until somebody calls {unlock}, and nobody will.',
    chain: [
      '{function} locks {lock} at line {line}. On the path that ends at line {exitLine} it returns, or goes round, with the lock held. Nothing is logged; the call itself looks like a success or an ordinary error.',
      '{blocked}. A wait for a mutex cannot be cancelled: no context, no timeout, no deadline of the server ends it.',
      'Each request, job or health check that needs the lock parks one more goroutine in state `{waitState}`, with its stack, its connection and whatever other locks it holds; those who need these locks queue up too.',
      'Go’s deadlock detector speaks only when no goroutine at all can run, which in a server never happens.',
      'Users see requests that never answer, from one moment to the next and without load; graceful shutdown hangs until it is killed. A restart cures it until the path is taken again.',
    ],
    signal:
      'Goroutine profile: a growing number of goroutines in state `{waitState}` (readers: `sync.RWMutex.RLock`), all for minutes, below the functions that lock {lock}, while no running goroutine is inside the critical section. CPU falls; `go_goroutines` climbs.',
    verify:
      "curl -s 'http://localhost:6060/debug/pprof/goroutine?debug=2' | grep -cE '^goroutine .*\\[sync\\.(RW)?Mutex\\.R?Lock, [0-9]+ minutes'",
    verifyExpect:
      'A number that only grows (needs net/http/pprof on localhost:6060); the stacks under those lines name the lock. 0 while requests hang points elsewhere.',
    intercept:
      'In a test: take the path that leaves at line {exitLine}, then require `TryLock` to succeed (Go 1.18). In production: a liveness probe that passes through the lock, so that the process is restarted instead of staying half dead.',
    remedy:
      '`defer` the {unlock} right behind the lock when the function may hold it to its end; otherwise {unlock} before each way out, or put the critical section into a small function of its own with a `defer`.',
    limits:
      'A function of which no path unlocks hands the lock to its caller and is reported only when nothing in the package could release it; a read lock of an exported type only when nothing in the module could. Locks that are passed on (returned, stored, given to a goroutine or as a method value) are left alone. A panic counts only where the function itself recovers.',
  },
  'zh-cn': {
    title: '互斥锁在某条出口上没有解锁',
    what: '{function} 在第 {line} 行锁住 {lock}，从第 {exitLine} 行离开时没有调用 {unlock}。互斥锁不知道谁持有它，也没有期限：只有 {unlock} 能解开，而不会再有人调用。',
    chain: [
      '{function} 在第 {line} 行锁住 {lock}。走到第 {exitLine} 行的那条路径上，它带着锁返回或进入下一轮循环。没有任何日志；这次调用看起来像成功或普通的错误。',
      '{blocked}。等待互斥锁无法取消：context、超时、服务端的期限都结束不了它。',
      '每个需要这把锁的请求、任务或健康检查都会多留下一个处于 `{waitState}` 状态的 goroutine，连同它的栈、连接和它持有的其他锁；需要那些锁的人也跟着排队。',
      'Go 的死锁检测只在没有任何 goroutine 能运行时才报错，在服务进程里这不会发生。',
      '用户看到请求从某一刻起再也没有回应，而此时负载并不高；优雅停机会一直挂起直到被强杀。重启能恢复，直到这条路径再次被走到。',
    ],
    signal:
      'goroutine 剖析中处于 `{waitState}` 状态（读者是 `sync.RWMutex.RLock`）的 goroutine 越来越多，都已等待数分钟，栈上是要锁 {lock} 的函数，而没有任何正在运行的 goroutine 处于临界区内。CPU 下降，`go_goroutines` 上升。',
    verify:
      "curl -s 'http://localhost:6060/debug/pprof/goroutine?debug=2' | grep -cE '^goroutine .*\\[sync\\.(RW)?Mutex\\.R?Lock, [0-9]+ minutes'",
    verifyExpect:
      '数字只增不减（需要在 localhost:6060 提供 net/http/pprof）；这些行下面的栈会指出是哪把锁。请求挂起而此处为 0，则原因在别处。',
    intercept:
      '测试中：走一遍从第 {exitLine} 行离开的路径，然后要求 `TryLock` 成功（Go 1.18）。生产中：让存活探针经过这把锁，使进程被重启，而不是半死不活。',
    remedy:
      '如果函数可以一直持有到结束，加锁后立即 `defer` {unlock}；否则在每个出口前 {unlock}，或者把临界区放进一个带 `defer` 的小函数。',
    limits:
      '没有任何路径解锁的函数视为把锁交给调用方，只有包内确实没有代码能解锁时才报告；导出类型的读锁只在整个模块都没有代码解锁时才报告。被转交的锁（返回、存储、交给 goroutine 或作为方法值）不报告。panic 只在函数自己 recover 时才算出口。',
  },
};
