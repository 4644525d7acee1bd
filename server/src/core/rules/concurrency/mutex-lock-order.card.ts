import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'two mutexes are locked in opposite orders',
    what: '{function} locks {wanted} at line {line} while it holds {held} (since {heldAt}). {other} does it the other way round: it holds {otherHeld} (since {otherHeldAt}) and locks {otherWanted} at {otherAt}. When both run at once, each can hold what the other one waits for.',
    chain: [
      'One goroutine runs {function} and has {held} (from {heldAt}); another one runs {other} and has {otherHeld} (from {otherHeldAt}).',
      '{function} now waits at line {line} for {wanted}, {other} at {otherAt} for {otherWanted}: each of the two is held by the other goroutine.',
      'sync.Mutex and sync.RWMutex wait without a timeout, know no owner and cannot be cancelled, so neither goroutine reaches its unlock.',
      'Everybody else who needs one of the two locks queues up behind them: handlers, background jobs, shutdown.',
      'Users see requests that never answer while CPU stays idle. It happens only when the two meet, so rarely in tests; Go’s deadlock detector is silent as long as any goroutine can run, and only a restart ends it.',
    ],
    signal:
      'Goroutine profile: {function} and {other} on two stacks that wait in sync.Mutex.Lock or sync.RWMutex.Lock/RLock for as many minutes, and a growing crowd of others behind them. `go_goroutines` climbs; CPU does not.',
    verify:
      "curl -s 'http://localhost:6060/debug/pprof/goroutine?debug=2' | grep -E -A12 'sync.(Mutex|RWMutex).R?Lock'",
    verifyExpect:
      'Two stacks that stay in the same place between two calls, one with {function} and one with {other} in it (needs net/http/pprof on localhost:6060). No such pair: the two have not met yet.',
    intercept:
      'In a test: run {function} and {other} in two goroutines, many times, with `go test -timeout 30s`, which prints all stacks. `go test -race` does not report lock orders; github.com/sasha-s/go-deadlock in place of sync does, already when both orders were seen once.',
    remedy:
      'Choose one order for the two locks, write it down beside their fields and follow it on both ways: lock both at the start, or copy what is needed, unlock the first and then lock the second. Where the two always go together, one lock for both is simpler.',
    limits:
      'Only locks of one package and calls that are known by name are followed; calls through interfaces and function values are not, nor locks that a test takes. Whether the two functions ever run at the same time is not known: two that one goroutine always runs in turn cannot meet. A lock that both hold around the two, a value that is not shared yet, and TryLock are not reported. Two values of one type (from.mu, to.mu) are not compared. Locks of different variables are reported with less confidence.',
  },
  'zh-cn': {
    title: '两把互斥锁的加锁顺序相反',
    what: '{function} 持有 {held}（自{heldAt}起）时，在第 {line} 行去锁 {wanted}。{other} 的顺序正好相反：它持有 {otherHeld}（自{otherHeldAt}起），又在{otherAt}去锁 {otherWanted}。两者同时运行时，可能各自拿着对方要等的那一把。',
    chain: [
      '一个 goroutine 运行 {function}，已拿到 {held}（{heldAt}）；另一个运行 {other}，已拿到 {otherHeld}（{otherHeldAt}）。',
      '{function} 在第 {line} 行等 {wanted}，{other} 在{otherAt}等 {otherWanted}：两把锁都在对方手里。',
      'sync.Mutex 和 sync.RWMutex 的等待没有超时，不知道谁是持有者，也无法取消，所以两个 goroutine 都走不到自己的解锁。',
      '其他需要这两把锁之一的人都排在后面：请求处理、后台任务、停机流程。',
      '用户看到请求一直没有回应，而 CPU 却是空闲的。只有两边恰好碰上才会发生，测试里很少见；只要还有 goroutine 能运行，Go 的死锁检测就不会报错，只有重启才能结束。',
    ],
    signal:
      'goroutine 剖析中有两个栈，一个含 {function}，一个含 {other}，都停在 sync.Mutex.Lock 或 sync.RWMutex.Lock/RLock，等待的分钟数相同，后面还排着越来越多的 goroutine。`go_goroutines` 上升，CPU 却不升。',
    verify:
      "curl -s 'http://localhost:6060/debug/pprof/goroutine?debug=2' | grep -E -A12 'sync.(Mutex|RWMutex).R?Lock'",
    verifyExpect:
      '先后两次执行，都有停在同一处的两个栈，分别包含 {function} 和 {other}（需要在 localhost:6060 提供 net/http/pprof）。没有这样一对，说明两边还没有碰上。',
    intercept:
      '测试中：用两个 goroutine 反复运行 {function} 和 {other}，配合 `go test -timeout 30s`，超时会打印所有栈。`go test -race` 不检查加锁顺序；把 sync 换成 github.com/sasha-s/go-deadlock 则会检查，两种顺序各出现过一次就会报告。',
    remedy:
      '为这两把锁定一个顺序，写在字段旁边，两条路径都遵守：一开始就把两把都锁上，或者先复制所需的数据、解开第一把，再锁第二把。如果它们总是一起使用，合成一把锁更简单。',
    limits:
      '只跟踪同一个包里的锁和能确定目标的调用；不跟踪通过接口和函数值的调用，也不看测试里的加锁。两个函数是否真的会同时运行并不知道：如果总是由同一个 goroutine 先后执行，就不会碰上。两边外层都持有的锁、还没有共享出去的对象、TryLock 都不报告。同一类型的两个对象（from.mu 与 to.mu）不比较。锁来自不同变量时，置信度较低。',
  },
};
