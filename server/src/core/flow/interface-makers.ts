import { homeOf } from '../semantic/home.ts';
import type { PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { implementationsOf } from './implementations.ts';
import { originsOf } from './origins.ts';

/** An expression in the package that it stands in. */
export interface MadeValue {
  readonly pkg: PackageModel;
  readonly value: SyntaxNode;
}

/**
 * What a value may be that a method of an interface of the module makes: the results of all methods that the call may run. Empty where
 * it has another origin, or one of them is not seen.
 */
export function madeThroughInterface(pkg: PackageModel, expression: SyntaxNode): readonly MadeValue[] {
  const made: MadeValue[] = [];
  for (const { node, result } of originsOf(pkg, expression, { fields: true })?.all ?? []) {
    const caller = homeOf(pkg, node);
    const callee = node.kind === 'call_expression' && result === 0 ? caller.calleeOf(node) : undefined;
    const methods = callee?.kind === 'interface-method' ? implementationsOf(caller, callee) : [];
    if (methods.length === 0) return [];
    for (const method of methods) {
      const home = homeOf(caller, method);
      const values = [...(method.body?.descendants('return_statement') ?? [])]
        .filter((each) => home.functionOf(each) === method)
        .map((each) => each.firstNamedChild?.namedChildren[0]);
      if (values.length === 0) return [];
      for (const value of values) {
        if (!value) return [];
        made.push({ pkg: home, value });
      }
    }
  }
  return made;
}
