import type { GoFunction, PackageModel } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { isDeferred } from '../facts.ts';

/** The function whose run a call belongs to: literals that are deferred, or called in place, run in the one around them. */
export function runnerOf(pkg: PackageModel, call: SyntaxNode): GoFunction | undefined {
  let fn = pkg.functionOf(call);
  while (fn?.outer && isRunInPlace(fn.node)) fn = fn.outer;
  return fn;
}

/** Whether a literal is deferred, or called in place, and so runs in the function around it. */
export function isRunInPlace(literal: SyntaxNode): boolean {
  if (isDeferred(literal)) return true;
  const { parent } = literal;
  return (
    parent?.kind === 'call_expression' &&
    literal.fieldName === 'function' &&
    parent.parent?.kind !== 'go_statement'
  );
}
