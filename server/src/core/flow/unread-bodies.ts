import { HTTP_RESPONSE } from '../knowledge/ownership/http-response.ts';
import type { GoFunction, PackageModel } from '../semantic/model.ts';
import { qualifiedId } from '../semantic/qualified.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { configuredValueOf } from './configured-values.ts';
import type { FlowModel, OwnedResource } from './model.ts';
import { variable } from './nil-comparison.ts';
import { urlOf } from './request-urls.ts';
import { closesConnection, keepsNoConnection } from './transport-connections.ts';
import { unreadAnswerOf } from './unread-answers.ts';

/** A response whose body is closed and read by nobody, whichever path is taken. */
export interface UnreadBody {
  readonly resource: OwnedResource;
  readonly name: SyntaxNode;
  /** The calls of its Close. */
  readonly closes: readonly SyntaxNode[];
  /** Whether a transport of net/http has sent it, rather than something behind an interface. */
  readonly isCertain: boolean;
  /** Whether something says that the answer has a body, rather than a status alone. */
  readonly hasBody: boolean;
}

/** net/http/transfer.go, bodyAllowedForStatus: 1xx, 204 and 304 have no body. */
const isBodiless = (status: bigint): boolean => status < 200n || status === 204n || status === 304n;

/** Every response of a function that is closed unread on each path, and over a connection that would be kept. */
export function* unreadBodiesIn(pkg: PackageModel, flow: FlowModel, fn: GoFunction): Generator<UnreadBody> {
  for (const resource of flow.resourcesOf(fn, HTTP_RESPONSE.name)) {
    const { acquisition, name } = resource;
    const callee = pkg.calleeOf(acquisition);
    const object = name && variable(pkg, name);
    // a helper may have read it before
    if (!callee || callee.function || !name || !object || object.role !== 'local') continue;
    if (resource.movesAway || resource.leaks.length > 0 || resource.isOverBudget) continue;
    if (closesConnection(pkg, acquisition)) continue;
    if (callee.receiver && isUnkept(pkg, callee.receiver)) continue;
    const answer = unreadAnswerOf(pkg, acquisition);
    if (!answer) continue;
    const { closes, asked } = answer;
    if (asked.some((each) => each.field('field')?.text === 'StatusCode' && wantsNoBody(pkg, each))) continue;
    yield {
      resource,
      name,
      closes,
      isCertain: callee.id.startsWith('net/http.') && isOfNetHttp(pkg, callee.receiver),
      hasBody: hasBody(pkg, acquisition, asked),
    };
  }
}

/** Whether a status may be one that says that there is no body: it is compared with that, or with the ends of a range. */
function wantsNoBody(pkg: PackageModel, status: SyntaxNode): boolean {
  if (/^[<>]=?$/.test(status.parent?.field('operator')?.text ?? '')) return true;
  const others =
    status.parent?.kind === 'binary_expression'
      ? status.parent.namedChildren
      : status.parent?.kind === 'expression_switch_statement'
        ? [...status.parent.descendants('expression_case')].flatMap(
            (clause) => clause.field('value')?.namedChildren ?? [],
          )
        : [];
  return others.some((other) => {
    const value = other === status ? undefined : pkg.constantOf(other);
    return value?.kind === 'int' && isBodiless(value.value);
  });
}

const OF_BODY = /^content-(?:type|length|encoding)$/i;

/**
 * Whether an answer is one with a body: it is asked for the length or type of that, or the URL names a page, a file, or one of
 * many things by its end (`/`, `/robots.txt`, `"/carts/" + id`). A path for checks may be answered with a status alone.
 */
function hasBody(pkg: PackageModel, request: SyntaxNode, asked: readonly SyntaxNode[]): boolean {
  const isAsked = asked.some((each) => {
    if (each.field('field')?.text === 'ContentLength') return true;
    const call = each.parent?.parent;
    const key = call?.kind === 'call_expression' ? call.field('arguments')?.firstNamedChild : undefined;
    const value = key && pkg.constantOf(key);
    return value?.kind === 'string' && OF_BODY.test(value.parts.join(''));
  });
  if (isAsked) return true;
  const url = urlOf(pkg, request);
  const value = url && pkg.constantOf(url);
  if (value?.kind !== 'string') return false;
  const text = value.parts.map((part) => part ?? '\0').join('');
  const path = /^http:\/\/[^/?#]+([^?#]*)/i.exec(text)?.[1];
  return path !== undefined && (path === '' || path === '/' || /\/[^/]+\/\0$|\.\w+$/.test(path));
}

/** Whether a client surely sends with a transport of net/http: its own is none, or is one. */
function isOfNetHttp(pkg: PackageModel, client: SyntaxNode | undefined): boolean {
  if (!client) return true;
  const transports = configuredValueOf(pkg, client).fields.get('Transport')?.expressions ?? [];
  return transports.every(
    (each) =>
      namedId(pkg.typeOf(each)) === 'net/http.Transport' ||
      qualifiedId(pkg, each) === 'net/http.DefaultTransport',
  );
}

/** Whether a client, or transport, keeps no connection for the next request. */
function isUnkept(pkg: PackageModel, sender: SyntaxNode): boolean {
  const { fields } = configuredValueOf(pkg, sender);
  if (keepsNoConnection(fields)) return true;
  const transports = fields.get('Transport')?.expressions ?? [];
  return transports.some((transport) => keepsNoConnection(configuredValueOf(pkg, transport).fields));
}
