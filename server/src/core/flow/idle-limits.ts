import type { FileModel, PackageModel } from '../semantic/model.ts';
import { qualifiedId } from '../semantic/qualified.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { configuredValueOf } from './configured-values.ts';
import { moduleFacts } from './contexts-limits.ts';
import { unwrapped } from './nil-comparison.ts';
import { originsOf } from './origins.ts';
import { keepsNoConnection, speaksHttp1 } from './transport-connections.ts';
import { reachOfValue } from './value-reach.ts';

/** A client that keeps the default number of idle connections to a host: net/http/transport.go, DefaultMaxIdleConnsPerHost = 2. */
export interface DefaultIdleLimit {
  /** The literal of the transport, or the call of Clone, that the request goes over; undefined for http.DefaultTransport. */
  readonly transport: SyntaxNode | undefined;
  /** The literal of the client. */
  readonly client: SyntaxNode | undefined;
  /** Whether it never speaks HTTP/2, which has one connection for all requests. */
  readonly isHttp1Only: boolean;
}

/** net/http/client.go: `func Get(url string) (resp *Response, err error) { return DefaultClient.Get(url) }`, and the like. */
const FUNCTION = /^net\/http\.(?:Get|Head|Post|PostForm)$/;
const METHOD = /^net\/http\.Client\.(?:Get|Head|Post|PostForm|Do)$/;
const TRANSPORT = 'net/http.Transport';
const DEFAULT = 'net/http.DefaultTransport';

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

/** Whether a call sends a request by the client of net/http. */
export function sendsByClient(pkg: PackageModel, call: SyntaxNode): boolean {
  const id = pkg.calleeOf(call)?.id ?? '';
  return FUNCTION.test(id) || METHOD.test(id);
}

/** The default limit that holds for the client of a request; undefined when another does, or that is not known. */
export function defaultIdleLimitOf(pkg: PackageModel, request: SyntaxNode): DefaultIdleLimit | undefined {
  const callee = pkg.calleeOf(request);
  const file = pkg.fileOf(request);
  if (FUNCTION.test(callee?.id ?? '')) return ofDefaultClient(pkg, file);
  if (!METHOD.test(callee?.id ?? '') || !callee?.receiver) return undefined;
  const { fields, made, isComplete } = configuredValueOf(pkg, callee.receiver);
  const [maker, ...others] = made;
  if (!maker || others.length > 0) return undefined;
  if (qualifiedId(pkg, maker) === 'net/http.DefaultClient') return ofDefaultClient(pkg, file);
  if (!isComplete) return undefined;
  const client = maker.kind === 'composite_literal' ? maker : undefined;
  const transports = fields.get('Transport')?.expressions ?? [];
  if (!fields.has('Transport')) return ofDefault(pkg, file, client);
  const [transport, ...more] = transports;
  if (!transport || more.length > 0) return undefined;
  return ofTransport(pkg.program.packageOf(pkg.fileOf(transport).path) ?? pkg, transport, client);
}

function ofDefaultClient(pkg: PackageModel, file: FileModel): DefaultIdleLimit | undefined {
  return moduleFacts(pkg).configuresDefaultClient ? undefined : ofDefault(pkg, file, undefined);
}

function ofDefault(
  pkg: PackageModel,
  file: FileModel,
  client: SyntaxNode | undefined,
): DefaultIdleLimit | undefined {
  return changesDefault(pkg, file) ? undefined : { transport: undefined, client, isHttp1Only: false };
}

function ofTransport(
  pkg: PackageModel,
  expression: SyntaxNode,
  client: SyntaxNode | undefined,
): DefaultIdleLimit | undefined {
  const origins = originsOf(pkg, expression, { fields: true, identity: true })?.all ?? [];
  const [origin] = origins;
  if (!origin || origins.length > 1) return undefined;
  const home = pkg.program.packageOf(pkg.fileOf(origin.node).path) ?? pkg;
  const node = unwrapped(origin.node);
  if (node.kind === 'nil' || qualifiedId(home, node) === DEFAULT)
    return ofDefault(home, home.fileOf(node), client);
  if (node.kind === 'call_expression') {
    const callee = home.calleeOf(node);
    const original = callee?.id === `${TRANSPORT}.Clone` ? callee.receiver : undefined;
    if (!original || !isDefault(home, original) || changesDefault(home, home.fileOf(node))) return undefined;
    return isChanged(home, node) ? undefined : { transport: node, client, isHttp1Only: false };
  }
  if (node.kind !== 'composite_literal' || namedId(home.typeOf(node)) !== TRANSPORT) return undefined;
  const { fields, isComplete } = configuredValueOf(home, node);
  if (!isComplete || keepsNoConnection(fields) || SETTINGS.some((name) => fields.has(name))) return undefined;
  return { transport: node, client, isHttp1Only: speaksHttp1(fields) };
}

/** `http.DefaultTransport.(*http.Transport)` */
function isDefault(pkg: PackageModel, expression: SyntaxNode): boolean {
  const node = unwrapped(expression);
  const operand = node.kind === 'type_assertion_expression' ? node.field('operand') : undefined;
  return operand !== undefined && qualifiedId(pkg, operand) === DEFAULT;
}

/** Whether something is set on a transport that is not followed, or that decides how many connections it keeps. */
function isChanged(pkg: PackageModel, transport: SyntaxNode): boolean {
  const { lost, isCollected, selections } = reachOfValue(pkg, transport);
  return lost || isCollected || selections.some((each) => SETTINGS.includes(each.field('field')?.text ?? ''));
}

/** Whether the module puts another transport in the place of http.DefaultTransport, or sets something on it. */
function changesDefault(pkg: PackageModel, file: FileModel): boolean {
  return pkg.program.modulePackages(file, ['DefaultTransport']).some((member) =>
    member.files.some(({ isTest, tree }) => {
      if (isTest) return false;
      return tree.identifiersNamed('DefaultTransport').some((name) => {
        const mention = name.parent;
        if (!mention || qualifiedId(member, mention) !== DEFAULT) return false;
        if (mention.parent?.kind === 'expression_list' && mention.parent.fieldName === 'left') return true;
        const assertion = mention.parent?.kind === 'type_assertion_expression' ? mention.parent : undefined;
        return assertion !== undefined && isChanged(member, assertion);
      });
    }),
  );
}
