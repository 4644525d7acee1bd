import { isExportedFunction } from '../semantic/exported.ts';
import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import { qualifiedId } from '../semantic/qualified.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { callsOf } from './callers.ts';
import { functionBehind } from './changing-checks.ts';
import { unwrapped, variable } from './nil-comparison.ts';
import { originsOf } from './origins.ts';
import { type FieldSetting, fieldSettings } from './set-fields.ts';
import { TLS_CONFIG } from './tls-configs.ts';

/** Functions of a tls.Config that get certificates once crypto/tls has verified them. */
const CALLBACKS = ['VerifyPeerCertificate', 'VerifyConnection'] as const;
export type VerifyCallback = (typeof CALLBACKS)[number];

/** A certificate in a callback of a tls.Config, whose dates crypto/tls has checked before. */
export interface VerifiedCertificate {
  readonly callback: VerifyCallback;
  readonly fn: GoFunction;
  /** Whether it is the peer's own: the first of its chain. */
  readonly isLeaf: boolean;
  readonly settings: readonly FieldSetting[];
}

/** What of the arguments of a callback an expression is. */
type Part = 'raw' | 'raw-leaf' | 'peers' | 'chains' | 'chain' | 'leaf' | 'in-chain' | 'state';

interface Found {
  readonly part: Part;
  readonly parameter: VarObject;
}

const MOST_DEPTH = 8;

/**
 * The certificate that an expression is, where crypto/tls has checked its dates by then. Sources: crypto/tls/handshake_client.go,
 * verifyServerCertificate: without InsecureSkipVerify Verify of the first certificate comes before both callbacks, and
 * loadSession resumes nothing whose first certificate has expired; crypto/tls/handshake_server.go, processCertsFromClient: the
 * same from VerifyClientCertIfGiven on. crypto/x509/verify.go, isValid, checks the dates of every certificate of a chain that
 * it returns. What the peer sends besides is used only to build chains: it may have expired.
 */
export function verifiedCertificate(
  pkg: PackageModel,
  certificate: SyntaxNode,
): VerifiedCertificate | undefined {
  const found = partOf(pkg, certificate, 0);
  const fn = found?.parameter.function;
  if (!found || !fn || (found.part !== 'leaf' && found.part !== 'in-chain')) return undefined;
  if (!runsInside(pkg, certificate, fn)) return undefined;
  const held = callbackOf(pkg, fn);
  if (!held?.settings.every((setting) => verifiesPeer(pkg, setting))) return undefined;
  const isLeaf = found.part === 'leaf';
  // a resumed session brings along all chains of the first handshake: one that is valid still is enough
  if (!isLeaf && held.callback === 'VerifyConnection') return undefined;
  return { ...held, fn, isLeaf };
}

/** Whether a node runs while a function does: it stands in it, or in a function that only it calls, and waits for. */
function runsInside(pkg: PackageModel, node: SyntaxNode, fn: GoFunction): boolean {
  const inner = pkg.functionOf(node);
  if (inner === fn) return true;
  const calls = inner && inner.node.kind !== 'func_literal' ? callsOf(pkg, inner) : undefined;
  return (
    calls !== undefined &&
    calls.length > 0 &&
    calls.every(
      (call) =>
        pkg.functionOf(call) === fn &&
        call.parent?.kind !== 'go_statement' &&
        call.parent?.kind !== 'defer_statement',
    )
  );
}

function partOf(pkg: PackageModel, expression: SyntaxNode, depth: number): Found | undefined {
  if (depth > MOST_DEPTH) return undefined;
  const origins = originsOf(pkg, unwrapped(expression), { fields: false, unknowns: true })?.all ?? [];
  let found: Found | undefined;
  for (const { node, result, isZero } of origins) {
    if (result !== 0 || isZero || !pkg.files.some(({ tree }) => tree === node.tree)) return undefined;
    const each = partAt(pkg, node, depth);
    if (!each || (found && (found.part !== each.part || found.parameter !== each.parameter)))
      return undefined;
    found = each;
  }
  return found;
}

function partAt(pkg: PackageModel, node: SyntaxNode, depth: number): Found | undefined {
  const of = (inner: SyntaxNode | undefined, parts: Readonly<Partial<Record<Part, Part>>>) => {
    const whole = inner && partOf(pkg, inner, depth + 1);
    const part = whole && parts[whole.part];
    return part && { part, parameter: whole.parameter };
  };
  switch (node.kind) {
    case 'identifier': {
      const object = variable(pkg, node);
      if (object?.role === 'parameter') {
        const part = partOfParameter(pkg, object);
        return part && { part, parameter: object };
      }
      return of(object && rangedOver(object), { chains: 'chain', chain: 'in-chain' });
    }
    case 'selector_expression':
      switch (node.field('field')?.text) {
        case 'PeerCertificates':
          return of(node.field('operand'), { state: 'peers' });
        case 'VerifiedChains':
          return of(node.field('operand'), { state: 'chains' });
        default:
          return undefined;
      }
    case 'index_expression': {
      const index = node.field('index');
      const constant = index && pkg.constantOf(index);
      const isFirst = constant?.kind === 'int' && constant.value === 0n;
      return of(
        node.field('operand'),
        isFirst
          ? { raw: 'raw-leaf', peers: 'leaf', chains: 'chain', chain: 'leaf' }
          : { chains: 'chain', chain: 'in-chain' },
      );
    }
    case 'call_expression':
      return pkg.calleeOf(node)?.id === 'crypto/x509.ParseCertificate'
        ? of(node.field('arguments')?.firstNamedChild, { 'raw-leaf': 'leaf' })
        : undefined;
    default:
      return undefined;
  }
}

/** What the element of a `range` ranges over, where a variable is one. */
function rangedOver({ node }: VarObject): SyntaxNode | undefined {
  const list = node.parent?.kind === 'expression_list' ? node.parent : undefined;
  const clause = list?.parent?.kind === 'range_clause' ? list.parent : undefined;
  return list?.namedChildren[1] === node ? clause?.field('right') : undefined;
}

function partOfParameter(pkg: PackageModel, object: VarObject): Part | undefined {
  if (namedId(pkg.typeOfObject(object)) === 'crypto/tls.ConnectionState') return 'state';
  return isRaw(pkg, object) ? 'raw' : isChains(pkg, object) ? 'chains' : undefined;
}

/** `[][]byte` */
function isRaw(pkg: PackageModel, object: VarObject): boolean {
  const element = elementOfElement(pkg, object);
  return element?.kind === 'basic' && /^(?:byte|uint8)$/.test(element.name);
}

/** `[][]*x509.Certificate` */
function isChains(pkg: PackageModel, object: VarObject): boolean {
  return namedId(elementOfElement(pkg, object)) === 'crypto/x509.Certificate';
}

function elementOfElement(pkg: PackageModel, object: VarObject) {
  const type = pkg.typeOfObject(object);
  const inner = type?.kind === 'slice' ? type.element : undefined;
  return inner?.kind === 'slice' ? inner.element : undefined;
}

/** The callback that a function is, and the configurations that have it; undefined where it may be called otherwise too. */
function callbackOf(
  pkg: PackageModel,
  fn: GoFunction,
): { readonly callback: VerifyCallback; readonly settings: readonly FieldSetting[] } | undefined {
  for (const callback of CALLBACKS) {
    const settings = pkg.files
      .filter((file) => !file.isTest)
      .flatMap((file) => [...fieldSettings(pkg, file, TLS_CONFIG, callback)])
      .filter(({ value }) => functionBehind(pkg, value) === fn);
    if (settings.length > 0) return isOnlyHeldBy(pkg, fn, settings) ? { callback, settings } : undefined;
  }
  return undefined;
}

/** Whether every use of a function is the value of one of the settings. */
function isOnlyHeldBy(pkg: PackageModel, fn: GoFunction, settings: readonly FieldSetting[]): boolean {
  const values = settings.map(({ value }) => unwrapped(value));
  if (fn.node.kind !== 'func_literal') {
    const name = fn.node.field('name');
    const object = name && pkg.objectOf(name);
    if (!object || isExportedFunction(fn)) return false;
    return pkg
      .referencesTo(object)
      .every((mention) => mention === name || values.some((value) => value.contains(mention)));
  }
  if (values.includes(fn.node)) return true;
  const list = fn.node.parent;
  // made by a function that does nothing else with it
  if (list?.parent?.kind === 'return_statement' && fn.outer) {
    const calls = isExportedFunction(fn.outer) ? undefined : callsOf(pkg, fn.outer);
    return calls?.every((call) => values.includes(call)) === true;
  }
  const statement = list?.parent;
  const target = statement?.kind === 'short_var_declaration' ? statement.field('left') : undefined;
  const object = target?.namedChildren.length === 1 ? variable(pkg, target.firstNamedChild!) : undefined;
  return (
    object !== undefined &&
    pkg.referencesTo(object).every((mention) => mention === object.node || values.includes(mention))
  );
}

/** From here on a server verifies the certificates of clients (crypto/tls/common.go, ClientAuthType). */
const VERIFIES_CLIENTS: ReadonlySet<string> = new Set([
  'crypto/tls.VerifyClientCertIfGiven',
  'crypto/tls.RequireAndVerifyClientCert',
]);

/** Whether crypto/tls verifies the peer by the clock of the machine, as far as is seen what is set on the configuration. */
function verifiesPeer(pkg: PackageModel, { literal, fields, perhaps }: FieldSetting): boolean {
  if (!literal || perhaps.size > 0) return false;
  const skips = fields.get('InsecureSkipVerify');
  const isOff = typeof skips?.value === 'object' && skips.value.kind === 'bool' && !skips.value.value;
  if (skips && !(skips.set === 'constant' && isOff)) return false;
  const clock = fields.get('Time');
  if (clock && !(clock.set === 'constant' && clock.value === 'nil')) return false;
  const asks = fields.get('ClientAuth');
  return (
    !asks ||
    (asks.unsure.length === 0 &&
      asks.places.length === asks.expressions.length &&
      asks.expressions.every((value) => VERIFIES_CLIENTS.has(qualifiedId(pkg, value) ?? '')))
  );
}
