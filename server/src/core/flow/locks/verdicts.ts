import { outermost } from '../../semantic/declarations.ts';
import { isExported, isExportedFunction } from '../../semantic/exported.ts';
import type { GoFunction, PackageModel } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { startOfLiteral } from '../channels.ts';
import { givesOwnerOf, isGivenAsResult, isPutAway, saysNo } from './exits.ts';
import type { DoubleLock, HeldExit, LockLeak, LockSummary } from './model.ts';
import { mayReleaseElsewhere } from './module-releases.ts';
import type { LockPaths } from './paths.ts';
import type { HeldAt, Walked } from './record.ts';
import type { LockName } from './state.ts';
import type { LockUses } from './uses.ts';
import { writerBeside } from './writers.ts';
import { isWrittenUnderRead } from './written-under-read.ts';

/** Decides which of the things that a walk saw are wrong: a lock may be held for a caller, or for another goroutine. */
export class LockVerdicts {
  readonly #foreign = new Map<SyntaxNode, readonly GoFunction[]>();

  constructor(
    readonly pkg: PackageModel,
    readonly paths: LockPaths,
    readonly uses: LockUses,
    readonly summaryOf: (fn: GoFunction, lock: SyntaxNode) => LockSummary | undefined,
    readonly isOverBudget: (fn: GoFunction) => boolean,
  ) {}

  leaks(fn: GoFunction, walked: Walked): LockLeak[] {
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
    if (this.#isReleasedLater(lock.declaration, fn)) return undefined;
    let held = group.filter((each) => !this.#isDeferredInLoop(each));
    if (!ways) {
      // nobody but a caller, or nobody at all, unlocks it: a handover unless there is nobody
      if (isShared || lock.kind !== 'mutex' || this.#isGivenAsLocker(lock.declaration)) return undefined;
      if (this.#isUnlockedUnread(lock.declaration)) return undefined;
      const isRead = lock.mode === 'read';
      const unlock = isRead ? 'RUnlock' : 'Unlock';
      if (isVisibleOutside(this.pkg, lock.declaration)) {
        const isKept = isRead && !mayReleaseElsewhere(this.pkg, unlock, lock.path.root, lock.declaration);
        if (!isKept) return undefined;
      }
      // an object that only this call knows goes away with its lock
      if (lock.path.root.role !== 'receiver' && lock.path.root.role !== 'package') return undefined;
      // said once, where it is taken; elements have other names elsewhere
      if (site?.field('function')?.kind !== 'selector_expression' || !this.paths.ofCall(site))
        return undefined;
      if (lock.path.steps.some((step) => step.declaration === undefined)) return undefined;
      // a lock that is never unlocked at all is a gate that is shut for good, as before os.Exit
      if (this.uses.callsOf(unlock, this.paths.numberOfNode(lock.declaration)).length === 0) return undefined;
      held = held.filter(({ reason }) => reason === 'return' || reason === 'end');
      // one way out with the lock held may be meant, to shut others out for good; several are not, nor is a reader
      if (held.length < 2 && !isRead) return undefined;
    } else if (isShared || isVisible) {
      // a function that locks and says whether it did: the caller unlocks what it says was locked
      const isRefusal = ways.size > 0 && [...ways].every((way) => saysNo(this.pkg, way));
      held = held.filter(({ node, reason }) => reason === 'loop' || !isRefusal || saysNo(this.pkg, node));
      if (isShared) {
        held = held.filter(
          ({ node, reason, path }) =>
            reason === 'loop' ||
            !(
              this.#isReleasedByCallers(lock.declaration, fn) ||
              isPutAway(this.pkg, node, lock.path.root) ||
              givesOwnerOf(this.pkg, node, this.#foreignReleases(lock.declaration)) ||
              isGivenAsResult(this.pkg, node, lock.path.root, path)
            ),
        );
      }
    }
    if (this.#isHandedToCallers(fn, lock)) held = held.filter(({ reason }) => reason === 'loop');
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

  /** Whether a function that unlocks it has too many paths to say what it does to the lock. */
  #isUnlockedUnread(declaration: SyntaxNode): boolean {
    return this.uses.unlocksOf(this.paths.numberOfNode(declaration)).some((selector) => {
      const fn = this.pkg.functionOf(selector);
      return fn !== undefined && this.isOverBudget(fn);
    });
  }

  /** Whether the read lock of a RWMutex is given on as a sync.Locker (sync/rwmutex.go, RLocker): its Unlock is written anywhere. */
  #isGivenAsLocker(declaration: SyntaxNode): boolean {
    return this.pkg.files.some((file) =>
      file.tree.identifiersNamed('RLocker').some((mention) => {
        const operand = mention.fieldName === 'field' ? mention.parent?.field('operand') : undefined;
        return operand !== undefined && this.paths.lockAt(operand) === declaration;
      }),
    );
  }

  /** Whether the lock is held when a loop goes round because its Unlock is deferred there: that is a fault of the defer. */
  #isDeferredInLoop({ standing: { lock, site }, reason, state }: HeldAt): boolean {
    const loop = reason === 'loop' ? site!.ancestor('for_statement') : undefined;
    if (!loop) return false;
    return state.deferred.some((statement) => {
      const call = statement.namedChildren.find((child) => child.kind === 'call_expression');
      const direct = call && this.paths.ofCall(call);
      return direct?.declaration === lock.declaration && statement.ancestor('for_statement') === loop;
    });
  }

  /** Functions that release a lock which they did not take. */
  #foreignReleases(declaration: SyntaxNode): readonly GoFunction[] {
    let found = this.#foreign.get(declaration);
    if (found) return found;
    const functions = new Set<GoFunction>();
    for (const selector of this.uses.unlocksOf(this.paths.numberOfNode(declaration))) {
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
    found = [...functions].filter((fn) => (this.summaryOf(fn, declaration)?.releasesForeign.size ?? 0) > 0);
    this.#foreign.set(declaration, found);
    return found;
  }

  /** Whether a literal of the function that other code gets, a timer's for instance, releases the lock when it runs. */
  #isReleasedLater(declaration: SyntaxNode, fn: GoFunction): boolean {
    return this.#foreignReleases(declaration).some(
      (other) => other !== fn && isInside(other, fn) && other.node.parent?.kind === 'argument_list',
    );
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
        const caller = outermost(this.pkg.functionOf(call));
        if (!caller || seen.has(caller)) continue;
        seen.add(caller);
        // it comes back with the lock itself
        const effects = this.summaryOf(caller, declaration)?.effects ?? [];
        const handsOver = effects.some(({ changes }) => changes.some((change) => (change ?? 1) > 0));
        if (handsOver) work.push(caller);
        if (releasing.some((each) => each === caller || isInside(each, caller))) return true;
        if (releasing.some((each) => this.pkg.callsTo(each).some((other) => caller.node.contains(other))))
          return true;
      }
    }
    return false;
  }

  /** Whether a function comes back with the lock each time, and each of its callers in the package unlocks it. */
  #isHandedToCallers(fn: GoFunction, { key, declaration }: LockName): boolean {
    const effect = this.summaryOf(fn, declaration)?.effects.find(({ lock }) => lock.key === key);
    if (!effect?.changes.every((change) => (change ?? 0) > 0)) return false;
    const callers = this.pkg.callsTo(fn).map((call) => outermost(this.pkg.functionOf(call)));
    const unlocks = this.uses.unlocksOf(this.paths.numberOfNode(declaration));
    return (
      callers.length > 0 &&
      callers.every((caller) => caller && unlocks.some((unlock) => caller.node.contains(unlock)))
    );
  }

  /**
   * Whether another goroutine of the same declared function unlocks a lock of that function which it has not taken: the second Lock
   * may wait for that (sync/mutex.go, Mutex.Unlock: "It is allowed for one goroutine to lock a Mutex and then arrange for
   * another goroutine to unlock it").
   */
  #isReleasedBeside({ declaration, path }: LockName, fn: GoFunction): boolean {
    if (path.root.role !== 'local') return false;
    const isStarted = (each: GoFunction): boolean => startOfLiteral(this.pkg, each.node) !== undefined;
    return this.#foreignReleases(declaration).some(
      (each) => each !== fn && outermost(each) === outermost(fn) && (isStarted(fn) || isStarted(each)),
    );
  }

  doubles(fn: GoFunction, walked: Walked): DoubleLock[] {
    const doubles: DoubleLock[] = [];
    for (const double of walked.doubles) {
      const bothRead = double.heldMode === 'read' && double.takenMode === 'read';
      // readers do not exclude each other
      const beside = bothRead
        ? writerBeside(this.pkg, this.uses, fn, this.paths.numberOfNode(double.lock.declaration))
        : undefined;
      if (bothRead && !beside) continue;
      const isOfOne =
        beside !== undefined &&
        isWrittenUnderRead(
          this.pkg,
          this.uses,
          [double.heldSince, double.takenAt],
          this.paths.numberOfNode(double.lock.declaration),
        );
      const unseen = beside?.unseen ?? (isOfOne ? 'one goroutine' : undefined);
      const isReleasedBeside = this.#isReleasedBeside(double.lock, fn);
      doubles.push({
        ...double,
        function: fn,
        writer: beside?.writer,
        writerUnseen: unseen,
        isReleasedBeside,
        certainty: unseen || isReleasedBeside ? 'guess' : double.certainty,
      });
    }
    return doubles;
  }
}

/** Whether code outside of the package can call a function: by its name, or as a value. */
function isCalledFromOutside(pkg: PackageModel, fn: GoFunction): boolean {
  if (fn.node.kind === 'func_literal') return true;
  return pkg.name !== 'main' && isExportedFunction(fn);
}

function isInside(fn: GoFunction, outer: GoFunction): boolean {
  for (let each: GoFunction | undefined = fn; each; each = each.outer) if (each === outer) return true;
  return false;
}

/** Whether code outside of the package can reach a lock that a field or variable declares. */
function isVisibleOutside(pkg: PackageModel, declaration: SyntaxNode): boolean {
  if (pkg.name === 'main') return false;
  if (declaration.kind === 'field_identifier' || declaration.kind === 'identifier') {
    const object = pkg.objectOf(declaration);
    if (object?.kind === 'var' && object.role !== 'field' && object.role !== 'package') return true;
    return isExported(declaration.text);
  }
  // embedded: its methods are promoted to whatever embeds it
  const spec = declaration.ancestor('type_spec');
  const field = declaration.ancestor('field_declaration')?.parent?.parent?.parent;
  // an anonymous struct that is a field's type is reached through that field
  if (field?.kind === 'field_declaration') {
    return field.fieldAll('name').some((name) => isExported(name.text));
  }
  return spec === undefined || isExported(spec.field('name')?.text);
}
