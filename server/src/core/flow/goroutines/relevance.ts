import type { GoFunction } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { comparesNil, comparesNilReceived } from '../always-nil.ts';
import { decidedByEnd } from '../ended-errors.ts';
import type { BasicBlock, Edge } from '../model.ts';
import { type FactReader, type Facts, factReaderOf } from '../path-facts.ts';
import { alikeInRows } from '../table-rows.ts';
import { type Asserted, assertedBy } from './asserted.ts';
import { flagsOfDeferred } from './deferred-flags.ts';
import { copiedError, toldByCase } from './ended-contexts.ts';
import { idleText } from './idle-timers.ts';
import type { LoopRounds } from './rounds.ts';
import type { Frame } from './state.ts';
import type { World } from './world.ts';

/** What of a function's body can make a difference to a search: blocks, conditions and edges. */
export class Relevance {
  readonly #asked = new Map<GoFunction, ReadonlyMap<BasicBlock, ReadonlySet<string>>>();
  readonly #repeated = new Map<GoFunction, ReadonlySet<string>>();
  readonly #alwaysNil = new Map<SyntaxNode, boolean>();
  readonly #mattering = new Map<GoFunction, ReadonlySet<BasicBlock>>();
  readonly #asserted = new Map<SyntaxNode, Asserted | undefined>();
  readonly #flags = new Map<GoFunction, ReadonlySet<string>>();
  readonly #facts: FactReader;

  constructor(
    readonly world: World,
    readonly loops: LoopRounds,
  ) {
    this.#facts = factReaderOf(world.pkg);
  }

  /** Whether anything that is followed comes at a block or after it. */
  matters(frame: Frame): boolean {
    let mattering = this.#mattering.get(frame.fn);
    if (!mattering) {
      const { reader, graphOf } = this.world;
      const found = new Set<BasicBlock>();
      const work = graphOf(frame.fn).blocks.filter((block) =>
        block.nodes.some(
          (node) =>
            reader.of(node).length > 0 ||
            this.#endsTest(frame.fn, node) ||
            this.#setsFlag(frame.fn, node) ||
            (node.kind === 'return_statement' &&
              (node.firstNamedChild?.namedChildren ?? []).some((value) => reader.variable(value))),
        ),
      );
      while (work.length > 0) {
        const block = work.pop()!;
        if (found.has(block)) continue;
        found.add(block);
        work.push(...block.predecessors.map((edge) => edge.from));
      }
      mattering = found;
      this.#mattering.set(frame.fn, mattering);
    }
    return mattering.has(frame.block);
  }

  /** What a statement says by coming back. */
  assertedBy(node: SyntaxNode): Asserted | undefined {
    if (node.kind !== 'expression_statement') return undefined;
    if (!this.#asserted.has(node)) this.#asserted.set(node, assertedBy(this.world.pkg, node));
    return this.#asserted.get(node);
  }

  /** Whether a statement ends the test unless something is so that is known on some paths. */
  #endsTest(fn: GoFunction, node: SyntaxNode): boolean {
    const asserted = this.assertedBy(node);
    return asserted !== undefined && this.#repeatedIn(fn).has(asserted.text);
  }

  /** Whether a statement sets a flag that what is deferred asks. */
  #setsFlag(fn: GoFunction, node: SyntaxNode): boolean {
    const flags = this.#flagsIn(fn);
    return flags.size > 0 && [...this.#facts.learn(new Map(), node).keys()].some((text) => flags.has(text));
  }

  #flagsIn(fn: GoFunction): ReadonlySet<string> {
    let flags = this.#flags.get(fn);
    if (!flags) {
      flags = flagsOfDeferred(this.world.pkg, this.world.graphOf, fn);
      this.#flags.set(fn, flags);
    }
    return flags;
  }

  /** Facts only matter for conditions that are asked twice, and for flags that are set. */
  keep(frame: Frame, facts: Facts): Facts {
    if (facts === frame.facts || facts.size === 0) return facts;
    const repeated = this.#repeatedIn(frame.fn);
    if ([...facts.keys()].every((text) => repeated.has(text))) return facts;
    return new Map([...facts].filter(([text]) => repeated.has(text)));
  }

  /** Of what is known at the start of a block, what may be asked from there on. */
  ahead(fn: GoFunction, block: BasicBlock, facts: Facts): Facts {
    if (facts.size === 0) return facts;
    let asked = this.#asked.get(fn);
    if (!asked) {
      asked = this.#askedIn(fn);
      this.#asked.set(fn, asked);
    }
    const texts = asked.get(block)!;
    for (const text of facts.keys()) {
      if (!texts.has(text)) return new Map([...facts].filter(([each]) => texts.has(each)));
    }
    return facts;
  }

  /** By block, the conditions that may be asked from its start on before what they say is assigned again (liveness). */
  #askedIn(fn: GoFunction): ReadonlyMap<BasicBlock, ReadonlySet<string>> {
    const { blocks } = this.world.graphOf(fn);
    const inLiterals = this.world.pkg
      .fileOf(fn.node)
      .functions.filter(({ node }) => node !== fn.node && fn.node.contains(node))
      .flatMap((literal) =>
        this.world.graphOf(literal).blocks.flatMap((block) => this.#conditionsAfter(block)),
      );
    const asked = new Map(blocks.map((block) => [block, new Set(inLiterals)]));
    const work = new Set(blocks.toReversed());
    for (const block of work) {
      work.delete(block);
      let texts = new Set([...inLiterals, ...this.#conditionsAfter(block), ...this.#timersAfter(block)]);
      for (const { to } of block.successors) for (const text of asked.get(to)!) texts.add(text);
      for (const node of block.nodes.toReversed()) texts = this.#askedBefore(node, texts, inLiterals);
      const known = asked.get(block)!;
      if (texts.size === known.size) continue;
      asked.set(block, texts);
      for (const { from } of block.predecessors) work.add(from);
    }
    return asked;
  }

  #repeatedIn(fn: GoFunction): ReadonlySet<string> {
    let repeated = this.#repeated.get(fn);
    if (!repeated) {
      const seen = new Set<string>();
      const twice = new Set(this.#flagsIn(fn));
      const conditions = new Map<SyntaxNode, string>();
      for (const block of this.world.graphOf(fn).blocks) {
        for (const edge of block.successors) {
          if (edge.condition && (edge.kind === 'true' || edge.kind === 'false'))
            conditions.set(edge.condition, this.#facts.normalise(edge.condition).text);
        }
      }
      for (const [node, text] of conditions) {
        if (seen.has(text) || node.kind === 'identifier' || text.endsWith(' == 0')) twice.add(text);
        seen.add(text);
      }
      for (const block of this.world.graphOf(fn).blocks) {
        for (const node of block.nodes) {
          const text = this.assertedBy(node)?.text;
          if (text === undefined) continue;
          if (seen.has(text) || /^[^ ]+$/u.test(text)) twice.add(text);
          seen.add(text);
        }
      }
      for (const loop of fn.node.descendants('for_statement')) {
        for (const { condition } of this.loops.testsOf(loop))
          twice.add(this.#facts.normalise(condition).text);
      }
      for (const block of this.world.graphOf(fn).blocks) {
        for (const node of block.nodes) {
          const copy = this.#facts.copiedFlag(node);
          if (copy && twice.has(copy.name)) twice.add(copy.source);
          for (const text of this.#receivedIn(node)) if (seen.has(text)) twice.add(text);
        }
      }
      for (const text of this.#toldIn(fn, seen)) twice.add(text);
      for (const block of this.world.graphOf(fn).blocks)
        for (const text of this.#timersAfter(block)) twice.add(text);
      repeated = twice;
      this.#repeated.set(fn, repeated);
    }
    return repeated;
  }

  /** Conditions that may be known of what a statement receives. */
  #receivedIn(node: SyntaxNode): string[] {
    return this.world.reader.of(node).flatMap((action) => {
      if (action.kind === 'receive') return action.isNil ?? [];
      return action.kind === 'select' ? action.cases.flatMap((one) => one.action?.isNil ?? []) : [];
    });
  }

  /** Conditions of a function that the case of a context that has ended decides. */
  #toldIn(fn: GoFunction, asked: ReadonlySet<string>): ReadonlySet<string> {
    const told = new Set<string>();
    const { blocks } = this.world.graphOf(fn);
    for (const block of blocks) {
      for (const { condition, kind } of block.successors) {
        const text = condition && kind === 'case' ? toldByCase(this.world.pkg, condition) : undefined;
        if (text) told.add(text);
      }
    }
    if (told.size === 0) return told;
    const copies = blocks.flatMap((block) =>
      block.nodes.flatMap((node) => copiedError(this.world.pkg, node) ?? []),
    );
    for (const { name, source } of copies) if (told.has(source) && asked.has(name)) told.add(name);
    for (const text of told) {
      const isSource = copies.some(({ name, source }) => source === text && told.has(name));
      if (!asked.has(text) && !isSource) told.delete(text);
    }
    return told;
  }

  /**
   * Whether an edge is taken only when something is not nil that always is (`recover()` in runs without a panic, errors that
   * never come), for a row that the table of a test does not have, an error that a context does not end with, or the close of a
   * ticker's channel (time/tick.go: "Stop does not close the channel").
   */
  isOfOtherRuns(edge: Edge): boolean {
    if (edge.kind === 'done') return this.#isTicker(edge.condition?.field('right'));
    if (!edge.condition || (edge.kind !== 'true' && edge.kind !== 'false')) return false;
    const { condition } = edge;
    const decided = alikeInRows(this.world.pkg, condition) ?? decidedByEnd(this.world.pkg, condition);
    if (decided !== undefined) return decided !== (edge.kind === 'true');
    let isNil = this.#alwaysNil.get(edge.condition);
    if (isNil === undefined) {
      const { pkg, channels } = this.world;
      isNil = comparesNil(pkg, edge.condition, true) || comparesNilReceived(pkg, channels, edge.condition);
      this.#alwaysNil.set(edge.condition, isNil);
    }
    return isNil && (edge.kind === 'true') === this.#facts.normalise(edge.condition).isNegated;
  }

  /** Whether what a loop ranges over is the channel of a ticker. */
  #isTicker(ranged: SyntaxNode | undefined): boolean {
    const { pkg, channels } = this.world;
    const isChannel = ranged !== undefined && pkg.underlying(pkg.typeOf(ranged))?.kind === 'chan';
    return isChannel && channels.channelOf(ranged).wokenBy === 'timer';
  }

  /** Texts of the conditions that decide where a block goes on. */
  #conditionsAfter(block: BasicBlock): string[] {
    return block.successors.flatMap(({ condition, kind }) =>
      condition && (kind === 'true' || kind === 'false') ? [this.#facts.normalise(condition).text] : [],
    );
  }

  /** Facts about the timers that the cases of a select behind a block wait for. */
  #timersAfter(block: BasicBlock): string[] {
    return block.successors.flatMap(({ condition, kind }) =>
      condition && kind === 'case' ? (idleText(this.world.pkg, condition) ?? []) : [],
    );
  }

  /** Of the conditions that are asked after a node, those of which what was known before it still holds. */
  #askedBefore(node: SyntaxNode, after: ReadonlySet<string>, always: readonly string[]): Set<string> {
    const before = new Set(always);
    for (const text of after) {
      const [whenTrue, whenFalse] = [true, false].map((holds) =>
        this.#facts.learn(new Map([[text, holds]]), node).get(text),
      );
      if (whenTrue === true && whenFalse === false) before.add(text);
    }
    const asserted = this.assertedBy(node);
    if (asserted) before.add(asserted.text);
    const copy = this.#facts.copiedFlag(node);
    if (copy && after.has(copy.name)) before.add(copy.source);
    const error = copiedError(this.world.pkg, node);
    if (error && after.has(error.name)) before.add(error.source);
    return before;
  }
}
