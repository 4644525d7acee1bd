import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'Database call without a context',
    what: '{call} at line {line} takes no context and uses context.Background inside; {context}. Neither a deadline nor a caller who has gone can end it.',
    chain: [
      'The database is slow, a row is locked, or every connection of the pool is taken.',
      '{call} in {function} waits: for a free connection in `database/sql.(*DB).conn`, or in the driver for the answer. Neither wait has a limit of its own; SetConnMaxLifetime and SetConnMaxIdleTime only touch connections that nobody uses.',
      'The caller gives up or disconnects. The call does not learn of it: its goroutine stays, and so does the connection that it holds.',
      'New requests take the connections that are left, then wait for one. Work that nobody waits for any more fills the pool.',
      'Users see requests that hang and end in a 504, also where the slow query is not involved.',
    ],
    signal:
      '`sql.DBStats`: InUse stays at the limit although clients have left, WaitCount and WaitDuration climb. Goroutines stand for minutes in `database/sql.(*DB).conn` with state `select`, or in a read of the driver.',
    verify:
      "curl -s 'http://localhost:6060/debug/pprof/goroutine?debug=2' | grep -E -c '^database/sql\\.\\(\\*(DB|Tx|Stmt)\\)\\.(Query|QueryRow|Exec|Prepare|Begin|Ping)\\('",
    verifyExpect:
      'Calls without a context that wait now (needs net/http/pprof on localhost:6060). A number that stays or grows a minute later, while clients have left, is the fault; one that falls back to 0 clears it.',
    intercept:
      'In a test: SetMaxOpenConns(1), keep that connection with `db.Conn(ctx)`, and call with a ctx of 100 ms: it must return `context deadline exceeded`. In CI: the linter noctx. On the server, as a last resort: `statement_timeout` (PostgreSQL) or `max_execution_time` (MySQL, SELECT only).',
    remedy:
      'Hand the ctx of the caller on: `QueryContext`, `QueryRowContext`, `ExecContext`, `PrepareContext`, `PingContext`, `BeginTx`. The end of that ctx closes sql.Rows and rolls a sql.Tx back, so it must cover their use. Commit and Rollback have no such form.',
    limits:
      'Limits of the server or of a proxy are not seen. A driver that ignores the context leaves the statement running on the server. Start-up, commands, schema changes, deferred calls, SQLite and other databases inside the process are left out. database/sql and sqlx are known, other libraries are not. A Ping that is repeated until the database is up is left out. Low confidence: no request, no caller with a context and no endless loop of the module is seen to come here; it runs once, or its failure ends the process; all callers pass Background or TODO for the context at hand; the module opens SQLite as well and the statements of the package do not say which database they are for; the statement runs in a transaction that may have been begun with a context; the driver of the pool ends each wait itself (a read timeout, a statement_timeout in the data source name); a handler starts the work in a goroutine with the context of its request.',
  },
  'zh-cn': {
    title: '数据库调用没有带 context',
    what: '第 {line} 行的 {call} 不接收 context，内部用的是 context.Background；{context}。截止时间也好，调用方离开也好，都结束不了它。',
    chain: [
      '数据库变慢、某一行被锁住，或者连接池里的连接全被占用。',
      '{function} 中的 {call} 开始等待：在 `database/sql.(*DB).conn` 里等空闲连接，或在驱动里等结果。这两种等待本身都没有时限；SetConnMaxLifetime 和 SetConnMaxIdleTime 只处理没有人在用的连接。',
      '调用方放弃或断开了，这次调用却不知道：goroutine 留在原地，手里的连接也不归还。',
      '新请求用掉剩下的连接，之后也开始排队。连接池里装满了已经没有人要的工作。',
      '用户看到请求一直挂着，最后变成 504，与那条慢查询无关的功能也不例外。',
    ],
    signal:
      '`sql.DBStats`：客户端已经离开，InUse 仍顶在上限，WaitCount 和 WaitDuration 不断上升。有 goroutine 以 `select` 状态在 `database/sql.(*DB).conn` 停留数分钟，或停在驱动的读操作上。',
    verify:
      "curl -s 'http://localhost:6060/debug/pprof/goroutine?debug=2' | grep -E -c '^database/sql\\.\\(\\*(DB|Tx|Stmt)\\)\\.(Query|QueryRow|Exec|Prepare|Begin|Ping)\\('",
    verifyExpect:
      '此刻正在等待、又没有带 context 的调用数（需要在 localhost:6060 提供 net/http/pprof）。客户端都走了，一分钟后数字仍不降反升，就是这个问题；回落到 0 则排除。',
    intercept:
      '测试中：SetMaxOpenConns(1)，用 `db.Conn(ctx)` 占住这条连接，再用 100 毫秒的 ctx 调用：必须返回 `context deadline exceeded`。CI 中：noctx。最后一道防线放在服务器上：`statement_timeout`（PostgreSQL）或 `max_execution_time`（MySQL，只对 SELECT 有效）。',
    remedy:
      '把调用方的 ctx 传下去：`QueryContext`、`QueryRowContext`、`ExecContext`、`PrepareContext`、`PingContext`、`BeginTx`。这个 ctx 结束时 sql.Rows 会被关闭、sql.Tx 会回滚，所以它必须覆盖它们的整个使用过程。Commit 和 Rollback 没有带 context 的形式。',
    limits:
      '服务器或代理上的时限看不到。驱动若不理会 context，语句会在服务器上继续执行。启动过程、命令行命令、改表结构的语句、defer 中的调用，以及 SQLite 等运行在进程内的数据库都不报告。只认识 database/sql 和 sqlx。为等待数据库就绪而反复执行的 Ping 不在报告之列。可信度低的情形：看不到本模块有请求、带 context 的调用方或无尽循环会走到这里；只执行一次，或失败即结束进程；手边的 context 在所有调用方那里都是 Background 或 TODO；本模块也会打开 SQLite，而本包的语句看不出面向哪种数据库；语句所在的事务可能是带 context 开启的；连接池的驱动会自行结束每一次等待（读超时，或数据源名称中的 statement_timeout）；处理函数带着请求的 context 在 goroutine 中启动这项工作。',
  },
};
