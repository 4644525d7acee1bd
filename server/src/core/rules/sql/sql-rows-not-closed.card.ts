import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'Rows not closed on every path',
    what: '{variable} is neither closed nor handed on where {function} leaves at line {exitLine}. Open rows keep their connection out of the pool until Close, until Next has returned false, or until the context of the query ends.',
    chain: [
      'The query at line {line} takes a connection from the pool.',
      'On the path that leaves at line {exitLine} nobody closes the rows, and Next has not reached the end: the connection stays in use.',
      'Each further call on this path takes one more. SetConnMaxLifetime and SetConnMaxIdleTime do not touch a connection in use.',
      'With SetMaxOpenConns, every caller then waits in `(*DB).conn`, without limit when its context has none. Without it, the server runs out of connections instead.',
      'Users see requests that hang, or `Too many connections` / `sorry, too many clients already`. CPU is idle, and a restart "fixes" it.',
    ],
    signal:
      '`DBStats.InUse` climbs and never falls; `WaitCount` rises once it equals MaxOpenConnections. The database shows sessions that do nothing. Goroutine profile: one `database/sql.(*Rows).awaitDone` for each open rows whose query had a context that can end.',
    verify:
      "curl -s 'http://localhost:6060/debug/pprof/goroutine?debug=2' | grep -c 'database/sql.(\\*Rows).awaitDone'",
    verifyExpect:
      'A number that keeps growing under steady traffic (needs net/http/pprof on localhost:6060, and queries with a cancellable context). A number that stays put clears this line.',
    intercept:
      'In a test: `db.SetMaxOpenConns(1)`, take this path twice with a context of one second; or compare `db.Stats().InUse` before and after. In production: a context with a deadline on every query bounds the leak to its length.',
    remedy:
      'Write `defer {variable}.Close()` right after the error check: Close may be called again and does not change Err. In a loop, move the body into a function. For a statement that gives no rows use Exec.',
    limits:
      'Rows whose loop has run to its end are closed by Next itself (unless the driver has a further result set) and are not reported, nor are rows whose context a deferred cancel ends, or rows of a transaction where an error is returned or its loop runs to its end. Other rows of a transaction have low confidence: its end closes them; so have those of a test that works with a mock of the driver. Functions of other modules that get the rows are taken to close them.',
  },
  'zh-cn': {
    title: '结果集没有在所有路径上关闭',
    what: '{function} 在第 {exitLine} 行离开时，{variable} 既没有关闭，也没有交给别人。结果集打开期间一直占着连接，直到 Close、Next 返回 false，或查询的 context 结束。',
    chain: [
      '第 {line} 行的查询从连接池取得一个连接。',
      '在第 {exitLine} 行离开的路径上没有人关闭结果集，Next 也没有走到末尾：连接仍处于使用中。',
      '之后每次走到这条路径都会再占用一个。SetConnMaxLifetime 和 SetConnMaxIdleTime 不会触碰使用中的连接。',
      '设置了 SetMaxOpenConns 时，之后的调用方都会在 `(*DB).conn` 中等待，context 没有期限就会一直等下去；没有设置时，耗尽的是数据库服务端的连接数。',
      '用户看到请求挂起，或 `Too many connections`、`sorry, too many clients already`。CPU 空闲，重启之后“恢复正常”。',
    ],
    signal:
      '`DBStats.InUse` 只升不降；等于 MaxOpenConnections 之后 `WaitCount` 开始上升。数据库端能看到什么也不做的会话。goroutine 剖析：每个打开着的结果集（其查询的 context 可以结束）对应一个 `database/sql.(*Rows).awaitDone`。',
    verify:
      "curl -s 'http://localhost:6060/debug/pprof/goroutine?debug=2' | grep -c 'database/sql.(\\*Rows).awaitDone'",
    verifyExpect:
      '流量平稳时数字持续增长就说明有泄漏（需要在 localhost:6060 提供 net/http/pprof，且查询带可取消的 context）；保持不变则排除此处。',
    intercept:
      '测试中：`db.SetMaxOpenConns(1)`，带一秒期限的 context 连续两次走这条路径；或比较前后的 `db.Stats().InUse`。生产环境：每个查询都带有期限的 context，可以把泄漏限制在该时长之内。',
    remedy:
      '在错误检查之后立即写 `defer {variable}.Close()`：Close 可以重复调用，也不会改变 Err 的结果。循环里请把循环体移到一个函数中。不返回行的语句请用 Exec。',
    limits:
      '循环走到末尾的结果集由 Next 自己关闭（除非驱动还有下一个结果集），不会报告；context 由延迟的 cancel 结束的结果集，以及事务在返回错误的路径上、或循环走到末尾的结果集也不报告。事务的其他结果集只有低置信度：事务结束时会关闭它们；使用驱动模拟实现的测试中的结果集也是如此。接收结果集的其他模块的函数视为会关闭它。',
  },
};
