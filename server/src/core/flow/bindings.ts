import type { PackageModel, VarObject } from '../semantic/model.ts';
import { endsInJump } from '../syntax/statements.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { failureIndexOf } from './failures.ts';
import { nilComparison, variable } from './nil-comparison.ts';

/** The call that a value goes through last before it is bound: `must(http.Get(u))`. */
export function outermostCall(call: SyntaxNode): SyntaxNode {
  let current = call;
  while (current.parent?.kind === 'argument_list' && current.parent.parent) current = current.parent.parent;
  return current;
}

/** Where the value of a call and its error go. */
export interface Binding {
  /** Dropped on the spot: a bare call, `_`, or the call of a go or defer statement. */
  readonly isDiscarded: boolean;
  /** Identifier of the error that comes with it. */
  readonly error: SyntaxNode | undefined;
  /** Whether the call has an error result, named or not. */
  readonly hasError: boolean;
  /** Whether the error is assigned to `_`. */
  readonly errorIsDropped: boolean;
  /** The identifier that the value is bound to. */
  readonly target: SyntaxNode | undefined;
}

/** What the result of a call, and the error that comes with it, are bound to. */
export function bindingOf(pkg: PackageModel, call: SyntaxNode, index: number): Binding {
  const callee = pkg.calleeOf(call);
  const parent = call.parent;
  const list = parent?.kind === 'expression_list' ? parent : undefined;
  const statement = list?.parent;
  const targets =
    statement?.kind === 'var_spec'
      ? statement.fieldAll('name')
      : (statement?.field('left')?.namedChildren ?? []);
  const isBound = list?.namedChildren.length === 1 && targets.length > 0;
  // by convention the last of several results of a function that is only known by name is its error
  const conventional = isBound && targets.length > index + 1 ? targets.length - 1 : -1;
  const errorIndex = callee?.signature ? failureIndexOf(pkg, callee, index) : conventional;
  const hasError = errorIndex >= 0;
  const unbound = {
    isDiscarded: false,
    error: undefined,
    hasError,
    errorIsDropped: false,
    target: undefined,
  };
  if (
    parent?.kind === 'expression_statement' ||
    parent?.kind === 'go_statement' ||
    parent?.kind === 'defer_statement'
  ) {
    return { ...unbound, isDiscarded: true };
  }
  if (!isBound) return unbound;
  const error = hasError ? targets[errorIndex] : undefined;
  return {
    isDiscarded: targets[index]?.text === '_',
    error: error?.kind === 'identifier' && error.text !== '_' ? error : undefined,
    hasError,
    errorIsDropped: error?.text === '_',
    target: targets[index]?.kind === 'identifier' && targets[index].text !== '_' ? targets[index] : undefined,
  };
}

/** The statement that stands in a block: an initializer's own statement is the `if` around it. */
export function statementOf(node: SyntaxNode): SyntaxNode {
  let current = node;
  while (current.parent && current.parent.kind !== 'statement_list' && current.parent.kind !== 'block')
    current = current.parent;
  return current;
}

/** The identifier in a statement that a variable is bound by. */
export function nameBound(pkg: PackageModel, statement: SyntaxNode, object: VarObject): SyntaxNode {
  for (const identifier of statement.descendants('identifier')) {
    if (identifier.text === object.name && variable(pkg, identifier) === object) return identifier;
  }
  return object.node;
}

/** The `if err != nil { ...leaves }` right behind the acquisition, or the acquisition itself when there is no error. */
export function heldFrom(
  pkg: PackageModel,
  statement: SyntaxNode,
  error: VarObject | undefined,
  hasError: boolean,
): SyntaxNode | undefined {
  const simple = ['short_var_declaration', 'assignment_statement', 'var_declaration'].includes(
    statement.kind,
  );
  if (!simple) return undefined;
  if (!hasError) return statement;
  if (!error) return undefined;
  let next = statement.nextSibling;
  while (next && (!next.isNamed || next.isExtra)) next = next.nextSibling;
  if (next?.kind !== 'if_statement' || next.field('initializer') || next.field('alternative'))
    return undefined;
  const condition = next.field('condition');
  const body = next.field('consequence');
  return condition && body && saysError(pkg, condition, error) && endsInJump(body) ? next : undefined;
}

function saysError(pkg: PackageModel, condition: SyntaxNode, error: VarObject): boolean {
  if (condition.kind === 'binary_expression' && condition.field('operator')?.text === '||') {
    return (
      saysError(pkg, condition.field('left')!, error) || saysError(pkg, condition.field('right')!, error)
    );
  }
  const comparison = nilComparison(pkg, condition);
  return comparison?.object === error && comparison.isWhole && !comparison.equal;
}
