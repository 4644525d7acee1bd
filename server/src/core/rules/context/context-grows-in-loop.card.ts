import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'Context derived from itself in every round of a loop',
    what: 'Line {line} assigns {name} a context made of {name} itself, and the variable outlives the round: each round of the loop starts from what the round before has left. {effect}',
    chain: [
      'A derived context holds its parent. After n rounds {name} is a chain of n contexts.',
      '{effect}',
      'Each round passes the whole chain on: to clients, loggers and tracers that ask it for a dozen keys per call, or wait for its end.',
      'In a loop that runs as long as the process, memory grows and each Value call takes longer; where one context of the chain has ended, all calls of later rounds fail at once.',
      'Users see a service that gets slower from day to day until it is restarted, or a worker that does nothing any more but log `context canceled` or `context deadline exceeded`.',
    ],
    signal:
      'A CPU profile with `context.value` at the top, a heap profile with `context.WithValue` or `context.withCancel` growing; errors `context canceled` in every round after the first; spans that nest deeper and deeper in one trace.',
    verify: "grep -rnE --include='*.go' '^\\s*\\w+(, \\w+)? = context\\.With' . | grep -v _test.go",
    verifyExpect:
      'Every line that assigns a derived context to a variable that is there already. The fault: the line stands in a loop, its first argument is the variable on its left, and nothing in the loop sets it back.',
    intercept:
      'CI: the linter fatcontext. In a test: let the loop go round twice, and assert that the context of the second round is alive and has no value of the first.',
    remedy:
      'Give each round a variable of its own: `ctx := context.WithValue(ctx, ...)`, or a name such as roundCtx, derived from the context outside the loop. With a cancel function: one function per round that defers it. A span is started the same way: `ctx, span := tracer.Start(ctx, ...)`.',
    limits:
      'Silent where a round does not use the context otherwise (values are only collected for what comes after the loop), where something sets it back in the loop, for a branch that is taken once, for values that only some rounds add, and for those over a list that the source writes out. Of functions of other modules that wrap a context only few are known (gRPC metadata, errgroup, trace.ContextWithSpan; not Tracer.Start); literals that are called again and again are not judged.',
  },
  'zh-cn': {
    title: '循环的每一轮都由 context 自身再派生',
    what: '第 {line} 行把由 {name} 自身派生的 context 又赋给 {name}，而这个变量比一轮循环活得更久：每一轮都从上一轮留下的 context 开始。{effect}',
    chain: [
      '派生出的 context 引用它的父 context。n 轮之后，{name} 就是由 n 个 context 组成的链。',
      '结果：{effect}',
      '每一轮都把整条链传下去：客户端、日志、链路追踪每次调用都要向它查十来个键，或者等待它结束。',
      '如果循环与进程同寿，内存会一直增长，每次 Value 调用也越来越慢；链上只要有一个 context 结束，之后各轮的调用就会立即失败。',
      '用户看到的是：服务一天比一天慢，直到重启；或者工作协程什么也做不了，只会记录 `context canceled` 或 `context deadline exceeded`。',
    ],
    signal:
      'CPU 剖析中 `context.value` 排在最前，堆剖析中 `context.WithValue` 或 `context.withCancel` 不断增长；从第二轮起每轮都报 `context canceled`；同一条 trace 中的 span 越嵌越深。',
    verify: "grep -rnE --include='*.go' '^\\s*\\w+(, \\w+)? = context\\.With' . | grep -v _test.go",
    verifyExpect:
      '列出把派生 context 赋给已有变量的每一行。有问题的是：该行在循环中，第一个参数就是等号左边的变量，而循环里没有把它还原。',
    intercept: 'CI：使用 fatcontext。测试：让循环跑两轮，断言第二轮的 context 仍然有效，且不带第一轮的值。',
    remedy:
      '让每一轮使用自己的变量：`ctx := context.WithValue(ctx, ...)`，或取名 roundCtx，由循环外的 context 派生。带取消函数时，每一轮用一个函数，并在其中 defer 取消。开启 span 也一样：`ctx, span := tracer.Start(ctx, ...)`。',
    limits:
      '以下情况不报告：一轮之中没有在别处使用这个 context（只是为循环之后收集值）、循环里会把它还原、分支只会进入一次、只有部分轮次才添加值、在源码写明的列表上逐个添加值。其他模块中包装 context 的函数只认识少数几个（gRPC metadata、errgroup、trace.ContextWithSpan，不含 Tracer.Start）；反复被调用的函数字面量不判断。',
  },
};
