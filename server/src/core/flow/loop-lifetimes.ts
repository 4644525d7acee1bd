import { behaviourOf } from '../knowledge/behaviour/index.ts';
import { OWNERSHIP } from '../knowledge/ownership/table.ts';
import { homeOf } from '../semantic/home.ts';
import type { PackageModel, VarObject } from '../semantic/model.ts';
import { type GoType, isErrorType, namedId } from '../semantic/types.ts';
import { callsBuiltin } from '../semantic/universe.ts';
import { holds, isAlwaysRun } from '../syntax/statements.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignedTo, isAssignedWhole } from './assignments.ts';
import { startOfLiteral } from './channels.ts';
import { isClosedOver } from './closed-over.ts';
import { createFlow } from './index.ts';
import type { LoopDefer } from './loop-defers.ts';
import { loopsAround } from './loop-heads.ts';
import type { ControlFlowGraph } from './model.ts';
import { unwrapped, variable } from './nil-comparison.ts';
import { nilGuardOf, saysNothingHeld } from './nil-guards.ts';
import { isSamePlace, placeOf } from './places.ts';
import { bodyOf, isReadBefore, readsToEnd } from './read-to-end.ts';
import { leadsBack } from './way-back.ts';

type Release = Pick<LoopDefer, 'call' | 'kind' | 'released'>;

/** Whether an expression names something that is declared or assigned inside a loop. */
export function differsByIteration(pkg: PackageModel, expression: SyntaxNode, loop: SyntaxNode): boolean {
  if (expression.kind === 'index_expression' || expression.kind === 'call_expression') return true;
  for (const identifier of [expression, ...expression.descendants('identifier')]) {
    const object = variable(pkg, identifier);
    if (object && pkg.referencesTo(object).some((each) => loop.contains(each) && isAssignedWhole(each)))
      return true;
  }
  return holds(expression, ['index_expression', 'call_expression']);
}

/** Whether what is released was there before the iteration, or is meant to live until the function returns. */
export function livesOn(pkg: PackageModel, release: Release, loop: SyntaxNode): boolean {
  const object = releasedObject(pkg, release);
  const body = loop.field('body');
  if (!object || !body) return true;
  const isFresh = pkg
    .referencesTo(object)
    .some(
      (reference) =>
        body.contains(reference) && isAssignedWhole(reference) && !isGivenOn(pkg, reference, body),
    );
  if (!isFresh) return true;
  return keptWith(pkg, object, release).some((each) =>
    pkg.referencesTo(each).some((reference) => escapes(pkg, reference, loop, release)),
  );
}

/** The variable through which something is released: `resp` of `resp.Body`. */
export function releasedObject(
  pkg: PackageModel,
  { released }: Pick<Release, 'released'>,
): VarObject | undefined {
  return placeOf(pkg, released)?.root;
}

/** Whether an assignment in the body of a loop only gives on what was there before the iteration. */
function isGivenOn(pkg: PackageModel, target: SyntaxNode, body: SyntaxNode, steps = 4): boolean {
  const value = assignedTo(target)?.value;
  return value !== undefined && wasThereBefore(pkg, value, body, steps);
}

/**
 * Whether a value was there before the iteration: an element, a field, what a channel hands over, a variable from outside
 * the body; also as another type, or in what closes it when it is closed itself (`os.NewFile(uintptr(fd), "")`).
 */
function wasThereBefore(pkg: PackageModel, expression: SyntaxNode, body: SyntaxNode, steps: number): boolean {
  const value = unwrapped(expression);
  switch (value.kind) {
    case 'index_expression':
    case 'selector_expression':
      return true;
    case 'unary_expression':
      return value.field('operator')?.text === '<-';
    case 'type_conversion_expression':
      return wasThereBefore(pkg, value.field('operand') ?? body, body, steps);
    case 'call_expression': {
      const callee = pkg.calleeOf(value);
      const given = value.field('arguments')?.namedChildren ?? [];
      if (callee?.kind === 'conversion')
        return given.length === 1 && wasThereBefore(pkg, given[0]!, body, steps);
      return (behaviourOf(callee?.id ?? '')?.wraps ?? []).some(
        ({ argument, closesUnderlying }) =>
          closesUnderlying &&
          given[argument] !== undefined &&
          wasThereBefore(pkg, given[argument], body, steps),
      );
    }
    case 'identifier': {
      const object = variable(pkg, value);
      const assigned =
        object && pkg.referencesTo(object).filter((each) => body.contains(each) && isAssignedWhole(each));
      return steps > 0 && assigned?.every((each) => isGivenOn(pkg, each, body, steps - 1)) === true;
    }
    default:
      return false;
  }
}

/**
 * The variables that live on when the value does: itself; what came with it from the same call, as the reader over a
 * connection; for a cancel function its context, and the channels and interfaces made with that context.
 */
function keptWith(pkg: PackageModel, object: VarObject, release: Release): readonly VarObject[] {
  const beside = boundWith(pkg, object);
  if (release.kind !== 'cancel') {
    return [object, ...beside.filter(({ node }) => isHandle(pkg, pkg.typeOf(node), true))];
  }
  const made = beside.flatMap((context) => pkg.referencesTo(context).flatMap((each) => madeWith(pkg, each)));
  return [object, ...beside, ...made];
}

/** Variables that a statement binds together with another one: the context beside its cancel function. */
function boundWith(pkg: PackageModel, object: VarObject): VarObject[] {
  const list = object.node.parent;
  if (list?.kind !== 'expression_list') return [];
  return list.namedChildren
    .map((node) => variable(pkg, node))
    .filter((each): each is VarObject => each !== undefined && each !== object);
}

/** The variables that the results of a call with an argument go into, of types that work only while the argument does. */
function madeWith(pkg: PackageModel, argument: SyntaxNode): VarObject[] {
  const targets = targetsOf(argument);
  return targets
    .map((target) => variable(pkg, target))
    .filter((each): each is VarObject => each !== undefined && isHandle(pkg, pkg.typeOf(each.node), false));
}

/** What the results of the call are assigned to that has an expression as its argument. */
function targetsOf(argument: SyntaxNode): readonly SyntaxNode[] {
  const call = argument.parent?.kind === 'argument_list' ? argument.parent.parent : undefined;
  const list = call?.parent?.kind === 'expression_list' ? call.parent : undefined;
  return list?.fieldName === 'right' ? (list.parent?.field('left')?.namedChildren ?? []) : [];
}

/** Whether a value of the type is no plain data: a channel, an interface other than error, a pointer where told so. */
function isHandle(pkg: PackageModel, type: GoType | undefined, withPointers: boolean): boolean {
  if (!type || isErrorType(type)) return false;
  if (type.kind === 'pointer') return withPointers;
  const kind = pkg.underlying(type)?.kind;
  return kind === 'chan' || kind === 'interface';
}

/**
 * Whether a reader whose type says nothing of what it keeps goes into a call, itself or wrapped: that may read it to its
 * end, and the end of the body of a response gives the connection back.
 */
export function isReadElsewhere(pkg: PackageModel, { kind, released }: Release): boolean {
  const object = variable(pkg, released);
  const type = object && pkg.typeOfObject(object);
  if (kind !== 'close' || !object || (type && namedId(type) !== 'io.ReadCloser')) return false;
  return pkg.referencesTo(object).some((reference) => {
    const given = reference.parent?.kind === 'argument_list' ? reference.parent : undefined;
    const callee = given?.parent && pkg.calleeOf(given.parent);
    const index = (callee?.firstParameter ?? 0) + (given?.namedChildren.indexOf(reference) ?? 0);
    return namedId(callee?.signature?.parameters[index]?.type) === 'io.Reader';
  });
}

function escapes(pkg: PackageModel, reference: SyntaxNode, loop: SyntaxNode, release: Release): boolean {
  if (release.call.contains(reference)) return false;
  if (!loop.contains(reference))
    return !isAssignedWhole(reference) && variable(pkg, reference)?.node !== reference;
  for (let around = reference.parent; around && around !== loop; around = around.parent) {
    if (around.kind === 'go_statement') return true;
    if (around.kind === 'func_literal' && outlivesRound(pkg, around, loop)) return true;
  }
  let value = reference;
  for (let node = reference; node !== loop && node.parent; node = node.parent) {
    const { parent } = node;
    switch (parent.kind) {
      case 'send_statement':
      case 'keyed_element':
      case 'literal_element':
        return true;
      case 'argument_list':
        if (callsBuiltin(pkg, parent.parent, 'append')) return true;
        if (node === reference && release.kind === 'cancel' && isStoredResult(pkg, reference, loop))
          return true;
        if (isKeptByCall(pkg, node, parent, loop)) return true;
        if (node === value && parent.parent && isWrapped(pkg, node, parent)) value = parent.parent;
        break;
      case 'expression_list': {
        const statement = parent.parent;
        if (parent.fieldName === 'left' || !statement) return false;
        const target = statement.field('left')?.namedChildren[parent.namedChildren.indexOf(node)];
        if (!target || node !== value) return false;
        const held = variable(pkg, target);
        // a name of the iteration says nothing; a field, an element or an outer name keeps it
        return target.text !== '_' && (!held || !loop.contains(held.node));
      }
      default:
    }
    if (parent.kind === 'selector_expression' || parent.kind.endsWith('_statement')) return false;
  }
  return false;
}

/**
 * Whether a library's function keeps an argument for the whole process, as a profile is written to its file, and the loop itself
 * does not call what ends that.
 */
function isKeptByCall(pkg: PackageModel, node: SyntaxNode, list: SyntaxNode, loop: SyntaxNode): boolean {
  const callee = list.parent && pkg.calleeOf(list.parent);
  const behaviour = callee?.kind === 'function' ? behaviourOf(callee.id) : undefined;
  if (!behaviour?.stores?.includes(list.namedChildren.indexOf(node))) return false;
  return ![...loop.descendants('call_expression')].some(
    (call) =>
      call.parent?.kind !== 'defer_statement' && pkg.calleeOf(call)?.id === (behaviour.storesUntil ?? ''),
  );
}

/** Whether the result of a call stands for an argument: `bufio.NewWriter(f)`. */
function isWrapped(pkg: PackageModel, node: SyntaxNode, list: SyntaxNode): boolean {
  const index = list.namedChildren.indexOf(node);
  const wraps = behaviourOf((list.parent && pkg.calleeOf(list.parent)?.id) ?? '')?.wraps ?? [];
  return wraps.some(({ argument, result }) => argument === index && result === 0);
}

/** Whether a literal runs in a goroutine of a group that no loop around waits for: the values of all rounds are in use at once. */
function outlivesRound(pkg: PackageModel, literal: SyntaxNode, loop: SyntaxNode): boolean {
  const start = startOfLiteral(pkg, literal);
  if (start?.kind !== 'call_expression') return false;
  const group = placeOf(pkg, start.field('function')?.field('operand'));
  for (const call of outermostLoop(loop).descendants('call_expression')) {
    const called = call.field('function');
    if (called?.field('field')?.text !== 'Wait') continue;
    if (isSamePlace(group, placeOf(pkg, called.field('operand')))) return false;
  }
  return true;
}

/** The outermost loop around a loop in the same function, or itself. */
export function outermostLoop(loop: SyntaxNode): SyntaxNode {
  return [...loopsAround(loop)].at(-1) ?? loop;
}

/** `watches[i] = client.Watch(ctx)`: what a call makes with the value is a handle and lies outside the iteration. */
function isStoredResult(pkg: PackageModel, argument: SyntaxNode, loop: SyntaxNode): boolean {
  return targetsOf(argument).some((target) => {
    const held = variable(pkg, target);
    const isOuter = target.text !== '_' && (!held || !loop.contains(held.node));
    return isOuter && isHandle(pkg, pkg.typeOf(target), false);
  });
}

/**
 * Whether every iteration that goes on has given back what the deferred call would: by the same call, because the
 * body of a response was read to its end, or because rows have no next one. Looked for behind the defer, on every way from it back to itself, and for the
 * reading also between what gave the response and the defer.
 */
export function endsWithIteration(
  pkg: PackageModel,
  graph: ControlFlowGraph,
  statement: SyntaxNode,
  release: Release,
): boolean {
  const start = graph.blockOf(statement);
  if (statement.parent?.kind !== 'statement_list' || !start) return false;
  if (isReadBefore(pkg, statement, release)) return true;
  const isGiven = (node: SyntaxNode): boolean =>
    node.start >= statement.end &&
    [node, ...node.descendants('call_expression')].some(
      (call) => call.kind === 'call_expression' && isAlwaysRun(call, node) && givesBack(pkg, call, release),
    );
  const giving = new Set(graph.blocks.filter(({ nodes }) => nodes.some(isGiven)));
  if (giving.has(start)) return true;
  const guard = nilGuardOf(pkg, graph, statement, release.released, giving);
  return !leadsBack(
    pkg,
    graph,
    statement,
    giving,
    (edge) =>
      (release.kind === 'close' && isClosedOver(pkg, edge, release.released)) ||
      (release.kind === 'close' &&
        giving.size > 0 &&
        saysNothingHeld(pkg, edge, statement, release.released)) ||
      (guard !== undefined && edge.condition === guard && edge.kind === 'true'),
  );
}

function givesBack(pkg: PackageModel, call: SyntaxNode, release: Release): boolean {
  const { call: deferred, kind, released } = release;
  const method = call.field('function');
  if (isSamePlace(placeOf(pkg, method), placeOf(pkg, deferred.field('function')))) return true;
  if (kind === 'rollback' && method?.field('field')?.text === 'Commit') {
    // database/sql/sql.go, Tx: "A transaction must end with a call to Commit or Rollback"
    return isSamePlace(placeOf(pkg, method.field('operand')), placeOf(pkg, released));
  }
  if (kind !== 'unlock' && kind !== 'cancel' && isClosedByCallee(pkg, call, released)) return true;
  const reader = bodyOf(pkg, release);
  return reader !== undefined && readsToEnd(pkg, call, reader);
}

/** Whether a function of the program gets the value itself, as it is or as another type, and always closes it. */
function isClosedByCallee(pkg: PackageModel, call: SyntaxNode, released: SyntaxNode): boolean {
  const place = placeOf(pkg, released);
  const callee = place && pkg.calleeOf(call);
  const { function: fn } = callee ?? {};
  if (!callee || !fn || callee.kind === 'interface-method') return false;
  const given = call.field('arguments')?.namedChildren ?? [];
  const home = homeOf(pkg, fn);
  return given.some((argument, position) => {
    const parameter = fn.parameters[position + callee.firstParameter];
    if (!parameter || !isSamePlace(placeOf(pkg, asserted(argument)), place)) return false;
    const id = namedId(home.typeOfObject(parameter));
    const index = fn.parameters.indexOf(parameter);
    return [...OWNERSHIP.values()].some(
      ({ name, types }) =>
        id !== undefined &&
        types.includes(id) &&
        createFlow(home).parameterEffect(fn, index, name).releases === 'always',
    );
  });
}

/** The value of a type assertion. */
function asserted(expression: SyntaxNode): SyntaxNode {
  const node = unwrapped(expression);
  return node.kind === 'type_assertion_expression' ? asserted(node.field('operand') ?? node) : node;
}
