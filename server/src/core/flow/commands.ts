import { isExported } from '../semantic/exported.ts';
import type { GoFunction, PackageModel } from '../semantic/model.ts';
import { type GoType, isErrorType, namedId, pointed, type Signature } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { targetsOf } from './assignments.ts';
import type { Place } from './goroutines/held-functions.ts';
import { isMageTarget } from './magefiles.ts';

/**
 * What a command gets: spf13/cobra command.go, `RunE func(cmd *Command, args []string) error`; urfave/cli funcs.go,
 * `type ActionFunc func(*Context) error`, whose v1 and v2 gopkg.in serves too, and in v3 `func(context.Context, *Command) error`; minio/cli is a copy of its v1;
 * bep/simplecobra simplecobra.go, `Run(ctx context.Context, cd *Commandeer, args []string) error`, which a cobra command calls;
 * alecthomas/kingpin actions.go, `type Action func(*ParseContext) error`; containernetworking/cni pkg/skel/skel.go, "PluginMain
 * is the core main for a plugin": it calls one of the functions that it gets with `*CmdArgs`, "all the arguments passed in to the
 * plugin via both env vars and stdin", and returns to main or exits.
 */
const COMMAND_TYPES =
  /^(github\.com\/spf13\/cobra\.Command|github\.com\/bep\/simplecobra\.Commandeer|(github\.com\/(urfave|minio|codegangsta)\/cli(\/v\d+)?|gopkg\.in\/(urfave|codegangsta)\/cli\.v\d+)\.(Context|Command)|(github\.com\/alecthomas\/kingpin(\/v\d+)?|gopkg\.in\/alecthomas\/kingpin\.v\d+)\.ParseContext|github\.com\/containernetworking\/cni\/pkg\/skel\.CmdArgs)$/;

/**
 * Commands whose function gets nothing that tells of them. peterbourgon/ff ffcli/command.go and in v4 command.go: "Exec is
 * invoked when this command has been determined to be the terminal command selected by the arguments". traefik/paerser
 * cli/command.go: `Run func([]string) error`. jawher/mow.cli commands.go, Action: "The code to execute when this command is matched".
 */
const WITH_PLAIN_FUNCTION =
  /^github\.com\/(peterbourgon\/ff(\/v\d+)?(\/ffcli)?\.Command|traefik\/paerser\/cli\.Command|jawher\/mow\.cli\.Cmd)$/;

/** google/subcommands subcommands.go: `Execute(ctx context.Context, f *flag.FlagSet, args ...interface{}) ExitStatus`. */
const EXIT_STATUS = 'github.com/google/subcommands.ExitStatus';

/** mitchellh/cli command.go: `type Command interface { Help() string; Run(args []string) int; Synopsis() string }`. */
const HASHICORP = /^github\.com\/(mitchellh|hashicorp)\/cli$/;

/** jessevdk/go-flags command.go: "AddCommand adds a new command to the parser with the given name and data." */
const ADDS_COMMAND = /^github\.com\/jessevdk\/go-flags\.(Command|Parser)\.AddCommand$/;

/**
 * Whether a function runs for a command of the program, which a library calls once from main: it gets the command, stands
 * as function in the literal of one, is the `Execute` of google/subcommands or of a go-flags command, the `Run` of a type behind a
 * field with kong's `cmd` tag, that of a mitchellh/cli command, or a target of a magefile.
 */
export function isCommand(pkg: PackageModel, fn: GoFunction): boolean {
  if (takesCommand(pkg.signatureOf(fn)) || isMageTarget(pkg, fn)) return true;
  const name = fn.node.kind === 'method_declaration' ? fn.node.field('name')?.text : undefined;
  if ((name === 'Run' && isRunMethod(pkg, fn)) || (name === 'Execute' && isCommander(pkg, fn))) return true;
  if (fn.node.kind === 'func_literal') return isFunctionOfCommand(pkg, fn.node);
  const results = fn.node.kind === 'method_declaration' ? pkg.signatureOf(fn).results : [];
  return results.length === 1 && namedId(results[0]?.type) === EXIT_STATUS;
}

/** Whether a function value stands in the literal of a command that calls it with nothing of its own, or is put into a field of it. */
export function isFunctionOfCommand(pkg: PackageModel, value: SyntaxNode): boolean {
  const field = fieldAssigned(value)?.field('operand');
  if (field) return WITH_PLAIN_FUNCTION.test(namedId(pointed(pkg.typeOf(field))) ?? '');
  const element = value.parent?.kind === 'literal_element' ? value.parent.parent : undefined;
  if (element?.kind !== 'keyed_element' || value.parent?.fieldName === 'key') return false;
  const literal = element.parent?.parent;
  const type = literal?.kind === 'composite_literal' ? pkg.typeOf(literal) : undefined;
  return WITH_PLAIN_FUNCTION.test(namedId(type) ?? '');
}

/** The selector that an assignment gives a value to: `command.Action = run`. */
function fieldAssigned(value: SyntaxNode): SyntaxNode | undefined {
  const list = value.parent;
  if (list?.kind !== 'expression_list' || list.fieldName !== 'right') return undefined;
  const target = targetsOf(list.parent)[list.namedChildren.indexOf(value)];
  return target?.kind === 'selector_expression' ? target : undefined;
}

/** The calls outside tests that the module itself makes of a declared function which runs for a command. */
export function callsOfCommand(pkg: PackageModel, fn: GoFunction): readonly Place[] {
  const name = fn.node.field('name');
  if (!name) return [];
  const packages = isExported(name.text) ? pkg.program.modulePackages(fn.file, [name.text]) : [pkg];
  const calls: Place[] = [];
  for (const member of packages) {
    for (const file of member.files) {
      if (file.isTest) continue;
      for (const mention of file.tree.identifiersNamed(name.text)) {
        const callee = mention.fieldName === 'field' ? mention.parent! : mention;
        const call = callee.parent;
        if (call?.kind !== 'call_expression' || callee.fieldName !== 'function') continue;
        if (member.calleeOf(call)?.function?.node === fn.node) calls.push({ pkg: member, node: call });
      }
    }
  }
  return calls;
}

/** Whether a function value goes into a call that makes what runs for a command of it: the result gets the command. */
export function isWrappedForCommand(pkg: PackageModel, value: SyntaxNode): boolean {
  const call = value.parent?.kind === 'argument_list' ? value.parent.parent : undefined;
  const made = call?.kind === 'call_expression' ? pkg.typeOf(call) : undefined;
  return made?.kind === 'func' && takesCommand(made.signature);
}

/**
 * Whether a named function goes into a call that makes a command, which is to run it: it gives nothing but an error, for nobody but
 * whoever runs the command gets it. How often such a function of the module runs, its calls say where they are all seen.
 */
export function isMadeIntoCommand(pkg: PackageModel, value: SyntaxNode): boolean {
  const call = value.parent?.kind === 'argument_list' ? value.parent.parent : undefined;
  const made = call?.kind === 'call_expression' ? namedId(pointed(pkg.typeOf(call))) : undefined;
  if (made === undefined || !(COMMAND_TYPES.test(made) || WITH_PLAIN_FUNCTION.test(made))) return false;
  const given = pkg.typeOf(value);
  const results = given?.kind === 'func' ? given.signature.results : undefined;
  return results !== undefined && results.length <= 1 && results.every(({ type }) => isErrorType(type));
}

function takesCommand({ parameters }: Signature): boolean {
  return parameters.some(({ type }) => COMMAND_TYPES.test(namedId(type) ?? ''));
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
  return isBehindCommandField(pkg, fn, bare.name, namedId(bare)!, /\bcmd:"/);
}

/**
 * Whether a method is what go-flags calls for a command: its type stands behind a field with the tag `command`, or goes to AddCommand
 * (jessevdk/go-flags command.go: "Execute will be called for the last active (sub)command. The args argument contains the
 * remaining command line arguments.").
 */
function isCommander(pkg: PackageModel, fn: GoFunction): boolean {
  const { parameters, results } = pkg.signatureOf(fn);
  const isOfShape =
    parameters.length === 1 &&
    parameters[0]!.type?.kind === 'slice' &&
    results.length === 1 &&
    isErrorType(results[0]!.type);
  const bare = isOfShape ? receiverOf(pkg, fn) : undefined;
  if (bare?.kind !== 'named' || !bare.object) return false;
  const id = namedId(bare)!;
  return isBehindCommandField(pkg, fn, bare.name, id, /\bcommand:"/) || isAddedAsCommand(pkg, id);
}

function isAddedAsCommand(pkg: PackageModel, id: string): boolean {
  return pkg.files.some((file) =>
    file.tree.identifiersNamed('AddCommand').some((mention) => {
      const call = mention.parent?.parent;
      if (call?.kind !== 'call_expression' || !mayAddCommand(pkg, call)) return false;
      const given = call.field('arguments')?.namedChildren.at(-1);
      return given !== undefined && namedId(pointed(pkg.typeOf(given))) === id;
    }),
  );
}

/** Whether a call of an AddCommand is that of go-flags; also where its type is not known, but the file imports go-flags. */
function mayAddCommand(pkg: PackageModel, call: SyntaxNode): boolean {
  const callee = pkg.calleeOf(call);
  if (callee && callee.kind !== 'value') return ADDS_COMMAND.test(callee.id);
  return pkg.fileOf(call).imports.some(({ path }) => path === 'github.com/jessevdk/go-flags');
}

/**
 * Whether a struct has a field of a type with the tag of a command, such as kong takes for one (alecthomas/kong README, "Commands and
 * sub-commands": "a command is a struct field with the tag cmd", "Run() methods on commands are called").
 */
function isBehindCommandField(
  pkg: PackageModel,
  fn: GoFunction,
  name: string,
  id: string,
  mark: RegExp,
): boolean {
  for (const member of pkg.program.modulePackages(fn.file, [name])) {
    for (const file of member.files) {
      for (const mention of file.tree.identifiersNamed(name)) {
        let type = mention;
        while (type.parent && ['qualified_type', 'pointer_type'].includes(type.parent.kind))
          type = type.parent;
        const field = type.parent?.kind === 'field_declaration' ? type.parent : undefined;
        const tag = field?.field('tag')?.text;
        if (tag && mark.test(tag) && namedId(member.typeOf(type)) === id) return true;
      }
    }
  }
  return false;
}
