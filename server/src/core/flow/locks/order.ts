import { memoized } from '../../semantic/memo.ts';
import type { GoFunction, PackageModel } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { callsOf } from '../callers.ts';
import { isOnlyInSetUp } from '../set-up.ts';
import { Candidates } from './candidates.ts';
import { type Locks, locksOf } from './locks.ts';
import type { HeldSection } from './record.ts';
import type { LockName } from './state.ts';
import { isOnePlace, isWithoutElement, locksTakenBy, mayLetGo, waysFromOneValue } from './taken.ts';

/** A lock that a function takes while it holds another one. */
export interface NestedLock {
  readonly function: GoFunction;
  readonly held: LockName;
  /** The call that took the lock which is held. */
  readonly heldSince: SyntaxNode;
  readonly wanted: LockName;
  /** The call that waits: a Lock, or a call of a function of the package that takes it. */
  readonly site: SyntaxNode;
  /** The Lock call itself. */
  readonly takenAt: SyntaxNode;
  /** Whether each call takes it, or only some paths of the function called. */
  readonly isSure: boolean;
}

/** Two locks that are taken in one order here and in the other there, so that two goroutines can wait for each other. */
export interface LockInversion {
  /** The order that fewer places of the package follow; the later one in the text when both are as many. */
  readonly here: NestedLock;
  readonly there: NestedLock;
  /**
   * `proved` when the two ways lead to the same two locks of one value, or to variables; `likely` when one of the locks
   * belongs to a value of which there may be more; `guess` when both do, or when it takes a waiting writer between readers.
   */
  readonly certainty: 'proved' | 'likely' | 'guess';
  /** A Lock that must come between, where both ways hold one of the locks as readers; undefined when none is needed. */
  readonly writer: SyntaxNode | undefined;
}

/** Callers of callers further away are not asked for what they hold. */
const MOST_CALLERS = 3;

/** Every pair of locks that functions of a package, its tests apart, take in opposite orders. */
export const lockInversionsOf = memoized((pkg: PackageModel): readonly LockInversion[] =>
  new LockOrder(pkg).inversions(),
);

/** A nested lock with the node of the control flow graph that takes it. */
interface Nesting extends NestedLock {
  readonly node: SyntaxNode;
}

class LockOrder {
  readonly #locks: Locks;
  readonly #candidates: Candidates;

  constructor(readonly pkg: PackageModel) {
    this.#locks = locksOf(pkg);
    this.#candidates = new Candidates(pkg, this.#locks.paths, this.#locks.uses);
  }

  inversions(): LockInversion[] {
    const byOrder = new Map<string, Nesting[]>();
    for (const file of this.pkg.files) {
      if (file.isTest) continue;
      for (const fn of file.functions) {
        for (const nesting of this.#nestingsIn(fn)) {
          const order = this.#orderOf(nesting.held, nesting.wanted);
          if (order === undefined) continue;
          const list = byOrder.get(order);
          if (list) list.push(nesting);
          else byOrder.set(order, [nesting]);
        }
      }
    }
    const inversions: LockInversion[] = [];
    for (const here of byOrder.values()) {
      const [first] = here;
      const there = byOrder.get(this.#orderOf(first!.wanted, first!.held) ?? '');
      if (!there || there === here || !this.#isRarer(here, there)) continue;
      const sites = new Set<SyntaxNode>();
      for (const nesting of here) {
        if (sites.has(nesting.takenAt)) continue;
        const inversion = this.#inversion(nesting, there);
        if (!inversion) continue;
        sites.add(nesting.takenAt);
        inversions.push(inversion);
      }
    }
    return inversions;
  }

  /**
   * Equal for pairs of locks of the same declarations; where both are of one declaration, for the same two ways to them.
   * Undefined for two of one declaration whose ways do not tell which is which.
   */
  #orderOf(held: LockName, wanted: LockName): string | undefined {
    const { paths } = this.#locks;
    if (held.declaration !== wanted.declaration)
      return [held, wanted].map((lock) => paths.numberOfNode(lock.declaration)).join(' ');
    const isVariable = [held, wanted].every(
      ({ path }) => path.root.role === 'package' && isWithoutElement(path),
    );
    return isVariable
      ? [held, wanted].map((lock) => paths.keyOf(lock.path)).join(' ')
      : waysFromOneValue(this.#locks, held.path, wanted.path);
  }

  #isRarer(here: readonly Nesting[], there: readonly Nesting[]): boolean {
    if (here.length !== there.length) return here.length < there.length;
    return this.#isLater(here[0]!.site, there[0]!.site);
  }

  #isLater(a: SyntaxNode, b: SyntaxNode): boolean {
    const [fileOfA, fileOfB] = [this.pkg.fileOf(a).path, this.pkg.fileOf(b).path];
    return fileOfA === fileOfB ? a.start > b.start : fileOfA > fileOfB;
  }

  #inversion(here: Nesting, others: readonly Nesting[]): LockInversion | undefined {
    let best: LockInversion | undefined;
    for (const there of others) {
      if (this.#isGated(here, there)) continue;
      const pending = this.#pendingWriter(here, there);
      if (pending === 'none') continue;
      const relation = this.#relation(here, there);
      const isSure = here.isSure && there.isSure;
      const certainty = pending ? 'guess' : relation === 'proved' && !isSure ? 'likely' : relation;
      const order = ['guess', 'likely', 'proved'];
      if (best && order.indexOf(best.certainty) >= order.indexOf(certainty)) continue;
      best = { here, there, certainty, writer: pending };
    }
    return best;
  }

  /** How sure it is that both ways can come to the same two locks. */
  #relation(here: NestedLock, there: NestedLock): LockInversion['certainty'] {
    const shared = [
      isOnePlace(this.#locks, here.held.path, there.wanted.path),
      isOnePlace(this.#locks, here.wanted.path, there.held.path),
    ];
    if (shared[0] && shared[1]) return 'proved';
    const base = waysFromOneValue(this.#locks, here.held.path, here.wanted.path);
    const opposite = waysFromOneValue(this.#locks, there.wanted.path, there.held.path);
    if (base !== undefined && base === opposite) return 'proved';
    return shared[0] || shared[1] ? 'likely' : 'guess';
  }

  /** Whether a lock that both hold around the two keeps one out while the other is in between. */
  #isGated(here: Nesting, there: Nesting): boolean {
    const around = this.#heldAround(there.function, there.node, new Set());
    const own = new Set([here.held.declaration, here.wanted.declaration]);
    return [...this.#heldAround(here.function, here.node, new Set())].some(
      ([declaration, mode]) =>
        !own.has(declaration) &&
        around.has(declaration) &&
        !(mode === 'read' && around.get(declaration) === 'read'),
    );
  }

  /** Declarations of locks that are held at a node, by its function or by everybody who calls that. */
  #heldAround(
    fn: GoFunction,
    node: SyntaxNode,
    open: Set<GoFunction>,
  ): ReadonlyMap<SyntaxNode, LockName['mode']> {
    const held = new Map<SyntaxNode, LockName['mode']>();
    for (const { lock, nodes } of this.#locks.sectionsOf(fn))
      if (nodes.has(node)) held.set(lock.declaration, lock.mode);
    const calls = open.size < MOST_CALLERS && !open.has(fn) ? callsOf(this.pkg, fn) : undefined;
    if (!calls || calls.length === 0) return held;
    open.add(fn);
    const [first, ...others] = calls.map((call) => this.#heldAt(call, open));
    open.delete(fn);
    for (const [declaration, mode] of first!) {
      if (!held.has(declaration) && others.every((each) => each.has(declaration)))
        held.set(declaration, mode);
    }
    return held;
  }

  #heldAt(call: SyntaxNode, open: Set<GoFunction>): ReadonlyMap<SyntaxNode, LockName['mode']> {
    const caller = this.pkg.functionOf(call);
    if (!caller || call.parent?.kind === 'go_statement') return new Map();
    const node = this.#locks
      .sectionsOf(caller)
      .flatMap(({ nodes }) => [...nodes])
      .find((each) => each.contains(call) && this.pkg.functionOf(each) === caller);
    return this.#heldAround(caller, node ?? call, open);
  }

  /**
   * A Lock that must wait between two readers for the two to wait for each other (sync/rwmutex.go: "if any goroutine calls
   * Lock while the lock is already held by one or more readers, concurrent calls to RLock will block").
   * @returns undefined when none is needed, `none` when nobody takes one
   */
  #pendingWriter(here: NestedLock, there: NestedLock): SyntaxNode | 'none' | undefined {
    let pending: SyntaxNode | undefined;
    for (const [held, wanted] of [
      [here.held, there.wanted],
      [there.held, here.wanted],
    ] as const) {
      if (held.mode !== 'read' || wanted.mode !== 'read') continue;
      const { uses, paths } = this.#locks;
      const writers = uses.callsOf('Lock', paths.numberOfNode(held.declaration));
      const writer = writers.find((call) => !isOnlyInSetUp(this.pkg, call));
      if (!writer) return 'none';
      pending ??= writer;
    }
    return pending;
  }

  /** The locks that a function takes while it holds another one. */
  *#nestingsIn(fn: GoFunction): Generator<Nesting> {
    if (fn.name === 'init' && !fn.outer && !fn.receiver) return; // nothing runs beside it yet
    const sections = this.#locks.sectionsOf(fn);
    for (const section of sections) {
      const { lock: held, site: heldSince, nodes } = section;
      if (held.kind !== 'mutex' || isOnlyInSetUp(this.pkg, heldSince)) continue;
      for (const node of nodes) {
        if (node.kind === 'defer_statement' || node.kind === 'go_statement') continue;
        for (const call of this.#candidates.in(node)) {
          if (call.kind !== 'call_expression' || call === heldSince) continue;
          if (mayLetGo(this.#locks, fn, call, held)) continue;
          for (const { lock: wanted, takenAt, isSure } of locksTakenBy(this.#locks, fn, call)) {
            if (takenAt === call && isOnlyInSetUp(this.pkg, call)) continue;
            if (this.#isHeld(sections, wanted, node)) continue;
            yield { function: fn, held, heldSince, wanted, site: call, takenAt, isSure, node };
          }
        }
      }
    }
  }

  /** Whether one of a function's sections with a node holds a lock: taking it once more is another fault. */
  #isHeld(sections: readonly HeldSection[], { path }: LockName, node: SyntaxNode): boolean {
    const { paths } = this.#locks;
    const key = paths.keyOf(path);
    return sections.some(({ lock, nodes }) => nodes.has(node) && paths.keyOf(lock.path) === key);
  }
}
