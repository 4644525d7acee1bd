import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'Deferred release in a loop',
    what: '`defer` at line {line} stands in the loop that begins at line {loopLine}, but runs only when {function} returns. Each iteration registers one more call, and keeps what {variable} holds until then.',
    chain: [
      'Each iteration acquires something and defers its release; the deferred calls pile up in the frame of {function}.',
      'None of them runs while the loop goes on: a deferred call runs when the function returns, not when the block ends.',
      'Files, connections, rows, timers or contexts stay held for as many iterations as there were. A lock that is taken again in the next iteration is still held: the goroutine waits for itself.',
      'With enough iterations a limit is reached: file descriptors, the connections of the pool, memory. In a loop that never ends nothing is ever released.',
      'Users see `too many open files`, requests that wait for a connection, or a goroutine that never goes on.',
    ],
    signal:
      '`process_open_fds`, `go_sql_stats_connections_in_use` or the heap climb during one long call of {function} and fall when it returns. For a lock: the goroutine stands in `sync.(*Mutex).Lock` below {function}.',
    verify: "curl -s 'http://localhost:6060/debug/pprof/goroutine?debug=2' | grep -A8 '{function}'",
    verifyExpect:
      'While the loop runs: the goroutine inside {function}, and next to it one set of goroutines per connection that is still open (needs net/http/pprof on localhost:6060). For files compare `ls /proc/PID/fd | wc -l` at the start and later in the loop.',
    intercept:
      'A test that runs the loop a few thousand times under `ulimit -n 256`; for a lock, two iterations are enough.',
    remedy:
      'Give each iteration its own function: move the body into a function (or a literal that is called at once), so that the deferred call runs at the end of the iteration; or release in the body on every path.',
    limits:
      'Not reported where the loop leaves right behind the defer, where each iteration gives the value back anyway (closed as well, a response body read to its end, also by the function that gave it), where the defer is registered once because what it releases is made only while there is none, or where the values are kept on purpose (collected in a slice, stored, given to a goroutine or to a profile); in a test, over up to 64 written elements. What a few iterations keep is harmless, and so what is likely to stay little has low confidence: up to 16 written elements or counted rounds (also where callers or a table write them), a list in what runs once, a loop that goes round only after a failure, an answer without success or something tried in vain, or until the awaited answer comes (in one without end, what keeps more than a timer is reported), a timer that has fired or a deadline that has passed whenever the loop goes round, a value of a type of which it is not known what it keeps, a value that another deferred call uses, what only elements of one type of a list come to, and everything in tests, which end soon. A lock that the next iteration takes again is reported everywhere. The rule cannot see how many iterations there will be.',
  },
  'zh-cn': {
    title: '循环中的延迟释放',
    what: '第 {line} 行的 `defer` 位于从第 {loopLine} 行开始的循环中，但要到 {function} 返回时才执行。每次迭代都多登记一个调用，{variable} 占用的东西也一直保留到那时。',
    chain: [
      '每次迭代都取得一份资源并延迟释放；这些延迟调用堆积在 {function} 的栈帧里。',
      '循环进行期间一个都不会执行：延迟调用在函数返回时运行，而不是在代码块结束时。',
      '迭代了多少次，文件、连接、结果集、定时器或上下文就被占用多少份。如果下一次迭代还要获取同一把锁，而它仍被持有，goroutine 就在等自己。',
      '迭代足够多时就会碰到上限：文件描述符、连接池、内存。在永不结束的循环里，什么都不会被释放。',
      '用户看到 `too many open files`、等待连接的请求，或一个再也不前进的 goroutine。',
    ],
    signal:
      '在 {function} 的一次长时间调用中，`process_open_fds`、`go_sql_stats_connections_in_use` 或堆内存持续上升，返回后才回落。如果是锁：goroutine 停在 {function} 之下的 `sync.(*Mutex).Lock`。',
    verify: "curl -s 'http://localhost:6060/debug/pprof/goroutine?debug=2' | grep -A8 '{function}'",
    verifyExpect:
      '循环运行期间：能看到位于 {function} 中的 goroutine，以及每个尚未关闭的连接各自的一组 goroutine（需要在 localhost:6060 提供 net/http/pprof）。文件则比较循环开始时和之后的 `ls /proc/PID/fd | wc -l`。',
    intercept: '写一个在 `ulimit -n 256` 下让循环跑几千次的测试；如果是锁，两次迭代就够了。',
    remedy:
      '让每次迭代拥有自己的函数：把循环体移到一个函数（或立即调用的函数字面量）里，延迟调用就会在迭代结束时执行；或者在循环体的每条路径上直接释放。',
    limits:
      '以下情况不报告：defer 之后循环立刻结束；每次迭代本来就会归还（另外关闭了，或响应体已读到末尾，包括由返回它的函数读完）；只有在还没有时才创建，因而 defer 只登记一次；有意保留这些值（收集到切片、存起来、交给 goroutine 或性能剖析）；以及测试中不超过 64 个写死的元素。迭代次数很少时没有危害，因此占用多半很少的情况只以低置信度显示：至多 16 个写死的元素或固定次数的循环（包括由调用方或测试表写明的），只运行一次的代码中遍历列表，只在失败、应答不成功、没能做成之后，或等到所要的应答之前才继续的循环（没有尽头的循环里，占用的不只是定时器时仍会报告），每次循环继续时定时器已触发或截止时间已过，不知道占用了什么的类型的值，另一个延迟调用还会使用的值，只有列表中某一种类型的元素才会走到的延迟调用，以及测试中的一切（测试很快结束）。下一次迭代还要获取的锁在任何地方都会报告。规则看不出会迭代多少次。',
  },
};
