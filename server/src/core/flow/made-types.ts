import { homeOf } from '../semantic/home.ts';
import type { GoFunction, PackageModel } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { originsOf } from './origins.ts';

/**
 * The methods by a name that a call of an interface runs, where all that its receiver may hold is made in sight as types of the
 * program that declare the method; undefined where that is not known.
 * @param receiver what the method is called on
 */
export function methodsMade(
  pkg: PackageModel,
  receiver: SyntaxNode,
  name: string,
): ReadonlySet<GoFunction> | undefined {
  const origins = originsOf(pkg, receiver, { fields: true });
  // a method of nil is not run
  const made = origins?.all.filter(({ isZero }) => !isZero) ?? [];
  const methods = made.map(({ node }) => methodOfMade(pkg, node, name));
  const known = methods.filter((method) => method !== undefined);
  return known.length > 0 && known.length === methods.length ? new Set(known) : undefined;
}

/** The method of the type of the program that a composite literal, or its address, is of. */
export function methodOfMade(pkg: PackageModel, node: SyntaxNode, name: string): GoFunction | undefined {
  const made = node.kind === 'unary_expression' ? node.field('operand')! : node;
  if (made.kind !== 'composite_literal') return undefined;
  const home = homeOf(pkg, made);
  const type = home.typeOf(made);
  const owner = namedId(type) === undefined || type?.kind !== 'named' ? undefined : type;
  if (!owner) return undefined;
  const file = owner.object?.file;
  const declaring = (file && home.program.packageOf(file.path)) ?? home;
  return declaring.methodsOf(owner.name).get(name)?.function;
}
