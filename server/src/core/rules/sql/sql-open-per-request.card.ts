import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'Database pool opened or closed per request',
    what: '{function} opens or closes {pool} at line {line} each time a request comes to {handler}. What sql.Open gives is a pool for the whole process, safe for concurrent use: it is opened once, shared, and rarely closed.',
    chain: [
      'A request comes to {handler} and runs line {line}.',
      'Opened here, the pool is empty: its first query dials the database and logs in, and a limit set on it counts for this request alone, so the number of connections follows the number of requests.',
      'Without Close, the pool stays behind: its goroutine `connectionOpener` never ends, and up to 2 idle connections stay until the server ends them. Closed here although others share it, every later query of theirs fails.',
      'Connections on the server grow with the load, until it refuses more: MySQL `Error 1040 (08004): Too many connections`, PostgreSQL `sorry, too many clients already`.',
      'Users see slow requests, then these errors on every service of the database; with a shared pool closed, `sql: database is closed` from the second request on.',
    ],
    signal:
      'Goroutine profile: more than one `database/sql.(*DB).connectionOpener` per database. On the database: logins per second equal requests per second. In the log: `sql: database is closed`.',
    verify:
      "curl -s 'http://localhost:6060/debug/pprof/goroutine?debug=2' | grep -c 'database/sql.(\\*DB).connectionOpener'",
    verifyExpect:
      'A number that grows with the requests: pools are left behind. One per database clears that; a pool that is also closed per request shows in the logins of the database only. Needs net/http/pprof on localhost:6060.',
    intercept:
      'In a test: send two requests to {handler}; the second must not fail, and the number of logins that a fake driver counts must not be two. In review: sql.Open belongs where the program starts, next to its limits.',
    remedy:
      'Open the pool once where the program starts, set its limits there, and give it to the handler in a field or argument. Close it where the program ends, if at all. Rows, statements and transactions are what a request has to close.',
    limits:
      'Handlers are known by what they get (net/http, gin, echo, fiber, fasthttp); consumers of messages, gRPC methods and loops are not looked at, nor are pools of pgxpool. A shared pool that is closed is known by its package variable; a field may belong to an object of one request. Silent where the data source may depend on the request, where the pool may be kept for later, for databases that run inside the process (SQLite), and behind a call through an interface under a condition that a constant method of the type at hand rules out. Which of several calls leads a request here is followed over four calls inside this module.',
  },
  'zh-cn': {
    title: '每个请求都打开或关闭数据库连接池',
    what: '每当请求到达 {handler}，{function} 都会在第 {line} 行打开或关闭 {pool}。sql.Open 给出的是整个进程共用的连接池，可以并发使用：应当只打开一次、大家共享，很少需要关闭。',
    chain: [
      '请求到达 {handler}，执行第 {line} 行。',
      '在这里打开的连接池是空的：第一条查询要重新建连并登录；设在它上面的上限也只管这一个请求，于是连接数随请求数一起增长。',
      '不调用 Close，连接池就会留下来：它的 goroutine `connectionOpener` 永不结束，最多 2 条空闲连接一直保留到服务端断开。如果在这里关闭的是大家共用的连接池，别人之后的查询全部失败。',
      '服务端的连接数随负载上升，直到被拒绝：MySQL 返回 `Error 1040 (08004): Too many connections`，PostgreSQL 返回 `sorry, too many clients already`。',
      '用户先看到请求变慢，随后共用该数据库的所有服务都出现这些错误；若关闭了共用的连接池，则从第二个请求起得到 `sql: database is closed`。',
    ],
    signal:
      'goroutine 剖析：每个数据库有不止一个 `database/sql.(*DB).connectionOpener`。数据库一侧：每秒登录次数等于每秒请求数。日志里出现 `sql: database is closed`。',
    verify:
      "curl -s 'http://localhost:6060/debug/pprof/goroutine?debug=2' | grep -c 'database/sql.(\\*DB).connectionOpener'",
    verifyExpect:
      '数字随请求增长，说明连接池被遗留下来；每个数据库只有一个则排除这一点。如果每个请求也会关闭它，就只能从数据库的登录次数看出来。需要在 localhost:6060 提供 net/http/pprof。',
    intercept:
      '测试中：向 {handler} 发送两个请求，第二个不应失败，假驱动统计到的登录次数也不应是两次。代码评审：sql.Open 应放在程序启动处，与它的各项上限写在一起。',
    remedy:
      '在程序启动处打开一次连接池并设置上限，再通过字段或参数交给处理函数；如果需要关闭，就在程序结束处关闭。请求自己要关闭的是结果集、预处理语句和事务。',
    limits:
      '处理函数按其参数识别（net/http、gin、echo、fiber、fasthttp）；消息消费者、gRPC 方法和循环不检查，pgxpool 的连接池也不检查。被关闭的共用连接池按包级变量识别；字段可能属于某个请求自己的对象。数据源可能取决于请求、连接池可能留待以后使用，数据库运行在进程内部（SQLite），或经接口的调用位于一个条件之下、而该类型自己返回常量的方法使条件不成立时不报告。请求如何到达这里，只在本模块内跟踪四层调用。',
  },
};
