import type { GoFunction, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import type { SubjectBound } from './integer-bounds.ts';
import type { SubjectPrefix } from './prefixes.ts';

/** A struct type of the program that holds the value in a field. */
export interface Owner {
  /** Path of the file that declares it. */
  readonly file: string;
  readonly name: string;
  /** Whether the field is embedded, so that its methods are the struct's too. */
  readonly embeds: boolean;
}

/** The way from something to the closer. */
export interface Way {
  /** Fields still to go. */
  readonly rest: readonly string[];
  /** The structs of the program whose fields the first ones are: each holds the value and has a method which may release it. */
  readonly owners?: readonly Owner[];
}

/**
 * How a variable stands for the value: `rest` are the fields still to go to the closer; a `wrapper` reads from it
 * (bufio.NewReader(resp.Body)) and moves it only when it leaves itself; a `holder` is such a thing made by a function of
 * unknown body, so that its Close may release the value; a `closer` is its Close as a function value; a `function` is a
 * function value that uses the value when it runs and never releases it: a literal that captures it, another method of
 * it; a `receipt` is the error of a call that takes the value over when it is nil.
 */
export interface Alias extends Way {
  readonly role: 'value' | 'wrapper' | 'holder' | 'closer' | 'function' | 'receipt';
  /** Set for a function, and for a wrapper that is a struct of the program which holds the value: neither releases it. */
  readonly isHolder?: boolean;
  /** Of a holder that is a struct made here: the field that holds the value itself. */
  readonly heldIn?: string | undefined;
}

/** What is known of a variable on a path. */
export type Fact = 'nil' | 'non-nil' | 'true' | 'false';

/** The expression that a boolean was given: `ok := err == nil`; it holds until a variable that it reads is assigned. */
export interface Link {
  readonly expression: SyntaxNode;
  readonly reads: readonly VarObject[];
}

/** How a condition that reads only variables came out. */
export interface Decision {
  readonly holds: boolean;
  readonly reads: readonly VarObject[];
  readonly equals: Equality | undefined;
  /** What it says when it holds. */
  readonly bound: SubjectBound | undefined;
  readonly prefix: SubjectPrefix | undefined;
}

/** Of a comparison with a constant: what is compared, and with which value. It has one value at a time. */
export interface Equality {
  readonly subject: string;
  readonly value: string;
}

/** How far a value was read. */
export type ReadingOutcome =
  | 'unread'
  /** Somebody saw it who may have read it. */
  | 'unknown'
  /** A decoder took one value out of it. */
  | 'decoded'
  /** As many bytes as were asked for came out of it. */
  | 'counted'
  | 'failed'
  | 'ended';

/** How far a value was read on a path. */
export interface Reading {
  /** The errors that reading it gave, and what each says. */
  readonly errors: ReadonlyMap<VarObject, ReadingByError>;
  readonly outcome: ReadingOutcome;
}

/** How far a value was read, by the error of who has read it. */
export interface ReadingByError {
  readonly whenNil: ReadingOutcome;
  readonly otherwise: ReadingOutcome;
}

/** How much a value that is not released keeps, by how far it was read. */
export const REMAINS: Readonly<Record<ReadingOutcome, number>> = {
  failed: 0,
  ended: 1,
  decoded: 2,
  counted: 2,
  unknown: 2,
  unread: 2,
};

const NOT_READ: Reading = { errors: new Map(), outcome: 'unread' };

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
    /** How far it was read, and which errors say more about it. */
    readonly reading: Reading = NOT_READ,
    /** Repeated conditions that are decided on the path, by their text. */
    readonly conditions: ReadonlyMap<string, Decision> = new Map(),
    /** Deferred literals that release the value or not, depending on what holds when they run; in order of registration. */
    readonly deferred: readonly GoFunction[] = [],
  ) {}

  /** A path on which nothing is known yet. */
  static readonly unknown = new PathState(new Map(), new Set(), new Map(), new Map(), false);

  /** Equal keys, equal futures. */
  get key(): string {
    this.#key ??= [
      [...this.aliases]
        .map(([object, alias]) => `${object.node.id}${alias.role[0]}${alias.rest.join('.')}`)
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
        .map(([object, link]) => `${object.node.id}:${link.expression.id}`)
        .sort()
        .join(),
      [...this.conditions]
        .map(([text, { holds }]) => `${text}${holds}`)
        .sort()
        .join(),
      this.deferred.map((literal) => literal.node.id).join(),
      this.isCertain ? '1' : '0',
      this.isReleased ? '1' : '0',
      [...this.reading.errors]
        .map(([object, { whenNil, otherwise }]) => `${object.node.id}${whenNil}${otherwise}`)
        .join() + this.reading.outcome,
    ].join('|');
    return this.#key;
  }

  with(
    changes: Partial<
      Pick<
        PathState,
        | 'aliases'
        | 'guards'
        | 'facts'
        | 'links'
        | 'isCertain'
        | 'isReleased'
        | 'reading'
        | 'conditions'
        | 'deferred'
      >
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
      changes.conditions ?? this.conditions,
      changes.deferred ?? this.deferred,
    );
  }

  learn(object: VarObject, fact: Fact): PathState {
    return this.facts.get(object) === fact
      ? this
      : this.with({ facts: new Map(this.facts).set(object, fact) });
  }

  alias(object: VarObject, alias: Alias): PathState {
    return this.with({ aliases: new Map(this.aliases).set(object, alias) });
  }

  /** Whether it makes a difference for the path what a variable is. */
  knows(object: VarObject): boolean {
    return (
      this.aliases.has(object) ||
      this.guards.has(object) ||
      this.facts.has(object) ||
      this.links.has(object) ||
      this.reading.errors.has(object)
    );
  }

  /** Everything known of a variable ends when it is assigned. */
  forget(object: VarObject): PathState {
    const stays = ([, { reads }]: readonly [unknown, { readonly reads: readonly VarObject[] }]): boolean =>
      !reads.includes(object);
    const isRead = ![...this.links].every(stays) || ![...this.conditions].every(stays);
    if (!isRead && !this.knows(object)) return this;
    return this.with({
      aliases: without(this.aliases, object),
      guards: new Set([...this.guards].filter((guard) => guard !== object)),
      facts: without(this.facts, object),
      links: new Map([...without(this.links, object)].filter(stays)),
      conditions: new Map([...this.conditions].filter(stays)),
      reading: {
        ...this.reading,
        errors: without(this.reading.errors, object),
      },
    });
  }
}

function without<Value>(map: ReadonlyMap<VarObject, Value>, object: VarObject): Map<VarObject, Value> {
  const copy = new Map(map);
  copy.delete(object);
  return copy;
}
