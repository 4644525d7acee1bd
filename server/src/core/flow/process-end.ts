import { behaviourOf, keepsNothing } from '../knowledge/behaviour/index.ts';
import { GIVES_ERROR, NIL_AS_ARGUMENT } from '../knowledge/error-functions.ts';
import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import { givesError } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isAssignedWhole } from './assignments.ts';
import { bindingOf } from './bindings.ts';
import { Callers } from './callers.ts';
import type { BasicBlock, Exit, FlowModel, Leak } from './model.ts';
import { nilComparison, unwrapped, variable } from './nil-comparison.ts';

const ENDS_ONE_GOROUTINE = /^(?:testing|runtime|github\.com\/stretchr\/testify\/require)\./;

/** Whether a function is the one that the process lives as long as. */
export function isMainFunction(pkg: PackageModel, fn: GoFunction): boolean {
  return pkg.name === 'main' && fn.name === 'main' && fn.node.kind === 'function_declaration';
}

/**
 * Whether a leak ends with the process in any case: the function returns an error there, and each of its callers ends
 * the process for one, or returns it to callers that do. Calls by tests count for nothing.
 */
export function endsWithProcess(pkg: PackageModel, flow: FlowModel, leak: Leak): boolean {
  const { function: fn } = leak.resource;
  if (pkg.name !== 'main' || fn.file.isTest || isMainFunction(pkg, fn)) return false;
  if (leak.exit.kind !== 'return_statement' || !returnsFailure(pkg, fn, leak)) return false;
  return new ProcessEnds(pkg, flow).after(fn, new Set());
}

/** Whether the last result at the exit of a leak is an error that is not nil, as the path to it says. */
export function returnsFailure(pkg: PackageModel, fn: GoFunction, leak: Leak): boolean {
  if (!givesError(pkg.signatureOf(fn))) return false;
  const last = leak.exit.firstNamedChild?.namedChildren.at(-1);
  return last !== undefined && isFailure(pkg, last, leak);
}

function isFailure(pkg: PackageModel, expression: SyntaxNode, leak: Leak): boolean {
  const node = unwrapped(expression);
  if (node.kind === 'call_expression') {
    const id = pkg.calleeOf(node)?.id ?? '';
    if (GIVES_ERROR.has(id)) return true;
    const wrapped = NIL_AS_ARGUMENT.has(id) ? node.field('arguments')?.firstNamedChild : undefined;
    return wrapped !== undefined && isFailure(pkg, wrapped, leak);
  }
  const object = variable(pkg, node);
  if (!object) return false;
  // a package variable such as ErrNotFound holds an error for life
  if (object.role === 'package') return true;
  return leak.path.some((step) => {
    const comparison = step.kind === 'branch' ? nilComparison(pkg, step.node) : undefined;
    return comparison?.isWhole && comparison.object === object && step.taken === !comparison.equal;
  });
}

/** What becomes of the process after functions of one package have failed. */
class ProcessEnds {
  readonly #callers: Callers;

  constructor(
    readonly pkg: PackageModel,
    readonly flow: FlowModel,
  ) {
    this.#callers = new Callers(pkg);
  }

  /** Whether every caller of a function ends the process when it gets an error. */
  after(fn: GoFunction, open: Set<GoFunction>): boolean {
    if (open.has(fn)) return true;
    open.add(fn);
    const calls = this.#callers.of(fn)?.filter((call) => !this.pkg.fileOf(call).isTest);
    return calls !== undefined && calls.length > 0 && calls.every((call) => this.#afterCall(call, open));
  }

  #afterCall(call: SyntaxNode, open: Set<GoFunction>): boolean {
    const caller = this.pkg.functionOf(call);
    const parent = call.parent;
    if (!caller || !parent || parent.kind === 'go_statement' || parent.kind === 'defer_statement')
      return false;
    const around = parent.kind === 'argument_list' ? parent.parent : undefined;
    if (around?.kind === 'call_expression') return this.#endsProcess(around, new Set());
    if (parent.parent?.kind === 'return_statement')
      return !isMainFunction(this.pkg, caller) && this.after(caller, open);
    const { error } = bindingOf(this.pkg, call, 0);
    const object = error && variable(this.pkg, error);
    if (!object && parent.kind !== 'binary_expression') return false;
    return this.#afterFailure(caller, call, object, open);
  }

  /** Whether every path from a call whose error is not nil ends the process, or returns the error to callers that do. */
  #afterFailure(
    caller: GoFunction,
    call: SyntaxNode,
    error: VarObject | undefined,
    open: Set<GoFunction>,
  ): boolean {
    const graph = this.flow.graphOf(caller);
    const start = graph.blockOf(call);
    if (!start) return false;
    const exits = new Map<BasicBlock, Exit>(graph.exits.map((exit) => [exit.block, exit]));
    const isMain = isMainFunction(this.pkg, caller);
    const seen = new Set<string>();
    const work = [{ block: start, isFailed: false }];
    for (let at = work.pop(); at; at = work.pop()) {
      const { block, isFailed } = at;
      if (isFailed && graph.inLoop(block)) return false;
      const exit = exits.get(block);
      if (exit && !this.#exits(exit, caller, error, isMain && isFailed, open)) return false;
      // the end of main is near only where nothing else runs before it
      if (isFailed && isMain && exit?.kind !== 'no-return' && this.#goesOn(block)) return false;
      if (!isFailed && error && block !== start && this.#assigns(block, error)) return false;
      for (const { kind, condition, to } of block.successors) {
        const says = condition ? this.#saysNil(condition, call, error) : undefined;
        const isNil = says === undefined ? undefined : (kind === 'true') === says;
        if (isNil) continue;
        const next = { block: to, isFailed: isFailed || isNil === false };
        const key = `${to.id} ${next.isFailed}`;
        if (seen.has(key)) continue;
        seen.add(key);
        work.push(next);
      }
    }
    return true;
  }

  /** Whether leaving a function ends the process, or tells its callers of the failure. */
  #exits(
    exit: Exit,
    caller: GoFunction,
    error: VarObject | undefined,
    isFailedMain: boolean,
    open: Set<GoFunction>,
  ): boolean {
    switch (exit.kind) {
      case 'no-return':
        return this.#endsProcess(exit.node, new Set());
      case 'panic':
        return isFailedMain && !exit.isRecovered;
      case 'end':
        return isFailedMain;
      default: {
        if (isMainFunction(this.pkg, caller)) return isFailedMain;
        if (this.#isLast(caller)) return true;
        const last = exit.node.firstNamedChild?.namedChildren.at(-1);
        return last !== undefined && this.#carries(last, error) && this.after(caller, open);
      }
    }
  }

  /** Whether a result is an error that stands for another one. */
  #carries(expression: SyntaxNode, error: VarObject | undefined): boolean {
    const node = unwrapped(expression);
    if (node.kind !== 'call_expression') return error !== undefined && variable(this.pkg, node) === error;
    const id = this.pkg.calleeOf(node)?.id ?? '';
    if (GIVES_ERROR.has(id)) return true;
    const wrapped = NIL_AS_ARGUMENT.has(id) ? node.field('arguments')?.firstNamedChild : undefined;
    return wrapped !== undefined && this.#carries(wrapped, error);
  }

  /** Whether a condition being true says that the error is nil. */
  #saysNil(condition: SyntaxNode, call: SyntaxNode, error: VarObject | undefined): boolean | undefined {
    const comparison = nilComparison(this.pkg, condition);
    if (!comparison) return undefined;
    const isError =
      (error !== undefined && comparison.isWhole && comparison.object === error) ||
      comparison.operand === call;
    return isError ? comparison.equal : undefined;
  }

  /** Whether the process ends with a function, whatever it returns: `os.Exit(run())`. */
  #isLast(fn: GoFunction): boolean {
    const calls = this.#callers.of(fn)?.filter((call) => !this.pkg.fileOf(call).isTest);
    return (
      calls !== undefined &&
      calls.length > 0 &&
      calls.every((call) => {
        const around = call.parent?.kind === 'argument_list' ? call.parent.parent : undefined;
        return around?.kind === 'call_expression' && this.#endsProcess(around, new Set());
      })
    );
  }

  #assigns(block: BasicBlock, object: VarObject): boolean {
    return this.pkg
      .referencesTo(object)
      .some((each) => isAssignedWhole(each) && block.nodes.some((node) => node.contains(each)));
  }

  /** Whether a block does more than tell what happened. */
  #goesOn(block: BasicBlock): boolean {
    return block.nodes.some((node) =>
      [...node.descendants('call_expression')].some((call) => {
        const callee = this.pkg.calleeOf(call);
        return !callee || !(callee.kind === 'builtin' || keepsNothing(callee.id));
      }),
    );
  }

  /** Whether a call that never returns ends the process, not only its goroutine or test. */
  #endsProcess(call: SyntaxNode, open: Set<GoFunction>): boolean {
    const callee = this.pkg.calleeOf(call);
    if (!callee || !this.flow.neverReturns(call)) return false;
    if (behaviourOf(callee.id)?.neverReturns === 'exit') return !ENDS_ONE_GOROUTINE.test(callee.id);
    const fn = callee.function;
    // of another package it is not looked at
    if (!fn || open.has(fn) || !this.pkg.files.includes(fn.file)) return false;
    open.add(fn);
    return this.flow
      .graphOf(fn)
      .exits.every((exit) => exit.kind === 'no-return' && this.#endsProcess(exit.node, open));
  }
}
