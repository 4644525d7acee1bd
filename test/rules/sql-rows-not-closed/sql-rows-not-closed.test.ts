import { describe, expect, test } from 'vitest';
import { renderCard } from '../../../server/src/core/render/card.ts';
import { findingsIn } from '../../harness/program.ts';

const source = (body: string): string =>
  `package a\n\nimport (\n\t"context"\n\t"database/sql"\n)\n\ntype querier interface {\n\tQuery(query string, args ...any) (*sql.Rows, error)\n}\n\nfunc f(ctx context.Context, db *sql.DB, tx *sql.Tx, q querier) error {\n${body}}\n`;
const rows = (body: string) =>
  findingsIn(source(body), { config: { minConfidence: 'low' } }).filter(
    (finding) => finding.rule === 'sql-rows-not-closed',
  );

describe('rows that are dropped', () => {
  test('Exec is suggested in place of the query', () => {
    const [finding] = rows('\t_, err := db.QueryContext(ctx, "UPDATE t SET n = 1")\n\treturn err\n');
    expect(finding?.fixes.map((fix) => [fix.safety, fix.edits.map((edit) => edit.newText)])).toEqual([
      ['suggested', ['ExecContext']],
    ]);
  });

  test('an interface of the program may have no Exec', () => {
    const [finding] = rows('\t_, err := q.Query("UPDATE t SET n = 1")\n\treturn err\n');
    expect(finding?.fixes).toEqual([]);
  });
});

test('the card says that the end of a transaction closes its rows', () => {
  const [finding] = rows(
    '\trows, err := tx.Query("SELECT 1")\n\tif err != nil {\n\t\treturn err\n\t}\n\trows.Next()\n\treturn nil\n',
  );
  expect(finding?.confidence).toBe('low');
  expect(renderCard(finding!, 'en', 'hover')).toContain('its Commit or Rollback closes them');
  expect(renderCard(finding!, 'zh-cn', 'hover')).toContain('Commit 或 Rollback 会关闭它');
});

test('the card of rows that the end of the loop closes says so', () => {
  const [finding] = rows(
    '\trows, err := db.Query("SELECT 1")\n\tif err != nil {\n\t\treturn err\n\t}\n\tfor rows.Next() {\n\t}\n\treturn nil\n',
  );
  expect(finding?.message.en).toContain('only a loop that runs to its end');
  expect(renderCard(finding!, 'en', 'hover')).toContain('the chain begins with a panic in the loop');
});
