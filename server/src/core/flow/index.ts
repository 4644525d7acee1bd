import { OWNERSHIP, type OwnershipType } from '../knowledge/ownership/table.ts';
import { folderOf } from '../semantic/go-mod.ts';
import { homeOf } from '../semantic/home.ts';
import type { Compute } from '../semantic/memory.ts';
import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { acquisitionsIn, isOwned } from './acquisitions.ts';
import { isVariadic } from './channel-syntax.ts';
import { ChannelWaits, type SelectWait } from './channel-waits.ts';
import type { Channel } from './channels.ts';
import { rangesOverTime } from './conditions.ts';
import { type ConfiguredValue, configuredValueOf } from './configured-values.ts';
import { isDeadTest } from './dead-tests.ts';
import { isBarredByCallers } from './dominating-facts.ts';
import { type EndlessLoop, endlessLoopOf } from './goroutines/endless.ts';
import { GoroutineLeaks, type StuckOperation } from './goroutines/leaks.ts';
import type { ChannelPanic } from './goroutines/panics.ts';
import { type Graphs, graphsOf } from './graphs.ts';
import { iterationsIn } from './iterations.ts';
import { type Locks, locksOf } from './locks/locks.ts';
import type { FunctionLocks, LockHistory } from './locks/model.ts';
import type {
  BasicBlock,
  ControlFlowGraph,
  FlowModel,
  FreshResults,
  Iteration,
  KnownCall,
  OwnedResource,
  ParameterEffect,
} from './model.ts';
import { isSeenToLeaveOpen } from './observed-readers.ts';
import type { Outcome } from './outcome.ts';
import { PathWalker } from './ownership.ts';
import { type Alias, PathState, REMAINS, type Way } from './path-state.ts';
import { followResource, type GivenConstants, type ResourceHost } from './resources.ts';
import type { FlowRecorder } from './trace.ts';
import { isOfTypeMadeByNobody } from './unmade-types.ts';
import { type Effects, FUNCTION } from './uses.ts';

const FLOWS = new WeakMap<PackageModel, Flow>();

/** The flow model of a package; one per package and program version. */
export function createFlow(pkg: PackageModel): FlowModel {
  return flowOf(pkg);
}

/**
 * The flow model of a package that nothing has been asked about yet, with somebody who is told why it answers as it
 * does. From here on it is the one that `createFlow` gives.
 */
export function recordFlow(pkg: PackageModel, recorder: FlowRecorder): FlowModel {
  const flow = new Flow(pkg, recorder);
  pkg.program.memory.forget(); // what is remembered would not be told
  FLOWS.set(pkg, flow);
  return flow;
}

function flowOf(pkg: PackageModel): Flow {
  let flow = FLOWS.get(pkg);
  if (!flow) {
    flow = new Flow(pkg);
    FLOWS.set(pkg, flow);
  }
  return flow;
}

/** Taken while a summary is being worked out (recursion), and where nothing is known: somebody may keep the value. */
const KEEPS: ParameterEffect = {
  releases: 'never',
  keeps: true,
  returns: undefined,
  returnsHolder: false,
  releasesOnlyOnError: false,
  staysOnFailure: false,
  reading: 'unread',
  readingByError: { whenNil: 'unread', otherwise: 'unread' },
  isGuess: false,
  mayOutlast: false,
};
const IGNORES: ParameterEffect = { ...KEEPS, keeps: false };

class Flow implements FlowModel {
  readonly #graphs: Graphs;
  readonly #calls = new Map<GoFunction, readonly KnownCall[]>();
  readonly #overBudget = new Set<GoFunction>();
  readonly #iterations = new Map<GoFunction, readonly Iteration[]>();

  #waits: ChannelWaits | undefined;
  #locks: Locks | undefined;
  #leaks: GoroutineLeaks | undefined;

  constructor(
    readonly pkg: PackageModel,
    readonly recorder?: FlowRecorder,
  ) {
    this.#graphs = graphsOf(pkg);
  }

  waitOf(select: SyntaxNode): SelectWait | undefined {
    return this.#channelWaits().waitOf(select);
  }

  channelOf(expression: SyntaxNode): Channel {
    return this.#channelWaits().channels.channelOf(expression);
  }

  locksOf(fn: GoFunction): FunctionLocks {
    return this.#lockAnalysis().of(fn);
  }

  lockHistoriesOf(fn: GoFunction): readonly LockHistory[] {
    return this.#lockAnalysis().historiesOf(fn);
  }

  #lockAnalysis(): Locks {
    this.#locks = locksOf(this.pkg);
    return this.#locks;
  }

  isNeverCancelled(context: SyntaxNode): boolean {
    return this.#channelWaits().isNeverCancelled(context);
  }

  configuredValue(expression: SyntaxNode): ConfiguredValue {
    return configuredValueOf(this.pkg, expression);
  }

  stuckAt(operation: SyntaxNode): StuckOperation | undefined {
    return this.#goroutineLeaks().stuckAt(operation);
  }

  stuckUnder(owner: GoFunction): readonly StuckOperation[] {
    return this.#goroutineLeaks().stuckUnder(owner);
  }

  panicAt(operation: SyntaxNode): ChannelPanic | undefined {
    return this.#goroutineLeaks().panicAt(operation);
  }

  ignoringContext(owner: GoFunction): Iterable<StuckOperation> {
    return this.#goroutineLeaks().ignoringContext(owner);
  }

  endsWithBuffer(stuck: StuckOperation, capacity: number): boolean {
    return this.#goroutineLeaks().endsWithBuffer(stuck, capacity);
  }

  endlessLoopOf(fn: GoFunction): EndlessLoop | undefined {
    return endlessLoopOf(this.pkg, this.#channelWaits().channels, (each) => this.graphOf(each), fn);
  }

  #goroutineLeaks(): GoroutineLeaks {
    this.#leaks ??= new GoroutineLeaks(this.pkg, this.#channelWaits().channels, (fn) => this.graphOf(fn));
    return this.#leaks;
  }

  #channelWaits(): ChannelWaits {
    this.#waits ??= new ChannelWaits(this.pkg, (fn) => this.graphOf(fn));
    return this.#waits;
  }

  graphOf(fn: GoFunction): ControlFlowGraph {
    return this.#graphs.graphOf(fn);
  }

  neverReturns(call: SyntaxNode): boolean {
    return this.#graphs.endOf(call) !== undefined;
  }

  isUnreachable(node: SyntaxNode): boolean {
    const fn = this.pkg.functionOf(node);
    if (this.#isBehindEnd(node)) return true;
    return fn !== undefined && isDeadTest(this.pkg, fn, (mention) => this.#isBehindEnd(mention));
  }

  /** Whether no way of its function leads to a node, or none of a function around that one to its literal. */
  #isBehindEnd(node: SyntaxNode): boolean {
    let inner = node;
    for (let fn = this.pkg.functionOf(node); fn; fn = fn.outer) {
      const graph = this.graphOf(fn);
      if (graph.isDead(inner) || isBarredByCallers(this.pkg, graph, inner)) return true;
      inner = fn.node;
    }
    return false;
  }

  isOfTypeMadeByNobody(node: SyntaxNode): boolean {
    return isOfTypeMadeByNobody(this.pkg, node);
  }

  exitAfter(fn: GoFunction, block: BasicBlock): SyntaxNode | undefined {
    const graph = this.graphOf(fn);
    const seen = new Set([block]);
    for (const each of seen) {
      const exit = graph.exitOf(each);
      if (exit?.kind === 'return' || exit?.kind === 'end') return exit.node;
      for (const edge of each.successors) {
        const isEndless = edge.kind === 'done' && edge.condition && rangesOverTime(this.pkg, edge.condition);
        if (!isEndless) seen.add(edge.to);
      }
    }
    return undefined;
  }

  resourcesOf(fn: GoFunction, type: string): readonly OwnedResource[] {
    return this.#follow(fn, OWNERSHIP.get(type)!).resources;
  }

  iterationsOf(fn: GoFunction): readonly Iteration[] {
    let iterations = this.#iterations.get(fn);
    if (!iterations) {
      iterations = iterationsIn({ pkg: this.pkg, graphOf: (each) => this.graphOf(each) }, fn);
      this.#iterations.set(fn, iterations);
    }
    return iterations;
  }

  freshResults(fn: GoFunction, type: string): FreshResults {
    return this.#freshResults(fn, OWNERSHIP.get(type)!);
  }

  isOverBudget(fn: GoFunction): boolean {
    return (
      this.#overBudget.has(fn) ||
      this.#leaks?.isOverBudget(fn) === true ||
      this.#locks?.isOverBudget(fn) === true
    );
  }

  callsIn(fn: GoFunction): readonly KnownCall[] {
    let calls = this.#calls.get(fn);
    if (!calls) {
      const found: KnownCall[] = [];
      for (const call of fn.body?.descendants('call_expression') ?? []) {
        const callee = this.pkg.functionOf(call) === fn ? this.pkg.calleeOf(call) : undefined;
        if (callee) found.push({ call, callee });
      }
      calls = found;
      this.#calls.set(fn, calls);
    }
    return calls;
  }

  parameterEffect(fn: GoFunction, parameter: number, type: string): ParameterEffect {
    const owned = OWNERSHIP.get(type)!;
    const object = parameter < 0 ? fn.receiver : fn.parameters[parameter];
    const isWhole = object !== undefined && isOwned(this.pkg.typeOfObject(object), owned);
    return this.#effects(owned).ofParameter(fn, parameter, { rest: isWhole ? owned.path : [] });
  }

  #home(fn: GoFunction): Flow {
    const pkg = homeOf(this.pkg, fn);
    return pkg === this.pkg ? this : flowOf(pkg);
  }

  #follow(fn: GoFunction, type: OwnershipType): Followed {
    const home = this.#home(fn);
    if (home !== this) return home.#follow(fn, type);
    const followed = this.pkg.program.memory.ask(this.pkg, fn, {
      name: `resources ${type.name}`,
      compute: (pkg, same) => flowOf(pkg).#followAnew(same, type),
      holdsNodes: true,
      meanwhile: { resources: [], returned: new Map() }, // recursion finds nothing fresh
    });
    if (followed.resources.some((resource) => resource.isOverBudget)) this.#overBudget.add(fn);
    return followed;
  }

  #freshResults(fn: GoFunction, type: OwnershipType, given: GivenConstants = new Map()): FreshResults {
    const constants = [...given].map(([index, value]) => ` ${index} ${value === '' ? '""' : value}`).join('');
    return this.pkg.program.memory.ask<FreshResults>(this.#home(fn).pkg, fn, {
      name: `fresh ${type.name}${constants}`,
      compute: (pkg, same) => {
        const flow = flowOf(pkg);
        return (given.size > 0 ? flow.#followAnew(same, type, given) : flow.#follow(same, type)).returned;
      },
      meanwhile: new Map(),
    });
  }

  #followAnew(fn: GoFunction, type: OwnershipType, given?: GivenConstants): Followed {
    const host = this.#host(type);
    const resources: OwnedResource[] = [];
    const returned = new Map<number, Way | undefined>();
    for (const acquisition of acquisitionsIn(host, fn, type)) {
      const followed = followResource(host, fn, type, acquisition, given);
      resources.push(followed.resource);
      if (acquisition.isGuess) continue;
      for (const [index, way] of followed.returned) returned.set(index, way);
    }
    return { resources, returned };
  }

  #host(type: OwnershipType): ResourceHost {
    return {
      pkg: this.pkg,
      effects: this.#effects(type),
      recorder: this.recorder,
      graphOf: (fn) => this.graphOf(fn),
      callsIn: (fn) => this.callsIn(fn),
      freshResults: (fn, other = type, given = new Map()) => this.#freshResults(fn, other, given),
    };
  }

  #effects(type: OwnershipType): Effects {
    return {
      ofParameter: (fn, index, way) =>
        this.#home(fn).#parameter(fn, index, { ...way, role: type.role }, type),
      ofFunctionParameter: (fn, index) => this.#home(fn).#parameter(fn, index, FUNCTION, type),
      ofCapture: (literal, object, alias) => this.#home(literal).#capture(literal, object, alias, type),
      isSeenToLeaveOpen: (callee, index) => {
        const folder = folderOf(this.pkg.files[0]?.path ?? '');
        this.pkg.program.memory.usesName(folder, callee.slice(callee.lastIndexOf('.') + 1));
        return isSeenToLeaveOpen(this.pkg, callee, index, type);
      },
    };
  }

  #parameter(fn: GoFunction, index: number, alias: Alias, type: OwnershipType): ParameterEffect {
    if (isVariadic(this.pkg, fn, index)) return KEEPS;
    const object = index < 0 ? fn.receiver : fn.parameters[index];
    if (!object) return IGNORES;
    const role = alias.role === type.role ? '' : `${alias.role} `;
    return this.#effect(fn, `parameter ${index} ${role}${nameOfWay(alias)} ${type.name}`, (pkg, same) => {
      const own = index < 0 ? same.receiver : same.parameters[index];
      return own ? flowOf(pkg).#effectOf(same, own, alias, type) : { effect: KEEPS, exceeded: false };
    });
  }

  #effect(fn: GoFunction, name: string, compute: Compute<WalkedEffect>): ParameterEffect {
    const meanwhile = { effect: KEEPS, exceeded: false };
    const { effect, exceeded } = this.pkg.program.memory.ask(this.pkg, fn, { name, compute, meanwhile });
    if (exceeded) this.#overBudget.add(fn);
    return effect;
  }

  #capture(literal: GoFunction, object: VarObject, alias: Alias, type: OwnershipType): ParameterEffect {
    // where the variable is declared, as seen from the literal: the same in every version with the same text
    if (object.function === undefined || object.file !== literal.file) return KEEPS;
    const distance = object.node.id - literal.node.id;
    const name = `capture ${object.name} ${distance} ${alias.role} ${alias.heldIn ?? ''} ${nameOfWay(alias)} ${type.name}`;
    return this.#effect(literal, name, (pkg, same) => {
      const node = same.node.tree.node(same.node.id + distance);
      const own = node && pkg.objectOf(node);
      if (own?.kind !== 'var') return { effect: KEEPS, exceeded: false };
      return flowOf(pkg).#effectOf(same, own, alias, type);
    });
  }

  #effectOf(fn: GoFunction, object: VarObject, alias: Alias, type: OwnershipType): WalkedEffect {
    const graph = this.graphOf(fn);
    const state = new PathState(new Map([[object, alias]]), new Set(), new Map(), new Map(), true);
    const trace = this.recorder?.summarise(fn, type, object);
    const walker = new PathWalker(this.pkg, graph, type, this.#effects(type), undefined, false, trace);
    const outcome = walker.walk(graph.entry, 0, state);
    return { effect: summarise(outcome), exceeded: outcome.exceeded };
  }
}

interface WalkedEffect {
  readonly effect: ParameterEffect;
  /** Whether the walk was given up. */
  readonly exceeded: boolean;
}

interface Followed {
  readonly resources: readonly OwnedResource[];
  readonly returned: FreshResults;
}

/** Tells one way from another. */
function nameOfWay({ rest, owners = [] }: Way): string {
  return [...rest, ...owners.map(({ file, name }) => `${file}:${name}`)].join('.');
}

function summarise(outcome: Outcome): ParameterEffect {
  if (outcome.exceeded) return KEEPS;
  const some = outcome.released + outcome.maybeReleased > 0;
  const all = some && outcome.maybeReleased === 0 && outcome.lost.length === 0;
  const [returned] = [...outcome.returned.keys()].sort((a, b) => a - b);
  const way = returned === undefined ? undefined : outcome.returned.get(returned);
  const [holder] = outcome.held;
  const returns = returned ?? holder;
  // who only runs it to its end on some path, and leaves it open on another, leaves closing to the caller
  const reading = leastRead(outcome.lost) ?? 'unread';
  const onlyEnds = outcome.ended > 0 && outcome.ended === outcome.released && outcome.maybeReleased === 0;
  return {
    releases: all ? 'always' : some && !onlyEnds ? 'sometimes' : 'never',
    // a caller who gets it back holds it, whatever an error that came instead holds
    keeps: outcome.kept > 0 || (outcome.keptOnFailure > 0 && returns === undefined),
    returns,
    returnsHolder: returned === undefined && holder !== undefined,
    ...(way ? { returnsAs: way } : {}),
    releasesOnlyOnError: some && outcome.releasedUnseen === 0,
    staysOnFailure: !some && outcome.lost.some(({ isFailure }) => isFailure),
    reading,
    readingByError: {
      whenNil: leastRead(outcome.lost.filter(({ isFailure }) => !isFailure)) ?? reading,
      otherwise: leastRead(outcome.lost.filter(({ isFailure }) => isFailure)) ?? reading,
    },
    isGuess: outcome.isGuess,
    mayOutlast: outcome.mayOutlast,
  };
}

function leastRead(lost: Outcome['lost']): ParameterEffect['reading'] | undefined {
  const [least] = lost.map(({ reading }) => reading).sort((a, b) => REMAINS[b] - REMAINS[a]);
  return least;
}
