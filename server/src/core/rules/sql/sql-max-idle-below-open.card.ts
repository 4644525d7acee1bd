import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'Idle limit below the open limit',
    what: 'The pool that {function} limits at line {line} may open {most} connections and keeps at most {kept} of them idle. Under load every connection beyond {kept} is closed when it comes back with nobody waiting for it, and dialed again for the next query.',
    chain: [
      'Load makes the pool open more than {kept} connections, up to {most}.',
      'A query ends and gives its connection back. Where nobody waits for one and {kept} are idle already, database/sql closes it.',
      'The next query finds no idle connection and dials a new one, with TLS and login.',
      'The database is busy with logins, and the machine collects sockets in TIME_WAIT.',
      'Users see latency that jumps as soon as there is load, although neither the queries nor the database have become slower.',
    ],
    signal:
      '`DBStats.MaxIdleClosed` climbs steadily under load; as a metric `go_sql_max_idle_closed_total`. On the server: logins per second (MySQL `Connections`).',
    verify: "curl -s http://localhost:8080/metrics | grep '^go_sql_max_idle_closed_total'",
    verifyExpect:
      'A number that grows between two calls under load. One that stands still clears this line. Needs the Prometheus collector `collectors.NewDBStatsCollector(db, "name")`; without it, print `db.Stats().MaxIdleClosed`.',
    intercept: 'In a load test with {most} callers at once: `db.Stats().MaxIdleClosed` must stay near zero.',
    remedy:
      'SetMaxIdleConns with the number of SetMaxOpenConns, as the MySQL driver recommends. To give connections back when it is quiet, use SetConnMaxIdleTime: it acts after a time, not on every return. SetMaxIdleConns is a ceiling; database/sql keeps no minimum.',
    limits:
      'Only numbers that stand in the source are compared, set on the same pool in the same function; an idle limit that is set nowhere counts as 2, the default, where every use of the pool is seen. Silent behind PgBouncer, for databases inside the process, and where SetConnMaxIdleTime is short or not known. How often the pool really grows beyond {kept} is not known here.',
  },
  'zh-cn': {
    title: '空闲连接上限低于最大连接数',
    what: '{function} 在第 {line} 行限制的连接池最多可以打开 {most} 个连接，却最多只保留 {kept} 个空闲连接。有负载时，超出 {kept} 个的连接在归还且没有人等待时会被关闭，下一次查询又要重新建连。',
    chain: [
      '负载使连接池打开的连接超过 {kept} 个，最多到 {most} 个。',
      '查询结束，归还连接。此时若没有人等待，而空闲连接已有 {kept} 个，database/sql 就把它关闭。',
      '下一次查询找不到空闲连接，只好新建一条：拨号、TLS、登录。',
      '数据库忙于处理登录，机器上积累起大量 TIME_WAIT 套接字。',
      '用户看到一有负载延迟就抖动，而查询和数据库本身都没有变慢。',
    ],
    signal:
      '有负载时 `DBStats.MaxIdleClosed` 持续上升；对应的指标是 `go_sql_max_idle_closed_total`。数据库一侧看每秒登录次数（MySQL 的 `Connections`）。',
    verify: "curl -s http://localhost:8080/metrics | grep '^go_sql_max_idle_closed_total'",
    verifyExpect:
      '有负载时两次调用之间数字在增长；保持不变则排除此处。需要注册 Prometheus 采集器 `collectors.NewDBStatsCollector(db, "name")`；没有的话打印 `db.Stats().MaxIdleClosed`。',
    intercept: '压力测试中用 {most} 个并发调用方：`db.Stats().MaxIdleClosed` 应当接近零。',
    remedy:
      'SetMaxIdleConns 取与 SetMaxOpenConns 相同的数值，这也是 MySQL 驱动的建议。想在空闲时归还连接，请用 SetConnMaxIdleTime：它按时间生效，而不是每次归还都关闭。SetMaxIdleConns 是上限，database/sql 不保持最少连接数。',
    limits:
      '只比较源码中写明的数值，并且要在同一个函数里设置同一个连接池；能看到连接池的全部用法、却没有任何地方设置空闲上限时，按默认值 2 计算。位于 PgBouncer 之后、数据库运行在进程内部，以及 SetConnMaxIdleTime 很短或未知时不报告。连接池实际多久会超过 {kept} 个连接，这里无从得知。',
  },
};
