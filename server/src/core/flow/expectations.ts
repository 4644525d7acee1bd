import { CHECKERS, CHECKS } from '../knowledge/gocheck.ts';
import { GOCONVEY, SHOULD, SO } from '../knowledge/goconvey.ts';
import { EXPECTATIONS, EXPECTS, GOMEGA, MATCHERS } from '../knowledge/gomega.ts';
import {
  ASSERTIONS,
  INVERTS,
  MATCHES_EQUAL,
  MATCHES_ERROR,
  OGLEMATCHERS,
  OGLETEST,
} from '../knowledge/ogletest.ts';
import type { PackageModel } from '../semantic/model.ts';
import { qualifiedId } from '../semantic/qualified.ts';
import type { SyntaxNode } from '../syntax/tree.ts';

/** What an assertion of gomega, ogletest, goconvey, gocheck or quicktest says of an expression by coming back. */
export interface Expectation {
  readonly value: SyntaxNode;
  readonly is: 'nil' | 'non-nil' | 'true' | 'false';
  /** Set when the test has failed, but goes on, where it came out otherwise. */
  readonly goesOn?: boolean;
}

/**
 * What `Expect(value).To(HaveOccurred())` of gomega, `AssertNe(nil, value)` of ogletest, `So(value, ShouldBeNil)` of goconvey and the
 * like say, and `c.Assert(value, ErrorMatches, "...")` of gocheck and quicktest; undefined when that is not known, or the call is none of them.
 */
export function expectationOf(pkg: PackageModel, call: SyntaxNode): Expectation | undefined {
  return ofGomega(pkg, call) ?? ofOgletest(pkg, call) ?? ofGoconvey(pkg, call) ?? ofGocheck(pkg, call);
}

function ofGomega(pkg: PackageModel, call: SyntaxNode): Expectation | undefined {
  const method = call.field('function');
  const expect = method?.kind === 'selector_expression' ? method.field('operand') : undefined;
  const agrees = EXPECTATIONS.get(method?.field('field')?.text ?? '');
  const matcher = call.field('arguments')?.namedChildren[0];
  if (agrees === undefined || expect?.kind !== 'call_expression' || matcher?.kind !== 'call_expression')
    return undefined;
  const index = EXPECTS.get(nameIn(GOMEGA, pkg, expect) ?? '');
  const row = MATCHERS.get(nameIn(GOMEGA, pkg, matcher) ?? '');
  const value = index === undefined ? undefined : expect.field('arguments')?.namedChildren[index];
  const is = agrees ? row?.matched : row?.unmatched;
  return value && is && { value, is };
}

function ofOgletest(pkg: PackageModel, call: SyntaxNode): Expectation | undefined {
  const assertion = ASSERTIONS.get(nameIn(OGLETEST, pkg, call) ?? '');
  const [first, second] = call.field('arguments')?.namedChildren ?? [];
  if (!assertion || !first) return undefined;
  const { form, goesOn } = assertion;
  if (form === 'true' || form === 'false') return { value: first, is: form, goesOn };
  if (!second) return undefined;
  if (form === 'that') {
    const is = matched(pkg, second);
    return is && { value: first, is, goesOn };
  }
  // what is expected stands first, and is often swapped
  const value = first.kind === 'nil' ? second : second.kind === 'nil' ? first : undefined;
  return value && { value, is: form === 'equal' ? 'nil' : 'non-nil', goesOn };
}

function ofGoconvey(pkg: PackageModel, call: SyntaxNode): Expectation | undefined {
  if (nameIn(GOCONVEY, pkg, call) !== SO) return undefined;
  const [value, assertion] = call.field('arguments')?.namedChildren ?? [];
  const is = SHOULD.get((assertion && nameOf(GOCONVEY, pkg, assertion)) ?? '');
  return value && is && { value, is };
}

function ofGocheck(pkg: PackageModel, call: SyntaxNode): Expectation | undefined {
  const method = call.field('function')?.field('field')?.text ?? '';
  const goesOn = CHECKS.get(method);
  const [value, checker] = call.field('arguments')?.namedChildren ?? [];
  if (goesOn === undefined || !value || !checker) return undefined;
  for (const [library, checkers] of CHECKERS) {
    const is = checkers.get(nameOf(library, pkg, checker) ?? '');
    if (is) return { value, is, goesOn };
  }
  return undefined;
}

/** What a value is that a matcher of oglematchers matches. */
function matched(pkg: PackageModel, matcher: SyntaxNode): 'nil' | 'non-nil' | undefined {
  const name = matcher.kind === 'call_expression' ? nameIn(OGLEMATCHERS, pkg, matcher) : undefined;
  const argument = matcher.field('arguments')?.namedChildren[0];
  if (name === MATCHES_ERROR) return 'non-nil';
  if (name === MATCHES_EQUAL) return argument?.kind === 'nil' ? 'nil' : undefined;
  // what is no error is no nil either: only the matcher of nil has an opposite that is known
  return name === INVERTS && argument && matched(pkg, argument) === 'nil' ? 'non-nil' : undefined;
}

/** The name of the function, or of the type and method, of a library that is called. */
function nameIn(library: string, pkg: PackageModel, call: SyntaxNode): string | undefined {
  const id = pkg.calleeOf(call)?.id;
  if (id) return id.startsWith(`${library}.`) ? id.slice(library.length + 1) : undefined;
  const name = call.field('function');
  return name && nameOf(library, pkg, name);
}

/** The name of a library that an expression is, also where a file has those names as its own. */
function nameOf(library: string, pkg: PackageModel, name: SyntaxNode): string | undefined {
  const id = qualifiedId(pkg, name);
  if (id) return id.startsWith(`${library}.`) ? id.slice(library.length + 1) : undefined;
  if (name.kind !== 'identifier' || pkg.objectOf(name)) return undefined;
  // nothing is known of the package, whose names the file has as its own
  const isOwn = pkg.fileOf(name).imports.some((spec) => spec.name === '.' && spec.path === library);
  return isOwn ? name.text : undefined;
}
