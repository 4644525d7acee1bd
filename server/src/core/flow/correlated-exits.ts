import type { PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isAssignedWhole } from './assignments.ts';

/**
 * Whether a value is acquired in a round of a loop under a condition on a number or a flag that the loop changes, and a place
 * behind is reached under a condition on the same one: which of the values it has there go together with the value being
 * open is for who counts to know, and paths do not tell.
 */
export function isCorrelated(pkg: PackageModel, acquisition: SyntaxNode, exit: SyntaxNode): boolean {
  const loop = acquisition.ancestor('for_statement');
  if (!loop || pkg.functionOf(exit) !== pkg.functionOf(acquisition)) return false;
  const there = conditionsAround(exit).flatMap((condition) => variablesIn(pkg, condition));
  return conditionsAround(acquisition)
    .filter((condition) => loop.contains(condition))
    .flatMap((condition) => variablesIn(pkg, condition))
    .some((object) => there.includes(object) && isChangedIn(pkg, object, loop));
}

/** The conditions of the branches that a node stands in, in its function. */
function conditionsAround(node: SyntaxNode): SyntaxNode[] {
  const conditions: SyntaxNode[] = [];
  for (let each = node; each.parent && each.kind !== 'func_literal'; each = each.parent) {
    const condition =
      each.parent.kind === 'if_statement' && each.fieldName !== 'condition'
        ? each.parent.field('condition')
        : undefined;
    if (condition && !condition.contains(node) && each.fieldName !== 'initializer')
      conditions.push(condition);
  }
  return conditions;
}

/** The local numbers and flags that a condition names. */
function variablesIn(pkg: PackageModel, condition: SyntaxNode): VarObject[] {
  const names = condition.kind === 'identifier' ? [condition] : [...condition.descendants('identifier')];
  return names.flatMap((name) => {
    const object = pkg.objectOf(name);
    const isLocal = object?.kind === 'var' && object.role === 'local';
    return isLocal && pkg.underlying(pkg.typeOfObject(object))?.kind === 'basic' ? [object] : [];
  });
}

function isChangedIn(pkg: PackageModel, object: VarObject, loop: SyntaxNode): boolean {
  return pkg
    .referencesTo(object)
    .some(
      (mention) =>
        loop.contains(mention) &&
        (isAssignedWhole(mention) || /^(inc|dec)_statement$/.test(mention.parent?.kind ?? '')),
    );
}
