import type { PackageModel } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';

/** Fewer constants than this make no enumeration. */
const FEWEST = 2;

/**
 * Whether the cases of a switch name every constant that a package of the program declares of the type of the value, so
 * that a switch without a default leaves nothing out.
 *
 * @param entries the values of all its cases
 */
export function coversEnumeration(
  pkg: PackageModel,
  value: SyntaxNode,
  entries: readonly SyntaxNode[],
): boolean {
  if (entries.length < FEWEST) return false;
  const type = pkg.typeOf(value);
  const declaring = type?.kind === 'named' ? type.object?.file : undefined;
  const home = declaring && pkg.program.packageOf(declaring.path);
  const id = namedId(type);
  if (!home || id === undefined) return false;
  const named = new Set(entries.map((entry) => keyOf(pkg, entry)));
  if (named.has(undefined)) return false;
  const declared = constantsOf(home, id);
  return declared.size >= FEWEST && [...declared].every((key) => named.has(key));
}

function keyOf(pkg: PackageModel, expression: SyntaxNode): string | undefined {
  const constant = pkg.constantOf(expression);
  if (constant?.kind === 'int') return String(constant.value);
  if (constant?.kind !== 'string' || constant.parts.includes(undefined)) return undefined;
  return JSON.stringify(constant.parts.join(''));
}

const DECLARED = new WeakMap<PackageModel, Map<string, ReadonlySet<string | undefined>>>();

/** The values of the constants of a type that a package declares. */
function constantsOf(pkg: PackageModel, id: string): ReadonlySet<string | undefined> {
  let known = DECLARED.get(pkg);
  if (!known) {
    known = new Map();
    DECLARED.set(pkg, known);
  }
  let values = known.get(id);
  if (!values) {
    const found = new Set<string | undefined>();
    for (const file of pkg.files) {
      for (const spec of file.tree.root.descendants('const_spec')) {
        if (pkg.functionOf(spec)) continue;
        for (const name of spec.fieldAll('name')) {
          const object = pkg.objectOf(name);
          if (object?.kind !== 'const' || namedId(pkg.typeOfObject(object)) !== id) continue;
          if (name.text !== '_') found.add(keyOf(pkg, name));
        }
      }
    }
    values = found;
    known.set(id, values);
  }
  return values;
}
