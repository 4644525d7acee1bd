import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'Signals are sent to a channel without a buffer',
    what: '{channel}, made {made} without a buffer, is registered at line {line}. The runtime never waits for a receiver: a signal that comes while nobody is receiving from {channel} is thrown away.',
    chain: [
      'At line {line} `signal.Notify` takes the signals over, and with that turns off what they do by default: from here on SIGTERM or SIGINT no longer ends the process.',
      'A signal comes while the program is not waiting on {channel}: it is still starting up, or busy with the signal before.',
      'Package os/signal sends in a `select` with a `default`. Without a buffer and without a waiting receiver the `default` is taken, and the signal is gone; the system does not send it again.',
      'The process goes on as if nobody had asked it to stop: no graceful shutdown begins.',
      'The orchestrator waits out its grace period (30 s in Kubernetes) and kills it with SIGKILL: requests in flight are cut off, nothing is flushed, every rollout is slow. Users see broken connections; an operator presses Ctrl-C in vain.',
    ],
    signal:
      'No "shutting down" line in the log before the process ends, exit code 137 (SIGKILL) instead of 0 or 143, and pods that stay in Terminating for the whole grace period.',
    verify: 'go vet -sigchanyzer ./...',
    verifyExpect:
      '`misuse of unbuffered os.Signal channel as argument to signal.Notify`, where the channel is made in the function that registers it; go vet does not follow fields and parameters, there the call of `make` tells.',
    intercept:
      'go vet reports the plain case (analyzer sigchanyzer), staticcheck as SA1017. In a test of the shutdown: send the signal while the program is still starting, and expect that it ends.',
    remedy:
      'A buffer for as many signals as must not be lost: `make(chan os.Signal, 1)` where one is enough to act, more where each counts. For a shutdown `signal.NotifyContext` does it without a channel: its context stays cancelled.',
    limits:
      'Channels are followed through variables, fields, parameters and results of the package; a size that is not a constant counts as large enough. A channel from which nobody receives is taken for a way to ignore the signal. Where the receive is the very next statement, or the first of a goroutine that it starts, a signal is lost only in the moment between the two: that is reported as information. Whether the goroutine receives for long enough is not looked at.',
  },
  'zh-cn': {
    title: '信号发往没有缓冲的通道',
    what: '{channel}（{made}创建，没有缓冲）在第 {line} 行注册。运行时从不等待接收方：信号到来时如果没有人正从 {channel} 接收，它就被丢弃。',
    chain: [
      '第 {line} 行的 `signal.Notify` 接管了这些信号，同时关闭了它们的默认行为：从此 SIGTERM、SIGINT 不再结束进程。',
      '信号到来时，程序并没有在等待 {channel}：可能还在启动，也可能正忙着处理上一个信号。',
      'os/signal 包用带 `default` 的 `select` 发送。没有缓冲、也没有正在等待的接收方时走 `default`，信号就此消失，系统不会再发一次。',
      '进程照常运行，好像没有人要求它停止：优雅退出根本没有开始。',
      '编排系统等满宽限期（Kubernetes 默认 30 秒）后用 SIGKILL 杀掉进程：处理中的请求被切断，缓冲的数据没有写出，每次发布都很慢。用户看到连接中断，运维按 Ctrl-C 也没有反应。',
    ],
    signal:
      '进程结束前日志里没有“正在退出”之类的记录；退出码是 137（SIGKILL），而不是 0 或 143；Pod 在整个宽限期内一直处于 Terminating。',
    verify: 'go vet -sigchanyzer ./...',
    verifyExpect:
      '输出 `misuse of unbuffered os.Signal channel as argument to signal.Notify`，前提是通道就在注册它的函数里创建；go vet 不跟踪字段和参数，这种情况要看 `make` 调用。',
    intercept:
      'go vet 能报告最简单的情形（分析器 sigchanyzer），staticcheck 对应 SA1017。测试退出流程时：在程序仍在启动时发送信号，并断言它会结束。',
    remedy:
      '缓冲大小等于不能丢失的信号个数：只要收到一个就行动的用 `make(chan os.Signal, 1)`，每个都要计数的则更大。用于退出时，`signal.NotifyContext` 不需要通道：它的 context 取消后一直保持取消状态。',
    limits:
      '通道会沿着本包的变量、字段、参数和返回值跟踪；大小不是常量的缓冲视为足够大。没有人接收的通道视为有意忽略该信号。如果下一条语句就是接收，或者它启动的 goroutine 一开始就接收，信号只有恰好在两者之间到来才会丢失：此时按提示级别报告。goroutine 接收得是否足够久不作判断。',
  },
};
