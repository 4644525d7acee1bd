import { homeOf } from '../semantic/home.ts';
import type { PackageModel, VarObject } from '../semantic/model.ts';
import { qualifiedId } from '../semantic/qualified.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { unwrapped, variable } from './nil-comparison.ts';
import { originsOf } from './origins.ts';

/**
 * testing/testing.go: "TempDir returns a temporary directory for the test to use"; os/tempfile.go: "MkdirTemp creates a new
 * temporary directory in the directory dir and returns the pathname of the new directory".
 */
const MAKES_FOLDER = /^(?:testing\.\w+\.TempDir|os\.MkdirTemp|io\/ioutil\.TempDir)$/;

/** os/file.go: with these the file is opened to be written. */
const FOR_WRITING: ReadonlySet<string> = new Set(['os.O_WRONLY', 'os.O_RDWR']);

/** What takes a folder or its name away. */
const UNMAKES: ReadonlySet<string> = new Set(['os.Remove', 'os.RemoveAll', 'os.Rename']);

/** Whether an expression is the path of a folder that was made for it, and that only what is deferred takes away. */
export function isMadeFolder(pkg: PackageModel, expression: SyntaxNode): boolean {
  const origins = originsOf(pkg, expression, { fields: false });
  return (
    origins !== undefined &&
    origins.all.length > 0 &&
    ![...origins.through].some((object) => isTakenAway(pkg, object)) &&
    origins.all.every(({ node, result, isZero }) => {
      const home = homeOf(pkg, node);
      const id = node.kind === 'call_expression' ? home.calleeOf(node)?.id : undefined;
      return !isZero && result === 0 && id !== undefined && MAKES_FOLDER.test(id);
    })
  );
}

function isTakenAway(pkg: PackageModel, object: VarObject): boolean {
  return pkg.referencesTo(object).some((mention) => {
    const call = mention.fieldName === undefined ? mention.parent?.parent : undefined;
    const isAsked = call?.kind === 'call_expression' && UNMAKES.has(pkg.calleeOf(call)?.id ?? '');
    return isAsked && mention.ancestor('defer_statement') === undefined;
  });
}

/** The variable with the path of the file that a call opens to write, which fails where a folder has that path (open(2), EISDIR). */
export function pathWritten(pkg: PackageModel, call: SyntaxNode): VarObject | undefined {
  const [path, flags] = call.field('arguments')?.namedChildren ?? [];
  const id = pkg.calleeOf(call)?.id;
  const isWritten =
    id === 'os.Create' ||
    (id === 'os.OpenFile' &&
      flags !== undefined &&
      [flags, ...flags.descendants('selector_expression')].some((flag) =>
        FOR_WRITING.has(qualifiedId(pkg, flag) ?? ''),
      ));
  return isWritten && path ? variable(pkg, unwrapped(path)) : undefined;
}
