import { isBesideEnumeration } from '../../flow/enumerations.ts';
import type { HeldExit, LockLeak } from '../../flow/locks/model.ts';
import { isLeftToOwnGoroutines } from '../../flow/locks/own-goroutines.ts';
import { failureEndsProcess } from '../../flow/process-end.ts';
import type { FileModel, PackageModel } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Report, Rule, RuleContext } from '../rule.ts';
import { lineOf, shortName } from '../support/lines.ts';
import { CARD } from './mutex-not-unlocked.card.ts';
import { fixes } from './mutex-not-unlocked.fix.ts';

export const mutexNotUnlocked: Rule<LockLeak> = {
  meta: {
    name: 'mutex-not-unlocked',
    group: 'concurrency',
    severity: 'warning',
    fixes: 'safe',
    stability: 'stable',
    since: '0.1.0',
    // a helper of another file may take the lock; somebody releases it here
    tokens: [['ock(', 'ock)', 'ock\n']],
    inTests: 'keep',
    aliases: [],
    overlaps: [],
    card: CARD,
    example: {
      bad: `package example

import (
	"errors"
	"sync"
)

type store struct {
	mu    sync.Mutex
	items map[string]int
}

func (s *store) take(key string) (int, error) {
	s.mu.Lock()
	count, ok := s.items[key]
	if !ok {
		return 0, errors.New("no such item")
	}
	delete(s.items, key)
	s.mu.Unlock()
	return count, nil
}
`,
      good: `package example

import (
	"errors"
	"sync"
)

type store struct {
	mu    sync.Mutex
	items map[string]int
}

func (s *store) take(key string) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	count, ok := s.items[key]
	if !ok {
		return 0, errors.New("no such item")
	}
	delete(s.items, key)
	return count, nil
}
`,
    },
    sources: [
      'sync/mutex.go: "If the lock is already in use, the calling goroutine blocks until the mutex is available"',
      'sync/rwmutex.go: "If any goroutine calls Lock while the lock is already held by one or more readers, concurrent calls to RLock will block"',
      'runtime/runtime2.go: wait reasons sync.Mutex.Lock, sync.RWMutex.RLock, sync.RWMutex.Lock',
    ],
  },

  *detect({ file, flow }: RuleContext) {
    for (const fn of file.functions) yield* flow.locksOf(fn).leaks;
  },

  report(leak: LockLeak, { file, package: pkg }: RuleContext): Report {
    const lowered = isLeftToOwnGoroutines(pkg, leak)
      ? OF_OWN_GOROUTINES
      : endsWithProcess(pkg, leak)
        ? BY_CALLERS
        : leak.exits.every(({ node }) => isBesideEnumeration(pkg, node))
          ? OF_NO_CONSTANT
          : undefined;
    const exit = leak.exits[0]!;
    const exitLine = lineOf(file, placeOf(exit));
    return {
      anchor: anchorOf(leak.site),
      message: message(leak, exit, exitLine),
      severity: 'warning',
      confidence: lowered ? 'low' : leak.certainty === 'proved' ? 'high' : 'medium',
      ...(lowered ? { lowered } : {}),
      related: related(leak, file),
      facts: {
        lock: shortName(leak.lock.name),
        function: leak.function.name,
        line: String(lineOf(file, leak.site)),
        exitLine: String(exitLine),
        unlock: leak.lock.mode === 'read' ? 'RUnlock' : 'Unlock',
        blocked:
          leak.lock.mode === 'read'
            ? {
                en: 'The next Lock waits for this reader forever, and from then on every RLock waits behind it',
                'zh-cn': '下一次 Lock 会一直等待这个读者，此后的每一次 RLock 也都排在它后面等待',
              }
            : {
                en: 'Every goroutine that locks {lock} from now on waits forever'.replace(
                  '{lock}',
                  leak.lock.name,
                ),
                'zh-cn': `此后每个要锁 ${leak.lock.name} 的 goroutine 都会一直等待`,
              },
        waitState: leak.lock.mode === 'read' ? 'sync.RWMutex.Lock' : 'sync.Mutex.Lock',
      },
    };
  },

  fix(leak: LockLeak, context: RuleContext) {
    return fixes(leak, context);
  },
};

const OF_OWN_GOROUTINES = {
  en: 'The lock is a variable of the function, and besides it only goroutines that it starts and that never end lock it: nobody else ever waits for it.',
  'zh-cn':
    '这个锁是函数的局部变量，除它自己外，只有它启动的、永不结束的 goroutine 会加锁：不会有别人等待它。',
};

const BY_CALLERS = {
  en: 'Every caller ends the process when it gets this error, and with it whoever waits for the lock: it matters when one of them goes on.',
  'zh-cn':
    '每个调用者收到这个错误时都会结束进程，等待这个锁的 goroutine 也随之结束：只有当其中某个继续运行时才成为问题。',
};

const OF_NO_CONSTANT = {
  en: 'Every constant of the type has its case, and the module has no other values of it: only one that was never set comes to this default.',
  'zh-cn':
    '该类型的每个常量都有对应的 case，模块中也没有它的其他取值：只有从未赋值的变量才会进入这个 default。',
};

/** Whether every way out with the lock returns an error for which each caller ends the process. */
function endsWithProcess(pkg: PackageModel, { exits, function: fn }: LockLeak): boolean {
  // a panic that somebody stops leaves it locked
  return exits.every(({ node, path }) => {
    const end = failureEndsProcess(pkg, fn, { exit: node, path });
    return end !== undefined && end !== 'likely';
  });
}

/** A call that goes over several lines stands at its function. */
function anchorOf(call: SyntaxNode): SyntaxNode {
  return call.text.includes('\n') ? (call.field('function') ?? call) : call;
}

/** Where a function ends is its closing brace. */
function placeOf(exit: HeldExit): SyntaxNode {
  return exit.reason === 'end' ? exit.node.children[exit.node.children.length - 1]! : exit.node;
}

function message(leak: LockLeak, exit: HeldExit, line: number): Report['message'] {
  const name = shortName(leak.lock.name);
  const held = leak.lock.mode === 'read' ? 'read-locked' : 'locked';
  if (!leak.releasedElsewhere) {
    return {
      en: `${name} is ${held} and nothing in the package unlocks it: whoever locks it next waits forever`,
      'zh-cn': `${name} 加锁后，本包中没有任何代码解锁：下一个加锁者会一直等待`,
    };
  }
  switch (exit.reason) {
    case 'loop':
      return {
        en: `${name} is still ${held} when the loop goes round: the next Lock waits forever`,
        'zh-cn': `进入下一次循环时 ${name} 仍未解锁：下一次 Lock 会一直等待`,
      };
    case 'panic':
      return {
        en: `${name} stays ${held} after the panic at line ${line}, which is recovered: the next Lock waits forever`,
        'zh-cn': `第 ${line} 行的 panic 会被 recover，但 ${name} 仍未解锁：下一次 Lock 会一直等待`,
      };
    case 'end':
      return {
        en: `${name} is still ${held} on a path to the end of the function: the next Lock waits forever`,
        'zh-cn': `有一条路径到函数结束时 ${name} 仍未解锁：下一次 Lock 会一直等待`,
      };
    default:
      return {
        en: `${name} is still ${held} on the path that returns at line ${line}: the next Lock waits forever`,
        'zh-cn': `在第 ${line} 行返回的路径上 ${name} 仍未解锁：下一次 Lock 会一直等待`,
      };
  }
}

function related(leak: LockLeak, file: FileModel): Report['related'] {
  const name = shortName(leak.lock.name);
  const exits = leak.exits.slice(0, 3).map((exit) => ({
    node: firstLine(placeOf(exit), file),
    message:
      exit.reason === 'loop'
        ? { en: 'here it is locked the next time', 'zh-cn': '下一次在这里再加锁' }
        : {
            en: `leaves here with ${name} locked`,
            'zh-cn': `在这里离开，${name} 仍未解锁`,
          },
  }));
  const branch = leak.exits[0]!.path.filter(
    (step) => step.kind === 'branch' && step.node.start > leak.site.end && !step.node.text.includes('\n'),
  );
  const last = branch[branch.length - 1];
  if (!last) return exits;
  const text = last.node.text.length <= 60 ? last.node.text : 'this';
  const step = {
    node: last.node,
    message:
      last.taken === undefined
        ? { en: 'this case is taken', 'zh-cn': '走这个分支' }
        : last.taken
          ? { en: `${text} is true`, 'zh-cn': `${text} 成立` }
          : { en: `${text} is false`, 'zh-cn': `${text} 不成立` },
  };
  return [step, ...exits];
}

/** A return whose results go over several lines is shown by its keyword. */
function firstLine(node: SyntaxNode, file: FileModel): SyntaxNode {
  return file.text.slice(node.start, node.end).includes('\n') ? (node.children[0] ?? node) : node;
}
