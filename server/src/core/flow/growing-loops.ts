import { isExportedFunction } from '../semantic/exported.ts';
import type { PackageModel } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignedTo, isAssignedWhole } from './assignments.ts';
import { roundsOf } from './loop-heads.ts';
import { unwrapped, variable } from './nil-comparison.ts';

/**
 * Functions that list what is there: os/dir.go, "ReadDir reads the named directory, returning all its directory entries";
 * path/filepath/match.go, "Glob returns the names of all files matching pattern"; flag/flag.go, "Args returns the non-flag
 * command-line arguments".
 */
const LISTINGS: ReadonlySet<string> = new Set([
  'os.ReadDir',
  'os.File.ReadDir',
  'os.File.Readdir',
  'os.File.Readdirnames',
  'io/fs.ReadDir',
  'io/fs.Glob',
  'io/ioutil.ReadDir',
  'path/filepath.Glob',
  'flag.Args',
  'flag.FlagSet.Args',
]);

/** Fields that hold what somebody else has sent or packed: archive/zip/reader.go, Reader; mime/multipart/formdata.go, Form. */
const CONTENTS: ReadonlyMap<string, string> = new Map([
  ['archive/zip.Reader', 'File'],
  ['archive/zip.ReadCloser', 'File'],
  ['mime/multipart.Form', 'File'],
]);

/**
 * Whether it is known that a loop goes round more often the longer the process runs or the more it is given: nothing but its
 * body ends it, a method of what it goes over says whether there is more, or it goes over what a directory, an archive or a command line lists, or
 * over what other packages hand to an exported function.
 *
 * @param loop a `for` statement
 */
export function growsWithInput(pkg: PackageModel, loop: SyntaxNode): boolean {
  const rounds = roundsOf(pkg, loop);
  if (rounds === 'endless') return true;
  const body = loop.field('body');
  const head = loop.namedChildren.find((child) => child !== body && !child.isExtra);
  if (head?.kind === 'call_expression') return pkg.calleeOf(head)?.receiver !== undefined;
  const ranged = rounds === 'finite' && head?.kind === 'range_clause' ? head.field('right') : undefined;
  return ranged !== undefined && (isListed(pkg, ranged) || isHandedOver(pkg, ranged));
}

function isListed(pkg: PackageModel, ranged: SyntaxNode): boolean {
  const node = unwrapped(ranged);
  if (node.kind === 'call_expression') return LISTINGS.has(pkg.calleeOf(node)?.id ?? '');
  if (node.kind === 'selector_expression') {
    const operand = node.field('operand');
    const id = operand && namedId(pkg.typeOf(operand));
    return id !== undefined && CONTENTS.get(id) === node.field('field')?.text;
  }
  const object = variable(pkg, node);
  const assigned = object ? pkg.referencesTo(object).filter(isAssignedWhole) : [];
  const values = assigned[0]?.parent?.parent?.field('right')?.namedChildren;
  const value = assigned.length === 1 ? (assignedTo(assigned[0]!)?.value ?? values?.[0]) : undefined;
  return value !== undefined && value.kind === 'call_expression' && isListed(pkg, value);
}

/** Whether a list is a parameter of an exported function, or a field of one, and keeps what the caller gave. */
function isHandedOver(pkg: PackageModel, ranged: SyntaxNode): boolean {
  let base = unwrapped(ranged);
  while (base.kind === 'selector_expression') base = unwrapped(base.field('operand')!);
  const object = variable(pkg, base);
  const fn = object?.role === 'parameter' ? pkg.functionOf(object.node) : undefined;
  if (!object || !fn || fn.outer || !isExportedFunction(fn) || pkg.name === 'main') return false;
  return !pkg.referencesTo(object).some(isAssignedWhole);
}
