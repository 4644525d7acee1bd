import type { SyntaxNode } from '../syntax/tree.ts';
import type { BuiltinObject, PackageModel } from './model.ts';

/** What is declared everywhere (Go spec, "Predeclared identifiers"). */
export const BUILTINS: ReadonlyMap<string, BuiltinObject> = new Map(
  [
    'true false nil iota append cap clear close complex copy delete imag len make max min new panic print println real recover',
    'any bool byte comparable complex64 complex128 error float32 float64 int int8 int16 int32 int64 rune string uint uint8 uint16 uint32 uint64 uintptr',
  ]
    .join(' ')
    .split(' ')
    .map((name) => [name, { kind: 'builtin', name }]),
);

/** Whether a node is a call of one of some predeclared functions, which no declaration hides there. */
export function callsBuiltin(
  pkg: PackageModel,
  node: SyntaxNode | undefined,
  ...names: readonly string[]
): boolean {
  const callee = node?.kind === 'call_expression' ? pkg.calleeOf(node) : undefined;
  return callee?.kind === 'builtin' && names.includes(callee.id);
}
