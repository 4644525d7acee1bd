import type { Localized } from '../../finding.ts';
import {
  isAskedInProcess,
  type QueryPerRound,
  queriesPerRoundIn,
  writesEachRound,
} from '../../flow/queries-per-round.ts';
import { runKindOf } from '../../flow/start-up.ts';
import { isNeverCalled } from '../../flow/uncalled.ts';
import { isTestHelper } from '../../semantic/module-graph.ts';
import type { Report, Rule, RuleContext } from '../rule.ts';
import { anchorOf, calledName } from '../support/contextless.ts';
import { lineOf } from '../support/lines.ts';
import { headOf } from '../support/repeated.ts';
import { CARD } from './sql-query-in-loop.card.ts';

interface Evidence extends QueryPerRound {
  /** Whether some database of the module runs in the process: a query may cost no round trip. */
  readonly mayBeLocal: boolean;
  readonly doubt: 'unclear' | 'writes' | undefined;
}

export const sqlQueryInLoop: Rule<Evidence> = {
  meta: {
    name: 'sql-query-in-loop',
    group: 'sql',
    severity: 'hint',
    fixes: 'none',
    stability: 'preview',
    since: '0.1.0',
    tokens: [['for ']],
    inTests: 'off',
    aliases: [],
    overlaps: [],
    card: CARD,
    placeholders: {
      en: { call: 'db.QueryRow', element: 'id' },
      'zh-cn': { call: 'db.QueryRow', element: 'id' },
    },
    example: {
      bad: `package example

import (
	"context"
	"database/sql"

	_ "github.com/lib/pq"
)

func names(ctx context.Context, db *sql.DB, ids []int) ([]string, error) {
	names := make([]string, len(ids))
	for i, id := range ids {
		row := db.QueryRowContext(ctx, "SELECT name FROM users WHERE id = $1", id)
		if err := row.Scan(&names[i]); err != nil {
			return nil, err
		}
	}
	return names, nil
}
`,
      good: `package example

import (
	"context"
	"database/sql"

	"github.com/lib/pq"
)

func names(ctx context.Context, db *sql.DB, ids []int64) (map[int64]string, error) {
	rows, err := db.QueryContext(ctx, "SELECT id, name FROM users WHERE id = ANY($1)", pq.Array(ids))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	names := make(map[int64]string, len(ids))
	for rows.Next() {
		var id int64
		var name string
		if err := rows.Scan(&id, &name); err != nil {
			return nil, err
		}
		names[id] = name
	}
	return names, rows.Err()
}
`,
    },
    sources: [
      'database/sql/sql.go: each call of Query, QueryRow and their like sends its statement and waits for the answer',
      'sqlite.org/np1queryprob.html, "Many Small Queries Are Efficient In SQLite": "there is no message round-trip delay"',
      'PostgreSQL, pg_stat_statements: calls is the "Number of times the statement was executed"',
    ],
  },

  *detect({ file, package: pkg, flow }: RuleContext) {
    // a caller may stand in a file that is not read yet
    if (!pkg.program.moduleIsComplete || isTestHelper(pkg, file)) return;
    for (const found of queriesPerRoundIn(pkg, file)) {
      const isLocal = isAskedInProcess(pkg, found.query);
      if (isLocal === 'yes' || flow.isUnreachable(found.call)) continue;
      // a person who waits for a command, or a start, is not slowed down by load
      if (runKindOf(pkg, flow, found.call) !== 'service' || isNeverCalled(pkg, found.call)) continue;
      const isWriter = writesEachRound(pkg, found.loop);
      const doubt = isLocal === 'unclear' ? 'unclear' : isWriter ? 'writes' : undefined;
      yield { ...found, mayBeLocal: isLocal === 'maybe', doubt };
    }
  },

  report(
    { call, query, loop, element, mayBeLocal, doubt }: Evidence,
    { file, package: pkg }: RuleContext,
  ): Report {
    const name = calledName(call);
    return {
      anchor: anchorOf(call),
      message: {
        en: `${name} asks the database once for each ${element.name}: as many round trips as the loop has rounds`,
        'zh-cn': `${name} 对每个 ${element.name} 各查一次数据库：循环多少轮，就往返多少次`,
      },
      severity: 'hint',
      confidence: doubt ? 'low' : query === call && !mayBeLocal ? 'high' : 'medium',
      ...(doubt ? { lowered: DOUBTS[doubt] } : {}),
      related: [
        { node: headOf(loop), message: { en: 'this loop', 'zh-cn': '这个循环' } },
        ...(query === call
          ? []
          : [{ node: anchorOf(query), message: { en: 'the query', 'zh-cn': '查询在这里' } }]),
      ],
      facts: {
        call: name,
        element: element.name,
        function: pkg.functionOf(call)?.name ?? file.packageName,
        line: String(lineOf(file, call)),
      },
    };
  },

  fix: () => [],
};

const DOUBTS: Readonly<Record<'unclear' | 'writes', Localized>> = {
  unclear: {
    en: 'The module also opens a database inside the process (SQLite), where a query costs no round trip.',
    'zh-cn': '本模块也会打开进程内的数据库（SQLite），那里的查询没有网络往返。',
  },
  writes: {
    en: 'The loop writes in each round as well: one read for all would save only a part of the round trips.',
    'zh-cn': '这个循环每一轮还要写入：一次读完只能省下一部分往返。',
  },
};
