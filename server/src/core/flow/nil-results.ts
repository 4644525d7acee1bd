import { homeOf } from '../semantic/home.ts';
import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import { isErrorType } from '../semantic/types.ts';
import { holds, isAlwaysRun, JUMPS } from '../syntax/statements.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isAssignedWhole, targetsOf } from './assignments.ts';
import { conditionsFor } from './error-checks.ts';
import type { ControlFlowGraph, FlowModel, Leak } from './model.ts';
import { variable } from './nil-comparison.ts';
import { PathState } from './path-state.ts';

/**
 * Whether the statements that always follow a statement of a branch panic, because they need a result that is nil there:
 * it came with an error that is not nil on every way to the statement, and an interface that is nil holds no type (Go
 * specification, Type assertions: "If the type assertion is false, a run-time panic occurs").
 */
export function needsNilResult(pkg: PackageModel, graph: ControlFlowGraph, statement: SyntaxNode): boolean {
  const siblings = statement.parent?.namedChildren ?? [];
  const behind = siblings.slice(siblings.indexOf(statement) + 1);
  for (const each of behind) {
    for (const assertion of each.descendants('type_assertion_expression')) {
      const operand = assertion.field('operand');
      const object = operand && variable(pkg, operand);
      if (!object || asksWhether(assertion) || !isAlwaysRun(assertion, each)) continue;
      if (isNilAt(pkg, graph, statement, object, assertion)) return true;
    }
    if (holds(each, JUMPS) || JUMPS.some((kind) => kind === each.kind)) return false;
  }
  return false;
}

/** `v, ok := x.(T)` asks; without the second target it panics. */
function asksWhether(assertion: SyntaxNode): boolean {
  const { parent } = assertion;
  const statement = parent?.kind === 'expression_list' ? parent.parent : undefined;
  return (
    parent?.namedChildren.length === 1 && parent.fieldName === 'right' && targetsOf(statement).length === 2
  );
}

/** Whether a variable holds, between a statement and its use, the result that came with an error which is not nil there. */
function isNilAt(
  pkg: PackageModel,
  graph: ControlFlowGraph,
  statement: SyntaxNode,
  object: VarObject,
  use: SyntaxNode,
): boolean {
  const given = lastAssignment(pkg, object, use);
  const targets = targetsOf(given);
  const target = targets.at(-1);
  const error = targets.length > 1 && target ? variable(pkg, target) : undefined;
  if (!given || given.end > statement.start || !error || !isErrorType(pkg.typeOfObject(error))) return false;
  return lastAssignment(pkg, error, statement) === given && isFailureAt(pkg, graph, statement, error, given);
}

/** Whether a condition behind an assignment lets control come to a statement only when an error is not nil. */
function isFailureAt(
  pkg: PackageModel,
  graph: ControlFlowGraph,
  statement: SyntaxNode,
  error: VarObject,
  given: SyntaxNode,
): boolean {
  const conditions = conditionsFor(pkg, graph, undefined);
  for (let block = graph.blockOf(statement); block; block = graph.immediateDominator(block)) {
    const [edge, ...others] = block.predecessors.filter((each) => graph.isReachable(each.from));
    if (!edge?.condition || others.length > 0 || edge.condition.start < given.end) continue;
    if (edge.kind !== 'true' && edge.kind !== 'false') continue;
    const state = conditions.decide(edge.condition, edge.kind === 'true', PathState.unknown);
    if (typeof state === 'object' && state.facts.get(error) === 'non-nil') return true;
  }
  return false;
}

/** The statement that assigns a variable last before a place, in the order of the source. */
function lastAssignment(pkg: PackageModel, object: VarObject, place: SyntaxNode): SyntaxNode | undefined {
  const assigned = pkg
    .referencesTo(object)
    .filter((each) => each.end <= place.start && isAssignedWhole(each));
  const last = assigned.sort((a, b) => b.start - a.start)[0];
  return last?.parent?.kind === 'expression_list' ? last.parent.parent : last?.parent;
}

/**
 * Whether the path on which rows are lost goes through a function of the program that reads them to their end, or fails and gives
 * nil for a slice, of which an element is needed behind it: only where it failed are they open, and there the code panics
 * (Go specification, Index expressions: "if x is out of range at run time, a run-time panic occurs").
 */
export function needsElementOfFailed(pkg: PackageModel, flow: FlowModel, { resource, exit }: Leak): boolean {
  const rows = resource.name && variable(pkg, resource.name);
  const end = exit.parent?.kind === 'expression_list' ? exit.parent.parent : exit;
  if (!rows || !end) return false;
  return pkg.referencesTo(rows).some((mention) => {
    const call = mention.parent?.kind === 'argument_list' ? mention.parent.parent : undefined;
    if (!call || call.start < resource.acquisition.end || call.end > end.start) return false;
    const given = call.parent?.kind === 'expression_list' ? call.parent.parent : undefined;
    const callee = pkg.calleeOf(call);
    const fn = callee?.kind === 'interface-method' ? undefined : callee?.function;
    const argument = mention.parent!.namedChildren.indexOf(mention);
    if (!given || !fn || given.parent !== end.parent) return false;
    const parameter = fn.parameters[argument + callee!.firstParameter];
    if (!parameter || !readsToEnd(flow, fn, parameter)) return false;
    const between = siblingsBetween(given, end);
    return targetsOf(given).some((target, index) => {
      const result = variable(pkg, target);
      return (
        result !== undefined &&
        pkg.underlying(callee!.signature?.results[index]?.type)?.kind === 'slice' &&
        isNilWithError(homeOf(pkg, fn), fn, index) &&
        between.some((each) => needsElement(pkg, each, result))
      );
    });
  });
}

/** Whether each return of a function without an error comes when Next of a parameter has said that there is no more. */
function readsToEnd(flow: FlowModel, fn: GoFunction, parameter: VarObject): boolean {
  const graph = flow.graphOf(fn);
  const ends = flow.iterationsOf(fn).flatMap(({ object, isLoop, next }) => {
    const edges = graph.blockOf(next)?.successors ?? [];
    const end = edges.find(({ condition, kind }) => condition === next && kind === 'false')?.to;
    const isOnlyEnd = end?.predecessors.every(({ condition }) => condition === next);
    return object === parameter && isLoop && end && isOnlyEnd ? end : [];
  });
  return graph.exits.every(({ kind, node, block }) => {
    const values = node.kind === 'return_statement' ? node.firstNamedChild?.namedChildren : undefined;
    if (kind !== 'return' || values?.at(-1)?.kind !== 'nil') return kind !== 'return' || values !== undefined;
    return ends.some((end) => end === block || graph.dominates(end, block));
  });
}

function siblingsBetween(first: SyntaxNode, last: SyntaxNode): readonly SyntaxNode[] {
  return first.parent!.namedChildren.filter((each) => each.start >= first.end && each.end <= last.start);
}

/** Whether a statement takes an element of a slice in any case. */
function needsElement(pkg: PackageModel, statement: SyntaxNode, slice: VarObject): boolean {
  return [...statement.descendants('index_expression')].some((each) => {
    const operand = each.field('operand');
    return operand && variable(pkg, operand) === slice && isAlwaysRun(each, statement);
  });
}

/** Whether each return of a function gives no error, or nil for a result. */
function isNilWithError(pkg: PackageModel, fn: GoFunction, index: number): boolean {
  const returns = [...(fn.body?.descendants('return_statement') ?? [])].filter(
    (each) => pkg.functionOf(each) === fn,
  );
  return returns.every((each) => {
    const values = each.firstNamedChild?.namedChildren ?? [];
    return values.length > 1 && (values.at(-1)!.kind === 'nil' || values[index]?.kind === 'nil');
  });
}
