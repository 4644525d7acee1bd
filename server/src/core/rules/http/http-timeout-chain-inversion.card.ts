import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'Inner time limit longer than the outer one',
    what: '{function} allows {inner} at line {line}, but {around} allows only {outer}. Limits do not add up: the shortest around the work decides.',
    chain: [
      'What {function} waits for is slow: a database, another service, a lock.',
      'By the limit of line {line} it may take {inner}; {around} is over after {outer}.',
      'The outer limit decides. {effect}',
      'What is seen of it: {seen}',
    ],
    signal:
      'Errors that gather at {outer}, with nothing between there and {inner}; `EOF` at clients with no error in the log of the server.',
    verify:
      "grep -rnE --include='*.go' '(WithTimeout|TimeoutHandler)\\(|(Write)?Timeout:' . | grep -v _test.go",
    verifyExpect:
      'The limits that the source sets, one a line. From the inside out each must be longer than the one before: the call, the context of the handler, http.TimeoutHandler, WriteTimeout, the Timeout of the client; {inner} inside {outer} is the fault.',
    intercept:
      'Keep the limits that belong together in one place, derived from one budget, and assert their order in a test.',
    remedy:
      'Decide which of the two is meant: shorten {inner} below {outer}, or lengthen the outer limit. Behind a WriteTimeout leave room for the answer, and put an http.TimeoutHandler below it: that ends the context of the request and answers 503 in time. A handler that is meant to last moves its own deadline with http.NewResponseController(w).SetWriteDeadline.',
    limits:
      'Both limits must be constants; what comes from flags, files or callers out of sight is not judged. A WriteTimeout counts only where it is that of the only server of the module and nothing in the module sets write deadlines; handlers that flush, hijack or upgrade are left out. The Timeout of an http.Client is not compared.',
  },
  'zh-cn': {
    title: '内层时限比外层更长',
    what: '{function} 在第 {line} 行允许 {inner}，而{around}只允许 {outer}。时限不会相加：包在外面的最短的那个说了算。',
    chain: [
      '{function} 等待的东西变慢：数据库、另一个服务、一把锁。',
      '按第 {line} 行的时限它可以用 {inner}；{around}在 {outer} 后就到期。',
      '由外层时限决定结果。{effect}',
      '外面看到的是：{seen}',
    ],
    signal:
      '错误集中出现在 {outer} 处，从那里到 {inner} 之间一个也没有；客户端报 `EOF`，服务端日志却没有错误。',
    verify:
      "grep -rnE --include='*.go' '(WithTimeout|TimeoutHandler)\\(|(Write)?Timeout:' . | grep -v _test.go",
    verifyExpect:
      '源码中设置的时限，每行一个。从内到外必须一个比一个长：单次调用、处理函数的 context、http.TimeoutHandler、WriteTimeout、客户端的 Timeout；{inner} 处在 {outer} 之内就是这个问题。',
    intercept: '把相关的时限放在一处，从同一个预算推导出来，并在测试中断言它们的大小顺序。',
    remedy:
      '先确定要的是哪一个：把 {inner} 缩短到 {outer} 以内，或者放宽外层时限。在 WriteTimeout 之内要给写应答留出时间，并在它之下加一层 http.TimeoutHandler：它会结束请求的 context 并及时返回 503。本来就要持续很久的处理函数，用 http.NewResponseController(w).SetWriteDeadline 推后自己的截止时间。',
    limits:
      '两个时限都必须是常量；来自命令行、文件或看不到的调用方的值不作判断。只有当 WriteTimeout 属于模块中唯一的服务器、且模块中没有设置写截止时间时才比较；会刷出、接管或升级连接的处理函数不报告。http.Client 的 Timeout 不参与比较。',
  },
};
