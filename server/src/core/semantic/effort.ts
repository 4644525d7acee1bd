/** Thrown out of a question when those who ask have used up what they may. */
export class EffortExceeded extends Error {
  constructor() {
    super('too much work');
  }
}

/**
 * Counts the questions that a program and its packages are asked, so that a rule can be stopped that asks without end.
 * Questions and not time: the same text gives the same findings on a slow machine, and the core has no clock.
 */
export class Effort {
  #asked = 0;
  #most = Number.POSITIVE_INFINITY;

  /** Questions so far. */
  get asked(): number {
    return this.#asked;
  }

  /** Counts questions about to be answered. Throws `EffortExceeded` when there are more than `within` allows. */
  take(questions = 1): void {
    this.#asked += questions;
    if (this.#asked > this.#most) throw new EffortExceeded();
  }

  /** Runs something that may ask so many questions. */
  within<Value>(limit: number, run: () => Value): Value {
    const before = this.#most;
    this.#most = this.#asked + limit;
    try {
      return run();
    } finally {
      this.#most = before;
    }
  }
}
