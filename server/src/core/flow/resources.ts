import type { OwnershipType } from '../knowledge/ownership/table.ts';
import { folderOf } from '../semantic/go-mod.ts';
import type { Callee, GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import { type GoType, namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { nilComparison, variable } from './conditions.ts';
import { dominatingFacts } from './dominating-facts.ts';
import type { ControlFlowGraph, FreshResults, Leak, OwnedResource, ResourceOwner } from './model.ts';
import { mayOwnValue, releaserOf } from './owners.ts';
import { type LostValue, PathWalker } from './ownership.ts';
import type { Alias, Way } from './path-state.ts';
import type { FlowRecorder } from './trace.ts';
import { type Effects, UseClassifier } from './uses.ts';

export interface Acquisition {
  readonly call: SyntaxNode;
  /** Which result is the value. */
  readonly index: number;
  readonly certainty: 'proved' | 'likely';
  /** The way to the closer when the value is a struct of the program that owns it. */
  readonly way?: Way | undefined;
}

/** What finding resources needs from the rest of the flow layer. */
export interface ResourceHost {
  readonly pkg: PackageModel;
  readonly effects: Effects;
  readonly recorder: FlowRecorder | undefined;
  graphOf(fn: GoFunction): ControlFlowGraph;
  /** The calls of a function whose callee is known, those in literals apart. */
  callsIn(fn: GoFunction): readonly { readonly call: SyntaxNode; readonly callee: Callee }[];
  /** Results of a function of the program that are values which its caller must release. */
  freshResults(fn: GoFunction): FreshResults;
}

/** The calls of a function, literals apart, that acquire a value of the type. */
export function acquisitionsIn(host: ResourceHost, fn: GoFunction, type: OwnershipType): Acquisition[] {
  const found: Acquisition[] = [];
  for (const { call, callee } of host.callsIn(fn)) {
    const acquisition = acquisitionAt(host, call, callee, type);
    if (acquisition) found.push(acquisition);
  }
  return found;
}

function acquisitionAt(
  host: ResourceHost,
  call: SyntaxNode,
  callee: Callee,
  type: OwnershipType,
): Acquisition | undefined {
  const known = type.acquire.get(callee.id);
  if (known !== undefined) return { call, index: known, certainty: 'proved' };
  const results = callee.signature?.results ?? [];
  if (callee.function) {
    const mayOwn = results.some((result) => mayOwnValue(host.pkg, result.type, type));
    if (!mayOwn && !results.some((result) => mayHold(result.type, type))) return undefined;
    const fresh = host.freshResults(callee.function);
    const index = results.findIndex(
      (result, at) => fresh.has(at) && (fresh.get(at) !== undefined || mayHold(result.type, type)),
    );
    return index < 0 ? undefined : { call, index, certainty: 'proved', way: fresh.get(index) };
  }
  const index = results.findIndex((result) => isOwned(result.type, type));
  if (index < 0) return undefined;
  if (callee.kind === 'interface-method' && isNamedAsAcquiring(callee, type)) {
    return { call, index, certainty: 'proved' };
  }
  if (callee.kind === 'interface-method' && type.shape && implementedFresh(host, callee, index)) {
    return { call, index, certainty: 'likely' };
  }
  if (!type.shape || (callee.kind !== 'interface-method' && callee.kind !== 'value')) return undefined;
  const parameters = callee.signature?.parameters ?? [];
  const last = parameters[parameters.length - 1];
  const fits = type.shape.parameter === 'any' || (last && namedId(last.type) === type.shape.parameter);
  return fits ? { call, index, certainty: 'likely' } : undefined;
}

/**
 * Whether an interface's method has the name of one that acquires and an error beside the value, so that the library's
 * own type fits the interface: `Query(string, ...any) (*sql.Rows, error)`. A getter has another name or no error.
 */
function isNamedAsAcquiring(callee: Callee, type: OwnershipType): boolean {
  if (type.shape?.parameter !== 'any' && type.shape?.parameter !== 'same-name') return false;
  if (!callee.signature?.results.some((result) => namedId(result.type) === '.error')) return false;
  // a transaction begun in another one ends with it
  if (type.types.some((id) => callee.id.startsWith(`${id}.`))) return false;
  const name = lastName(callee.id);
  return [...type.acquire.keys()].some((id) => lastName(id) === name);
}

function lastName(id: string): string {
  return id.slice(id.lastIndexOf('.') + 1);
}

/** Whether some method of the package with the name and parameters of an interface's method gives a fresh value as the result. */
function implementedFresh(host: ResourceHost, callee: Callee, index: number): boolean {
  const name = lastName(callee.id);
  const count = callee.signature?.parameters.length;
  return host.pkg.files.some((file) =>
    file.functions.some(
      (fn) =>
        fn.node.kind === 'method_declaration' &&
        fn.node.field('name')?.text === name &&
        fn.parameters.length === count &&
        host.freshResults(fn).has(index),
    ),
  );
}

/** Whether a result of this type may be the value: its own type, or an interface as which it is handed out. */
function mayHold(type: GoType | undefined, owned: OwnershipType): boolean {
  if (isOwned(type, owned)) return true;
  if (owned.role === 'closer') return type?.kind === 'func';
  const id = namedId(type);
  return id !== undefined && owned.heldAs.includes(id);
}

export function isOwned(type: GoType | undefined, owned: OwnershipType): boolean {
  const id = namedId(type);
  return id !== undefined && owned.types.includes(id);
}

/** Follows one acquired value to the end of every path; also says which results hand it to the caller. */
export function followResource(
  host: ResourceHost,
  fn: GoFunction,
  type: OwnershipType,
  acquisition: Acquisition,
): { resource: OwnedResource; returned: FreshResults } {
  const { call, index, way } = acquisition;
  const trace = host.recorder?.follow(fn, type, acquisition);
  // a helper may hand out only what is closed: the body as an io.ReadCloser
  const given = host.pkg.calleeOf(call)?.signature?.results[index]?.type;
  const path = given && namedId(given) && type.heldAs.includes(namedId(given)!) ? [] : type.path;
  const alias: Alias = way ? { ...way, role: type.role } : { rest: path, role: type.role };
  const statement = statementOf(call);
  const binding = bindingOf(host.pkg, call, index);
  const base = {
    type: type.name,
    acquisition: call,
    index,
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
    owner: way && resourceOwner(host, way, type),
  } as const;

  if (binding.isDiscarded) {
    if (isExpectedToFail(host, fn, type, call, binding)) return { resource: none, returned: new Map() };
    trace?.({ kind: 'lost', node: call, reason: 'discarded' });
    const leak = (resource: OwnedResource): Leak => ({
      resource,
      path: [{ node: call, kind: 'exit', taken: undefined }],
      exit: call,
      reason: 'discarded',
      releasedElsewhere: false,
      reading: 'unread',
    });
    return { resource: withLeaks({ ...none }, [leak]), returned: new Map() };
  }
  const use = new UseClassifier(host.pkg, fn, type, host.effects).result(call, index, alias);
  trace?.({ kind: 'use', node: call, use });
  if (use.kind !== 'alias') {
    const returned = new Map(
      use.kind === 'move' && use.result !== undefined ? [[use.result, use.way] as const] : [],
    );
    return { resource: { ...none, movesAway: use.kind === 'move' }, returned };
  }
  const graph = host.graphOf(fn);
  const block = graph.blockOf(call);
  const node = block?.nodes.find((candidate) => candidate.contains(call));
  if (!block || !node) return { resource: none, returned: new Map() };
  if (deferredBefore(host, fn, use.object, use.alias, call)) {
    trace?.({ kind: 'deferred-before' });
    return { resource: none, returned: new Map() };
  }
  const outer = bindingOf(host.pkg, outermostCall(call), index);
  const error = use.error ?? (outer.error && variable(host.pkg, outer.error));
  const hasError = outer.hasError || use.error !== undefined;
  let state = dominatingFacts(host.pkg, graph, node).forget(use.object);
  if (error) state = state.forget(error).with({ guards: new Set([error]) });
  state = state.alias(use.object, use.alias);
  if (!hasError) state = state.with({ isCertain: true });
  const walker = new PathWalker(host.pkg, graph, type, host.effects, node, false, trace);
  const outcome = walker.walk(block, block.nodes.indexOf(node) + 1, state);
  const releases = outcome.released + outcome.maybeReleased;
  const others = otherResults(host.pkg, call, index, error);
  const isAsked = (lost: LostValue): boolean =>
    !lost.isCertain &&
    lost.path.some((step) => step.kind === 'branch' && mentions(host.pkg, step.node, others));
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
    };
  });
  const resource: OwnedResource = {
    ...none,
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
  };
  return { resource: withLeaks(resource, leaks), returned: outcome.returned };
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

function mentions(pkg: PackageModel, node: SyntaxNode, objects: ReadonlySet<VarObject>): boolean {
  if (objects.size === 0) return false;
  for (const identifier of node.descendants('identifier')) {
    const object = variable(pkg, identifier);
    if (object && objects.has(object)) return true;
  }
  return false;
}

/** Whether every path on which the error of a dropped value is nil ends the process or the test: the call has to fail. */
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
  return !outcome.exceeded && outcome.lost.length === 0;
}

function withLeaks(
  resource: OwnedResource,
  leaks: readonly ((resource: OwnedResource) => Leak)[],
): OwnedResource {
  const whole = { ...resource, leaks: [] as Leak[] };
  whole.leaks = leaks.map((make) => make(whole));
  return whole;
}

/** The call that a value goes through last before it is bound: `must(http.Get(u))`. */
function outermostCall(call: SyntaxNode): SyntaxNode {
  let current = call;
  while (current.parent?.kind === 'argument_list' && current.parent.parent) current = current.parent.parent;
  return current;
}

interface Binding {
  /** Dropped on the spot: a bare call, `_`, or the call of a go or defer statement. */
  readonly isDiscarded: boolean;
  /** Identifier of the error that comes with it. */
  readonly error: SyntaxNode | undefined;
  /** Whether the call has an error result, named or not. */
  readonly hasError: boolean;
  /** Whether the error is assigned to `_`. */
  readonly errorIsDropped: boolean;
  /** The identifier that the value is bound to. */
  readonly target: SyntaxNode | undefined;
}

/** What the result of a call, and the error that comes with it, are bound to. */
export function bindingOf(pkg: PackageModel, call: SyntaxNode, index: number): Binding {
  const results = pkg.calleeOf(call)?.signature?.results;
  const parent = call.parent;
  const list = parent?.kind === 'expression_list' ? parent : undefined;
  const statement = list?.parent;
  const targets =
    statement?.kind === 'var_spec'
      ? statement.fieldAll('name')
      : (statement?.field('left')?.namedChildren ?? []);
  const isBound = list?.namedChildren.length === 1 && targets.length > 0;
  // by convention the last of several results of a function that is only known by name is its error
  const conventional = isBound && targets.length > index + 1 ? targets.length - 1 : -1;
  const errorIndex = results
    ? results.findIndex((result) => namedId(result.type) === '.error')
    : conventional;
  const hasError = errorIndex >= 0;
  const unbound = {
    isDiscarded: false,
    error: undefined,
    hasError,
    errorIsDropped: false,
    target: undefined,
  };
  if (
    parent?.kind === 'expression_statement' ||
    parent?.kind === 'go_statement' ||
    parent?.kind === 'defer_statement'
  ) {
    return { ...unbound, isDiscarded: true };
  }
  if (!isBound) return unbound;
  const error = hasError ? targets[errorIndex] : undefined;
  return {
    isDiscarded: targets[index]?.text === '_',
    error: error?.kind === 'identifier' && error.text !== '_' ? error : undefined,
    hasError,
    errorIsDropped: error?.text === '_',
    target: targets[index]?.kind === 'identifier' && targets[index].text !== '_' ? targets[index] : undefined,
  };
}

/** The statement that stands in a block: an initializer's own statement is the `if` around it. */
export function statementOf(node: SyntaxNode): SyntaxNode {
  let current = node;
  while (current.parent && current.parent.kind !== 'statement_list' && current.parent.kind !== 'block')
    current = current.parent;
  return current;
}

/** A deferred literal registered before the acquisition that releases the variable when the function ends. */
function deferredBefore(
  host: ResourceHost,
  fn: GoFunction,
  object: VarObject,
  alias: Alias,
  call: SyntaxNode,
): boolean {
  for (const reference of host.pkg.referencesTo(object)) {
    if (reference.start > call.start) break;
    let literal = host.pkg.functionOf(reference);
    if (!literal || literal === fn) continue;
    while (literal.outer && literal.outer !== fn) literal = literal.outer;
    const isDeferred =
      literal.node.parent?.kind === 'call_expression' &&
      literal.node.parent.parent?.kind === 'defer_statement';
    if (isDeferred && host.effects.ofCapture(literal, object, alias).releases !== 'never') return true;
  }
  return false;
}

function nameBound(pkg: PackageModel, statement: SyntaxNode, object: VarObject): SyntaxNode {
  for (const identifier of statement.descendants('identifier')) {
    if (identifier.text === object.name && variable(pkg, identifier) === object) return identifier;
  }
  return object.node;
}

/** The `if err != nil { ...leaves }` right behind the acquisition, or the acquisition itself when there is no error. */
function heldFrom(
  pkg: PackageModel,
  statement: SyntaxNode,
  error: VarObject | undefined,
  hasError: boolean,
): SyntaxNode | undefined {
  const simple = ['short_var_declaration', 'assignment_statement', 'var_declaration'].includes(
    statement.kind,
  );
  if (!simple) return undefined;
  if (!hasError) return statement;
  if (!error) return undefined;
  let next = statement.nextSibling;
  while (next && (!next.isNamed || next.isExtra)) next = next.nextSibling;
  if (next?.kind !== 'if_statement' || next.field('initializer') || next.field('alternative'))
    return undefined;
  const condition = next.field('condition');
  const body = next.field('consequence');
  return condition && body && saysError(pkg, condition, error) && leaves(body) ? next : undefined;
}

function saysError(pkg: PackageModel, condition: SyntaxNode, error: VarObject): boolean {
  if (condition.kind === 'binary_expression' && condition.field('operator')?.text === '||') {
    return (
      saysError(pkg, condition.field('left')!, error) || saysError(pkg, condition.field('right')!, error)
    );
  }
  const comparison = nilComparison(pkg, condition);
  return comparison?.object === error && comparison.isWhole && !comparison.equal;
}

/** Whether a block ends in a statement that leaves it for good. */
function leaves(block: SyntaxNode): boolean {
  const list = block.namedChildren.find((child) => child.kind === 'statement_list') ?? block;
  const last = list.namedChildren[list.namedChildren.length - 1];
  return (
    last !== undefined &&
    ['return_statement', 'continue_statement', 'break_statement', 'goto_statement'].includes(last.kind)
  );
}
