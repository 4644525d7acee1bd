import type { LockMode } from '../../knowledge/locks.ts';
import type { VarObject } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { SubjectBound } from '../integer-bounds.ts';
import type { LockKind } from './kinds.ts';
import type { PlacePath } from './paths.ts';

/** One lock in one mode, as a function names it. */
export interface LockName {
  /** Equal for the same lock in the same mode. */
  readonly key: string;
  readonly path: PlacePath;
  readonly mode: LockMode;
  /** The field or variable that declares it. */
  readonly declaration: SyntaxNode;
  /** As it is written. */
  readonly name: string;
  readonly kind: LockKind;
}

/** What is known of a lock on a path, relative to the entry of the function. */
export interface Standing {
  readonly lock: LockName;
  /** 1: taken by this function; -1: released although it did not take it; more after nested read locks; undefined: not known. */
  readonly level: number | undefined;
  /** The call that took it. */
  readonly site: SyntaxNode | undefined;
}

/** A condition that is remembered, with what it depends on. */
export interface Condition {
  readonly key: string;
  /** Whether the key's condition holds when the expression does. */
  readonly isPositive: boolean;
  readonly objects: readonly VarObject[];
  /** Whether it may change without an assignment that is seen. */
  readonly isVolatile: boolean;
  /** What the key's condition says of an integer when it holds: such conditions may decide each other. */
  readonly bound?: SubjectBound | undefined;
}

export interface Fact {
  readonly condition: Condition;
  readonly holds: boolean;
}

const KEYS = new WeakMap<ReadonlyMap<string, unknown>, string>();

/** Equal for maps with equal entries; states share most of their maps. */
function keyOf<Value>(map: ReadonlyMap<string, Value>, print: (value: Value) => string): string {
  if (map.size === 0) return '';
  let key = KEYS.get(map);
  if (key === undefined) {
    key = [...map.values()].map(print).sort().join();
    KEYS.set(map, key);
  }
  return key;
}

/** Locks, pending deferred calls and branches taken on one path; immutable. */
export class LockState {
  static readonly EMPTY = new LockState(new Map(), [], new Map(), new Map(), new Set(), new Set());
  #key: string | undefined;

  private constructor(
    readonly standings: ReadonlyMap<string, Standing>,
    /** Deferred statements in the order of their registration. */
    readonly deferred: readonly SyntaxNode[],
    readonly facts: ReadonlyMap<string, Fact>,
    /** Booleans that say whether a TryLock took its lock. */
    readonly attempts: ReadonlyMap<VarObject, { readonly lock: LockName; readonly site: SyntaxNode }>,
    /** Keys of locks that were taken while the function did not hold and had not released them. */
    readonly acquired: ReadonlySet<string>,
    /** Calls whose lock was released on this path. */
    readonly released: ReadonlySet<SyntaxNode>,
  ) {}

  /** Equal keys, equal futures; what lies behind (`acquired`, `released`) apart. */
  get key(): string {
    this.#key ??= [
      keyOf(this.standings, ({ lock, level, site }) => `${lock.key}:${level ?? '?'}:${site?.id ?? ''}`),
      this.deferred.map((node) => node.id).join(),
      keyOf(this.facts, ({ condition, holds }) => `${condition.key}${holds ? '+' : '-'}`),
      [...this.attempts.keys()].map((object) => object.node.id).join(),
    ].join('|');
    return this.#key;
  }

  with(changes: {
    readonly standings?: ReadonlyMap<string, Standing>;
    readonly deferred?: readonly SyntaxNode[];
    readonly facts?: ReadonlyMap<string, Fact>;
    readonly attempts?: LockState['attempts'];
    readonly acquired?: ReadonlySet<string>;
    readonly released?: ReadonlySet<SyntaxNode>;
  }): LockState {
    return new LockState(
      changes.standings ?? this.standings,
      changes.deferred ?? this.deferred,
      changes.facts ?? this.facts,
      changes.attempts ?? this.attempts,
      changes.acquired ?? this.acquired,
      changes.released ?? this.released,
    );
  }

  /** The level of a lock; 0 when this function has not touched it. */
  levelOf(key: string): number | undefined {
    const standing = this.standings.get(key);
    return standing ? standing.level : 0;
  }

  set(standing: Standing): LockState {
    const standings = new Map(this.standings);
    if (standing.level === 0) standings.delete(standing.lock.key);
    else standings.set(standing.lock.key, standing);
    return this.with({ standings });
  }

  /** Locks that fit are no longer known to be held or free. */
  forgetLocks(fits: (standing: Standing) => boolean): LockState {
    let state: LockState = this;
    for (const standing of this.standings.values()) {
      if (standing.level !== undefined && fits(standing))
        state = state.set({ ...standing, level: undefined, site: undefined });
    }
    return state;
  }

  learn(condition: Condition, holds: boolean): LockState {
    const fact: Fact = { condition, holds };
    return this.with({ facts: new Map(this.facts).set(condition.key, fact) });
  }

  forgetFacts(fits: (condition: Condition) => boolean): LockState {
    const gone = [...this.facts.values()].filter(({ condition }) => fits(condition));
    if (gone.length === 0) return this;
    const facts = new Map(this.facts);
    for (const { condition } of gone) facts.delete(condition.key);
    return this.with({ facts });
  }
}
