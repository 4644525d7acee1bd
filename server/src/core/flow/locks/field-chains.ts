import type { PackageModel } from '../../semantic/model.ts';
import type { GoType } from '../../semantic/types.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';

/** Deeper embedding is taken as unknown. */
const MOST_DEPTH = 8;

/** One selection on the way from a variable to a place. */
export interface Step {
  /** Field name, or the text of an index in brackets. */
  readonly text: string;
  /** Tells apart steps of the same text: indices that name other variables. */
  readonly key?: string;
  /** What declares the field; undefined for an index. */
  readonly declaration: SyntaxNode | undefined;
  readonly isEmbedded: boolean;
}

interface Field {
  readonly step: Step;
  readonly type: GoType | undefined;
}

/** The ways through embedded fields of the structs of one package. */
export class FieldChains {
  readonly #fields = new Map<SyntaxNode, readonly Field[]>();

  constructor(readonly pkg: PackageModel) {}

  /** The way from a type to its field of a name, embedded fields written out. */
  toField(type: GoType | undefined, name: string): readonly Step[] | undefined {
    let last: Step | undefined;
    const chain = this.toType(type, (candidate) => {
      last = this.#fieldsOf(candidate).find((field) => field.step.text === name)?.step;
      return last !== undefined;
    });
    return chain && last ? [...chain, last] : undefined;
  }

  /** The embedded fields on the way from a type to the first one that fits, the shallowest first. */
  toType(type: GoType | undefined, fits: (type: GoType) => boolean): readonly Step[] | undefined {
    let level: { type: GoType | undefined; steps: readonly Step[] }[] = [{ type, steps: [] }];
    for (let depth = 0; depth < MOST_DEPTH && level.length > 0; depth++) {
      const next: typeof level = [];
      for (const { type: candidate, steps } of level) {
        const bare = candidate?.kind === 'pointer' ? candidate.element : candidate;
        if (!bare) continue;
        if (fits(bare)) return steps;
        for (const field of this.#fieldsOf(bare)) {
          if (field.step.isEmbedded) next.push({ type: field.type, steps: [...steps, field.step] });
        }
      }
      level = next;
    }
    return undefined;
  }

  #fieldsOf(type: GoType): readonly Field[] {
    const struct = this.pkg.underlying(type);
    if (struct?.kind !== 'struct') return [];
    let fields = this.#fields.get(struct.node);
    if (!fields) {
      fields = fieldsOf(this.pkg, struct.node);
      this.#fields.set(struct.node, fields);
    }
    return fields;
  }
}

function fieldsOf(pkg: PackageModel, struct: SyntaxNode): readonly Field[] {
  const list = struct.namedChildren.find((child) => child.kind === 'field_declaration_list');
  const fields: Field[] = [];
  for (const declaration of list?.namedChildren ?? []) {
    const typeNode = declaration.field('type');
    if (!typeNode) continue;
    const names = declaration.fieldAll('name');
    const type = pkg.typeOf(typeNode);
    for (const name of names) {
      fields.push({ step: { text: name.text, declaration: name, isEmbedded: false }, type });
    }
    if (names.length > 0) continue;
    const step = { text: embeddedName(typeNode), declaration: typeNode, isEmbedded: true };
    fields.push({ step, type });
  }
  return fields;
}

function embeddedName(type: SyntaxNode): string {
  if (type.kind === 'qualified_type') return type.field('name')?.text ?? '';
  if (type.kind === 'generic_type') return embeddedName(type.field('type')!);
  return type.text;
}
