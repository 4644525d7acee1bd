import type { VarObject } from '../../semantic/model.ts';
import { givesError } from '../../semantic/types.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { targetsOf } from '../assignments.ts';
import type { Edge } from '../model.ts';
import { unwrapped, variable } from '../nil-comparison.ts';
import { nameOf } from '../path-facts.ts';
import type { CallAction } from './actions.ts';
import { type Frame, NIL, type Process, type State, withProcess } from './state.ts';
import { asksErrorOf, isNilError } from './told-errors.ts';
import type { World } from './world.ts';

/** The frame in which a call begins. */
export function frameOf(world: World, action: CallAction, caller: Frame): Frame {
  const { reader, graphOf } = world;
  const { fn } = action;
  const isLiteral = fn.node.kind === 'func_literal';
  const values = new Map<VarObject, number>();
  const groups = new Map<VarObject, VarObject>();
  if (isLiteral) {
    // a variable that is still nil may be set before the literal looks
    for (const [variable, value] of caller.values) if (value !== NIL) values.set(variable, value);
    for (const [variable, group] of caller.groups) groups.set(variable, group);
  }
  fn.parameters.forEach((parameter, index) => {
    const argument = action.arguments[index];
    if (!parameter || !argument) return;
    const variable = reader.variable(argument);
    const value = variable && caller.values.get(variable);
    if (value !== undefined) values.set(parameter, value);
    const group = reader.group(argument);
    if (group) groups.set(parameter, caller.groups.get(group) ?? group);
  });
  return {
    fn,
    values,
    groups,
    block: graphOf(fn).entry,
    index: -1,
    queue: [],
    deferred: [],
    isLeaving: false,
    facts: isLiteral ? caller.facts : new Map(),
    rounds: new Map(),
    call: action.node,
    targets: action.targets,
    results: [],
  };
}

/** Groups on which a started function calls Done. */
export function debtsOf(world: World, action: CallAction, started: Frame): VarObject[] {
  const { pkg, reader } = world;
  const debts = new Set<VarObject>();
  for (const call of action.fn.node.descendants('call_expression')) {
    const callee = pkg.calleeOf(call);
    if (callee?.id !== 'sync.WaitGroup.Done' || !callee.receiver) continue;
    const group = reader.group(callee.receiver);
    if (group && group.function !== action.fn) debts.add(started.groups.get(group) ?? group);
    else if (group?.role === 'parameter') debts.add(started.groups.get(group) ?? group);
  }
  return [...debts];
}

/** Values of the results that a return gives. */
export function resultsOf(world: World, frame: Frame, exit: SyntaxNode): readonly (number | undefined)[] {
  const values = exit.kind === 'return_statement' ? (exit.firstNamedChild?.namedChildren ?? []) : [];
  const [only] = values;
  // `return f()` passes on what f has given
  if (only?.kind === 'call_expression' && values.length === 1 && frame.results.length > 0)
    return frame.results;
  if (values.length > 0) {
    return values.map((value) => {
      const variable = world.reader.variable(value);
      return variable && frame.values.get(variable);
    });
  }
  return frame.fn.results.map((result) => result && frame.values.get(result));
}

/**
 * The `true` or `false` that a function returns, as its one result, which no deferred call can change; whether the error is nil that
 * it returns last.
 * @param exits the ways in which it may leave; undefined when they differ
 */
export function flagOf(
  { pkg, graphOf }: World,
  { fn }: Frame,
  exits: readonly SyntaxNode[],
): boolean | undefined {
  if (givesError(pkg.signatureOf(fn))) {
    const [isNil, ...others] = new Set(exits.map((exit) => isNilError(pkg, graphOf(fn), fn, exit)));
    return others.length === 0 ? isNil : undefined;
  }
  const flags = new Set(
    exits.map((exit) => {
      const values = exit.kind === 'return_statement' ? (exit.firstNamedChild?.namedChildren ?? []) : [];
      return values.length === 1 && !fn.results[0] ? unwrapped(values[0]!).kind : undefined;
    }),
  );
  const [flag] = flags;
  if (flags.size !== 1 || (flag !== 'true' && flag !== 'false')) return undefined;
  return flag === 'true';
}

/** Whether an edge is taken only when the call that its condition asks about has come back with something else than it has. */
export function contradicts({ pkg }: World, { told }: Frame, { condition, kind }: Edge): boolean {
  if (!told || !condition || (kind !== 'true' && kind !== 'false')) return false;
  if (told.isError) {
    const isNil = asksErrorOf(pkg, told.call, condition);
    return isNil !== undefined && ((kind === 'true') === isNil) !== told.holds;
  }
  return unwrapped(condition) === told.call && (kind === 'true') !== told.holds;
}

/** What the caller knows of a call that has come back with `true` or `false`, and of the variable that gets it. */
function toldBy(world: World, caller: Frame, { fn, call, flag }: Frame): Pick<Frame, 'facts' | 'told'> {
  if (!call || flag === undefined) return { facts: caller.facts, told: undefined };
  if (givesError(world.pkg.signatureOf(fn)))
    return { facts: caller.facts, told: { call, holds: flag, isError: true } };
  const isAlone = call.parent?.kind === 'expression_list' && call.parent.namedChildren.length === 1;
  const [target] = isAlone ? targetsOf(call.parent!.parent) : [];
  const object = target && variable(world.pkg, target);
  const facts = object ? new Map([...caller.facts, [nameOf(object), flag]]) : caller.facts;
  return { facts, told: { call, holds: flag, isError: false } };
}

/** A function comes back to its caller, or a process ends. */
export function returned(world: World, state: State, goroutine: Process, frame: Frame): State {
  const frames = goroutine.frames.slice(0, -1);
  const caller = frames[frames.length - 1];
  if (!caller) {
    const owes = goroutine.owes.filter((group) => !goroutine.settles.includes(group));
    return withProcess(state, { ...goroutine, frames, owes });
  }
  const values = new Map(caller.values);
  frame.targets.forEach((target, index) => {
    const value = frame.results[index];
    if (target && value !== undefined) values.set(target, value);
  });
  const results = isPassedOn(frame.call) ? frame.results : caller.results;
  frames[frames.length - 1] = { ...caller, values, results, ...toldBy(world, caller, frame) };
  return withProcess(state, { ...goroutine, frames });
}

/** Whether the results of a call are those of the function around it. */
function isPassedOn(call: SyntaxNode | undefined): boolean {
  const list = call?.parent;
  return list?.parent?.kind === 'return_statement' && list.namedChildren.length === 1;
}
