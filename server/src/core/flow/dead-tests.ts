import { outermost } from '../semantic/declarations.ts';
import { folderOf } from '../semantic/go-mod.ts';
import type { GoFunction, PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';

/** What go test runs by its name (cmd/go/internal/load/test.go, isTest: behind the prefix no lower-case letter follows). */
const RUN_BY_NAME = /^(?:Test|Benchmark|Fuzz|Example)(?!\p{Ll})/u;
/** Of an example whose output is compared (go/doc/example.go, outputPrefix); without it one is only compiled (testing, Examples). */
const OUTPUT = /^(?:\/\/|\/\*)\s*(?:unordered )?output:/iu;
const RUN_BY_LANGUAGE = new Set(['init', 'main']);

/**
 * Whether a function stands in one of a test file that nothing runs: go test does not by its name, and no file of the
 * folder mentions it, unless behind a `t.Skip` that every run comes to. The tests of a package outside it see the exported
 * functions of those inside; nobody else does.
 * @param isDead whether no way leads to a node of the package
 */
export function isDeadTest(
  pkg: PackageModel,
  fn: GoFunction,
  isDead: (node: SyntaxNode) => boolean,
): boolean {
  const top = outermost(fn)!;
  const name = top.node.field('name');
  if (!top.file.isTest || top.node.kind !== 'function_declaration' || !name) return false;
  if (isRunByName(top) || RUN_BY_LANGUAGE.has(name.text)) return false;
  const object = pkg.objectOf(name);
  if (object?.kind !== 'func' || !pkg.program.moduleIsComplete) return false;
  if (pkg.referencesTo(object).some((mention) => !top.node.contains(mention) && !isDead(mention)))
    return false;
  return !isMentionedElsewhere(pkg, top, name.text);
}

/** Whether go test runs a declared function, or a suite a method, by its name. */
export function isRunByName({ body, node }: GoFunction): boolean {
  const name = node.field('name')?.text ?? '';
  if (!RUN_BY_NAME.test(name)) return false;
  if (!name.startsWith('Example')) return true;
  for (const comment of body?.descendants('comment') ?? []) if (OUTPUT.test(comment.text)) return true;
  return false;
}

/** Whether a file of the folder that belongs to another package or another build has the name, or something links to it. */
export function isMentionedElsewhere(
  pkg: PackageModel,
  { file }: Pick<GoFunction, 'file'>,
  name: string,
): boolean {
  const { program } = pkg;
  const folder = folderOf(file.path);
  const own = new Set(pkg.files.map(({ path }) => path));
  const word = new RegExp(`\\b${name}\\b`, 'u');
  return (
    file.text.includes(`go:linkname ${name} `) ||
    program
      .moduleFiles(file)
      .some((path) => !own.has(path) && folderOf(path) === folder && word.test(program.textOf(path) ?? ''))
  );
}
