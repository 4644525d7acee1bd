import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'Database pool without limits',
    what: '{pool}, opened at line {line}, is a pool, not one connection, and nothing in this module limits it: {missing} missing. database/sql leaves the number of open connections unlimited on purpose, because only you know how many your database server can spare.',
    chain: [
      '{pool} is opened at line {line} with the default of SetMaxOpenConns: 0, no limit.',
      'Traffic spikes, or one query becomes slow. Every query that finds no idle connection dials a new one, so open connections equal concurrent queries.',
      'Unless SetMaxIdleConns says otherwise, only 2 connections stay idle. The others are closed when they come back and are dialed and authenticated again for the next query, which makes the database slower still.',
      'The server reaches max_connections: MySQL answers `Error 1040 (08004): Too many connections`, PostgreSQL `sorry, too many clients already`.',
      'Every service on that database gets these errors, also those that behave; users see 500s until the load is gone.',
    ],
    signal:
      'DBStats: OpenConnections follows concurrency and MaxOpenConnections is 0; MaxIdleClosed climbs when the idle limit is too low. As metrics: `go_sql_open_connections`, `go_sql_max_open_connections`, `go_sql_max_idle_closed_total`. On the server: the number of connections per user.',
    verify: "curl -s http://localhost:8080/metrics | grep '^go_sql_'",
    verifyExpect:
      '`go_sql_max_open_connections` is 0: no limit. Any other number clears this line. Needs the Prometheus collector `collectors.NewDBStatsCollector(db, "name")`; without it, print `db.Stats().MaxOpenConnections`.',
    intercept:
      'In a test of the constructor: `db.Stats().MaxOpenConnections` must not be 0; sql.Open does not connect, so no database is needed. On the server: a limit per user (MySQL `WITH MAX_USER_CONNECTIONS n`, PostgreSQL `ALTER ROLE app CONNECTION LIMIT n`).',
    remedy:
      'SetMaxOpenConns(n), with n times the number of instances below what the server grants; SetMaxIdleConns(n) with the same n; for MySQL, and behind a pooler or proxy, SetConnMaxLifetime below the shortest idle timeout on the way (the MySQL driver recommends less than 5 minutes). At the limit callers wait until their context ends, so give queries a deadline.',
    limits:
      'A limit set by code outside this module or through reflection is not seen. A pool that the function which opens it uses step by step and closes is shown at low confidence only: no burst of connections comes from it. So is a pool that no program of the module opens which is seen to serve requests, as in a library or a worker. Where the package takes locks that belong to a connection, confidence is low: a limit on idle connections or their lifetime may end the one that holds a lock. The right number has to be measured. A limit does not repair a leak: rows, transactions and connections that are never closed then fill the pool and callers wait. It is a ceiling, not a floor: database/sql keeps no minimum of connections.',
  },
  'zh-cn': {
    title: '数据库连接池没有任何限制',
    what: '第 {line} 行打开的 {pool} 是连接池而不是一条连接，而本模块里没有任何代码限制它：缺少 {missing}。database/sql 有意把最大连接数默认设为不限，因为只有你知道数据库服务器能分给你多少连接。',
    chain: [
      '第 {line} 行打开 {pool} 时，SetMaxOpenConns 保持默认值 0，即没有上限。',
      '流量突增，或某条查询变慢。每个拿不到空闲连接的查询都会新建一条连接，于是打开的连接数等于并发查询数。',
      '没有设置 SetMaxIdleConns 时只保留 2 条空闲连接；其余的归还时就被关闭，下一次查询又要重新建连和认证，数据库因此更慢。',
      '数据库达到 max_connections：MySQL 返回 `Error 1040 (08004): Too many connections`，PostgreSQL 返回 `sorry, too many clients already`。',
      '共用这个数据库的所有服务都会收到这些错误，包括行为正常的服务；在负载消退之前，用户看到的是 500。',
    ],
    signal:
      'DBStats：OpenConnections 跟随并发数变化，MaxOpenConnections 为 0；空闲上限过低时 MaxIdleClosed 持续上升。对应的指标是 `go_sql_open_connections`、`go_sql_max_open_connections`、`go_sql_max_idle_closed_total`。在数据库一侧看每个用户的连接数。',
    verify: "curl -s http://localhost:8080/metrics | grep '^go_sql_'",
    verifyExpect:
      '`go_sql_max_open_connections` 为 0 表示没有上限；其他数值则排除此处。需要注册 Prometheus 采集器 `collectors.NewDBStatsCollector(db, "name")`；没有的话打印 `db.Stats().MaxOpenConnections`。',
    intercept:
      '在构造函数的测试里断言 `db.Stats().MaxOpenConnections` 不为 0；sql.Open 并不建立连接，所以不需要数据库。数据库一侧：按用户限制连接数（MySQL 的 `WITH MAX_USER_CONNECTIONS n`，PostgreSQL 的 `ALTER ROLE app CONNECTION LIMIT n`）。',
    remedy:
      '调用 SetMaxOpenConns(n)，n 乘以实例数要小于数据库允许的连接数；SetMaxIdleConns(n) 用同一个 n；对 MySQL，或经过连接代理时，再用 SetConnMaxLifetime 设一个小于沿途最短空闲超时的值（MySQL 驱动建议小于 5 分钟）。达到上限后调用方会一直等到自己的 context 结束，所以查询要带截止时间。',
    limits:
      '模块之外的代码或通过反射设置的上限看不到。由打开它的函数依次使用并关闭的连接池不会突然产生大量连接，因此只以低置信度显示；打开它的程序里看不到对外服务的代码时（例如库或后台任务）也一样。如果包里会获取属于连接的锁，则只以低置信度显示：限制空闲连接或其存活时间可能会关掉持有锁的连接。合适的数值需要测量。上限不能修复泄漏：没有关闭的 rows、事务和连接会占满连接池，调用方则一直等待。它是上限而不是下限：database/sql 不会保持最少连接数。',
  },
};
