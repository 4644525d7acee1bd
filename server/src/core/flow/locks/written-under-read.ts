import type { PackageModel, VarObject } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { targetsOf } from '../assignments.ts';
import type { LockPaths } from './paths.ts';
import type { LockUses } from './uses.ts';

/**
 * Whether a function sets the map in a field beside a lock, or an element of it, while it has only read-locked that, though what takes
 * the Lock uses the map too: with several goroutines the runtime would end the process (internal/runtime/maps, "concurrent map
 * writes"), so that all of them seem to be one.
 * @param reads calls of RLock
 */
export function isWrittenUnderRead(
  pkg: PackageModel,
  uses: LockUses,
  reads: readonly SyntaxNode[],
  lock: number,
): boolean {
  const writers = uses.callsOf('Lock', lock).flatMap((call) => pkg.functionOf(call)?.node ?? []);
  return reads.some((read) =>
    mapsWrittenUnder(pkg, uses.paths, read).some((field) =>
      pkg.referencesTo(field).some((mention) => writers.some((writer) => writer.contains(mention))),
    ),
  );
}

/** Maps in the struct of a lock that its function writes between an RLock and the RUnlock. */
function mapsWrittenUnder(pkg: PackageModel, paths: LockPaths, read: SyntaxNode): VarObject[] {
  const fn = pkg.functionOf(read);
  const path = paths.ofCall(read)?.path;
  if (!fn?.body || !path || path.steps.length === 0) return [];
  const keyOf = (steps: typeof path.steps): string => paths.keyOf({ ...path, steps });
  const owner = keyOf(path.steps.slice(0, -1));
  const releases = [...fn.body.descendants('call_expression')].filter((call) => {
    const other = call.parent?.kind === 'defer_statement' ? undefined : paths.ofCall(call);
    return other?.operation.kind === 'unlock' && other.path && paths.keyOf(other.path) === paths.keyOf(path);
  });
  const end = Math.min(...releases.map(({ start }) => start).filter((start) => start > read.start));
  return [...fn.body.descendants('assignment_statement')].flatMap((statement) => {
    if (statement.start < read.start || statement.start > end || pkg.functionOf(statement) !== fn) return [];
    return targetsOf(statement).flatMap((target) => {
      const place = target.kind === 'index_expression' ? target.field('operand') : target;
      const operand = place?.kind === 'selector_expression' ? place.field('operand') : undefined;
      const base = operand && paths.pathOf(operand);
      const field = base && paths.keyOf(base) === owner ? place?.field('field') : undefined;
      const object = field && pkg.objectOf(field);
      const isMap = object?.kind === 'var' && pkg.underlying(pkg.typeOfObject(object))?.kind === 'map';
      return isMap && object.role === 'field' ? [object] : [];
    });
  });
}
