import type { GoFunction, PackageModel } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { loopsAround, roundsOf } from '../loop-heads.ts';
import { placeOf } from '../places.ts';
import type { LockLeak } from './model.ts';

const LOCK_METHODS = /^(?:Try)?(?:R?Lock|R?Unlock)$/;

/**
 * Whether a lock that a function leaves taken is a variable of its own, which besides only goroutines that it starts lock: each in a
 * loop that nothing leaves, so that nobody waits for them, and they would go on by themselves.
 */
export function isLeftToOwnGoroutines(pkg: PackageModel, leak: LockLeak): boolean {
  const { site, function: fn, exits } = leak;
  const place = placeOf(pkg, site.field('function')?.field('operand'));
  if (place?.root.role !== 'local' || place.fields.length > 0) return false;
  if (exits.some(({ reason }) => reason !== 'return' && reason !== 'end')) return false;
  if (pkg.functionOf(place.root.node) !== fn) return false;
  return pkg.referencesTo(place.root).every((mention) => {
    if (mention === place.root.node) return true;
    const method = mention.fieldName === 'operand' ? mention.parent?.field('field')?.text : undefined;
    if (method === undefined || !LOCK_METHODS.test(method)) return false;
    if (mention.parent?.fieldName !== 'function') return false;
    const user = pkg.functionOf(mention);
    return user === fn || (user !== undefined && isOwnLoop(pkg, mention, user, fn));
  });
}

/** Whether a node stands in the endless loop of a literal that a function starts as a goroutine, and nothing leaves. */
function isOwnLoop(pkg: PackageModel, node: SyntaxNode, literal: GoFunction, fn: GoFunction): boolean {
  const call = literal.node.parent;
  if (literal.outer !== fn || call?.parent?.kind !== 'go_statement' || literal.node.fieldName !== 'function')
    return false;
  const isLeft = [...literal.node.descendants('return_statement', 'goto_statement', 'send_statement')].length;
  const loop = [...loopsAround(node, literal.node)].at(-1);
  if (isLeft > 0 || !loop || roundsOf(pkg, loop) !== 'endless') return false;
  // a range over a channel ends with it
  if (loop.namedChildren.some(({ kind }) => kind === 'range_clause')) return false;
  return [...loop.descendants('break_statement')].every(
    (each) =>
      each.firstNamedChild === undefined &&
      each.ancestor('for_statement', 'select_statement', 'expression_switch_statement') !== loop,
  );
}
