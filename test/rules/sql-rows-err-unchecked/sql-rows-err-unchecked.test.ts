import { describe, expect, test } from 'vitest';
import { findingsIn } from '../../harness/program.ts';

const found = (result: string, end: string, query = 'db.Query("SELECT 1")') =>
  findingsIn(
    `package a\n\nimport (\n\t"database/sql"\n\t"sync"\n)\n\nvar mu sync.Mutex\n\nfunc f(db *sql.DB, other unknown) ${result} {\n\trows, err := ${query}\n\tif err != nil {\n\t\tpanic(err)\n\t}\n\tdefer rows.Close()\n\tfor rows.Next() {\n\t}\n${end}}\n`,
  ).filter((finding) => finding.rule === 'sql-rows-err-unchecked');

describe('the check behind the loop', () => {
  test('is safe where the function returns an error', () => {
    expect(found('error', '\treturn nil\n')[0]?.fixes.map((fix) => fix.safety)).toEqual(['safe']);
  });

  test('is only suggested where something is released by hand behind the loop', () => {
    expect(found('error', '\tmu.Unlock()\n\treturn nil\n')[0]?.fixes.map((fix) => fix.safety)).toEqual([
      'suggested',
    ]);
  });

  test('is not offered where the function returns no error', () => {
    const [finding] = found('int', '\treturn 0\n');
    expect(finding?.severity).toBe('warning');
    expect(finding?.fixes).toEqual([]);
  });
});

test('rows of unknown type are recognised by their use, with less confidence', () => {
  const [finding] = found('error', '\treturn nil\n', 'other.Query("SELECT 1")');
  expect([finding?.severity, finding?.confidence]).toEqual(['info', 'medium']);
  expect(finding?.fixes.map((fix) => fix.safety)).toEqual(['suggested']);
  expect(found('error', '\treturn nil\n', 'other.Items("SELECT 1")')).toEqual([]);
});
