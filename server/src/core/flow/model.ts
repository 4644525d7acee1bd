import type { Callee, GoFunction, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import type { SelectWait } from './channel-waits.ts';
import type { Channel } from './channels.ts';
import type { ConfiguredValue } from './configured-values.ts';
import type { EndlessLoop } from './goroutines/endless.ts';
import type { StuckOperation } from './goroutines/leaks.ts';
import type { ChannelPanic } from './goroutines/panics.ts';
import type { FunctionLocks, LockHistory } from './locks/model.ts';
import type { ReadingByError, ReadingOutcome, Way } from './path-state.ts';

/** Why control moves along an edge. Short-circuit operators are split, so a condition is never `&&`, `||` or `!`. */
export interface Edge {
  readonly from: BasicBlock;
  readonly to: BasicBlock;
  readonly kind:
    | 'next'
    | 'true'
    | 'false'
    | 'case' // switch, type switch or select: `condition` is the case clause
    | 'default' // no case matched
    | 'iterate' // range: one more element
    | 'done'; // range: no element left
  /** The condition that is true (false) on a `true` (`false`) edge; the clause on a `case` edge; the range clause on `iterate` and `done`. */
  readonly condition: SyntaxNode | undefined;
  readonly isBackEdge: boolean;
}

/**
 * Statements and the expressions of conditions, in evaluation order; control enters at the first and leaves after the
 * last. A part that is evaluated on its own (an operand that `&&` may leave out, what a range or a select evaluates
 * once) is a node too, before the whole: see `evaluates`.
 */
export interface BasicBlock {
  readonly id: number;
  readonly nodes: readonly SyntaxNode[];
  readonly successors: readonly Edge[];
  readonly predecessors: readonly Edge[];
}

/** How a function is left. */
export interface Exit {
  readonly block: BasicBlock;
  readonly kind: 'return' | 'end' | 'panic' | 'no-return';
  /** The return statement, the panicking or never-returning call; for `end` the closing brace's block. */
  readonly node: SyntaxNode;
  /** For a panic: whether a deferred call may stop it, so that the function returns its named results as they stand. */
  readonly isRecovered: boolean;
}

/** A call that may run when a function is left. */
export interface DeferredCall {
  readonly statement: SyntaxNode;
  /** Whether every path to the exit has registered it. */
  readonly isAlways: boolean;
  /** Whether it may be registered more than once. */
  readonly isRepeated: boolean;
}

/** Control flow graph of one function or literal; literals inside are not entered. Deferred calls are nodes where they are registered. */
export interface ControlFlowGraph {
  readonly function: GoFunction;
  readonly entry: BasicBlock;
  readonly blocks: readonly BasicBlock[];
  readonly exits: readonly Exit[];
  /** The exit at the end of a block; undefined when it goes on to others, or is dead. */
  exitOf(block: BasicBlock): Exit | undefined;
  /** Whether a block can be reached from the entry. */
  isReachable(block: BasicBlock): boolean;
  /** The block that evaluates a node (or the statement around it); undefined for dead or foreign nodes. */
  blockOf(node: SyntaxNode): BasicBlock | undefined;
  /** Whether what evaluates a node (or the statement around it) stands behind a jump, a return or a call that never returns. */
  isDead(node: SyntaxNode): boolean;
  /** Whether a node of a block evaluates what stands inside it, rather than another node of the graph. */
  evaluates(owner: SyntaxNode, node: SyntaxNode): boolean;
  /** The calls that some path to an exit has registered, in the order in which they run. A process that ends runs none. */
  deferredAt(exit: Exit): readonly DeferredCall[];
  dominates(a: BasicBlock, b: BasicBlock): boolean;
  /** The closest block, other than itself, through which every path to a block goes; none for the entry. */
  immediateDominator(block: BasicBlock): BasicBlock | undefined;
  /** Whether the block lies on a cycle. */
  inLoop(block: BasicBlock): boolean;
}

/** One step of a witness path, for the reader. */
export interface WitnessStep {
  readonly node: SyntaxNode;
  readonly kind: 'branch' | 'loop' | 'overwrite' | 'exit';
  /** On a branch: whether its condition held. */
  readonly taken: boolean | undefined;
}

/** A resource that is still held where the function leaves (or where its last name is overwritten). */
export interface Leak {
  readonly resource: OwnedResource;
  /** From the acquisition to the place where it is lost. */
  readonly path: readonly WitnessStep[];
  /** The statement that leaves: return, closing brace, overwriting assignment; the acquisition itself for a discarded result. */
  readonly exit: SyntaxNode;
  readonly reason:
    | 'never-released'
    | 'early-return'
    | 'overwritten'
    | 'discarded'
    | 'end-of-function'
    | 'panic'
    | 'loop-iteration';
  /** Whether another path does release it. */
  readonly releasedElsewhere: boolean;
  /** How far it was read before. */
  readonly reading: ReadingOutcome;
  /** Whether a deferred literal that releases it under a condition has decided against it. */
  readonly isSpared: boolean;
  /** Whether it fails there, and only for a value of a parameter that a switch does not list. */
  readonly isUnlisted: boolean;
  /** Whether the call that the exit returns had it, and leaves it behind only where it fails. */
  readonly isOfFailedCall?: boolean;
  /** `proved` when every step before it was understood, whatever lies on other paths; see `OwnedResource.certainty`. */
  readonly certainty: 'proved' | 'likely';
}

/** A value that must be released, acquired by a call. */
export interface OwnedResource {
  /** Row of the ownership table, e.g. `http-response`. */
  readonly type: string;
  /** The acquiring call expression. */
  readonly acquisition: SyntaxNode;
  /** Which result of the call it is. */
  readonly index: number;
  readonly function: GoFunction;
  /** The identifier it is first bound to; undefined when discarded, blank or used in place. */
  readonly name: SyntaxNode | undefined;
  /** Fields from the variable to the value where a struct that the function makes holds it: `f` of `s := &store{f: open()}`. */
  readonly held: readonly string[];
  /** Fields from the value to what is released: `Body`. */
  readonly path: readonly string[];
  /** The identifier of the error that comes with it. */
  readonly error: SyntaxNode | undefined;
  /** Whether on some path it is returned, stored, sent or captured: then no fix may close it on that path. */
  readonly movesAway: boolean;
  readonly leaks: readonly Leak[];
  /** Exits on which it is still held whichever path comes there, for a fix that closes on each. */
  readonly leakingExits: readonly SyntaxNode[];
  /** `proved` when every step was understood; `likely` when an unknown call saw it as a reader. */
  readonly certainty: 'proved' | 'likely';
  /** The statement after which it is surely held (after its error check, or the acquisition when there is none): where a defer goes. */
  readonly heldFrom: SyntaxNode | undefined;
  /** No path releases it but by running it to its end (`Next` of rows), and none loses it. */
  readonly releasesItself: boolean;
  /** Its paths were too many to walk: nothing is known of it. */
  readonly isOverBudget: boolean;
  /** Something may use it when the function has returned, so that no fix may release it before. */
  readonly mayOutlast: boolean;
  /** Set when it is a struct of the program that owns the value. */
  readonly owner: ResourceOwner | undefined;
  /** Whether code that is not at hand gives bytes beside the response: it has read the body, and closed it most probably. */
  readonly isRead: boolean;
}

/** A struct of the program that owns a value. */
export interface ResourceOwner {
  /** Name of its type. */
  readonly name: string;
  /** Its method without parameters that releases the value, if there is one. */
  readonly method: string | undefined;
  readonly hasResult: boolean;
  /** Whether the package that acquires it declares it. */
  readonly isNear: boolean;
}

/** A step of an iterator in a local variable whose `false` means the end or an error: `rows.Next()`. */
export interface Iteration {
  /** The call. */
  readonly next: SyntaxNode;
  readonly function: GoFunction;
  readonly object: VarObject;
  readonly step: 'row' | 'result-set';
  /** `likely` when the type is not known and only the use speaks for rows. */
  readonly certainty: 'proved' | 'likely';
  /** Whether control comes back to the step with the same iterator; otherwise it reads one row. */
  readonly isLoop: boolean;
  /** The `for` statement of a loop whose condition is the step. */
  readonly statement: SyntaxNode | undefined;
  /** Whether the function fails in any case behind the last row; one that reads one row also when it goes on as it does for an error. */
  readonly failsAnyway: boolean;
  /** The calls that may have given the iterator. */
  readonly sources: readonly SyntaxNode[];
  /** Whether its error is asked for after the end, here or by somebody who also holds it. */
  readonly isErrorAsked: boolean;
}

/** What a function does with a value that it is given or owns. */
export interface ParameterEffect {
  /** Released on every path, on some, on none. */
  readonly releases: 'always' | 'sometimes' | 'never';
  /** Stored, sent, captured by an escaping closure or passed to something unknown. */
  readonly keeps: boolean;
  /** Index of the result it comes back as (itself or wrapped), if any. */
  readonly returns: number | undefined;
  /** Whether what comes back only holds it: a struct that uses it and never releases it. */
  readonly returnsHolder: boolean;
  /** The way from what comes back to the closer, when that is a struct of the program which owns the value. */
  readonly returnsAs?: Way;
  /** Every path that releases it returns an error or nil in its place, so that a caller who gets it holds it. */
  readonly releasesOnlyOnError: boolean;
  /** A path that returns an error leaves it open, and none releases it: a constructor that takes over only what it can use. */
  readonly staysOnFailure: boolean;
  /** How far it has been read at least where it is left open. */
  readonly reading: ReadingOutcome;
  /** The same of the paths that return an error, and of the others. */
  readonly readingByError: ReadingByError;
  /** Whether something of unknown body saw it in there and was taken for a reader. */
  readonly isGuess: boolean;
  /** Whether what it starts, or hands to others, may use it when the function has returned. */
  readonly mayOutlast: boolean;
}

/** Results by their index. */
export type FreshResults = ReadonlyMap<number, Way | undefined>;

/** A call and what it calls. */
export interface KnownCall {
  readonly call: SyntaxNode;
  readonly callee: Callee;
}

/** Answers about control and data flow inside one package; lazy, memoised per function. */
export interface FlowModel {
  graphOf(fn: GoFunction): ControlFlowGraph;
  /** Every owned value of a type acquired in the function, leaking or not. */
  resourcesOf(fn: GoFunction, type: string): readonly OwnedResource[];
  /** The calls of a function whose callee is known, those in literals apart. */
  callsIn(fn: GoFunction): readonly KnownCall[];
  /** Steps of iterators in the function whose end may be an error. */
  iterationsOf(fn: GoFunction): readonly Iteration[];
  /**
   * Results of the function that are values of a type which its caller must release, each with the way to the closer
   * where it is a struct of the program that owns the value.
   */
  freshResults(fn: GoFunction, type: string): FreshResults;
  /** Effect on the parameter with an index (-1: the receiver) for an ownership type. */
  parameterEffect(fn: GoFunction, parameter: number, type: string): ParameterEffect;
  /** Whether a walk over the function ran out of its budget, so that what was asked of it is not known. */
  isOverBudget(fn: GoFunction): boolean;
  /** A return, or the end, of the function that some path from a block reaches; undefined when none does. */
  exitAfter(fn: GoFunction, block: BasicBlock): SyntaxNode | undefined;
  /** Whether a call never returns: panic, os.Exit, log.Fatal, runtime.Goexit, t.Fatal, or a function of the program that always ends in one. */
  neverReturns(call: SyntaxNode): boolean;
  /**
   * Whether nothing reaches a node: no path in its own function, which may be a literal in dead code of the one around it,
   * or it stands in a function of a test file that neither go test nor anybody else runs.
   */
  isUnreachable(node: SyntaxNode): boolean;
  /** Whether a node stands in a method of a struct of which no code of the module outside tests makes a value. */
  isOfTypeMadeByNobody(node: SyntaxNode): boolean;
  /** What can wake a select statement; undefined for one with a `default`, without cases, or half typed. */
  waitOf(select: SyntaxNode): SelectWait | undefined;
  /** The channel that an expression denotes, and everything that the package does with it. */
  channelOf(expression: SyntaxNode): Channel;
  /** Locks that a function of this package keeps on some path, or takes while it holds them. */
  locksOf(fn: GoFunction): FunctionLocks;
  /** What becomes of each lock that a function takes. */
  lockHistoriesOf(fn: GoFunction): readonly LockHistory[];
  /** The end in which a send, a receive or a range clause waits for ever; undefined when there is none, or not enough is known. */
  stuckAt(operation: SyntaxNode): StuckOperation | undefined;
  /** Every channel operation that may wait for ever on a channel which a function makes or gets as a result. */
  stuckUnder(owner: GoFunction): readonly StuckOperation[];
  /** The run in which a send, or a close, comes behind the close of its channel; undefined when none is known. */
  panicAt(operation: SyntaxNode): ChannelPanic | undefined;
  /** Sends on a channel that a function returns, which do not look at the context that its callers leave with. */
  ignoringContext(owner: GoFunction): Iterable<StuckOperation>;
  /** Whether nothing waits for ever on the channel of a stuck operation when that is made with a buffer of this size. */
  endsWithBuffer(stuck: StuckOperation, capacity: number): boolean;
  /** The loop of a function that only waits for the clock and that nothing leaves. */
  endlessLoopOf(fn: GoFunction): EndlessLoop | undefined;
  /** Whether a context expression provably can never be cancelled. */
  isNeverCancelled(context: SyntaxNode): boolean;
  /** What is set on the struct, or the pointer to one, that an expression denotes, wherever the module sets it. */
  configuredValue(expression: SyntaxNode): ConfiguredValue;
}
