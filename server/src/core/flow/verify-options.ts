import { homeOf } from '../semantic/home.ts';
import type { PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { targetsOf } from './assignments.ts';
import type { ValueReach } from './value-reach.ts';

const VERIFY = 'crypto/x509.Certificate.Verify';
const ROOTS = 'crypto/x509.VerifyOptions.Roots';

/**
 * Whether a pool of certificates goes nowhere but into the options of calls that check a certificate against it (crypto/x509/verify.go,
 * `func (c *Certificate) Verify(opts VerifyOptions)`), each of which somebody asks for its error.
 */
export function isOnlyAsked(
  pkg: PackageModel,
  { passed, lost, isCollected, returnedBy }: ValueReach,
): boolean {
  if (lost || isCollected || returnedBy.length > 0 || passed.length === 0) return false;
  return passed.every(({ call: literal, id }) => id === ROOTS && isErrorAsked(pkg, literal));
}

function isErrorAsked(from: PackageModel, literal: SyntaxNode): boolean {
  const pkg = homeOf(from, literal);
  const call = literal.parent?.kind === 'argument_list' ? literal.parent.parent : undefined;
  if (call?.kind !== 'call_expression') return false;
  // a certificate that a library has parsed: nothing else takes such options
  if ((pkg.calleeOf(call)?.id || VERIFY) !== VERIFY) return false;
  const list = call.parent?.kind === 'expression_list' ? call.parent : undefined;
  if (list?.parent?.kind === 'return_statement') return true;
  const error = list && targetsOf(list.parent)[1];
  return error !== undefined && error.text !== '_';
}
