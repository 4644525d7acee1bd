import { leakRule } from '../support/leak-rule.ts';
import { CARD } from './sql-stmt-not-closed.card.ts';

export const sqlStmtNotClosed = leakRule({
  types: ['sql-stmt'],
  meta: {
    name: 'sql-stmt-not-closed',
    group: 'sql',
    severity: 'warning',
    fixes: 'safe',
    since: '0.1.0',
    // a helper of another file or package may prepare, so only the plainest sign of a call is asked for
    tokens: [['Prepare', 'Stmt', 'stmt', 'sql.', ', err :=', ', err =', ', _ ']],
    inTests: 'lower',
    aliases: ['nolint:sqlclosecheck'],
    overlaps: [],
    card: CARD,
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
  release: (resource) => ({
    call: `${resource.name?.text ?? ''}.Close()`,
    hasResult: true,
    action: { en: 'Close the statement', 'zh-cn': '关闭预处理语句' },
    harmlessFields: new Set(),
    maySafely: true,
    isRepeatable: true,
  }),
});
