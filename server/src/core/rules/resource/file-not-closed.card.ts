import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'File not closed on every path',
    what: '{variable} is neither closed nor handed on where {function} leaves at line {exitLine}. Its file descriptor stays open until Close, or until the garbage collector happens to find the value unreachable.',
    chain: [
      'The call at line {line} opens a file descriptor; on the path that leaves at line {exitLine} nobody closes it.',
      'An *os.File that nobody can reach any more is closed by its finalizer, but only after a later garbage collection. Collections follow heap growth: descriptors do not count, and a process that allocates little collects rarely.',
      'Between two collections every call that takes this path adds one descriptor; a value that stays reachable, in a variable, a map or a goroutine, adds one for good.',
      'The process reaches its limit (`ulimit -n`, often 1024) and every new file, socket and accept fails with EMFILE, also in code that has nothing to do with this line.',
      'Users see `open …: too many open files` or `accept4: too many open files`. On Windows the open file also blocks its own removal and renaming; on Unix a removed file keeps its disk space.',
    ],
    signal:
      '`process_open_fds` close to `process_max_fds`, or a sawtooth that falls with each garbage collection; log lines with `too many open files`.',
    verify:
      'for pid in $(pgrep -u "$(id -u)"); do echo "$(ls /proc/$pid/fd 2>/dev/null | wc -l) $(cat /proc/$pid/comm 2>/dev/null)"; done | sort -rn | head -5',
    verifyExpect:
      'The processes of this user with the most open descriptors (Linux). Run it twice under steady load: a number that keeps growing is the leak, and `ls -l /proc/PID/fd` names the files. A number that stays put clears this line.',
    intercept:
      'In a test (Linux): count the entries of /proc/self/fd, take this path 100 times with the garbage collector off (`debug.SetGCPercent(-1)`), count again: the numbers must be equal. In production: an alert on `process_open_fds / process_max_fds`.',
    remedy:
      '`defer {variable}.Close()` right behind the error check; in a loop, move the body into a function, so that each iteration closes its own. For a file that was written, return the error of Close on the path that succeeds: a deferred Close drops it.',
    limits:
      'Whether the limit is reached depends on how often the path runs and how often the collector does; a program that ends soon never notices, what runs once in the life of the process (main, the function of a command, what they call once) is shown at low confidence only. The files of a file system in memory (embed, testing/fstest) are left out where it is known; where it is not, they are information, and in tests left out as uploads are. An upload is left out where the body of its request is limited to what the form keeps in memory. A Close whose error is dropped can hide lost writes (close(2): NFS and disk quotas report them there), and a Close does not flush to disk, only Sync does.',
  },
  'zh-cn': {
    title: '文件没有在所有路径上关闭',
    what: '{function} 在第 {exitLine} 行离开时，{variable} 既没有关闭，也没有交给别人。它的文件描述符会一直打开，直到调用 Close，或者垃圾回收器碰巧发现这个值已不可达。',
    chain: [
      '第 {line} 行的调用打开了一个文件描述符；从第 {exitLine} 行离开的那条路径上，没有人关闭它。',
      '不再可达的 *os.File 会由终结器关闭，但要等到之后的某次垃圾回收。回收由堆的增长触发：描述符不计入其中，分配很少的进程很少回收。',
      '两次回收之间，每次走到这条路径都会多占用一个描述符；如果这个值仍被变量、map 或 goroutine 引用，就会永久占用。',
      '进程达到上限（`ulimit -n`，常见为 1024）后，所有新的文件、套接字和 accept 都会因 EMFILE 失败，与这一行无关的代码也不例外。',
      '用户看到 `open …: too many open files` 或 `accept4: too many open files`。在 Windows 上，打开的文件还会使它自身无法删除或改名；在 Unix 上，已删除的文件继续占用磁盘空间。',
    ],
    signal:
      '`process_open_fds` 接近 `process_max_fds`，或呈锯齿状、随每次垃圾回收下降；日志中出现 `too many open files`。',
    verify:
      'for pid in $(pgrep -u "$(id -u)"); do echo "$(ls /proc/$pid/fd 2>/dev/null | wc -l) $(cat /proc/$pid/comm 2>/dev/null)"; done | sort -rn | head -5',
    verifyExpect:
      '列出当前用户打开描述符最多的进程（Linux）。负载平稳时运行两次：数字持续增长就是泄漏，`ls -l /proc/PID/fd` 会列出具体文件；数字保持不变则排除此处。',
    intercept:
      '测试中（Linux）：统计 /proc/self/fd 的条目数，关闭垃圾回收（`debug.SetGCPercent(-1)`）后走这条路径 100 次，再统计一次，两次必须相等。生产中：对 `process_open_fds / process_max_fds` 告警。',
    remedy:
      '在错误检查之后立即写 `defer {variable}.Close()`；在循环里，把循环体移入一个函数，让每次迭代关闭自己的文件。写入过的文件，要在成功路径上返回 Close 的错误：延迟执行的 Close 会丢掉它。',
    limits:
      '是否会达到上限，取决于这条路径和垃圾回收各自执行得多频繁；很快结束的程序不会察觉；在进程生命期内只运行一次的代码（main、命令的函数、只被它们调用一次的函数）只以低置信度显示。已知是内存文件系统（embed、testing/fstest）的文件不报告；不确定时作为信息显示，在测试中与上传文件一样不报告。请求体的上限不超过表单内存时，上传的文件一律在内存中，不报告。丢弃 Close 的错误可能掩盖写入丢失（close(2)：NFS 和磁盘配额在此时才报告错误）；Close 也不会把数据刷到磁盘，只有 Sync 会。',
  },
};
