import { homeOf } from '../semantic/home.ts';
import type { FileModel, PackageModel } from '../semantic/model.ts';
import { qualifiedId } from '../semantic/qualified.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignedTo } from './assignments.ts';
import { type ClientRequest, seenUseOf } from './client-requests.ts';
import { type ConfiguredField, configuredValueOf } from './configured-values.ts';
import { hasOwnLimit, isSetElsewhere } from './default-limits.ts';
import type { FlowModel } from './model.ts';
import { unwrapped, variable } from './nil-comparison.ts';
import { originsOf } from './origins.ts';
import { repeatedRunOf } from './repeated-runs.ts';
import { urlOf } from './request-urls.ts';
import { runKindOf } from './start-up.ts';
import { closesConnection, keepsNoConnection, leftoverOf } from './transport-connections.ts';
import { privateTransportsIn } from './transports.ts';
import { type HostKind, hostOf, kindOfHost } from './url-hosts.ts';
import { reachOfValue } from './value-reach.ts';

/** A transport without a limit for idle connections: whoever it asks again is asked at the address that was dialed first. */
export interface PinningTransport {
  /** The literal. */
  readonly node: SyntaxNode;
  /** Whether everybody is seen who may set a limit later, or close what is idle. */
  readonly isComplete: boolean;
  /** The request that tells most about its host. */
  readonly request: ClientRequest;
  /** `unknown` where the source does not write the host. */
  readonly kind: HostKind | 'unknown';
  readonly host: string | undefined;
}

type Fields = ReadonlyMap<string, ConfiguredField>;
const RANK = ['service', 'name', 'unknown', 'own'] as const;

/** Those of a file over which a service sends requests again and again. */
export function* pinningTransportsIn(
  pkg: PackageModel,
  file: FileModel,
  flow: FlowModel,
): Generator<PinningTransport> {
  let privates: ReadonlySet<SyntaxNode> | undefined;
  for (const node of file.tree.root.descendants('composite_literal')) {
    const type = pkg.typeOf(node);
    if (type?.kind !== 'named' || namedId(type) !== 'net/http.Transport') continue;
    const { fields, isComplete } = configuredValueOf(pkg, node);
    // without any limit it has more faults than this one
    if (!hasNoIdleLimit(fields) || !hasOwnLimit(fields) || keepsNoConnection(fields)) continue;
    if (!dialsNames(pkg, fields) || isSetElsewhere(pkg, node)) continue;
    privates ??= new Set(
      [...privateTransportsIn(pkg, file)].flatMap(({ node: each, loop }) => (loop ? [] : [each])),
    );
    if (privates.has(node)) continue;
    const { requests, others } = seenUseOf(pkg, reachOfValue(pkg, node));
    if (others.has('CloseIdleConnections')) continue;
    const sent = requests.filter(
      (request) => isKept(request, fields) && isSentAgain(request.pkg, request.call, flow),
    );
    const [first] = sent
      .map((request) => ({ request, ...hostOfRequest(request) }))
      .sort((one, other) => RANK.indexOf(one.kind) - RANK.indexOf(other.kind));
    if (first && first.kind !== 'own') yield { node, isComplete, ...first };
  }
}

/** net/http/transport.go, IdleConnTimeout: "Zero means no limit." */
function hasNoIdleLimit(fields: Fields): boolean {
  const limit = fields.get('IdleConnTimeout');
  return (
    !limit || (typeof limit.value === 'object' && limit.value.kind === 'int' && limit.value.value === 0n)
  );
}

const PLAIN_DIALS: ReadonlySet<string> = new Set(['net.Dial', 'net.Dialer.Dial', 'net.Dialer.DialContext']);

/** Whether a connection is dialed by the name of its host: no dial function of its own, no proxy that is named. */
function dialsNames(pkg: PackageModel, fields: Fields): boolean {
  if (['DialTLS', 'DialTLSContext', 'RegisterProtocol'].some((name) => fields.has(name))) return false;
  const dials = ['Dial', 'DialContext'].flatMap((name) => fields.get(name)?.expressions ?? []);
  const proxies = fields.get('Proxy')?.expressions ?? [];
  return (
    dials.every((each) => isPlainDial(homeOf(pkg, each), each)) &&
    proxies.every(
      (each) =>
        each.kind === 'nil' || qualifiedId(homeOf(pkg, each), each) === 'net/http.ProxyFromEnvironment',
    )
  );
}

/** `(&net.Dialer{Timeout: t}).DialContext`, also in a variable. */
function isPlainDial(pkg: PackageModel, expression: SyntaxNode): boolean {
  const origins = originsOf(pkg, expression, { fields: true })?.all ?? [];
  return (
    origins.length > 0 &&
    origins.every(({ node }) => {
      const value = unwrapped(node);
      const operand = value.kind === 'selector_expression' ? value.field('operand') : undefined;
      if (!operand) return false;
      const home = homeOf(pkg, value);
      const type = namedId(home.typeOf(operand));
      const id = type ? `${type}.${value.field('field')?.text}` : qualifiedId(home, value);
      return PLAIN_DIALS.has(id ?? '');
    })
  );
}

/** Whether the connection of a request is left when its answer is closed. */
function isKept({ pkg, call }: ClientRequest, fields: Fields): boolean {
  if (closesConnection(pkg, call)) return false;
  const url = urlOf(pkg, call);
  const isPlain = url !== undefined && hostOf(pkg, url)?.scheme === 'http';
  return leftoverOf(pkg, pkg.fileOf(call), [call], fields, isPlain) === 'kept';
}

function isSentAgain(pkg: PackageModel, call: SyntaxNode, flow: FlowModel): boolean {
  const kind = runKindOf(pkg, flow, call);
  if (kind === 'command' || kind === 'test-helper') return false;
  return repeatedRunOf(pkg, (fn) => flow.graphOf(fn), call) !== undefined;
}

function hostOfRequest({ pkg, call }: ClientRequest): Pick<PinningTransport, 'kind' | 'host'> {
  const url = urlOf(pkg, call);
  const host = url && !changesUrl(pkg, call) ? hostOf(pkg, url) : undefined;
  if (host?.name !== undefined) return { kind: kindOfHost(host.name), host: host.name };
  const isOwn = host?.held.some((each) => isOwnByDefault(pkg, each)) === true;
  return { kind: isOwn ? 'own' : 'unknown', host: undefined };
}

/** Whether a field that says the address is somewhere given one of this machine: its default, which others may change. */
function isOwnByDefault(pkg: PackageModel, expression: SyntaxNode): boolean {
  const origins = originsOf(pkg, expression, { fields: false, unknowns: true })?.all ?? [];
  const parts = origins.flatMap(({ node }) => hostOf(homeOf(pkg, node), node)?.held ?? []);
  return [expression, ...parts].some((node) => {
    const name = unwrapped(node).field('field');
    const field = name && homeOf(pkg, node).objectOf(name);
    if (field?.kind !== 'var' || field.role !== 'field') return false;
    const home = homeOf(pkg, field);
    return home.referencesTo(field).some((mention) => {
      const keyed = mention.ancestor('keyed_element');
      const isKey = keyed?.field('key')?.contains(mention) === true;
      const value = isKey
        ? keyed.field('value')?.firstNamedChild
        : mention.parent && assignedTo(mention.parent)?.value;
      const host = value && hostOf(home, value)?.name;
      return host !== undefined && kindOfHost(host) === 'own';
    });
  });
}

/** Whether another address is put into the request. */
function changesUrl(pkg: PackageModel, call: SyntaxNode): boolean {
  const first = call.field('arguments')?.firstNamedChild;
  const request = first && variable(pkg, first);
  return (
    request !== undefined &&
    pkg.referencesTo(request).some(({ parent }) => parent?.field('field')?.text === 'URL')
  );
}
