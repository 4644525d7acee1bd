import type { GoFunction, PackageModel } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { LockSummary } from './model.ts';
import type { LockPaths } from './paths.ts';
import type { Fact } from './state.ts';

/** What the walk of one function with one lock asks about others. */
export interface LockHost {
  readonly pkg: PackageModel;
  readonly paths: LockPaths;
  /** What a function of the package does to a lock when some of its conditions are known; undefined when nothing. */
  summaryOf(fn: GoFunction, lock: SyntaxNode, facts: ReadonlyMap<string, Fact>): LockSummary | undefined;
  /** Whether a function, or one that it calls, mentions the lock's methods. */
  isTouching(fn: GoFunction, lock: SyntaxNode): boolean;
  /** Calls, literals and method values inside a node that may concern some lock, in the order in which they run. */
  candidatesIn(node: SyntaxNode): readonly SyntaxNode[];
  /** The calls in a function, those in its literals included. */
  callsIn(fn: GoFunction): readonly SyntaxNode[];
  /** Whether a function calls itself, or comes back to itself through functions of the package that it calls. */
  isRecursive(fn: GoFunction): boolean;
  /** Methods of the package that a call through an interface may run and that may release a lock which they did not take. */
  releasersBehind(call: SyntaxNode): readonly GoFunction[];
  /** The `String` or `Error` method that printing an expression calls. */
  printedBy(expression: SyntaxNode): GoFunction | undefined;
}

export const NO_FACTS: ReadonlyMap<string, Fact> = new Map();
