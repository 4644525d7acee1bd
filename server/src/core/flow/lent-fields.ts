import type { GoFunction, PackageModel } from '../semantic/model.ts';
import { namedId, pointed } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { variable } from './nil-comparison.ts';

/** os/exec/exec.go: Cmd closes only what it opens itself; the files in these fields stay open in the parent. */
const STREAMS: ReadonlySet<string> = new Set(['Stdin', 'Stdout', 'Stderr']);
const RUNS: ReadonlySet<string> = new Set(
  ['Run', 'Start', 'Output', 'CombinedOutput'].map((method) => `os/exec.Cmd.${method}`),
);

/** Whether an assignment lends a file to a command that the same function makes and runs. */
export function isOnlyLent(pkg: PackageModel, target: SyntaxNode, fn: GoFunction): boolean {
  const operand = target.kind === 'selector_expression' ? target.field('operand') : undefined;
  if (!operand || !STREAMS.has(target.field('field')?.text ?? '')) return false;
  const object = variable(pkg, operand);
  if (
    object?.role !== 'local' ||
    object.function !== fn ||
    namedId(pointed(pkg.typeOf(operand))) !== 'os/exec.Cmd'
  )
    return false;
  return pkg.referencesTo(object).some((reference) => {
    const selector = reference.parent?.kind === 'selector_expression' ? reference.parent : undefined;
    const call = selector?.fieldName === 'function' ? selector.parent : undefined;
    return (
      call?.kind === 'call_expression' &&
      pkg.functionOf(call) === fn &&
      RUNS.has(pkg.calleeOf(call)?.id ?? '')
    );
  });
}
