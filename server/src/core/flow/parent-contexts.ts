import type { GoFunction, PackageModel } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { targetsOf } from './assignments.ts';
import { CANCEL_FUNCTION, madeContexts } from './context-makers.ts';
import { WITH_VALUE } from './contexts.ts';
import type { BasicBlock, ControlFlowGraph, FlowModel, OwnedResource } from './model.ts';
import { variable } from './nil-comparison.ts';
import { originsOf } from './origins.ts';

const MOST_PARENTS = 6;

/** testing/testing.go, Context: "canceled just before Cleanup-registered functions are called". */
const OF_TEST = /^testing\.(?:T|B|F|TB)\.Context$/;
const CLEANUP = /^testing\.(?:T|B|F|TB)\.Cleanup$/;

/** What a parent has to end with: the function, or also the request that a handler answers. */
export type ParentEnd = 'function' | 'request';

/**
 * Whether the function that makes a context, once for each parent, ends the parent on every way out behind it: the parent
 * takes its children along (context/context.go: "When a Context is canceled, all Contexts derived from it are also
 * canceled"), so that the function leaves nothing behind whatever becomes of the cancel function.
 */
export function endsWithParent(
  pkg: PackageModel,
  flow: FlowModel,
  resource: OwnedResource,
  end: ParentEnd,
): boolean {
  const made = madeContexts(pkg, resource.acquisition, resource.index);
  const search = new ParentEnds(pkg, flow, resource, end);
  return made?.every(({ parent }) => parent !== undefined && search.ends(parent, 0)) ?? false;
}

class ParentEnds {
  readonly #fn: GoFunction;
  readonly #graph: ControlFlowGraph;

  constructor(
    readonly pkg: PackageModel,
    readonly flow: FlowModel,
    readonly resource: OwnedResource,
    readonly end: ParentEnd,
  ) {
    this.#fn = resource.function;
    this.#graph = flow.graphOf(resource.function);
  }

  ends(context: SyntaxNode, depth: number): boolean {
    if (depth > MOST_PARENTS) return false;
    const origins = originsOf(this.pkg, context, { fields: false })?.all ?? [];
    return origins.length > 0 && origins.every(({ node }) => this.#originEnds(node, depth));
  }

  #originEnds(node: SyntaxNode, depth: number): boolean {
    if (node.kind !== 'call_expression' || this.pkg.functionOf(node) !== this.#fn) return false;
    const id = this.pkg.calleeOf(node)?.id ?? '';
    if (OF_TEST.test(id)) return this.#isOnceFor(undefined);
    if (id === 'net/http.Request.Context')
      return this.end === 'request' && this.#isHandler() && this.#isOnceFor(undefined);
    const above = node.field('arguments')?.firstNamedChild;
    if (WITH_VALUE.has(id)) return above !== undefined && this.ends(above, depth + 1);
    if (id === 'golang.org/x/sync/errgroup.WithContext') {
      if (this.#isOnceFor(node) && this.#isAwaited(node)) return true;
    } else if (!id.startsWith('context.With') && id !== 'os/signal.NotifyContext') {
      return false;
    } else if (this.#isOnceFor(node) && this.#isCancelled(node)) {
      return true;
    }
    return above !== undefined && id !== 'context.WithoutCancel' && this.ends(above, depth + 1);
  }

  /**
   * net/http/request.go, Context: "For incoming server requests, the context is canceled ... when the ServeHTTP method
   * returns"; a request that the function sends comes without a writer.
   */
  #isHandler(): boolean {
    const { parameters } = this.pkg.signatureOf(this.#fn);
    return parameters.some(({ type }) => namedId(type) === 'net/http.ResponseWriter');
  }

  /** Whether the context is made once for each run of a call, or of the function: each loop around it holds the call too. */
  #isOnceFor(maker: SyntaxNode | undefined): boolean {
    const { acquisition } = this.resource;
    for (let node = acquisition.parent; node && node !== this.#fn.node; node = node.parent) {
      if (node.kind === 'for_statement' && !(maker && node.contains(maker))) return false;
    }
    return true;
  }

  #isCancelled(maker: SyntaxNode): boolean {
    const found = this.flow
      .resourcesOf(this.#fn, CANCEL_FUNCTION)
      .find(({ acquisition }) => acquisition === maker);
    if (!found || found.leaks.length > 0 || found.isOverBudget) return false;
    return !found.movesAway || this.#isLeftToTest(found);
  }

  /** Whether it goes nowhere but into the cleanup of a test, which is done by then. */
  #isLeftToTest({ name }: OwnedResource): boolean {
    const object = name && variable(this.pkg, name);
    const given = object
      ? this.pkg.referencesTo(object).filter(({ parent }) => parent?.kind === 'argument_list')
      : [];
    return (
      given.length > 0 &&
      given.every(({ parent }) => CLEANUP.test(this.pkg.calleeOf(parent!.parent!)?.id ?? ''))
    );
  }

  /**
   * Whether every way out behind the context passes the Wait of its group (golang.org/x/sync/errgroup: "The derived
   * Context is canceled the first time a function passed to Go returns a non-nil error or the first time Wait returns").
   */
  #isAwaited(maker: SyntaxNode): boolean {
    const list = maker.parent;
    const target = list?.kind === 'expression_list' ? targetsOf(list.parent)[0] : undefined;
    const group = target && variable(this.pkg, target);
    const start = this.#graph.blockOf(this.resource.acquisition);
    if (!group || !start) return false;
    const waits = new Set<BasicBlock>();
    for (const reference of this.pkg.referencesTo(group)) {
      const method = reference.parent?.kind === 'selector_expression' ? reference.parent : undefined;
      const call = method?.parent;
      if (call?.kind !== 'call_expression' || this.pkg.functionOf(call) !== this.#fn) continue;
      if (this.pkg.calleeOf(call)?.id !== 'golang.org/x/sync/errgroup.Group.Wait') continue;
      const block = call.start > this.resource.acquisition.start ? this.#graph.blockOf(call) : undefined;
      if (block) waits.add(block);
    }
    return waits.size > 0 && !this.#leavesAround(start, waits);
  }

  /** Whether a way out from a block, or back to it, goes around all of some others. */
  #leavesAround(start: BasicBlock, others: ReadonlySet<BasicBlock>): boolean {
    const leaving = new Set(
      this.#graph.exits.filter(({ kind }) => kind === 'return' || kind === 'end').map(({ block }) => block),
    );
    const seen = new Set<BasicBlock>();
    const open = [start];
    for (let block = open.pop(); block; block = open.pop()) {
      if (seen.has(block) || others.has(block)) continue;
      seen.add(block);
      if (leaving.has(block)) return true;
      for (const { to } of block.successors) {
        if (to === start) return true;
        open.push(to);
      }
    }
    return false;
  }
}
