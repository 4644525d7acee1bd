import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'Certificate probe over a connection that is kept',
    what: 'The loop at line {line} sends a request{every}, and {looks} reads the dates of the certificate ({date}). A certificate comes with a handshake, and only a new connection makes one; the transport {kept}, so that the next round takes the old one.',
    chain: [
      'The first round dials, makes the handshake and sees the certificate that the server has then.',
      'The answer is read and the connection goes back to the pool. The next round takes it from there: no dial, no handshake, no call of VerifyConnection or VerifyPeerCertificate, and `resp.TLS` is the state of the first handshake.',
      '{change} TLS does not look at certificates again on an open connection: the requests go on to succeed.',
      'The probe stays green, or goes on to show the date of a certificate that was replaced long ago, for as long as the connection lives.',
      'Users dial anew and see `x509: certificate has expired or is not yet valid`; the alarm comes with a restart of either side, when the old connection ends.',
    ],
    signal:
      'The probe is green while a new connection fails with `x509: certificate has expired or is not yet valid`; in `net/http/httptrace`, GotConn with Reused true and no TLSHandshakeStart after the first round; one established socket that is as old as the process.',
    verify:
      'openssl s_client -connect example.com:443 -servername example.com </dev/null 2>/dev/null | openssl x509 -noout -enddate -serial',
    verifyExpect:
      'With the host of the probe in place of example.com: the certificate that a new connection gets. Another date or serial number than the probe reports is the fault. `ss -tno state established dst :443` on the host of the probe shows whether its connection outlives the rounds.',
    intercept:
      'In a test: an httptest.NewTLSServer that counts http.StateNew in Config.ConnState; two rounds of the probe must make two connections. Beside the probe, a blackbox exporter with an alarm on `probe_ssl_earliest_cert_expiry`.',
    remedy:
      'Let the probe dial for itself: `tls.Dialer.DialContext` and `ConnectionState().PeerCertificates` need no HTTP at all. Or give it a transport of its own with DisableKeepAlives: true (for one request: `req.Close = true`). Do not set it on a transport that other requests share: each of them then pays for a handshake.',
    limits:
      'Whether a connection lives until the next round is up to the server too: one that closes idle ones sooner (nginx after 75 s by default, Apache httpd after 5 s) makes this loop work as meant. Reported are loops that wait and a client that stays the same, where the callback or the code behind the answer reads NotAfter or NotBefore; a loop that waits for as long as IdleConnTimeout (90 s in the default transport) is left out, and so are DisableKeepAlives, CloseIdleConnections and `req.Close`. Not seen: probes that a handler or another library starts, callbacks about something else than dates.',
  },
  'zh-cn': {
    title: '证书探测复用了同一个连接',
    what: '第 {line} 行的循环{every}发出一个请求，由 {looks} 读取证书日期（{date}）。证书随握手而来，只有新建连接才会握手；而这个 Transport {kept}，下一轮用的还是旧连接。',
    chain: [
      '第一轮拨号、握手，看到的是服务端当时的证书。',
      '响应读完之后连接回到池中，下一轮直接取用：不拨号、不握手，也不会调用 VerifyConnection 或 VerifyPeerCertificate；`resp.TLS` 仍是首次握手时的状态。',
      '{change}TLS 不会在已建立的连接上重新检查证书，请求照样成功。',
      '只要这个连接还在，探测就一直是绿的，或者一直显示早已换掉的那张证书的日期。',
      '用户新建连接时看到 `x509: certificate has expired or is not yet valid`；直到某一端重启、旧连接断开，告警才会出现。',
    ],
    signal:
      '探测显示正常，而新建连接报 `x509: certificate has expired or is not yet valid`；用 `net/http/httptrace` 观察，第一轮之后 GotConn 里 Reused 为 true，且没有 TLSHandshakeStart；有一个与进程同龄的已建立套接字。',
    verify:
      'openssl s_client -connect example.com:443 -servername example.com </dev/null 2>/dev/null | openssl x509 -noout -enddate -serial',
    verifyExpect:
      '把 example.com 换成被探测的主机：输出的是新建连接得到的证书。如果日期或序列号与探测报告的不同，就是这个问题。在探测所在的主机上执行 `ss -tno state established dst :443`，可以看到它的连接是否跨轮存活。',
    intercept:
      '测试中：用 httptest.NewTLSServer，在 Config.ConnState 里统计 http.StateNew；探测两轮必须产生两个连接。另外用 blackbox exporter，对 `probe_ssl_earliest_cert_expiry` 设置告警。',
    remedy:
      '让探测自己拨号：`tls.Dialer.DialContext` 加上 `ConnectionState().PeerCertificates`，完全不需要 HTTP。或者给它单独的 Transport，设置 DisableKeepAlives: true（只针对单个请求时用 `req.Close = true`）。不要在与其他请求共用的 Transport 上设置，否则每个请求都要重新握手。',
    limits:
      '连接能否活到下一轮也取决于服务端：较早关闭空闲连接的服务端（nginx 默认 75 秒，Apache httpd 默认 5 秒）会让这个循环按预期工作。只报告有等待的循环，且 client 每轮相同、回调或处理应答的代码读取了 NotAfter 或 NotBefore；间隔不短于 IdleConnTimeout（默认 Transport 为 90 秒）的循环不报告，使用 DisableKeepAlives、CloseIdleConnections 或 `req.Close` 的也不报告。由处理函数或其他库发起的探测，以及与日期无关的回调看不到。',
  },
};
