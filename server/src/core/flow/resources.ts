import { FAILS_WHEN_FALSE } from '../knowledge/error-functions.ts';
import type { OwnershipType } from '../knowledge/ownership/table.ts';
import { folderOf } from '../semantic/go-mod.ts';
import type { Callee, GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import type { Acquisition } from './acquisitions.ts';
import { isAssignedWhole } from './assignments.ts';
import { type Binding, bindingOf, heldFrom, nameBound, outermostCall, statementOf } from './bindings.ts';
import { deferredBefore } from './deferred.ts';
import { isAddressTaken } from './definitions.ts';
import { dominatingFacts, isBarred } from './dominating-facts.ts';
import { pathWritten } from './given-folders.ts';
import type { ControlFlowGraph, FreshResults, Leak, OwnedResource, ResourceOwner } from './model.ts';
import { unwrapped, variable } from './nil-comparison.ts';
import type { LostValue } from './outcome.ts';
import { isReleasedAsInterface, releaserOf } from './owners.ts';
import { PathWalker } from './ownership.ts';
import type { Alias, Fact, Way } from './path-state.ts';
import type { FlowRecorder } from './trace.ts';
import { needsUnlisted } from './unlisted-values.ts';
import { UseClassifier } from './use-classifier.ts';
import type { Effects } from './uses.ts';

/** What finding resources needs from the rest of the flow layer. */
export interface ResourceHost {
  readonly pkg: PackageModel;
  readonly effects: Effects;
  readonly recorder: FlowRecorder | undefined;
  graphOf(fn: GoFunction): ControlFlowGraph;
  /** The calls of a function whose callee is known, those in literals apart. */
  callsIn(fn: GoFunction): readonly { readonly call: SyntaxNode; readonly callee: Callee }[];
  /** Results of a function of the program that are values, of the type at hand or another, which its caller must release. */
  freshResults(fn: GoFunction, other?: OwnershipType, given?: GivenConstants): FreshResults;
}

/** Boolean constants, empty strings, nil and paths of folders that a call gives, by the index of the parameter. */
export type GivenConstants = ReadonlyMap<number, boolean | '' | 'nil' | 'folder'>;

/**
 * Follows one acquired value to the end of every path; also says which results hand it to the caller.
 *
 * @param given what a caller gives for parameters that keep it
 */
export function followResource(
  host: ResourceHost,
  fn: GoFunction,
  type: OwnershipType,
  acquisition: Acquisition,
  given: GivenConstants = new Map(),
): { resource: OwnedResource; returned: FreshResults } {
  const { call, index, way } = acquisition;
  const trace = host.recorder?.follow(fn, type, acquisition);
  // a helper may hand out only what is closed: the body as an io.ReadCloser
  const handed = host.pkg.calleeOf(call)?.signature?.results[index]?.type;
  const isCloser =
    (handed && type.heldAs.includes(namedId(handed) ?? '')) || isReleasedAsInterface(host.pkg, handed, type);
  const path = isCloser ? [] : type.path;
  const alias: Alias = way ? { ...way, role: type.role } : { rest: path, role: type.role };
  const statement = statementOf(call);
  const binding = bindingOf(host.pkg, call, index);
  const graph = host.graphOf(fn);
  const block = graph.blockOf(call);
  const node = block?.nodes.find((candidate) => candidate.contains(call));
  const facts = factsGiven(host.pkg, fn, given);
  const isOutOfReach =
    node !== undefined && isBarred(host.pkg, graph, node, facts, keptGiven(host.pkg, fn, given, ''));
  const written = pathWritten(host.pkg, call);
  const isFolder = written !== undefined && keptGiven(host.pkg, fn, given, 'folder').has(written);
  const base = {
    type: type.name,
    acquisition: call,
    index,
    held: [],
    path: alias.rest,
    function: fn,
    error: binding.error,
  };
  const none = {
    ...base,
    name: undefined,
    movesAway: false,
    leaks: [],
    leakingExits: [],
    certainty: acquisition.certainty,
    heldFrom: undefined,
    releasesItself: false,
    isOverBudget: false,
    mayOutlast: false,
    owner: way && resourceOwner(host, way, type),
    isRead: acquisition.isRead === true,
  } as const;

  if (isOutOfReach || isFolder) return { resource: none, returned: new Map() };
  if (binding.isDiscarded) {
    if (isExpectedToFail(host, fn, type, call, binding)) return { resource: none, returned: new Map() };
    trace?.({ kind: 'lost', node: call, reason: 'discarded' });
    return { resource: withLeaks({ ...none }, [discarded(call)]), returned: new Map() };
  }
  const use = new UseClassifier(host.pkg, fn, type, host.effects).result(call, index, alias);
  trace?.({ kind: 'use', node: call, use });
  if (use.kind === 'read' && isOnlyAsked(call, type) && !graph.isDead(call)) {
    trace?.({ kind: 'lost', node: call, reason: 'discarded' });
    return { resource: withLeaks({ ...none }, [discarded(call)]), returned: new Map() };
  }
  if (use.kind !== 'alias') {
    const returned = new Map(
      use.kind === 'move' && use.result !== undefined ? [[use.result, use.way] as const] : [],
    );
    return { resource: { ...none, movesAway: use.kind === 'move' }, returned };
  }
  if (!block || !node) return { resource: none, returned: new Map() };
  if (deferredBefore(host.pkg, fn, host.effects, use.object, use.alias, call).length > 0) {
    trace?.({ kind: 'deferred-before' });
    return { resource: none, returned: new Map() };
  }
  const outer = bindingOf(host.pkg, outermostCall(call), index);
  const error = use.error ?? (outer.error && variable(host.pkg, outer.error));
  const hasError = outer.hasError || use.error !== undefined;
  const others = otherResults(host.pkg, call, index, error);
  let state = dominatingFacts(host.pkg, graph, node);
  state = state.with({ facts: new Map([...state.facts, ...facts]) }).forget(use.object);
  if (error) state = state.forget(error).with({ guards: new Set([error]) });
  state = state.alias(use.object, use.alias);
  // without an error a boolean beside it may say whether it is there
  const hasFlag = [...others].some((object) => isBoolean(host.pkg, object));
  if (!hasError && !hasFlag) state = state.with({ isCertain: true });
  const walker = new PathWalker(host.pkg, graph, type, host.effects, node, false, trace);
  const outcome = walker.walk(block, block.nodes.indexOf(node) + 1, state);
  const releases = outcome.released + outcome.maybeReleased;
  const asked = outcome.lost.map((lost) =>
    lost.isCertain && !hasFlag ? [] : answers(host.pkg, lost, others),
  );
  const isAsked = (lost: LostValue): boolean => {
    const own = asked[outcome.lost.indexOf(lost)]!;
    // lost whatever the answer: it does not say that there is no value
    const isBoth = own.every(({ object, holds }) =>
      asked.flat().some((other) => object !== undefined && other.object === object && other.holds !== holds),
    );
    return own.length > 0 && !isBoth;
  };
  const found = outcome.lost.filter((lost) => !isAsked(lost));
  const leaks = found.map((lost) => (resource: OwnedResource): Leak => {
    const reason =
      releases === 0 && outcome.moved === 0 && lost.reason === 'end-of-function'
        ? 'never-released'
        : lost.reason;
    return {
      resource,
      path: lost.path,
      exit: lost.exit,
      reason,
      releasedElsewhere: releases > 0,
      reading: lost.reading,
      isSpared: lost.isSpared,
      isUnlisted: lost.isFailure && needsUnlisted(host.pkg, fn, call, lost.exit),
      isOfFailedCall: lost.isOfFailedCall,
      certainty: lost.isGuess ? 'likely' : acquisition.certainty,
    };
  });
  const resource: OwnedResource = {
    ...none,
    held: heldBy(use.alias, alias),
    name: nameBound(host.pkg, statement, use.object),
    movesAway: outcome.moved > 0,
    leakingExits: found
      .filter((lost) => lost.isCertain && !lost.isShared && lost.names.has(use.object))
      .map((lost) => lost.exit),
    certainty: outcome.isGuess ? 'likely' : acquisition.certainty,
    heldFrom: heldFrom(host.pkg, statement, error, hasError),
    releasesItself:
      outcome.ended > 0 &&
      outcome.ended === releases &&
      outcome.moved === 0 &&
      outcome.lost.length === 0 &&
      !outcome.exceeded,
    isOverBudget: outcome.exceeded,
    mayOutlast: outcome.mayOutlast,
  };
  return { resource: withLeaks(resource, leaks), returned: outcome.returned };
}

/** What a call's constants say of the parameters that keep them. */
function factsGiven(pkg: PackageModel, fn: GoFunction, given: GivenConstants): ReadonlyMap<VarObject, Fact> {
  const facts = new Map<VarObject, Fact>();
  for (const [index, value] of given) {
    if (value === '' || value === 'folder') continue;
    const object = keptParameter(pkg, fn, index);
    if (object) facts.set(object, value === 'nil' ? value : value ? 'true' : 'false');
  }
  return facts;
}

/** The parameters that keep the empty string, or the path of a folder, which a call gives. */
function keptGiven(
  pkg: PackageModel,
  fn: GoFunction,
  given: GivenConstants,
  kept: '' | 'folder',
): ReadonlySet<VarObject> {
  const objects = [...given].map(([index, value]) =>
    value === kept ? keptParameter(pkg, fn, index) : undefined,
  );
  return new Set(objects.filter((each) => each !== undefined));
}

/** A parameter that keeps what a call gives for it. */
function keptParameter(pkg: PackageModel, fn: GoFunction, index: number): VarObject | undefined {
  const object = fn.parameters[index];
  const isChanged = (mention: SyntaxNode): boolean => isAssignedWhole(mention) || isAddressTaken(mention);
  return object && !pkg.referencesTo(object).some(isChanged) ? object : undefined;
}

function discarded(call: SyntaxNode): (resource: OwnedResource) => Leak {
  return (resource) => ({
    resource,
    path: [{ node: call, kind: 'exit', taken: undefined }],
    exit: call,
    reason: 'discarded',
    releasedElsewhere: false,
    reading: 'unread',
    isSpared: false,
    isUnlisted: false,
    certainty: resource.certainty,
  });
}

/** Whether a value that no variable gets is asked for an error where it stands, behind which nobody has it: `db.QueryRow(q).Err()`. */
function isOnlyAsked(call: SyntaxNode, type: OwnershipType): boolean {
  const selector = call.parent;
  if (selector?.kind !== 'selector_expression' || selector.parent?.kind !== 'call_expression') return false;
  return selector.fieldName === 'function' && type.releasedOnError.has(selector.field('field')?.text ?? '');
}

/** The fields that a binding puts before the way to the closer. */
function heldBy(bound: Alias, acquired: Alias): readonly string[] {
  if (bound.heldIn !== undefined) return [bound.heldIn];
  const count = (bound.owners?.length ?? 0) - (acquired.owners?.length ?? 0);
  return count > 0 ? bound.rest.slice(0, count) : [];
}

function resourceOwner(host: ResourceHost, way: Way, type: OwnershipType): ResourceOwner | undefined {
  const [owner] = way.owners ?? [];
  if (!owner) return undefined;
  const releaser = releaserOf(host.pkg, host.effects, { ...way, role: 'value' });
  const [release] = type.release;
  return {
    name: owner.name,
    method: releaser ? (releaser.isPlain ? releaser.method : undefined) : release,
    hasResult: releaser?.hasResult ?? true,
    isNear: folderOf(owner.file) === folderOf(host.pkg.files[0]?.path ?? ''),
  };
}

/** Variables that the other results of an acquiring call go into: a branch on one of them may say that there is no value. */
function otherResults(
  pkg: PackageModel,
  call: SyntaxNode,
  index: number,
  error: VarObject | undefined,
): ReadonlySet<VarObject> {
  const targets = call.parent?.parent?.field('left')?.namedChildren ?? [];
  const others = new Set<VarObject>();
  for (const [at, target] of targets.entries()) {
    const object = at === index ? undefined : variable(pkg, target);
    if (object && object !== error) others.add(object);
  }
  return others;
}

function isBoolean(pkg: PackageModel, object: VarObject): boolean {
  const type = pkg.typeOfObject(object);
  return type?.kind === 'basic' && type.name === 'bool';
}

/** The branches on the way to a loss that ask other results of the call, and how one that is asked as it is came out. */
function answers(
  pkg: PackageModel,
  lost: LostValue,
  others: ReadonlySet<VarObject>,
): { readonly object: VarObject | undefined; readonly holds: boolean | undefined }[] {
  if (others.size === 0) return [];
  return lost.path.flatMap(({ kind, node, taken }) => {
    const isMentioned =
      kind === 'branch' &&
      [...node.descendants('identifier')].some((identifier) => {
        const object = variable(pkg, identifier);
        return object !== undefined && others.has(object);
      });
    if (!isMentioned) return [];
    return [{ object: variable(pkg, unwrapped(node)), holds: taken }];
  });
}

/**
 * Whether every path on which the error of a dropped value is nil ends the process or the test, or a test that nowhere
 * asks whether it is nil hands it on, sent or in a literal: the call has to fail.
 */
function isExpectedToFail(
  host: ResourceHost,
  fn: GoFunction,
  type: OwnershipType,
  call: SyntaxNode,
  { error }: Binding,
): boolean {
  const object = error && variable(host.pkg, error);
  const graph = host.graphOf(fn);
  const block = graph.blockOf(call);
  const node = block?.nodes.find((candidate) => candidate.contains(call));
  if (!object || !block || !node) return false;
  const state = dominatingFacts(host.pkg, graph, node)
    .forget(object)
    .with({ guards: new Set([object]) });
  const walker = new PathWalker(host.pkg, graph, type, host.effects, undefined);
  const outcome = walker.walk(block, block.nodes.indexOf(node) + 1, state);
  if (outcome.exceeded) return false;
  const lost = outcome.lost.filter((each) => !isBehindFailedAssertion(host.pkg, each));
  if (lost.length === 0) return true;
  return (
    fn.file.isTest &&
    !lost.some(({ isCertain }) => isCertain) &&
    host.pkg.referencesTo(object).some(isHandedOn)
  );
}

/** Whether an assertion came out false on the way to a loss, and the test went on: `if !assert.Error(t, err) { return }`. */
function isBehindFailedAssertion(pkg: PackageModel, { path }: LostValue): boolean {
  return path.some(({ kind, node, taken }) => {
    let condition = unwrapped(node);
    let holds = taken;
    while (condition.kind === 'unary_expression' && condition.field('operator')?.text === '!') {
      condition = unwrapped(condition.field('operand')!);
      holds = !holds;
    }
    if (kind !== 'branch' || holds || condition.kind !== 'call_expression') return false;
    return FAILS_WHEN_FALSE.test(pkg.calleeOf(condition)?.id ?? '');
  });
}

/** Whether a mention sends a value to a channel or puts it into a composite literal. */
function isHandedOn({ parent, fieldName }: SyntaxNode): boolean {
  if (parent?.kind === 'send_statement') return fieldName === 'value';
  return parent?.kind === 'literal_element' && parent.fieldName !== 'key';
}

function withLeaks(
  resource: OwnedResource,
  leaks: readonly ((resource: OwnedResource) => Leak)[],
): OwnedResource {
  const whole = { ...resource, leaks: [] as Leak[] };
  whole.leaks = leaks.map((make) => make(whole));
  return whole;
}
