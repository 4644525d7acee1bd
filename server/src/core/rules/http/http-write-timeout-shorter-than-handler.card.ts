import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'Handler waits longer than the WriteTimeout of its server',
    what: 'Line {line} waits {wait} inside {handler}, but the server stops writing the answer {limit} after it has read the header of the request.',
    chain: [
      'When the header of a request is read, the server sets the write deadline of the connection: now plus the WriteTimeout of {limit}.',
      '{handler} waits {wait}. The deadline passes meanwhile; it neither stops the handler nor ends r.Context().',
      'After the wait a small Write still returns nil, because it goes into a buffer. The flush at the end fails, and nobody is told.',
      'The server closes the connection without a single byte of the answer. It logs nothing; a middleware that logs requests notes status 200.',
      'The client gets `EOF`, a proxy in front answers 502; both may try again, and the work is done once more for nothing.',
    ],
    signal:
      'Clients that report `EOF` or `Empty reply from server`, proxies with 502, while the log of the service has 200 for the same request and a duration above {limit}.',
    verify: "curl -sv -o /dev/null -w 'after %{time_total} s\\n' http://localhost:8080/",
    verifyExpect:
      'Put the path of this handler behind the address. The fault: `Empty reply from server` (exit code 52) after {wait} instead of a status.',
    intercept:
      'A test that starts the server with its real WriteTimeout, not httptest.NewServer, which has none, and calls the slowest handler. Keep the WriteTimeout and the waits of handlers in one place.',
    remedy:
      'Answer before the limit: shorten the wait, or answer 202 and let the client ask again. A handler that is meant to last moves its own deadline before it waits: `http.NewResponseController(w).SetWriteDeadline(...)` (Go 1.20); after the deadline has passed that comes too late. For all other handlers http.TimeoutHandler with less than {limit} answers 503 in time.',
    limits:
      'Only constant waits by time.Sleep and <-time.After, in the handler or in functions that it surely calls, and only where the module has one server with a constant WriteTimeout. Silent where anything in the module sets write deadlines or uses http.TimeoutHandler, and for handlers that flush, hijack or upgrade. Slow calls are not measured; contexts that last too long are for http-timeout-chain-inversion.',
  },
  'zh-cn': {
    title: '处理函数等待的时间超过服务器的 WriteTimeout',
    what: '第 {line} 行在 {handler} 中等待 {wait}，而服务器在读完请求头 {limit} 之后就不再写应答。',
    chain: [
      '读完请求头时，服务器设置连接的写截止时间：当前时间加上 {limit} 的 WriteTimeout。',
      '{handler} 等待 {wait}。期间截止时间已过，但它既不会停止处理函数，也不会结束 r.Context()。',
      '等待结束后，小的 Write 进入缓冲区，仍然返回 nil；最后刷出时失败，却没有人得知。',
      '服务器关闭连接，应答连一个字节都没有发出。它不记日志；记录请求的中间件写下的是状态 200。',
      '客户端得到 `EOF`，前置代理返回 502；两者都可能重试，同样的工作又白做一遍。',
    ],
    signal:
      '客户端报 `EOF` 或 `Empty reply from server`，代理出现 502，而服务日志中同一请求是 200，耗时超过 {limit}。',
    verify: "curl -sv -o /dev/null -w 'after %{time_total} s\\n' http://localhost:8080/",
    verifyExpect:
      '在地址后面加上这个处理函数的路径。有问题时：{wait} 之后出现 `Empty reply from server`（退出码 52），而不是状态码。',
    intercept:
      '写一个测试，用真实的 WriteTimeout 启动服务器（httptest.NewServer 没有这个时限），并调用最慢的处理函数。把 WriteTimeout 和处理函数中的等待放在同一个地方。',
    remedy:
      '在时限之前应答：缩短等待，或者先答 202，让客户端稍后再问。确实需要较长时间的处理函数，应在等待之前推迟自己的截止时间：`http.NewResponseController(w).SetWriteDeadline(...)`（Go 1.20）；截止时间一过就来不及了。其余处理函数可用时限小于 {limit} 的 http.TimeoutHandler，它会按时应答 503。',
    limits:
      '只看处理函数以及它必定调用的函数里用 time.Sleep 和 <-time.After 写的固定等待，并且模块中只有一个服务器、其 WriteTimeout 为常量。如果模块中有代码设置写截止时间或使用 http.TimeoutHandler，或者处理函数会刷出、接管或升级连接，就不报告。不估计慢调用的耗时；时限过长的 context 由 http-timeout-chain-inversion 判断。',
  },
};
