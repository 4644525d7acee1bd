import { LOCK_METHODS } from '../../knowledge/locks.ts';
import type { GoFunction, PackageModel } from '../../semantic/model.ts';
import { namedId } from '../../semantic/types.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { isExported, isOwnFunction } from '../channel-syntax.ts';
import type { ControlFlowGraph } from '../model.ts';
import { isPutAway, saysNo } from './exits.ts';
import { type LockHost, NO_FACTS } from './host.ts';
import type { DoubleLock, FunctionLocks, HeldExit, LockLeak } from './model.ts';
import { isVisibleOutside, LockPaths } from './paths.ts';
import type { HeldAt, Walked } from './record.ts';
import type { Fact } from './state.ts';
import { LockWalker } from './walk.ts';

const NONE: FunctionLocks = { leaks: [], doubles: [] };
/** Longer chains of calls are not followed. */
const MOST_CALLS = 60;

/** Declarations of the locks whose methods a function mentions. */
interface DirectUse {
  readonly locked: ReadonlySet<SyntaxNode>;
  readonly unlocked: ReadonlySet<SyntaxNode>;
}

/** Who holds which lock in the functions of one package. */
export class Locks {
  readonly #paths: LockPaths;
  readonly #host: LockHost;
  readonly #walks = new Map<string, Walked>();
  readonly #walking = new Set<string>();
  readonly #results = new Map<GoFunction, FunctionLocks>();
  readonly #touching = new Map<GoFunction, boolean>();
  readonly #called = new Map<GoFunction, readonly GoFunction[]>();
  #direct: ReadonlyMap<GoFunction, DirectUse> | undefined;
  #holding: ReadonlySet<GoFunction> | undefined;
  readonly #foreign = new Map<SyntaxNode, readonly GoFunction[]>();
  #unlocking: ReadonlyMap<SyntaxNode, readonly SyntaxNode[]> | undefined;
  #calls: ReadonlyMap<string, ReadonlyMap<SyntaxNode, SyntaxNode>> | undefined;
  #printers: ReadonlyMap<string, GoFunction> | undefined;

  constructor(
    readonly pkg: PackageModel,
    readonly graphOf: (fn: GoFunction) => ControlFlowGraph,
  ) {
    this.#paths = new LockPaths(pkg);
    this.#host = {
      pkg,
      paths: this.#paths,
      summaryOf: (fn, facts) => this.#walk(fn, facts)?.summary,
      isTouching: (fn) => isOwnFunction(pkg, fn) && this.#isTouching(fn),
      printedBy: (expression) => this.#printedBy(expression),
    };
  }

  /** What a function of the package does wrong with locks. */
  of(fn: GoFunction): FunctionLocks {
    const known = this.#results.get(fn);
    if (known) return known;
    const walked = this.#holdingFunctions().has(fn) ? this.#walk(fn, NO_FACTS) : undefined;
    const result = walked ? { leaks: this.#leaks(fn, walked), doubles: this.#doubles(fn, walked) } : NONE;
    this.#results.set(fn, result);
    return result;
  }

  #walk(fn: GoFunction, facts: ReadonlyMap<string, Fact>): Walked | undefined {
    if (!fn.body || fn.hasError || !isOwnFunction(this.pkg, fn) || !this.#isTouching(fn)) return undefined;
    const about = [...facts].map(([key, { holds }]) => `${key}${holds}`).sort();
    const key = `${fn.file.path}:${fn.node.id}:${about.join()}`;
    const known = this.#walks.get(key);
    if (known) return known;
    // of a function that calls itself, and at the end of long chains, only what it might release counts
    if (this.#walking.has(key) || this.#walking.size > MOST_CALLS) return this.#unknown(fn);
    this.#walking.add(key);
    const walked = new LockWalker(this.#host, this.graphOf(fn)).walk(facts);
    this.#walking.delete(key);
    this.#walks.set(key, walked);
    return walked;
  }

  /** What is taken for granted of a function that cannot be walked: it may release what it does not take. */
  #unknown(fn: GoFunction): Walked {
    const use = this.#directFunctions().get(fn);
    const released = [...(use?.unlocked ?? [])].filter((declaration) => !use?.locked.has(declaration));
    return {
      held: [],
      releases: new Map(),
      doubles: [],
      summary: { effects: [], releasesForeign: new Set(released) },
    };
  }

  /** Functions that may hold a lock: those that mention its methods, and callers of those that come back with it. */
  #holdingFunctions(): ReadonlySet<GoFunction> {
    if (this.#holding) return this.#holding;
    const holding = new Set<GoFunction>(this.#directFunctions().keys());
    const work: GoFunction[] = [];
    for (const [fn, { locked, unlocked }] of this.#directFunctions()) {
      if ([...locked].some((declaration) => !unlocked.has(declaration))) work.push(fn);
    }
    while (work.length > 0) {
      const fn = work.pop()!;
      const summary = this.#walk(fn, NO_FACTS)?.summary;
      if (!summary?.effects.some(({ changes }) => changes.some((change) => (change ?? 0) > 0))) continue;
      const callers = this.pkg.callsTo(fn).map((call) => this.pkg.functionOf(call));
      for (const caller of [fn.outer, ...callers]) {
        if (!caller || holding.has(caller)) continue;
        holding.add(caller);
        work.push(caller);
      }
    }
    this.#holding = holding;
    return holding;
  }

  /** Functions that mention a lock's methods themselves, with the locks that they take and release. */
  #directFunctions(): ReadonlyMap<GoFunction, DirectUse> {
    if (this.#direct) return this.#direct;
    const direct = new Map<GoFunction, { locked: Set<SyntaxNode>; unlocked: Set<SyntaxNode> }>();
    for (const selector of this.#selectors()) {
      const fn = this.pkg.functionOf(selector);
      if (!fn) continue;
      let use = direct.get(fn);
      if (!use) {
        use = { locked: new Set(), unlocked: new Set() };
        direct.set(fn, use);
      }
      const method = this.#paths.ofMethod(selector);
      if (!method?.declaration) continue;
      (method.operation.kind === 'unlock' ? use.unlocked : use.locked).add(method.declaration);
    }
    this.#direct = direct;
    return direct;
  }

  /** Whether a function, or one that it calls or holds as a literal, mentions a lock's methods. */
  #isTouching(fn: GoFunction): boolean {
    const known = this.#touching.get(fn);
    if (known !== undefined) return known;
    const seen = new Set<GoFunction>([fn]);
    for (const each of seen) {
      if (this.#directFunctions().has(each) || this.#touching.get(each)) {
        this.#touching.set(fn, true);
        return true;
      }
      for (const callee of this.#calledBy(each)) if (this.#touching.get(callee) !== false) seen.add(callee);
    }
    for (const each of seen) this.#touching.set(each, false);
    return false;
  }

  /** Functions of the package that a function calls, and literals in it. */
  #calledBy(fn: GoFunction): readonly GoFunction[] {
    let called = this.#called.get(fn);
    if (called) return called;
    const found = new Set<GoFunction>();
    for (const node of fn.body?.descendants('call_expression', 'func_literal') ?? []) {
      const callee =
        node.kind === 'func_literal'
          ? fn.file.functions.find((each) => each.node === node)
          : this.pkg.calleeOf(node)?.function;
      if (callee && callee !== fn && isOwnFunction(this.pkg, callee)) found.add(callee);
    }
    called = [...found];
    this.#called.set(fn, called);
    return called;
  }

  /** Mentions of the methods of locks: `s.mu.Lock`. */
  *#selectors(): Generator<SyntaxNode> {
    for (const file of this.pkg.files) {
      for (const name of LOCK_METHODS.keys()) {
        for (const identifier of file.tree.identifiersNamed(name)) {
          const selector = identifier.parent;
          if (selector?.kind === 'selector_expression' && identifier.fieldName === 'field') yield selector;
        }
      }
    }
  }

  /** `String` and `Error` methods of the package by the type that has them. */
  #printerMethods(): ReadonlyMap<string, GoFunction> {
    if (this.#printers) return this.#printers;
    const printers = new Map<string, GoFunction>();
    for (const file of this.pkg.files) {
      for (const fn of file.functions) {
        const name = fn.node.kind === 'method_declaration' ? fn.node.field('name')?.text : undefined;
        if (name !== 'Error' && name !== 'String') continue;
        if (fn.parameters.length > 0 || !fn.receiver) continue;
        const type = namedId(this.pkg.typeOfObject(fn.receiver));
        // fmt prefers Error
        if (type && (name === 'Error' || !printers.has(type))) printers.set(type, fn);
      }
    }
    this.#printers = printers;
    return printers;
  }

  #printedBy(expression: SyntaxNode): GoFunction | undefined {
    const type = this.pkg.typeOf(expression);
    const method = this.#printerMethods().get(namedId(type) ?? '');
    if (!method?.receiver) return undefined;
    // a value does not have the methods of its pointer
    const needsPointer = this.pkg.typeOfObject(method.receiver)?.kind === 'pointer';
    return needsPointer && type?.kind !== 'pointer' ? undefined : method;
  }

  #leaks(fn: GoFunction, walked: Walked): LockLeak[] {
    const bySite = new Map<string, HeldAt[]>();
    for (const held of walked.held) {
      const key = `${held.standing.site!.id} ${held.standing.lock.key}`;
      bySite.set(key, [...(bySite.get(key) ?? []), held]);
    }
    const leaks: LockLeak[] = [];
    for (const group of bySite.values()) {
      const leak = this.#leak(fn, walked, group);
      if (leak) leaks.push(leak);
    }
    return leaks;
  }

  #leak(fn: GoFunction, walked: Walked, group: readonly HeldAt[]): LockLeak | undefined {
    const { lock, site } = group[0]!.standing;
    const ways = walked.releases.get(site!);
    const isShared = this.#isReleasedByOthers(lock.declaration, fn);
    const isVisible = isCalledFromOutside(this.pkg, fn) && isVisibleOutside(this.pkg, lock.declaration);
    let held = group;
    if (!ways) {
      // nobody but a caller, or nobody at all, unlocks it: a handover unless there is nobody
      if (isShared || isVisibleOutside(this.pkg, lock.declaration) || lock.kind !== 'mutex') return undefined;
      // an object that only this call knows goes away with its lock
      if (lock.path.root.role !== 'receiver' && lock.path.root.role !== 'package') return undefined;
      // said once, where it is taken; elements have other names elsewhere
      if (site?.field('function')?.kind !== 'selector_expression' || !this.#paths.ofCall(site))
        return undefined;
      if (lock.path.steps.some((step) => step.declaration === undefined)) return undefined;
      // a lock that is never unlocked at all is a gate that is shut for good, as before os.Exit
      if (!this.#callOf(lock.mode === 'read' ? 'RUnlock' : 'Unlock', lock.declaration)) return undefined;
      held = held.filter(({ reason }) => reason === 'return' || reason === 'end');
      // one way out with the lock held may be meant, to shut others out for good; several are not
      if (held.length < 2) return undefined;
    } else if (isShared || isVisible) {
      // a function that locks and says whether it did: the caller unlocks what it says was locked
      const isRefusal = ways.size > 0 && [...ways].every((way) => saysNo(this.pkg, way));
      held = held.filter(({ node, reason }) => reason === 'loop' || !isRefusal || saysNo(this.pkg, node));
      if (isShared) {
        held = held.filter(
          ({ node, reason }) =>
            reason === 'loop' ||
            !(this.#isReleasedByCallers(lock.declaration, fn) || isPutAway(this.pkg, node, lock.path.root)),
        );
      }
    }
    if (held.length === 0) return undefined;
    const exits: HeldExit[] = held
      .map(({ node, reason, path }) => ({ node, reason, path }))
      .sort((a, b) => a.node.start - b.node.start);
    const isProved = ways !== undefined && lock.kind !== 'shape';
    return {
      lock,
      function: fn,
      site: site!,
      exits,
      releasedElsewhere: ways !== undefined,
      certainty: isProved ? 'proved' : 'likely',
    };
  }

  /** Functions that release a lock which they did not take. */
  #foreignReleases(declaration: SyntaxNode): readonly GoFunction[] {
    let found = this.#foreign.get(declaration);
    if (found) return found;
    const functions = new Set<GoFunction>();
    for (const selector of this.#unlocks().get(declaration) ?? []) {
      const fn = this.pkg.functionOf(selector);
      const call = fn?.node.parent;
      const runsInPlace =
        fn?.node.kind === 'func_literal' &&
        fn.node.fieldName === 'function' &&
        call?.kind === 'call_expression' &&
        call.parent?.kind !== 'go_statement';
      // its effect is part of the function around it
      const owner = runsInPlace ? fn?.outer : fn;
      if (owner) functions.add(owner);
    }
    found = [...functions].filter((fn) => this.#walk(fn, NO_FACTS)?.summary.releasesForeign.has(declaration));
    this.#foreign.set(declaration, found);
    return found;
  }

  /** Mentions of `Unlock` and `RUnlock` by the lock's declaration. */
  #unlocks(): ReadonlyMap<SyntaxNode, readonly SyntaxNode[]> {
    if (this.#unlocking) return this.#unlocking;
    const unlocking = new Map<SyntaxNode, SyntaxNode[]>();
    for (const selector of this.#selectors()) {
      const method = this.#paths.ofMethod(selector);
      if (method?.operation.kind !== 'unlock' || !method.declaration) continue;
      unlocking.set(method.declaration, [...(unlocking.get(method.declaration) ?? []), selector]);
    }
    this.#unlocking = unlocking;
    return unlocking;
  }

  #isReleasedByOthers(declaration: SyntaxNode, fn: GoFunction): boolean {
    return this.#foreignReleases(declaration).some((other) => other !== fn);
  }

  /** Whether a function that calls this one releases the lock without having taken it itself. */
  #isReleasedByCallers(declaration: SyntaxNode, fn: GoFunction): boolean {
    const releasing = this.#foreignReleases(declaration);
    const seen = new Set<GoFunction>([fn]);
    const work = [fn];
    while (work.length > 0) {
      for (const call of this.pkg.callsTo(work.pop()!)) {
        let caller = this.pkg.functionOf(call);
        while (caller?.outer) caller = caller.outer;
        if (!caller || seen.has(caller)) continue;
        seen.add(caller);
        // it comes back with the lock itself
        const effects = this.#walk(caller, NO_FACTS)?.summary.effects ?? [];
        const handsOver = effects.some(
          ({ lock, changes }) =>
            lock.declaration === declaration && changes.some((change) => (change ?? 1) > 0),
        );
        if (handsOver) work.push(caller);
        if (releasing.some((each) => each === caller || isInside(each, caller))) return true;
        if (releasing.some((each) => this.pkg.callsTo(each).some((other) => caller.node.contains(other))))
          return true;
      }
    }
    return false;
  }

  #doubles(fn: GoFunction, walked: Walked): DoubleLock[] {
    const doubles: DoubleLock[] = [];
    for (const double of walked.doubles) {
      const bothRead = double.heldMode === 'read' && double.takenMode === 'read';
      const writer = bothRead ? this.#callOf('Lock', double.lock.declaration) : undefined;
      // readers do not exclude each other
      if (bothRead && !writer) continue;
      doubles.push({ ...double, function: fn, writer });
    }
    return doubles;
  }

  /** A call of a method of a lock in this package. */
  #callOf(method: string, declaration: SyntaxNode): SyntaxNode | undefined {
    if (!this.#calls) {
      const calls = new Map<string, Map<SyntaxNode, SyntaxNode>>();
      for (const selector of this.#selectors()) {
        if (selector.parent?.kind !== 'call_expression') continue;
        const found = this.#paths.ofMethod(selector)?.declaration;
        const name = selector.field('field')!.text;
        let byLock = calls.get(name);
        if (!byLock) {
          byLock = new Map();
          calls.set(name, byLock);
        }
        if (found && !byLock.has(found)) byLock.set(found, selector.parent);
      }
      this.#calls = calls;
    }
    return this.#calls.get(method)?.get(declaration);
  }
}

/** Whether code outside of the package can call a function: by its name, or as a value. */
function isCalledFromOutside(pkg: PackageModel, fn: GoFunction): boolean {
  if (fn.node.kind === 'func_literal') return true;
  return pkg.name !== 'main' && isExported(fn.node.field('name')?.text ?? '');
}

function isInside(fn: GoFunction, outer: GoFunction): boolean {
  for (let each: GoFunction | undefined = fn; each; each = each.outer) if (each === outer) return true;
  return false;
}
