import type { Localized } from '../../finding.ts';
import { isHandedOut, isSeenAgain } from '../../flow/goroutines/again.ts';
import { callsInModule } from '../../flow/goroutines/once.ts';
import type { Leak, OwnedResource } from '../../flow/model.ts';
import { runsOnce } from '../../flow/run-once.ts';
import { endsSoonAfter } from '../../flow/soon-over.ts';
import { outermost } from '../../semantic/declarations.ts';
import type { GoFunction, VarObject } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Report, Rule, RuleContext, RuleFix } from '../rule.ts';
import { whyNotRun } from '../support/called.ts';
import { deferredCall, insertBefore } from '../support/insert.ts';
import { type LeakRule, leakRule } from '../support/leak-rule.ts';
import { anchorOf } from '../support/leaks.ts';
import { lineOf } from '../support/lines.ts';
import { BY_ONE_RUN, BY_SOON_END, isInMain } from '../support/process.ts';
import { valueText } from '../support/release-fixes.ts';
import { CARD } from './ticker-not-stopped.card.ts';

/** Go version from which an unreachable ticker is collected (time/tick.go; go.dev/doc/go1.23). */
const COLLECTED_SINCE = [1, 23] as const;

/** A ticker that nobody can stop: time.Tick, or NewTicker of which only the channel is kept. */
interface Unstoppable {
  readonly kind: 'unstoppable';
  readonly call: SyntaxNode;
  readonly function: GoFunction;
  /** Where the function leaves, or the call itself when a loop makes one per iteration. */
  readonly exit: SyntaxNode;
  readonly isPerIteration: boolean;
}

type Evidence = OwnedResource | Unstoppable;

const meta: LeakRule['meta'] = {
  name: 'ticker-not-stopped',
  group: 'concurrency',
  severity: 'warning',
  fixes: 'safe',
  stability: 'stable',
  since: '0.1.0',
  tokens: [['time'], ['NewTicker', 'Tick(', ':=', 'Ticker']],
  inTests: 'lower',
  aliases: ['lint:SA1015', 'nolint:staticcheck'],
  overlaps: [],
  card: CARD,
  placeholders: { en: { variable: 'ticker' }, 'zh-cn': { variable: 'ticker' } },
  example: {
    bad: `package example

import "time"

func poll(stop <-chan struct{}, work func()) {
	ticker := time.NewTicker(time.Second)
	for {
		select {
		case <-ticker.C:
			work()
		case <-stop:
			return
		}
	}
}
`,
    good: `package example

import "time"

func poll(stop <-chan struct{}, work func()) {
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			work()
		case <-stop:
			return
		}
	}
}
`,
  },
  sources: [
    'time/tick.go: "Before Go 1.23, the garbage collector did not recover tickers that had not yet expired or been stopped"',
    'go.dev/doc/go1.23, Timer changes: the go line of go.mod of the main module decides',
  ],
};

const stoppable = leakRule({
  types: ['ticker'],
  meta,
  words: {
    thing: { en: 'the ticker', 'zh-cn': 'ticker ' },
    released: { en: 'stopped', 'zh-cn': '停止' },
    kept: { en: 'one running ticker', 'zh-cn': '一个运行中的 ticker' },
  },
  release: (resource: OwnedResource) => ({
    call: `${valueText(resource)}.Stop()`,
    hasResult: false,
    action: { en: 'Stop the ticker', 'zh-cn': '停止 ticker' },
    maySafely: true,
  }),
});

export const tickerNotStopped: Rule<Evidence> = {
  meta,

  *detect(context: RuleContext) {
    for (const resource of stoppable.detect(context)) if (!isHarmless(resource, context)) yield resource;
    // from Go 1.23 on "there is no longer any reason to prefer NewTicker when Tick will do" (time/tick.go)
    if (isCollected(context) === true) return;
    for (const fn of context.file.functions) yield* unstoppableIn(fn, context);
  },

  report(evidence: Evidence, context: RuleContext): Report {
    const report =
      'kind' in evidence ? reportUnstoppable(evidence, context) : stoppable.report(evidence, context);
    const collected = isCollected(context);
    const dead = whyNotRun(context, report.anchor);
    if (dead) return { ...report, confidence: 'low', lowered: dead };
    if (collected !== true && report.confidence !== 'low' && !isMadeAgain(evidence, context))
      return { ...report, confidence: 'low', lowered: NOT_AGAIN };
    if (collected === false) return report;
    if (collected === true)
      return {
        ...report,
        message: ofCollected(report.message),
        severity: 'hint',
        confidence: 'low',
        lowered: COLLECTED,
      };
    return report.confidence === 'low'
      ? report
      : { ...report, confidence: 'medium', lowered: VERSION_UNKNOWN };
  },

  fix(evidence: Evidence, context: RuleContext): readonly RuleFix[] {
    return 'kind' in evidence ? fixUnstoppable(evidence, context) : stoppable.fix(evidence, context);
  },
};

/** The message without a cost that the garbage collector takes away: what is not stopped, and until when it fires. */
function ofCollected(message: Report['message']): Report['message'] {
  return {
    en: `${message.en.split(': ')[0]}: it fires until the garbage collector finds it`,
    'zh-cn': `${message['zh-cn'].split('：')[0]}：它会一直触发到被垃圾回收为止`,
  };
}

const COLLECTED = {
  en: 'The `go` line of go.mod is 1.23 or later: once nobody can reach the ticker, the garbage collector frees it. Until then it fires.',
  'zh-cn': 'go.mod 的 `go` 版本不低于 1.23：ticker 不可达之后，垃圾回收器会释放它；在那之前它会继续触发。',
};
const VERSION_UNKNOWN = {
  en: 'No go.mod says which Go version this is: from `go 1.23` on the ticker is collected, and little is lost.',
  'zh-cn': '没有 go.mod 说明 Go 版本：从 `go 1.23` 起 ticker 会被回收，损失很小。',
};

const NOT_AGAIN: Localized = {
  en: 'Nothing is seen to run this more than once in a process: one ticker that runs as long as that does costs next to nothing.',
  'zh-cn': '看不出这段代码在同一进程中会运行多次：只有一个与进程同生命周期的 ticker，几乎没有代价。',
};

/** Whether one ticker after another may be left behind, as far as it is seen who calls the function. */
function isMadeAgain(evidence: Evidence, { package: pkg, flow }: RuleContext): boolean {
  const made = 'kind' in evidence ? evidence.call : evidence.acquisition;
  const isPerRound =
    'kind' in evidence
      ? evidence.isPerIteration
      : evidence.leaks.some(({ reason }) => reason === 'loop-iteration' || reason === 'overwritten');
  if (isPerRound || !pkg.program.moduleIsComplete) return true;
  const top = outermost(pkg.functionOf(made));
  // what nobody calls yet is being written
  const isCalled = top !== undefined && (callsInModule(pkg, top) ?? pkg.callsTo(top)).length > 0;
  // code outside of the module decides how often it runs what it is given
  return !isCalled || isHandedOut({ pkg, node: made }) || isSeenAgain(pkg, (fn) => flow.graphOf(fn), made);
}

/** Whether the version of the file's module collects unreachable tickers; undefined where no go.mod says it. */
function isCollected({ file }: RuleContext): boolean | undefined {
  if (!file.goVersion) return undefined;
  const [major, minor] = file.goVersion;
  return major > COLLECTED_SINCE[0] || (major === COLLECTED_SINCE[0] && minor >= COLLECTED_SINCE[1]);
}

/** A ticker that ends with the process, or one that counts as unstoppable. */
function isHarmless(resource: OwnedResource, context: RuleContext): boolean {
  return (
    channelOf(resource.acquisition) !== undefined ||
    resource.leaks.every((leak: Leak) => isInMain(resource, leak, context))
  );
}

function* unstoppableIn(fn: GoFunction, context: RuleContext): Generator<Unstoppable> {
  const { package: pkg, flow, file } = context;
  for (const call of fn.body?.descendants('call_expression') ?? []) {
    if (pkg.functionOf(call) !== fn) continue;
    const id = pkg.calleeOf(call)?.id;
    if (id !== 'time.Tick' && id !== 'time.NewTicker') continue;
    const channel = id === 'time.Tick' ? call : channelOf(call);
    if (!channel || leavesFunction(channel, fn, context)) continue;
    const graph = flow.graphOf(fn);
    const block = graph.blockOf(call);
    if (!block) continue;
    if (graph.inLoop(block)) {
      yield { kind: 'unstoppable', call, function: fn, exit: call, isPerIteration: true };
      continue;
    }
    // the end of the process stops it
    if (file.packageName === 'main' && fn.name === 'main' && !fn.outer) continue;
    const exit = flow.exitAfter(fn, block);
    if (exit) yield { kind: 'unstoppable', call, function: fn, exit, isPerIteration: false };
  }
}

/** `time.NewTicker(d).C` */
function channelOf(call: SyntaxNode): SyntaxNode | undefined {
  const parent = call.parent;
  return parent?.kind === 'selector_expression' && parent.field('field')?.text === 'C' ? parent : undefined;
}

/** Whether the channel may live longer than the function: returned, stored, passed on or captured. */
function leavesFunction(
  channel: SyntaxNode,
  fn: GoFunction,
  context: RuleContext,
  seen: ReadonlySet<VarObject> = new Set(),
): boolean {
  const pkg = context.package;
  const parent = channel.parent;
  switch (parent?.kind) {
    case 'range_clause':
    case 'unary_expression':
    case 'binary_expression':
    case 'expression_statement':
      return false;
    case 'expression_list':
    case 'var_spec':
      break;
    default:
      return true;
  }
  if (parent.fieldName === 'left') return false;
  const statement = parent.kind === 'var_spec' ? parent : parent.parent;
  if (statement?.kind === 'range_clause') return false;
  const targets =
    statement?.kind === 'var_spec'
      ? statement.fieldAll('name')
      : (statement?.field('left')?.namedChildren ?? []);
  const values = parent.kind === 'var_spec' ? [channel] : parent.namedChildren;
  const target = targets.length === values.length ? targets[values.indexOf(channel)] : undefined;
  if (!target) return true;
  if (target.text === '_') return false;
  const object = target.kind === 'identifier' ? pkg.objectOf(target) : undefined;
  if (object?.kind !== 'var' || object.function !== fn || object.role === 'result') return true;
  if (seen.has(object)) return false;
  const known = new Set(seen).add(object);
  return pkg
    .referencesTo(object)
    .some(
      (reference) =>
        reference !== object.node &&
        (pkg.functionOf(reference) !== fn || leavesFunction(reference, fn, context, known)),
    );
}

function reportUnstoppable(evidence: Unstoppable, { file, flow, package: pkg }: RuleContext): Report {
  const { call, exit, isPerIteration } = evidence;
  const isOne = !isPerIteration && runsOnce(pkg, (fn) => flow.graphOf(fn), evidence.function, 'counted');
  const isOver = !isPerIteration && !file.isTest && endsSoonAfter(pkg, evidence.function, false);
  const name = call.field('function')?.text ?? 'time.Tick';
  const line = lineOf(file, exit.kind === 'block' ? exit.children[exit.children.length - 1]! : exit);
  const place = exit.kind === 'block' ? exit.children[exit.children.length - 1]! : exit;
  return {
    anchor: anchorOf(call),
    message: isPerIteration
      ? {
          en: `${name} in a loop starts one more ticker per iteration, and nothing can stop them`,
          'zh-cn': `循环里的 ${name} 每次迭代都会启动一个新的 ticker，而且无法停止`,
        }
      : {
          en: `The ticker of ${name} cannot be stopped, and the function leaves at line ${line}: ${isOne ? 'it ticks on' : 'one ticker per call'}`,
          'zh-cn': `${name} 的 ticker 无法停止，而函数会从第 ${line} 行离开：${isOne ? '它会继续触发' : '每次调用留下一个 ticker'}`,
        },
    severity: isOne ? 'info' : 'warning',
    confidence: isOver || isOne ? 'low' : 'high',
    ...(isOver ? { lowered: BY_SOON_END } : isOne ? { lowered: BY_ONE_RUN } : {}),
    related: isPerIteration
      ? []
      : [
          {
            node: place,
            message: { en: 'leaves here; the ticker goes on', 'zh-cn': '在这里离开，ticker 继续运行' },
          },
        ],
    facts: {
      variable: 'the ticker',
      function: evidence.function.name,
      line: String(lineOf(file, call)),
      exitLine: String(line),
    },
  };
}

/** `ticker := time.NewTicker(d)` and its deferred Stop before the statement; the channel takes the place of the call. */
function fixUnstoppable(evidence: Unstoppable, context: RuleContext): readonly RuleFix[] {
  const { file, package: pkg, config } = context;
  const { call } = evidence;
  if (evidence.isPerIteration) return [];
  const duration = call.field('arguments')?.firstNamedChild;
  const qualifier = call.field('function')?.field('operand')?.text;
  if (!duration || !qualifier || duration.text.includes('\n')) return [];
  let statement: SyntaxNode = call;
  while (statement.parent && statement.parent.kind !== 'statement_list') statement = statement.parent;
  const isFirst = [
    'for_statement',
    'short_var_declaration',
    'assignment_statement',
    'var_declaration',
  ].includes(statement.kind);
  if (!isFirst) return [];
  const name = ['ticker', 'interval', 'clock'].find(
    (each) => !pkg.lookup(each, call) && !declares(evidence.function, each),
  );
  const channel = channelOf(call) ?? call;
  const before =
    name &&
    insertBefore(file, statement, [
      `${name} := ${qualifier}.NewTicker(${duration.text})`,
      deferredCall(`${name}.Stop()`, false, config),
    ]);
  if (!name || !before) return [];
  const value = pkg.constantOf(duration);
  // NewTicker panics where Tick returns nil: for a duration that is not positive
  const isPositive = value?.kind === 'int' && value.value > 0n;
  return [
    {
      title: {
        en: `Make a ticker that stops when ${evidence.function.outer ? 'the function literal' : evidence.function.name} returns`,
        'zh-cn': '改用在函数返回时停止的 ticker',
      },
      safety: isPositive ? 'safe' : 'suggested',
      edits: [before, { file, start: channel.start, end: channel.end, newText: `${name}.C` }],
      imports: [],
    },
  ];
}

function declares(fn: GoFunction, name: string): boolean {
  return [...(fn.body?.descendants('identifier') ?? [])].some((identifier) => identifier.text === name);
}
