import { EXPECTATIONS, EXPECTS, GOMEGA, MATCHERS } from '../knowledge/gomega.ts';
import type { PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';

/** What an assertion of gomega says of an expression by coming back. */
export interface Expectation {
  readonly value: SyntaxNode;
  readonly is: 'nil' | 'non-nil' | 'true' | 'false';
}

/** What `Expect(value).To(HaveOccurred())` and the like say; undefined when that is not known, or the call is none of them. */
export function expectationOf(pkg: PackageModel, call: SyntaxNode): Expectation | undefined {
  const method = call.field('function');
  const expect = method?.kind === 'selector_expression' ? method.field('operand') : undefined;
  const agrees = EXPECTATIONS.get(method?.field('field')?.text ?? '');
  const matcher = call.field('arguments')?.namedChildren[0];
  if (agrees === undefined || expect?.kind !== 'call_expression' || matcher?.kind !== 'call_expression')
    return undefined;
  const index = EXPECTS.get(gomegaName(pkg, expect) ?? '');
  const row = MATCHERS.get(gomegaName(pkg, matcher) ?? '');
  const value = index === undefined ? undefined : expect.field('arguments')?.namedChildren[index];
  const is = agrees ? row?.matched : row?.unmatched;
  return value && is && { value, is };
}

/** The name of the function, or of the type and method, of gomega that is called. */
function gomegaName(pkg: PackageModel, call: SyntaxNode): string | undefined {
  const id = pkg.calleeOf(call)?.id;
  if (id) return id.startsWith(`${GOMEGA}.`) ? id.slice(GOMEGA.length + 1) : undefined;
  const name = call.field('function');
  if (name?.kind !== 'identifier' || pkg.objectOf(name)) return undefined;
  // nothing is known of the package, whose names the file has as its own
  const isOwn = pkg.fileOf(name).imports.some((spec) => spec.name === '.' && spec.path === GOMEGA);
  return isOwn ? name.text : undefined;
}
