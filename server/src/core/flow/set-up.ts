import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignedTo, isAssignedWhole } from './assignments.ts';
import { callsInModule } from './goroutines/once.ts';
import { variable } from './nil-comparison.ts';
import { placeOf } from './places.ts';

/** Constructors and methods that call each other. */
const MOST_CALLS = 4;

/**
 * Whether a call of a method is only made while an object is set up: the object belongs to the function that has made it
 * and nobody else has it yet, or to methods that the module, read whole and without its tests, only calls there.
 * @param call of a method of the object, or of one of its fields
 */
export function isOnlyInSetUp(pkg: PackageModel, call: SyntaxNode, depth = 0): boolean {
  const fn = pkg.functionOf(call);
  const root = placeOf(pkg, call.field('function')?.field('operand'))?.root;
  if (!fn || !root || root.function !== fn || runsLater(call)) return false;
  if (root.role === 'local') return isUnshared(pkg, root, call, depth);
  if (root !== fn.receiver || depth >= MOST_CALLS || !pkg.program.moduleIsComplete) return false;
  if (!isKeptBefore(pkg, root, call, depth)) return false;
  const calls = callsInModule(pkg, fn);
  return (
    calls !== undefined &&
    calls.length > 0 &&
    calls.every(
      (each) => each.node.kind === 'call_expression' && isOnlyInSetUp(each.pkg, each.node, depth + 1),
    )
  );
}

function runsLater({ parent }: SyntaxNode): boolean {
  return parent?.kind === 'go_statement' || parent?.kind === 'defer_statement';
}

/** Whether a local variable holds what its function has just made, and nothing before a node has given it to others. */
function isUnshared(pkg: PackageModel, object: VarObject, before: SyntaxNode, depth: number): boolean {
  if (object.role !== 'local') return false;
  const [assigned, ...others] = pkg.referencesTo(object).filter(isAssignedWhole);
  const made = others.length === 0 && assigned ? assignedTo(assigned) : undefined;
  return (
    made?.value !== undefined &&
    isNew(pkg, made.value, made.index, depth) &&
    isKeptBefore(pkg, object, before, depth)
  );
}

/** Whether a function gives what its variable holds to nobody before a node of it. */
function isKeptBefore(pkg: PackageModel, object: VarObject, before: SyntaxNode, depth: number): boolean {
  const loop = before.ancestor('for_statement');
  if (loop && object.function?.node.contains(loop) && !loop.contains(object.node)) return false;
  return pkg
    .referencesTo(object)
    .every(
      (reference) =>
        reference.start >= before.start ||
        reference === object.node ||
        isAssignedWhole(reference) ||
        (pkg.functionOf(reference) === object.function && isUsedInPlace(pkg, reference, depth)),
    );
}

/** Whether a value is a struct that is made where it stands, or by a function of the program that has given it to nobody. */
function isNew(pkg: PackageModel, value: SyntaxNode, index: number, depth: number): boolean {
  const made = value.kind === 'unary_expression' ? value.field('operand') : value;
  if (made?.kind === 'composite_literal') return true;
  if (made?.kind !== 'call_expression') return false;
  const callee = pkg.calleeOf(made);
  if (callee?.id === 'new') return true;
  const maker = callee?.function;
  const home = maker && pkg.program.packageOf(maker.file.path);
  if (!maker?.body || !home || depth >= MOST_CALLS) return false;
  const returns = [...maker.body.descendants('return_statement')].filter(
    (statement) => home.functionOf(statement) === maker,
  );
  return returns.every((statement) => {
    const result = statement.firstNamedChild?.namedChildren[index];
    if (!result) return false;
    if (result.kind === 'nil') return true;
    const object = variable(home, result);
    return object ? isUnshared(home, object, statement, depth + 1) : isNew(home, result, index, depth + 1);
  });
}

/** Whether a mention of an object reads or writes a field, or calls a method that does no more with it. */
function isUsedInPlace(pkg: PackageModel, mention: SyntaxNode, depth: number): boolean {
  const selector = mention.parent;
  if (selector?.kind !== 'selector_expression' || mention.fieldName !== 'operand') return false;
  const call = selector.parent;
  const isCalled = call?.kind === 'call_expression' && selector.fieldName === 'function';
  if (!isCalled) return isField(pkg, selector) && !isAddress(selector);
  if (runsLater(call)) return false;
  const method = pkg.calleeOf(call)?.function;
  return method !== undefined && depth < MOST_CALLS && keepsNothing(pkg, method, depth + 1);
}

/** Whether a method does nothing with its receiver but use its fields and call such methods, in its own goroutine. */
function keepsNothing(pkg: PackageModel, method: GoFunction, depth: number): boolean {
  const home = pkg.program.packageOf(method.file.path);
  if (!home || !method.body) return false;
  const { receiver } = method;
  return (
    !receiver ||
    home
      .referencesTo(receiver)
      .every(
        (reference) =>
          reference === receiver.node ||
          (home.functionOf(reference) === method && isUsedInPlace(home, reference, depth)),
      )
  );
}

function isField(pkg: PackageModel, selector: SyntaxNode): boolean {
  const field = selector.field('field');
  const object = field && pkg.objectOf(field);
  return object?.kind === 'var' && object.role === 'field';
}

/** Whether an address is taken of a field: `&c.mu`; what lies behind a pointer in it is its own object. */
function isAddress(selector: SyntaxNode): boolean {
  const { parent } = selector;
  return parent?.kind === 'unary_expression' && parent.field('operator')?.text === '&';
}
