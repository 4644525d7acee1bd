import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignedTo, isAssignedWhole, targetsOf } from './assignments.ts';
import { CANCEL_FUNCTION, madeContexts } from './context-makers.ts';
import { parentOf } from './contexts.ts';
import { loopsAround, roundsOf } from './loop-heads.ts';
import type { BasicBlock, ControlFlowGraph, FlowModel, Leak, OwnedResource } from './model.ts';
import { variable } from './nil-comparison.ts';
import { originsOf } from './origins.ts';

const MOST_PARENTS = 6;

/** testing/testing.go, Context: "canceled just before Cleanup-registered functions are called". */
const OF_TEST = /^testing\.(?:T|B|F|TB)\.Context$/;
const CLEANUP = /^testing\.(?:T|B|F|TB)\.Cleanup$/;

/**
 * testing/testing.go: "Run runs f as a subtest of t"; Cleanup calls it when the test is complete. testify's suite/suite.go: "Run
 * provides suite functionality around golang subtests".
 */
const RUN_ONCE =
  /^(?:testing\.(?:T\.Run|(?:T|B|F|TB)\.Cleanup)|github\.com\/stretchr\/testify\/suite\.Suite\.Run)$/;

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

/** Whether a literal runs once each time its statement does: called where it stands, as a subtest, when a test ends. */
function runsOnceFor(pkg: PackageModel, { node }: GoFunction): boolean {
  const { parent } = node;
  if (parent?.kind === 'call_expression') return node.fieldName === 'function';
  const call = parent?.kind === 'argument_list' ? parent.parent : undefined;
  return call !== undefined && RUN_ONCE.test(pkg.calleeOf(call)?.id ?? '');
}

class ParentEnds {
  readonly #fn: GoFunction;
  readonly #graph: ControlFlowGraph;
  /** Requests that are looked at, which may get a context made of their own. */
  readonly #requests = new Set<VarObject>();

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
    if (this.end === 'request' && this.#isGivenWithRequest(context)) return this.#isOnceFor(undefined);
    const origins = originsOf(this.pkg, context, { fields: false })?.all ?? [];
    return origins.length > 0 && origins.every(({ node }) => this.#originEnds(node, depth));
  }

  #originEnds(node: SyntaxNode, depth: number): boolean {
    if (node.kind !== 'call_expression') return false;
    if (this.pkg.functionOf(node) !== this.#fn) return this.#endsAround(node);
    const id = this.pkg.calleeOf(node)?.id ?? '';
    if (OF_TEST.test(id)) return this.#isOnceFor(undefined);
    if (id === 'net/http.Request.Context')
      return this.end === 'request' && this.#isHandled(node, depth) && this.#isOnceFor(undefined);
    const isGroup = id === 'golang.org/x/sync/errgroup.WithContext';
    if (this.#isOnceFor(node) && (isGroup ? this.#isAwaited(node) : this.#isCancelled(node))) return true;
    const above = parentOf(this.pkg, node);
    return above !== undefined && this.ends(above, depth + 1);
  }

  /**
   * Whether a function around the literal that makes the context ends the parent, and runs the literal once for it: as a
   * subtest, in a goroutine, or where it stands. What is made after that has ended at once.
   */
  #endsAround(maker: SyntaxNode): boolean {
    const around = this.pkg.functionOf(maker);
    let inner = this.#fn;
    for (; inner.outer && inner.outer !== around; inner = inner.outer)
      if (!runsOnceFor(this.pkg, inner)) return false;
    if (!around || inner.outer !== around || !runsOnceFor(this.pkg, inner)) return false;
    const isOnce = [...loopsAround(this.resource.acquisition, around.node)].every(
      (loop) => loop.contains(maker) || /^(one|counted)$/.test(roundsOf(this.pkg, loop)),
    );
    return isOnce && this.#isCancelled(maker, around);
  }

  /**
   * Whether a request that is asked for its context is the one that the function handles, as it got it or with a context that
   * ends too (net/http/request.go, Context: "For incoming server requests, the context is canceled ... when the ServeHTTP
   * method returns"); one that the function sends is made by it.
   */
  #isHandled(asked: SyntaxNode, depth: number): boolean {
    const operand = asked.field('function')?.field('operand');
    const request = operand && variable(this.pkg, operand);
    if (!request || !this.#answers() || !this.#fn.parameters.includes(request)) return false;
    if (this.#requests.has(request)) return true;
    this.#requests.add(request);
    const isHandled = this.pkg.referencesTo(request).every((reference) => {
      if (reference === request.node || !isAssignedWhole(reference)) return true;
      const call = assignedTo(reference)?.value;
      const id = call?.kind === 'call_expression' ? this.pkg.calleeOf(call)?.id : undefined;
      const given = call?.field('arguments')?.firstNamedChild;
      return id === 'net/http.Request.WithContext' && given !== undefined && this.ends(given, depth + 1);
    });
    this.#requests.delete(request);
    return isHandled;
  }

  /** Whether a context is a parameter of a function that answers a request, or what was made of it there: it comes of the request. */
  #isGivenWithRequest(context: SyntaxNode): boolean {
    const object = variable(this.pkg, context);
    if (!object || !this.#fn.parameters.includes(object) || !this.#answers()) return false;
    return this.pkg.referencesTo(object).every((reference) => {
      if (reference === object.node || !isAssignedWhole(reference)) return true;
      const value = assignedTo(reference)?.value;
      const given = value?.kind === 'call_expression' ? value.field('arguments')?.namedChildren : undefined;
      return given?.some((each) => variable(this.pkg, each) === object) === true;
    });
  }

  /** Whether the function gets the writer of an answer. */
  #answers(): boolean {
    const { parameters } = this.pkg.signatureOf(this.#fn);
    return parameters.some(({ type }) => namedId(type) === 'net/http.ResponseWriter');
  }

  /** Whether the context is made once for each run of a call, or of the function: each loop around it holds the call too. */
  #isOnceFor(maker: SyntaxNode | undefined): boolean {
    return [...loopsAround(this.resource.acquisition)].every((loop) => maker && loop.contains(maker));
  }

  #isCancelled(maker: SyntaxNode, fn = this.#fn): boolean {
    const found = this.flow.resourcesOf(fn, CANCEL_FUNCTION).find(({ acquisition }) => acquisition === maker);
    if (!found || found.isOverBudget || !found.leaks.every((leak) => this.#isReplaced(leak))) return false;
    return !found.movesAway || this.#isLeftToTest(found);
  }

  /** Whether the variable of the context gets another one where its cancel function is overwritten: from there on it is not the parent. */
  #isReplaced({ exit, reason, resource: { acquisition } }: Leak): boolean {
    const list = acquisition.parent;
    const target = list?.kind === 'expression_list' ? targetsOf(list.parent)[0] : undefined;
    const object = target && variable(this.pkg, target);
    return (
      reason === 'overwritten' &&
      object !== undefined &&
      targetsOf(exit).some((each) => variable(this.pkg, each) === object)
    );
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
      if (call.parent?.kind === 'go_statement') continue;
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
