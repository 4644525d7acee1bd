import type { Localized, Severity } from '../../finding.ts';
import type { EndlessLoop, LoopStart } from '../../flow/goroutines/endless.ts';
import { isPerRequest } from '../../flow/goroutines/once.ts';
import type { PackageModel } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Report, Rule, RuleContext, RuleFix } from '../rule.ts';
import { isCalledAnywhere, NOT_CALLED } from '../support/called.ts';
import { indentOf, startsLine } from '../support/insert.ts';
import { lineOf } from '../support/lines.ts';
import { variablesInScope } from '../support/scope.ts';
import { addCase } from '../support/select-case.ts';
import { shortened } from '../support/stuck.ts';
import { returnZero } from '../support/zero-values.ts';
import { CARD } from './goroutine-without-stop.card.ts';

interface Evidence {
  readonly endless: EndlessLoop;
  /** The start that costs most; undefined when only others can start it. */
  readonly start: LoopStart | undefined;
  /** It is started again and again: for each request, or in a loop. */
  readonly isRepeated: boolean;
}

export const goroutineWithoutStop: Rule<Evidence> = {
  meta: {
    name: 'goroutine-without-stop',
    group: 'concurrency',
    severity: 'info',
    fixes: 'suggested',
    stability: 'stable',
    since: '0.1.0',
    tokens: [
      ['for', 'goto'],
      ['time.', '.C'],
    ],
    inTests: 'keep',
    aliases: [],
    overlaps: [],
    card: CARD,
    example: {
      bad: `package example

import "time"

type Cache struct{ entries map[string]time.Time }

func NewCache() *Cache {
	c := &Cache{entries: map[string]time.Time{}}
	go c.sweep()
	return c
}

func (c *Cache) sweep() {
	ticker := time.NewTicker(time.Minute)
	for {
		<-ticker.C
		clear(c.entries)
	}
}
`,
      good: `package example

import "time"

type Cache struct {
	entries map[string]time.Time
	stop    chan struct{}
}

func NewCache() *Cache {
	c := &Cache{entries: map[string]time.Time{}, stop: make(chan struct{})}
	go c.sweep()
	return c
}

func (c *Cache) Close() { close(c.stop) }

func (c *Cache) sweep() {
	ticker := time.NewTicker(time.Minute)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			clear(c.entries)
		case <-c.stop:
			return
		}
	}
}
`,
    },
    sources: [
      'https://go.dev/ref/spec#Go_statements: a goroutine ends when its function returns; nothing ends it from outside',
      'time/tick.go: Stop does not close the channel of a ticker, so a range over it never ends',
      'runtime/mgcmark.go: the stack of every goroutine, blocked ones included, is a root of the garbage collection',
    ],
  },

  *detect({ file, package: pkg, flow }: RuleContext) {
    for (const fn of file.functions) {
      const endless = flow.endlessLoopOf(fn);
      if (!endless) continue; // it ends, or waits for more than the clock
      // once in the life of the process is how long it should run; a command has no other life
      const starts = endless.starts.filter((start) => !start.isOnce).sort(againFirst);
      const repeated = [...endless.starts].sort(againFirst).find((start) => isRepeated(pkg, start));
      if (repeated) yield { endless, start: repeated, isRepeated: true };
      else if (pkg.name === 'main') continue;
      else if (starts[0]) yield { endless, start: starts[0], isRepeated: false };
      else if (endless.isForOthers && endless.starts.length === 0)
        yield { endless, start: undefined, isRepeated: false };
    }
  },

  report({ endless, start, isRepeated }: Evidence, context: RuleContext): Report {
    const { file, package: pkg } = context;
    const [wait] = endless.waits;
    const isInPlace = start !== undefined && endless.function.node.kind === 'func_literal';
    const loop = keyword(endless.loop ?? wait!);
    const anchor = isInPlace && start.node.contains(endless.function.node) ? keyword(start.node) : loop;
    const severity: Severity = isRepeated ? 'warning' : 'info';
    const isStarted = isCalledAnywhere(context, start?.node ?? endless.function.node);
    const isAgain = start?.isAgain ?? endless.isCalledAgain;
    const related: { node: SyntaxNode; message: Localized }[] = [];
    if (start && anchor !== keyword(start.node)) {
      related.push({
        node: keyword(start.node),
        message: { en: 'the goroutine starts here', 'zh-cn': 'goroutine 在这里启动' },
      });
    }
    if (wait && wait !== anchor) {
      related.push({
        node: keyword(wait),
        message: {
          en: 'only the clock ends this wait, and then it goes round again',
          'zh-cn': '只有时钟能结束这里的等待，然后又进入下一轮',
        },
      });
    }
    const name = endless.function.name;
    return {
      anchor,
      message: message(endless, start, isRepeated, pkg, file.path),
      severity,
      confidence: !isStarted || !isAgain ? 'low' : start ? 'high' : 'medium',
      ...(isStarted
        ? isAgain
          ? {}
          : { lowered: start?.isOfEntry ? OF_ENTRY : NOT_AGAIN }
        : { lowered: NOT_CALLED }),
      related,
      facts: {
        function: name,
        line: String(lineOf(file, loop)),
        started: startedWhere(start, isRepeated, pkg),
        blockedAt: `${file.path.replace(/^.*\//, '')}:${lineOf(file, wait ?? loop)}`,
        state: stateOf(wait),
      },
    };
  },

  fix({ endless }: Evidence, context: RuleContext): readonly RuleFix[] {
    const fix = endless.waits.length === 1 ? untilContextEnds(endless.waits[0]!, context) : undefined;
    return fix ? [fix] : [];
  },
};

const NOT_AGAIN: Localized = {
  en: 'Nothing is seen to start it more than once in a process: it may be meant to live as long as that does.',
  'zh-cn': '看不出它在同一进程中会启动多次：它可能本来就该与进程同生命周期。',
};

const OF_ENTRY: Localized = {
  en: 'It starts with a new entry that nothing takes away again: one for each entry, for as long as the process lives.',
  'zh-cn': '它随新登记的条目启动，而条目不会再被移除：每个条目只有一个，与进程同生命周期。',
};

/** What adds up comes before what may be there once. */
function againFirst(one: LoopStart, other: LoopStart): number {
  return Number(other.isAgain) - Number(one.isAgain);
}

/** Whether a statement runs for each request, or in a loop. */
function isRepeated(pkg: PackageModel, { node: start, isOnce }: LoopStart): boolean {
  const fn = pkg.functionOf(start);
  if (isPerRequest(pkg, fn)) return true;
  for (let node = start.parent; node && node !== fn?.node; node = node.parent) {
    if (node.kind === 'for_statement') return !isOnce && pkg.name !== 'main';
  }
  return false;
}

/** The word that a statement begins with, or for a call its function. */
function keyword(node: SyntaxNode): SyntaxNode {
  if (node.kind === 'call_expression') return node.field('function') ?? node;
  if (node.kind === 'range_clause') return node.children.find((child) => child.kind === 'range') ?? node;
  return node.kind.endsWith('_statement') && node.kind !== 'expression_statement'
    ? (node.children[0] ?? node)
    : node;
}

/** State of the goroutine in a profile (runtime/runtime2.go, waitReasonStrings). */
function stateOf(wait: SyntaxNode | undefined): string {
  if (wait?.kind === 'select_statement') {
    const cases = wait.namedChildren.filter((child) => child.kind === 'communication_case');
    return cases.length > 1 ? 'select' : 'chan receive';
  }
  if (wait?.kind === 'send_statement') return 'chan send';
  const isReceive = (node: SyntaxNode): boolean => node.field('operator')?.text === '<-';
  const receives = wait && [wait, ...wait.descendants('unary_expression')].some(isReceive);
  return receives || wait?.kind === 'range_clause' ? 'chan receive' : 'sleep';
}

function message(
  endless: EndlessLoop,
  start: LoopStart | undefined,
  isRepeated: boolean,
  pkg: PackageModel,
  path: string,
): Localized {
  const name = shortened(endless.function.name);
  if (!start) {
    return {
      en: `${name} never returns and nothing can stop it: whoever starts it keeps a goroutine`,
      'zh-cn': `${name} 永不返回，也无法停止：谁启动它，就多一个一直存在的 goroutine`,
    };
  }
  const home = pkg.fileOf(start.node);
  const line = lineOf(home, start.node);
  const place = home.path === path ? `line ${line}` : `${home.path.replace(/^.*\//, '')}:${line}`;
  const placeZh = home.path === path ? `第 ${line} 行` : `${home.path.replace(/^.*\//, '')}:${line}`;
  return isRepeated
    ? {
        en: `Nothing ends this loop, and ${place} starts one more goroutine each time`,
        'zh-cn': `没有什么能结束这个循环，而 ${placeZh} 每次都会再启动一个 goroutine`,
      }
    : {
        en: `Nothing ends this loop: the goroutine that ${place} starts cannot be stopped`,
        'zh-cn': `没有什么能结束这个循环：${placeZh} 启动的 goroutine 无法停止`,
      };
}

function startedWhere(start: LoopStart | undefined, isRepeated: boolean, pkg: PackageModel): Localized {
  if (!start) return { en: 'by other packages', 'zh-cn': '由其他包启动' };
  const line = lineOf(pkg.fileOf(start.node), start.node);
  const owner = pkg.functionOf(start.node)?.name ?? '';
  return isRepeated
    ? { en: `again and again by ${owner} (line ${line})`, 'zh-cn': `由 ${owner}（第 ${line} 行）反复启动` }
    : { en: `by ${owner} (line ${line})`, 'zh-cn': `由 ${owner}（第 ${line} 行）启动` };
}

/** A way out through the context that is in scope at the wait. */
function untilContextEnds(wait: SyntaxNode, context: RuleContext): RuleFix | undefined {
  const { file, package: pkg, flow } = context;
  const fn = pkg.functionOf(wait);
  const ctx = variablesInScope(pkg, file, 'context.Context', wait).find((object) => {
    const mention = pkg.referencesTo(object)[0];
    return !mention || !flow.isNeverCancelled(mention);
  });
  if (!fn || !ctx) return undefined;
  const leave = returnZero(fn, pkg, `${ctx.name}.Err()`);
  const title: Localized = {
    en: `Leave when the context ends: case <-${ctx.name}.Done()`,
    'zh-cn': `上下文结束时离开：case <-${ctx.name}.Done()`,
  };
  if (wait.kind === 'select_statement') {
    const edit = addCase(wait, context, `case <-${ctx.name}.Done():`, leave);
    return edit && { title, safety: 'suggested', edits: [edit], imports: [] };
  }
  const call = wait.kind === 'expression_statement' ? wait.firstNamedChild : undefined;
  const isSleep = call?.kind === 'call_expression' && pkg.calleeOf(call)?.id === 'time.Sleep';
  const time = isSleep ? call.field('function')?.field('operand')?.text : undefined;
  const clock = isSleep
    ? time && `<-${time}.After(${call.field('arguments')?.firstNamedChild?.text})`
    : call?.kind === 'unary_expression'
      ? call.text
      : undefined;
  if (!clock || !startsLine(file, wait) || wait.text.includes('\n')) return undefined;
  const indent = indentOf(file, wait);
  const lines = ['select {', `case ${clock}:`, `case <-${ctx.name}.Done():`, `\t${leave}`, '}'];
  return {
    title,
    safety: 'suggested',
    edits: [{ file, start: wait.start, end: wait.end, newText: lines.join(`\n${indent}`) }],
    imports: [],
  };
}
