import { outermost } from '../../semantic/declarations.ts';
import type { GoFunction, PackageModel, VarObject } from '../../semantic/model.ts';
import { givesError, isErrorType, namedId } from '../../semantic/types.ts';
import { callsBuiltin } from '../../semantic/universe.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { WitnessStep } from '../model.ts';
import { nilComparison } from '../nil-comparison.ts';

/** Whether a statement returns, stores, sends or renames what a variable stands for. */
export function isPutAway(pkg: PackageModel, node: SyntaxNode, object: VarObject): boolean {
  for (const identifier of node.tree.identifiersNamed(object.name, node)) {
    let mention = identifier;
    const pointer = identifier.parent;
    if (pointer?.kind === 'unary_expression' && pointer.field('operator')?.text === '&') mention = pointer;
    const parent = mention.parent;
    const isWhole =
      parent?.kind === 'literal_element' ||
      parent?.kind === 'keyed_element' ||
      (parent?.kind === 'send_statement' && mention.fieldName === 'value') ||
      (parent?.kind === 'expression_list' && parent.fieldName !== 'left') ||
      (parent?.kind === 'argument_list' && callsBuiltin(pkg, parent.parent, 'append'));
    if (isWhole && mention.fieldName !== 'key' && pkg.objectOf(identifier) === object) return true;
  }
  return false;
}

/**
 * Whether a bare return gives the caller what a named result stands for: not where the path has found a named error, which
 * says that there is nothing to give.
 * @param path the branches on the way to the return
 */
export function isGivenAsResult(
  pkg: PackageModel,
  node: SyntaxNode,
  object: VarObject,
  path: readonly WitnessStep[],
): boolean {
  if (object.role !== 'result' || object.function !== pkg.functionOf(node)) return false;
  if (node.kind !== 'return_statement' || node.namedChildren.some(({ isExtra }) => !isExtra)) return false;
  const asked = path.findLast(({ node: condition, taken }) => {
    const { object: error, isWhole } = nilComparison(pkg, condition) ?? {};
    return (
      taken !== undefined &&
      isWhole === true &&
      error?.role === 'result' &&
      isErrorType(pkg.typeOfObject(error))
    );
  });
  return !asked || nilComparison(pkg, asked.node)!.equal === asked.taken;
}

/** Whether a block around a node, inside a statement, ends in a return. */
export function leavesAfter(node: SyntaxNode, statement: SyntaxNode): boolean {
  for (let at = node; at !== statement && at.parent; at = at.parent) {
    if (at.parent.kind !== 'statement_list') continue;
    const { namedChildren } = at.parent;
    if (namedChildren[namedChildren.length - 1]?.kind === 'return_statement') return true;
  }
  return false;
}

/** Whether an `if` holds nothing but a Lock and what undoes it, so that the work behind it is done either way. */
export function isOptional(lock: SyntaxNode): boolean {
  const list = lock.parent?.parent;
  const branch = list?.parent?.parent;
  if (lock.parent?.kind !== 'expression_statement' || branch?.kind !== 'if_statement') return false;
  return list!.namedChildren.every(
    (statement) =>
      statement === lock.parent ||
      statement.kind === 'defer_statement' ||
      statement.kind === 'assignment_statement',
  );
}

/** Functions that make an error that is not nil. */
const MAKES_ERROR =
  /^(errors\.(New|Join)|fmt\.Errorf|github\.com\/pkg\/errors\.\w+|google\.golang\.org\/grpc\/status\.Errorf?)$/;

/** Whether a way to leave tells the caller that nothing was done: an error, `false`, or nil for every result. */
export function saysNo(pkg: PackageModel, node: SyntaxNode): boolean {
  if (node.kind !== 'return_statement') return false;
  const results = node.firstNamedChild?.namedChildren ?? [];
  const last = results[results.length - 1];
  if (!last) return false;
  if (results.some((result) => result.kind === 'false')) return true;
  const fn = pkg.functionOf(node);
  if (!fn || !givesError(pkg.signatureOf(fn))) return results.every((result) => result.kind === 'nil');
  if (last.kind === 'call_expression')
    return MAKES_ERROR.test(pkg.calleeOf(last)?.id ?? '') || isStructOf(pkg, last);
  return last.kind !== 'nil';
}

/** Whether a call gives a struct itself, which is never nil (Go spec, "Representation of values"): an error that has happened. */
function isStructOf(pkg: PackageModel, call: SyntaxNode): boolean {
  const type = pkg.calleeOf(call)?.signature?.results[0]?.type;
  return type?.kind === 'named' && pkg.underlying(type)?.kind === 'struct';
}

/** Whether a statement returns a value of a type of which a method is one of some functions: its owner can call that later. */
export function givesOwnerOf(pkg: PackageModel, node: SyntaxNode, functions: readonly GoFunction[]): boolean {
  if (node.kind !== 'return_statement') return false;
  return (node.firstNamedChild?.namedChildren ?? []).some((value) => {
    const type = value.kind === 'nil' ? undefined : namedId(pkg.typeOf(value));
    return (
      type !== undefined &&
      functions.some((fn) => {
        const receiver = outermost(fn)?.receiver;
        return receiver !== undefined && namedId(pkg.typeOfObject(receiver)) === type;
      })
    );
  });
}

/** Whether a deferred literal of the function stops panics. */
export function recovers(pkg: PackageModel, fn: GoFunction): boolean {
  if (!fn.body) return false;
  for (const call of fn.body.descendants('call_expression')) {
    if (!callsBuiltin(pkg, call, 'recover')) continue;
    const literal = pkg.functionOf(call);
    const parent = literal?.node.parent;
    if (literal?.outer === fn && parent?.parent?.kind === 'defer_statement') return true;
  }
  return false;
}
