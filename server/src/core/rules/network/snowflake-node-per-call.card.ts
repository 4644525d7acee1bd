import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'A new ID generator per call',
    what: '{function} makes a generator with {call} at line {line}, takes IDs from it and drops it. What keeps the IDs of one {unit} apart is a counter inside the generator; a new one starts at 0 again.',
    chain: [
      'Each call of {function} makes a generator of its own at line {line}: same node ID, counter at 0.',
      'An ID is made of the time, the node ID and the counter. The first {next} of every new generator uses counter 0.',
      'Two calls within the same {unit}, of two requests or of one loop, get the same ID, in one process and with one instance.',
      'The second INSERT fails with a duplicate key, or, where no unique index stands in the way, two records share one ID.',
      'It does not show in tests, which call once; under load requests fail, or users see the data of others.',
    ],
    signal:
      'Duplicate key errors that grow with the load, with a single instance too; rows with `GROUP BY id HAVING COUNT(*) > 1` where the column has no unique index.',
    verify: "grep -rnE 'snowflake\\.NewNode\\(|sonyflake\\.New' --include='*.go' .",
    verifyExpect:
      'The generator is made inside a function that runs per call, not once at the start of the program. To see the duplicates, call {function} 10 000 times in a test and count the different IDs: nearly all are equal.',
    intercept:
      'A test that takes some thousand IDs in a loop and puts them into a map: its length must be their number. A unique index on the column.',
    remedy:
      'Make one generator when the program starts, keep it in a field or a package variable and take every ID from it; its methods lock, so goroutines may share it. `sync.OnceValues` (Go 1.21) makes it on first use.',
    limits:
      'Reported where the generator provably stays in the functions that use it one after the other, and a handler, a loop or a method that others call leads there. A generator that is handed to a library or kept in a collection is not judged. Where the node ID differs from call to call (a random number) duplicates are rarer, and confidence is medium. One generator per process does not help against two processes with the same node ID.',
  },
  'zh-cn': {
    title: '每次调用都新建 ID 生成器',
    what: '{function} 在第 {line} 行用 {call} 新建生成器，取完 ID 就丢弃。能区分同一个时间单位（{unit}）内各个 ID 的，是生成器内部的序号；新建的生成器又从 0 开始。',
    chain: [
      '每次调用 {function}，第 {line} 行都会新建一个生成器：节点号相同，序号为 0。',
      'ID 由时间、节点号和序号组成。每个新生成器的第一次 {next} 用的都是序号 0。',
      '落在同一个时间单位（{unit}）内的两次调用，无论来自两个请求还是同一个循环，都会得到相同的 ID，即使只有一个进程、一个实例。',
      '后一条 INSERT 因主键重复而失败；没有唯一索引的地方，两条记录共用一个 ID。',
      '测试只调用一次，看不出问题；负载上来以后，请求失败，或者用户看到别人的数据。',
    ],
    signal:
      '随负载增多的主键重复错误，只有一个实例时也会出现；没有唯一索引的列可以用 `GROUP BY id HAVING COUNT(*) > 1` 查出重复行。',
    verify: "grep -rnE 'snowflake\\.NewNode\\(|sonyflake\\.New' --include='*.go' .",
    verifyExpect:
      '生成器是在每次调用都会运行的函数里创建的，而不是在程序启动时创建一次。想看到重复的 ID，可以在测试里调用 {function} 一万次并统计不同 ID 的个数：几乎全部相同。',
    intercept: '写一个测试，循环取几千个 ID 放进 map：map 的长度必须等于取的个数。给该列加上唯一索引。',
    remedy:
      '程序启动时创建一个生成器，放在字段或包级变量里，所有 ID 都从它取；它的方法自带锁，可以由多个 goroutine 共用。`sync.OnceValues`（Go 1.21）可以在首次使用时创建。',
    limits:
      '只有当生成器确定不离开依次使用它的函数，并且有处理函数、循环或由其他代码调用的方法通向这里时才报告。交给其他库或放进集合的生成器不作判断。如果每次调用的节点号不同（例如随机数），重复会少一些，置信度为中。每个进程只用一个生成器，并不能解决两个进程节点号相同的问题。',
  },
};
