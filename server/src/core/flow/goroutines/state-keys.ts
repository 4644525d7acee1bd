import type { Frame, Process, State } from './state.ts';

/** Tells states apart by what they can still do; for one search, in which frames and their maps are never changed. */
export class StateKeys {
  readonly #numbers = new Map<string, number>();
  readonly #known = new Map<object, number>();
  readonly #identities = new Map<object, number>();

  /** Two states with the same key behave the same. */
  of({ isCut, channels, bounds, processes }: State): string {
    const codes = [isCut ? 1 : 0, this.#ofBounds(bounds), channels.length];
    for (const { count, isClosed, others } of channels) {
      codes.push((count << 3) | (isClosed ? 4 : 0) | (others.send ? 2 : 0) | (others.receive ? 1 : 0));
    }
    for (const goroutine of processes) codes.push(this.ofProcess(goroutine));
    return encoded(codes);
  }

  /** All that a process can see of a state before it has to wait for the others. */
  ofStart({ processes, channels, bounds, isCut }: State, id: number): string {
    const codes = [id, isCut ? 1 : 0, this.#ofBounds(bounds), processes.length];
    for (const { start } of processes) codes.push(start ? this.#identityOf(start) + 1 : 0);
    for (const { site, others } of channels) {
      codes.push(this.#identityOf(site), (others.send ? 2 : 0) | (others.receive ? 1 : 0));
    }
    codes.push(this.ofProcess(processes[id]!));
    return encoded(codes);
  }

  /** All that tells the ways of one process apart while it settles. */
  ofWay({ processes, channels, bounds }: State, goroutine: Process): string {
    return encoded([this.ofProcess(goroutine), processes.length, this.#ofBounds(bounds), channels.length]);
  }

  /** Two processes with the same key go on in the same way. */
  ofProcess(goroutine: Process): number {
    return this.#numberOf(goroutine, () => {
      const codes = [goroutine.owes.length];
      for (const frame of goroutine.frames) codes.push(this.#ofFrame(frame));
      return `p${encoded(codes)}`;
    });
  }

  #ofFrame(frame: Frame): number {
    return this.#numberOf(frame, () => {
      const { fn, block, index, queue, deferred, isLeaving, results, flag, told } = frame;
      const values = this.#ofMap(frame.values, (variable) => this.#identityOf(variable));
      const facts = this.#ofMap(frame.facts, (text) => text);
      const rounds = this.#ofMap(frame.rounds, (loop) => this.#identityOf(loop));
      const place = [this.#identityOf(fn), block.id, index + 1, queue.length, deferred.length];
      const answers = [codeOf(flag), told ? this.#identityOf(told.call) + 1 : 0, codeOf(told?.holds)];
      return `f${encoded([...place, isLeaving ? 1 : 0, values, facts, rounds, ...answers, ...results.map((result) => (result ?? -2) + 2)])}`;
    });
  }

  #ofBounds(bounds: State['bounds']): number {
    return this.#ofMap(bounds, (text) => text);
  }

  /** Most frames share their maps with the frame that they come from. */
  #ofMap<Key>(map: ReadonlyMap<Key, unknown>, nameOf: (key: Key) => string | number): number {
    if (map.size === 0) return 0;
    return this.#numberOf(map, () =>
      [...map]
        .map(([key, value]) => `${nameOf(key)}=${value}`)
        .sort()
        .join(),
    );
  }

  #identityOf(thing: object): number {
    let identity = this.#identities.get(thing);
    if (identity === undefined) {
      identity = this.#identities.size;
      this.#identities.set(thing, identity);
    }
    return identity;
  }

  #numberOf(thing: object, write: () => string): number {
    let number = this.#known.get(thing);
    if (number === undefined) {
      const key = write();
      number = this.#numbers.get(key);
      if (number === undefined) {
        number = this.#numbers.size + 1;
        this.#numbers.set(key, number);
      }
      this.#known.set(thing, number);
    }
    return number;
  }

  /**
   * A state in which goroutines that one statement started are in an order of their own, so that states that only differ
   * in which of them is where are the same.
   * @returns the state, and the new number of every process by its old one; no numbers when nothing moved
   */
  renumbered(state: State): { state: State; numbers?: readonly number[] } {
    const { processes } = state;
    let numbers: number[] | undefined;
    for (let first = 0; first < processes.length; first++) {
      const { start } = processes[first]!;
      if (!start || processes.findIndex((each) => each.start === start) < first) continue;
      const group = processes.filter((each) => each.start === start);
      if (group.length < 2) continue;
      const sorted = group.toSorted((a, b) => this.ofProcess(a) - this.ofProcess(b) || a.id - b.id);
      if (sorted.every((each, index) => each === group[index])) continue;
      numbers ??= processes.map(({ id }) => id);
      for (const [index, { id }] of sorted.entries()) numbers[id] = group[index]!.id;
    }
    if (!numbers) return { state };
    const moved = processes.slice();
    for (const goroutine of processes) {
      const id = numbers[goroutine.id]!;
      moved[id] = id === goroutine.id ? goroutine : { ...goroutine, id };
    }
    return { state: { ...state, processes: moved }, numbers };
  }
}

function codeOf(flag: boolean | undefined): number {
  return flag === undefined ? 0 : flag ? 1 : 2;
}

/** Small numbers as a text of as many characters; a search has far fewer than 65,536 of anything. */
function encoded(numbers: readonly number[]): string {
  return String.fromCharCode(...numbers);
}
