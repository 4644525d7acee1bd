import { LOCK_METHODS, type LockOperation } from '../../knowledge/locks.ts';
import type { GoFunction, PackageModel } from '../../semantic/model.ts';
import { isOwnFunction } from '../channel-syntax.ts';
import type { Plain, PlainPlace } from './plain.ts';

/** A mention of a lock's method: `s.mu.Lock`, called or not. */
export interface Mention {
  readonly operation: LockOperation;
  readonly method: string;
  readonly place: PlainPlace | undefined;
  /** The field or variable that declares the lock. */
  readonly declaration: number;
  /** The selector, counted from the function's node. */
  readonly node: number;
}

/** A call of a function of the package, with what its caller passes, or a literal that is written in the function. */
export interface Link {
  readonly called: number;
  readonly isLiteral: boolean;
  readonly receiver: PlainPlace | undefined;
  readonly arguments: readonly (PlainPlace | undefined)[];
}

/** What one function, literals in it apart, says about locks; in source order. */
export interface LockFacts {
  readonly mentions: readonly Mention[];
  readonly links: readonly Link[];
}

export const NO_LOCK_FACTS: LockFacts = { mentions: [], links: [] };

/** @param literalAt the function that a literal's node is */
export function lockFactsOf(
  pkg: PackageModel,
  plain: Plain,
  fn: GoFunction,
  literalAt: (node: GoFunction['node']) => GoFunction | undefined,
): LockFacts {
  const { paths } = plain;
  const mentions: Mention[] = [];
  for (const name of LOCK_METHODS.keys()) {
    for (const field of fn.file.tree.identifiersNamed(name, fn.node)) {
      const selector = field.parent;
      if (selector?.kind !== 'selector_expression' || field.fieldName !== 'field') continue;
      if (pkg.functionOf(selector) !== fn) continue;
      const method = paths.ofMethod(selector);
      if (!method?.declaration) continue;
      mentions.push({
        operation: method.operation,
        method: name,
        place: method.path && plain.place(method.path),
        declaration: paths.numberOfNode(method.declaration),
        node: selector.id - fn.node.id,
      });
    }
  }
  mentions.sort((a, b) => a.node - b.node);
  const links: Link[] = [];
  for (const node of fn.body?.descendants('call_expression', 'func_literal') ?? []) {
    if (node.kind === 'func_literal') {
      const called = literalAt(node);
      if (called && called !== fn)
        links.push({ called: plain.numberOf(called), isLiteral: true, receiver: undefined, arguments: NONE });
      continue;
    }
    const callee = pkg.calleeOf(node);
    const called = callee?.function;
    if (!called || called === fn || !isOwnFunction(pkg, called)) continue;
    const receiver = paths.receiverOf(callee);
    links.push({
      called: plain.numberOf(called),
      isLiteral: false,
      receiver: receiver && plain.place(receiver),
      arguments: passed(pkg, plain, node.field('arguments')?.namedChildren ?? []),
    });
  }
  return { mentions, links };
}

const NONE: Link['arguments'] = [];

/** The places that a call passes; what cannot hold a lock is none. */
function passed(
  pkg: PackageModel,
  plain: Plain,
  args: readonly GoFunction['node'][],
): readonly (PlainPlace | undefined)[] {
  const places = args.map((argument) => {
    const path = plain.paths.pathOf(argument);
    const type = path && pkg.underlying(pkg.typeOf(argument));
    return path && !WITHOUT_LOCKS.has(type?.kind ?? '') ? plain.place(path) : undefined;
  });
  return places.some((place) => place) ? places : NONE;
}

/** Kinds of types whose values hold no lock. */
const WITHOUT_LOCKS: ReadonlySet<string> = new Set(['basic', 'chan', 'func']);

/** A place of a function called in terms of its caller; undefined when the caller has no name for it. */
export function mappedPlace(
  place: PlainPlace,
  { called, isLiteral, receiver, arguments: args }: Link,
  isOwned: (owner: number | undefined, fn: number) => boolean,
): PlainPlace | undefined {
  const { root } = place;
  const isGiven = root.owner === called && root.index !== undefined;
  if (isLiteral || (!isGiven && !isOwned(root.owner, called))) return place;
  if (place.indexes.length > 0 || !isGiven) return undefined;
  const base = root.index! < 0 ? receiver : args[root.index!];
  return base && { ...base, steps: [...base.steps, ...place.steps] };
}

/** Whether a place lies in a variable that exists only while a function, or a literal in it, runs. */
export function isOwnPlace(
  { root }: PlainPlace,
  fn: number,
  isOwned: (owner: number | undefined, fn: number) => boolean,
): boolean {
  return !(root.owner === fn && root.index !== undefined) && isOwned(root.owner, fn);
}
