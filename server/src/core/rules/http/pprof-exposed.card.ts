import type { Card } from '../rule.ts';

const VERIFY =
  'for page in pprof/cmdline vars; do curl -sf -o /dev/null "http://localhost:8080/debug/$page" && echo "/debug/$page is open"; done';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'Profiles of the process are open to the network',
    what: '{server} at line {line} listens on more than this machine and shows `{pages}`: {way}. Nothing asks who wants to see it.',
    chain: [
      'Importing `net/http/pprof` or `expvar` registers their pages on `http.DefaultServeMux`, also where the import is there for something else; or a router of the program registers them.',
      'The server that shows them listens on every interface, so whoever can connect to its port can open them: a neighbour in the cluster, or the internet.',
      '`/debug/pprof/cmdline` and `/debug/vars` list the arguments of the process, passwords that were given as flags included; `/debug/pprof/goroutine?debug=2` lists the stack of every goroutine.',
      'Profiles cost work: `/debug/pprof/heap?gc=1` runs a garbage collection per request, `/debug/pprof/profile` and `/debug/pprof/trace` record for as long as `seconds` says, as many traces of the scheduler as somebody asks for.',
      'Users wait longer while a stranger profiles; who looks for a way in knows the packages, the paths and perhaps a password. And your own CPU profile fails with `cpu profiling already in use`.',
    ],
    signal:
      'Requests for `/debug/pprof` or `/debug/vars` in the access log that nobody of the team made; goroutines in `net/http/pprof.Profile` or `net/http/pprof.Trace`.',
    verify: VERIFY,
    verifyExpect:
      'Asks the server on port 8080; from another machine write its name in place of localhost. With the fault it prints a page that is open; it should print nothing.',
    intercept:
      'A test that asks the handler of the public server for `/debug/pprof/` and expects 404; a network policy that opens the service port only. gosec G108 reports the import, whatever the servers show.',
    remedy:
      'A mux of its own for the public server (`http.NewServeMux()`), never nil, and a second server for the profiles on `127.0.0.1:6060`, reached by `kubectl port-forward` or `ssh -L`. Where they must stay on the public port, a handler before them has to ask who it is.',
    limits:
      'An address from the configuration, a listener that somebody else has made and pages behind an option are not judged, nor is a handler that wraps the mux, because it may ask for a password. An import counts where a program has it that is seen to come to the server. Sub-routers are not followed. That a library outside the module imports `expvar` is not seen, nor what a firewall keeps out.',
  },
  'zh-cn': {
    title: '进程的剖析页面对网络开放',
    what: '第 {line} 行的 {server} 不只监听本机，还提供 `{pages}`：{way}。没有任何一处检查是谁在访问。',
    chain: [
      '只要导入 `net/http/pprof` 或 `expvar`，它们的页面就会注册到 `http.DefaultServeMux` 上，即使导入是为了别的用途；也可能是程序自己的路由器注册了它们。',
      '提供这些页面的服务器监听所有网卡，因此凡是能连上端口的人都能打开：集群里的邻居，甚至整个互联网。',
      '`/debug/pprof/cmdline` 和 `/debug/vars` 会列出进程的启动参数，包括以参数形式传入的密码；`/debug/pprof/goroutine?debug=2` 会列出每个 goroutine 的调用栈。',
      '剖析要消耗资源：`/debug/pprof/heap?gc=1` 每次请求都触发一次垃圾回收，`/debug/pprof/profile` 和 `/debug/pprof/trace` 记录多久由 `seconds` 参数决定。',
      '陌生人在剖析时，用户的请求变慢；想入侵的人得到了包名、路径，也许还有密码。而你自己要采 CPU 剖析时却报 `cpu profiling already in use`。',
    ],
    signal:
      '访问日志里出现不是团队成员发出的 `/debug/pprof` 或 `/debug/vars` 请求；有 goroutine 停在 `net/http/pprof.Profile` 或 `net/http/pprof.Trace` 中。',
    verify: VERIFY,
    verifyExpect:
      '访问 8080 端口上的服务器；从另一台机器执行时，把 localhost 换成它的主机名。有问题时会打印出能打开的页面；正常应什么都不打印。',
    intercept:
      '写一个测试，用公开服务器的处理器请求 `/debug/pprof/`，断言返回 404；用网络策略只放行业务端口。gosec 的 G108 只要看到导入就报告，不管服务器实际提供什么。',
    remedy:
      '公开的服务器使用自己的 mux（`http.NewServeMux()`），不要传 nil；剖析页面放到另一个监听 `127.0.0.1:6060` 的服务器上，通过 `kubectl port-forward` 或 `ssh -L` 访问。如果必须留在公开端口上，前面要有处理器验证身份。',
    limits:
      '地址来自配置、listener 由别人创建、页面由选项开启的情况不判断；包裹着 mux 的处理器也不判断，因为它可能要求密码。只有会运行到这个服务器的程序中的导入才算数。不跟踪子路由。模块之外的库是否导入了 `expvar`、防火墙挡住了什么，这里都看不到。',
  },
};
