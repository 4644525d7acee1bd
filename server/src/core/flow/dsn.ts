import {
  DSN_TAKERS,
  GORM_MYSQL_CONFIG,
  MYSQL_CONFIG,
  NEW_MYSQL_CONFIG,
  NEW_MYSQL_CONNECTOR,
  PARSE_MYSQL_DSN,
  type ParseTimeReading,
  readParseTime,
} from '../knowledge/mysql-dsn.ts';
import { POOL_OPENERS } from '../knowledge/sql-pools.ts';
import { isExported } from '../semantic/exported.ts';
import { homeOf } from '../semantic/home.ts';
import type { FileModel, GoFunction, PackageModel } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import { statementsOf } from '../syntax/statements.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignedTo, targetsOf } from './assignments.ts';
import { configuredValueOf } from './configured-values.ts';
import { variable } from './nil-comparison.ts';
import { readsNoTime } from './pool-reads.ts';
import { reachOfValue } from './value-reach.ts';

const MOST_STEPS = 8;

/** A string literal that a data source name ends with. */
export interface DsnEnd {
  readonly literal: SyntaxNode;
  readonly file: FileModel;
  /** Whether nothing but this data source name is made from the literal. */
  readonly isOnlyUse: boolean;
}

/** A MySQL data source name, or a configuration value, on its way into the driver. */
export interface MysqlSource {
  readonly kind: 'dsn' | 'config-literal' | 'new-config';
  /** The DSN expression, the composite literal, or the call of NewConfig. */
  readonly node: SyntaxNode;
  readonly reading: ParseTimeReading;
  /** Where the DSN's text ends; undefined when its end is not a literal. */
  readonly end: DsnEnd | undefined;
  /** Whether every part of the DSN is known. */
  readonly isConstant: boolean;
  /** Whether rows can be read in places that are not seen: the pool is given to foreign code. */
  readonly leaves: boolean;
  /** Whether what it is given to turns the text of a date column into a time itself. */
  readonly convertsTimes: boolean;
}

/** Every MySQL data source that a file hands to the driver and that is at least partly known. */
export function mysqlSourcesOf(pkg: PackageModel, file: FileModel): readonly MysqlSource[] {
  const sources: MysqlSource[] = [];
  for (const node of file.tree.root.descendants('call_expression', 'composite_literal')) {
    const source =
      node.kind === 'call_expression' ? (ofCall(pkg, node) ?? ofNewConfig(pkg, node)) : ofLiteral(pkg, node);
    if (source) sources.push(source);
  }
  return sources;
}

const TAKER_NAMES = new Set([...DSN_TAKERS.keys()].map((id) => id.slice(id.lastIndexOf('.') + 1)));

function ofCall(pkg: PackageModel, call: SyntaxNode): MysqlSource | undefined {
  const callee = call.field('function');
  const name = callee?.kind === 'selector_expression' ? callee.field('field') : callee;
  if (!name || !TAKER_NAMES.has(name.text)) return undefined;
  const id = pkg.calleeOf(call)?.id ?? '';
  const taker = DSN_TAKERS.get(id);
  const args = call.field('arguments')?.namedChildren ?? [];
  const dsn = taker && args[taker.dsn];
  if (!taker || !dsn) return undefined;
  if (taker.driver !== undefined) {
    const driver = args[taker.driver];
    const value = driver && pkg.constantOf(driver);
    if (value?.kind !== 'string' || value.parts.length !== 1 || value.parts[0] !== 'mysql') return undefined;
  }
  if (GIVES_POOL.has(id) && readsNoTime(pkg, call)) return undefined;
  const { convertsTimes = false } = taker;
  if (!POOL_OPENERS.has(id)) return ofDsn(pkg, dsn, { leaves: false, convertsTimes });
  const reach = reachOfValue(pkg, call);
  const leaves = reach.lost || reach.passed.some((use) => use.id === '');
  return ofDsn(pkg, dsn, { leaves, convertsTimes });
}

/** Those of `DSN_TAKERS` whose first result is the pool that everything is read through. */
const GIVES_POOL: ReadonlySet<string> = new Set([
  ...POOL_OPENERS.keys(),
  'github.com/zeromicro/go-zero/core/stores/sqlx.NewMysql',
  'github.com/zeromicro/go-zero/core/stores/sqlx.NewSqlConn',
]);

/** Whether a package opens pools with database/sql and reads no time through any of them. */
function poolsReadNoTime(pkg: PackageModel): boolean {
  let opens = false;
  for (const file of pkg.files) {
    if (file.isTest) continue;
    for (const call of file.tree.root.descendants('call_expression')) {
      const callee = call.field('function');
      const name = callee?.kind === 'selector_expression' ? callee.field('field')?.text : undefined;
      if (!name || !OPENER_NAMES.has(name) || !POOL_OPENERS.has(pkg.calleeOf(call)?.id ?? '')) continue;
      if (!readsNoTime(pkg, call)) return false;
      opens = true;
    }
  }
  return opens;
}

const OPENER_NAMES = new Set([...POOL_OPENERS.keys()].map((id) => id.slice(id.lastIndexOf('.') + 1)));

function ofDsn(
  pkg: PackageModel,
  dsn: SyntaxNode,
  taken: Pick<MysqlSource, 'leaves' | 'convertsTimes'>,
): MysqlSource | undefined {
  const parts = partsOf(pkg, dsn, 0);
  if (!parts || parts.every((part) => part === undefined || part === '')) return undefined;
  return {
    kind: 'dsn',
    node: dsn,
    reading: readParseTime(parts),
    end: endOf(pkg, dsn, true, 0),
    isConstant: parts.every((part) => part !== undefined),
    ...taken,
  };
}

/** Known and unknown parts of a string; also of a function of the program that only returns it. */
function partsOf(
  pkg: PackageModel,
  node: SyntaxNode,
  steps: number,
): readonly (string | undefined)[] | undefined {
  const value = pkg.constantOf(node);
  if (value?.kind === 'string') return value.parts;
  const inner = steps < MOST_STEPS ? returnedOf(pkg, node) : undefined;
  return inner && partsOf(inner.pkg, inner.value, steps + 1);
}

/** What a call of a function of the program returns, when it has a single return statement and nothing else. */
function returnedOf(
  pkg: PackageModel,
  call: SyntaxNode,
): { readonly pkg: PackageModel; readonly value: SyntaxNode; readonly fn: GoFunction } | undefined {
  const callee = call.kind === 'call_expression' ? pkg.calleeOf(call) : undefined;
  const fn = callee?.function;
  const isDeclared = callee?.kind === 'function' || callee?.kind === 'method';
  const home = fn && isDeclared ? pkg.program.packageOf(fn.file.path) : undefined;
  const statements = statementsOf(fn?.body);
  const only = statements.length === 1 ? statements[0] : undefined;
  const values = only?.kind === 'return_statement' ? only.firstNamedChild?.namedChildren : undefined;
  return fn && home && values?.length === 1 ? { pkg: home, value: values[0]!, fn } : undefined;
}

function endOf(pkg: PackageModel, node: SyntaxNode, isOnlyUse: boolean, steps: number): DsnEnd | undefined {
  if (steps > MOST_STEPS) return undefined;
  const next = (inner: SyntaxNode | undefined, home = pkg, only = isOnlyUse): DsnEnd | undefined =>
    inner && endOf(home, inner, only, steps + 1);
  switch (node.kind) {
    case 'interpreted_string_literal':
    case 'raw_string_literal':
      return { literal: node, file: pkg.fileOf(node), isOnlyUse };
    case 'parenthesized_expression':
    case 'literal_element':
      return next(node.firstNamedChild);
    case 'binary_expression':
      return next(node.field('right'));
    case 'call_expression': {
      const args = node.field('arguments')?.namedChildren ?? [];
      if (pkg.calleeOf(node)?.id === 'fmt.Sprintf') return next(args[0]);
      const returned = returnedOf(pkg, node);
      return returned && next(returned.value, returned.pkg, false);
    }
    case 'identifier':
    case 'selector_expression': {
      const name = node.kind === 'identifier' ? node : node.field('field');
      const object = name && pkg.objectOf(name);
      if (object?.kind !== 'var' && object?.kind !== 'const') return undefined;
      const home = homeOf(pkg, object);
      const references = home.referencesTo(object);
      const uses = references.filter((reference) => !assignedTo(reference) && reference !== object.node);
      const isPrivate = object.kind === 'var' ? object.role === 'local' : !isExported(object.name);
      const only = isOnlyUse && isPrivate && uses.length === 1;
      if (object.kind === 'const') {
        const spec = object.node.parent;
        const index = spec?.fieldAll('name').indexOf(object.node) ?? -1;
        return next(spec?.field('value')?.namedChildren[index], home, only);
      }
      const values = references.flatMap((reference) => assignedTo(reference) ?? []);
      return values.length === 1 ? next(values[0]!.value, home, only) : undefined;
    }
    default:
      return undefined;
  }
}

/** `mysql.Config{...}` of the driver, or the `DSN` of gorm's configuration of the same name. */
function ofLiteral(pkg: PackageModel, literal: SyntaxNode): MysqlSource | undefined {
  const type = literal.field('type');
  if (!type || !/(?:^|\.)Config$/.test(type.text)) return undefined;
  const id = namedId(pkg.typeOf(literal));
  const fields = fieldsOf(literal);
  if (id === GORM_MYSQL_CONFIG) {
    const dsn = fields?.get('DSN');
    return dsn && !fields?.has('DSNConfig') && !fields?.has('Conn')
      ? ofDsn(pkg, dsn, { leaves: false, convertsTimes: false })
      : undefined;
  }
  return id === MYSQL_CONFIG ? ofConfig(pkg, literal, 'config-literal') : undefined;
}

function ofNewConfig(pkg: PackageModel, call: SyntaxNode): MysqlSource | undefined {
  if (!/NewConfig$/.test(call.field('function')?.text ?? '')) return undefined;
  return pkg.calleeOf(call)?.id === NEW_MYSQL_CONFIG ? ofConfig(pkg, call, 'new-config') : undefined;
}

/** A configuration value that reaches the driver and on which nothing sets `ParseTime`. */
function ofConfig(pkg: PackageModel, node: SyntaxNode, kind: MysqlSource['kind']): MysqlSource | undefined {
  if (isElseParsed(pkg, node)) return undefined;
  const { fields, isComplete } = configuredValueOf(pkg, node);
  // somewhere out of sight it may be set, or by an option
  if (!isComplete || fields.has('Apply')) return undefined;
  const parseTime = fields.get('ParseTime');
  const given = typeof parseTime?.value === 'object' ? parseTime.value : undefined;
  if (parseTime && !(given?.kind === 'bool' && !given.value)) return undefined;
  const params = fields.get('Params')?.expressions ?? [];
  if (!params.every((each) => isMapWithout(each, 'parseTime'))) return undefined;
  const reach = reachOfValue(pkg, node);
  const names = reach.selections.map((use) => use.field('field')?.text ?? '');
  // `config.Params["parseTime"] = "true"`
  if (names.includes('Params')) return undefined;
  const connects =
    names.includes('FormatDSN') ||
    reach.passed.some(({ id }) => id === NEW_MYSQL_CONNECTOR || id === `${GORM_MYSQL_CONFIG}.DSNConfig`);
  if (!connects) return undefined;
  // the text goes to the pools of the package, as far as it can be seen to go anywhere
  if (reach.passed.length === 0 && poolsReadNoTime(pkg)) return undefined;
  return {
    kind,
    node,
    reading: { setting: parseTime ? 'off' : 'absent', isProved: true, hasParameters: false },
    end: undefined,
    isConstant: true,
    leaves: false,
    convertsTimes: false,
  };
}

/** Whether the variable that gets a configuration gets one from a text in another branch: who gives that text sets what is needed. */
function isElseParsed(pkg: PackageModel, node: SyntaxNode): boolean {
  const target = targetsOf(node.parent?.parent)[node.parent?.namedChildren.indexOf(node) ?? -1];
  const object = target && variable(pkg, target);
  if (!object) return false;
  return pkg.referencesTo(object).some((mention) => {
    const value = assignedTo(mention)?.value;
    return value?.kind === 'call_expression' && pkg.calleeOf(value)?.id === PARSE_MYSQL_DSN;
  });
}

/** Fields of a keyed literal by name; undefined for an unkeyed one. */
function fieldsOf(literal: SyntaxNode): ReadonlyMap<string, SyntaxNode> | undefined {
  const fields = new Map<string, SyntaxNode>();
  for (const element of literal.field('body')?.namedChildren ?? []) {
    const key = element.kind === 'keyed_element' ? element.field('key') : undefined;
    const value = element.kind === 'keyed_element' ? element.field('value') : undefined;
    if (!key || !value) return undefined;
    fields.set(key.text, value.kind === 'literal_element' ? (value.firstNamedChild ?? value) : value);
  }
  return fields;
}

function isMapWithout(node: SyntaxNode, key: string): boolean {
  const fields = node.kind === 'composite_literal' ? fieldsOf(node) : undefined;
  if (!fields) return false;
  return [...fields.keys()].every((name) => /^["`]/.test(name) && name.slice(1, -1) !== key);
}
