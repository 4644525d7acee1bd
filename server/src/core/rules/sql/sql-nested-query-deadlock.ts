import { type NestedQuery, nestedQueriesIn } from '../../flow/nested-queries.ts';
import { type OpenLimit, openLimitOf } from '../../flow/pools.ts';
import { runKindOf } from '../../flow/start-up.ts';
import { isTestHelper } from '../../semantic/module-graph.ts';
import type { Report, Rule, RuleContext } from '../rule.ts';
import { anchorOf, calledName } from '../support/contextless.ts';
import { lineOf } from '../support/lines.ts';
import { CARD } from './sql-nested-query-deadlock.card.ts';

interface Evidence extends NestedQuery {
  readonly limit: OpenLimit;
}

/** More callers than this at one place in the same moment are the work of a load that a larger pool is made for. */
const SMALL = 10n;

export const sqlNestedQueryDeadlock: Rule<Evidence> = {
  meta: {
    name: 'sql-nested-query-deadlock',
    group: 'sql',
    severity: 'info',
    fixes: 'none',
    stability: 'preview',
    since: '0.1.0',
    tokens: [['Query', 'Begin']],
    inTests: 'off',
    aliases: [],
    overlaps: [],
    card: CARD,
    placeholders: {
      en: {
        call: 'db.Query',
        held: 'rows',
        heldLine: 'M',
        most: '1',
        wait: 'it waits for itself',
        certain: 'which pool a limit belongs to is not always known',
      },
      'zh-cn': {
        call: 'db.Query',
        held: 'rows',
        heldLine: 'M',
        most: '1',
        wait: '它在等自己',
        certain: '上限属于哪个连接池并不总能确定',
      },
    },
    example: {
      bad: `package example

import (
	"context"
	"database/sql"

	_ "github.com/lib/pq"
)

func open(dsn string) (*sql.DB, error) {
	db, err := sql.Open("postgres", dsn)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	return db, nil
}

func move(ctx context.Context, db *sql.DB, id int) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := db.ExecContext(ctx, "DELETE FROM queue WHERE id = $1", id); err != nil {
		return err
	}
	return tx.Commit()
}
`,
      good: `package example

import (
	"context"
	"database/sql"

	_ "github.com/lib/pq"
)

func open(dsn string) (*sql.DB, error) {
	db, err := sql.Open("postgres", dsn)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	return db, nil
}

func move(ctx context.Context, db *sql.DB, id int) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "DELETE FROM queue WHERE id = $1", id); err != nil {
		return err
	}
	return tx.Commit()
}
`,
    },
    isProved: true,
    sources: [
      'database/sql/sql.go, (*DB).conn: "Out of connections or we have reached the limit", waits in a select on ctx.Done() and the request for a connection',
      'database/sql/sql.go, SetMaxOpenConns: "If n <= 0, then there is no limit on the number of open connections. The default is 0 (unlimited)."',
      'database/sql/sql.go, Rows.Close and Tx.Commit, Tx.Rollback: release the connection',
    ],
  },

  *detect({ file, package: pkg, flow }: RuleContext) {
    // a limit may be set in a file that is not read yet
    if (!pkg.program.moduleIsComplete || isTestHelper(pkg, file)) return;
    for (const found of nestedQueriesIn(pkg, flow, file)) {
      const limit = openLimitOf(pkg, file, found.pool);
      if (!limit || limit.most > SMALL || flow.isUnreachable(found.call)) continue;
      // one after the other never need more than two
      if (limit.most > 1n && runKindOf(pkg, flow, found.call) !== 'service') continue;
      yield { ...found, limit };
    }
  },

  report({ holder, held, call, query, limit }: Evidence, { file, package: pkg }: RuleContext): Report {
    const name = calledName(call);
    const isAlone = limit.most === 1n;
    const isKnown = limit.certainty === 'proved';
    return {
      anchor: anchorOf(call),
      message: isAlone
        ? {
            en: `${name} waits for the connection that ${held.name} keeps: the pool has one, nobody gives it back`,
            'zh-cn': `${name} 等的连接正被 ${held.name} 占着：连接池只有一个，没有人会归还`,
          }
        : {
            en: `${name} needs a second connection beside that of ${held.name}: ${limit.most} callers at once deadlock`,
            'zh-cn': `${held.name} 占着一个连接，${name} 还要一个：${limit.most} 个调用方同时到达就会死锁`,
          },
      severity: 'info',
      confidence: isAlone && isKnown ? 'high' : 'medium',
      related: [
        { node: anchorOf(holder), message: { en: 'it keeps a connection', 'zh-cn': '它占着一个连接' } },
        ...(query === call
          ? []
          : [
              {
                node: anchorOf(query),
                message: { en: 'another one is asked for here', 'zh-cn': '在这里要另一个连接' },
              },
            ]),
        {
          node: anchorOf(limit.call),
          message: { en: 'the limit of the pool', 'zh-cn': '连接池的上限' },
        },
      ],
      facts: {
        call: name,
        held: held.name,
        heldLine: String(lineOf(file, holder)),
        line: String(lineOf(file, call)),
        function: pkg.functionOf(call)?.name ?? file.packageName,
        most: String(limit.most),
        wait: isAlone
          ? { en: 'the goroutine waits for itself', 'zh-cn': '这个 goroutine 在等它自己' }
          : {
              en: `${limit.most} goroutines here at once wait for each other`,
              'zh-cn': `${limit.most} 个 goroutine 同时走到这里就会互相等待`,
            },
        certain: isKnown
          ? { en: 'the one here belongs to this pool', 'zh-cn': '这里的上限属于这个连接池' }
          : {
              en: 'which pool this one belongs to is not known for certain',
              'zh-cn': '这里的上限属于哪个连接池并不确定',
            },
      },
    };
  },

  fix: () => [],
};
