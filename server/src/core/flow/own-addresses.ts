import {
  networkArgument,
  opensListener,
  PORT_PARSERS,
  SPLITTABLE_ADDRESSES,
} from '../knowledge/net-types.ts';
import type { PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isAssignedWhole } from './assignments.ts';
import { onlyAssigned } from './channel-syntax.ts';
import { unwrapped, variable } from './nil-comparison.ts';
import { pointedBy } from './sure-assertions.ts';

/**
 * Whether a text is host and port, as `net.SplitHostPort` takes them apart: what an open TCP or UDP socket says of itself, or
 * a listener that was given what `net.JoinHostPort` has made.
 */
export function isHostPort(pkg: PackageModel, text: SyntaxNode): boolean {
  const address = operandOf(pkg, heldValue(pkg, text), 'String');
  if (!address) return false;
  const made = heldValue(pkg, address);
  if ([address, made].some((each) => SPLITTABLE_ADDRESSES.has(pointedBy(pkg, each) ?? ''))) return true;
  const listener = operandOf(pkg, made, 'Addr');
  const object = listener && variable(pkg, listener);
  return object?.role === 'local' && listensWhereJoined(pkg, object);
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

/** Whether a variable gets nothing but listeners of package net at joined addresses. */
function listensWhereJoined(pkg: PackageModel, listener: VarObject): boolean {
  const targets = pkg.referencesTo(listener).filter(isAssignedWhole);
  return (
    targets.length > 0 &&
    targets.every((target) => {
      const list = target.parent;
      const call = list?.parent?.field('right')?.firstNamedChild;
      const isFirst = list?.kind === 'expression_list' && list.firstNamedChild === target;
      const id = isFirst && call?.kind === 'call_expression' ? pkg.calleeOf(call)?.id : undefined;
      if (!call || id === undefined || !opensListener(id)) return false;
      const address = call.field('arguments')?.namedChildren[networkArgument(id)! + 1];
      const joined = address && heldValue(pkg, address);
      return joined?.kind === 'call_expression' && pkg.calleeOf(joined)?.id === 'net.JoinHostPort';
    })
  );
}
