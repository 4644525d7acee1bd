import {
  LISTENER_DIVIDER,
  MEMORY_LISTENERS,
  STREAM_LISTENERS,
  UNIX_LISTENERS,
} from '../knowledge/net-types.ts';
import { homeOf } from '../semantic/home.ts';
import type { PackageModel, VarObject } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isAssignedWhole } from './assignments.ts';
import { onlyAssigned } from './channel-syntax.ts';
import { definitionAt, valueWrittenTo } from './definitions.ts';
import { flagDefaultOf, givenDefaultOf } from './flag-defaults.ts';
import { variable } from './nil-comparison.ts';
import { type Origin, originsOf } from './origins.ts';

/**
 * Who can connect: only programs of the same machine, anybody who reaches it, whoever the configuration lets in, or that is
 * not known: a listener that somebody else has made.
 */
export type Audience = 'local' | 'network' | 'configured' | 'unknown';

/** Which of several addresses counts: a default that is local is one that somebody thought of. */
const OF_ADDRESSES: readonly Audience[] = ['network', 'local', 'configured'];
/** Which of several listeners counts: the one that most can reach. */
export const MOST_OPEN: readonly Audience[] = ['network', 'configured', 'unknown', 'local'];

/** net/ip.go: IsLoopback is 127.0.0.0/8 and ::1; `localhost` is the machine itself (RFC 6761, 6.3). */
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/i;

/** Functions that give a listener, with the index of the network among their arguments; the address follows it. */
export const LISTEN: ReadonlyMap<string, number> = new Map([
  ['net.Listen', 0],
  ['net.ListenConfig.Listen', 1],
  ['crypto/tls.Listen', 0],
]);

/**
 * Who reaches an address that a server listens on (`host:port`, as net.Listen and http.Server take it). The default of a
 * flag counts: whoever gives another value knows why. An empty host is every interface.
 */
export function audienceOf(pkg: PackageModel, address: SyntaxNode): Audience {
  return joined(pkg, address, OF_ADDRESSES, hostOfOrigin) ?? 'configured';
}

/** Functions whose listeners nobody reaches over the network, or nobody but the one peer that this side has dialled. */
const OF_THIS_MACHINE = [UNIX_LISTENERS, MEMORY_LISTENERS, STREAM_LISTENERS];

/** Who reaches a listener, by the call that made it. */
export function audienceOfListener(pkg: PackageModel, listener: SyntaxNode): Audience {
  const audience = joined(pkg, listener, MOST_OPEN, (home, { node, unknown }) => {
    const callee = node.kind === 'call_expression' && !unknown ? home.calleeOf(node) : undefined;
    const args = node.field('arguments')?.namedChildren ?? [];
    if (OF_THIS_MACHINE.some((each) => each.has(callee?.id ?? ''))) return 'local';
    const index = LISTEN.get(callee?.id ?? '');
    const network = index === undefined ? undefined : args[index];
    const address = index === undefined ? undefined : args[index + 1];
    if (!network || !address) return 'unknown';
    const name = home.constantOf(network);
    const text = name?.kind === 'string' ? name.parts.join('') : '';
    if (/^unix/.test(text)) return 'local';
    return text.startsWith('tcp') ? audienceOf(home, address) : 'configured';
  });
  return audience ?? 'unknown';
}

/**
 * Whether a listener is at a port that the system picks (net/dial.go, Listen: "If the port in the address parameter is empty or "0", as
 * in "127.0.0.1:" or "[::1]:0", a port number is automatically chosen").
 */
export function isOfPickedPort(pkg: PackageModel, listener: SyntaxNode): boolean {
  const found =
    originsOf(pkg, listener, { fields: true, unknowns: true, passes: wrappedListener })?.all ?? [];
  return (
    found.length > 0 &&
    found.every(({ node, unknown }) => {
      const home = homeOf(pkg, node);
      const index =
        unknown || node.kind !== 'call_expression' ? undefined : LISTEN.get(home.calleeOf(node)?.id ?? '');
      const address = index === undefined ? undefined : node.field('arguments')?.namedChildren[index + 1];
      const text = address && textOf(home, address);
      return text?.isWhole === true && /(?:^|:)0?$/.test(text.text);
    })
  );
}

/** The listener that a function of a library gets first, to wrap it: `tls.NewListener(l, config)`; also what such a value is a part of. */
export function wrappedListener(pkg: PackageModel, node: SyntaxNode): SyntaxNode | undefined {
  if (node.kind !== 'call_expression') return undefined;
  const callee = pkg.calleeOf(node);
  const divided = dividedBy(pkg, node);
  if (divided) return divided;
  const first = node.field('arguments')?.firstNamedChild;
  if (!first || !callee || callee.function || callee.kind !== 'function') return undefined;
  return namedId(pkg.typeOf(first)) === 'net.Listener' ? first : undefined;
}

/** What a call takes the listener of a part of the connections from. */
function dividedBy(pkg: PackageModel, call: SyntaxNode): SyntaxNode | undefined {
  const target = call.field('function');
  const operand = target?.kind === 'selector_expression' ? target.field('operand') : undefined;
  if (!operand || !LISTENER_DIVIDER.methods.test(target!.field('field')?.text ?? '')) return undefined;
  if (namedId(pkg.typeOf(operand)) === LISTENER_DIVIDER.type) return operand;
  // its type is not known where the library is not at hand
  const object = operand.kind === 'identifier' ? pkg.objectOf(operand) : undefined;
  const made = object?.kind === 'var' && object.role === 'local' ? onlyAssigned(pkg, object) : undefined;
  return made?.kind === 'call_expression' && pkg.calleeOf(made)?.id === LISTENER_DIVIDER.maker
    ? operand
    : undefined;
}

function joined(
  pkg: PackageModel,
  expression: SyntaxNode,
  order: readonly Audience[],
  ask: (home: PackageModel, origin: Origin) => Audience,
): Audience | undefined {
  const found = originsOf(pkg, expression, {
    fields: true,
    unknowns: true,
    passes: wrappedListener,
  });
  const audiences = (found?.all ?? []).map((origin) => {
    const home = homeOf(pkg, origin.node);
    return ask(home, origin);
  });
  return order.find((each) => audiences.includes(each));
}

function hostOfOrigin(pkg: PackageModel, { node, unknown, isZero }: Origin): Audience {
  if (unknown) return ofVariable(pkg, node);
  if (isZero) return 'configured';
  if (node.kind === 'call_expression') {
    const id = pkg.calleeOf(node)?.id ?? '';
    const args = node.field('arguments')?.namedChildren ?? [];
    if (id === 'net.JoinHostPort') {
      const whole = args[0] && splitFrom(pkg, args[0]);
      return whole ? audienceOf(pkg, whole) : args[0] ? ofHost(textOf(pkg, args[0])) : 'configured';
    }
    const value = givenDefaultOf(pkg, node);
    if (value) return ofDefault(textOf(pkg, value));
  }
  const text = textOf(pkg, node);
  return text ? ofAddress(text) : ofVariable(pkg, node);
}

/** The address whose host a variable holds: `host, port, err := net.SplitHostPort(address)`. */
function splitFrom(pkg: PackageModel, host: SyntaxNode): SyntaxNode | undefined {
  const object = variable(pkg, host);
  const [assigned, ...others] =
    object?.role === 'local' ? pkg.referencesTo(object).filter(isAssignedWhole) : [];
  const definition = assigned && others.length === 0 ? definitionAt(assigned) : undefined;
  if (typeof definition !== 'object' || definition.result !== 0) return undefined;
  const call = definition.value;
  const isSplit = call?.kind === 'call_expression' && pkg.calleeOf(call)?.id === 'net.SplitHostPort';
  return isSplit ? call.field('arguments')?.firstNamedChild : undefined;
}

/** Of the default of a flag: without one, whoever starts the program says where it listens. */
function ofDefault(address: Beginning | undefined): Audience {
  return address?.isWhole && address.text === '' ? 'configured' : ofAddress(address);
}

/**
 * Of a variable or field that a flag is read into, `flag.StringVar(&addr, "addr", ":8080", "")`, or that gets a default where
 * nothing is configured, `if c.Addr == "" { c.Addr = ":8080" }`.
 */
function ofVariable(pkg: PackageModel, node: SyntaxNode): Audience {
  const name = node.kind === 'selector_expression' ? node.field('field') : node;
  const isName = name?.kind === 'identifier' || name?.kind === 'field_identifier';
  const object = isName ? pkg.objectOf(name) : undefined;
  if (object?.kind !== 'var' || !pkg.files.includes(object.file)) return 'configured';
  const audiences = pkg.referencesTo(object).flatMap((reference): Audience[] => {
    const whole = wholeOf(reference);
    const value = flagDefaultOf(pkg, whole);
    if (value) return [ofDefault(textOf(pkg, value))];
    if (pkg.fileOf(reference).isTest) return [];
    const definition = definitionAt(reference);
    const written = typeof definition === 'object' ? definition.value : valueWrittenTo(reference);
    return typeof written === 'object' ? [ofAddress(textOf(pkg, written))] : [];
  });
  return OF_ADDRESSES.find((each) => audiences.includes(each)) ?? 'configured';
}

/** The selector that a mention of a field ends, or the mention itself. */
function wholeOf(mention: SyntaxNode): SyntaxNode {
  const { parent } = mention;
  return mention.fieldName === 'field' && parent?.kind === 'selector_expression' ? parent : mention;
}

/** Whether a flag of the command line is read into a variable or field, so that its default is what holds unless one is given. */
export function isSetByFlag(pkg: PackageModel, object: VarObject): boolean {
  return pkg.referencesTo(object).some((mention) => flagDefaultOf(pkg, wholeOf(mention)) !== undefined);
}

/** What is known of a text from its beginning on, and whether that is all. */
export interface Beginning {
  readonly text: string;
  readonly isWhole: boolean;
}

export function textOf(pkg: PackageModel, node: SyntaxNode): Beginning | undefined {
  const value = pkg.constantOf(node);
  if (value?.kind !== 'string') return undefined;
  const end = value.parts.indexOf(undefined);
  const known = end < 0 ? value.parts : value.parts.slice(0, end);
  return { text: known.join(''), isWhole: end < 0 };
}

export function ofHost(host: Beginning | undefined): Audience {
  if (!host?.isWhole) return 'configured';
  return LOOPBACK.test(host.text) ? 'local' : 'network';
}

export function ofAddress(address: Beginning | undefined): Audience {
  if (!address) return 'configured';
  const colon = address.text.lastIndexOf(':');
  if (colon < 0) return address.isWhole ? 'network' : 'configured';
  // `[::1` of a text whose rest is not known
  if (!address.isWhole && address.text.startsWith('[') && !address.text.includes(']')) return 'configured';
  return ofHost({ text: address.text.slice(0, colon), isWhole: true });
}
