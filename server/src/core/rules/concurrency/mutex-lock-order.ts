import type { Localized } from '../../finding.ts';
import { type LockInversion, lockInversionsOf, type NestedLock } from '../../flow/locks/order.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Report, Rule, RuleContext } from '../rule.ts';
import { whyNotRun } from '../support/called.ts';
import { callAnchor, lineOf, placeIn, shortName } from '../support/lines.ts';
import { CARD } from './mutex-lock-order.card.ts';

const CONFIDENCE = { proved: 'high', likely: 'medium', guess: 'low' } as const;

const LOWERED: Readonly<Record<'writer' | 'values', Localized>> = {
  writer: {
    en: 'Both ways hold one of the locks as readers: they only stop when a Lock of it comes between.',
    'zh-cn': '两条路径都以读锁持有其中一把锁：只有中间插入对它的 Lock 时才会卡住。',
  },
  values: {
    en: 'The two ways name the locks of different variables: they may belong to values that never meet.',
    'zh-cn': '两条路径上的锁来自不同的变量：它们可能属于永远不会相遇的对象。',
  },
};

const PLACEHOLDERS = {
  en: {
    held: 's.mu',
    wanted: 's.logMu',
    heldAt: 'line M',
    other: 'another function',
    otherHeld: 's.logMu',
    otherWanted: 's.mu',
    otherHeldAt: 'line K',
    otherAt: 'line L',
  },
  'zh-cn': {
    held: 's.mu',
    wanted: 's.logMu',
    heldAt: '第 M 行',
    other: '另一个函数',
    otherHeld: 's.logMu',
    otherWanted: 's.mu',
    otherHeldAt: '第 K 行',
    otherAt: '第 L 行',
  },
} as const;

export const mutexLockOrder: Rule<LockInversion> = {
  meta: {
    name: 'mutex-lock-order',
    group: 'concurrency',
    severity: 'info',
    fixes: 'none',
    stability: 'preview',
    since: '0.1.0',
    // the second lock may be taken by a helper of another file
    tokens: [['ock(', 'ock)', 'ock\n']],
    inTests: 'off',
    aliases: [],
    overlaps: [],
    card: CARD,
    example: {
      bad: `package example

import "sync"

type bank struct {
	accountsMu sync.Mutex
	accounts   map[string]int
	journalMu  sync.Mutex
	journal    []string
}

func (b *bank) book(name string, amount int) {
	b.accountsMu.Lock()
	defer b.accountsMu.Unlock()
	b.accounts[name] += amount
	b.journalMu.Lock()
	b.journal = append(b.journal, name)
	b.journalMu.Unlock()
}

func (b *bank) replay() {
	b.journalMu.Lock()
	defer b.journalMu.Unlock()
	for _, name := range b.journal {
		b.accountsMu.Lock()
		b.accounts[name]++
		b.accountsMu.Unlock()
	}
}
`,
      good: `package example

import "sync"

type bank struct {
	accountsMu sync.Mutex
	accounts   map[string]int
	journalMu  sync.Mutex
	journal    []string
}

func (b *bank) book(name string, amount int) {
	b.accountsMu.Lock()
	defer b.accountsMu.Unlock()
	b.accounts[name] += amount
	b.journalMu.Lock()
	b.journal = append(b.journal, name)
	b.journalMu.Unlock()
}

func (b *bank) replay() {
	b.accountsMu.Lock()
	defer b.accountsMu.Unlock()
	b.journalMu.Lock()
	defer b.journalMu.Unlock()
	for _, name := range b.journal {
		b.accounts[name]++
	}
}
`,
    },
    isProved: true,
    placeholders: PLACEHOLDERS,
    sources: [
      'sync/mutex.go: "If the lock is already in use, the calling goroutine blocks until the mutex is available"; no timeout, no owner, no order',
      'sync/rwmutex.go: "if any goroutine calls Lock while the lock is already held by one or more readers, concurrent calls to RLock will block until the writer has acquired (and released) the lock"',
      'runtime/proc.go, checkdead: "all goroutines are asleep - deadlock!" only when no goroutine can run',
    ],
  },

  *detect({ file, package: pkg }: RuleContext) {
    for (const inversion of lockInversionsOf(pkg)) {
      if (pkg.fileOf(inversion.here.site) === file) yield inversion;
    }
  },

  report({ here, there, certainty, writer }: LockInversion, context: RuleContext): Report {
    const { file, package: pkg } = context;
    const dead = whyNotRun(context, here.site) ?? whyNotRun(context, there.site);
    const [held, wanted] = [shortName(here.held.name), shortName(here.wanted.name)];
    const heldAt = placeIn(pkg, file, here.heldSince);
    const opposite = placeIn(pkg, file, there.site);
    return {
      anchor: callAnchor(here.site),
      message: {
        en: `${wanted} is locked under ${held} here, and the other way round at ${opposite.en}: both can wait forever`,
        'zh-cn': `这里持有 ${held} 时去锁 ${wanted}，${opposite['zh-cn']}的顺序相反：两边可能永远互等`,
      },
      severity: 'info',
      confidence: dead ? 'low' : CONFIDENCE[certainty],
      ...(dead
        ? { lowered: dead }
        : certainty === 'proved'
          ? {}
          : { lowered: LOWERED[writer ? 'writer' : 'values'] }),
      related: [...related(there), ...related(here)].slice(0, 4),
      facts: {
        held,
        wanted,
        function: here.function.name,
        line: String(lineOf(file, here.site)),
        heldAt,
        other: there.function.name,
        otherHeld: shortName(there.held.name),
        otherWanted: shortName(there.wanted.name),
        otherHeldAt: placeIn(pkg, file, there.heldSince),
        otherAt: opposite,
      },
    };
  },

  fix: () => [],
};

/** Where a way takes its locks: the one that it holds, the call that waits, and the Lock behind that. */
function related({ held, heldSince, wanted, site, takenAt }: NestedLock): Report['related'] {
  const [first, second] = [shortName(held.name), shortName(wanted.name)];
  const places: { node: SyntaxNode; message: Localized }[] = [
    {
      node: callAnchor(heldSince),
      message: { en: `${first} is locked here`, 'zh-cn': `${first} 在这里加锁` },
    },
    {
      node: callAnchor(takenAt),
      message: {
        en: `and ${second} here, while ${first} is held`,
        'zh-cn': `持有 ${first} 时又在这里锁 ${second}`,
      },
    },
  ];
  if (takenAt !== site)
    places.push({
      node: callAnchor(site),
      message: { en: 'through this call', 'zh-cn': '通过这个调用' },
    });
  return places;
}
