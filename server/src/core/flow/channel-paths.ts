import { outermost } from '../semantic/declarations.ts';
import type { GoFunction, PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isOwnFunction } from './channel-syntax.ts';
import { startOfLiteral } from './channels.ts';
import type { BasicBlock, ControlFlowGraph } from './model.ts';
import { type FactReader, type Facts, factReaderOf } from './path-facts.ts';

/** A way through a function on which nothing answers the one who waits. */
export interface MissedPath {
  /** The return (or the body, for its closing brace) through which the owner or the counterpart leaves. */
  readonly exit: SyntaxNode;
  readonly function: GoFunction;
}

/** The part of a function that a path must take. */
export interface Route {
  /** The path has to pass this statement. */
  readonly through?: SyntaxNode;
  /** The path ends here; without it, at an exit of the function. */
  readonly to?: SyntaxNode;
  /** A path that comes here is no witness: it waits for the one who waits. */
  readonly barriers?: readonly SyntaxNode[];
  /** The literal that waits; what it does itself helps nobody. */
  readonly except?: GoFunction;
}

const MOST_STATES = 4000;
const MOST_DEPTH = 4;

/**
 * Looks for paths that avoid every one of some operations, whoever does them: the function itself, literals and
 * goroutines that it starts, functions that it calls. A path that contradicts itself by its conditions
 * is none; a loop that holds an operation is taken to run at least once.
 */
export class PathFinder {
  readonly #missed = new Map<GoFunction, MissedPath | undefined>();
  readonly #sites = new Map<GoFunction, ReadonlyMap<SyntaxNode, GoFunction | undefined>>();
  readonly #carriers: ReadonlyMap<GoFunction, boolean>;
  readonly #answers: readonly SyntaxNode[];

  /** @param operations sends, receives or closes that would answer */
  constructor(
    readonly pkg: PackageModel,
    readonly graphOf: (fn: GoFunction) => ControlFlowGraph,
    operations: readonly SyntaxNode[],
  ) {
    this.#carriers = carriersOf(pkg, operations);
    const mentions: SyntaxNode[] = [];
    for (const fn of this.#carriers.keys()) {
      const name = fn.node.field('name');
      const object = name && pkg.objectOf(name);
      if (object) mentions.push(...pkg.referencesTo(object).filter((reference) => reference !== name));
    }
    this.#answers = [...operations, ...mentions];
  }

  /** A path that avoids all operations. */
  find(fn: GoFunction, route: Route = {}, depth = 0): MissedPath | undefined {
    const graph = this.graphOf(fn);
    const blockers = this.#blockers(fn, graph, depth, route);
    return blockers && walk(graph, fn, route, blockers, factReaderOf(this.pkg));
  }

  /** A path through a function, from its start to where it returns, that avoids all operations. */
  #missedIn(fn: GoFunction, depth: number): MissedPath | undefined {
    if (this.#missed.has(fn)) return this.#missed.get(fn);
    this.#missed.set(fn, undefined);
    const found = depth > MOST_DEPTH ? undefined : this.find(fn, {}, depth);
    this.#missed.set(fn, found);
    return found;
  }

  /** Nodes of the graph at which an operation surely happens, and those at which it may be missed. */
  #blockers(
    fn: GoFunction,
    graph: ControlFlowGraph,
    depth: number,
    route: Route,
  ): ReadonlyMap<SyntaxNode, MissedPath | undefined> | undefined {
    const blockers = new Map<SyntaxNode, MissedPath | undefined>();
    for (const [site, inner] of this.#sitesIn(fn)) {
      if (route.except && (inner === route.except || site === route.except.node)) continue;
      const owner = ownerIn(graph, site);
      if (!owner) continue;
      const missed = inner && this.#missedIn(inner, depth + 1);
      if (!(blockers.has(owner) && blockers.get(owner) === undefined)) blockers.set(owner, missed);
      if (missed) continue;
      for (const header of loopHeaders(site, fn)) {
        for (const block of graph.blocks) {
          for (const node of block.nodes) if (header.contains(node)) blockers.set(node, undefined);
        }
      }
    }
    for (const barrier of route.barriers ?? []) {
      const owner = ownerIn(graph, barrier);
      if (owner) blockers.set(owner, undefined);
    }
    return blockers;
  }

  /** Places in a function where an operation happens or is set going, with the function that then runs if it is known. */
  #sitesIn(fn: GoFunction): ReadonlyMap<SyntaxNode, GoFunction | undefined> {
    const known = this.#sites.get(fn);
    if (known) return known;
    const sites = new Map<SyntaxNode, GoFunction | undefined>();
    for (const answer of this.#answers) {
      if (!fn.node.contains(answer)) continue;
      let inner = this.pkg.functionOf(answer);
      if (inner === fn) {
        sites.set(answer, this.#called(answer));
        continue;
      }
      while (inner?.outer && inner.outer !== fn) inner = inner.outer;
      if (inner?.outer === fn) sites.set(inner.node, this.#runsAtOnce(inner) ? inner : undefined);
    }
    this.#sites.set(fn, sites);
    return sites;
  }

  /** The function behind a mention that calls it, when it does an operation itself. */
  #called(mention: SyntaxNode): GoFunction | undefined {
    const callee = mention.parent?.kind === 'selector_expression' ? mention.parent : mention;
    const call = callee.parent;
    if (call?.kind !== 'call_expression' || callee.fieldName !== 'function') return undefined;
    const fn = this.pkg.calleeOf(call)?.function;
    return fn && this.#carriers.get(fn) === true ? fn : undefined;
  }

  /** Whether a literal is called, deferred or started where it is written. */
  #runsAtOnce(literal: GoFunction): boolean {
    let node = literal.node;
    while (node.parent?.kind === 'parenthesized_expression') node = node.parent;
    const isCalled = node.parent?.kind === 'call_expression' && node.fieldName === 'function';
    return isCalled || startOfLiteral(this.pkg, literal.node) !== undefined;
  }
}

/** Declared functions in which an operation happens (true), and those that call them (false). */
function carriersOf(pkg: PackageModel, operations: readonly SyntaxNode[]): ReadonlyMap<GoFunction, boolean> {
  const carriers = new Map<GoFunction, boolean>();
  let level: GoFunction[] = [];
  for (const operation of operations) {
    const fn = outermost(pkg.functionOf(operation));
    if (!fn || carriers.has(fn)) continue;
    carriers.set(fn, true);
    level.push(fn);
  }
  while (level.length > 0) {
    const next: GoFunction[] = [];
    for (const fn of level) {
      for (const call of pkg.callsTo(fn)) {
        const caller = outermost(pkg.functionOf(call));
        if (!caller || carriers.has(caller) || !isOwnFunction(pkg, caller)) continue;
        carriers.set(caller, false);
        next.push(caller);
      }
    }
    level = next;
  }
  return carriers;
}

/** The node of the graph that evaluates a node. */
function ownerIn(graph: ControlFlowGraph, node: SyntaxNode): SyntaxNode | undefined {
  const block = graph.blockOf(node);
  const owners = block?.nodes.filter((candidate) => candidate === node || isEvaluatedBy(candidate, node));
  return owners?.sort((a, b) => a.end - a.start - (b.end - b.start))[0];
}

/** A select and a range clause stand in the graph for themselves, not for what their bodies hold. */
function isEvaluatedBy(owner: SyntaxNode, node: SyntaxNode): boolean {
  return owner.kind !== 'select_statement' && owner.contains(node);
}

/** Conditions and clauses of the loops around a node, inside a function. */
function loopHeaders(node: SyntaxNode, fn: GoFunction): SyntaxNode[] {
  const headers: SyntaxNode[] = [];
  for (let current = node.parent; current && current !== fn.node; current = current.parent) {
    if (current.kind !== 'for_statement') continue;
    const body = current.field('body');
    headers.push(...current.namedChildren.filter((child) => child !== body));
  }
  return headers;
}

interface State {
  readonly block: BasicBlock;
  readonly from: number;
  readonly isThrough: boolean;
  readonly facts: Facts;
  readonly missed: MissedPath | undefined;
}

function walk(
  graph: ControlFlowGraph,
  fn: GoFunction,
  route: Route,
  blockers: ReadonlyMap<SyntaxNode, MissedPath | undefined>,
  reader: FactReader,
): MissedPath | undefined {
  const through = route.through && ownerIn(graph, route.through);
  if (route.through && !through) return undefined;
  const to = route.to && ownerIn(graph, route.to);
  if (route.to && !to) return undefined;
  const seen = new Set<string>();
  const work: State[] = [
    { block: graph.entry, from: 0, isThrough: !through, facts: new Map(), missed: undefined },
  ];
  while (work.length > 0) {
    if (seen.size > MOST_STATES) return undefined; // too many paths to be sure of any
    const state = work.pop()!;
    const key = keyOf(state);
    if (seen.has(key)) continue;
    seen.add(key);
    let { isThrough, facts, missed } = state;
    let isBlocked = false;
    for (const node of state.block.nodes) {
      if (node === to) return missed ?? { exit: to, function: fn };
      if (blockers.has(node)) {
        const skipped = blockers.get(node);
        if (!skipped) {
          isBlocked = true;
          break;
        }
        missed ??= skipped;
      }
      if (node === through) isThrough = true;
      facts = reader.learn(facts, node);
    }
    if (isBlocked) continue;
    const exit = graph.exitOf(state.block);
    const isLeft = exit?.kind === 'return' || exit?.kind === 'end';
    if (isLeft && !to && isThrough) return missed ?? { exit: exit.node, function: fn };
    for (const edge of state.block.successors) {
      const next = reader.crossed(facts, edge);
      if (next) work.push({ block: edge.to, from: 0, isThrough, facts: next, missed });
    }
  }
  return undefined;
}

function keyOf(state: State): string {
  const facts = [...state.facts].map(([text, holds]) => `${text}=${holds}`).sort();
  return `${state.block.id}|${state.isThrough}|${facts.join(';')}`;
}
