import type { PackageModel, VarObject } from '../../semantic/model.ts';
import { callsBuiltin } from '../../semantic/universe.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { assignedTo, isAssignedWhole } from '../assignments.ts';
import type { BasicBlock, Edge } from '../model.ts';
import { variable } from '../nil-comparison.ts';
import { nameOf } from '../path-facts.ts';
import { placeOf } from '../places.ts';

/** Calls through which the length of an argument is followed to its caller. */
const MOST_CALLS = 3;

function clauseOf(loop: SyntaxNode): SyntaxNode | undefined {
  return loop.namedChildren.find((child) => child.kind === 'range_clause' || child.kind === 'for_clause');
}

/**
 * What the number of rounds of a loop depends on, so that two loops over the same thing go round equally often:
 * `range xs`, `range len(xs)` and `i := 0; i < len(xs); i++` give `xs`. Undefined when it cannot be told.
 * @param call that runs the function of the loop, where it is known: what that passes is what a parameter holds
 */
export function boundOf(pkg: PackageModel, loop: SyntaxNode, call?: SyntaxNode): string | undefined {
  const clause = clauseOf(loop);
  if (clause?.kind === 'range_clause') return keyOf(pkg, clause.field('right'), 0, call);
  const condition = clause?.field('condition');
  const operator = condition?.field('operator')?.text;
  if (condition?.kind !== 'binary_expression' || (operator !== '<' && operator !== '!=')) return undefined;
  if (!startsAtZero(pkg, clause) || clause?.field('update')?.kind !== 'inc_statement') return undefined;
  return keyOf(pkg, condition.field('right'), 0, call);
}

/** What a number, or the length of what is ranged over, depends on: equal for expressions that give the same number. */
export function numberKey(pkg: PackageModel, expression: SyntaxNode | undefined): string | undefined {
  return keyOf(pkg, expression, 0);
}

/** Whether a loop goes round as often as a variable says that holds a number: it may be none at all. */
export function isCountedByVariable(pkg: PackageModel, loop: SyntaxNode): boolean {
  const clause = clauseOf(loop);
  const bound =
    clause?.kind === 'range_clause' ? clause.field('right') : clause?.field('condition')?.field('right');
  if (bound?.kind !== 'identifier' || pkg.constantOf(bound)) return false;
  const type = pkg.typeOf(bound);
  return type?.kind === 'basic' && /^u?int/.test(type.name);
}

/**
 * Whether a loop goes round as often as goroutines were started: its number is a counter that begins at 0 and goes up where one of them
 * starts, and only there. In each of its rounds there is one of them left that has not been heard.
 */
export function countsStarts(pkg: PackageModel, loop: SyntaxNode): boolean {
  const clause = clauseOf(loop);
  const bound =
    clause?.kind === 'range_clause' ? clause.field('right') : clause?.field('condition')?.field('right');
  const counter = bound?.kind === 'identifier' ? variable(pkg, bound) : undefined;
  if (counter?.role !== 'local' || !isCountedByVariable(pkg, loop)) return false;
  const changes = pkg.referencesTo(counter).filter((each) => each.parent?.kind.endsWith('c_statement'));
  const [up] = changes;
  const isSet = pkg.referencesTo(counter).some((each) => each !== counter.node && isAssignedWhole(each));
  const statement = up?.parent;
  return (
    !isSet &&
    changes.length === 1 &&
    statement?.kind === 'inc_statement' &&
    startsAtNone(pkg, counter.node) &&
    (statement.parent?.namedChildren ?? []).some(({ kind }) => kind === 'go_statement')
  );
}

/** Whether a variable is declared with 0: `var n int`, `n := 0`. */
function startsAtNone(pkg: PackageModel, name: SyntaxNode): boolean {
  if (name.parent?.kind === 'var_spec' && !name.parent.field('value')) return true;
  const value = assignedTo(name)?.value;
  const constant = value && pkg.constantOf(value);
  return constant?.kind === 'int' && constant.value === 0n;
}

/** @param calls callers that were asked for what they pass */
function keyOf(
  pkg: PackageModel,
  node: SyntaxNode | undefined,
  calls: number,
  run?: SyntaxNode,
): string | undefined {
  const value = callsBuiltin(pkg, node, 'len', 'cap') ? node?.field('arguments')?.firstNamedChild : node;
  if (!value) return undefined;
  const constant = pkg.constantOf(value);
  if (constant?.kind === 'int') return `#${constant.value}`;
  const place = placeOf(pkg, value);
  if (!place) return undefined;
  const given = calls < MOST_CALLS ? givenFor(pkg, place.root, run) : undefined;
  const root = given ? keyOf(pkg, given, calls + 1) : undefined;
  return [root ?? nameOf(place.root), ...place.fields].join('.');
}

/** What a call of a function, or its only one, passes as a parameter, or is made on. */
function givenFor(
  pkg: PackageModel,
  { role, function: fn, node }: VarObject,
  run: SyntaxNode | undefined,
): SyntaxNode | undefined {
  if (!fn || (role !== 'parameter' && role !== 'receiver') || !pkg.files.includes(fn.file)) return undefined;
  const calls = pkg.callsTo(fn);
  const call = run && calls.includes(run) ? run : calls[0];
  if (!call || (call !== run && calls.length !== 1)) return undefined;
  if (role === 'receiver') return pkg.calleeOf(call)?.receiver;
  const given = call.field('arguments')?.namedChildren ?? [];
  return given.length === fn.parameters.length
    ? given[fn.parameters.findIndex((parameter) => parameter?.node === node)]
    : undefined;
}

function startsAtZero(pkg: PackageModel, clause: SyntaxNode | undefined): boolean {
  const values = clause?.field('initializer')?.field('right')?.namedChildren ?? [];
  const value = values.length === 1 ? pkg.constantOf(values[0]!) : undefined;
  return value?.kind === 'int' && value.value === 0n;
}

/** The variable that counts the rounds of a loop from 0. */
export function indexOf(pkg: PackageModel, loop: SyntaxNode): VarObject | undefined {
  const clause = clauseOf(loop);
  if (clause?.kind === 'for_clause' && !startsAtZero(pkg, clause)) return undefined;
  const set = clause?.kind === 'for_clause' ? clause.field('initializer') : clause;
  const index = set?.field('left')?.firstNamedChild;
  return index && variable(pkg, index);
}

/** A condition that holds in one round of a loop, by the number of the round from 0. */
export interface RoundTest {
  readonly condition: SyntaxNode;
  readonly round: number;
}

/** Conditions in the body of a loop that compare its counter, which nothing else sets, with a constant. */
export function roundTests(pkg: PackageModel, loop: SyntaxNode): readonly RoundTest[] {
  const counter = indexOf(pkg, loop);
  const body = loop.field('body');
  if (!counter || !body) return [];
  const isCounter = (node: SyntaxNode | undefined): boolean =>
    node !== undefined && variable(pkg, node) === counter;
  const tests: RoundTest[] = [];
  for (const node of body.descendants(
    'binary_expression',
    'assignment_statement',
    'inc_statement',
    'dec_statement',
    'unary_expression',
  )) {
    if (node.kind === 'binary_expression') {
      const right = node.field('right');
      if (node.field('operator')?.text !== '==' || !isCounter(node.field('left')) || !right) continue;
      const value = pkg.constantOf(right);
      if (value?.kind === 'int') tests.push({ condition: node, round: Number(value.value) });
    } else if (node.kind === 'unary_expression') {
      if (node.field('operator')?.text === '&' && isCounter(node.field('operand'))) return [];
    } else {
      const targets = node.field('left')?.namedChildren ?? [node.firstNamedChild];
      if (targets.some(isCounter)) return [];
    }
  }
  return tests;
}

/** The loop that a block is the head of: its condition or range clause stands first there. */
export function loopAt(block: BasicBlock): SyntaxNode | undefined {
  const [first] = block.nodes;
  if (!first) return undefined;
  if (first.kind === 'range_clause') return first.parent;
  for (let node: SyntaxNode | undefined = first; node; node = node.parent) {
    const parent: SyntaxNode | undefined = node.parent;
    if (parent?.kind === 'for_statement') return node.fieldName === 'body' ? undefined : parent;
    if (parent?.kind === 'for_clause') {
      return node.fieldName === 'condition' ? parent.parent : undefined;
    }
    if (node.kind.endsWith('_statement') || node.kind === 'block') return undefined;
  }
  return undefined;
}

/** The loop that an edge leaves because its condition no longer holds or its range is at its end. */
export function finishedLoop(edge: Edge): SyntaxNode | undefined {
  if (edge.kind === 'done') return edge.condition?.parent;
  if (edge.kind !== 'false' || !edge.condition) return undefined;
  return conditionOwner(edge.condition);
}

/** The loop into whose body an edge goes. */
export function enteredLoop(edge: Edge): SyntaxNode | undefined {
  if (edge.kind === 'iterate') return edge.condition?.parent;
  if (edge.kind !== 'true' || !edge.condition) return undefined;
  return conditionOwner(edge.condition);
}

function conditionOwner(condition: SyntaxNode): SyntaxNode | undefined {
  for (let node: SyntaxNode | undefined = condition; node; node = node.parent) {
    const parent: SyntaxNode | undefined = node.parent;
    if (parent?.kind === 'for_statement') return node.fieldName === 'body' ? undefined : parent;
    if (parent?.kind === 'for_clause') return node.fieldName === 'condition' ? parent.parent : undefined;
    if (node.kind.endsWith('_statement') || node.kind === 'block') return undefined;
  }
  return undefined;
}
