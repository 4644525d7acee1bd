import type { PackageModel, VarObject } from '../semantic/model.ts';
import { isErrorType } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignmentsOf } from './assignments.ts';
import { blocksFrom } from './graph.ts';
import type { BasicBlock, ControlFlowGraph, Edge } from './model.ts';
import { unwrapped, variable } from './nil-comparison.ts';

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
