import { expect, test } from 'vitest';
import { growsWithInput } from '../../server/src/core/flow/growing-loops.ts';
import { fileOf } from '../harness/program.ts';

/** Whether a loop with a head is known to grow, in an exported function of a library unless another one is named. */
function grows(head: string, name = 'F', before = ''): boolean {
  const { pkg, file } = fileOf(`package p

import (
	"archive/zip"
	"database/sql"
	"mime/multipart"
	"os"
	"path/filepath"
)

type options struct{ Files []string }

type owner struct{ own []string }

func made() []string

func (o *owner) ${name}(in chan string, list []string, opts options, rows *sql.Rows, z *zip.Reader, form *multipart.Form, more func() bool, n int) {
	found, _ := filepath.Glob("*.go")
	some := made()
	_, _ = found, some
	_ = os.Args
	${before}
	for ${head} {
	}
}
`);
  expect(file.tree.root.hasError, head).toBe(false);
  const [loop] = file.tree.root.descendants('for_statement');
  return growsWithInput(pkg, loop!);
}

test.each([
  '',
  'i := 0; ; i++',
  'range in',
  'rows.Next()',
  'range found',
  'range list',
  'range opts.Files',
  'range z.File',
  'range form.File',
])('for %s', (head) => {
  expect(grows(head)).toBe(true);
});

test.each([
  'more()',
  'len(list) > 0',
  'range some',
  'range made()',
  'range o.own',
  'range 3',
  'i := 0; i < n; i++',
  'range []string{"a"}',
])('nothing says that for %s grows', (head) => {
  expect(grows(head)).toBe(false);
});

test('what the package itself hands over is not known to grow', () => {
  expect(grows('range list', 'f')).toBe(false);
  expect(grows('range found', 'f')).toBe(true);
});

test('a parameter that the function gives another list is not what the caller gave', () => {
  expect(grows('range list', 'F', 'list = made()')).toBe(false);
});
