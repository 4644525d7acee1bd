import { REDIS_MAKERS, WAITS_BY_DESIGN } from '../knowledge/redis-clients.ts';
import type { PackageModel } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { limitAbove } from './timeout-chains.ts';
import { reachOfValue } from './value-reach.ts';
import type { Limit } from './write-timeouts.ts';

/**
 * What is selected on the clients that are made of options: commands, `Close`.
 * @param options a literal, or a variable that holds them
 */
export function commandsOnClients(pkg: PackageModel, options: SyntaxNode): readonly SyntaxNode[] {
  const object = options.kind === 'identifier' ? pkg.objectOf(options) : undefined;
  const made =
    object?.kind === 'var'
      ? pkg.referencesTo(object).flatMap((mention) => givenTo(mention) ?? [])
      : reachOfValue(pkg, options).passed.map(({ call }) => call);
  return made
    .filter((call) => REDIS_MAKERS.test(pkg.calleeOf(call)?.id ?? ''))
    .flatMap((call) => reachOfValue(pkg, call).selections);
}

function givenTo(mention: SyntaxNode): SyntaxNode | undefined {
  const list = mention.parent?.kind === 'argument_list' ? mention.parent : mention.parent?.parent;
  return list?.kind === 'argument_list' && list.parent?.kind === 'call_expression' ? list.parent : undefined;
}

/** A command that gets a context with a deadline. */
export interface BoundedCommand extends Limit {
  readonly call: SyntaxNode;
}

/** The command on clients made of options whose context ends first, those apart that wait by design. */
export function soonestCommand(pkg: PackageModel, options: SyntaxNode): BoundedCommand | undefined {
  let soonest: BoundedCommand | undefined;
  for (const selection of commandsOnClients(pkg, options)) {
    const call = selection.parent;
    if (call?.kind !== 'call_expression' || selection.fieldName !== 'function') continue;
    if (WAITS_BY_DESIGN.has(selection.field('field')?.text ?? '')) continue;
    const context = call.field('arguments')?.firstNamedChild;
    const home = pkg.program.packageOf(pkg.fileOf(call).path);
    if (!context || !home || namedId(home.typeOf(context)) !== 'context.Context') continue;
    const limit = limitAbove(home, context);
    if (limit && (!soonest || limit.outer < soonest.outer)) soonest = { call, ...limit };
  }
  return soonest;
}
