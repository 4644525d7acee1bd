import type { GoFunction, PackageModel } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { LockSummary } from './model.ts';
import type { LockPaths } from './paths.ts';
import type { Fact } from './state.ts';

/** What the walk of one function asks about others. */
export interface LockHost {
  readonly pkg: PackageModel;
  readonly paths: LockPaths;
  /** Effects of a function of the package when some of its conditions are known; undefined when it has none. */
  summaryOf(fn: GoFunction, facts: ReadonlyMap<string, Fact>): LockSummary | undefined;
  /** Whether a function, or one that it calls, concerns locks at all. */
  isTouching(fn: GoFunction): boolean;
  /** The `String` or `Error` method that printing an expression calls. */
  printedBy(expression: SyntaxNode): GoFunction | undefined;
}

export const NO_FACTS: ReadonlyMap<string, Fact> = new Map();
