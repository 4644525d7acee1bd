import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'A new Redis client again and again',
    what: '{function} makes a client with {call} at line {line} each time it runs, uses it and drops it without Close. A go-redis client is a pool of connections that is meant to be made once and shared by all goroutines.',
    chain: [
      'Each run of {function} makes a client at line {line}, with an empty pool of its own.',
      'The first command dials the server and introduces itself (TCP, perhaps TLS and AUTH): round trips that a shared pool pays once.',
      'The connection goes back to a pool that nobody uses again, and nobody closes the client. It stays open {stays}.',
      'Under load connections pile up on the server until maxclients (10 000 unless configured) is reached; it answers `ERR max number of clients reached`.',
      'From then on every program that needs a new connection to that Redis fails, also those that behave; users see errors and missing sessions.',
    ],
    signal:
      'On the server: `connected_clients` and `total_connections_received` rise with the requests; then `rejected_connections`. In the program: open file descriptors (`process_open_fds`) rise with the requests.',
    verify:
      'redis-cli info stats | grep total_connections_received; redis-cli info clients | grep connected_clients',
    verifyExpect:
      'Run it twice with some requests in between: the first number grows by about one per request. With a shared client it stands still.',
    intercept:
      'In a load test: `connected_clients` must stay near the pool size. A limit per program: ACL users or `client list` tell who holds the connections.',
    remedy:
      'Make one client when the program starts, keep it in a field or a package variable and hand it to whoever needs it; it is safe for concurrent use. Where the address differs from call to call, keep a client per address, or close it before the function returns.',
    limits:
      'Reported where the client provably stays in the functions that use it one after the other and nothing closes it, and a handler, a loop or a method that others call leads there. A client that is closed, if only on some paths, handed to a library, captured by a function literal or kept somewhere is not judged. Clients other than go-redis are not known.',
  },
  'zh-cn': {
    title: '反复新建 Redis 客户端',
    what: '{function} 每次运行都在第 {line} 行用 {call} 新建客户端，用完就丢弃，也不调用 Close。go-redis 的客户端本身就是连接池，应当只创建一次，由所有 goroutine 共用。',
    chain: [
      '每次运行 {function}，第 {line} 行都会新建一个客户端，自带一个空的连接池。',
      '第一条命令要建连并握手（TCP，可能还有 TLS 和 AUTH）：共用连接池只需付出一次的往返，这里每次都要付出。',
      '连接归还给一个再也没有人用的池，也没有人关闭客户端。它会保持打开{stays}。',
      '负载上来后，服务器上的连接越积越多，直到达到 maxclients（默认 10 000），服务器返回 `ERR max number of clients reached`。',
      '此后所有需要新建连接的程序都会失败，包括行为正常的程序；用户看到报错，会话丢失。',
    ],
    signal:
      '服务器一侧：`connected_clients` 和 `total_connections_received` 随请求数上升，随后是 `rejected_connections`。程序一侧：打开的文件描述符（`process_open_fds`）随请求数上升。',
    verify:
      'redis-cli info stats | grep total_connections_received; redis-cli info clients | grep connected_clients',
    verifyExpect: '隔着若干请求执行两次：第一个数字大约每个请求加一。共用客户端时它保持不变。',
    intercept:
      '压测时 `connected_clients` 必须稳定在连接池大小附近。用 ACL 用户或 `client list` 可以看出连接被谁占用。',
    remedy:
      '程序启动时创建一个客户端，放在字段或包级变量里，交给需要它的代码；它可以并发使用。如果每次调用的地址不同，就按地址各保留一个客户端，或在函数返回前关闭。',
    limits:
      '只有当客户端确定不离开依次使用它的函数、没有任何代码关闭它，并且有处理函数、循环或由其他代码调用的方法通向这里时才报告。被关闭（哪怕只在部分路径上）、交给其他库、被函数字面量捕获或保存在别处的客户端不作判断。只认识 go-redis。',
  },
};
