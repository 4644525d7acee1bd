import { memoized } from '../semantic/memo.ts';
import type { PackageModel, VarObject } from '../semantic/model.ts';
import { type GoType, namedId } from '../semantic/types.ts';
import { holds } from '../syntax/statements.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignmentsOf } from './assignments.ts';
import { variable } from './nil-comparison.ts';

/** Fewer constants than this make no enumeration. */
const FEWEST = 2;

/** Whether the cases of a switch without a default leave nothing out of an enumeration, or of a case around them. */
export function coversEverything(
  pkg: PackageModel,
  value: SyntaxNode,
  entries: readonly SyntaxNode[],
): boolean {
  return coversEnumeration(pkg, value, entries) || coversCaseAround(pkg, value, entries);
}

/**
 * Whether the switch stands in a case of another one over the same value, which nothing has changed since, and names every
 * value of that case.
 */
function coversCaseAround(pkg: PackageModel, value: SyntaxNode, entries: readonly SyntaxNode[]): boolean {
  const roots = rootsOf(pkg, value);
  if (!roots) return false;
  const named = new Set(entries.map((entry) => keyOf(pkg, entry)));
  for (let node = value.parent; node?.parent && node.kind !== 'func_literal'; node = node.parent) {
    const around = node.parent;
    if (node.kind !== 'expression_case' || around.field('value')?.text !== value.text) continue;
    const same = rootsOf(pkg, around.field('value')!);
    if (!same || same.some((root, index) => root !== roots[index])) continue;
    if ([...around.descendants('fallthrough_statement')].length > 0) return false;
    const values = node.field('value')?.namedChildren ?? [];
    if (!values.every((entry) => keyOf(pkg, entry) !== undefined && named.has(keyOf(pkg, entry)))) continue;
    return !isChangedBetween(pkg, roots, node, value);
  }
  return false;
}

/** The variables of an expression that yields the same until one of them changes: names, fields and constant indexes. */
function rootsOf(pkg: PackageModel, value: SyntaxNode): readonly VarObject[] | undefined {
  const found: VarObject[] = [];
  for (const node of [value, ...value.descendants()]) {
    if (CHANGING.has(node.kind)) return undefined;
    const object = node.kind === 'identifier' ? pkg.objectOf(node) : undefined;
    if (object?.kind === 'var') found.push(object);
  }
  return found.length > 0 ? found : undefined;
}

const COUNTS: ReadonlySet<string> = new Set(['inc_statement', 'dec_statement']);
const CHANGING: ReadonlySet<string> = new Set(['call_expression', 'unary_expression', 'func_literal']);

/**
 * Whether something before a node in a clause assigns to one of some variables, or to what it holds, or a call gets one, or
 * its address, with which it may do so.
 */
function isChangedBetween(
  pkg: PackageModel,
  roots: readonly VarObject[],
  clause: SyntaxNode,
  before: SyntaxNode,
): boolean {
  const changes = (target: SyntaxNode): boolean =>
    [target, ...target.descendants('identifier')].some((name) =>
      roots.some((root) => pkg.objectOf(name) === root),
    );
  // a loop comes back from what stands behind
  let end = before.start;
  for (let node = before.parent; node && node !== clause; node = node.parent) {
    if (node.kind === 'for_statement') end = node.end;
  }
  for (const statement of clause.descendants()) {
    if (statement.start >= end) break;
    if (COUNTS.has(statement.kind) && changes(statement)) return true;
    if (statement.kind === 'call_expression' && roots.some((root) => mayChange(pkg, statement, root)))
      return true;
    if (assignmentsOf(statement).some(({ target }) => changes(target))) return true;
  }
  return false;
}

/** Whether a call gets a pointer by which it may change what a variable holds. */
function mayChange(pkg: PackageModel, call: SyntaxNode, root: VarObject): boolean {
  const isRoot = (node: SyntaxNode | undefined): boolean =>
    node !== undefined && variable(pkg, node) === root;
  const isPointer = pkg.underlying(pkg.typeOfObject(root))?.kind === 'pointer';
  const callee = pkg.calleeOf(call);
  const receiver = callee?.function?.node.field('receiver');
  const isCopied = !isPointer && receiver !== undefined && !holds(receiver, ['pointer_type']);
  if (isRoot(callee?.receiver) && !isCopied) return true;
  return (call.field('arguments')?.namedChildren ?? []).some((argument) =>
    argument.kind === 'unary_expression' && argument.field('operator')?.text === '&'
      ? [...argument.descendants('identifier')].some(isRoot)
      : isPointer && isRoot(argument),
  );
}

/**
 * Whether the cases of a switch name every constant that a package of the program declares of the type of the value, so
 * that a switch without a default leaves nothing out.
 *
 * @param entries the values of all its cases
 */
function coversEnumeration(pkg: PackageModel, value: SyntaxNode, entries: readonly SyntaxNode[]): boolean {
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

const declaredOf = memoized<PackageModel, Map<string, ReadonlySet<string | undefined>>>(() => new Map());

/** The values of the constants of a type that a package declares. */
function constantsOf(pkg: PackageModel, id: string): ReadonlySet<string | undefined> {
  const known = declaredOf(pkg);
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

/**
 * Whether a statement stands in the default of a switch that has a case for every constant of a type whose values the module
 * only has from these constants: it converts nothing else to the type and decodes none of its fields. Only a value that was
 * never set comes there.
 */
export function isBesideEnumeration(pkg: PackageModel, node: SyntaxNode): boolean {
  const clause = node.ancestor('default_case');
  const statement = clause?.parent;
  const value = statement?.kind === 'expression_switch_statement' ? statement.field('value') : undefined;
  if (!statement || !value || pkg.functionOf(clause!) !== pkg.functionOf(node)) return false;
  const entries = statement.namedChildren.flatMap((each) =>
    each.kind === 'expression_case' ? (each.field('value')?.namedChildren ?? []) : [],
  );
  return coversEnumeration(pkg, value, entries) && isOnlyDeclared(pkg, pkg.typeOf(value));
}

/** Whether the module makes no value of a type but its constants: nothing is converted to it and no tagged field has it. */
function isOnlyDeclared(pkg: PackageModel, type: GoType | undefined): boolean {
  const file = type?.kind === 'named' ? type.object?.file : undefined;
  if (type?.kind !== 'named' || !file || !pkg.program.moduleIsComplete) return false;
  return pkg.program.modulePackages(file, [type.name]).every((member) =>
    member.files.every((each) =>
      each.tree.identifiersNamed(type.name).every((mention) => {
        const name = mention.parent?.kind === 'qualified_type' ? mention.parent : mention;
        const field = name.parent?.kind === 'field_declaration' ? name.parent : undefined;
        if (field?.field('tag') && namedId(member.typeOf(name)) === namedId(type)) return false;
        const around = mention.ancestor('call_expression') ?? mention.ancestor('type_conversion_expression');
        const callee = around && member.calleeOf(around);
        if (!around || callee?.kind !== 'conversion' || namedId(member.typeOf(around)) !== namedId(type))
          return true;
        return member.constantOf(around) !== undefined;
      }),
    ),
  );
}

/** Values or types of a switch's clause. */
export function entriesOf(clause: SyntaxNode): readonly SyntaxNode[] {
  if (clause.kind === 'type_case') return clause.fieldAll('type');
  return clause.kind === 'expression_case' ? (clause.field('value')?.namedChildren ?? []) : [];
}
