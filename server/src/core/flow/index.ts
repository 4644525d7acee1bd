import { NO_RETURN } from '../knowledge/no-return.ts';
import { OWNERSHIP, type OwnershipType } from '../knowledge/ownership/table.ts';
import type { Callee, GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { ChannelWaits, type SelectWait } from './channel-waits.ts';
import { type EndlessLoop, endlessLoopOf } from './goroutines/endless.ts';
import { GoroutineLeaks, type StuckOperation } from './goroutines/leaks.ts';
import { buildGraph } from './graph.ts';
import type { ControlFlowGraph, FlowModel, OwnedResource, ParameterEffect } from './model.ts';
import { isSeenToLeaveOpen } from './observed-readers.ts';
import { type Outcome, PathWalker } from './ownership.ts';
import { type Alias, PathState } from './path-state.ts';
import { acquisitionsIn, followResource, isOwned, type ResourceHost } from './resources.ts';
import type { Effects } from './uses.ts';

const FLOWS = new WeakMap<PackageModel, Flow>();

/** The flow model of a package; one per package and program version. */
export function createFlow(pkg: PackageModel): FlowModel {
  return flowOf(pkg);
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
  releasesOnlyOnError: false,
};
const IGNORES: ParameterEffect = { ...KEEPS, keeps: false };

class Flow implements FlowModel {
  readonly #graphs = new Map<GoFunction, ControlFlowGraph>();
  readonly #ends = new Map<GoFunction, 'panic' | 'no-return' | undefined>();
  readonly #parameters = new Map<string, ParameterEffect>();
  readonly #captures = new Map<string, ParameterEffect>();
  readonly #resources = new Map<GoFunction, Map<string, Followed>>();
  readonly #calls = new Map<GoFunction, readonly KnownCall[]>();
  readonly #overBudget = new Set<GoFunction>();

  #waits: ChannelWaits | undefined;
  #leaks: GoroutineLeaks | undefined;

  constructor(readonly pkg: PackageModel) {}

  waitOf(select: SyntaxNode): SelectWait | undefined {
    return this.#channelWaits().waitOf(select);
  }

  isNeverCancelled(context: SyntaxNode): boolean {
    return this.#channelWaits().isNeverCancelled(context);
  }

  stuckAt(operation: SyntaxNode): StuckOperation | undefined {
    return this.#goroutineLeaks().stuckAt(operation);
  }

  stuckUnder(owner: GoFunction): readonly StuckOperation[] {
    return this.#goroutineLeaks().stuckUnder(owner);
  }

  ignoringContext(owner: GoFunction): Iterable<StuckOperation> {
    return this.#goroutineLeaks().ignoringContext(owner);
  }

  endsWithBuffer(stuck: StuckOperation, capacity: number): boolean {
    return this.#goroutineLeaks().endsWithBuffer(stuck, capacity);
  }

  endlessLoopOf(fn: GoFunction): EndlessLoop | undefined {
    return endlessLoopOf(this.pkg, this.#channelWaits().channels, this.graphOf(fn));
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
    const home = this.#home(fn);
    if (home !== this) return home.graphOf(fn);
    let graph = this.#graphs.get(fn);
    if (!graph) {
      graph = buildGraph(fn, (call) => this.#endOf(call));
      this.#graphs.set(fn, graph);
    }
    return graph;
  }

  neverReturns(call: SyntaxNode): boolean {
    return this.#endOf(call) !== undefined;
  }

  resourcesOf(fn: GoFunction, type: string): readonly OwnedResource[] {
    return this.#follow(fn, OWNERSHIP.get(type)!).resources;
  }

  isOverBudget(fn: GoFunction): boolean {
    return this.#overBudget.has(fn) || this.#leaks?.isOverBudget(fn) === true;
  }

  /** The calls of a function with a known callee, those in literals apart. */
  #callsIn(fn: GoFunction): readonly KnownCall[] {
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
    return this.#effects(owned).ofParameter(fn, parameter, isWhole ? owned.path : []);
  }

  #home(fn: GoFunction): Flow {
    const pkg = this.pkg.program.packageOf(fn.file.path);
    return pkg && pkg !== this.pkg && !this.pkg.files.includes(fn.file) ? flowOf(pkg) : this;
  }

  #endOf(call: SyntaxNode): 'panic' | 'no-return' | undefined {
    const callee = this.pkg.calleeOf(call);
    if (!callee) return undefined;
    const known = NO_RETURN.get(callee.id);
    if (known) return known;
    const fn = callee.function;
    if (!fn || callee.kind === 'value' || (callee.signature?.results.length ?? 0) > 0) return undefined;
    return this.#home(fn).#endOfFunction(fn);
  }

  /** How a function of the program ends when it never returns: no path reaches a return or its end. */
  #endOfFunction(fn: GoFunction): 'panic' | 'no-return' | undefined {
    if (this.#ends.has(fn)) return this.#ends.get(fn);
    this.#ends.set(fn, undefined);
    const graph = this.graphOf(fn);
    const returns = graph.exits.some((exit) => exit.kind === 'return' || exit.kind === 'end');
    const end = returns
      ? undefined
      : graph.exits.some((exit) => exit.kind === 'panic')
        ? 'panic'
        : 'no-return';
    this.#ends.set(fn, end);
    return end;
  }

  #follow(fn: GoFunction, type: OwnershipType): Followed {
    const home = this.#home(fn);
    if (home !== this) return home.#follow(fn, type);
    let byType = this.#resources.get(fn);
    if (!byType) {
      byType = new Map();
      this.#resources.set(fn, byType);
    }
    const known = byType.get(type.name);
    if (known) return known;
    byType.set(type.name, { resources: [], returned: new Set() }); // recursion finds nothing fresh
    const host = this.#host(type);
    const resources: OwnedResource[] = [];
    const returned = new Set<number>();
    for (const acquisition of acquisitionsIn(host, fn, type)) {
      const followed = followResource(host, fn, type, acquisition);
      resources.push(followed.resource);
      if (followed.resource.isOverBudget) this.#overBudget.add(fn);
      for (const index of followed.returned) returned.add(index);
    }
    const result = { resources, returned };
    byType.set(type.name, result);
    return result;
  }

  #host(type: OwnershipType): ResourceHost {
    return {
      pkg: this.pkg,
      effects: this.#effects(type),
      graphOf: (fn) => this.graphOf(fn),
      callsIn: (fn) => this.#callsIn(fn),
      freshResults: (fn) => this.#follow(fn, type).returned,
    };
  }

  #effects(type: OwnershipType): Effects {
    return {
      ofParameter: (fn, index, rest) => this.#home(fn).#parameter(fn, index, rest, type),
      ofCapture: (literal, object, alias) => this.#home(literal).#capture(literal, object, alias, type),
      isSeenToLeaveOpen: (callee, index) => isSeenToLeaveOpen(this.pkg, callee, index, type),
    };
  }

  #parameter(fn: GoFunction, index: number, rest: readonly string[], type: OwnershipType): ParameterEffect {
    const isVariadic = fn.node
      .field('parameters')
      ?.namedChildren.some((p) => p.kind === 'variadic_parameter_declaration');
    if (isVariadic && index >= fn.parameters.length - 1) return KEEPS;
    const object = index < 0 ? fn.receiver : fn.parameters[index];
    if (!object) return IGNORES;
    const key = `${fn.file.path}\0${fn.node.id}\0${index}\0${rest.length}\0${type.name}`;
    const known = this.#parameters.get(key);
    if (known) return known;
    this.#parameters.set(key, KEEPS);
    const effect = this.#effectOf(fn, object, { rest, role: type.role }, type);
    this.#parameters.set(key, effect);
    return effect;
  }

  #capture(literal: GoFunction, object: VarObject, alias: Alias, type: OwnershipType): ParameterEffect {
    const key = `${literal.file.path}\0${literal.node.id}\0${object.node.id}\0${alias.role}${alias.rest.length}\0${type.name}`;
    const known = this.#captures.get(key);
    if (known) return known;
    this.#captures.set(key, KEEPS);
    const effect = this.#effectOf(literal, object, alias, type);
    this.#captures.set(key, effect);
    return effect;
  }

  #effectOf(fn: GoFunction, object: VarObject, alias: Alias, type: OwnershipType): ParameterEffect {
    const graph = this.graphOf(fn);
    const state = new PathState(new Map([[object, alias]]), new Set(), new Map(), new Map(), true);
    const walker = new PathWalker(this.pkg, graph, type, this.#effects(type), undefined);
    const outcome = walker.walk(graph.entry, 0, state);
    if (outcome.exceeded) this.#overBudget.add(fn);
    return summarise(outcome);
  }
}

interface KnownCall {
  readonly call: SyntaxNode;
  readonly callee: Callee;
}

interface Followed {
  readonly resources: readonly OwnedResource[];
  readonly returned: ReadonlySet<number>;
}

function summarise(outcome: Outcome): ParameterEffect {
  if (outcome.exceeded) return KEEPS;
  const some = outcome.released + outcome.maybeReleased > 0;
  const all = some && outcome.maybeReleased === 0 && outcome.lost.length === 0;
  const [returns] = [...outcome.returned].sort((a, b) => a - b);
  return {
    releases: all ? 'always' : some ? 'sometimes' : 'never',
    // a caller who gets it back holds it, whatever an error that came instead holds
    keeps: outcome.kept > 0 || (outcome.keptOnFailure > 0 && returns === undefined),
    returns,
    releasesOnlyOnError: some && outcome.releasedUnseen === 0,
  };
}
