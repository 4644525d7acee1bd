import type { GoFunction, PackageModel } from '../semantic/model.ts';
import { qualifiedId } from '../semantic/qualified.ts';
import type { SyntaxNode } from '../syntax/tree.ts';

/**
 * Whether a function reads the arguments of a sub-command with flags of its own (flag/flag.go, FlagSet: "such as to
 * implement subcommands in a command-line interface"): in package main, or where a mistake in them ends the process
 * (ExitOnError). The process runs one of them once.
 */
export function readsCommandLine(pkg: PackageModel, fn: GoFunction): boolean {
  const { body } = fn;
  if (!body || fn.node.kind !== 'function_declaration') return false;
  const isOwn = (call: SyntaxNode, id: string): boolean =>
    call.kind === 'call_expression' && pkg.calleeOf(call)?.id === id && pkg.functionOf(call) === fn;
  const makesFlags = fn.file.tree.identifiersNamed('NewFlagSet').some((name) => {
    const call = body.contains(name) ? name.parent?.parent : undefined;
    if (!call || !isOwn(call, 'flag.NewFlagSet')) return false;
    const handling = call.field('arguments')?.namedChildren[1];
    return pkg.name === 'main' || (handling && qualifiedId(pkg, handling) === 'flag.ExitOnError');
  });
  return (
    makesFlags && [...body.descendants('call_expression')].some((call) => isOwn(call, 'flag.FlagSet.Parse'))
  );
}
