import { LOCK_METHODS } from '../../knowledge/locks.ts';
import type { GoFunction, PackageModel } from '../../semantic/model.ts';
import { namedId } from '../../semantic/types.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { isOwnFunction } from '../channel-syntax.ts';
import { isOwn, type LockCall, type LockPaths, mapped, type PlacePath } from './paths.ts';

/** Declarations of the locks whose methods a function mentions. */
interface DirectUse {
  readonly locked: ReadonlySet<SyntaxNode>;
  readonly unlocked: ReadonlySet<SyntaxNode>;
  /** In source order. */
  readonly mentions: readonly LockCall[];
}

/** What a function and everything that it calls may do, whichever path they take; sets of declarations of locks. */
interface Reach {
  /** Locks that its caller could name, or that it may release without having taken them. */
  readonly locks: Set<SyntaxNode>;
  /** Locks that some function may release without having taken them. */
  readonly released: Set<SyntaxNode>;
  /** Places of locks that its caller could name, in the order in which they were found. */
  readonly places: Place[];
  readonly keys: Set<string>;
  /** Whether some function takes a lock and does not release it itself. */
  isUnbalanced: boolean;
}

interface Link {
  readonly called: GoFunction;
  /** Undefined for a literal that is written in the function. */
  readonly call: SyntaxNode | undefined;
  /** How many places of the function called the caller knows of. */
  known: number;
}

interface Place {
  readonly path: PlacePath;
  readonly lock: SyntaxNode;
}

const NOTHING: DirectUse = { locked: new Set(), unlocked: new Set(), mentions: [] };

/** Longer ways to a lock are not followed from function to function. */
const MOST_STEPS = 6;

/** Where one package mentions its locks, and which functions come to them. */
export class LockUses {
  readonly #reach = new Map<GoFunction, Reach>();
  readonly #links = new Map<GoFunction, readonly Link[]>();
  readonly #called = new Map<GoFunction, readonly GoFunction[]>();
  #direct: ReadonlyMap<GoFunction, DirectUse> | undefined;
  #unlocking: ReadonlyMap<SyntaxNode, readonly SyntaxNode[]> | undefined;
  #calls: ReadonlyMap<string, ReadonlyMap<SyntaxNode, SyntaxNode[]>> | undefined;
  #printers: ReadonlyMap<string, GoFunction> | undefined;

  constructor(
    readonly pkg: PackageModel,
    readonly paths: LockPaths,
  ) {}

  /** The locks whose methods a function mentions itself. */
  directOf(fn: GoFunction): DirectUse {
    this.#direct ??= this.#directFunctions();
    return this.#direct.get(fn) ?? NOTHING;
  }

  /** Whether a function mentions a method of a lock itself, outside its literals. */
  isMentionedIn(fn: GoFunction, lock: SyntaxNode): boolean {
    const { locked, unlocked } = this.directOf(fn);
    return locked.has(lock) || unlocked.has(lock);
  }

  #directFunctions(): ReadonlyMap<GoFunction, DirectUse> {
    const found = new Map<GoFunction, SyntaxNode[]>();
    for (const selector of this.#selectors()) {
      const fn = this.pkg.functionOf(selector);
      if (!fn || !this.paths.ofMethod(selector)?.declaration) continue;
      const list = found.get(fn);
      if (list) list.push(selector);
      else found.set(fn, [selector]);
    }
    const direct = new Map<GoFunction, DirectUse>();
    for (const [fn, selectors] of found) {
      const mentions = selectors
        .sort((a, b) => a.start - b.start)
        .map((selector) => this.paths.ofMethod(selector)!);
      const of = (isUnlock: boolean): Set<SyntaxNode> =>
        new Set(
          mentions
            .filter(({ operation }) => (operation.kind === 'unlock') === isUnlock)
            .map(({ declaration }) => declaration!),
        );
      direct.set(fn, { locked: of(false), unlocked: of(true), mentions });
    }
    return direct;
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

  /** What a function of the package, or one that it calls or holds as a literal, may do. */
  reachOf(fn: GoFunction): Reach {
    return this.#reach.get(fn) ?? this.#explore(fn);
  }

  /** Functions that call each other have the same reach: Tarjan's strongly connected components, without recursion. */
  #explore(from: GoFunction): Reach {
    const order = new Map<GoFunction, number>();
    const low = new Map<GoFunction, number>();
    const open: GoFunction[] = [];
    const frames: { readonly fn: GoFunction; readonly called: readonly GoFunction[]; next: number }[] = [];
    const enter = (fn: GoFunction): void => {
      order.set(fn, order.size);
      low.set(fn, order.get(fn)!);
      open.push(fn);
      frames.push({ fn, called: this.calledBy(fn), next: 0 });
    };
    enter(from);
    while (frames.length > 0) {
      const frame = frames[frames.length - 1]!;
      const called = frame.called[frame.next++];
      if (called) {
        if (this.#reach.has(called)) continue;
        if (!order.has(called)) enter(called);
        else low.set(frame.fn, Math.min(low.get(frame.fn)!, order.get(called)!));
        continue;
      }
      frames.pop();
      const outer = frames[frames.length - 1];
      if (outer) low.set(outer.fn, Math.min(low.get(outer.fn)!, low.get(frame.fn)!));
      if (low.get(frame.fn) === order.get(frame.fn)) {
        this.#close(open.splice(open.lastIndexOf(frame.fn)));
      }
    }
    return this.#reach.get(from)!;
  }

  #close(component: readonly GoFunction[]): void {
    for (const fn of component) this.#reach.set(fn, this.#directReach(fn));
    const callers = new Map<GoFunction, GoFunction[]>();
    for (const caller of component) {
      for (const called of this.calledBy(caller)) {
        if (called !== caller) callers.set(called, [...(callers.get(called) ?? []), caller]);
      }
    }
    // until nothing new is found, functions that something new reaches
    const work = new Set(component);
    for (const fn of work) {
      work.delete(fn);
      const reach = this.#reach.get(fn)!;
      const before = sizeOf(reach);
      for (const link of this.#linksOf(fn)) this.#join(fn, reach, link);
      if (sizeOf(reach) === before) continue;
      for (const caller of callers.get(fn) ?? []) work.add(caller);
    }
  }

  #directReach(fn: GoFunction): Reach {
    const { locked, unlocked, mentions } = this.directOf(fn);
    const reach: Reach = {
      locks: new Set(),
      released: new Set(),
      places: [],
      keys: new Set(),
      isUnbalanced: [...locked].some((lock) => !unlocked.has(lock)),
    };
    const taken = new Set<string>();
    for (const { path, declaration, operation } of mentions) {
      const key = path && this.paths.keyOf(path);
      if (operation.kind !== 'unlock') taken.add(key ?? '');
      else if (!key || !taken.has(key)) reach.released.add(declaration!);
      if (path) this.#add(fn, reach, { path, lock: declaration! });
    }
    for (const lock of reach.released) reach.locks.add(lock);
    return reach;
  }

  #add(fn: GoFunction, reach: Reach, place: Place): void {
    if (isOwn(place.path.root, fn) || place.path.steps.length > MOST_STEPS) return;
    const key = this.paths.keyOf(place.path);
    if (reach.keys.has(key)) return;
    reach.keys.add(key);
    reach.places.push(place);
    reach.locks.add(place.lock);
  }

  /** Adds what a function called does, as its caller sees it. */
  #join(fn: GoFunction, reach: Reach, link: Link): void {
    const { called, call } = link;
    const part = this.#reach.get(called);
    if (!part) return;
    reach.isUnbalanced ||= part.isUnbalanced;
    for (const lock of part.released) {
      reach.released.add(lock);
      reach.locks.add(lock);
    }
    for (; link.known < part.places.length; link.known++) {
      const { path, lock } = part.places[link.known]!;
      const seen = call ? this.#seenAt(call, called, path) : path;
      if (seen) this.#add(fn, reach, { path: seen, lock });
    }
  }

  #seenAt(call: SyntaxNode, called: GoFunction, path: PlacePath): PlacePath | undefined {
    const callee = this.pkg.calleeOf(call);
    return callee && mapped(this.paths, path, called, callee, call);
  }

  /** Calls of functions of the package, and literals. */
  #linksOf(fn: GoFunction): readonly Link[] {
    let links = this.#links.get(fn);
    if (!links) {
      const found: Link[] = [];
      for (const node of fn.body?.descendants('call_expression', 'func_literal') ?? []) {
        const isLiteral = node.kind === 'func_literal';
        const called = isLiteral ? literalOf(this.pkg, node) : this.pkg.calleeOf(node)?.function;
        if (called && called !== fn && isOwnFunction(this.pkg, called))
          found.push({ called, call: isLiteral ? undefined : node, known: 0 });
      }
      links = found;
      this.#links.set(fn, links);
    }
    return links;
  }

  /** Functions that take a lock and do not release it themselves, with the lock. */
  *unbalanced(): Generator<readonly [GoFunction, SyntaxNode]> {
    this.#direct ??= this.#directFunctions();
    for (const [fn, { locked, unlocked }] of this.#direct) {
      for (const lock of locked) if (!unlocked.has(lock)) yield [fn, lock];
    }
  }

  /** Functions of the package that a function calls, and literals in it. */
  calledBy(fn: GoFunction): readonly GoFunction[] {
    let called = this.#called.get(fn);
    if (called) return called;
    const found = new Set(this.#linksOf(fn).map((link) => link.called));
    called = [...found];
    this.#called.set(fn, called);
    return called;
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
  unlocksOf(declaration: SyntaxNode): readonly SyntaxNode[] {
    if (!this.#unlocking) {
      const unlocking = new Map<SyntaxNode, SyntaxNode[]>();
      for (const selector of this.#selectors()) {
        const method = this.paths.ofMethod(selector);
        if (method?.operation.kind !== 'unlock' || !method.declaration) continue;
        const list = unlocking.get(method.declaration);
        if (list) list.push(selector);
        else unlocking.set(method.declaration, [selector]);
      }
      this.#unlocking = unlocking;
    }
    return this.#unlocking.get(declaration) ?? [];
  }

  /** Calls of a method of a lock in this package. */
  callsOf(method: string, declaration: SyntaxNode): readonly SyntaxNode[] {
    if (!this.#calls) {
      const calls = new Map<string, Map<SyntaxNode, SyntaxNode[]>>();
      for (const selector of this.#selectors()) {
        if (selector.parent?.kind !== 'call_expression') continue;
        const found = this.paths.ofMethod(selector)?.declaration;
        if (!found) continue;
        const name = selector.field('field')!.text;
        const byLock = calls.get(name) ?? new Map<SyntaxNode, SyntaxNode[]>();
        calls.set(name, byLock);
        byLock.set(found, [...(byLock.get(found) ?? []), selector.parent]);
      }
      this.#calls = calls;
    }
    return this.#calls.get(method)?.get(declaration) ?? [];
  }
}

function sizeOf({ places, released, isUnbalanced }: Reach): number {
  return places.length + released.size + Number(isUnbalanced);
}

/** The literal that a node is. */
export function literalOf(pkg: PackageModel, node: SyntaxNode): GoFunction | undefined {
  return pkg.fileOf(node).functions.find((fn) => fn.node === node);
}
