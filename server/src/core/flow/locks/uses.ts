import { LOCK_METHODS } from '../../knowledge/locks.ts';
import type { Question } from '../../semantic/memory.ts';
import type { GoFunction, PackageModel } from '../../semantic/model.ts';
import { namedId } from '../../semantic/types.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { mayRun } from '../implementations.ts';
import { type LockFacts, lockFactsOf, type Mention, NO_LOCK_FACTS } from './function-facts.ts';
import type { LockPaths } from './paths.ts';
import type { Plain } from './plain.ts';
import { keptReach, LockReach, type Reach } from './reach.ts';

/** The locks whose methods a function mentions itself, outside its literals; numbers of declarations. */
interface DirectUse {
  readonly locked: ReadonlySet<number>;
  readonly unlocked: ReadonlySet<number>;
  /** In source order. */
  readonly mentions: readonly Mention[];
}

/** Where one package mentions its locks, and which functions come to them. */
export class LockUses {
  readonly paths: LockPaths;
  readonly #facts = new Map<GoFunction, LockFacts>();
  readonly #direct = new Map<GoFunction, DirectUse>();
  readonly #called = new Map<GoFunction, readonly GoFunction[]>();
  readonly #numbers = new Map<GoFunction, number>();
  readonly #functions = new Map<number, GoFunction>();
  #reach: LockReach | undefined;
  #mentions: ReadonlyMap<string, readonly SyntaxNode[]> | undefined;
  #printers: ReadonlyMap<string, GoFunction> | undefined;
  #printed: string | undefined;
  readonly #releasers = new Map<SyntaxNode, readonly GoFunction[]>();

  /**
   * @param base of the package without its tests, which answers for its own functions
   * @param question asks for what `factsIn` gives
   */
  constructor(
    readonly pkg: PackageModel,
    readonly plain: Plain,
    readonly base: LockUses | undefined,
    readonly question: Question<LockFacts>,
  ) {
    this.paths = plain.paths;
    for (const file of pkg.files) {
      if (base?.pkg.files.includes(file)) continue;
      for (const fn of file.functions) {
        const number = this.paths.numberOfNode(fn.node);
        this.#numbers.set(fn, number);
        this.#functions.set(number, fn);
      }
    }
  }

  numberOf(fn: GoFunction): number {
    return this.#numbers.get(fn) ?? this.base?.numberOf(fn) ?? this.paths.numberOfNode(fn.node);
  }

  functionOf(number: number): GoFunction | undefined {
    return this.#functions.get(number) ?? this.base?.functionOf(number);
  }

  /** What a function says about locks. */
  factsOf(fn: GoFunction): LockFacts {
    if (!this.#numbers.has(fn)) return this.base?.factsOf(fn) ?? NO_LOCK_FACTS;
    let facts = this.#facts.get(fn);
    if (!facts) {
      facts = this.pkg.program.memory.ask(this.pkg, fn, this.question);
      this.#facts.set(fn, facts);
    }
    return facts;
  }

  /** The same, worked out. */
  factsIn(fn: GoFunction): LockFacts {
    return lockFactsOf(this.pkg, this.plain, fn, (node) => this.functionOf(this.paths.numberOfNode(node)));
  }

  /** The locks whose methods a function mentions itself. */
  directOf(fn: GoFunction): DirectUse {
    let direct = this.#direct.get(fn);
    if (!direct) {
      const { mentions } = this.factsOf(fn);
      const of = (isUnlock: boolean): Set<number> =>
        new Set(
          mentions
            .filter(({ operation }) => (operation.kind === 'unlock') === isUnlock)
            .map(({ declaration }) => declaration),
        );
      direct = { locked: of(false), unlocked: of(true), mentions };
      this.#direct.set(fn, direct);
    }
    return direct;
  }

  /** Whether a function mentions a method of a lock itself, outside its literals. */
  isMentionedIn(fn: GoFunction, lock: number): boolean {
    const { locked, unlocked } = this.directOf(fn);
    return locked.has(lock) || unlocked.has(lock);
  }

  /** What a function of the package, or one that it calls or holds as a literal, may do. */
  reachOf(fn: GoFunction): Reach {
    return this.lockReach().of(this.numberOf(fn));
  }

  /** Equal for functions that come to the same locks and mention the same ones themselves. */
  contentOf(fn: GoFunction): number {
    return this.lockReach().contentOf(this.numberOf(fn));
  }

  /** The same for all functions that printing may call. */
  get printed(): string {
    this.#printers ??= this.#printerMethods();
    this.#printed ??= [...this.#printers.values()].map((method) => this.contentOf(method)).join();
    return this.#printed;
  }

  lockReach(): LockReach {
    if (!this.#reach) {
      const { pkg, base } = this;
      const program = {
        factsOf: (number: number) => {
          const fn = this.functionOf(number);
          return fn ? this.factsOf(fn) : NO_LOCK_FACTS;
        },
        outerOf: (number: number) => {
          const outer = this.functionOf(number)?.outer;
          return outer && this.numberOf(outer);
        },
      };
      const functions = new Set(this.#functions.keys());
      const { memory } = pkg.program;
      this.#reach = memory.apart(
        () =>
          new LockReach(
            program,
            functions,
            base?.lockReach(),
            keptReach(memory, `${pkg.path} ${base ? 'tests' : ''}`),
          ),
      );
    }
    return this.#reach;
  }

  /** Functions that take a lock and do not release it themselves, with the lock. */
  *unbalanced(): Generator<readonly [GoFunction, number]> {
    for (const file of this.pkg.files) {
      for (const fn of file.functions) {
        const { locked, unlocked } = this.directOf(fn);
        for (const lock of locked) if (!unlocked.has(lock)) yield [fn, lock];
      }
    }
  }

  /** Functions of the package that a function calls, and literals in it. */
  calledBy(fn: GoFunction): readonly GoFunction[] {
    let called = this.#called.get(fn);
    if (!called) {
      const numbers = new Set(this.factsOf(fn).links.map((link) => link.called));
      called = [...numbers].flatMap((number) => this.functionOf(number) ?? []);
      this.#called.set(fn, called);
    }
    return called;
  }

  /**
   * Methods of the package that a call through an interface may run and that come to an Unlock of a lock which they did not
   * take: `session.Done()` for the session that came with the lock.
   */
  releasersBehind(call: SyntaxNode): readonly GoFunction[] {
    let releasers = this.#releasers.get(call);
    if (!releasers) {
      const callee = this.pkg.calleeOf(call);
      const name = callee?.kind === 'interface-method' ? callee.id.slice(callee.id.lastIndexOf('.') + 1) : '';
      releasers = this.pkg
        .methodsNamed(name)
        .filter((fn) => callee && mayRun(callee, this.pkg, fn) && this.reachOf(fn).released.size > 0);
      this.#releasers.set(call, releasers);
    }
    return releasers;
  }

  /** The `String` or `Error` method that printing an expression calls. */
  printedBy(expression: SyntaxNode): GoFunction | undefined {
    this.#printers ??= this.#printerMethods();
    const type = this.pkg.typeOf(expression);
    const method = this.#printers.get(namedId(type) ?? '');
    if (!method?.receiver) return undefined;
    // a value does not have the methods of its pointer
    const needsPointer = this.pkg.typeOfObject(method.receiver)?.kind === 'pointer';
    return needsPointer && type?.kind !== 'pointer' ? undefined : method;
  }

  /** `String` and `Error` methods of the package by the type that has them. */
  #printerMethods(): ReadonlyMap<string, GoFunction> {
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
    return printers;
  }

  /** Mentions of `Unlock` and `RUnlock` of a lock. */
  unlocksOf(lock: number): readonly SyntaxNode[] {
    return [...LOCK_METHODS]
      .filter(([, operation]) => operation.kind === 'unlock')
      .flatMap(([method]) => this.#mentionsOf(method, lock));
  }

  /** Calls of a method of a lock in this package. */
  callsOf(method: string, lock: number): readonly SyntaxNode[] {
    return this.#mentionsOf(method, lock).flatMap((selector) =>
      selector.parent?.kind === 'call_expression' ? selector.parent : [],
    );
  }

  #mentionsOf(method: string, lock: number): readonly SyntaxNode[] {
    if (!this.#mentions) {
      const mentions = new Map<string, SyntaxNode[]>();
      for (const file of this.pkg.files) {
        for (const fn of file.functions) {
          for (const mention of this.directOf(fn).mentions) {
            const key = `${mention.method} ${mention.declaration}`;
            const node = fn.node.tree.node(fn.node.id + mention.node)!;
            const list = mentions.get(key);
            if (list) list.push(node);
            else mentions.set(key, [node]);
          }
        }
      }
      this.#mentions = mentions;
    }
    return this.#mentions.get(`${method} ${lock}`) ?? [];
  }
}
