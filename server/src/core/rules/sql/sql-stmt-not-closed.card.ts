import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'Prepared statement not closed on every path',
    what: '{variable} is neither closed nor kept where {function} leaves at line {exitLine}. A prepared statement stays on the database server, once for each connection that it ran on, until Close or until that connection ends.',
    chain: [
      'The call at line {line} prepares a statement on one connection of the pool; running it on another connection prepares it there too.',
      'On the path that leaves at line {exitLine} nobody closes it. database/sql keeps it in its tables, and the server keeps the parsed statement.',
      'Every call adds one more; connections that live long collect them all.',
      'The server reaches its limit (MySQL: max_prepared_stmt_count, 16382 for the whole server) or its memory grows with every session (PostgreSQL).',
      "Prepare fails for every client of that server: `Error 1461: Can't create more than max_prepared_stmt_count statements`.",
    ],
    signal:
      'MySQL: the status variable `Prepared_stmt_count` climbs with traffic and falls only when connections close. PostgreSQL: memory of long-lived sessions. In the service: the heap held under `database/sql.(*DB).prepareDC`.',
    verify: 'mysql -e "SHOW GLOBAL STATUS LIKE \'Prepared_stmt_count\'"',
    verifyExpect:
      'On MySQL a number that keeps growing under steady traffic. A number that stays near connections times distinct statements clears this line.',
    intercept:
      'Do not prepare per call: pass the arguments to Query or Exec, or prepare once at start-up and keep the statement. SetConnMaxLifetime limits what a leak can collect.',
    remedy:
      'Write `defer {variable}.Close()` right after the error check, or prepare once and store the statement where it lives as long as the pool.',
    limits:
      'Statements prepared in a transaction are closed by its Commit or Rollback and are not reported. A statement stored in a field, a map or a package variable is taken to live as long as the service.',
  },
  'zh-cn': {
    title: '预处理语句没有在所有路径上关闭',
    what: '{function} 在第 {exitLine} 行离开时，{variable} 既没有关闭，也没有被保存。预处理语句会留在数据库服务端（在它运行过的每个连接上各一份），直到 Close 或该连接结束。',
    chain: [
      '第 {line} 行在连接池的一个连接上预处理语句；在别的连接上运行时，那里也会再预处理一次。',
      '在第 {exitLine} 行离开的路径上没有人关闭它。database/sql 在自己的表里保留它，服务端保留解析好的语句。',
      '每次调用多一条；存活时间长的连接会不断累积。',
      '服务端达到上限（MySQL：max_prepared_stmt_count，整个服务器 16382 条），或每个会话的内存不断增长（PostgreSQL）。',
      "该服务器上所有客户端的 Prepare 都会失败：`Error 1461: Can't create more than max_prepared_stmt_count statements`。",
    ],
    signal:
      'MySQL：状态变量 `Prepared_stmt_count` 随流量上升，只有连接关闭时才下降。PostgreSQL：长连接会话的内存增长。服务内：`database/sql.(*DB).prepareDC` 之下的堆内存增长。',
    verify: 'mysql -e "SHOW GLOBAL STATUS LIKE \'Prepared_stmt_count\'"',
    verifyExpect:
      '在 MySQL 上，流量平稳时数字持续增长就说明有泄漏；保持在“连接数乘以不同语句数”附近则排除此处。',
    intercept:
      '不要每次调用都预处理：把参数直接传给 Query 或 Exec，或在启动时预处理一次并保存。SetConnMaxLifetime 可以限制泄漏的累积量。',
    remedy:
      '在错误检查之后立即写 `defer {variable}.Close()`；或只预处理一次，把语句保存在与连接池同寿命的地方。',
    limits:
      '在事务中预处理的语句由 Commit 或 Rollback 关闭，不会报告。保存在字段、map 或包级变量里的语句视为与服务同寿命。',
  },
};
