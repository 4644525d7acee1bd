import type { PackageModel } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { variable } from './nil-comparison.ts';
import { originsOf } from './origins.ts';

/** They give all that a reader has (io/io.go: "ReadAll reads from r until an error or EOF and returns the data it read."). */
const READ_ALL: ReadonlySet<string> = new Set(['io.ReadAll', 'io/ioutil.ReadAll']);

/**
 * Whether the statement of a call is all that a reader has which its function is given: a script, such as one migration, that takes
 * as long as what is written there.
 * @param index of the statement among the arguments
 */
export function runsGivenScript(pkg: PackageModel, call: SyntaxNode, index: number | undefined): boolean {
  const statement = index === undefined ? undefined : call.field('arguments')?.namedChildren[index];
  const passes = (_: PackageModel, node: SyntaxNode): SyntaxNode | undefined =>
    node.kind === 'slice_expression' ? node.field('operand') : undefined;
  const origins = statement && originsOf(pkg, statement, { fields: false, passes })?.all;
  if (!origins || origins.length === 0) return false;
  return origins.every(({ node }) => {
    if (node.kind !== 'call_expression' || !READ_ALL.has(pkg.calleeOf(node)?.id ?? '')) return false;
    const reader = node.field('arguments')?.firstNamedChild;
    const object = reader && variable(pkg, reader);
    return object?.role === 'parameter' && namedId(pkg.typeOfObject(object)) === 'io.Reader';
  });
}
