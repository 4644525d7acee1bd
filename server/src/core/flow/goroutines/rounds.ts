import { outermost } from '../../semantic/declarations.ts';
import type { GoFunction } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { loopsAround } from '../loop-heads.ts';
import type { Edge } from '../model.ts';
import { factReaderOf } from '../path-facts.ts';
import { countingLoop } from './counters.ts';
import { boundOf, countsStarts, isCountedByVariable, type RoundTest, roundTests } from './loops.ts';
import { type ChannelInstance, type Frame, freed, NIL, type State } from './state.ts';
import type { World } from './world.ts';

/** Goroutines started by one statement, channels made by one, and rounds of one loop that are followed. */
export const MOST_ROUNDS = 2;
/** Rounds of a loop with a constant bound that are followed one by one. */
export const MOST_EXACT = 4;

/** What the rounds of loops change in a run. */
export interface Counts {
  /** Rounds begun in the loops that a frame is in. */
  readonly rounds: ReadonlyMap<SyntaxNode, number>;
  /** How often loops over the same thing go round. */
  readonly bounds: ReadonlyMap<string, number>;
  readonly channels: readonly ChannelInstance[];
}

/** How often loops go round that do something with the followed channels. */
export class LoopRounds {
  readonly #relevant = new Map<SyntaxNode, boolean>();
  readonly #bounds = new Map<SyntaxNode, Map<SyntaxNode | undefined, string | undefined>>();
  readonly #shared = new Map<SyntaxNode, boolean>();
  readonly #tests = new Map<SyntaxNode, readonly RoundTest[]>();
  readonly #few = new Map<SyntaxNode, boolean>();

  constructor(readonly world: World) {}

  /** One more round; undefined when the loop has had all of its own. */
  enter(loop: SyntaxNode, frame: Frame, { rounds, bounds, channels }: Counts): Counts | undefined {
    const count = (rounds.get(loop) ?? 0) + 1;
    const bound = this.#bound(loop, frame);
    const agreed = this.#agreed(bound, bounds);
    if (count > mostRounds(bound, agreed)) return undefined;
    const mayBeLast = count > 1 || isCountedByVariable(this.world.pkg, loop);
    const isFree =
      mayBeLast &&
      agreed === undefined &&
      !this.#isShared(loop, bound, frame) &&
      !countsStarts(this.world.pkg, loop);
    return {
      rounds: new Map([...rounds, [loop, count]]),
      bounds,
      channels: isFree ? this.#freed(channels, loop, frame, true) : channels,
    };
  }

  /** The end of a loop; undefined when it still has rounds to go. */
  finish(loop: SyntaxNode, frame: Frame, counts: Counts): Counts | undefined {
    const { rounds } = counts;
    let { bounds, channels } = counts;
    const count = rounds.get(loop) ?? 0;
    const bound = this.#bound(loop, frame);
    const agreed = this.#agreed(bound, bounds);
    if (agreed !== undefined) {
      if (count !== mostRounds(bound, agreed)) return undefined;
      if (isLong(bound)) channels = this.#freed(channels, loop, frame);
    } else if (count === 0) {
      return undefined; // a loop over nothing is another matter
    } else {
      if (bound !== undefined) bounds = new Map([...bounds, [bound, count]]);
      if (!this.#isShared(loop, bound, frame)) channels = this.#freed(channels, loop, frame);
    }
    const left = new Map(rounds);
    left.delete(loop);
    return { rounds: left, bounds, channels };
  }

  /** Whether no loop has begun more rounds than another one over the same thing has had by its end. */
  isPossible({ processes, bounds }: State): boolean {
    return processes.every(({ frames }) =>
      frames.every((frame) =>
        [...frame.rounds].every(([loop, count]) => {
          const bound = this.#bound(loop, frame);
          return count <= mostRounds(bound, this.#agreed(bound, bounds));
        }),
      ),
    );
  }

  /**
   * What the conditions of a loop with a constant bound say in a round, by their text: one that compares the counter with
   * a constant holds in one round, which stands for its own when there are more than are followed.
   * @param count of the rounds begun, this one included
   */
  testsIn(loop: SyntaxNode, frame: Frame, count: number): readonly (readonly [string, boolean])[] {
    const bound = this.#bound(loop, frame);
    const total = bound === undefined ? undefined : constantOf(bound);
    if (total === undefined) return [];
    const last = mostRounds(bound, total) - 1;
    return this.testsOf(loop).map(({ condition, round }) => {
      const isMet = round >= 0 && round < total && Math.min(round, last) === count - 1;
      return [factReaderOf(this.world.pkg).normalise(condition).text, isMet];
    });
  }

  /** Conditions of a loop that hold in one of its rounds. */
  testsOf(loop: SyntaxNode): readonly RoundTest[] {
    let tests = this.#tests.get(loop);
    if (!tests) {
      tests = roundTests(this.world.pkg, loop);
      this.#tests.set(loop, tests);
    }
    return tests;
  }

  #agreed(bound: string | undefined, bounds: Counts['bounds']): number | undefined {
    return bound === undefined ? undefined : (bounds.get(bound) ?? constantOf(bound));
  }

  #bound(loop: SyntaxNode, { call: run }: Frame): string | undefined {
    const call = run?.kind === 'go_statement' ? run.firstNamedChild : run;
    let known = this.#bounds.get(loop);
    if (!known) {
      known = new Map();
      this.#bounds.set(loop, known);
    }
    if (!known.has(call)) known.set(call, boundOf(this.world.pkg, loop, call));
    return known.get(call);
  }

  /**
   * How often a loop goes round that receives is not known: as often as the other side needs.
   * @param isInside whether the loop goes on: as many values as are sent at most are received in the rounds that are followed
   */
  #freed(
    channels: readonly ChannelInstance[],
    loop: SyntaxNode,
    frame: Frame,
    isInside = false,
  ): readonly ChannelInstance[] {
    const free = this.#channelsIn(loop, frame, isInside);
    return channels.map((channel, index) => (free.has(index) ? freed(channel) : channel));
  }

  /** Whether the rounds of a loop matter; a range over a channel ends when that is closed. */
  isCounted(loop: SyntaxNode): boolean {
    const clause = loop.namedChildren.find((child) => child.kind === 'range_clause');
    if (clause && this.world.reader.variable(clause.field('right'))) return false;
    return this.#isRelevant(loop);
  }

  /** Whether another loop of the function around goes over the same thing. */
  #isShared(loop: SyntaxNode, bound: string | undefined, frame: Frame): boolean {
    if (bound === undefined) return false;
    let shared = this.#shared.get(loop);
    if (shared === undefined) {
      const fn = outermost(this.world.pkg.functionOf(loop));
      shared = [...(fn?.node.descendants('for_statement') ?? [])].some(
        (other) => other !== loop && this.#isRelevant(other) && this.#bound(other, frame) === bound,
      );
      this.#shared.set(loop, shared);
    }
    return shared;
  }

  /**
   * The channels behind an edge. Where a loop is left because what it has counted comes to a number that is not known, it has
   * received as often as it was to.
   */
  counted(edge: Edge, frame: Frame, channels: readonly ChannelInstance[]): readonly ChannelInstance[] {
    const { condition, kind } = edge;
    if (!condition || (kind !== 'true' && kind !== 'false')) return channels;
    const counting = countingLoop(this.world.pkg, condition, kind === 'true');
    return counting ? this.#freed(channels, counting, frame) : channels;
  }

  /** Whether a loop does something with a followed channel. */
  #isRelevant(loop: SyntaxNode): boolean {
    let relevant = this.#relevant.get(loop);
    if (relevant === undefined) {
      const { pkg, reader } = this.world;
      relevant = false;
      for (const identifier of loop.descendants('identifier')) {
        const object = pkg.objectOf(identifier);
        if (object?.kind !== 'var') continue;
        relevant = reader.followed.has(object);
        if (!relevant && object.role === 'local' && identifier.parent?.kind === 'call_expression') {
          const called = pkg.calleeOf(identifier.parent)?.function;
          relevant = called?.node.kind === 'func_literal' && reader.isInteresting(called);
        }
        if (relevant) break;
      }
      this.#relevant.set(loop, relevant);
    }
    return relevant;
  }

  /** Instances from which a loop itself receives; only those to which more may be sent than is followed, where told so. */
  #channelsIn(loop: SyntaxNode, frame: Frame, withMany: boolean): Set<number> {
    const found = new Set<number>();
    for (const node of loop.descendants('unary_expression', 'range_clause')) {
      if (this.world.pkg.functionOf(node) !== frame.fn) continue;
      const isReceive = node.kind === 'range_clause' || node.field('operator')?.text === '<-';
      const operand = node.field(node.kind === 'range_clause' ? 'right' : 'operand');
      const variable = isReceive && operand ? this.world.reader.variable(operand) : undefined;
      const value = variable && frame.values.get(variable);
      if (value === undefined || value === NIL || (withMany && this.#getsFew(operand!))) continue;
      found.add(value);
    }
    return found;
  }

  /** Whether each send on a channel is made once in the function around the loop, and there are no more than rounds are followed. */
  #getsFew(expression: SyntaxNode): boolean {
    const known = this.#few.get(expression) ?? this.#isSentFew(expression);
    this.#few.set(expression, known);
    return known;
  }

  #isSentFew(expression: SyntaxNode): boolean {
    const { operations, others } = this.world.channels.channelOf(expression);
    const fn = outermost(this.world.pkg.functionOf(expression));
    const sends = operations.filter(({ kind }) => kind === 'send');
    return (
      fn !== undefined &&
      !others.send &&
      sends.length <= MOST_ROUNDS &&
      sends.every(({ node }) => this.#isMadeOnce(node, fn))
    );
  }

  /** Whether no loop leads from a send back to it: one of its function, or one around the literals that it stands in. */
  #isMadeOnce(send: SyntaxNode, top: GoFunction): boolean {
    const sender = this.world.pkg.functionOf(send);
    const graph = sender && this.world.graphOf(sender);
    const block = graph?.blockOf(send);
    return (
      block !== undefined &&
      !graph!.inLoop(block) &&
      top.node.contains(sender!.node) &&
      (sender === top || loopsAround(sender!.node, top.node).next().done === true)
    );
  }
}

function mostRounds(bound: string | undefined, agreed: number | undefined): number {
  if (agreed === undefined) return MOST_ROUNDS;
  return Math.min(agreed, bound?.startsWith('#') ? MOST_EXACT : MOST_ROUNDS);
}

function isLong(bound: string | undefined): boolean {
  return bound !== undefined && (constantOf(bound) ?? 0) > MOST_EXACT;
}

function constantOf(bound: string): number | undefined {
  return bound.startsWith('#') ? Number(bound.slice(1)) : undefined;
}
