import type { GoFunction, PackageModel } from '../../semantic/model.ts';
import { endsInJump } from '../../syntax/statements.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { assignmentsOf, targetsOf } from '../assignments.ts';
import type { Channel } from '../channels.ts';
import { runnerOf } from '../goroutines/literal-runners.ts';
import { waitGroupOf } from '../goroutines/wait-groups.ts';
import { graphsOf } from '../graphs.ts';
import { variable } from '../nil-comparison.ts';
import type { Candidates } from './candidates.ts';
import type { Locks } from './locks.ts';
import { locksTakenBy } from './taken.ts';

/** Who answers a wait, and where it takes the lock on its way. */
interface Way {
  readonly function: GoFunction;
  readonly node: SyntaxNode;
  readonly takenAt: SyntaxNode;
}

/** The declaration of the lock, and what finds the calls that take it. */
export interface LockAsked {
  readonly locks: Locks;
  readonly candidates: Candidates;
  readonly declaration: SyntaxNode;
}

/**
 * Whether who lowers the counter of a wait group raises it only behind the lock, in the same function, and takes the lock no more:
 * who waits for the lock is not counted yet, and who is counted does not need it.
 * @param group the variable or field that holds the wait group
 */
export function isCountedBehind(
  asked: LockAsked,
  way: Way,
  group: Parameters<typeof waitGroupOf>[1],
): boolean {
  const { pkg } = asked.locks;
  if (pkg.functionOf(way.takenAt) !== way.function) return false;
  const adds = waitGroupOf(pkg, group).calls.filter(
    ({ kind, call }) => kind === 'add' && runnerOf(pkg, call) === way.function,
  );
  return (
    adds.length > 0 &&
    adds.every(({ call }) => way.takenAt.start < call.start) &&
    !isTakenWithin(
      asked,
      way.function,
      Math.min(...adds.map(({ call }) => call.end)),
      Number.POSITIVE_INFINITY,
    )
  );
}

/**
 * Whether who closes a channel, or sends on it, has made it and shown it to nobody before it took the lock, and takes the lock no more
 * on the way: whoever has the channel to wait for and holds the lock comes after that.
 */
export function isSharedBehind(asked: LockAsked, way: Way, channel: Channel): boolean {
  const { pkg } = asked.locks;
  if (pkg.functionOf(way.takenAt) !== way.function || pkg.functionOf(way.node) !== way.function) return false;
  return (
    channel.makes.length > 0 &&
    channel.makes.every(({ node }) => {
      if (pkg.functionOf(node) !== way.function || node.end > way.takenAt.start) return false;
      const statement = node.ancestor('short_var_declaration', 'assignment_statement');
      const [target, ...others] = targetsOf(statement);
      const holder = target && others.length === 0 ? variable(pkg, target) : undefined;
      return (
        statement !== undefined &&
        holder?.role === 'local' &&
        !pkg.referencesTo(holder).some(({ start }) => start >= statement.end && start < way.takenAt.start)
      );
    }) &&
    !isTakenWithin(asked, way.function, way.takenAt.end, way.node.start)
  );
}

/** Whether a function may come to the lock in calls that stand between two places of its text. */
function isTakenWithin(
  { locks, candidates, declaration }: LockAsked,
  fn: GoFunction,
  from: number,
  to: number,
): boolean {
  return graphsOf(locks.pkg)
    .graphOf(fn)
    .blocks.some(({ nodes }) =>
      nodes.some((node) =>
        candidates
          .in(node)
          .some(
            (call) =>
              call.kind === 'call_expression' &&
              call.start >= from &&
              call.start < to &&
              !locksTakenBy(locks, fn, call, declaration).next().done,
          ),
      ),
    );
}

/**
 * Whether a send is made at a change only: a field decides on it that its function sets, so that the next call does not come to it
 * before somebody has set the field back.
 */
export function isSentAtChange(pkg: PackageModel, send: SyntaxNode): boolean {
  const fn = pkg.functionOf(send);
  if (!fn?.body) return false;
  const asked = new Set<string>();
  for (const branch of fn.body.descendants('if_statement')) {
    const consequence = branch.field('consequence');
    const condition = branch.field('condition');
    if (!consequence || !condition || branch.start > send.start) continue;
    const isGuard =
      branch.end <= send.start && endsInJump(consequence) && branch.parent?.contains(send) === true;
    if (!consequence.contains(send) && !isGuard) continue;
    for (const field of [condition, ...condition.descendants('selector_expression')])
      if (field.kind === 'selector_expression') asked.add(field.text);
  }
  return [...fn.body.descendants('assignment_statement')].some((statement) =>
    assignmentsOf(statement).some(
      ({ target, value }) =>
        value !== undefined && target.kind === 'selector_expression' && asked.has(target.text),
    ),
  );
}
