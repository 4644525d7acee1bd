import type { PackageModel } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { BasicBlock, ControlFlowGraph, Edge, WitnessStep } from '../model.ts';
import { branchesTo } from '../witness.ts';
import { isLeftToCaller } from './caller-decides.ts';
import { isOptional, saysNo } from './exits.ts';
import type { LockHost } from './host.ts';
import type { DoubleLock, LockEffect, LockSummary } from './model.ts';
import { isOwn } from './paths.ts';
import type { LockName, LockState, Standing } from './state.ts';

/** A point of a path: where it is, what is known, and how it came there. */
export interface Visit {
  readonly block: BasicBlock;
  readonly state: LockState;
  readonly from: Visit | undefined;
  readonly edge: Edge | undefined;
}

/** A lock that is held where a function leaves or goes round. */
export interface HeldAt {
  readonly standing: Standing;
  readonly node: SyntaxNode;
  readonly reason: 'return' | 'end' | 'panic' | 'loop';
  readonly path: readonly WitnessStep[];
  readonly state: LockState;
}

/** What a function evaluates while it holds a lock. */
export interface HeldSection {
  readonly lock: LockName;
  /** The call that took it. */
  readonly site: SyntaxNode;
  /** Nodes of the control flow graph that some path evaluates, or begins to, while it is held. */
  readonly nodes: ReadonlySet<SyntaxNode>;
}

/** What all paths of a function do to locks. */
export interface Walked {
  readonly sections: readonly HeldSection[];
  readonly held: readonly HeldAt[];
  /** Calls whose lock some path releases, with the ways in which those paths leave. */
  readonly releases: ReadonlyMap<SyntaxNode, ReadonlySet<SyntaxNode>>;
  /** The lock that each of those calls takes. */
  readonly sites: ReadonlyMap<SyntaxNode, LockName>;
  readonly doubles: readonly Omit<DoubleLock, 'writer' | 'writerUnseen' | 'isReleasedBeside' | 'function'>[];
  readonly summary: LockSummary;
  /** The paths were too many; nothing is known. */
  readonly isOverBudget: boolean;
}

/** What the walk of one function has seen so far. */
export class WalkRecord {
  readonly #sections = new Map<string, { lock: LockName; site: SyntaxNode; nodes: Set<SyntaxNode> }>();
  readonly held = new Map<string, HeldAt>();
  readonly releases = new Map<SyntaxNode, Set<SyntaxNode>>();
  readonly sites = new Map<SyntaxNode, LockName>();
  readonly doubles = new Map<
    string,
    Omit<DoubleLock, 'writer' | 'writerUnseen' | 'isReleasedBeside' | 'function'>
  >();
  /** Declarations of locks that are released without having been taken. */
  readonly foreign = new Set<SyntaxNode>();
  /** Locks that were touched, with every change of level at a way to return. */
  readonly names = new Map<string, LockName>();
  readonly takenAt = new Map<string, SyntaxNode>();
  readonly maybeTaken = new Set<string>();
  /** Calls that take a lock, by its key, and whether only by what they are given. */
  readonly #takings = new Map<string, Map<SyntaxNode, boolean>>();
  /** States in which the function comes back to its caller. */
  readonly returned: { readonly state: LockState; readonly exit: SyntaxNode }[] = [];

  readonly pkg: PackageModel;

  constructor(
    readonly host: LockHost,
    readonly graph: ControlFlowGraph,
  ) {
    this.pkg = host.pkg;
  }

  result(): Walked {
    return {
      sections: [...this.#sections.values()],
      held: [...this.held.values()],
      releases: this.releases,
      sites: this.sites,
      doubles: [...this.doubles.values()],
      summary: this.#summary(),
      isOverBudget: false,
    };
  }

  #summary(): LockSummary {
    const effects: LockEffect[] = [];
    for (const [key, lock] of this.names) {
      if (isOwn(lock.path.root, this.graph.function)) continue;
      const takenAt = this.takenAt.get(key);
      const changes = [...new Set(this.returned.map(({ state }) => state.levelOf(key)))];
      if (!takenAt && changes.every((change) => change === 0)) continue;
      effects.push({
        lock,
        changes,
        takes: takenAt ? this.#takes(key, takenAt) : 'never',
        takenAt,
      });
    }
    return { effects, releasesForeign: this.foreign };
  }

  #takes(key: string, takenAt: SyntaxNode): LockEffect['takes'] {
    const done = this.returned.filter(({ exit }) => !saysNo(this.pkg, exit));
    const counted = done.length > 0 ? done : this.returned;
    if (!this.maybeTaken.has(key) && counted.every(({ state }) => state.acquired.has(key))) return 'always';
    if (isOptional(takenAt)) return 'optionally';
    const calls = [...(this.#takings.get(key) ?? [])].flatMap(([call, isAsGiven]) =>
      isAsGiven ? [] : [call],
    );
    const lock = this.names.get(key)!;
    const isRecursive = this.host.isRecursive(this.graph.function);
    // what calls itself decides what it is given the next time, though not which type an interface then holds
    const isAsGiven =
      (!isRecursive || lock.mode === 'read') &&
      isLeftToCaller(this.pkg, this.graph, lock.path.root, calls, isRecursive);
    return isAsGiven ? 'as-given' : 'sometimes';
  }

  /** A call takes a lock, or may. */
  take(key: string, call: SyntaxNode, isAsGiven: boolean): void {
    let calls = this.#takings.get(key);
    if (!calls) {
      calls = new Map();
      this.#takings.set(key, calls);
    }
    calls.set(call, isAsGiven && calls.get(call) !== false);
  }

  /** A node is evaluated with what is held there. */
  evaluate(node: SyntaxNode, state: LockState): void {
    for (const { lock, level, site } of state.standings.values()) {
      if (!site || level === undefined || level <= 0) continue;
      const key = `${site.id} ${lock.key}`;
      const section = this.#sections.get(key);
      if (section) section.nodes.add(node);
      else this.#sections.set(key, { lock, site, nodes: new Set([node]) });
    }
  }

  /** A lock is held where the function leaves or goes round. */
  hold(standing: Standing, node: SyntaxNode, reason: HeldAt['reason'], state: LockState, visit: Visit): void {
    const key = `${standing.site!.id} ${node.id} ${standing.lock.key}`;
    if (this.held.has(key)) return;
    const path: WitnessStep[] = [...branchesTo(visit, false), { node, kind: 'exit', taken: undefined }];
    this.held.set(key, { standing, node, reason, path, state });
  }

  /** A lock that is held is taken. */
  double(
    held: Standing,
    lock: LockName,
    site: SyntaxNode,
    takenAt: SyntaxNode,
    isDeferred: boolean,
    certainty: 'proved' | 'likely',
    isAsGiven: boolean,
  ): void {
    const key = `${site.id} ${lock.key}`;
    const isElement = lock.path.steps.some((step) => step.declaration === undefined);
    const known = this.doubles.get(key);
    if (known && (known.certainty === 'proved' || (isAsGiven && !known.isAsGiven))) return;
    this.doubles.set(key, {
      lock,
      site,
      heldSince: held.site!,
      heldMode: held.lock.mode,
      takenMode: lock.mode,
      takenAt,
      isDeferred,
      isAsGiven,
      certainty:
        lock.kind === 'locker' || isAsGiven
          ? 'guess'
          : isElement || lock.kind !== 'mutex'
            ? 'likely'
            : certainty,
    });
  }
}
