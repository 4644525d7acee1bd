import type { PackageModel } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isAssignedWhole, targetsOf } from './assignments.ts';
import type { Leak } from './model.ts';
import { unwrapped, variable } from './nil-comparison.ts';

/**
 * Whether a path leaves only where the writer of an answer cannot flush, `flusher, ok := w.(http.Flusher); if !ok { return }`: those
 * of net/http can (net/http/server.go: "The default HTTP/1.x and HTTP/2 [ResponseWriter] implementations support [Flusher], but
 * ResponseWriter wrappers may not").
 */
export function isBehindNoFlusher(pkg: PackageModel, { exit, resource }: Leak): boolean {
  for (let node = exit; node.parent && node !== resource.function.node; node = node.parent) {
    const statement = node.fieldName === 'consequence' ? node.parent : undefined;
    const condition =
      statement?.kind === 'if_statement' ? unwrapped(statement.field('condition')!) : undefined;
    if (condition?.kind !== 'unary_expression' || condition.field('operator')?.text !== '!') continue;
    const assertion = node.contains(resource.acquisition) ? undefined : askedBy(pkg, condition);
    if (!assertion) continue;
    const writer = assertion.field('operand');
    const type = assertion.field('type');
    if (namedId(writer && pkg.typeOf(writer)) !== 'net/http.ResponseWriter') continue;
    if (namedId(type && pkg.typeOf(type)) === 'net/http.Flusher') return true;
  }
  return false;
}

/** The type assertion whose answer a condition denies. */
function askedBy(pkg: PackageModel, condition: SyntaxNode): SyntaxNode | undefined {
  const operand = condition.field('operand');
  const object = operand && variable(pkg, unwrapped(operand));
  const given = object
    ? pkg.referencesTo(object).filter((each) => isAssignedWhole(each) && each.start < condition.start)
    : [];
  const statement = given.at(-1)?.parent?.parent;
  const value =
    statement && targetsOf(statement).length === 2 ? statement.field('right')?.firstNamedChild : undefined;
  return value?.kind === 'type_assertion_expression' ? value : undefined;
}
