import type { Localized } from '../../finding.ts';
import type { DoubleLock } from '../../flow/locks/model.ts';
import type { FileModel, PackageModel } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Report, Rule, RuleContext } from '../rule.ts';
import { callAnchor, lineOf, shortName } from '../support/lines.ts';
import { CARD } from './mutex-double-lock.card.ts';

const CONFIDENCE = { proved: 'high', likely: 'medium', guess: 'low' } as const;

const WRITER_UNSEEN: Readonly<Record<NonNullable<DoubleLock['writerUnseen']>, Localized>> = {
  'one goroutine': {
    en: 'A map that the lock guards is written here under the read lock: all that takes it seems to run in one goroutine.',
    'zh-cn': '这里在读锁下就写了该锁保护的 map：所有加锁的代码似乎都在同一个 goroutine 中运行。',
  },
  'start-up': {
    en: 'Only `main` or a command comes to a Lock, in no goroutine and no loop that goes on: it may be over before anything is served.',
    'zh-cn':
      '只有 `main` 或命令会走到 Lock，不在 goroutine 中，也不在持续的循环里：开始提供服务时可能早已结束。',
  },
  maker: {
    en: 'Only the function that makes the value comes to a Lock, in no goroutine and no loop that goes on: it may be over before this runs.',
    'zh-cn':
      '只有创建该值的函数会走到 Lock，不在 goroutine 中，也不在持续的循环里：运行到这里时可能早已结束。',
  },
  test: {
    en: 'This is a test that starts no goroutine of its own which takes the Lock: it may be over by then.',
    'zh-cn': '这是测试，它自己没有启动会调用 Lock 的 goroutine：那时写者可能早已结束。',
  },
  'set-up': {
    en: 'This module takes the Lock only while the value is set up, before any other goroutine has it.',
    'zh-cn': '本模块只在初始化该值时调用 Lock，那时还没有其他 goroutine 能用到它。',
  },
};

const AS_GIVEN: Localized = {
  en: 'Whether the lock is taken depends on what is passed here, or on the state of what it is called on.',
  'zh-cn': '是否加锁取决于这里传入的内容，或被调用对象的状态。',
};

const RELEASED_BESIDE: Localized = {
  en: 'Another goroutine of this function unlocks it without having locked it: the second Lock may wait for that.',
  'zh-cn': '此函数的另一个 goroutine 没有加锁却会解锁它：第二次 Lock 可能正是在等它。',
};

export const mutexDoubleLock: Rule<DoubleLock> = {
  meta: {
    name: 'mutex-double-lock',
    group: 'concurrency',
    severity: 'warning',
    fixes: 'none',
    stability: 'stable',
    since: '0.1.0',
    // the lock may be taken by a helper of another file, but something is called while it is held
    tokens: [['ock(', 'ock)', 'ock\n']],
    inTests: 'keep',
    aliases: ['lint:SA2003'],
    overlaps: [],
    card: CARD,
    example: {
      bad: `package example

import "sync"

type cache struct {
	mu    sync.Mutex
	items map[string]int
}

func (c *cache) size() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.items)
}

func (c *cache) put(key string, value int) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.items[key] = value
	return c.size()
}
`,
      good: `package example

import "sync"

type cache struct {
	mu    sync.Mutex
	items map[string]int
}

func (c *cache) size() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.items)
}

func (c *cache) put(key string, value int) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.items[key] = value
	return len(c.items)
}
`,
    },
    sources: [
      'sync/mutex.go: "A locked Mutex is not associated with a particular goroutine": it cannot know its holder',
      'sync/rwmutex.go: "this prohibits recursive read-locking"; "A RLock cannot be upgraded into a Lock, nor can a Lock be downgraded into a RLock"',
      'runtime/runtime2.go: wait reasons sync.Mutex.Lock, sync.RWMutex.RLock, sync.RWMutex.Lock',
    ],
  },

  *detect({ file, flow }: RuleContext) {
    for (const fn of file.functions) yield* flow.locksOf(fn).doubles;
  },

  report(double: DoubleLock, { file, package: pkg }: RuleContext): Report {
    const line = lineOf(file, double.heldSince);
    return {
      anchor: callAnchor(double.site),
      message: message(double, line),
      severity: double.writer ? 'info' : 'warning',
      confidence: CONFIDENCE[double.certainty],
      ...loweredOf(double),
      related: related(double),
      facts: {
        lock: shortName(double.lock.name),
        function: double.function.name,
        line: String(lineOf(file, double.site)),
        heldLine: String(line),
        takenAt: takenText(double, file, pkg),
        waitState: stateOf(double),
        lockWait: waitText(double),
      },
    };
  },

  fix: () => [],
};

function loweredOf({ writerUnseen, isAsGiven, isReleasedBeside }: DoubleLock): Pick<Report, 'lowered'> {
  if (writerUnseen) return { lowered: WRITER_UNSEEN[writerUnseen] };
  if (isReleasedBeside) return { lowered: RELEASED_BESIDE };
  return isAsGiven ? { lowered: AS_GIVEN } : {};
}

function lockName(mode: 'write' | 'read'): string {
  return mode === 'read' ? 'RLock' : 'Lock';
}

/** What a goroutine profile says of the goroutine that waits (sync/rwmutex.go: a writer waits for readers in RWMutex.Lock). */
function stateOf({ heldMode, takenMode }: DoubleLock): string {
  if (takenMode === 'read') return 'sync.RWMutex.RLock';
  return heldMode === 'read' ? 'sync.RWMutex.Lock' : 'sync.Mutex.Lock';
}

function waitText({ writer, takenMode, heldMode }: DoubleLock): Report['facts'][string] {
  if (writer) {
    return {
      en: 'it works until another goroutine calls Lock between the two: that writer waits for the first RLock to end, and the second RLock waits behind the writer',
      'zh-cn':
        '平时没有问题，直到另一个 goroutine 在两次之间调用 Lock：写者等待第一个 RLock 结束，第二个 RLock 又排在写者之后',
    };
  }
  return {
    en: `${lockName(takenMode)} waits for the ${lockName(heldMode)} of the same goroutine, which cannot be released while it waits`,
    'zh-cn': `${lockName(takenMode)} 等待同一个 goroutine 的 ${lockName(heldMode)}，而它在等待期间不可能解锁`,
  };
}

/** Where and how the lock is taken the second time. */
function takenText(double: DoubleLock, file: FileModel, pkg: PackageModel): Report['facts'][string] {
  const method = lockName(double.takenMode);
  if (double.takenAt === double.site) return { en: `by ${method}`, 'zh-cn': `通过 ${method}` };
  const home = pkg.fileOf(double.takenAt);
  const line = lineOf(home, double.takenAt);
  const name = home.path.slice(home.path.lastIndexOf('/') + 1);
  return home === file
    ? { en: `by the ${method} at line ${line}`, 'zh-cn': `通过第 ${line} 行的 ${method}` }
    : { en: `by the ${method} at ${name}:${line}`, 'zh-cn': `通过 ${name}:${line} 的 ${method}` };
}

/** A call as it is written, when it is short. */
function callText(call: SyntaxNode): string {
  const callee = call.field('function');
  if (callee && callee.kind !== 'func_literal' && callee.text.length <= 26 && !callee.text.includes('\n'))
    return `${callee.text}()`;
  return 'this call';
}

function message(double: DoubleLock, line: number): Report['message'] {
  const name = shortName(double.lock.name);
  const call = callText(double.site);
  const isDirect = double.site === double.takenAt;
  if (double.writer) {
    return isDirect
      ? {
          en: `${name} is read-locked again (since line ${line}): a Lock in between makes both wait forever`,
          'zh-cn': `${name} 被再次读锁（自第 ${line} 行起已持有）：中间插入一个 Lock，双方都会一直等待`,
        }
      : {
          en: `${call} read-locks ${name} again (since line ${line}): a Lock in between stops both`,
          'zh-cn': `${call} 再次读锁 ${name}（自第 ${line} 行起已持有）：中间插入一个 Lock，双方都会一直等待`,
        };
  }
  if (isDirect) {
    return {
      en: `${name} is locked while this goroutine holds it since line ${line}: it waits for itself`,
      'zh-cn': `${name} 自第 ${line} 行起已由本 goroutine 持有，这里再次加锁：它在等自己`,
    };
  }
  return {
    en: `${call} locks ${name}, held since line ${line}: this goroutine waits for itself`,
    'zh-cn': `${call} 会锁 ${name}，而它自第 ${line} 行起已被持有：goroutine 在等自己`,
  };
}

function related(double: DoubleLock): Report['related'] {
  const name = shortName(double.lock.name);
  const places: { node: SyntaxNode; message: Report['message'] }[] = [
    {
      node: callAnchor(double.heldSince),
      message: { en: `${name} is locked here first`, 'zh-cn': `${name} 先在这里加锁` },
    },
  ];
  if (double.takenAt !== double.site) {
    places.push({
      node: callAnchor(double.takenAt),
      message: { en: 'and here again', 'zh-cn': '又在这里加锁' },
    });
  }
  if (double.writer) {
    places.push({
      node: callAnchor(double.writer),
      message: { en: 'a Lock that may come between', 'zh-cn': '可能插在中间的 Lock' },
    });
  }
  return places;
}
