import { isStandardLibrary, keepsNothing } from '../knowledge/behaviour/index.ts';
import { CONFIGURED_TYPES, FROM_OUTSIDE } from '../knowledge/configured-types.ts';
import { isExportedFunction, isExportedVariable } from '../semantic/exported.ts';
import { memoized } from '../semantic/memo.ts';
import type { Constant, FileModel, PackageModel } from '../semantic/model.ts';
import { moduleGraphOf } from '../semantic/module-graph.ts';
import { importedPackage, qualifiedId } from '../semantic/qualified.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { type Setting, settingsIn } from './field-settings.ts';
import { type Origin, originsOf } from './origins.ts';
import { fieldNames } from './struct-literals.ts';
import { reachOfObject, reachOfValue, type ValueReach } from './value-reach.ts';

/** What is set on one field, or through one setter, of a value. */
export interface ConfiguredField {
  /**
   * `constant`: `value` on every path that is seen. `outside`: a flag, the environment, a file or an unseen caller
   * decides. `unknown`: it is set, perhaps on some paths or to something that is not followed.
   */
  readonly set: 'constant' | 'outside' | 'unknown';
  readonly value: Constant | 'nil' | undefined;
  /** Keys of literals, targets of assignments, names of setters that are called. */
  readonly places: readonly SyntaxNode[];
  /** Those of the places that may set it on another value instead. */
  readonly unsure: readonly SyntaxNode[];
  /** The expressions that it is set to. */
  readonly expressions: readonly SyntaxNode[];
}

/** What is set on a value, wherever the module sets it. */
export interface ConfiguredValue {
  /** Fields and setters by name: what is not here is set nowhere, as long as the value is complete. */
  readonly fields: ReadonlyMap<string, ConfiguredField>;
  /** Whether it is seen where every value is made that the expression can be. */
  readonly isTraced: boolean;
  /** Whether, besides, everything that can set something is seen: everybody who gets the value. */
  readonly isComplete: boolean;
  /** The literals, `new` calls, declarations and constructor calls that make the values the expression can be. */
  readonly made: readonly SyntaxNode[];
}

const NOTHING: ConfiguredValue = { fields: new Map(), isTraced: false, isComplete: false, made: [] };

/**
 * The configuration of the struct (or the pointer to one) that an expression denotes: literal, later assignments to
 * fields, setters, helper functions and methods that get the pointer, option functions, embedding.
 */
export function configuredValueOf(pkg: PackageModel, expression: SyntaxNode): ConfiguredValue {
  const type = namedId(pkg.typeOf(expression));
  if (type === undefined) return NOTHING;
  const origins = holdersOf(pkg, expression, type);
  const made = origins.filter((origin) => isMade(pkg, origin, type));
  const values = made.map((origin) => configurationOf(pkg, origin, type));
  const isTraced = made.length > 0 && made.length === origins.length;
  return {
    fields: merge(values.map((value) => value.fields)),
    isTraced,
    isComplete: isTraced && values.every((value) => value.isComplete),
    made: made.map((origin) => origin.node),
  };
}

const allHoldersOf = memoized<PackageModel, Map<SyntaxNode, readonly Origin[]>>(() => new Map());

/** Everything that an expression's struct can be; nil pointers apart. Remembered: each setting of a package is asked for every value. */
function holdersOf(pkg: PackageModel, expression: SyntaxNode, type: string): readonly Origin[] {
  const known = allHoldersOf(pkg);
  let holders = known.get(expression);
  if (!holders) {
    holders = tracedHolders(pkg, expression, type);
    known.set(expression, holders);
  }
  return holders;
}

function tracedHolders(pkg: PackageModel, expression: SyntaxNode, type: string): readonly Origin[] {
  const found = originsOf(pkg, expression, {
    fields: true,
    identity: true,
    unknowns: true,
    // a copy has what the original has
    passes: (home, node) => {
      const callee = node.kind === 'call_expression' ? home.calleeOf(node) : undefined;
      return callee?.id === `${type}.Clone` ? callee.receiver : undefined;
    },
  });
  return (found?.all ?? []).filter(({ node, isZero }) => {
    if (node.kind === 'nil') return false;
    const object = isZero ? pkg.objectOf(node) : undefined;
    return !(object && pkg.typeOfObject(object)?.kind === 'pointer');
  });
}

/** Whether an origin is where a value of the type is made. */
function isMade(pkg: PackageModel, { node, result, isZero, unknown }: Origin, type: string): boolean {
  if (unknown) return false;
  if (isZero) {
    const object = pkg.objectOf(node);
    return object !== undefined && namedId(pkg.typeOfObject(object)) === type;
  }
  if (node.kind === 'composite_literal') return namedId(pkg.typeOf(node)) === type;
  if (node.kind === 'selector_expression') return defaultOf(pkg, node, type) !== undefined;
  if (node.kind !== 'call_expression') return false;
  const id = pkg.calleeOf(node)?.id ?? '';
  if (id === 'new') return namedId(pkg.typeOf(node)) === type;
  return result === 0 && CONFIGURED_TYPES.get(type)?.makers.has(id) === true;
}

/** The name of the variable of another package that an expression is, where it holds a value with nothing set. */
function defaultOf(pkg: PackageModel, node: SyntaxNode, type: string): string | undefined {
  const id = qualifiedId(pkg, node);
  return id !== undefined && CONFIGURED_TYPES.get(type)?.variables.has(id) ? id : undefined;
}

interface Configuration {
  readonly fields: ReadonlyMap<string, ConfiguredField>;
  readonly isComplete: boolean;
}

const configurationsOf = memoized<PackageModel, Map<SyntaxNode, Configuration>>(() => new Map());

/** What is set on the value that is made at a place. */
function configurationOf(pkg: PackageModel, origin: Origin, type: string): Configuration {
  const known = configurationsOf(pkg);
  let configuration = known.get(origin.node);
  if (!configuration) {
    configuration = collect(pkg, origin, type);
    known.set(origin.node, configuration);
  }
  return configuration;
}

function collect(pkg: PackageModel, origin: Origin, type: string): Configuration {
  const { node } = origin;
  const fields = new Map<string, ConfiguredField>();
  const add = (name: string, field: ConfiguredField): void => {
    const other = fields.get(name);
    fields.set(name, other ? combine(other, field) : field);
  };
  // whoever imports the package has it too
  let isComplete = node.kind !== 'selector_expression';
  if (node.kind === 'composite_literal') {
    const elements = elementsOf(pkg, node);
    if (!elements) isComplete = false;
    for (const { name, place, value } of elements ?? [])
      add(name, { ...classify(pkg, value), places: [place], unsure: [], expressions: [value] });
  }
  const object = origin.isZero ? pkg.objectOf(node) : undefined;
  const reach = object?.kind === 'var' ? reachOfObject(pkg, object) : reachOfValue(pkg, node);
  const home = object?.kind === 'var' ? object.file : pkg.fileOf(node);
  for (const member of packagesOf(pkg, home, reach)) {
    for (const setting of settingsIn(member, type)) {
      if (member.fileOf(setting.place).isTest && !home.isTest) continue;
      const owner = ownerOf(member, setting, type, origin, reach);
      if (owner === 'other') continue;
      const isReached = reach.selections.includes(setting.place.parent!);
      const place = {
        places: [setting.place],
        unsure: owner === 'this' || isReached ? [] : [setting.place],
        expressions: setting.value ? [setting.value] : [],
      };
      if (owner === 'this' && setting.value)
        add(setting.name, { ...classify(member, setting.value), ...place });
      else add(setting.name, { set: setting.value ? 'unknown' : 'outside', value: undefined, ...place });
    }
  }
  return { fields, isComplete: isComplete && staysInSight(pkg, home, type, reach) };
}

/** The package of the value, those that its holders are named in, and those that it is followed into. */
function packagesOf(pkg: PackageModel, home: FileModel, reach: ValueReach): ReadonlySet<PackageModel> {
  const { program } = pkg;
  const packages = new Set<PackageModel>();
  const own = program.packageOf(home.path);
  if (own) packages.add(own);
  for (const selection of reach.selections) {
    const other = program.packageOf(pkg.fileOf(selection).path);
    if (other) packages.add(other);
  }
  for (const holder of reach.holders) {
    if (!isExportedVariable(holder)) continue;
    for (const other of program.modulePackages(home, [`.${holder.name}`])) packages.add(other);
  }
  return packages;
}

/** Whether a setting is on the value, on another one, or may be on it. */
function ownerOf(
  pkg: PackageModel,
  setting: Setting,
  type: string,
  origin: Origin,
  reach: ValueReach,
): 'this' | 'other' | 'unknown' {
  const selector = setting.place.parent;
  if (selector && reach.selections.includes(selector)) {
    const all = holdersOf(pkg, setting.operand, type);
    return all.length === 1 || setting.isPromoted ? 'this' : 'unknown';
  }
  if (setting.isPromoted) return 'unknown';
  const owners = holdersOf(pkg, setting.operand, type);
  const shared = defaultOf(pkg, origin.node, type);
  const isIt = (owner: Origin): boolean =>
    owner.node === origin.node || (shared !== undefined && defaultOf(pkg, owner.node, type) === shared);
  if (owners.some(isIt)) return owners.length === 1 ? 'this' : 'unknown';
  return owners.length > 0 && owners.every((owner) => isMade(pkg, owner, type)) ? 'other' : 'unknown';
}

/** Whether nobody outside the module, and no function of unknown body, can set anything on the value. */
function staysInSight(pkg: PackageModel, home: FileModel, type: string, reach: ValueReach): boolean {
  if (reach.lost) return false;
  const leavesAlone = CONFIGURED_TYPES.get(type)?.leavesAlone;
  const isHarmless = (id: string): boolean =>
    id !== '' && (isStandardLibrary(id) || keepsNothing(id) || leavesAlone?.(id) === true);
  if (!reach.passed.every((use) => isHarmless(use.id))) return false;
  const graph = moduleGraphOf(pkg, home);
  if (graph.hasMain) return true;
  return !reach.returnedBy.some(isExportedFunction) && ![...reach.holders].some(isExportedVariable);
}

interface Element {
  readonly name: string;
  readonly place: SyntaxNode;
  readonly value: SyntaxNode;
}

/** The fields that a literal sets; undefined when their names are not known. */
function elementsOf(pkg: PackageModel, literal: SyntaxNode): readonly Element[] | undefined {
  const found: Element[] = [];
  const elements = literal.field('body')?.namedChildren.filter((child) => child.kind !== 'comment') ?? [];
  let names: readonly SyntaxNode[] | undefined;
  for (const [index, element] of elements.entries()) {
    const isKeyed = element.kind === 'keyed_element';
    const key = isKeyed ? element.field('key')?.firstNamedChild : undefined;
    const held = isKeyed ? element.field('value') : element;
    const value = held?.kind === 'literal_element' ? held.firstNamedChild : held;
    if (!isKeyed) {
      const struct = pkg.underlying(pkg.typeOf(literal));
      names ??= struct?.kind === 'struct' ? fieldNames(struct.node) : [];
    }
    const name = key?.text ?? names?.[index]?.text;
    if (name === undefined || !value) return undefined;
    found.push({ name, place: key ?? element, value });
  }
  return found;
}

const MOST_DEPTH = 4;

/** What a setting's value is and where it comes from. */
function classify(pkg: PackageModel, node: SyntaxNode, depth = 0): Pick<ConfiguredField, 'set' | 'value'> {
  const constant = constantOf(pkg, node);
  if (constant !== undefined) return { set: 'constant', value: constant };
  if (depth > MOST_DEPTH) return { set: 'unknown', value: undefined };
  const origins = originsOf(pkg, node, { fields: true, unknowns: true })?.all ?? [];
  const parts = origins.map((origin): Pick<ConfiguredField, 'set' | 'value'> => {
    if (origin.unknown === 'outside') return { set: 'outside', value: undefined };
    if (origin.unknown || origin.isZero) return { set: 'unknown', value: undefined };
    const value = constantOf(pkg, origin.node);
    if (value !== undefined) return { set: 'constant', value };
    return { set: isFromOutside(pkg, origin.node, depth) ? 'outside' : 'unknown', value: undefined };
  });
  return parts.length === 0 ? { set: 'unknown', value: undefined } : parts.reduce(join);
}

function constantOf(pkg: PackageModel, node: SyntaxNode): Constant | 'nil' | undefined {
  if (node.kind === 'nil') return 'nil';
  const value = pkg.constantOf(node);
  return value?.kind === 'string' && value.parts.includes(undefined) ? undefined : value;
}

/** Whether whoever runs the program decides what an expression is. */
function isFromOutside(pkg: PackageModel, node: SyntaxNode, depth: number): boolean {
  const inner = (part: SyntaxNode | undefined): boolean =>
    part !== undefined && classify(pkg, part, depth + 1).set === 'outside';
  switch (node.kind) {
    case 'call_expression': {
      const callee = pkg.calleeOf(node);
      if (callee && FROM_OUTSIDE.test(callee.id)) return true;
      return (node.field('arguments')?.namedChildren ?? []).some(inner) || inner(callee?.receiver);
    }
    case 'binary_expression':
      return inner(node.field('left')) || inner(node.field('right'));
    case 'unary_expression':
    case 'index_expression':
    case 'type_conversion_expression':
      return inner(node.field('operand'));
    case 'selector_expression': {
      if (qualifiedId(pkg, node) === 'os.Args') return true;
      const name = node.field('field');
      const object = name && pkg.objectOf(name);
      if (object?.kind !== 'var') return object === undefined && inner(node.field('operand'));
      // what anybody may have put into an exported field or variable
      const imported = importedPackage(pkg, node.field('operand'));
      return !imported || !isStandardLibrary(`${imported.path}.`);
    }
    default:
      return false;
  }
}

/** Of two things that a field may be set to. */
function join(
  a: Pick<ConfiguredField, 'set' | 'value'>,
  b: Pick<ConfiguredField, 'set' | 'value'>,
): Pick<ConfiguredField, 'set' | 'value'> {
  if (a.set === 'outside' || b.set === 'outside') return { set: 'outside', value: undefined };
  const isSame = a.set === 'constant' && b.set === 'constant' && isEqual(a.value, b.value);
  return isSame ? a : { set: 'unknown', value: undefined };
}

function combine(a: ConfiguredField, b: ConfiguredField): ConfiguredField {
  return {
    ...join(a, b),
    places: [...new Set([...a.places, ...b.places])],
    unsure: [...new Set([...a.unsure, ...b.unsure])],
    expressions: [...new Set([...a.expressions, ...b.expressions])],
  };
}

function isEqual(a: Constant | 'nil' | undefined, b: Constant | 'nil' | undefined): boolean {
  if (typeof a !== 'object' || typeof b !== 'object') return a === b;
  if (a.kind === 'string' || b.kind === 'string')
    return a.kind === b.kind && 'parts' in a && 'parts' in b && a.parts.join('') === b.parts.join('');
  return a.kind === b.kind && a.value === b.value;
}

/** The fields of a value that is one of several; what only some of them have is set, and not known to be. */
function merge(all: readonly ReadonlyMap<string, ConfiguredField>[]): ReadonlyMap<string, ConfiguredField> {
  const merged = new Map<string, ConfiguredField>();
  for (const name of new Set(all.flatMap((fields) => [...fields.keys()]))) {
    const found = all.flatMap((fields) => fields.get(name) ?? []);
    const field = found.reduce(combine);
    const isPartial = found.length < all.length && field.set === 'constant';
    merged.set(name, isPartial ? { ...field, set: 'unknown', value: undefined } : field);
  }
  return merged;
}
