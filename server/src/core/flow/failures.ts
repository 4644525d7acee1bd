import { homeOf } from '../semantic/home.ts';
import type { Callee, PackageModel } from '../semantic/model.ts';
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

/**
 * Which result of a call tells that another one is nil: by its type, or, where its type is not known well enough, since every
 * return of the function gives one of the two and nil for the other.
 * @param index of the other result
 */
export function failureIndexOf(
  pkg: PackageModel,
  { function: fn, signature }: Callee,
  index: number,
): number {
  const known = signature ? failureIndex(pkg, signature) : -1;
  const last = (signature?.results.length ?? 0) - 1;
  if (known >= 0 || !fn?.body || index >= last) return known;
  const home = homeOf(pkg, fn);
  let [isGiven, isRefused] = [false, false];
  for (const statement of fn.body.descendants('return_statement')) {
    if (home.functionOf(statement) !== fn) continue;
    const values = statement.firstNamedChild?.namedChildren ?? [];
    if (values.length !== last + 1) return -1;
    const isNone = values[index]!.kind === 'nil';
    if (isNone === (values[last]!.kind === 'nil')) return -1;
    if (isNone) isRefused = true;
    else isGiven = true;
  }
  return isGiven && isRefused ? last : -1;
}
