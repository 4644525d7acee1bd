import type { Callee, GoFunction, VarObject } from '../../semantic/model.ts';
import { callsBuiltin } from '../../semantic/universe.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { assignmentsOf } from '../assignments.ts';
import { isVariadic } from '../channel-syntax.ts';
import type { ControlFlowGraph } from '../model.ts';
import { conditionOf, constantText, isChangedBy } from './conditions.ts';
import type { LockHost } from './host.ts';
import type { Condition, Fact } from './state.ts';

/**
 * What is known at a call of the conditions inside the function called, as that function writes them: of constants that
 * it is passed, and of what the caller has asked about what it passes.
 * @param known on the way to the call, besides the branches that every way takes
 */
export function givenFacts(
  host: LockHost,
  graph: ControlFlowGraph,
  fn: GoFunction,
  callee: Callee,
  call: SyntaxNode,
  known: ReadonlyMap<string, Fact>,
): ReadonlyMap<string, Fact> {
  const facts = new Map<string, Fact>();
  if (callee.firstParameter !== 0) return facts;
  const given = new Map<VarObject, SyntaxNode>();
  if (fn.receiver && callee.receiver) given.set(fn.receiver, callee.receiver);
  const args = call.field('arguments')?.namedChildren ?? [];
  fn.parameters.forEach((parameter, index) => {
    const argument = args[index];
    if (!parameter || !argument || isVariadic(host.pkg, fn, index)) return;
    given.set(parameter, argument);
    for (const fact of factsOf(host, parameter, argument)) facts.set(fact.condition.key, fact);
  });
  const names = [...given].flatMap(([parameter, expression]) => {
    const name = conditionOf(host, graph, expression)?.key;
    return name?.startsWith('#') ? [{ parameter, name }] : [];
  });
  for (const fact of [...known.values(), ...dominating(host, graph, call)]) {
    for (const { parameter, name } of names) {
      const condition = translated(host, fact.condition, name, parameter);
      if (condition && !facts.has(condition.key)) facts.set(condition.key, { condition, holds: fact.holds });
    }
  }
  return facts;
}

/** What an argument says of its parameter. */
function factsOf(host: LockHost, parameter: VarObject, argument: SyntaxNode): readonly Fact[] {
  const { pkg, paths } = host;
  const subject = `#${paths.numberOf(parameter)} `;
  const fact = (key: string, holds: boolean, bound?: Condition['bound']): Fact => ({
    condition: { key, isPositive: true, objects: [parameter], isVolatile: false, bound },
    holds,
  });
  const length = (count: number): Fact =>
    fact(`len ( ${subject}) == ${count} `, true, {
      subject: `len ( ${subject}) `,
      relation: '==',
      value: BigInt(count),
      isNatural: true,
    });
  if (argument.kind === 'nil') return [fact(`${subject}== nil `, true), length(0)];
  if (isMade(host, argument)) return [fact(`${subject}== nil `, false)];
  const constant = pkg.constantOf(argument);
  const text = constantText(pkg, argument);
  if (constant?.kind === 'bool') return [fact(subject, constant.value)];
  if (constant?.kind === 'int') {
    const bound = { subject, relation: '==', value: constant.value, isNatural: false } as const;
    return [fact(`${subject}== ${text} `, true, bound)];
  }
  return text === undefined ? [] : [fact(`${subject}== ${text} `, true)];
}

/** Whether an expression makes a value that is not nil. */
function isMade({ pkg }: LockHost, expression: SyntaxNode): boolean {
  if (expression.kind === 'unary_expression') return expression.field('operator')?.text === '&';
  if (expression.kind === 'func_literal') return true;
  return callsBuiltin(pkg, expression, 'make') || callsBuiltin(pkg, expression, 'new');
}

/** A condition on what a caller passes, as one on the parameter; undefined when it depends on anything else. */
function translated(
  { paths }: LockHost,
  condition: Condition,
  name: string,
  parameter: VarObject,
): Condition | undefined {
  const number = `#${paths.numberOf(parameter)} `;
  const replace = (text: string): string => ` ${text}`.replaceAll(` ${name}`, ` ${number}`).slice(1);
  const key = replace(condition.key);
  const others = key.replaceAll(number, '').includes('#');
  if (key === condition.key || others) return undefined;
  const bound = condition.bound && { ...condition.bound, subject: replace(condition.bound.subject) };
  return { ...condition, key, objects: [parameter], bound };
}

/** Branches that every way to a call has taken, of which nothing is assigned behind them. */
function dominating(host: LockHost, graph: ControlFlowGraph, call: SyntaxNode): readonly Fact[] {
  const facts: Fact[] = [];
  for (let block = graph.blockOf(call); block; block = graph.immediateDominator(block)) {
    const [edge, ...others] = block.predecessors.filter(({ from }) => graph.isReachable(from));
    if (!edge?.condition || others.length > 0 || (edge.kind !== 'true' && edge.kind !== 'false')) continue;
    const condition = conditionOf(host, graph, edge.condition);
    if (!condition || isChangedBehind(host, graph, condition, edge.condition)) continue;
    facts.push({ condition, holds: (edge.kind === 'true') === condition.isPositive });
  }
  return facts;
}

/** Whether a variable of a condition, or a field that it names, is assigned anywhere behind it. */
function isChangedBehind(
  { pkg }: LockHost,
  graph: ControlFlowGraph,
  condition: Condition,
  at: SyntaxNode,
): boolean {
  return graph.blocks.some(({ nodes }) =>
    nodes.some(
      (node) =>
        node.start >= at.end && assignmentsOf(node).some(({ target }) => isChangedBy(pkg, condition, target)),
    ),
  );
}
