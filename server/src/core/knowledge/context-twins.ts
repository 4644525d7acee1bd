import type { BlockingCategory } from './blocking-calls.ts';

/** A call that waits without a context, and the one that gets one and does the same. */
export interface ContextTwin {
  readonly category: Extract<BlockingCategory, 'sql' | 'dial' | 'exec'>;
  /** Name of the method of the same value, or of the function of the same package, with the context in front. */
  readonly name: string;
  /** How the call is written with a context, where the name alone does not say it. */
  readonly form: 'same' | 'options' | 'dialer' | 'other type';
  /** Whether what the call returns lives on the context: cancelling it closes sql.Rows and rolls a sql.Tx back. */
  readonly result: 'settled' | 'tied';
  /** Index of the SQL text among the arguments. */
  readonly statement: number | undefined;
  /** Indexes of network and address among the arguments of a dial. */
  readonly address?: readonly [number, number];
  /** Index of the dialer among the arguments of a dial, where it is not the receiver. */
  readonly dialer?: number;
}

type Sql = Pick<ContextTwin, 'result' | 'statement'> & Partial<ContextTwin>;

const settled = (statement?: number): Sql => ({ result: 'settled', statement });
const tied = (statement?: number): Sql => ({ result: 'tied', statement });

function sql(type: string, calls: Readonly<Record<string, Sql>>): (readonly [string, ContextTwin])[] {
  return Object.entries(calls).map(([name, call]) => [
    `${type}.${name}`,
    { category: 'sql', name: `${name}Context`, form: 'same', ...call },
  ]);
}

/** database/sql/sql.go: `func (db *DB) Begin() (*Tx, error) { return db.BeginTx(context.Background(), nil) }`. */
const begin = (name: string): Sql => ({ ...tied(), name, form: 'options' });

const SQLX = 'github.com/jmoiron/sqlx';
const QUERIES = { Query: tied(0), QueryRow: tied(0), Exec: settled(0), Prepare: settled(0) };
const PREPARED = { Query: tied(), QueryRow: tied(), Exec: settled() };
/** sqlx_context.go has a twin with `Context` behind the name for each of them, `NamedQuery` of a Tx apart. */
const SQLX_QUERIES = {
  Queryx: tied(0),
  QueryRowx: tied(0),
  Get: settled(1),
  Select: settled(1),
  MustExec: settled(0),
  NamedExec: settled(0),
  Preparex: settled(0),
  PrepareNamed: settled(0),
};
const SQLX_PREPARED = {
  Queryx: tied(),
  QueryRowx: tied(),
  Get: settled(),
  Select: settled(),
  MustExec: settled(),
};

/**
 * Calls by canonical name. *sql.Conn has no call without a context. database/sql/sql.go: "Query uses [context.Background]
 * internally; to specify the context, use [DB.QueryContext]", the same at each of the others. os/exec/exec.go: "CommandContext
 * is like Command but includes a context". net/dial.go: "Dial uses context.Background internally; to specify the context, use
 * DialContext".
 */
export const CONTEXT_TWINS: ReadonlyMap<string, ContextTwin> = new Map<string, ContextTwin>([
  ...sql('database/sql.DB', { ...QUERIES, Ping: settled(), Begin: begin('BeginTx') }),
  ...sql('database/sql.Tx', QUERIES),
  ...sql('database/sql.Stmt', PREPARED),
  ...sql(`${SQLX}.DB`, {
    ...SQLX_QUERIES,
    NamedQuery: tied(0),
    Beginx: begin('BeginTxx'),
    MustBegin: begin('MustBeginTx'),
  }),
  ...sql(`${SQLX}.Tx`, SQLX_QUERIES),
  ...sql(`${SQLX}.Stmt`, SQLX_PREPARED),
  ...sql(`${SQLX}.NamedStmt`, { ...PREPARED, ...SQLX_PREPARED }),
  [
    'os/exec.Command',
    { category: 'exec', name: 'CommandContext', form: 'same', result: 'settled', statement: undefined },
  ],
  ...(
    [
      ['net.Dial', 'dialer', [0, 1], undefined],
      ['net.Dialer.Dial', 'same', [0, 1], undefined],
      // the twins return a net.Conn instead of a *tls.Conn
      ['crypto/tls.Dial', 'other type', [0, 1], undefined],
      ['crypto/tls.DialWithDialer', 'other type', [1, 2], 0],
      ['crypto/tls.Dialer.Dial', 'same', [0, 1], undefined],
    ] as const
  ).map(([id, form, address, dialer]): readonly [string, ContextTwin] => [
    id,
    {
      category: 'dial',
      name: 'DialContext',
      form,
      result: 'settled',
      statement: undefined,
      address,
      ...(dialer === undefined ? {} : { dialer }),
    },
  ]),
]);

/** The names of the table, to pass over other calls quickly. */
export const TWIN_NAMES: ReadonlySet<string> = new Set(
  [...CONTEXT_TWINS.keys()].map((id) => id.slice(id.lastIndexOf('.') + 1)),
);
