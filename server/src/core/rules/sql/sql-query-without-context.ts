import type { Report, Rule, RuleContext } from '../rule.ts';
import {
  anchorOf,
  type Contextless,
  calledName,
  contextlessOf,
  factsOf,
  passContext,
  weightForCaller,
} from '../support/contextless.ts';
import { CARD } from './sql-query-without-context.card.ts';

export const sqlQueryWithoutContext: Rule<Contextless> = {
  meta: {
    name: 'sql-query-without-context',
    group: 'sql',
    severity: 'warning',
    fixes: 'suggested',
    stability: 'preview',
    since: '0.1.0',
    tokens: [['Query', 'Exec', 'Prepare', 'Begin', 'Ping', '.Get(', '.Select(']],
    inTests: 'off',
    aliases: ['nolint:noctx'],
    overlaps: [],
    card: CARD,
    placeholders: {
      en: { call: 'db.Query', context: 'a ctx at hand is not passed on' },
      'zh-cn': { call: 'db.Query', context: '手边的 ctx 没有传进去' },
    },
    example: {
      bad: `package example

import (
	"context"
	"database/sql"
)

func rename(ctx context.Context, db *sql.DB, id int, name string) error {
	_, err := db.Exec("UPDATE users SET name = ? WHERE id = ?", name, id)
	return err
}
`,
      good: `package example

import (
	"context"
	"database/sql"
)

func rename(ctx context.Context, db *sql.DB, id int, name string) error {
	_, err := db.ExecContext(ctx, "UPDATE users SET name = ? WHERE id = ?", name, id)
	return err
}
`,
    },
    isProved: true,
    sources: [
      'database/sql/sql.go: "Query uses [context.Background] internally; to specify the context, use [DB.QueryContext]", the same at QueryRow, Exec, Prepare, Begin and Ping',
      'database/sql/sql.go, (*DB).conn: at the limit it waits in a select on ctx.Done() and the request for a connection; connectionCleanerRunLocked walks free connections only',
      'database/sql/sql.go, BeginTx: "The provided context is used until the transaction is committed or rolled back. If the context is canceled, the sql package will roll back the transaction"',
    ],
  },

  *detect(context: RuleContext) {
    yield* contextlessOf(context, 'sql');
  },

  report(found: Contextless, context: RuleContext): Report {
    const { call, hand } = found;
    const name = calledName(call);
    return {
      anchor: anchorOf(call),
      message: hand
        ? {
            en: `${name} does not get ${hand.text}: it goes on when the caller has given up`,
            'zh-cn': `${name} 没有用上 ${hand.text}：调用方放弃后它仍会继续`,
          }
        : {
            en: `${name} waits as long as the database lets it: it has no context`,
            'zh-cn': `${name} 没有 context：数据库让它等多久就等多久`,
          },
      ...weightForCaller(found, context),
      related: [],
      facts: factsOf(found, context),
    };
  },

  fix(found: Contextless, context: RuleContext) {
    const fix = passContext(found, context);
    return fix ? [fix] : [];
  },
};
