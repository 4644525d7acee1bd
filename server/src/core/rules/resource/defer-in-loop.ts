import type { Localized } from '../../finding.ts';
import { growsWithInput } from '../../flow/growing-loops.ts';
import { type LoopDefer, loopDefersIn } from '../../flow/loop-defers.ts';
import { roundsOf } from '../../flow/loop-heads.ts';
import { runsOnce } from '../../flow/run-once.ts';
import { isGivenTest } from '../../flow/start-up.ts';
import type { FileModel, GoFunction, PackageModel } from '../../semantic/model.ts';
import { namedId } from '../../semantic/types.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Report, Rule, RuleContext, RuleFix } from '../rule.ts';
import { whyNotRun } from '../support/called.ts';
import { lineOf } from '../support/lines.ts';
import { CARD } from './defer-in-loop.card.ts';
import { perIteration } from './defer-in-loop.fix.ts';

/** A loop over more elements than these is not a handful. */
const FEW = 16;
/** What a test keeps for so many elements costs nothing (macOS gives a process 256 descriptors), and may be what it is about. */
const FEW_IN_TESTS = 64;

/** Whether a loop has a known number of iterations, up to a limit, none of which waits for another. */
function isAtMost({ iterations, kind }: LoopDefer, limit: number): boolean {
  return iterations !== undefined && iterations <= limit && kind !== 'unlock';
}

/** Whether a file of a form is closed: those of a test are small, and in memory. */
function isUpload(pkg: PackageModel, { released }: LoopDefer): boolean {
  return namedId(pkg.typeOf(released)) === 'mime/multipart.File';
}

/** Whether a function stands in a test file, or gets a test. */
function isOfTest(file: FileModel, pkg: PackageModel, fn: GoFunction): boolean {
  return file.isTest || isGivenTest(pkg, fn);
}

/**
 * Whether a loop tries until something works: it goes round only after a failure, or waits for an answer. Without an end, what keeps
 * more than a timer adds up all the same.
 */
function isAttempt({ isPoll, isRetry, kind, loop }: LoopDefer, pkg: PackageModel): boolean {
  if (!isPoll && !isRetry) return false;
  return roundsOf(pkg, loop) !== 'endless' || (isRetry && (kind === 'cancel' || kind === 'stop'));
}

/** Whether a list of which nothing says that it grows has elements of several types, and those of one are released late. */
function isOfFewKind(found: LoopDefer, pkg: PackageModel): boolean {
  return found.isOfOneKind && !growsWithInput(pkg, found.loop);
}

/** Whether what each iteration keeps has ended by itself when the loop goes round; in `for {` the deferred calls themselves add up. */
function isOver({ hasFired, loop }: LoopDefer, pkg: PackageModel): boolean {
  return hasFired && roundsOf(pkg, loop) !== 'endless';
}

/** Whether a loop goes over a list in what runs once in the life of the process, for a command or from main. */
function isOnceOverList({ loop, function: fn }: LoopDefer, { package: pkg, flow }: RuleContext): boolean {
  const isOverList = loop.namedChildren.some(({ kind }) => kind === 'range_clause');
  return isOverList && runsOnce(pkg, (each) => flow.graphOf(each), fn, 'counted');
}

/** Why it is in doubt that what a loop keeps adds up, or costs anything. */
function doubtOf(found: LoopDefer, context: RuleContext): Localized | undefined {
  const { file, package: pkg } = context;
  // the next iteration waits for itself, however few there are
  if (found.kind === 'unlock') return undefined;
  const dead = whyNotRun(context, found.statement);
  if (dead) return dead;
  if (isOver(found, pkg)) return found.kind === 'cancel' ? TIMED_OUT : FIRED;
  if (found.isUsedLate) return USED_LATE;
  if (found.isReserved) return RESERVED;
  if (isAtMost(found, FEW)) {
    return {
      en: `This loop goes over ${found.iterations} elements: little is kept as long as it stays so.`,
      'zh-cn': `这个循环只遍历 ${found.iterations} 个元素：只要一直如此，占用就很少。`,
    };
  }
  if (isAttempt(found, pkg)) return ATTEMPT;
  if ((found.iterationsHere ?? Infinity) <= FEW) return FEW_HERE;
  if (isOfFewKind(found, pkg)) return OF_ONE_KIND;
  if (found.certainty === 'likely') return UNKNOWN;
  if (isOfTest(file, pkg, found.function)) return TEST;
  return isOnceOverList(found, context) ? ONCE : undefined;
}

const TIMED_OUT: Localized = {
  en: 'The loop goes round only when the deadline has passed: of each iteration nothing but the deferred call stays.',
  'zh-cn': '只有截止时间已过循环才会继续：每次迭代留下的只有那个延迟调用。',
};

const FIRED: Localized = {
  en: 'The loop goes round only when the timer has fired: of each iteration nothing but the deferred call stays.',
  'zh-cn': '只有定时器触发之后循环才会继续：每次迭代留下的只有那个延迟调用。',
};

const USED_LATE: Localized = {
  en: 'Another deferred call uses it when the function returns: it may be kept open for that on purpose.',
  'zh-cn': '另一个延迟调用会在函数返回时使用它：可能是有意保持打开。',
};

const RESERVED: Localized = {
  en: 'It is only asked for its address: it may be kept open so that the next iteration gets another port.',
  'zh-cn': '这个监听器只用来取得地址：可能有意保持打开，使下一次迭代得到别的端口。',
};

const FEW_HERE: Localized = {
  en: 'Every call in this module hands over a few elements that stand in the source: little is kept as long as it stays so.',
  'zh-cn': '本模块的每个调用都只传入源码中写出的少数元素：只要一直如此，占用就很少。',
};

const ATTEMPT: Localized = {
  en: 'The loop goes round only when an attempt has failed, and there are few attempts as a rule.',
  'zh-cn': '只有一次尝试失败后循环才会继续，而尝试次数通常很少。',
};

const OF_ONE_KIND: Localized = {
  en: 'Only elements of one type come to this deferred call: there may be no more than one of it.',
  'zh-cn': '只有某一种类型的元素会走到这个延迟调用：这样的元素可能至多一个。',
};

const UNKNOWN: Localized = {
  en: 'What a value of this type keeps until it is closed is not known: it may be little, or nothing.',
  'zh-cn': '无法得知这种类型的值在关闭之前占用了什么：可能很少，也可能什么都没有。',
};

const TEST: Localized = {
  en: 'This runs in a test, which ends soon and lets go of everything with it.',
  'zh-cn': '这里在测试中运行：测试很快结束，占用的一切随之释放。',
};

const ONCE: Localized = {
  en: 'This runs once in the life of the process, for a command or from main: what the loop keeps does not add up over calls. It matters when what it goes over gets long.',
  'zh-cn':
    '这里在进程生命期内只运行一次（由某个命令或 main 调用）：循环的占用不会随调用累积。只有当遍历的内容变长时才成为问题。',
};

export const deferInLoop: Rule<LoopDefer> = {
  meta: {
    name: 'defer-in-loop',
    group: 'resource',
    severity: 'warning',
    fixes: 'suggested',
    stability: 'stable',
    since: '0.2.0',
    tokens: [['defer'], ['for']],
    inTests: 'lower',
    aliases: ['nolint:gocritic', 'nolint:revive', 'lint:SA9001'],
    overlaps: [],
    card: CARD,
    placeholders: {
      en: { variable: 'f', loopLine: 'M' },
      'zh-cn': { variable: 'f', loopLine: 'M' },
    },
    example: {
      bad: `package example

import (
	"io"
	"os"
)

func copyAll(w io.Writer, names []string) error {
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		if _, err := io.Copy(w, f); err != nil {
			return err
		}
	}
	return nil
}
`,
      good: `package example

import (
	"io"
	"os"
)

func copyAll(w io.Writer, names []string) error {
	for _, name := range names {
		if err := copyOne(w, name); err != nil {
			return err
		}
	}
	return nil
}

func copyOne(w io.Writer, name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.Copy(w, f)
	return err
}
`,
    },
    sources: [
      'Go specification, Defer statements: "deferred functions are invoked immediately before the surrounding function returns"',
    ],
  },

  *detect({ file, package: pkg, flow }: RuleContext) {
    for (const fn of file.functions) {
      for (const found of loopDefersIn(pkg, flow, fn)) {
        if (isOfTest(file, pkg, fn) && (isAtMost(found, FEW_IN_TESTS) || isUpload(pkg, found))) continue;
        yield found;
      }
    }
  },

  report(found: LoopDefer, context: RuleContext): Report {
    const { file } = context;
    const name = shortened(found.released);
    const loop = found.loop.children[0] ?? found.loop;
    const lowered = doubtOf(found, context);
    return {
      anchor: anchorOf(found.statement),
      message: message(found, name),
      severity: lowered ? 'info' : 'warning',
      confidence: lowered || found.certainty === 'guess' ? 'low' : 'high',
      related: [
        {
          node: loop,
          message: { en: 'each iteration of this loop', 'zh-cn': '这个循环的每次迭代' },
        },
      ],
      facts: {
        variable: name,
        function: found.function.name,
        line: String(lineOf(file, found.statement)),
        loopLine: String(lineOf(file, loop)),
      },
      ...(lowered ? { lowered } : {}),
    };
  },

  fix(found: LoopDefer, context: RuleContext): readonly RuleFix[] {
    return perIteration(found, context);
  },
};

/** The deferred call on one line; of a literal the keyword. */
function anchorOf(statement: SyntaxNode): SyntaxNode {
  return statement.text.includes('\n') ? (statement.children[0] ?? statement) : statement;
}

function shortened(node: SyntaxNode): string {
  return node.text.length <= 30 && !node.text.includes('\n')
    ? node.text
    : (node.field('field')?.text ?? 'it');
}

function message({ kind, statement }: LoopDefer, name: string): Report['message'] {
  switch (kind) {
    case 'unlock':
      if (statement.firstNamedChild?.field('function')?.field('field')?.text === 'RUnlock') {
        return {
          en: `${name} stays read-locked until the function returns: a Lock in between stops both`,
          'zh-cn': `${name} 的读锁要到函数返回时才释放：其间若有 Lock，两者都会卡住`,
        };
      }
      return {
        en: `${name} is unlocked only when the function returns: the next iteration waits for itself`,
        'zh-cn': `${name} 要到函数返回时才解锁：下一次迭代会等待自己`,
      };
    case 'cancel':
      return {
        en: `${name} runs only when the function returns: each iteration leaves a context behind`,
        'zh-cn': `${name} 要到函数返回时才执行：每次迭代留下一个上下文`,
      };
    case 'rollback':
      return {
        en: `${name} is rolled back only when the function returns: each iteration may keep a connection`,
        'zh-cn': `${name} 要到函数返回时才回滚：每次迭代都可能占用一个连接`,
      };
    case 'stop':
      return {
        en: `${name} is stopped only when the function returns: each iteration adds a deferred call`,
        'zh-cn': `${name} 要到函数返回时才停止：每次迭代都增加一个延迟调用`,
      };
    default:
      return {
        en: `${name} is closed only when the function returns: each iteration keeps one open`,
        'zh-cn': `${name} 要到函数返回时才关闭：每次迭代都多打开一个`,
      };
  }
}
