import type { SyntaxNode } from '../../syntax/tree.ts';
import { NIL, type Note, type Process, pending, type State, top } from './state.ts';

/** A state that was reached, and what can happen from it. */
export interface Visited {
  readonly state: State;
  readonly previous: Visited | undefined;
  readonly steps: Transition[];
}

/** One step of an interleaving. */
export interface Transition {
  /** Processes that go on by it. */
  readonly movers: readonly number[];
  readonly to: Visited;
  /** The number that a process has in `to`, by the one that it had before; undefined when none was renumbered. */
  readonly numbers: readonly number[] | undefined;
}

/** A goroutine that can never go on, and the run that leads there. */
export interface Stuck {
  readonly goroutine: Process;
  readonly state: State;
  /** What happened, in order. */
  readonly notes: readonly Note[];
  /** It could no longer go on while the first process still had steps to take. */
  readonly isEarly: boolean;
}

/**
 * @param order every state that was reached, in the order of the search
 * @returns for every action at which a process may wait forever the shortest run, if there is one to the end of the first
 * process or to where that waits forever, too
 */
export function stuckIn(order: readonly Visited[]): readonly Stuck[] {
  const lively = livelyIn(order);
  const found = new Map<
    SyntaxNode,
    { readonly goroutine: Process; readonly at: Visited; readonly isOver: boolean; readonly isEarly: boolean }
  >();
  for (const each of order) {
    const bits = lively.get(each) ?? 0;
    const first = each.state.processes[0]!;
    const isOver = !pending(first) || (bits & 1) === 0;
    for (const goroutine of each.state.processes) {
      const action = pending(goroutine);
      if (!action || !('node' in action)) continue;
      const known = found.get(action.node);
      if (known && (known.isOver || !isOver)) continue;
      const isLost = (bits & (1 << goroutine.id)) === 0;
      if (isLost || isForgotten(each.state, goroutine))
        found.set(action.node, { goroutine, at: each, isOver, isEarly: known !== undefined || !isOver });
    }
  }
  return [...found.values()].map(({ goroutine, at, isEarly }) => ({
    goroutine,
    state: at.state,
    notes: notesOf(at),
    isEarly,
  }));
}

/**
 * Processes that can still go on, as a set of bits by state: going backwards from the steps that a process takes part in
 * and from states behind which nothing is known.
 */
function livelyIn(order: readonly Visited[]): ReadonlyMap<Visited, number> {
  const predecessors = new Map<Visited, { readonly from: Visited; readonly step: Transition }[]>();
  const lively = new Map<Visited, number>();
  for (const each of order) {
    let bits = each.state.isCut ? -1 : 0;
    for (const step of each.steps) {
      for (const id of step.movers) bits |= 1 << id;
      const list = predecessors.get(step.to);
      if (list) list.push({ from: each, step });
      else predecessors.set(step.to, [{ from: each, step }]);
    }
    lively.set(each, bits);
  }
  const work = [...order];
  const queued = new Set(work);
  for (let each = work.pop(); each; each = work.pop()) {
    queued.delete(each);
    const bits = lively.get(each)!;
    for (const { from, step } of predecessors.get(each) ?? []) {
      const before = lively.get(from)!;
      // a process that the step starts is no concern before
      const after = before | backwards(bits, step, from.state.processes.length);
      if (after === before) continue;
      lively.set(from, after);
      if (!queued.has(from)) {
        queued.add(from);
        work.push(from);
      }
    }
  }
  return lively;
}

function backwards(bits: number, { numbers }: Transition, count: number): number {
  let before = 0;
  for (let id = 0; id < count; id++) if (bits & (1 << (numbers?.[id] ?? id))) before |= 1 << id;
  return before;
}

/** Whether the channel that a process waits on is out of everybody else's reach. */
function isForgotten(state: State, goroutine: Process): boolean {
  const action = pending(goroutine);
  if (action?.kind !== 'send' && action?.kind !== 'receive' && action?.kind !== 'range') return false;
  const index = top(goroutine)!.values.get(action.channel);
  if (index === undefined || index === NIL) return false;
  const channel = state.channels[index]!;
  const isReady =
    action.kind === 'send'
      ? channel.others.receive || channel.count < channel.capacity || channel.isClosed
      : channel.others.send || channel.count > 0 || channel.isClosed;
  if (isReady || state.isCut) return false;
  return !isHeldByOthers(state, goroutine, index);
}

/** Whether a variable of another process holds a channel. */
export function isHeldByOthers(state: State, goroutine: Process, index: number): boolean {
  return state.processes.some(
    (other) =>
      other.id !== goroutine.id && other.frames.some((frame) => [...frame.values.values()].includes(index)),
  );
}

/** Whether a process waits on an unbuffered channel that nobody else has (any more). */
export function isOutOfReach({ state, goroutine }: Stuck): boolean {
  const action = pending(goroutine);
  const index = action && 'channel' in action ? top(goroutine)!.values.get(action.channel) : undefined;
  const capacity = index === undefined ? undefined : state.channels[index]?.capacity;
  return capacity === 0 && isForgotten(state, goroutine);
}

/** What happened up to a state, in order. */
export function notesOf(end: Visited): Note[] {
  const runs: Visited[] = [];
  for (let each: Visited | undefined = end; each; each = each.previous) runs.push(each);
  return runs.reverse().flatMap((each) => each.state.notes);
}
