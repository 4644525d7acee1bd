import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'HTTP request that nobody can call off',
    what: '{hand}: the request of {call} at line {line} runs with context.Background(), which never ends.',
    chain: [
      'Whoever called {function} gives up: the client disconnects, a deadline passes, the service shuts down. {context} ends.',
      'The request of line {line} does not hear of it. `net/http.(*persistConn).roundTrip` waits for the answer or for the context of the request, and that one is context.Background().',
      '{function} goes on waiting for an answer that nobody reads. {bound}',
      'Its goroutine, its connection and what else it holds stay taken, and the other server still works on it.',
      'While that server is slow, callers try again, and each retry adds one more request beside those nobody waits for. Server.Shutdown waits for the handlers, until its own deadline.',
    ],
    signal:
      'More requests in flight to the other server than callers that wait; goroutines in `net/http.(*persistConn).roundTrip` [select] below a handler whose client has gone; shutdowns that last as long as the slowest request.',
    verify:
      "curl -s 'http://localhost:6060/debug/pprof/goroutine?debug=2' | grep -c '^net/http\\.(\\*persistConn)\\.roundTrip('",
    verifyExpect:
      'Requests on their way now (needs net/http/pprof on localhost:6060). Call {function} while the other server is slow, abort the caller, and count again: a number that stays is the fault, one that falls at once clears it.',
    intercept:
      'The linter noctx in CI. In a test: an httptest.Server whose handler waits for its `r.Context().Done()`; cancel the context of the caller, and the handler must return.',
    remedy:
      'Make the request with `http.NewRequestWithContext({context}, ...)` and send it with `Do`. Work that must be finished when the caller has left, such as an audit record, gets `context.WithoutCancel` with a timeout of its own: then the next reader sees that it is meant.',
    limits:
      'Only a context in a variable or parameter counts, and the request of a handler (net/http, gin, echo); one in a field of a struct does not. Where there is none, and no Timeout either, the finding has low confidence, and so has one whose callers all pass a request that http.ReadRequest or http.NewRequest gave them, or a context of Background or TODO. What runs once, when the program starts or for a command, ends with the process and has low confidence, and so has a request that the Timeout of its client ends. Goroutines, deferred calls and what runs after the context has ended are left out. Requests that are kept, collected or given to code outside the module together with a context are not followed, and one that opens a tunnel (CONNECT) is left out: it would end with the context.',
  },
  'zh-cn': {
    title: 'HTTP 请求无法被取消',
    what: '{hand}：第 {line} 行 {call} 的请求带的是永不结束的 context.Background()。',
    chain: [
      '{function} 的调用方放弃了：客户端断开、截止时间已过、服务正在关闭。{context} 随之结束。',
      '第 {line} 行的请求对此一无所知。`net/http.(*persistConn).roundTrip` 等的是应答或请求自己的 context，而后者是 context.Background()。',
      '{function} 继续等一个没有人要的应答。{bound}',
      '它的 goroutine、连接以及其他资源一直被占用，对端也仍在处理这个请求。',
      '对端变慢时调用方会重试，每次重试都在这些无人等待的请求之外再加一个。Server.Shutdown 也要等这些处理函数，直到自己的期限为止。',
    ],
    signal:
      '发往对端的进行中请求数多于实际在等待的调用方；客户端已断开的处理函数之下，仍有 goroutine 停在 `net/http.(*persistConn).roundTrip` [select]；关闭服务的时间与最慢的请求一样长。',
    verify:
      "curl -s 'http://localhost:6060/debug/pprof/goroutine?debug=2' | grep -c '^net/http\\.(\\*persistConn)\\.roundTrip('",
    verifyExpect:
      '此刻尚未完成的请求数（需要在 localhost:6060 提供 net/http/pprof）。在对端变慢时调用 {function}，中断调用方后再数一次：数字不变就是这个问题，立即下降则排除。',
    intercept:
      '在 CI 中启用 noctx。测试中：用一个等待 `r.Context().Done()` 的 httptest.Server，取消调用方的 context 后，它的处理函数必须返回。',
    remedy:
      '用 `http.NewRequestWithContext({context}, ...)` 创建请求，再用 `Do` 发送。调用方离开后仍须完成的工作（例如审计记录）应使用 `context.WithoutCancel` 并单独设置超时，让后来的读者看得出这是有意的。',
    limits:
      '只看变量或参数中的 context，以及处理函数的请求（net/http、gin、echo）；结构体字段中的 context 不算。没有上下文、也没有 Timeout 时，置信度为低；所有调用方传入的请求都来自 http.ReadRequest 或 http.NewRequest，或者传入的 context 都只来自 Background 或 TODO 时也一样。只在程序启动时或为某个命令运行一次的代码随进程结束，置信度为低；客户端的 Timeout 会结束的请求也是如此。goroutine、defer 的调用以及 context 结束之后运行的代码不报告。被保存、放进集合、或与 context 一起交给模块外代码的请求不再追踪；建立隧道（CONNECT）的请求也不报告，否则隧道会随 context 一起结束。',
  },
};
