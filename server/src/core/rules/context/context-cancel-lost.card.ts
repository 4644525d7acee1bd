import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'Cancel function lost',
    what: '{maker} at line {line} gives a context and the function that releases it. On the way out at line {exitLine}, {function} has neither called {variable} nor handed it on.',
    chain: [
      '{maker} registers the new context with its nearest cancellable parent and, when it has a deadline, starts a timer.',
      'On the path that leaves at line {exitLine} nobody calls {variable}. The parent keeps its reference until it is cancelled itself or the deadline fires; work that waits for this context is not told to stop.',
      'A long-lived parent, such as the context of the process or of a connection, collects one child per call.',
      'Memory grows with traffic, and goroutines that wait on the context stay until its parent ends.',
      'The service slows down over hours and is killed for memory, far from this line.',
    ],
    signal:
      'Heap profile: `context.(*cancelCtx).propagateCancel` and `context.WithDeadlineCause` grow. Goroutine profile: goroutines in `select` or `chan receive` below functions that were given this context.',
    verify:
      "go tool pprof -top -sample_index=inuse_objects http://localhost:6060/debug/pprof/heap 2>/dev/null | grep -E 'context\\.'",
    verifyExpect:
      'Counts for `context.WithDeadlineCause`, `context.withCancel` or `propagateCancel` that grow from one run to the next under steady traffic (needs net/http/pprof on localhost:6060). No growth clears this line.',
    intercept: 'go vet in CI: its lostcancel check finds the plain shapes.',
    remedy:
      'Write `defer {variable}()` right behind the call. In a loop, call it at the end of each iteration. Calling it twice is allowed.',
    limits:
      'Below a parent that can never be cancelled (Background, TODO), or that was made for this context alone, nothing is kept: WithCancel then costs only what waits for the context (low confidence, as where a function that is not read gives the parent or a function value makes the context), and a timeout holds its timer until it fires. Low too where the process ends right after {function}, or where {function} runs once in its life. Below a parent that the function itself ends (a deferred cancel, the Wait of an errgroup, a test’s Context) nothing is said; below the context of a request that the function answers, and for `_ = {variable}`, it is shown at low confidence, as where only a failed start loses it and every caller gives up with that error. A context whose work goes on after {function} returns must not be cancelled here: hand {variable} to whoever ends that work.',
  },
  'zh-cn': {
    title: '取消函数丢失',
    what: '第 {line} 行的 {maker} 返回一个上下文和释放它的函数。{function} 在第 {exitLine} 行离开时，既没有调用 {variable}，也没有把它交给别人。',
    chain: [
      '{maker} 把新的上下文登记到最近的可取消的父上下文上；有截止时间时还会启动一个定时器。',
      '从第 {exitLine} 行离开的路径上没有人调用 {variable}。父上下文一直保留对它的引用，直到父上下文自己被取消或截止时间到达；等待这个上下文的工作也收不到停止的通知。',
      '父上下文寿命很长时（进程级的、连接级的），每次调用都会多留下一个子上下文。',
      '内存随流量增长，等待该上下文的 goroutine 一直留到父上下文结束。',
      '服务在几小时内逐渐变慢，最后因内存被杀掉，而现场离这一行很远。',
    ],
    signal:
      '堆剖析中 `context.(*cancelCtx).propagateCancel` 与 `context.WithDeadlineCause` 不断增长；goroutine 剖析中，拿到这个上下文的函数停在 `select` 或 `chan receive`。',
    verify:
      "go tool pprof -top -sample_index=inuse_objects http://localhost:6060/debug/pprof/heap 2>/dev/null | grep -E 'context\\.'",
    verifyExpect:
      '流量平稳时，`context.WithDeadlineCause`、`context.withCancel` 或 `propagateCancel` 的数量一次比一次多（需要在 localhost:6060 提供 net/http/pprof）；不增长则排除此处。',
    intercept: 'CI 中运行 go vet：它的 lostcancel 检查能发现最直接的写法。',
    remedy: '紧跟在调用之后写 `defer {variable}()`。循环里要在每次迭代结束时调用。重复调用没有问题。',
    limits:
      '父上下文永远不会被取消（Background、TODO）或只为这个上下文而建时，没有什么会保留它：此时 WithCancel 的代价只是那些等待它的工作，因此只以低置信度显示（父上下文来自看不到函数体的函数，或上下文由函数值创建时也是如此）；超时的定时器会保留到触发为止。{function} 返回后进程随即结束，或者 {function} 在进程生命期内只运行一次时，同样只以低置信度显示。如果父上下文由同一个函数结束（延迟的取消、errgroup 的 Wait、测试的 Context），则不报告；如果父上下文属于该函数正在应答的请求，或者写了 `_ = {variable}`，则只以低置信度显示；只有启动失败才会丢失、且每个调用者都带着该错误放弃时也是如此。如果 {function} 返回之后还有工作在用这个上下文，就不能在这里取消：把 {variable} 交给结束那项工作的人。',
  },
};
