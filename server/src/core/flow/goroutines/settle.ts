import type { SyntaxNode } from '../../syntax/tree.ts';
import { blocksFrom } from '../graph.ts';
import type { Edge } from '../model.ts';
import { type FactReader, factReaderOf, nameOf } from '../path-facts.ts';
import type { Action, CallAction } from './actions.ts';
import { contradicts, debtsOf, flagOf, frameOf, resultsOf, returned } from './calls.ts';
import { withCopiedError, withEndedContext } from './ended-contexts.ts';
import { withFiredTimer, withSetTimers } from './idle-timers.ts';
import { enteredLoop, finishedLoop, indexOf, loopAt } from './loops.ts';
import { isOfOtherChannel } from './nil-channels.ts';
import { Relevance } from './relevance.ts';
import { LoopRounds, MOST_EXACT, MOST_ROUNDS } from './rounds.ts';
import { SettledChanges } from './settled.ts';
import { type Frame, freed, NIL, type Process, type State, top, withProcess, withTop } from './state.ts';
import { StateKeys } from './state-keys.ts';
import type { World } from './world.ts';

const MOST_FRAMES = 6;
const MOST_PROCESSES = 8;
const MOST_WAYS = 100;
/** States in which several processes settle together; more and nothing is said. */
const MOST_TOGETHER = 300;
/** Steps of one search; more and nothing is said. */
const MOST_STEPS = 3000;

/**
 * Runs goroutines up to the next action that another one could notice: an operation on a followed channel, a `Done`
 * or a `Wait`. What happens before (branches, calls, `go`, `make`) concerns nobody else, so its order does not matter.
 */
export class Settler {
  readonly #loops: LoopRounds;
  readonly #relevance: Relevance;
  readonly #facts: FactReader;
  readonly keys = new StateKeys();
  readonly #settled = new SettledChanges(this.keys);
  #steps = 0;
  #isExhausted = false;

  constructor(readonly world: World) {
    this.#loops = new LoopRounds(world);
    this.#facts = factReaderOf(world.pkg);
    this.#relevance = new Relevance(world, this.#loops);
  }

  /** Taken so far inside processes. */
  get steps(): number {
    return this.#steps;
  }

  /** Whether the search has become too long to be worth its time. */
  get isExhausted(): boolean {
    return this.#isExhausted || this.#steps > MOST_STEPS;
  }

  /** Every state in which the processes with these numbers have come to such an action, or ended. */
  settle(state: State, ids: readonly number[]): State[] {
    let states = [state];
    for (const id of ids) {
      states = states.flatMap((each) =>
        this.#settled
          .settle(each, id, () => this.#settleOne(each, id))
          .filter((next) => next.bounds === each.bounds || this.#loops.isPossible(next)),
      );
      if (states.length > MOST_TOGETHER) this.#isExhausted = true;
      if (this.isExhausted) return [];
    }
    return states;
  }

  #settleOne(start: State, id: number): State[] | undefined {
    const settled: State[] = [];
    const seen = new Set<string>();
    const work = [start];
    while (work.length > 0) {
      const state = work.pop()!;
      if (++this.#steps > MOST_STEPS || this.#isExhausted) return undefined;
      if (state.isCut || settled.length > MOST_WAYS) {
        settled.push({ ...state, isCut: true });
        continue;
      }
      const goroutine = state.processes[id]!;
      const frame = top(goroutine);
      if (frame?.index === -1 && frame.queue.length === 0) {
        const key = this.keys.ofWay(state, goroutine);
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
    if (frame.isLeaving) return [returned(this.world, state, goroutine, frame)];
    if (frame.index === -1 && !this.#relevance.matters(frame)) return this.#toTheEnd(state, goroutine, frame);
    const { nodes } = frame.block;
    let { facts } = frame;
    for (let index = frame.index + 1; index < nodes.length; index++) {
      const node = nodes[index]!;
      const asserted = this.#relevance.assertedBy(node);
      if (asserted) {
        const known = facts.get(asserted.text);
        // the test has failed here, and what it leaves behind ends with it
        if (known !== undefined && known !== asserted.holds) return [{ ...state, isCut: true }];
        facts = this.#relevance.keep(frame, new Map([...facts, [asserted.text, asserted.holds]]));
      }
      facts = this.#relevance.keep(
        frame,
        withSetTimers(
          this.world.pkg,
          withCopiedError(this.world.pkg, this.#facts.learn(facts, node), node),
          node,
        ),
      );
      const queue = this.world.reader.of(node);
      if (queue.length > 0)
        return [withProcess(state, withTop(goroutine, { ...frame, index, queue, facts }))];
    }
    if (facts === frame.facts) return this.#follow(state, goroutine, frame);
    const ended = { ...frame, index: nodes.length, facts };
    return this.#follow(state, withTop(goroutine, ended), ended);
  }

  /** The nearest way out, when all ways are alike. */
  #toTheEnd(state: State, goroutine: Process, frame: Frame): State[] {
    const graph = this.world.graphOf(frame.fn);
    const ends = [...blocksFrom(frame.block)].flatMap((block) => {
      const exit = graph.exitOf(block);
      return exit?.kind === 'return' || exit?.kind === 'end' ? exit : [];
    });
    const [nearest] = ends;
    if (!nearest) return [{ ...state, isCut: true }];
    const { block } = nearest;
    return this.#follow(
      state,
      goroutine,
      { ...frame, block },
      ends.map(({ node }) => node),
    );
  }

  /**
   * The end of a block: out of the function, or along an edge.
   * @param ends the ways out that it stands for, when it leaves; only its own when there are none
   */
  #follow(state: State, goroutine: Process, frame: Frame, ends: readonly SyntaxNode[] = []): State[] {
    const graph = this.world.graphOf(frame.fn);
    const exit = graph.exitOf(frame.block);
    if (exit) {
      // a panic or os.Exit ends the program, or somebody recovers who is not followed
      if (exit.kind === 'panic' || exit.kind === 'no-return') return [{ ...state, isCut: true }];
      const results = resultsOf(this.world, frame, exit.node);
      const left = withTop(goroutine, {
        ...frame,
        isLeaving: true,
        queue: frame.deferred.toReversed(),
        results,
        flag: flagOf(this.world, frame, ends.length > 0 ? ends : [exit.node]),
      });
      // what the first function returns is its caller's
      const channels =
        goroutine.id === 0 && goroutine.frames.length === 1
          ? state.channels.map((channel, index) => (results.includes(index) ? freed(channel) : channel))
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

  /** The state at the start of the block behind an edge; undefined when the path contradicts itself. */
  cross(state: State, goroutine: Process, frame: Frame, edge: Edge): State | undefined {
    const known = this.#facts.crossed(frame.facts, edge);
    if (
      !known ||
      contradicts(this.world, frame, edge) ||
      isOfOtherChannel(this.world, frame, edge) ||
      this.#relevance.isOfOtherRuns(edge) ||
      this.world.isClosed(edge)
    )
      return undefined;
    const fired = withFiredTimer(this.world.pkg, known, edge);
    if (!fired) return undefined;
    let facts = this.#relevance.keep(frame, withEndedContext(this.world.pkg, fired, edge));
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
      const index = indexOf(this.world.pkg, entered);
      const count = rounds.get(entered)!;
      if (index)
        facts = new Map([
          ...facts,
          [`${nameOf(index)} == 0`, count === 1],
          ...this.#loops.testsIn(entered, frame, count),
        ]);
    }
    const finished = finishedLoop(edge);
    if (finished && this.#loops.isCounted(finished)) {
      const end = this.#loops.finish(finished, frame, { rounds, bounds, channels });
      if (!end) return undefined;
      ({ rounds, bounds, channels } = end);
    }
    channels = this.#loops.counted(edge, frame, channels);
    facts = this.#relevance.ahead(frame.fn, edge.to, facts);
    const moved = withTop(goroutine, {
      ...frame,
      block: edge.to,
      index: -1,
      queue: [],
      facts,
      rounds,
      told: undefined,
    });
    const next = withProcess(state, moved);
    return bounds === state.bounds && channels === state.channels ? next : { ...next, bounds, channels };
  }

  #act(state: State, goroutine: Process, frame: Frame, action: Action): State[] {
    const queue = frame.queue.slice(1);
    switch (action.kind) {
      case 'make': {
        const made = state.channels.filter((channel) => channel.site === action.node).length;
        if (made > MOST_ROUNDS) return [{ ...state, isCut: true }];
        const channels = [...state.channels, this.world.makeOf(action.node, action.target)];
        const values = new Map([...frame.values, [action.target, channels.length - 1]]);
        return [{ ...withProcess(state, withTop(goroutine, { ...frame, queue, values })), channels }];
      }
      case 'forget': {
        const values = new Map([...frame.values, [action.target, NIL]]);
        return [withProcess(state, withTop(goroutine, { ...frame, queue, values }))];
      }
      case 'alias': {
        const value = frame.values.get(action.source);
        const values = new Map(frame.values);
        if (value === undefined) values.delete(action.target);
        else values.set(action.target, value);
        return [withProcess(state, withTop(goroutine, { ...frame, queue, values }))];
      }
      case 'defer': {
        const deferred = [...frame.deferred, ...[...action.actions].reverse()];
        return [withProcess(state, withTop(goroutine, { ...frame, queue, deferred }))];
      }
      case 'call': {
        if (goroutine.frames.length >= MOST_FRAMES || goroutine.frames.some((each) => each.fn === action.fn))
          return [{ ...state, isCut: true }];
        const caller = withTop(goroutine, { ...frame, queue });
        const called = { ...caller, frames: [...caller.frames, frameOf(this.world, action, frame)] };
        return [withProcess(state, called)];
      }
      case 'fail':
        return [{ ...state, isCut: true }];
      case 'go':
        return [this.#start(state, withTop(goroutine, { ...frame, queue }), frame, action)];
      default:
        return [];
    }
  }

  #start(state: State, goroutine: Process, frame: Frame, action: CallAction): State {
    const same = state.processes.filter((each) => each.start === action.node).length;
    if (same > MOST_EXACT || state.processes.length >= MOST_PROCESSES) return { ...state, isCut: true };
    const started = frameOf(this.world, action, frame);
    const owes = debtsOf(this.world, action, started);
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
}

function isInternal(action: Action): boolean {
  return ['make', 'forget', 'alias', 'defer', 'call', 'go', 'fail'].includes(action.kind);
}
