import type { PackageModel, VarObject } from '../semantic/model.ts';
import { qualifiedId } from '../semantic/qualified.ts';
import { isErrorType } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { refusesAnswer } from './answer-statuses.ts';
import { assignmentsOf, onlyCall } from './assignments.ts';
import { blocksFrom } from './graph.ts';
import type { BasicBlock, ControlFlowGraph, Edge } from './model.ts';
import { nilComparison, unwrapped, variable } from './nil-comparison.ts';
import { placeOf } from './places.ts';
import { comesTo } from './way-back.ts';

/**
 * Whether a branch behind a statement asks an answer, or what was made of it, and leaves the loop, which sleeps in each
 * round: a round that ends before the statement has no answer, and the wanted answer is the last one.
 */
export function waitsForAnswer(
  pkg: PackageModel,
  graph: ControlFlowGraph,
  statement: SyntaxNode,
  answer: VarObject,
  loop: SyntaxNode,
): boolean {
  const start = graph.blockOf(statement);
  if (!start || !sleeps(pkg, loop)) return false;
  const made = madeOf(pkg, statement, answer, loop);
  const comesBack = (block: BasicBlock): boolean => blocksFrom(block).has(start);
  return [...blocksFrom(start)].some((block) =>
    block.successors.some(
      (edge) =>
        asks(edge).some((each) => mentions(pkg, each, made)) && comesBack(block) && !comesBack(edge.to),
    ),
  );
}

/**
 * Whether every way from a statement of a loop into the next round, or every round that goes on, has found an error, an answer
 * without success, what was tried not done, or a channel closed: success leaves the loop. An inner loop that an
 * error ends says nothing, and io.EOF is none (io/io.go: "Functions should return EOF only to signal a graceful end of input").
 */
export function goesOnAfterFailure(
  pkg: PackageModel,
  graph: ControlFlowGraph,
  statement: SyntaxNode,
  loop: SyntaxNode,
): boolean {
  if ([...loop.descendants('selector_expression')].some((each) => qualifiedId(pkg, each) === 'io.EOF'))
    return false;
  const isBarred = (edge: Edge): boolean =>
    (isFailure(pkg, edge) || isRefusal(pkg, edge, loop) || isEndOfChannel(pkg, edge, loop)) &&
    edge.condition?.ancestor('for_statement') === loop;
  const body = loop.field('body');
  const begins = (block: BasicBlock): number =>
    Math.min(...block.nodes.filter((node) => body?.contains(node)).map(({ start }) => start));
  const first = graph.blocks
    .filter((block) => graph.isReachable(block))
    .reduce((one, other) => (begins(other) < begins(one) ? other : one));
  const begin = first.nodes.find((node) => body?.contains(node));
  return [statement, begin].some(
    (from) => from !== undefined && !comesTo(pkg, graph, from, new Set([first]), new Set(), isBarred),
  );
}

/**
 * Whether an edge is taken when an answer tells of no success, or when a call of the round that may fail has not done what was tried:
 * the boolean beside its error is false.
 */
function isRefusal(pkg: PackageModel, { kind, condition }: Edge, loop: SyntaxNode): boolean {
  if (!condition || (kind !== 'true' && kind !== 'false')) return false;
  if (refusesAnswer(pkg, condition, kind === 'true')) return true;
  const object = kind === 'false' ? variable(pkg, unwrapped(condition)) : undefined;
  const targets = object?.node.parent?.kind === 'expression_list' ? object.node.parent.namedChildren : [];
  const [done, failure] = targets;
  if (!failure || targets.length !== 2 || done !== object?.node || !loop.contains(done!)) return false;
  const error = variable(pkg, failure);
  return error !== undefined && isError(pkg, error) && onlyCall(done!.parent!.parent!) !== undefined;
}

/** Whether an edge is taken when an error is not nil. */
function isFailure(pkg: PackageModel, { kind, condition }: Edge): boolean {
  if (!condition || (kind !== 'true' && kind !== 'false')) return false;
  const compared = nilComparison(pkg, condition);
  const { object } = compared ?? {};
  if (!compared?.isWhole || !object || !isError(pkg, object)) return false;
  return compared.equal === (kind === 'false');
}

/** Whether an edge is taken when a channel that the round has chosen is closed: the next one needs another. */
function isEndOfChannel(pkg: PackageModel, { kind, condition }: Edge, loop: SyntaxNode): boolean {
  const node = condition && unwrapped(condition);
  const isNegated = node?.kind === 'unary_expression' && node.field('operator')?.text === '!';
  const object = node && variable(pkg, isNegated ? node.field('operand')! : node);
  if (!object || kind !== (isNegated ? 'true' : 'false')) return false;
  const receive = object.node.parent?.parent;
  const channel = receive?.field('right');
  const value = channel?.kind === 'expression_list' ? channel.firstNamedChild : channel;
  if (object.node.parent?.namedChildren[1] !== object.node || value?.field('operator')?.text !== '<-')
    return false;
  const chosen = placeOf(pkg, value.field('operand'))?.root;
  return chosen !== undefined && loop.contains(chosen.node);
}

/** Whether a variable is an error; the last of several results of a library that is not there is one when it is compared with nil. */
function isError(pkg: PackageModel, object: VarObject): boolean {
  const type = pkg.typeOfObject(object);
  if (type) return isErrorType(type);
  const targets = object.node.parent?.kind === 'expression_list' ? object.node.parent.namedChildren : [];
  return (
    targets.length > 1 &&
    targets.at(-1) === object.node &&
    onlyCall(object.node.parent!.parent!) !== undefined
  );
}

function sleeps(pkg: PackageModel, loop: SyntaxNode): boolean {
  return [...loop.descendants('call_expression')].some((call) => pkg.calleeOf(call)?.id === 'time.Sleep');
}

/** What decides whether an edge is taken: a condition, or the value of a switch and that of a case. */
function asks({ kind, condition }: Edge): readonly SyntaxNode[] {
  if (!condition) return [];
  if (kind === 'true' || kind === 'false') return [condition];
  const value = kind === 'case' ? condition.parent?.field('value') : undefined;
  return [value, kind === 'case' ? condition.field('value') : undefined].filter((each) => each !== undefined);
}

/** An answer, and the variables that later statements of the round fill from it: errors say only that there is none. */
function madeOf(
  pkg: PackageModel,
  behind: SyntaxNode,
  answer: VarObject,
  loop: SyntaxNode,
): ReadonlySet<VarObject> {
  const made = new Set([answer]);
  const add = (target: SyntaxNode | undefined): void => {
    const object = target && variable(pkg, target);
    if (object && !isErrorType(pkg.typeOfObject(object))) made.add(object);
  };
  for (const node of loop.descendants('short_var_declaration', 'assignment_statement', 'call_expression')) {
    if (node.start < behind.end || !mentions(pkg, node, made)) continue;
    if (node.kind === 'call_expression') {
      for (const given of node.field('arguments')?.namedChildren ?? []) {
        const isFilled = given.kind === 'unary_expression' && given.field('operator')?.text === '&';
        if (isFilled) add(unwrapped(given.field('operand')!));
      }
    } else {
      for (const { target } of assignmentsOf(node)) add(target);
    }
  }
  return made;
}

function mentions(pkg: PackageModel, node: SyntaxNode, objects: ReadonlySet<VarObject>): boolean {
  return [node, ...node.descendants('identifier')].some((each) => {
    const object = variable(pkg, each);
    return object !== undefined && objects.has(object);
  });
}
