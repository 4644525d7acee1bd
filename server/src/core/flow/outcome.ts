import type { VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import type { BasicBlock, FreshResults, Leak, WitnessStep } from './model.ts';
import { type PathState, REMAINS, type ReadingOutcome, type Way } from './path-state.ts';
import type { Use } from './uses.ts';
import { type Arrival, branchesTo } from './witness.ts';

export interface LostValue {
  readonly exit: SyntaxNode;
  readonly reason: Leak['reason'];
  readonly path: readonly WitnessStep[];
  /** Whether an error check proved on this path that the value is there. */
  readonly isCertain: boolean;
  /** Variables that stand for it there. */
  readonly names: ReadonlySet<VarObject>;
  /** How the last read to its end went on this path. */
  readonly reading: ReadingOutcome;
  /** Whether a path on which the value has become somebody else's may leave here too: releasing it here would hit both. */
  readonly isShared: boolean;
  /** Whether a deferred literal that releases it under a condition has decided against it. */
  readonly isSpared: boolean;
  /** Whether the function returns an error there. */
  readonly isFailure: boolean;
  /** Whether the call that the exit returns had it, and leaves it behind only where it fails. */
  readonly isOfFailedCall: boolean;
  /** Whether a path on which something of unknown body was taken for a reader may leave here too. */
  readonly isGuess: boolean;
}

/** What all paths from a point do with a value. */
export interface Outcome {
  readonly lost: readonly LostValue[];
  readonly released: number;
  /** Of those, the ones that have run it to its end. */
  readonly ended: number;
  /** Paths on which a release depends on something unknown. */
  readonly maybeReleased: number;
  /** Paths on which it becomes somebody else's, returned or kept. */
  readonly moved: number;
  /** Of those, the ones on which it is not simply returned. */
  readonly kept: number;
  /** Of those, the ones that put it into an error that is returned. */
  readonly keptOnFailure: number;
  /** Results that hand it over; not those that some path gives back already released. */
  readonly returned: FreshResults;
  /** Results that are structs which hold it and never release it. */
  readonly held: ReadonlySet<number>;
  /** Paths that release and then leave in a way that a caller cannot tell from one that hands the value back. */
  readonly releasedUnseen: number;
  /** The paths were too many; nothing is known. */
  readonly exceeded: boolean;
  /** Something of unknown body saw the value and was taken for a reader. */
  readonly isGuess: boolean;
  /** Something may use the value when the function has returned. */
  readonly mayOutlast: boolean;
}

/** How a path came to a block. */
export interface Trail extends Arrival {
  readonly block: BasicBlock;
}

/** Counts what the paths of one walk do with the value. */
export class OutcomeTally {
  readonly #lost: (Omit<LostValue, 'isShared' | 'isGuess'> & { readonly block: BasicBlock })[] = [];
  readonly #movedIn = new Set<BasicBlock>();
  readonly #guessedIn = new Set<BasicBlock>();
  readonly #lostAt = new Map<SyntaxNode, number>();
  readonly #returned = new Map<number, Way | undefined>();
  readonly #returnedOtherwise = new Set<number>();
  readonly #held = new Set<number>();
  readonly #returnedReleased = new Set<number>();
  #released = 0;
  #ended = 0;
  #maybeReleased = 0;
  #releasedUnseen = 0;
  #moved = 0;
  #kept = 0;
  #keptOnFailure = 0;
  #mayOutlast = false;

  release(): void {
    this.#released++;
  }

  /** It has released itself, for it was run to its end. */
  end(): void {
    this.#released++;
    this.#ended++;
  }

  /** Whether it is released depends on something unknown. */
  maybeRelease(block: BasicBlock): void {
    this.#maybeReleased++;
    this.#releasedUnseen++;
    this.#movedIn.add(block);
  }

  /** A path that has released it leaves as one would that hands it back. */
  leaveUnseen(): void {
    this.#releasedUnseen++;
  }

  /** A result gives it back already released. */
  returnReleased(result: number): void {
    this.#returnedReleased.add(result);
  }

  /** Something of unknown body is taken for a reader. */
  guess(block: BasicBlock): void {
    this.#guessedIn.add(block);
  }

  /** Something may use it when the function has returned. */
  outlast(): void {
    this.#mayOutlast = true;
  }

  /** @param isFailure whether it goes into an error that is returned */
  move(use: Use & { readonly kind: 'move' }, block: BasicBlock, isFailure: boolean): void {
    if (use.result !== undefined && use.isHolder) this.#held.add(use.result);
    else if (use.result !== undefined) this.#return(use.result, use.way);
    else if (isFailure) this.#keptOnFailure++;
    else this.#kept++;
    this.#moved++;
    this.#movedIn.add(block);
  }

  /** A named result hands it over. */
  returnByName(result: number, way: Way | undefined): void {
    this.#return(result, way);
    this.#moved++;
  }

  /** A result that is the value on one path and a struct which owns it on another counts as kept. */
  #return(index: number, way: Way | undefined): void {
    const known = this.#returned.get(index);
    if (this.#returned.has(index) && known?.rest.join('.') !== way?.rest.join('.'))
      this.#returnedOtherwise.add(index);
    this.#returned.set(index, way);
  }

  /** Somebody has it who would have said so otherwise. */
  take(): void {
    this.#moved++;
    this.#kept++;
  }

  lose(
    trail: Trail,
    exit: SyntaxNode,
    reason: Leak['reason'],
    state: PathState,
    failure: Pick<LostValue, 'isFailure' | 'isOfFailedCall'>,
  ): void {
    // of the paths that leave at one place the one is told on which most stays behind
    const known = this.#lostAt.get(exit);
    if (known !== undefined && REMAINS[this.#lost[known]!.reading] >= REMAINS[state.reading.outcome]) return;
    const at = known ?? this.#lost.length;
    this.#lostAt.set(exit, at);
    this.#lost[at] = {
      exit,
      reason,
      block: trail.block,
      path: [
        ...branchesTo(trail, true),
        { node: exit, kind: reason === 'overwritten' ? 'overwrite' : 'exit', taken: undefined },
      ],
      isCertain: state.isCertain,
      names: new Set(state.aliases.keys()),
      reading: state.reading.outcome,
      ...failure,
      isSpared: state.deferred.length > 0 && (reason === 'early-return' || reason === 'end-of-function'),
    };
  }

  /** @param exceeded whether the paths were too many */
  outcome(exceeded: boolean): Outcome {
    return {
      lost: exceeded ? [] : this.#lostValues(),
      released: this.#released,
      ended: this.#ended,
      maybeReleased: this.#maybeReleased,
      moved: this.#moved,
      kept: this.#kept + this.#returnedOtherwise.size,
      keptOnFailure: this.#keptOnFailure,
      returned: new Map(
        [...this.#returned].filter(
          ([index]) => !this.#returnedReleased.has(index) && !this.#returnedOtherwise.has(index),
        ),
      ),
      held: this.#held,
      releasedUnseen: this.#releasedUnseen,
      exceeded,
      isGuess: this.#guessedIn.size > 0,
      mayOutlast: this.#mayOutlast,
    };
  }

  #lostValues(): LostValue[] {
    const behindMoves = reachedFrom(this.#movedIn);
    const behindGuesses = reachedFrom(this.#guessedIn);
    return this.#lost.map(({ block, ...lost }) => ({
      ...lost,
      isShared: behindMoves.has(block),
      isGuess: behindGuesses.has(block),
    }));
  }
}

/** The blocks themselves, and all that control may come to from them. */
function reachedFrom(blocks: ReadonlySet<BasicBlock>): ReadonlySet<BasicBlock> {
  const reached = new Set(blocks);
  for (const block of reached) for (const { to } of block.successors) reached.add(to);
  return reached;
}
