import type { GoFunction, PackageModel, VarObject } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Channels } from '../channels.ts';
import type { ControlFlowGraph, Edge } from '../model.ts';
import type { ActionReader } from './actions.ts';
import type { ChannelInstance } from './state.ts';

/** What a search has to know of the program. */
export interface World {
  readonly pkg: PackageModel;
  readonly channels: Channels;
  readonly reader: ActionReader;
  readonly graphOf: (fn: GoFunction) => ControlFlowGraph;
  /** A new instance for a call of `make`. */
  readonly makeOf: (node: SyntaxNode, target: VarObject) => ChannelInstance;
  /** Whether no run takes an edge, for a reason that is asked apart: see `endlessEdges`. */
  readonly isClosed: (edge: Edge) => boolean;
  /** Whether what a send statement sends is nil; undefined when that is not known. */
  isNil(send: SyntaxNode): boolean | undefined;
}
