import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'rows.Err not asked after the last Next',
    what: '{function} takes the first `false` of {variable}.Next at line {line} for the end of the result. Next also says false when reading failed; only {variable}.Err tells the two apart, and nothing asks it afterwards.',
    chain: [
      'While the rows are read, the connection drops, the context of the query ends, or the server aborts the statement.',
      'Next at line {line} returns false, exactly as at the end. Scan has no error to report, because it is not called.',
      '{function} goes on with the rows that it has read so far and reports success.',
      'The caller stores, caches, exports or deletes by a list that is too short.',
      'Users miss data that is there. No log line says so, and the next run may be complete again.',
    ],
    signal:
      'None, and that is the point: no error is logged. Counts that fall short of `SELECT COUNT(*)`, and results that differ from run to run when the network or the timeouts are tight.',
    verify:
      "grep -rnF --include='*.go' '.Next() {' . | wc -l; grep -rnF --include='*.go' 'rows.Err()' . | wc -l",
    verifyExpect:
      'Two numbers from the root of the module: loops over Next, and questions for the error of `rows`. The second well below the first means more places like this one.',
    intercept:
      'A test with a driver that fails on the second row (sqlmock: `RowError(1, err)`) must see the error. Helpers that ask by themselves: sqlx.Select, pgx.CollectRows, QueryRow.',
    remedy:
      'After the loop: `if err := {variable}.Err(); err != nil { return err }`, or return {variable}.Err() as the last result. It may be called after Close.',
    limits:
      'When Close comes before the end (an early break), Err is nil and the question costs nothing. Rows that are stored, returned or given to a function whose body is not known are taken to be asked there. Confidence is low for rows of a transaction that is committed behind the loop, or of a batch that is closed there, by the function or by whoever hands it over, with the error looked at; also in a test with a mock of the driver that makes no row fail, and where what is read only goes into a log and the error of the query is dropped too.',
  },
  'zh-cn': {
    title: '最后一次 Next 之后没有检查 rows.Err',
    what: '{function} 把第 {line} 行 {variable}.Next 的第一个 `false` 当作结果已读完。读取失败时 Next 同样返回 false；只有 {variable}.Err 能区分两者，而之后没有任何地方检查它。',
    chain: [
      '读取过程中连接断开、查询的 context 结束，或服务端中止了语句。',
      '第 {line} 行的 Next 返回 false，与读到末尾完全一样。Scan 没有被调用，也就没有错误可报。',
      '{function} 带着目前读到的行继续执行，并报告成功。',
      '调用方按一份不完整的列表去保存、缓存、导出或删除。',
      '用户看不到实际存在的数据。没有任何日志，下一次运行可能又是完整的。',
    ],
    signal:
      '没有信号，这正是问题所在：不会有错误日志。表现为数量少于 `SELECT COUNT(*)`，或在网络、超时紧张时每次结果不同。',
    verify:
      "grep -rnF --include='*.go' '.Next() {' . | wc -l; grep -rnF --include='*.go' 'rows.Err()' . | wc -l",
    verifyExpect:
      '在模块根目录得到两个数字：Next 循环的数量，以及检查 `rows` 错误的数量。后者明显小于前者，说明还有类似的地方。',
    intercept:
      '用第二行出错的驱动写测试（sqlmock：`RowError(1, err)`），必须能看到错误。会自行检查的方式：sqlx.Select、pgx.CollectRows、QueryRow。',
    remedy:
      '循环之后写 `if err := {variable}.Err(); err != nil { return err }`，或把 {variable}.Err() 作为最后一个返回值。Close 之后也可以调用它。',
    limits:
      '提前 break 并关闭时 Err 为 nil，检查没有代价。被保存、返回或交给函数体未知的函数的结果集，视为在那里检查。只有低置信度的情况：事务在循环之后由该函数或传入它的调用方提交并检查错误，批处理在循环之后关闭并检查错误；使用驱动的模拟实现且没有让任何行出错的测试；以及读到的内容只写进日志、查询错误也被忽略的代码。',
  },
};
