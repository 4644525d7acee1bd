import type { ChannelInstance, Process, State } from './state.ts';
import { freed, withProcess } from './state.ts';
import type { StateKeys } from './state-keys.ts';

/** What it changes in a state that a process runs up to its next action. */
interface Change {
  readonly process: Process;
  readonly started: readonly Process[];
  /** Indices of channels of which code that is not followed may do both halves from then on. */
  readonly freed: readonly number[];
  readonly made: readonly ChannelInstance[];
  readonly bounds: State['bounds'];
  readonly isCut: boolean;
  readonly notes: State['notes'];
}

/**
 * Remembers how a process settles. Nobody else takes part in that, so it is the same wherever the others are: the
 * interleavings of a system ask it again and again.
 */
export class SettledChanges {
  readonly #changes = new Map<string, readonly Change[]>();

  constructor(readonly keys: StateKeys) {}

  /**
   * @param start the state from which a process settles
   * @param id of the process
   * @param settle works it out; undefined when it had to give up
   * @returns every state in which the process has settled
   */
  settle(start: State, id: number, settle: () => readonly State[] | undefined): readonly State[] {
    const key = this.keys.ofStart(start, id);
    const known = this.#changes.get(key);
    if (known) return known.map((change) => applied(start, change));
    const settled = settle();
    if (settled)
      this.#changes.set(
        key,
        settled.map((end) => changeOf(start, id, end)),
      );
    return settled ?? [];
  }
}

function changeOf(start: State, id: number, end: State): Change {
  const free = start.channels.flatMap((channel, index) =>
    channel.others === end.channels[index]!.others ? [] : [index],
  );
  return {
    process: end.processes[id]!,
    started: end.processes.slice(start.processes.length),
    freed: free,
    made: end.channels.slice(start.channels.length),
    bounds: end.bounds,
    isCut: end.isCut,
    notes: end.notes.slice(start.notes.length),
  };
}

function applied(start: State, change: Change): State {
  const moved = withProcess(start, change.process);
  const channels = start.channels.map((channel, index) =>
    change.freed.includes(index) ? freed(channel) : channel,
  );
  return {
    processes: change.started.length > 0 ? [...moved.processes, ...change.started] : moved.processes,
    channels: change.made.length > 0 ? [...channels, ...change.made] : channels,
    bounds: change.bounds,
    isCut: change.isCut,
    notes: change.notes.length > 0 ? [...start.notes, ...change.notes] : start.notes,
  };
}
