import { effectOnArgument } from '../knowledge/behaviour/index.ts';
import { ITERATOR_STEPS, type IteratorStep, QUERY_NAMES, ROWS_METHODS } from '../knowledge/iterators.ts';
import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import { isErrorType } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignmentsOf, isAssignedWhole } from './assignments.ts';
import { conditionsFor } from './error-checks.ts';
import { givesError } from './error-passing.ts';
import { blocksFrom } from './graph.ts';
import type { BasicBlock, ControlFlowGraph, Iteration } from './model.ts';
import { nilComparison, variable } from './nil-comparison.ts';
import { PathState } from './path-state.ts';

/** What finding iterations needs from the rest of the flow layer. */
export interface IterationHost {
  readonly pkg: PackageModel;
  graphOf(fn: GoFunction): ControlFlowGraph;
}

const STEP_NAMES: ReadonlySet<string> = new Set(
  [...ITERATOR_STEPS.keys()].map((id) => id.slice(id.lastIndexOf('.') + 1)),
);

/** How deep functions of the program are followed that get the iterator. */
const DEPTH = 4;

/** The steps of iterators held by variables of a function, literals apart, on whose `false` the function goes on. */
export function iterationsIn(host: IterationHost, fn: GoFunction): Iteration[] {
  const { pkg } = host;
  const found: Iteration[] = [];
  for (const name of STEP_NAMES) {
    for (const method of fn.file.tree.identifiersNamed(name, fn.node)) {
      const call = method.fieldName === 'field' ? method.parent?.parent : undefined;
      if (call?.kind !== 'call_expression' || pkg.functionOf(call) !== fn) continue;
      const operand = method.parent!.field('operand');
      const object = operand && variable(pkg, operand);
      // an iterator in a field or in a package variable is asked by whoever owns it
      if (!object || object.role === 'package' || object.role === 'field') continue;
      const callee = pkg.calleeOf(call);
      const known = callee && ITERATOR_STEPS.get(callee.id);
      const step = known ?? (callee?.signature ? undefined : stepOfUnknown(pkg, object, name));
      const iteration = step && iterationAt(host, fn, call, object, step, known ? 'proved' : 'likely');
      if (iteration) found.push(iteration);
    }
  }
  return found.sort((a, b) => a.next.start - b.next.start);
}

function stepOfUnknown(pkg: PackageModel, object: VarObject, name: string): IteratorStep | undefined {
  return name === 'Next' && isRowsByUse(pkg, object)
    ? ITERATOR_STEPS.get('database/sql.Rows.Next')
    : undefined;
}

/** Whether a variable of unknown type holds the result of a method named like a query, and is used as rows only. */
export function isRowsByUse(pkg: PackageModel, object: VarObject): boolean {
  if (object.role !== 'local' || pkg.typeOfObject(object)) return false;
  let queries = 0;
  for (const mention of pkg.referencesTo(object)) {
    const parent = mention.parent;
    if (isAssignedWhole(mention)) {
      const statement = parent?.kind === 'var_spec' ? parent : parent?.parent;
      const value = statement?.field('right')?.firstNamedChild;
      const called = value?.kind === 'call_expression' ? value.field('function') : undefined;
      if (!QUERY_NAMES.has(called?.field('field')?.text ?? '')) return false;
      queries++;
    } else if (
      parent?.kind === 'selector_expression' &&
      !ROWS_METHODS.has(parent.field('field')?.text ?? '')
    ) {
      return false;
    }
  }
  return queries > 0;
}

function iterationAt(
  host: IterationHost,
  fn: GoFunction,
  call: SyntaxNode,
  object: VarObject,
  step: IteratorStep,
  certainty: Iteration['certainty'],
): Iteration | undefined {
  const graph = host.graphOf(fn);
  const block = graph.blockOf(call);
  if (!block) return undefined; // dead code
  const edges = block.successors.filter((edge) => edge.condition === call);
  const ended = edges.find((edge) => edge.kind === 'false')?.to;
  const more = edges.find((edge) => edge.kind === 'true')?.to;
  // its result goes somewhere else: to a caller, into a variable
  if ((!ended || !more) && step.step === 'row') return undefined;
  const walk = new Region(host.pkg, object);
  const isLoop = more !== undefined && walk.from(more).has(block);
  const after = ended ? [...walk.from(ended)] : walk.behind(block, call);
  // what follows a loop may give the variable to the next
  const behind = isLoop && ended ? blocksFrom(ended) : new Set(after);
  const exits = graph.exits.filter((exit) => behind.has(exit.block));
  const conditions = conditionsFor(host.pkg, graph, undefined);
  const fails = exits.every(
    (exit) =>
      exit.kind === 'panic' ||
      exit.kind === 'no-return' ||
      (exit.kind === 'return' &&
        conditions.values.saysFailure(exit.node, PathState.unknown) &&
        (!isLoop || !mayGiveNil(host.pkg, exit.node))),
  );
  const statement = forStatementOf(call);
  const inLoop = (node: SyntaxNode): boolean => statement?.field('body')?.contains(node) ?? false;
  const questions = new Questions(host.pkg, step.error);
  const isAfter = (node: SyntaxNode): boolean =>
    after.some(
      (each) => (each !== block || node.start > call.start) && each.nodes.some((one) => one.contains(node)),
    ) || isDeferred(node, fn, host.pkg);
  return {
    next: call,
    function: fn,
    object,
    step: step.step,
    certainty,
    isLoop,
    statement: isLoop ? statement : undefined,
    failsAnyway:
      (exits.length > 0 && fails) || (!isLoop && ended !== undefined && isOfError(host.pkg, ended)),
    sources: walk.sources(block, call),
    isErrorAsked: questions.isAsked(fn, object, isAfter, inLoop, DEPTH),
  };
}

/** Whether the last result of a return comes from a call that may give nil. */
function mayGiveNil(pkg: PackageModel, statement: SyntaxNode): boolean {
  const last = statement.firstNamedChild?.namedChildren.at(-1);
  return last?.kind === 'call_expression' && !givesError(pkg, last);
}

/** Whether a block is where an error leads as well: `if err != nil || !rows.Next()` takes the end for no better. */
function isOfError(pkg: PackageModel, block: BasicBlock): boolean {
  return block.predecessors.some(({ condition, kind }) => {
    const comparison = condition && (kind === 'true' || kind === 'false') && nilComparison(pkg, condition);
    if (!comparison || comparison.equal !== (kind === 'false')) return false;
    return isErrorType(pkg.typeOf(comparison.operand));
  });
}

function forStatementOf(call: SyntaxNode): SyntaxNode | undefined {
  for (let node = call.parent; node; node = node.parent) {
    if (node.kind === 'for_statement') return node;
    if (node.kind === 'block' || node.kind === 'func_literal') return undefined;
  }
  return undefined;
}

/** Whether a node runs when the function ends: in a defer statement, or in a literal that somebody may call then. */
function isDeferred(node: SyntaxNode, fn: GoFunction, pkg: PackageModel): boolean {
  if (pkg.functionOf(node) !== fn) return true;
  for (let around = node.parent; around && around !== fn.node; around = around.parent) {
    if (around.kind === 'defer_statement') return true;
  }
  return false;
}

/** Blocks that control can reach while a variable keeps its value. */
class Region {
  constructor(
    readonly pkg: PackageModel,
    readonly object: VarObject,
  ) {}

  from(start: BasicBlock): ReadonlySet<BasicBlock> {
    const seen = new Set<BasicBlock>([start]);
    const work = [start];
    for (let block = work.pop(); block; block = work.pop()) {
      if (block.nodes.some((node) => this.#assigns(node))) continue;
      for (const { to } of block.successors) {
        if (seen.has(to)) continue;
        seen.add(to);
        work.push(to);
      }
    }
    return seen;
  }

  /** The block of a node and what follows the node. */
  behind(block: BasicBlock, node: SyntaxNode): BasicBlock[] {
    if (block.nodes.some((other) => other.start > node.end && this.#assigns(other))) return [block];
    return [block, ...block.successors.flatMap((edge) => [...this.from(edge.to)])];
  }

  /** The calls whose result the variable may hold at a node. */
  sources(start: BasicBlock, before: SyntaxNode): SyntaxNode[] {
    const found: SyntaxNode[] = [];
    const seen = new Set<BasicBlock>();
    const visit = (block: BasicBlock, nodes: readonly SyntaxNode[]): void => {
      for (const node of [...nodes].reverse()) {
        if (!this.#assigns(node)) continue;
        const [call] = node.descendants('call_expression');
        if (call) found.push(call);
        return;
      }
      for (const { from } of block.predecessors) {
        if (seen.has(from)) continue;
        seen.add(from);
        visit(from, from.nodes);
      }
    };
    visit(
      start,
      start.nodes.filter((node) => node.start < before.start),
    );
    return found;
  }

  #assigns(node: SyntaxNode): boolean {
    return assignmentsOf(node).some(({ target }) => variable(this.pkg, target) === this.object);
  }
}

/** Whether somebody asks an iterator for its error, or may do so out of sight. */
class Questions {
  readonly #seen = new Set<VarObject>();

  constructor(
    readonly pkg: PackageModel,
    readonly method: string,
    /** Whether the function was followed into: its callers are known to be judged already. */
    readonly isCallee = false,
  ) {}

  /**
   * @param isAfter whether a node runs after the step has said `false`
   * @param inLoop whether a node is part of the loop, where nobody can ask what comes at its end
   */
  isAsked(
    fn: GoFunction,
    object: VarObject,
    isAfter: (node: SyntaxNode) => boolean,
    inLoop: (node: SyntaxNode) => boolean,
    depth: number,
  ): boolean {
    if (depth === 0) return true;
    if (this.#seen.has(object)) return false;
    this.#seen.add(object);
    const isOwn = object.function === fn;
    // a mention in the function around a literal may run at any time
    const judged = isOwn ? isAfter : (node: SyntaxNode) => isAfter(node) || this.pkg.functionOf(node) !== fn;
    for (const mention of this.pkg.referencesTo(object)) {
      if (isAssignedWhole(mention)) {
        const copied = this.#copiedInto(mention);
        if (copied && this.isAsked(fn, copied, isAfter, inLoop, depth)) return true;
      } else if (mention !== object.node && this.#asks(mention, fn, judged, inLoop, depth)) return true;
    }
    return object.role === 'parameter' && !this.isCallee && this.#callersMayAsk(object, depth);
  }

  /** The variable whose value an assignment copies: `r := rows`. */
  #copiedInto(target: SyntaxNode): VarObject | undefined {
    const statement = target.kind === 'identifier' ? target.parent?.parent : undefined;
    const value = statement && assignmentsOf(statement).find((each) => each.target === target)?.value;
    return value && variable(this.pkg, value);
  }

  #asks(
    mention: SyntaxNode,
    fn: GoFunction,
    isAfter: (node: SyntaxNode) => boolean,
    inLoop: (node: SyntaxNode) => boolean,
    depth: number,
  ): boolean {
    let node = mention;
    while (node.parent?.kind === 'parenthesized_expression' || node.parent?.kind === 'selector_expression') {
      const parent = node.parent;
      if (parent.kind === 'selector_expression') {
        const field = parent.field('field')?.text;
        if (field === this.method) return isAfter(mention);
        // through the embedded rows: `rows.Rows.Err()`
        if (parent.parent?.kind !== 'selector_expression') return false;
      }
      node = parent;
    }
    const parent = node.parent;
    switch (parent?.kind) {
      case 'argument_list':
        return this.#argument(node, parent, isAfter, inLoop, depth);
      case 'expression_list':
        return this.#listed(node, parent, fn, isAfter, inLoop, depth);
      case 'return_statement':
      case 'literal_element':
      case 'keyed_element':
      case 'send_statement':
        return true; // somebody else has it
      case 'unary_expression':
        return parent.field('operator')?.text === '&';
      default:
        return false;
    }
  }

  #argument(
    node: SyntaxNode,
    list: SyntaxNode,
    isAfter: (node: SyntaxNode) => boolean,
    inLoop: (node: SyntaxNode) => boolean,
    depth: number,
  ): boolean {
    const call = list.parent!;
    const callee = this.pkg.calleeOf(call);
    if (!callee) return !inLoop(call);
    if (callee.kind === 'conversion' || callee.kind === 'builtin') return callee.id === 'append';
    if (callee.function) {
      const parameter = callee.function.parameters[list.namedChildren.indexOf(node)];
      if (!parameter || !isAfter(call)) return false;
      return this.#isAskedIn(callee.function, parameter, depth - 1);
    }
    if (effectOnArgument(callee.id, list.namedChildren.indexOf(node), undefined).kind === 'borrows')
      return false;
    return !inLoop(call);
  }

  /** Whether a function that gets the iterator asks anywhere in its body. */
  #isAskedIn(fn: GoFunction, parameter: VarObject, depth: number): boolean {
    const own = this.pkg.files.includes(fn.file) ? this.pkg : this.pkg.program.packageOf(fn.file.path);
    if (!own) return true;
    return new Questions(own, this.method, true).isAsked(
      fn,
      parameter,
      () => true,
      () => false,
      depth,
    );
  }

  #listed(
    node: SyntaxNode,
    list: SyntaxNode,
    fn: GoFunction,
    isAfter: (node: SyntaxNode) => boolean,
    inLoop: (node: SyntaxNode) => boolean,
    depth: number,
  ): boolean {
    const statement = list.parent;
    if (statement?.kind === 'return_statement') return true;
    if (list.fieldName === 'left') return false;
    const targets =
      statement?.kind === 'var_spec'
        ? statement.fieldAll('name')
        : (statement?.field('left')?.namedChildren ?? []);
    const target = targets[list.namedChildren.indexOf(node)];
    if (!target || target.text === '_') return false;
    const alias = variable(this.pkg, target);
    if (!alias || alias.role === 'package') return true;
    return this.isAsked(fn, alias, isAfter, inLoop, depth - 1);
  }

  /** A function that only reads what it got may leave the question to its callers; unseen callers may ask. */
  #callersMayAsk(object: VarObject, depth: number): boolean {
    const fn = object.function;
    const index = fn?.parameters.indexOf(object) ?? -1;
    if (!fn || index < 0 || fn.node.kind === 'func_literal') return true;
    const calls = this.pkg.callsTo(fn);
    if (calls.length === 0) return true;
    return calls.some((call) => {
      const argument = call.field('arguments')?.namedChildren[index];
      const passed = argument && variable(this.pkg, argument);
      const caller = this.pkg.functionOf(call);
      if (!passed || !caller) return true;
      return this.isAsked(
        caller,
        passed,
        () => true,
        () => false,
        depth - 1,
      );
    });
  }
}
