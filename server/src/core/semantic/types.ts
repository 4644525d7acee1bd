import type { SyntaxNode } from '../syntax/tree.ts';
import type { GoFunction, TypeObject } from './model.ts';

export interface Parameter {
  readonly name: string;
  readonly type: GoType | undefined;
}
export interface Signature {
  readonly parameters: readonly Parameter[];
  readonly results: readonly Parameter[];
  readonly variadic: boolean;
}

/** A light Go type. `undefined` in place of a type means unknown, which is never an error. */
export type GoType =
  | { readonly kind: 'basic'; readonly name: string }
  | NamedType
  | { readonly kind: 'pointer'; readonly element: GoType | undefined }
  | { readonly kind: 'slice' | 'array'; readonly element: GoType | undefined }
  | { readonly kind: 'map'; readonly key: GoType | undefined; readonly element: GoType | undefined }
  | {
      readonly kind: 'chan';
      readonly direction: 'both' | 'send' | 'receive';
      readonly element: GoType | undefined;
    }
  | { readonly kind: 'func'; readonly signature: Signature }
  | { readonly kind: 'struct'; readonly node: SyntaxNode }
  | { readonly kind: 'interface'; readonly node: SyntaxNode | undefined }
  | { readonly kind: 'tuple'; readonly elements: readonly (GoType | undefined)[] }
  | { readonly kind: 'parameter'; readonly name: string; readonly constraint: SyntaxNode | undefined };

/** A defined type: `net/http.Client`. Aliases are already resolved. */
export interface NamedType {
  readonly kind: 'named';
  readonly packagePath: string;
  readonly name: string;
  readonly arguments: readonly (GoType | undefined)[];
  /** Set when its source is in the program. */
  readonly object: TypeObject | undefined;
}

/** A field or method found through pointers and embedding. */
export type Member =
  | { readonly kind: 'field'; readonly type: GoType | undefined; readonly node: SyntaxNode | undefined }
  | {
      readonly kind: 'method';
      /** The type that declares it. */
      readonly owner: NamedType;
      readonly signature: Signature | undefined;
      readonly function: GoFunction | undefined;
      readonly isInterface: boolean;
    };

/** `net/http.Client` for the type or a pointer to it; undefined for anything else. */
export function namedId(type: GoType | undefined): string | undefined {
  const bare = type?.kind === 'pointer' ? type.element : type;
  return bare?.kind === 'named' ? `${bare.packagePath}.${bare.name}` : undefined;
}

/** Whether a type is the predeclared interface `error`. */
export function isErrorType(type: GoType | undefined): boolean {
  return type?.kind === 'named' && type.packagePath === '' && type.name === 'error';
}

/** Whether a function gives an error behind its other results. */
export function givesError({ results }: Signature): boolean {
  return isErrorType(results.at(-1)?.type);
}

/** A predeclared type; `byte` is written `uint8`. */
export const basic = (name: string): GoType => ({ kind: 'basic', name });
export const BOOL = basic('bool');
export const INT = basic('int');
export const ERROR: GoType = {
  kind: 'named',
  packagePath: '',
  name: 'error',
  arguments: [],
  object: undefined,
};
export const ANY: GoType = { kind: 'interface', node: undefined };

/** What a pointer points to; any other type itself. */
export function pointed(type: GoType | undefined): GoType | undefined {
  return type?.kind === 'pointer' ? type.element : type;
}

/** Go's other names for basic types (spec, "Numeric types"). */
const OTHER_NAMES: Readonly<Record<string, string>> = { byte: 'uint8', rune: 'int32' };
const PLAIN = new Set(['basic', 'pointer', 'slice', 'array', 'map', 'chan', 'func']);

/** Whether two types cannot be identical (spec, "Type identity"), as far as both are known. */
export function surelyDiffer(type: GoType | undefined, other: GoType | undefined): boolean {
  if (!type || !other) return false;
  if (type.kind === 'named' && other.kind === 'named') {
    const areSeen = type.object !== undefined && other.object !== undefined;
    return areSeen && namedId(type) !== namedId(other);
  }
  // "A named type is always different from any other type."
  if (type.kind === 'named' || other.kind === 'named') {
    const [named, unnamed] = type.kind === 'named' ? [type, other] : [other, type];
    return named.kind === 'named' && named.object !== undefined && PLAIN.has(unnamed.kind);
  }
  if (!PLAIN.has(type.kind) || !PLAIN.has(other.kind)) return false;
  if (type.kind !== other.kind) return true;
  if (type.kind === 'basic' && other.kind === 'basic')
    return (OTHER_NAMES[type.name] ?? type.name) !== (OTHER_NAMES[other.name] ?? other.name);
  if ('element' in type && 'element' in other) return surelyDiffer(type.element, other.element);
  return false;
}
