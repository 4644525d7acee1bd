import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'TLS without verification of the server',
    what: '{function} sets {field} at line {line}, and nothing takes the place of what it turns off: neither VerifyConnection nor VerifyPeerCertificate is set. The connection is encrypted, but nobody knows with whom.',
    chain: [
      'With {field} at line {line}, crypto/tls checks neither the chain, nor the dates, nor the host name of the certificate that it is shown. It still parses it, and still checks that the other side holds the key to it.',
      'Anybody can make a certificate with a key of their own. So whoever can answer in place of the server (a wrong DNS answer, a rogue Wi-Fi or proxy, an address that now belongs to somebody else) passes the handshake.',
      'The client sends its request: tokens, cookies, passwords, personal data. The one in between reads and changes it, and may pass it on so that everything seems to work.',
      'No error, no log line: the requests succeed. For the same reason an expired or mistaken certificate of the real server goes unnoticed.',
      'Users see their accounts used by somebody else, or answers that the server never gave.',
    ],
    signal:
      'None in the program, by design: every handshake succeeds. From outside, `openssl s_client` reports an error for the certificate (a verify return code other than 0) while the program keeps working.',
    verify:
      'openssl s_client -connect localhost:8443 -servername localhost -verify_return_error </dev/null 2>&1 | grep -iE "verif|error"',
    verifyExpect:
      'Put in the address that this client talks to. `Verify return code: 0 (ok)`: the certificate is good, and InsecureSkipVerify is not even needed. `verify error`: this client accepts that certificate, and would accept any other. OpenSSL checks the chain here; add `-verify_hostname NAME` for the name.',
    intercept:
      'In a test: `httptest.NewTLSServer` has a certificate that no root pool knows; a request of this client to it must fail with `x509: certificate signed by unknown authority`. In CI: gosec G402.',
    remedy:
      'Leave verification on. For a private CA put it into an `x509.CertPool` and set RootCAs; when the address is not the name in the certificate, set ServerName. When the certificate itself is to be trusted, and no CA, keep InsecureSkipVerify and compare the certificate (or its public key) in VerifyConnection, which also runs on resumed sessions. When people must be able to turn verification off, make it an option that is off by default, and log a warning when it is on.',
    limits:
      'An option (a boolean, a mode that is compared with a name, an option function) that decides whether this line runs silences the rule: whether the option is well named or on by default is not judged. An option that only decides whether there is TLS at all does not: no configuration that reaches that `tls.Client` verifies. Of the configurations of libraries, those of the clients of InfluxDB 1, Consul, Vault and Kubernetes are known. A value from a flag, the environment or a file is not judged either. Where the code in the same function reads PeerCertificates after the handshake, the rule takes that for a check; whether it is a good one is not known. A client all of whose requests are written with `http://` is not reported. Shown at low confidence: a function that only tells yes or no and does no more with the answer than to compare or log it (a probe), a configuration that also admits TLS 1.0 or renegotiation (a scanner), one beside functions that dial nothing but unix sockets, and options to dial gRPC beside the credentials of a server (a gateway). A check that a library adds to the configuration it is given is not seen.',
  },
  'zh-cn': {
    title: 'TLS 没有校验服务端身份',
    what: '{function} 在第 {line} 行打开了 {field}，而没有任何东西补上它关掉的校验：VerifyConnection 和 VerifyPeerCertificate 都没有设置。连接是加密的，但不知道对面是谁。',
    chain: [
      '第 {line} 行打开 {field} 之后，crypto/tls 不再检查对方证书的证书链、有效期和主机名；它只解析证书，并确认对方持有相应的私钥。',
      '任何人都能用自己的密钥签出一张证书。因此，凡是能替服务器应答的一方（错误的 DNS 应答、恶意 Wi-Fi 或代理、已经换了主人的地址）都能通过握手。',
      '客户端照常发出请求：令牌、Cookie、密码、个人数据。中间人可以读取、篡改，再转发给真正的服务器，让一切看起来正常。',
      '没有错误，也没有日志，请求都成功。真正的服务器证书过期或配错，也因此没人发现。',
      '最终用户发现账号被他人使用，或者收到服务器从未给出的内容。',
    ],
    signal:
      '程序里没有任何信号，握手永远成功。从外部看：`openssl s_client` 对该证书报错（校验返回码不是 0），而程序照常工作。',
    verify:
      'openssl s_client -connect localhost:8443 -servername localhost -verify_return_error </dev/null 2>&1 | grep -iE "verif|error"',
    verifyExpect:
      '把地址换成这个客户端实际连接的地址。`Verify return code: 0 (ok)` 说明证书没有问题，根本不需要 InsecureSkipVerify；出现 `verify error` 说明这个客户端正在接受这张证书，也会接受任何别的证书。这里 OpenSSL 校验的是证书链，要校验名称请加 `-verify_hostname NAME`。',
    intercept:
      '测试中：`httptest.NewTLSServer` 的证书不在任何根证书池里，用这个客户端请求它必须以 `x509: certificate signed by unknown authority` 失败。CI 中：gosec G402。',
    remedy:
      '保持校验打开。私有 CA 放进 `x509.CertPool` 并设置 RootCAs；连接地址与证书里的名称不同时设置 ServerName。如果要信任的是证书本身而不是某个 CA，可以保留 InsecureSkipVerify，但要在 VerifyConnection 里比对证书（或其公钥），它在恢复的会话上也会执行。确实需要允许关闭校验时，做成默认关闭的选项，打开时记一条警告日志。',
    limits:
      '如果由某个选项（布尔值、与名称比较的模式、选项函数）决定是否执行这一行，规则不报告；选项名字是否清楚、是否默认打开不作判断。只决定是否使用 TLS 的选项不在此列：到达那个 `tls.Client` 的配置没有一份会校验。各种库的配置中，只认识 InfluxDB 1、Consul、Vault 和 Kubernetes 客户端的配置。来自命令行参数、环境变量或文件的值也不作判断。同一函数在握手后读取 PeerCertificates 时，规则视为自行校验，但校验得好不好并不知道。所有请求都写明 `http://` 的客户端不报告。以低置信度显示的有：只回答是或否、对应答至多做比较或写日志的函数（探测），同时允许 TLS 1.0 或重新协商的配置（扫描器），与只连接 Unix 套接字的函数一起传入的配置，以及与服务端凭据一起创建的 gRPC 拨号选项（网关）。第三方库给传入的配置加上的校验看不到。',
  },
};
