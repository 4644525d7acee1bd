import { behaviourOf } from '../knowledge/behaviour/index.ts';
import { SESSION_LOCK } from '../knowledge/blocking-calls.ts';
import {
  connectorKind,
  type DriverKind,
  driverKind,
  driverOfImport,
  leavesLimitsAlone,
  PGBOUNCER_PORT,
  POOL_OPENERS,
  POOL_SETTERS,
  POOL_WRAPPERS,
  type PoolOpener,
  type PoolSetter,
} from '../knowledge/sql-pools.ts';
import { isExportedFunction } from '../semantic/exported.ts';
import { memoized } from '../semantic/memo.ts';
import type { FileModel, PackageModel, ProgramModel } from '../semantic/model.ts';
import { moduleGraphOf } from '../semantic/module-graph.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignedTo } from './assignments.ts';
import { isUsedByFew } from './few-users.ts';
import { originsOf } from './origins.ts';
import { isClosedByItsOpener } from './passing-pools.ts';
import { reachOfValue } from './value-reach.ts';

/** A call that makes a pool which costs a database server connections. */
export interface PoolSite {
  readonly call: SyntaxNode;
  readonly opener: PoolOpener;
  /** What the pool is first assigned to: an identifier or a selector; undefined when it is returned or passed in place. */
  readonly target: SyntaxNode | undefined;
  /** The identifier of the error that comes with it. */
  readonly error: SyntaxNode | undefined;
  readonly isMysql: boolean;
  /** Whether the connection string names PgBouncer's port. */
  readonly isPgBouncer: boolean;
  /** MySQL over a Unix socket: nothing between the two cuts idle connections. */
  readonly isUnixSocket: boolean;
  /** `proved`: the driver is known. `likely`: it is not, and every driver that the module imports talks to a server. */
  readonly driver: 'proved' | 'likely' | 'unknown';
  /** Setters that no code of the module calls on a value that may be this pool. */
  readonly missing: ReadonlySet<PoolSetter>;
  /** Whether code outside the module gets the pool and may set its limits. */
  readonly leavesModule: boolean;
  /** Whether it is used by one statement after the other and by nobody else: `db.Exec("CREATE DATABASE ...")`, `db.Close()`. */
  readonly isSequential: boolean;
  /** Whether the functions that open it close it when they return, and do one thing after the other until then. */
  readonly isPassing: boolean;
  /** Whether only commands, `main` and a goroutine or two that are started once are seen to use it. */
  readonly hasFewUsers: boolean;
}

const OPENER_NAMES = new Set([...POOL_OPENERS.keys()].map((id) => id.slice(id.lastIndexOf('.') + 1)));

/** Whether a package asks for locks that belong to a connection, in the text of a statement. */
export const takesSessionLocks = memoized((pkg: PackageModel): boolean =>
  pkg.files.some(({ tree }) =>
    [...tree.root.descendants('interpreted_string_literal', 'raw_string_literal')].some((literal) =>
      SESSION_LOCK.test(literal.text),
    ),
  ),
);

/** Every pool that a file opens; `given` pools and drivers without a server are left out. */
export function poolSitesOf(pkg: PackageModel, file: FileModel): readonly PoolSite[] {
  const sites: PoolSite[] = [];
  const own = new Set(pkg.program.moduleFiles(file));
  for (const call of file.tree.root.descendants('call_expression')) {
    const opener = openerOf(pkg, call);
    const source = opener && call.field('arguments')?.namedChildren[opener.source];
    if (!opener || !source) continue;
    const driver = driverOf(pkg, file, call, opener);
    if (driver.kind === 'embedded' || driver.kind === 'given') continue;
    const text = sourceText(pkg, source);
    const reach = reachOfValue(pkg, call);
    const graph = moduleGraphOf(pkg, file);
    const assigned = targetsOf(call);
    sites.push({
      call,
      opener,
      target: assigned[0],
      error: assigned[1]?.kind === 'identifier' ? assigned[1] : undefined,
      isMysql: driver.kind === 'mysql',
      isPgBouncer: text.includes(`:${PGBOUNCER_PORT}`) || text.includes(`port=${PGBOUNCER_PORT}`),
      isUnixSocket: text.includes('@unix('),
      driver: driver.certainty,
      missing: missingSetters(
        pkg,
        file,
        call,
        reach.selections.map((use) => use.field('field')?.text ?? ''),
      ),
      isSequential: reach.isConfined,
      isPassing: isClosedByItsOpener(pkg, call, reach, (home, handle) =>
        Boolean(poolsOf(home, handle)?.includes(call)),
      ),
      // what gorm makes of a handle is not followed
      hasFewUsers: opener.setters === 'result' && isUsedByFew(pkg, reach),
      leavesModule:
        reach.lost ||
        // behind gorm's DB() the limits are set on another value, which is followed in the module only
        (opener.setters !== 'result' && reach.selections.some((use) => !own.has(pkg.fileOf(use).path))) ||
        reach.passed.some((use) => !leavesLimitsAlone(use.id) && !graph.declares(use.id)) ||
        (!graph.hasMain && reach.returnedBy.some(isExportedFunction)),
    });
  }
  return sites;
}

/**
 * Whether every pool that a package opens has a driver whose connections ask no server: taking one from the pool waits for nobody
 * (database/sql/sql.go, (*DB).conn: without a limit on open connections it calls the driver's Open at once).
 */
export const opensOnlyEmbedded = memoized((pkg: PackageModel): boolean => {
  const kinds = pkg.files.flatMap((file) =>
    [...file.tree.root.descendants('call_expression')].flatMap((call) => {
      const opener = openerOf(pkg, call);
      const source = opener && call.field('arguments')?.namedChildren[opener.source];
      return source ? [driverOf(pkg, file, call, opener).kind] : [];
    }),
  );
  return kinds.length > 0 && kinds.every((kind) => kind === 'embedded');
});

function openerOf(pkg: PackageModel, call: SyntaxNode): PoolOpener | undefined {
  if (call.kind !== 'call_expression') return undefined;
  const callee = call.field('function');
  const name = callee?.kind === 'selector_expression' ? callee.field('field') : callee;
  // a first look that needs no resolution: `Open`, `Connect`, ...
  if (!name || !OPENER_NAMES.has(name.text)) return undefined;
  const id = pkg.calleeOf(call)?.id;
  return id === undefined ? undefined : POOL_OPENERS.get(id);
}

interface Driver {
  readonly kind: DriverKind | 'given' | undefined;
  readonly certainty: PoolSite['driver'];
}

function driverOf(pkg: PackageModel, file: FileModel, call: SyntaxNode, opener: PoolOpener): Driver {
  const args = call.field('arguments')!.namedChildren;
  const named = opener.driver === undefined ? undefined : args[opener.driver];
  if (named) {
    const value = pkg.constantOf(named);
    const name = value?.kind === 'string' && value.parts.length === 1 ? value.parts[0] : undefined;
    const kind = name === undefined ? undefined : driverKind(name);
    if (kind) return { kind, certainty: 'proved' };
  } else {
    const kind = kindOfSource(pkg, args[opener.source]!, 0);
    if (kind) return { kind, certainty: 'proved' };
  }
  const kinds = new Set<DriverKind>();
  for (const path of moduleGraphOf(pkg, file).imports) {
    const kind = driverOfImport(path);
    if (kind) kinds.add(kind);
  }
  if (kinds.size === 0 || kinds.has('embedded')) return { kind: undefined, certainty: 'unknown' };
  return { kind: kinds.size === 1 ? [...kinds][0] : 'server', certainty: 'likely' };
}

/** What a connector or dialector connects to; `gorm.Open(mysql.New(mysql.Config{Conn: db}))` is given its pool. */
function kindOfSource(
  pkg: PackageModel,
  source: SyntaxNode,
  depth: number,
): DriverKind | 'given' | undefined {
  if (depth > 4) return undefined;
  if (source.kind === 'identifier') {
    const object = pkg.objectOf(source);
    if (object?.kind !== 'var' || object.role !== 'local') return undefined;
    const kinds = new Set<DriverKind | 'given' | undefined>();
    for (const reference of pkg.referencesTo(object)) {
      const assigned = assignedTo(reference);
      if (assigned)
        kinds.add(
          assigned.value && assigned.index === 0 ? kindOfSource(pkg, assigned.value, depth + 1) : undefined,
        );
    }
    return kinds.size === 1 ? [...kinds][0] : undefined;
  }
  if (source.kind !== 'call_expression') return undefined;
  const kind = connectorKind(pkg.calleeOf(source)?.id ?? '');
  if (kind === undefined || kind === 'given') return kind;
  const config = source.field('arguments')?.firstNamedChild;
  return config && givesConnection(pkg, config) ? 'given' : kind;
}

/** Whether a dialector's configuration holds a `Conn`. */
function givesConnection(pkg: PackageModel, config: SyntaxNode): boolean {
  let literal: SyntaxNode | undefined = config;
  if (config.kind === 'identifier') {
    const object = pkg.objectOf(config);
    const values =
      object?.kind === 'var' ? pkg.referencesTo(object).flatMap((node) => assignedTo(node) ?? []) : [];
    literal = values[0]?.value;
  }
  if (literal?.kind === 'unary_expression') literal = literal.field('operand');
  if (literal?.kind !== 'composite_literal') return false;
  for (const element of literal.field('body')?.namedChildren ?? []) {
    if (element.kind === 'keyed_element' && element.field('key')?.text === 'Conn') return true;
  }
  return false;
}

/** The known text of a connection string, also one behind a connector or dialector. */
function sourceText(pkg: PackageModel, source: SyntaxNode): string {
  const inner = source.kind === 'call_expression' ? source.field('arguments')?.firstNamedChild : undefined;
  for (const candidate of [source, inner]) {
    const value = candidate && pkg.constantOf(candidate);
    if (value?.kind === 'string') return value.parts.map((part) => part ?? '\0').join('');
  }
  return '';
}

/** Left-hand sides of the assignment that a call is the only value of. */
function targetsOf(call: SyntaxNode): readonly SyntaxNode[] {
  const list = call.parent;
  if (list?.kind !== 'expression_list' || list.namedChildren.length !== 1) return [];
  const statement = list.parent;
  if (statement?.kind === 'var_spec') return statement.fieldAll('name');
  return list.fieldName === 'right' ? (statement?.field('left')?.namedChildren ?? []) : [];
}

interface Mention {
  readonly setter: PoolSetter;
  readonly name: SyntaxNode;
  /** The package whose constants its argument is made of. */
  readonly pkg: PackageModel;
  /** The pools it provably is about; undefined when it may be about any. */
  readonly pools: readonly SyntaxNode[] | undefined;
}

const mentionsOf = memoized<ProgramModel, Map<string, readonly Mention[]>>(() => new Map());

/**
 * Setters called, or taken as a method value, anywhere in a module outside its tests. Cost: the packages whose text
 * holds a setter's name are parsed; once per module and program version.
 */
function mentionsIn(pkg: PackageModel, file: FileModel): readonly Mention[] {
  const byModule = mentionsOf(pkg.program);
  const folder = pkg.program.moduleFolder(file);
  const known = byModule.get(folder);
  if (known) return known;
  const own = new Set(pkg.program.moduleFiles(file));
  const mentions: Mention[] = [];
  for (const member of pkg.program.modulePackages(file, POOL_SETTERS)) {
    for (const source of member.files) {
      if (source.isTest || !own.has(source.path)) continue;
      if (!POOL_SETTERS.some((setter) => source.text.includes(setter))) continue;
      for (const name of source.tree.root.descendants('field_identifier')) {
        const setter = POOL_SETTERS.find((candidate) => candidate === name.text);
        const operand =
          name.parent?.kind === 'selector_expression' ? name.parent.field('operand') : undefined;
        if (setter && operand) mentions.push({ setter, name, pkg: member, pools: poolsOf(member, operand) });
      }
    }
  }
  byModule.set(folder, mentions);
  return mentions;
}

/** How many connections a pool may have at most. */
export interface OpenLimit {
  readonly most: bigint;
  /** The call of SetMaxOpenConns. */
  readonly call: SyntaxNode;
  /** `likely` where it is not known which pool the handle is, and every pool of the module has a limit up to this one. */
  readonly certainty: 'proved' | 'likely';
}

/**
 * The limit of the pool behind a handle: the largest constant that the module gives it. Undefined where a number that is not
 * known counts, or none.
 */
export function openLimitOf(pkg: PackageModel, file: FileModel, handle: SyntaxNode): OpenLimit | undefined {
  const pools = poolsOf(pkg, handle);
  const setters = mentionsIn(pkg, file).filter(({ setter }) => setter === 'SetMaxOpenConns');
  const own = setters.filter((each) => pools && each.pools?.some((pool) => pools.includes(pool)));
  const counting = own.length > 0 ? own : setters.filter((each) => !pools || !each.pools);
  let limit: OpenLimit | undefined;
  for (const { name, pkg: member } of counting) {
    const call = name.parent?.parent;
    const argument = call?.kind === 'call_expression' ? call.field('arguments')?.firstNamedChild : undefined;
    const value = argument && member.constantOf(argument);
    if (!call || value?.kind !== 'int' || value.value <= 0n) return undefined;
    if (!limit || value.value > limit.most)
      limit = { most: value.value, call, certainty: own.length > 0 ? 'proved' : 'likely' };
  }
  return limit;
}

/** The calls that open the pool of an expression; undefined when any of them is not known. */
function poolsOf(pkg: PackageModel, expression: SyntaxNode): readonly SyntaxNode[] | undefined {
  const origins = originsOf(pkg, expression, { fields: true, passes: poolBehind });
  const made = origins?.all.filter(({ node, isZero }) => !isZero && node.kind !== 'nil');
  if (!made || made.length === 0) return undefined;
  return made.every(({ node, result }) => result === 0 && openerOf(pkg, node))
    ? made.map(({ node }) => node)
    : undefined;
}

/** What has the pool that an expression takes it from: what it wraps, or is given. */
function poolBehind(pkg: PackageModel, node: SyntaxNode): SyntaxNode | undefined {
  // a promoted embedded pool: sqlx's db.DB
  if (node.kind === 'selector_expression' && node.field('field')?.text === 'DB') return node.field('operand');
  if (node.kind !== 'call_expression') return undefined;
  if (openerOf(pkg, node)) return givenPool(pkg, node);
  const callee = pkg.calleeOf(node);
  const wrapped = POOL_WRAPPERS.get(callee?.id ?? '') ?? behaviourOf(callee?.id ?? '')?.returns?.argument;
  if (wrapped !== undefined) return node.field('arguments')?.namedChildren[wrapped];
  // gorm's db.DB(), xorm's engine.DB()
  return callee && /^(?:gorm\.io\/gorm|github\.com\/jinzhu\/gorm)\.DB\.DB$/.test(callee.id)
    ? callee.receiver
    : undefined;
}

/** The pool that a dialector is given, where gorm opens none of its own. */
function givenPool(pkg: PackageModel, call: SyntaxNode): SyntaxNode | undefined {
  const dialector = call.field('arguments')?.firstNamedChild;
  const config =
    dialector?.kind === 'call_expression' ? dialector.field('arguments')?.firstNamedChild : undefined;
  if (config?.kind !== 'composite_literal' || !givesConnection(pkg, config)) return undefined;
  for (const element of config.field('body')?.namedChildren ?? []) {
    if (element.kind === 'keyed_element' && element.field('key')?.text === 'Conn') {
      return element.field('value')?.firstNamedChild;
    }
  }
  return undefined;
}

/** @param used names selected on the pool where it was followed, code of other modules included */
function missingSetters(
  pkg: PackageModel,
  file: FileModel,
  call: SyntaxNode,
  used: readonly string[],
): ReadonlySet<PoolSetter> {
  const missing = new Set<PoolSetter>(POOL_SETTERS.filter((setter) => !used.includes(setter)));
  for (const mention of mentionsIn(pkg, file)) {
    if (!mention.pools || mention.pools.includes(call)) missing.delete(mention.setter);
  }
  return missing;
}
