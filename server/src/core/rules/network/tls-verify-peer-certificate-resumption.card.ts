import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'Certificate check that resumed TLS sessions skip',
    what: 'The check at line {line} stands in VerifyPeerCertificate. Go calls it on full handshakes only; with {enabledBy} set, sessions can be resumed, and then nobody asks it. VerifyConnection runs on both.',
    chain: [
      'On the first connection the handshake is a full one: the check at line {line} sees the certificate of {side} and lets it pass.',
      'The server hands out a session ticket, good for up to 7 days. A ticket stands for the identity that was checked when it was made.',
      'Then the facts change: the certificate is revoked or taken off a list, or the check would now refuse it because of the time.',
      'The next connection presents the ticket and resumes. Go looks at the dates again, and at the chain where it verifies chains, but VerifyPeerCertificate is not called.',
      'The peer that should be locked out is let in, for as long as it keeps resuming; the log of the check shows nothing.',
    ],
    signal:
      'Connections with `ConnectionState().DidResume` true (`resp.TLS.DidResume`, `r.TLS.DidResume`), while a counter in the check stands still.',
    verify: "go doc crypto/tls.Config | grep -A5 'not invoked on resumed'",
    verifyExpect:
      'The documentation of the Go version in use says it in its own words. For this code: connect twice with one `tls.LRUClientSessionCache` on the client, read from the first connection so that the ticket arrives, and count the calls of the check. One call for two connections, with DidResume true on the second, is the fault.',
    intercept:
      'In a test: two connections with a shared session cache; refuse the certificate after the first one. The second must fail.',
    remedy:
      'Move the check to VerifyConnection, which gets the same certificates as `state.PeerCertificates` and `state.VerifiedChains`, also on resumed sessions. Where resumption is not needed, SessionTicketsDisabled: true does it as well, at the price of full handshakes.',
    limits:
      'A check that only compares gives the same answer for the same certificate; it is shown at low confidence. A function of another module that gets a sentence and whose result is returned is taken to put an error into words. Configurations returned by Clone or GetConfigForClient can resume sessions of their siblings, which may have had another check or none: that is not followed. Whether peers do resume is up to them. A client without ClientSessionCache never resumes, and is not reported; a cache or ClientAuth set by code outside this module is not seen.',
  },
  'zh-cn': {
    title: '会话恢复时会跳过的证书校验',
    what: '第 {line} 行的校验写在 VerifyPeerCertificate 里。Go 只在完整握手时调用它；设置了 {enabledBy} 之后会话可以恢复，而恢复时没有人调用它。VerifyConnection 在两种情况下都会执行。',
    chain: [
      '第一次连接是完整握手：第 {line} 行的校验看到{side}的证书并放行。',
      '服务端发出会话票据，最长 7 天有效。票据代表的是签发当时通过了校验的身份。',
      '之后情况变了：证书被吊销、被移出名单，或者按现在的时间已不该通过。',
      '下一次连接出示票据并恢复会话。Go 会重新检查有效期，在需要验证证书链时也会检查证书链，但不会调用 VerifyPeerCertificate。',
      '本该拒绝的对端继续连得进来，只要它一直恢复会话；而校验的日志里什么也没有。',
    ],
    signal:
      '连接的 `ConnectionState().DidResume` 为 true（`resp.TLS.DidResume`、`r.TLS.DidResume`），而校验函数里的计数没有增加。',
    verify: "go doc crypto/tls.Config | grep -A5 'not invoked on resumed'",
    verifyExpect:
      '所用 Go 版本的文档原文就是这么写的。针对这段代码：客户端用同一个 `tls.LRUClientSessionCache` 连接两次，第一次连接上先读一点数据以收到票据，并统计校验的调用次数。两次连接只调用一次，且第二次 DidResume 为 true，就是这个问题。',
    intercept: '测试中：两次连接共用会话缓存，第一次之后让校验拒绝这张证书，第二次连接必须失败。',
    remedy:
      '把校验移到 VerifyConnection：它通过 `state.PeerCertificates` 和 `state.VerifiedChains` 得到同样的证书，恢复的会话也不例外。不需要会话恢复时，也可以设置 SessionTicketsDisabled: true，代价是每次都完整握手。',
    limits:
      '只做比较的校验对同一张证书结果不变，以低置信度显示。接收一句话、其结果被直接返回的外部模块函数，视为只是在构造错误。由 Clone 或 GetConfigForClient 得到的配置可以恢复同源配置的会话，而后者的校验可能不同或没有：这一点没有跟踪。对端是否真的恢复会话由它自己决定。没有 ClientSessionCache 的客户端从不恢复会话，不报告；由模块之外的代码设置的缓存或 ClientAuth 看不到。',
  },
};
