import { memoized } from '../semantic/memo.ts';
import type { Constant, PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { onlyAssigned } from './channel-syntax.ts';
import { unwrapped } from './nil-comparison.ts';
import { placeOf } from './places.ts';
import { isChangedThrough, isWrittenThrough } from './settled-fields.ts';
import { positionalLiteralsOf } from './struct-literals.ts';
import { elementsOver } from './written-lists.ts';

/** What the source writes into a field: an expression, or nothing, which is the zero value. */
type Written = SyntaxNode | 'zero';

const answersOf = memoized<PackageModel, Map<SyntaxNode, boolean | undefined>>(() => new Map());

/**
 * Whether a condition about a row of a table comes out alike for each row: `for _, tt := range []T{...}`, where the table is a
 * literal that nothing changes.
 *
 * @param condition a field that is a boolean, or a comparison of a field with a constant or nil
 * @returns undefined when rows differ, or one of them does not say it in the source
 */
export function alikeInRows(pkg: PackageModel, condition: SyntaxNode): boolean | undefined {
  if (condition.kind !== 'selector_expression' && condition.kind !== 'binary_expression') return undefined;
  const answers = answersOf(pkg);
  if (!answers.has(condition)) answers.set(condition, answerOf(pkg, condition));
  return answers.get(condition);
}

function answerOf(pkg: PackageModel, condition: SyntaxNode): boolean | undefined {
  const operator = condition.field('operator')?.text;
  if (condition.kind === 'selector_expression') {
    return common(pkg, condition, (written) => {
      if (written === 'zero') return false;
      const value = pkg.constantOf(written);
      return value?.kind === 'bool' ? value.value : undefined;
    });
  }
  if (operator !== '==' && operator !== '!=') return undefined;
  const [left, right] = [condition.field('left'), condition.field('right')];
  if (!left || !right) return undefined;
  const [subject, other] = placeOf(pkg, left) ? [left, right] : [right, left];
  // in an interface even the zero value of another type is none
  const isOpen = other.kind !== 'nil' && pkg.underlying(pkg.typeOf(subject))?.kind === 'interface';
  const equal = isOpen
    ? undefined
    : common(pkg, subject, (written) => equals(pkg, written, unwrapped(other)));
  return equal === undefined ? undefined : equal === (operator === '==');
}

/** The answer that all rows give of a field; undefined when there is none, or no table. */
function common(
  pkg: PackageModel,
  field: SyntaxNode,
  ask: (written: Written) => boolean | undefined,
): boolean | undefined {
  const place = placeOf(pkg, field);
  if (!place || place.fields.length === 0) return undefined;
  const rows = rowsOf(pkg, place.root, place.fields[0]!);
  if (!rows || rows.length === 0) return undefined;
  let answer: boolean | undefined;
  for (const row of rows) {
    const written = fieldOf(pkg, row, place.fields);
    const own = written && ask(written);
    if (own === undefined || (answer !== undefined && own !== answer)) return undefined;
    answer = own;
  }
  return answer;
}

/** The elements of the literal over which a range clause gives a variable one after the other; `tt := tt` is the same. */
function rowsOf(pkg: PackageModel, row: VarObject, field: string): readonly SyntaxNode[] | undefined {
  if (!keepsField(pkg, row, field)) return undefined;
  const clause = row.node.parent?.parent;
  if (clause?.kind === 'short_var_declaration') {
    const value = onlyAssigned(pkg, row);
    const source = value?.kind === 'identifier' ? pkg.objectOf(value) : undefined;
    return source?.kind === 'var' && source !== row ? rowsOf(pkg, source, field) : undefined;
  }
  return elementsOver(pkg, row);
}

/**
 * Whether a field of a row stays as the table has it: nothing is assigned to it or to the row, no pointer leads there, and no
 * method gets one.
 */
function keepsField(pkg: PackageModel, row: VarObject, field: string): boolean {
  const isValue = pkg.underlying(pkg.typeOfObject(row))?.kind === 'struct';
  return pkg.referencesTo(row).every((reference) => {
    if (reference === row.node) return true;
    const { parent } = reference;
    if (parent?.kind === 'selector_expression') {
      const selected = parent.field('field')!;
      const mayReach = selected.text === field || pkg.objectOf(selected)?.kind === 'func';
      return !mayReach || !isChangedThrough(pkg, reference);
    }
    return isValue && !isWrittenThrough(reference);
  });
}

/** What a row of a table writes into a field of it, or of a struct in it. */
function fieldOf(pkg: PackageModel, row: SyntaxNode, fields: readonly string[]): Written | undefined {
  const [name, ...rest] = fields;
  const bare = row.kind === 'literal_element' ? row.firstNamedChild : row;
  const pointed = bare?.kind === 'unary_expression' ? bare.field('operand') : bare;
  const body = pointed?.kind === 'composite_literal' ? pointed.field('body') : pointed;
  if (body?.kind !== 'literal_value') return undefined;
  const struct = positionalLiteralsOf(pkg).structOf(body);
  if (!struct) return undefined;
  const elements = body.namedChildren.filter(({ kind }) => kind !== 'comment');
  const written = elements.every(({ kind }) => kind === 'keyed_element')
    ? elements.find((element) => element.field('key')?.text === name)?.field('value')
    : elements.find((_, index) => positionalLiteralsOf(pkg).fieldAt(struct, index)?.name === name);
  // a field of what is embedded stands under another name
  if (!written) return isFieldOf(pkg, struct, name!) ? 'zero' : undefined;
  const value = written.kind === 'literal_element' ? written.firstNamedChild : written;
  if (rest.length === 0) return value;
  // others may write to what a pointer leads to
  return value?.kind === 'unary_expression' ? undefined : fieldOf(pkg, written, rest);
}

function isFieldOf(pkg: PackageModel, struct: SyntaxNode, name: string): boolean {
  for (const identifier of struct.descendants('field_identifier')) {
    if (identifier.text === name && identifier.ancestor('struct_type') === struct)
      return pkg.objectOf(identifier)?.kind === 'var';
  }
  return false;
}

/** Whether what a row writes is equal to a constant or nil. */
function equals(pkg: PackageModel, written: Written, other: SyntaxNode): boolean | undefined {
  if (other.kind === 'nil') {
    if (written === 'zero' || written.kind === 'nil') return true;
    return ['composite_literal', 'func_literal', 'literal_value'].includes(written.kind) ? false : undefined;
  }
  const wanted = pkg.constantOf(other);
  if (!wanted) return undefined;
  const value = written === 'zero' ? zeroLike(wanted) : pkg.constantOf(written);
  return value && isEqual(value, wanted);
}

function zeroLike({ kind }: Constant): Constant {
  switch (kind) {
    case 'string':
      return { kind, parts: [''] };
    case 'int':
      return { kind, value: 0n };
    case 'float':
      return { kind, value: 0 };
    case 'bool':
      return { kind, value: false };
  }
}

function isEqual(value: Constant, wanted: Constant): boolean | undefined {
  if (value.kind === 'string' && wanted.kind === 'string') {
    const [text, other] = [value, wanted].map(({ parts }) =>
      parts.includes(undefined) ? undefined : parts.join(''),
    );
    return text === undefined || other === undefined ? undefined : text === other;
  }
  return value.kind === wanted.kind && 'value' in value && 'value' in wanted
    ? value.value === wanted.value
    : undefined;
}
