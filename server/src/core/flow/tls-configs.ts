import type { FileModel, PackageModel } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignmentsOf } from './assignments.ts';
import { type ConfiguredField, configuredValueOf } from './configured-values.ts';
import { settingsIn } from './field-settings.ts';
import { reachOfValue, type ValueReach } from './value-reach.ts';

export const TLS_CONFIG = 'crypto/tls.Config';

/** A field that is set on a TLS configuration. */
export interface TlsSetting {
  /** The key in a literal, or the field of an assignment. */
  readonly place: SyntaxNode;
  readonly value: SyntaxNode;
  /** The literal, or what stands before the field. */
  readonly config: SyntaxNode;
  /** The literal that makes the configuration, where it is this one or the only one behind the variable. */
  readonly literal: SyntaxNode | undefined;
  /** What else is set on it, by field. */
  readonly fields: ReadonlyMap<string, ConfiguredField>;
  /** Whether everything that can set something on it is seen. */
  readonly isComplete: boolean;
  /** Fields that are perhaps set on it besides: whose configuration is not known. */
  readonly perhaps: ReadonlySet<string>;
}

/** Where a file sets a field of a TLS configuration, in a literal or by assignment. */
export function* tlsSettings(pkg: PackageModel, file: FileModel, field: string): Generator<TlsSetting> {
  for (const name of file.tree.identifiersNamed(field)) {
    const { parent } = name;
    if (parent?.kind === 'literal_element' && parent.fieldName === 'key') {
      const held = parent.parent?.field('value');
      const value = held?.kind === 'literal_element' ? held.firstNamedChild : held;
      const literal = parent.ancestor('composite_literal');
      if (literal && value && namedId(pkg.typeOf(literal)) === TLS_CONFIG)
        yield setting(pkg, name, value, literal, field);
    } else if (parent?.kind === 'selector_expression' && name.fieldName === 'field') {
      const operand = parent.field('operand');
      const list = parent.parent?.kind === 'expression_list' ? parent.parent : undefined;
      if (!operand || list?.fieldName !== 'left' || namedId(pkg.typeOf(operand)) !== TLS_CONFIG) continue;
      const assigned = assignmentsOf(list.parent!).find(({ target }) => target === parent);
      if (assigned?.value) yield setting(pkg, name, assigned.value, operand, field);
    }
  }
}

function setting(
  pkg: PackageModel,
  place: SyntaxNode,
  value: SyntaxNode,
  config: SyntaxNode,
  field: string,
): TlsSetting {
  const { fields, made, isTraced, isComplete } = configuredValueOf(pkg, config);
  const only = made.length === 1 && made[0]!.kind === 'composite_literal' ? made[0] : undefined;
  const literal = config.kind === 'composite_literal' ? config : only;
  const perhaps = new Set<string>();
  if (!isTraced) {
    const fn = pkg.functionOf(place);
    for (const other of settingsIn(pkg, TLS_CONFIG)) {
      const isSame = other.operand.text === config.text && pkg.functionOf(other.place) === fn;
      if (isSame && other.name !== field) perhaps.add(other.name);
    }
  }
  return { place, value, config, literal, fields, isComplete, perhaps };
}

/** Whether something other than nil is set on the configuration; `perhaps` where it may be set on another one. */
export function has({ fields, perhaps, isComplete }: TlsSetting, field: string): 'yes' | 'perhaps' | 'no' {
  if (perhaps.has(field)) return 'yes';
  const set = fields.get(field);
  if (!set || set.value === 'nil') return 'no';
  if (set.places.some((place) => !set.unsure.includes(place))) return 'yes';
  return isComplete ? 'no' : 'perhaps';
}

/** Whether the configuration surely has a field set to something else than a boolean constant somewhere. */
export function isElsewhere(
  pkg: PackageModel,
  { fields }: TlsSetting,
  field: string,
  value: boolean,
): boolean {
  const set = fields.get(field);
  return (set?.places ?? []).some((place) => {
    if (set!.unsure.includes(place)) return false;
    const expression = set!.expressions.find((each) => isSetAt(place, each));
    const constant = expression && pkg.constantOf(expression);
    return constant?.kind !== 'bool' || constant.value !== value;
  });
}

/** Whether an expression is what a key, or the field of an assignment, gets. */
function isSetAt(place: SyntaxNode, expression: SyntaxNode): boolean {
  const statement = place.ancestor('keyed_element') ?? place.ancestor('assignment_statement');
  return statement?.contains(expression) === true;
}

/**
 * Where a server takes its configuration: crypto/tls/tls.go, Server, NewListener, Listen ("The configuration config must be
 * non-nil and must include at least one certificate or else set GetCertificate"); net/http/server.go, TLSConfig
 * "optionally provides a TLS configuration for use by ServeTLS and ListenAndServeTLS".
 */
const SERVER_SIDE: ReadonlySet<string> = new Set([
  'crypto/tls.Server',
  'crypto/tls.NewListener',
  'crypto/tls.Listen',
  'crypto/tls.QUICServer',
  'net/http.Server.TLSConfig',
]);

/** How far a configuration is for servers, which verify clients by ClientAuth and look at no InsecureSkipVerify. */
export function servesOnly(setting: TlsSetting, reach: ValueReach): 'yes' | 'perhaps' | 'no' {
  const { passed, lost, isCollected } = reach;
  if (passed.length > 0 && !lost && !isCollected && passed.every(({ id }) => SERVER_SIDE.has(id)))
    return 'yes';
  // "ClientAuth determines the server's policy for TLS Client Authentication" (crypto/tls/common.go)
  return has(setting, 'ClientAuth') === 'yes' || passed.some(({ id }) => SERVER_SIDE.has(id))
    ? 'perhaps'
    : 'no';
}

/** Where the configuration of a setting goes; undefined where it is not known what makes it. */
export function reachOfConfig(pkg: PackageModel, { literal }: TlsSetting): ValueReach | undefined {
  return literal && reachOfValue(pkg, literal);
}

/**
 * Fields and methods by which code judges the peer itself once the handshake is done: crypto/tls/common.go,
 * ConnectionState.PeerCertificates, VerifiedChains, ExportKeyingMaterial (channel binding, RFC 9266).
 */
const LOOKS = ['PeerCertificates', 'ExportKeyingMaterial'] as const;

/** Whether code around a node looks at the certificate of the peer itself: in its function, or elsewhere in the packages that hold the configuration. */
export function looksAtPeer(
  pkg: PackageModel,
  node: SyntaxNode,
  reach: ValueReach | undefined,
): 'here' | 'elsewhere' | 'no' {
  let fn = pkg.functionOf(node);
  while (fn?.outer) fn = fn.outer;
  if (fn && LOOKS.some((name) => fn.node.tree.identifiersNamed(name, fn.node).length > 0)) return 'here';
  const packages = new Set([pkg]);
  for (const { file } of reach?.holders ?? []) {
    const other = pkg.program.packageOf(file.path);
    if (other) packages.add(other);
  }
  const isElsewhere = [...packages].some(({ files }) =>
    files.some((file) => !file.isTest && LOOKS.some((name) => file.tree.identifiersNamed(name).length > 0)),
  );
  return isElsewhere ? 'elsewhere' : 'no';
}

/** RFC 1122 3.2.1.3, RFC 4291 2.5.3, RFC 6761 6.3: addresses that never leave the machine. */
const LOOPBACK = /^(?:[a-z]+:\/\/)?(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)(?:[:/]|$)/;

/** Whether a function gives a call an address that is written as one of this machine. */
export function callsOwnMachine(pkg: PackageModel, node: SyntaxNode): boolean {
  let fn = pkg.functionOf(node);
  while (fn?.outer) fn = fn.outer;
  for (const list of fn?.node.descendants('argument_list') ?? []) {
    for (const argument of list.namedChildren) {
      const constant = pkg.constantOf(argument);
      // what is not known may go on: `localhost` and `localhost.example.com`
      const known = constant?.kind === 'string' ? constant.parts.map((part) => part ?? ':').join('') : '';
      if (LOOPBACK.test(known)) return true;
    }
  }
  return false;
}
