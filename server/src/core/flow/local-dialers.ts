import { outermost } from '../semantic/declarations.ts';
import { homeOf } from '../semantic/home.ts';
import type { GoFunction, PackageModel } from '../semantic/model.ts';
import { namedId, pointed } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { functionBehind } from './changing-checks.ts';

/** Where the network stands among the arguments of what dials: net/dial.go, "Known networks are". */
const NETWORKS: ReadonlyMap<string, number> = new Map([
  ['net.Dial', 0],
  ['net.DialTimeout', 0],
  ['net.DialUnix', 0],
  ['net.Dialer.Dial', 0],
  ['net.Dialer.DialContext', 1],
]);
const CONNECTIONS = /^(?:net\.\w*Conn|crypto\/tls\.Conn)$/;
const MOST_DEPTH = 3;

/**
 * Whether the function around a node hands on functions that connect, in arguments or fields, and all of them dial nothing but unix
 * sockets, themselves or through functions of the program: permissions of a file stand before those, and no network.
 */
export function dialsLocalSockets(pkg: PackageModel, node: SyntaxNode): boolean {
  const around = outermost(pkg.functionOf(node));
  let isGiven = false;
  for (const list of around?.node.descendants('argument_list', 'literal_element') ?? []) {
    for (const value of list.fieldName === 'key' ? [] : list.namedChildren) {
      const type = pkg.typeOf(value);
      if (type?.kind !== 'func' || namedId(type.signature.results[0]?.type) !== 'net.Conn') continue;
      const fn = functionBehind(pkg, value);
      if (!fn || !connectsLocally(pkg, fn, 0)) return false;
      isGiven = true;
    }
  }
  return isGiven;
}

function connectsLocally(pkg: PackageModel, fn: GoFunction, depth: number): boolean {
  const home = homeOf(pkg, fn);
  let isLocal = false;
  for (const call of fn.body?.descendants('call_expression') ?? []) {
    const callee = home.calleeOf(call);
    const first = callee?.signature?.results[0]?.type;
    if (!callee || !CONNECTIONS.test(namedId(first) ?? namedId(pointed(first)) ?? '')) continue;
    const place = NETWORKS.get(callee.id);
    const network = place === undefined ? undefined : call.field('arguments')?.namedChildren[place];
    const name = network && home.constantOf(network);
    const isUnix = name?.kind === 'string' && name.parts[0]?.startsWith('unix') === true;
    const called = place === undefined && depth < MOST_DEPTH ? callee.function : undefined;
    if (!isUnix && !(called && connectsLocally(home, called, depth + 1))) return false;
    isLocal = true;
  }
  return isLocal;
}
