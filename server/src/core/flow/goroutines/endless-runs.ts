import type { PackageModel } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Edge } from '../model.ts';
import { isOfEndlessContext, isOfOpenContext } from './ended-contexts.ts';
import type { Explored } from './explore.ts';

/**
 * The edges that runs take only at the end of a context which no caller can end: of what such runs lead to, another search without
 * these edges tells whether others lead there, too.
 * @returns undefined when none of the runs that were found takes one
 */
export function endlessEdges(
  pkg: PackageModel,
  { stuck, panics }: Explored,
): ((edge: Edge) => boolean) | undefined {
  const known = new Map<SyntaxNode, boolean>();
  const isEndless = (clause: SyntaxNode): boolean => {
    const answer = known.get(clause) ?? isOfEndlessContext(pkg, clause);
    known.set(clause, answer);
    return answer;
  };
  const isTaken = [...stuck, ...panics].some(({ notes }) =>
    notes.some(({ kind, node }) => kind === 'case' && isEndless(node)),
  );
  return isTaken
    ? ({ kind, condition }) => kind === 'case' && condition !== undefined && isEndless(condition)
    : undefined;
}

/** The edges that no run takes: they are for the end of a context that nobody can have ended by then. */
export function openEdges(pkg: PackageModel): (edge: Edge) => boolean {
  const known = new Map<SyntaxNode, boolean>();
  return ({ kind, condition }) => {
    if (kind !== 'case' || !condition) return false;
    const answer = known.get(condition) ?? isOfOpenContext(pkg, condition);
    known.set(condition, answer);
    return answer;
  };
}

/** What runs lead to, each by one without those edges where one is possible, and else marked as never coming. */
export function preferred<T extends { readonly node: SyntaxNode }>(
  read: (runs: Explored) => readonly T[],
  found: Explored,
  possible: Explored | undefined,
  never: (each: T) => T,
): readonly T[] {
  if (!possible) return read(found);
  const sure = read(possible);
  return read(found).map((each) => sure.find(({ node }) => node === each.node) ?? never(each));
}
