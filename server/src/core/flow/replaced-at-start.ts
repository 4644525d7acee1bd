import type { GoFunction, PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isAssignedWhole } from './assignments.ts';
import { callsInModule } from './goroutines/once.ts';
import { variable } from './nil-comparison.ts';
import { isMainFunction } from './process-end.ts';

/**
 * Whether a node is part of the first value of an unexported package variable that a function of the package sets anew in any case, which
 * `main` calls in any case as well: nothing that main starts behind that call sees the first value.
 */
export function isReplacedAtStart(pkg: PackageModel, node: SyntaxNode): boolean {
  if (pkg.functionOf(node)) return false;
  const spec = node.ancestor('var_spec');
  const names = spec?.fieldAll('name') ?? [];
  const object = names.length === 1 && names[0] ? variable(pkg, names[0]) : undefined;
  if (object?.role !== 'package' || /^\p{Lu}/u.test(object.name)) return false;
  return pkg.referencesTo(object).some((mention) => {
    const fn = mention === object.node || !isAssignedWhole(mention) ? undefined : pkg.functionOf(mention);
    if (!fn || fn.file.isTest || fn.outer || !isAlways(mention, fn)) return false;
    return (callsInModule(pkg, fn, false) ?? []).some(({ pkg: home, node: call }) => {
      const caller = home.functionOf(call);
      return caller !== undefined && isMainFunction(home, caller) && isAlways(call, caller);
    });
  });
}

/** Whether what stands around a node is the list of statements of its function alone. */
function isAlways(node: SyntaxNode, fn: GoFunction): boolean {
  const list = node.ancestor('statement_list');
  return list?.parent === fn.body && node.ancestor('go_statement', 'defer_statement') === undefined;
}
