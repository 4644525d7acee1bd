import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'Pool size that grows without a bound',
    what: 'The limit that {call} sets at line {line} is computed {origin}, and nothing in {function} cuts it: no minimum, no comparison with a most.',
    chain: [
      'The database gets slow, or connections leak: more of them are in use at once.',
      '{function} takes that for demand and raises the limit, and again in the next round.',
      'More queries run at the same time on a database that is slow already; each of them gets slower.',
      'The connections of all instances together reach the limit of the server: PostgreSQL `sorry, too many clients already`, MySQL `Error 1040: Too many connections`.',
      'Everybody who uses this database gets errors, other services and the operators’ own sessions included.',
    ],
    signal:
      '`DBStats.OpenConnections` and `MaxOpenConnections` go up in steps while the number of queries per second does not; on the server the sessions rise and the time per query with them.',
    verify: "curl -s http://localhost:8080/metrics | grep '^go_sql_max_open_connections'",
    verifyExpect:
      'The limit as it is now. A number that is larger each time while the service is busy is the fault. Needs the Prometheus collector `collectors.NewDBStatsCollector(db, "name")`; without it, print `db.Stats().MaxOpenConnections`.',
    intercept:
      'In a test: call {function} a hundred times while every connection is in use; the limit must stop at the most that the server allows one instance.',
    remedy:
      'Cut it: `db.SetMaxOpenConns(min(want, most))` (Go 1.21), with most = (max_connections of the server − what is reserved) / number of instances. Do not grow while the mean time of a query has risen. Most services do better with a fixed limit and a ctx with a deadline.',
    limits:
      'Seen is what the same function computes from sql.DBStats, or from the value that it has set before. What other functions, flags, files or the configuration of a pooler decide is not judged, and neither is a bound that the caller keeps.',
  },
  'zh-cn': {
    title: '连接池大小只增不限',
    what: '{call} 在第 {line} 行设置的上限{origin}，而 {function} 里没有任何东西给它封顶：没有取最小值，也没有与最大值比较。',
    chain: [
      '数据库变慢，或者连接泄漏：同时在用的连接变多。',
      '{function} 把这当成需求增加，调高上限，下一轮再调高。',
      '本来就慢的数据库上同时跑的查询更多，每一条都变得更慢。',
      '所有实例的连接加起来达到服务器的上限：PostgreSQL 报 `sorry, too many clients already`，MySQL 报 `Error 1040: Too many connections`。',
      '使用这个数据库的每一方都开始出错，包括其他服务，也包括运维人员自己的会话。',
    ],
    signal:
      '`DBStats.OpenConnections` 和 `MaxOpenConnections` 一级一级上升，而每秒查询数没有变化；服务器上会话数增加，单条查询的耗时也随之增加。',
    verify: "curl -s http://localhost:8080/metrics | grep '^go_sql_max_open_connections'",
    verifyExpect:
      '当前的上限。服务繁忙时每次查看都更大，就是这个问题。需要注册 Prometheus 采集器 `collectors.NewDBStatsCollector(db, "name")`；没有的话打印 `db.Stats().MaxOpenConnections`。',
    intercept:
      '测试中：在所有连接都被占用时调用 {function} 一百次；上限必须停在服务器允许单个实例使用的最大值。',
    remedy:
      '给它封顶：`db.SetMaxOpenConns(min(want, most))`（Go 1.21），其中 most =（服务器的 max_connections − 预留）/ 实例数。查询的平均耗时已经上升时不要扩大。多数服务用固定的上限，再加带截止时间的 ctx，效果更好。',
    limits:
      '只看同一个函数根据 sql.DBStats、或根据自己上次设置的值算出的结果。由其他函数、命令行参数、文件或连接池中间件的配置决定的不作判断，调用方另设的上限也看不到。',
  },
};
