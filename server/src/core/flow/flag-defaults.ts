import { homeOf } from '../semantic/home.ts';
import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { onlyAssigned } from './channel-syntax.ts';
import { definitionAt } from './definitions.ts';
import { variable } from './nil-comparison.ts';

/** Where the functions that define a flag have its name and its default among their arguments. */
interface FlagArguments {
  readonly name: number;
  readonly value: number;
}

/** flag/flag.go, spf13/pflag string.go: functions that define a flag with a text. */
const DEFINES: ReadonlyMap<string, FlagArguments> = new Map(
  ['flag', 'flag.FlagSet', 'github.com/spf13/pflag', 'github.com/spf13/pflag.FlagSet'].flatMap((of) => [
    [`${of}.String`, { name: 0, value: 1 }],
    [`${of}.StringP`, { name: 0, value: 2 }],
    [`${of}.StringVar`, { name: 1, value: 2 }],
    [`${of}.StringVarP`, { name: 1, value: 3 }],
  ]),
);

/** spf13/pflag string.go: "GetString return the string value of a flag with the given name"; urfave/cli flag_string.go: "String looks up the value of a local StringFlag". */
const READS =
  /^github\.com\/(?:spf13\/pflag\.FlagSet\.GetString|urfave\/cli(?:\/v\d+)?\.(?:Context|Command)\.String)$/;

/** urfave/cli flag_string.go: a flag is a struct with the fields Name and Value. */
const FLAG_STRUCT = /^github\.com\/urfave\/cli(?:\/v\d+)?\.StringFlag$/;

/** spf13/cobra command.go: methods that give a `*flag.FlagSet`, where `flag` is github.com/spf13/pflag. */
const FLAG_SETS =
  /^github\.com\/spf13\/cobra\.Command\.(?:Flags|PersistentFlags|LocalFlags|LocalNonPersistentFlags|InheritedFlags|NonInheritedFlags)$/;

/** The name of the function that a call runs; also of a method of the flags of a cobra command, whose source may not be at hand. */
function calledOn(pkg: PackageModel, call: SyntaxNode): string {
  const known = pkg.calleeOf(call)?.id ?? '';
  const target = call.field('function');
  const operand = target?.kind === 'selector_expression' ? target.field('operand') : undefined;
  if (known !== '' || !operand) return known;
  const object = operand.kind === 'identifier' ? variable(pkg, operand) : undefined;
  const made = object?.role === 'local' ? onlyAssigned(pkg, object) : operand;
  const isOfCommand = made?.kind === 'call_expression' && FLAG_SETS.test(pkg.calleeOf(made)?.id ?? '');
  return isOfCommand ? `github.com/spf13/pflag.FlagSet.${target!.field('field')?.text}` : '';
}

/** The default that a call which defines a flag gives it. */
export function givenDefaultOf(pkg: PackageModel, call: SyntaxNode): SyntaxNode | undefined {
  const place = DEFINES.get(calledOn(pkg, call));
  return place && call.field('arguments')?.namedChildren[place.value];
}

/** The default of the flag that is read into a variable or field: the argument of `flag.StringVar(&x, ...)`. */
export function flagDefaultOf(pkg: PackageModel, whole: SyntaxNode): SyntaxNode | undefined {
  const list = whole.parent?.kind === 'unary_expression' ? whole.parent.parent : undefined;
  const call = list?.kind === 'argument_list' ? list.parent : undefined;
  return call?.kind === 'call_expression' ? givenDefaultOf(pkg, call) : undefined;
}

/**
 * The defaults of the flag that a call reads by its name, `cmd.Flags().GetString("listen")`, wherever the module defines a flag
 * of that name: by the library, by a function of the module that hands name and default on, or as a struct; also where the name is
 * taken off the variable of such a struct.
 */
export function flagDefaultsNamed(
  pkg: PackageModel,
  call: SyntaxNode,
): readonly (readonly [PackageModel, SyntaxNode])[] {
  const name = READS.test(calledOn(pkg, call)) ? call.field('arguments')?.firstNamedChild : undefined;
  const held = name ? defaultOfHeldFlag(pkg, name) : undefined;
  if (held) return [held];
  const text = name && wholeTextOf(pkg, name);
  if (!name || !text) return [];
  return mentionsOfText(pkg, name, text).flatMap(([member, whole]) => {
    const value = defaultBeside(member, whole);
    return value ? [[member, value] as const] : [];
  });
}

/** Where the module writes down the same text as an expression outside tests, as a literal or by the name of the same constant. */
export function mentionsOfText(
  pkg: PackageModel,
  name: SyntaxNode,
  text: string,
): readonly (readonly [PackageModel, SyntaxNode])[] {
  const constant = name.kind === 'selector_expression' ? name.field('field') : name;
  const token = constant?.kind === 'interpreted_string_literal' ? undefined : constant?.text;
  const members = pkg.program.modulePackages(
    pkg.fileOf(name),
    token ? [`"${text}"`, token] : [`"${text}"`],
    false,
  );
  return members.flatMap((member) =>
    member.files.flatMap((file) => {
      if (file.isTest) return [];
      const mentions = [
        ...[...file.tree.root.descendants('interpreted_string_literal')].filter(
          (each) => each.text === `"${text}"`,
        ),
        ...(token ? file.tree.identifiersNamed(token) : []),
      ];
      return mentions.flatMap((mention) => {
        const whole = mention.fieldName === 'field' ? mention.parent! : mention;
        return wholeTextOf(member, whole) === text ? [[member, whole] as const] : [];
      });
    }),
  );
}

/** A text that is a constant and known as a whole. */
export function wholeTextOf(pkg: PackageModel, node: SyntaxNode): string | undefined {
  const value = pkg.constantOf(node);
  return value?.kind === 'string' && !value.parts.includes(undefined) ? value.parts.join('') : undefined;
}

/** The default that stands beside the name of a flag where that is defined. */
function defaultBeside(pkg: PackageModel, name: SyntaxNode): SyntaxNode | undefined {
  const { parent } = name;
  if (parent?.kind === 'literal_element') {
    const literal = parent.ancestor('composite_literal');
    const isName = parent.fieldName === 'value' && parent.parent?.field('key')?.text === 'Name';
    return isName && literal ? valueOfFlag(pkg, literal) : undefined;
  }
  const call = parent?.kind === 'argument_list' ? parent.parent : undefined;
  const callee = call?.kind === 'call_expression' ? pkg.calleeOf(call) : undefined;
  if (!parent || call?.kind !== 'call_expression') return undefined;
  const args = parent.namedChildren;
  const index = args.indexOf(name);
  const place = DEFINES.get(calledOn(pkg, call)) ?? (callee?.function && definedBy(pkg, callee.function));
  return place?.name === index ? args[place.value] : undefined;
}

/** The default in the literal of a flag. */
function valueOfFlag(pkg: PackageModel, literal: SyntaxNode): SyntaxNode | undefined {
  if (!FLAG_STRUCT.test(namedId(pkg.typeOf(literal)) ?? '')) return undefined;
  const value = literal.field('body')?.namedChildren.find((each) => each.field('key')?.text === 'Value');
  return value?.field('value')?.firstNamedChild;
}

/** The default of the flag whose name a selector takes off the variable of a package that holds its struct: `addressFlag.Name`. */
function defaultOfHeldFlag(
  pkg: PackageModel,
  name: SyntaxNode,
): readonly [PackageModel, SyntaxNode] | undefined {
  const isName = name.kind === 'selector_expression' && name.field('field')?.text === 'Name';
  const operand = isName ? name.field('operand') : undefined;
  const place = operand?.kind === 'selector_expression' ? operand.field('field') : operand;
  const object = place && pkg.objectOf(place);
  if (object?.kind !== 'var' || object.role !== 'package') return undefined;
  const made = definitionAt(object.node);
  const held = typeof made === 'object' ? made.value : undefined;
  const literal = held?.kind === 'unary_expression' ? held.field('operand') : held;
  const home = homeOf(pkg, object);
  const value = literal?.kind === 'composite_literal' ? valueOfFlag(home, literal) : undefined;
  return value && [home, value];
}

/**
 * jessevdk/go-flags, alecthomas/kong, alexflint/go-arg, kelseyhightower/envconfig and creasty/defaults: `default:"x"` is what a
 * field gets unless a value is given; caarlos0/env: `envDefault:"x"`.
 */
const TAG_DEFAULT = /\b(?:default|envDefault):("(?:[^"\\]|\\.)*")/;

/** The default that the tag of a field gives it where a library reads flags or the environment into the struct. */
export function tagDefaultOf(field: VarObject): string | undefined {
  if (field.role !== 'field') return undefined;
  const tag = field.node.ancestor('field_declaration')?.field('tag')?.text;
  const [, quoted] = (tag && TAG_DEFAULT.exec(tag)) || [];
  return quoted?.slice(1, -1);
}

/** The parameters that a function of the module hands on as name and default of a flag. */
function definedBy(pkg: PackageModel, fn: GoFunction): FlagArguments | undefined {
  const home = homeOf(pkg, fn);
  home.program.memory.usesText(fn);
  for (const call of fn.body?.descendants('call_expression') ?? []) {
    const place = DEFINES.get(calledOn(home, call));
    const args = call.field('arguments')?.namedChildren ?? [];
    const [name, value] = place
      ? [args[place.name], args[place.value]].map((each) => indexOf(home, fn, each))
      : [];
    if (name !== undefined && value !== undefined && name >= 0 && value >= 0) return { name, value };
  }
  return undefined;
}

function indexOf(pkg: PackageModel, fn: GoFunction, node: SyntaxNode | undefined): number {
  const object = node && variable(pkg, node);
  return object ? fn.parameters.indexOf(object) : -1;
}
