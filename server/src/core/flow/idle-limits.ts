import type { PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { type ClientTransport, clientTransportOf } from './client-transports.ts';
import { configuredValueOf } from './configured-values.ts';
import { keepsNoConnection, speaksHttp1 } from './transport-connections.ts';

/** A client that keeps the default number of idle connections to a host: net/http/transport.go, DefaultMaxIdleConnsPerHost = 2. */
export interface DefaultIdleLimit {
  /** The literal of the transport, or the call of Clone, that the request goes over; undefined for http.DefaultTransport. */
  readonly transport: SyntaxNode | undefined;
  /** The literal of the client. */
  readonly client: SyntaxNode | undefined;
  /** Whether it never speaks HTTP/2, which has one connection for all requests. */
  readonly isHttp1Only: boolean;
}

/**
 * Settings by which somebody has thought of the number of connections, or that make them something else: a limit of all
 * connections makes requests wait for one; another protocol has its own.
 */
const SETTINGS: readonly string[] = [
  'MaxIdleConnsPerHost',
  'MaxConnsPerHost',
  'DisableKeepAlives',
  'Protocols',
  'RegisterProtocol',
];

/** The default limit that holds for the client of a request; undefined when another does, or that is not known. */
export function defaultIdleLimitOf(pkg: PackageModel, request: SyntaxNode): DefaultIdleLimit | undefined {
  const found = clientTransportOf(pkg, request);
  if (!found?.isComplete || SETTINGS.some((name) => found.settings.has(name))) return undefined;
  const { node: transport, client } = found;
  const isHttp1Only = isSingleProtocol(found);
  return isHttp1Only === undefined ? undefined : { transport, client, isHttp1Only };
}

/** Whether a transport never speaks HTTP/2; undefined for one that keeps no connection. */
function isSingleProtocol({ kind, pkg, node }: ClientTransport): boolean | undefined {
  if (kind !== 'literal' || !node) return false;
  const { fields } = configuredValueOf(pkg, node);
  return keepsNoConnection(fields) ? undefined : speaksHttp1(fields);
}
