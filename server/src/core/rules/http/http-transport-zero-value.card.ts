import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'HTTP transport without the limits of the default one',
    what: 'The http.Transport of line {line} starts from zero: no limit for the dial, none for the TLS handshake, none for idle connections. http.DefaultTransport has 30 s, 10 s and 90 s. {others}',
    chain: [
      'A literal takes nothing over from http.DefaultTransport: TLSHandshakeTimeout 0 and IdleConnTimeout 0 mean no limit, and the dial ends when the system gives up, often after two or three minutes.',
      'A host drops packets, or a balancer accepts the connection and has nothing behind it. The dial stands in `net.(*sysDialer).dialTCP` or `crypto/tls.(*Conn).HandshakeContext`, and the request waits for it in `net/http.(*Transport).getConn`. A Timeout of the client or a deadline ends that wait; the dial behind it goes on.',
      'Where requests do get through, up to two connections for each host stay open afterwards, with two goroutines each, until the other side closes them. With MaxIdleConns 0 nothing bounds them over all hosts.',
      'A service that talks to many hosts collects sockets it will never use again; one that talks to few keeps using the address it dialled first, whatever DNS says by now.',
      'Users see requests that hang for minutes after a failover; in the end dials fail with `too many open files`.',
    ],
    signal:
      'Goroutines in `net.(*sysDialer).dialTCP` or `crypto/tls.(*Conn).HandshakeContext` for minutes; pairs of `net/http.(*persistConn).readLoop` [IO wait] and `writeLoop` [select] that only grow; established sockets idle for more than 90 s.',
    verify:
      "curl -s 'http://localhost:6060/debug/pprof/goroutine?debug=2' | grep -c '^net/http\\.(\\*persistConn)\\.readLoop('",
    verifyExpect:
      'Connections of HTTP/1 clients that are open now (needs net/http/pprof on localhost:6060). Count again two minutes after the last request: with the defaults idle ones are gone by then; a number that stays is the fault.',
    intercept:
      'One constructor for transports that starts from the clone. In a test: assert that TLSHandshakeTimeout and IdleConnTimeout of the transport are not zero, or let it dial a net.Listener that accepts and never answers.',
    remedy:
      'Start with `t := http.DefaultTransport.(*http.Transport).Clone()` and set what differs on it; the clone keeps HTTP/2 beside a TLSClientConfig of its own, and it takes the proxy from the environment: set `t.Proxy = nil` where that is not wanted. A Timeout on the client ends the wait of a request, but neither the dial and handshake behind it nor an idle connection.',
    limits:
      'Reported where none of the limits is set, in the literal or anywhere the module sets fields on it; one that is set, also to zero, is taken for a decision. A dial function of its own may be a Unix socket or memory and is left out, and so are transports without keep-alives, those made for each call (http-transport-per-request), tests and commands. What `main` makes in a program that starts no server and listens for no signal has low confidence, and so has what only such commands of the module reach through exported functions.',
  },
  'zh-cn': {
    title: 'HTTP Transport 丢掉了默认限制',
    what: '第 {line} 行的 http.Transport 从零值开始：拨号、TLS 握手和空闲连接都没有时限。http.DefaultTransport 中分别是 30 秒、10 秒和 90 秒。{others}',
    chain: [
      '字面量不会继承 http.DefaultTransport 的任何设置：TLSHandshakeTimeout 和 IdleConnTimeout 为 0 表示不限，拨号则要等操作系统放弃，往往是两三分钟。',
      '某台主机丢弃数据包，或者负载均衡接受了连接而后面没有服务。拨号停在 `net.(*sysDialer).dialTCP` 或 `crypto/tls.(*Conn).HandshakeContext`，请求则在 `net/http.(*Transport).getConn` 等它。客户端的 Timeout 或截止时间只结束这次等待，背后的拨号仍在继续。',
      '请求成功之后，每个主机最多留下两个连接，每个连接占用两个 goroutine，直到对端关闭为止；MaxIdleConns 为 0，所有主机合计也没有上限。',
      '与很多主机通信的服务会攒下再也用不到的套接字；只与少数主机通信的服务会一直使用最初拨通的地址，不管 DNS 现在怎么说。',
      '故障切换之后，用户看到请求卡住几分钟；最终拨号失败，报 `too many open files`。',
    ],
    signal:
      '有 goroutine 在 `net.(*sysDialer).dialTCP` 或 `crypto/tls.(*Conn).HandshakeContext` 停留数分钟；成对的 `net/http.(*persistConn).readLoop` [IO wait] 与 `writeLoop` [select] 只增不减；已建立的套接字空闲超过 90 秒。',
    verify:
      "curl -s 'http://localhost:6060/debug/pprof/goroutine?debug=2' | grep -c '^net/http\\.(\\*persistConn)\\.readLoop('",
    verifyExpect:
      '此刻 HTTP/1 客户端打开的连接数（需要在 localhost:6060 提供 net/http/pprof）。最后一个请求两分钟之后再数一次：使用默认限制时空闲连接此时已经关闭；数字不变就是这个问题。',
    intercept:
      '由一个构造函数统一创建 Transport，并从副本开始。测试中：断言 TLSHandshakeTimeout 和 IdleConnTimeout 不为零，或者让它去连一个只接受、不应答的 net.Listener。',
    remedy:
      '先写 `t := http.DefaultTransport.(*http.Transport).Clone()`，再设置不同之处；即使另设 TLSClientConfig，副本也保留 HTTP/2。它会使用环境变量中的代理，不需要时设置 `t.Proxy = nil`。客户端的 Timeout 只结束请求的等待，管不到背后的拨号和握手，也管不到空闲连接。',
    limits:
      '只有当这些限制一个都没有设置时才报告，无论是在字面量里还是在模块的其他地方；明确设为零也视为有意为之。自带拨号函数的可能是 Unix 套接字或内存连接，不报告；禁用长连接的、每次调用新建的（见 http-transport-per-request）、测试和命令行程序中的也不报告。既不启动服务也不监听信号的程序，在 `main` 中创建的以低置信度显示；模块内只有这类命令经导出函数才会执行到的也是如此。',
  },
};
