import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'Query that needs a second connection of a small pool',
    what: '{call} at line {line} asks the pool for a connection while {held}, from line {heldLine}, keeps one. The pool has at most {most}: {wait}.',
    chain: [
      '{held} keeps its connection until it is closed, read to the end, committed or rolled back.',
      '{call} in {function} needs another one: database/sql never shares a connection that is in use, not even inside one goroutine.',
      'When {most} goroutines stand there at once (with a limit of 1: the first one), each keeps a connection and waits in `database/sql.(*DB).conn` for one of the others.',
      'Nobody gives back what he keeps before he gets what he waits for. The database is idle; only a context that ends breaks the ring.',
      'Users see every request that needs the database hang at the same moment, at peak load only, until a restart.',
    ],
    signal:
      '`sql.DBStats`: InUse equals MaxOpenConnections, WaitCount and WaitDuration climb, while the database shows sessions that do nothing (`idle`, `idle in transaction`, MySQL `Sleep`). Goroutines in `database/sql.(*DB).conn` below the function that holds rows or a transaction.',
    verify:
      "curl -s 'http://localhost:6060/debug/pprof/goroutine?debug=2' | grep -c '^database/sql\\.(\\*DB)\\.conn('",
    verifyExpect:
      'Goroutines that wait for a connection now (needs net/http/pprof on localhost:6060). A number that stays while the database is idle is the fault; the stacks show {function} among them.',
    intercept:
      'In a test: SetMaxOpenConns(1) on the pool and a ctx of a few seconds; code that nests fails with `context deadline exceeded` at once, without any load.',
    remedy:
      'Inside a transaction use the transaction: `tx.QueryContext` instead of the pool. For rows: read them into a slice, close them, then run the other queries; or ask once with a join or `IN`. A larger pool only moves the point where it happens.',
    limits:
      'Seen are rows and transactions in a local variable, the same pool named by the same variable or field, and functions of the package that get or hold it, three calls deep. What a function value, an interface or gorm does is not. Only limits of up to 10 that stand in the source count; {certain}.',
  },
  'zh-cn': {
    title: '在很小的连接池里还要第二个连接的查询',
    what: '第 {line} 行的 {call} 向连接池要一个连接，而第 {heldLine} 行得到的 {held} 正占着一个。连接池最多 {most} 个：{wait}。',
    chain: [
      '{held} 会一直占着自己的连接，直到被关闭、读完、提交或回滚。',
      '{function} 中的 {call} 需要另一个连接：database/sql 从不共用正在使用的连接，哪怕是同一个 goroutine。',
      '当 {most} 个 goroutine 同时走到这里（上限为 1 时，第一个就够了），每个都占着一个连接，又在 `database/sql.(*DB).conn` 里等别人的。',
      '谁也不会在等到之前先放手。数据库此时是空闲的；只有结束的 context 能打破这个环。',
      '用户看到所有用到数据库的请求在同一时刻卡住，只在高峰期出现，重启才恢复。',
    ],
    signal:
      '`sql.DBStats`：InUse 等于 MaxOpenConnections，WaitCount 和 WaitDuration 上升，而数据库里的会话什么也没做（`idle`、`idle in transaction`，MySQL 是 `Sleep`）。有 goroutine 停在 `database/sql.(*DB).conn`，调用栈上就是占着 rows 或事务的函数。',
    verify:
      "curl -s 'http://localhost:6060/debug/pprof/goroutine?debug=2' | grep -c '^database/sql\\.(\\*DB)\\.conn('",
    verifyExpect:
      '此刻正在等连接的 goroutine 数（需要在 localhost:6060 提供 net/http/pprof）。数据库空闲而数字居高不下，就是这个问题；调用栈里能看到 {function}。',
    intercept:
      '测试中：对连接池 SetMaxOpenConns(1)，传一个几秒的 ctx；有嵌套的代码不需要任何压力就会报 `context deadline exceeded`。',
    remedy:
      '在事务里就用事务本身：用 `tx.QueryContext`，不要再用连接池。对于 rows：先读到切片里并关闭，再执行其他查询；或者用 JOIN、`IN` 一次查完。把连接池调大只是推迟它发生的时刻。',
    limits:
      '只看放在局部变量里的 rows 和事务、由同一个变量或字段指向的连接池，以及包内得到或持有它的函数（最多三层调用）。函数值、接口和 gorm 里发生的事看不到。只考虑源码中写明、不超过 10 的上限；{certain}。',
  },
};
