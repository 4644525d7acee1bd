import type { GoFunction, PackageModel, VarObject } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { BasicBlock, ControlFlowGraph, Edge } from '../model.ts';
import { copiedFlag, crossed, type Facts, learn, normalise } from '../path-facts.ts';
import type { Action, ActionReader, CallAction } from './actions.ts';
import { comparesNil } from './always-nil.ts';
import { enteredLoop, finishedLoop, indexOf, loopAt } from './loops.ts';
import { LoopRounds, MOST_EXACT, MOST_ROUNDS } from './rounds.ts';
import {
  type ChannelInstance,
  type Frame,
  keyOfProcess,
  NIL,
  type Process,
  type State,
  top,
  withProcess,
  withTop,
} from './state.ts';

const MOST_FRAMES = 6;
const MOST_PROCESSES = 8;
const MOST_WAYS = 100;
/** Steps of one search; more and nothing is said. */
const MOST_STEPS = 5000;

/** What the settler has to know of the program. */
export interface World {
  readonly pkg: PackageModel;
  readonly reader: ActionReader;
  readonly graphOf: (fn: GoFunction) => ControlFlowGraph;
  /** A new instance for a call of `make`. */
  readonly makeOf: (node: SyntaxNode, target: VarObject) => ChannelInstance;
}

/**
 * Runs goroutines up to the next action that another one could notice: an operation on a followed channel, a `Done`
 * or a `Wait`. What happens before (branches, calls, `go`, `make`) concerns nobody else, so its order does not matter.
 */
export class Settler {
  readonly #loops: LoopRounds;
  readonly #repeated = new Map<GoFunction, ReadonlySet<string>>();
  readonly #alwaysNil = new Map<SyntaxNode, boolean>();
  readonly #mattering = new Map<GoFunction, ReadonlySet<BasicBlock>>();

  #steps = 0;

  constructor(readonly world: World) {
    this.#loops = new LoopRounds(world);
  }

  /** Whether the search has become too long to be worth its time. */
  get isExhausted(): boolean {
    return this.#steps > MOST_STEPS;
  }

  /** Every state in which the processes with these numbers have come to such an action, or ended. */
  settle(state: State, ids: readonly number[]): State[] {
    let states = [state];
    for (const id of ids) states = states.flatMap((each) => this.#settleOne(each, id));
    return states;
  }

  #settleOne(start: State, id: number): State[] {
    const settled: State[] = [];
    const seen = new Set<string>();
    const work = [start];
    while (work.length > 0) {
      const state = work.pop()!;
      if (++this.#steps > MOST_STEPS) return [];
      if (state.isCut || settled.length > MOST_WAYS) {
        settled.push({ ...state, isCut: true });
        continue;
      }
      const goroutine = state.processes[id]!;
      const frame = top(goroutine);
      if (frame?.index === -1 && frame.queue.length === 0) {
        const key = `${keyOfProcess(goroutine)}|${state.processes.length}|${[...state.bounds].join()}|${state.channels.length}`;
        if (seen.has(key)) continue;
        seen.add(key);
      }
      const next = this.#step(state, goroutine);
      if (next) work.push(...next);
      else {
        const fresh = state.processes.slice(start.processes.length).map((each) => each.id);
        settled.push(...(fresh.length > 0 ? this.settle(state, fresh) : [state]));
      }
    }
    // every way is too long to follow, or goes round without ever doing anything that another one could notice
    if (settled.length === 0) settled.push({ ...start, isCut: true });
    return settled;
  }

  /** The states after one internal step; undefined when the process has to wait for its turn, or has ended. */
  #step(state: State, goroutine: Process): State[] | undefined {
    const frame = top(goroutine);
    if (!frame) return undefined;
    const action = frame.queue[0];
    if (action) return isInternal(action) ? this.#act(state, goroutine, frame, action) : undefined;
    if (frame.isLeaving) return [this.#leave(state, goroutine, frame)];
    if (frame.index === -1 && !this.#matters(frame)) return this.#toTheEnd(state, goroutine, frame);
    const { nodes } = frame.block;
    let { facts } = frame;
    for (let index = frame.index + 1; index < nodes.length; index++) {
      const node = nodes[index]!;
      facts = this.#keep(frame, learn(facts, node));
      const queue = this.world.reader.of(node);
      if (queue.length > 0) return [withProcess(state, withTop(goroutine, { index, queue, facts }))];
    }
    const index = nodes.length;
    const ended = facts === frame.facts ? frame : { ...frame, index, facts };
    return this.#follow(state, ended === frame ? goroutine : withTop(goroutine, { index, facts }), ended);
  }

  /** Whether anything that is followed comes at a block or after it. */
  #matters(frame: Frame): boolean {
    let mattering = this.#mattering.get(frame.fn);
    if (!mattering) {
      const { reader, graphOf } = this.world;
      const found = new Set<BasicBlock>();
      const work = graphOf(frame.fn).blocks.filter((block) =>
        block.nodes.some(
          (node) =>
            reader.of(node).length > 0 ||
            (node.kind === 'return_statement' &&
              (node.firstNamedChild?.namedChildren ?? []).some((value) => reader.variable(value))),
        ),
      );
      while (work.length > 0) {
        const block = work.pop()!;
        if (found.has(block)) continue;
        found.add(block);
        work.push(...block.predecessors.map((edge) => edge.from));
      }
      mattering = found;
      this.#mattering.set(frame.fn, mattering);
    }
    return mattering.has(frame.block);
  }

  /** The nearest way out, when all ways are alike. */
  #toTheEnd(state: State, goroutine: Process, frame: Frame): State[] {
    const { exits } = this.world.graphOf(frame.fn);
    const reached = new Set([frame.block]);
    for (const block of reached) {
      const exit = exits.find((each) => each.block === block);
      if (exit && (exit.kind === 'return' || exit.kind === 'end')) {
        return this.#follow(state, goroutine, { ...frame, block });
      }
      for (const edge of block.successors) reached.add(edge.to);
    }
    return [{ ...state, isCut: true }];
  }

  /** Facts only matter for conditions that are asked twice, and for flags that are set. */
  #keep(frame: Frame, facts: Facts): Facts {
    if (facts === frame.facts || facts.size === 0) return facts;
    const repeated = this.#repeatedIn(frame.fn);
    if ([...facts.keys()].every((text) => repeated.has(text))) return facts;
    return new Map([...facts].filter(([text]) => repeated.has(text)));
  }

  #repeatedIn(fn: GoFunction): ReadonlySet<string> {
    let repeated = this.#repeated.get(fn);
    if (!repeated) {
      const seen = new Set<string>();
      const twice = new Set<string>();
      const conditions = new Map<SyntaxNode, string>();
      for (const block of this.world.graphOf(fn).blocks) {
        for (const edge of block.successors) {
          if (edge.condition && (edge.kind === 'true' || edge.kind === 'false'))
            conditions.set(edge.condition, normalise(edge.condition).text);
        }
      }
      for (const [node, text] of conditions) {
        if (seen.has(text) || node.kind === 'identifier' || text.endsWith(' == 0')) twice.add(text);
        seen.add(text);
      }
      for (const loop of fn.node.descendants('for_statement')) {
        for (const { condition } of this.#loops.testsOf(loop)) twice.add(normalise(condition).text);
      }
      for (const block of this.world.graphOf(fn).blocks) {
        for (const node of block.nodes) {
          const copy = copiedFlag(node);
          if (copy && twice.has(copy.name)) twice.add(copy.source);
        }
      }
      repeated = twice;
      this.#repeated.set(fn, repeated);
    }
    return repeated;
  }

  /** The end of a block: out of the function, or along an edge. */
  #follow(state: State, goroutine: Process, frame: Frame): State[] {
    const graph = this.world.graphOf(frame.fn);
    const exit = graph.exits.find((each) => each.block === frame.block);
    if (exit) {
      // a panic or os.Exit ends the program, or somebody recovers who is not followed
      if (exit.kind === 'panic' || exit.kind === 'no-return') return [{ ...state, isCut: true }];
      const results = this.#results(frame, exit.node);
      const left = withTop(goroutine, { isLeaving: true, queue: [...frame.deferred].reverse(), results });
      // what the first function returns is its caller's
      const channels =
        goroutine.id === 0 && goroutine.frames.length === 1
          ? state.channels.map((channel, index) =>
              results.includes(index) ? { ...channel, others: { send: true, receive: true } } : channel,
            )
          : state.channels;
      const notes =
        goroutine.frames.length === 1
          ? [...state.notes, { goroutine: goroutine.id, kind: 'exit' as const, node: exit.node }]
          : state.notes;
      return [{ ...withProcess(state, left), channels, notes }];
    }
    return frame.block.successors.flatMap((edge) => {
      const next = this.cross(state, goroutine, frame, edge);
      return next ? [next] : [];
    });
  }

  /** Values of the results that a return gives. */
  #results(frame: Frame, exit: SyntaxNode): readonly (number | undefined)[] {
    const values = exit.kind === 'return_statement' ? (exit.firstNamedChild?.namedChildren ?? []) : [];
    if (values.length > 0) {
      return values.map((value) => {
        const variable = this.world.reader.variable(value);
        return variable && frame.values.get(variable);
      });
    }
    return frame.fn.results.map((result) => result && frame.values.get(result));
  }

  /** The state at the start of the block behind an edge; undefined when the path contradicts itself. */
  cross(state: State, goroutine: Process, frame: Frame, edge: Edge): State | undefined {
    const known = crossed(frame.facts, edge);
    if (!known || this.#isOfOtherRuns(edge)) return undefined;
    let facts = this.#keep(frame, known);
    let rounds = frame.rounds;
    let { bounds, channels } = state;
    const head = loopAt(edge.to);
    if (head && !edge.isBackEdge && rounds.has(head)) {
      const left = new Map(rounds);
      left.delete(head);
      rounds = left;
    }
    const entered = enteredLoop(edge);
    if (entered && this.#loops.isCounted(entered)) {
      const round = this.#loops.enter(entered, frame, { rounds, bounds, channels });
      if (!round) return undefined;
      ({ rounds, channels } = round);
      const index = indexOf(entered);
      const count = rounds.get(entered)!;
      if (index)
        facts = new Map([...facts, [`${index} == 0`, count === 1], ...this.#loops.testsIn(entered, count)]);
    }
    const finished = finishedLoop(edge);
    if (finished && this.#loops.isCounted(finished)) {
      const end = this.#loops.finish(finished, frame, { rounds, bounds, channels });
      if (!end) return undefined;
      ({ rounds, bounds, channels } = end);
    }
    const moved = withTop(goroutine, { block: edge.to, index: -1, queue: [], facts, rounds });
    return { ...withProcess(state, moved), bounds, channels };
  }

  /** Whether an edge is taken only when something is not nil that always is: `recover()` in runs without a panic, errors that never come. */
  #isOfOtherRuns(edge: Edge): boolean {
    if (!edge.condition || (edge.kind !== 'true' && edge.kind !== 'false')) return false;
    let isNil = this.#alwaysNil.get(edge.condition);
    if (isNil === undefined) {
      isNil = comparesNil(this.world.pkg, edge.condition);
      this.#alwaysNil.set(edge.condition, isNil);
    }
    return isNil && (edge.kind === 'true') === normalise(edge.condition).isNegated;
  }

  #act(state: State, goroutine: Process, frame: Frame, action: Action): State[] {
    const queue = frame.queue.slice(1);
    switch (action.kind) {
      case 'make': {
        const made = state.channels.filter((channel) => channel.site === action.node).length;
        if (made > MOST_ROUNDS) return [{ ...state, isCut: true }];
        const channels = [...state.channels, this.world.makeOf(action.node, action.target)];
        const values = new Map([...frame.values, [action.target, channels.length - 1]]);
        return [{ ...withProcess(state, withTop(goroutine, { queue, values })), channels }];
      }
      case 'forget': {
        const values = new Map([...frame.values, [action.target, NIL]]);
        return [withProcess(state, withTop(goroutine, { queue, values }))];
      }
      case 'alias': {
        const value = frame.values.get(action.source);
        const values = new Map(frame.values);
        if (value === undefined) values.delete(action.target);
        else values.set(action.target, value);
        return [withProcess(state, withTop(goroutine, { queue, values }))];
      }
      case 'defer': {
        const deferred = [...frame.deferred, ...[...action.actions].reverse()];
        return [withProcess(state, withTop(goroutine, { queue, deferred }))];
      }
      case 'call': {
        if (goroutine.frames.length >= MOST_FRAMES || goroutine.frames.some((each) => each.fn === action.fn))
          return [{ ...state, isCut: true }];
        const caller = withTop(goroutine, { queue });
        const called = { ...caller, frames: [...caller.frames, this.frameOf(action, frame)] };
        return [withProcess(state, called)];
      }
      case 'fail':
        return [{ ...state, isCut: true }];
      case 'go':
        return [this.#start(state, withTop(goroutine, { queue }), frame, action)];
      default:
        return [];
    }
  }

  #start(state: State, goroutine: Process, frame: Frame, action: CallAction): State {
    const same = state.processes.filter((each) => each.start === action.node).length;
    if (same > MOST_EXACT || state.processes.length >= MOST_PROCESSES) return { ...state, isCut: true };
    const started = this.frameOf(action, frame);
    const owes = this.#debtsOf(action, started);
    const group = action.group && (frame.groups.get(action.group) ?? action.group);
    const child: Process = {
      id: state.processes.length,
      frames: [started],
      start: action.node,
      owes: group ? [...owes, group] : owes,
      settles: group ? [group] : [],
      calls: goroutine.frames.flatMap((each) => each.call ?? []),
    };
    const next = withProcess(state, goroutine);
    return { ...next, processes: [...next.processes, child] };
  }

  /** Groups on which a started function calls Done. */
  #debtsOf(action: CallAction, started: Frame): VarObject[] {
    const { pkg, reader } = this.world;
    const debts = new Set<VarObject>();
    for (const call of action.fn.node.descendants('call_expression')) {
      const callee = pkg.calleeOf(call);
      if (callee?.id !== 'sync.WaitGroup.Done' || !callee.receiver) continue;
      const group = reader.group(callee.receiver);
      if (group && group.function !== action.fn) debts.add(started.groups.get(group) ?? group);
      else if (group?.role === 'parameter') debts.add(started.groups.get(group) ?? group);
    }
    return [...debts];
  }

  /** The frame in which a call begins. */
  frameOf(action: CallAction, caller: Frame): Frame {
    const { reader, graphOf } = this.world;
    const { fn } = action;
    const isLiteral = fn.node.kind === 'func_literal';
    const values = new Map<VarObject, number>();
    const groups = new Map<VarObject, VarObject>();
    if (isLiteral) {
      // a variable that is still nil may be set before the literal looks
      for (const [variable, value] of caller.values) if (value !== NIL) values.set(variable, value);
      for (const [variable, group] of caller.groups) groups.set(variable, group);
    }
    fn.parameters.forEach((parameter, index) => {
      const argument = action.arguments[index];
      if (!parameter || !argument) return;
      const variable = reader.variable(argument);
      const value = variable && caller.values.get(variable);
      if (value !== undefined) values.set(parameter, value);
      const group = reader.group(argument);
      if (group) groups.set(parameter, caller.groups.get(group) ?? group);
    });
    return {
      fn,
      values,
      groups,
      block: graphOf(fn).entry,
      index: -1,
      queue: [],
      deferred: [],
      isLeaving: false,
      facts: isLiteral ? caller.facts : new Map(),
      rounds: new Map(),
      call: action.node,
      targets: action.targets,
      results: [],
    };
  }

  #leave(state: State, goroutine: Process, frame: Frame): State {
    const frames = goroutine.frames.slice(0, -1);
    const caller = frames[frames.length - 1];
    if (!caller) {
      const owes = goroutine.owes.filter((group) => !goroutine.settles.includes(group));
      return withProcess(state, { ...goroutine, frames, owes });
    }
    const values = new Map(caller.values);
    frame.targets.forEach((target, index) => {
      const value = frame.results[index];
      if (target && value !== undefined) values.set(target, value);
    });
    frames[frames.length - 1] = { ...caller, values };
    return withProcess(state, { ...goroutine, frames });
  }
}

function isInternal(action: Action): boolean {
  return ['make', 'forget', 'alias', 'defer', 'call', 'go', 'fail'].includes(action.kind);
}
