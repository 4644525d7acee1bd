import { describe, expect, test } from 'vitest';
import { analyze } from '../../../server/src/core/analyze.ts';
import { DEFAULT_CONFIG } from '../../../server/src/core/config.ts';
import { readParseTime } from '../../../server/src/core/knowledge/mysql-dsn.ts';
import { renderCard } from '../../../server/src/core/render/card.ts';
import { findingsIn, fixed, programOf, ruleNamed } from '../../harness/program.ts';

const RULE = 'mysql-parse-time-missing';
const rules = [RULE];

const open = (expression: string, before = ''): string => `package store

import (
	"database/sql"
	"fmt"
)

var _ = fmt.Sprint
${before}
func open(a, b string) (*sql.DB, error) {
	return sql.Open("mysql", ${expression})
}
`;

const SCAN = `
func last(db *sql.DB) (at time.Time, err error) {
	err = db.QueryRow("SELECT MAX(created_at) FROM events").Scan(&at)
	return at, err
}
`;

describe('reading a DSN', () => {
  const hole = undefined;
  test.each([
    [['a@tcp(h)/d'], 'absent', true],
    [['a@tcp(h)/d?charset=utf8'], 'absent', true],
    [['/'], 'absent', true],
    [['a@tcp(h)/d?parseTime=true'], 'on', true],
    [['a@tcp(h)/d?x=y&parseTime=TRUE&z=1'], 'on', true],
    [['a@tcp(h)/d?parseTime=0'], 'off', true],
    // the later one wins, and names are case-sensitive
    [['a@tcp(h)/d?parseTime=true&parseTime=false'], 'off', true],
    [['a@tcp(h)/d?parsetime=true'], 'absent', true],
    [['a@tcp(h)/d?noparseTime=true'], 'absent', true],
    // unknown parts
    [[hole, '@tcp(', hole, ')/d?charset=utf8'], 'absent', true],
    [['a@tcp(h)/', hole, '?charset=utf8'], 'absent', true],
    [[hole, '?charset=utf8'], 'absent', true],
    [['a@tcp(h)/', hole], 'absent', false],
    [['a@tcp(h)/d?charset=', hole, '&loc=UTC'], 'absent', false],
    [['a@tcp(h)/d?', hole], 'unknown', false],
    [['a@tcp(h)/d?charset=utf8', hole, '=x'], 'absent', false],
    [['a@tcp(h)/d?charset=utf8&', hole], 'unknown', false],
    [['a@tcp(h)/d?parseTime=', hole], 'unknown', false],
    [['a@tcp(h)/d?charset=', hole, '&parseTime=true'], 'on', true],
    // no DSN, or one that the driver rejects
    [['mysql://a@h/d'], 'unknown', false],
    [['nothing'], 'unknown', false],
    [['a@tcp(h)/d?loc=Asia/Shanghai'], 'unknown', false],
    [['a@unix(/run/mysqld.sock)'], 'unknown', false],
    [['a@tcp(h)/d?parseTime=yes'], 'unknown', false],
  ] as const)('%j is %s', (parts, setting, isProved) => {
    expect(readParseTime(parts)).toMatchObject({ setting, isProved });
  });
});

describe('an unknown part that may hold parameters', () => {
  test.each([
    ['fmt.Sprintf("app@tcp(%s)/%s", a, b)', 'fmt.Sprintf("app@tcp(%s)/%s?parseTime=true", a, b)'],
    ['"app@tcp(db:3306)/" + b', undefined],
    [
      'fmt.Sprintf("app@tcp(%s)/shop?charset=%s", a, b)',
      'fmt.Sprintf("app@tcp(%s)/shop?parseTime=true&charset=%s", a, b)',
    ],
  ])('%s is a guess', (expression, after) => {
    const source = open(expression);
    expect(findingsIn(source, { rules })).toEqual([]);
    const [finding, ...others] = findingsIn(source, { rules, config: { minConfidence: 'low' } });
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ confidence: 'low', severity: 'hint' });
    expect(finding!.fixes.map((fix) => fix.safety)).toEqual(after === undefined ? [] : ['suggested']);
    for (const fix of finding!.fixes) expect(fixed(source, fix)).toBe(open(after!));
  });

  test.each(['"app@tcp(db:3306)/shop?" + b', 'a + b', 'a', 'fmt.Sprintf("%s", a)'])(
    '%s is silence',
    (expression) => {
      expect(findingsIn(open(expression), { rules, config: { minConfidence: 'low' } })).toEqual([]);
    },
  );
});

test('another driver that registers as mysql', () => {
  const source = open('"app@tcp(db:3306)/shop"').replace(
    '	"fmt"\n',
    '	"fmt"\n	_ "github.com/go-mysql-org/go-mysql/driver"\n',
  );
  expect(findingsIn(source, { rules })).toEqual([]);
});

test('says nothing while the module is not read completely', () => {
  const judge = (complete: boolean) =>
    analyze(programOf({ 'p/p.go': open('"app@tcp(db:3306)/shop"') }, complete), ['p/p.go'], DEFAULT_CONFIG, {
      rules: [ruleNamed(RULE)],
    }).findings.length;
  expect(judge(true)).toBe(1);
  expect(judge(false)).toBe(0);
});

test('the card tells where the time is scanned, and nothing about garbage collection', () => {
  const source = open('"app@tcp(db:3306)/shop"').replace('	"fmt"\n', '	"fmt"\n	"time"\n') + SCAN;
  const [finding] = findingsIn(source, { rules, path: 'store/store.go' });
  expect(finding!.facts).toMatchObject({ target: 'at (time.Time)', scanPlace: 'store.go:16' });
  expect(finding!.related.map((each) => each.place.start.line + 1)).toEqual([16]);
  const card = renderCard(finding!, 'en', 'text');
  expect(card).toContain('unsupported Scan, storing driver.Value type []uint8 into type *time.Time');
  expect(card).not.toMatch(/GC pressure|heavy GC/);
});

describe('what makes the fix safe', () => {
  const withScan = (scan: string): string =>
    open('"app@tcp(db:3306)/shop"').replace('	"fmt"\n', '	"fmt"\n	"time"\n') + SCAN + scan;
  const safety = (source: string) =>
    findingsIn(source, { rules }).flatMap((finding) => finding.fixes.map((fix) => fix.safety));

  test('every destination is understood and only times change', () => {
    expect(
      safety(withScan('func id(r *sql.Row) (id int64, err error) { err = r.Scan(&id); return id, err }\n')),
    ).toEqual(['safe']);
  });
  test.each([
    ['text', 'func s(r *sql.Row) (s string, err error) { err = r.Scan(&s); return s, err }'],
    ['bytes', 'func s(r *sql.Row) (s []byte, err error) { err = r.Scan(&s); return s, err }'],
    ['raw bytes', 'func s(r *sql.Row) (s sql.RawBytes, err error) { err = r.Scan(&s); return s, err }'],
    ['nullable text', 'func s(r *sql.Row) (s sql.NullString, err error) { err = r.Scan(&s); return s, err }'],
    [
      'generic nullable text',
      'func s(r *sql.Row) (s sql.Null[string], err error) { err = r.Scan(&s); return s, err }',
    ],
    ['anything', 'func s(r *sql.Row) (s any, err error) { err = r.Scan(&s); return s, err }'],
    ['a list', 'func s(r *sql.Row, into []any) error { return r.Scan(into...) }'],
    ['a scanner', 'func s(r *sql.Row, into sql.Scanner) error { return r.Scan(into) }'],
    [
      'a text type',
      'type day string\n\nfunc s(r *sql.Row) (s day, err error) { err = r.Scan(&s); return s, err }',
    ],
  ])('%s is not', (_, scan) => {
    expect(safety(withScan(`\n${scan}\n`))).toEqual(['suggested']);
  });
});

describe('a configuration literal', () => {
  const literal = (body: string): string => `package store

import (
	"database/sql"

	"github.com/go-sql-driver/mysql"
)

func open() (*sql.DB, error) {
	cfg := mysql.Config{${body}}
	return sql.Open("mysql", cfg.FormatDSN())
}
`;
  test.each([
    ['', 'ParseTime: true'],
    ['User: "a"', 'User: "a", ParseTime: true'],
    [
      '\n\t\tUser: "a",\n\t\tDBName: "b", // c\n\t',
      '\n\t\tUser:      "a",\n\t\tDBName:    "b", // c\n\t\tParseTime: true,\n\t',
    ],
    [
      '\n\t\tUser: "a",\n\t\tParams: map[string]string{\n\t\t\t"x": "y",\n\t\t},\n\t',
      '\n\t\tUser: "a",\n\t\tParams: map[string]string{\n\t\t\t"x": "y",\n\t\t},\n\t\tParseTime: true,\n\t',
    ],
  ])('%j', (before, after) => {
    const source = literal(before);
    const [finding] = findingsIn(source, { rules });
    expect(fixed(source, finding!.fixes[0]!)).toBe(literal(after));
  });
});

describe('a pool that goes into a struct of the module', () => {
  const model = (field: string): string => `package model

import (
	"time"

	"github.com/zeromicro/go-zero/core/stores/sqlx"
)

var _ time.Time

type Schema struct{ conn sqlx.SqlConn }

type column struct {
	Name string \`db:"COLUMN_NAME"\`
	${field}
}

func New(conn sqlx.SqlConn) *Schema { return &Schema{conn: conn} }

func (s *Schema) Columns(schema string) ([]*column, error) {
	var columns []*column
	return columns, s.conn.QueryRows(&columns, "SELECT * FROM columns WHERE table_schema = ?", schema)
}
`;
  const MAIN = `package main

import (
	"example.com/reads/model"
	_ "github.com/go-sql-driver/mysql"
	"github.com/zeromicro/go-zero/core/stores/sqlx"
)

func main() {
	_, _ = model.New(sqlx.NewMysql("app@tcp(db:3306)/information_schema")).Columns("app")
}
`;
  const found = (field: string): number =>
    findingsIn(
      {
        'go.mod': 'module example.com/reads\n\ngo 1.22\n',
        'main.go': MAIN,
        'model/model.go': model(field),
      },
      { rules: ['mysql-parse-time-missing'], config: { minConfidence: 'low' } },
    ).length;

  test('reads a time: it is said', () => {
    expect(found('Changed time.Time \\`db:"UPDATE_TIME"\\`')).toBe(1);
  });

  test('reads no time: nothing is said', () => {
    expect(found('Position int `db:"ORDINAL_POSITION"`')).toBe(0);
  });
});
