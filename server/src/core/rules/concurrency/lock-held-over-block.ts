import type { Localized } from '../../finding.ts';
import { type HeldWait, heldWaitsIn } from '../../flow/locks/held-waits.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Report, Rule, RuleContext } from '../rule.ts';
import { callAnchor, lineOf, placeIn, shortName } from '../support/lines.ts';
import { CARD } from './lock-held-over-block.card.ts';

const LOWERED: Localized = {
  en: 'It waits for ever only when the other side has the lock still before it, the buffer is full, or both belong to one value.',
  'zh-cn': '只有在对方还没有走过那次加锁、缓冲区已满，或两处属于同一个对象时，才会一直等下去。',
};

const AT_CHANGE: Localized = {
  en: 'The channel has room, and a field that its function sets decides on the send: it is full only after several changes back and forth.',
  'zh-cn': '通道留有空位，而且是否发送由本函数会改写的字段决定：只有来回变化多次后它才会满。',
};

const CONFIDENCE = { proved: 'high', likely: 'medium', doubtful: 'low' } as const;

const PLACEHOLDERS = {
  en: {
    lock: 's.mu',
    operation: 's.wg.Wait()',
    heldAt: 'line M',
    other: 'the goroutine',
    otherTakes: 'line K',
    otherAnswers: 'line L',
    waitState: 'sync.WaitGroup.Wait',
  },
  'zh-cn': {
    lock: 's.mu',
    operation: 's.wg.Wait()',
    heldAt: '第 M 行',
    other: '那个 goroutine',
    otherTakes: '第 K 行',
    otherAnswers: '第 L 行',
    waitState: 'sync.WaitGroup.Wait',
  },
} as const;

/** What a goroutine profile says of the goroutine that waits (runtime/runtime2.go, waitReasonStrings). */
const WAIT_STATE = { send: 'chan send', receive: 'chan receive', wait: 'sync.WaitGroup.Wait' } as const;

export const lockHeldOverBlock: Rule<HeldWait> = {
  meta: {
    name: 'lock-held-over-block',
    group: 'concurrency',
    severity: 'warning',
    fixes: 'none',
    stability: 'preview',
    since: '0.1.0',
    // what waits, and the other side, may stand in another file
    tokens: [['ock(', 'ock)', 'ock\n']],
    inTests: 'off',
    aliases: [],
    overlaps: [],
    card: CARD,
    placeholders: PLACEHOLDERS,
    example: {
      bad: `package example

import "sync"

type pool struct {
	mu   sync.Mutex
	done int
	jobs chan int
	wg   sync.WaitGroup
}

func (p *pool) start() {
	p.wg.Add(1)
	go p.work()
}

func (p *pool) work() {
	defer p.wg.Done()
	for range p.jobs {
		p.mu.Lock()
		p.done++
		p.mu.Unlock()
	}
}

func (p *pool) stop() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	close(p.jobs)
	p.wg.Wait()
	return p.done
}
`,
      good: `package example

import "sync"

type pool struct {
	mu   sync.Mutex
	done int
	jobs chan int
	wg   sync.WaitGroup
}

func (p *pool) start() {
	p.wg.Add(1)
	go p.work()
}

func (p *pool) work() {
	defer p.wg.Done()
	for range p.jobs {
		p.mu.Lock()
		p.done++
		p.mu.Unlock()
	}
}

func (p *pool) stop() int {
	close(p.jobs)
	p.wg.Wait()
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.done
}
`,
    },
    isProved: true,
    sources: [
      'Go specification, Send statements: "Communication blocks until the send can proceed"; Receive operator: "The expression blocks until a value is available"',
      'sync/waitgroup.go: "Wait blocks until the WaitGroup task counter is zero"',
      'sync/mutex.go: "If the lock is already in use, the calling goroutine blocks until the mutex is available"',
      'runtime/runtime2.go: wait reasons chan send, chan receive, sync.WaitGroup.Wait, sync.Mutex.Lock',
    ],
  },

  *detect({ file, package: pkg, flow }: RuleContext) {
    if (file.isTest) return;
    for (const fn of file.functions) {
      yield* heldWaitsIn(pkg, (expression) => flow.channelOf(expression), fn);
    }
  },

  report(held: HeldWait, { file, package: pkg }: RuleContext): Report {
    const name = shortName(held.lock.name);
    const { answer } = held;
    const operation = textOf(held);
    const heldAt = placeIn(pkg, file, held.heldSince);
    const takes = placeIn(pkg, file, answer.takenAt);
    return {
      anchor: anchorOf(held.site),
      message: {
        en: `${operation} waits under ${name}, which the other side locks (${takes.en}) before it can answer`,
        'zh-cn': `${operation} 在持有 ${name} 时等待，而对方要先锁它（${takes['zh-cn'].trim()}）才能回应`,
      },
      severity: 'warning',
      confidence: CONFIDENCE[held.certainty],
      ...(held.certainty === 'proved'
        ? {}
        : { lowered: held.certainty === 'doubtful' ? AT_CHANGE : LOWERED }),
      related: related(held),
      facts: {
        lock: name,
        function: held.function.name,
        line: String(lineOf(file, held.site)),
        operation,
        heldAt,
        other: answer.function.name,
        otherTakes: takes,
        otherAnswers: placeIn(pkg, file, answer.node),
        waitState: WAIT_STATE[held.kind],
      },
    };
  },

  fix: () => [],
};

/** What waits, or the call that leads to it, on one line and short. */
function textOf({ site, kind }: HeldWait): string {
  const written = site.kind === 'range_clause' ? `range ${site.field('right')?.text ?? ''}` : site.text;
  const text = site.kind === 'send_statement' ? `${site.field('channel')?.text ?? ''} <-` : written;
  const short = site.kind === 'call_expression' ? `${site.field('function')?.text ?? ''}()` : text;
  const generic = { send: 'this send', receive: 'this receive', wait: 'this Wait' } as const;
  return short.length <= 24 && !short.includes('\n') ? short : generic[kind];
}

function anchorOf(node: SyntaxNode): SyntaxNode {
  if (node.kind === 'call_expression') return callAnchor(node);
  if (node.kind === 'send_statement') return node.field('channel') ?? node;
  return node.kind === 'range_clause' ? (node.field('right') ?? node) : node;
}

function related(held: HeldWait): Report['related'] {
  const { answer, operation, site } = held;
  const name = shortName(held.lock.name);
  const places: { node: SyntaxNode; message: Localized }[] = [
    {
      node: callAnchor(held.heldSince),
      message: { en: `${name} is locked here`, 'zh-cn': `${name} 在这里加锁` },
    },
    {
      node: callAnchor(answer.takenAt),
      message: { en: 'the other side needs it here', 'zh-cn': '对方在这里需要它' },
    },
    {
      node: anchorOf(answer.node),
      message: { en: 'to come to its answer here', 'zh-cn': '之后才能在这里回应' },
    },
  ];
  if (operation !== site)
    places.push({ node: anchorOf(operation), message: { en: 'what waits', 'zh-cn': '等待发生在这里' } });
  return places;
}
