import { isStandardLibrary } from '../knowledge/behaviour/index.ts';
import { homeOf } from '../semantic/home.ts';
import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignedTo, isAssignedWhole } from './assignments.ts';
import { loopsAround, roundsOf } from './loop-heads.ts';
import { unwrapped } from './nil-comparison.ts';

/** A function that a round of a loop runs. */
export interface Frame {
  readonly pkg: PackageModel;
  readonly function: GoFunction;
  /** The call in the frame before it, or in the loop. */
  readonly call: SyntaxNode | undefined;
}

/** A call that a round of a loop comes to, with the calls that lead to it. */
export interface RoundCall {
  readonly pkg: PackageModel;
  readonly call: SyntaxNode;
  /** From the function that the round calls to the one that the call stands in; none for a call in the loop itself. */
  readonly frames: readonly Frame[];
}

/** What of a round is followed. */
export interface RoundOptions {
  /** Calls in loops of its functions that may go round often. */
  readonly inLoops: boolean;
  /** Functions that it starts as goroutines. */
  readonly started: boolean;
}

const MOST_CALLS = 3;
const MOST_STEPS = 16;

/** The calls that each round of a loop may come to, in the loop and in the functions of the program that it calls. */
export function callsInRounds(pkg: PackageModel, loop: SyntaxNode): Generator<RoundCall> {
  return callsWithin(pkg, loop, pkg.functionOf(loop), [], { inLoops: true, started: true }, new Set());
}

/** The calls that the last of some frames comes to, and the functions that it calls. */
export function callsFrom(frames: readonly Frame[], options: RoundOptions): Generator<RoundCall> {
  const { pkg, function: fn } = frames.at(-1)!;
  return callsWithin(pkg, fn.body, fn, frames, options, new Set([fn]));
}

function* callsWithin(
  pkg: PackageModel,
  body: SyntaxNode | undefined,
  fn: GoFunction | undefined,
  frames: readonly Frame[],
  options: RoundOptions,
  seen: Set<GoFunction>,
): Generator<RoundCall> {
  for (const call of body?.descendants('call_expression') ?? []) {
    if (pkg.functionOf(call) !== fn) continue;
    if (!options.inLoops && [...loopsAround(call)].some((loop) => isLong(pkg, fn, loop))) continue;
    yield { pkg, call, frames };
    const callee = pkg.calleeOf(call);
    const inner = callee?.kind === 'interface-method' ? undefined : callee?.function;
    if (!inner || seen.has(inner) || frames.length > MOST_CALLS) continue;
    const isStarted = /^(?:go|defer)_statement$/.test(call.parent?.kind ?? '');
    if (!options.started && (isStarted || inner.node.kind === 'func_literal')) continue;
    seen.add(inner);
    const home = homeOf(pkg, inner);
    const further = [...frames, { pkg: home, function: inner, call }];
    yield* callsWithin(home, inner.body, inner, further, options, seen);
  }
}

/** Whether a loop lies in a function, rather than around its literal, and goes round often. */
function isLong(pkg: PackageModel, fn: GoFunction | undefined, loop: SyntaxNode): boolean {
  return fn?.node.contains(loop) === true && !/^(?:one|counted)$/.test(roundsOf(pkg, loop));
}

/**
 * Whether an expression beside a call has the same value in every round of a loop.
 * @param pkg the package of the loop
 */
export function isSameEachTime(
  pkg: PackageModel,
  loop: SyntaxNode,
  { pkg: home, frames }: RoundCall,
  expression: SyntaxNode,
): boolean {
  return new Sameness(pkg, loop).isSame(home, expression, frames);
}

class Sameness {
  #steps = MOST_STEPS;

  /** @param pkg the package of the loop */
  constructor(
    readonly pkg: PackageModel,
    readonly loop: SyntaxNode,
  ) {}

  isSame(pkg: PackageModel, expression: SyntaxNode, frames: readonly Frame[]): boolean {
    if (--this.#steps < 0) return false;
    const node = unwrapped(expression);
    const constant = pkg.constantOf(node);
    if (constant && (constant.kind !== 'string' || !constant.parts.includes(undefined))) return true;
    switch (node.kind) {
      case 'identifier': {
        const object = pkg.objectOf(node);
        if (object?.kind === 'const' || object?.kind === 'package') return true;
        return object?.kind === 'var' && this.#isSameVariable(pkg, object, frames);
      }
      case 'selector_expression':
      case 'unary_expression': {
        const operand = node.field('operand');
        return operand !== undefined && this.isSame(pkg, operand, frames);
      }
      case 'call_expression': {
        // who picks a host in code of the program may pick another one each time
        const callee = pkg.calleeOf(node);
        if (!callee || callee.function || !isStandardLibrary(callee.id) || callee.id.startsWith('math/rand'))
          return false;
        const given = node.field('arguments')?.namedChildren ?? [];
        return [...(callee.receiver ? [callee.receiver] : []), ...given].every((each) =>
          this.isSame(pkg, each, frames),
        );
      }
      default:
        return false;
    }
  }

  #isSameVariable(pkg: PackageModel, object: VarObject, frames: readonly Frame[]): boolean {
    const { role, function: fn } = object;
    if (role === 'package') return true;
    const index = frames.findIndex((frame) => frame.function === fn);
    if (index >= 0 && (role === 'parameter' || role === 'receiver')) {
      const { call } = frames[index]!;
      // the goroutine's own call stands in the loop
      const home = frames[index - 1]?.pkg ?? this.pkg;
      const given =
        role === 'receiver'
          ? call && home.calleeOf(call)?.receiver
          : call?.field('arguments')?.namedChildren[fn!.parameters.indexOf(object)];
      return given !== undefined && this.isSame(home, given, frames.slice(0, index));
    }
    const assigned = pkg.referencesTo(object).filter(isAssignedWhole);
    const isAround = index < 0 && fn?.node.contains(this.loop) === true && !this.loop.contains(object.node);
    if (isAround) return !assigned.some((target) => this.loop.contains(target));
    return (
      role === 'local' &&
      assigned.length > 0 &&
      assigned.every((target) => {
        const value = assignedTo(target)?.value;
        return value !== undefined && this.isSame(pkg, value, frames);
      })
    );
  }
}
