import type { GoFunction } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { namedEffects } from './calls.ts';
import type { Locks } from './locks.ts';
import { mapped, type PlacePath } from './paths.ts';
import type { LockName } from './state.ts';

/** A lock that a call waits for. */
export interface TakenLock {
  /** As the function around the call names it. */
  readonly lock: LockName;
  /** The Lock call: the call itself, or one in the function called. */
  readonly takenAt: SyntaxNode;
  /** Whether each run of the call takes it, or only some paths of the function called. */
  readonly isSure: boolean;
}

/**
 * The mutexes that a call waits for, itself or in a function of the package that it calls; TryLock waits for none.
 * @param only the declaration of the lock that is looked for; all when left out
 */
export function* locksTakenBy(
  locks: Locks,
  fn: GoFunction,
  call: SyntaxNode,
  only?: SyntaxNode,
): Generator<TakenLock> {
  const { paths, uses, pkg } = locks;
  const direct = paths.ofCall(call);
  if (direct) {
    const { path, declaration, operation, name, kind } = direct;
    if (operation.kind !== 'lock' || !path || !declaration || kind !== 'mutex') return;
    if (only && declaration !== only) return;
    const { mode } = operation;
    const lock = { key: `${paths.keyOf(path)}|${mode}`, path, mode, declaration, name, kind };
    yield { lock, takenAt: call, isSure: true };
    return;
  }
  const callee = pkg.calleeOf(call);
  const called = callee?.function;
  if (!callee || !called || callee.kind === 'interface-method') return;
  const reached = uses.reachOf(called).locks;
  const wanted = only ? [only] : [...reached].flatMap((number) => uses.plain.nodeOf(number) ?? []);
  for (const declaration of wanted) {
    if (!reached.has(paths.numberOfNode(declaration))) continue;
    const summary = locks.effectsOf(fn, called, declaration);
    if (!summary) continue;
    const map = (path: PlacePath): PlacePath | undefined => mapped(paths, path, called, callee, call);
    for (const { effect, lock } of namedEffects(paths, summary, map, declaration)) {
      if (!effect.takenAt || effect.takes === 'never' || effect.takes === 'optionally') continue;
      if (lock.kind !== 'mutex') continue;
      yield { lock, takenAt: effect.takenAt, isSure: effect.takes === 'always' };
    }
  }
}

/** Whether a call of a function may let go of a lock that its caller holds. */
export function mayLetGo(locks: Locks, fn: GoFunction, call: SyntaxNode, lock: LockName): boolean {
  const called = locks.pkg.calleeOf(call)?.function;
  const summary = called && locks.effectsOf(fn, called, lock.declaration);
  return (summary?.releasesForeign.size ?? 0) > 0;
}

/**
 * The ways to two places of one value from where they part, by the declarations of the fields; undefined when they do not
 * start from one variable, or lead through an element.
 */
export function waysFromOneValue({ paths }: Locks, one: PlacePath, other: PlacePath): string | undefined {
  if (one.root !== other.root || !isWithoutElement(one) || !isWithoutElement(other)) return undefined;
  const ways = [one, other].map(({ steps }) => steps.map((step) => paths.numberOfNode(step.declaration!)));
  while (ways.every((way) => way.length > 1) && ways[0]![0] === ways[1]![0])
    for (const way of ways) way.shift();
  return ways.map((way) => way.join('.')).join(' ');
}

/** Whether two paths of different functions denote one variable, or the same fields of one. */
export function isOnePlace({ paths }: Locks, one: PlacePath, other: PlacePath): boolean {
  const { role } = one.root;
  return (
    role !== 'receiver' &&
    role !== 'parameter' &&
    isWithoutElement(one) &&
    paths.keyOf(one) === paths.keyOf(other)
  );
}

/** Whether no index stands on the way to a place. */
export function isWithoutElement({ steps }: PlacePath): boolean {
  return steps.every((step) => step.declaration !== undefined);
}
