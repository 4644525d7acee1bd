import type { GoFunction, PackageModel } from '../semantic/model.ts';
import type { GoType } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignedTo, isAssignedWhole } from './assignments.ts';
import { variable } from './nil-comparison.ts';

/** Assignments between a parameter and what is compared. */
const MOST_STEPS = 2;

/**
 * Whether a node of a function stands in a branch that is taken for certain values of a text that a caller gives: a case of a switch over
 * it, or an `if` that compares it with a constant. `switch u.Scheme { case "s3": ... }` where `u` is parsed from a parameter
 */
export function isForSomeTexts(pkg: PackageModel, node: SyntaxNode, fn: GoFunction): boolean {
  for (let each = node; each.parent && each !== fn.node; each = each.parent) {
    const { parent } = each;
    const isBranch = parent.kind === 'if_statement' && each.fieldName === 'consequence';
    const condition = isBranch ? parent.field('condition') : undefined;
    if (condition && isCompared(pkg, [...condition.descendants('identifier')], condition, fn)) return true;
    if (each.kind !== 'expression_case') continue;
    const tag = parent.field('value');
    const texts = each.field('value');
    const asked = tag ? [tag, ...tag.descendants('identifier')] : [];
    if (tag && texts && isCompared(pkg, asked, texts, fn)) return true;
  }
  return false;
}

function isCompared(
  pkg: PackageModel,
  asked: readonly SyntaxNode[],
  among: SyntaxNode,
  fn: GoFunction,
): boolean {
  const hasText = [...among.descendants('interpreted_string_literal', 'raw_string_literal')].length > 0;
  return hasText && asked.some((each) => isFromParameter(pkg, each, fn, 0));
}

function isFromParameter(pkg: PackageModel, node: SyntaxNode, fn: GoFunction, steps: number): boolean {
  const object = node.kind === 'identifier' ? variable(pkg, node) : undefined;
  if (object?.role === 'parameter') return object.function === fn && isText(pkg.typeOfObject(object));
  if (object?.role !== 'local' || steps >= MOST_STEPS) return false;
  return pkg.referencesTo(object).some((mention) => {
    const value = isAssignedWhole(mention) ? assignedTo(mention)?.value : undefined;
    return [...(value?.descendants('identifier') ?? [])].some((each) =>
      isFromParameter(pkg, each, fn, steps + 1),
    );
  });
}

function isText(type: GoType | undefined): boolean {
  return type?.kind === 'basic' && type.name === 'string';
}
