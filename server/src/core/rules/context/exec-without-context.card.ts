import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'Command that nothing ends',
    what: '{call} at line {line} is made by exec.Command and run to its end; {context}. A command that hangs is waited for as long as it hangs.',
    chain: [
      'The command waits for something that does not come: a lock file, a network mount, a server, a question that nobody answers.',
      '{call} in {function} waits in `os/exec.(*Cmd).Wait`. exec.Command has no limit, and a child process does not end because its caller has gone.',
      'The goroutine keeps what it holds: the request of its caller, a lock, a place in a worker pool. The child keeps its memory, its files and its locks.',
      'Each further call starts one more child that waits for the same thing.',
      'Users see requests that never end; the machine fills with processes until fork fails with `resource temporarily unavailable`.',
    ],
    signal:
      'Child processes of the service that are minutes old (`ps -o etime`), in a number that rises; goroutines in `os/exec.(*Cmd).Wait` or in `io.Copy` below it; CPU near zero.',
    verify:
      "curl -s 'http://localhost:6060/debug/pprof/goroutine?debug=2' | grep -c '^os/exec\\.(\\*Cmd)\\.Wait('",
    verifyExpect:
      'Commands that are waited for now (needs net/http/pprof on localhost:6060). A number that grows, or is the same a minute later, is the fault; one that falls back to 0 clears it.',
    intercept:
      'In a test: run `sleep 60` in place of the program with a ctx of 100 ms; the call must come back at once. In CI: the linter noctx.',
    remedy:
      '`exec.CommandContext(ctx, ...)` with a ctx that has a deadline: it kills the process when the ctx ends. Set `cmd.WaitDelay` (Go 1.20) as well: grandchildren may hold the pipes open after the kill, and Wait waits for those. `cmd.Cancel` can send a gentler signal first.',
    limits:
      'Commands that are started and not waited for here, handed on, killed elsewhere, run by a goroutine of their own or connected to the terminal are left out, and so are start-up, the commands of the program itself, `timeout 30 ...`, curl with `--max-time`, and programs such as `uname` that end at once. Low confidence: what is asked for its version, tools that only work on files here (`tar`, `cp`, `git rev-parse`), what runs once in the life of the process, a context at hand for which all callers pass Background or TODO, and, where no context is at hand, a program that is not known to wait for another machine, a daemon or a person, or whose name is not a constant. A context that only the return of its own function ends does not count. Whether a limit stands inside a script is not seen.',
  },
  'zh-cn': {
    title: '没有任何东西能结束的外部命令',
    what: '第 {line} 行的 {call} 由 exec.Command 创建，并一直等到它退出；{context}。命令卡住多久，这里就等多久。',
    chain: [
      '命令在等一个不会到来的东西：锁文件、网络挂载、某台服务器，或者没有人回答的交互提示。',
      '{function} 中的 {call} 停在 `os/exec.(*Cmd).Wait`。exec.Command 没有时限，调用方离开也不会让子进程退出。',
      'goroutine 一直占着手里的东西：上游的请求、锁、工作池里的一个名额。子进程则占着内存、文件和自己的锁。',
      '之后的每次调用又启动一个子进程，等的还是同一个东西。',
      '用户看到请求永远不结束；机器上的进程越来越多，直到 fork 失败，报 `resource temporarily unavailable`。',
    ],
    signal:
      '服务的子进程已经存活好几分钟（`ps -o etime`），而且数量在增加；有 goroutine 停在 `os/exec.(*Cmd).Wait` 或它下面的 `io.Copy`；CPU 接近零。',
    verify:
      "curl -s 'http://localhost:6060/debug/pprof/goroutine?debug=2' | grep -c '^os/exec\\.(\\*Cmd)\\.Wait('",
    verifyExpect:
      '此刻正在等待的命令数（需要在 localhost:6060 提供 net/http/pprof）。数字上升，或一分钟后仍然不变，就是这个问题；回落到 0 则排除。',
    intercept: '测试中：用 `sleep 60` 代替真正的程序，传 100 毫秒的 ctx，调用必须立即返回。CI 中：noctx。',
    remedy:
      '改用 `exec.CommandContext(ctx, ...)`，并让 ctx 带截止时间：ctx 结束时它会杀掉进程。同时设置 `cmd.WaitDelay`（Go 1.20）：进程被杀后，孙进程可能仍占着管道，而 Wait 会等它们。想先发一个温和的信号，可以用 `cmd.Cancel`。',
    limits:
      '在这里只启动不等待、转交给别处、由别处杀掉、由专门的 goroutine 运行，或接到终端上的命令都不报告；启动过程、程序自身的命令行命令、`timeout 30 ...`、带 `--max-time` 的 curl，以及 `uname` 这类立即结束的程序也不报告。询问版本的命令、只处理本机文件的工具（`tar`、`cp`、`git rev-parse`），整个进程只执行一次的命令，所有调用方传入的 context 都是 Background 或 TODO 的命令，以及手边没有 context、也不知道会等待别的机器、守护进程或人的程序，或者程序名不是常量的，置信度为低。只有本函数返回才会结束的 context 不算数。脚本内部是否有时限看不到。',
  },
};
