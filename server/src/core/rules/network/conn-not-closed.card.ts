import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'Connection or listener not closed on every path',
    what: '{variable} is neither closed nor handed on where {function} leaves at line {exitLine}. Its socket stays open on both sides until Close, or until the garbage collector happens to find it unreachable.',
    chain: [
      'The call at line {line} opens a socket; on the path that leaves at line {exitLine} nobody closes it.',
      'A net.Conn or net.Listener that nobody can reach any more is closed by its finalizer, but only after a later garbage collection. Clients such as grpc.ClientConn, ssh.Client or rpc.Client keep goroutines that reach the connection, so they are never collected.',
      'Each call on this path adds a socket here and one on the server. When the server hangs up first, the local side stays in CLOSE-WAIT; a listener keeps its port.',
      'File descriptors, ephemeral ports or the connection slots of the server run out.',
      'Users see `dial tcp …: socket: too many open files`, `cannot assign requested address`, `bind: address already in use`, or a server that refuses everybody.',
    ],
    signal:
      'Sockets in CLOSE-WAIT, or established ones to one address that climb with traffic; `process_open_fds`; for clients with goroutines also `go_goroutines`.',
    verify:
      "ss -Htan state established state close-wait | awk '{print $1, $NF}' | sort | uniq -c | sort -rn | head",
    verifyExpect:
      'TCP sockets of this machine by state and peer (Linux, iproute2). Run it twice under steady load: a peer whose number keeps growing is the leak (add `-p` for the process). Numbers that stay put clear this line.',
    intercept:
      'In a test: a listener that counts accepted connections and those that end (a Read that gives io.EOF); 20 calls through this path must leave none open. On the server: an idle timeout, which bounds the leak.',
    remedy:
      '`defer {variable}.Close()` right behind the error check when the function keeps it to itself; a Close before each early return when it hands it on. In a loop, close per iteration. Better still for clients: make one, share it, and close it when the process stops.',
    limits:
      'A plain net.Conn that nobody can reach is closed after some garbage collection, so a rare path may never hurt; nothing ever closes one that a goroutine still reads from. In main, the function of a command, and what they call once, nothing adds up before the process ends: that is shown at low confidence only. So is a listener that only an error loses, in code that nothing is seen to run again: who starts up gives up for it. A dial that gets a context which was cancelled before is left out. A session of etcd’s concurrency package has no socket of its own: each one keeps a goroutine that renews its lease, so that what hangs on the lease does not expire, until Close or Orphan or until its client is closed.',
  },
  'zh-cn': {
    title: '连接或监听器没有在所有路径上关闭',
    what: '{function} 在第 {exitLine} 行离开时，{variable} 既没有关闭，也没有交给别人。它的套接字在两端都会一直打开，直到调用 Close，或者垃圾回收器碰巧发现它已不可达。',
    chain: [
      '第 {line} 行的调用打开了一个套接字；从第 {exitLine} 行离开的那条路径上，没有人关闭它。',
      '不再可达的 net.Conn 或 net.Listener 会由终结器关闭，但要等到之后的某次垃圾回收。grpc.ClientConn、ssh.Client、rpc.Client 这类客户端有 goroutine 引用着连接，因此永远不会被回收。',
      '每次走到这条路径，本端和服务端就各多一个套接字。如果服务端先断开，本端会停在 CLOSE-WAIT；监听器则一直占着端口。',
      '文件描述符、临时端口或服务端的连接数被耗尽。',
      '用户看到 `dial tcp …: socket: too many open files`、`cannot assign requested address`、`bind: address already in use`，或者服务端拒绝所有人。',
    ],
    signal:
      'CLOSE-WAIT 套接字，或到同一地址的已建立连接随流量上升；`process_open_fds`；带 goroutine 的客户端还会推高 `go_goroutines`。',
    verify:
      "ss -Htan state established state close-wait | awk '{print $1, $NF}' | sort | uniq -c | sort -rn | head",
    verifyExpect:
      '按状态和对端统计本机的 TCP 套接字（Linux，iproute2）。负载平稳时运行两次：某个对端的数字持续增长就是泄漏（加 `-p` 可看到进程）；数字保持不变则排除此处。',
    intercept:
      '测试中：用一个监听器统计接受的连接数和已结束的连接数（Read 返回 io.EOF），经此路径调用 20 次后不应有任何连接仍打开。服务端：设置空闲超时，它能限制泄漏。',
    remedy:
      '函数自己用完连接时，在错误检查之后立即写 `defer {variable}.Close()`；要把连接交出去时，在每个提前返回之前关闭。循环里要在每次迭代中关闭。客户端更好的做法是：只创建一个、共享使用、进程停止时关闭。',
    limits:
      '不再可达的普通 net.Conn 会在某次垃圾回收后关闭，因此很少走到的路径可能没有后果；仍有 goroutine 在读的连接则永远不会被关闭。在 main、命令的函数以及只被它们调用一次的函数里，进程结束之前不会越积越多：只以低置信度显示。只在出错时丢下、而且看不到会再次运行的代码里的监听器也是如此：启动失败的程序通常就此退出。拨号时 context 已经取消的不报告。etcd concurrency 包的会话没有自己的套接字：每个会话留下一个为租约续期的 goroutine，挂在租约上的东西因此不会过期，直到调用 Close 或 Orphan，或者关闭它的客户端。',
  },
};
