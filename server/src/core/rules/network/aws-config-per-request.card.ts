import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'AWS configuration or client made again and again',
    what: '{function} calls {call} at line {line} each time it runs, uses the result and drops it. The configuration holds the cache of credentials, and each service client has a connection pool of its own; both are meant to be made once, and a client may be used by many goroutines.',
    chain: [
      'Each run of {function} executes {call} at line {line}: {made}.',
      'The first request of the new client {first}. A client that is kept does this once and reuses the connection.',
      'The connection goes back to a pool that nobody uses again. It stays open for 90 s, with two goroutines and a file descriptor.',
      'With R requests per second about 90 × R connections are open, unless the server closes them before. The latency of each request {throttled}.',
      'Users see slow answers, then errors: no descriptor or local port is left, or the calls to AWS fail.',
    ],
    signal:
      'Goroutines in `net/http.(*persistConn).readLoop` and open file descriptors (`process_open_fds`) rise with the rate of requests, not with their number at one time. In CloudTrail: `AssumeRoleWithWebIdentity` once per request.',
    verify: "ss -Htn state established '( dport = :443 )' | wc -l",
    verifyExpect:
      'Run it on the host or in the pod under steady load: the number climbs for 90 s and then stands at about 90 times the rate of requests. With one shared client it stays near the number of requests at one time.',
    intercept:
      'A load test that looks at the number of open connections. In code review: a function that handles requests gets its client as a field or a parameter.',
    remedy:
      'Call LoadDefaultConfig and NewFromConfig when the program starts and keep the clients in a field; they are safe for concurrent use. For several regions or roles keep one client for each. LoadDefaultConfig itself may be called from several goroutines: the cost is the reason, not a race.',
    limits:
      'Reported where the configuration and its clients provably stay in the functions that use them one after the other, and a handler, a loop or a method that others call leads there. What is kept, captured by a function literal or handed to a foreign function is not judged, nor where the SDK gets an HTTP client that lives longer. Where options depend on the request, confidence is low; where they depend on a caller or a loop, it is silent. With AWS_CA_BUNDLE set in the environment, clients of one configuration share their connections. Version 1 of the SDK is not known.',
  },
  'zh-cn': {
    title: '反复加载 AWS 配置或新建客户端',
    what: '{function} 每次运行都在第 {line} 行调用 {call}，用完结果就丢弃。凭证缓存在配置里，每个服务客户端又各有一个连接池；两者都应当只创建一次，客户端可以由多个 goroutine 共用。',
    chain: [
      '每次运行 {function} 都会执行第 {line} 行的 {call}：{made}。',
      '新客户端的第一个请求{first}。一直保留的客户端只做一次，之后复用连接。',
      '连接归还给一个再也没有人用的池，还会保持打开 90 秒，占用两个 goroutine 和一个文件描述符。',
      '每秒 R 个请求时，大约有 90 × R 个连接同时打开，除非服务端提前关闭。每个请求的延迟{throttled}。',
      '用户先感到变慢，随后看到报错：文件描述符或本地端口用尽，或者对 AWS 的调用失败。',
    ],
    signal:
      '停在 `net/http.(*persistConn).readLoop` 的 goroutine 和打开的文件描述符（`process_open_fds`）随请求速率上升，而不是随并发数上升。CloudTrail 中每个请求出现一次 `AssumeRoleWithWebIdentity`。',
    verify: "ss -Htn state established '( dport = :443 )' | wc -l",
    verifyExpect:
      '在主机或 Pod 里于稳定负载下执行：数字会上升 90 秒，然后停在请求速率的 90 倍左右。共用一个客户端时，它接近并发请求数。',
    intercept: '压测时观察打开的连接数。代码评审时：处理请求的函数应当从字段或参数拿到客户端。',
    remedy:
      '在程序启动时调用 LoadDefaultConfig 和 NewFromConfig，把客户端保存在字段里；客户端可以并发使用。有多个地域或角色时，各保留一个客户端。LoadDefaultConfig 本身可以从多个 goroutine 调用：问题在于开销，而不是数据竞争。',
    limits:
      '只有当配置和由它创建的客户端确定不离开依次使用它们的函数，并且有处理函数、循环或由其他代码调用的方法通向这里时才报告。被保存、被函数字面量捕获或交给外部函数的不作判断；SDK 使用生存期更长的 HTTP 客户端时也不报告。选项取决于请求时置信度为低；取决于调用方或循环时不报告。环境变量设置了 AWS_CA_BUNDLE 时，同一配置的各个客户端共用连接。不认识第 1 版 SDK。',
  },
};
