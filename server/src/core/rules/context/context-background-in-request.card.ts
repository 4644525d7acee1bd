import type { Card } from '../rule.ts';

const VERIFY =
  'timeout 1 curl -s -o /dev/null http://localhost:8080/; curl -s "http://localhost:8080/debug/pprof/goroutine?debug=1" | grep -c ServeHTTP';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'Work that does not end with its caller',
    what: '{function} works with `{root}` at line {line}, although `{own}` is at hand. A context of Background is never cancelled and has no values, so that the work neither hears that the caller has given up nor carries the trace.',
    chain: [
      'The dependency becomes slow, and callers give up: their own limit is over, or the person closes the page.',
      'net/http cancels the context of the request when the client is gone, and a caller of the program cancels its own. The work hangs on `{root}` and hears nothing.',
      'It goes on for nobody, and keeps its goroutine and its connection of the pool until it is done, or until a limit of its own.',
      'Whoever gave up tries again, and each attempt starts the same work once more beside the one that is still running.',
      'The pool is full of work that nobody waits for. Requests of users who are still there queue up behind it and time out.',
    ],
    signal:
      '`sql.DBStats.InUse` or the goroutines stay high after clients have left; handler durations beyond the limit of the client; spans without a parent, or ones that end after it.',
    verify: VERIFY,
    verifyExpect:
      'A client leaves after a second; put your slow path in place of `/`, on a server with net/http/pprof. With the fault the stacks of its handler are still counted; without it the number goes back to what it was.',
    intercept:
      'A test that calls the function with a context, cancels it while a slow fake answers, and expects a return within 100 ms. The linter contextcheck follows contexts through calls and speaks about more places.',
    remedy:
      'Derive from `{own}`, with a limit where one is needed: `context.WithTimeout({own}, d)`. Work that must be finished although the caller is gone says so with `context.WithoutCancel({own})` (Go 1.21), which keeps the values, and gets a limit of its own.',
    limits:
      'Reported for work that the function waits for. Goroutines, deferred calls, contexts that are stored or returned, and whatever stands behind an error, a Wait or a look at the end of the caller’s context count as detached on purpose, as does what puts things away (Shutdown, Close, Rollback, a hook that runs when the application stops), and a context that is one of several in a list. A comment beside it lowers it, and so does other work in the function that gets the caller’s context, and work that makes several changes one after the other, which should not end halfway. fiber and fasthttp have no context that ends with the client.',
  },
  'zh-cn': {
    title: '工作不随调用方一起结束',
    what: '{function} 在第 {line} 行用 `{root}` 做事，而手边就有 `{own}`。Background 的上下文永远不会取消，也不带任何值：这段工作既不知道调用方已经放弃，也带不上链路信息。',
    chain: [
      '下游变慢，调用方开始放弃：自己的时限到了，或者用户关掉了页面。',
      '客户端断开时 net/http 会取消请求的上下文，程序里的调用方也会取消自己的上下文；但这段工作挂在 `{root}` 上，什么也听不到。',
      '它继续为没有人等待的结果工作，占着 goroutine 和连接池里的连接，直到做完，或到它自己的时限。',
      '放弃的人会重试，每次重试又在仍未结束的工作旁边再启动一份同样的工作。',
      '连接池里全是没人等待的工作，仍在等待的用户的请求排在后面，直到超时。',
    ],
    signal:
      '客户端离开后 `sql.DBStats.InUse` 或 goroutine 数仍然居高不下；处理时长超过客户端的时限；出现没有父节点或比父节点结束得更晚的 span。',
    verify: VERIFY,
    verifyExpect:
      '客户端一秒后离开；把 `/` 换成你的慢接口，服务器上要有 net/http/pprof。有问题时仍能数到它的处理函数的调用栈；没有问题时数量会回落。',
    intercept:
      '写一个测试：用可取消的上下文调用该函数，在慢的假下游应答之前取消，断言 100 ms 内返回。linter contextcheck 会沿调用链检查上下文，报告的位置更多。',
    remedy:
      '从 `{own}` 派生，需要时限时再加：`context.WithTimeout({own}, d)`。调用方离开后也必须完成的工作，用 `context.WithoutCancel({own})`（Go 1.21）明确表示，它保留上下文中的值，并另设时限。',
    limits:
      '只报告函数会等待其结束的工作。goroutine、defer 的调用、被保存或返回的上下文，以及位于错误分支、Wait 之后或已经查看过调用方上下文是否结束之后的代码，都视为有意分离；收尾操作（Shutdown、Close、Rollback、应用停止时的钩子），以及列表中与其他上下文并列的一个，也一样。旁边有注释，或函数把调用方的上下文传给了别的工作，或这项工作会依次作出多处改动、不应中途结束时，会降低置信度。fiber 和 fasthttp 没有随客户端结束的上下文。',
  },
};
