import { homeOf } from '../semantic/home.ts';
import type { PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isAssignedWhole } from './assignments.ts';
import type { ConfiguredField } from './configured-values.ts';
import { isAddressTaken } from './definitions.ts';
import { variable } from './nil-comparison.ts';
import { originsOf } from './origins.ts';

/**
 * Whether a field is a parameter of the function that makes the struct, and every call whose result an expression may be gives it a
 * number other than zero, or one that is configured: one caller's zero says nothing of another's struct.
 * @param field what all callers together set
 */
export function isGivenToMaker(
  pkg: PackageModel,
  expression: SyntaxNode,
  { expressions }: ConfiguredField,
): boolean {
  const [value, ...others] = expressions;
  if (!value || others.length > 0) return false;
  const home = homeOf(pkg, value);
  const parameter = variable(home, value);
  const maker = parameter?.role === 'parameter' ? parameter.function : undefined;
  const index = parameter && maker ? maker.parameters.indexOf(parameter) : -1;
  if (!parameter || !maker || index < 0) return false;
  const isChanged = home
    .referencesTo(parameter)
    .some((each) => each !== parameter.node && (isAssignedWhole(each) || isAddressTaken(each)));
  if (isChanged) return false;
  const calls = originsOf(pkg, expression, {
    fields: true,
    stops: (member, node) =>
      node.kind === 'call_expression' && member.calleeOf(node)?.function?.node === maker.node,
  });
  return (
    !!calls?.all.length &&
    calls.all.every(({ node, result }) => {
      const member = homeOf(pkg, node);
      const callee = node.kind === 'call_expression' ? member.calleeOf(node) : undefined;
      if (!callee || callee.function?.node !== maker.node || result !== 0) return false;
      const given = node.field('arguments')?.namedChildren[index - callee.firstParameter];
      const number = given && member.constantOf(given);
      return given !== undefined && !(number?.kind === 'int' && number.value === 0n);
    })
  );
}
