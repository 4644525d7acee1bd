import { ADDRESS_TYPES, networkArgument, openedType } from '../knowledge/net-types.ts';
import type { PackageModel, VarObject } from '../semantic/model.ts';
import { type GoType, namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isAssignedWhole, targetsOf } from './assignments.ts';
import { type Definition, definitionAt, isAddressTaken, reachingDefinitions } from './definitions.ts';
import { hasMethodsOf, pointerHeldBy } from './held-pointers.ts';
import { unwrapped, variable } from './nil-comparison.ts';
import { literalOf } from './owners.ts';
import { asksTestServer } from './test-servers.ts';

/**
 * Whether a type assertion holds whatever happens: the address of a TCP listener is a `*net.TCPAddr`, the writer of a test
 * server a `http.Hijacker`, an opened file an `io.Seeker`.
 */
export function alwaysHolds(pkg: PackageModel, assertion: SyntaxNode): boolean {
  const operand = assertion.field('operand');
  const type = assertion.field('type');
  if (!operand || !type) return false;
  const asserted = pkg.typeOf(type);
  const isPointer = asserted?.kind === 'pointer';
  if (isPointer && pointedBy(pkg, unwrapped(operand)) === (pointed(asserted) ?? '')) return true;
  const held = pointerHeldBy(pkg, operand);
  if (held && isPointer) return isPlain(held) && namedId(held) === pointed(asserted);
  return (held && hasMethodsOf(pkg, held, asserted)) || asksTestServer(pkg, assertion);
}

/** Whether a pointer is not one to an instance of a generic type. */
function isPlain({ element }: { readonly element: GoType | undefined }): boolean {
  return element?.kind === 'named' && element.arguments.length === 0;
}

/** The named type that the pointer in an expression points to, where that is known. */
export function pointedBy(pkg: PackageModel, expression: SyntaxNode): string | undefined {
  const object = variable(pkg, expression);
  if (object) return pointed(pkg.typeOfObject(object)) ?? openedBy(pkg, object, expression);
  const method = expression.kind === 'call_expression' ? expression.field('function') : undefined;
  const receiver = method?.kind === 'selector_expression' ? method.field('operand') : undefined;
  const owner = receiver && pointedBy(pkg, unwrapped(receiver));
  return owner && ADDRESS_TYPES.get(`${owner}.${method?.field('field')?.text}`);
}

function pointed(type: GoType | undefined): string | undefined {
  return type?.kind === 'pointer' ? namedId(type.element) : undefined;
}

/** What a local variable points to where all that it may hold there was opened by functions of package net on networks of one kind. */
function openedBy(pkg: PackageModel, object: VarObject, at: SyntaxNode): string | undefined {
  if (object.role !== 'local') return undefined;
  const definitions: Definition[] = [];
  for (const mention of pkg.referencesTo(object)) {
    const definition = isAddressTaken(mention) ? 'unknown' : definitionAt(mention);
    if (definition === 'unknown') return undefined;
    if (definition) definitions.push(definition);
  }
  const types = new Set<string | undefined>();
  for (const definition of reachingDefinitions(pkg, object, at, definitions)) {
    if (definition === 'entry') return undefined;
    // nil opens nothing: what it is asked for panics
    if (!definition.value) continue;
    types.add(definition.result === 0 ? openedAt(pkg, unwrapped(definition.value)) : undefined);
  }
  const [only] = types;
  return types.size === 1 ? only : undefined;
}

function openedAt(pkg: PackageModel, call: SyntaxNode): string | undefined {
  const id = call.kind === 'call_expression' ? pkg.calleeOf(call)?.id : undefined;
  const index = id === undefined ? undefined : networkArgument(id);
  const argument = index === undefined ? undefined : call.field('arguments')?.namedChildren[index];
  if (argument && isNetworkOfTransport(pkg, argument)) return openedType(id!, 'tcp');
  const network = argument && pkg.constantOf(argument);
  if (network?.kind !== 'string' || network.parts.length !== 1) return undefined;
  const [text] = network.parts;
  return typeof text === 'string' ? openedType(id!, text) : undefined;
}

/**
 * Whether an expression is the network that a literal gets as a dial function of a net/http.Transport, which is tcp
 * (net/http/transport.go, dialConn: `t.dial(ctx, "tcp", cm.addr())`, `t.customDialTLS(ctx, "tcp", cm.addr())`).
 */
function isNetworkOfTransport(pkg: PackageModel, expression: SyntaxNode): boolean {
  const object = variable(pkg, expression);
  const literal = object && pkg.functionOf(object.node);
  if (!object || literal?.node.kind !== 'func_literal' || object !== literal.parameters.at(-2)) return false;
  const isChanged = pkg.referencesTo(object).some((each) => each !== object.node && isAssignedWhole(each));
  if (isChanged || pkg.referencesTo(object).some(isAddressTaken)) return false;
  const { parent } = literal.node;
  if (parent?.kind === 'literal_element') {
    const made = literalOf(parent);
    return DIALS.has(parent.parent?.field('key')?.text ?? '') && isTransport(made && pkg.typeOf(made));
  }
  if (parent?.kind !== 'expression_list' || parent.fieldName !== 'right') return false;
  const target = targetsOf(parent.parent)[parent.namedChildren.indexOf(literal.node)];
  const operand = target?.kind === 'selector_expression' ? target.field('operand') : undefined;
  return DIALS.has(target?.field('field')?.text ?? '') && isTransport(operand && pkg.typeOf(operand));
}

const DIALS: ReadonlySet<string> = new Set(['Dial', 'DialContext', 'DialTLS', 'DialTLSContext']);

function isTransport(type: GoType | undefined): boolean {
  return namedId(type?.kind === 'pointer' ? type.element : type) === 'net/http.Transport';
}
