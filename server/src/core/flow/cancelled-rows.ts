import type { PackageModel } from '../semantic/model.ts';
import { targetsOf } from './assignments.ts';
import { madeContexts } from './context-makers.ts';
import type { Iteration } from './model.ts';
import { variable } from './nil-comparison.ts';

/**
 * Whether every round of a loop over rows cancels the context that their query got. It ends then because it wants to: database/sql/sql.go,
 * QueryContext hands the context to Rows, which close with its error when it is done.
 */
export function isCancelledByLoop(pkg: PackageModel, { statement, sources }: Iteration): boolean {
  const [source, ...others] = sources;
  const given = source?.field('arguments')?.firstNamedChild;
  const context = given && variable(pkg, given);
  if (!context || others.length > 0) return false;
  const made = context.node.parent?.kind === 'expression_list' ? context.node.parent.parent : undefined;
  const [call, ...more] = made?.field('right')?.namedChildren ?? [];
  const [target, cancel] = made ? targetsOf(made) : [];
  if (target !== context.node || !cancel || call?.kind !== 'call_expression' || more.length > 0) return false;
  if (!madeContexts(pkg, call, 1)?.length) return false;
  const ends = variable(pkg, cancel);
  const round = statement?.field('body')?.firstNamedChild;
  return (
    ends !== undefined &&
    (round?.kind === 'statement_list' ? round.namedChildren : []).some((each) => {
      const called = each.kind === 'expression_statement' ? each.firstNamedChild : undefined;
      const fn = called?.kind === 'call_expression' ? called.field('function') : undefined;
      return fn !== undefined && variable(pkg, fn) === ends;
    })
  );
}
