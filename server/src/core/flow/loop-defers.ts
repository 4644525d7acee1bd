import { OWNERSHIP } from '../knowledge/ownership/table.ts';
import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isAssignedWhole } from './assignments.ts';
import type { FlowModel } from './model.ts';
import { nilComparison, variable } from './nil-comparison.ts';

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
  /** How many iterations there are, where the loop goes over a handful of written elements. */
  readonly iterations: number | undefined;
  /** `likely` where it is not known what a value of the type keeps. */
  readonly certainty: 'proved' | 'likely';
}

const METHODS: ReadonlyMap<string, DeferredRelease> = new Map([
  ['Close', 'close'],
  ['Unlock', 'unlock'],
  ['RUnlock', 'unlock'],
  ['Rollback', 'rollback'],
  ['Stop', 'stop'],
]);

/** Types whose Stop gives something back (time/sleep.go, time/tick.go). */
const STOPPABLE: ReadonlySet<string> = new Set(['time.Timer', 'time.Ticker']);
const CANCEL_TYPES: ReadonlySet<string> = new Set(OWNERSHIP.get('cancel-function')!.types);

/** A loop over more elements than these is not a handful. */
const FEW = 8;

const CLOSERS: ReadonlySet<string> = new Set([...OWNERSHIP.values()].flatMap(({ types }) => types));

/**
 * Deferred releases of a function in loops that keep going: the block of the defer lies on a cycle. Left out are values
 * that were there before the iteration, values that live on after it (collected, stored, given to a goroutine), locks
 * that differ from one iteration to the next, and releases under a condition, which clean up after a failure.
 */
export function loopDefersIn(pkg: PackageModel, flow: FlowModel, fn: GoFunction): readonly LoopDefer[] {
  const found: LoopDefer[] = [];
  for (const statement of fn.body?.descendants('defer_statement') ?? []) {
    if (pkg.functionOf(statement) !== fn) continue;
    const loop = loopAround(statement, fn);
    const graph = flow.graphOf(fn);
    const block = graph.blockOf(statement);
    if (!loop || !block || !graph.inLoop(block)) continue;
    const release = releaseOf(pkg, statement);
    if (!release) continue;
    const iterations = iterationsOf(pkg, loop);
    if (iterations !== undefined && iterations <= 1) continue;
    if (
      release.kind === 'unlock'
        ? differsByIteration(pkg, release.released, loop)
        : livesOn(pkg, release, loop)
    )
      continue;
    found.push({ function: fn, statement, loop, iterations, ...release });
  }
  return found;
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
  const isKnown = kind !== 'close' || CLOSERS.has(type ?? '') || isOwnedField(pkg, released);
  return { call, kind, released, certainty: isKnown ? 'proved' : 'likely' };
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

function loopAround(node: SyntaxNode, fn: GoFunction): SyntaxNode | undefined {
  for (let current = node.parent; current && current !== fn.node; current = current.parent) {
    if (current.kind === 'for_statement') return current;
  }
  return undefined;
}

/** How many elements a loop goes over, when they are few and stand in the source. */
function iterationsOf(pkg: PackageModel, loop: SyntaxNode): number | undefined {
  const clause = loop.namedChildren.find(
    (child) => child.kind === 'range_clause' || child.kind === 'for_clause',
  );
  const few = (count: number | undefined): number | undefined =>
    count !== undefined && count <= FEW ? count : undefined;
  const constant = (node: SyntaxNode | undefined): number | undefined => {
    const value = node && pkg.constantOf(node);
    return value?.kind === 'int' ? Number(value.value) : undefined;
  };
  if (clause?.kind === 'range_clause') {
    const over = clause.field('right');
    if (over?.kind !== 'composite_literal') return few(constant(over));
    return few(over.field('body')?.namedChildren.filter((child) => !child.isExtra).length);
  }
  const condition = clause?.field('condition');
  return condition?.kind === 'binary_expression' ? few(constant(condition.field('right'))) : undefined;
}

/** Whether an expression names something that is declared or assigned inside a loop. */
function differsByIteration(pkg: PackageModel, expression: SyntaxNode, loop: SyntaxNode): boolean {
  if (expression.kind === 'index_expression' || expression.kind === 'call_expression') return true;
  for (const identifier of [expression, ...expression.descendants('identifier')]) {
    const object = variable(pkg, identifier);
    if (object && pkg.referencesTo(object).some((each) => loop.contains(each) && isAssignedWhole(each)))
      return true;
  }
  return [...expression.descendants('index_expression', 'call_expression')].length > 0;
}

/** Whether what is released was there before the iteration, or is meant to live until the function returns. */
function livesOn(pkg: PackageModel, release: Release, loop: SyntaxNode): boolean {
  let base: SyntaxNode | undefined = release.released;
  while (base?.kind === 'selector_expression') base = base.field('operand');
  const object = base && variable(pkg, base);
  const body = loop.field('body');
  if (!object || !body) return true;
  const isFresh = pkg
    .referencesTo(object)
    .some((reference) => body.contains(reference) && isAssignedWhole(reference));
  if (!isFresh) return true;
  const bound = [object, ...(release.kind === 'cancel' ? boundWith(pkg, object) : [])];
  return bound.some((each) =>
    pkg.referencesTo(each).some((reference) => escapes(pkg, reference, loop, release)),
  );
}

/** Variables that a statement binds together with another one: the context beside its cancel function. */
function boundWith(pkg: PackageModel, object: VarObject): VarObject[] {
  const list = object.node.parent;
  if (list?.kind !== 'expression_list') return [];
  return list.namedChildren.map((node) => variable(pkg, node)).filter((each) => each !== undefined);
}

function escapes(pkg: PackageModel, reference: SyntaxNode, loop: SyntaxNode, release: Release): boolean {
  if (release.call.contains(reference)) return false;
  if (!loop.contains(reference))
    return !isAssignedWhole(reference) && variable(pkg, reference)?.node !== reference;
  for (let around = reference.parent; around && around !== loop; around = around.parent) {
    if (around.kind === 'go_statement') return true;
  }
  for (let node = reference; node !== loop && node.parent; node = node.parent) {
    const { parent } = node;
    switch (parent.kind) {
      case 'send_statement':
      case 'keyed_element':
      case 'literal_element':
        return true;
      case 'argument_list':
        if (parent.parent?.field('function')?.text === 'append') return true;
        break;
      case 'expression_list': {
        const statement = parent.parent;
        if (parent.fieldName === 'left' || !statement) return false;
        const target = statement.field('left')?.namedChildren[parent.namedChildren.indexOf(node)];
        if (!target || node !== reference) return false;
        const held = variable(pkg, target);
        // a name of the iteration says nothing; a field, an element or an outer name keeps it
        return target.text !== '_' && (!held || !loop.contains(held.node));
      }
      default:
    }
    if (parent.kind === 'selector_expression' || parent.kind.endsWith('_statement')) return false;
  }
  return false;
}
