import { CONFIGURED_TYPES } from '../knowledge/configured-types.ts';
import type { PackageModel } from '../semantic/model.ts';
import { importedPackage } from '../semantic/qualified.ts';
import { type GoType, namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignmentsOf } from './assignments.ts';
import { fieldNames } from './struct-literals.ts';

/** A statement that sets a field of a struct, or calls a method that does. */
export interface Setting {
  /** Name of the field or of the setter. */
  readonly name: string;
  /** The identifier of the field or setter. */
  readonly place: SyntaxNode;
  /** What stands before it: the struct, a pointer to it, or something that embeds it. */
  readonly operand: SyntaxNode;
  /** What it is set to; undefined where somebody writes through a pointer, or it is no single expression. */
  readonly value: SyntaxNode | undefined;
  /** Whether the operand embeds the struct, or its type is not known. */
  readonly isPromoted: boolean;
}

type Unresolved = Omit<Setting, 'isPromoted'>;

interface Index {
  readonly settings: readonly Unresolved[];
  readonly byType: Map<string, readonly Setting[]>;
}

const INDICES = new WeakMap<PackageModel, Index>();
const SETTERS = new Map<string, string>(
  [...CONFIGURED_TYPES].flatMap(([type, { setters }]) =>
    setters.map((name) => [`${type}.${name}`, type] as const),
  ),
);
const SETTER_NAMES = new Set([...SETTERS.keys()].map((id) => id.slice(id.lastIndexOf('.') + 1)));

/** Everything in a package that sets something on a value that has, or may have, a type. */
export function settingsIn(pkg: PackageModel, type: string): readonly Setting[] {
  let index = INDICES.get(pkg);
  if (!index) {
    index = { settings: pkg.files.flatMap((file) => [...settingsBelow(file.tree.root)]), byType: new Map() };
    INDICES.set(pkg, index);
  }
  let found = index.byType.get(type);
  if (!found) {
    found = index.settings.flatMap((setting) => {
      const fit = fits(pkg, setting, type);
      return fit === 'no' ? [] : [{ ...setting, isPromoted: fit === 'perhaps' }];
    });
    index.byType.set(type, found);
  }
  return found;
}

function* settingsBelow(root: SyntaxNode): Generator<Unresolved> {
  for (const node of root.descendants(
    'assignment_statement',
    'inc_statement',
    'dec_statement',
    'range_clause',
    'unary_expression',
    'call_expression',
  )) {
    if (node.kind === 'unary_expression') {
      const operand = node.field('operand');
      if (node.field('operator')?.text === '&' && operand) yield* settingAt(operand, undefined);
    } else if (node.kind === 'call_expression') {
      const callee = node.field('function');
      if (callee?.kind === 'selector_expression' && SETTER_NAMES.has(callee.field('field')?.text ?? ''))
        yield* settingAt(callee, node.field('arguments')?.firstNamedChild);
    } else {
      for (const { target, value } of assignmentsOf(node)) yield* settingAt(target, value);
    }
  }
}

function* settingAt(selector: SyntaxNode, value: SyntaxNode | undefined): Generator<Unresolved> {
  const place = selector.kind === 'selector_expression' ? selector.field('field') : undefined;
  const operand = place && selector.field('operand');
  if (place && operand) yield { name: place.text, place, operand, value };
}

function fits(pkg: PackageModel, { place, operand }: Unresolved, type: string): 'yes' | 'no' | 'perhaps' {
  const operandType = pkg.typeOf(operand);
  const id = namedId(operandType);
  const call = place.parent?.parent;
  if (call?.kind === 'call_expression' && place.parent?.fieldName === 'function') {
    const callee = pkg.calleeOf(call)?.id ?? '';
    if (SETTERS.get(callee) === type) return id === type ? 'yes' : 'perhaps';
    return callee === '' && CONFIGURED_TYPES.get(type)?.setters.includes(place.text) ? 'perhaps' : 'no';
  }
  if (id === type) return 'yes';
  if (importedPackage(pkg, operand)) return 'no';
  if (!operandType) return 'perhaps';
  return embeds(pkg, operandType, type, place.text, 0) ? 'perhaps' : 'no';
}

/** Whether a struct passes the field of a name on to an embedded struct of a type. */
function embeds(
  pkg: PackageModel,
  type: GoType | undefined,
  wanted: string,
  name: string,
  depth: number,
): boolean {
  if (depth > 3) return false;
  const struct = pkg.underlying(type?.kind === 'pointer' ? type.element : type);
  if (struct?.kind !== 'struct') return false;
  const fields = fieldNames(struct.node);
  if (fields.some((field) => field.kind === 'field_identifier' && field.text === name)) return false;
  return fields.some((field) => {
    const inner = field.kind === 'field_declaration' ? field.field('type') : undefined;
    const embedded = inner && pkg.typeOf(inner);
    return namedId(embedded) === wanted || embeds(pkg, embedded, wanted, name, depth + 1);
  });
}
