/** A method that moves an iterator on and hides an error behind `false`. */
export interface IteratorStep {
  /** The method of the same value that tells the error. */
  readonly error: string;
  /** What moves on: to the next row, or to the next result set. */
  readonly step: 'row' | 'result-set';
}

const ROW: IteratorStep = { error: 'Err', step: 'row' };

/**
 * Steps of iterators by canonical name. database/sql/sql.go, Rows.Next: false "if there is no next result row or an error
 * happened while preparing it. Rows.Err should be consulted to distinguish between the two cases", and the same words
 * at NextResultSet. pgx/rows.go, Rows.Next: "Callers should check rows.Err() after rows.Next() returns false".
 */
export const ITERATOR_STEPS: ReadonlyMap<string, IteratorStep> = new Map([
  ['database/sql.Rows.Next', ROW],
  ['database/sql.Rows.NextResultSet', { error: 'Err', step: 'result-set' }],
  ['github.com/jackc/pgx/v4.Rows.Next', ROW],
  ['github.com/jackc/pgx/v5.Rows.Next', ROW],
]);

/** Methods whose result is rows in every library that follows database/sql. */
export const QUERY_NAMES: ReadonlySet<string> = new Set([
  'Query',
  'QueryContext',
  'Queryx',
  'QueryxContext',
  'NamedQuery',
  'NamedQueryContext',
]);

/** Methods of such rows (database/sql/sql.go, sqlx.go, pgx/rows.go). */
export const ROWS_METHODS: ReadonlySet<string> = new Set([
  'Next',
  'NextResultSet',
  'Scan',
  'StructScan',
  'MapScan',
  'SliceScan',
  'Columns',
  'ColumnTypes',
  'Values',
  'Close',
  'Err',
]);
