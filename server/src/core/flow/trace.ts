import type { OwnershipType } from '../knowledge/ownership/table.ts';
import type { GoFunction, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import type { Acquisition } from './acquisitions.ts';
import type { BasicBlock, Edge, Exit, Leak } from './model.ts';
import type { PathState } from './path-state.ts';
import type { Use } from './uses.ts';

/** One thing that a walk over the paths of a value saw, in the order of the walk. */
export type PathEvent =
  /** A block is entered with a state, over an edge unless it is the first. */
  | {
      readonly kind: 'enter';
      readonly block: BasicBlock;
      readonly edge: Edge | undefined;
      readonly state: PathState;
    }
  /** A mention of the value, or a call of a literal that captures it, and what it was taken for. */
  | { readonly kind: 'use'; readonly node: SyntaxNode; readonly use: Use }
  /** A deferred literal releases it under a condition, which is judged where the function is left. */
  | { readonly kind: 'deferred'; readonly literal: GoFunction }
  /** An edge that is not followed: no value there, never taken, or nothing new behind it. */
  | { readonly kind: 'cut'; readonly edge: Edge; readonly why: 'absent' | 'infeasible' | 'known' }
  /** A condition that says that the value has released itself: `!rows.Next()`. */
  | { readonly kind: 'released-by-condition'; readonly edge: Edge }
  /**
   * The function is left. `returned`: a bare return hands it over by a named result. `deferred`: a deferred literal
   * that depends on a condition releases it; `maybe-deferred`: whether it does is not known.
   */
  | {
      readonly kind: 'leave';
      readonly exit: Exit;
      readonly how: 'released' | 'returned' | 'no-return' | 'deferred' | 'maybe-deferred';
    }
  | { readonly kind: 'lost'; readonly node: SyntaxNode; readonly reason: Leak['reason'] }
  /** A literal deferred before the acquisition releases it when the function ends. */
  | { readonly kind: 'deferred-before' }
  /** The paths were too many. */
  | { readonly kind: 'exceeded' };

export type PathTrace = (event: PathEvent) => void;

/** Told why the flow model of a package answers as it does; off unless somebody asks. */
export interface FlowRecorder {
  /** An acquired value is followed. */
  follow(fn: GoFunction, type: OwnershipType, acquisition: Acquisition): PathTrace;
  /** What a function does with a parameter, or a literal with a variable that it captures, is summarised. */
  summarise(fn: GoFunction, type: OwnershipType, object: VarObject): PathTrace;
}
