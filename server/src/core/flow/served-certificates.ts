import { CERTIFICATE_FILES } from '../knowledge/tls-starts.ts';
import { outermost } from '../semantic/declarations.ts';
import { homeOf } from '../semantic/home.ts';
import type { FileModel, PackageModel } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { configuredValueOf } from './configured-values.ts';
import { audienceOf, audienceOfListener, LISTEN } from './listen-addresses.ts';
import { isNeverSet } from './never-set-fields.ts';
import { originsOf } from './origins.ts';
import { fieldSettings, has, reachOfSetting } from './set-fields.ts';
import { servesOnly, TLS_CONFIG } from './tls-configs.ts';

/** What gives a server another certificate while it runs (crypto/tls/common.go, Config). */
const RENEWERS = ['GetCertificate', 'GetConfigForClient'] as const;
const LOAD = 'crypto/tls.LoadX509KeyPair';

/** A certificate that a server reads from files when it starts, and never again. */
export interface ServedCertificate {
  /** The call that reads the files. */
  readonly load: SyntaxNode;
  /** The arguments that name certificate and key. */
  readonly files: readonly SyntaxNode[];
  /** Where the configuration gets it, when that is not the call itself. */
  readonly place: SyntaxNode | undefined;
}

/** The certificates that the servers of a file read once. */
export function* servedCertificatesIn(pkg: PackageModel, file: FileModel): Generator<ServedCertificate> {
  for (const call of file.tree.root.descendants('call_expression')) {
    const callee = pkg.calleeOf(call);
    const indices = CERTIFICATE_FILES.get(callee?.id ?? '');
    const args = call.field('arguments')?.namedChildren ?? [];
    if (!callee || !indices || args.length <= indices.key) continue;
    const files = [args[indices.certificate]!, args[indices.key]!];
    // without names the configuration has it
    if (files.some((each) => isEmpty(pkg, each)) || files.some((each) => isNeverNamed(pkg, each))) continue;
    if (isLocal(pkg, args, indices, callee.receiver)) continue;
    // what gives no address gets a listener elsewhere
    const isCredentials = !callee.receiver && indices.address === undefined && indices.listener === undefined;
    if (isCredentials && listensLocally(pkg, call)) continue;
    if (callee.receiver && isRenewed(pkg, callee.receiver)) continue;
    yield { load: call, files, place: undefined };
  }
  const seen = new Set<SyntaxNode>();
  for (const setting of fieldSettings(pkg, file, TLS_CONFIG, 'Certificates')) {
    if (RENEWERS.some((name) => has(setting, name) !== 'no')) continue;
    const reach = reachOfSetting(pkg, setting);
    if (!reach || servesOnly(setting, reach) !== 'yes') continue;
    for (const element of elementsOf(setting.value)) {
      const load = loadOf(pkg, element);
      if (!load || seen.has(load)) continue;
      seen.add(load);
      const files = load.field('arguments')?.namedChildren ?? [];
      yield { load, files, place: setting.place };
    }
  }
}

function isEmpty(pkg: PackageModel, node: SyntaxNode): boolean {
  const constant = pkg.constantOf(node);
  return constant?.kind === 'string' && constant.parts.join('') === '' && !constant.parts.includes(undefined);
}

/** Whether a text comes from fields alone that no code of the module sets: what it is for never runs. */
function isNeverNamed(pkg: PackageModel, file: SyntaxNode): boolean {
  const origins = originsOf(pkg, file, { fields: true })?.all ?? [];
  return (
    origins.length > 0 &&
    origins.every(({ node, isZero }) => {
      const name = !isZero && node.kind === 'selector_expression' ? node.field('field') : undefined;
      const home = name && homeOf(pkg, name);
      const field = name && home?.objectOf(name);
      return field?.kind === 'var' && field.role === 'field' && isNeverSet(pkg, field);
    })
  );
}

/** Whether only programs of the same machine connect. */
function isLocal(
  pkg: PackageModel,
  args: readonly SyntaxNode[],
  { address, listener }: { readonly address?: number; readonly listener?: number },
  receiver: SyntaxNode | undefined,
): boolean {
  if (address !== undefined) return audienceOf(pkg, args[address]!) === 'local';
  if (listener !== undefined) return audienceOfListener(pkg, args[listener]!) === 'local';
  const of = receiver ? (configuredValueOf(pkg, receiver).fields.get('Addr')?.expressions ?? []) : [];
  return of.length > 0 && of.every((each) => audienceOf(pkg, each) === 'local');
}

/** Whether the function of a place opens listeners, all of them for programs of the same machine. */
function listensLocally(pkg: PackageModel, place: SyntaxNode): boolean {
  const calls = [...(outermost(pkg.functionOf(place))?.body?.descendants('call_expression') ?? [])];
  const opened = calls.filter((call) => LISTEN.has(pkg.calleeOf(call)?.id ?? ''));
  return opened.length > 0 && opened.every((call) => audienceOfListener(pkg, call) === 'local');
}

/** Whether the configuration of a server is seen, or may be able, to give another certificate. */
function isRenewed(pkg: PackageModel, server: SyntaxNode): boolean {
  if (namedId(pkg.typeOf(server)) !== 'net/http.Server') return false;
  const set = configuredValueOf(pkg, server).fields.get('TLSConfig');
  if (!set || set.value === 'nil') return false;
  if (set.expressions.length === 0) return true;
  return set.expressions.some((expression) => {
    const home = homeOf(pkg, expression);
    const { fields, isTraced } = configuredValueOf(home, expression);
    return !isTraced || RENEWERS.some((name) => fields.has(name));
  });
}

/** The certificates of `[]tls.Certificate{a, b}`. */
function elementsOf(value: SyntaxNode): readonly SyntaxNode[] {
  if (value.kind !== 'composite_literal') return [];
  const elements = value.field('body')?.namedChildren.filter(({ isExtra }) => !isExtra) ?? [];
  return elements.flatMap((each) => (each.kind === 'literal_element' ? (each.firstNamedChild ?? []) : []));
}

/** The one call that reads a certificate from files, here or in a function of this package. */
function loadOf(pkg: PackageModel, certificate: SyntaxNode): SyntaxNode | undefined {
  const [only, ...others] = originsOf(pkg, certificate, { fields: false })?.all ?? [];
  if (!only || others.length > 0 || only.node.kind !== 'call_expression') return undefined;
  const home = pkg.program.packageOf(pkg.fileOf(only.node).path);
  return home === pkg && pkg.calleeOf(only.node)?.id === LOAD ? only.node : undefined;
}

const RESTARTS = new WeakMap<PackageModel, boolean>();

/**
 * Whether the module restarts services, or puts a new process in its own place: `systemctl restart NAME` in what a call gets
 * (systemctl(1), "restart"), syscall.Exec. Whether it is this server is not known, but who renews may do so.
 */
export function restartsServices(pkg: PackageModel, file: FileModel): boolean {
  let restarts = RESTARTS.get(pkg);
  if (restarts === undefined) {
    restarts = pkg.program
      .modulePackages(file, ['systemctl', 'syscall.Exec('])
      .some((member) => member.files.some((each) => !each.isTest && isRestarting(member, each)));
    RESTARTS.set(pkg, restarts);
  }
  return restarts;
}

function isRestarting(pkg: PackageModel, file: FileModel): boolean {
  return [...file.tree.root.descendants('call_expression')].some((call) => {
    const args = call.field('arguments')?.namedChildren ?? [];
    if (pkg.calleeOf(call)?.id === 'syscall.Exec') return true;
    const words = args.map((each) => {
      const value = each.text.includes('"') || each.text.includes('`') ? pkg.constantOf(each) : undefined;
      return value?.kind === 'string' ? value.parts.join('') : '';
    });
    return /\bsystemctl\s+(?:\S+\s+)*restart\b/.test(words.join(' '));
  });
}
