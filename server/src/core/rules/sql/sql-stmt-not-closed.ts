import type { OwnedResource } from '../../flow/model.ts';
import type { RuleContext } from '../rule.ts';
import { leakRule, usualSeverity } from '../support/leak-rule.ts';
import { isPerRound } from '../support/process.ts';
import { valueText } from '../support/release-fixes.ts';
import { CARD } from './sql-stmt-not-closed.card.ts';

export const sqlStmtNotClosed = leakRule({
  types: ['sql-stmt'],
  meta: {
    name: 'sql-stmt-not-closed',
    group: 'sql',
    severity: 'warning',
    fixes: 'safe',
    stability: 'stable',
    since: '0.1.0',
    // a helper of another file or package may prepare, so only the plainest sign of a call is asked for
    tokens: [['Prepare', 'Stmt', 'stmt', 'sql.', ', err :=', ', err =', ', _ ']],
    inTests: 'lower',
    aliases: ['nolint:sqlclosecheck'],
    overlaps: [],
    card: CARD,
    placeholders: { en: { variable: 'stmt' }, 'zh-cn': { variable: 'stmt' } },
    example: {
      bad: `package example

import "database/sql"

func rename(db *sql.DB, id int, name string) error {
	stmt, err := db.Prepare("UPDATE users SET name = ? WHERE id = ?")
	if err != nil {
		return err
	}
	_, err = stmt.Exec(name, id)
	return err
}
`,
      good: `package example

import "database/sql"

func rename(db *sql.DB, id int, name string) error {
	stmt, err := db.Prepare("UPDATE users SET name = ? WHERE id = ?")
	if err != nil {
		return err
	}
	defer stmt.Close()
	_, err = stmt.Exec(name, id)
	return err
}
`,
    },
    sources: [
      'database/sql/sql.go: DB.Prepare "The caller must call the statement\'s Close method when the statement is no longer needed"; Tx.PrepareContext "will be closed when the transaction has been committed or rolled back"',
      'database/sql/sql.go: driverConn.openStmt keeps each statement of a connection until Stmt.Close or the end of the connection',
    ],
  },
  words: {
    thing: { en: 'the statement', 'zh-cn': '预处理语句' },
    released: { en: 'closed', 'zh-cn': '关闭' },
    kept: { en: 'one statement on the server', 'zh-cn': '服务端的一条语句' },
  },
  severity: (resource, leak, context) =>
    poolEndsHere(resource, context) ? 'info' : usualSeverity(resource, leak, context),
  lowered: (resource, _leak, context) => (poolEndsHere(resource, context) ? SHORT_LIVED : undefined),
  // those of each round add up until then
  isBounded: (resource, context) =>
    poolEndsHere(resource, context) && !resource.leaks.some((leak) => isPerRound(resource, leak, context)),
  release: (resource) => ({
    call: `${valueText(resource)}.Close()`,
    hasResult: true,
    action: { en: 'Close the statement', 'zh-cn': '关闭预处理语句' },
    maySafely: true,
    isRepeatable: true,
  }),
});

const SHORT_LIVED = {
  en: 'The function closes the pool itself when it returns, and the statement ends with its connections: it lasts no longer than this call.',
  'zh-cn': '这个函数返回时自己会关闭连接池，语句随连接一起结束：它的寿命不会超过这次调用。',
} as const;

/** Whether the function also closes what the statement was prepared on (sql.go, DB.Close: closes every free connection). */
function poolEndsHere(resource: OwnedResource, { package: pkg }: RuleContext): boolean {
  const callee = pkg.calleeOf(resource.acquisition);
  // closing a single Conn gives its connection back to the pool, statements and all
  if (!callee?.id.includes('.DB.')) return false;
  const { receiver } = callee;
  const object = receiver?.kind === 'identifier' ? pkg.objectOf(receiver) : undefined;
  if (object?.kind !== 'var' || object.function !== resource.function) return false;
  return pkg.referencesTo(object).some(({ parent }) => {
    const call = parent?.kind === 'selector_expression' ? parent.parent : undefined;
    return parent?.field('field')?.text === 'Close' && call?.parent?.kind === 'defer_statement';
  });
}
