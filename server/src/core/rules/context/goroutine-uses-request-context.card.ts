import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'Background work on the context of a request',
    what: '{function} starts a goroutine at line {line} in which `{call}` works with `{own}`, and does not wait for it. That context belongs to the request and ends when the handler returns.',
    chain: [
      'The handler starts the goroutine, answers and returns, often within a millisecond.',
      'net/http then cancels the context of the request, whether the client is still connected or not.',
      '`{call}` is in the middle of its work, or has not even begun, and gives up with `context canceled`.',
      'Which of the two is faster changes from run to run: on an idle machine the work is often done in time, under load it rarely is.',
      'The client has its success, but the mail, the audit entry or the event is missing, now and then, and nobody is told.',
    ],
    signal:
      'Errors `context canceled` from background work, without a client that has left; audit entries or events that are fewer than the requests.',
    verify: 'go test -race -count=20 ./...',
    verifyExpect:
      'Runs the tests often and slowly: with the fault, a test that calls the handler through httptest.NewServer and then looks for the effect of the goroutine fails now and then with `context canceled` in the log. A test that calls ServeHTTP with a recorder does not show it, because nobody cancels there.',
    intercept:
      'One helper that starts background work and detaches its context. A test of the handler over httptest.NewServer that waits for the effect.',
    remedy:
      '`context.WithoutCancel({own})` (Go 1.21) keeps the values, such as the trace, and does not end with the request; give it a limit of its own with `context.WithTimeout`, and let the shutdown of the program wait for such goroutines. If the work is worthless once the client is gone, wait for it in the handler.',
    limits:
      'Reported where the goroutine stands in the handler itself and calls something that waits with the context. A handler that waits for a group, receives from a channel, hands one that the goroutine uses to a call or loops behind the start is taken to wait, and a goroutine that looks at Done or Err knows what it does. fiber and fasthttp are not looked at.',
  },
  'zh-cn': {
    title: '后台工作使用了请求的上下文',
    what: '{function} 在第 {line} 行启动了一个 goroutine，其中的 `{call}` 使用 `{own}`，而处理函数并不等它。这个上下文属于请求，处理函数一返回就结束。',
    chain: [
      '处理函数启动 goroutine，写出应答并返回，往往不到一毫秒。',
      '随后 net/http 取消请求的上下文，不管客户端是否还连着。',
      '`{call}` 正做到一半，甚至还没开始，就以 `context canceled` 放弃。',
      '两者谁更快每次都不同：机器空闲时工作常常来得及做完，负载高时就很少来得及。',
      '客户端收到的是成功，而邮件、审计记录或事件时不时丢失，没有人得到通知。',
    ],
    signal: '后台工作报 `context canceled`，但并没有客户端断开；审计记录或事件的数量少于请求数。',
    verify: 'go test -race -count=20 ./...',
    verifyExpect:
      '反复、慢速地运行测试：有问题时，通过 httptest.NewServer 调用处理函数再检查 goroutine 结果的测试会偶尔失败，日志里有 `context canceled`。用 recorder 直接调用 ServeHTTP 的测试看不出来，因为那里没有人取消上下文。',
    intercept:
      '后台工作统一由一个辅助函数启动，并由它分离上下文；为处理函数写一个基于 httptest.NewServer 的测试，等待后台工作的结果。',
    remedy:
      '`context.WithoutCancel({own})`（Go 1.21）保留链路等上下文中的值，但不随请求结束；再用 `context.WithTimeout` 给它自己的时限，并让程序退出时等待这类 goroutine。如果客户端离开后这项工作就没有意义，就在处理函数里等它完成。',
    limits:
      '只在 goroutine 直接写在处理函数里、并用该上下文调用会等待的操作时报告。启动之后等待 WaitGroup、接收 channel、把 goroutine 用到的 channel 交给某个调用或进入循环的处理函数视为会等待；查看 Done 或 Err 的 goroutine 视为知道自己在做什么。fiber 和 fasthttp 不检查。',
  },
};
