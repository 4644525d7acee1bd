import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'HTTP server without a read timeout',
    what: '{server} at line {line} serves without {missing}. All limits of http.Server are 0 unless they are set, and 0 means none: how long a connection stays is up to the client.',
    chain: [
      'A client connects and sends its request header byte by byte, or nothing at all: a phone that has lost its network, a scanner, somebody who means it.',
      'net/http has started a goroutine for that connection. It waits in `(*conn).readRequest` with no deadline and holds the socket, a read buffer of 4 KiB and its stack.',
      'Such connections add up, because nothing but the client ends them. The CPU stays idle: a goroutine that waits for the network uses none.',
      'The process reaches its limit of open files, and Accept fails: `accept4: too many open files; retrying in 5ms`.',
      'New users get no connection, or a 502 from the balancer, while the health of CPU and database looks perfect.',
    ],
    signal:
      'Goroutines that stand for minutes in `net/http.(*conn).readRequest` with state `IO wait`; `process_open_fds` rises towards `process_max_fds`; the log says `http: Accept error: accept tcp … too many open files; retrying in`.',
    verify:
      'time timeout 60 bash -c \'exec 3<>/dev/tcp/localhost/8080; printf "GET / HTTP/1.1\\r\\nHost: x\\r\\n" >&3; cat <&3\'',
    verifyExpect:
      'Sends a header without its end to port 8080. With the fault it takes the whole 60 s; with ReadHeaderTimeout it ends after that limit. (`curl --limit-rate` does not show this: it sends the header at once.)',
    intercept:
      'One function that makes every server of the house. In a test of it: dial, write half a header, and expect the read to end within the limit. gosec G112 and G114 look for the same; a balancer in front may set limits of its own, but only for what goes through it.',
    remedy:
      'An `http.Server` with `ReadHeaderTimeout`, which is safe for uploads and streams because it ends with the header. Besides: `ReadTimeout` bounds the body too, `WriteTimeout` the answer to a client that reads slowly, `IdleTimeout` the wait for the next request (without it ReadTimeout counts, and without both the wait is unlimited). A handler that streams moves its own limit with `http.NewResponseController(w).SetReadDeadline` or `SetWriteDeadline`.',
    limits:
      'Limits that a proxy or a listener of its own sets are not seen. A server that goes to a function outside this module, or listens on what somebody else has made, is shown with medium confidence, with low one that goes to a function that somebody hands in, or whose address comes through other functions and packages from flags, or options that the module registers by name, which name this machine by default. Servers on a loopback address, a unix socket or a listener in memory are left out, also where that is the default of a flag, of an empty setting or of the helper that listens; so are listeners of a connection on which the code sets a deadline. Frameworks with servers of their own (echo, fiber) are not looked at; of gin, Run, RunTLS and RunListener are.',
  },
  'zh-cn': {
    title: 'HTTP 服务器没有读超时',
    what: '第 {line} 行的 {server} 在没有设置 {missing} 的情况下对外服务。http.Server 的各项时限默认都是 0，也就是没有时限：一条连接占用多久，完全由客户端决定。',
    chain: [
      '客户端连上之后，一个字节一个字节地发请求头，或者干脆什么都不发：断了网的手机、扫描器、存心捣乱的人。',
      'net/http 已经为这条连接启动了一个 goroutine。它停在 `(*conn).readRequest` 里等待，没有截止时间，并占着套接字、4 KiB 读缓冲和自己的栈。',
      '这样的连接越积越多，因为除了客户端没有谁会结束它们。CPU 却很空闲：等待网络的 goroutine 不消耗 CPU。',
      '进程达到打开文件数上限，Accept 开始失败：`accept4: too many open files; retrying in 5ms`。',
      '新用户连不上，或从负载均衡那里得到 502，而 CPU 和数据库的指标看上去一切正常。',
    ],
    signal:
      '有 goroutine 在 `net/http.(*conn).readRequest` 中停留数分钟，状态是 `IO wait`；`process_open_fds` 逼近 `process_max_fds`；日志出现 `http: Accept error: accept tcp … too many open files; retrying in`。',
    verify:
      'time timeout 60 bash -c \'exec 3<>/dev/tcp/localhost/8080; printf "GET / HTTP/1.1\\r\\nHost: x\\r\\n" >&3; cat <&3\'',
    verifyExpect:
      '向 8080 端口发送一个没有结尾的请求头。有问题时会耗满 60 秒；设置了 ReadHeaderTimeout 则到时限就结束。（`curl --limit-rate` 测不出来：它一次就把请求头发完了。）',
    intercept:
      '所有服务器都由同一个函数创建。为它写测试：建立连接，只写半个请求头，断言读操作在时限内结束。gosec 的 G112、G114 检查同样的问题；前面的负载均衡可以有自己的时限，但只管得住经过它的流量。',
    remedy:
      '使用设置了 `ReadHeaderTimeout` 的 `http.Server`：它只管到请求头结束，因此不影响上传和流式响应。另外：`ReadTimeout` 还限制请求体，`WriteTimeout` 限制慢速读取的客户端，`IdleTimeout` 限制等待下一个请求的时间（不设时取 ReadTimeout，两者都没有就一直等）。流式处理函数用 `http.NewResponseController(w).SetReadDeadline` 或 `SetWriteDeadline` 调整自己的时限。',
    limits:
      '代理或自定义 listener 设置的时限看不到。服务器交给了模块之外的函数，或监听的是别人创建的 listener 时，只以中等置信度显示；交给外部传入的函数，或地址经由其他函数和包来自默认只指向本机的命令行参数、或模块自己按名称登记的选项时，以低置信度显示。监听回环地址、unix 套接字或内存 listener 的服务器不报告，回环地址只是命令行参数、空配置项或监听辅助函数的默认值时也不报告；由代码已设截止时间的连接构成的 listener 同样不报告。自带服务器的框架（echo、fiber）不检查；gin 只看 Run、RunTLS 和 RunListener。',
  },
};
