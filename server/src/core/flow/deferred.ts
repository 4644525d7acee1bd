import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isDeferred } from './facts.ts';
import type { Alias } from './path-state.ts';
import type { Effects } from './uses.ts';

/**
 * The literals that a function has deferred before a node and that may release a value or hand it over, once a variable
 * which they capture stands for it: `defer func() { pool.put(task{conn: conn}) }()`.
 */
export function deferredBefore(
  pkg: PackageModel,
  fn: GoFunction,
  effects: Effects,
  object: VarObject,
  alias: Alias,
  at: SyntaxNode,
): GoFunction[] {
  const literals = new Set<GoFunction>();
  for (const reference of pkg.referencesTo(object)) {
    if (reference.start > at.start) break;
    let literal = pkg.functionOf(reference);
    if (!literal || literal === fn) continue;
    while (literal.outer && literal.outer !== fn) literal = literal.outer;
    if (isDeferred(literal.node)) literals.add(literal);
  }
  return [...literals].filter((literal) => {
    const { releases, keeps } = effects.ofCapture(literal, object, alias);
    return releases !== 'never' || keeps;
  });
}
