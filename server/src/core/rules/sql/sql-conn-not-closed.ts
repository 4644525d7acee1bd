import { leakRule } from '../support/leak-rule.ts';
import { valueText } from '../support/release-fixes.ts';
import { CARD } from './sql-conn-not-closed.card.ts';

export const sqlConnNotClosed = leakRule({
  types: ['sql-conn', 'pgx-conn'],
  meta: {
    name: 'sql-conn-not-closed',
    group: 'sql',
    severity: 'warning',
    fixes: 'safe',
    stability: 'stable',
    since: '0.1.0',
    // a helper of another file or package may take the connection, so only the plainest sign of a call is asked for
    tokens: [['Conn', 'conn', 'Acquire', ', err :=', ', err =', ', _ ']],
    inTests: 'lower',
    aliases: [],
    overlaps: [],
    card: CARD,
    placeholders: { en: { variable: 'conn' }, 'zh-cn': { variable: 'conn' } },
    example: {
      bad: `package example

import (
	"context"
	"database/sql"
)

func vacuum(ctx context.Context, db *sql.DB) error {
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	if _, err := conn.ExecContext(ctx, "SET statement_timeout = 0"); err != nil {
		return err
	}
	_, err = conn.ExecContext(ctx, "VACUUM")
	conn.Close()
	return err
}
`,
      good: `package example

import (
	"context"
	"database/sql"
)

func vacuum(ctx context.Context, db *sql.DB) error {
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	if _, err := conn.ExecContext(ctx, "SET statement_timeout = 0"); err != nil {
		return err
	}
	_, err = conn.ExecContext(ctx, "VACUUM")
	return err
}
`,
    },
    sources: [
      'database/sql/sql.go: Conn "A caller must call Conn.Close to return the connection to the database pool"',
      'github.com/jackc/pgx/v5/pgxpool/conn.go: Release "returns c to the pool it was acquired from"',
    ],
  },
  words: {
    thing: { en: 'the connection', 'zh-cn': '连接' },
    released: { en: 'given back', 'zh-cn': '归还' },
    kept: { en: 'one connection of the pool', 'zh-cn': '池中的一个连接' },
  },
  release: (resource) => ({
    call: `${valueText(resource)}.${resource.type === 'pgx-conn' ? 'Release' : 'Close'}()`,
    hasResult: resource.type === 'sql-conn',
    action: { en: 'Give the connection back', 'zh-cn': '归还连接' },
    maySafely: true,
    isRepeatable: true,
  }),
});
