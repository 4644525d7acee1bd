import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'One query for each element of a list',
    what: '{call} at line {line} runs a query for each {element}: the loop in {function} makes as many round trips to the database as there are elements, one after the other.',
    chain: [
      'The list has a few elements while the code is written, and thousands in production.',
      'Each round of the loop sends a query and waits for its answer. The time is the number of elements times the way to the database and back, however fast each query is.',
      'The request keeps its goroutine, and a connection again and again, for that whole time.',
      'The database parses and plans the same statement thousands of times, next to the work of everybody else.',
      'Users see a page that gets slower with their own data, without a slow query in any log.',
    ],
    signal:
      'One statement with very many calls and a tiny mean time: `calls` in pg_stat_statements, COUNT_STAR in MySQL’s events_statements_summary_by_digest. In a trace: a staircase of equal spans.',
    verify: "curl -s http://localhost:8080/metrics | grep '^go_sql_wait_count_total'",
    verifyExpect:
      'Callers that had to wait for a connection so far; a number that jumps when the slow page is asked for says that its queries crowd the pool. Needs the Prometheus collector `collectors.NewDBStatsCollector(db, "name")`. The surest proof is to count the statements of one request in the log of the database.',
    intercept:
      'In a test: count the statements of one call for lists of 1 and of 100 elements; the number must not grow with the list.',
    remedy:
      'Ask once: a join, `WHERE id IN (...)` (`sqlx.In`), `= ANY($1)` with `pq.Array(ids)` in PostgreSQL, `Preload` in gorm; then put the rows into a map by key. For very long lists: in batches of some hundreds.',
    limits:
      'Only reads that depend on the element are reported; what writes in a loop, pages through a table, waits between rounds, keeps what it got in a map or leaves the loop behind the query is not, nor is SQLite, where a query costs no round trip. How long the list gets is not known here. Functions of the program are followed one call deep. A statement that selects from a routine of the database, and functions that write for each element, are left out. Low confidence: the loop itself writes in each round; the module opens SQLite as well and the package is not written for one kind of database.',
  },
  'zh-cn': {
    title: '列表中每个元素各查询一次',
    what: '第 {line} 行的 {call} 对每个 {element} 执行一次查询：{function} 中的循环有多少个元素，就要依次往返数据库多少次。',
    chain: [
      '写代码时列表只有几个元素，到了生产环境是几千个。',
      '循环每一轮都发出一条查询并等待结果。总耗时等于元素个数乘以一次往返的时间，单条查询再快也没有用。',
      '在这段时间里，请求一直占着 goroutine，并且一次又一次地占用连接。',
      '数据库把同一条语句解析、规划几千遍，还要同时应付其他人的工作。',
      '用户看到的是：自己的数据越多，页面越慢，而任何日志里都没有慢查询。',
    ],
    signal:
      '某一条语句调用次数极多、平均耗时极短：PostgreSQL 看 pg_stat_statements 的 `calls`，MySQL 看 events_statements_summary_by_digest 的 COUNT_STAR。链路追踪里是一串等长的阶梯。',
    verify: "curl -s http://localhost:8080/metrics | grep '^go_sql_wait_count_total'",
    verifyExpect:
      '到目前为止等待过连接的次数；打开那个慢页面时数字猛增，说明它的查询挤占了连接池。需要注册 Prometheus 采集器 `collectors.NewDBStatsCollector(db, "name")`。最可靠的证据是在数据库日志里数一个请求发出的语句条数。',
    intercept: '测试中：分别用 1 个和 100 个元素的列表调用一次，统计语句条数；条数不应随列表变长而增加。',
    remedy:
      '一次查完：JOIN、`WHERE id IN (...)`（`sqlx.In`）、PostgreSQL 的 `= ANY($1)` 配 `pq.Array(ids)`、gorm 的 `Preload`；然后按键放进 map。列表特别长时，每批几百个。',
    limits:
      '只报告依赖循环元素的读取；循环中的写入、分页遍历、轮次之间有等待、把结果记在 map 里，或查询之后就离开循环的不报告，SQLite 也不报告，因为那里的查询没有网络往返。列表究竟会有多长，这里无从得知。程序内的函数只跟进一层调用。从数据库例程中查询的语句，以及对每个元素都要写入的函数，不在报告之列。可信度低的情形：循环本身每一轮都写入；本模块也会打开 SQLite，而本包看不出面向哪种数据库。',
  },
};
