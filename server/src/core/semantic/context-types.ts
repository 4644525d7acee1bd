import type { PackageModel } from './model.ts';
import { type GoType, namedId } from './types.ts';

const CONTEXT = 'context.Context';

/**
 * Whether a value of a type is a context: `context.Context`, or a struct or interface that embeds it and leaves Done to
 * it, so that it can be given for one (Go specification, "Implementing an interface"). Not a pointer to such a struct: what
 * is handed about as a pointer is rather an environment that has a context among other things.
 */
export function isContextType(pkg: PackageModel, type: GoType | undefined): boolean {
  if (type?.kind !== 'named') return false;
  if (namedId(type) === CONTEXT) return true;
  const done = pkg.memberOf(type, 'Done');
  return done?.kind === 'method' && done.isInterface && namedId(done.owner) === CONTEXT;
}
