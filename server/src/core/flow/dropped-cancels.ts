import type { PackageModel } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { targetsOf } from './assignments.ts';
import type { OwnedResource } from './model.ts';
import { variable } from './nil-comparison.ts';

/**
 * Whether a cancel function is dropped on purpose, in words that the compiler and go vet take for a use: `_ = cancel` on each way out
 * that loses it, or `_, _ = f()` for the context and all that comes with it, which nobody then has.
 */
export function isDroppedByName(pkg: PackageModel, resource: OwnedResource): boolean {
  const { acquisition, name, leaks } = resource;
  const object = name && variable(pkg, name);
  if (!object) return isDroppedWhole(pkg, acquisition);
  const blanks = pkg
    .referencesTo(object)
    .filter((each) => isLeftBlank(each) && each.start > acquisition.start);
  return leaks.every(({ exit }) =>
    blanks.some((each) => {
      const list = each.ancestor('statement_list');
      const isBefore = exit.kind === 'block' || each.start < exit.start;
      return isBefore && list !== undefined && (list.parent === exit || list.contains(exit));
    }),
  );
}

function isLeftBlank({ parent }: SyntaxNode): boolean {
  const targets = parent?.kind === 'expression_list' ? targetsOf(parent.parent) : [];
  return areBlank(targets);
}

/** Whether all results of a call, a context among them, are assigned to blanks. */
function isDroppedWhole(pkg: PackageModel, { parent }: SyntaxNode): boolean {
  const statement = parent?.kind === 'expression_list' ? parent.parent : undefined;
  if (statement?.kind !== 'assignment_statement' || !areBlank(targetsOf(statement))) return false;
  const call = parent!.firstNamedChild!;
  const results = pkg.calleeOf(call)?.signature?.results ?? [];
  return results.some(({ type }) => namedId(type) === 'context.Context');
}

function areBlank(targets: readonly SyntaxNode[]): boolean {
  return targets.length > 0 && targets.every(({ text }) => text === '_');
}
