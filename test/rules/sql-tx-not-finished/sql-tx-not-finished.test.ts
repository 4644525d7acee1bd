import { expect, test } from 'vitest';
import { findingsIn } from '../../harness/program.ts';

const fixes = (body: string): string[] =>
  findingsIn(
    `package a\n\nimport "database/sql"\n\nfunc f(db *sql.DB) error {\n\ttx, err := db.Begin()\n\tif err != nil {\n\t\treturn err\n\t}\n${body}}\n`,
  )
    .filter((finding) => finding.rule === 'sql-tx-not-finished')
    .flatMap((finding) => finding.fixes.map((fix) => `${fix.safety}: ${fix.edits[0]?.newText.trim()}`));

test('a rollback is safe where a commit ends the other path', () => {
  expect(
    fixes(
      '\tif _, err := tx.Exec("UPDATE t SET n = 1"); err != nil {\n\t\treturn err\n\t}\n\treturn tx.Commit()\n',
    ),
  ).toEqual(['safe: defer tx.Rollback()']);
});

test('where nothing ends it a commit may be missing, so it is only suggested', () => {
  expect(fixes('\t_, err = tx.Exec("UPDATE t SET n = 1")\n\treturn err\n')).toEqual([
    'suggested: defer tx.Rollback()',
  ]);
});
