import type { LockMode } from '../../knowledge/locks.ts';
import type { GoFunction } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { WitnessStep } from '../model.ts';
import type { LockName } from './state.ts';

/** What a function does to a lock that its callers can name. */
export interface LockEffect {
  readonly lock: LockName;
  /** Distinct changes of its level over the ways to return; undefined for an unknown one. */
  readonly changes: readonly (number | undefined)[];
  /**
   * Whether it takes the lock from its caller's point of view, so that a caller that holds it waits for itself: unless
   * it fails, on some paths, only by a condition on what the caller gave, or only where a condition says that the caller
   * does not hold it yet.
   */
  readonly takes: 'always' | 'sometimes' | 'as-given' | 'optionally' | 'never';
  /** The Lock call that takes it, here or in a function called; undefined when it does not. */
  readonly takenAt: SyntaxNode | undefined;
}

/** What a function does to locks. */
export interface LockSummary {
  readonly effects: readonly LockEffect[];
  /** Declarations of locks that it, or what it calls, releases without having taken them. */
  readonly releasesForeign: ReadonlySet<SyntaxNode>;
}

/** A place at which a function leaves, or goes round, with a lock that it took. */
export interface HeldExit {
  /** Return statement, body (for its closing brace), panicking call, or the loop's own Lock call. */
  readonly node: SyntaxNode;
  readonly reason: 'return' | 'end' | 'panic' | 'loop';
  readonly path: readonly WitnessStep[];
}

/** A lock that is not released on some path. */
export interface LockLeak {
  readonly lock: LockName;
  readonly function: GoFunction;
  /** The call that takes it: `s.mu.Lock()`, or a helper that comes back with it locked. */
  readonly site: SyntaxNode;
  /** At least one, in source order. */
  readonly exits: readonly HeldExit[];
  /** Whether another path of the function does release it. */
  readonly releasedElsewhere: boolean;
  /** `proved` when nobody else can release it; `likely` when somebody could. */
  readonly certainty: 'proved' | 'likely';
}

/** A lock that is taken by a goroutine that holds it. */
export interface DoubleLock {
  readonly lock: LockName;
  readonly function: GoFunction;
  /** The call that waits for itself: a Lock, or a call of a function that takes the lock. */
  readonly site: SyntaxNode;
  /** The call that took it first. */
  readonly heldSince: SyntaxNode;
  readonly heldMode: LockMode;
  readonly takenMode: LockMode;
  /** The Lock call inside the function called; `site` itself for a direct one. */
  readonly takenAt: SyntaxNode;
  /** Whether the call runs when the function returns. */
  readonly isDeferred: boolean;
  /**
   * `likely` when the function called takes the lock on some of its paths only, or the lock is an element; `guess` for
   * a sync.Locker, which may be a read lock (sync/rwmutex.go, RLocker), for a writer that may not run beside, and for a
   * function that takes the lock by what it is given.
   */
  readonly certainty: 'proved' | 'likely' | 'guess';
  /** Whether the function called takes it only by a condition on what this call gives it, which is not known. */
  readonly isAsGiven: boolean;
  /** Whether another goroutine of the function around both unlocks it, which has not taken it: the second Lock may wait for that. */
  readonly isReleasedBeside: boolean;
  /** For a second RLock: a Lock of the same lock in the package, which deadlocks the two when it comes between. */
  readonly writer: SyntaxNode | undefined;
  /**
   * Why no writer is known to run beside: `test` for a test that does not start it itself, `set-up` when the module takes
   * the Lock only before it shares the object, though other modules may take it later, `start-up` when only `main` or a
   * command comes to it, in no goroutine, `maker` when only the function that has made the object comes to it, `one goroutine` when a map that the lock guards is written under the read lock: see
   * `isWrittenUnderRead`.
   */
  readonly writerUnseen: 'test' | 'set-up' | 'start-up' | 'maker' | 'one goroutine' | undefined;
}

/** Everything that a function does wrong with locks. */
export interface FunctionLocks {
  readonly leaks: readonly LockLeak[];
  readonly doubles: readonly DoubleLock[];
}

/** What becomes of a lock that one call takes, for who asks why. */
export interface LockHistory {
  readonly lock: LockName;
  /** The call that takes it. */
  readonly site: SyntaxNode;
  /** Where the function leaves, or goes round, with the lock released, and with it held. */
  readonly releasedWays: readonly SyntaxNode[];
  readonly held: readonly HeldExit[];
  /** Calls that take it while it is held. */
  readonly doubles: readonly { readonly site: SyntaxNode; readonly takenAt: SyntaxNode }[];
  /** Whether a leak or a second lock is among what the function does wrong. */
  readonly isReported: boolean;
}
