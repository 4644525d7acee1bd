import type { Localized } from '../../finding.ts';
import { isWithoutDeadline } from '../../flow/asked-deadlines.ts';
import { targetsOf } from '../../flow/assignments.ts';
import { endsWithFunction } from '../../flow/context-escape.ts';
import { livesOn } from '../../flow/context-lives-on.ts';
import { CANCEL_FUNCTION, leavesNothing, madeContexts } from '../../flow/context-makers.ts';
import { isDroppedByName } from '../../flow/dropped-cancels.ts';
import { hasEndedAbove, hasEndedAt } from '../../flow/ended-contexts.ts';
import { isLostByFailedStart } from '../../flow/failed-starts.ts';
import { loopsAround } from '../../flow/loop-heads.ts';
import type { Leak, OwnedResource } from '../../flow/model.ts';
import { mayGiveNil } from '../../flow/nil-cancels.ts';
import { nilComparison, variable } from '../../flow/nil-comparison.ts';
import { endsWithParent } from '../../flow/parent-contexts.ts';
import { endsWithProcess, isMainFunction } from '../../flow/process-end.ts';
import { runsOnce } from '../../flow/run-once.ts';
import { endsSoonAfter } from '../../flow/soon-over.ts';
import { mayBeFake } from '../../flow/sources.ts';
import { isAlsoStored } from '../../flow/stored-cancels.ts';
import { isWaitedOut } from '../../flow/waited-out.ts';
import { isOfZeroTimeout } from '../../flow/zero-timeouts.ts';
import type { GoObject } from '../../semantic/model.ts';
import { namedId } from '../../semantic/types.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Report, Rule, RuleContext, RuleFix } from '../rule.ts';
import { insertAfter } from '../support/insert.ts';
import { anchorOf, exitNode, mainLeak, witnessPlaces } from '../support/leaks.ts';
import { lineOf } from '../support/lines.ts';
import { BY_CALLERS, BY_ONE_RUN, BY_SOON_END, endsSoon } from '../support/process.ts';
import { releaseFixes, valueText } from '../support/release-fixes.ts';
import { CARD } from './context-cancel-lost.card.ts';
import {
  BY_FAILED_START,
  BY_NAME,
  BY_OTHERS,
  BY_REQUEST,
  BY_TIMER,
  BY_VALUE,
  BY_WAIT,
  cut,
  message,
  OF_NOBODY,
  OF_UNSEEN,
} from './context-cancel-lost.words.ts';

export const contextCancelLost: Rule<OwnedResource> = {
  meta: {
    name: 'context-cancel-lost',
    group: 'context',
    severity: 'warning',
    fixes: 'safe',
    stability: 'stable',
    since: '0.2.0',
    tokens: [['context', 'ontext(', 'ancel']],
    inTests: 'lower',
    // lostcancel is one of the checks of go vet, which golangci-lint runs as govet
    aliases: ['nolint:lostcancel', 'nolint:govet', 'nolint:vet'],
    overlaps: ['lostcancel/default'],
    card: CARD,
    placeholders: {
      en: { variable: 'cancel', maker: 'context.WithTimeout' },
      'zh-cn': { variable: 'cancel', maker: 'context.WithTimeout' },
    },
    example: {
      bad: `package example

import (
	"context"
	"os/exec"
	"time"
)

func run(parent context.Context, name string) error {
	ctx, _ := context.WithTimeout(parent, time.Minute)
	return exec.CommandContext(ctx, name).Run()
}
`,
      good: `package example

import (
	"context"
	"os/exec"
	"time"
)

func run(parent context.Context, name string) error {
	ctx, cancel := context.WithTimeout(parent, time.Minute)
	defer cancel()
	return exec.CommandContext(ctx, name).Run()
}
`,
    },
    sources: [
      'context/context.go: "Failing to call the CancelFunc leaks the child and its children until the parent is canceled"',
      'context/context.go: (*cancelCtx).propagateCancel returns at once when the parent is never cancelled',
    ],
  },

  *detect(context: RuleContext) {
    const { file, flow, package: pkg } = context;
    for (const fn of file.functions) {
      for (const resource of flow.resourcesOf(fn, CANCEL_FUNCTION)) {
        const leaks = resource.leaks.filter((leak) => !hasEnded(leak, context));
        if (leaks.length === 0) continue;
        // what main makes once ends with the process
        if (isMainFunction(pkg, fn) && !isRepeated(resource, flow)) continue;
        if (endsWithParent(pkg, flow, resource, 'function')) continue;
        if (isAlsoStored(pkg, resource.acquisition, resource.index)) continue;
        const found = { ...resource, leaks };
        if (!isReplacedUnseen(found, context)) yield found;
      }
    }
  },

  report(found: OwnedResource, context: RuleContext): Report {
    const { file, flow, package: pkg } = context;
    const resource = lasting(found, context);
    const lowered = whyLow(resource, context);
    const isOnce =
      !isRepeated(resource, flow) && runsOnce(pkg, (fn) => flow.graphOf(fn), resource.function, 'one');
    const isOver = resource.leaks.every((leak) => isSoonOver(leak, context));
    const isLast = !isOver && resource.leaks.every((leak) => hasLastWord(leak, isOnce, context));
    const leak = mainLeak(resource);
    const maker = resource.acquisition.field('function')?.text ?? 'the call';
    const name = resource.name?.text;
    const exitLine = lineOf(file, exitNode(leak));
    return {
      anchor: anchorOf(resource.acquisition),
      message: message(
        leak.reason,
        leak.releasedElsewhere || resource.movesAway,
        name ?? 'the cancel function',
        maker,
        exitLine,
      ),
      severity: lowered === BY_NAME ? 'hint' : isOnce ? 'info' : 'warning',
      confidence:
        isOver || isLast || isOnce || lowered ? 'low' : leak.certainty === 'proved' ? 'high' : 'medium',
      related: witnessPlaces(leak, name ?? 'cancel', {
        en: `leaves here without calling ${name ?? 'it'}`,
        'zh-cn': `在这里离开，没有调用 ${name ?? '它'}`,
      }),
      facts: {
        variable: name ?? 'cancel',
        maker: cut(maker),
        function: resource.function.name,
        line: String(lineOf(file, resource.acquisition)),
        exitLine: String(exitLine),
      },
      ...(isOver
        ? { lowered: BY_SOON_END }
        : isLast
          ? { lowered: BY_CALLERS }
          : lowered
            ? { lowered }
            : isOnce
              ? { lowered: BY_ONE_RUN }
              : {}),
    };
  },

  fix(resource: OwnedResource, context: RuleContext): readonly RuleFix[] {
    const { package: pkg } = context;
    const held = contextTarget(resource, context);
    const object = held && pkg.objectOf(held);
    // cancelled with the function it would be taken from those who go on with it
    if (!resource.movesAway && isUsedLater(resource, context)) return [];
    if (mayGiveNil(pkg, resource.acquisition, resource.index)) return [];
    const isOver = object?.kind === 'var' && endsWithFunction(pkg, resource.function, object);
    if (mainLeak(resource).reason === 'discarded') return discardedFix(resource, context, object, isOver);
    return releaseFixes(resource, context, {
      call: `${valueText(resource)}()`,
      hasResult: false,
      action: { en: 'Cancel', 'zh-cn': '取消' },
      maySafely: isOver,
    });
  },
};

/**
 * Whether every caller ends the process for the error that a leak gives back. Other modules may call it too: of what the module
 * itself does once that is enough.
 */
function hasLastWord(leak: Leak, isOnce: boolean, { package: pkg }: RuleContext): boolean {
  const end = endsWithProcess(pkg, leak);
  return end === 'certain' || (end !== undefined && isOnce);
}

/** A value with its leaks behind which the process goes on, if there are any. */
function lasting(resource: OwnedResource, context: RuleContext): OwnedResource {
  const leaks = resource.leaks.filter((leak) => !isSoonOver(leak, context));
  return leaks.length > 0 && leaks.length < resource.leaks.length ? { ...resource, leaks } : resource;
}

/**
 * Whether the process ends soon behind a leak. A call of the cancel function that was dropped would stand at the end of the function,
 * so that for a context which is made once the way from there on counts.
 */
function isSoonOver(leak: Leak, context: RuleContext): boolean {
  if (endsSoon(leak, context)) return true;
  const { resource, reason } = leak;
  const { function: fn } = resource;
  if (reason !== 'discarded' || fn.file.isTest || isRepeated(resource, context.flow)) return false;
  return endsSoonAfter(context.package, fn, false);
}

/** Whether a context has ended where its cancel function is lost; that of a signal leaves its registration (os/signal). */
function hasEnded(leak: Leak, context: RuleContext): boolean {
  const { flow, package: pkg } = context;
  const { resource } = leak;
  if (isWithoutDeadline(pkg, leak, contextOf(resource, context)) || isOfZeroTimeout(pkg, leak)) return true;
  const made = madeContexts(pkg, resource.acquisition, resource.index);
  // what a variable of the package makes is taken for a context of that package
  if (!made && pkg.calleeOf(resource.acquisition)?.kind !== 'value') return false;
  const graph = flow.graphOf(resource.function);
  if (made?.every(({ parent }) => parent && hasEndedAbove(pkg, graph, parent, leak))) return true;
  const target = contextTarget(resource, context);
  const object = target && variable(pkg, target);
  return object !== undefined && hasEndedAt(pkg, graph, object, leak);
}

/**
 * `ctx, cancel := context.WithCancel(context.Background())` that both get other values: below a parent that is never
 * cancelled nothing is registered, and nobody has the context (context/context.go, propagateCancel).
 */
function isReplacedUnseen(resource: OwnedResource, context: RuleContext): boolean {
  const leak = mainLeak(resource);
  const held = contextTarget(resource, context);
  if (leak.reason !== 'overwritten' || !held) return false;
  if (leavesNothing(context.package, resource.acquisition, resource.index) !== true) return false;
  const object = variable(context.package, held);
  const targets = leak.exit.field('left')?.namedChildren ?? [];
  return object !== undefined && targets.some((target) => variable(context.package, target) === object);
}

/**
 * Why a loss is low, if it is: nothing may stay behind, or only until the request is answered, or it is dropped on purpose; also for a
 * cancel function that a variable outside the loop keeps from one round to the next: it is called in a later one, as far as other
 * variables say.
 */
function whyLow(resource: OwnedResource, context: RuleContext): Localized | undefined {
  const { package: pkg, flow } = context;
  const nothing = leavesNothing(pkg, resource.acquisition, resource.index);
  if (nothing) return nothing === 'unseen' ? OF_UNSEEN : OF_NOBODY;
  if (isDroppedByName(pkg, resource)) return BY_NAME;
  if (isLeftToTimer(resource, context)) return BY_TIMER;
  if (isWaitedOut(pkg, resource.acquisition)) return BY_WAIT;
  if (isMadeByValue(resource, context) || mayBeFake(pkg, flow, resource)) return BY_VALUE;
  if (endsWithParent(pkg, flow, resource, 'request')) return BY_REQUEST;
  if (isLostByFailedStart(pkg, resource)) return BY_FAILED_START;
  const leak = mainLeak(resource);
  // `defer func() { if !goesOn { cancel() } }()`: the context is left to its deadline on purpose
  if (leak.isSpared && hasDeadline(resource, context)) return BY_TIMER;
  if (!leak.releasedElsewhere) return undefined;
  if (leak.reason === 'loop-iteration' && isKeptOutside(resource, pkg)) return BY_OTHERS;
  return leak.reason === 'overwritten' && isGuardedByTwin(leak, pkg) ? BY_OTHERS : undefined;
}

/** Whether a function value, of which it is not known what it holds, gives the cancel function. */
function isMadeByValue({ acquisition, index }: OwnedResource, { package: pkg }: RuleContext): boolean {
  const callee = pkg.calleeOf(acquisition);
  return (
    (callee === undefined || (callee.kind === 'value' && !callee.function)) &&
    !madeContexts(pkg, acquisition, index)
  );
}

/**
 * `if running != nil { cancel() }` where what overwrites the cancel function is followed, or preceded, by `running = next`: the two
 * are set together, and only a nil that the path does not know of parts them.
 */
function isGuardedByTwin({ exit, path }: Leak, pkg: RuleContext['package']): boolean {
  const statements = exit.parent?.namedChildren.filter(({ kind }) => kind === 'assignment_statement') ?? [];
  const twins = statements
    .filter((statement) => statement !== exit)
    .flatMap((statement) => targetsOf(statement).map((target) => variable(pkg, target)));
  return path.some(({ node, kind }) => {
    const compared = kind === 'branch' ? nilComparison(pkg, node) : undefined;
    return compared?.isWhole === true && compared.object !== undefined && twins.includes(compared.object);
  });
}

/** Whether a timer alone ends the context, and others go on with it when the function returns: left to it on purpose. */
function isLeftToTimer(resource: OwnedResource, context: RuleContext): boolean {
  const { acquisition, index, movesAway } = resource;
  if (movesAway || mainLeak(resource).releasedElsewhere) return false;
  const made = madeContexts(context.package, acquisition, index);
  const isAlone = made?.every((each) => each.hasDeadline && each.root === 'endless') ?? false;
  return isAlone && isUsedLater(resource, context);
}

/** Whether somebody goes on with the context when the function has returned. */
function isUsedLater(resource: OwnedResource, context: RuleContext): boolean {
  const { package: pkg } = context;
  const target = contextOf(resource, context);
  const object = target && variable(pkg, target);
  if (!target || target.text === '_') return false;
  return object ? livesOn(pkg, object) : target.kind === 'selector_expression';
}

function hasDeadline({ acquisition, index }: OwnedResource, { package: pkg }: RuleContext): boolean {
  return madeContexts(pkg, acquisition, index)?.every((each) => each.hasDeadline) ?? false;
}

/** Whether the variable of the cancel function is declared outside the innermost loop around the call. */
function isKeptOutside({ acquisition, name }: OwnedResource, pkg: RuleContext['package']): boolean {
  const object = name && variable(pkg, name);
  const [loop] = loopsAround(acquisition);
  return object !== undefined && loop !== undefined && !loop.contains(object.node);
}

function isRepeated(resource: OwnedResource, flow: RuleContext['flow']): boolean {
  const graph = flow.graphOf(resource.function);
  const block = graph.blockOf(resource.acquisition);
  return block !== undefined && graph.inLoop(block);
}

/** The identifier that the new context is bound to. */
function contextTarget(resource: OwnedResource, context: RuleContext): SyntaxNode | undefined {
  const target = contextOf(resource, context);
  return target?.kind === 'identifier' && target.text !== '_' ? target : undefined;
}

/** What the new context is assigned to: for what functions of the program make, the only target that is a context. */
function contextOf(resource: OwnedResource, { package: pkg }: RuleContext): SyntaxNode | undefined {
  const statement = bindingStatement(resource);
  const targets =
    statement?.kind === 'var_spec'
      ? statement.fieldAll('name')
      : (statement?.field('left')?.namedChildren ?? []);
  if (pkg.calleeOf(resource.acquisition)?.id.startsWith('context.')) return targets[0];
  const contexts = targets.filter((target) => namedId(pkg.typeOf(target)) === 'context.Context');
  return contexts.length === 1 ? contexts[0] : undefined;
}

function bindingStatement(resource: OwnedResource): SyntaxNode | undefined {
  const list = resource.acquisition.parent;
  return list?.kind === 'expression_list' ? list.parent : undefined;
}

/** `ctx, _ :=` gets a name and a deferred call. */
function discardedFix(
  resource: OwnedResource,
  context: RuleContext,
  object: GoObject | undefined,
  isOver: boolean,
): readonly RuleFix[] {
  const { file, flow, package: pkg } = context;
  const statement = bindingStatement(resource);
  if (!statement || !object || resource.function.file !== file) return [];
  if (isRepeated(resource, flow)) return [];
  const isSpec = statement.kind === 'var_spec';
  if (!isSpec && statement.kind !== 'short_var_declaration') return [];
  const targets = isSpec ? statement.fieldAll('name') : (statement.field('left')?.namedChildren ?? []);
  const blank = targets[resource.index];
  let outer = statement;
  while (outer.parent && outer.parent.kind !== 'statement_list') outer = outer.parent;
  // an initializer of an if or for has no place behind it
  if (blank?.text !== '_' || (outer !== statement && !isSpec)) return [];
  // a longer name would move the columns of its neighbours
  if (isSpec && [...outer.descendants('var_spec')].length > 1) return [];
  const taken = pkg.lookup('cancel', statement);
  if (taken) return [];
  return [
    {
      title: {
        en: `Keep the cancel function and defer it: defer cancel()`,
        'zh-cn': '保留取消函数并延迟调用：defer cancel()',
      },
      safety: isOver ? 'safe' : 'suggested',
      edits: [
        { file, start: blank.start, end: blank.end, newText: 'cancel' },
        insertAfter(file, outer, ['defer cancel()']),
      ],
      imports: [],
    },
  ];
}
