import type { PackageModel } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import { statementsOf } from '../syntax/statements.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignmentsOf } from './assignments.ts';
import { ofAddress, textOf } from './listen-addresses.ts';
import { variable } from './nil-comparison.ts';

/**
 * Whether a transport is made as a field of a type of the package whose RoundTrip gives every request an address of this machine:
 * `req.URL.Host = "127.0.0.1:..."`.
 * @param transport its literal
 */
export function goesToOwnMachine(pkg: PackageModel, transport: SyntaxNode): boolean {
  const element = transport.ancestor('keyed_element');
  const value = element?.field('value')?.firstNamedChild;
  const made = value?.kind === 'unary_expression' ? value.field('operand') : value;
  const holder = made === transport ? element?.ancestor('composite_literal') : undefined;
  const type = holder && pkg.typeOf(holder);
  if (type?.kind !== 'named' || namedId(type) !== `${pkg.path}.${type.name}`) return false;
  const method = pkg.methodsOf(type.name).get('RoundTrip')?.function;
  const request = method?.parameters[0];
  if (!method || !request) return false;
  return statementsOf(method.body).some((statement) =>
    assignmentsOf(statement).some(({ target, value: host }) => {
      const url = target.field('field')?.text === 'Host' ? target.field('operand') : undefined;
      const operand = url?.field('field')?.text === 'URL' ? url.field('operand') : undefined;
      if (!operand || !host || variable(pkg, operand) !== request) return false;
      return ofAddress(textOf(pkg, host)) === 'local';
    }),
  );
}
