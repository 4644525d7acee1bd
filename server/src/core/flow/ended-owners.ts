import { OWNERSHIP } from '../knowledge/ownership/table.ts';
import type { PackageModel } from '../semantic/model.ts';
import { isAssignedWhole } from './assignments.ts';
import type { ControlFlowGraph, OwnedResource } from './model.ts';
import { unwrapped, variable } from './nil-comparison.ts';

/**
 * Whether a value ends with the one that it was made from, a session with its client, which the function has deferred to
 * release before. In a loop the values add up until then.
 */
export function endsWithGiven(pkg: PackageModel, graph: ControlFlowGraph, resource: OwnedResource): boolean {
  const { acquisition } = resource;
  const ends = OWNERSHIP.get(resource.type)?.endsWith;
  const argument = ends && acquisition.field('arguments')?.namedChildren[ends.argument];
  const given = argument && variable(pkg, unwrapped(argument));
  const block = graph.blockOf(acquisition);
  const methods = ends && OWNERSHIP.get(ends.type)?.release;
  if (!given || !block || !methods || graph.inLoop(block)) return false;
  const references = pkg.referencesTo(given);
  if (references.filter(isAssignedWhole).length > 1) return false;
  return references.some((reference) => {
    const method = reference.fieldName === 'operand' ? reference.parent : undefined;
    const statement = method?.fieldName === 'function' ? method.parent?.parent : undefined;
    if (statement?.kind !== 'defer_statement' || statement.start >= acquisition.start) return false;
    const registered = pkg.functionOf(statement) === resource.function && graph.blockOf(statement);
    return (
      methods.has(method?.field('field')?.text ?? '') && registered && graph.dominates(registered, block)
    );
  });
}
