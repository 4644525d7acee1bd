import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isAssignedWhole } from './assignments.ts';
import { unwrapped } from './nil-comparison.ts';
import { type Place, placeOf } from './places.ts';
import { isWrittenThrough } from './settled-fields.ts';

/**
 * Whether a function comes to a place only by the `default` clause of a switch over what its caller has given, as it was
 * given: a parameter, a field of one, or what a function makes of one of them. Only a value that no clause lists leads there.
 *
 * @param from what must stand before the switch, so that the clause is no way of its own
 */
export function needsUnlisted(pkg: PackageModel, fn: GoFunction, from: SyntaxNode, to: SyntaxNode): boolean {
  let clause = to.ancestor('default_case');
  while (clause && fn.node.contains(clause) && !clause.contains(from)) {
    const statement = clause.parent;
    if (statement?.kind === 'expression_switch_statement' && isOverGiven(pkg, fn, statement)) return true;
    clause = clause.ancestor('default_case');
  }
  return false;
}

function isOverGiven(pkg: PackageModel, fn: GoFunction, statement: SyntaxNode): boolean {
  const tag = statement.field('value');
  const listed = statement.namedChildren.filter(({ kind }) => kind === 'expression_case');
  if (!tag || listed.length === 0 || [...statement.descendants('fallthrough_statement')].length > 0)
    return false;
  const place = givenPlace(pkg, unwrapped(tag));
  return place !== undefined && fn.parameters.includes(place.root) && isUnchanged(pkg, fn, place);
}

/** The parameter or field whose value decides what an expression is. */
function givenPlace(pkg: PackageModel, tag: SyntaxNode): Place | undefined {
  if (tag.kind === 'identifier' || tag.kind === 'selector_expression') {
    const place = placeOf(pkg, tag);
    // what a library's struct holds comes from outside: the method of a request
    return place && (place.fields.length === 0 || isOfProgram(pkg, place.root)) ? place : undefined;
  }
  const callee = pkg.calleeOf(tag);
  const values = tag.kind === 'type_conversion_expression' ? [tag.field('operand')] : undefined;
  const given = values ?? tag.field('arguments')?.namedChildren ?? [];
  const isPlain = callee?.kind === 'function' || callee?.kind === 'conversion';
  const result = callee?.signature?.results;
  const isBasic = !result || (result.length === 1 && pkg.underlying(result[0]?.type)?.kind === 'basic');
  const [only] = given;
  return isPlain && isBasic && given.length === 1 && only ? givenPlace(pkg, unwrapped(only)) : undefined;
}

function isOfProgram(pkg: PackageModel, object: VarObject): boolean {
  const type = pkg.typeOfObject(object);
  const named = type?.kind === 'pointer' ? type.element : type;
  const file = named?.kind === 'named' ? named.object?.file : undefined;
  return file !== undefined && pkg.program.textOf(file.path) !== undefined;
}

/** Whether a function assigns a place nowhere, nor takes its address. */
function isUnchanged(pkg: PackageModel, fn: GoFunction, { root, fields }: Place): boolean {
  return pkg.referencesTo(root).every((reference) => {
    const { parent } = reference;
    if (isAssignedWhole(reference) && reference !== root.node) return false;
    if (parent?.kind === 'inc_statement' || parent?.kind === 'dec_statement') return false;
    if (parent?.kind === 'unary_expression' && parent.field('operator')?.text === '&') return false;
    if (parent?.kind !== 'selector_expression' || !fn.node.contains(parent)) return true;
    return parent.field('field')?.text !== fields[0] || !isWrittenThrough(parent);
  });
}
