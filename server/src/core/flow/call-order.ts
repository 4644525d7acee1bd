import { outermost } from '../semantic/declarations.ts';
import type { GoFunction } from '../semantic/model.ts';

/** Longer chains of calls are not followed. */
const MOST_CALLS = 100;

/**
 * An order of the functions of one package in which summaries can be worked out: along calls that go forward there is
 * no circle, so that no answer depends on who asks first. Where functions call each other, the calls that lead back to
 * an ancestor of a depth-first walk in source order do not go forward; it is the same for the same text.
 */
export class CallOrder {
  /** Place of a declared function in the post-order of the walk: what it calls forward stands before it. */
  readonly #places = new Map<GoFunction, number>();
  /** Calls in the longest chain of forward calls that starts in a declared function. */
  readonly #heights = new Map<GoFunction, number>();
  readonly #entered = new Set<GoFunction>();

  /**
   * @param functions the functions of the package, literals included, in source order
   * @param calledBy functions of the package that a function calls, and literals in it
   */
  constructor(
    functions: Iterable<GoFunction>,
    readonly calledBy: (fn: GoFunction) => Iterable<GoFunction>,
  ) {
    const called = new Map<GoFunction, GoFunction[]>();
    for (const fn of functions) {
      const top = outermost(fn);
      const list = called.get(top) ?? [];
      called.set(top, list);
      for (const each of calledBy(fn)) if (outermost(each) !== top) list.push(outermost(each));
    }
    for (const fn of called.keys()) this.#visit(fn, called);
  }

  #visit(start: GoFunction, called: ReadonlyMap<GoFunction, readonly GoFunction[]>): void {
    const entered = this.#entered;
    if (entered.has(start)) return;
    entered.add(start);
    const frames = [{ fn: start, next: 0 }];
    for (let frame = frames.at(-1); frame; frame = frames.at(-1)) {
      const list = called.get(frame.fn) ?? [];
      const next = list[frame.next++];
      if (next) {
        if (entered.has(next)) continue;
        entered.add(next);
        frames.push({ fn: next, next: 0 });
        continue;
      }
      frames.pop();
      const heights = list.map((each) => this.#heights.get(each) ?? -1); // not yet: the call leads back
      this.#heights.set(frame.fn, Math.max(-1, ...heights) + 1);
      this.#places.set(frame.fn, this.#places.size);
    }
  }

  /** Whether a call of one function by another may be followed. */
  isForward(caller: GoFunction, called: GoFunction): boolean {
    const [from, to] = [outermost(caller), outermost(called)];
    // literals inside, and those that are written before, come first
    if (from === to) return called.node.end < caller.node.end;
    const [place, before] = [this.#places.get(from), this.#places.get(to)];
    if (place === undefined || before === undefined) return true; // of another package
    return before < place && (this.#heights.get(to) ?? 0) < MOST_CALLS;
  }
}
