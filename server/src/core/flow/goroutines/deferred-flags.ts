import type { GoFunction, PackageModel } from '../../semantic/model.ts';
import { isDeferred } from '../facts.ts';
import type { ControlFlowGraph } from '../model.ts';
import { factReaderOf } from '../path-facts.ts';

/**
 * The flags of a function, as facts name them, that literals which it defers ask on its way out, and that nobody else has:
 * `defer func() { if !released { close(ch) } }()`.
 */
export function flagsOfDeferred(
  pkg: PackageModel,
  graphOf: (fn: GoFunction) => ControlFlowGraph,
  fn: GoFunction,
): ReadonlySet<string> {
  const flags = new Set<string>();
  const deferred = fn.file.functions.filter((each) => each.outer === fn && isDeferred(each.node));
  for (const literal of deferred) {
    for (const { successors } of graphOf(literal).blocks) {
      for (const { condition, kind } of successors) {
        const object = condition?.kind === 'identifier' ? pkg.objectOf(condition) : undefined;
        if (kind !== 'true' || object?.kind !== 'var' || object.function !== fn) continue;
        const isOwn = pkg.referencesTo(object).every((mention) => {
          const user = pkg.functionOf(mention);
          return user === fn || deferred.some((each) => each === user);
        });
        if (isOwn) flags.add(factReaderOf(pkg).textOf(condition!));
      }
    }
  }
  return flags;
}
