import {
  ABOUT_ITSELF,
  ABOUT_SUBCOMMAND,
  ASKS_NOBODY,
  ASKS_SERVER,
  COMMAND_LIMITS,
  FILE_COMPARERS,
  FINITE,
  INSTANT,
  LEADING_OPTIONS,
  NO_LIMIT,
  RUNS_OTHERS,
  SHELLS,
  SYSTEM_FILES,
  TIME_LIMITERS,
  WAITS_FOR_OTHERS,
} from '../knowledge/command-limits.ts';
import type { PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { onlyAssigned } from './channel-syntax.ts';
import { variable } from './nil-comparison.ts';
import { originsOf } from './origins.ts';

/**
 * Whether a command that is made gets a limit among its arguments, so that it ends by itself: `timeout 30 x`,
 * `go test -timeout 5m`. The option must be a constant; its value may come from anywhere, but not be a constant 0.
 * @param maker the call of exec.Command or exec.CommandContext
 */
export function limitsItself(pkg: PackageModel, maker: SyntaxNode): boolean {
  const name = programOf(pkg, maker);
  if (name === undefined) return false;
  const rest = argumentsOf(pkg, maker).slice(1);
  const words = rest.flatMap((argument) => wordsOf(pkg, argument));
  if (TIME_LIMITERS.has(name)) return !NO_LIMIT.test(words.find((word) => !word?.startsWith('-')) ?? '');
  const limit = COMMAND_LIMITS.get(name);
  if (!limit || (limit.subcommand !== undefined && words[0] !== limit.subcommand)) return false;
  return words.some((word, index) => {
    if (word === undefined) return false;
    const option = limit.options.find((each) => word === each || word.startsWith(`${each}=`));
    const short = limit.options.find((each) => /^-\w$/.test(each) && word.startsWith(each));
    if (option === undefined && short === undefined) return false;
    const joined = word.slice((option ?? short)!.length).replace(/^=/, '');
    return !NO_LIMIT.test(joined === '' ? (words[index + 1] ?? '') : joined);
  });
}

/**
 * Whether a command that is made ends by itself: it only asks the system for what it knows, which it tells at once, or goes
 * through files.
 */
export function endsAtOnce(pkg: PackageModel, maker: SyntaxNode): boolean {
  const name = programOf(pkg, maker);
  if (name !== undefined && SHELLS.has(name)) return leavesToBackground(pkg, maker);
  if (name !== undefined && FILE_COMPARERS.has(name)) return argumentsOf(pkg, maker).length > 1;
  if (name !== 'cat') return name !== undefined && INSTANT.has(name);
  const files = argumentsOf(pkg, maker).slice(1);
  return files.length > 0 && files.every((file) => SYSTEM_FILES.test(textOf(pkg, file) ?? ''));
}

/**
 * Whether a shell gets a script that starts one program in the background and no other: POSIX.1-2017, Shell Command Language
 * 2.9.3, "the shell shall not wait for the command to finish". What that program writes must not come back over a pipe, which a
 * wait for the output would read to its end.
 */
function leavesToBackground(pkg: PackageModel, maker: SyntaxNode): boolean {
  const words = argumentsOf(pkg, maker)
    .slice(1)
    .flatMap((argument) => wordsOf(pkg, argument));
  const [option, script = ''] = words;
  const started = /^([^&|;\n`$()'"]*[^&|;\n`$()'"\s])\s*&\s*$/.exec(script.replaceAll(/[12]?>\s*&[12]/g, ''));
  return option === '-c' && started !== null && /(?:^|\s)(?:1|&)?>/.test(started[1]!);
}

/**
 * Whether a command that is made is known to work on this machine only and to end by itself: it is asked for its version or its
 * help, or goes through files and tables that are here. What is read from the standard input may come from anywhere.
 */
export function isLocalAndFinite(pkg: PackageModel, maker: SyntaxNode): boolean {
  const name = programOf(pkg, maker);
  const words = argumentsOf(pkg, maker)
    .slice(1)
    .flatMap((argument) => wordsOf(pkg, argument));
  const [only] = words;
  if (words.length === 1 && only !== undefined && ABOUT_ITSELF.has(only))
    return only.startsWith('-') || (name !== undefined && !ASKS_SERVER.has(name));
  if (asksAboutSubcommand(name, words)) return true;
  const finite = name === undefined ? undefined : FINITE.get(name);
  if (!finite || words.length === 0) return false;
  if (finite !== 'all') return finite.has(subcommandOf(words) ?? '');
  // a dash stands for the standard input
  return !words.includes('-');
}

/** Whether a program is asked what one of its subcommands is for: `docker build --help`. */
function asksAboutSubcommand(name: string | undefined, words: readonly (string | undefined)[]): boolean {
  const [subcommand, option] = words;
  if (words.length !== 2 || option !== ABOUT_SUBCOMMAND || !/^[a-z]/.test(subcommand ?? '')) return false;
  return name !== undefined && !RUNS_OTHERS.has(name) && !SHELLS.has(name) && !TIME_LIMITERS.has(name);
}

/**
 * Whether a command that is made is seen to wait, perhaps, for something outside of this machine: it is known to ask another machine,
 * a daemon or a person, or is a shell with a script that is not a constant. Of a program that is not a constant nothing is seen.
 */
export function mayWaitForOthers(pkg: PackageModel, maker: SyntaxNode): boolean {
  const name = programOf(pkg, maker);
  const words = argumentsOf(pkg, maker)
    .slice(1)
    .flatMap((argument) => wordsOf(pkg, argument));
  return waitsForOthers(name, words);
}

/** A script of one program that is not a constant, with a subcommand: as little is seen of it as where no shell runs it. */
const ONE_UNKNOWN = /^\?\s+[a-z][^&|;\n`$()]*$/;

function waitsForOthers(name: string | undefined, words: readonly (string | undefined)[]): boolean {
  if (name === undefined || name.includes('?')) return false;
  if (TIME_LIMITERS.has(name)) return true;
  if (SHELLS.has(name)) {
    const script = words.find((word) => !word?.startsWith('-') && !word?.startsWith('/'));
    if (script === undefined || script.split(/\W+/).some(isClient)) return true;
    return script.includes('?') && !ONE_UNKNOWN.test(script);
  }
  const [option, program] = words;
  if (name === 'sudo' && option !== undefined && ASKS_NOBODY.has(option) && /^[^-]/.test(program ?? ''))
    return waitsForOthers(baseOf(program!), words.slice(2));
  const waits = WAITS_FOR_OTHERS.get(name);
  if (!waits) return false;
  if (waits === 'all') return true;
  const subcommand = subcommandOf(words);
  return subcommand === undefined || waits.has(subcommand);
}

/** Whether a command that is made is known to end by itself, or its program is a constant and nothing says that it waits for others. */
export function isNotSeenToWait(pkg: PackageModel, maker: SyntaxNode): boolean {
  const name = programOf(pkg, maker);
  if (isLocalAndFinite(pkg, maker)) return true;
  return name !== undefined && !name.includes('?') && !mayWaitForOthers(pkg, maker);
}

/** Whether a word of a script is a program that waits for others whatever it is asked. */
function isClient(word: string): boolean {
  return WAITS_FOR_OTHERS.get(word) === 'all';
}

/** The first word that is neither an option nor the value of one that stands before the subcommand. */
function subcommandOf(words: readonly (string | undefined)[]): string | undefined {
  return words.find((word, index) => {
    const before = words[index - 1];
    const isValue = before !== undefined && LEADING_OPTIONS.has(before);
    return !isValue && !word?.startsWith('-');
  });
}

/** The last element of the path of the program, where it is a constant. */
function programOf(pkg: PackageModel, maker: SyntaxNode): string | undefined {
  const [program] = argumentsOf(pkg, maker);
  const text = program && textOf(pkg, program);
  return text === undefined ? undefined : baseOf(text);
}

function baseOf(program: string): string {
  return program.replace(/^.*[/\\]/, '').replace(/\.exe$/, '');
}

/** The program and its arguments. */
function argumentsOf(pkg: PackageModel, maker: SyntaxNode): readonly SyntaxNode[] {
  const all = maker.field('arguments')?.namedChildren ?? [];
  return pkg.calleeOf(maker)?.id === 'os/exec.CommandContext' ? all.slice(1) : all;
}

/** The words that an argument stands for, undefined for one that is not known: of `args...` those that the literal has, and one for all that is appended to it. */
function wordsOf(pkg: PackageModel, argument: SyntaxNode): readonly (string | undefined)[] {
  if (argument.kind !== 'variadic_argument') {
    const object = variable(pkg, argument);
    const kept = object?.role === 'local' ? onlyAssigned(pkg, object) : undefined;
    return [textOf(pkg, kept ?? argument)];
  }
  const slice = argument.firstNamedChild;
  let isLonger = false;
  const passes = (home: PackageModel, node: SyntaxNode): SyntaxNode | undefined => {
    if (node.kind !== 'call_expression' || home.calleeOf(node)?.id !== 'append') return undefined;
    isLonger = true;
    return node.field('arguments')?.firstNamedChild;
  };
  const origins = (slice && originsOf(pkg, slice, { fields: false, passes })?.all) ?? [];
  const [literal] = origins;
  if (origins.length !== 1 || literal?.node.kind !== 'composite_literal') return [undefined];
  const words = (literal.node.field('body')?.namedChildren ?? []).map((element) =>
    textOf(pkg, element.kind === 'literal_element' ? (element.firstNamedChild ?? element) : element),
  );
  return isLonger ? [...words, undefined] : words;
}

/** A constant, with a question mark for each part that is not known. */
function textOf(pkg: PackageModel, node: SyntaxNode): string | undefined {
  const value = pkg.constantOf(node);
  return value?.kind === 'string' ? value.parts.map((part) => part ?? '?').join('') : undefined;
}
