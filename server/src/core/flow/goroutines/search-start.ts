import type { GoFunction, VarObject } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Channel } from '../channels.ts';
import type { ControlFlowGraph } from '../model.ts';
import type { Others } from './hidden-literals.ts';
import type { ChannelInstance, State } from './state.ts';

/** The followed channels by the variables that hold them. */
export function byVariableOf(channels: ReadonlySet<Channel>): Map<VarObject, Channel> {
  const byVariable = new Map<VarObject, Channel>();
  for (const channel of channels) for (const variable of channel.variables) byVariable.set(variable, channel);
  return byVariable;
}

/** A channel as `make` gives it. @param others what code that is not followed may do to it */
export function instanceOf(node: SyntaxNode, channel: Channel, others: Others): ChannelInstance {
  const make = channel.makes.find((each) => each.node === node);
  return {
    site: node,
    capacity: make?.capacity ?? Number.POSITIVE_INFINITY,
    count: 0,
    isClosed: false,
    others,
  };
}

/** The state in which a search begins: the owner at its entry, alone. */
export function initial(owner: GoFunction, graphOf: (fn: GoFunction) => ControlFlowGraph): State {
  const frame = {
    fn: owner,
    values: new Map(),
    groups: new Map(),
    block: graphOf(owner).entry,
    index: -1,
    queue: [],
    deferred: [],
    isLeaving: false,
    facts: new Map(),
    rounds: new Map(),
    call: undefined,
    targets: [],
    results: [],
  };
  const first = { id: 0, frames: [frame], start: undefined, owes: [], settles: [], calls: [] };
  return { processes: [first], channels: [], bounds: new Map(), isCut: false, notes: [] };
}
