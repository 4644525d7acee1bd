import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'Channel may be closed twice',
    what: 'Line {line} closes {channel}, which may be closed already ({closed}): {reason}. The second close of a channel panics.',
    chain: [
      'The usual run: only one of the closes runs, and nothing is noticed.',
      'The other run: {reason}, first {closed}, then line {line}.',
      'The second one panics with `close of closed channel`. Unlike the Close of most types, it is no operation that may be repeated.',
      'Where nobody recovers, the process ends with exit code 2. net/http recovers only in the goroutine that serves the request; the panic also hides the error that led here.',
      'Users see their requests cut off and 502s until the process is up again, and that in the very run in which something else has failed already.',
    ],
    signal:
      '`panic: close of closed channel` with `goroutine N [running]` on stderr, exit code 2, a container that restarts.',
    verify: 'go test -count=20 ./...',
    verifyExpect:
      '`panic: close of closed channel` where a test runs this path; a test of the other path shows nothing. With two goroutines the later one panics; the race detector itself says nothing of two closes, since the second one panics before it is recorded.',
    intercept:
      'A test for the path on which {function} fails. In review: one place closes a channel, and it is either a defer or no defer.',
    remedy:
      'Close {channel} in one place: keep the `defer close({channel})` and delete the other one. With several goroutines: a WaitGroup, and one goroutine that calls Wait and then close. Where more than one may be the first: `sync.Once`, or a context whose cancel may be called as often as you like.',
    limits:
      'Followed are channels that one function makes and keeps in variables, through goroutines, literals and functions of the package that get them; a Close method that is called twice is not looked for. Closes in two goroutines count only where each of them is sure to come and nothing that is not followed may order them. Conditions are compared by their text.',
  },
  'zh-cn': {
    title: '通道可能被关闭两次',
    what: '第 {line} 行关闭 {channel}，而它可能已经关闭（{closed}）：{reason}。第二次关闭通道会 panic。',
    chain: [
      '平常的情形：只执行其中一处关闭，什么也看不出来。',
      '另一种情形：{reason}，先是{closed}，然后是第 {line} 行。',
      '第二次关闭 panic：`close of closed channel`。与多数类型的 Close 方法不同，它不能重复执行。',
      '没有人 recover 时，进程以退出码 2 结束。net/http 只在处理请求的那个 goroutine 里 recover；panic 还会掩盖导致走到这里的那个错误。',
      '用户的请求被中断，在进程恢复之前看到 502，而且偏偏发生在别的东西已经出错的时候。',
    ],
    signal: 'stderr 出现 `panic: close of closed channel` 和 `goroutine N [running]`，退出码 2，容器重启。',
    verify: 'go test -count=20 ./...',
    verifyExpect:
      '有测试走到这条路径时出现 `panic: close of closed channel`；只走另一条路径的测试什么也看不出来。两个 goroutine 都会关闭时，后到的那个 panic；竞争检测器本身不会报告两次关闭，因为第二次在记录之前就已 panic。',
    intercept:
      '为 {function} 失败的那条路径写一个测试。评审时：一个通道只在一处关闭，要么用 defer，要么不用。',
    remedy:
      '只在一处关闭 {channel}：保留 `defer close({channel})`，删掉另一处。有多个 goroutine 时：用 WaitGroup，由一个 goroutine 先 Wait 再 close。如果不确定谁先到：用 `sync.Once`，或者改用 context，它的 cancel 可以随意重复调用。',
    limits:
      '跟踪的是由一个函数创建并保存在变量里的通道，包括拿到它的本包 goroutine、函数字面量和函数；Close 方法被调用两次的情形不在检查之列。分处两个 goroutine 的关闭，只有在两者都必然执行、且没有未跟踪的东西可能保证先后顺序时才算。条件按文本比较。',
  },
};
