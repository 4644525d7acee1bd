import type { SyntaxNode } from '../../syntax/tree.ts';
import type { FunctionLocks, LockHistory } from './model.ts';
import type { Walked } from './record.ts';

/** What a walk has seen, by the call that takes the lock. */
export function historiesOf(walked: Walked, wrong: FunctionLocks): LockHistory[] {
  const sites = new Set<SyntaxNode>([
    ...walked.releases.keys(),
    ...walked.held.map(({ standing }) => standing.site!),
    ...walked.doubles.map(({ heldSince }) => heldSince),
  ]);
  return [...sites].flatMap((site) => {
    const held = walked.held.filter(({ standing }) => standing.site === site);
    const doubles = walked.doubles.filter(({ heldSince }) => heldSince === site);
    const lock = walked.sites.get(site) ?? held[0]?.standing.lock ?? doubles[0]?.lock;
    if (!lock) return [];
    const isReported =
      wrong.leaks.some((leak) => leak.site === site) ||
      wrong.doubles.some((double) => double.heldSince === site);
    const releasedWays = [...(walked.releases.get(site) ?? [])];
    return [{ lock, site, releasedWays, held, doubles, isReported }];
  });
}
