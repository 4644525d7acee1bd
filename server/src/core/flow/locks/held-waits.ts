import type { GoFunction, PackageModel } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { callsOf } from '../callers.ts';
import type { Channel } from '../channels.ts';
import { runnerOf } from '../goroutines/literal-runners.ts';
import { groupVariable, waitGroupCall, waitGroupOf } from '../goroutines/wait-groups.ts';
import { blocksFrom } from '../graph.ts';
import { graphsOf } from '../graphs.ts';
import { isOnlyInSetUp } from '../set-up.ts';
import { isCountedBehind, isSentAtChange, isSharedBehind } from './answered-before.ts';
import { Candidates } from './candidates.ts';
import { type Locks, locksOf } from './locks.ts';
import { mapped, type PlacePath } from './paths.ts';
import type { LockName } from './state.ts';
import { isOnePlace, locksTakenBy, mayLetGo, waysFromOneValue } from './taken.ts';

/** A send, a receive or a Wait under a lock that the goroutine which must answer needs first. */
export interface HeldWait {
  readonly function: GoFunction;
  readonly lock: LockName;
  /** The call that took the lock. */
  readonly heldSince: SyntaxNode;
  readonly kind: 'send' | 'receive' | 'wait';
  /** The operation, or the call in the function which leads to it. */
  readonly site: SyntaxNode;
  /** The send statement, the receiving `<-x`, the range clause or the call of Wait. */
  readonly operation: SyntaxNode;
  /** The other side that needs the lock. */
  readonly answer: Answer;
  /**
   * `proved` when the lock is the same variable or field of the same value; `likely` when the other side may have it
   * behind it already, the channel has a buffer that must be full first, or the two may belong to different values;
   * `doubtful` where it has a buffer and is sent on at a change alone.
   */
  readonly certainty: 'proved' | 'likely' | 'doubtful';
}

/** What would end a wait, and the lock that it needs to get there. */
interface Answer {
  readonly function: GoFunction;
  /** The receive, the send or close, or the call of Done. */
  readonly node: SyntaxNode;
  /** The Lock call that it waits in. */
  readonly takenAt: SyntaxNode;
  readonly isSame: boolean;
  /** Whether it comes to the lock before each answer, rather than once at its start. */
  readonly isAlways: boolean;
}

/** An operation that may wait for another goroutine, as the function that holds the lock sees it. */
interface Waiting {
  readonly kind: HeldWait['kind'];
  readonly operation: SyntaxNode;
  readonly site: SyntaxNode;
  /** The channel or the wait group. */
  readonly place: PlacePath | undefined;
  readonly operand: SyntaxNode;
}

/** Calls from the function that holds the lock to the operation, and from the answer to the function that takes it. */
const MOST_CALLS = 2;

const SEARCHES = new WeakMap<PackageModel, HeldWaits>();

/** The waits of a function that the other side can not end while the function holds its lock. */
export function* heldWaitsIn(
  pkg: PackageModel,
  channelOf: (expression: SyntaxNode) => Channel,
  fn: GoFunction,
): Generator<HeldWait> {
  let search = SEARCHES.get(pkg);
  if (!search) {
    search = new HeldWaits(pkg, channelOf);
    SEARCHES.set(pkg, search);
  }
  const seen = new Set<SyntaxNode>();
  for (const { lock, site: heldSince, nodes } of locksOf(pkg).sectionsOf(fn)) {
    if (lock.kind !== 'mutex' || isOnlyInSetUp(pkg, heldSince)) continue;
    for (const node of nodes) {
      for (const waiting of search.waitsIn(fn, node, lock, 0)) {
        if (seen.has(waiting.site)) continue;
        const found = search.unanswered(fn, lock, waiting);
        if (!found) continue;
        seen.add(waiting.site);
        const { kind, site, operation } = waiting;
        yield { function: fn, lock, heldSince, kind, site, operation, ...found };
      }
    }
  }
}

class HeldWaits {
  readonly #locks: Locks;
  readonly #candidates: Candidates;
  readonly #waiting = new Map<GoFunction, boolean>();

  constructor(
    readonly pkg: PackageModel,
    readonly channelOf: (expression: SyntaxNode) => Channel,
  ) {
    this.#locks = locksOf(pkg);
    this.#candidates = new Candidates(pkg, this.#locks.paths, this.#locks.uses);
  }

  /** Operations that a node of a function comes to, itself or in functions of the package that it calls. */
  *waitsIn(fn: GoFunction, node: SyntaxNode, lock: LockName, depth: number): Generator<Waiting> {
    if (node.kind === 'defer_statement' || node.kind === 'go_statement') return;
    for (const [kind, operation, operand] of this.#operationsIn(fn, node)) {
      const place = this.#locks.paths.pathOf(operand);
      yield { kind, operation, site: operation, place, operand };
    }
    if (depth >= MOST_CALLS) return;
    for (const call of this.#candidates.in(node)) {
      const callee = call.kind === 'call_expression' ? this.pkg.calleeOf(call) : undefined;
      const called = callee?.function;
      if (!callee || !called?.body || called === fn || callee.kind === 'interface-method') continue;
      if (this.#locks.paths.ofCall(call) || !this.pkg.files.includes(called.file)) continue;
      if (!this.#mayWait(called, depth + 1) || mayLetGo(this.#locks, fn, call, lock)) continue;
      for (const block of graphsOf(this.pkg).graphOf(called).blocks) {
        for (const inner of block.nodes) {
          for (const waiting of this.waitsIn(called, inner, lock, depth + 1)) {
            const place = waiting.place && mapped(this.#locks.paths, waiting.place, called, callee, call);
            yield { ...waiting, place, site: call };
          }
        }
      }
    }
  }

  /** Whether a function may come to an operation that is looked for. */
  #mayWait(fn: GoFunction, depth: number): boolean {
    let isWaiting = this.#waiting.get(fn);
    if (isWaiting === undefined) {
      isWaiting = graphsOf(this.pkg)
        .graphOf(fn)
        .blocks.some(({ nodes }) => nodes.some((node) => !this.#operationsIn(fn, node).next().done));
      this.#waiting.set(fn, isWaiting);
    }
    if (isWaiting || depth >= MOST_CALLS) return isWaiting;
    return this.#locks.uses.calledBy(fn).some((called) => called.body && this.#mayWait(called, depth + 1));
  }

  /** Operations in a node that nothing but the other side ends; those among which a select chooses are not. */
  *#operationsIn(
    fn: GoFunction,
    node: SyntaxNode,
  ): Generator<readonly [HeldWait['kind'], SyntaxNode, SyntaxNode]> {
    if (
      node.kind === 'select_statement' ||
      node.ancestor('communication_case')?.field('communication')?.contains(node)
    )
      return;
    if (node.kind === 'range_clause') {
      const operand = node.field('right');
      if (operand && this.pkg.underlying(this.pkg.typeOf(operand))?.kind === 'chan')
        yield ['receive', node, operand];
      return;
    }
    for (const each of [node, ...node.descendants('send_statement', 'unary_expression', 'call_expression')]) {
      if (this.pkg.functionOf(each) !== fn) continue;
      if (each.kind === 'send_statement') {
        const channel = each.field('channel');
        if (channel) yield ['send', each, channel];
      } else if (each.kind === 'unary_expression' && each.field('operator')?.text === '<-') {
        const operand = each.field('operand');
        if (operand) yield ['receive', each, operand];
      } else if (each.kind === 'call_expression' && waitGroupCall(this.pkg, each)?.kind === 'wait') {
        const group = each.field('function')?.field('operand');
        if (group) yield ['wait', each, group];
      }
    }
  }

  /** The other side of a wait that needs the lock which is held; undefined when somebody may answer without it. */
  unanswered(
    fn: GoFunction,
    lock: LockName,
    waiting: Waiting,
  ): Pick<HeldWait, 'answer' | 'certainty'> | undefined {
    const others = this.#othersOf(waiting);
    if (!others || others.nodes.length === 0) return undefined;
    let first: Answer | undefined;
    for (const node of others.nodes) {
      const needed = runnerOf(this.pkg, node) === fn ? undefined : this.#needs(node, lock, waiting, 0);
      const answer = needed && this.#isBehind(needed, lock, waiting) ? undefined : needed;
      // one goroutine that stays away is enough for Wait, everybody must for a channel
      if (answer && waiting.kind === 'wait') {
        if (!first || (answer.isSame && !first.isSame)) first = answer;
      } else if (!answer && waiting.kind !== 'wait') return undefined;
      else first ??= answer;
    }
    if (!first) return undefined;
    const isProved = first.isSame && first.isAlways && !others.isBuffered;
    const isAtChange = others.isBuffered && isSentAtChange(this.pkg, waiting.operation);
    return { answer: first, certainty: isProved ? 'proved' : isAtChange ? 'doubtful' : 'likely' };
  }

  /** Whether who answers has the lock behind it when somebody can wait for it. */
  #isBehind(answer: Answer, lock: LockName, { kind, operand }: Waiting): boolean {
    const asked = { locks: this.#locks, candidates: this.#candidates, declaration: lock.declaration };
    const group = kind === 'wait' ? groupVariable(this.pkg, operand) : undefined;
    if (group) return isCountedBehind(asked, answer, group);
    return kind === 'receive' && isSharedBehind(asked, answer, this.channelOf(operand));
  }

  /** The operations that would end a wait; undefined when code that is not seen may. */
  #othersOf({
    kind,
    operand,
  }: Waiting): { readonly nodes: readonly SyntaxNode[]; readonly isBuffered: boolean } | undefined {
    if (kind === 'wait') {
      const variable = groupVariable(this.pkg, operand);
      const group = variable && waitGroupOf(this.pkg, variable);
      if (!group) return undefined;
      const nodes = group.calls.flatMap((each) => (each.kind === 'done' ? [each.call] : []));
      return { nodes, isBuffered: false };
    }
    const channel = this.channelOf(operand);
    const isSeen = kind === 'send' ? !channel.others.receive : !channel.others.send;
    if (!isSeen || channel.wokenBy || channel.makes.length === 0) return undefined;
    const nodes = channel.operations.flatMap((each) =>
      (each.kind === 'receive') === (kind === 'send') ? [each.node] : [],
    );
    const isBuffered = kind === 'send' && channel.makes.some(({ capacity }) => capacity !== 0);
    return { nodes, isBuffered };
  }

  /** How an operation comes behind the lock in the goroutine that runs it; undefined when a way leads there without. */
  #needs(node: SyntaxNode, lock: LockName, waiting: Waiting, depth: number): Answer | undefined {
    const runner = runnerOf(this.pkg, node);
    if (!runner?.body || !this.pkg.files.includes(runner.file)) return undefined;
    const isLate = node.ancestor('defer_statement') !== undefined;
    const own = this.#ownPlace(node);
    const graph = graphsOf(this.pkg).graphOf(runner);
    const to = graph.blockOf(node);
    for (const { lock: held, site, nodes } of this.#locks.sectionsOf(runner)) {
      if (held.declaration !== lock.declaration || (held.mode === 'read' && lock.mode === 'read')) continue;
      if (isLate || ![...nodes].some((each) => each.contains(node))) continue;
      return this.#answer(runner, node, site, { held, lock, own, waiting }, true);
    }
    for (const block of graph.blocks) {
      if (!graph.isReachable(block)) continue;
      for (const each of block.nodes) {
        if (each.kind === 'go_statement' || each.kind === 'defer_statement') continue;
        for (const call of this.#candidates.in(each)) {
          if (call.kind !== 'call_expression') continue;
          for (const taken of locksTakenBy(this.#locks, runner, call, lock.declaration)) {
            const { lock: wanted, takenAt, isSure } = taken;
            if (wanted.mode === 'read' && lock.mode === 'read') continue;
            const isBefore =
              isLate || (to && ((block === to && each.start < node.start) || reaches(block, to)));
            if (!isBefore) continue;
            // what stands before the loop that answers is behind it after its start
            const isAgain = isSure && (!to || !graph.inLoop(to) || isLate || reaches(to, block));
            const places = { held: wanted, lock, own, waiting };
            return this.#answer(runner, node, takenAt, places, isAgain);
          }
        }
      }
    }
    if (depth >= MOST_CALLS) return undefined;
    const calls = callsOf(this.pkg, runner);
    if (!calls || calls.length === 0) return undefined;
    let answer: Answer | undefined;
    for (const call of calls) {
      if (call.parent?.kind === 'go_statement') return undefined;
      const found = this.#needs(call, lock, waiting, depth + 1);
      if (!found) return undefined;
      answer ??= { ...found, node };
    }
    return answer;
  }

  /** The channel or the wait group of an operation, as its function names it. */
  #ownPlace(node: SyntaxNode): PlacePath | undefined {
    const operand =
      node.kind === 'call_expression'
        ? (node.field('function')?.field('operand') ?? node.field('arguments')?.firstNamedChild)
        : (node.field('channel') ?? node.field('operand') ?? node.field('right'));
    return operand && this.#locks.paths.pathOf(operand);
  }

  #answer(
    fn: GoFunction,
    node: SyntaxNode,
    takenAt: SyntaxNode,
    places: {
      readonly held: LockName;
      readonly lock: LockName;
      readonly own: PlacePath | undefined;
      readonly waiting: Waiting;
    },
    isAlways: boolean,
  ): Answer {
    const { held, lock, own, waiting } = places;
    const here = waiting.place && waysFromOneValue(this.#locks, waiting.place, lock.path);
    const there = own && waysFromOneValue(this.#locks, own, held.path);
    const isSame =
      isOnePlace(this.#locks, lock.path, held.path) ||
      lock.key.split('|')[0] === held.key.split('|')[0] ||
      (here !== undefined && here === there);
    return { function: fn, node, takenAt, isSame, isAlways };
  }
}

/** Whether a way leads from behind a block to another. */
function reaches(from: Parameters<typeof blocksFrom>[0], to: Parameters<typeof blocksFrom>[0]): boolean {
  return from.successors.some((edge) => edge.to === to || blocksFrom(edge.to).has(to));
}
