import type { PackageModel, VarObject } from '../semantic/model.ts';
import { namedId, pointed } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignmentsOf } from './assignments.ts';
import { variable } from './nil-comparison.ts';
import { statementOf, tablesReadBy, tableWrittenBy } from './sql-statements.ts';

/** gorm.io/gorm finisher_api.go: what they are called on or get goes into the table. */
const GORM_STORES = /^gorm\.io\/gorm\.DB\.(?:Create|Save|Update|Updates|UpdateColumn|UpdateColumns)$/;
const STORES = /^(?:database\/sql|github\.com\/jmoiron\/sqlx)\.\w+\.(?:Must)?Exec(?:Context)?$/;

/**
 * Whether a query of a loop reads what an earlier round of it may have written: behind it the round stores, in another row of the
 * same table, what it has made of the answer. Asking once before the loop would read old rows.
 */
export function readsEarlierRound(pkg: PackageModel, query: SyntaxNode, loop: SyntaxNode): boolean {
  const answers = answersOf(pkg, query, loop);
  const tables = tablesOf(pkg, query, answers);
  if (answers.size === 0 || tables.size === 0) return false;
  const made = madeOf(pkg, query, loop, answers);
  const statement = statementOf(pkg, query);
  const keys = argumentsOf(query).filter(
    (each) =>
      each !== statement &&
      each.kind !== 'unary_expression' &&
      !isText(each) &&
      namedId(pkg.typeOf(each)) !== 'context.Context',
  );
  return [...loop.descendants('call_expression')].some((call) => {
    const id = pkg.calleeOf(call)?.id ?? '';
    if (call.start < query.end || !(GORM_STORES.test(id) || STORES.test(id))) return false;
    const written = storedIn(pkg, call, id);
    if (!written.table || !tables.has(written.table) || (written.row && answers.has(written.row)))
      return false;
    const given = argumentsOf(call);
    const isSameRow = keys.length > 0 && keys.every((key) => given.some((each) => each.text === key.text));
    return !isSameRow && given.some((each) => mentions(pkg, each, made));
  });
}

/** The variables that a query fills: `First(&user)`, `QueryRow(...).Scan(&name)`, `rows.Scan(&name)`. */
function answersOf(pkg: PackageModel, query: SyntaxNode, loop: SyntaxNode): ReadonlySet<VarObject> {
  const filled = addressed(pkg, query);
  const rows = new Set<VarObject>();
  for (const { target, value } of assignmentsOf(
    query.ancestor('short_var_declaration', 'assignment_statement') ?? query,
  )) {
    const object = value === query ? variable(pkg, target) : undefined;
    if (object) rows.add(object);
  }
  for (const scan of loop.descendants('call_expression')) {
    const operand = scan.field('function')?.field('operand');
    if (!operand || !/^database\/sql\.Rows?\.Scan$/.test(pkg.calleeOf(scan)?.id ?? '')) continue;
    const object = variable(pkg, operand);
    if (operand === query || (object && rows.has(object))) filled.push(...addressed(pkg, scan));
  }
  return new Set(filled);
}

function addressed(pkg: PackageModel, call: SyntaxNode): VarObject[] {
  return (call.field('arguments')?.namedChildren ?? []).flatMap((each) => rowOf(pkg, each) ?? []);
}

/** The variable whose address an argument is. */
function rowOf(pkg: PackageModel, argument: SyntaxNode): VarObject | undefined {
  const operand = argument.kind === 'unary_expression' ? argument.field('operand') : argument;
  return operand && argument.field('operator')?.text === '&' ? variable(pkg, operand) : undefined;
}

/** The answers, and the variables that get something of them, or in a field, later in the round. */
function madeOf(
  pkg: PackageModel,
  query: SyntaxNode,
  loop: SyntaxNode,
  answers: ReadonlySet<VarObject>,
): ReadonlySet<VarObject> {
  const made = new Set(answers);
  for (const statement of loop.descendants('short_var_declaration', 'assignment_statement', 'var_spec')) {
    if (statement.start < query.end) continue;
    for (const { target, value } of assignmentsOf(statement)) {
      const object = value && mentions(pkg, value, made) ? rootOf(pkg, target) : undefined;
      if (object) made.add(object);
    }
  }
  return made;
}

function rootOf(pkg: PackageModel, target: SyntaxNode): VarObject | undefined {
  let root: SyntaxNode | undefined = target;
  while (root && root.kind !== 'identifier') root = root.field('operand');
  return root && variable(pkg, root);
}

function mentions(pkg: PackageModel, node: SyntaxNode, objects: ReadonlySet<VarObject>): boolean {
  const names = node.kind === 'identifier' ? [node] : [...node.descendants('identifier')];
  return names.some((name) => {
    const object = variable(pkg, name);
    return object !== undefined && objects.has(object);
  });
}

/** The tables that a query reads: those of its text, or of the models that gorm gets. */
function tablesOf(
  pkg: PackageModel,
  query: SyntaxNode,
  answers: ReadonlySet<VarObject>,
): ReadonlySet<string> {
  if (!(pkg.calleeOf(query)?.id ?? '').startsWith('gorm.io/')) return new Set(tablesReadBy(pkg, query));
  const model = modelOf(pkg, query);
  const types = model ? [pkg.typeOf(model)] : [...answers].map((each) => pkg.typeOfObject(each));
  return new Set(types.flatMap((type) => namedId(elementOf(pkg, type)) ?? []));
}

/** The table that a call writes to, and the variable that holds the row. */
function storedIn(
  pkg: PackageModel,
  call: SyntaxNode,
  id: string,
): { readonly table: string | undefined; readonly row: VarObject | undefined } {
  if (STORES.test(id)) return { table: tableWrittenBy(pkg, call), row: undefined };
  const model = /\.(?:Create|Save)$/.test(id) ? call.field('arguments')?.firstNamedChild : modelOf(pkg, call);
  return {
    table: model && namedId(elementOf(pkg, pkg.typeOf(model))),
    row: model && (rowOf(pkg, model) ?? variable(pkg, model)),
  };
}

/** The argument of `Model` in a chain of gorm. */
function modelOf(pkg: PackageModel, call: SyntaxNode): SyntaxNode | undefined {
  for (const link of chainOf(call))
    if (pkg.calleeOf(link)?.id === 'gorm.io/gorm.DB.Model') return link.field('arguments')?.firstNamedChild;
  return undefined;
}

function elementOf(pkg: PackageModel, type: ReturnType<PackageModel['typeOf']>): typeof type {
  const bare = pointed(type);
  const list = pkg.underlying(bare);
  return list?.kind === 'slice' ? pointed(list.element) : bare;
}

/** A call and those in front of it in a chain. */
function* chainOf(call: SyntaxNode): Generator<SyntaxNode> {
  for (let each: SyntaxNode | undefined = call; each?.kind === 'call_expression'; ) {
    yield each;
    each = each.field('function')?.field('operand');
  }
}

function argumentsOf(call: SyntaxNode): readonly SyntaxNode[] {
  return [...chainOf(call)].flatMap((each) => each.field('arguments')?.namedChildren ?? []);
}

function isText({ kind }: SyntaxNode): boolean {
  return kind === 'interpreted_string_literal' || kind === 'raw_string_literal';
}
