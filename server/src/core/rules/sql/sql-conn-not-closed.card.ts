import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'Database connection not given back on every path',
    what: '{variable} is one connection of the pool, taken out for {function} alone. Where the function leaves at line {exitLine} nobody gives it back, and nothing else ever will.',
    chain: [
      'The call at line {line} takes a connection out of the pool.',
      'On the path that leaves at line {exitLine} it is neither closed (pgxpool: released) nor handed on. The pool counts it as in use for the life of the process.',
      'Each further call on this path takes one more; lifetime and idle limits do not touch a connection in use.',
      'Once the limit of the pool is reached, every caller waits for a connection, without limit when its context has none. Without a limit the database server runs out of connections.',
      'Users see requests that hang or `Too many connections` / `sorry, too many clients already`; a restart "fixes" it.',
    ],
    signal:
      '`DBStats.InUse` (pgxpool: `Stat().AcquiredConns()`) climbs and never falls; `WaitCount` rises once it equals the limit. Goroutine profile: many `database/sql.(*DB).conn` in state `select`.',
    verify:
      "curl -s 'http://localhost:6060/debug/pprof/goroutine?debug=2' | grep -c 'database/sql.(\\*DB).conn('",
    verifyExpect:
      'The number of callers that wait for a connection (needs net/http/pprof on localhost:6060; only once SetMaxOpenConns is reached). 0 under load clears this line.',
    intercept:
      'In a test: a pool of one connection, take this path twice with a context of one second. Use a Conn only where a session matters (SET, advisory locks, temporary tables); the pool itself is enough for the rest.',
    remedy:
      'Give it back on every path: `defer {variable}.Close()` (pgxpool: `defer {variable}.Release()`) right after the error check.',
    limits:
      'Unlike rows and transactions, a Conn is not given back when the context that it was taken with ends: that context bounds only the wait for it. A connection stored in a struct is taken to be given back by its owner.',
  },
  'zh-cn': {
    title: '数据库连接没有在所有路径上归还',
    what: '{variable} 是从连接池取出、由 {function} 独占的一个连接。函数在第 {exitLine} 行离开时没有人归还它，也没有别的机制会归还它。',
    chain: [
      '第 {line} 行从连接池取出一个连接。',
      '在第 {exitLine} 行离开的路径上，它既没有关闭（pgxpool：Release），也没有交给别人。连接池在进程存续期间都把它算作使用中。',
      '之后每次走到这条路径都会再占用一个；存活时间和空闲时间的限制不会触碰使用中的连接。',
      '达到连接池上限后，所有调用方都在等连接，context 没有期限就会一直等下去；没有上限时，耗尽的是数据库服务端的连接数。',
      '用户看到请求挂起，或 `Too many connections`、`sorry, too many clients already`；重启之后“恢复正常”。',
    ],
    signal:
      '`DBStats.InUse`（pgxpool：`Stat().AcquiredConns()`）只升不降；等于上限之后 `WaitCount` 开始上升。goroutine 剖析：大量 `database/sql.(*DB).conn` 处于 `select` 状态。',
    verify:
      "curl -s 'http://localhost:6060/debug/pprof/goroutine?debug=2' | grep -c 'database/sql.(\\*DB).conn('",
    verifyExpect:
      '正在等待连接的调用方数量（需要在 localhost:6060 提供 net/http/pprof；只有达到 SetMaxOpenConns 之后才会出现）。有负载时为 0 则排除此处。',
    intercept:
      '测试中：只有一个连接的连接池，带一秒期限的 context 连续两次走这条路径。只在需要会话状态（SET、咨询锁、临时表）时才用 Conn，其他场合用连接池本身就够了。',
    remedy:
      '在每条路径上归还：在错误检查之后立即写 `defer {variable}.Close()`（pgxpool：`defer {variable}.Release()`）。',
    limits:
      '与结果集和事务不同，取得 Conn 时的 context 结束并不会归还它：该 context 只限制取得连接的等待时间。保存在结构体里的连接视为由其所有者归还。',
  },
};
