import { DSN_LIMITS, IN_PROCESS_DRIVERS, POOL_OPENERS } from '../knowledge/blocking-calls.ts';
import type { PackageModel, VarObject } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { variable } from './conditions.ts';
import { type Origin, type Origins, originsOf } from './origins.ts';

/** Whether something besides the context ends the wait. */
export type OtherLimit = 'none' | 'limited' | 'unknown';

/** The weaker knowledge wins; a limit on one of several values is a limit that somebody thought of. */
function join(limits: readonly OtherLimit[]): OtherLimit {
  if (limits.includes('limited')) return 'limited';
  return limits.length === 0 || limits.includes('unknown') ? 'unknown' : 'none';
}

/** Fields of http.Client that can end an exchange (net/http/client.go, Timeout; a transport may have limits of its own). */
const CLIENT_FIELDS = ['Timeout', 'Transport'];
/** net/dial.go: "With or without a timeout"; Deadline and the deprecated Cancel end a dial too. */
const DIALER_FIELDS = ['Timeout', 'Deadline', 'Cancel'];

/**
 * Limit of the `*http.Client` that an expression denotes: its Timeout, or that of its Transport.
 * net/http/client.go: "A Timeout of zero means no timeout"; DefaultClient is `&Client{}`.
 */
export function clientLimit(pkg: PackageModel, client: SyntaxNode): OtherLimit {
  const origins = originsOf(pkg, client, { fields: true });
  if (!origins) return 'unknown';
  if (mayBeWritten(pkg, 'net/http.Client', CLIENT_FIELDS, origins)) return 'unknown';
  return join(
    origins.all.map((origin) => {
      if (isSelector(pkg, origin.node, 'net/http', 'DefaultClient'))
        return moduleFacts(pkg).configuresDefaultClient ? 'unknown' : 'none';
      const literal = literalOf(pkg, origin, 'net/http.Client');
      if (literal === undefined) return 'unknown';
      if (literal === 'zero') return 'none';
      const fields = fieldsOf(literal);
      if (!fields) return 'unknown';
      const timeout = fields.get('Timeout');
      if (timeout && !isZero(pkg, timeout)) return 'limited';
      const transport = fields.get('Transport');
      return transport ? transportLimit(pkg, transport) : 'none';
    }),
  );
}

/** Fields of http.Transport that leave the wait for an answer as it is, and those that take over the connection. */
const TAKES_OVER = new Set(['DialContext', 'Dial', 'DialTLS', 'DialTLSContext', 'RegisterProtocol']);

function transportLimit(pkg: PackageModel, transport: SyntaxNode): OtherLimit {
  const origins = originsOf(pkg, transport, { fields: true });
  if (!origins) return 'unknown';
  if (mayBeWritten(pkg, 'net/http.Transport', ['ResponseHeaderTimeout', ...TAKES_OVER], origins))
    return 'unknown';
  return join(
    origins.all.map((origin) => {
      if (origin.node.kind === 'nil' || isSelector(pkg, origin.node, 'net/http', 'DefaultTransport'))
        return 'none';
      const literal = literalOf(pkg, origin, 'net/http.Transport');
      if (literal === undefined) return 'unknown';
      if (literal === 'zero') return 'none';
      const fields = fieldsOf(literal);
      if (!fields) return 'unknown';
      const header = fields.get('ResponseHeaderTimeout');
      if (header && !isZero(pkg, header)) return 'limited';
      for (const name of TAKES_OVER) {
        const value = fields.get(name);
        // a dial function may set deadlines on its connections; the method of a net.Dialer does not
        if (value && !isDialerMethod(pkg, value)) return 'unknown';
      }
      return 'none';
    }),
  );
}

function isDialerMethod(pkg: PackageModel, value: SyntaxNode): boolean {
  const operand = value.kind === 'selector_expression' ? value.field('operand') : undefined;
  return operand !== undefined && namedId(pkg.typeOf(operand)) === 'net.Dialer';
}

/** Limit of a net.Dialer or tls.Dialer (whose NetDialer counts). */
export function dialerLimit(pkg: PackageModel, dialer: SyntaxNode): OtherLimit {
  const origins = originsOf(pkg, dialer, { fields: true });
  if (!origins) return 'unknown';
  if (mayBeWritten(pkg, 'net.Dialer', DIALER_FIELDS, origins)) return 'unknown';
  if (mayBeWritten(pkg, 'crypto/tls.Dialer', ['NetDialer'], origins)) return 'unknown';
  return join(
    origins.all.map((origin) => {
      const plain = literalOf(pkg, origin, 'net.Dialer');
      const literal = plain ?? literalOf(pkg, origin, 'crypto/tls.Dialer');
      if (literal === undefined) return 'unknown';
      if (literal === 'zero') return 'none';
      const fields = fieldsOf(literal);
      if (!fields) return 'unknown';
      if (!plain) {
        const inner = fields.get('NetDialer');
        return inner && inner.kind !== 'nil' ? dialerLimit(pkg, inner) : 'none';
      }
      const limited = DIALER_FIELDS.some((name) => {
        const value = fields.get(name);
        return value !== undefined && !isZero(pkg, value);
      });
      return limited ? 'limited' : 'none';
    }),
  );
}

/** What is known of the pool behind a `*sql.DB`, `*sql.Tx`, `*sql.Conn` or `*sql.Stmt`. */
export type PoolLimit = 'in-process' | 'limited' | 'none' | 'unknown';

/** Methods that give a handle on the same pool. */
const SAME_POOL =
  /\.(Conn|Connx|Begin|BeginTx|Beginx|BeginTxx|MustBegin|MustBeginTx|Prepare|PrepareContext|Preparex|PreparexContext|Unsafe)$/;

/** Follows a handle to the call that opened its pool, and reads driver and DSN there. */
export function poolLimit(pkg: PackageModel, handle: SyntaxNode, depth = 0): PoolLimit {
  if (depth > 4) return 'unknown';
  const origins = originsOf(pkg, handle, { fields: true });
  if (!origins || origins.all.length === 0) return 'unknown';
  const limits = origins.all.map(({ node }): PoolLimit => {
    const callee = node.kind === 'call_expression' ? pkg.calleeOf(node) : undefined;
    if (!callee) return 'unknown';
    const places = POOL_OPENERS.get(callee.id);
    if (!places) {
      return callee.receiver && SAME_POOL.test(callee.id)
        ? poolLimit(pkg, callee.receiver, depth + 1)
        : 'unknown';
    }
    const args = node.field('arguments')?.namedChildren ?? [];
    const driver = textOf(pkg, args[places[0]]);
    if (driver !== undefined && IN_PROCESS_DRIVERS.has(driver)) return 'in-process';
    const source = args[places[1]];
    const dsn = source && pkg.constantOf(source);
    if (dsn?.kind !== 'string') return 'unknown';
    if (dsn.parts.some((part) => part !== undefined && DSN_LIMITS.test(part))) return 'limited';
    return dsn.parts.includes(undefined) ? 'unknown' : 'none';
  });
  for (const limit of ['in-process', 'limited', 'unknown'] as const) if (limits.includes(limit)) return limit;
  return 'none';
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
  /** gRPC connections are made with interceptors or a service configuration, which may set deadlines. */
  readonly hasGrpcInterceptors: boolean;
  readonly makesGrpcConnections: boolean;
  readonly configuresDefaultClient: boolean;
}

const FACTS = new WeakMap<PackageModel, ModuleFacts>();

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
  '"github.com/mattn/go-sqlite3"',
  '"modernc.org/sqlite"',
  '"github.com/glebarez/sqlite"',
  '"github.com/glebarez/go-sqlite"',
  '"github.com/ncruces/go-sqlite3',
  '"github.com/marcboeker/go-duckdb',
];

/** Facts about the module of a package, read once per package and only when a call asks for them. */
export function moduleFacts(pkg: PackageModel): ModuleFacts {
  let facts = FACTS.get(pkg);
  if (facts) return facts;
  const file = pkg.files[0]!;
  const { program } = pkg;
  const packages = (tokens: readonly string[]): readonly PackageModel[] =>
    program.modulePackages(file, tokens);
  const mentions = (tokens: readonly string[]): boolean => packages(tokens).length > 0;
  const configured = packages(['mysql.Config{', 'mysql.NewConfig(', 'mysql.ParseDSN(']).some((other) =>
    other.files.some((each) => /\bReadTimeout\s*[:=]/.test(each.text)),
  );
  facts = {
    isComplete: program.moduleIsComplete,
    hasStatementLimit: configured || mentions(['readTimeout', 'statement_timeout', 'max_execution_time']),
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
    ]),
  };
  FACTS.set(pkg, facts);
  return facts;
}

/** The composite literal of a type that an origin is; `'zero'` for `var x T` and `new(T)`; undefined for anything else. */
function literalOf(pkg: PackageModel, origin: Origin, type: string): SyntaxNode | 'zero' | undefined {
  const { node } = origin;
  if (origin.isZero) {
    // a pointer that nobody sets is nil, not a value without limits
    const object = pkg.objectOf(node);
    const declared = object && pkg.typeOfObject(object);
    return declared?.kind === 'named' && namedId(declared) === type ? 'zero' : undefined;
  }
  if (node.kind === 'composite_literal') return namedId(pkg.typeOf(node)) === type ? node : undefined;
  if (node.kind === 'call_expression' && pkg.calleeOf(node)?.id === 'new')
    return namedId(pkg.typeOf(node)) === type ? 'zero' : undefined;
  return undefined;
}

/** Named fields of a literal; undefined for one without names. */
function fieldsOf(literal: SyntaxNode): Map<string, SyntaxNode> | undefined {
  const fields = new Map<string, SyntaxNode>();
  for (const element of literal.field('body')?.namedChildren ?? []) {
    const key = element.kind === 'keyed_element' ? element.field('key') : undefined;
    const value = element.field('value');
    if (!key || !value) return undefined;
    fields.set(key.text, value.kind === 'literal_element' ? (value.firstNamedChild ?? value) : value);
  }
  return fields;
}

function isZero(pkg: PackageModel, value: SyntaxNode): boolean {
  const constant = pkg.constantOf(value);
  return value.kind === 'nil' || (constant?.kind === 'int' && constant.value === 0n);
}

function isSelector(pkg: PackageModel, node: SyntaxNode, path: string, name: string): boolean {
  if (node.kind !== 'selector_expression' || node.field('field')?.text !== name) return false;
  const operand = node.field('operand')!;
  const object = operand.kind === 'identifier' ? pkg.lookup(operand.text, operand) : undefined;
  return object?.kind === 'package' && object.path === path;
}

/**
 * Whether the package assigns one of the fields of a type on what may be the value in question: on a variable that
 * carries it, or on something that is not a variable of its own. `http.DefaultClient.Timeout = ...` counts for all.
 */
function mayBeWritten(pkg: PackageModel, type: string, fields: readonly string[], origins: Origins): boolean {
  for (const write of fieldWrites(pkg, type)) {
    if (!fields.includes(write.field)) continue;
    if (!write.base || write.base.role === 'parameter' || write.base.role === 'receiver') return true;
    if (origins.through.has(write.base)) return true;
  }
  return false;
}

interface FieldWrite {
  readonly field: string;
  /** The variable or field on which it is written; undefined when it is neither. */
  readonly base: VarObject | undefined;
}

const WRITES = new WeakMap<PackageModel, Map<string, readonly FieldWrite[]>>();
const CONFIGURED = [...CLIENT_FIELDS, ...DIALER_FIELDS, ...TAKES_OVER, 'ResponseHeaderTimeout', 'NetDialer'];

/** Assignments `x.F = v` to the fields of a type in a package. */
function fieldWrites(pkg: PackageModel, type: string): readonly FieldWrite[] {
  let byType = WRITES.get(pkg);
  if (!byType) {
    byType = collectWrites(pkg);
    WRITES.set(pkg, byType);
  }
  return byType.get(type) ?? [];
}

function collectWrites(pkg: PackageModel): Map<string, FieldWrite[]> {
  const byType = new Map<string, FieldWrite[]>();
  for (const file of pkg.files) {
    if (file.isTest) continue;
    for (const statement of file.tree.root.descendants('assignment_statement')) {
      for (const target of statement.field('left')?.namedChildren ?? []) {
        const field = target.kind === 'selector_expression' ? target.field('field')?.text : undefined;
        if (field === undefined || !CONFIGURED.includes(field)) continue;
        const operand = target.field('operand')!;
        const type = namedId(pkg.typeOf(operand));
        if (type === undefined) continue;
        const name = operand.kind === 'selector_expression' ? operand.field('field')! : operand;
        const object = name.kind === 'field_identifier' ? pkg.objectOf(name) : variable(pkg, name);
        const write: FieldWrite = { field, base: object?.kind === 'var' ? object : undefined };
        const list = byType.get(type);
        if (list) list.push(write);
        else byType.set(type, [write]);
      }
    }
  }
  return byType;
}
