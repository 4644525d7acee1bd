import type { PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignmentsOf } from './assignments.ts';
import { unwrapped, variable } from './nil-comparison.ts';

/**
 * Whether a node stands in the body of an option: a literal that a declared function returns, and that sets with the statement
 * around the node something that it reaches from its parameter. Whoever calls the function asks for what it sets.
 */
export function isSetByOption(pkg: PackageModel, node: SyntaxNode): boolean {
  const literal = pkg.functionOf(node);
  const returned = literal?.node.parent?.parent;
  if (literal?.node.kind !== 'func_literal' || returned?.kind !== 'return_statement') return false;
  if (pkg.functionOf(returned)?.node.kind === 'func_literal') return false;
  const statement = node.ancestor('assignment_statement');
  if (!statement || !literal.node.contains(statement)) return false;
  const reached = reachedFrom(pkg, literal.node, literal.parameters);
  return assignmentsOf(statement).some(({ target }) => {
    const object = target.kind === 'identifier' ? undefined : baseOf(pkg, target);
    return object !== undefined && reached.has(object);
  });
}

/** Parameters, and the variables of their function that are assigned something selected from one. */
function reachedFrom(
  pkg: PackageModel,
  literal: SyntaxNode,
  parameters: readonly (VarObject | undefined)[],
): ReadonlySet<VarObject> {
  const reached = new Set(parameters.filter((each) => each !== undefined));
  for (const statement of literal.descendants('short_var_declaration', 'assignment_statement')) {
    for (const { target, value } of assignmentsOf(statement)) {
      const from = value && baseOf(pkg, value);
      const object = variable(pkg, target);
      if (from && object && reached.has(from)) reached.add(object);
    }
  }
  return reached;
}

/** The variable that a chain of selections begins with. */
function baseOf(pkg: PackageModel, expression: SyntaxNode): VarObject | undefined {
  let base: SyntaxNode | undefined = unwrapped(expression);
  while (base?.kind === 'selector_expression') base = base.field('operand');
  return base && variable(pkg, base);
}
