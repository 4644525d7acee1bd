import type { Localized } from '../../finding.ts';
import { isForUnsetField } from '../../flow/always-set-fields.ts';
import { targetsOf } from '../../flow/assignments.ts';
import { isAwaitedToFail } from '../../flow/awaited-failures.ts';
import { isCommand } from '../../flow/commands.ts';
import { isExpectedToFail } from '../../flow/expected-failures.ts';
import { isExpectedToPanic } from '../../flow/expected-panics.ts';
import { isBehindNoFlusher } from '../../flow/flushable-writers.ts';
import type { Leak, OwnedResource } from '../../flow/model.ts';
import { comesOfNilField } from '../../flow/nil-arguments.ts';
import { endsWithProcess, isMainFunction, returnsFailure } from '../../flow/process-end.ts';
import { runsOnce } from '../../flow/run-once.ts';
import { endsSoonAfter, endsSoonBehind } from '../../flow/soon-over.ts';
import { mayBeAnother, mayBeFake, mayBeOfOtherType } from '../../flow/sources.ts';
import { isOfFailedStart } from '../../flow/start-listeners.ts';
import { isGivenTest, isTestSetUp } from '../../flow/start-up.ts';
import type { FileModel } from '../../semantic/model.ts';
import type { RuleContext } from '../rule.ts';
import { mainLeak } from './leaks.ts';

/** Whether a value is lost only where the process ends: in the body of main, outside a loop. */
export function isInMain(resource: OwnedResource, leak: Leak, context: RuleContext): boolean {
  return isMainFunction(context.package, resource.function) && !isPerRound(resource, leak, context);
}

/** The same for what main or a library calls as a command: the process ends behind it. */
export function isInLastRun(resource: OwnedResource, leak: Leak, context: RuleContext): boolean {
  const isLast =
    isMainFunction(context.package, resource.function) || isCommand(context.package, resource.function);
  return isLast && isInOneRun(resource, leak, context);
}

/**
 * Whether a value is lost once in the life of the process, or as often as loops go round whose rounds the source counts: in main, for a command, or
 * below what only they call.
 */
export function isInOneRun(resource: OwnedResource, leak: Leak, context: RuleContext): boolean {
  const { package: pkg, flow } = context;
  if (isPerRound(resource, leak, context)) return false;
  return runsOnce(pkg, (fn) => flow.graphOf(fn), resource.function, 'counted');
}

/** Whether a value is lost anew in each round of a loop. */
export function isPerRound(resource: OwnedResource, { reason }: Leak, { flow }: RuleContext): boolean {
  if (reason === 'loop-iteration') return true;
  if (reason !== 'discarded' && reason !== 'overwritten') return false;
  const graph = flow.graphOf(resource.function);
  const block = graph.blockOf(resource.acquisition);
  return block !== undefined && graph.inLoop(block);
}

const BY_MAIN: Localized = {
  en: 'main returns here, and the end of the process closes everything: it matters when this code moves into a function that runs more than once.',
  'zh-cn': 'main 在这里返回，进程结束时系统会关闭一切：只有当这段代码移入会多次执行的函数时才成为问题。',
};
/** Why what one run of a function leaves behind does not add up. */
export const BY_ONE_RUN: Localized = {
  en: 'This runs once in the life of the process, or a few times that the source counts, for a command or from main: what it leaves open does not add up. It matters when this code moves into something that runs more often.',
  'zh-cn':
    '这里在进程生命期内只运行一次或源码中写明的几次（由某个命令或 main 调用）：留下的不会越积越多。只有当这段代码移入会多次执行的地方时才成为问题。',
};
const BY_TESTS: Localized = {
  en: 'It is given a test: only tests run this, and the end of their process closes everything.',
  'zh-cn': '它接收一个测试对象：只有测试会运行这里，测试进程结束时系统会关闭一切。',
};
const BY_TEST_MAIN: Localized = {
  en: 'This runs once in the process of the tests, whose end closes everything: nothing adds up.',
  'zh-cn': '这里在测试进程中只运行一次，进程结束时系统会关闭一切：不会越积越多。',
};
/** Why what is left behind by an error that ends the process costs nothing. */
export const BY_CALLERS: Localized = {
  en: 'Every caller ends the process when it gets this error, which closes everything: it matters when one of them goes on.',
  'zh-cn': '每个调用者收到这个错误时都会结束进程，系统会关闭一切：只有当其中某个继续运行时才成为问题。',
};

const BY_PANIC: Localized = {
  en: 'Every caller gives up for this error, by a panic that nothing is seen to stop or an end of the process: that closes everything. It matters when one of them goes on.',
  'zh-cn':
    '每个调用者收到这个错误都会放弃：发生没有看到被拦下的 panic，或直接结束进程，系统会关闭一切。只有当其中某个继续运行时才成为问题。',
};

/** Why what is left behind where the process ends soon costs next to nothing. */
export const BY_SOON_END: Localized = {
  en: 'Only commands that end soon come here: nothing behind it serves or goes round again, and the end of the process closes everything. It matters when this code moves into something that runs on.',
  'zh-cn':
    '只有很快结束的命令会走到这里：之后没有服务或循环继续运行，进程结束时系统会关闭一切。只有当这段代码移入持续运行的程序时才成为问题。',
};

const BY_FAILED_START: Localized = {
  en: 'A listener that is lost only by an error, in code that nothing is seen to run again: who starts up gives up for it, and the end of the process closes everything. It matters when somebody tries again in the same process.',
  'zh-cn':
    '只有出错时才会丢下这个监听器，而且看不到有什么会再次运行这段代码：启动失败后程序通常就此退出，系统会关闭一切。只有当有人在同一进程里重试时才成为问题。',
};

const OF_FAKE: Localized = {
  en: 'The value comes from an interface that the tests implement, or a variable whose function they replace: what they put there may keep nothing.',
  'zh-cn': '这个值来自测试自己实现的接口，或测试替换了其函数的变量：测试放在那里的实现可能什么也不占用。',
};

const OF_OTHER_TYPE: Localized = {
  en: 'The value comes from an interface that several types implement, and not every one makes such a value: the set-up of the test decides.',
  'zh-cn': '这个值来自由多个类型实现的接口，并非每个实现都会产生这样的值：取决于测试的准备代码。',
};

const OF_OTHER_WAY: Localized = {
  en: 'The function gives something else in its place on another way: what this test has set up may lead there.',
  'zh-cn': '这个函数在另一条路径上返回的是别的东西：这个测试的准备可能使它走那条路径。',
};

const BY_UNLISTED: Localized = {
  en: 'Only a value that the switch does not list comes here: it matters when a caller gives one.',
  'zh-cn': '只有 switch 没有列出的值才会走到这里：当某个调用者传入这样的值时才成为问题。',
};

const BY_NIL_FIELD: Localized = {
  en: 'Only a field that is nil leads here: what is called before fails for nothing else, and whoever makes the struct decides that once.',
  'zh-cn':
    '只有字段为 nil 时才会走到这里：前面的调用不会因别的原因失败，而字段由创建该结构体的代码一次决定。',
};

const BY_UNSET_FIELD: Localized = {
  en: 'Only a field that is nil leads here, and all code of this module that makes the struct sets it.',
  'zh-cn': '只有字段为 nil 时才会走到这里，而本模块中创建该结构体的代码都会设置这个字段。',
};

const BY_NO_FLUSHER: Localized = {
  en: 'Only a writer that cannot flush leads here: those of net/http can, and it takes a wrapper that hides it.',
  'zh-cn': '只有不支持 Flush 的 writer 才会走到这里：net/http 的 writer 都支持，除非被某个包装隐藏。',
};

const OF_UNASKED: Localized = {
  en: 'This test asks neither for the value nor for the error: the call may be one that fails.',
  'zh-cn': '这个测试既不看返回的值也不看错误：这次调用可能本来就会失败。',
};

const OF_FAILURE: Localized = {
  en: 'The test asks again until the call fails: there is a value only in rounds before that.',
  'zh-cn': '测试会反复调用直到它失败：只有在那之前的轮次里才会得到值。',
};

const OF_WANTED_FAILURE: Localized = {
  en: 'All that is asked of this call is that it fails: there is a value only where that goes wrong.',
  'zh-cn': '这里只检查这次调用是否失败：只有在不符合预期时才会得到值。',
};

const OF_PANIC: Localized = {
  en: 'The test recovers and wants this call to panic: there is a value only where the test fails.',
  'zh-cn': '这个测试用 recover 捕获 panic，并且期望这次调用发生 panic：只有测试失败时才会得到值。',
};

/** Why what a leak keeps costs nothing, or next to nothing, as the code stands. */
export interface LittleCost {
  readonly note: Localized;
  /** Nobody runs behind it, for the process ends there, or there may be nothing to release. */
  readonly isNothing: boolean;
  /** It is left behind once, or as often as the source counts, and kept until the process ends. */
  readonly isOneRun?: boolean;
  /** Whether it may happen more than once in the life of the process all the same. */
  readonly isRepeated?: boolean;
}

/** The leak that a finding tells, and why it costs little as the code stands, if all leaks of the value do. */
export function toldLeak(
  resource: OwnedResource,
  context: RuleContext,
): { readonly leak: Leak; readonly little: LittleCost | undefined } {
  const costs = resource.leaks.map((leak) => ({ leak, little: littleCostOf(resource, leak, context) }));
  // one that costs more tells why the finding is there
  const lasting = costs.filter(({ little }) => !little);
  const open = lasting.length > 0 ? lasting : costs.filter(({ little }) => little?.isNothing === false);
  const told = open.length > 0 ? open : costs;
  const leak = mainLeak({ ...resource, leaks: told.map((each) => each.leak) });
  return { leak, little: told.find((each) => each.leak === leak)?.little };
}

/** How long a leaked value is kept, and whether it adds up. */
export type KeptSpan = 'per call' | 'process' | 'tests' | 'context';

export function spanOf(little: LittleCost | undefined, file: FileModel): KeptSpan {
  if (file.isTest) return 'tests';
  return little && !little.isRepeated ? 'process' : 'per call';
}

/** What a leak keeps, and for how long. @param kept such as `one connection` */
export function keptFor(kept: Localized, span: KeptSpan): Localized {
  switch (span) {
    case 'per call':
      return { en: `each call keeps ${kept.en}`, 'zh-cn': `每次调用占用${kept['zh-cn']}` };
    case 'process':
      return {
        en: `it keeps ${kept.en} until the process ends`,
        'zh-cn': `占用${kept['zh-cn']}，直到进程结束`,
      };
    case 'tests':
      return {
        en: `it keeps ${kept.en} until the tests end`,
        'zh-cn': `占用${kept['zh-cn']}，直到测试进程结束`,
      };
    case 'context':
      return {
        en: `it keeps ${kept.en} until its context ends`,
        'zh-cn': `占用${kept['zh-cn']}，直到它的 context 结束`,
      };
  }
}

function littleCostOf(resource: OwnedResource, leak: Leak, context: RuleContext): LittleCost | undefined {
  const { package: pkg, flow } = context;
  const end = endsWithProcess(pkg, leak);
  if (end === 'likely') return { note: BY_PANIC, isNothing: true };
  if (end) return { note: BY_CALLERS, isNothing: end === 'certain' };
  if (mayBeFake(pkg, flow, resource)) return { note: OF_FAKE, isNothing: true };
  if (mayBeAnother(pkg, flow, resource)) return { note: OF_OTHER_WAY, isNothing: true };
  if (mayBeOfOtherType(pkg, flow, resource)) return { note: OF_OTHER_TYPE, isNothing: true };
  if (isAwaitedToFail(pkg, resource)) return { note: OF_FAILURE, isNothing: true };
  if (isExpectedToFail(pkg, resource)) return { note: OF_WANTED_FAILURE, isNothing: true };
  if (isExpectedToPanic(pkg, resource)) return { note: OF_PANIC, isNothing: true };
  if (isTestSetUp(pkg, resource.function) && !isPerRound(resource, leak, context)) {
    return { note: BY_TEST_MAIN, isNothing: true };
  }
  if (context.file.isTest && isUnasked(resource)) return { note: OF_UNASKED, isNothing: true };
  if (!context.file.isTest && isGivenTest(pkg, resource.function)) {
    return { note: BY_TESTS, isNothing: false };
  }
  if (isForUnsetField(pkg, leak)) return { note: BY_UNSET_FIELD, isNothing: true, isRepeated: true };
  if (comesOfNilField(pkg, leak)) return { note: BY_NIL_FIELD, isNothing: true, isRepeated: true };
  if (isBehindNoFlusher(pkg, leak)) return { note: BY_NO_FLUSHER, isNothing: true, isRepeated: true };
  if (endsSoon(leak, context)) return { note: BY_SOON_END, isNothing: true };
  if (isOfFailedStart(pkg, leak)) return { note: BY_FAILED_START, isNothing: true };
  if (!isInOneRun(resource, leak, context) || isMissed(resource, leak, context)) {
    return leak.isUnlisted ? { note: BY_UNLISTED, isNothing: false, isRepeated: true } : undefined;
  }
  // what is overwritten stays open as long as main goes on
  return isInMain(resource, leak, context) && leak.reason !== 'overwritten'
    ? { note: BY_MAIN, isNothing: true }
    : { note: BY_ONE_RUN, isNothing: false, isOneRun: true };
}

/**
 * Whether the process ends soon after a leak. What a pool misses, or a transaction that nobody ends, may matter until then:
 * only an error that goes up ends those.
 */
export function endsSoon(leak: Leak, { package: pkg }: RuleContext): boolean {
  const { resource, reason } = leak;
  const { function: fn } = resource;
  if (fn.file.isTest || isMainFunction(pkg, fn) || reason === 'overwritten' || reason === 'loop-iteration')
    return false;
  const hasFailed = leak.exit.kind === 'return_statement' && returnsFailure(pkg, fn, leak);
  if (!hasFailed && isOfPool(resource)) return false;
  return reason === 'discarded'
    ? endsSoonBehind(pkg, resource.acquisition)
    : endsSoonAfter(pkg, fn, hasFailed);
}

/** Whether a call gives its value, and the error beside it, to the blank identifier. */
function isUnasked({ acquisition }: OwnedResource): boolean {
  const targets = targetsOf(acquisition.parent?.parent);
  return targets.length > 1 && targets.every(({ text }) => text === '_');
}

/** Whether a value holds a connection of a pool, which the rest of the process misses as long as it runs. */
export function isOfPool({ type }: OwnedResource): boolean {
  return /^(?:sql|pgx)-/.test(type);
}

/** Whether the rest of the process misses what a leak keeps: a connection of a pool; and the database a transaction. */
function isMissed(resource: OwnedResource, leak: Leak, context: RuleContext): boolean {
  if (!isOfPool(resource)) return false;
  return leak.reason !== 'early-return' || !isInLastRun(resource, leak, context);
}

/** Why a leak costs less than its card says, if it does. */
export function mayMeanNothing(
  resource: OwnedResource,
  leak: Leak,
  context: RuleContext,
): Localized | undefined {
  if (isInMain(resource, leak, context)) return BY_MAIN;
  if (leak.certainty === 'likely') {
    return {
      en: 'A function whose source is not at hand got the value and was taken for one that only uses it.',
      'zh-cn': '该值被传给了一个看不到源码的函数，这里假定它只是使用，并不负责关闭。',
    };
  }
  return undefined;
}
