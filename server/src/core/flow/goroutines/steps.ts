import type { SyntaxNode } from '../../syntax/tree.ts';
import type { ChannelAction } from './actions.ts';
import type { Settler } from './settle.ts';
import {
  type ChannelInstance,
  NIL,
  type Note,
  type Process,
  pending,
  type State,
  top,
  withChannel,
  withProcess,
  withTop,
} from './state.ts';
import type { World } from './world.ts';

/** A step of the system: who takes part in it, and the state behind it. */
export interface Step {
  readonly movers: readonly number[];
  readonly state: State;
}

/** Every step in which a process goes on. A rendezvous is a step of both. */
export function stepsOf(
  state: State,
  goroutine: Process,
  settler: Settler,
  world: World,
  panics: (action: ChannelAction, closedBy: ChannelInstance['closedBy']) => void,
): Step[] {
  const steps: Step[] = [];
  const clean: State = { ...state, notes: [] };
  const frame = top(goroutine);
  const action = pending(goroutine);
  if (!frame || !action) return steps;
  const add = (...options: Option[]): void => {
    for (const option of options) {
      if (option.panic) panics(option.panic.action, option.panic.closedBy);
      const movers = [goroutine.id, ...(option.with ? [option.with.id] : [])];
      for (const settled of settler.settle(option.state, movers)) steps.push({ movers, state: settled });
    }
  };
  switch (action.kind) {
    case 'done': {
      const group = frame.groups.get(action.group) ?? action.group;
      const at = goroutine.owes.indexOf(group);
      const owes = goroutine.owes.filter((_, index) => index !== at);
      add({ state: withProcess(clean, { ...proceed(goroutine), owes }) });
      break;
    }
    case 'wait': {
      const group = frame.groups.get(action.group) ?? action.group;
      const isHeld = state.processes.some((other) => other !== goroutine && other.owes.includes(group));
      if (!isHeld) add({ state: withProcess(clean, proceed(goroutine)) });
      break;
    }
    case 'select': {
      const ready: Option[] = [];
      for (const one of action.cases) {
        if (one.isDefault) continue;
        const noted: State = {
          ...clean,
          notes: [{ goroutine: goroutine.id, kind: 'case', node: one.clause }],
        };
        const into = (base: State, moved: Process): State | undefined =>
          enter(base, moved, one.clause, settler, world);
        if (!one.action) {
          const next = into(noted, goroutine);
          if (next) add({ state: next });
        } else ready.push(...operate(noted, goroutine, one.action, settler, world, into));
      }
      add(...ready);
      const fallback = action.cases.find((one) => one.isDefault);
      // the other half of a rendezvous may still be on its way
      if (fallback && ready.every((option) => option.with !== undefined)) {
        const next = enter(clean, goroutine, fallback.clause, settler, world);
        if (next) add({ state: next });
      }
      break;
    }
    case 'send':
    case 'receive':
    case 'range':
    case 'close':
      add(
        ...operate(
          withReceive(clean, goroutine, action),
          goroutine,
          action,
          settler,
          world,
          (base, moved, isClosed) =>
            action.kind === 'range'
              ? alongRange(base, moved, isClosed, settler, world)
              : withProcess(base, proceed(moved)),
        ),
      );
      break;
    default:
  }
  return steps;
}

interface Option {
  readonly state: State;
  /** The other half of a rendezvous, which goes on too. */
  readonly with?: Process;
  /** The operation that panics, on a channel that somebody has closed. */
  readonly panic?: { readonly action: ChannelAction; readonly closedBy: ChannelInstance['closedBy'] };
}

type Continue = (state: State, goroutine: Process, isClosed: boolean) => State | undefined;

/** Every way in which an operation can be done now. A rendezvous is found from the sender's side. */
function operate(
  state: State,
  goroutine: Process,
  action: ChannelAction,
  settler: Settler,
  world: World,
  go: Continue,
): Option[] {
  const index = top(goroutine)!.values.get(action.channel);
  const options: Option[] = [];
  const add = (base: State, isClosed: boolean, isNil?: boolean): void => {
    const moved = base.processes[goroutine.id]!;
    // a closed channel gives the zero value
    const told = withReceived(withFlag(moved, action, isClosed), action, isClosed || isNil || undefined);
    const next = go(base, told, isClosed);
    if (next) options.push({ state: next });
  };
  // an unknown channel: whoever has it does the other half
  if (index === undefined) {
    add(state, false);
    if (action.kind === 'range' || action.flag) add(state, true);
    return options;
  }
  if (index === NIL) return [];
  const channel = state.channels[index]!;
  switch (action.kind) {
    case 'close':
      if (channel.isClosed) return [panicked(state, action, channel)];
      add(
        withChannel(state, index, {
          isClosed: true,
          closedBy: { call: action.node, start: goroutine.start },
        }),
        false,
      );
      return options;
    case 'send': {
      if (channel.isClosed) return [panicked(state, action, channel)];
      if (channel.others.receive) add(state, false);
      else if (channel.count < channel.capacity)
        add(withChannel(state, index, { count: Math.min(channel.count + 1, MOST_COUNT) }), false);
      else if (channel.count === 0) {
        const isNil = world.isNil(action.node);
        for (const other of state.processes) {
          if (other.id === goroutine.id) continue;
          for (const taken of receivers(state, other, index, isNil, settler, world)) {
            const next = go(taken, taken.processes[goroutine.id]!, false);
            if (next) options.push({ state: next, with: other });
          }
        }
      }
      return options;
    }
    default: {
      if (channel.others.send) {
        add(state, false, channel.others.sendsNil);
        if (channel.others.close && (action.kind === 'range' || action.flag)) add(state, true);
      }
      if (channel.count > 0) add(withChannel(state, index, { count: channel.count - 1 }), false);
      else if (channel.isClosed) add(state, true);
      else if (channel.capacity === 0) {
        for (const other of state.processes) {
          if (other.id === goroutine.id) continue;
          for (const given of senders(state, other, index, settler, world)) {
            const flagged = withFlag(given.processes[goroutine.id]!, action, false);
            const next = go(given, withReceived(flagged, action, sentBy(other, index, world)), false);
            if (next) options.push({ state: next, with: other });
          }
        }
      }
      return options;
    }
  }
}

/** The end of the program: nothing is said of what comes then. */
function panicked(state: State, action: ChannelAction, { closedBy }: ChannelInstance): Option {
  return { state: { ...state, isCut: true }, panic: { action, closedBy } };
}

const MOST_COUNT = 8;

/** States after another process has taken a value from a channel. */
function receivers(
  state: State,
  other: Process,
  index: number,
  isNil: boolean | undefined,
  settler: Settler,
  world: World,
): State[] {
  const action = pending(other);
  const values = top(other)?.values;
  if (!action || !values) return [];
  if (action.kind === 'receive' || action.kind === 'range') {
    if (values.get(action.channel) !== index) return [];
    const moved = withReceived(withFlag(other, action, false), action, isNil);
    const next =
      action.kind === 'range'
        ? alongRange(state, moved, false, settler, world)
        : withProcess(state, proceed(moved));
    return next ? [noted(next, { goroutine: other.id, kind: 'receive', node: action.node })] : [];
  }
  if (action.kind !== 'select') return [];
  return action.cases.flatMap((one) => {
    if (one.action?.kind !== 'receive' || values.get(one.action.channel) !== index) return [];
    const moved = withReceived(withFlag(other, one.action, false), one.action, isNil);
    const next = enter(state, moved, one.clause, settler, world);
    return next ? [noted(next, { goroutine: other.id, kind: 'case', node: one.clause })] : [];
  });
}

/** States after another process has given a value to a channel. */
function senders(state: State, other: Process, index: number, settler: Settler, world: World): State[] {
  const action = pending(other);
  const values = top(other)?.values;
  if (!action || !values) return [];
  if (action.kind === 'send') {
    return values.get(action.channel) === index ? [withProcess(state, proceed(other))] : [];
  }
  if (action.kind !== 'select') return [];
  return action.cases.flatMap((one) => {
    if (one.action?.kind !== 'send' || values.get(one.action.channel) !== index) return [];
    const next = enter(state, other, one.clause, settler, world);
    return next ? [noted(next, { goroutine: other.id, kind: 'case', node: one.clause })] : [];
  });
}

function withReceive(
  state: State,
  goroutine: Process,
  action: { readonly kind: string; readonly node: SyntaxNode },
): State {
  const isReceive = action.kind === 'receive' || action.kind === 'range';
  return isReceive ? noted(state, { goroutine: goroutine.id, kind: 'receive', node: action.node }) : state;
}

function noted(state: State, note: Note): State {
  return { ...state, notes: [...state.notes, note] };
}

/** The process after the action that it was about to do. */
function proceed(goroutine: Process): Process {
  const frame = top(goroutine)!;
  return withTop(goroutine, { ...frame, queue: frame.queue.slice(1) });
}

/** What `v, ok := <-ch` tells. */
function withFlag(goroutine: Process, action: ChannelAction, isClosed: boolean): Process {
  if (!action.flag) return goroutine;
  const frame = top(goroutine)!;
  const facts = new Map(frame.facts);
  facts.set(action.flag, !isClosed);
  return withTop(goroutine, { ...frame, facts });
}

/** What is known of the value that a variable has received. */
function withReceived(goroutine: Process, action: ChannelAction, isNil: boolean | undefined): Process {
  if (!action.isNil) return goroutine;
  const frame = top(goroutine)!;
  const facts = new Map(frame.facts);
  if (isNil === undefined) facts.delete(action.isNil);
  else facts.set(action.isNil, isNil);
  return withTop(goroutine, { ...frame, facts });
}

/** Whether the value that a process is about to give to a channel is nil; undefined when that is not known. */
function sentBy(sender: Process, index: number, world: World): boolean | undefined {
  const action = pending(sender);
  if (action?.kind === 'send') return world.isNil(action.node);
  if (action?.kind !== 'select') return undefined;
  const values = top(sender)!.values;
  const sends = action.cases.filter(
    (one) => one.action?.kind === 'send' && values.get(one.action.channel) === index,
  );
  return sends.length === 1 ? world.isNil(sends[0]!.action!.node) : undefined;
}

/** Into the clause of a select. */
function enter(
  state: State,
  goroutine: Process,
  clause: SyntaxNode,
  settler: Settler,
  world: World,
): State | undefined {
  const frame = top(goroutine)!;
  const edge = world
    .graphOf(frame.fn)
    .blockOf(clause.parent!)
    ?.successors.find((each) => each.condition === clause);
  if (!edge) return undefined;
  const next = settler.cross(state, goroutine, frame, edge);
  if (!next || clause.kind === 'default_case') return next;
  // the communication stands first in its block, and is done: what it says of its variables is not assigned again
  const moved = next.processes[goroutine.id]!;
  const action = actionIn(world, clause);
  const entered = top(moved)!;
  const facts = new Map(entered.facts);
  for (const text of [action?.flag, action?.isNil]) {
    const holds = text === undefined ? undefined : frame.facts.get(text);
    if (holds !== undefined) facts.set(text!, holds);
  }
  return withProcess(next, withTop(moved, { ...entered, index: 0, queue: [], facts }));
}

/** The communication of a clause. */
function actionIn(world: World, clause: SyntaxNode): ChannelAction | undefined {
  for (const action of world.reader.of(clause.parent!)) {
    if (action.kind === 'select') return action.cases.find((each) => each.clause === clause)?.action;
  }
  return undefined;
}

function alongRange(
  state: State,
  goroutine: Process,
  isClosed: boolean,
  settler: Settler,
  _world: World,
): State | undefined {
  const frame = top(goroutine)!;
  const edge = frame.block.successors.find((each) => each.kind === (isClosed ? 'done' : 'iterate'));
  return edge && settler.cross(state, goroutine, frame, edge);
}
