import type { GoFunction } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { GraphBuilder, type GraphHost } from './graph-builder.ts';
import type { BasicBlock, ControlFlowGraph, DeferredCall, Edge, Exit } from './model.ts';

class Graph implements ControlFlowGraph {
  readonly entry: BasicBlock;
  readonly blocks: readonly BasicBlock[];
  readonly exits: readonly Exit[];
  readonly #defers: GraphBuilder['defers'];
  readonly #owners = new Map<SyntaxNode, BasicBlock>();
  readonly #exits: ReadonlyMap<BasicBlock, Exit>;
  readonly #reachable: ReadonlySet<BasicBlock>;
  /** Reachable blocks in reverse post-order. */
  readonly #order: readonly BasicBlock[];
  #dominators: Map<BasicBlock, BasicBlock> | undefined;
  #looping: Set<BasicBlock> | undefined;

  constructor(
    readonly fn: GoFunction,
    builder: GraphBuilder,
    host: GraphHost,
  ) {
    this.entry = builder.entry;
    this.blocks = builder.blocks;
    const order = depthFirst(builder.entry);
    this.#order = order.reverse();
    this.#reachable = new Set(this.#order);
    this.#defers = builder.defers.filter(({ block }) => this.#reachable.has(block));
    const recovering =
      builder.exits.some((exit) => exit.kind === 'panic') &&
      this.#defers.filter(({ statement }) => host.recovers(statement));
    this.exits = builder.exits
      .filter((exit) => this.#reachable.has(exit.block))
      .map((exit) => ({
        ...exit,
        isRecovered:
          exit.kind === 'panic' &&
          recovering !== false &&
          recovering.some(({ block }) => blocksFrom(block).has(exit.block)),
      }));
    this.#exits = new Map(this.exits.map((exit) => [exit.block, exit]));
    for (const block of this.blocks) for (const node of block.nodes) this.#owners.set(node, block);
  }

  get function(): GoFunction {
    return this.fn;
  }

  exitOf(block: BasicBlock): Exit | undefined {
    return this.#exits.get(block);
  }

  isReachable(block: BasicBlock): boolean {
    return this.#reachable.has(block);
  }

  blockOf(node: SyntaxNode): BasicBlock | undefined {
    const block = this.#ownerOf(node);
    return block && this.#reachable.has(block) ? block : undefined;
  }

  isDead(node: SyntaxNode): boolean {
    const block = this.#ownerOf(node);
    return block !== undefined && !this.#reachable.has(block);
  }

  #ownerOf(node: SyntaxNode): BasicBlock | undefined {
    for (let current: SyntaxNode | undefined = node; current; current = current.parent) {
      const block = this.#owners.get(current);
      if (block) return block;
      if (current === this.fn.node) return undefined;
    }
    return undefined;
  }

  evaluates(owner: SyntaxNode, node: SyntaxNode): boolean {
    for (let current: SyntaxNode | undefined = node; current; current = current.parent) {
      if (current === owner) return true;
      if (this.#owners.has(current)) return false;
    }
    return false;
  }

  deferredAt(exit: Exit): readonly DeferredCall[] {
    const number = new Map(this.#order.map((block, index) => [block, index]));
    return this.#defers
      .filter(({ block }) => blocksFrom(block).has(exit.block))
      .sort((a, b) => number.get(b.block)! - number.get(a.block)! || b.statement.start - a.statement.start)
      .map(({ statement, block }) => ({
        statement,
        isAlways: this.dominates(block, exit.block),
        isRepeated: this.inLoop(block),
      }));
  }

  /** Cooper, Harvey, Kennedy: A Simple, Fast Dominance Algorithm. */
  dominates(a: BasicBlock, b: BasicBlock): boolean {
    const immediate = this.#immediateDominators();
    for (let block: BasicBlock | undefined = b; block; ) {
      if (block === a) return true;
      const up = immediate.get(block);
      if (!up || up === block) return false;
      block = up;
    }
    return false;
  }

  immediateDominator(block: BasicBlock): BasicBlock | undefined {
    const up = this.#immediateDominators().get(block);
    return up === block ? undefined : up;
  }

  #immediateDominators(): Map<BasicBlock, BasicBlock> {
    if (this.#dominators) return this.#dominators;
    const number = new Map(this.#order.map((block, index) => [block, index]));
    const immediate = new Map<BasicBlock, BasicBlock>([[this.entry, this.entry]]);
    for (let changed = true; changed; ) {
      changed = false;
      for (const block of this.#order) {
        if (block === this.entry) continue;
        let chosen: BasicBlock | undefined;
        for (const { from } of block.predecessors) {
          if (!immediate.has(from)) continue;
          if (!chosen) chosen = from;
          else {
            let other: BasicBlock = from;
            while (chosen !== other) {
              while (number.get(chosen!)! > number.get(other)!) chosen = immediate.get(chosen!)!;
              while (number.get(other)! > number.get(chosen!)!) other = immediate.get(other)!;
            }
          }
        }
        if (chosen && immediate.get(block) !== chosen) {
          immediate.set(block, chosen);
          changed = true;
        }
      }
    }
    this.#dominators = immediate;
    return immediate;
  }

  inLoop(block: BasicBlock): boolean {
    this.#looping ??= loopingBlocks(this.#order);
    return this.#looping.has(block);
  }
}

export function buildGraph(fn: GoFunction, host: GraphHost): ControlFlowGraph {
  return new Graph(fn, new GraphBuilder(fn, host), host);
}

/** A block, and those to which some way leads from it. */
export function blocksFrom(start: BasicBlock): ReadonlySet<BasicBlock> {
  const seen = new Set<BasicBlock>([start]);
  for (const block of seen) for (const { to } of block.successors) seen.add(to);
  return seen;
}

/** A block, and those from which some way leads to it. */
export function blocksBefore(end: BasicBlock): ReadonlySet<BasicBlock> {
  const seen = new Set<BasicBlock>([end]);
  for (const block of seen) for (const { from } of block.predecessors) seen.add(from);
  return seen;
}

/** Whether some way from a block comes back to it around all of some others, and over none of some edges. */
export function comesBack(
  start: BasicBlock,
  others: ReadonlySet<BasicBlock>,
  isBarred: (edge: Edge) => boolean = () => false,
): boolean {
  const seen = new Set<BasicBlock>();
  const ahead = ({ successors }: BasicBlock): BasicBlock[] =>
    successors.filter((edge) => !isBarred(edge)).map(({ to }) => to);
  const open = ahead(start);
  for (let block = open.pop(); block; block = open.pop()) {
    if (block === start) return true;
    if (seen.has(block) || others.has(block)) continue;
    seen.add(block);
    open.push(...ahead(block));
  }
  return false;
}

/** Reachable blocks in post-order, what follows a loop or branch before its inside; marks back edges. */
function depthFirst(entry: BasicBlock): BasicBlock[] {
  const order: BasicBlock[] = [];
  const state = new Map<BasicBlock, 'open' | 'closed'>([[entry, 'open']]);
  const stack = [{ block: entry, next: entry.successors.length }];
  while (stack.length > 0) {
    const frame = stack[stack.length - 1]!;
    const edge = frame.block.successors[--frame.next];
    if (!edge) {
      state.set(frame.block, 'closed');
      order.push(frame.block);
      stack.pop();
    } else if (!state.has(edge.to)) {
      state.set(edge.to, 'open');
      stack.push({ block: edge.to, next: edge.to.successors.length });
    } else if (state.get(edge.to) === 'open')
      (edge as { -readonly [Key in keyof Edge]: Edge[Key] }).isBackEdge = true;
  }
  return order;
}

/**
 * Blocks on a cycle: in a strongly connected component with an edge inside (Kosaraju and Sharir). Jumps may enter a
 * cycle at several places, so back edges alone do not say.
 *
 * @param order reachable blocks in reverse post-order
 */
function loopingBlocks(order: readonly BasicBlock[]): Set<BasicBlock> {
  const looping = new Set<BasicBlock>();
  const unassigned = new Set(order);
  for (const root of order) {
    if (!unassigned.delete(root)) continue;
    const component = new Set<BasicBlock>([root]);
    for (const block of component) {
      for (const { from } of block.predecessors) if (unassigned.delete(from)) component.add(from);
    }
    const isCycle = component.size > 1 || root.successors.some(({ to }) => to === root);
    if (isCycle) for (const block of component) looping.add(block);
  }
  return looping;
}
