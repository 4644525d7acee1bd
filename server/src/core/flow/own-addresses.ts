import {
  ADDRESS_TYPES,
  networkArgument,
  opensSocket,
  PORT_PARSERS,
  SPLITTABLE_ADDRESSES,
} from '../knowledge/net-types.ts';
import type { PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isAssignedWhole } from './assignments.ts';
import { onlyAssigned } from './channel-syntax.ts';
import { definitionAt, isAddressTaken } from './definitions.ts';
import { unwrapped, variable } from './nil-comparison.ts';
import { pointedBy } from './sure-assertions.ts';

/**
 * Whether a text is host and port, as `net.SplitHostPort` takes them apart: what an open TCP or UDP socket says of itself, or
 * one that listens where it was given host and port, whatever its network.
 */
export function isHostPort(pkg: PackageModel, text: SyntaxNode): boolean {
  const address = operandOf(pkg, heldValue(pkg, text), 'String');
  if (!address) return false;
  const made = heldValue(pkg, address);
  if ([address, made].some((each) => SPLITTABLE_ADDRESSES.has(pointedBy(pkg, each) ?? ''))) return true;
  const methods = addressMethods(pkg, made);
  return methods.length > 0 && methods.every((method) => saysHostPort(pkg, method));
}

/** Whether a call of a parser of `PORT_PARSERS` gets, as a decimal number, the port of what an open socket says of itself. */
export function parsesOwnPort(pkg: PackageModel, parser: string, call: SyntaxNode): boolean {
  const [text, base, bits] = call.field('arguments')?.namedChildren ?? [];
  const least = PORT_PARSERS.get(parser);
  if (!text || (least !== undefined && !(isOneOf(pkg, base, [0n, 10n]) && isWide(pkg, bits, least))))
    return false;
  const object = variable(pkg, unwrapped(text));
  const targets = object?.role === 'local' ? pkg.referencesTo(object).filter(isAssignedWhole) : [];
  const list = targets.length === 1 ? targets[0]!.parent : undefined;
  if (list?.kind !== 'expression_list' || list.namedChildren[1] !== targets[0]) return false;
  const split = list.parent?.field('right')?.firstNamedChild;
  if (split?.kind !== 'call_expression' || pkg.calleeOf(split)?.id !== 'net.SplitHostPort') return false;
  const address = split.field('arguments')?.firstNamedChild;
  return address !== undefined && isHostPort(pkg, address);
}

function isOneOf(pkg: PackageModel, node: SyntaxNode | undefined, values: readonly bigint[]): boolean {
  const value = node && pkg.constantOf(node);
  return value?.kind === 'int' && values.includes(value.value);
}

function isWide(pkg: PackageModel, bits: SyntaxNode | undefined, least: bigint): boolean {
  const value = bits && pkg.constantOf(bits);
  return value?.kind === 'int' && (value.value === 0n || value.value >= least);
}

/** What a variable that an expression names is declared with, and keeps; else the expression itself. */
function heldValue(pkg: PackageModel, expression: SyntaxNode): SyntaxNode {
  const node = unwrapped(expression);
  const object = variable(pkg, node);
  const only = object?.role === 'local' ? onlyAssigned(pkg, object) : undefined;
  return only && object?.node.parent?.parent?.contains(only) ? unwrapped(only) : node;
}

/** The operand of a call of a method without arguments. */
function operandOf(pkg: PackageModel, call: SyntaxNode, method: string): SyntaxNode | undefined {
  const called = call.kind === 'call_expression' ? call.field('function') : undefined;
  const isCalled = called?.kind === 'selector_expression' && called.field('field')?.text === method;
  const operand = isCalled ? called.field('operand') : undefined;
  return operand && pkg.calleeOf(call)?.id.startsWith('net.') ? unwrapped(operand) : undefined;
}

/** The methods that a call runs: the one that it names, or those that its variable was given, `address = listener.Addr`. */
function addressMethods(pkg: PackageModel, call: SyntaxNode): readonly SyntaxNode[] {
  const called = call.kind === 'call_expression' ? call.field('function') : undefined;
  if (called?.kind === 'selector_expression') return [called];
  const object = called && variable(pkg, unwrapped(called));
  if (object?.role !== 'local') return [];
  const methods: SyntaxNode[] = [];
  for (const mention of pkg.referencesTo(object)) {
    const definition = isAddressTaken(mention) ? 'unknown' : definitionAt(mention);
    if (!definition) continue;
    if (definition === 'unknown' || definition.result !== 0) return [];
    // to call what is nil panics
    if (definition.value && definition.value.kind !== 'nil') methods.push(unwrapped(definition.value));
  }
  return methods;
}

/** Whether a method gives the own address of a socket, which is host and port. */
function saysHostPort(pkg: PackageModel, method: SyntaxNode): boolean {
  const operand = method.kind === 'selector_expression' ? method.field('operand') : undefined;
  const name = method.field('field')?.text ?? '';
  const socket = operand && unwrapped(operand);
  if (!socket) return false;
  const address = ADDRESS_TYPES.get(`${pointedBy(pkg, socket)}.${name}`);
  if (address !== undefined) return SPLITTABLE_ADDRESSES.has(address);
  const object = variable(pkg, socket);
  return OWN_ADDRESS.has(name) && object?.role === 'local' && listensAtHostPort(pkg, object);
}

/** net/net.go: Listener.Addr and PacketConn.LocalAddr give the address of the socket itself. */
const OWN_ADDRESS: ReadonlySet<string> = new Set(['Addr', 'LocalAddr']);

/** Whether a variable gets nothing but sockets that package net opens where host and port are written: a unix one is named so. */
function listensAtHostPort(pkg: PackageModel, socket: VarObject): boolean {
  const targets = pkg.referencesTo(socket).filter(isAssignedWhole);
  return (
    targets.length > 0 &&
    targets.every((target) => {
      const list = target.parent;
      const call = list?.parent?.field('right')?.firstNamedChild;
      const isFirst = list?.kind === 'expression_list' && list.firstNamedChild === target;
      const id = isFirst && call?.kind === 'call_expression' ? pkg.calleeOf(call)?.id : undefined;
      if (!call || id === undefined || !opensSocket(id)) return false;
      const address = call.field('arguments')?.namedChildren[networkArgument(id)! + 1];
      const text = address && pkg.constantOf(address);
      if (text?.kind === 'string') {
        const [only] = text.parts;
        return text.parts.length === 1 && typeof only === 'string' && HOST_PORT.test(only);
      }
      const joined = address && heldValue(pkg, address);
      return joined?.kind === 'call_expression' && pkg.calleeOf(joined)?.id === 'net.JoinHostPort';
    })
  );
}

/** Host and numeric port: `127.0.0.1:0`, `[::1]:80`. */
const HOST_PORT = /^(?:[^:[\]]*|\[[^[\]]*\]):\d{1,5}$/;
