import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'New HTTP transport for each call',
    what: 'The pool of connections belongs to the http.Transport, and {function} makes a new one at line {line} whenever it runs. Nobody else can use its connections, and nothing closes them when {function} is over.',
    chain: [
      '{function} makes a transport at line {line} and sends a request with it at line {exitLine}: TCP and, for https, TLS are set up from nothing.',
      'The body is read and closed, so the connection goes into the pool of that transport, as it should. With the function the pool is forgotten; its connection is not: two goroutines keep it, {idle}.',
      'The next call cannot find it and dials anew. Sockets and goroutines here, and connections over there, grow with the number of calls.',
      'Latency has one to three round trips more per call, and the other side spends its CPU on handshakes.',
      'The process runs out of file descriptors or local ports: `dial tcp …: socket: too many open files` or `connect: cannot assign requested address`, and users get errors.',
    ],
    signal:
      'Goroutines in `net/http.(*persistConn).readLoop` with state `IO wait` that grow by one per call although bodies are closed, as many in `writeLoop`; handshakes per second equal requests per second.',
    verify:
      "curl -s 'http://localhost:6060/debug/pprof/goroutine?debug=2' | grep -c '^net/http\\.(\\*persistConn)\\.readLoop('",
    verifyExpect:
      'Connections that the process keeps as a client (needs net/http/pprof on localhost:6060). With the fault the number grows with each call; with one shared client it stays at the number of calls at a time.',
    intercept:
      'In a test: an httptest.Server with `Config.ConnState` that counts StateNew; two calls, one after the other, must make one connection. In code: clients are made in constructors and handed in.',
    remedy:
      'Make the transport once, in a package variable, a field or by sync.Once, and share it: transports and clients are safe for concurrent use. Settings of a single request belong into the request and its context. Where a transport must be thrown away, because its certificate or proxy is the caller’s, call `CloseIdleConnections` at the end or set `DisableKeepAlives`.',
    limits:
      'Only transports that stay in the function which makes them are seen: one that is returned, stored or handed to other functions is not judged, nor one whose request ends its connection (`Close`, `Connection: close`) or whose dial function sets a deadline on it. One that a loop sends request after request with is left out where nothing starts that loop again, and is a guess elsewhere. Before Go 1.27 (by the go line of go.mod) HTTP/1 closes a connection whose answer is closed unread: after a GET that is a guess too, after another method confidence is medium. Whether a function runs again is certain for handlers, loops and what they call; where that is not known confidence is medium, and low where every call that is seen runs once or where the transport is made only after a failure. With an IdleConnTimeout the number of idle connections is bounded by the rate of calls, so the severity is lower.',
  },
  'zh-cn': {
    title: '每次调用都新建 HTTP Transport',
    what: '连接池属于 http.Transport，而 {function} 每次运行都会在第 {line} 行新建一个。它的连接别人用不上，{function} 结束时也没有谁去关闭。',
    chain: [
      '{function} 在第 {line} 行新建 Transport，在第 {exitLine} 行用它发出请求：TCP 以及 https 的 TLS 都要从头建立。',
      '响应体读完并关闭，连接按规矩回到这个 Transport 的池里。函数结束后池没人记得了，连接却还在：两个 goroutine 一直守着它，{idle}。',
      '下一次调用找不到它，只能重新拨号。本机的套接字和 goroutine、对端的连接数都随调用次数增长。',
      '每次调用多出一到三个往返的延迟，对端的 CPU 耗在握手上。',
      '进程耗尽文件描述符或本地端口：`dial tcp …: socket: too many open files` 或 `connect: cannot assign requested address`，用户看到的是错误。',
    ],
    signal:
      '响应体明明都关闭了，`net/http.(*persistConn).readLoop` 中状态为 `IO wait` 的 goroutine 仍然每次调用加一，`writeLoop` 同样多；每秒握手数等于每秒请求数。',
    verify:
      "curl -s 'http://localhost:6060/debug/pprof/goroutine?debug=2' | grep -c '^net/http\\.(\\*persistConn)\\.readLoop('",
    verifyExpect:
      '进程作为客户端保持的连接数（需要在 localhost:6060 提供 net/http/pprof）。有问题时数字随每次调用增长；共用一个客户端时，它停留在同时进行的调用数。',
    intercept:
      '测试中：用 httptest.Server 的 `Config.ConnState` 统计 StateNew，先后两次调用只应建立一条连接。代码中：客户端在构造函数里创建，再传进来使用。',
    remedy:
      'Transport 只创建一次并共用：放在包级变量、字段里，或用 sync.Once；Transport 和 Client 都可以并发使用。单次请求的设置应放进请求本身和它的 context。如果证书或代理因调用方而异，Transport 不得不用完就丢，就在最后调用 `CloseIdleConnections`，或设置 `DisableKeepAlives`。',
    limits:
      '只检查留在创建它的函数内部的 Transport：被返回、存起来或交给其他函数的不作判断，请求本身要求关闭连接（`Close`、`Connection: close`）的、拨号函数给连接设了截止时间的也不作判断。在循环里反复用来发请求的 Transport，若看不到谁会再次启动该循环则不报告，否则只算推测。Go 1.27 之前（以 go.mod 的 go 行为准），HTTP/1 会关闭响应体未读就 Close 的连接：GET 之后只算推测，其他方法为中等置信度。处理函数、循环以及它们所调用的函数必然反复运行；无法确定时为中等置信度；看得到的每个调用都只执行一次，或只有出错之后才新建时，置信度为低。设置了 IdleConnTimeout 时空闲连接数受调用频率限制，严重程度因此较低。',
  },
};
