import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'Plaintext when TLS cannot be set up',
    what: 'When {failing} at line {failingLine} fails, {start} at line {line} goes on without TLS: {what}. What was meant to keep the service up gives it up in another way: clients that want TLS fail all the same, and the others send in clear.',
    chain: [
      '{failing} at line {failingLine} fails: the certificate is not where it is looked for, the key does not fit, the file may not be read, a secret is not mounted. (An expired certificate is no reason: it loads without an error.)',
      'The error is at most a line in a log. {start} at line {line} runs instead, and {what}.',
      'Whoever insists on TLS does not follow: a Go client gives up with `http: server gave HTTP response to HTTPS client`. The outage that this should prevent is there.',
      'Whoever does not insist sends passwords, tokens and data in clear, or gets answers that anybody on the way can change. Nothing reports an error, so it can stay like that for months.',
      'Users see either a service that is down, or nothing at all, until what was read on the way is used.',
    ],
    signal:
      'The log line of the failed certificate at start-up, and no TLS on the port: `http: server gave HTTP response to HTTPS client` or `tls: first record does not look like a TLS handshake` at clients.',
    verify: 'curl -sv --max-time 5 http://localhost:8443/ 2>&1 | head -n 20',
    verifyExpect:
      'Put in the address, and start the program with a file name of a certificate that does not exist. An answer in plain HTTP shows the fault (a server with TLS answers `400 Bad Request`: `Client sent an HTTP request to an HTTPS server.`). With the fault removed nothing listens.',
    intercept:
      'In a test of the start-up: with a certificate that does not exist it must return an error. In front of the service: a probe with TLS, so that a version that has none never gets traffic.',
    remedy:
      'Return the error, or end the program: a deployment that cannot load its certificate is to fail where somebody sees it, while the old version goes on serving. When a certificate is loaded again at run time and that fails, keep the last good one. Where plaintext is wanted (behind a proxy that ends TLS), make it an option that somebody sets.',
    limits:
      'Reported where the error of a call that loads a certificate, or starts TLS, decides and nothing else does: with an option beside it (`if !allowPlain { return err }`) nothing is said. A server that only this machine reaches is not reported. A flag or a nil configuration that is remembered and looked at later is not followed, and neither is a check of the files alone (`os.Stat`). Of clients only those of gRPC are known.',
  },
  'zh-cn': {
    title: 'TLS 建不起来时退回明文',
    what: '第 {failingLine} 行的 {failing} 失败时，第 {line} 行的 {start} 会在没有 TLS 的情况下继续：{what}。本想保住服务，结果只是换一种方式失去它：要求 TLS 的客户端照样失败，其余的则以明文发送数据。',
    chain: [
      '第 {failingLine} 行的 {failing} 失败：证书不在指定的位置、私钥不匹配、文件没有读权限、Secret 没有挂载。（证书过期不会走到这里：过期的证书加载时不报错。）',
      '这个错误最多只是一行日志，随后运行的是第 {line} 行的 {start}：{what}。',
      '要求 TLS 的一方不会跟着降级：Go 客户端以 `http: server gave HTTP response to HTTPS client` 放弃。本想避免的中断依然发生。',
      '不强制 TLS 的一方则以明文发送密码、令牌和数据，收到的内容也可能被途中的人篡改。没有任何地方报错，这种状态可能持续几个月。',
      '用户看到的要么是服务不可用，要么什么异常也没有，直到被窃听的内容遭人利用。',
    ],
    signal:
      '启动时有一行证书加载失败的日志，端口上却没有 TLS：客户端报 `http: server gave HTTP response to HTTPS client` 或 `tls: first record does not look like a TLS handshake`。',
    verify: 'curl -sv --max-time 5 http://localhost:8443/ 2>&1 | head -n 20',
    verifyExpect:
      '换成实际地址，并用一个不存在的证书文件名启动程序。得到明文 HTTP 的应答就说明有问题（启用了 TLS 的服务端会回答 `400 Bad Request`：`Client sent an HTTP request to an HTTPS server.`）。改正之后，端口上没有任何监听。',
    intercept:
      '为启动过程写测试：证书不存在时必须返回错误。在服务前面：用 TLS 做健康探测，没有 TLS 的版本就永远接不到流量。',
    remedy:
      '返回错误，或结束程序：加载不了证书的部署应当在有人看得见的地方失败，旧版本则继续提供服务。运行中重新加载证书失败时，保留上一份可用的证书。确实需要明文时（例如由前面的代理终结 TLS），把它做成需要明确设置的选项。',
    limits:
      '只有当加载证书或启动 TLS 的错误单独决定走向时才报告：旁边还有选项（`if !allowPlain { return err }`）时不报告。只有本机能访问的服务端不报告。先记在标志或空配置里、之后再判断的写法没有追踪，只检查文件是否存在（`os.Stat`）的写法也不报告。客户端只认识 gRPC。',
  },
};
