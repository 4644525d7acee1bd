import { memoized } from '../semantic/memo.ts';
import type { PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode, SyntaxTree } from '../syntax/tree.ts';

export const positionalLiteralsOf = memoized(
  (pkg: PackageModel): PositionalLiterals => new PositionalLiterals(pkg),
);

/** Composite literals of one package that set the fields of a struct by position. */
export class PositionalLiterals {
  #positional: Map<SyntaxNode, SyntaxNode[]> | undefined;

  constructor(readonly pkg: PackageModel) {}

  /** The literals that set the fields of a struct type by position. */
  of(struct: SyntaxNode): readonly SyntaxNode[] {
    return this.#all().get(struct) ?? [];
  }

  /** The struct type that a literal value builds. */
  structOf(literalValue: SyntaxNode): SyntaxNode | undefined {
    const owner = literalValue.parent?.kind === 'composite_literal' ? literalValue.parent : literalValue;
    const type = this.pkg.underlying(this.pkg.typeOf(owner));
    const bare = type?.kind === 'pointer' ? this.pkg.underlying(type.element) : type;
    return bare?.kind === 'struct' ? bare.node : undefined;
  }

  /** The field at a position of a struct type. */
  fieldAt(struct: SyntaxNode, index: number): VarObject | undefined {
    const names = fieldNames(struct);
    const name = names[index];
    const object = name?.kind === 'field_identifier' ? this.pkg.objectOf(name) : undefined;
    return object?.kind === 'var' ? object : undefined;
  }

  /** Struct types to the literals that set their fields by position. */
  #all(): ReadonlyMap<SyntaxNode, readonly SyntaxNode[]> {
    if (!this.#positional) {
      this.#positional = new Map();
      for (const file of this.pkg.files) {
        for (const literal of positionalLiteralsIn(file.tree)) {
          const struct = this.structOf(literal);
          if (!struct) continue;
          const list = this.#positional.get(struct);
          if (list) list.push(literal);
          else this.#positional.set(struct, [literal]);
        }
      }
    }
    return this.#positional;
  }
}

/** Names of the fields of a struct type in order; the declaration itself for an embedded one. */
export function fieldNames(struct: SyntaxNode): readonly SyntaxNode[] {
  return struct.namedChildren
    .filter((child) => child.kind === 'field_declaration_list')
    .flatMap((list) => list.namedChildren)
    .flatMap((field) => {
      const own = field.fieldAll('name');
      return own.length > 0 ? own : [field];
    });
}

const POSITIONAL = new WeakMap<SyntaxTree, readonly SyntaxNode[]>();

/** Literals whose first element has no key; computed once per file. */
function positionalLiteralsIn(tree: SyntaxTree): readonly SyntaxNode[] {
  let found = POSITIONAL.get(tree);
  if (!found) {
    found = [...tree.root.descendants('literal_value')].filter((literal) => {
      const first = literal.firstNamedChild;
      return first !== undefined && first.kind !== 'keyed_element';
    });
    POSITIONAL.set(tree, found);
  }
  return found;
}
