import type { Memory } from '../../semantic/memory.ts';
import { isOwnPlace, type Link, type LockFacts, mappedPlace } from './function-facts.ts';
import { keyOfPlain, type PlainPlace } from './plain.ts';

/** What a function and everything that it calls may do, whichever path they take; locks are numbers of declarations. */
export interface Reach {
  /** Locks that its caller could name, or that it may release without having taken them. */
  readonly locks: Set<number>;
  /** Locks that some function may release without having taken them. */
  readonly released: Set<number>;
  /** Places of locks that its caller could name, in the order in which they were found. */
  readonly places: Place[];
  readonly keys: Set<string>;
  /** Whether some function takes a lock and does not release it itself. */
  isUnbalanced: boolean;
  /** Equal for equal locks, here and mentioned by the function itself; undefined until somebody asks. */
  content: number | undefined;
}

interface Place {
  readonly place: PlainPlace;
  readonly lock: number;
}

/** Longer ways to a lock are not followed from function to function. */
const MOST_STEPS = 6;

/** The functions of a package by number. */
export interface FactsByNumber {
  factsOf(fn: number): LockFacts;
  /** The function around a literal. */
  outerOf(fn: number): number | undefined;
}

/** Which locks the functions of a package come to. What is worked out once is kept as long as no facts change. */
export class LockReach {
  readonly reach: Map<number, Reach>;

  constructor(
    readonly program: FactsByNumber,
    /** The functions that this answers for; of others `base` does. */
    readonly functions: ReadonlySet<number>,
    readonly base: LockReach | undefined,
    readonly kept: Kept,
  ) {
    this.reach = kept.take(this.functions, program, base?.reach);
  }

  /** What a function of the package, or one that it calls or holds as a literal, may do. */
  of(fn: number): Reach {
    if (this.base?.functions.has(fn)) return this.base.of(fn);
    return this.reach.get(fn) ?? this.explore(fn);
  }

  /** A number that is equal for functions that come to the same locks and mention the same ones themselves. */
  contentOf(fn: number): number {
    if (this.base?.functions.has(fn)) return this.base.contentOf(fn);
    const reach = this.of(fn);
    if (reach.content === undefined) {
      const { mentions } = this.program.factsOf(fn);
      const direct = new Set(mentions.map((each) => `${each.declaration}${each.operation.kind}`));
      const parts = [[...reach.locks].sort((a, b) => a - b), [...direct].sort(), reach.isUnbalanced];
      reach.content = this.kept.numberOf(JSON.stringify(parts));
    }
    return reach.content;
  }

  #known(fn: number): Reach | undefined {
    return this.base?.functions.has(fn) ? this.base.of(fn) : this.reach.get(fn);
  }

  /** Functions that call each other have the same reach: Tarjan's strongly connected components, without recursion. */
  explore(from: number): Reach {
    const order = new Map<number, number>();
    const low = new Map<number, number>();
    const open: number[] = [];
    const frames: { readonly fn: number; readonly links: readonly Link[]; next: number }[] = [];
    const enter = (fn: number): void => {
      order.set(fn, order.size);
      low.set(fn, order.get(fn)!);
      open.push(fn);
      frames.push({ fn, links: this.program.factsOf(fn).links, next: 0 });
    };
    enter(from);
    while (frames.length > 0) {
      const frame = frames[frames.length - 1]!;
      const called = frame.links[frame.next++]?.called;
      if (called !== undefined) {
        if (this.#known(called)) continue;
        if (!order.has(called)) enter(called);
        else low.set(frame.fn, Math.min(low.get(frame.fn)!, order.get(called)!));
        continue;
      }
      frames.pop();
      const outer = frames[frames.length - 1];
      if (outer) low.set(outer.fn, Math.min(low.get(outer.fn)!, low.get(frame.fn)!));
      if (low.get(frame.fn) === order.get(frame.fn)) {
        this.#close(open.splice(open.lastIndexOf(frame.fn)));
      }
    }
    return this.reach.get(from)!;
  }

  #close(component: readonly number[]): void {
    for (const fn of component) this.reach.set(fn, this.#direct(fn));
    const callers = new Map<number, number[]>();
    for (const caller of component) {
      for (const { called } of this.program.factsOf(caller).links) {
        if (called !== caller) callers.set(called, [...(callers.get(called) ?? []), caller]);
      }
    }
    // how many places of the function called the caller knows of
    const known = new Map<Link, number>();
    // until nothing new is found, functions that something new reaches
    const work = new Set(component);
    for (const fn of work) {
      work.delete(fn);
      const reach = this.reach.get(fn)!;
      const before = sizeOf(reach);
      for (const link of this.program.factsOf(fn).links) this.#join(fn, reach, link, known);
      if (sizeOf(reach) === before) continue;
      for (const caller of callers.get(fn) ?? []) work.add(caller);
    }
  }

  #direct(fn: number): Reach {
    const { mentions } = this.program.factsOf(fn);
    const [locked, unlocked] = [false, true].map(
      (isUnlock) =>
        new Set(
          mentions
            .filter(({ operation }) => (operation.kind === 'unlock') === isUnlock)
            .map(({ declaration }) => declaration),
        ),
    );
    const reach: Reach = {
      locks: new Set(),
      released: new Set(),
      places: [],
      keys: new Set(),
      isUnbalanced: [...locked!].some((lock) => !unlocked!.has(lock)),
      content: undefined,
    };
    const taken = new Set<string>();
    for (const { place, declaration, operation } of mentions) {
      const key = place && keyOfPlain(place);
      if (operation.kind !== 'unlock') taken.add(key ?? '');
      else if (!key || !taken.has(key)) reach.released.add(declaration);
      if (place) this.#add(fn, reach, { place, lock: declaration });
    }
    for (const lock of reach.released) reach.locks.add(lock);
    return reach;
  }

  #add(fn: number, reach: Reach, { place, lock }: Place): void {
    if (place.steps.length > MOST_STEPS || isOwnPlace(place, fn, this.#isOwned)) return;
    const key = keyOfPlain(place);
    if (reach.keys.has(key)) return;
    reach.keys.add(key);
    reach.places.push({ place, lock });
    reach.locks.add(lock);
  }

  /** Adds what a function called does, as its caller sees it. */
  #join(fn: number, reach: Reach, link: Link, known: Map<Link, number>): void {
    const part = this.#known(link.called);
    if (!part) return;
    reach.isUnbalanced ||= part.isUnbalanced;
    for (const lock of part.released) {
      reach.released.add(lock);
      reach.locks.add(lock);
    }
    let next = known.get(link) ?? 0;
    for (; next < part.places.length; next++) {
      const { place, lock } = part.places[next]!;
      const seen = mappedPlace(place, link, this.#isOwned);
      // a parameter that is the lock stands for what is passed
      const isPassed = lock === place.root.declaration && place.root.owner === link.called;
      if (seen) this.#add(fn, reach, { place: seen, lock: isPassed ? declarationAt(seen) : lock });
    }
    known.set(link, next);
  }

  /** Whether a function, or one around it, is the one given. */
  readonly #isOwned = (owner: number | undefined, fn: number): boolean => {
    for (let at = owner; at !== undefined; at = this.program.outerOf(at)) if (at === fn) return true;
    return false;
  };
}

/** The field or variable at the end of a place. */
function declarationAt({ root, steps }: PlainPlace): number {
  return steps.findLast((step) => step.declaration !== undefined)?.declaration ?? root.declaration;
}

function sizeOf({ places, released, isUnbalanced }: Reach): number {
  return places.length + released.size + Number(isUnbalanced);
}

/** What a version of the program leaves to the next one. */
export class Kept {
  #facts: ReadonlyMap<number, LockFacts> = new Map();
  #reach = new Map<number, Reach>();
  #base: unknown;
  readonly #contents = new Map<string, number>();

  numberOf(content: string): number {
    let number = this.#contents.get(content);
    if (number === undefined) {
      number = this.#contents.size;
      this.#contents.set(content, number);
    }
    return number;
  }

  /** What is known when the facts are still the same, else nothing. */
  take(functions: ReadonlySet<number>, program: FactsByNumber, base: unknown): Map<number, Reach> {
    const facts = new Map([...functions].map((fn) => [fn, program.factsOf(fn)]));
    const isSame =
      base === this.#base &&
      facts.size === this.#facts.size &&
      [...facts].every(([fn, each]) => isEqual(each, this.#facts.get(fn)));
    if (!isSame) this.#reach = new Map();
    this.#facts = facts;
    this.#base = base;
    return this.#reach;
  }
}

/** Where one version of a program leaves what it knows of a package to the next. */
export function keptReach(memory: Memory, pkg: string): Kept {
  return memory.kept(`lock reach ${pkg}`, () => new Kept());
}

function isEqual(a: LockFacts, b: LockFacts | undefined): boolean {
  return a === b || (b !== undefined && JSON.stringify(a) === JSON.stringify(b));
}
