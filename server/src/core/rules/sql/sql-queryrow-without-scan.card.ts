import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'QueryRow without Scan',
    what: 'The row that the query at line {line} gives is not scanned where {function} lets go of it, at line {exitLine}. A Row has no Close: only Scan gives its connection back to the pool, or the end of the context of the query.',
    chain: [
      'QueryRow at line {line} runs the statement on a connection of the pool and keeps the result open for Scan.',
      'Nobody calls Scan, so the connection stays in use. Err does not change that: it only tells whether the query could be started.',
      'An error that the driver reports only with the rows, such as a connection that breaks, is lost as well: Scan would have returned it.',
      'Each further call takes one more connection. SetConnMaxLifetime and SetConnMaxIdleTime do not touch a connection in use.',
      'With SetMaxOpenConns, every caller then waits in `(*DB).conn`, without limit when its context has none. Without it, the database server runs out of connections.',
      'Users see requests that hang, or `Too many connections` / `sorry, too many clients already`, and a restart "fixes" it.',
    ],
    signal:
      '`DBStats.InUse` grows by one per call and does not fall; `WaitCount` rises once it equals MaxOpenConnections. As a metric: `go_sql_in_use_connections`. For a pgxpool: `AcquiredConns` of `pool.Stat()`.',
    verify: "curl -s http://localhost:8080/metrics | grep '^go_sql_in_use_connections'",
    verifyExpect:
      'A number that stays up, or grows, while no request is running. Zero clears this line. Needs the Prometheus collector `collectors.NewDBStatsCollector(db, "name")`; without it, print `db.Stats().InUse`.',
    intercept:
      'In a test: `db.SetMaxOpenConns(1)` and two calls in a row, with a context of one second that is cancelled only at the end of the test; the second call must not end in `context deadline exceeded`. In production: a context with a deadline on every query bounds the leak to its length (not for pgxpool, which waits for Scan).',
    remedy:
      'A statement whose row nobody wants is for Exec, whose error is that of the whole statement. To ask whether a row is there, scan it and compare the error with sql.ErrNoRows: Err never is ErrNoRows.',
    limits:
      'A row that another function gets counts as scanned when the source of that function is not at hand. A row whose context a deferred cancel ends in the same function is not reported. In pgx only the rows of a pgxpool.Pool are followed: on a single connection or in a transaction the next statement fails with `conn busy` instead.',
  },
  'zh-cn': {
    title: 'QueryRow 之后没有 Scan',
    what: '第 {line} 行的查询给出的结果行，到 {function} 在第 {exitLine} 行放手时仍未读取。Row 没有 Close 方法：只有 Scan，或查询的 context 结束，才会把连接还给连接池。',
    chain: [
      '第 {line} 行的 QueryRow 在连接池的一个连接上执行语句，并保持结果打开，等待 Scan。',
      '没有人调用 Scan，连接就一直处于使用中。调用 Err 也无济于事：它只说明查询有没有成功发起。',
      '驱动读取行时才报告的错误（例如连接中断）也一并丢失：本来应由 Scan 返回。',
      '之后每次调用再占用一个连接。SetConnMaxLifetime 和 SetConnMaxIdleTime 不会触碰使用中的连接。',
      '设置了 SetMaxOpenConns 时，后来的调用方都在 `(*DB).conn` 中等待，context 没有期限就会一直等下去；没有设置时，数据库服务端的连接被耗尽。',
      '用户看到请求挂起，或 `Too many connections`、`sorry, too many clients already`，重启之后“恢复正常”。',
    ],
    signal:
      '`DBStats.InUse` 每次调用加一且不回落；等于 MaxOpenConnections 之后 `WaitCount` 开始上升。对应的指标是 `go_sql_in_use_connections`；pgxpool 则看 `pool.Stat()` 的 `AcquiredConns`。',
    verify: "curl -s http://localhost:8080/metrics | grep '^go_sql_in_use_connections'",
    verifyExpect:
      '没有请求在处理时数值仍不回落，甚至继续上升，就说明有泄漏；为零则排除此处。需要注册 Prometheus 采集器 `collectors.NewDBStatsCollector(db, "name")`；没有的话打印 `db.Stats().InUse`。',
    intercept:
      '测试中：`db.SetMaxOpenConns(1)`，用期限一秒、直到测试结束才取消的 context 连续调用两次，第二次不应以 `context deadline exceeded` 结束。生产环境：每个查询都带有期限的 context，可以把泄漏限制在该时长之内（pgxpool 除外，它只等 Scan）。',
    remedy:
      '不需要结果行的语句请用 Exec，它返回整条语句的错误。要判断某一行是否存在，就调用 Scan 并把错误与 sql.ErrNoRows 比较：Err 永远不会是 ErrNoRows。',
    limits:
      '结果行交给看不到源码的函数时，视为会被读取。同一函数里由延迟的 cancel 结束其 context 的结果行不报告。pgx 只跟踪 pgxpool.Pool 的结果行：在单个连接或事务上，下一条语句会直接以 `conn busy` 失败。',
  },
};
