import { outermost } from '../../semantic/declarations.ts';
import type { Question } from '../../semantic/memory.ts';
import type { GoFunction, PackageModel } from '../../semantic/model.ts';
import { NodeNames } from '../../semantic/node-names.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { CallOrder } from '../call-order.ts';
import { isOwnFunction } from '../channel-syntax.ts';
import { graphsOf } from '../graphs.ts';
import { Candidates } from './candidates.ts';
import type { LockFacts } from './function-facts.ts';
import { historiesOf } from './histories.ts';
import { type LockHost, NO_FACTS } from './host.ts';
import type { FunctionLocks, LockHistory, LockSummary } from './model.ts';
import { neutralWalk } from './neutral.ts';
import { LockPaths } from './paths.ts';
import { NOTHING, Plain, type PlainFact, type PlainSummary } from './plain.ts';
import type { HeldSection, Walked } from './record.ts';
import type { Fact } from './state.ts';
import { LockUses } from './uses.ts';
import { LockVerdicts } from './verdicts.ts';
import { LockWalker } from './walk.ts';

const NONE: ReadonlySet<number> = new Set();

/** Families of answers about what functions do to locks: those of shallow walks rest on no others. */
const familyOf = (isShallow: boolean): string => (isShallow ? 'shallow locks' : 'locks');

const LOCKS = new WeakMap<PackageModel, Locks>();

/** Who holds which lock in the functions of a package; one per package and program version. */
export function locksOf(pkg: PackageModel): Locks {
  const names = pkg.program.memory.kept('node names', () => new NodeNames());
  let locks = LOCKS.get(pkg);
  if (locks?.paths.names !== names) {
    locks = new Locks(pkg, names, pkg.base && locksOf(pkg.base));
    LOCKS.set(pkg, locks);
  }
  return locks;
}

const FACTS: Question<LockFacts> = {
  name: 'facts',
  family: 'lock facts',
  compute: (pkg, fn) => locksOf(pkg).factsIn(fn),
  meanwhile: { mentions: [], links: [] },
};

/** What the functions that a function calls come to, and which of the calls may be followed. */
const CALLS: Question<string> = {
  name: 'calls',
  family: 'lock inputs',
  isInput: true,
  compute: (pkg, fn) => locksOf(pkg).callsOf(fn),
  meanwhile: '',
};

/** Who holds which lock in the functions of one package. Each function is walked with one lock at a time. */
export class Locks {
  readonly paths: LockPaths;
  readonly uses: LockUses;
  readonly #plain: Plain;
  readonly #candidates: Candidates;
  #order: CallOrder | undefined;
  readonly #verdicts: LockVerdicts;
  readonly #walks = new Map<string, Walked>();
  readonly #summaries = new WeakMap<PlainSummary, LockSummary>();
  readonly #results = new Map<GoFunction, FunctionLocks>();
  readonly #calls = new Map<GoFunction, readonly SyntaxNode[]>();
  readonly #inputs = new Map<GoFunction, string>();
  #handed: ReadonlyMap<GoFunction, ReadonlySet<number>> | undefined;
  readonly #overBudget = new Set<GoFunction>();

  /** @param base of the package without its tests, when this is one with them: it knows about its own functions */
  constructor(
    readonly pkg: PackageModel,
    names: NodeNames,
    readonly base: Locks | undefined,
  ) {
    this.paths = new LockPaths(pkg, names);
    this.#plain = new Plain(pkg, this.paths);
    this.uses = new LockUses(pkg, this.#plain, base?.uses, FACTS);
    this.#candidates = new Candidates(pkg, this.paths, this.uses);
    this.#verdicts = new LockVerdicts(
      pkg,
      this.paths,
      this.uses,
      (fn, lock) => this.#summaryOf(fn, lock, NO_FACTS, false),
      (fn) => this.isOverBudget(fn),
    );
  }

  factsIn(fn: GoFunction): LockFacts {
    return this.uses.factsIn(fn);
  }

  /** What the walk of a function asks about others; a shallow one follows no calls but those of its own literals. */
  #hostFor(caller: GoFunction, isShallow: boolean): LockHost {
    const { pkg, paths } = this;
    return {
      pkg,
      paths,
      summaryOf: (fn, lock, facts) => this.#calledSummary(caller, fn, lock, facts, isShallow),
      isTouching: (fn, lock) => isOwnFunction(pkg, fn) && this.#mayTouch(fn, lock),
      candidatesIn: (node) => this.#candidates.in(node),
      callsIn: (fn) => this.#callsIn(fn),
      isRecursive: (fn) => this.#isRecursive(fn),
      releasersBehind: (call) => this.uses.releasersBehind(call),
      printedBy: (expression) => this.uses.printedBy(expression),
    };
  }

  #isRecursive(fn: GoFunction): boolean {
    const called = new Set(this.uses.calledBy(fn));
    for (const each of called) {
      if (each === fn) return true;
      for (const next of this.uses.calledBy(each)) called.add(next);
    }
    return false;
  }

  /** What a function does to a lock as far as a caller may know: see CallOrder. */
  #calledSummary(
    caller: GoFunction,
    fn: GoFunction,
    lock: SyntaxNode,
    facts: ReadonlyMap<string, Fact>,
    isShallow: boolean,
  ): LockSummary | undefined {
    const home = this.#homeOf(fn);
    const isForward = home.#callOrder().isForward(caller, fn);
    const isLiteral = outermost(caller) === outermost(fn);
    if (isForward && (!isShallow || isLiteral)) return this.#summaryOf(fn, lock, facts, isShallow);
    if (!isOwnFunction(this.pkg, fn) || !this.#mayTouch(fn, lock)) return undefined;
    if (isForward || isLiteral || isShallow) return home.#unknown(fn, lock);
    return this.#summaryOf(fn, lock, facts, true);
  }

  #homeOf(fn: GoFunction): Locks {
    return this.base?.pkg.files.includes(fn.file) ? this.base : this;
  }

  #callOrder(): CallOrder {
    this.#order ??= this.callOrder();
    return this.#order;
  }

  /** The order of the functions of the package, worked out. */
  callOrder(): CallOrder {
    const functions = this.pkg.files.flatMap((file) => file.functions);
    return new CallOrder(functions, (fn) => this.uses.calledBy(fn));
  }

  /** All that a walk of a function takes from elsewhere than from summaries and the function itself. */
  callsOf(fn: GoFunction): string {
    let calls = this.#inputs.get(fn);
    if (calls === undefined) {
      const order = this.#callOrder();
      calls = this.uses
        .calledBy(fn)
        .map((called) => `${this.uses.contentOf(called)}${order.isForward(fn, called) ? '+' : '-'}`)
        .join(' ');
      const behind = this.#callsIn(fn).flatMap((call) => this.uses.releasersBehind(call));
      calls += ` ${this.uses.printed} ${behind.map((each) => this.uses.contentOf(each)).join(' ')}`;
      this.#inputs.set(fn, calls);
    }
    return calls;
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

  /** What a function evaluates while it holds each of its locks. */
  sectionsOf(fn: GoFunction): readonly HeldSection[] {
    return this.#walksOf(fn).flatMap(({ sections }) => sections);
  }

  /** What a call of a function of the package does to a lock, as its caller may know: see CallOrder. */
  effectsOf(caller: GoFunction, fn: GoFunction, lock: SyntaxNode): LockSummary | undefined {
    return this.#calledSummary(caller, fn, lock, NO_FACTS, false);
  }

  /** The walks with the locks that a function may hold. */
  #walksOf(fn: GoFunction): readonly Walked[] {
    const locks = new Set([...this.uses.directOf(fn).locked, ...this.#handedTo(fn)]);
    return [...locks].flatMap((lock) => {
      const node = this.#plain.nodeOf(lock);
      return (node && this.walk(fn, node, NO_FACTS)) ?? [];
    });
  }

  /** Whether a function has too many paths to know what it does to some lock. */
  isOverBudget(fn: GoFunction): boolean {
    return this.#overBudget.has(fn) || this.base?.isOverBudget(fn) === true;
  }

  /** What all paths of a function do to one lock when some of its conditions are known; undefined when nothing. */
  walk(fn: GoFunction, lock: SyntaxNode, facts: ReadonlyMap<string, Fact>): Walked | undefined {
    if (!this.#isConcerned(fn, lock)) return undefined;
    return this.#homeOf(fn).#walk(fn, lock, facts, false);
  }

  #isConcerned(fn: GoFunction, lock: SyntaxNode): boolean {
    if (!fn.body || fn.hasError || !isOwnFunction(this.pkg, fn)) return false;
    return this.#mayTouch(fn, lock) || this.#mayHold(fn, lock);
  }

  #walk(fn: GoFunction, lock: SyntaxNode, facts: ReadonlyMap<string, Fact>, isShallow: boolean): Walked {
    const key = `${this.uses.numberOf(fn)} ${this.#nameOf(lock, facts, isShallow)}`;
    let walked = this.#walks.get(key);
    if (!walked) {
      const { memory } = this.pkg.program;
      walked = memory.within(
        this.pkg,
        fn,
        () => this.#walkAnew(fn, lock, facts, isShallow),
        familyOf(isShallow),
      );
      // of the others only the summary is asked again
      const isOwn = this.uses.directOf(fn).locked.has(this.paths.numberOfNode(lock));
      if (isOwn && facts.size === 0 && !isShallow) this.#walks.set(key, walked);
    }
    if (walked.isOverBudget) this.#overBudget.add(fn);
    return walked;
  }

  #walkAnew(fn: GoFunction, lock: SyntaxNode, facts: ReadonlyMap<string, Fact>, isShallow: boolean): Walked {
    this.pkg.program.memory.ask(this.pkg, fn, CALLS);
    const graph = graphsOf(this.pkg).graphOf(fn);
    const host = this.#hostFor(fn, isShallow);
    const isMentioned = this.uses.isMentionedIn(fn, this.paths.numberOfNode(lock));
    return (
      (facts.size === 0 && !isMentioned && neutralWalk(host, graph, lock)) ||
      new LockWalker(host, graph, lock).walk(facts)
    );
  }

  /** What a function does to a lock, remembered from version to version. */
  #summaryOf(
    fn: GoFunction,
    lock: SyntaxNode,
    facts: ReadonlyMap<string, Fact>,
    isShallow: boolean,
  ): LockSummary | undefined {
    if (!this.#isConcerned(fn, lock)) return undefined;
    const home = this.#homeOf(fn);
    const number = this.paths.numberOfNode(lock);
    const given = [...facts.values()].map(({ condition, holds }) => ({
      ...condition,
      objects: condition.objects.map((object) => this.paths.numberOf(object)),
      holds,
    }));
    const plain = this.pkg.program.memory.ask(home.pkg, fn, {
      name: this.#nameOf(lock, facts, isShallow),
      family: familyOf(isShallow),
      compute: (pkg, same) => locksOf(pkg).summaryIn(same, number, given, isShallow),
      meanwhile: NOTHING,
    });
    return home.#withNodes(fn, plain);
  }

  #withNodes(fn: GoFunction, plain: PlainSummary): LockSummary {
    if (plain.isOverBudget) this.#overBudget.add(fn);
    let summary = this.#summaries.get(plain);
    if (!summary) {
      summary = this.#plain.summaryOf(plain);
      this.#summaries.set(plain, summary);
    }
    return summary;
  }

  /** What a function does to a lock, worked out. */
  summaryIn(fn: GoFunction, lock: number, given: readonly PlainFact[], isShallow: boolean): PlainSummary {
    const node = this.#plain.nodeOf(lock);
    if (!node) return NOTHING;
    const facts = new Map<string, Fact>();
    for (const { objects: numbers, holds, ...condition } of given) {
      const objects = numbers.flatMap((number) => this.#plain.variable(number) ?? []);
      if (objects.length === numbers.length)
        facts.set(condition.key, { condition: { ...condition, objects }, holds });
    }
    const { summary, isOverBudget } = this.#walk(fn, node, facts, isShallow);
    return this.#plain.summary(summary, isOverBudget);
  }

  #nameOf(lock: SyntaxNode, facts: ReadonlyMap<string, Fact>, isShallow: boolean): string {
    const about = [...facts].map(([key, { holds }]) => `${key}${holds}`).sort();
    return `${this.paths.numberOfNode(lock)} ${about.join()}${isShallow ? ' shallow' : ''}`;
  }

  /** Whether a function may change a lock that its caller names, or release one that it did not take. */
  #mayTouch(fn: GoFunction, lock: SyntaxNode): boolean {
    const { locks } = this.uses.reachOf(fn);
    // a parameter may be passed on
    return (
      locks.has(this.paths.numberOfNode(lock)) ||
      (locks.size > 0 && fn.parameters.some((parameter) => parameter?.node === lock))
    );
  }

  #mayHold(fn: GoFunction, lock: SyntaxNode): boolean {
    const number = this.paths.numberOfNode(lock);
    return this.uses.directOf(fn).locked.has(number) || this.#handedTo(fn).has(number);
  }

  /** What is taken for granted of a function that is not walked: it may release what it does not take. */
  #unknown(fn: GoFunction, lock: SyntaxNode): LockSummary {
    const number = this.paths.numberOfNode(lock);
    const { locked, unlocked } = this.uses.directOf(fn);
    const isReleased = unlocked.has(number) && !locked.has(number);
    return { effects: [], releasesForeign: new Set(isReleased ? [lock] : []) };
  }

  /** Locks with which functions that it calls come back. */
  #handedTo(fn: GoFunction): ReadonlySet<number> {
    // who comes to no function that keeps a lock need not ask who keeps which
    if (!this.#handed && !this.uses.reachOf(fn).isUnbalanced) return NONE;
    this.#handed ??= this.pkg.program.memory.apart(() => this.#handedOver());
    return this.#handed.get(fn) ?? NONE;
  }

  /** From the functions that take a lock and do not release it, to their callers. */
  #handedOver(): ReadonlyMap<GoFunction, ReadonlySet<number>> {
    const handed = new Map<GoFunction, Set<number>>();
    this.#handed = handed; // asked for on the way, it grows
    const work = [...this.uses.unbalanced()];
    for (let next = work.pop(); next; next = work.pop()) {
      const [fn, lock] = next;
      const node = this.#plain.nodeOf(lock);
      const effects = (node && this.#summaryOf(fn, node, NO_FACTS, false)?.effects) ?? [];
      if (!effects.some(({ changes }) => changes.some((change) => (change ?? 0) > 0))) continue;
      const index = fn.parameters.findIndex((parameter) => parameter?.node === node);
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
  #passedFor(fn: GoFunction, called: GoFunction, index: number): number[] {
    return this.#callsIn(fn).flatMap((call) => {
      const argument = call.field('arguments')?.namedChildren[index];
      const lock =
        argument && this.pkg.calleeOf(call)?.function === called ? this.paths.lockAt(argument) : undefined;
      return lock ? [this.paths.numberOfNode(lock)] : [];
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
