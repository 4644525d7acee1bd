import type { Localized } from '../../finding.ts';
import { endsWithTransaction } from '../../flow/ended-transactions.ts';
import { scriptsItsRows } from '../../flow/mocks.ts';
import type { Leak, OwnedResource } from '../../flow/model.ts';
import { needsElementOfFailed } from '../../flow/nil-results.ts';
import { returnsFailure } from '../../flow/process-end.ts';
import { isReadByHelper } from '../../flow/reading-helpers.ts';
import type { RuleContext } from '../rule.ts';
import { leakRule, usualSeverity } from '../support/leak-rule.ts';
import { endsByCancel, exitNode } from '../support/leaks.ts';
import { lineOf } from '../support/lines.ts';
import { valueText } from '../support/release-fixes.ts';
import { executeInstead, isOfTransaction } from '../support/statements.ts';
import { CARD } from './sql-rows-not-closed.card.ts';

export const sqlRowsNotClosed = leakRule({
  types: ['sql-rows', 'pgx-rows'],
  meta: {
    name: 'sql-rows-not-closed',
    group: 'sql',
    severity: 'warning',
    fixes: 'safe',
    stability: 'stable',
    since: '0.1.0',
    // a helper of another file or package may run the query, so only the plainest sign of a call is asked for
    tokens: [['Query', 'Rows', 'rows', 'sql.', 'pgx', ', err :=', ', err =', ', _ ']],
    inTests: 'keep',
    aliases: ['nolint:sqlclosecheck', 'nolint:sqlrows'],
    overlaps: [],
    card: CARD,
    placeholders: { en: { variable: 'rows' }, 'zh-cn': { variable: 'rows' } },
    example: {
      bad: `package example

import "database/sql"

func firstAbove(db *sql.DB, limit int) (int, error) {
	rows, err := db.Query("SELECT n FROM t ORDER BY n")
	if err != nil {
		return 0, err
	}
	for rows.Next() {
		var n int
		if err := rows.Scan(&n); err != nil {
			return 0, err
		}
		if n > limit {
			return n, nil
		}
	}
	return 0, rows.Err()
}
`,
      good: `package example

import "database/sql"

func firstAbove(db *sql.DB, limit int) (int, error) {
	rows, err := db.Query("SELECT n FROM t ORDER BY n")
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	for rows.Next() {
		var n int
		if err := rows.Scan(&n); err != nil {
			return 0, err
		}
		if n > limit {
			return n, nil
		}
	}
	return 0, rows.Err()
}
`,
    },
    sources: [
      'database/sql/sql.go: Rows.Close, Rows.nextLocked (Next closes only at the end or on an error of the driver), Rows.initContextClose',
      'database/sql/sql.go: (*DB).conn waits for a free connection or its context, for nothing else',
      'github.com/jackc/pgx/v5/rows.go: "Rows are closed by explicitly calling Close(), calling Next() until it returns false, or when a fatal error occurs"',
    ],
  },
  words: {
    thing: { en: 'the rows', 'zh-cn': '结果集' },
    released: { en: 'closed', 'zh-cn': '关闭' },
    kept: { en: 'one connection', 'zh-cn': '一个连接' },
    dropped: {
      en: 'The rows are dropped and never closed: each call keeps one connection',
      'zh-cn': '结果集被丢弃，永远不会关闭：每次调用占用一个连接',
    },
  },
  isHarmless: (resource, leak, context) =>
    (isOfTransaction(resource, context) &&
      (returnsFailure(context.package, resource.function, leak) ||
        endsWithTransaction(context.package, context.flow, leak))) ||
    isClosedByCancel(resource, leak, context) ||
    needsElementOfFailed(context.package, context.flow, leak),
  // the end of the transaction closes them, whoever ends it
  isBounded: (resource, context) =>
    resource.leaks.every((leak) => leak.reading !== 'ended') &&
    (isOfTransaction(resource, context) ||
      isReadInTest(resource, context) ||
      scriptsItsRows(resource.function.file)),
  furtherLeaks: (resource, context) => (resource.releasesItself ? unfinishedIdiom(resource, context) : []),
  message: (leak, name, context) => {
    if (leak.reading === 'ended') {
      return {
        en: `${name} is never closed: only a loop that runs to its end gives the connection back`,
        'zh-cn': `${name} 从未关闭：只有循环走到末尾才会归还连接`,
      };
    }
    return isOfTransaction(leak.resource, context) ? untilTransactionEnds(leak, name, context) : undefined;
  },
  severity: (resource, leak, context) =>
    leak.reading === 'ended' || isOfTransaction(resource, context)
      ? 'info'
      : usualSeverity(resource, leak, context),
  lowered: (resource, leak, context) => {
    if (leak.reading === 'ended') return RUN_TO_END;
    if (isOfTransaction(resource, context)) return OF_TRANSACTION;
    if (isReadInTest(resource, context)) return READ_BY_HELPER;
    return scriptsItsRows(resource.function.file) ? SCRIPTED : undefined;
  },
  release: (resource) => ({
    call: `${valueText(resource)}.Close()`,
    hasResult: resource.type === 'sql-rows',
    action: { en: 'Close the rows', 'zh-cn': '关闭结果集' },
    maySafely: true,
    isRepeatable: true,
  }),
  fixes: (resource, context) => {
    if (resource.leaks[0]?.reason !== 'discarded') return undefined;
    const fix = executeInstead(resource, context);
    return fix ? [fix] : [];
  },
});

const RUN_TO_END = {
  en: 'Here Next runs to its end on every path, which closes the rows: the chain begins with a panic in the loop that is recovered, as net/http does, or when a later change leaves it early.',
  'zh-cn':
    '这里的每条路径上 Next 都会走到末尾，从而关闭结果集：循环中发生 panic 并被恢复（net/http 就会这样做），或以后有人提前离开循环时，这条链才会开始。',
} as const;

/** Whether a test gives the rows to a function that reads them to their end unless there is an error, at which the test fails. */
function isReadInTest(resource: OwnedResource, { package: pkg }: RuleContext): boolean {
  return resource.function.file.isTest && isReadByHelper(pkg, resource);
}

const READ_BY_HELPER = {
  en: 'The function that gets the rows reads them to their end, which closes them; it leaves earlier for an error only, at which the test fails.',
  'zh-cn': '得到结果集的函数会一直读到末尾，从而关闭它；只有出错时才会提前离开，而那时测试已经失败。',
} as const;

const SCRIPTED = {
  en: 'This test works with a mock of the driver: behind the rows that it writes down there is no connection to a database.',
  'zh-cn': '这个测试使用驱动的模拟实现：它自己写下的结果集背后没有数据库连接。',
} as const;

/**
 * Rows that only the end of the loop closes. sql.go, Rows.Close: then "it will suffice to check the result of Rows.Err",
 * so who asks for it follows the documentation and is left alone.
 */
function unfinishedIdiom(resource: OwnedResource, context: RuleContext): readonly Leak[] {
  const { file, flow, package: pkg } = context;
  // what a test leaves to the end of its loop costs nothing, and a transaction keeps its connection whatever the loop does
  if (file.isTest || isOfTransaction(resource, context)) return [];
  const { function: fn, acquisition } = resource;
  const loop = flow.iterationsOf(fn).find((each) => each.isLoop && each.sources.includes(acquisition));
  if (!loop || loop.isErrorAsked || !fn.body) return [];
  const isClosed = pkg
    .referencesTo(loop.object)
    .some(({ parent }) => parent?.kind === 'selector_expression' && parent.field('field')?.text === 'Close');
  if (isClosed) return [];
  return [
    {
      resource,
      path: [],
      exit: fn.body,
      reason: 'never-released',
      releasedElsewhere: false,
      reading: 'ended',
      isSpared: false,
      isUnlisted: false,
      certainty: resource.certainty,
    },
  ];
}

const OF_TRANSACTION = {
  en: 'These rows belong to a transaction: its Commit or Rollback closes them, so they stay open only until then. Until then the MySQL driver refuses the next statement on it (`busy buffer`).',
  'zh-cn':
    '这个结果集属于一个事务：Commit 或 Rollback 会关闭它，所以只会打开到那时为止。在此之前，MySQL 驱动会拒绝该事务上的下一条语句（`busy buffer`）。',
} as const;

function untilTransactionEnds(leak: Leak, name: string, { file }: RuleContext): Localized {
  if (leak.reason === 'discarded') {
    return {
      en: 'The rows are dropped and never closed: they stay open until the transaction ends',
      'zh-cn': '结果集被丢弃，永远不会关闭：会一直打开到事务结束',
    };
  }
  const line = lineOf(file, exitNode(leak));
  return {
    en: `${name} is not closed on the path leaving at line ${line}: it stays open until the transaction ends`,
    'zh-cn': `从第 ${line} 行离开的路径上 ${name} 没有关闭：会一直打开到事务结束`,
  };
}

/**
 * Whether a deferred cancel ends the context of the query when the function returns: database/sql closes the rows then
 * (sql.go, Rows.awaitDone). pgx has the connection out until the rows are closed.
 */
function isClosedByCancel(resource: OwnedResource, leak: Leak, context: RuleContext): boolean {
  return resource.type === 'sql-rows' && endsByCancel(resource, leak, context);
}
