import { isExportedFunction, isOpenToOtherModules } from '../semantic/exported.ts';
import { homeOf } from '../semantic/home.ts';
import type { PackageModel } from '../semantic/model.ts';
import { qualifiedId } from '../semantic/qualified.ts';
import { isErrorType, namedId, type Parameter, pointed } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { onlyComparesAnswer } from './answer-probes.ts';
import { assignedTo, isAssignedWhole } from './assignments.ts';
import { choiceOf } from './choices.ts';
import {
  asksOnlyWhetherSomebodyAnswers,
  type ClientRequest,
  isPlain,
  requestsOver,
} from './client-requests.ts';
import { configuredValueOf } from './configured-values.ts';
import { callsInModule } from './goroutines/once.ts';
import { variable } from './nil-comparison.ts';
import { originsOf } from './origins.ts';
import { type FieldSetting, fieldSettings, has, reachOfSetting, valuesOf } from './set-fields.ts';
import { type TextPart, textPartsOf } from './text-parts.ts';
import type { ValueReach } from './value-reach.ts';

export const TLS_CONFIG = 'crypto/tls.Config';

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

/**
 * Fields of which a server must have one: crypto/tls/common.go, Certificates "Server configurations must set one of Certificates,
 * GetCertificate or GetConfigForClient".
 */
const SHOWN_BY_SERVERS = ['Certificates', 'GetCertificate', 'GetConfigForClient'];

/** How far a configuration is for servers, which verify clients by ClientAuth and look at no InsecureSkipVerify. */
export function servesOnly(setting: FieldSetting, reach: ValueReach): 'yes' | 'perhaps' | 'no' {
  const { passed, lost, isCollected } = reach;
  if (passed.length > 0 && !lost && !isCollected && passed.every(({ id }) => SERVER_SIDE.has(id)))
    return 'yes';
  // what a server shows, given to code that is not seen
  const isShown = SHOWN_BY_SERVERS.some((field) => has(setting, field) === 'yes');
  if (isShown && passed.length === 0 && (lost || isCollected)) return 'perhaps';
  // "ClientAuth determines the server's policy for TLS Client Authentication" (crypto/tls/common.go)
  return has(setting, 'ClientAuth') === 'yes' || passed.some(({ id }) => SERVER_SIDE.has(id))
    ? 'perhaps'
    : 'no';
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

/**
 * Whether a configuration goes to nothing but calls of tls.Client whose every configuration verifies nothing, on ways that no option
 * chooses. An option around such a configuration decides whether there is TLS: crypto/tls/tls.go, Client "The config cannot be nil", so
 * what passes by the configuration passes by the call. Of tls.Dial, or a Transport, nil is a configuration that verifies.
 */
export function isOnlyConfiguration(
  pkg: PackageModel,
  { passed, lost, isCollected, returnedBy }: ValueReach,
): boolean {
  if (passed.length === 0 || lost || isCollected || returnedBy.some(isExportedFunction)) return false;
  return passed.every(({ call, id }) => {
    const home = homeOf(pkg, call);
    const config = call.field('arguments')?.namedChildren[1];
    if (id !== 'crypto/tls.Client' || !config || isUnverified(home, config) === 'no') return false;
    return choiceOf(home, call) !== 'chosen';
  });
}

/** RFC 1122 3.2.1.3, RFC 4291 2.5.3, RFC 6761 6.3: addresses that never leave the machine. */
const LOOPBACK = /^(?:[a-z]*:\/\/)?(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)(?:[:/]|$)/;

/** Whether a function gives a call an address that is written as one of this machine, whoever decides the scheme. */
export function callsOwnMachine(pkg: PackageModel, node: SyntaxNode): boolean {
  let fn = pkg.functionOf(node);
  while (fn?.outer) fn = fn.outer;
  for (const list of fn?.node.descendants('argument_list') ?? []) {
    for (const argument of list.namedChildren) {
      const constant = pkg.constantOf(argument);
      // what is not known may go on: `localhost` and `localhost.example.com`
      const known = constant?.kind === 'string' ? constant.parts.map((part) => part ?? ':').join('') : '';
      if (LOOPBACK.test(known)) return true;
      if (isOwnWithAnyScheme(textPartsOf(pkg, argument))) return true;
    }
  }
  return false;
}

/** `scheme + "://localhost:8443/healthz"`: an expression, and behind it an address of this machine that no further one goes on. */
function isOwnWithAnyScheme([scheme, rest, ...others]: readonly TextPart[]): boolean {
  if (typeof scheme !== 'object' || typeof rest !== 'string' || !rest.startsWith('://')) return false;
  return LOOPBACK.test(others.length > 0 ? `${rest}.` : rest);
}

/**
 * What the requests over a configuration are, where all of them are seen: `plain` when none of them speaks TLS, `probe` when
 * a function that only tells yes or no asks whether somebody answers.
 */
export function requestsOf(pkg: PackageModel, reach: ValueReach | undefined): 'plain' | 'probe' | undefined {
  const requests = (reach && requestsOver(pkg, reach)) ?? [];
  if (requests.length === 0) return undefined;
  if (requests.every(isPlain)) return 'plain';
  return requests.every(
    (request) =>
      (asksOnlyWhetherSomebodyAnswers(request) && tellsYesOrNo(request, false)) ||
      (onlyComparesAnswer(request) && tellsYesOrNo(request, true)),
  )
    ? 'probe'
    : undefined;
}

/** @param orError whether an error instead of a bool, or beside it, will do */
function tellsYesOrNo({ pkg, call }: ClientRequest, orError: boolean): boolean {
  const fn = pkg.functionOf(call);
  const results = fn ? pkg.signatureOf(fn).results : [];
  const isBool = ({ type }: Parameter): boolean => type?.kind === 'basic' && type.name === 'bool';
  const isError = ({ type }: Parameter): boolean => type !== undefined && isErrorType(type);
  if (results.length === 1) return isBool(results[0]!) || (orError && isError(results[0]!));
  return orError && results.length === 2 && isBool(results[0]!) && isError(results[1]!);
}

/**
 * Whether a configuration also admits what crypto/tls turns down by itself, so that it can talk to anybody: crypto/tls/common.go,
 * MinVersion "By default, TLS 1.2 is currently used as the minimum", Renegotiation "The default, none, is correct for the vast
 * majority of applications".
 */
export function talksToAnybody(pkg: PackageModel, setting: FieldSetting): boolean {
  const given = (field: string): string[] =>
    valuesOf(setting, field).flatMap((value) => (value && qualifiedId(pkg, value)) ?? []);
  return (
    given('MinVersion').some((id) => /^crypto\/tls\.Version(?:SSL30|TLS10)$/.test(id)) ||
    given('Renegotiation').some((id) => /^crypto\/tls\.Renegotiate(?:Once|Freely)AsClient$/.test(id))
  );
}

/**
 * Whether a function that makes options to dial gRPC with a configuration makes the credentials of a gRPC server too: a gateway
 * that forwards to the process's own listener needs both (google.golang.org/grpc: server.go, Creds; dialoptions.go,
 * WithTransportCredentials).
 */
export function dialsBesideServer(pkg: PackageModel, node: SyntaxNode): boolean {
  let isDialed = false;
  for (let each = node.parent; each && !isDialed; each = each.parent)
    isDialed =
      each.kind === 'call_expression' &&
      pkg.calleeOf(each)?.id === 'google.golang.org/grpc.WithTransportCredentials';
  let fn = pkg.functionOf(node);
  while (fn?.outer) fn = fn.outer;
  return (
    isDialed &&
    [...(fn?.node.descendants('call_expression') ?? [])].some(
      (call) => pkg.calleeOf(call)?.id === 'google.golang.org/grpc.Creds',
    )
  );
}

/**
 * Whether a call that gets a configuration, in place or in a variable that it was put into, also gets the address of a listener which
 * this process has open: net/listen.go and net/net.go, Listener.Addr "returns the listener's network address".
 */
export function dialsOwnListener(pkg: PackageModel, node: SyntaxNode): boolean {
  const fn = pkg.functionOf(node);
  return [...(fn?.node.descendants('call_expression') ?? [])].some((call) => {
    const given = call.field('arguments')?.namedChildren ?? [];
    if (!given.some((each) => holds(pkg, each, node))) return false;
    return given.some((each) => {
      const origins = pkg.typeOf(each)?.kind === 'basic' ? originsOf(pkg, each, { fields: false })?.all : [];
      return !!origins?.length && origins.every((origin) => isListenerAddress(pkg, origin.node));
    });
  });
}

/** Whether an argument is what a node is put into: around it, or a variable that is assigned it with other things. */
function holds(pkg: PackageModel, argument: SyntaxNode, node: SyntaxNode): boolean {
  const bare = argument.kind === 'variadic_argument' ? argument.firstNamedChild! : argument;
  const object = variable(pkg, bare);
  if (!object) return argument.contains(node);
  return pkg
    .referencesTo(object)
    .some((each) => isAssignedWhole(each) && assignedTo(each)?.value?.contains(node) === true);
}

/** `listener.Addr().String()` */
function isListenerAddress(pkg: PackageModel, node: SyntaxNode): boolean {
  const isCall = node.kind === 'call_expression' && pkg.calleeOf(node)?.id === 'net.Addr.String';
  const address = isCall ? node.field('function')?.field('operand') : undefined;
  const id = address?.kind === 'call_expression' ? pkg.calleeOf(address)?.id : undefined;
  return id !== undefined && /^net\.(?:\w*Listener)\.Addr$/.test(id);
}

/**
 * Whether the function around a node, on the same path, also gives a call a configuration with nothing set: one that verifies
 * (crypto/tls/common.go: "The zero Config is ready to use" by a client, a server "must include at least one certificate").
 * Such a function compares what a peer answers with verification and without.
 */
export function verifiesBeside(pkg: PackageModel, node: SyntaxNode): boolean {
  const fn = pkg.functionOf(node);
  for (const literal of fn?.node.descendants('composite_literal') ?? []) {
    if (literal.field('body')?.firstNamedChild || namedId(pkg.typeOf(literal)) !== TLS_CONFIG) continue;
    const value = literal.parent?.kind === 'unary_expression' ? literal.parent : literal;
    if (value.parent?.kind === 'argument_list' && !areAlternatives(node, literal)) return true;
  }
  return false;
}

/** Whether two nodes are in different arms of one statement, so that a run reaches at most one of them. */
function areAlternatives(first: SyntaxNode, second: SyntaxNode): boolean {
  for (let arm: SyntaxNode | undefined = first; arm; arm = arm.parent) {
    const choice = arm.parent;
    if (!choice?.contains(second) || arm.contains(second)) continue;
    if (choice.kind === 'if_statement')
      return [choice.field('consequence'), choice.field('alternative')].every(
        (each) => each && (each.contains(first) || each.contains(second)),
      );
    return arm.kind.endsWith('_case');
  }
  return false;
}

/**
 * Whether a pool of roots that a local variable holds goes to nothing but clients that verify nothing, and so look at no
 * RootCAs; `perhaps` where other modules can call the function with another configuration.
 */
export function servesUnverified(pkg: PackageModel, pool: SyntaxNode): 'yes' | 'perhaps' | 'no' {
  const object = variable(pkg, pool);
  if (object?.role !== 'local') return 'no';
  let found: 'yes' | 'perhaps' | 'no' = 'no';
  const settings = [...fieldSettings(pkg, object.file, TLS_CONFIG, 'RootCAs')];
  for (const mention of pkg.referencesTo(object)) {
    const isMethod = mention.parent?.kind === 'selector_expression' && mention.fieldName === 'operand';
    if (mention === object.node || isAssignedWhole(mention) || isMethod) continue;
    const setting = settings.find(({ value }) => value === mention);
    const off = setting ? isUnverified(pkg, setting.config) : 'no';
    if (off === 'no') return off;
    if (found !== 'perhaps') found = off;
  }
  return found;
}

/**
 * Whether a pool of roots that a local variable holds goes to nothing but configurations of servers, which look at their ClientCAs instead
 * (crypto/tls/common.go: "RootCAs defines the set of root certificate authorities that clients use when verifying server certificates").
 */
export function servesServersOnly(pkg: PackageModel, pool: SyntaxNode): boolean {
  const object = variable(pkg, pool);
  if (object?.role !== 'local') return false;
  const settings = [...fieldSettings(pkg, object.file, TLS_CONFIG, 'RootCAs')];
  const mentions = pkg.referencesTo(object).filter((mention) => {
    const isMethod = mention.parent?.kind === 'selector_expression' && mention.fieldName === 'operand';
    return mention !== object.node && !isAssignedWhole(mention) && !isMethod;
  });
  return (
    mentions.length > 0 &&
    mentions.every((mention) => {
      const setting = settings.find(({ value }) => value === mention);
      const reach = setting && reachOfSetting(pkg, setting);
      return setting !== undefined && reach !== undefined && servesOnly(setting, reach) === 'yes';
    })
  );
}

const MOST_STEPS = 4;

/** Whether a configuration, where it is not nil, is one that verifies nothing: it is made so, or every caller gives such a one. */
function isUnverified(pkg: PackageModel, config: SyntaxNode, steps = 0): 'yes' | 'perhaps' | 'no' {
  if (config.kind === 'nil' || isOff(pkg, config)) return 'yes';
  const object = variable(pkg, config);
  const fn = object?.role === 'parameter' ? object.function : undefined;
  const index = fn && object ? fn.parameters.indexOf(object) : -1;
  const calls = (fn && index >= 0 && callsInModule(pkg, fn)) || [];
  if (!fn || !object || calls.length === 0 || steps > MOST_STEPS) return 'no';
  if (pkg.referencesTo(object).some((mention) => mention !== object.node && isAssignedWhole(mention)))
    return 'no';
  const given = calls.map((call) => {
    const argument = call.node.field('arguments')?.namedChildren[index];
    return argument ? isUnverified(call.pkg, argument, steps + 1) : 'no';
  });
  if (given.includes('no')) return 'no';
  return given.includes('perhaps') || (isExportedFunction(fn) && isOpenToOtherModules(pkg))
    ? 'perhaps'
    : 'yes';
}

/** Whether InsecureSkipVerify is true on every struct that an expression can be, with no check of the program in its place. */
function isOff(pkg: PackageModel, config: SyntaxNode): boolean {
  const { fields, isTraced } = configuredValueOf(pkg, config);
  const skips = fields.get('InsecureSkipVerify')?.value;
  const checks = ['VerifyConnection', 'VerifyPeerCertificate'].some((name) => {
    const check = fields.get(name);
    return (
      check && !(check.expressions.length > 0 && check.expressions.every((each) => hasOwnRoots(pkg, each)))
    );
  });
  return isTraced && !checks && typeof skips === 'object' && skips.kind === 'bool' && skips.value;
}

/** Whether a check of the program is a literal that gets at no configuration, and so not at its roots. */
function hasOwnRoots(from: PackageModel, check: SyntaxNode): boolean {
  const pkg = homeOf(from, check);
  return (
    check.kind === 'func_literal' &&
    ![...check.descendants('identifier')].some((each) => {
      const object = variable(pkg, each);
      const type = object && pkg.typeOfObject(object);
      return object !== undefined && (!type || namedId(pointed(type)) === TLS_CONFIG);
    })
  );
}
