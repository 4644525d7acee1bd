import { isExported } from '../semantic/exported.ts';
import { homeOf } from '../semantic/home.ts';
import type { FileModel, PackageModel, VarObject } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { configuredValueOf } from './configured-values.ts';
import { isWithoutDefaultTransport } from './default-transport.ts';
import { keepsNoConnection } from './transport-connections.ts';
import { privateTransportsIn } from './transports.ts';
import { reachOfValue, type ValueReach } from './value-reach.ts';

/** An http.Transport that is made without any of the limits that http.DefaultTransport has. */
export interface BareTransport {
  /** The literal. */
  readonly node: SyntaxNode;
  /** Whether everybody is seen who may set a limit later. */
  readonly isComplete: boolean;
  /** Whether a TLS configuration of its own leaves it without HTTP/2. */
  readonly losesHttp2: boolean;
  readonly hasProxy: boolean;
}

/**
 * Fields and methods that set a limit, or that make the connections something else (net/http/transport.go): with a dial
 * function of its own it may be a Unix socket, or memory.
 */
const LIMITS = [
  'Dial',
  'DialContext',
  'DialTLS',
  'DialTLSContext',
  'TLSHandshakeTimeout',
  'IdleConnTimeout',
  'RegisterProtocol',
];

/** Every transport literal of a file that has none of the limits, whatever is set on it later. */
export function* bareTransportsIn(pkg: PackageModel, file: FileModel): Generator<BareTransport> {
  let privates: ReadonlySet<SyntaxNode> | undefined;
  for (const node of file.tree.root.descendants('composite_literal')) {
    const type = pkg.typeOf(node);
    if (type?.kind !== 'named' || namedId(type) !== 'net/http.Transport') continue;
    const { fields, isComplete } = configuredValueOf(pkg, node);
    if (hasOwnLimit(fields) || keepsNoConnection(fields) || isSetElsewhere(pkg, node)) continue;
    // the default one, where there is it, has been asked for
    if (isWithoutDefaultTransport(pkg, node) || isOnlyConfigured(pkg, node) || isOfIdleClient(pkg, node))
      continue;
    // one that is made for each call has another fault
    privates ??= new Set([...privateTransportsIn(pkg, file)].map((transport) => transport.node));
    if (privates.has(node)) continue;
    const isForced = fields.has('ForceAttemptHTTP2') || fields.has('Protocols');
    yield {
      node,
      isComplete,
      losesHttp2: fields.has('TLSClientConfig') && !isForced,
      hasProxy: fields.has('Proxy'),
    };
  }
}

/** Whether one of the limits of http.DefaultTransport is set, or its connections are something else. */
export function hasOwnLimit(fields: ReadonlyMap<string, unknown>): boolean {
  return LIMITS.some((name) => fields.has(name));
}

/** golang.org/x/net/http2: they add HTTP/2 to a transport, and no limit. */
const NO_LIMITS = /^golang\.org\/x\/net\/http2\.ConfigureTransports?$/;

/**
 * Whether a transport is only given HTTP/2, and no request can go through it: nobody else has it, its fields alone are used, and of
 * the result (golang.org/x/net/http2, ConfigureTransports: "returns a new HTTP/2 Transport for further configuration") too.
 */
function isOnlyConfigured(pkg: PackageModel, transport: SyntaxNode): boolean {
  const reach = reachOfValue(pkg, transport);
  return (
    reach.passed.length > 0 &&
    isOnlySet(reach) &&
    reach.passed.every(({ call, id }) => {
      if (!NO_LIMITS.test(id)) return false;
      const result = reachOfValue(pkg, call);
      return result.passed.length === 0 && isOnlySet(result);
    })
  );
}

/** Whether a transport is that of clients with which nobody sends a request: they are kept where this package alone could take them. */
function isOfIdleClient(pkg: PackageModel, transport: SyntaxNode): boolean {
  const reach = reachOfValue(pkg, transport);
  return (
    reach.passed.length > 0 &&
    isOnlySet(reach) &&
    reach.passed.every(({ call, id }) => {
      const client = id === 'net/http.Client.Transport' ? reachOfValue(pkg, call) : undefined;
      return client !== undefined && client.passed.length === 0 && isOnlySet(client, true);
    })
  );
}

/**
 * Whether all that is done with a value is to set its fields, by functions that hold it in variables.
 * @param isKept whether it may also be in fields and package variables that are not exported: whoever takes it out is seen
 */
function isOnlySet(
  { holders, isCollected, lost, returnedBy, selections }: ValueReach,
  isKept = false,
): boolean {
  if (isCollected || lost || returnedBy.length > 0) return false;
  const isShared = ({ role, name }: VarObject): boolean =>
    (role === 'field' || role === 'package') && !(isKept && !isExported(name));
  if ([...holders].some(isShared)) return false;
  return selections.every(({ parent }) => parent?.kind === 'expression_list' && parent.fieldName === 'left');
}

/** Whether a function of a library gets the transport as such, rather than as a RoundTripper: it may set what it likes. */
export function isSetElsewhere(pkg: PackageModel, transport: SyntaxNode): boolean {
  return reachOfValue(pkg, transport).passed.some(({ call, id }) => {
    if (call.kind !== 'call_expression' || NO_LIMITS.test(id)) return false;
    const home = homeOf(pkg, call);
    const signature = home.calleeOf(call)?.signature;
    return (
      !signature ||
      signature.parameters.some(
        ({ type }) => type?.kind === 'pointer' && namedId(type) === 'net/http.Transport',
      )
    );
  });
}
