import type { GoFunction, PackageModel } from '../semantic/model.ts';
import { type GoType, namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';

/**
 * What a command gets: spf13/cobra command.go, `RunE func(cmd *Command, args []string) error`; urfave/cli funcs.go,
 * `type ActionFunc func(*Context) error` and in v3 `func(context.Context, *Command) error`; minio/cli is a copy of its v1.
 */
const COMMAND_TYPES =
  /^(github\.com\/spf13\/cobra\.Command|github\.com\/(urfave|minio|codegangsta)\/cli(\/v\d+)?\.(Context|Command))$/;

/** mitchellh/cli command.go: `type Command interface { Help() string; Run(args []string) int; Synopsis() string }`. */
const HASHICORP = /^github\.com\/(mitchellh|hashicorp)\/cli$/;

/**
 * Whether a function runs for a command of the program, which a library calls once from main: it gets the command, is
 * the `Run` of a type behind a field with kong's `cmd` tag, or that of a mitchellh/cli command.
 */
export function isCommand(pkg: PackageModel, fn: GoFunction): boolean {
  const getsCommand = fn.parameters.some((parameter) => {
    const type = parameter && namedId(pkg.typeOfObject(parameter));
    return type !== undefined && COMMAND_TYPES.test(type);
  });
  return getsCommand || (fn.node.field('name')?.text === 'Run' && isRunMethod(pkg, fn));
}

/** The call that makes what runs for a command out of a function value: its result gets the command. */
export function wrapsForCommand(pkg: PackageModel, value: SyntaxNode): SyntaxNode | undefined {
  const call = value.parent?.kind === 'argument_list' ? value.parent.parent : undefined;
  const made = call?.kind === 'call_expression' ? pkg.typeOf(call) : undefined;
  if (made?.kind !== 'func') return undefined;
  const getsCommand = made.signature.parameters.some(({ type }) => COMMAND_TYPES.test(namedId(type) ?? ''));
  return getsCommand ? call : undefined;
}

function receiverOf(pkg: PackageModel, { node }: GoFunction): GoType | undefined {
  const type = node.field('receiver')?.firstNamedChild?.field('type');
  const receiver = type && pkg.typeOf(type);
  return receiver?.kind === 'pointer' ? receiver.element : receiver;
}

function isRunMethod(pkg: PackageModel, fn: GoFunction): boolean {
  const bare = receiverOf(pkg, fn);
  if (bare?.kind !== 'named' || !bare.object) return false;
  if (pkg.files.some((file) => file.imports.some(({ path }) => HASHICORP.test(path)))) {
    const methods = pkg.methodsOf(bare.name);
    const gives = (name: string, wanted: string): boolean => {
      const method = methods.get(name)?.function;
      const results = method ? pkg.signatureOf(method).results : [];
      return results.length === 1 && results[0]?.type?.kind === 'basic' && results[0].type.name === wanted;
    };
    if (gives('Run', 'int') && gives('Help', 'string') && gives('Synopsis', 'string')) return true;
  }
  return isBehindCommandField(pkg, fn, bare.name, namedId(bare)!);
}

/**
 * Whether a struct has a field of a type that kong takes for a command (alecthomas/kong README, "Commands and
 * sub-commands": "a command is a struct field with the tag cmd", "Run() methods on commands are called").
 */
function isBehindCommandField(pkg: PackageModel, fn: GoFunction, name: string, id: string): boolean {
  for (const member of pkg.program.modulePackages(fn.file, [name])) {
    for (const file of member.files) {
      for (const mention of file.tree.identifiersNamed(name)) {
        let type = mention;
        while (type.parent && ['qualified_type', 'pointer_type'].includes(type.parent.kind))
          type = type.parent;
        const field = type.parent?.kind === 'field_declaration' ? type.parent : undefined;
        const tag = field?.field('tag')?.text;
        if (tag && /\bcmd:"/.test(tag) && namedId(member.typeOf(type)) === id) return true;
      }
    }
  }
  return false;
}
