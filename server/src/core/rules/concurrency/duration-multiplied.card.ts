import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'Duration multiplied by a duration',
    what: 'At line {line} {function} multiplies {left} by {right}, and both are lengths of time already. A `time.Duration` is a count of nanoseconds, so the product is one factor too large: by a billion where the other is `time.Second`.',
    chain: [
      '{left} holds nanoseconds, a second is 1 000 000 000 of them; `* {right}` multiplies by its nanoseconds once more. Both have the type `time.Duration`, so the compiler is content.',
      'Five seconds times `time.Second` are 158 years. From about ten seconds on the product no longer fits into 64 bits: it wraps around, to any value, often a negative one.',
      'A timeout of 158 years is none: the call that it should end waits for as long as the other side stays silent.',
      'A negative one has passed before it begins: `context deadline exceeded` at once, a `time.Sleep` that returns at once, `time.NewTicker` panics.',
      'Users see requests that hang with a dependency, or a loop that retries without a pause, although the configuration says five seconds.',
    ],
    signal:
      'Calls that run far beyond the configured limit, or `context deadline exceeded` within microseconds; a logged duration such as `1388888h53m20s`.',
    verify: "grep -rnE --include='*.go' '[A-Za-z_)] ?[*]=? ?time[.][A-Z]' . | grep -vF 'time.Duration('",
    verifyExpect:
      'Names that are multiplied by a unit, this line among them where the unit stands second; each must hold a bare number. Or log the product: a `time.Duration` prints itself with its unit.',
    intercept:
      'golangci-lint reports it as durationcheck, once that is enabled. In review: a unit belongs to a bare number only.',
    remedy:
      'Use the duration as it is: {left}. Where a count is meant, keep it an `int` and convert where the unit is: `time.Duration(n) * time.Second`.',
    limits:
      'Reported only where both factors are known to be times: named constants of a millisecond or more, `time.Since` and the like, flags of type duration, products with a unit, and variables or unexported fields that are only ever set to those. A parameter, or a field that others set, may hold a bare number: silent. A product that is divided by a duration right away, a square, and a product with one nanosecond, which changes nothing, are left alone.',
  },
  'zh-cn': {
    title: '时长与时长相乘',
    what: '{function} 在第 {line} 行把 {left} 与 {right} 相乘，而两者都已经是时长。`time.Duration` 是纳秒数，所以乘积多乘了一个因子：另一个是 `time.Second` 时，大了十亿倍。',
    chain: [
      '{left} 保存的是纳秒，一秒就是 1 000 000 000；`* {right}` 又乘了一遍它的纳秒数。两者类型都是 `time.Duration`，编译器不会报错。',
      '五秒乘以 `time.Second` 是 158 年。大约从十秒起，乘积超出 64 位而回绕，可能变成任意值，常常是负数。',
      '158 年的超时等于没有超时：对方不回应多久，这个调用就等多久。',
      '负的时长在开始之前就已过去：立即得到 `context deadline exceeded`，`time.Sleep` 立即返回，`time.NewTicker` 会 panic。',
      '用户看到请求随着依赖一起挂起，或者循环毫无停顿地重试，而配置里明明写着五秒。',
    ],
    signal:
      '调用的耗时远远超过配置的上限，或在几微秒内就出现 `context deadline exceeded`；日志里的时长像 `1388888h53m20s` 这样离谱。',
    verify: "grep -rnE --include='*.go' '[A-Za-z_)] ?[*]=? ?time[.][A-Z]' . | grep -vF 'time.Duration('",
    verifyExpect:
      '列出与单位相乘的名称，单位写在后面时这一行也在其中；每一个都必须只是数字。也可以把乘积打印到日志：`time.Duration` 会带着单位输出。',
    intercept: 'golangci-lint 启用 durationcheck 后会检查。评审时：单位只能乘在单纯的数字上。',
    remedy:
      '直接使用时长本身：{left}。如果表示的是个数，就保留为 `int`，在乘单位的地方再转换：`time.Duration(n) * time.Second`。',
    limits:
      '只有确知两个因子都是时长时才报告：一毫秒及以上的命名常量、`time.Since` 之类的结果、duration 类型的命令行参数、带单位的乘积，以及只被赋过这类值的变量和未导出字段。参数或由别处设置的字段可能只是数字：不报告。乘积随即除以时长、平方，以及乘以一纳秒（值不变）的，都不报告。',
  },
};
