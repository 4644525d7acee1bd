import { homeOf } from '../semantic/home.ts';
import type { FileModel, PackageModel } from '../semantic/model.ts';
import { qualifiedId } from '../semantic/qualified.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignedTo } from './assignments.ts';
import { configuredValueOf } from './configured-values.ts';
import { moduleFacts } from './contexts-limits.ts';
import { unwrapped } from './nil-comparison.ts';
import { originsOf } from './origins.ts';
import { sureValues } from './set-fields.ts';
import { reachOfValue } from './value-reach.ts';

/** The transport that a request goes over. */
export interface ClientTransport {
  /** http.DefaultTransport, a copy of it, or one that a literal makes. */
  readonly kind: 'default' | 'clone' | 'literal';
  /** The package of the transport. */
  readonly pkg: PackageModel;
  /** The literal of the transport, or the call of Clone; undefined for http.DefaultTransport. */
  readonly node: SyntaxNode | undefined;
  /** The literal of the client. */
  readonly client: SyntaxNode | undefined;
  /** What is set on the transport, and its methods that are used, with the expressions that surely are. */
  readonly settings: ReadonlyMap<string, readonly SyntaxNode[]>;
  /** Whether everybody is seen who may set something on the client or the transport. */
  readonly isComplete: boolean;
}

/** net/http/client.go: `func Get(url string) (resp *Response, err error) { return DefaultClient.Get(url) }`, and the like. */
const FUNCTION = /^net\/http\.(?:Get|Head|Post|PostForm)$/;
const METHOD = /^net\/http\.Client\.(?:Get|Head|Post|PostForm|Do)$/;
const TRANSPORT = 'net/http.Transport';
const DEFAULT = 'net/http.DefaultTransport';

/** Whether a call sends a request by the client of net/http. */
export function sendsByClient(pkg: PackageModel, call: SyntaxNode): boolean {
  const id = pkg.calleeOf(call)?.id ?? '';
  return FUNCTION.test(id) || METHOD.test(id);
}

/**
 * The one transport that a request can go over; undefined where it may be one of several, is not followed, or where
 * the module puts another one in the place of http.DefaultTransport.
 */
export function clientTransportOf(pkg: PackageModel, request: SyntaxNode): ClientTransport | undefined {
  const callee = pkg.calleeOf(request);
  const file = pkg.fileOf(request);
  if (FUNCTION.test(callee?.id ?? '')) return ofDefaultClient(pkg, file);
  if (!METHOD.test(callee?.id ?? '') || !callee?.receiver) return undefined;
  const { fields, made, isTraced, isComplete } = configuredValueOf(pkg, callee.receiver);
  const [maker, ...others] = made;
  if (!maker || !isTraced || others.length > 0) return undefined;
  if (qualifiedId(pkg, maker) === 'net/http.DefaultClient') return ofDefaultClient(pkg, file);
  const client = maker.kind === 'composite_literal' ? maker : undefined;
  const transports = fields.get('Transport')?.expressions ?? [];
  if (!fields.has('Transport')) return ofDefault(pkg, file, client, isComplete);
  const [transport, ...more] = transports;
  if (!transport || more.length > 0) return undefined;
  const home = homeOf(pkg, transport);
  return ofExpression(home, transport, client, isComplete);
}

function ofDefaultClient(pkg: PackageModel, file: FileModel): ClientTransport | undefined {
  return moduleFacts(pkg).configuresDefaultClient ? undefined : ofDefault(pkg, file, undefined, true);
}

function ofDefault(
  pkg: PackageModel,
  file: FileModel,
  client: SyntaxNode | undefined,
  isComplete: boolean,
): ClientTransport | undefined {
  const settings = settingsOfDefault(pkg, file);
  return settings && { kind: 'default', pkg, node: undefined, client, settings, isComplete };
}

function ofExpression(
  pkg: PackageModel,
  expression: SyntaxNode,
  client: SyntaxNode | undefined,
  isClientComplete: boolean,
): ClientTransport | undefined {
  const origins = originsOf(pkg, expression, { fields: true, identity: true })?.all ?? [];
  const [origin] = origins;
  if (!origin || origins.length > 1) return undefined;
  const home = homeOf(pkg, origin.node);
  const node = unwrapped(origin.node);
  if (node.kind === 'nil' || qualifiedId(home, node) === DEFAULT)
    return ofDefault(home, home.fileOf(node), client, isClientComplete);
  if (node.kind === 'call_expression') {
    const callee = home.calleeOf(node);
    const original = callee?.id === `${TRANSPORT}.Clone` ? callee.receiver : undefined;
    const inherited = original && isDefault(home, original) && settingsOfDefault(home, home.fileOf(node));
    if (!inherited) return undefined;
    const own = usesOf(home, node);
    const settings = new Map([...inherited, ...own.settings]);
    return { kind: 'clone', pkg: home, node, client, settings, isComplete: own.isSeen && isClientComplete };
  }
  if (node.kind !== 'composite_literal' || namedId(home.typeOf(node)) !== TRANSPORT) return undefined;
  const { fields, isComplete } = configuredValueOf(home, node);
  const settings = new Map(usesOf(home, node).settings);
  for (const [name, field] of fields)
    settings.set(
      name,
      sureValues(field).filter((each) => each !== undefined),
    );
  return {
    kind: 'literal',
    pkg: home,
    node,
    client,
    settings,
    isComplete: isComplete && isClientComplete,
  };
}

/** `http.DefaultTransport.(*http.Transport)` */
function isDefault(pkg: PackageModel, expression: SyntaxNode): boolean {
  const node = unwrapped(expression);
  const operand = node.kind === 'type_assertion_expression' ? node.field('operand') : undefined;
  return operand !== undefined && qualifiedId(pkg, operand) === DEFAULT;
}

/** The fields that are set on a transport where it goes, and the methods that are used. */
function usesOf(
  pkg: PackageModel,
  transport: SyntaxNode,
): { readonly settings: ClientTransport['settings']; readonly isSeen: boolean } {
  const { lost, isCollected, selections } = reachOfValue(pkg, transport);
  const settings = new Map<string, SyntaxNode[]>();
  for (const selection of selections) {
    const name = selection.field('field')?.text ?? '';
    const value = selection.parent?.kind === 'expression_list' ? assignedTo(selection)?.value : undefined;
    settings.set(name, [...(settings.get(name) ?? []), ...(value ? [value] : [])]);
  }
  return { settings, isSeen: !lost && !isCollected };
}

/**
 * What the module sets on http.DefaultTransport itself; undefined where it puts another transport in its place, or where
 * that is not known.
 */
function settingsOfDefault(pkg: PackageModel, file: FileModel): ClientTransport['settings'] | undefined {
  const found = new Map<string, readonly SyntaxNode[]>();
  for (const member of pkg.program.modulePackages(file, ['DefaultTransport'])) {
    for (const { isTest, tree } of member.files) {
      for (const name of isTest ? [] : tree.identifiersNamed('DefaultTransport')) {
        const mention = name.parent;
        if (!mention || qualifiedId(member, mention) !== DEFAULT) continue;
        const { parent } = mention;
        if (parent?.kind === 'expression_list' && parent.fieldName === 'left') return undefined;
        if (parent?.kind !== 'type_assertion_expression') continue;
        const { settings, isSeen } = usesOf(member, parent);
        if (!isSeen) return undefined;
        for (const [setting, values] of settings)
          found.set(setting, [...(found.get(setting) ?? []), ...values]);
      }
    }
  }
  return found;
}
