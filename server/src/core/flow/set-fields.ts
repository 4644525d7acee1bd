import type { FileModel, PackageModel } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignmentsOf } from './assignments.ts';
import { onlyAssigned } from './channel-syntax.ts';
import { type ConfiguredField, configuredValueOf } from './configured-values.ts';
import { settingsIn } from './field-settings.ts';
import { isSamePlace, placeOf } from './places.ts';
import { reachOfValue, type ValueReach } from './value-reach.ts';

/** A field that is set on a struct of a type that is configured by its fields. */
export interface FieldSetting {
  /** The key in a literal, or the field of an assignment. */
  readonly place: SyntaxNode;
  readonly value: SyntaxNode;
  /** The literal, or what stands before the field. */
  readonly config: SyntaxNode;
  /** The literal that makes the struct, where it is this one or the only one behind the variable. */
  readonly literal: SyntaxNode | undefined;
  /** What else is set on it, by field. */
  readonly fields: ReadonlyMap<string, ConfiguredField>;
  /** Whether everything that can set something on it is seen. */
  readonly isComplete: boolean;
  /** What the same function sets on the same expression, by field, where it is not known what makes the struct. */
  readonly perhaps: ReadonlyMap<string, SyntaxNode | undefined>;
}

/** Where a file sets a field of a type, in a literal with keys or by assignment; not where it puts back what it had read from it. */
export function* fieldSettings(
  pkg: PackageModel,
  file: FileModel,
  type: string,
  field: string,
): Generator<FieldSetting> {
  for (const name of file.tree.identifiersNamed(field)) {
    const { parent } = name;
    if (parent?.kind === 'literal_element' && parent.fieldName === 'key') {
      const held = parent.parent?.field('value');
      const value = held?.kind === 'literal_element' ? held.firstNamedChild : held;
      const literal = parent.ancestor('composite_literal');
      if (literal && value && namedId(pkg.typeOf(literal)) === type)
        yield setting(pkg, type, name, value, literal, field);
    } else if (parent?.kind === 'selector_expression' && name.fieldName === 'field') {
      const operand = parent.field('operand');
      const list = parent.parent?.kind === 'expression_list' ? parent.parent : undefined;
      if (!operand || list?.fieldName !== 'left' || namedId(pkg.typeOf(operand)) !== type) continue;
      const assigned = assignmentsOf(list.parent!).find(({ target }) => target === parent);
      if (assigned?.value && !isPutBack(pkg, parent, assigned.value))
        yield setting(pkg, type, name, assigned.value, operand, field);
    }
  }
}

/** Whether a field gets what a variable has kept of it, and nothing else: `r.Dial = saved` after `saved := r.Dial`. */
function isPutBack(pkg: PackageModel, field: SyntaxNode, value: SyntaxNode): boolean {
  const place = placeOf(pkg, field);
  const object = value.kind === 'identifier' ? pkg.objectOf(value) : undefined;
  if (!place || object?.kind !== 'var' || object.role !== 'local') return false;
  const kept = onlyAssigned(pkg, object);
  return kept !== undefined && isSamePlace(placeOf(pkg, kept), place);
}

function setting(
  pkg: PackageModel,
  type: string,
  place: SyntaxNode,
  value: SyntaxNode,
  config: SyntaxNode,
  field: string,
): FieldSetting {
  const { fields, made, isTraced, isComplete } = configuredValueOf(pkg, config);
  const only = made.length === 1 && made[0]!.kind === 'composite_literal' ? made[0] : undefined;
  const literal = config.kind === 'composite_literal' ? config : only;
  const perhaps = new Map<string, SyntaxNode | undefined>();
  if (!isTraced) {
    const fn = pkg.functionOf(place);
    for (const other of settingsIn(pkg, type)) {
      const isSame = other.operand.text === config.text && pkg.functionOf(other.place) === fn;
      if (isSame && other.name !== field) perhaps.set(other.name, other.value);
    }
  }
  return { place, value, config, literal, fields, isComplete, perhaps };
}

/** Whether something other than nil is set on the struct; `perhaps` where it may be set on another one. */
export function has({ fields, perhaps, isComplete }: FieldSetting, field: string): 'yes' | 'perhaps' | 'no' {
  if (perhaps.has(field)) return 'yes';
  const set = fields.get(field);
  if (!set || set.value === 'nil') return 'no';
  if (set.places.some((place) => !set.unsure.includes(place))) return 'yes';
  return isComplete ? 'no' : 'perhaps';
}

/** What a field of the struct is surely set to somewhere; undefined for what is no expression, as a pointer to the field. */
export function valuesOf(
  { fields, perhaps }: FieldSetting,
  field: string,
): readonly (SyntaxNode | undefined)[] {
  return [...sureValues(fields.get(field)), ...(perhaps.has(field) ? [perhaps.get(field)] : [])];
}

/** The same of what is set on one field of a struct. */
export function sureValues(field: ConfiguredField | undefined): readonly (SyntaxNode | undefined)[] {
  const sure = (field?.places ?? []).filter((place) => !field!.unsure.includes(place));
  return sure.map((place) => field!.expressions.find((each) => isSetAt(place, each)));
}

/** Whether a field of the struct is surely set to something else than a boolean constant somewhere. */
export function isSetOtherwise(
  pkg: PackageModel,
  setting: FieldSetting,
  field: string,
  value: boolean,
): boolean {
  return valuesOf(setting, field).some((expression) => {
    const constant = expression && pkg.constantOf(expression);
    return constant?.kind !== 'bool' || constant.value !== value;
  });
}

/** Whether an expression is what a key, or the field of an assignment, gets. */
function isSetAt(place: SyntaxNode, expression: SyntaxNode): boolean {
  const statement = place.ancestor('keyed_element') ?? place.ancestor('assignment_statement');
  return statement?.contains(expression) === true;
}

/** Where the struct of a setting goes; undefined where it is not known what makes it. */
export function reachOfSetting(pkg: PackageModel, { literal }: FieldSetting): ValueReach | undefined {
  return literal && reachOfValue(pkg, literal);
}
