import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import { type GoType, namedId, pointed } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignedTo, isAssignedWhole } from './assignments.ts';
import { callsInModule } from './goroutines/once.ts';
import { unwrapped, variable } from './nil-comparison.ts';
import { placeOf } from './places.ts';
import { fieldNames } from './struct-literals.ts';

/** Constructors that call each other. */
const MOST_CALLS = 4;

/**
 * Whether a call of a method is only made while an object is set up: the object belongs to the function that has made it
 * and nobody else has it yet, or to methods that the module, read whole and without its tests, only calls there.
 * @param call of a method of the object, or of what lies in its fields; behind a pointer it may be shared already
 * @param open methods whose calls are looked at
 */
export function isOnlyInSetUp(
  pkg: PackageModel,
  call: SyntaxNode,
  open: Set<GoFunction> = new Set(),
): boolean {
  const fn = pkg.functionOf(call);
  const called = call.field('function');
  const root = placeOf(pkg, called?.field('operand'))?.root;
  if (!fn || !called || !root || root.function !== fn || runsLater(call)) return false;
  if (!isInObject(pkg, called)) return false;
  if (root.role === 'local') return isUnshared(pkg, root, call, 0);
  if (root !== fn.receiver || !pkg.program.moduleIsComplete || !isKeptBefore(pkg, root, call)) return false;
  if (open.has(fn)) return true;
  open.add(fn);
  const calls = callsInModule(pkg, fn);
  return (
    calls !== undefined &&
    calls.length > 0 &&
    calls.every((each) => each.node.kind === 'call_expression' && isOnlyInSetUp(each.pkg, each.node, open))
  );
}

/** Whether what a selector is applied to lies in the object of the variable that it starts from: no pointer and no interface leads there. */
export function isInObject(pkg: PackageModel, selector: SyntaxNode): boolean {
  const operand = unwrapped(selector.field('operand')!);
  const type = pkg.typeOf(operand);
  if (!isOwnMember(pkg, type, selector.field('field')?.text ?? '') && embedsReference(pkg, type))
    return false;
  if (operand.kind !== 'selector_expression') return true;
  if (!type || type.kind === 'pointer' || pkg.underlying(type)?.kind === 'interface') return false;
  return isInObject(pkg, operand);
}

/** Whether a type declares a field or method itself. */
function isOwnMember(pkg: PackageModel, type: GoType | undefined, name: string): boolean {
  const member = pkg.memberOf(type, name);
  if (member?.kind === 'method') return namedId(member.owner) === namedId(type);
  const struct = pkg.underlying(pointed(type));
  return struct?.kind === 'struct' && member?.node?.ancestor('struct_type') === struct.node;
}

/** Whether fields and methods of a struct may lie behind a pointer or an interface that it embeds. */
function embedsReference(pkg: PackageModel, type: GoType | undefined): boolean {
  const struct = pkg.underlying(pointed(type));
  if (struct?.kind !== 'struct') return false;
  return fieldNames(struct.node).some((field) => {
    const written = field.kind === 'field_declaration' ? field.field('type') : undefined;
    if (!written) return false;
    const embedded = pkg.typeOf(written);
    return (
      field.children.some(({ kind }) => kind === '*') ||
      pkg.underlying(embedded)?.kind === 'interface' ||
      embedsReference(pkg, embedded)
    );
  });
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
    isKeptBefore(pkg, object, before)
  );
}

/** Whether a function gives what its variable holds to nobody before a node of it. */
function isKeptBefore(pkg: PackageModel, object: VarObject, before: SyntaxNode): boolean {
  const loop = before.ancestor('for_statement');
  if (loop && object.function?.node.contains(loop) && !loop.contains(object.node)) return false;
  const methods = new Set<GoFunction>();
  return pkg
    .referencesTo(object)
    .every(
      (reference) =>
        reference.start >= before.start ||
        reference === object.node ||
        isAssignedWhole(reference) ||
        (pkg.functionOf(reference) === object.function && isUsedInPlace(pkg, reference, methods)),
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

/**
 * Whether a mention of an object reads or writes a field, or calls a method that does no more with it.
 * @param methods those that were looked at: one that does more has ended the search
 */
function isUsedInPlace(pkg: PackageModel, mention: SyntaxNode, methods: Set<GoFunction>): boolean {
  const selector = mention.parent;
  if (selector?.kind !== 'selector_expression' || mention.fieldName !== 'operand') return false;
  let place = selector;
  while (place.parent?.kind === 'selector_expression') place = place.parent;
  const call = place.parent;
  const isCalled = call?.kind === 'call_expression' && place.fieldName === 'function';
  if (!isCalled) return isField(pkg, selector) && !isAddress(place);
  const method = pkg.calleeOf(call)?.function;
  // a method of what lies in a field sees no more than that; one of a library, such as a Mutex, keeps nothing of it
  if (place !== selector && !(method && isInObject(pkg, place))) return isField(pkg, selector);
  if (runsLater(call)) return false;
  return method !== undefined && keepsNothing(pkg, method, methods);
}

/** Whether a method does nothing with its receiver but use its fields and call such methods, in its own goroutine. */
function keepsNothing(pkg: PackageModel, method: GoFunction, methods: Set<GoFunction>): boolean {
  if (methods.has(method)) return true;
  methods.add(method);
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
          (home.functionOf(reference) === method && isUsedInPlace(home, reference, methods)),
      )
  );
}

function isField(pkg: PackageModel, selector: SyntaxNode): boolean {
  const field = selector.field('field');
  const object = field && pkg.objectOf(field);
  return object?.kind === 'var' && object.role === 'field';
}

/** Whether an address is taken of a field: `&c.mu`; what lies behind a pointer in it is its own object. */
export function isAddress(selector: SyntaxNode): boolean {
  const { parent } = selector;
  return parent?.kind === 'unary_expression' && parent.field('operator')?.text === '&';
}
