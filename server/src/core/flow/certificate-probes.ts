import { homeOf } from '../semantic/home.ts';
import type { FileModel, GoFunction, PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { mentionedDates } from './certificate-dates.ts';
import { functionBehind } from './changing-checks.ts';
import { type ClientTransport, clientTransportOf, sendsByClient } from './client-transports.ts';
import { configuredValueOf } from './configured-values.ts';
import { type PacedLoop, pacedLoop } from './paces.ts';
import { sendsHead } from './request-methods.ts';
import { callsInRounds, isSameEachTime, type RoundCall } from './rounds.ts';
import { sureValues } from './set-fields.ts';
import { closesConnection, leftoverOf } from './transport-connections.ts';
import { unreadAnswerOf } from './unread-answers.ts';
import { reachOfValue } from './value-reach.ts';

/** A loop that looks at the dates of a server's certificate by requests over a connection that is kept in between. */
export interface ReusedProbe {
  readonly pace: PacedLoop;
  readonly request: RoundCall;
  readonly transport: ClientTransport;
  /** How long the transport keeps a connection that nobody uses, in nanoseconds; `none` without a limit. */
  readonly idle: bigint | 'none' | undefined;
  /** The callback of the TLS configuration that looks at the dates, or `TLS` for the answer. */
  readonly looks: 'VerifyPeerCertificate' | 'VerifyConnection' | 'TLS';
  /** Where a date is looked at. */
  readonly date: SyntaxNode;
  /** Whether an answer over HTTP/1 is closed unread, which ends its connection. */
  readonly isUnread: boolean;
}

const CALLBACKS = ['VerifyConnection', 'VerifyPeerCertificate'] as const;
/** Fields and methods of a transport by which a connection does not outlive its request, or is not dialed by it. */
const ENDS: readonly string[] = ['DisableKeepAlives', 'CloseIdleConnections', 'RegisterProtocol'];
/** net/http/transport.go: `IdleConnTimeout: 90 * time.Second` of DefaultTransport. */
const DEFAULT_IDLE = 90_000_000_000n;

/** Every such loop of a file. */
export function* reusedProbesIn(pkg: PackageModel, file: FileModel): Generator<ReusedProbe> {
  for (const loop of file.tree.root.descendants('for_statement')) {
    const pace = pacedLoop(pkg, loop);
    if (!pace) continue;
    // nothing in the module reads a date of a certificate
    if (pkg.program.modulePackages(file, ['NotAfter', 'NotBefore']).length === 0) return;
    const probe = probeOf(pkg, pace);
    if (probe) yield probe;
  }
}

function probeOf(pkg: PackageModel, pace: PacedLoop): ReusedProbe | undefined {
  const calls = [...callsInRounds(pkg, pace.loop)];
  // whoever closes what is idle has thought of it
  if (calls.some(({ pkg: home, call }) => /\.CloseIdleConnections$/.test(home.calleeOf(call)?.id ?? '')))
    return undefined;
  for (const request of calls) {
    const { pkg: home, call } = request;
    if (!sendsByClient(home, call) || closesConnection(home, call)) continue;
    const transport = clientTransportOf(home, call);
    if (!transport || !isKept(pkg, pace, request, transport)) continue;
    const look = lookOf(home, call, transport);
    if (!look) continue;
    const isUnread = !sendsHead(home, call) && unreadAnswerOf(home, call) !== undefined;
    const fields =
      transport.kind === 'literal' ? configuredValueOf(transport.pkg, transport.node!).fields : undefined;
    // of an answer without a body nothing is left unread, but that it has none is not known
    if (leftoverOf(home, home.fileOf(call), [call], fields) !== 'kept') continue;
    return { pace, request, transport, idle: idleOf(transport), ...look, isUnread };
  }
  return undefined;
}

/** Whether the connection of one round may still be there in the next. */
function isKept(
  pkg: PackageModel,
  { loop, interval }: PacedLoop,
  request: RoundCall,
  transport: ClientTransport,
): boolean {
  if (ENDS.some((name) => transport.settings.has(name))) return false;
  if (transport.settings.get('MaxIdleConnsPerHost')?.some((each) => isNegative(transport.pkg, each)))
    return false;
  const idle = idleOf(transport);
  if (typeof idle === 'bigint' && interval !== undefined && interval >= idle) return false;
  if (transport.kind === 'default') return true;
  // one that is made in the round is asked once
  const isMadeIn = (node: SyntaxNode): boolean =>
    loop.contains(node) || request.frames.some(({ function: fn }) => fn.node.contains(node));
  if (isMadeIn(transport.node!)) return false;
  const client = request.pkg.calleeOf(request.call)?.receiver;
  if (client && isSameEachTime(pkg, loop, request, client)) return true;
  // a client for each round may share its transport
  if (!transport.client || !isMadeIn(transport.client)) return false;
  const given = [...(transport.client.field('body')?.namedChildren ?? [])]
    .find((element) => element.field('key')?.text === 'Transport')
    ?.field('value')?.firstNamedChild;
  return given !== undefined && isSameEachTime(pkg, loop, request, given);
}

function isNegative(pkg: PackageModel, expression: SyntaxNode): boolean {
  const value = pkg.constantOf(expression);
  return value?.kind === 'int' && value.value < 0n;
}

function idleOf({ kind, pkg, settings }: ClientTransport): ReusedProbe['idle'] {
  const [value, ...others] = settings.get('IdleConnTimeout') ?? [];
  if (!settings.has('IdleConnTimeout')) return kind === 'literal' ? 'none' : DEFAULT_IDLE;
  const constant = value && pkg.constantOf(value);
  if (others.length > 0 || constant?.kind !== 'int') return undefined;
  return constant.value === 0n ? 'none' : constant.value;
}

type Look = Pick<ReusedProbe, 'looks' | 'date'>;

function lookOf(pkg: PackageModel, request: SyntaxNode, transport: ClientTransport): Look | undefined {
  for (const config of transport.settings.get('TLSClientConfig') ?? []) {
    const home = homeOf(pkg, config);
    const { fields } = configuredValueOf(home, config);
    for (const looks of CALLBACKS) {
      for (const value of sureValues(fields.get(looks))) {
        if (!value) continue;
        const owner = pkg.program.packageOf(pkg.fileOf(value).path) ?? home;
        const fn = functionBehind(owner, value);
        const date = fn && dateIn(homeOf(owner, fn), fn);
        if (date) return { looks, date };
      }
    }
  }
  return lookAtAnswer(pkg, request);
}

/** A date of a certificate in a function, or in one of the program that it calls. */
function dateIn(pkg: PackageModel, fn: GoFunction, depth = 0): SyntaxNode | undefined {
  for (const { node } of mentionedDates(pkg, fn.file, fn.node)) return node;
  for (const call of depth === 0 ? (fn.body?.descendants('call_expression') ?? []) : []) {
    const inner = pkg.calleeOf(call)?.function;
    const date = inner && inner !== fn && dateIn(homeOf(pkg, inner), inner, depth + 1);
    if (date) return date;
  }
  return undefined;
}

/** Fields of crypto/tls.ConnectionState that hold certificates. */
const CERTIFICATES = /^(?:PeerCertificates|VerifiedChains)$/;

/** Where the dates of the certificates are looked at that an answer brings along: `resp.TLS.PeerCertificates[0].NotAfter`. */
function lookAtAnswer(pkg: PackageModel, request: SyntaxNode): Look | undefined {
  for (const state of reachOfValue(pkg, request).selections) {
    if (state.field('field')?.text !== 'TLS') continue;
    const home = homeOf(pkg, state);
    for (const certificates of reachOfValue(home, state).selections) {
      if (!CERTIFICATES.test(certificates.field('field')?.text ?? '')) continue;
      const owner = homeOf(home, certificates);
      const own = owner.functionOf(certificates);
      const others = [...reachOfValue(owner, certificates).holders].flatMap((each) => each.function ?? []);
      for (const fn of new Set([...(own ? [own] : []), ...others])) {
        for (const { node } of mentionedDates(homeOf(owner, fn), fn.file, fn.node))
          return { looks: 'TLS', date: node };
      }
    }
  }
  return undefined;
}
