import { isContextType } from '../../semantic/context-types.ts';
import type { FileModel, PackageModel, VarObject } from '../../semantic/model.ts';
import { type GoType, namedId } from '../../semantic/types.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';

/**
 * Variables of a named type that code at a node can use by their name, the one declared last first: locals and
 * parameters of the functions around it. Package variables and named results are left out.
 * @param id the type's canonical name; for `context.Context` what embeds it counts as well
 */
export function variablesInScope(
  pkg: PackageModel,
  file: FileModel,
  id: string,
  at: SyntaxNode,
): readonly VarObject[] {
  const isWanted = (type: GoType | undefined): boolean =>
    namedId(type) === id || (id === 'context.Context' && isContextType(pkg, type));
  const found: VarObject[] = [];
  for (let fn = pkg.functionOf(at); fn; fn = fn.outer) {
    for (const identifier of fn.node.descendants('identifier')) {
      if (identifier.start >= at.start) break;
      const object = pkg.objectOf(identifier);
      if (object?.kind !== 'var' || object.node !== identifier || found.includes(object)) continue;
      if (object.role === 'result') continue; // it has no value yet
      if (object.file !== file || !isWanted(pkg.typeOfObject(object))) continue;
      if (pkg.lookup(object.name, at) === object) found.push(object);
    }
  }
  return found.sort((a, b) => b.node.start - a.node.start);
}
