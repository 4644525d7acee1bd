import type { PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { type FieldSetting, has } from './set-fields.ts';
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

/** How far a configuration is for servers, which verify clients by ClientAuth and look at no InsecureSkipVerify. */
export function servesOnly(setting: FieldSetting, reach: ValueReach): 'yes' | 'perhaps' | 'no' {
  const { passed, lost, isCollected } = reach;
  if (passed.length > 0 && !lost && !isCollected && passed.every(({ id }) => SERVER_SIDE.has(id)))
    return 'yes';
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

/** RFC 1122 3.2.1.3, RFC 4291 2.5.3, RFC 6761 6.3: addresses that never leave the machine. */
const LOOPBACK = /^(?:[a-z]+:\/\/)?(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)(?:[:/]|$)/;

/** Whether a function gives a call an address that is written as one of this machine. */
export function callsOwnMachine(pkg: PackageModel, node: SyntaxNode): boolean {
  let fn = pkg.functionOf(node);
  while (fn?.outer) fn = fn.outer;
  for (const list of fn?.node.descendants('argument_list') ?? []) {
    for (const argument of list.namedChildren) {
      const constant = pkg.constantOf(argument);
      // what is not known may go on: `localhost` and `localhost.example.com`
      const known = constant?.kind === 'string' ? constant.parts.map((part) => part ?? ':').join('') : '';
      if (LOOPBACK.test(known)) return true;
    }
  }
  return false;
}
