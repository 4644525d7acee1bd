import type { SyntaxNode } from '../../syntax/tree.ts';
import type { ChannelAction } from './actions.ts';
import type { Settler } from './settle.ts';
import { type ChannelInstance, NIL, type Note, type Process, pending, type State, top } from './state.ts';
import { type Step, stepsOf } from './steps.ts';
import { isHeldByOthers, notesOf, type Stuck, stuckIn, type Visited } from './stuck.ts';
import type { World } from './world.ts';

const LEAVES: ReadonlySet<string> = new Set<Note['kind']>(['case', 'exit']);
const MOST_STATES = 350;
/** Steps between states and inside them; a time that does not depend on the machine. */
const MOST_WORK = 1500;

/** An operation that panics because the channel is closed, and the run that leads there. */
export interface Panicking {
  /** The send, or the second close. */
  readonly action: ChannelAction;
  readonly goroutine: Process;
  /** The close that came before. */
  readonly closedBy: ChannelInstance['closedBy'];
  readonly state: State;
  readonly notes: readonly Note[];
}

/** How the runs of a system may go wrong. */
export interface Explored {
  /** For every action at which a process may wait forever the shortest run. */
  readonly stuck: readonly Stuck[];
  /** Runs to every send and close on a closed channel, the shortest first: one for each way in which the first process left. */
  readonly panics: readonly Panicking[];
}

/**
 * Explores the interleavings of the goroutines of a small system: every one, but for the order of steps that do not
 * concern the others, and for which of several equal goroutines takes a step.
 * @param isReduced false for every order of steps; finds the same actions, among more states
 * @returns undefined when there are too many states to be sure
 */
export function explore(
  start: State,
  settler: Settler,
  world: World,
  isReduced: boolean,
): Explored | undefined {
  const panics = new Map<SyntaxNode, Map<SyntaxNode | undefined, Panicking>>();
  const visited = new Map<string, Visited>();
  const order: Visited[] = [];
  let transitions = 0;
  /** Whether the state is new. */
  const reach = (from: State, previous: Visited | undefined, movers: readonly number[]): boolean => {
    transitions++;
    const { state, numbers } = isReduced ? settler.keys.renumbered(from) : { state: from };
    const key = settler.keys.of(state);
    let to = visited.get(key);
    const isNew = to === undefined;
    if (!to) {
      to = { state, previous, steps: [] };
      visited.set(key, to);
      order.push(to);
    }
    previous?.steps.push({ movers, to, numbers });
    return isNew;
  };
  for (const state of settler.settle(start, [0])) reach(state, undefined, []);
  for (const current of order) {
    const { state } = current;
    if (state.isCut) continue;
    const next = (goroutine: Process): Step[] =>
      stepsOf(state, goroutine, settler, world, (action, closedBy) => {
        const notes = notesOf(current);
        const left = notes.findLast((note) => note.goroutine === 0 && LEAVES.has(note.kind))?.node;
        const runs = panics.get(action.node) ?? new Map<SyntaxNode | undefined, Panicking>();
        panics.set(action.node, runs);
        if (!runs.has(left)) runs.set(left, { action, goroutine, closedBy, state, notes });
      });
    const free = isReduced ? state.processes.find((goroutine) => isFree(state, goroutine)) : undefined;
    const alone = free ? next(free) : [];
    let isEnough = alone.length > 0;
    for (const step of alone) {
      const isNew = reach(step.state, current, step.movers);
      // one that comes round again would keep the others from their turn; one that owes less never does
      isEnough &&= isNew || step.state.processes[free!.id]!.owes.length < free!.owes.length;
    }
    if (!isEnough) {
      for (const goroutine of state.processes) {
        if (goroutine === free) continue;
        for (const step of next(goroutine)) reach(step.state, current, step.movers);
      }
    }
    if (order.length > MOST_STATES || transitions + settler.steps > MOST_WORK || settler.isExhausted)
      return undefined;
  }
  return settler.isExhausted
    ? undefined
    : { stuck: stuckIn(order), panics: [...panics.values()].flatMap((runs) => [...runs.values()]) };
}

/**
 * Whether the next step of a process is possible at any time and changes nothing for the others: then it is enough to
 * follow the runs in which it comes first (a persistent set of one process; Godefroid, Partial-Order Methods, 1996).
 */
function isFree(state: State, goroutine: Process): boolean {
  const action = pending(goroutine);
  const values = top(goroutine)?.values;
  switch (action?.kind) {
    case 'done':
      return true;
    case 'send':
      return !values!.has(action.channel);
    case 'close': {
      const index = values!.get(action.channel);
      if (index === undefined) return true;
      // nobody else has it, and nobody can get it but from this one
      return index !== NIL && !state.channels[index]!.isClosed && !isHeldByOthers(state, goroutine, index);
    }
    case 'receive':
    case 'range': {
      const index = values!.get(action.channel);
      if (index === undefined) return true;
      return index !== NIL && state.channels[index]!.isClosed && state.channels[index]!.count === 0;
    }
    case 'select':
      return action.cases.every((one) => !one.action || !values!.has(one.action.channel));
    default:
      return false;
  }
}
