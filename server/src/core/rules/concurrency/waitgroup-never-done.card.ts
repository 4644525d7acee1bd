import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'Goroutine may end without telling its WaitGroup',
    what: '{group} counts the goroutine that starts at {startLine}. {missing} it ends without calling Done, and Wait ({waitLine}) comes back only at zero.',
    chain: [
      '{group}.Add has counted the goroutine before it starts ({startLine}); the counter goes down only by Done.',
      '{missing} the goroutine is gone, and its 1 stays in the counter for good: nobody else takes it off.',
      'Wait ({waitLine}) blocks from then on. It has no timeout and no context, so no deadline of the caller ends it.',
      'What should come after it never does: results are not returned, channels are not closed, connections and locks held around it stay held. Each such call leaves one goroutine more behind.',
      'Users see a request, a job or a shutdown that hangs the first time something fails in the goroutine; the orchestrator kills the process after the grace period.',
    ],
    signal:
      'A goroutine that waits in `sync.(*WaitGroup).Wait` for minutes; `go_goroutines` that rises with the number of failures; a shutdown that always takes the whole grace period.',
    verify:
      "curl -s 'http://localhost:6060/debug/pprof/goroutine?debug=2' | grep -A3 -F 'sync.(*WaitGroup).Wait('",
    verifyExpect:
      'The frame below names the Wait at {waitLine} (needs net/http/pprof on localhost:6060), while no goroutine of {function} is left. No such stack: the path without Done was not taken yet.',
    intercept:
      'In a test: let the goroutine fail on the way to the missing Done, and run `go test -timeout 30s`, which prints the stacks. In review: Done is deferred, as the first statement.',
    remedy:
      'Write `defer {group}.Done()` as the first statement of the goroutine, so that every return, and a panic that is recovered, passes it. From Go 1.25 on `{group}.Go(func() { … })` counts, starts and calls Done by itself; an errgroup also brings the error back.',
    limits:
      'Judged are goroutines that the same function has counted before their `go` statement. Silent where Done stands in a loop (one per job), where an Add before a loop counts another number than the loop starts, where nothing calls Done and nothing is done behind the Wait (it blocks on purpose), where the goroutine counts others, where the group is handed to code that is not seen, and where another function may call Done in its place. A panic or runtime.Goexit that skips Done is not looked for.',
  },
  'zh-cn': {
    title: 'goroutine 可能没有通知 WaitGroup 就结束',
    what: '{startLine}启动的 goroutine 已计入 {group}。{missing}，它没有调用 Done 就结束了，而 Wait（{waitLine}）只有在计数归零时才返回。',
    chain: [
      'goroutine 启动（{startLine}）之前，{group}.Add 已经为它计数；只有 Done 才会让计数减少。',
      '{missing}，goroutine 已经不在了，它那个 1 却永远留在计数里：没有别人会替它减掉。',
      'Wait（{waitLine}）从此一直阻塞。它没有超时也不接收 context，调用方的任何期限都不能让它返回。',
      '之后该做的事都不会发生：结果不返回，通道不关闭，外层持有的连接和锁一直不释放。每发生一次，就多留下一个 goroutine。',
      '用户看到的是：只要 goroutine 里有一次失败，请求、任务或停机就卡住不动；宽限期过后，进程被编排系统杀掉。',
    ],
    signal:
      '有 goroutine 在 `sync.(*WaitGroup).Wait` 中等待达数分钟；`go_goroutines` 随失败次数上升；每次停机都要耗尽整个宽限期。',
    verify:
      "curl -s 'http://localhost:6060/debug/pprof/goroutine?debug=2' | grep -A3 -F 'sync.(*WaitGroup).Wait('",
    verifyExpect:
      '下一帧正是{waitLine}的 Wait（需要在 localhost:6060 提供 net/http/pprof），而 {function} 的 goroutine 一个也不剩。没有这样的栈，说明缺少 Done 的路径还没有被走到。',
    intercept:
      '测试中：让 goroutine 在缺少 Done 的路径上失败，用 `go test -timeout 30s` 运行，超时后会打印所有栈。评审时：Done 一律用 defer，并且写在第一行。',
    remedy:
      '把 `defer {group}.Done()` 写成 goroutine 的第一条语句，这样每个 return 以及被 recover 的 panic 都会经过它。从 Go 1.25 起，`{group}.Go(func() { … })` 会自己计数、启动并调用 Done；errgroup 还能把错误带回来。',
    limits:
      '只判断由同一个函数在 `go` 语句之前计数的 goroutine。以下情况不报告：Done 在循环里（每个任务一次）；循环之前的 Add 计入的数目与循环启动的不同；没有任何代码调用 Done 且 Wait 之后什么也不做（有意阻塞）；goroutine 自己又为别人计数；WaitGroup 交给了看不到的代码；别的函数可能替它调用 Done。因 panic 或 runtime.Goexit 而跳过的 Done 不在检查之列。',
  },
};
