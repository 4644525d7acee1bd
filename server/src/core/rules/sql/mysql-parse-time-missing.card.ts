import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'MySQL data source without parseTime=true',
    what: 'The data source at line {line} leaves parseTime off, the default of github.com/go-sql-driver/mysql. The driver then returns DATE, DATETIME and TIMESTAMP columns as bytes, and database/sql cannot put bytes into {target}.',
    chain: [
      'The connection is opened from the data source at line {line}, without parseTime=true.',
      'DATE, DATETIME and TIMESTAMP columns arrive as `[]byte` such as `2006-01-02 15:04:05`, not as `time.Time`.',
      'Such a column is scanned into {target}: {scanPlace}. database/sql has no conversion from bytes to time.Time.',
      'Scan fails on the first row: `sql: Scan error on column index 0, name "created_at": unsupported Scan, storing driver.Value type []uint8 into type *time.Time`.',
      'Every read of that table fails, under any load. Tests on an empty table, on SQLite or on sqlmock pass, so users are the first to see the 500s.',
    ],
    signal:
      'Exactly that log line, on every read of the table, from the moment of the deployment. It is an error of conversion: garbage collection, CPU and latency stay as they were.',
    verify:
      "grep -rF 'unsupported Scan, storing driver.Value type []uint8 into type *time.Time' /var/log/ 2>/dev/null",
    verifyExpect:
      'A line for every failed read (look where your logs are). No line, with rows in the table and reads of it, clears this place.',
    intercept:
      'A test that reads one row with a DATETIME column from a real MySQL. Build the data source in one place, from a `mysql.Config` with `ParseTime: true`, instead of by hand in many.',
    remedy:
      'Add `parseTime=true` to the parameters, or `ParseTime: true` to the mysql.Config. The name is case-sensitive: `parsetime` is sent to the server as a variable that it does not know. DATETIME carries no zone: the driver reads and writes it in `loc`, by default UTC; set `loc` when the stored times are local ones (its value must be escaped: `loc=Asia%2FShanghai`).',
    limits:
      'Data sources from the environment or from files are not seen, nor scans behind interfaces of other modules. Columns that are scanned into string or []byte today arrive formatted as RFC 3339 once parseTime is on, so check those. TIME columns stay bytes either way. Only this driver has the parameter; PostgreSQL drivers return time.Time by themselves.',
  },
  'zh-cn': {
    title: 'MySQL 数据源没有设置 parseTime=true',
    what: '第 {line} 行的数据源没有打开 parseTime，而 github.com/go-sql-driver/mysql 默认是关闭的。驱动因此把 DATE、DATETIME、TIMESTAMP 列作为字节返回，database/sql 无法把字节放进 {target}。',
    chain: [
      '连接由第 {line} 行的数据源打开，其中没有 parseTime=true。',
      'DATE、DATETIME、TIMESTAMP 列以 `[]byte` 形式到达，例如 `2006-01-02 15:04:05`，而不是 `time.Time`。',
      '这样的列被扫描进 {target}：{scanPlace}。database/sql 没有从字节到 time.Time 的转换。',
      'Scan 在第一行就失败：`sql: Scan error on column index 0, name "created_at": unsupported Scan, storing driver.Value type []uint8 into type *time.Time`。',
      '对该表的每次读取都会失败，与负载无关。空表、SQLite 或 sqlmock 上的测试都会通过，所以最先看到 500 的是用户。',
    ],
    signal:
      '从部署那一刻起，每次读取该表都会出现上面这行日志。这是类型转换错误：垃圾回收、CPU 和延迟不会有变化。',
    verify:
      "grep -rF 'unsupported Scan, storing driver.Value type []uint8 into type *time.Time' /var/log/ 2>/dev/null",
    verifyExpect:
      '每次失败的读取对应一行（请到你的日志所在位置查找）。表里有数据、也确实被读取却没有这行日志，就排除此处。',
    intercept:
      '写一个测试，从真实的 MySQL 读取一行带 DATETIME 列的数据。把数据源集中在一处，用带 `ParseTime: true` 的 `mysql.Config` 生成，而不是到处手写。',
    remedy:
      '在参数中加上 `parseTime=true`，或在 mysql.Config 中加上 `ParseTime: true`。参数名区分大小写：`parsetime` 会被当作服务器不认识的系统变量发送出去。DATETIME 不带时区：驱动按 `loc` 读写它，默认为 UTC；如果库里存的是本地时间，请设置 `loc`（值需要转义：`loc=Asia%2FShanghai`）。',
    limits:
      '来自环境变量或文件的数据源看不到，其他模块接口背后的扫描也看不到。现在扫描进 string 或 []byte 的列，在打开 parseTime 之后会变成 RFC 3339 格式，请检查这些地方。TIME 列无论如何都是字节。只有这个驱动有此参数；PostgreSQL 驱动本来就返回 time.Time。',
  },
};
