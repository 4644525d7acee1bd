import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import { callsBuiltin } from '../semantic/universe.ts';
import { statementsOf } from '../syntax/statements.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignedTo, isAssignedWhole, onlyCall } from './assignments.ts';
import { loopsAround } from './loop-heads.ts';
import { unwrapped, variable } from './nil-comparison.ts';
import { isWrittenThrough } from './settled-fields.ts';

/**
 * The most elements of the list that a variable gets from a function of the package, which puts them in one by one, in a loop that it leaves
 * at a constant number of rounds or elements.
 */
export function mostGiven(pkg: PackageModel, list: VarObject): number | undefined {
  const assigned = pkg.referencesTo(list).filter(isAssignedWhole);
  const call = assigned.length === 1 ? callGiving(assigned[0]!) : undefined;
  const fn = call && pkg.calleeOf(call)?.function;
  if (!call || !fn?.body || !pkg.files.includes(fn.file) || isGrown(pkg, list)) return undefined;
  const index = assigned[0]!.parent!.namedChildren.indexOf(assigned[0]!);
  let most = 0;
  for (const statement of fn.body.descendants('return_statement')) {
    if (pkg.functionOf(statement) !== fn) continue;
    const value = statement.firstNamedChild?.namedChildren[index];
    const size = value?.kind === 'nil' ? 0 : value && mostCollected(pkg, fn, value);
    if (size === undefined) return undefined;
    most = Math.max(most, size);
  }
  return most > 0 ? most : undefined;
}

function callGiving(target: SyntaxNode): SyntaxNode | undefined {
  const value = assignedTo(target)?.value ?? onlyCall(target.parent?.parent ?? target);
  return value?.kind === 'call_expression' ? value : undefined;
}

/** Whether a list may be filled by somebody else: its address is taken, or it is put into another variable. */
function isGrown(pkg: PackageModel, list: VarObject): boolean {
  return pkg.referencesTo(list).some((each) => !isAssignedWhole(each) && isWrittenThrough(each));
}

/** The most elements of a local list: it starts empty, and everything that changes it is `x = append(x, one)` in one capped loop. */
function mostCollected(pkg: PackageModel, fn: GoFunction, value: SyntaxNode): number | undefined {
  const object = variable(pkg, unwrapped(value));
  if (object?.role !== 'local' || object.function !== fn) return undefined;
  let most: number | undefined;
  for (const mention of pkg.referencesTo(object)) {
    const isWhole = isAssignedWhole(mention);
    if (!isWhole && mention !== object.node) {
      if (isWrittenThrough(mention)) return undefined;
      continue;
    }
    const given = isWhole ? assignedTo(mention)?.value : undefined;
    if (mention === object.node && isEmpty(pkg, mention, given)) continue;
    const added = given && isAppendOfOne(pkg, given, object) ? capOf(pkg, fn, mention, object) : undefined;
    // a second append may add as many again
    if (added === undefined || most !== undefined) return undefined;
    most = added;
  }
  return most;
}

/** Whether a variable is declared without a value, with a list literal of no elements, or made with the length 0. */
function isEmpty(pkg: PackageModel, name: SyntaxNode, value: SyntaxNode | undefined): boolean {
  if (!value) return name.parent?.kind === 'var_spec' && !name.parent.field('value');
  if (value.kind === 'composite_literal') return !value.field('body')?.firstNamedChild;
  const length = callsBuiltin(pkg, value, 'make') ? value.field('arguments')?.namedChildren[1] : undefined;
  const number = length && pkg.constantOf(length);
  return number?.kind === 'int' && Number(number.value) === 0;
}

function isAppendOfOne(pkg: PackageModel, value: SyntaxNode, list: VarObject): boolean {
  if (!callsBuiltin(pkg, value, 'append')) return false;
  const [first, added, ...more] = value.field('arguments')?.namedChildren ?? [];
  return (
    first !== undefined &&
    variable(pkg, first) === list &&
    added !== undefined &&
    added.kind !== 'variadic_argument' &&
    more.length === 0
  );
}

/** How often the only loop around an append comes to it: it leaves before that, in each round, at a constant number. */
function capOf(pkg: PackageModel, fn: GoFunction, append: SyntaxNode, list: VarObject): number | undefined {
  const loops = [...loopsAround(append)];
  const [loop] = loops;
  if (!loop || loops.length > 1 || pkg.functionOf(loop) !== fn) return undefined;
  for (const statement of statementsOf(loop.field('body'))) {
    if (statement.start > append.start) return undefined;
    if (statement.kind !== 'if_statement' || !leavesLoop(statement)) continue;
    const cap = limitIn(pkg, statement.field('condition'), loop, list);
    if (cap !== undefined) return cap;
  }
  return undefined;
}

function leavesLoop(statement: SyntaxNode): boolean {
  const last = statementsOf(statement.field('consequence')).at(-1);
  const isBreak = last?.kind === 'break_statement' && !last.firstNamedChild;
  return isBreak || last?.kind === 'return_statement';
}

/** The number of appends before `i > 10`, `i >= 10`, `len(x) >= 10` or `== 10` holds. */
function limitIn(
  pkg: PackageModel,
  condition: SyntaxNode | undefined,
  loop: SyntaxNode,
  list: VarObject,
): number | undefined {
  const counted = condition?.kind === 'binary_expression' ? condition.field('left') : undefined;
  const right = condition?.field('right');
  const limit = right && pkg.constantOf(right);
  if (!counted || limit?.kind !== 'int') return undefined;
  const measured = callsBuiltin(pkg, counted, 'len')
    ? counted.field('arguments')?.firstNamedChild
    : undefined;
  if (!(measured ? variable(pkg, measured) === list : isIndexOf(pkg, counted, loop))) return undefined;
  switch (condition?.field('operator')?.text) {
    case '>':
      return Number(limit.value) + 1;
    case '>=':
    case '==':
      return Number(limit.value);
    default:
      return undefined;
  }
}

/** Whether an expression is the index of a loop over a list, which nothing in the body sets. */
function isIndexOf(pkg: PackageModel, expression: SyntaxNode, loop: SyntaxNode): boolean {
  const object = variable(pkg, expression);
  const clause = loop.namedChildren.find(({ kind }) => kind === 'range_clause');
  const kind = pkg.underlying(pkg.typeOf(clause?.field('right') ?? loop))?.kind;
  return (
    object !== undefined &&
    clause?.field('left')?.firstNamedChild === object.node &&
    (kind === 'slice' || kind === 'array') &&
    !pkg.referencesTo(object).some((each) => each !== object.node && isWrittenThrough(each))
  );
}
