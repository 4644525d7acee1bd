import type { GoFunction, VarObject } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { BasicBlock } from '../model.ts';
import type { Facts } from '../path-facts.ts';
import type { Action } from './actions.ts';

/** A channel that a run has made. */
export interface ChannelInstance {
  readonly site: SyntaxNode;
  /** Infinity when it is not a constant: then nothing is said about a full buffer. */
  readonly capacity: number;
  readonly count: number;
  readonly isClosed: boolean;
  /** The call that has closed it, and what started the goroutine that made it, in the first run that came to the state. */
  readonly closedBy?: { readonly call: SyntaxNode; readonly start: SyntaxNode | undefined };
  /** Code that is not followed may do this half, at any time. */
  readonly others: {
    readonly send: boolean;
    readonly receive: boolean;
    readonly close: boolean;
    readonly sendsNil?: boolean;
  };
}

/** Where one call of a function is. */
export interface Frame {
  readonly fn: GoFunction;
  /** Channels by variable: the index of an instance, or `NIL`; a variable that is not here holds something unknown. */
  readonly values: ReadonlyMap<VarObject, number>;
  readonly groups: ReadonlyMap<VarObject, VarObject>;
  readonly block: BasicBlock;
  /** Index of the node whose actions `queue` holds; -1 before the first. */
  readonly index: number;
  readonly queue: readonly Action[];
  readonly deferred: readonly Action[];
  readonly isLeaving: boolean;
  readonly facts: Facts;
  /** Rounds begun in the loops that it is in. */
  readonly rounds: ReadonlyMap<SyntaxNode, number>;
  /** The call that began it. */
  readonly call: SyntaxNode | undefined;
  /** Variables of the caller that get the results. */
  readonly targets: readonly (VarObject | undefined)[];
  /** Values of the results, once it leaves or returns what a call has given. */
  readonly results: readonly (number | undefined)[];
  /** What it returns, once it leaves, when that is `true` or `false`, or whether the error is nil, whichever way it leaves from there. */
  readonly flag?: boolean | undefined;
  /** What the call has come back with that it made last, in the same block. */
  readonly told?:
    | {
        readonly call: SyntaxNode;
        readonly holds: boolean /** It holds when the error is nil. */;
        readonly isError: boolean;
      }
    | undefined;
}

/** A nil channel. */
export const NIL = -1;

export interface Process {
  /** Its index among the processes of a state. */
  readonly id: number;
  /** Innermost last; empty when it has ended. */
  readonly frames: readonly Frame[];
  /** The statement that started it; undefined for the first one. */
  readonly start: SyntaxNode | undefined;
  /** Groups that wait until it calls Done. */
  readonly owes: readonly VarObject[];
  /** Those that its end settles. */
  readonly settles: readonly VarObject[];
  /** Calls that its starter was in. */
  readonly calls: readonly SyntaxNode[];
}

/** Something that a run did, for the witness. */
export interface Note {
  readonly goroutine: number;
  readonly kind: 'case' | 'exit' | 'receive' | 'send' | 'dropped';
  readonly node: SyntaxNode;
}

export interface State {
  readonly processes: readonly Process[];
  readonly channels: readonly ChannelInstance[];
  /** How often loops over the same thing go round. */
  readonly bounds: ReadonlyMap<string, number>;
  /** Not followed further: anything may happen from here. */
  readonly isCut: boolean;
  readonly notes: readonly Note[];
}

export function top(goroutine: Process): Frame | undefined {
  return goroutine.frames[goroutine.frames.length - 1];
}

/** The action that a settled process is about to do. */
export function pending(goroutine: Process): Action | undefined {
  return top(goroutine)?.queue[0];
}

export function withProcess(state: State, goroutine: Process): State {
  const processes = state.processes.slice();
  processes[goroutine.id] = goroutine;
  return { ...state, processes };
}

/** A process whose innermost call is somewhere else. */
export function withTop(goroutine: Process, frame: Frame): Process {
  const frames = goroutine.frames.slice();
  frames[frames.length - 1] = frame;
  return { ...goroutine, frames };
}

export function withChannel(state: State, index: number, change: Partial<ChannelInstance>): State {
  const channels = state.channels.slice();
  channels[index] = { ...channels[index]!, ...change };
  return { ...state, channels };
}

/** Code that is not followed may do both halves on a channel from now on. */
export function freed(channel: ChannelInstance): ChannelInstance {
  return { ...channel, others: { send: true, receive: true, close: true } };
}
