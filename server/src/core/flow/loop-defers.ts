import { behaviourOf } from '../knowledge/behaviour/index.ts';
import { OWNERSHIP } from '../knowledge/ownership/table.ts';
import type { GoFunction, PackageModel } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignedTo, isAssignedWhole, onlyCall, targetsOf } from './assignments.ts';
import { CANCEL_FUNCTION, leavesNothing } from './context-makers.ts';
import { hasFiredByNextRound, hasTimedOutByNextRound } from './fired-timers.ts';
import { isHeldTogether, isReserved } from './held-together.ts';
import { iterationsHere, iterationsOf } from './list-sizes.ts';
import { loopsAround } from './loop-heads.ts';
import {
  differsByIteration,
  endsWithIteration,
  isReadElsewhere,
  livesOn,
  releasedObject,
} from './loop-lifetimes.ts';
import { runsUntilMade } from './made-files.ts';
import type { FlowModel } from './model.ts';
import { nilComparison, variable } from './nil-comparison.ts';
import { needsNilResult } from './nil-results.ts';
import { answersWithoutBody } from './request-methods.ts';
import { isWrittenThrough } from './settled-fields.ts';
import { goesOnAfterFailure, waitsForAnswer } from './waiting-rounds.ts';
import { leadsBack } from './way-back.ts';

/** What a deferred call gives back. */
export type DeferredRelease = 'close' | 'unlock' | 'cancel' | 'rollback' | 'stop';

/** A deferred release that one run of a function registers again and again. */
export interface LoopDefer {
  readonly function: GoFunction;
  readonly statement: SyntaxNode;
  /** The call that releases: the deferred one, or the first in a deferred literal. */
  readonly call: SyntaxNode;
  readonly kind: DeferredRelease;
  /** What is released: `f`, `resp.Body`, `s.mu`, `cancel`. */
  readonly released: SyntaxNode;
  /** The innermost loop around it, in the same function. */
  readonly loop: SyntaxNode;
  /** Whether it is a timer, or a context with a deadline, that is over whenever the loop goes round: only the deferred call stays. */
  readonly hasFired: boolean;
  /** Whether the loop asks until the answer that is released is the wanted one, and sleeps in between. */
  readonly isPoll: boolean;
  /** Whether the loop goes round only when something has failed. */
  readonly isRetry: boolean;
  /** Whether another deferred call reads or writes through it when the function returns. */
  readonly isUsedLate: boolean;
  /** How many iterations there are, where that stands in the source. */
  readonly iterations: number | undefined;
  /** The same as far as the calls in the module say, though others may give more. */
  readonly iterationsHere: number | undefined;
  /** Whether it is a listener that is only asked for its address, so that it may keep the next iteration from drawing the same. */
  readonly isReserved: boolean;
  /** Whether only elements of one type of what the loop goes over come to the deferred call. */
  readonly isOfOneKind: boolean;
  /** `likely` where it is not known what a value of the type keeps; a `guess` where it may have given that back. */
  readonly certainty: 'proved' | 'likely' | 'guess';
}

const METHODS: ReadonlyMap<string, DeferredRelease> = new Map([
  ['Close', 'close'],
  ['Unlock', 'unlock'],
  ['RUnlock', 'unlock'],
  ['Rollback', 'rollback'],
  ['Stop', 'stop'],
]);

const STREAMS: ReadonlySet<string> = new Set(['io.Reader', 'io.Writer']);

/** Types whose Stop gives something back (time/sleep.go, time/tick.go). */
const STOPPABLE: ReadonlySet<string> = new Set(['time.Timer', 'time.Ticker']);
const CANCEL_TYPES: ReadonlySet<string> = new Set(OWNERSHIP.get('cancel-function')!.types);

const CLOSERS: ReadonlySet<string> = new Set([...OWNERSHIP.values()].flatMap(({ types }) => types));

/**
 * Deferred releases of a function in loops that keep going: a way leads from the defer back to it. Left out are values
 * that were there before the iteration, values that live on after it (collected, stored, given to a goroutine) or that
 * are held together until the function has waited, locks that differ from one iteration to the next, and releases under a condition, which clean up after a failure.
 */
export function loopDefersIn(pkg: PackageModel, flow: FlowModel, fn: GoFunction): readonly LoopDefer[] {
  const found: LoopDefer[] = [];
  for (const statement of fn.body?.descendants('defer_statement') ?? []) {
    if (pkg.functionOf(statement) !== fn) continue;
    const [loop] = loopsAround(statement);
    const graph = flow.graphOf(fn);
    const release = loop && releaseOf(pkg, statement);
    if (!release || holdsNothing(pkg, release, loop) || !leadsBack(pkg, graph, statement)) continue;
    if (needsNilResult(pkg, graph, statement)) continue;
    const iterations = iterationsOf(pkg, loop);
    if ((iterations !== undefined && iterations <= 1) || runsOnce(pkg, statement, loop)) continue;
    if (runsUntilMade(pkg, statement, loop)) continue;
    if (
      release.kind === 'unlock'
        ? differsByIteration(pkg, release.released, loop)
        : livesOn(pkg, release, loop) ||
          endsWithIteration(pkg, graph, statement, release) ||
          isHeldTogether(pkg, release, loop)
    )
      continue;
    if (release.kind === 'cancel' && isOfNothing(pkg, flow, fn, release)) continue;
    const answer = releasedObject(pkg, release);
    const isUnowned = release.kind === 'close' && isGivenUnowned(pkg, flow, fn, release, loop);
    found.push({
      function: fn,
      statement,
      loop,
      iterations,
      iterationsHere: iterations ?? iterationsHere(pkg, loop),
      ...release,
      isPoll: answer !== undefined && waitsForAnswer(pkg, graph, statement, answer, loop),
      isRetry: goesOnAfterFailure(pkg, graph, statement, loop),
      isOfOneKind: isOfOneKind(pkg, statement, loop),
      hasFired:
        hasFiredByNextRound(pkg, graph, statement, release.released) ||
        (release.kind === 'cancel' && hasTimedOutByNextRound(pkg, graph, statement, release.released)),
      isUsedLate: isUsedLate(pkg, statement, release),
      isReserved: isReserved(pkg, release, loop),
      certainty: isReadElsewhere(pkg, release) ? 'guess' : isUnowned ? 'likely' : release.certainty,
    });
  }
  return found;
}

/** Whether a cancel function is that of a context which nobody has, below a parent that is never cancelled. */
function isOfNothing(pkg: PackageModel, flow: FlowModel, fn: GoFunction, { released }: Release): boolean {
  const object = variable(pkg, released);
  if (!object) return false;
  const made = flow
    .resourcesOf(fn, CANCEL_FUNCTION)
    .filter(({ name }) => name !== undefined && pkg.objectOf(name) === object);
  return (
    made.length > 0 &&
    made.every(
      ({ acquisition, index }) =>
        targetsOf(acquisition.parent?.parent)[0]?.text === '_' &&
        leavesNothing(pkg, acquisition, index) === true,
    )
  );
}

/**
 * Whether a statement of a loop runs in one iteration at most: the condition around it is a flag, or that a variable is
 * nil, which the same branch changes and nothing else in the loop sets.
 */
function runsOnce(pkg: PackageModel, statement: SyntaxNode, loop: SyntaxNode): boolean {
  for (let node = statement.parent; node && node !== loop; node = node.parent) {
    const around = node.kind === 'if_statement' ? node : undefined;
    const branch = around?.field('consequence');
    const condition = around?.field('condition');
    if (!branch?.contains(statement) || !condition) continue;
    if (isOneCount(pkg, condition, loop)) return true;
    const isNegated = condition.kind === 'unary_expression' && condition.field('operator')?.text === '!';
    const compared = nilComparison(pkg, condition);
    const flag = compared?.equal
      ? compared.object
      : variable(pkg, isNegated ? condition.field('operand')! : condition);
    if (!flag || loop.contains(flag.node)) continue;
    const changes = pkg
      .referencesTo(flag)
      .filter((reference) => loop.contains(reference) && isAssignedWhole(reference));
    const isChange = (reference: SyntaxNode): boolean => {
      const value = assignedTo(reference)?.value;
      if (!branch.contains(reference) || isNested(reference, branch)) return false;
      if (!compared) return value?.kind === String(isNegated);
      // behind its error check what a call gave is there
      const isGiven = value?.kind ?? onlyCall(reference.parent?.parent ?? reference)?.kind;
      return isGiven !== undefined && isGiven !== 'nil' && reference.end <= statement.start;
    };
    if (changes.length > 0 && changes.every(isChange)) return true;
  }
  return false;
}

/** Whether a condition holds in one iteration at most: a counter that every iteration counts on is a constant. */
function isOneCount(pkg: PackageModel, condition: SyntaxNode, loop: SyntaxNode): boolean {
  const counter = condition.field('left');
  const limit = condition.field('right');
  const object = condition.field('operator')?.text === '==' && counter && variable(pkg, counter);
  if (!object || !limit || pkg.constantOf(limit)?.kind !== 'int' || loop.field('body')?.contains(object.node))
    return false;
  const changes = pkg
    .referencesTo(object)
    .filter((each) => loop.contains(each) && isWrittenThrough(each) && each !== object.node);
  const statements = loop.field('body')?.namedChildren.find(({ kind }) => kind === 'statement_list');
  const isStep = ({ parent }: SyntaxNode): boolean =>
    parent?.kind === 'inc_statement' &&
    ((parent.parent === statements && parent.end <= condition.start) || parent.fieldName === 'update');
  return changes.length === 1 && changes.every(isStep);
}

/** Whether a statement stands where the element that a loop over a list has come to is of one of several types. */
function isOfOneKind(pkg: PackageModel, statement: SyntaxNode, loop: SyntaxNode): boolean {
  const targets =
    loop.namedChildren.find(({ kind }) => kind === 'range_clause')?.field('left')?.namedChildren ?? [];
  const elements = targets.map((target) => variable(pkg, target)).filter((object) => object !== undefined);
  if (elements.length === 0) return false;
  for (let node = statement.parent; node && node !== loop; node = node.parent) {
    const asked = node.kind === 'type_case' ? node.parent?.field('value') : undefined;
    const mentions = asked ? [asked, ...asked.descendants('identifier')] : [];
    if (mentions.some((each) => elements.some((element) => pkg.objectOf(each) === element))) return true;
  }
  return false;
}

/** Whether a function that is deferred in the loop as well reads or writes through what is released, and more than to drain it. */
function isUsedLate(pkg: PackageModel, statement: SyntaxNode, release: Release): boolean {
  const object = release.kind === 'close' ? variable(pkg, release.released) : undefined;
  if (!object) return false;
  return pkg.referencesTo(object).some((mention) => {
    const call = mention.parent?.kind === 'argument_list' ? mention.parent.parent : undefined;
    if (call?.parent?.kind !== 'defer_statement' || statement.contains(call)) return false;
    const callee = pkg.calleeOf(call);
    const index = mention.parent!.namedChildren.indexOf(mention);
    if (!callee || behaviourOf(callee.id)?.readsToEnd === index) return false;
    const type = callee.signature?.parameters[callee.firstParameter + index]?.type;
    return STREAMS.has(namedId(type) ?? '');
  });
}

/** Whether something inside a branch decides whether a statement of it runs. */
function isNested(node: SyntaxNode, branch: SyntaxNode): boolean {
  const list = branch.namedChildren.find(({ kind }) => kind === 'statement_list');
  const assignment = node.parent?.parent;
  const isInitializer = assignment?.fieldName === 'initializer' && assignment.parent?.kind === 'if_statement';
  return (isInitializer ? assignment.parent?.parent : assignment?.parent) !== list;
}

/** Whether what the deferred call closes held nothing: its behaviour says so, or it is the body of an answer to HEAD. */
function holdsNothing(pkg: PackageModel, release: Release, loop: SyntaxNode): boolean {
  if (behaviourOf(pkg.calleeOf(release.call)?.id ?? '')?.releasesNothing === true) return true;
  const answer = isOwnedField(pkg, release.released) ? releasedObject(pkg, release) : undefined;
  const given = answer
    ? pkg
        .referencesTo(answer)
        .map((each) => (loop.contains(each) ? valueGiven(each) : undefined))
        .filter((value) => value !== undefined)
    : [];
  return given.length > 0 && given.every((value) => answersWithoutBody(pkg, value));
}

type Release = Pick<LoopDefer, 'call' | 'kind' | 'released' | 'certainty'>;

function releaseOf(pkg: PackageModel, statement: SyntaxNode): Release | undefined {
  const call = statement.namedChildren.find((child) => child.kind === 'call_expression');
  const called = call?.field('function');
  if (!call || !called) return undefined;
  if (called.kind !== 'func_literal') return releasingCall(pkg, call, called);
  for (const inner of called.descendants('call_expression')) {
    const target = inner.field('function');
    const release = target && releasingCall(pkg, inner, target);
    if (release) return isConditional(pkg, inner, called) ? undefined : release;
  }
  return undefined;
}

/**
 * Whether a library's function gives the value of which the ownership tables do not say that it must be released: the
 * type alone then proves nothing, as with the response of a recorder.
 */
function isGivenUnowned(
  pkg: PackageModel,
  flow: FlowModel,
  fn: GoFunction,
  release: Release,
  loop: SyntaxNode,
): boolean {
  const object = releasedObject(pkg, release);
  if (!object) return false;
  const isOpaque = pkg.referencesTo(object).some((reference) => {
    const value = loop.contains(reference) ? valueGiven(reference) : undefined;
    const callee = value?.kind === 'call_expression' ? pkg.calleeOf(value) : undefined;
    return (callee?.kind === 'function' || callee?.kind === 'method') && !callee.function;
  });
  if (!isOpaque) return false;
  const id = namedId(pkg.typeOf(object.node));
  const rows = [...OWNERSHIP.values()].filter(({ types }) => id !== undefined && types.includes(id));
  return !rows.some(({ name }) =>
    flow
      .resourcesOf(fn, name)
      .some(
        (resource) =>
          loop.contains(resource.acquisition) &&
          resource.name !== undefined &&
          pkg.objectOf(resource.name) === object,
      ),
  );
}

/** The expression whose value a target gets, or one of whose results it gets. */
function valueGiven(target: SyntaxNode): SyntaxNode | undefined {
  if (!isAssignedWhole(target)) return undefined;
  const values = target.parent?.parent?.field('right')?.namedChildren;
  return values?.length === 1 ? values[0] : assignedTo(target)?.value;
}

/** Whether something else than a comparison with nil decides about a call in a literal. */
function isConditional(pkg: PackageModel, call: SyntaxNode, literal: SyntaxNode): boolean {
  for (let node = call.parent; node && node !== literal; node = node.parent) {
    if (node.kind !== 'if_statement' || node.field('initializer')?.contains(call)) continue;
    const condition = node.field('condition');
    if (condition && !condition.contains(call) && !nilComparison(pkg, condition)) return true;
  }
  return false;
}

function releasingCall(pkg: PackageModel, call: SyntaxNode, called: SyntaxNode): Release | undefined {
  if (called.kind === 'identifier') {
    const isCancel = CANCEL_TYPES.has(namedId(pkg.typeOf(called)) ?? '');
    return isCancel ? { call, kind: 'cancel', released: called, certainty: 'proved' } : undefined;
  }
  const kind =
    called.kind === 'selector_expression' ? METHODS.get(called.field('field')?.text ?? '') : undefined;
  const released = called.field('operand');
  if (!kind || !released) return undefined;
  const type = namedId(pkg.typeOf(released));
  if (kind === 'stop' && !STOPPABLE.has(type ?? '')) return undefined;
  if (kind === 'unlock' && pkg.calleeOf(call)?.id.startsWith('sync.') !== true) return undefined;
  // pgx: Rollback(ctx); everything else that gives something back takes no argument
  const count = call.field('arguments')?.namedChildren.length ?? 0;
  if (count > (kind === 'rollback' ? 1 : 0)) return undefined;
  const isOwned = CLOSERS.has(type ?? '') || isOwnedField(pkg, released);
  const isKnown = isOwned || !['close', 'rollback'].includes(kind);
  const isGuess = !isKnown && kind === 'rollback' && isEndedElsewhere(pkg, released);
  return { call, kind, released, certainty: isGuess ? 'guess' : isKnown ? 'proved' : 'likely' };
}

/** Whether a function of unknown body gets a transaction of unknown type, which may end it. */
function isEndedElsewhere(pkg: PackageModel, released: SyntaxNode): boolean {
  const object = variable(pkg, released);
  return (
    object !== undefined &&
    pkg.referencesTo(object).some(({ parent }) => {
      const callee =
        parent?.kind === 'argument_list' && parent.parent ? pkg.calleeOf(parent.parent) : undefined;
      return callee?.kind === 'value' && !callee.function;
    })
  );
}

/** `resp.Body`: the field through which a value of the ownership table is released. */
function isOwnedField(pkg: PackageModel, released: SyntaxNode): boolean {
  const operand = released.kind === 'selector_expression' ? released.field('operand') : undefined;
  const id = operand && namedId(pkg.typeOf(operand));
  const field = released.field('field')?.text;
  return [...OWNERSHIP.values()].some(
    ({ types, path }) => id !== undefined && types.includes(id) && path[0] === field,
  );
}
