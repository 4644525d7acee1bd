import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'waiting for a goroutine that needs the lock which is held',
    what: '{function} holds {lock} (since {heldAt}) when it waits at line {line}: `{operation}`. What would end the wait is in {other} ({otherAnswers}), which locks {lock} itself ({otherTakes}) before it gets there.',
    chain: [
      '{function} has {lock} from {heldAt} and waits at line {line} (`{operation}`); it unlocks only behind that.',
      '{other} must come to {otherAnswers} to end the wait, and on its way it waits for {lock} ({otherTakes}).',
      'Each waits for the other: neither a mutex nor this wait has a timeout, and nothing cancels them.',
      'Everybody else who needs {lock} queues up behind it: requests, background jobs, health checks.',
      'Users see requests that never answer, or a shutdown that hangs until the process is killed, while CPU stays idle. It takes the right moment, so it is rare in tests; Go’s deadlock detector is silent as long as any goroutine can run.',
    ],
    signal:
      'Goroutine profile: {function} in state `{waitState}` (older versions of Go show a WaitGroup as `semacquire`), and {other} in sync.Mutex.Lock or sync.RWMutex for as many minutes.',
    verify:
      "curl -s 'http://localhost:6060/debug/pprof/goroutine?debug=2' | grep -E -A14 '\\[(chan send|chan receive|semacquire|sync\\.)'",
    verifyExpect:
      'A stack with {function} that waits at line {line}, and one with {other} in Lock, in the same place between two calls (needs net/http/pprof on localhost:6060). No such pair: the moment has not come yet.',
    intercept:
      'In a test: keep {other} busy while {function} runs, many times, with `go test -timeout 30s`, which prints all stacks.',
    remedy:
      'Do not wait under the lock: read or change what {lock} protects, unlock, then wait, and lock again behind it if the state is needed. For a stop method: take what must be closed under the lock, unlock, close it and wait.',
    limits:
      'Only waits with nothing else to end them are looked at: a `select` with more than one case, sync.Cond and calls into the network are not. Everything that could end the wait must be in the same package; functions called through interfaces and function values are not followed. A full buffer is needed for a buffered channel to wait. Locks of other values, and a lock that the other side may have behind it already, are reported with less confidence. Silent where whoever answers is counted, or has made and shown the channel, only behind the lock. Low confidence: a channel with room and a send at each change of a field. Tests are not looked at.',
  },
  'zh-cn': {
    title: '持锁等待一个需要同一把锁的 goroutine',
    what: '{function} 持有 {lock}（自{heldAt}起）时在第 {line} 行等待：`{operation}`。能结束等待的代码在 {other} 里（{otherAnswers}），而它要先锁住 {lock}（{otherTakes}）才能走到那里。',
    chain: [
      '{function} 在{heldAt}拿到 {lock}，又在第 {line} 行等待（`{operation}`），之后才会解锁。',
      '{other} 必须走到{otherAnswers}才能结束这次等待，可它在途中要等 {lock}（{otherTakes}）。',
      '双方互等：互斥锁和这种等待都没有超时，也没有什么能取消它们。',
      '其他需要 {lock} 的人都排在后面：请求、后台任务、健康检查。',
      '用户看到请求一直没有回应，或者停机流程卡住直到进程被杀，而 CPU 却是空闲的。要恰好碰上才会发生，测试里很少见；只要还有 goroutine 能运行，Go 的死锁检测就不会报错。',
    ],
    signal:
      'goroutine 剖析中 {function} 处于 `{waitState}` 状态（较旧的 Go 版本里 WaitGroup 显示为 `semacquire`），{other} 停在 sync.Mutex.Lock 或 sync.RWMutex，等待的分钟数相同。',
    verify:
      "curl -s 'http://localhost:6060/debug/pprof/goroutine?debug=2' | grep -E -A14 '\\[(chan send|chan receive|semacquire|sync\\.)'",
    verifyExpect:
      '先后两次执行，{function} 的栈都停在第 {line} 行，{other} 的栈都停在 Lock（需要在 localhost:6060 提供 net/http/pprof）。没有这样一对，说明还没有碰上。',
    intercept:
      '测试中：让 {other} 一直忙着，同时反复运行 {function}，配合 `go test -timeout 30s`，超时会打印所有栈。',
    remedy:
      '不要持锁等待：先读取或修改 {lock} 保护的内容，解锁，再等待；之后还需要状态就重新加锁。停止方法的写法：在锁内取出要关闭的东西，解锁，然后关闭并等待。',
    limits:
      '只看没有其他出路的等待：多个分支的 `select`、sync.Cond、网络调用都不看。能结束等待的代码必须都在同一个包里；不跟踪通过接口和函数值的调用。有缓冲的通道要缓冲区满了才会等待。锁可能属于另一个对象，或对方可能早已走过那次加锁时，置信度较低。对方在拿到锁之后才计数，或才公开它创建的通道时，不报告。可信度低的情形：通道留有空位，且只在某个字段变化时发送。不看测试代码。',
  },
};
