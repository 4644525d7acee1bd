import { homeOf } from '../semantic/home.ts';
import type { Question } from '../semantic/memory.ts';
import type { GoFunction, PackageModel } from '../semantic/model.ts';
import { statementsOf } from '../syntax/statements.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { CONTROL } from './graphs.ts';
import { unwrapped, variable } from './nil-comparison.ts';

/** That a string begins with a constant: what `strings.HasPrefix` says by being true. */
export interface SubjectPrefix {
  /** The string, as a text with variables told apart. */
  readonly subject: string;
  readonly prefix: string;
}

/** A question whether a string begins with a constant. */
export interface PrefixTest {
  readonly operand: SyntaxNode;
  readonly prefix: string;
}

/** Reads a call that asks for a constant prefix, of the library or of a function that does nothing else. */
export function prefixTest(pkg: PackageModel, expression: SyntaxNode): PrefixTest | undefined {
  const call = unwrapped(expression);
  const callee = call.kind === 'call_expression' ? pkg.calleeOf(call) : undefined;
  const given = call.field('arguments')?.namedChildren ?? [];
  if (callee?.id === 'strings.HasPrefix') {
    const prefix = given[1] && pkg.constantOf(given[1]);
    if (!given[0] || prefix?.kind !== 'string' || prefix.parts.includes(undefined)) return undefined;
    return { operand: given[0], prefix: prefix.parts.join('') };
  }
  const fn = callee?.kind === 'function' ? callee.function : undefined;
  if (!fn?.body || fn.parameters.length !== 1 || given.length !== 1) return undefined;
  const { prefix } = pkg.program.memory.ask(homeOf(pkg, fn), fn, PREDICATE);
  return prefix === undefined ? undefined : { operand: given[0]!, prefix };
}

const PREDICATE: Question<{ readonly prefix: string | undefined }> = {
  name: 'asks for a prefix',
  family: CONTROL,
  compute: (pkg, fn) => ({ prefix: prefixAskedBy(pkg, fn) }),
  meanwhile: { prefix: undefined },
};

/** The prefix of its only parameter that a function asks for, and nothing else. */
function prefixAskedBy(pkg: PackageModel, fn: GoFunction): string | undefined {
  const [only, ...others] = statementsOf(fn.body);
  const returned = only?.kind === 'return_statement' ? only.firstNamedChild?.namedChildren : undefined;
  if (others.length > 0 || returned?.length !== 1) return undefined;
  const test = prefixTest(pkg, returned[0]!);
  const parameter = fn.parameters[0];
  return test && parameter && variable(pkg, test.operand) === parameter ? test.prefix : undefined;
}

/**
 * Whether a string cannot begin with a constant, or fail to, after what is known of it: of two prefixes that it has, one
 * begins with the other.
 *
 * @param holds whether it is to begin with it
 */
export function isPrefixExcluded(
  { subject, prefix }: SubjectPrefix,
  holds: boolean,
  known: Iterable<{ readonly holds: boolean; readonly prefix: SubjectPrefix | undefined }>,
): boolean {
  for (const { holds: held, prefix: other } of known) {
    if (other?.subject !== subject) continue;
    const isLonger = prefix.startsWith(other.prefix);
    const isShorter = other.prefix.startsWith(prefix);
    if (held && (holds ? !isLonger && !isShorter : isShorter)) return true;
    if (!held && holds && isLonger) return true;
  }
  return false;
}
