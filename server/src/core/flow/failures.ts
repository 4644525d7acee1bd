import type { PackageModel } from '../semantic/model.ts';
import { type GoType, isErrorType, type Signature } from '../semantic/types.ts';

/**
 * Whether a value of a type tells of a failure and is nil when there is none: `error`, an interface that has its method,
 * a pointer to a type that has it.
 */
export function tellsFailure(pkg: PackageModel, type: GoType | undefined): boolean {
  if (!type || isErrorType(type)) return type !== undefined;
  if (type.kind !== 'pointer' && pkg.underlying(type)?.kind !== 'interface') return false;
  const member = pkg.memberOf(type, 'Error');
  const signature = member?.kind === 'method' ? member.signature : undefined;
  const [result, ...others] = signature?.results ?? [];
  return (
    signature?.parameters.length === 0 &&
    others.length === 0 &&
    result?.type?.kind === 'basic' &&
    result.type.name === 'string'
  );
}

/** Which of the results of a signature tells of a failure; -1 where none does. */
export function failureIndex(pkg: PackageModel, { results }: Signature): number {
  const index = results.findIndex((result) => isErrorType(result.type));
  if (index >= 0) return index;
  const last = results.length - 1;
  return tellsFailure(pkg, results[last]?.type) ? last : -1;
}

/** Whether the last result of a signature tells of a failure. */
export function givesFailure(pkg: PackageModel, { results }: Signature): boolean {
  return tellsFailure(pkg, results.at(-1)?.type);
}
