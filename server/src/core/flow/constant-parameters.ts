import type { PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isAssignedWhole } from './assignments.ts';
import { Callers } from './callers.ts';
import { isAddressTaken } from './definitions.ts';
import { variable } from './nil-comparison.ts';

/**
 * What a boolean parameter is in every run: a function that only its package can call is given the same constant wherever it
 * is called, and keeps it. Undefined for any other expression, and where somebody unseen may call.
 */
export function alwaysGiven(pkg: PackageModel, node: SyntaxNode): boolean | undefined {
  const object = node.kind === 'identifier' ? variable(pkg, node) : undefined;
  const fn = object?.role === 'parameter' ? object.function : undefined;
  const index = object ? (fn?.parameters.indexOf(object) ?? -1) : -1;
  if (!object || !fn || fn.node.kind !== 'function_declaration' || index < 0) return undefined;
  if (
    pkg
      .referencesTo(object)
      .some((each) => each !== object.node && (isAssignedWhole(each) || isAddressTaken(each)))
  )
    return undefined;
  const given = new Callers(pkg).of(fn)?.map((call) => {
    const argument = call.field('arguments')?.namedChildren[index];
    const value = argument && pkg.constantOf(argument);
    return value?.kind === 'bool' ? value.value : undefined;
  });
  const [first, ...others] = given ?? [];
  return others.every((each) => each === first) ? first : undefined;
}
