import { isStandardLibrary } from '../knowledge/behaviour/index.ts';
import {
  FILE_SYSTEM_MAKERS,
  FILE_SYSTEM_TYPES,
  FILE_SYSTEM_WRAPPERS,
  type FileSystemKind,
} from '../knowledge/file-systems.ts';
import type { PackageModel } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { embeddedValues } from './embedded-values.ts';
import { originsOf } from './origins.ts';

/** `unseen`: a function of a library makes it whose body is not at hand, and gives it as an interface. */
type OpenedKind = FileSystemKind | 'unseen';

/** What holds the file that a call opens in a file system; undefined when that is not known, or differs. */
export function fileSystemOpenedBy(pkg: PackageModel, call: SyntaxNode): OpenedKind | undefined {
  const receiver = pkg.calleeOf(call)?.receiver;
  if (!receiver) return undefined;
  const systems = embeddedValues(pkg, call) ?? [receiver];
  const kinds = new Set(
    systems.flatMap((system) => {
      const own = kindOf(pkg, system);
      if (own) return [own];
      const origins = originsOf(pkg, system, {
        fields: true,
        unknowns: true,
        passes: wrapped,
        // a variable that `//go:embed` fills is assigned nowhere
        stops: (home, node) => kindOf(home, node) !== undefined,
      });
      // nobody opens a file in none
      const made = origins?.all.filter(({ isZero }) => !isZero);
      return made?.map(({ node }) => kindOf(pkg, node) ?? unseen(pkg, node)) ?? [undefined];
    }),
  );
  if (kinds.has('unseen')) kinds.delete('memory');
  return kinds.size === 1 ? [...kinds][0] : undefined;
}

function unseen(pkg: PackageModel, node: SyntaxNode): 'unseen' | undefined {
  const callee = node.kind === 'call_expression' ? pkg.calleeOf(node) : undefined;
  const isLibrary = callee?.kind === 'function' && !callee.function && !isStandardLibrary(callee.id);
  return isLibrary && pkg.underlying(pkg.typeOf(node))?.kind !== 'struct' ? 'unseen' : undefined;
}

function kindOf(pkg: PackageModel, node: SyntaxNode): FileSystemKind | undefined {
  const made = node.kind === 'call_expression' ? pkg.calleeOf(node)?.id : undefined;
  return FILE_SYSTEM_MAKERS.get(made ?? '') ?? FILE_SYSTEM_TYPES.get(namedId(pkg.typeOf(node)) ?? '');
}

/** The file system behind one that a function makes of it. */
function wrapped(pkg: PackageModel, node: SyntaxNode): SyntaxNode | undefined {
  const id = node.kind === 'call_expression' ? pkg.calleeOf(node)?.id : undefined;
  return id !== undefined && FILE_SYSTEM_WRAPPERS.has(id)
    ? node.field('arguments')?.firstNamedChild
    : undefined;
}
