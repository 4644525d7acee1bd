import type { OwnershipType } from '../knowledge/ownership/table.ts';
import { outermost } from '../semantic/declarations.ts';
import { memoized } from '../semantic/memo.ts';
import type { PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { fieldsWithin, placeOf } from './places.ts';

const seenOf = memoized<PackageModel, Map<string, boolean>>(() => new Map());

/**
 * Whether a package shows by its own code that a function whose body is not known leaves an argument open: somewhere it
 * gives the function a value that it surely releases itself afterwards. Evidence of a contract, not proof: some
 * release twice to be safe.
 * @param callee canonical name of the function
 * @param index of the argument
 */
export function isSeenToLeaveOpen(
  pkg: PackageModel,
  callee: string,
  index: number,
  type: OwnershipType,
): boolean {
  const name = callee.slice(callee.lastIndexOf('.') + 1);
  if (name === '' || type.role === 'closer' || type.isReleasedTwice) return false;
  const seen = seenOf(pkg);
  const key = `${callee}\0${index}\0${type.name}`;
  let known = seen.get(key);
  if (known === undefined) {
    known = pkg.files.some((file) =>
      file.tree
        .identifiersNamed(name)
        .some((identifier) => releasesAfterwards(pkg, identifier, callee, index, type)),
    );
    seen.set(key, known);
  }
  return known;
}

function releasesAfterwards(
  pkg: PackageModel,
  identifier: SyntaxNode,
  callee: string,
  index: number,
  type: OwnershipType,
): boolean {
  const called = identifier.parent?.kind === 'selector_expression' ? identifier.parent : identifier;
  const call = called.parent;
  if (call?.kind !== 'call_expression' || called.fieldName !== 'function') return false;
  const argument = call.field('arguments')?.namedChildren[index];
  if (argument?.kind !== 'identifier' && argument?.kind !== 'selector_expression') return false;
  if (pkg.calleeOf(call)?.id !== callee) return false;
  const fn = outermost(pkg.functionOf(call));
  const place = placeOf(pkg, argument);
  if (!place) return false;
  const ways = ['', type.path.join('.')];
  for (const other of fn?.body?.descendants('call_expression') ?? []) {
    const method = other.field('function');
    if (method?.kind !== 'selector_expression') continue;
    if (!type.release.has(method.field('field')?.text ?? '')) continue;
    const released = placeOf(pkg, method.field('operand'));
    const way = released && fieldsWithin(place, released)?.join('.');
    if (way !== undefined && ways.includes(way) && surelyFollows(other, call)) return true;
  }
  return false;
}

/** Whether a release runs whenever the call did: deferred around it, or a later statement of the same list. */
function surelyFollows(release: SyntaxNode, call: SyntaxNode): boolean {
  let statement: SyntaxNode | undefined = release;
  while (statement && statement.parent?.kind !== 'statement_list') statement = statement.parent;
  if (statement && statement.start > call.end && statement.parent?.contains(call)) {
    let own = call;
    while (own.parent && own.parent.kind !== 'statement_list') own = own.parent;
    if (own.parent === statement.parent) return true;
  }
  for (let around = release.parent; around; around = around.parent) {
    if (around.kind === 'defer_statement') return around.parent?.contains(call) === true;
  }
  return false;
}
