import type { VarObject } from '../semantic/model.ts';

/**
 * How a variable stands for the value: `rest` are the fields still to go to the closer; a `wrapper` reads from it
 * (bufio.NewReader(resp.Body)) and moves it only when it leaves itself; a `holder` is such a thing made by a function of
 * unknown body, so that its Close may release the value; a `closer` is its Close as a function value.
 */
export interface Alias {
  readonly rest: readonly string[];
  readonly role: 'value' | 'wrapper' | 'holder' | 'closer';
}

/** What is known of a variable on a path. */
export type Fact = 'nil' | 'non-nil' | 'true' | 'false';

/** A boolean that says whether a guard is nil: `ok := err == nil`. */
export interface Link {
  readonly guard: VarObject;
  readonly trueMeans: 'nil' | 'non-nil';
}

/** How far a value was read on a path. */
export interface Reading {
  readonly errors: ReadonlySet<VarObject>;
  readonly outcome: 'unknown' | 'failed' | 'ended';
}
const NOT_READ: Reading = { errors: new Set(), outcome: 'unknown' };

/** The state of one value on one path; immutable. */
export class PathState {
  #key: string | undefined;

  constructor(
    readonly aliases: ReadonlyMap<VarObject, Alias>,
    /** Errors that came with the value: non-nil means that there is no value. */
    readonly guards: ReadonlySet<VarObject>,
    readonly facts: ReadonlyMap<VarObject, Fact>,
    readonly links: ReadonlyMap<VarObject, Link>,
    /** Whether an error check has proved that the value is there. */
    readonly isCertain: boolean,
    /** Whether it is released already: kept on the path only to see how the function is left. */
    readonly isReleased = false,
    /** What a function that reads it to its end has shown: the errors that it gave, and how it went where that is known. */
    readonly reading: Reading = NOT_READ,
  ) {}

  /** Equal keys, equal futures. */
  get key(): string {
    this.#key ??= [
      [...this.aliases]
        .map(([object, alias]) => `${object.node.id}${alias.role[0]}${alias.rest.length}`)
        .sort()
        .join(),
      [...this.guards]
        .map((object) => object.node.id)
        .sort()
        .join(),
      [...this.facts]
        .map(([object, fact]) => `${object.node.id}${fact}`)
        .sort()
        .join(),
      [...this.links]
        .map(([object]) => object.node.id)
        .sort()
        .join(),
      this.isCertain ? '1' : '0',
      this.isReleased ? '1' : '0',
      [...this.reading.errors].map((object) => object.node.id).join() + this.reading.outcome[0],
    ].join('|');
    return this.#key;
  }

  with(
    changes: Partial<
      Pick<PathState, 'aliases' | 'guards' | 'facts' | 'links' | 'isCertain' | 'isReleased' | 'reading'>
    >,
  ): PathState {
    return new PathState(
      changes.aliases ?? this.aliases,
      changes.guards ?? this.guards,
      changes.facts ?? this.facts,
      changes.links ?? this.links,
      changes.isCertain ?? this.isCertain,
      changes.isReleased ?? this.isReleased,
      changes.reading ?? this.reading,
    );
  }

  learn(object: VarObject, fact: Fact): PathState {
    return this.facts.get(object) === fact
      ? this
      : this.with({ facts: new Map(this.facts).set(object, fact) });
  }

  /** The same without what is known of variables that say nothing of the value. */
  withoutFlags(): PathState {
    const facts = new Map([...this.facts].filter(([object]) => this.guards.has(object)));
    return facts.size === this.facts.size && this.links.size === 0
      ? this
      : this.with({ facts, links: new Map() });
  }

  alias(object: VarObject, alias: Alias): PathState {
    return this.with({ aliases: new Map(this.aliases).set(object, alias) });
  }

  /** Everything known of a variable ends when it is assigned. */
  forget(object: VarObject): PathState {
    if (
      !this.aliases.has(object) &&
      !this.guards.has(object) &&
      !this.facts.has(object) &&
      !this.links.has(object)
    ) {
      const linked = [...this.links.values()].some((link) => link.guard === object);
      if (!linked && !this.reading.errors.has(object)) return this;
    }
    const without = <Value>(map: ReadonlyMap<VarObject, Value>): Map<VarObject, Value> => {
      const copy = new Map(map);
      copy.delete(object);
      return copy;
    };
    const guards = new Set(this.guards);
    guards.delete(object);
    const links = new Map([...without(this.links)].filter(([, link]) => link.guard !== object));
    const errors = new Set(this.reading.errors);
    errors.delete(object);
    const reading = { ...this.reading, errors };
    return this.with({ aliases: without(this.aliases), guards, facts: without(this.facts), links, reading });
  }
}
