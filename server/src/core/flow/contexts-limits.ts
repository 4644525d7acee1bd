import { IN_PROCESS_DIALECTORS, IN_PROCESS_DRIVERS, POOL_OPENERS } from '../knowledge/blocking-calls.ts';
import { MYSQL_CONFIG } from '../knowledge/mysql-dsn.ts';
import { memoized } from '../semantic/memo.ts';
import type { PackageModel } from '../semantic/model.ts';
import { qualifiedId } from '../semantic/qualified.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { type ConfiguredField, configuredValueOf } from './configured-values.ts';
import { sourceLimit } from './driver-limits.ts';
import { madeThroughInterface } from './interface-makers.ts';
import { keptInField } from './kept-elements.ts';
import { isGivenToMaker } from './maker-arguments.ts';
import { variable } from './nil-comparison.ts';
import { type Origin, originsOf } from './origins.ts';
import { seenValuesOf } from './seen-values.ts';

/** Whether something besides the context ends the wait. */
export type OtherLimit = 'none' | 'limited' | 'unknown';

/** The weaker knowledge wins; a limit on one of several values is a limit that somebody thought of. */
function join(limits: readonly OtherLimit[]): OtherLimit {
  if (limits.includes('limited')) return 'limited';
  return limits.length === 0 || limits.includes('unknown') ? 'unknown' : 'none';
}

/** net/dial.go: "With or without a timeout"; Deadline and the deprecated Cancel end a dial too. */
const RETRYABLE_CLIENT = 'github.com/hashicorp/go-retryablehttp.Client';
const DIALER_FIELDS = ['Timeout', 'Deadline', 'Cancel'];

/**
 * Limit of the `*http.Client` that an expression denotes: its Timeout, or that of its Transport; of a client of
 * go-retryablehttp that of the client with which it makes each attempt.
 * net/http/client.go: "A Timeout of zero means no timeout"; DefaultClient is `&Client{}`.
 */
export function clientLimit(pkg: PackageModel, client: SyntaxNode, depth = 0): OtherLimit {
  const type = namedId(pkg.typeOf(client));
  if (type === RETRYABLE_CLIENT) {
    // of one that NewClient makes a field of its HTTPClient may be set, which is not followed: unknown
    const inner = configuredValueOf(pkg, client).fields.get('HTTPClient');
    return inner ? join(inner.expressions.map((value) => clientLimit(pkg, value, depth))) : 'unknown';
  }
  if (type !== 'net/http.Client') return 'unknown';
  const { fields, made, isTraced } = configuredValueOf(pkg, client);
  if (!isTraced) {
    // a client of its own for each of several things, with a time of its own, or one that another type makes
    const kept = [
      ...keptInField(pkg, client).map((value) => configuredValueOf(pkg, value)),
      ...madeThroughInterface(pkg, client).map((made) => configuredValueOf(made.pkg, made.value)),
    ];
    const isLimited = kept.every(
      (value) => value.isTraced && limitOf(value.fields.get('Timeout')) !== 'none',
    );
    return (kept.length > 0 && isLimited) || isGivenLimited(pkg, client, depth) ? 'limited' : 'unknown';
  }
  const usesDefault = made.some((node) => node.kind === 'selector_expression');
  const { configuresDefaultClient, limitsDefaultClient } = moduleFacts(pkg);
  if (usesDefault && configuresDefaultClient) return limitsDefaultClient ? 'limited' : 'unknown';
  const given = fields.get('Timeout');
  const timeout = limitOf(given);
  if (timeout === 'unknown' && given && isGivenToMaker(pkg, client, given)) return 'limited';
  if (timeout !== 'none') return timeout;
  const transport = fields.get('Transport');
  return transport ? join(transport.expressions.map((value) => transportLimit(pkg, value))) : 'none';
}

/** Callers between where a client is made and the request. */
const MOST_CALLERS = 4;

/** Whether whoever in the module is seen to give a client, as an argument or in a field, gives one with a limit. */
function isGivenLimited(pkg: PackageModel, client: SyntaxNode, depth: number): boolean {
  const given = depth < MOST_CALLERS ? (seenValuesOf(pkg, client) ?? []) : [];
  // what nobody calls gives nothing
  const live = given.filter((each) => seenValuesOf(each.pkg, each.value)?.length !== 0);
  return live.length > 0 && live.every((each) => clientLimit(each.pkg, each.value, depth + 1) === 'limited');
}

/** Fields of http.Transport that leave the wait for an answer as it is, and those that take over the connection. */
const TAKES_OVER = ['DialContext', 'Dial', 'DialTLS', 'DialTLSContext', 'RegisterProtocol'];

function transportLimit(pkg: PackageModel, transport: SyntaxNode): OtherLimit {
  if (transport.kind === 'nil' || qualifiedId(pkg, transport) === 'net/http.DefaultTransport') return 'none';
  if (namedId(pkg.typeOf(transport)) !== 'net/http.Transport') return 'unknown';
  const { fields, isTraced } = configuredValueOf(pkg, transport);
  if (!isTraced) return 'unknown';
  const header = limitOf(fields.get('ResponseHeaderTimeout'));
  if (header !== 'none') return header;
  // a dial function may set deadlines on its connections; the method of a net.Dialer does not
  const dials = TAKES_OVER.flatMap((name) => fields.get(name) ?? []);
  const isPlain = dials.every(
    ({ places, expressions }) =>
      places.length === expressions.length && expressions.every((value) => isDialerMethod(pkg, value)),
  );
  return isPlain ? 'none' : 'unknown';
}

function isDialerMethod(pkg: PackageModel, value: SyntaxNode): boolean {
  const operand = value.kind === 'selector_expression' ? value.field('operand') : undefined;
  return operand !== undefined && namedId(pkg.typeOf(operand)) === 'net.Dialer';
}

/** Limit of a net.Dialer or tls.Dialer (whose NetDialer counts). */
export function dialerLimit(pkg: PackageModel, dialer: SyntaxNode): OtherLimit {
  const type = namedId(pkg.typeOf(dialer));
  if (type !== 'net.Dialer' && type !== 'crypto/tls.Dialer') return 'unknown';
  const { fields, isTraced } = configuredValueOf(pkg, dialer);
  if (!isTraced) return 'unknown';
  if (type === 'net.Dialer') {
    const limits = DIALER_FIELDS.map((name) => limitOf(fields.get(name)));
    return limits.find((limit) => limit !== 'none') ?? 'none';
  }
  const inner = fields.get('NetDialer');
  if (!inner || inner.value === 'nil') return 'none';
  return join(inner.expressions.map((value) => dialerLimit(pkg, value)));
}

/** Whether a field is a limit: set, and not to zero. */
function limitOf(field: ConfiguredField | undefined): OtherLimit {
  if (!field || field.value === 'nil') return 'none';
  if (field.set !== 'constant') return 'unknown';
  return typeof field.value === 'object' && field.value.kind === 'int' && field.value.value === 0n
    ? 'none'
    : 'limited';
}

/** What is known of the pool behind a `*sql.DB`, `*sql.Tx`, `*sql.Conn` or `*sql.Stmt`. */
export type PoolLimit = 'in-process' | 'limited' | 'none' | 'unknown';

/** Methods that give a handle on the same pool. */
const SAME_POOL =
  /^gorm\.io\/gorm\.DB\.|\.(Conn|Connx|Begin|BeginTx|Beginx|BeginTxx|MustBegin|MustBeginTx|Prepare|PrepareContext|Preparex|PreparexContext|Unsafe)$/;

/** Follows a handle to the call that opened its pool, and reads driver and DSN there. */
export function poolLimit(pkg: PackageModel, handle: SyntaxNode, depth = 0): PoolLimit {
  if (depth > 4) return 'unknown';
  const origins = originsOf(pkg, handle, { fields: true });
  if (!origins || origins.all.length === 0) return isOfLocalFile(pkg, handle) ? 'in-process' : 'unknown';
  const limits = origins.all.map(({ node }): PoolLimit => {
    const callee = node.kind === 'call_expression' ? pkg.calleeOf(node) : undefined;
    if (!callee) return isOfLocalFile(pkg, handle) ? 'in-process' : 'unknown';
    const args = node.field('arguments')?.namedChildren ?? [];
    const places = POOL_OPENERS.get(callee.id);
    if (!places) {
      if (callee.id === OPEN_DB) return sourceLimit(pkg, args[0]);
      if (callee.id === GORM_OPEN) return dialectorLimit(pkg, args[0]);
      return callee.receiver && SAME_POOL.test(callee.id)
        ? poolLimit(pkg, callee.receiver, depth + 1)
        : isOfLocalFile(pkg, handle)
          ? 'in-process'
          : 'unknown';
    }
    const driver = textOf(pkg, args[places[0]]);
    if (driver !== undefined && IN_PROCESS_DRIVERS.has(driver)) return 'in-process';
    return sourceLimit(pkg, args[places[1]]);
  });
  for (const limit of ['in-process', 'limited', 'unknown'] as const) if (limits.includes(limit)) return limit;
  return 'none';
}

/** Of what gorm.Open gets first: the call that names driver and DSN. */
function dialectorLimit(pkg: PackageModel, dialector: SyntaxNode | undefined): PoolLimit {
  const origins = (dialector && originsOf(pkg, dialector, { fields: true })?.all) ?? [];
  const isLocal = ({ node }: Origin): boolean =>
    node.kind === 'call_expression' && IN_PROCESS_DIALECTORS.has(pkg.calleeOf(node)?.id ?? '');
  return origins.length > 0 && origins.every(isLocal) ? 'in-process' : 'unknown';
}

const OPEN_DB = 'database/sql.OpenDB';
const GORM_OPEN = 'gorm.io/gorm.Open';

/** Whether gorm opens nothing but databases of the process in a module. */
export const opensOnlyLocalGorm = memoized((pkg: PackageModel): boolean => {
  const opened = pkg.program.modulePackages(pkg.files[0]!, ['gorm.Open(']).flatMap((home) =>
    home.files
      .filter((file) => !file.isTest)
      .flatMap((file) => [...file.tree.root.descendants('call_expression')])
      .filter((call) => home.calleeOf(call)?.id === GORM_OPEN)
      .map((call) => dialectorLimit(home, call.field('arguments')?.firstNamedChild)),
  );
  return opened.length > 0 && opened.every((limit) => limit === 'in-process');
});

/** Whether a handle is a package variable of a file that imports drivers of databases in the process, and no others. */
function isOfLocalFile(pkg: PackageModel, handle: SyntaxNode): boolean {
  const object = variable(pkg, handle);
  if (object?.role !== 'package') return false;
  const drivers = object.file.imports.map(({ path }) => `"${path}"`);
  const has = (list: readonly string[]): boolean =>
    drivers.some((driver) => list.some((each) => driver.includes(each)));
  return has(LOCAL_DRIVERS) && !has(SERVER_DRIVERS);
}

function textOf(pkg: PackageModel, node: SyntaxNode | undefined): string | undefined {
  const value = node && pkg.constantOf(node);
  return value?.kind === 'string' && value.parts.length === 1 ? value.parts[0] : undefined;
}

/** What the source of a module says about limits that stand far from the calls. */
export interface ModuleFacts {
  /** False while the module is not indexed: then nothing below is certain. */
  readonly isComplete: boolean;
  /** A DSN or driver configuration somewhere bounds statements. */
  readonly hasStatementLimit: boolean;
  /** Only drivers that run in the process are imported. */
  readonly hasOnlyLocalDatabases: boolean;
  /** Some driver that is imported runs in the process. */
  readonly hasLocalDatabases: boolean;
  /** gRPC connections are made with interceptors or a service configuration, which may set deadlines. */
  readonly hasGrpcInterceptors: boolean;
  readonly makesGrpcConnections: boolean;
  readonly configuresDefaultClient: boolean;
  /** Somebody gives http.DefaultClient a Timeout. */
  readonly limitsDefaultClient: boolean;
}

const SERVER_DRIVERS = [
  '"github.com/go-sql-driver/mysql"',
  '"github.com/lib/pq"',
  '"github.com/jackc/pgx',
  '"gorm.io/driver/mysql"',
  '"gorm.io/driver/postgres"',
  '"github.com/microsoft/go-mssqldb"',
  '"github.com/denisenkom/go-mssqldb"',
  '"github.com/ClickHouse/clickhouse-go',
  '"github.com/godror/godror"',
  '"github.com/sijms/go-ora',
  '"github.com/snowflakedb/gosnowflake"',
];
const LOCAL_DRIVERS = [
  // mattn/go-sqlite3, ncruces/go-sqlite3, mutecomm/go-sqlcipher, and their forks
  '/go-sqlite3"',
  '/go-sqlite3/',
  '/go-sqlcipher',
  '"modernc.org/sqlite"',
  '"github.com/glebarez/sqlite"',
  '"github.com/glebarez/go-sqlite"',
  '"github.com/marcboeker/go-duckdb',
];

/**
 * Where the databases run whose drivers a package imports itself: on servers, in the process, or both; undefined without any.
 */
export function driversOf(pkg: PackageModel): 'server' | 'in-process' | 'both' | undefined {
  const paths = pkg.files
    .filter(({ isTest }) => !isTest)
    .flatMap(({ imports }) => imports.map(({ path }) => `"${path}"`));
  const has = (list: readonly string[]): boolean =>
    paths.some((path) => list.some((each) => path.includes(each)));
  const [isServer, isLocal] = [has(SERVER_DRIVERS), has(LOCAL_DRIVERS)];
  if (isServer && isLocal) return 'both';
  return isServer ? 'server' : isLocal ? 'in-process' : undefined;
}

/** Whether a package sets a field of a struct, in a literal or later; where a type is not known it may. */
function setsField(pkg: PackageModel, type: string, name: string): boolean {
  return pkg.files.some((file) =>
    file.tree.identifiersNamed(name).some((identifier) => {
      const { parent } = identifier;
      const isKey = parent?.kind === 'literal_element' && parent.fieldName === 'key';
      const isTarget = parent?.kind === 'selector_expression' && parent.parent?.fieldName === 'left';
      const holder = isKey
        ? identifier.ancestor('literal_value')
        : isTarget
          ? parent.field('operand')
          : undefined;
      if (!holder) return false;
      const literal = isKey && holder.parent?.kind === 'composite_literal' ? holder.parent : holder;
      const held = namedId(pkg.typeOf(literal));
      return held === undefined || held === type;
    }),
  );
}

/** Facts about the module of a package, read once per package and only when a call asks for them. */
export const moduleFacts = memoized((pkg: PackageModel): ModuleFacts => {
  const file = pkg.files[0]!;
  const { program } = pkg;
  const packages = (tokens: readonly string[]): readonly PackageModel[] =>
    program.modulePackages(file, tokens);
  const mentions = (tokens: readonly string[]): boolean => packages(tokens).length > 0;
  const configured = packages(['mysql.Config{', 'mysql.NewConfig(', 'mysql.ParseDSN(']).some((other) =>
    setsField(other, MYSQL_CONFIG, 'ReadTimeout'),
  );
  return {
    isComplete: program.moduleIsComplete,
    hasStatementLimit: configured || mentions(['readTimeout', 'statement_timeout', 'max_execution_time']),
    hasLocalDatabases: mentions(LOCAL_DRIVERS),
    hasOnlyLocalDatabases: mentions(LOCAL_DRIVERS) && !mentions(SERVER_DRIVERS),
    hasGrpcInterceptors: mentions([
      'WithUnaryInterceptor',
      'WithChainUnaryInterceptor',
      'WithDefaultServiceConfig',
      'WithDefaultCallOptions',
      'go-zero/zrpc"',
      'go-kratos/kratos',
    ]),
    makesGrpcConnections: mentions(['grpc.NewClient(', 'grpc.Dial(', 'grpc.DialContext(']),
    configuresDefaultClient: mentions([
      'http.DefaultClient.Timeout',
      'http.DefaultClient.Transport',
      'http.DefaultClient =',
      'http.DefaultTransport =',
    ]),
    limitsDefaultClient: mentions(['http.DefaultClient.Timeout =']),
  };
});
