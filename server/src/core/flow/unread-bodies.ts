import { HTTP_RESPONSE } from '../knowledge/ownership/http-response.ts';
import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isAssignedWhole } from './assignments.ts';
import { configuredValueOf } from './configured-values.ts';
import type { FlowModel, OwnedResource } from './model.ts';
import { nilComparison, variable } from './nil-comparison.ts';
import { closesConnection, keepsNoConnection } from './transport-connections.ts';

/** A response whose body is closed and read by nobody, whichever path is taken. */
export interface UnreadBody {
  readonly resource: OwnedResource;
  readonly name: SyntaxNode;
  /** The calls of its Close. */
  readonly closes: readonly SyntaxNode[];
  /** Whether net/http has sent it, rather than something behind an interface. */
  readonly isCertain: boolean;
}

/** What can be asked of a response without reading its body. */
const HEAD_OF_ANSWER: ReadonlySet<string> = new Set([
  'Status',
  'StatusCode',
  'Proto',
  'ProtoMajor',
  'ProtoMinor',
  'ProtoAtLeast',
  'Header',
  'ContentLength',
  'TransferEncoding',
  'Uncompressed',
  'Request',
  'TLS',
  'Cookies',
  'Location',
]);

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
    const closes = closesOf(pkg, object);
    if (closes && closes.length > 0)
      yield { resource, name, closes, isCertain: callee.id.startsWith('net/http.') };
  }
}

/** The calls that close the body; undefined when something may read it, or is glad that there is none. */
function closesOf(pkg: PackageModel, response: VarObject): readonly SyntaxNode[] | undefined {
  const closes: SyntaxNode[] = [];
  for (const mention of pkg.referencesTo(response)) {
    const { parent } = mention;
    if (mention === response.node || isAssignedWhole(mention)) continue;
    if (parent?.kind === 'binary_expression' && nilComparison(pkg, parent)?.isWhole) continue;
    if (parent?.kind !== 'selector_expression' || mention.fieldName !== 'operand') return undefined;
    const field = parent.field('field')?.text ?? '';
    if (field === 'Body') {
      const close = closeOf(pkg, parent);
      if (close === undefined) return undefined;
      if (close) closes.push(close);
    } else if (!HEAD_OF_ANSWER.has(field) || (field === 'StatusCode' && wantsNoBody(pkg, parent)))
      return undefined;
  }
  return closes;
}

/** The call of Close on a body; false where it is only compared with nil, undefined for any other use. */
function closeOf(pkg: PackageModel, body: SyntaxNode): SyntaxNode | false | undefined {
  const { parent } = body;
  if (parent?.kind === 'binary_expression' && nilComparison(pkg, parent)) return false;
  const call = parent?.kind === 'selector_expression' ? parent.parent : undefined;
  const isCall = call?.kind === 'call_expression' && parent?.fieldName === 'function';
  return isCall && parent.field('field')?.text === 'Close' ? call : undefined;
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

/** Whether a client, or transport, keeps no connection for the next request. */
function isUnkept(pkg: PackageModel, sender: SyntaxNode): boolean {
  const { fields } = configuredValueOf(pkg, sender);
  if (keepsNoConnection(fields)) return true;
  const transports = fields.get('Transport')?.expressions ?? [];
  return transports.some((transport) => keepsNoConnection(configuredValueOf(pkg, transport).fields));
}
