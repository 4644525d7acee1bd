import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'Result used before its error is checked',
    what: '{variable}, which the call at line {line} gives, is used at line {useLine} {circumstance}. When the call fails, {variable} is nil.',
    chain: [
      'The call at line {line} fails: a refused connection, a missing file, a database that restarts. It returns a nil value and an error.',
      'Line {useLine} uses the nil value. Go panics: `invalid memory address or nil pointer dereference`.',
      'The error with the real cause is never logged. In a goroutine without recover the whole process ends; in an HTTP handler net/http recovers and drops the connection.',
      'What would have been one failed request becomes a crash, exactly while the dependency is down; restarts meet the same failure.',
      'Users see dropped connections or a crash loop instead of an error message.',
    ],
    signal:
      'Log: `panic: runtime error: invalid memory address or nil pointer dereference` (behind net/http: `http: panic serving`), with {function} at the top of the stack. Restarts coincide with errors of a dependency.',
    verify: 'go vet ./... 2>&1 | grep "before checking for errors"',
    verifyExpect:
      'vet names HTTP responses that are used too early (its httpresponse check). For other values: a test that makes the call fail panics here.',
    intercept:
      'A test in which the dependency is down: a closed port, a missing file. It must give an error, not a panic.',
    remedy:
      'Check the error first and leave where there is one; put the use of {variable}, deferred or not, behind the check.',
    limits:
      'A nil check on {variable} itself is accepted as the check. A path on which the error was found is followed on, though not in tests, behind further questions about the error, or behind a function of unknown body in the branch for it, which may end the process. Methods of a nil *os.File return an error instead of panicking: there the finding is weaker, and a Close alone is shown at low confidence only. A client whose CheckRedirect is seen to fail gives a response with its error and is left out; another function that promises a value together with an error is an exception that this rule cannot see.',
  },
  'zh-cn': {
    title: '未检查错误就使用返回值',
    what: '第 {useLine} 行使用了第 {line} 行的调用返回的 {variable}，{circumstance}。调用失败时 {variable} 是 nil。',
    chain: [
      '第 {line} 行的调用失败：连接被拒绝、文件不存在、数据库正在重启。它返回 nil 和一个错误。',
      '第 {useLine} 行使用这个 nil 值，Go 触发 panic：`invalid memory address or nil pointer dereference`。',
      '真正的原因（那个错误）从未写进日志。没有 recover 的 goroutine 会让整个进程退出；在 HTTP 处理函数里，net/http 会恢复并断开连接。',
      '本来只是一次请求失败，变成了崩溃，而且恰好发生在依赖不可用的时候；重启之后还会遇到同样的失败。',
      '用户看到的不是错误信息，而是连接中断或服务反复崩溃。',
    ],
    signal:
      '日志中有 `panic: runtime error: invalid memory address or nil pointer dereference`（经过 net/http 时是 `http: panic serving`），栈顶是 {function}；重启的时刻与依赖出错的时刻一致。',
    verify: 'go vet ./... 2>&1 | grep "before checking for errors"',
    verifyExpect:
      'vet 会指出过早使用的 HTTP 响应（httpresponse 检查）。其他值：写一个让调用失败的测试，它会在这里 panic。',
    intercept: '写一个依赖不可用的测试：关闭的端口、不存在的文件。结果必须是错误，而不是 panic。',
    remedy: '先检查错误，出错时离开；对 {variable} 的使用，无论是否延迟执行，都放到检查之后。',
    limits:
      '对 {variable} 本身的 nil 检查也算检查。发现错误之后仍继续的路径也会跟踪；但测试中、对错误另有判断之后，或错误分支里调用了看不到源码的函数（它可能结束进程）之后则不再跟踪。nil 的 *os.File 调用方法会返回错误而不是 panic，因此那里的问题较轻；如果只是 Close，则只以低置信度显示。看得出 CheckRedirect 会失败的客户端，出错时也返回响应，因此不报告；其他承诺在出错时也返回可用值的函数，这条规则看不出来。',
  },
};
