import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'Bursts of requests to one host over two idle connections',
    what: '{function} starts a goroutine for each element (line {line}), and all of them send a request to {host} over {client}. MaxIdleConnsPerHost is not set, so that only 2 connections to a host are kept when nobody uses them.',
    chain: [
      'A burst of N requests by HTTP/1 needs N connections: each is taken by one request until its body has been read.',
      'They come back at the end of the burst. Two are kept idle (`DefaultMaxIdleConnsPerHost = 2`), the others are closed, whatever MaxIdleConns and IdleConnTimeout say.',
      'The next burst finds two connections and dials N-2 anew, each with a TCP handshake and, for https, a TLS handshake.',
      'This side closes first, so each closed connection holds a local port in TIME-WAIT, for 60 s on Linux. Ports to one address are limited, about 28,000 by default there.',
      'Users see a slow start of each burst; under many bursts dials fail with `cannot assign requested address`.',
    ],
    signal:
      'Many sockets in TIME-WAIT to one peer; the accepts per second of the other side follow the requests per second; in `net/http/httptrace`, GotConn with Reused false in most requests of a burst.',
    verify: "ss -Htan state time-wait | awk '{print $4}' | sort | uniq -c | sort -rn | head -5",
    verifyExpect:
      'On the host of this program (Linux, iproute2), while bursts come in: the peers with most connections that were closed in the last minute. Hundreds for the one host are the fault; with a limit as high as the burst the number stays near zero.',
    intercept:
      'One constructor of clients that sets the limit. In a test: an httptest.Server that counts http.StateNew in Config.ConnState; the second burst must not add to it.',
    remedy:
      'On a clone of http.DefaultTransport, set MaxIdleConnsPerHost to the size of a burst, and MaxIdleConns (100 in the clone) no lower. Or let fewer goroutines run: errgroup with SetLimit makes the burst as small as the limit. HTTP/2 sends them all over one connection.',
    limits:
      'Reported where the source shows the host to be the same for all goroutines and the request to go out by HTTP/1: an `http://` address, or a transport that cannot speak HTTP/2. Not seen: a host that the round decides, clients of other packages. Workers that take one request after the other from a channel are left out: a connection that comes back goes to whoever waits, and little is dialed anew. What runs once, and loops that pause for 90 s or more, dial in any case.',
  },
  'zh-cn': {
    title: '对同一主机突发并发请求，却只留两个空闲连接',
    what: '{function} 为每个元素启动一个 goroutine（第 {line} 行），它们都通过 {client} 请求{host}。MaxIdleConnsPerHost 没有设置，没人使用的连接每个主机只保留 2 个。',
    chain: [
      'N 个 HTTP/1 请求同时发出就要 N 个连接：在响应体读完之前，每个连接只归一个请求使用。',
      '这一轮结束时连接陆续归还，只有两个作为空闲连接留下（`DefaultMaxIdleConnsPerHost = 2`），其余全部关闭，与 MaxIdleConns 和 IdleConnTimeout 无关。',
      '下一轮只找到两个连接，其余 N-2 个要重新拨号：每个都要一次 TCP 握手，https 还要再加一次 TLS 握手。',
      '连接由本端先关闭，每个都会让一个本地端口停在 TIME-WAIT 状态，Linux 上是 60 秒；而到同一地址可用的端口有限，默认约 28,000 个。',
      '用户看到每一轮开头都很慢；轮次一多，拨号就会失败，报 `cannot assign requested address`。',
    ],
    signal:
      '到同一对端有大量 TIME-WAIT 套接字；对端每秒接受的连接数随每秒请求数变化；用 `net/http/httptrace` 观察，一轮中多数请求的 GotConn 里 Reused 为 false。',
    verify: "ss -Htan state time-wait | awk '{print $4}' | sort | uniq -c | sort -rn | head -5",
    verifyExpect:
      '在运行本程序的主机上（Linux，iproute2），有突发请求时执行：列出最近一分钟内关闭连接最多的对端。那台主机若有数百个，就是这个问题；上限不小于一轮的并发数时，数字接近零。',
    intercept:
      '由一个构造函数统一创建客户端并设置上限。测试中：用 httptest.Server，在 Config.ConnState 里统计 http.StateNew；第二轮不应再有新连接。',
    remedy:
      '在 http.DefaultTransport 的副本上把 MaxIdleConnsPerHost 设为一轮的并发数，MaxIdleConns（副本中是 100）不要比它小。也可以减少并发：errgroup 的 SetLimit 限制了多少，一轮就只有多少。改用 HTTP/2 时，所有请求共用一个连接。',
    limits:
      '只有源码表明所有 goroutine 请求的是同一主机、并且走 HTTP/1 时才报告：地址以 `http://` 开头，或者 Transport 不支持 HTTP/2。每轮主机不同的情况、其他包的客户端看不到。从 channel 逐个取任务的 worker 不报告：归还的连接会直接交给等待者，很少重新拨号。只执行一次的，以及每轮间隔 90 秒以上的循环，本来就要重新拨号。',
  },
};
