import { expect, test } from 'vitest';
import { scriptsGoodRows, scriptsItsRows } from '../../server/src/core/flow/mocks.ts';
import { programOf } from '../harness/program.ts';

const use = (path: string, rows: string) => `package p

import sqlmock "${path}"

var _ = sqlmock.NewRows([]string{"n"})${rows}
`;

test.each([
  ['p/p_test.go', 'github.com/DATA-DOG/go-sqlmock', '.AddRow(1)', true, true],
  ['p/p_test.go', 'github.com/pashagolub/pgxmock/v4', '.AddRow(1)', true, true],
  ['p/p_test.go', 'github.com/DATA-DOG/go-sqlmock', '.AddRow(1).RowError(0, errLost)', true, false],
  ['p/p_test.go', 'example.com/other/sqlmock', '.AddRow(1)', false, false],
  ['p/p.go', 'github.com/DATA-DOG/go-sqlmock', '.AddRow(1)', false, false],
])('rows that a test scripts: %s, %s, %s', (path, imported, rows, scripted, good) => {
  const program = programOf({ 'go.mod': 'module example.com/m\n\ngo 1.22\n', [path]: use(imported, rows) });
  const file = program.packageOf(path)?.files.find((each) => each.path === path);
  expect(file && scriptsItsRows(file)).toBe(scripted);
  expect(file && scriptsGoodRows(file)).toBe(good);
});
