import type { GoFunction, PackageModel } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { CallOrder } from '../call-order.ts';
import { isOwnFunction } from '../channel-syntax.ts';
import type { ControlFlowGraph } from '../model.ts';
import { Candidates } from './candidates.ts';
import { historiesOf } from './histories.ts';
import { type LockHost, NO_FACTS } from './host.ts';
import type { FunctionLocks, LockHistory, LockSummary } from './model.ts';
import { neutralWalk } from './neutral.ts';
import { LockPaths } from './paths.ts';
import type { Walked } from './record.ts';
import type { Fact } from './state.ts';
import { LockUses } from './uses.ts';
import { LockVerdicts } from './verdicts.ts';
import { LockWalker } from './walk.ts';

const NONE: ReadonlySet<SyntaxNode> = new Set();
/** Who holds which lock in the functions of one package. Each function is walked with one lock at a time. */
export class Locks {
  readonly paths: LockPaths;
  readonly #uses: LockUses;
  readonly #candidates: Candidates;
  #order: CallOrder | undefined;
  readonly #verdicts: LockVerdicts;
  readonly #walks = new Map<string, Walked>();
  readonly #results = new Map<GoFunction, FunctionLocks>();
  readonly #calls = new Map<GoFunction, readonly SyntaxNode[]>();
  #handed: ReadonlyMap<GoFunction, ReadonlySet<SyntaxNode>> | undefined;
  readonly #overBudget = new Set<GoFunction>();

  constructor(
    readonly pkg: PackageModel,
    readonly graphOf: (fn: GoFunction) => ControlFlowGraph,
    /** Of the package without its tests, when this is one with them: it knows about its own functions. */
    readonly base: Locks | undefined,
  ) {
    this.paths = new LockPaths(pkg, base?.paths);
    this.#uses = new LockUses(pkg, this.paths);
    this.#candidates = new Candidates(pkg, this.paths);
    this.#verdicts = new LockVerdicts(pkg, this.paths, this.#uses, (fn, lock) =>
      this.walk(fn, lock, NO_FACTS),
    );
  }

  /** What the walk of a function asks about others; a shallow one follows no calls but those of its own literals. */
  #hostFor(caller: GoFunction, isShallow: boolean): LockHost {
    const { pkg, paths } = this;
    return {
      pkg,
      paths,
      summaryOf: (fn, lock, facts) => this.#summary(caller, fn, lock, facts, isShallow),
      isTouching: (fn, lock) => isOwnFunction(pkg, fn) && this.#mayTouch(fn, lock),
      candidatesIn: (node) => this.#candidates.in(node),
      callsIn: (fn) => this.#callsIn(fn),
      printedBy: (expression) => this.#uses.printedBy(expression),
    };
  }

  /** What a function does to a lock as far as a caller may know: see CallOrder. */
  #summary(
    caller: GoFunction,
    fn: GoFunction,
    lock: SyntaxNode,
    facts: ReadonlyMap<string, Fact>,
    isShallow: boolean,
  ): LockSummary | undefined {
    const home = this.base?.pkg.files.includes(fn.file) ? this.base : this;
    const isForward = home.#callOrder().isForward(caller, fn);
    const isLiteral = outermost(caller) === outermost(fn);
    if (isForward && (!isShallow || isLiteral)) return this.#walk(fn, lock, facts, isShallow)?.summary;
    if (!isOwnFunction(this.pkg, fn) || !this.#mayTouch(fn, lock)) return undefined;
    if (isForward || isLiteral || isShallow) return home.#unknown(fn, lock);
    return this.#walk(fn, lock, facts, true)?.summary;
  }

  #callOrder(): CallOrder {
    this.#order ??= new CallOrder(
      this.pkg.files.flatMap((file) => file.functions),
      (fn) => this.#uses.calledBy(fn),
    );
    return this.#order;
  }

  /** What a function of the package does wrong with locks. */
  of(fn: GoFunction): FunctionLocks {
    let result = this.#results.get(fn);
    if (!result) {
      const walks = this.#walksOf(fn);
      result = {
        leaks: walks.flatMap((walked) => this.#verdicts.leaks(fn, walked)),
        doubles: walks.flatMap((walked) => this.#verdicts.doubles(fn, walked)),
      };
      this.#results.set(fn, result);
    }
    return result;
  }

  /** What becomes of each lock that a function takes. */
  historiesOf(fn: GoFunction): readonly LockHistory[] {
    const wrong = this.of(fn);
    return this.#walksOf(fn).flatMap((walked) => historiesOf(walked, wrong));
  }

  /** The walks with the locks that a function may hold. */
  #walksOf(fn: GoFunction): readonly Walked[] {
    const locks = new Set([...this.#uses.directOf(fn).locked, ...this.#handedTo(fn)]);
    return [...locks].flatMap((lock) => this.walk(fn, lock, NO_FACTS) ?? []);
  }

  /** Whether a function has too many paths to know what it does to some lock. */
  isOverBudget(fn: GoFunction): boolean {
    return this.#overBudget.has(fn) || this.base?.isOverBudget(fn) === true;
  }

  /** What all paths of a function do to one lock when some of its conditions are known; undefined when nothing. */
  walk(fn: GoFunction, lock: SyntaxNode, facts: ReadonlyMap<string, Fact>): Walked | undefined {
    return this.#walk(fn, lock, facts, false);
  }

  #walk(
    fn: GoFunction,
    lock: SyntaxNode,
    facts: ReadonlyMap<string, Fact>,
    isShallow: boolean,
  ): Walked | undefined {
    if (!fn.body || fn.hasError || !isOwnFunction(this.pkg, fn)) return undefined;
    if (this.base?.pkg.files.includes(fn.file)) return this.base.#walk(fn, lock, facts, isShallow);
    if (!this.#mayTouch(fn, lock) && !this.#mayHold(fn, lock)) return undefined;
    const about = [...facts].map(([key, { holds }]) => `${key}${holds}`).sort();
    const key = `${isShallow} ${fn.file.path}:${fn.node.id} ${this.paths.numberOfNode(lock)} ${about.join()}`;
    const known = this.#walks.get(key);
    if (known) return known;
    const graph = this.graphOf(fn);
    const host = this.#hostFor(fn, isShallow);
    const walked =
      (facts.size === 0 && !this.#uses.isMentionedIn(fn, lock) && neutralWalk(host, graph, lock)) ||
      new LockWalker(host, graph, lock).walk(facts);
    this.#walks.set(key, walked);
    if (walked.isOverBudget) this.#overBudget.add(fn);
    return walked;
  }

  /** Whether a function may change a lock that its caller names, or release one that it did not take. */
  #mayTouch(fn: GoFunction, lock: SyntaxNode): boolean {
    const home = this.base?.pkg.files.includes(fn.file) ? this.base : this;
    const { locks } = home.#uses.reachOf(fn);
    // a parameter may be passed on
    return locks.has(lock) || (locks.size > 0 && fn.parameters.some((parameter) => parameter?.node === lock));
  }

  #mayHold(fn: GoFunction, lock: SyntaxNode): boolean {
    return this.#uses.directOf(fn).locked.has(lock) || this.#handedTo(fn).has(lock);
  }

  /** What is taken for granted of a function that is not walked: it may release what it does not take. */
  #unknown(fn: GoFunction, lock: SyntaxNode): LockSummary {
    const { locked, unlocked } = this.#uses.directOf(fn);
    const isReleased = unlocked.has(lock) && !locked.has(lock);
    return { effects: [], releasesForeign: new Set(isReleased ? [lock] : []) };
  }

  /** Locks with which functions that it calls come back. */
  #handedTo(fn: GoFunction): ReadonlySet<SyntaxNode> {
    // who comes to no function that keeps a lock need not ask who keeps which
    if (!this.#handed && !this.#uses.reachOf(fn).isUnbalanced) return NONE;
    this.#handed ??= this.#handedOver();
    return this.#handed.get(fn) ?? NONE;
  }

  /** From the functions that take a lock and do not release it, to their callers. */
  #handedOver(): ReadonlyMap<GoFunction, ReadonlySet<SyntaxNode>> {
    const handed = new Map<GoFunction, Set<SyntaxNode>>();
    this.#handed = handed; // asked for on the way, it grows
    const work = [...this.#uses.unbalanced()];
    for (let next = work.pop(); next; next = work.pop()) {
      const [fn, lock] = next;
      const effects = this.walk(fn, lock, NO_FACTS)?.summary.effects ?? [];
      if (!effects.some(({ changes }) => changes.some((change) => (change ?? 0) > 0))) continue;
      const index = fn.parameters.findIndex((parameter) => parameter?.node === lock);
      const callers = this.pkg.callsTo(fn).map((call) => this.pkg.functionOf(call));
      for (const caller of new Set([fn.outer, ...callers])) {
        if (!caller) continue;
        for (const seen of index < 0 ? [lock] : this.#passedFor(caller, fn, index)) {
          let locks = handed.get(caller);
          if (!locks) {
            locks = new Set();
            handed.set(caller, locks);
          }
          if (locks.has(seen)) continue;
          locks.add(seen);
          work.push([caller, seen]);
        }
      }
    }
    return handed;
  }

  /** The locks that a function passes for a parameter. */
  #passedFor(fn: GoFunction, called: GoFunction, index: number): SyntaxNode[] {
    return this.#callsIn(fn).flatMap((call) => {
      const argument = call.field('arguments')?.namedChildren[index];
      return argument && this.pkg.calleeOf(call)?.function === called
        ? (this.paths.lockAt(argument) ?? [])
        : [];
    });
  }

  #callsIn(fn: GoFunction): readonly SyntaxNode[] {
    let calls = this.#calls.get(fn);
    if (!calls) {
      calls = [...(fn.body?.descendants('call_expression') ?? [])];
      this.#calls.set(fn, calls);
    }
    return calls;
  }
}

function outermost(fn: GoFunction): GoFunction {
  let top = fn;
  while (top.outer) top = top.outer;
  return top;
}
