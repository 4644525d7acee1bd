import type { GoFunction, PackageModel } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { definitionAt } from './definitions.ts';
import { LISTEN, ofAddress, ofHost, textOf, wrappedListener } from './listen-addresses.ts';

/** Variables and calls between a listener or an address and what it is made of. */
const MOST_STEPS = 4;

/**
 * Whether the functions of the module that give a listener make it somewhere in their bodies, and put a loopback address into
 * all that they listen on: `net.Listen("tcp", o.Or(netip.AddrFrom4([4]byte{127, 0, 0, 1})).String())`.
 */
export function isMadeOnLoopback(pkg: PackageModel, listener: SyntaxNode): boolean {
  const makers = makersOf(pkg, listener);
  return makers !== undefined && makers.length > 0 && makers.every((fn) => listensOnLoopback(pkg, fn));
}

/** Also the function of package net that takes its address as a struct (net/tcpsock.go, ListenTCP). */
const LISTENS: ReadonlyMap<string, number> = new Map([...LISTEN, ['net.ListenTCP', 0]]);

function listensOnLoopback(pkg: PackageModel, fn: GoFunction): boolean {
  const home = pkg.program.packageOf(fn.file.path);
  if (!home) return false;
  home.program.memory.usesText(fn);
  const addresses = [...fn.node.descendants('call_expression')].flatMap((call) => {
    const index = LISTENS.get(home.calleeOf(call)?.id ?? '');
    return index === undefined ? [] : (call.field('arguments')?.namedChildren[index + 1] ?? []);
  });
  return addresses.length > 0 && addresses.every((each) => namesLoopback(home, each));
}

/** The functions of the module whose calls give a listener, wrapped or not; undefined where it may be something else. */
function makersOf(pkg: PackageModel, listener: SyntaxNode, depth = 0): readonly GoFunction[] | undefined {
  if (depth > MOST_STEPS) return undefined;
  const inner = wrappedListener(pkg, listener);
  if (inner) return makersOf(pkg, inner, depth + 1);
  if (listener.kind === 'call_expression') {
    const callee = pkg.calleeOf(listener);
    return callee?.function && callee.kind !== 'value' ? [callee.function] : undefined;
  }
  const values = valuesOf(pkg, listener)?.map((value) => {
    const wrapped = wrappedListener(pkg, value);
    // `l = wrap(l)` is the same one
    const isSame = wrapped?.kind === 'identifier' && pkg.objectOf(wrapped) === pkg.objectOf(listener);
    return isSame ? [] : makersOf(pkg, value, depth + 1);
  });
  const known = values?.filter((each) => each !== undefined);
  return known?.length === values?.length ? known?.flat() : undefined;
}

/** What a local variable is assigned; undefined where that is not known. */
function valuesOf(pkg: PackageModel, node: SyntaxNode): readonly SyntaxNode[] | undefined {
  const object = node.kind === 'identifier' ? pkg.objectOf(node) : undefined;
  if (object?.kind !== 'var' || object.role !== 'local') return undefined;
  const definitions = pkg.referencesTo(object).map(definitionAt);
  if (definitions.includes('unknown')) return undefined;
  return definitions.flatMap((each) => (typeof each === 'object' ? (each.value ?? []) : []));
}

/** Whether an address is the text of a value of net/netip that is made of this machine's: `netip.AddrPortFrom(local, port).String()`. */
export function isTextOfLoopback(pkg: PackageModel, address: SyntaxNode): boolean {
  const called = address.kind === 'call_expression' ? pkg.calleeOf(address)?.id : undefined;
  const value = called === 'net/netip.AddrPort.String' && address.field('function')?.field('operand');
  return value ? namesLoopback(pkg, value) : false;
}

/** Whether an address, or what it is made of, names this machine. */
function namesLoopback(pkg: PackageModel, address: SyntaxNode, depth = 0): boolean {
  if (depth > MOST_STEPS) return false;
  const text = textOf(pkg, address);
  if (text) return ofAddress(text) === 'local' || ofHost(text) === 'local';
  if (address.kind === 'unary_expression' || address.kind === 'composite_literal') {
    const literal = address.kind === 'unary_expression' ? address.field('operand') : address;
    return (literal?.field('body')?.namedChildren ?? []).some((each) => {
      const value = each.field('value')?.firstNamedChild;
      return value !== undefined && namesLoopback(pkg, value, depth + 1);
    });
  }
  if (address.kind !== 'call_expression')
    return valuesOf(pkg, address)?.some((each) => namesLoopback(pkg, each, depth + 1)) ?? false;
  const id = pkg.calleeOf(address)?.id ?? '';
  const args = address.field('arguments')?.namedChildren ?? [];
  if (GIVES_LOOPBACK.has(id)) return true;
  if (OF_BYTES.has(id)) return firstByteOf(pkg, args) === 127n;
  const fn = pkg.calleeOf(address)?.function;
  if (fn && args.length === 0 && findsLoopback(pkg, fn, depth)) return true;
  const receiver = address.field('function')?.field('operand');
  return [...args, ...(receiver ? [receiver] : [])].some((each) => namesLoopback(pkg, each, depth + 1));
}

/**
 * Whether all that a function of the module returns, nil and zero apart, comes of functions in whose bodies the machine itself is
 * looked up: `net.LookupIP("localhost")`, or addresses of which one is asked whether it `IsLoopback`.
 */
function findsLoopback(pkg: PackageModel, fn: GoFunction, depth: number): boolean {
  const home = pkg.program.packageOf(fn.file.path);
  if (!home || !fn.body || depth > MOST_STEPS) return false;
  home.program.memory.usesText(fn);
  const calls = [...fn.body.descendants('call_expression')];
  const finds = calls.some((call) => {
    const id = home.calleeOf(call)?.id ?? '';
    if (id === 'net.IP.IsLoopback' || id === 'net/netip.Addr.IsLoopback') return true;
    const [host] = LOOKUPS.has(id) ? (call.field('arguments')?.namedChildren ?? []) : [];
    return host !== undefined && ofHost(textOf(home, host)) === 'local';
  });
  if (finds) return true;
  const called = calls.flatMap((call) => home.calleeOf(call)?.function ?? []);
  return called.length > 0 && called.every((each) => findsLoopback(home, each, depth + 1));
}

/** Functions of package net that give the addresses of a host (net/lookup.go). */
const LOOKUPS: ReadonlySet<string> = new Set(['net.LookupIP', 'net.LookupHost', 'net.ParseIP']);

/**
 * Functions that give the address of the machine itself (net/netip/netip.go: "IPv6Loopback returns the IPv6 loopback address ::1.";
 * github.com/AdguardTeam/golibs netutil: "IPv4Localhost returns the IPv4 localhost address", and the same of IPv6).
 */
const GIVES_LOOPBACK: ReadonlySet<string> = new Set([
  'net/netip.IPv6Loopback',
  'github.com/AdguardTeam/golibs/netutil.IPv4Localhost',
  'github.com/AdguardTeam/golibs/netutil.IPv6Localhost',
]);

/** net/netip, AddrFrom4: the bytes of an IPv4 address as an array; net, IPv4: one by one. */
const OF_BYTES: ReadonlySet<string> = new Set(['net/netip.AddrFrom4', 'net.IPv4']);

function firstByteOf(pkg: PackageModel, [first]: readonly SyntaxNode[]): bigint | undefined {
  const element = first?.kind === 'composite_literal' ? first.field('body')?.firstNamedChild : first;
  const byte = element?.kind === 'literal_element' ? element.firstNamedChild : element;
  const value = byte && pkg.constantOf(byte);
  return value?.kind === 'int' ? value.value : undefined;
}

/** Whether a listener is made of a connection on which the code sets a deadline: `oneConnection(tls.Server(c, config))`. */
export function servesUntilDeadline(pkg: PackageModel, listener: SyntaxNode, depth = 0): boolean {
  if (depth > MOST_STEPS) return false;
  if (listener.kind === 'call_expression')
    return (listener.field('arguments')?.namedChildren ?? []).some(
      (each) => hasDeadline(pkg, each) || servesUntilDeadline(pkg, each, depth + 1),
    );
  const values = valuesOf(pkg, listener) ?? [];
  return values.length > 0 && values.every((each) => servesUntilDeadline(pkg, each, depth + 1));
}

/** net/net.go: SetDeadline and SetReadDeadline are methods of every Conn. A listener has the former too, for Accept. */
function hasDeadline(pkg: PackageModel, node: SyntaxNode): boolean {
  const object = node.kind === 'identifier' ? pkg.objectOf(node) : undefined;
  if (object?.kind !== 'var' || /Listener$/.test(namedId(pkg.typeOfObject(object)) ?? '')) return false;
  return pkg.referencesTo(object).some(({ parent, fieldName }) => {
    if (parent?.kind !== 'selector_expression' || fieldName !== 'operand') return false;
    const isCalled = parent.parent?.kind === 'call_expression' && parent.fieldName === 'function';
    return isCalled && /^Set(?:Read)?Deadline$/.test(parent.field('field')?.text ?? '');
  });
}
