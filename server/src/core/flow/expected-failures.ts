import { EXPECTS_ERROR } from '../knowledge/error-functions.ts';
import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isAssignedWhole, targetsOf } from './assignments.ts';
import { checksOf } from './error-checks.ts';
import { expectationOf } from './expectations.ts';
import type { OwnedResource } from './model.ts';
import { nilComparison, variable } from './nil-comparison.ts';

/**
 * Whether a call is expected to give no value: the value goes to the blank identifier, and what is asked of the error that comes
 * beside it is only that there is one. A test asserts that, at least on some of its paths (`require.Error(t, err)`); other code
 * passes on the answer of a function of the program that says yes only to a failure, and decides nothing by it
 * (`record("is refused", isRefused(err))`).
 */
export function isExpectedToFail(pkg: PackageModel, { acquisition, function: fn }: OwnedResource): boolean {
  const targets = targetsOf(acquisition.parent?.parent);
  const error = targets.length > 1 ? variable(pkg, targets.at(-1)!) : undefined;
  if (error?.role !== 'local' || targets.slice(0, -1).some(({ text }) => text !== '_')) return false;
  const asked = mentionsBehind(pkg, error, acquisition);
  if (asked.some((each) => pkg.functionOf(each) !== fn)) return false;
  const answers = asked.map((each) => wishOf(pkg, each, fn.file.isTest));
  return answers.includes('failure') && answers.every((answer) => answer !== 'unknown');
}

/** The mentions of an error behind a call, up to the next value that it gets. */
function mentionsBehind(pkg: PackageModel, error: VarObject, call: SyntaxNode): readonly SyntaxNode[] {
  const behind = pkg.referencesTo(error).filter((each) => each.start > call.end);
  const next = behind.find(isAssignedWhole);
  return next ? behind.filter((each) => each.start < next.start) : behind;
}

/** What a mention wants of an error: that there is one, nothing, or what is not known. */
function wishOf(pkg: PackageModel, mention: SyntaxNode, isTest: boolean): 'failure' | 'nothing' | 'unknown' {
  const { parent } = mention;
  const list = parent?.kind === 'argument_list' ? parent : undefined;
  const call = list?.parent;
  if (parent?.kind === 'binary_expression')
    return isTest && nilComparison(pkg, parent)?.isWhole ? 'nothing' : 'unknown';
  if (parent?.kind === 'selector_expression') return isTest ? 'nothing' : 'unknown';
  if (!list || call?.kind !== 'call_expression') return 'unknown';
  const index = list.namedChildren.indexOf(mention);
  const callee = pkg.calleeOf(call);
  if (isTest) {
    if (callee && EXPECTS_ERROR.get(callee.id) === index) return 'failure';
    const expected = expectationOf(pkg, call);
    if (expected) return expected.is === 'non-nil' ? 'failure' : 'unknown';
  }
  const [result, ...others] = callee?.signature?.results ?? [];
  if (result?.type?.kind !== 'basic' || others.length > 0) return 'unknown';
  if (result.type.name === 'string') return 'nothing';
  return callee?.function && isPassedOn(call) && saysNoToNil(pkg, callee.function, index)
    ? 'failure'
    : 'unknown';
}

/** Whether the answer of a call is an argument of a statement that calls something and drops what comes of it. */
function isPassedOn(call: SyntaxNode): boolean {
  const outer = call.parent?.kind === 'argument_list' ? call.parent.parent : undefined;
  return outer?.kind === 'call_expression' && outer.parent?.kind === 'expression_statement';
}

/** Whether a function of the program says no when an argument is nil, whatever else it looks at. */
function saysNoToNil(pkg: PackageModel, fn: GoFunction, index: number): boolean {
  const answers = checksOf(pkg).returned(fn, index, true);
  return answers?.size === 1 && answers.has('false');
}
