import { homeOf } from '../semantic/home.ts';
import type { PackageModel } from '../semantic/model.ts';
import { statementsOf } from '../syntax/statements.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { type ContextRoot, rootOf } from './context-roots.ts';
import { variable } from './nil-comparison.ts';
import { type Origin, originsOf } from './origins.ts';
import { isKeptInField } from './stored-cancels.ts';

const ROOTS: readonly ContextRoot[] = ['endless', 'unseen'];

/** The row of the ownership table for cancel functions. */
export const CANCEL_FUNCTION = 'cancel-function';

/** What the context of a cancel function costs as long as nobody calls that. */
export interface MadeContext {
  /** Whether a timer ends it. */
  readonly hasDeadline: boolean;
  /** What may hold it: nothing where its parent is never cancelled, or made for it alone (context/context.go, propagateCancel). */
  readonly root: ContextRoot;
  /** Its parent, as an expression of the package of the call; undefined where only a function of the program has it. */
  readonly parent: SyntaxNode | undefined;
}

/** context/context.go: functions that give a context and the function that cancels it; true for those with a timer. */
const MAKERS: ReadonlyMap<string, boolean> = new Map([
  ['context.WithCancel', false],
  ['context.WithCancelCause', false],
  ['context.WithTimeout', true],
  ['context.WithTimeoutCause', true],
  ['context.WithDeadline', true],
  ['context.WithDeadlineCause', true],
]);

/**
 * The contexts that a call may have made whose cancel function is one of its results, also where functions of the program
 * make and return them.
 * @param index of the cancel function among the results
 * @returns undefined when something else may have given it
 */
export function madeContexts(
  pkg: PackageModel,
  call: SyntaxNode,
  index: number,
): readonly MadeContext[] | undefined {
  const origins = originsOfResult(pkg, call, index);
  if (!origins?.length) return undefined;
  const made: MadeContext[] = [];
  for (const { node, result } of origins) {
    const maker = pkg.functionOf(node);
    const home = maker ? homeOf(pkg, maker) : pkg;
    // it is given where there is no context to cancel, or by a struct that keeps it and calls it itself
    if (doesNothing(home, node) || isKeptInField(home, node)) continue;
    const hasDeadline = result === 1 ? MAKERS.get(home.calleeOf(node)?.id ?? '') : undefined;
    if (hasDeadline === undefined) return undefined;
    const inner = node.field('arguments')?.firstNamedChild;
    const parent = node === call ? inner : inner && argumentFor(pkg, call, home, inner);
    const roots = [inner && rootOf(home, inner, node), parent && node !== call && rootOf(pkg, parent, call)];
    const root = ROOTS.find((each) => roots.includes(each)) ?? 'cancellable';
    made.push({ hasDeadline, root, parent });
  }
  return made;
}

/**
 * Whether the context of a cancel function is collected when nobody holds it: it has no timer of its own, and below a parent
 * that is never cancelled nothing is registered (context/context.go, propagateCancel). `unseen` where functions that were not read
 * have a part in that parent.
 * @param index of the cancel function among the results of the call
 */
export function leavesNothing(pkg: PackageModel, call: SyntaxNode, index: number): boolean | 'unseen' {
  const made = madeContexts(pkg, call, index);
  if (!made?.every(({ hasDeadline, root }) => !hasDeadline && root !== 'cancellable')) return false;
  return made.some(({ root }) => root === 'unseen') ? 'unseen' : true;
}

/** Whether an expression is a function without a statement. */
function doesNothing(pkg: PackageModel, node: SyntaxNode): boolean {
  if (node.kind === 'func_literal') return statementsOf(node.field('body')).length === 0;
  const object = node.kind === 'identifier' ? pkg.objectOf(node) : undefined;
  const body = object?.kind === 'func' ? object.function.body : undefined;
  return body !== undefined && statementsOf(body).length === 0;
}

function originsOfResult(pkg: PackageModel, call: SyntaxNode, index: number): readonly Origin[] | undefined {
  const callee = pkg.calleeOf(call);
  if (callee?.kind !== 'value' || !callee.function)
    return originsOf(pkg, call, { fields: false, result: index })?.all;
  // the literal that a variable holds
  const { function: fn } = callee;
  const found: Origin[] = [];
  for (const statement of fn.body?.descendants('return_statement') ?? []) {
    if (pkg.functionOf(statement) !== fn) continue;
    const values = statement.firstNamedChild?.namedChildren ?? [];
    const origins = values.length > index ? originsOf(pkg, values[index]!, { fields: false }) : undefined;
    if (!origins) return undefined;
    found.push(...origins.all);
  }
  return found;
}

/** The argument of a call that is a parameter of the function which it calls. */
function argumentFor(
  pkg: PackageModel,
  call: SyntaxNode,
  home: PackageModel,
  expression: SyntaxNode,
): SyntaxNode | undefined {
  const object = variable(home, expression);
  const fn = object?.role === 'parameter' ? object.function : undefined;
  if (!fn || fn !== pkg.calleeOf(call)?.function) return undefined;
  return call.field('arguments')?.namedChildren[fn.parameters.indexOf(object!)];
}
