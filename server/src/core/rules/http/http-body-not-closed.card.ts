import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'HTTP response body not closed on every path',
    what: '{closer} is neither closed nor handed on where {function} leaves at line {exitLine}. Until it is closed or read to EOF, net/http cannot reuse the HTTP/1.x connection behind it.',
    chain: [
      'The request at line {line} succeeds; on the path that leaves at line {exitLine} nobody closes the body.',
      'The connection stays checked out of the pool. Its readLoop and writeLoop goroutines stay parked in `select` until the body is closed, read to EOF, or the request’s deadline fires. Idle limits and CloseIdleConnections do not touch it.',
      'Every further call that takes this path dials a new connection; with MaxConnsPerHost set, callers queue instead.',
      'File descriptors, ephemeral ports or the server’s connection slots run out.',
      'Users see `dial tcp: socket: too many open files`, `cannot assign requested address`, or requests that hang.',
    ],
    signal:
      'Goroutine profile: many `net/http.(*persistConn).readLoop` in state `select` (idle connections wait in `IO wait`), and as many `writeLoop`. `process_open_fds` and `go_goroutines` climb with traffic; sockets in CLOSE-WAIT.',
    verify:
      "curl -s 'http://localhost:6060/debug/pprof/goroutine?debug=2' | grep -A1 '\\[select' | grep -c 'persistConn).readLoop'",
    verifyExpect:
      'A number that keeps growing under steady traffic (needs net/http/pprof on localhost:6060). 0, or a number that stays put, clears this line.',
    intercept:
      'In a test: an httptest.Server that counts ConnState `StateNew`; 20 calls through this path must give 1. In the client: always a timeout, which bounds the leak to its length.',
    remedy:
      'Close the body on every path after the error check: `defer {closer}.Close()` when the function keeps the response to itself, a Close before each early return when it hands it on. In a loop, close per iteration.',
    limits:
      'Nothing leaks for responses without a body (HEAD, 204, 304, Content-Length: 0), and reading to EOF also frees the connection. Over HTTP/2 the connection is shared: a small unread body costs nothing, a large one holds its stream. A request deadline turns the leak into a bounded one. A response of the Elasticsearch and OpenSearch clients has the body of the net/http response under it; a transport of another kind may keep something else. In tests, a body that is read to its end, decoded or read by a count, and an answer of which nothing says that it has a body, are shown at low confidence only; so is a body that a command reads to its end before it ends itself. A response that the transport of a test makes itself is left out there.',
  },
  'zh-cn': {
    title: 'HTTP 响应体没有在所有路径上关闭',
    what: '{function} 在第 {exitLine} 行离开时，{closer} 既没有关闭，也没有交给别人。在关闭或读到 EOF 之前，net/http 无法复用它背后的 HTTP/1.x 连接。',
    chain: [
      '第 {line} 行的请求成功返回；从第 {exitLine} 行离开的那条路径上，没有人关闭响应体。',
      '这条连接一直处于被占用状态，不在空闲池里。它的 readLoop 和 writeLoop 两个 goroutine 停在 `select` 上，直到响应体被关闭、读到 EOF，或请求的截止时间到达。空闲连接上限和 CloseIdleConnections 都管不到它。',
      '之后每次走到这条路径都会新建连接；如果设置了 MaxConnsPerHost，调用方则会排队。',
      '文件描述符、临时端口或服务端的连接数被耗尽。',
      '用户看到 `dial tcp: socket: too many open files`、`cannot assign requested address`，或者请求一直挂起。',
    ],
    signal:
      'goroutine 剖析中大量 `net/http.(*persistConn).readLoop` 处于 `select` 状态（空闲连接是 `IO wait`），`writeLoop` 数量相同。`process_open_fds` 与 `go_goroutines` 随流量上升；出现 CLOSE-WAIT 套接字。',
    verify:
      "curl -s 'http://localhost:6060/debug/pprof/goroutine?debug=2' | grep -A1 '\\[select' | grep -c 'persistConn).readLoop'",
    verifyExpect:
      '流量平稳时数字持续增长就说明有泄漏（需要在 localhost:6060 提供 net/http/pprof）；为 0 或保持不变则排除此处。',
    intercept:
      '测试中：用 httptest.Server 统计 ConnState 的 `StateNew`，经此路径调用 20 次应当只有 1 次。客户端：始终设置超时，它能把泄漏限制在超时时长之内。',
    remedy:
      '在错误检查之后的每条路径上关闭响应体：函数自己用完响应时写 `defer {closer}.Close()`；要把响应交出去时，在每个提前返回之前关闭。循环里要在每次迭代中关闭。',
    limits:
      '没有响应体的响应（HEAD、204、304、Content-Length: 0）不会泄漏；读到 EOF 同样会归还连接。HTTP/2 共享连接：未读的小响应体没有代价，大的会占住自己的流。请求带截止时间时，泄漏是有限的。Elasticsearch 与 OpenSearch 客户端的响应体就是其下 net/http 响应的响应体；换成其他传输实现时，占用的可能是别的资源。在测试中，已读到末尾、已解码或按字节数读取的响应体，以及没有迹象表明带响应体的应答，只以低置信度显示；一次性命令在自己结束前读到末尾的响应体也是如此。在测试中，由测试自己的 transport 直接构造的响应不报告。',
  },
};
