import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'Check for an expired certificate that cannot fire',
    what: 'The comparison at line {line} is {outcome}: before Go calls {callback}, crypto/tls itself has refused every certificate that has expired or is not valid yet. Without a margin the check adds nothing, and it warns nobody beforehand.',
    chain: [
      'Weeks before its end the certificate of the peer is still valid: the comparison at line {line} says so, and nothing is reported.',
      'The renewal fails and nobody is told. The check looks as if it watched for that.',
      'The certificate expires. On the next handshake crypto/tls verifies it before anything else, finds the date past and ends the handshake.',
      '{callback} is never reached: its error, its log line and its metric do not appear.',
      'From one moment to the next no new connection comes about; the first alert is the outage.',
    ],
    signal:
      '`x509: certificate has expired or is not yet valid` in the errors of handshakes, while the words of this check never occur.',
    verify: "go doc crypto/tls.Config | grep -A7 'is called after normal'",
    verifyExpect:
      'The documentation of the Go version in use: the callback comes after normal verification, and the handshake is aborted before it when that fails. For this code: a test with a certificate that has expired, and a counter in the callback, which stays at 0.',
    intercept:
      'In a test: a handshake with a certificate that ends in a week must leave a warning. From outside: an alert on the end of the certificate, such as `probe_ssl_earliest_cert_expiry` of the Blackbox exporter.',
    remedy:
      'Let the comparison have a margin, and warn instead of refusing: `time.Until(cert.NotAfter) < 14*24*time.Hour` with a log line or a metric. An error there would refuse a certificate that is still good. When only the expired one is to be refused, delete the check: crypto/tls does that.',
    limits:
      'Only for the first certificate of the peer, and for the chains that VerifyPeerCertificate gets: what a peer sends besides may have expired and is not judged. Silent with InsecureSkipVerify or a Time function, with a ClientAuth below VerifyClientCertIfGiven, where it is not seen what makes the configuration, and where the function looks at the dates in other ways too. Comparisons after the handshake, outside of the callbacks, are not looked at: a connection can outlive its certificate. Whether anything else watches the certificate is not known. A certificate can expire in the instant between the two looks.',
  },
  'zh-cn': {
    title: '永远不会触发的证书过期检查',
    what: '第 {line} 行的比较{outcome}：Go 调用 {callback} 之前，crypto/tls 自己已经拒绝了所有过期或尚未生效的证书。没有提前量的检查什么也没有增加，也不会提前提醒任何人。',
    chain: [
      '到期前几周，对端证书仍然有效：第 {line} 行的比较也这么认为，什么也不报告。',
      '证书续期失败，没有人得到通知；而这段检查看上去就像在盯着这件事。',
      '证书过期。下一次握手时，crypto/tls 首先校验证书，发现日期已过，直接终止握手。',
      '{callback} 根本不会执行：它的错误、日志、指标都不会出现。',
      '从某一刻起，新连接全部失败；第一条告警就是故障本身。',
    ],
    signal:
      '握手错误里出现 `x509: certificate has expired or is not yet valid`，而这段检查自己的报错从未出现过。',
    verify: "go doc crypto/tls.Config | grep -A7 'is called after normal'",
    verifyExpect:
      '所用 Go 版本的文档写明：回调在常规校验之后调用，常规校验失败时握手在此之前就已终止。针对这段代码：用一张已过期的证书写测试，并在回调里计数，计数始终是 0。',
    intercept:
      '测试中：用一张一周后到期的证书握手，必须留下警告。从外部：对证书到期时间设告警，例如 Blackbox exporter 的 `probe_ssl_earliest_cert_expiry`。',
    remedy:
      '给比较加上提前量，并且只警告、不拒绝：`time.Until(cert.NotAfter) < 14*24*time.Hour`，配上日志或指标；在这里返回错误会拒绝仍然有效的证书。如果只想拒绝过期证书，删掉这段检查即可，crypto/tls 本来就会做。',
    limits:
      '只判断对端的第一张证书，以及 VerifyPeerCertificate 得到的证书链；对端额外发送的证书可能已过期，不作判断。以下情况不报告：设置了 InsecureSkipVerify 或 Time 函数，ClientAuth 低于 VerifyClientCertIfGiven，看不到配置由什么创建，或者函数还以其他方式使用这些日期。回调之外、握手之后的比较不看：连接可能比证书活得更久。是否还有别的监控在关注证书，无从得知。两次检查之间的瞬间证书恰好过期的情况也存在。',
  },
};
