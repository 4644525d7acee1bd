import type { PackageModel, VarObject } from '../../semantic/model.ts';
import { namedId } from '../../semantic/types.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';

/**
 * Whether another package of the module may release a lock that a value of some type has: it calls the method on that
 * type, on the field that is the lock, or on something whose type is not known.
 * @param root a variable that leads to the lock
 * @param declaration of the lock
 */
export function mayReleaseElsewhere(
  pkg: PackageModel,
  method: string,
  root: VarObject,
  declaration: SyntaxNode,
): boolean {
  if (!pkg.program.moduleIsComplete) return true;
  const owner = namedId(pkg.typeOfObject(root));
  for (const member of pkg.program.modulePackages(root.file, [method])) {
    if (member.path === pkg.path) continue;
    for (const file of member.files) {
      for (const mention of file.tree.identifiersNamed(method)) {
        const operand = mention.fieldName === 'field' ? mention.parent?.field('operand') : undefined;
        if (!operand) continue;
        const type = namedId(member.typeOf(operand));
        const field = operand.kind === 'selector_expression' ? operand.field('field') : undefined;
        const object = field && member.objectOf(field);
        const isField = object?.kind === 'var' && object.node === declaration;
        if (!owner || !type || type === owner || isField) return true;
      }
    }
  }
  return false;
}
