import { behaviourOf } from '../knowledge/behaviour/index.ts';
import { isExported } from '../semantic/exported.ts';
import { homeOf } from '../semantic/home.ts';
import { memoized } from '../semantic/memo.ts';
import type { Question } from '../semantic/memory.ts';
import type { GoFunction, PackageModel } from '../semantic/model.ts';
import { qualifiedId } from '../semantic/qualified.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isAssignedWhole } from './assignments.ts';
import { buildGraph } from './graph.ts';
import type { BasicBlock, ControlFlowGraph, Exit } from './model.ts';
import { nilComparison, unwrapped, variable } from './nil-comparison.ts';
import { endsTest } from './test-interfaces.ts';

/** Answers about where control goes: others rest on them, they on no others. */
export const CONTROL = 'control';

/** The control flow graphs of a package; one collection per package and program version. */
export const graphsOf = memoized((pkg: PackageModel): Graphs => new Graphs(pkg));

interface BuiltGraph {
  readonly graph: ControlFlowGraph;
  /** Records what the graph rests on: see `Memory.recorded`. */
  readonly replay: (() => void) | undefined;
}

/** Graphs, and what calls do to control: lazy, memoised per function. */
export class Graphs {
  readonly #graphs = new Map<GoFunction, BuiltGraph>();

  constructor(readonly pkg: PackageModel) {}

  /** The graph of a function of any package of the program; who asks rests on what the graph rests on. */
  graphOf(fn: GoFunction): ControlFlowGraph {
    const { graph, replay } = this.#built(fn);
    replay?.();
    return graph;
  }

  #built(fn: GoFunction): BuiltGraph {
    const home = this.#home(fn);
    if (home !== this) return home.#built(fn);
    let built = this.#graphs.get(fn);
    if (!built) {
      const { memory } = this.pkg.program;
      const build = (): ControlFlowGraph =>
        buildGraph(fn, {
          endOf: (call) => this.endOf(call),
          constant: (condition) => this.#constant(condition),
          recovers: (statement) => this.#recovers(statement),
        });
      const { value, replay } = memory.within(this.pkg, fn, () => memory.recorded(build), CONTROL);
      built = { graph: value, replay };
      this.#graphs.set(fn, built);
    }
    return built;
  }

  /** How a call ends the function that makes it, if it does. */
  endOf(call: SyntaxNode): 'panic' | 'no-return' | undefined {
    if (exitsWithChain(this.pkg, call)) return 'no-return';
    const callee = this.pkg.calleeOf(call);
    if (!callee) return undefined;
    const known = behaviourOf(heldId(this.pkg, call) ?? callee.id)?.neverReturns;
    if (known) return known === 'panic' ? 'panic' : 'no-return';
    if (endsTest(this.pkg, callee)) return 'no-return';
    const fn = callee.function;
    return fn && (this.#home(fn).#endOfFunction(fn) ?? this.#endOfGiven(fn, call));
  }

  /** How a function ends that never returns when it is given a constant: `log.output(fatal, text)`. */
  #endOfGiven(fn: GoFunction, call: SyntaxNode): 'no-return' | undefined {
    if (!fn.body || call.parent?.kind !== 'expression_statement') return undefined;
    for (const [index, argument] of (call.field('arguments')?.namedChildren ?? []).entries()) {
      const name = argument.kind === 'selector_expression' ? argument.field('field') : argument;
      const isNamed = name && this.pkg.objectOf(name)?.kind === 'const';
      const value = isNamed ? this.pkg.constantOf(argument) : undefined;
      if (value?.kind === 'int' && this.#home(fn).#endsGiven(fn, index, value.value)) return 'no-return';
    }
    return undefined;
  }

  #endsGiven(fn: GoFunction, parameter: number, value: bigint): boolean {
    return this.pkg.program.memory.ask(this.pkg, fn, {
      name: `end ${parameter} ${value}`,
      family: CONTROL,
      compute: (pkg, same) => ({ ends: graphsOf(pkg).endsGivenIn(same, parameter, value) }),
      meanwhile: { ends: false },
    }).ends;
  }

  /** Whether no path of a body comes back when a parameter that is never assigned has a value. */
  endsGivenIn(fn: GoFunction, parameter: number, value: bigint): boolean {
    const object = fn.parameters[parameter];
    if (!object || this.pkg.referencesTo(object).some(isAssignedWhole)) return false;
    const isMentioned = (node: SyntaxNode): boolean => variable(this.pkg, node) === object;
    const graph = this.graphOf(fn);
    const exits = new Set(graph.exits.filter(returns).map(({ block }) => block));
    const endsIn = (block: BasicBlock): boolean =>
      block.nodes.some((node) => {
        const call = node.kind === 'expression_statement' ? node.firstNamedChild : undefined;
        const callee = call?.kind === 'call_expression' ? this.pkg.calleeOf(call)?.function : undefined;
        const passed = (callee && call?.field('arguments')?.namedChildren.findIndex(isMentioned)) ?? -1;
        return callee?.body !== undefined && passed >= 0
          ? this.#home(callee).#endsGiven(callee, passed, value)
          : false;
      });
    const reached = new Set([graph.entry]);
    for (const block of reached) {
      if (endsIn(block)) continue;
      if (exits.has(block)) return false;
      for (const { condition, kind, to } of block.successors) {
        const isEqual = condition && this.#compared(condition, isMentioned, value);
        if (isEqual === undefined || (kind === 'true') === isEqual) reached.add(to);
      }
    }
    return true;
  }

  /** How a comparison of a mentioned variable with a constant comes out for a value. */
  #compared(
    condition: SyntaxNode,
    isMentioned: (node: SyntaxNode) => boolean,
    value: bigint,
  ): boolean | undefined {
    const operator = condition.kind === 'binary_expression' ? condition.field('operator')?.text : undefined;
    if (operator !== '==' && operator !== '!=') return undefined;
    const sides = [condition.field('left')!, condition.field('right')!];
    const other = sides[sides.findIndex(isMentioned) === 0 ? 1 : 0]!;
    const constant = sides.some(isMentioned) ? this.pkg.constantOf(other) : undefined;
    return constant?.kind === 'int' ? (constant.value === value) === (operator === '==') : undefined;
  }

  #home(fn: GoFunction): Graphs {
    return graphsOf(homeOf(this.pkg, fn));
  }

  /** How a function of the program ends when it never returns: no path reaches a return or its end. */
  #endOfFunction(fn: GoFunction): 'panic' | 'no-return' | undefined {
    if (!fn.body) return undefined;
    return this.pkg.program.memory.ask(this.pkg, fn, END).end;
  }

  endOfBody(fn: GoFunction): 'panic' | 'no-return' | undefined {
    const { exits } = this.graphOf(fn);
    if (exits.some(returns)) return undefined;
    return exits.some((exit) => exit.kind === 'panic') ? 'panic' : 'no-return';
  }

  /** The value of a condition made of literals and constants alone; variables, assigned once or not, are none. */
  #constant(condition: SyntaxNode): boolean | undefined {
    if (condition.kind === 'true' || condition.kind === 'false') return condition.kind === 'true';
    for (const identifier of condition.descendants('identifier', 'call_expression', 'selector_expression')) {
      if (identifier.kind !== 'identifier') return undefined;
      if (this.pkg.objectOf(identifier)?.kind !== 'const') return undefined;
    }
    const value = this.pkg.constantOf(condition);
    return value?.kind === 'bool' ? value.value : undefined;
  }

  /** Whether a deferred call stops a panic: `recover` has an effect only in the deferred function itself (Go spec, Handling panics). */
  #recovers(statement: SyntaxNode): boolean {
    const call = statement.firstNamedChild;
    const fn = call?.kind === 'call_expression' ? this.pkg.calleeOf(call)?.function : undefined;
    return fn !== undefined && this.#home(fn).#recoversIn(fn);
  }

  #recoversIn(fn: GoFunction): boolean {
    return this.pkg.program.memory.ask(this.pkg, fn, RECOVERS);
  }

  /** Whether a function stops a panic and goes on, when it is called by `defer`. */
  recoversInBody(fn: GoFunction): boolean {
    let recovers = false;
    for (const call of fn.body?.descendants('call_expression') ?? []) {
      if (this.pkg.calleeOf(call)?.id !== 'recover' || this.pkg.functionOf(call) !== fn) continue;
      if (this.#goesOn(fn, call)) recovers = true;
    }
    return recovers;
  }

  /** Whether a function can end normally after a call of `recover` that found a panic; many panic again. */
  #goesOn(fn: GoFunction, recover: SyntaxNode): boolean {
    const graph = this.graphOf(fn);
    const start = graph.blockOf(recover);
    if (!start) return false;
    const list = recover.parent?.kind === 'expression_list' ? recover.parent : undefined;
    const targets = list?.namedChildren.length === 1 ? list.parent?.field('left')?.namedChildren : undefined;
    const panicked = targets?.[0] && variable(this.pkg, targets[0]);
    const isNil = (condition: SyntaxNode): boolean | undefined => {
      const comparison = nilComparison(this.pkg, condition);
      if (!comparison) return undefined;
      const isPanic =
        (panicked !== undefined && comparison.object === panicked && comparison.isWhole) ||
        unwrapped(comparison.operand) === recover;
      return isPanic ? comparison.equal : undefined;
    };
    const seen = new Set<BasicBlock>([start]);
    const work: BasicBlock[] = [start];
    for (let block = work.pop(); block; block = work.pop()) {
      const exit = graph.exitOf(block);
      if (exit && returns(exit)) return true;
      for (const { kind, condition, to } of block.successors) {
        const saysNil = condition && isNil(condition);
        if (saysNil !== undefined && (kind === 'true') === saysNil) continue;
        if (seen.has(to)) continue;
        seen.add(to);
        work.push(to);
      }
    }
    return false;
  }
}

/** Whether a call is the last of a chain that a library ends the process with: `log.Fatal().Err(err).Send()`. */
export function exitsWithChain(pkg: PackageModel, call: SyntaxNode): boolean {
  const name = call.field('function')?.field('field')?.text;
  let operand = call.field('function')?.field('operand');
  while (name && operand?.kind === 'call_expression') {
    const names = behaviourOf(pkg.calleeOf(operand)?.id ?? '')?.exitsWith;
    if (names) return names.includes(name);
    operand = operand.field('function')?.field('operand');
  }
  return false;
}

/**
 * The name of the library's function that a call through a variable of the package runs, where nothing but tests replaces it:
 * `var exit = os.Exit`.
 */
export function heldId(pkg: PackageModel, call: SyntaxNode): string | undefined {
  const name = call.field('function');
  const object = name?.kind === 'identifier' ? pkg.objectOf(name) : undefined;
  if (object?.kind !== 'var' || object.role !== 'package' || isExported(object.name)) return undefined;
  const spec = object.node.parent?.kind === 'var_spec' ? object.node.parent : undefined;
  const held = spec?.field('value')?.namedChildren[spec.fieldAll('name').indexOf(object.node)];
  const id = held && qualifiedId(pkg, held);
  if (id === undefined || pkg.fileOf(call).isTest) return undefined;
  const isReplaced = pkg.referencesTo(object).some((reference) => {
    if (reference === object.node || pkg.fileOf(reference).isTest) return false;
    return isAssignedWhole(reference) || reference.parent?.field('operator')?.text === '&';
  });
  return isReplaced ? undefined : id;
}

const END: Question<{ readonly end: 'panic' | 'no-return' | undefined }> = {
  name: 'end',
  family: CONTROL,
  compute: (pkg, fn) => ({ end: graphsOf(pkg).endOfBody(fn) }),
  meanwhile: { end: undefined },
};

const RECOVERS: Question<boolean> = {
  name: 'recovers',
  family: CONTROL,
  compute: (pkg, fn) => graphsOf(pkg).recoversInBody(fn),
  meanwhile: false,
};

/** Whether control comes back to the caller. */
function returns(exit: Exit): boolean {
  return exit.kind === 'return' || exit.kind === 'end' || exit.isRecovered;
}
