import type { FileModel, PackageModel, VarObject } from '../../semantic/model.ts';
import { namedId } from '../../semantic/types.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';

/**
 * Variables of a named type that code at a node can use by their name, the one declared last first: locals and
 * parameters of the functions around it. Package variables and named results are left out.
 * @param id the type's canonical name, such as `context.Context`
 */
export function variablesInScope(
  pkg: PackageModel,
  file: FileModel,
  id: string,
  at: SyntaxNode,
): readonly VarObject[] {
  const found: VarObject[] = [];
  for (let fn = pkg.functionOf(at); fn; fn = fn.outer) {
    for (const identifier of fn.node.descendants('identifier')) {
      if (identifier.start >= at.start) break;
      const object = pkg.objectOf(identifier);
      if (object?.kind !== 'var' || object.node !== identifier || found.includes(object)) continue;
      if (object.role === 'result') continue; // it has no value yet
      if (object.file !== file || namedId(pkg.typeOfObject(object)) !== id) continue;
      if (pkg.lookup(object.name, at) === object) found.push(object);
    }
  }
  return found.sort((a, b) => b.node.start - a.node.start);
}
