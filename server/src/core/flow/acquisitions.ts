import type { OwnershipType } from '../knowledge/ownership/table.ts';
import type { Callee, GoFunction } from '../semantic/model.ts';
import { type GoType, namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { mayOwnValue } from './owners.ts';
import type { Way } from './path-state.ts';
import type { ResourceHost } from './resources.ts';

export interface Acquisition {
  readonly call: SyntaxNode;
  /** Which result is the value. */
  readonly index: number;
  readonly certainty: 'proved' | 'likely';
  /** The way to the closer when the value is a struct of the program that owns it. */
  readonly way?: Way | undefined;
}

/** The calls of a function, literals apart, that acquire a value of the type. */
export function acquisitionsIn(host: ResourceHost, fn: GoFunction, type: OwnershipType): Acquisition[] {
  const found: Acquisition[] = [];
  for (const { call, callee } of host.callsIn(fn)) {
    const acquisition = acquisitionAt(host, call, callee, type);
    if (acquisition) found.push(acquisition);
  }
  return found;
}

function acquisitionAt(
  host: ResourceHost,
  call: SyntaxNode,
  callee: Callee,
  type: OwnershipType,
): Acquisition | undefined {
  const known = type.acquire.get(callee.id);
  if (known !== undefined) return { call, index: known, certainty: 'proved' };
  const results = callee.signature?.results ?? [];
  if (callee.function) {
    const mayOwn = results.some((result) => mayOwnValue(host.pkg, result.type, type));
    if (!mayOwn && !results.some((result) => mayHold(result.type, type))) return undefined;
    const fresh = host.freshResults(callee.function);
    const index = results.findIndex(
      (result, at) => fresh.has(at) && (fresh.get(at) !== undefined || mayHold(result.type, type)),
    );
    return index < 0 ? undefined : { call, index, certainty: 'proved', way: fresh.get(index) };
  }
  const index = results.findIndex((result) => isOwned(result.type, type));
  if (index < 0) return undefined;
  if (callee.kind === 'interface-method' && isNamedAsAcquiring(callee, type)) {
    return { call, index, certainty: 'proved' };
  }
  if (callee.kind === 'interface-method' && type.shape && implementedFresh(host, callee, index)) {
    return { call, index, certainty: 'likely' };
  }
  if (!type.shape || (callee.kind !== 'interface-method' && callee.kind !== 'value')) return undefined;
  const parameters = callee.signature?.parameters ?? [];
  const last = parameters[parameters.length - 1];
  const fits = type.shape.parameter === 'any' || (last && namedId(last.type) === type.shape.parameter);
  return fits ? { call, index, certainty: 'likely' } : undefined;
}

/**
 * Whether an interface's method has the name of one that acquires and an error beside the value, so that the library's
 * own type fits the interface: `Query(string, ...any) (*sql.Rows, error)`. A getter has another name or no error.
 */
function isNamedAsAcquiring(callee: Callee, type: OwnershipType): boolean {
  if (type.shape?.parameter !== 'any' && type.shape?.parameter !== 'same-name') return false;
  if (!callee.signature?.results.some((result) => namedId(result.type) === '.error')) return false;
  // a transaction begun in another one ends with it
  if (type.types.some((id) => callee.id.startsWith(`${id}.`))) return false;
  const name = lastName(callee.id);
  return [...type.acquire.keys()].some((id) => lastName(id) === name);
}

function lastName(id: string): string {
  return id.slice(id.lastIndexOf('.') + 1);
}

/** Whether some method of the package with the name and parameters of an interface's method gives a fresh value as the result. */
function implementedFresh(host: ResourceHost, callee: Callee, index: number): boolean {
  const name = lastName(callee.id);
  const count = callee.signature?.parameters.length;
  return host.pkg.files.some((file) =>
    file.functions.some(
      (fn) =>
        fn.node.kind === 'method_declaration' &&
        fn.node.field('name')?.text === name &&
        fn.parameters.length === count &&
        host.freshResults(fn).has(index),
    ),
  );
}

/** Whether a result of this type may be the value: its own type, or an interface as which it is handed out. */
function mayHold(type: GoType | undefined, owned: OwnershipType): boolean {
  if (isOwned(type, owned)) return true;
  if (owned.role === 'closer') return type?.kind === 'func';
  const id = namedId(type);
  return id !== undefined && owned.heldAs.includes(id);
}

export function isOwned(type: GoType | undefined, owned: OwnershipType): boolean {
  const id = namedId(type);
  return id !== undefined && owned.types.includes(id);
}
