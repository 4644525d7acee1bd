import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'Transaction neither committed nor rolled back on every path',
    what: 'Where {function} leaves at line {exitLine}, {variable} is neither committed nor rolled back nor handed on. An open transaction keeps its connection, and on the server every lock that it took, until one of the two is called or the context given to BeginTx ends.',
    chain: [
      'The call at line {line} begins a transaction on a connection of the pool.',
      'On the path that leaves at line {exitLine}, usually after an error, nobody ends it. Nothing else does: the garbage collector does not roll back.',
      'The rows that it changed stay locked, and its connection stays in use.',
      'Other writers of the same rows wait for the locks; the pool runs out of connections, one for each time that this path was taken.',
      'Users see `Lock wait timeout exceeded` or requests that hang, first on this table, then everywhere.',
    ],
    signal:
      'PostgreSQL: sessions `idle in transaction` in pg_stat_activity. MySQL: old rows in information_schema.innodb_trx. In the service: `DBStats.InUse` climbs; one goroutine `database/sql.(*Tx).awaitDone` for each open transaction.',
    verify:
      "curl -s 'http://localhost:6060/debug/pprof/goroutine?debug=2' | grep -c 'database/sql.(\\*Tx).awaitDone'",
    verifyExpect:
      'The number of open transactions of database/sql (needs net/http/pprof on localhost:6060). One that keeps growing under steady traffic confirms the leak; one that returns to 0 clears this line. For pgx ask pg_stat_activity instead.',
    intercept:
      'In a test: compare `db.Stats().InUse` before and after this path. BeginTx with a context that has a deadline: database/sql rolls back when it ends. On the server: `idle_in_transaction_session_timeout` (PostgreSQL).',
    remedy:
      'Write `defer {variable}.Rollback()` right after the error check of Begin and keep the Commit at the end: after a Commit the Rollback does nothing but return sql.ErrTxDone.',
    limits:
      'Ways out by panic alone are not reported; the deferred rollback covers them too. With BeginTx on the context of a request, the end of the request ends the transaction as well; one whose context the function ends by a deferred cancel is not reported. A transaction given to a function whose body is not known is taken to be ended by it.',
  },
  'zh-cn': {
    title: '事务没有在所有路径上提交或回滚',
    what: '{function} 在第 {exitLine} 行离开时，{variable} 既没有提交也没有回滚，也没有交给别人。未结束的事务一直占着它的连接，并在服务端持有取得的所有锁，直到调用二者之一，或传给 BeginTx 的 context 结束。',
    chain: [
      '第 {line} 行在连接池的一个连接上开始事务。',
      '在第 {exitLine} 行离开的路径上（通常是出错之后）没有人结束它。也没有别的机制会结束它：垃圾回收不会回滚。',
      '它修改过的行仍被锁住，它的连接仍处于使用中。',
      '写同样行的其他请求在等锁；这条路径每走一次就占用一个连接，连接池逐渐耗尽。',
      '用户看到 `Lock wait timeout exceeded` 或请求挂起，先是这张表，然后是所有接口。',
    ],
    signal:
      'PostgreSQL：pg_stat_activity 中处于 `idle in transaction` 的会话。MySQL：information_schema.innodb_trx 中的陈旧记录。服务内：`DBStats.InUse` 上升；每个未结束的事务对应一个 `database/sql.(*Tx).awaitDone` goroutine。',
    verify:
      "curl -s 'http://localhost:6060/debug/pprof/goroutine?debug=2' | grep -c 'database/sql.(\\*Tx).awaitDone'",
    verifyExpect:
      'database/sql 中未结束的事务数量（需要在 localhost:6060 提供 net/http/pprof）。流量平稳时持续增长就说明有泄漏；能回到 0 则排除此处。使用 pgx 时请改查 pg_stat_activity。',
    intercept:
      '测试中：比较走这条路径前后的 `db.Stats().InUse`。BeginTx 使用带期限的 context：到期后 database/sql 会回滚。服务端：`idle_in_transaction_session_timeout`（PostgreSQL）。',
    remedy:
      '在 Begin 的错误检查之后立即写 `defer {variable}.Rollback()`，末尾的 Commit 保持不变：Commit 之后的 Rollback 什么也不做，只会返回 sql.ErrTxDone。',
    limits:
      '只因 panic 而离开的路径不会报告；延迟的回滚同样能覆盖它们。BeginTx 使用请求的 context 时，请求结束也会结束事务；函数用延迟的 cancel 结束其 context 的事务不会报告。传给函数体未知的函数的事务视为由该函数结束。',
  },
};
