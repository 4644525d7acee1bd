import { homeOf } from '../semantic/home.ts';
import type { GoFunction, PackageModel } from '../semantic/model.ts';
import { namedId, pointed } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { mentionsOfText, wholeTextOf } from './flag-defaults.ts';
import { variable } from './nil-comparison.ts';

/** Functions between the one that gets a name and a default and the one that puts them into a struct. */
const MOST_STEPS = 3;

/** `127.0.0.1`, `localhost:80`, `[::1]:80`, `:80`: what a listener takes, and no description. */
const ADDRESS = /^(?:localhost|(?:\d{1,3}\.){3}\d{1,3}|\[[\da-f:.]*\]|::1?)?(?::\d+)?$/i;

/**
 * The addresses that options of a module's own have as defaults, for a call that reads one by its name: the function which is called
 * looks its parameter up in a map of structs of the module, and another function of the module, which gets the same name and the address
 * wherever the option is registered, puts both into such a struct.
 */
export function ownDefaultsNamed(
  pkg: PackageModel,
  call: SyntaxNode,
): readonly (readonly [PackageModel, SyntaxNode])[] {
  const callee = pkg.calleeOf(call);
  const reader = callee?.kind === 'value' ? undefined : callee?.function;
  const args = call.field('arguments')?.namedChildren ?? [];
  const name = reader && args.find((each) => wholeTextOf(pkg, each));
  const option = name && optionLookedUp(reader, args.indexOf(name), homeOf(pkg, reader));
  if (!name || option === undefined) return [];
  return mentionsOfText(pkg, name, wholeTextOf(pkg, name)!).flatMap(([member, mention]) => {
    const registering = mention.parent?.kind === 'argument_list' ? mention.parent.parent : undefined;
    const maker = registering && member.calleeOf(registering)?.function;
    const given = mention.parent?.namedChildren ?? [];
    if (!maker || !keeps(homeOf(member, maker), maker, given.indexOf(mention), option, 0)) return [];
    return given.flatMap((each, index) => {
      const text = each === mention ? undefined : wholeTextOf(member, each);
      const isAddress = text !== undefined && text !== '' && ADDRESS.test(text);
      return isAddress && keeps(homeOf(member, maker), maker, index, option, 0)
        ? [[member, each] as const]
        : [];
    });
  });
}

/** The struct that a function takes out of a map by one of its parameters. */
function optionLookedUp(fn: GoFunction, index: number, pkg: PackageModel): string | undefined {
  const parameter = fn.parameters[index];
  if (!parameter) return undefined;
  pkg.program.memory.usesText(fn);
  for (const access of fn.body?.descendants('index_expression') ?? []) {
    const key = access.field('index');
    const operand = access.field('operand');
    const map = operand && pkg.underlying(pkg.typeOf(operand));
    if (!key || map?.kind !== 'map' || variable(pkg, key) !== parameter) continue;
    const id = namedId(pointed(map.element));
    if (id !== undefined) return id;
  }
  return undefined;
}

/** Whether a function puts a parameter into a literal of a struct, or hands it to a function of the module that does. */
function keeps(pkg: PackageModel, fn: GoFunction, index: number, struct: string, steps: number): boolean {
  const parameter = fn.parameters[index];
  if (!parameter || steps > MOST_STEPS) return false;
  pkg.program.memory.usesText(fn);
  return pkg.referencesTo(parameter).some((mention) => {
    const { parent } = mention;
    const literal = parent?.kind === 'literal_element' ? parent.ancestor('composite_literal') : undefined;
    if (literal) return parent?.fieldName === 'value' && namedId(pkg.typeOf(literal)) === struct;
    const call = parent?.kind === 'argument_list' ? parent.parent : undefined;
    const next = call?.kind === 'call_expression' ? pkg.calleeOf(call)?.function : undefined;
    const at = parent?.namedChildren.indexOf(mention) ?? -1;
    return next !== undefined && keeps(homeOf(pkg, next), next, at, struct, steps + 1);
  });
}
