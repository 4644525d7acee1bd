import { TRUE_MEANS_ERROR } from '../knowledge/error-functions.ts';
import type { PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { targetsOf } from './assignments.ts';
import { conditionsIn } from './loop-heads.ts';
import type { OwnedResource } from './model.ts';
import { argumentAt, nilComparison, unwrapped, variable } from './nil-comparison.ts';

/**
 * Whether a test waits until an acquisition fails: it stands in a literal that is handed on and says true only where the
 * error that came with the value is not nil: `require.Eventually(t, func() bool { _, err := dial(); return err != nil }, ...)`.
 * A value is there only in rounds which the test does not want.
 */
export function isAwaitedToFail(pkg: PackageModel, { acquisition, function: fn }: OwnedResource): boolean {
  if (!fn.file.isTest || fn.node.kind !== 'func_literal' || fn.node.parent?.kind !== 'argument_list')
    return false;
  const target = targetsOf(acquisition.parent?.parent).at(-1);
  const error = target && variable(pkg, target);
  const first = pkg.underlying(pkg.signatureOf(fn).results[0]?.type);
  if (!error || first?.kind !== 'basic' || first.name !== 'bool') return false;
  const answers = [...(fn.body?.descendants('return_statement') ?? [])]
    .filter((statement) => pkg.functionOf(statement) === fn && statement.start > acquisition.end)
    .map((statement) => statement.firstNamedChild?.firstNamedChild);
  const wanted = answers.filter((answer) => answer?.kind !== 'false');
  return (
    wanted.length > 0 &&
    wanted.every(
      (answer) =>
        answer !== undefined && (saysFailure(pkg, answer, error) || isAfterFailure(pkg, answer, error)),
    )
  );
}

/** Whether a condition holds only where an error is not nil. */
function saysFailure(pkg: PackageModel, condition: SyntaxNode, error: VarObject): boolean {
  return conditionsIn(unwrapped(condition)).some((each) => {
    const node = unwrapped(each);
    const comparison = nilComparison(pkg, node);
    if (comparison) return comparison.isWhole && comparison.object === error && !comparison.equal;
    if (node.kind !== 'call_expression') return false;
    return TRUE_MEANS_ERROR.has(pkg.calleeOf(node)?.id ?? '') && argumentAt(pkg, node, 0) === error;
  });
}

/** Whether an expression stands in the branch of a condition that holds only where an error is not nil. */
function isAfterFailure(pkg: PackageModel, node: SyntaxNode, error: VarObject): boolean {
  for (let each = node; each.parent && each.kind !== 'func_literal'; each = each.parent) {
    const condition = each.fieldName === 'consequence' ? each.parent.field('condition') : undefined;
    if (condition && saysFailure(pkg, condition, error)) return true;
  }
  return false;
}
