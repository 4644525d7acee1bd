import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'HTTP response closed without reading its body',
    what: '{function} asks at line {line} and closes {closer} at line {exitLine}, and no path reads it. Up to Go 1.26 an HTTP/1 connection whose body was closed before its end is thrown away, however short the body is.',
    chain: [
      'The answer to line {line} arrives; {function} looks at the status and closes {closer} at line {exitLine} with the body still unread.',
      'The transport cannot know how much would follow, so `net/http.(*persistConn).readLoop` closes the TCP connection instead of keeping it idle.',
      'The next request to the same host finds no idle connection: it dials, and with TLS shakes hands, again.',
      'Each call costs one to three more round trips and leaves a socket in TIME_WAIT on this side, which closed first.',
      'Checks become slower than they need to be; many per second use up the local ports towards that host (`cannot assign requested address`).',
    ],
    signal:
      'Many sockets in TIME-WAIT to one peer; `httptrace.GotConnInfo.Reused` is false for every request; as many new connections as requests at the other side.',
    verify: "ss -tan state time-wait | awk 'NR > 1 {print $4}' | sort | uniq -c | sort -rn | head",
    verifyExpect:
      'Closed connections by peer, on Linux. A count for the host of this request that is near the number of calls in the last minute is the fault; a handful clears it.',
    intercept:
      'One helper that closes responses, and reads what is left of them, for everybody who wants the status only. In a test: an httptest.Server whose ConnState counts http.StateNew.',
    remedy:
      'Read what is left before the Close, with a limit: `io.Copy(io.Discard, io.LimitReader({closer}, 256<<10))`; or ask with HEAD where the server allows it. Do not drain what may be large: to read megabytes costs more than to dial. A program built with Go 1.27 or later needs nothing of this: there Close reads up to 256 KiB for up to 50 ms itself.',
    limits:
      'Reported only for GET, and where no path of the function reads the body: what takes something mostly answers with nothing. Low confidence where no next request to the same host is seen (a probe that runs once dials once), and where nothing says that the answer has a body: health checks are often answered with a status alone, which costs nothing. A page, a file, one of many things by its end (`"/carts/" + id`), or a look at Content-Type says it. The `go` line of go.mod stands for the Go that builds it; an older module built with 1.27 does not have the fault. HTTP/2 gives up a stream only: URLs that are not known to begin with `http:` are left out, and so is code that expects 204 or 304 or takes any status of a range.',
  },
  'zh-cn': {
    title: 'HTTP 响应体没有读取就关闭',
    what: '{function} 在第 {line} 行发出请求，在第 {exitLine} 行关闭 {closer}，没有任何路径读取过它。在 Go 1.26 及更早版本中，响应体没读到末尾就关闭的 HTTP/1 连接会被丢弃，不管响应体有多短。',
    chain: [
      '第 {line} 行的应答到达；{function} 只看了状态码，就在第 {exitLine} 行关闭了还没读的 {closer}。',
      'Transport 不知道后面还有多少数据，于是 `net/http.(*persistConn).readLoop` 直接关闭 TCP 连接，而不是留作空闲连接。',
      '对同一主机的下一个请求找不到空闲连接，只能重新拨号，使用 TLS 时还要重新握手。',
      '每次调用多花一到三个往返，并在先关闭的这一侧留下一个 TIME_WAIT 套接字。',
      '健康检查比应有的更慢；每秒次数多时，通向该主机的本地端口会被用尽（`cannot assign requested address`）。',
    ],
    signal:
      '到同一对端有大量 TIME-WAIT 套接字；每个请求的 `httptrace.GotConnInfo.Reused` 都是 false；对端看到的新连接数与请求数相当。',
    verify: "ss -tan state time-wait | awk 'NR > 1 {print $4}' | sort | uniq -c | sort -rn | head",
    verifyExpect:
      '按对端统计已关闭的连接（Linux）。该主机的计数接近最近一分钟的调用次数就是这个问题；只有几个则排除。',
    intercept:
      '让只关心状态码的代码统一调用一个辅助函数，由它读完剩余内容再关闭。测试中：用 httptest.Server 的 ConnState 统计 http.StateNew 的次数。',
    remedy:
      '关闭之前带上限地读完剩余部分：`io.Copy(io.Discard, io.LimitReader({closer}, 256<<10))`；或者在服务端允许时改用 HEAD。可能很大的响应体不要读完：读取几兆字节比重新拨号更贵。用 Go 1.27 或更新版本构建的程序不需要这样做：Close 会自己读取至多 256 KiB，最长 50 毫秒。',
    limits:
      '只报告 GET 请求，并且函数的任何路径都不读取响应体；提交数据的请求多半返回空应答。看不到对同一主机的下一个请求时（只运行一次的探测本来就只建一次连接），或者没有迹象表明应答带有响应体时，置信度为低：健康检查常常只返回状态码，没有代价。页面、文件、以变量结尾的地址（`"/carts/" + id`）或查看 Content-Type 都算迹象。以 go.mod 的 `go` 行代表构建所用的 Go 版本；旧模块若用 1.27 构建则没有这个问题。HTTP/2 只放弃一个流：不能确定以 `http:` 开头的地址不报告，期望 204 或 304 的代码以及接受一段状态码范围的代码也不报告。',
  },
};
