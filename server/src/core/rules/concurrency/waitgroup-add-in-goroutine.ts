import type { Localized } from '../../finding.ts';
import { isSentBetween } from '../../flow/goroutines/handshakes.ts';
import { hearsBack } from '../../flow/goroutines/heard-back.ts';
import {
  groupVariable,
  type WaitGroup,
  waitGroupCall,
  waitGroupOf,
} from '../../flow/goroutines/wait-groups.ts';
import type { ControlFlowGraph, FlowModel } from '../../flow/model.ts';
import { LOCK_METHODS, LOCK_TYPES } from '../../knowledge/locks.ts';
import type { GoFunction, PackageModel } from '../../semantic/model.ts';
import { namedId } from '../../semantic/types.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Rule, RuleContext, RuleFix } from '../rule.ts';
import { insertBefore, removeLine } from '../support/insert.ts';
import { lineOf, placeIn, shortName } from '../support/lines.ts';
import { CARD } from './waitgroup-add-in-goroutine.card.ts';

interface Evidence {
  readonly add: SyntaxNode;
  /** The group as the call names it. */
  readonly name: string;
  /** The goroutine that calls Add. */
  readonly function: GoFunction;
  /** The `go` statement that starts it. */
  readonly start: SyntaxNode;
  /** The Wait that may come first. */
  readonly wait: SyntaxNode;
  /** Whether who starts the goroutine is who waits. */
  readonly isSameFunction: boolean;
  /** Whether the goroutine waits for something else before it counts itself, and nothing but that lets it go on. */
  readonly isParked: boolean;
}

export const waitgroupAddInGoroutine: Rule<Evidence> = {
  meta: {
    name: 'waitgroup-add-in-goroutine',
    group: 'concurrency',
    severity: 'warning',
    fixes: 'safe',
    stability: 'stable',
    since: '0.1.0',
    tokens: [['.Add('], ['go ', 'go\t']],
    inTests: 'keep',
    aliases: ['lint:SA2000', 'nolint:staticcheck', 'nolint:govet'],
    overlaps: ['waitgroup/default'],
    card: CARD,
    placeholders: {
      en: { group: 'wg', waitLine: 'K', startLine: 'M' },
      'zh-cn': { group: 'wg', waitLine: 'K', startLine: 'M' },
    },
    example: {
      bad: `package example

import "sync"

func each(jobs []func()) {
	var wg sync.WaitGroup
	for _, job := range jobs {
		go func() {
			wg.Add(1)
			defer wg.Done()
			job()
		}()
	}
	wg.Wait()
}
`,
      good: `package example

import "sync"

func each(jobs []func()) {
	var wg sync.WaitGroup
	for _, job := range jobs {
		wg.Add(1)
		go func() {
			defer wg.Done()
			job()
		}()
	}
	wg.Wait()
}
`,
    },
    isProved: true,
    sources: [
      'sync/waitgroup.go, Add: "calls with a positive delta that occur when the counter is zero must happen before a Wait"; Wait returns at once when the counter is 0',
      'https://go.dev/doc/go1.25: vet has a waitgroup analyzer, and sync.WaitGroup a method Go',
      'staticcheck SA2000',
    ],
  },

  *detect({ file, package: pkg, flow }: RuleContext) {
    for (const add of file.tree.root.descendants('call_expression')) {
      if (waitGroupCall(pkg, add)?.kind !== 'add') continue;
      const delta = pkg.constantOf(add.field('arguments')?.firstNamedChild ?? add);
      if (delta?.kind === 'int' && delta.value <= 0n) continue;
      const fn = pkg.functionOf(add);
      const receiver = add.field('function')?.field('operand');
      const variable = groupVariable(pkg, receiver);
      if (!fn || !receiver || !variable) continue;
      // its own group, for goroutines of its own
      if (variable.function === fn && variable.role !== 'parameter') continue;
      const starts = goStatementsOf(pkg, fn);
      if (starts.length === 0 || isLockedBefore(pkg, add, fn)) continue;
      const group = waitGroupOf(pkg, variable);
      const waits = group.calls.filter(({ kind }) => kind === 'wait').map(({ call }) => call);
      // it waits itself for what it counts
      if (waits.some((wait) => fn.node.contains(wait))) continue;
      if (isCountedByItself(pkg, flow.graphOf(fn), group, add, fn)) continue;
      const countsItself = group.calls.some(({ kind, call }) => kind === 'done' && isRunBy(pkg, call, fn));
      for (const start of starts) {
        const starter = pkg.functionOf(start);
        if (!starter || isCounted(pkg, group, start, starter, new Set())) continue;
        // it may hear that the goroutine has begun before anybody waits
        const announced = { start, starter, fn, first: add, waits };
        if (hearsBack(pkg, (each) => flow.graphOf(each), announced)) continue;
        const graph = flow.graphOf(starter);
        const near = waits.find((wait) => {
          if (pkg.functionOf(wait) !== starter) return false;
          return wait.start > start.start && graph.blockOf(wait) !== undefined;
        });
        const wait = near ?? (countsItself ? waitOfSameOwner(pkg, add, waits) : undefined);
        if (!wait) continue;
        const isSameFunction = near !== undefined;
        // who waits has sent what the goroutine only takes once it is counted
        const order = { fn, first: add, second: wait };
        if (
          isSentBetween(
            pkg,
            (channel) => flow.channelOf(channel),
            (each) => flow.graphOf(each),
            order,
          )
        )
          continue;
        const isParked = !isSameFunction && isParkedBefore(pkg, flow, add, fn);
        yield { add, name: receiver.text, function: fn, start, wait, isSameFunction, isParked };
        break;
      }
    }
  },

  report(
    { add, name, function: fn, start, wait, isSameFunction, isParked }: Evidence,
    { package: pkg, file }: RuleContext,
  ) {
    const place = (node: SyntaxNode): Localized => placeIn(pkg, file, node);
    const short = shortName(name);
    const waited = place(wait);
    return {
      anchor: add,
      message: {
        en: `${short}.Add runs inside the goroutine: Wait at ${waited.en} may come first and not wait for it`,
        'zh-cn': `${short}.Add 在 goroutine 内部调用：${waited['zh-cn'].trim()}的 Wait 可能先执行，从而不等待它`,
      },
      severity: 'warning',
      confidence: isSameFunction ? 'high' : isParked ? 'low' : 'medium',
      ...(isSameFunction ? {} : { lowered: isParked ? PARKED : ELSEWHERE }),
      related: [
        {
          node: start.children[0] ?? start,
          message: {
            en: 'the goroutine starts here, not counted yet',
            'zh-cn': 'goroutine 在这里启动，尚未计数',
          },
        },
        {
          node: wait.field('function') ?? wait,
          message: { en: 'returns at once while the counter is 0', 'zh-cn': '计数为 0 时立即返回' },
        },
      ],
      facts: {
        group: name,
        function: fn.name,
        line: String(lineOf(file, add)),
        startLine: place(start),
        waitLine: waited,
      },
    };
  },

  fix({ add, name, function: fn, start }: Evidence, context: RuleContext): readonly RuleFix[] {
    const { file, package: pkg } = context;
    const statement = add.parent;
    const isInPlace = fn.node.kind === 'func_literal' && start.contains(fn.node);
    if (!isInPlace || pkg.fileOf(start) !== file || statement?.kind !== 'expression_statement') return [];
    // as the first thing that the goroutine does, behind deferred calls at most, it runs once and always
    const body = fn.body?.namedChildren.find(({ kind }) => kind === 'statement_list');
    const statements = body?.namedChildren.filter((child) => !child.isExtra) ?? [];
    const index = statements.findIndex((each) => each.start === statement.start);
    if (index < 0 || statements.slice(0, index).some(({ kind }) => kind !== 'defer_statement')) return [];
    const delta = pkg.constantOf(add.field('arguments')?.firstNamedChild ?? add);
    const root = groupRoot(add);
    const object = root && pkg.objectOf(root);
    if (delta?.kind !== 'int' || object?.kind !== 'var' || object.function === fn) return [];
    if (add.text.includes('\n')) return [];
    const before = insertBefore(file, start, [add.text]);
    if (!before || start.parent?.kind === 'labeled_statement') return [];
    return [
      {
        title: {
          en: `Call ${shortName(name)}.Add before the goroutine starts`,
          'zh-cn': `在 goroutine 启动之前调用 ${shortName(name)}.Add`,
        },
        safety: 'safe',
        edits: [before, removeLine(file, statement)],
        imports: [],
      },
    ];
  },
};

const ELSEWHERE: Localized = {
  en: 'Another function waits: what calls it, and how soon after the start, is not known.',
  'zh-cn': '等待的是另一个函数：谁调用它、在启动后多久调用，并不清楚。',
};

const PARKED: Localized = {
  en: 'It first receives, with no other way on, and counts itself once it is let go: counted earlier, it would hold Wait up until then.',
  'zh-cn': '它先接收，没有别的出路，放行之后才计数：如果更早计数，Wait 就要一直等到那时。',
};

/** The variable that a selection begins with. */
function groupRoot(add: SyntaxNode): SyntaxNode | undefined {
  let node = add.field('function')?.field('operand');
  while (node?.kind === 'selector_expression') node = node.field('operand');
  return node?.kind === 'identifier' ? node : undefined;
}

/** The Wait on a value of the type on which Add is called: structs that embed the same one share its field, not its group. */
function waitOfSameOwner(
  pkg: PackageModel,
  add: SyntaxNode,
  waits: readonly SyntaxNode[],
): SyntaxNode | undefined {
  const ownerOf = (call: SyntaxNode): string | undefined => {
    const root = groupRoot(call);
    return root && namedId(pkg.typeOf(root));
  };
  const owner = ownerOf(add);
  return waits.find((wait) => ownerOf(wait) === owner) ?? waits[0];
}

/** Whether a function has counted itself before it comes to an Add, until it returns: the counter is above 0 there. */
function isCountedByItself(
  pkg: PackageModel,
  graph: ControlFlowGraph,
  group: WaitGroup,
  add: SyntaxNode,
  fn: GoFunction,
): boolean {
  const isItsOwn = (call: SyntaxNode): boolean =>
    call.field('function')?.field('operand')?.text === add.field('function')?.field('operand')?.text;
  const isDeferred = group.calls.some(
    ({ kind, call }) =>
      kind === 'done' && isItsOwn(call) && isRunBy(pkg, call, fn) && call.ancestor('defer_statement'),
  );
  const home = graph.blockOf(add);
  if (!isDeferred || !home) return false;
  return group.calls.some(({ kind, call }) => {
    if (kind !== 'add' || call.start >= add.start || pkg.functionOf(call) !== fn || !isItsOwn(call))
      return false;
    const delta = pkg.constantOf(call.field('arguments')?.firstNamedChild ?? call);
    const block = graph.blockOf(call);
    return delta?.kind === 'int' && delta.value > 0n && block !== undefined && graph.dominates(block, home);
  });
}

/** Whether a function comes to a node only over a receive with no other way on, of something else than a timer. */
function isParkedBefore(pkg: PackageModel, flow: FlowModel, node: SyntaxNode, fn: GoFunction): boolean {
  const graph = flow.graphOf(fn);
  const home = graph.blockOf(node);
  for (const receive of fn.body?.descendants('unary_expression') ?? []) {
    if (receive.start >= node.start) return false;
    const operand = receive.field('operator')?.text === '<-' ? receive.field('operand') : undefined;
    if (!home || !operand || pkg.functionOf(receive) !== fn) continue;
    // one of the cases of a select
    if (receive.ancestor('communication_case')?.field('communication')?.contains(receive)) continue;
    const block = graph.blockOf(receive);
    if (block && graph.dominates(block, home) && flow.channelOf(operand).wokenBy !== 'timer') return true;
  }
  return false;
}

/** The `go` statements that start a function. */
function goStatementsOf(pkg: PackageModel, fn: GoFunction): SyntaxNode[] {
  const calls = fn.node.kind === 'func_literal' ? [fn.node.parent] : pkg.callsTo(fn);
  return calls.flatMap((call) => (call?.parent?.kind === 'go_statement' ? [call.parent] : []));
}

/** Whether a call runs in a function itself: in its body, or in a literal that it defers. */
function isRunBy(pkg: PackageModel, call: SyntaxNode, fn: GoFunction): boolean {
  const runner = pkg.functionOf(call);
  if (runner === fn) return true;
  const deferred = runner?.node.parent?.parent;
  return runner?.outer === fn && deferred?.kind === 'defer_statement';
}

/** Whether the group is above zero while a goroutine runs: somebody has counted it, or the one that starts it, before. */
function isCounted(
  pkg: PackageModel,
  group: WaitGroup,
  start: SyntaxNode,
  starter: GoFunction,
  seen: Set<GoFunction>,
): boolean {
  if (seen.has(starter)) return false;
  seen.add(starter);
  const uses = group.calls;
  if (
    uses.some(
      ({ kind, call }) => kind === 'add' && pkg.functionOf(call) === starter && call.start < start.start,
    )
  )
    return true;
  // the literal of `wg.Go` is counted by it
  const runs = starter.node.parent?.parent;
  if (uses.some(({ kind, call }) => kind === 'go' && call === runs)) return true;
  const calls = starter.node.kind === 'func_literal' ? [starter.node.parent] : pkg.callsTo(starter);
  return calls.some((outer) => {
    const owner = outer && pkg.functionOf(outer);
    return owner ? isCounted(pkg, group, outer, owner, seen) : false;
  });
}

/** Whether a function takes a lock before a node: who waits may take it too, and ask whether anybody still comes. */
function isLockedBefore(pkg: PackageModel, node: SyntaxNode, fn: GoFunction): boolean {
  for (const call of fn.body?.descendants('call_expression') ?? []) {
    if (call.start >= node.start) return false;
    const method = call.field('function')?.field('field')?.text ?? '';
    if (LOCK_METHODS.get(method)?.kind !== 'lock' || pkg.functionOf(call) !== fn) continue;
    const id = pkg.calleeOf(call)?.id ?? '';
    if (LOCK_TYPES.has(id.slice(0, id.lastIndexOf('.')))) return true;
  }
  return false;
}
