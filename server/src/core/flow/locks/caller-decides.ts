import type { GoFunction, PackageModel, VarObject } from '../../semantic/model.ts';
import { isErrorType } from '../../semantic/types.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { targetsOf } from '../assignments.ts';
import { type Definition, definitionAt } from '../definitions.ts';
import type { BasicBlock, ControlFlowGraph, Edge } from '../model.ts';
import { nilComparison } from '../nil-comparison.ts';
import { saysNo } from './exits.ts';

/** What an expression is made of: what the caller gave, constants alone, or what the function has found out itself. */
type Origin = 'given' | 'constant' | 'found';

/** Variables are followed through so many definitions. */
const MOST_STEPS = 4;

/**
 * Functions that ask the clock as well as their argument (time/time.go: "Since returns the time elapsed since t", "Until
 * returns the duration until t").
 */
const ASKS_CLOCK: ReadonlySet<string> = new Set(['time.Since', 'time.Until']);

/**
 * Whether a function comes to calls only where a condition on its parameters, its receiver or what they hold goes one
 * way, while it succeeds without them where it goes the other way: its caller may know which.
 * @param root of the lock: who holds it knows that this is not nil
 * @param calls of which one is enough, in blocks of the graph
 * @param byType whether only tests for the type of what an interface holds count
 */
export function isLeftToCaller(
  pkg: PackageModel,
  graph: ControlFlowGraph,
  root: VarObject,
  calls: Iterable<SyntaxNode>,
  byType = false,
): boolean {
  const taking = new Set<BasicBlock>();
  for (const call of calls) {
    const block = graph.blockOf(call);
    if (!block) return false;
    taking.add(block);
  }
  const leading = backwards(taking, (edge) => !edge.isBackEdge);
  const ends = graph.exits.filter(({ kind }) => kind === 'return' || kind === 'end');
  const done = ends.filter(({ node }) => !saysNo(pkg, node));
  const left = (done.length > 0 ? done : ends)
    .map(({ block }) => block)
    .filter((block) => !taking.has(block));
  const avoiding = backwards(new Set(left), ({ from }) => !taking.has(from));
  const seen = new Set<BasicBlock>([graph.entry]);
  for (const block of seen) {
    if (taking.has(block)) return false;
    for (const edge of block.successors) {
      const isDeciding = block.successors.some(
        ({ to }) => to !== edge.to && avoiding.has(to) && (!avoiding.has(edge.to) || !leading.has(to)),
      );
      const asks = isDeciding && asksCaller(pkg, graph.function, root, edge);
      if (!asks || (byType && !asksType(pkg, edge))) seen.add(edge.to);
    }
  }
  return true;
}

/** All blocks from which edges that count lead to some of the blocks, those included. */
function backwards(to: ReadonlySet<BasicBlock>, counts: (edge: Edge) => boolean): ReadonlySet<BasicBlock> {
  const found = new Set(to);
  for (const block of found) {
    for (const edge of block.predecessors) if (counts(edge)) found.add(edge.from);
  }
  return found;
}

/** Whether a branch, that of a loop apart, is taken by what the caller gave. */
function asksCaller(pkg: PackageModel, fn: GoFunction, root: VarObject, { condition, kind }: Edge): boolean {
  if (!condition || condition.parent?.kind === 'for_statement' || condition.parent?.kind === 'for_clause')
    return false;
  if (kind === 'true' || kind === 'false') {
    const compared = nilComparison(pkg, condition);
    if (compared?.isWhole && compared.object === root) return false;
    return originOf(pkg, fn, condition, 0) === 'given';
  }
  if (kind !== 'case' && kind !== 'default') return false;
  const statement = kind === 'case' ? condition.parent : condition;
  const value = statement?.kind === 'select_statement' ? undefined : statement?.field('value');
  return value !== undefined && originOf(pkg, fn, value, 0) === 'given';
}

/** Whether a branch is taken by the type of what an interface holds: `_, ok := v.(T)` and `if ok`, or a clause of a type switch. */
function asksType(pkg: PackageModel, { condition, kind }: Edge): boolean {
  if (kind === 'case' || kind === 'default') {
    const statement = kind === 'case' ? condition?.parent : condition;
    return statement?.kind === 'type_switch_statement';
  }
  const isNegated = condition?.kind === 'unary_expression' && condition.field('operator')?.text === '!';
  const flag = isNegated ? condition.field('operand') : condition;
  const object = flag?.kind === 'identifier' ? pkg.objectOf(flag) : undefined;
  if (!flag || object?.kind !== 'var') return false;
  const before = pkg
    .referencesTo(object)
    .flatMap((reference) => (reference.start < flag.start ? (definedAt(reference) ?? []) : []));
  const last = before.at(-1);
  return typeof last === 'object' && last.value?.kind === 'type_assertion_expression';
}

/** What a reference assigns; of `v, ok := x.(T)` the assertion for both. */
function definedAt(reference: SyntaxNode): Definition | 'unknown' | undefined {
  const definition = definitionAt(reference);
  const list = definition === 'unknown' ? reference.parent : undefined;
  const values = list?.kind === 'expression_list' ? (list.parent?.field('right')?.namedChildren ?? []) : [];
  const [value] = values;
  if (!list || values.length !== 1 || value?.kind !== 'type_assertion_expression') return definition;
  return { target: reference, value, result: list.namedChildren.indexOf(reference) };
}

function originOf(pkg: PackageModel, fn: GoFunction, node: SyntaxNode, depth: number): Origin {
  if (pkg.constantOf(node) || node.kind === 'nil') return 'constant';
  const of = (...parts: readonly (SyntaxNode | undefined)[]): Origin => {
    const origins = parts.map((part) => (part ? originOf(pkg, fn, part, depth) : 'found'));
    if (origins.includes('found')) return 'found';
    return origins.includes('given') ? 'given' : 'constant';
  };
  switch (node.kind) {
    case 'identifier': {
      const object = pkg.objectOf(node);
      return object?.kind === 'var' ? originOfVariable(pkg, fn, object, node, depth) : 'found';
    }
    case 'parenthesized_expression':
      return of(node.firstNamedChild);
    case 'unary_expression':
      return node.field('operator')?.text === '<-' ? 'found' : of(node.field('operand'));
    case 'selector_expression':
    case 'type_assertion_expression':
      return of(node.field('operand'));
    case 'index_expression':
      return of(node.field('operand'), node.field('index'));
    case 'binary_expression':
      return of(node.field('left'), node.field('right'));
    case 'type_conversion_expression':
      return of(node.field('operand'));
    case 'call_expression':
      return originOfCall(pkg, node, of);
    default:
      return 'found';
  }
}

/** What a call that cannot fail says of its operands alone is as much the caller's as they are. */
function originOfCall(
  pkg: PackageModel,
  call: SyntaxNode,
  of: (...parts: readonly (SyntaxNode | undefined)[]) => Origin,
): Origin {
  const callee = pkg.calleeOf(call);
  if (!callee || ASKS_CLOCK.has(callee.id) || callee.id === 'recover') return 'found';
  // what a function value does is not known
  if (callee.kind === 'value') return 'found';
  // a context changes while it is given on, and what gives an error has tried something
  if (callee.id.startsWith('context.Context.') || givesErrorAt(pkg, call)) return 'found';
  const operands = [
    ...(callee.receiver ? [callee.receiver] : []),
    ...(call.field('arguments')?.namedChildren ?? []),
  ];
  return operands.length === 0 ? 'found' : of(...operands);
}

/** Whether an error is among the results of a call: where they are not known, whether the last one is compared with nil. */
function givesErrorAt(pkg: PackageModel, call: SyntaxNode): boolean {
  const results = pkg.calleeOf(call)?.signature?.results;
  if (results) return results.some(({ type }) => isErrorType(type));
  const last = targetsOf(call.parent?.parent).at(-1);
  const object = last?.kind === 'identifier' ? pkg.objectOf(last) : undefined;
  return (
    object?.kind === 'var' &&
    pkg
      .referencesTo(object)
      .some(({ parent }) => parent !== undefined && nilComparison(pkg, parent) !== undefined)
  );
}

function originOfVariable(
  pkg: PackageModel,
  fn: GoFunction,
  object: VarObject,
  at: SyntaxNode,
  depth: number,
): Origin {
  const definitions = pkg
    .referencesTo(object)
    .flatMap((reference) => (reference.start < at.start ? (definedAt(reference) ?? []) : []));
  if (object === fn.receiver || fn.parameters.includes(object))
    return definitions.length === 0 ? 'given' : 'found';
  const [only] = definitions;
  if (object.role !== 'local' || definitions.length !== 1 || depth >= MOST_STEPS) return 'found';
  if (only === undefined || only === 'unknown' || !only.value) return 'found';
  return originOf(pkg, fn, only.value, depth + 1);
}
