import type { PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignedTo, isAssignedWhole, targetsOf } from './assignments.ts';
import { unwrapped, variable } from './nil-comparison.ts';

/** context/context.go: `WithValue(parent Context, key, val any)`. */
const WITH_VALUE = 'context.WithValue';

const MOST_STEPS = 16;

/**
 * Whether a loop collects values in a context for what comes after it: some layer that every round puts around the context has a key
 * that is made of what the loop ranges over, so that no layer hides an earlier one, and the function goes on to use the context.
 * @param target the variable or field that holds the context, as an assignment of the loop names it
 */
export function collectsValues(pkg: PackageModel, loop: SyntaxNode, target: SyntaxNode): boolean {
  const fn = pkg.functionOf(loop);
  const object = variable(pkg, target);
  if (!fn || !object || !isMentionedAfter(pkg, loop, object)) return false;
  const ranged = rangedOver(pkg, loop);
  if (ranged.size === 0) return false;
  return [...loop.descendants('assignment_statement')].some((statement) => {
    if (!targetsOf(statement).some((each) => variable(pkg, each) === object)) return false;
    const call = statement.field('right')?.firstNamedChild;
    if (call?.kind !== 'call_expression' || pkg.calleeOf(call)?.id !== WITH_VALUE) return false;
    const key = call.field('arguments')?.namedChildren[1];
    return key !== undefined && isMadeOf(pkg, key, ranged, new Set());
  });
}

function isMentionedAfter(pkg: PackageModel, loop: SyntaxNode, object: VarObject): boolean {
  return pkg.referencesTo(object).some((mention) => mention.start >= loop.end && !isAssignedWhole(mention));
}

/** The variables that the clause of a `range` loop declares. */
function rangedOver(pkg: PackageModel, loop: SyntaxNode): ReadonlySet<VarObject> {
  const clause = loop.namedChildren.find(({ kind }) => kind === 'range_clause');
  const names = clause?.field('left')?.namedChildren ?? [];
  return new Set(names.flatMap((name) => variable(pkg, name) ?? []));
}

/** Whether a value is made of one of some variables, if only by way of others. */
function isMadeOf(
  pkg: PackageModel,
  value: SyntaxNode,
  variables: ReadonlySet<VarObject>,
  seen: Set<VarObject>,
): boolean {
  const node = unwrapped(value);
  return [node, ...node.descendants('identifier')].some((each) => {
    const object = each.kind === 'identifier' ? variable(pkg, each) : undefined;
    if (!object) return false;
    if (variables.has(object)) return true;
    if (object.role !== 'local' || seen.has(object) || seen.size >= MOST_STEPS) return false;
    seen.add(object);
    return pkg.referencesTo(object).some((mention) => {
      const given = isAssignedWhole(mention) ? assignedTo(mention)?.value : undefined;
      return given !== undefined && isMadeOf(pkg, given, variables, seen);
    });
  });
}
