import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'Idle connections that never expire keep the old address',
    what: 'The http.Transport at line {line} sets limits of its own but no IdleConnTimeout, and zero means that an idle connection is kept for ever. Requests to {host} ({sent}) go over it: the name is looked up for a new connection only.',
    chain: [
      'The first request looks the name up, dials one of its addresses, and leaves the connection in the pool.',
      'Later requests take it from there. No dial, so no look-up, however short the TTL is; without IdleConnTimeout hours without a request change nothing.',
      'DNS moves on: a failover to another primary, a deployment that adds or drains backends, another region. The old address still answers, so nothing closes the connection. (A backend that ends cleanly closes it, and the next request dials anew.)',
      'This process goes on to send everything to the old address, while processes that were started later use the new ones.',
      'Users see old data, errors of a backend that is being drained, or one overloaded backend beside idle new ones, until somebody restarts the client.',
    ],
    signal:
      'In `net/http/httptrace`, GotConn with Reused true and IdleTime of minutes or hours, and no DNSStart after the first requests; established sockets to an address that the name does not have any more; requests per backend that differ by the start time of the clients.',
    verify: "ss -Htn state established | awk '{print $4}' | sort | uniq -c | sort -rn | head",
    verifyExpect:
      'On the host or in the network namespace of this program (Linux, iproute2): the peers of its open connections. Compare with `getent ahosts` and the name of the host: a peer that is not among its addresses, long after the change, is the fault.',
    intercept:
      'One constructor for transports that starts from the clone of http.DefaultTransport (IdleConnTimeout 90 s). In a test: a DialContext that goes to another listener from the second dial on; after a pause the answer must come from there.',
    remedy:
      'Set IdleConnTimeout below the time in which a change of DNS must have arrived, such as 30 s. It closes what is idle for that long and nothing else: a connection that always has a request sooner is kept, so where traffic is steady also call client.CloseIdleConnections() from a ticker, or limit the age of connections on the server or proxy side. CloseIdleConnections leaves those in use.',
    limits:
      'At medium confidence only where the source names a Kubernetes or Consul service. Behind a ClusterIP the address stays and the balancing is done for each connection, so that old connections stay with old pods, which is the same picture without DNS. Whether addresses change, and whether the server closes idle connections first, is not seen. Left out: transports without any limit (http-transport-zero-value) or made for each call, dial functions and proxies of their own, IP addresses, localhost, tests and commands. A gRPC client with pick_first has the same fault by other means and is not looked at.',
  },
  'zh-cn': {
    title: '永不过期的空闲连接会一直指向旧地址',
    what: '第 {line} 行的 http.Transport 设置了自己的限制，却没有 IdleConnTimeout，而零值表示空闲连接永远保留。发往{host}的请求（{sent}）都经过它：只有新建连接时才会解析域名。',
    chain: [
      '第一个请求解析域名，拨通其中一个地址，用完后连接留在池中。',
      '后面的请求直接取用这个连接。不拨号也就不解析，TTL 再短也没用；没有 IdleConnTimeout，几个小时没有请求也不会改变。',
      'DNS 变了：主库切换、发布时增减后端、切到另一个区域。旧地址仍能应答，所以没有谁会关闭连接。（后端正常退出时会关闭连接，下一个请求就会重新拨号。）',
      '这个进程继续把所有请求发往旧地址，而之后启动的进程用的是新地址。',
      '用户看到旧数据、来自下线中后端的错误，或者一个后端过载而新后端空闲，直到有人重启客户端。',
    ],
    signal:
      '用 `net/http/httptrace` 观察：GotConn 里 Reused 为 true，IdleTime 长达几分钟甚至几小时，最初的请求之后再没有 DNSStart；有已建立的套接字连着域名已不再指向的地址；各后端的请求量随客户端启动时间而不同。',
    verify: "ss -Htn state established | awk '{print $4}' | sort | uniq -c | sort -rn | head",
    verifyExpect:
      '在本程序所在的主机或网络命名空间中执行（Linux，iproute2）：列出现有连接的对端。与 `getent ahosts` 加域名的结果对比：DNS 变更很久之后，仍有对端不在其中，就是这个问题。',
    intercept:
      '由一个构造函数统一创建 Transport，并从 http.DefaultTransport 的副本开始（IdleConnTimeout 为 90 秒）。测试中：让 DialContext 从第二次拨号起连到另一个 listener；停顿之后，应答必须来自那里。',
    remedy:
      '把 IdleConnTimeout 设得比 DNS 变更必须生效的时间短，例如 30 秒。它只关闭空闲满这么久的连接：总在此之前又有请求的连接会一直保留。流量持续时，还要定时调用 client.CloseIdleConnections()，或者在服务端或代理上限制连接的最长存活时间。CloseIdleConnections 不会动正在使用的连接。',
    limits:
      '只有源码写明是 Kubernetes 或 Consul 服务时才是中等置信度。ClusterIP 的地址不变，负载按连接分配，旧连接会留在旧 Pod 上，现象相同，只是与 DNS 无关。地址是否会变、服务端是否会先关闭空闲连接，这里看不到。不报告：没有任何限制的 Transport（见 http-transport-zero-value）、每次调用新建的、自带拨号函数或指定代理的、IP 地址、localhost、测试和命令行程序。使用 pick_first 的 gRPC 客户端有同样的问题，但原因不同，这里不检查。',
  },
};
