import { FALSE_MEANS_NIL, TRUE_MEANS_NIL } from '../knowledge/error-functions.ts';
import { OWNERSHIP, type OwnershipType } from '../knowledge/ownership/table.ts';
import type { Callee, GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import { givesError } from '../semantic/types.ts';
import { holds } from '../syntax/statements.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isOwned } from './acquisitions.ts';
import { isAssignedWhole } from './assignments.ts';
import { bindingOf } from './bindings.ts';
import { givesNilOnFailure, useAfterFailure } from './failed-uses.ts';
import type { BasicBlock, ControlFlowGraph, Edge, FlowModel } from './model.ts';
import { neverFails } from './never-fails.ts';
import { argumentAt, nilComparison, unwrapped, variable } from './nil-comparison.ts';
import { mayFailWithResponse } from './redirects.ts';
import { isGivenTest } from './start-up.ts';

/** A closable result that is used where the error that came with it was not looked at. */
export interface UncheckedUse {
  /** Row of the ownership table. */
  readonly type: string;
  readonly acquisition: SyntaxNode;
  readonly function: GoFunction;
  /** The identifier that the value is bound to. */
  readonly name: SyntaxNode;
  /** The identifier of the error; undefined when it is dropped with `_`. */
  readonly error: SyntaxNode | undefined;
  /** The selector on the value that needs it to be there. */
  readonly use: SyntaxNode;
  /** The statement or condition of the use. */
  readonly statement: SyntaxNode;
  readonly certainty: 'proved' | 'likely';
  /** Whether it does nothing to what is not there, and nothing else uses the value before the check. */
  readonly isHarmless: boolean;
  /** Whether something has looked at the error, and the failure itself leads to the use. */
  readonly isAfterCheck: boolean;
}

/** The first use, on some path, of each closable value of a function before its error or the value itself is compared with nil. */
export function uncheckedUsesIn(pkg: PackageModel, flow: FlowModel, fn: GoFunction): readonly UncheckedUse[] {
  const found: UncheckedUse[] = [];
  for (const type of OWNERSHIP.values()) {
    if (type.role !== 'value') continue;
    const calls = flow.resourcesOf(fn, type.name).map((resource) => ({
      call: resource.acquisition,
      index: resource.index,
      certainty: resource.certainty,
    }));
    for (const { call, callee } of flow.callsIn(fn)) {
      const index = type.givesEmpty.get(callee.id) ?? nilResult(flow, callee, type);
      const isKnown = calls.some((each) => each.call === call);
      if (index !== undefined && !isKnown) calls.push({ call, index, certainty: 'proved' });
    }
    for (const { call, index, certainty } of calls) {
      const { error, errorIsDropped, target } = bindingOf(pkg, call, index);
      const object = target && variable(pkg, target);
      if (!target || !object || (!error && !errorIsDropped) || neverFails(pkg, call)) continue;
      if (type.comesWithError && type.acquire.has(pkg.calleeOf(call)?.id ?? '')) continue;
      // several rows may be about one type
      if (found.some((each) => each.name === target) || mayFailWithResponse(pkg, flow, call)) continue;
      const asked: Asked = { call, value: object, error: error && variable(pkg, error) };
      const harmful = firstUse(pkg, flow.graphOf(fn), asked, true);
      const early = harmful ?? firstUse(pkg, flow.graphOf(fn), asked, false);
      const use = early ?? failedUse(pkg, flow.graphOf(fn), asked, { type, index, certainty });
      if (!use) continue;
      found.push({
        type: type.name,
        acquisition: call,
        function: fn,
        name: target,
        error,
        certainty,
        isHarmless: early !== undefined && !harmful,
        isAfterCheck: !early,
        ...use,
      });
    }
  }
  return found;
}

/**
 * The first use where the call has failed, though its error was looked at: of a value that is surely nil then. What a method of nothing
 * only answers with an error is left out, and so are tests, which have failed there.
 */
function failedUse(
  pkg: PackageModel,
  graph: ControlFlowGraph,
  { call, value, error }: Asked,
  of: { readonly type: OwnershipType; readonly index: number; readonly certainty: 'proved' | 'likely' },
): Use | undefined {
  const callee = pkg.calleeOf(call);
  const { function: fn } = graph;
  if (!callee || !error || of.certainty !== 'proved' || fn.file.isTest || isGivenTest(pkg, fn))
    return undefined;
  const isNil = callee.function
    ? givesNilOnFailure(pkg, callee.function, of.index)
    : of.type.acquire.has(callee.id);
  const isGuarded = (use: SyntaxNode, statement: SyntaxNode): boolean =>
    isBehindCheck(pkg, use, statement, error) ||
    asksValue(pkg, statement, value) ||
    isMethodOfFile(pkg, use.parent);
  return isNil ? useAfterFailure(pkg, graph, { call, value, error }, isGuarded) : undefined;
}

/** Whether a method of *os.File is called: of nothing it gives an error (os/file.go, checkValid), but for Name. */
function isMethodOfFile(pkg: PackageModel, method: SyntaxNode | undefined): boolean {
  const callee = method?.parent?.kind === 'call_expression' ? pkg.calleeOf(method.parent) : undefined;
  return callee?.id.startsWith('os.File.') === true && callee.id !== 'os.File.Name';
}

/** The result of a function of the program that some return gives as nil together with an error: `return nil, err`. */
function nilResult(flow: FlowModel, callee: Callee, type: OwnershipType): number | undefined {
  const results = callee.signature?.results ?? [];
  const index = results.findIndex((result) => isOwned(result.type, type));
  const fn = callee.function;
  if (index < 0 || !fn?.body || !callee.signature || !givesError(callee.signature)) return undefined;
  const isNil = flow.graphOf(fn).exits.some(({ kind, node }) => {
    const values = kind === 'return' ? (node.firstNamedChild?.namedChildren ?? []) : [];
    return values.length === results.length && values[index]?.kind === 'nil' && values.at(-1)?.kind !== 'nil';
  });
  return isNil ? index : undefined;
}

/** A value, the error that came with it, and the call that gave them. */
interface Asked {
  readonly call: SyntaxNode;
  readonly value: VarObject;
  readonly error: VarObject | undefined;
}

interface Use {
  readonly use: SyntaxNode;
  readonly statement: SyntaxNode;
}

function firstUse(
  pkg: PackageModel,
  graph: ControlFlowGraph,
  { call, value, error }: Asked,
  onlyHarmful: boolean,
): Use | undefined {
  const start = graph.blockOf(call);
  if (!start) return undefined;
  const at = start.nodes.findIndex((node) => node.contains(call));
  const work: [BasicBlock, number, Asserted | undefined][] = [[start, at + 1, undefined]];
  const seen = new Map<BasicBlock, (Asserted | undefined)[]>();
  let first: Use | undefined;
  while (work.length > 0) {
    const [block, from, known] = work.pop()!;
    let isOver = false;
    for (let index = from; index < block.nodes.length && !isOver; index++) {
      const statement = block.nodes[index]!;
      const use = useIn(pkg, statement, value, error, onlyHarmful);
      if (use === undefined) continue;
      isOver = true;
      if (use !== 'checked' && (!first || use.start < first.use.start)) first = { use, statement };
    }
    if (isOver) continue;
    for (const edge of block.successors) {
      const asserted = assertedOn(pkg, edge);
      if (known && asserted && contradicts(known, asserted)) continue;
      const next = edge.isBackEdge ? undefined : (asserted ?? known);
      const before = seen.get(edge.to) ?? [];
      if (before.some((each) => each === undefined || (next && isSameAsserted(each, next)))) continue;
      seen.set(edge.to, [...before, next]);
      work.push([edge.to, 0, next]);
    }
  }
  return first;
}

/** What a case of a switch without a value says of a variable, or a field: nothing changes it before the next case. */
interface Asserted {
  readonly switch: SyntaxNode;
  readonly object: VarObject;
  readonly operand: string;
  readonly isNil: boolean;
}

function assertedOn(pkg: PackageModel, { kind, condition }: Edge): Asserted | undefined {
  if (!condition || (kind !== 'true' && kind !== 'false')) return undefined;
  const clause = condition.ancestor('expression_case');
  const statement = clause?.field('value')?.contains(condition) ? clause.parent : undefined;
  const comparison = statement && !statement.field('value') ? nilComparison(pkg, condition) : undefined;
  if (!statement || !comparison?.object) return undefined;
  const { object, operand, equal } = comparison;
  return { switch: statement, object, operand: operand.text, isNil: equal === (kind === 'true') };
}

function isAboutSame(one: Asserted, other: Asserted): boolean {
  return one.switch === other.switch && one.object === other.object && one.operand === other.operand;
}

function contradicts(one: Asserted, other: Asserted): boolean {
  return isAboutSame(one, other) && one.isNil !== other.isNil;
}

function isSameAsserted(one: Asserted, other: Asserted): boolean {
  return isAboutSame(one, other) && one.isNil === other.isNil;
}

/** What a statement does first: needs the value, looks at the error or at the value, or neither. */
function useIn(
  pkg: PackageModel,
  statement: SyntaxNode,
  value: VarObject,
  error: VarObject | undefined,
  onlyHarmful: boolean,
): SyntaxNode | 'checked' | undefined {
  const given = parametersOf(pkg, statement, value);
  let needed: SyntaxNode | undefined;
  let looksAtError = false;
  for (const identifier of statement.descendants('identifier')) {
    const object = variable(pkg, identifier);
    if (object === error && object) {
      looksAtError = true;
      continue;
    }
    if (object && given.has(object) && identifier.parent && comparesWithNil(pkg, identifier.parent, object))
      return 'checked';
    if (object !== value || (error && isBehindCheck(pkg, identifier, statement, error))) continue;
    const { parent } = identifier;
    if (isAssignedWhole(identifier) || (parent && comparesWithNil(pkg, parent, value))) return 'checked';
    if (parent?.kind === 'selector_expression' && identifier.fieldName === 'operand') {
      if (!onlyHarmful || !isNilSafe(pkg, parent)) needed ??= parent;
    }
    // handed on: whoever gets it may look
    else if (!needed) return 'checked';
  }
  if (looksAtError) {
    // a returned error is not looked at, it goes out together with what needed the value
    const isReturned = statement.kind === 'return_statement' && !holds(statement, ['func_literal']);
    return needed && isReturned ? needed : 'checked';
  }
  return needed;
}

/** Whether a method of nothing only gives an error (os/file.go, File.Close: "if f == nil { return ErrInvalid }"). */
function isNilSafe(pkg: PackageModel, method: SyntaxNode): boolean {
  const { parent } = method;
  const call = parent?.kind === 'call_expression' && method.fieldName === 'function' ? parent : undefined;
  return call !== undefined && pkg.calleeOf(call)?.id === 'os.File.Close';
}

/** The parameters of the literals called in a statement that are given a value: `defer func(c net.Conn) { ... }(conn)`. */
function parametersOf(
  pkg: PackageModel,
  statement: SyntaxNode,
  value: VarObject,
): ReadonlySet<VarObject | undefined> {
  const parameters = new Set<VarObject | undefined>();
  for (const call of statement.descendants('call_expression')) {
    const literal = unwrapped(call.field('function')!);
    if (literal.kind !== 'func_literal') continue;
    for (const [index, argument] of (call.field('arguments')?.namedChildren ?? []).entries()) {
      if (variable(pkg, argument) === value) parameters.add(pkg.functionAt(literal)?.parameters[index]);
    }
  }
  return parameters;
}

/**
 * Whether an expression is only evaluated when an error is nil: `err == nil && value.f` (Go specification, Logical
 * operators: "The right operand is evaluated conditionally").
 */
function isBehindCheck(
  pkg: PackageModel,
  expression: SyntaxNode,
  statement: SyntaxNode,
  error: VarObject,
): boolean {
  for (let node = expression; node.parent && node !== statement; node = node.parent) {
    const { parent } = node;
    if (parent.kind !== 'binary_expression' || node.fieldName !== 'right') continue;
    const operator = parent.field('operator')?.text;
    const left = parent.field('left');
    if (left && (operator === '&&' || operator === '||') && saysNil(pkg, left, operator === '&&', error))
      return true;
  }
  return false;
}

/** Whether an error is nil whenever a boolean expression comes out so. */
function saysNil(pkg: PackageModel, expression: SyntaxNode, holds: boolean, error: VarObject): boolean {
  const node = unwrapped(expression);
  const operator = node.field('operator')?.text;
  if (node.kind === 'unary_expression') {
    const operand = node.field('operand');
    return operator === '!' && operand !== undefined && saysNil(pkg, operand, !holds, error);
  }
  if (node.kind === 'call_expression') {
    const callee = pkg.calleeOf(node);
    const saying = holds ? TRUE_MEANS_NIL : FALSE_MEANS_NIL;
    return callee !== undefined && argumentAt(pkg, node, saying.get(callee.id)) === error;
  }
  if (node.kind === 'binary_expression' && operator === (holds ? '&&' : '||'))
    return [node.field('left'), node.field('right')].some((side) => side && saysNil(pkg, side, holds, error));
  const comparison = nilComparison(pkg, node);
  return comparison?.object === error && comparison.isWhole && comparison.equal === holds;
}

/** Whether a statement compares a value with nil somewhere. */
function asksValue(pkg: PackageModel, statement: SyntaxNode, value: VarObject): boolean {
  return [...statement.descendants('binary_expression')].some((each) => comparesWithNil(pkg, each, value));
}

function comparesWithNil(pkg: PackageModel, node: SyntaxNode, value: VarObject): boolean {
  const comparison = nilComparison(pkg, node);
  return comparison?.object === value && comparison.isWhole;
}
