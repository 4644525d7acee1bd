import { describe, expect, test } from 'vitest';
import { analyze } from '../../../server/src/core/analyze.ts';
import { DEFAULT_CONFIG } from '../../../server/src/core/config.ts';
import { findingsIn, fixed, programOf, ruleNamed } from '../../harness/program.ts';

const RULE = 'sql-pool-unconfigured';
const rules = [RULE];

const server = (
  imports: string,
  body: string,
  signature = 'func open(dsn string) (*sql.DB, error)',
): string =>
  `package main

import (
${imports}
	"net/http"
)

var handle any

${signature} {
${body}
}

func main() {
	handle, _ = open("")
	http.ListenAndServe(":8080", nil)
}
`;

const OPEN = `	db, err := sql.Open("mysql", dsn)
	if err != nil {
		return nil, err
	}
	return db, nil`;

function only(source: string, config = {}) {
  const found = findingsIn(source, { rules, config });
  expect(found).toHaveLength(1);
  return found[0]!;
}

describe('fix', () => {
  test('sets what is missing after the error check, with the values of the configuration', () => {
    const source = server('	"database/sql"', OPEN);
    const config = {
      fixDefaults: { ...DEFAULT_CONFIG.fixDefaults, maxOpenConns: 7, connMaxLifetime: 'time.Minute' },
    };
    const [fix, ...others] = only(source, config).fixes;
    expect(others).toEqual([]);
    expect(fix!.safety).toBe('suggested');
    const text = fixed(source, fix!);
    expect(text).toContain(`		return nil, err
	}
	db.SetMaxOpenConns(7)
	db.SetMaxIdleConns(7)
	db.SetConnMaxLifetime(time.Minute)
	return db, nil`);
    expect(text).toContain('	"net/http"\n	"time"\n)');
    expect(findingsIn(text, { rules })).toEqual([]);
  });

  test('uses the name under which the file imports time', () => {
    const source = server('	"database/sql"\n	clock "time"', `${OPEN}`).replace(
      'var handle any',
      'var handle any\nvar _ clock.Time',
    );
    expect(fixed(source, only(source).fixes[0]!)).toContain('db.SetConnMaxLifetime(3 * clock.Minute)');
  });

  test('is not offered where time means something else, nor without an error check to stand behind', () => {
    const shadowed = server('	"database/sql"', OPEN.replace('db, err', 'time := 1\n	_ = time\n	db, err'));
    expect(only(shadowed).fixes).toEqual([]);
    const unchecked = server('	"database/sql"', '	db, err := sql.Open("mysql", dsn)\n	return db, err');
    expect(only(unchecked).fixes).toEqual([]);
    const inPlace = server('	"database/sql"', '	return sql.Open("mysql", dsn)');
    expect(only(inPlace).fixes).toEqual([]);
  });

  test('opens the pool behind gorm where the error can be returned', () => {
    const source = server(
      '	"gorm.io/driver/postgres"\n	"gorm.io/gorm"',
      OPEN.replace('sql.Open("mysql", dsn)', 'gorm.Open(postgres.Open(dsn), &gorm.Config{})'),
      'func open(dsn string) (*gorm.DB, error)',
    );
    expect(fixed(source, only(source).fixes[0]!)).toContain(`	sqlDB, err := db.DB()
	if err != nil {
		return nil, err
	}
	sqlDB.SetMaxOpenConns(20)
	sqlDB.SetMaxIdleConns(20)
	sqlDB.SetConnMaxIdleTime(5 * time.Minute)
	return db, nil`);
  });

  test('writes the zero value of every other result', () => {
    const source = server(
      '	"context"\n	"gorm.io/driver/mysql"\n	"gorm.io/gorm"',
      `	db, err := gorm.Open(mysql.Open(dsn), &gorm.Config{})
	if err != nil {
		return nil, "", false, 0, store{}, err
	}
	return context.WithValue(context.Background(), key{}, db), "", true, 1, store{db}, nil`,
      `type key struct{}

type store struct{ db *gorm.DB }

func open(dsn string) (context.Context, string, bool, int, store, error)`,
    ).replace('handle, _ = open("")', 'handle, _, _, _, _, _ = open("")');
    expect(fixed(source, only(source).fixes[0]!)).toContain(
      'sqlDB, err := db.DB()\n	if err != nil {\n		return nil, "", false, 0, store{}, err\n	}',
    );
  });
});

describe('message', () => {
  test('names what is missing, and the lifetime only for MySQL or a pooler', () => {
    const of = (driver: string, dsn = 'dsn', more = ''): string =>
      only(
        server(
          '	"database/sql"',
          OPEN.replace('"mysql", dsn', `"${driver}", ${dsn}`).replace(
            '	return db, nil',
            `${more}	return db, nil`,
          ),
        ),
      ).message.en;
    expect(of('mysql')).toMatch(/SetMaxOpenConns on db \(nor SetMaxIdleConns, SetConnMaxLifetime\)/);
    expect(of('mysql', '"app@unix(/run/mysqld.sock)/shop"')).not.toMatch(/SetConnMaxLifetime/);
    expect(of('postgres')).toMatch(/SetMaxOpenConns on db \(nor SetMaxIdleConns\)/);
    expect(of('postgres', '"host=pooler port=6432"')).toMatch(/SetConnMaxLifetime/);
    expect(of('postgres', 'dsn', '	db.SetMaxIdleConns(2)\n')).not.toMatch(/SetMaxIdleConns/);
  });

  test('leaves out a name that is too long for one line', () => {
    const source = server(
      '	"database/sql"',
      OPEN.replaceAll('db', 'theConnectionPoolOfTheReportingDatabase'),
    );
    expect(only(source).message.en).toMatch(/^No SetMaxOpenConns on the pool /);
  });
});

describe('silence', () => {
  test('while the module is not read completely', () => {
    const source = server('	"database/sql"', OPEN);
    const judge = (complete: boolean) =>
      analyze(programOf({ 'p/p.go': source }, complete), ['p/p.go'], DEFAULT_CONFIG, {
        rules: [ruleNamed(RULE)],
      }).findings.length;
    expect(judge(true)).toBe(1);
    expect(judge(false)).toBe(0);
  });

  test('when a function of another module gets the pool, unless it is known to leave limits alone', () => {
    const given = (path: string, call: string) =>
      findingsIn(
        server(
          `	"database/sql"\n	"${path}"`,
          OPEN.replace('	return db, nil', `	${call}\n	return db, nil`),
        ),
        { rules },
      ).length;
    expect(given('example.org/platform/dbutil', 'dbutil.Configure(db)')).toBe(0);
    expect(given('github.com/pressly/goose/v3', '_ = goose.Up(db, "migrations")')).toBe(1);
    expect(given('log', 'log.Print(db)')).toBe(1);
  });
});

test('limits that a helper of a neighbour module sets are seen', () => {
  const modules = (helper: string) => ({
    'app/go.mod': 'module example.org/app\n\ngo 1.22\n\nreplace example.org/common => ../common\n',
    'app/main.go': server(
      '	"database/sql"\n	"example.org/common/pool"',
      OPEN.replace('	return db, nil', '	pool.Prepare(db)\n	return db, nil'),
    ),
    'common/go.mod': 'module example.org/common\n\ngo 1.22\n',
    'common/pool/pool.go': `package pool\n\nimport "database/sql"\n\nfunc Prepare(db *sql.DB) { ${helper} }\n`,
  });
  expect(findingsIn(modules('db.SetMaxOpenConns(10)'), { rules })).toEqual([]);
  expect(findingsIn(modules('db.SetMaxIdleConns(10)'), { rules })).toHaveLength(1);
});

test('the server is named when there is one', () => {
  const [place] = only(server('	"database/sql"', OPEN)).related;
  expect(place!.message.en).toBe('the program that opens the pool serves requests here');
});

test('a method that is only mentioned in a comment sets nothing', () => {
  const source = server(
    '	"database/sql"',
    OPEN.replace('	return db', '	// db.SetMaxOpenConns(10)\n	return db'),
  );
  expect(only(source).severity).toBe('warning');
});
