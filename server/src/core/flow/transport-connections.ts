import { homeOf } from '../semantic/home.ts';
import type { FileModel, GoFunction, PackageModel } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isAssignedWhole } from './assignments.ts';
import { type ConfiguredField, configuredValueOf } from './configured-values.ts';
import { variable } from './nil-comparison.ts';
import { originsOf } from './origins.ts';
import { answersWithoutBody, sendsGet } from './request-methods.ts';
import { unreadAnswerOf } from './unread-answers.ts';

type Fields = ReadonlyMap<string, ConfiguredField>;

/** net/http/transport.go, tryPutIdleConn: `if t.DisableKeepAlives || t.MaxIdleConnsPerHost < 0 { return errKeepAlivesDisabled }`. */
export function keepsNoConnection(fields: Fields): boolean {
  const perHost = fields.get('MaxIdleConnsPerHost');
  const isNegative =
    typeof perHost?.value === 'object' && perHost.value.kind === 'int' && perHost.value.value < 0n;
  return isNegative || fields.has('DisableKeepAlives');
}

/**
 * net/http/request.go, wantsClose: `Close`, or the token "close" in the header Connection: the connection ends with the
 * answer to this request.
 */
export function closesConnection(pkg: PackageModel, call: SyntaxNode): boolean {
  const given = call.field('arguments')?.firstNamedChild;
  const request = given && variable(pkg, given);
  if (!request) return false;
  return pkg.referencesTo(request).some(({ parent: field }) => {
    if (field?.kind !== 'selector_expression') return false;
    const name = field.field('field')?.text;
    if (name === 'Close') return field.parent?.fieldName === 'left';
    const set = name === 'Header' ? field.parent?.parent : undefined;
    const id = set?.kind === 'call_expression' ? pkg.calleeOf(set)?.id : undefined;
    if (!set || (id !== 'net/http.Header.Set' && id !== 'net/http.Header.Add')) return false;
    const [key, value] = (set.field('arguments')?.namedChildren ?? []).map((each) => textOf(pkg, each));
    return key === 'connection' && value === 'close';
  });
}

function textOf(pkg: PackageModel, node: SyntaxNode): string {
  const value = pkg.constantOf(node);
  return value?.kind === 'string' ? value.parts.join('').toLowerCase() : '';
}

/**
 * Whether the connection of a request goes with its answer in any case: the request says so, or the transport of its client
 * keeps none alive, wherever that is made.
 */
export function isNeverReused(pkg: PackageModel, send: SyntaxNode): boolean {
  if (closesConnection(pkg, send)) return true;
  const client = pkg.calleeOf(send)?.receiver;
  if (!client) return false;
  const isClient = namedId(pkg.typeOf(client)) === 'net/http.Client';
  const configured = isClient ? configuredValueOf(pkg, client) : undefined;
  const given = configured
    ? configured.isTraced
      ? (configured.fields.get('Transport')?.expressions ?? [])
      : []
    : [client];
  const transports = given.flatMap(
    (each) => originsOf(pkg, each, { fields: true, unknowns: true, passes: givenBack })?.all ?? [],
  );
  return (
    transports.length > 0 &&
    transports.every(({ node, unknown }) => {
      if (unknown) return false;
      if (node.kind === 'call_expression' && WITHOUT_KEEP_ALIVES.has(pkg.calleeOf(node)?.id ?? ''))
        return true;
      const home = homeOf(pkg, node);
      const disabled = configuredValueOf(home, node).fields.get('DisableKeepAlives');
      return (
        disabled?.set === 'constant' &&
        typeof disabled.value === 'object' &&
        disabled.value.kind === 'bool' &&
        disabled.value.value
      );
    })
  );
}

/** hashicorp/go-cleanhttp cleanhttp.go: "but with idle connections and keepalives disabled". */
const WITHOUT_KEEP_ALIVES: ReadonlySet<string> = new Set([
  'github.com/hashicorp/go-cleanhttp.DefaultTransport',
]);

/** The transport that a function of the program gets, changes in something else and gives back. */
function givenBack(pkg: PackageModel, call: SyntaxNode): SyntaxNode | undefined {
  const fn = call.kind === 'call_expression' ? pkg.calleeOf(call)?.function : undefined;
  if (!fn?.body || [...fn.body.descendants('field_identifier')].some(({ text }) => KEEPS.has(text)))
    return undefined;
  const home = homeOf(pkg, fn);
  const own = [...fn.body.descendants('return_statement')].filter((each) => home.functionOf(each) === fn);
  const given = own.map((each) => {
    const value = each.firstNamedChild?.firstNamedChild;
    return value && variable(home, value);
  });
  const [parameter] = given;
  if (parameter?.role !== 'parameter' || given.some((each) => each !== parameter)) return undefined;
  if (home.referencesTo(parameter).some((each) => each !== parameter.node && isAssignedWhole(each)))
    return undefined;
  return call.field('arguments')?.namedChildren[fn.parameters.indexOf(parameter)];
}

const KEEPS: ReadonlySet<string> = new Set(['DisableKeepAlives', 'MaxIdleConnsPerHost']);

const DIALS = ['Dial', 'DialContext', 'DialTLS', 'DialTLSContext'];

/** Whether a dial function only hands out a connection that is there already: whoever has made it may close it. */
export function isLentConnection(pkg: PackageModel, fields: Fields): boolean {
  return DIALS.flatMap((name) => fields.get(name)?.expressions ?? []).some((literal) => {
    if (literal.kind !== 'func_literal') return false;
    const given = [...literal.descendants('return_statement')].flatMap((statement) => {
      const first = statement.firstNamedChild?.firstNamedChild;
      return first && first.kind !== 'nil' ? [first] : [];
    });
    return (
      given.length > 0 &&
      given.every((each) => {
        const object = variable(pkg, each);
        const list = object?.node.parent;
        const value =
          list?.kind === 'expression_list' ? list.parent?.field('right')?.firstNamedChild : undefined;
        const isMadeHere =
          object !== undefined && literal.contains(object.node) && value?.kind === 'call_expression';
        return object !== undefined && !isMadeHere;
      })
    );
  });
}

/** Whether a request goes over a connection that somebody else has made, who ends the request by closing it. */
export function isSentOverLentConnection(pkg: PackageModel, send: SyntaxNode): boolean {
  const home = homeOf(pkg, send);
  const client = home.calleeOf(send)?.receiver;
  if (!client || namedId(home.typeOf(client)) !== 'net/http.Client') return false;
  const transports = configuredValueOf(home, client).fields.get('Transport')?.expressions ?? [];
  return transports.some((each) => isLentConnection(home, configuredValueOf(home, each).fields));
}

const DEADLINE = /^(?:net|crypto\/tls)\.\w+\.Set(?:Read)?Deadline$/;

/**
 * Whether the dial functions set a deadline on the connection and leave it there: it ends then, idle or not (net.Conn,
 * SetDeadline: "A deadline is an absolute time after which I/O operations fail"), and is not one to be shared.
 */
export function endsAtDeadline(pkg: PackageModel, fields: Fields): boolean {
  const dials = DIALS.flatMap((name) => fields.get(name)?.expressions ?? []);
  return dials.length > 0 && dials.every((each) => setsDeadline(pkg, each));
}

function setsDeadline(pkg: PackageModel, dial: SyntaxNode): boolean {
  const origins = originsOf(pkg, dial, { fields: true, unknowns: true })?.all ?? [];
  return (
    origins.length > 0 &&
    origins.every(({ node, unknown }) => {
      const home = homeOf(pkg, node);
      const fn = unknown ? undefined : functionBehind(home, node);
      const of = fn && (pkg.program.packageOf(fn.file.path) ?? home);
      const deadlines = [...(fn?.node.descendants('call_expression') ?? [])].flatMap((call) =>
        of && DEADLINE.test(of.calleeOf(call)?.id ?? '')
          ? (call.field('arguments')?.firstNamedChild ?? [])
          : [],
      );
      // `time.Time{}` takes it away
      return deadlines.length > 0 && deadlines.every(({ kind }) => kind !== 'composite_literal');
    })
  );
}

/** The function that an expression names or writes. */
function functionBehind(pkg: PackageModel, node: SyntaxNode): GoFunction | undefined {
  if (node.kind === 'func_literal') return pkg.functionAt(node);
  const object = pkg.objectOf(node.field('field') ?? node);
  return object?.kind === 'func' ? object.function : undefined;
}

/**
 * Whether a connection is left when its answer is closed. `kept`: it is. `if-empty`: only when the answer has no body, since
 * that is closed unread. `seldom`: the same of an answer to GET, which has one.
 */
export type Leftover = 'kept' | 'if-empty' | 'seldom';

/** The first version whose Body.Close reads what is left of a small body: net/http/transport.go, maybeDrainBody. */
const DRAINS = [1, 27] as const;

/**
 * What is left of the connections of some requests. Up to Go 1.26 (by the go line of go.mod) HTTP/1 closes the one whose
 * answer is closed unread: net/http/transport.go, readLoop, `case bodyEOF := <-waitForBodyRead: alive = alive && bodyEOF &&
 * …`. HTTP/2 and an answer without a body keep it.
 *
 * @param fields what is set on the transport; undefined for one that may speak HTTP/2 as its original does
 * @param isPlain whether the requests go to an `http` URL, which is asked by HTTP/1 (net/http/transport.go, Protocols)
 */
export function leftoverOf(
  pkg: PackageModel,
  file: FileModel,
  requests: readonly SyntaxNode[],
  fields: Fields | undefined,
  isPlain = false,
): Leftover {
  const [major, minor] = file.goVersion ?? DRAINS;
  if (major > DRAINS[0] || (major === DRAINS[0] && minor >= DRAINS[1])) return 'kept';
  if (!isPlain && (!fields || !speaksHttp1(fields))) return 'kept';
  if (requests.some((request) => answersWithoutBody(pkg, request) || !unreadAnswerOf(pkg, request)))
    return 'kept';
  return requests.every((request) => sendsGet(pkg, request)) ? 'seldom' : 'if-empty';
}

/** net/http/transport.go, protocols: own dialing or TLS configuration, and ForceAttemptHTTP2 not set, is HTTP/1 only. */
export function speaksHttp1(fields: Fields): boolean {
  if (['ForceAttemptHTTP2', 'TLSNextProto', 'Protocols'].some((name) => fields.has(name))) return false;
  return ['TLSClientConfig', ...DIALS].some((name) => {
    const field = fields.get(name);
    return field !== undefined && field.value !== 'nil';
  });
}
