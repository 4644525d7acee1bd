import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'A certificate that renewal does not reach',
    what: '{load} at line {line} reads {files} when the server starts and never again. When the files are renewed (certbot, cert-manager, an internal CA), the running process goes on serving the certificate that it has in memory, until that has expired.',
    chain: [
      'At the start {load} at line {line} reads {files} into the configuration of the server.',
      'Weeks later the certificate is renewed: new files, with success in the log of whoever renews. The process is told nothing.',
      'It serves the old certificate to every new connection. Nothing looks wrong: the files on disk are good, and so is every check that reads them.',
      'The old certificate expires. New handshakes fail at once, and all at the same moment; connections that are open go on, so that it begins with some clients only.',
      'Users see `certificate has expired`. A restart helps, which hides the cause until the next time.',
    ],
    signal:
      'At clients: `x509: certificate has expired or is not yet valid`. In the log of the server: `http: TLS handshake error from …: remote error: tls: bad certificate` (from clients that use OpenSSL: `tls: expired certificate`). The date that the port shows is older than the one of the file.',
    verify:
      'openssl s_client -connect localhost:8443 -servername localhost </dev/null 2>/dev/null | openssl x509 -noout -enddate',
    verifyExpect:
      'Put in the address, run it, replace the files by a newer certificate, and run it again: with the fault the date stays the old one until the process is restarted.',
    intercept:
      'A probe of the port, not of the file: an alert at 21, 14 and 7 days before `notAfter` (blackbox exporter: `probe_ssl_earliest_cert_expiry`). In a test: replace the files while the server runs and connect anew.',
    remedy:
      'Give the server a `GetCertificate` that returns what was read last, and read again when the files have changed (a timer of some minutes is enough); when that fails, keep the last good certificate and log it. Then `ListenAndServeTLS("", "")`. `autocert` and `certmagic` bring one along. Where the process is surely restarted after each renewal (a deploy hook, a rolling restart), nothing is to be done: say so in a suppression.',
    limits:
      'Whether something restarts the process after a renewal is not in the code, and neither is how long the certificate lives. Only files are meant: a certificate that is made in memory or built in, or that the program writes to the file anew each time before it reads it, is not reported. A server that only this machine reaches is silent, and so is a certificate that is read where a request, a loop or a reload comes by, or whose file names come from fields that no code of the module sets. A module that restarts services (`systemctl restart`) or its own process lowers the confidence.',
  },
  'zh-cn': {
    title: '续期后不会生效的证书',
    what: '第 {line} 行的 {load} 在服务启动时读取 {files}，之后再也不读。文件被续期（certbot、cert-manager 或内部 CA）之后，运行中的进程仍使用内存里的旧证书，直到它过期。',
    chain: [
      '启动时，第 {line} 行的 {load} 把 {files} 读进服务端的配置。',
      '几周后证书续期：磁盘上是新文件，续期程序的日志也显示成功，但没有人通知这个进程。',
      '进程对每个新连接仍出示旧证书。看上去一切正常：磁盘上的文件是好的，读取文件的检查也全部通过。',
      '旧证书过期。从那一刻起新的握手全部失败；已经建立的连接还能继续，所以一开始只有部分客户端受影响。',
      '用户看到 `certificate has expired`。重启就好了，原因也因此被掩盖，直到下一次。',
    ],
    signal:
      '客户端：`x509: certificate has expired or is not yet valid`。服务端日志：`http: TLS handshake error from …: remote error: tls: bad certificate`（使用 OpenSSL 的客户端：`tls: expired certificate`）。端口上出示的到期日早于文件里的到期日。',
    verify:
      'openssl s_client -connect localhost:8443 -servername localhost </dev/null 2>/dev/null | openssl x509 -noout -enddate',
    verifyExpect:
      '换成实际地址，执行一次，用更新的证书替换文件，再执行一次：有问题时，日期一直是旧的，直到重启进程。',
    intercept:
      '探测端口而不是文件：在 `notAfter` 之前 21、14、7 天告警（blackbox exporter 的 `probe_ssl_earliest_cert_expiry`）。测试里：在服务运行时替换文件，再新建连接。',
    remedy:
      '给服务端设置 `GetCertificate`，返回最近一次读到的证书，文件变化时重新读取（几分钟一次的定时器就够）；读取失败时保留上一份可用的证书并记日志。然后调用 `ListenAndServeTLS("", "")`。`autocert` 和 `certmagic` 自带这一功能。如果每次续期后进程必定重启（deploy hook、滚动重启），则无需改动：在忽略指令里写明即可。',
    limits:
      '代码里看不出续期后是否有人重启进程，也看不出证书的有效期。这里只指文件：在内存中生成、内置，或每次读取之前都由程序重新写入文件的证书不报告。只有本机能访问的服务端不报告；在请求、循环或重新加载时读取的证书，以及文件名来自本模块从未赋值的字段的证书，也不报告。模块会自己重启服务（`systemctl restart`）或自身进程时，可信度降低。',
  },
};
