import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'HTTP request without any time limit',
    what: '{call} at line {line} has no context with a deadline, and {client} has no Timeout. From the moment the connection stands, only the other side decides how long {function} waits.',
    chain: [
      'The server accepts the request and never answers, or stops in the middle of the body: a deadlock, a full queue, a balancer that has lost the connection behind it.',
      '{call} in {function} waits in `net/http.(*persistConn).roundTrip`. http.DefaultTransport limits the dial to 30 s and the TLS handshake to 10 s, but not the wait for the answer.',
      'Its goroutine keeps what it holds: the request of its own caller, a lock, a database connection.',
      'Each new call waits as well. Goroutines and connections pile up while the CPU does nothing.',
      'Callers give up before the service does; users see timeouts also where the slow server was never needed.',
    ],
    signal:
      'Goroutines that stand for minutes in `net/http.(*persistConn).roundTrip` with state `select`; a gauge of requests in flight that only rises; CPU near zero.',
    verify:
      "curl -s 'http://localhost:6060/debug/pprof/goroutine?debug=2' | grep -c '^net/http\\.(\\*persistConn)\\.roundTrip('",
    verifyExpect:
      'Requests that wait for their answer now (needs net/http/pprof on localhost:6060). A number that grows, or is the same a minute later, is the fault; one that falls back to 0 clears it.',
    intercept:
      'In a test: an httptest.Server whose handler never answers; the call must come back with an error within its budget. In code: one constructor for clients that takes a timeout; the linter noctx finds requests without a context.',
    remedy:
      'Share one `http.Client` with a Timeout, or send `http.NewRequestWithContext(ctx, ...)` with a ctx that has a deadline. Timeout includes the reading of the body: for downloads and streams set `ResponseHeaderTimeout` on the transport instead, and bound the body by a context.',
    limits:
      'Requests with a context are the matter of context-without-deadline. A client that comes from outside the module, and what a transport of another type does, is not judged. Calls whose body is read line by line, or that ask for an event stream, are left out: they are meant to last. A client that is only handed on is not reported.',
  },
  'zh-cn': {
    title: 'HTTP 请求没有任何时限',
    what: '第 {line} 行的 {call} 没有带截止时间的 context，而 {client} 也没有设置 Timeout。连接建立之后，{function} 要等多久完全由对端决定。',
    chain: [
      '服务端收下请求却不应答，或者响应体发到一半停住：死锁、队列已满、负载均衡丢了后端连接。',
      '{function} 中的 {call} 停在 `net/http.(*persistConn).roundTrip`。http.DefaultTransport 把拨号限制在 30 秒、TLS 握手限制在 10 秒，但不限制等待应答的时间。',
      '它所在的 goroutine 一直占着手里的东西：上游正在等待的请求、锁、数据库连接。',
      '后来的调用同样在等。goroutine 和连接越积越多，CPU 却无事可做。',
      '调用方先放弃了；用户看到超时，连根本用不到那个慢服务的功能也受牵连。',
    ],
    signal:
      '有 goroutine 在 `net/http.(*persistConn).roundTrip` 中停留数分钟，状态是 `select`；进行中的请求数只升不降；CPU 接近零。',
    verify:
      "curl -s 'http://localhost:6060/debug/pprof/goroutine?debug=2' | grep -c '^net/http\\.(\\*persistConn)\\.roundTrip('",
    verifyExpect:
      '此刻正在等待应答的请求数（需要在 localhost:6060 提供 net/http/pprof）。数字上升，或一分钟后仍然不变，就是这个问题；回落到 0 则排除。',
    intercept:
      '测试中：用处理函数永不应答的 httptest.Server，调用必须在预算时间内返回错误。代码中：由一个带超时参数的构造函数创建客户端；noctx 能找出没有 context 的请求。',
    remedy:
      '共用一个设置了 Timeout 的 `http.Client`，或用带截止时间的 ctx 调用 `http.NewRequestWithContext(ctx, ...)`。Timeout 包含读取响应体的时间：下载和流式响应应改为在 Transport 上设置 `ResponseHeaderTimeout`，响应体则用 context 限制。',
    limits:
      '带 context 的请求由 context-without-deadline 负责。来自模块之外的客户端、其他类型的 Transport 不作判断。逐行读取响应体或请求事件流的调用不报告，它们本来就该持续很久。只是转交出去的客户端也不报告。',
  },
};
