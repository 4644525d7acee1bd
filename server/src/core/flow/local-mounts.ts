import { outermost } from '../semantic/declarations.ts';
import { isExported } from '../semantic/exported.ts';
import { homeOf } from '../semantic/home.ts';
import type { GoFunction, PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { httpServersIn } from './http-servers.ts';

/**
 * Whether a handler answers programs of the same machine only: each function that mentions it, or makes a value of its type, makes or
 * starts a server there, and all of those listen on this machine (a loopback address, a unix socket). A handler that is
 * exported may be mounted by others.
 */
export function isMountedLocally(from: PackageModel, handler: GoFunction): boolean {
  const pkg = homeOf(from, handler);
  const places = mountsOf(pkg, handler);
  const mounts = new Set(places.map((node) => outermost(pkg.functionOf(node))));
  return (
    mounts.size > 0 &&
    [...mounts].every((fn) => {
      if (!fn?.body) return false;
      pkg.program.memory.usesText(fn);
      const servers = [...httpServersIn(pkg, fn.file)].filter(({ node }) => fn.node.contains(node));
      return servers.length > 0 && servers.every(({ audience }) => audience === 'local');
    })
  );
}

/** Where a handler is mentioned outside tests, or a value of its type is made; nothing where others may do so. */
function mountsOf(pkg: PackageModel, handler: GoFunction): readonly SyntaxNode[] {
  if (handler.node.kind === 'func_literal') return [handler.node];
  const name = handler.node.field('name');
  const isServer = name?.text === 'ServeHTTP';
  const receiver = handler.node.field('receiver')?.firstNamedChild?.field('type');
  const type = receiver?.kind === 'pointer_type' ? receiver.firstNamedChild : receiver;
  const mounted = isServer ? type?.text : name?.text;
  if (!name || mounted === undefined || isExported(mounted)) return [];
  return pkg.files
    .filter(({ isTest }) => !isTest)
    .flatMap((file) => file.tree.identifiersNamed(mounted))
    .filter((mention) => {
      if (mention === name || pkg.functionOf(mention) === undefined) return false;
      // the receiver and the parameters of methods of the type
      return mention.ancestor('parameter_list', 'block')?.kind !== 'parameter_list';
    });
}
