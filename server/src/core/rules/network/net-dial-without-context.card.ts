import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'Dial without a context or timeout',
    what: '{call} at line {line} has neither a context nor a timeout; {context}. A host that drops packets is waited for until the system gives up.',
    chain: [
      'The other side does not answer: a firewall that drops packets, a host that is down, a route that is gone. A refusal comes at once, silence does not.',
      '{call} in {function} waits. On Linux with its defaults a TCP connect gives up after about two minutes, per address that the name resolves to{handshake}.',
      'The caller has given up long before; nobody tells the dial.',
      'Each retry and each request adds a goroutine that waits with what it holds.',
      'Users see requests that hang for minutes instead of an error that a retry, another replica or a fallback could answer.',
    ],
    signal:
      'Goroutines that stand in `net.(*netFD).connect` (dial) or `crypto/tls.(*Conn).HandshakeContext`; sockets in SYN_SENT (`ss -tn state syn-sent`); a latency with a step at two minutes.',
    verify:
      "curl -s 'http://localhost:6060/debug/pprof/goroutine?debug=2' | grep -E -c '^net\\.\\(\\*netFD\\)\\.connect\\(|^crypto/tls\\.\\(\\*Conn\\)\\.HandshakeContext\\('",
    verifyExpect:
      'Dials and handshakes that wait now (needs net/http/pprof on localhost:6060). A number that stays above 0 while the other side is away is the fault.',
    intercept:
      'In a test: listen on a port of 127.0.0.1 and never answer (TLS), or dial 192.0.2.1, a documentation address that nobody answers for; the call must return within its budget. In CI: the linter noctx.',
    remedy:
      '`(&net.Dialer{Timeout: d}).DialContext(ctx, ...)`, or `net.DialTimeout` where there is no ctx. For TLS `(&tls.Dialer{NetDialer: ..., Config: ...}).DialContext`: the ctx then covers the handshake too. The limit ends with the dial: reads and writes need deadlines of their own.',
    limits:
      'Unix sockets, UDP and addresses of this machine are left out, those that this program listens on itself or that a process it has started prints included, and so are start-up and commands. A dialer that comes from elsewhere is not judged. A network that is not a constant may be a local one: lower confidence. Dial functions of libraries are not known. An address that a configuration may set and whose default is this machine lowers the confidence. Low confidence: no request, no caller with a context and no endless loop of the module is seen to come here; it runs once, or its failure ends the process; all callers pass Background or TODO for the context at hand; a branch for a limit of zero, or for when no function that connects is given; a network that other code decides on; an address that the code completes with this machine; a probe of a process that the function has just started.',
  },
  'zh-cn': {
    title: '拨号既没有 context 也没有超时',
    what: '第 {line} 行的 {call} 既没有 context 也没有超时；{context}。对方丢弃数据包时，要一直等到系统放弃。',
    chain: [
      '对端没有回应：防火墙丢包、主机宕机、路由不通。被拒绝会立刻返回，石沉大海则不会。',
      '{function} 中的 {call} 一直等待。Linux 默认配置下，TCP 连接大约两分钟后才放弃，而且域名解析出的每个地址各算一次{handshake}。',
      '调用方早就放弃了，却没有人通知这次拨号。',
      '每次重试、每个新请求都多出一个等待的 goroutine，手里的东西也不放。',
      '用户看到请求挂起数分钟；要是及时报错，本可以重试、换一个副本或降级处理。',
    ],
    signal:
      '有 goroutine 停在 `net.(*netFD).connect`（拨号）或 `crypto/tls.(*Conn).HandshakeContext`；有套接字处于 SYN_SENT（`ss -tn state syn-sent`）；延迟分布在两分钟处有一个台阶。',
    verify:
      "curl -s 'http://localhost:6060/debug/pprof/goroutine?debug=2' | grep -E -c '^net\\.\\(\\*netFD\\)\\.connect\\(|^crypto/tls\\.\\(\\*Conn\\)\\.HandshakeContext\\('",
    verifyExpect:
      '此刻正在等待的拨号和握手数（需要在 localhost:6060 提供 net/http/pprof）。对端不在时数字一直大于 0，就是这个问题。',
    intercept:
      '测试中：在 127.0.0.1 上监听却不应答（TLS），或拨 192.0.2.1（文档专用地址，没有人应答）；调用必须在预算时间内返回。CI 中：noctx。',
    remedy:
      '用 `(&net.Dialer{Timeout: d}).DialContext(ctx, ...)`；没有 ctx 时用 `net.DialTimeout`。TLS 用 `(&tls.Dialer{NetDialer: ..., Config: ...}).DialContext`，ctx 同时限制握手。这个时限只管拨号：之后的读写需要各自的 deadline。',
    limits:
      'Unix 套接字、UDP 和本机地址（包括本程序自己监听的地址、由它启动的子进程打印出来的地址）不报告，启动过程和命令行命令也不报告。来自别处的 Dialer 不作判断。network 不是常量时可能是本地套接字：可信度降低。不认识其他库的拨号函数。默认指向本机、但可由配置改写的地址会降低可信度。可信度低的情形：看不到本模块有请求、带 context 的调用方或无尽循环会走到这里；只执行一次，或失败即结束进程；手边的 context 在所有调用方那里都是 Background 或 TODO；时限为零或没有给出连接函数时的分支；由别处代码决定的网络类型；由代码补上本机的地址；对刚启动的子进程的探测。',
  },
};
