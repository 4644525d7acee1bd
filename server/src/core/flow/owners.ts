import type { OwnershipType } from '../knowledge/ownership/table.ts';
import { memoized } from '../semantic/memo.ts';
import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import { type GoType, namedId, pointed } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignmentsOf } from './assignments.ts';
import { variable } from './nil-comparison.ts';
import type { Alias, Owner, Way } from './path-state.ts';
import { fieldNames } from './struct-literals.ts';
import type { Effects } from './uses.ts';

/** Structs in structs; what lies deeper is taken to be kept. */
const MOST_DEPTH = 2;

/** A field of a struct of the program. */
export interface Field {
  readonly name: string;
  readonly type: GoType | undefined;
  readonly owner: Owner;
}

/** What releases a value that a struct owns. */
export interface Releaser {
  readonly method: string;
  /** Whether it takes no parameters. */
  readonly isPlain: boolean;
  readonly hasResult: boolean;
}

/** The field that an element of a composite literal is for; undefined for a type that is no struct of the program. */
export function fieldOfElement(pkg: PackageModel, element: SyntaxNode): Field | undefined {
  const keyed = element.parent?.kind === 'keyed_element' ? element.parent : undefined;
  const body = (keyed ?? element).parent;
  const literal = literalOf(element);
  const struct = literal && ownedStruct(pkg, pkg.typeOf(literal));
  if (!body || !struct) return undefined;
  const key = keyed?.field('key')?.text;
  const fields = fieldNames(struct.node);
  const field = key
    ? fields.find((each) => nameOfField(each) === key)
    : fields[body.namedChildren.indexOf(element)];
  return field && fieldOf(pkg, field, struct.owner);
}

/** The composite literal with a type of its own that an element stands in directly. */
export function literalOf(element: SyntaxNode): SyntaxNode | undefined {
  const keyed = element.parent?.kind === 'keyed_element' ? element.parent : element;
  const literal = keyed.parent?.parent;
  return literal?.kind === 'composite_literal' ? literal : undefined;
}

/**
 * The field that an assignment sets in a struct which this function has just made and which nobody else has seen:
 * `s := &Store{}` and later `s.file = f`.
 */
export function fieldOfTarget(
  pkg: PackageModel,
  target: SyntaxNode,
  fn: GoFunction,
): (Field & { readonly object: VarObject }) | undefined {
  const operand = target.kind === 'selector_expression' ? target.field('operand') : undefined;
  const name = target.field('field')?.text;
  const object = operand && variable(pkg, operand);
  if (!name || object?.role !== 'local' || object.function !== fn) return undefined;
  const struct = ownedStruct(pkg, pkg.typeOfObject(object));
  if (!struct || !isMadeHere(pkg, object)) return undefined;
  const isUnseen = pkg
    .referencesTo(object)
    .every(
      (reference) => reference === object.node || reference.start >= target.start || isFieldUse(reference),
    );
  const field = fieldNames(struct.node).find((each) => nameOfField(each) === name);
  return isUnseen && field ? { ...fieldOf(pkg, field, struct.owner), object } : undefined;
}

/** The variable is declared with a new struct. */
function isMadeHere(pkg: PackageModel, object: VarObject): boolean {
  let statement: SyntaxNode | undefined = object.node;
  while (statement && statement.kind !== 'short_var_declaration' && statement.kind !== 'var_spec')
    statement = statement.parent;
  if (!statement) return false;
  const made = assignmentsOf(statement).find(({ target }) => variable(pkg, target) === object);
  let value = made?.value;
  if (!value) return statement.kind === 'var_spec' && pkg.typeOfObject(object)?.kind === 'named';
  if (value.kind === 'unary_expression') value = value.field('operand');
  if (value?.kind === 'call_expression') return pkg.calleeOf(value)?.id === 'new';
  return value?.kind === 'composite_literal';
}

/** `s.field` that is read or assigned, no method that is called. */
function isFieldUse(reference: SyntaxNode): boolean {
  const selector = reference.parent;
  return selector?.kind === 'selector_expression' && selector.fieldName !== 'function';
}

/**
 * How a struct stands for the value that is put into its field: like the value, when one of its methods may release it;
 * undefined when none does, so that whoever gets hold of the field may.
 */
export function aliasThrough(
  pkg: PackageModel,
  type: OwnershipType,
  effects: Effects,
  field: Field,
  alias: Alias,
): Alias | undefined {
  const { owners = [] } = alias;
  if (alias.role !== 'value' || owners.length >= MOST_DEPTH) return undefined;
  const through: Alias = {
    rest: [field.name, ...alias.rest],
    role: 'value',
    owners: [field.owner, ...owners],
  };
  const isReleasable =
    lendsRelease(pkg, type, field, owners) || releaserOf(pkg, effects, through) !== undefined;
  return isReleasable ? through : undefined;
}

/** Whether a struct has the method that releases from the value which it embeds, and none of its own in the place of it. */
function lendsRelease(
  pkg: PackageModel,
  type: OwnershipType,
  field: Field,
  owners: readonly Owner[],
): boolean {
  if (!field.owner.embeds || owners.length > 0) return false;
  return [...type.release].some(
    (name) => !methodNamed(pkg, field.owner, name) && pkg.memberOf(field.type, name)?.kind === 'method',
  );
}

/**
 * Whether a selector reads the embedded field from which a struct of the program has its release: who closes the field
 * closes the struct.
 */
export function selectsReleased(pkg: PackageModel, type: OwnershipType, selector: SyntaxNode): boolean {
  const operand = selector.field('operand');
  const struct = operand && ownedStruct(pkg, pkg.typeOf(operand));
  const name = selector.field('field')?.text;
  const field = struct && fieldNames(struct.node).find((each) => nameOfField(each) === name);
  return field !== undefined && lendsRelease(pkg, type, fieldOf(pkg, field, struct!.owner), []);
}

/** The way alone. */
export function wayOf({ rest, owners = [] }: Way): Way {
  return owners.length > 0 ? { rest, owners } : { rest };
}

/** What a struct stands for one field further on. */
export function within(alias: Alias): Alias {
  return {
    ...wayOf({ ...alias, rest: alias.rest.slice(1), owners: alias.owners?.slice(1) ?? [] }),
    role: alias.role,
  };
}

/** The method that releases the value of a struct: one without parameters that does so on every path, when there is one. */
export function releaserOf(pkg: PackageModel, effects: Effects, alias: Alias): Releaser | undefined {
  let best: Releaser | undefined;
  let rank = 0;
  const [owner, inner] = alias.owners ?? [];
  for (const method of methodsOf(pkg, owner)) {
    const { releases } = effects.ofParameter(method, -1, alias);
    if (releases === 'never') continue;
    const isPlain = method.parameters.length === 0;
    const weight = 1 + (isPlain ? 2 : 0) + (releases === 'always' ? 1 : 0);
    if (weight <= rank) continue;
    const name = method.node.field('name')?.text ?? '';
    best = { method: name, isPlain, hasResult: method.node.field('result') !== undefined };
    rank = weight;
  }
  return best ?? (owner?.embeds && inner ? releaserOf(pkg, effects, within(alias)) : undefined);
}

function methodsOf(pkg: PackageModel, owner: Owner | undefined): GoFunction[] {
  const methods = owner && pkg.program.packageOf(owner.file)?.methodsOf(owner.name).values();
  return [...(methods ?? [])].map((method) => method.function).filter((fn) => fn.receiver && fn.body);
}

/** A method of the struct by name. */
export function methodNamed(
  pkg: PackageModel,
  owner: Owner | undefined,
  name: string,
): GoFunction | undefined {
  return owner && pkg.program.packageOf(owner.file)?.methodsOf(owner.name).get(name)?.function;
}

/** The struct type of the program behind a type. */
function ownerOf(type: GoType | undefined): Struct['owner'] | undefined {
  const named = pointed(type);
  if (named?.kind !== 'named') return undefined;
  const file = named.object?.file?.path;
  return file === undefined ? undefined : { file, name: named.name };
}

interface Struct {
  readonly node: SyntaxNode;
  readonly owner: Omit<Owner, 'embeds'>;
}

function ownedStruct(pkg: PackageModel, type: GoType | undefined): Struct | undefined {
  const owner = ownerOf(type);
  const struct = pkg.underlying(pointed(type));
  return owner && struct?.kind === 'struct' ? { node: struct.node, owner } : undefined;
}

function fieldOf(pkg: PackageModel, node: SyntaxNode, owner: Struct['owner']): Field {
  const declaration = node.kind === 'field_declaration' ? node : node.parent;
  const type = declaration?.field('type');
  return {
    name: nameOfField(node) ?? '',
    type: type && pkg.typeOf(type),
    owner: { ...owner, embeds: node.kind === 'field_declaration' },
  };
}

function nameOfField(node: SyntaxNode | undefined): string | undefined {
  if (node?.kind !== 'field_declaration') return node?.text;
  const type = node.field('type');
  return type?.field('name')?.text ?? type?.text;
}

const owningOf = memoized<PackageModel, Map<string, boolean>>(() => new Map());

/**
 * Whether a value of a type may be a struct of the program that owns values of an ownership type: it has a field which
 * can hold one, itself or in a struct of its own; or it is an interface with a method that has the name of a release.
 */
export function mayOwnValue(
  pkg: PackageModel,
  type: GoType | undefined,
  owned: OwnershipType,
  depth = 0,
): boolean {
  const named = pointed(type);
  if (owned.role !== 'value' || named?.kind !== 'named' || !named.object?.file) return false;
  const id = `${owned.name} ${named.packagePath}.${named.name}`;
  const known = owningOf(pkg);
  let answer = known.get(id);
  if (answer === undefined) {
    answer = false;
    const under = pkg.underlying(named);
    if (under?.kind === 'struct') {
      answer = fieldTypes(pkg, under.node).some((field) => {
        const name = namedId(field);
        if (name !== undefined && (owned.types.includes(name) || owned.heldAs.includes(name))) return true;
        return depth < MOST_DEPTH - 1 && mayOwnValue(pkg, field, owned, depth + 1);
      });
    } else answer = isReleasedAsInterface(pkg, named, owned);
    if (depth === 0) known.set(id, answer);
  }
  return answer;
}

/** Whether a type is an interface of the program that has the method which releases. */
export function isReleasedAsInterface(
  pkg: PackageModel,
  type: GoType | undefined,
  owned: OwnershipType,
): boolean {
  if (owned.role !== 'value' || type?.kind !== 'named' || !type.object?.file) return false;
  if (pkg.underlying(type)?.kind !== 'interface') return false;
  return [...owned.release].some((name) => pkg.memberOf(type, name)?.kind === 'method');
}

function fieldTypes(pkg: PackageModel, struct: SyntaxNode): (GoType | undefined)[] {
  return struct.namedChildren
    .filter((child) => child.kind === 'field_declaration_list')
    .flatMap((list) => list.namedChildren)
    .map((field) => field.field('type'))
    .map((type) => type && pkg.typeOf(type));
}
