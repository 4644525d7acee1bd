import { homeOf } from '../semantic/home.ts';
import type { PackageModel } from '../semantic/model.ts';
import { qualifiedId } from '../semantic/qualified.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { originsOf } from './origins.ts';

/**
 * Whether a result of a call of a function of the program may be what another package holds for everybody, such as os.Stdout:
 * `if path == "-" { return os.Stdout, nil }`. Whoever releases it takes it from all others.
 *
 * @param index which result
 */
export function mayBeShared(pkg: PackageModel, call: SyntaxNode, index: number): boolean {
  const origins = originsOf(pkg, call, { fields: false, unknowns: true, result: index })?.all ?? [];
  return origins.some(({ node }) => {
    const home = homeOf(pkg, node);
    return node.kind === 'selector_expression' && qualifiedId(home, node) !== undefined;
  });
}
