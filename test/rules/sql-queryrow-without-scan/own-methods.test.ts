import { expect, test } from 'vitest';
import { findingsIn, lineOf } from '../../harness/program.ts';

const LIBRARY = (use: string): Record<string, string> => ({
  'go.mod': 'module github.com/jmoiron/sqlx\n\ngo 1.21\n',
  'sqlx.go': `package sqlx

import "database/sql"

type DB struct{ *sql.DB }

type Row struct{ rows *sql.Rows }

func (r *Row) Err() error { return r.rows.Err() }

func (r *Row) scanAny(dest any) error {
	defer r.rows.Close()
	return r.rows.Scan(dest)
}

func (db *DB) QueryRowx(query string) *Row {
	rows, _ := db.DB.Query(query)
	return &Row{rows: rows}
}

func get(db *DB, dest any) error {
	r := db.QueryRowx("SELECT 1")
	return ${use}
}
`,
});

const found = (use: string): number[] =>
  findingsIn(LIBRARY(use), { rules: ['sql-queryrow-without-scan'] }).map(lineOf);

test('a method that the package of the row keeps to itself may scan it', () => {
  expect(found('r.scanAny(dest)')).toEqual([]);
});

test('an exported method is known by the table', () => {
  expect(found('r.Err()')).toEqual([22]);
});
