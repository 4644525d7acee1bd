import { TRUE_MEANS_ERROR } from '../knowledge/error-functions.ts';
import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { type Definition, definitionAt, reachingDefinitions } from './definitions.ts';
import { tellsFailure } from './failures.ts';
import { graphsOf } from './graphs.ts';
import type { ControlFlowGraph, Edge } from './model.ts';
import { nilComparison, unwrapped, variable } from './nil-comparison.ts';

/** A call whose error every path to a place has checked. */
export interface CheckedCall {
  readonly call: SyntaxNode;
  /** Whether the place is reached only with an error, or only without one. */
  readonly hasFailed: boolean;
  /** The edge on which that is so. */
  readonly edge: Edge;
  /** What is decided between the check and the place on every path. */
  readonly decisions: readonly Decision[];
}

export interface Decision {
  readonly condition: SyntaxNode;
  /** Whether it asks which error it is. */
  readonly isOfError: boolean;
}

/**
 * The calls that must have failed, or come back without an error, for control to be at a node: `c` in
 * `if err := c(); err != nil { node }`, and in what follows `if err == nil { return }`. A literal runs where it stands when it
 * is called there, also as a goroutine.
 */
export function checkedCallsBefore(pkg: PackageModel, node: SyntaxNode): readonly CheckedCall[] {
  const found: CheckedCall[] = [];
  let place = node;
  for (let fn = pkg.functionOf(node); fn; fn = fn.outer) {
    const edges = edgesTo(graphsOf(pkg).graphOf(fn), place);
    for (const [index, edge] of edges.entries()) {
      const error = errorOn(pkg, edge);
      if (!error) continue;
      const { object, mention, hasFailed, isNarrowed } = error;
      const decisions = [...(isNarrowed ? [edge] : []), ...edges.slice(index + 1)].flatMap((each) =>
        decisionOf(pkg, each, object),
      );
      for (const call of callsBehind(pkg, object, mention)) found.push({ call, hasFailed, edge, decisions });
    }
    if (found.length > 0 || !runsInPlace(fn)) return found;
    place = fn.node;
  }
  return found;
}

function runsInPlace({ node }: GoFunction): boolean {
  return node.parent?.kind === 'call_expression' && node.parent.field('function') === node;
}

/** The edges that every path from the entry to a node takes, in order. */
function edgesTo(graph: ControlFlowGraph, node: SyntaxNode): readonly Edge[] {
  const edges: Edge[] = [];
  for (let block = graph.blockOf(node); block; block = graph.immediateDominator(block)) {
    const [edge, ...others] = block.predecessors.filter(
      ({ from, isBackEdge }) => !isBackEdge && graph.isReachable(from),
    );
    if (edge && others.length === 0) edges.unshift(edge);
  }
  return edges;
}

interface CheckedError {
  readonly object: VarObject;
  readonly mention: SyntaxNode;
  readonly hasFailed: boolean;
  /** Whether it is asked which error it is, and not only whether there is one. */
  readonly isNarrowed: boolean;
}

/** The error of which an edge says whether it is nil. */
function errorOn(pkg: PackageModel, { condition, kind }: Edge): CheckedError | undefined {
  if (!condition || (kind !== 'true' && kind !== 'false')) return undefined;
  const comparison = nilComparison(pkg, condition);
  if (comparison) {
    const { object, operand, isWhole, equal } = comparison;
    if (!object || !isWhole || !mayBeError(pkg, object)) return undefined;
    return { object, mention: operand, hasFailed: (kind === 'true') !== equal, isNarrowed: false };
  }
  const call = unwrapped(condition);
  if (kind !== 'true' || call.kind !== 'call_expression') return undefined;
  if (!TRUE_MEANS_ERROR.has(pkg.calleeOf(call)?.id ?? '')) return undefined;
  const mention = call.field('arguments')?.firstNamedChild;
  const object = mention && variable(pkg, mention);
  return object ? { object, mention: mention!, hasFailed: true, isNarrowed: true } : undefined;
}

/** Whether a variable is an error, or the last result of a function that is not known. */
function mayBeError(pkg: PackageModel, object: VarObject): boolean {
  const type = pkg.typeOfObject(object);
  if (type) return tellsFailure(pkg, type);
  const targets = object.node.parent;
  return targets?.kind === 'expression_list' && targets.namedChildren.at(-1) === object.node;
}

/** The calls that may have given an error; none when something else may have. */
function callsBehind(pkg: PackageModel, error: VarObject, at: SyntaxNode): readonly SyntaxNode[] {
  const definitions = pkg.referencesTo(error).map(definitionAt);
  if (definitions.includes('unknown')) return [];
  const known = definitions.filter((each): each is Definition => typeof each === 'object');
  const calls: SyntaxNode[] = [];
  for (const each of reachingDefinitions(pkg, error, at, known)) {
    if (each === 'entry' || each.value?.kind !== 'call_expression') return [];
    calls.push(each.value);
  }
  return calls;
}

function decisionOf(pkg: PackageModel, { condition, kind }: Edge, error: VarObject): readonly Decision[] {
  if (!condition || kind === 'next' || kind === 'iterate' || kind === 'done') return [];
  const isOfError = pkg.referencesTo(error).some((mention) => condition.contains(mention));
  return [{ condition, isOfError }];
}
