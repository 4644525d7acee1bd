import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'Error of an HTTP call ignored',
    what: 'The error of the request at line {line} is dropped with `_`, and line {useLine} uses {variable}, which is nil whenever the request fails.',
    chain: [
      'The request at line {line} fails: DNS, a refused connection, a timeout, a cancelled context. net/http returns a nil response and an error, and the error is thrown away.',
      'Line {useLine} dereferences {variable} and panics: `invalid memory address or nil pointer dereference`.',
      'Nothing in the log says why the request failed.',
      'In a handler the client’s connection is dropped; in a goroutine without recover the process ends, together with every other request in it.',
      'A short outage of a dependency becomes an outage of this service.',
    ],
    signal:
      'Log: `panic: runtime error: invalid memory address or nil pointer dereference` (behind net/http: `http: panic serving`) with {function} on top of the stack, in bursts while the called service is down.',
    verify: "grep -rnE --include='*.go' '[a-zA-Z]+, _ :?= .*(http|[cC]lient)\\.(Get|Post|PostForm|Do)\\(' .",
    verifyExpect: 'Each line drops the error of a request. The one at line {line} is this finding.',
    intercept:
      'A test against a closed server (`srv := httptest.NewServer(nil); srv.Close()`): it must return an error, not panic.',
    remedy: 'Take the error and return it before {variable} is used.',
    limits:
      'Reported only where {variable} is used without a nil check on the way. That the body must be closed is another finding.',
  },
  'zh-cn': {
    title: 'HTTP 调用的错误被忽略',
    what: '第 {line} 行请求的错误被 `_` 丢弃，而第 {useLine} 行使用了 {variable}；只要请求失败它就是 nil。',
    chain: [
      '第 {line} 行的请求失败：DNS、连接被拒绝、超时、上下文被取消。net/http 返回 nil 响应和一个错误，而这个错误被扔掉了。',
      '第 {useLine} 行对 {variable} 解引用，触发 panic：`invalid memory address or nil pointer dereference`。',
      '日志里没有任何内容说明请求为什么失败。',
      '在处理函数里，客户端的连接被断开；在没有 recover 的 goroutine 里，整个进程退出，连同其中所有其他请求。',
      '依赖的一次短暂故障，变成了本服务的故障。',
    ],
    signal:
      '日志中有 `panic: runtime error: invalid memory address or nil pointer dereference`（经过 net/http 时是 `http: panic serving`），栈顶是 {function}，并在被调服务故障期间成批出现。',
    verify: "grep -rnE --include='*.go' '[a-zA-Z]+, _ :?= .*(http|[cC]lient)\\.(Get|Post|PostForm|Do)\\(' .",
    verifyExpect: '列出的每一行都丢弃了请求的错误；第 {line} 行就是这条发现。',
    intercept:
      '写一个针对已关闭服务器的测试（`srv := httptest.NewServer(nil); srv.Close()`）：必须返回错误，而不是 panic。',
    remedy: '接住错误，并在使用 {variable} 之前返回它。',
    limits: '只在使用 {variable} 之前没有 nil 检查时报告。响应体需要关闭是另一条发现。',
  },
};
