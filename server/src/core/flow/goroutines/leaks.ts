import type { GoFunction, PackageModel, VarObject } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { isOwnFunction, onlyAssigned } from '../channel-syntax.ts';
import { type Channel, type Channels, isEntryPoint } from '../channels.ts';
import { isNeverNil } from '../dominating-facts.ts';
import type { ControlFlowGraph, Edge } from '../model.ts';
import { ActionReader } from './actions.ts';
import { endsBeforeClose } from './awaited-closes.ts';
import { type Doubt, doubtOf } from './doubts.ts';
import { endlessEdges, openEdges, preferred } from './endless-runs.ts';
import { type Explored, explore } from './explore.ts';
import { neverStartsAgain } from './guarded-starts.ts';
import { hiddenUses, keepersOf, type Others } from './hidden-literals.ts';
import { ignoringContext } from './ignored-contexts.ts';
import { oneSided } from './one-sided.ts';
import { isBehindOpenLoop } from './open-loops.ts';
import { channelOperand, receivedFrom } from './operands.ts';
import { type ChannelPanic, panicUnder } from './panics.ts';
import { unansweredReplies } from './replies.ts';
import { byVariableOf, initial, instanceOf } from './search-start.ts';
import { Settler } from './settle.ts';
import { pending, top } from './state.ts';
import { isOutOfReach, type Stuck } from './stuck.ts';
import type { World } from './world.ts';

/** A channel operation at which a goroutine may wait forever, and the run that leads there. */
export interface StuckOperation {
  /** The send statement, the receiving `<-x` or the range clause. */
  readonly node: SyntaxNode;
  readonly kind: 'send' | 'receive' | 'range';
  readonly channel: Channel;
  /** The variable that holds the channel there. */
  readonly variable: VarObject;
  /** The function that makes the channel, or gets it from one that does, and starts the goroutine. */
  readonly owner: GoFunction;
  /** What starts the goroutine; undefined when it is the owner itself that waits. */
  readonly start: SyntaxNode | undefined;
  /** Where the owner leaves; undefined when it waits as well. */
  readonly exit: SyntaxNode | undefined;
  /** The case of a select that the owner chose last. */
  readonly chosen: SyntaxNode | undefined;
  /** How often the owner received from the channel before it left. */
  readonly received: number;
  /** Other operations that wait in the same end. */
  readonly alsoStuck: readonly SyntaxNode[];
  /** Instances of the same goroutine that the run started. */
  readonly copies: number;
  /** Buffer of the channel. */
  readonly capacity: number;
  /** The call in the owner whose result, the channel, nobody keeps. */
  readonly dropped: SyntaxNode | undefined;
  /**
   * `likely` when the owner waits as well: what the values say might tell such a run from a possible one. `possible` when
   * something speaks against the run.
   */
  readonly certainty: 'proved' | 'likely' | 'possible';
  /** Why it is only possible. */
  readonly doubt?: Doubt;
  /** What the owner received before it left may have come from code that is not followed. */
  readonly isMixed?: boolean;
  /** It answers a request of the owner, which has left by then. */
  readonly isReply?: boolean;
  /** The context that the owner was given and the sender does not look at, when the receivers are not seen. */
  readonly ignored: VarObject | undefined;
}

/** Finds goroutines that wait forever on channels which one function makes; memoised by function. */
export class GoroutineLeaks {
  readonly #found = new Map<GoFunction, readonly StuckOperation[]>();
  readonly #panics = new Map<GoFunction, readonly ChannelPanic[]>();
  readonly #overBudget = new Set<GoFunction>();
  readonly #others = new Map<Channel, Others | undefined>();

  constructor(
    readonly pkg: PackageModel,
    readonly channels: Channels,
    readonly graphOf: (fn: GoFunction) => ControlFlowGraph,
    /** Whether interleavings are left out that end where others end; only a test that compares wants them all. */
    readonly isReduced = true,
  ) {}

  /**
   * @param operation a send, a receive or a range clause
   * @returns the end in which it waits forever; undefined when there is none, or not enough is known
   */
  stuckAt(operation: SyntaxNode): StuckOperation | undefined {
    const expression = channelOperand(operation);
    if (!expression) return undefined;
    const channel = this.channels.channelOf(expression);
    for (const owner of this.#ownersOf(channel)) {
      const found = this.stuckUnder(owner).find((each) => each.node === operation);
      if (found) return found;
    }
    return undefined;
  }

  /** Functions that make a channel, and those that get it as a result. */
  #ownersOf(channel: Channel): Set<GoFunction> {
    const owners = new Set<GoFunction>();
    for (const make of channel.makes) {
      const fn = this.pkg.functionOf(make.node);
      if (fn) owners.add(fn);
    }
    for (const variable of channel.variables) {
      const value = variable.role === 'local' ? this.#onlyValue(variable) : undefined;
      const isCall = value?.kind === 'call_expression' && this.pkg.calleeOf(value)?.function !== undefined;
      if (isCall && variable.function) owners.add(variable.function);
    }
    return owners;
  }

  #onlyValue(variable: VarObject): SyntaxNode | undefined {
    return onlyAssigned(this.pkg, variable);
  }

  /** Sends, round after round, on a channel that a function with a context returns, which do not look at the context. */
  *ignoringContext(owner: GoFunction): Generator<StuckOperation> {
    for (const stuck of ignoringContext(this.pkg, this.channels, this.graphOf, owner))
      yield this.#doubted(stuck);
  }

  /** Whether a search under a function had too many states to be finished. */
  isOverBudget(owner: GoFunction): boolean {
    return this.#overBudget.has(owner);
  }

  /** Every operation that may wait forever on a channel of a function. */
  stuckUnder(owner: GoFunction): readonly StuckOperation[] {
    let found = this.#found.get(owner);
    if (!found) {
      this.#found.set(owner, []);
      const searched = owner.hasError ? [] : this.#search(owner);
      if (!searched) this.#overBudget.add(owner);
      const unfollowed = [unansweredReplies, oneSided].flatMap((search) => [
        ...search(this.pkg, this.channels, this.graphOf, owner),
      ]);
      found = [...(searched ?? []), ...unfollowed.map((each) => this.#doubted(each))];
      this.#found.set(owner, found);
    }
    return found;
  }

  /** Sends and closes on channels of a function that somebody may have closed before. */
  panicsUnder(owner: GoFunction): readonly ChannelPanic[] {
    this.stuckUnder(owner);
    return this.#panics.get(owner) ?? [];
  }

  /** The run in which a send, or a close, comes behind the close of its channel; undefined when none is known. */
  panicAt(operation: SyntaxNode): ChannelPanic | undefined {
    const expression =
      operation.kind === 'call_expression'
        ? operation.field('arguments')?.firstNamedChild
        : channelOperand(operation);
    if (!expression) return undefined;
    for (const owner of this.#ownersOf(this.channels.channelOf(expression))) {
      const found = this.panicsUnder(owner).find((each) => each.node === operation);
      if (found) return found;
    }
    return undefined;
  }

  /**
   * Whether nothing waits forever on the channel of a stuck operation any more when it is made with a buffer, and the
   * owner never waits forever either.
   * @param capacity of the buffer
   */
  endsWithBuffer(stuck: StuckOperation, capacity: number): boolean {
    const sites = stuck.channel.makes.map((make) => make.node);
    const followed = this.#followedIn(stuck.owner);
    const rest = this.#explore(stuck.owner, followed, (site) =>
      sites.includes(site) ? capacity : undefined,
    );
    if (!rest) return false;
    return rest.stuck.every(({ goroutine }) => {
      const action = pending(goroutine);
      if (goroutine.start === undefined) return false;
      return !(action && 'channel' in action && stuck.channel.variables.includes(action.channel));
    });
  }

  #search(owner: GoFunction): readonly StuckOperation[] | undefined {
    const channels = this.#followedIn(owner);
    if (channels.size === 0) return [];
    const byVariable = byVariableOf(channels);
    const explored = this.#explore(owner, channels, () => undefined);
    if (!explored) {
      this.#panics.set(owner, []);
      return undefined;
    }
    const isClosed = endlessEdges(this.pkg, explored);
    const possible = isClosed && this.#explore(owner, channels, () => undefined, isClosed);
    const panicsOf = (runs: Explored): readonly ChannelPanic[] =>
      runs.panics.flatMap((each) => panicUnder(this, owner, byVariable, each) ?? []);
    const stuckOf = (runs: Explored): readonly StuckOperation[] =>
      runs.stuck.flatMap((each) => {
        const described = this.#describe(each, owner, byVariable);
        if (!described || neverStartsAgain(this.pkg, this.graphOf, described)) return [];
        if (isBehindOpenLoop(this.pkg, this.graphOf, described)) return [];
        return [this.#doubted(described)];
      });
    const panics = preferred(panicsOf, explored, possible, (each) => ({ ...each, isNever: true }));
    this.#panics.set(owner, panics);
    return preferred(stuckOf, explored, possible, (each) => ({
      ...each,
      certainty: 'possible',
      doubt: 'endless',
    }));
  }

  #doubted(stuck: StuckOperation): StuckOperation {
    const doubt = doubtOf(this.pkg, stuck, this.graphOf);
    return doubt ? { ...stuck, certainty: 'possible', doubt } : stuck;
  }

  #explore(
    owner: GoFunction,
    channels: ReadonlySet<Channel>,
    capacityOf: (site: SyntaxNode) => number | undefined,
    isClosed: (edge: Edge) => boolean = () => false,
  ): Explored | undefined {
    const isOpen = openEdges(this.pkg);
    const byVariable = byVariableOf(channels);
    const reader = new ActionReader(this.pkg, new Set(byVariable.keys()));
    const graphs = new Map<GoFunction, ControlFlowGraph>();
    const sent = new Map<SyntaxNode, boolean | undefined>();
    const world: World = {
      pkg: this.pkg,
      reader,
      graphOf: (fn) => {
        const graph = graphs.get(fn) ?? this.graphOf(fn);
        graphs.set(fn, graph);
        return graph;
      },
      channels: this.channels,
      isClosed: (edge) => isOpen(edge) || isClosed(edge),
      makeOf: (node, target) => {
        const channel = byVariable.get(target)!;
        const instance = instanceOf(node, channel, this.#othersOf(channel) ?? keepersOf(channel));
        const capacity = capacityOf(node);
        return capacity === undefined ? instance : { ...instance, capacity };
      },
      isNil: (send) => {
        if (!sent.has(send)) sent.set(send, this.#isNil(send));
        return sent.get(send);
      },
    };
    return explore(initial(owner, this.graphOf), new Settler(world), world, this.isReduced);
  }

  #isNil(send: SyntaxNode): boolean | undefined {
    const value = send.field('value');
    const fn = this.pkg.functionOf(send);
    if (!value || !fn) return undefined;
    if (value.kind === 'nil') return true;
    return isNeverNil(this.pkg, this.graphOf(fn), value) ? false : undefined;
  }

  #describe(
    stuck: Stuck,
    owner: GoFunction,
    byVariable: ReadonlyMap<VarObject, Channel>,
  ): StuckOperation | undefined {
    const { goroutine, state, notes } = stuck;
    const action = pending(goroutine);
    if (action?.kind !== 'send' && action?.kind !== 'receive' && action?.kind !== 'range') return undefined;
    // the first function itself waits: only sure before it has started anybody else
    const isAlone = state.processes.length === 1 && action.kind === 'send' && isOutOfReach(stuck);
    if (!goroutine.start && !isAlone) return undefined;
    // what a test does with the code under test is not what its users do
    if (owner.file.isTest && !this.pkg.fileOf(action.node).isTest) return undefined;
    if (endsBeforeClose(this.pkg, this.graphOf, stuck, (variable) => byVariable.has(variable)))
      return undefined;
    const own = notes.filter((note) => note.goroutine === 0);
    const exit = own.findLast((note) => note.kind === 'exit')?.node;
    if (exit && isEntryPoint(owner)) return undefined; // the process ends with it
    const cases = own.filter((note) => note.kind === 'case');
    const index = top(goroutine)!.values.get(action.channel);
    const channel = byVariable.get(action.channel)!;
    const received = own.filter((note) => {
      const from = receivedFrom(note);
      return from !== undefined && this.channels.channelOf(from) === channel;
    }).length;
    const isMixed = received > 0 && (this.#othersOf(channel)?.send ?? true);
    return {
      node: action.node,
      kind: action.kind,
      channel,
      variable: action.channel,
      owner,
      start: goroutine.start,
      exit,
      chosen: cases[cases.length - 1]?.node,
      received,
      alsoStuck: state.processes.flatMap((other) => {
        const waits = other.id === goroutine.id ? undefined : pending(other);
        return waits && 'node' in waits ? [waits.node] : [];
      }),
      copies: state.processes.filter((other) => other.start && other.start === goroutine.start).length,
      capacity: index === undefined || index < 0 ? 0 : state.channels[index]!.capacity,
      dropped: goroutine.calls.find(
        (call) =>
          call.parent?.kind === 'expression_statement' &&
          this.pkg.functionOf(call) === owner &&
          this.#givesChannel(call),
      ),
      ignored: undefined,
      isMixed,
      certainty: (exit && !stuck.isEarly && !isMixed) || !goroutine.start ? 'proved' : 'likely',
    };
  }

  /** Channels of a function of which everything that is done with them can be followed. */
  #followedIn(owner: GoFunction): Set<Channel> {
    const followed = new Set<Channel>();
    for (const variable of this.#dropped(owner)) {
      const channel = this.channels.channelOf(variable);
      if (this.#canFollow(channel)) followed.add(channel);
    }
    for (const identifier of owner.node.descendants('identifier')) {
      const object = this.pkg.objectOf(identifier);
      if (object?.kind !== 'var' || object.node !== identifier || object.function !== owner) continue;
      if (object.role !== 'local' && object.role !== 'result') continue;
      if (!this.#isChannel(object)) continue;
      const channel = this.channels.channelOf(identifier);
      if (channel.variables.includes(object) && this.#canFollow(channel)) followed.add(channel);
    }
    return followed;
  }

  /** Variables that functions return to a caller who drops the result. */
  *#dropped(owner: GoFunction): Generator<SyntaxNode> {
    for (const statement of owner.body?.descendants('expression_statement') ?? []) {
      const call = statement.firstNamedChild;
      const callee = call?.kind === 'call_expression' ? this.pkg.calleeOf(call) : undefined;
      const fn = callee?.kind === 'function' || callee?.kind === 'method' ? callee.function : undefined;
      if (!fn?.body || !isOwnFunction(this.pkg, fn) || this.pkg.functionOf(statement) !== owner) continue;
      for (const node of fn.body.descendants('return_statement')) {
        if (this.pkg.functionOf(node) !== fn) continue;
        for (const value of node.firstNamedChild?.namedChildren ?? []) {
          const object = value.kind === 'identifier' ? this.pkg.objectOf(value) : undefined;
          if (object?.kind === 'var' && this.#isChannel(object)) yield value;
        }
      }
    }
  }

  #givesChannel(call: SyntaxNode): boolean {
    const results = this.pkg.calleeOf(call)?.signature?.results ?? [];
    return results.some(({ type }) => this.pkg.underlying(type)?.kind === 'chan');
  }

  #isChannel(object: VarObject): boolean {
    const type = this.pkg.typeOfObject(object);
    return type?.kind === 'chan' || type?.kind === 'named';
  }

  #canFollow(channel: Channel): boolean {
    if (channel.wokenBy || channel.makes.length === 0) return false;
    const others = this.#othersOf(channel);
    if (!others || (others.send && others.receive)) return false;
    return channel.variables.every(
      (variable) =>
        (variable.role === 'parameter' || variable.role === 'local' || variable.role === 'result') &&
        (variable.role === 'parameter' || this.#onlyValue(variable) !== undefined),
    );
  }

  /** What code that is not followed may do to a channel; undefined when nothing is known. */
  #othersOf(channel: Channel): Others | undefined {
    if (!this.#others.has(channel)) {
      const all = [
        keepersOf(channel),
        ...channel.variables.map((variable) => hiddenUses(this.pkg, this.channels, variable)),
      ];
      const known = all.every((each) => each !== undefined);
      this.#others.set(
        channel,
        known
          ? {
              send: all.some((each) => each!.send),
              receive: all.some((each) => each!.receive),
              close: all.some((each) => each!.close),
              sendsNil: all.every((each) => !each!.send || each!.sendsNil === true),
            }
          : undefined,
      );
    }
    return this.#others.get(channel);
  }
}
