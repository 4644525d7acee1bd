import { describe, expect, test } from 'vitest';
import { createFlow } from '../../server/src/core/flow/index.ts';
import { fileOf } from '../harness/program.ts';

const TOP = `package p

import (
	"database/sql"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"

	pkgerrors "github.com/pkg/errors"
)

type reader struct{ closed bool }

func check(err error) bool            { return err != nil }
func fine(err error) bool             { return err == nil }
func retryable(err error) bool        { return err != nil && !errors.Is(err, io.EOF) }
func twice(err error) bool            { return check(err) }
func whatever(err error) bool         { return len(os.Args) > 1 }
func must(err error)                  { if err != nil { panic(err) } }
func mustNot(err error)               { if check(err) { log.Fatal(err) } }
func logged(err error)                { if err != nil { log.Print(err) } }
func wrap(err error) error            { if err == nil { return nil }; return fmt.Errorf("w: %w", err) }
func value(v int, err error) int      { must(err); return v }
func exists(f *os.File) bool          { return f != nil }
func use(f *os.File) error            { _, err := f.Stat(); return err }
func tryUse(f *os.File) (bool, error) { _, err := f.Stat(); return err == nil, err }

var _ = []any{sql.ErrNoRows, pkgerrors.New, http.StatusOK, reader{}}
`;

/** What becomes of the only value of a kind that a body acquires: `ok`, or the reasons of its leaks. */
function fate(body: string, type = 'file', results = '(err error)'): string {
  const { file, pkg } = fileOf(
    `${TOP}\nfunc f(path string, p, q bool, n int, db *sql.DB) ${results} {\n${body}\n}\n`,
  );
  expect(file.tree.root.hasError, body).toBe(false);
  const flow = createFlow(pkg);
  const resources = file.functions
    .filter((fn) => fn.name === 'f' || fn.name.startsWith('f.'))
    .flatMap((fn) => flow.resourcesOf(fn, type));
  expect(resources, body).toHaveLength(1);
  const leaks = resources[0]!.leaks.map((leak) => leak.reason);
  return leaks.length === 0 ? 'ok' : [...new Set(leaks)].sort().join('+');
}

const OPEN = 'file, err := os.Open(path)\n';
const CHECKED = `${OPEN}if err != nil { return err }\n`;

describe('the error that came with the value', () => {
  test.each([
    ['a copy', `${OPEN}err2 := err\nif err2 != nil { return err2 }\nfile.Close()\nreturn nil`, 'ok'],
    ['a copy of a copy', `${OPEN}a := err\nb := a\nif b != nil { return b }\nfile.Close()\nreturn nil`, 'ok'],
    [
      'a copy of something else',
      `${OPEN}err2 := use(file)\nif err2 != nil { return err2 }\nfile.Close()\nreturn err`,
      'early-return',
    ],
    [
      'checked in the if that assigns',
      'if file, err := os.Open(path); err != nil { return err } else { file.Close() }\nreturn nil',
      'ok',
    ],
    [
      'a wrapped copy',
      `${OPEN}err = pkgerrors.Wrap(err, "open")\nif err != nil { return err }\nfile.Close()\nreturn nil`,
      'ok',
    ],
    [
      'wrapped by a function of the program',
      `${OPEN}err = wrap(err)\nif err != nil { return err }\nfile.Close()\nreturn nil`,
      'ok',
    ],
    [
      'errors.Is',
      `${OPEN}if errors.Is(err, os.ErrNotExist) { return nil }\nif err != nil { return err }\nfile.Close()\nreturn nil`,
      'ok',
    ],
    [
      'errors.As',
      `${OPEN}var pe *os.PathError\nif errors.As(err, &pe) { return nil }\nif err != nil { return err }\nfile.Close()\nreturn nil`,
      'ok',
    ],
    [
      'errors.Is nil says nothing',
      `${OPEN}if errors.Is(err, nil) { return nil }\nfile.Close()\nreturn err`,
      'early-return',
    ],
    [
      'a sentinel',
      `${OPEN}if err == io.EOF { return nil }\nif err != nil { return err }\nfile.Close()\nreturn nil`,
      'ok',
    ],
    [
      'a sentinel the other way round',
      `${OPEN}if os.ErrNotExist == err { return nil }\nif err != nil { return err }\nfile.Close()\nreturn nil`,
      'ok',
    ],
    ['not a sentinel', `${OPEN}if err != io.EOF { return err }\nfile.Close()\nreturn nil`, 'early-return'],
    [
      'switch without a value',
      `${OPEN}switch {\ncase err != nil: return err\n}\nfile.Close()\nreturn nil`,
      'ok',
    ],
    [
      'switch on true',
      `${OPEN}switch true {\ncase err != nil: return err\n}\nfile.Close()\nreturn nil`,
      'ok',
    ],
    [
      'switch on the error',
      `${OPEN}switch err {\ncase nil: file.Close()\ncase io.EOF: return nil\ndefault: return err\n}\nreturn nil`,
      'ok',
    ],
    [
      'nil in a list is no proof',
      `${OPEN}switch err {\ncase nil, io.EOF: return nil\n}\nreturn err`,
      'early-return',
    ],
    [
      'switch on the cause',
      `${OPEN}switch pkgerrors.Cause(err) {\ncase nil: file.Close()\ndefault: return err\n}\nreturn nil`,
      'ok',
    ],
    [
      'type switch',
      `${OPEN}switch err.(type) {\ncase nil: file.Close()\ncase *os.PathError: return nil\ndefault: return err\n}\nreturn nil`,
      'ok',
    ],
    [
      'type switch with a name',
      `${OPEN}switch e := err.(type) {\ncase *os.PathError: return e\ncase nil:\n}\nfile.Close()\nreturn nil`,
      'ok',
    ],
    ['early continue', `for range 3 {\n${OPEN}if err != nil { continue }\nfile.Close()\n}\nreturn nil`, 'ok'],
    ['early break', `for range 3 {\n${OPEN}if err != nil { break }\nfile.Close()\n}\nreturn nil`, 'ok'],
    ['goto', `${OPEN}if err != nil { goto out }\nfile.Close()\nout:\nreturn err`, 'ok'],
    ['if nil else', `${OPEN}if err == nil { file.Close() } else { return err }\nreturn nil`, 'ok'],
    [
      'or with another reason',
      `${OPEN}if err != nil || p { return err }\nfile.Close()\nreturn nil`,
      'early-return',
    ],
    [
      'or with another reason, told apart',
      `${OPEN}if err != nil || p {\nif err == nil { file.Close() }\nreturn err\n}\nfile.Close()\nreturn nil`,
      'ok',
    ],
    [
      'set again, the guard has ended',
      `${OPEN}if err != nil { return err }\nerr = use(file)\nif err != nil { return err }\nfile.Close()\nreturn nil`,
      'early-return',
    ],
    [
      'set again before it is looked at',
      `${OPEN}err = use(file)\nif err != nil { return err }\nfile.Close()\nreturn nil`,
      'early-return',
    ],
    ['a helper that checks', `${OPEN}if check(err) { return err }\nfile.Close()\nreturn nil`, 'ok'],
    [
      'a helper that checks the other way round',
      `${OPEN}if !fine(err) { return err }\nfile.Close()\nreturn nil`,
      'ok',
    ],
    ['a helper of a helper', `${OPEN}if twice(err) { return err }\nfile.Close()\nreturn nil`, 'ok'],
    [
      'a helper that says it for some errors',
      `${OPEN}if retryable(err) { return err }\nif err != nil { return err }\nfile.Close()\nreturn nil`,
      'ok',
    ],
    [
      'a helper that says it for some errors only',
      `${OPEN}if !retryable(err) { return nil }\nfile.Close()\nreturn nil`,
      'early-return',
    ],
    [
      'a helper that looks at something else',
      `${OPEN}if whatever(err) { return err }\nfile.Close()\nreturn nil`,
      'early-return',
    ],
    ['a helper that panics', `${OPEN}must(err)\nfile.Close()\nreturn nil`, 'ok'],
    ['a helper that ends the process', `${OPEN}mustNot(err)\nfile.Close()\nreturn nil`, 'ok'],
    [
      'a helper that panics, and then nothing',
      `${OPEN}must(err)\nif err != nil { file.Close() }\nreturn nil`,
      'early-return',
    ],
    [
      'a helper that logs',
      `${OPEN}logged(err)\nif err != nil { return err }\nfile.Close()\nreturn nil`,
      'ok',
    ],
    [
      'a helper with a value',
      `${OPEN}_ = value(1, err)\nif err != nil { return err }\nfile.Close()\nreturn nil`,
      'ok',
    ],
    [
      'a helper that looks at the value',
      `${OPEN}_ = err\nif !exists(file) { return nil }\nfile.Close()\nreturn nil`,
      'ok',
    ],
    [
      'the literal check',
      `isBad := func(err error) bool { return err != nil }\n${OPEN}if isBad(err) { return err }\nfile.Close()\nreturn nil`,
      'ok',
    ],
    [
      'a boolean of the error',
      `${OPEN}ok := err == nil\nif !ok { return err }\nfile.Close()\nreturn nil`,
      'ok',
    ],
    [
      'a boolean of more than the error',
      `${OPEN}ok := err == nil && file != nil\nif ok { file.Close() }\nreturn nil`,
      'early-return',
    ],
    [
      'a boolean that the error makes true',
      `${OPEN}bad := err != nil || p\nif bad { return err }\nfile.Close()\nreturn nil`,
      'early-return',
    ],
    [
      'a boolean that a missing error makes false',
      `${OPEN}bad := err != nil || p\nif !bad { file.Close(); return nil }\nif err == nil { file.Close() }\nreturn nil`,
      'ok',
    ],
    [
      'a boolean by a helper',
      `${OPEN}bad := check(err)\nif bad { return err }\nfile.Close()\nreturn nil`,
      'ok',
    ],
    [
      'a boolean by errors.Is',
      `${OPEN}missing := errors.Is(err, os.ErrNotExist)\nif missing { return nil }\nif err != nil { return err }\nfile.Close()\nreturn nil`,
      'ok',
    ],
    [
      'a boolean of a boolean',
      `${OPEN}ok := err == nil\nbad := !ok\nif bad { return err }\nfile.Close()\nreturn nil`,
      'ok',
    ],
    [
      'a boolean of an error that is set again',
      `${OPEN}if err != nil { return err }\nerr = use(file)\nok := err == nil\nif !ok { return err }\nfile.Close()\nreturn nil`,
      'early-return',
    ],
    [
      'compared with true',
      `${OPEN}ok := err == nil\nif ok == false { return err }\nfile.Close()\nreturn nil`,
      'ok',
    ],
    [
      'switch on a boolean',
      `${OPEN}ok := err == nil\nswitch ok {\ncase false: return err\n}\nfile.Close()\nreturn nil`,
      'ok',
    ],
  ])('%s', (_, body, expected) => {
    expect(fate(body)).toBe(expected);
  });
});

describe('flags and conditions that repeat', () => {
  test.each([
    [
      'a flag',
      `failed := false\n${CHECKED}if use(file) != nil { failed = true }\nif failed { file.Close(); return nil }\nfile.Close()\nreturn nil`,
      'ok',
    ],
    [
      'a flag that says it is closed',
      `${CHECKED}closed := false\nif p { file.Close(); closed = true }\nif !closed { file.Close() }\nreturn nil`,
      'ok',
    ],
    [
      'a flag by its zero value',
      `${CHECKED}var closed bool\nif p { file.Close(); closed = true }\nif !closed { file.Close() }\nreturn nil`,
      'ok',
    ],
    [
      'a flag that is forgotten',
      `${CHECKED}keep := false\nif p { keep = true }\nif !keep { file.Close() }\nreturn nil`,
      'early-return',
    ],
    [
      'a pointer by its zero value',
      `var file *os.File\nif p {\nfile, err = os.Open(path)\nif err != nil { return err }\n}\nif file != nil { file.Close() }\nreturn nil`,
      'ok',
    ],
    ['a parameter', `if !p { return nil }\n${CHECKED}if p { file.Close() }\nreturn nil`, 'ok'],
    [
      'opened and closed under the same flag',
      `var file *os.File\nif p {\nfile, err = os.Open(path)\nif err != nil { return err }\n}\nif q { n++ }\nif p { file.Close() }\nreturn nil`,
      'ok',
    ],
    [
      'under another flag',
      `var file *os.File\nif p {\nfile, err = os.Open(path)\nif err != nil { return err }\n}\nif q { file.Close() }\nreturn nil`,
      'early-return',
    ],
    [
      'the same comparison',
      `var file *os.File\nif n > 3 {\nfile, err = os.Open(path)\nif err != nil { return err }\n}\nif n > 3 { file.Close() }\nreturn nil`,
      'ok',
    ],
    [
      'the opposite comparison',
      `${CHECKED}if n > 3 { file.Close() }\nif n <= 3 { file.Close() }\nreturn nil`,
      'ok',
    ],
    [
      'the comparison turned round',
      `${CHECKED}if n == 3 { file.Close() }\nif 3 != n { file.Close() }\nreturn nil`,
      'ok',
    ],
    [
      'the comparison turned round, greater',
      `${CHECKED}if n < 3 { file.Close() }\nif !(3 > n) { file.Close() }\nreturn nil`,
      'ok',
    ],
    [
      'a comparison that only looks the same',
      `${CHECKED}if n > 3 { file.Close() }\nif n <= 4 { file.Close() }\nreturn nil`,
      'ok|early-return',
    ],
    [
      'of a variable that is set between',
      `${CHECKED}if n > 3 { file.Close() }\nn++\nif n <= 3 { file.Close() }\nreturn nil`,
      'early-return',
    ],
    [
      'of a variable whose address is taken',
      `${CHECKED}fmt.Sscan(path, &n)\nif n > 3 { file.Close() }\nif n <= 3 { file.Close() }\nreturn nil`,
      'early-return',
    ],
    [
      'of a variable that a literal sets',
      `${CHECKED}set := func() { n = 0 }\nif n > 3 { file.Close() }\nset()\nif n <= 3 { file.Close() }\nreturn nil`,
      'early-return',
    ],
    [
      'a length',
      `${CHECKED}if len(path) == 0 { file.Close() }\nif len(path) != 0 { file.Close() }\nreturn nil`,
      'ok',
    ],
    [
      'a length of a map says nothing',
      `m := map[int]int{}\n${CHECKED}if len(m) == 0 { file.Close() }\nm[1] = 2\nif len(m) != 0 { file.Close() }\nreturn nil`,
      'early-return',
    ],
    [
      'a call is no repeated condition',
      `${CHECKED}if whatever(nil) { file.Close() }\nif !whatever(nil) { file.Close() }\nreturn nil`,
      'early-return',
    ],
    [
      'a field of the program that nobody changes',
      `r := &reader{}\n${CHECKED}if r.closed == p { file.Close() }\nif r.closed != p { file.Close() }\nreturn nil`,
      'ok',
    ],
    [
      'a constant of a package',
      `${CHECKED}if n == http.StatusOK { file.Close() }\nif n != http.StatusOK { file.Close() }\nreturn nil`,
      'ok',
    ],
    [
      'an operand that and leaves out',
      `${CHECKED}done := p && file.Close() == nil\n_ = done\nreturn nil`,
      'early-return',
    ],
    [
      'an operand that and leaves out, and the rest',
      `${CHECKED}_ = p && file.Close() == nil\nif !p { file.Close() }\nreturn nil`,
      'ok',
    ],
    [
      'in a loop until a fixed point',
      `var file *os.File\nfor i := 0; i < n; i++ {\nif file != nil { file.Close() }\nfile, err = os.Open(path)\nif err != nil { return err }\n}\nif file != nil { file.Close() }\nreturn nil`,
      'ok',
    ],
  ])('%s', (_, body, expected) => {
    expect(expected.split('|')).toContain(fate(body));
  });

  test('a field of a library', () => {
    const body = `resp, err := http.Get(path)
if err != nil { return err }
if resp.StatusCode == 200 { defer resp.Body.Close() }
if resp.StatusCode != 200 { resp.Body.Close() }
return nil`;
    expect(fate(body, 'http-response')).toBe('ok');
    const written = body.replace(
      'if resp.StatusCode != 200 {',
      'resp.StatusCode = n\nif resp.StatusCode != 200 {',
    );
    expect(fate(written, 'http-response')).toBe('early-return');
  });

  test('a status without a body in a switch', () => {
    const body = (status: string): string => `resp, err := http.Get(path)
if err != nil { return err }
switch resp.StatusCode {
case ${status}: return nil
}
resp.Body.Close()
return nil`;
    expect(fate(body('http.StatusNoContent'), 'http-response')).toBe('ok');
    expect(fate(body('204, 304'), 'http-response')).toBe('ok');
    expect(fate(body('204, 200'), 'http-response')).toBe('early-return');
  });

  test('many flags do not multiply paths', () => {
    const names = Array.from({ length: 20 }, (_, index) => `flag${index}`);
    const body = `${names.map((name) => `${name} := n > 1`).join('\n')}
${CHECKED}
${names.map((name) => `if ${name} { n = 1 }`).join('\n')}
return nil`;
    expect(fate(body)).toBe('early-return');
    const repeated = `${CHECKED}\n${[...names, ...names].map((_, index) => `if n > ${index % 20} { use(file) }`).join('\n')}\nreturn nil`;
    expect(fate(repeated)).toBe('early-return');
  });
});

describe('deferred under a condition', () => {
  test.each([
    [
      'a flag that is set on success',
      `${CHECKED}ok := false\ndefer func() { if !ok { file.Close() } }()\nif err := use(file); err != nil { return err }\nok = true\nfile.Close()\nreturn nil`,
      'ok',
    ],
    [
      'a flag that is set too early',
      `${CHECKED}ok := false\ndefer func() { if !ok { file.Close() } }()\nok = true\nif err := use(file); err != nil { return err }\nfile.Close()\nreturn nil`,
      'early-return',
    ],
    [
      'never set',
      `${CHECKED}ok := false\ndefer func() { if !ok { file.Close() } }()\nreturn use(file)`,
      'ok',
    ],
    [
      'a named result',
      `${CHECKED}defer func() { if err != nil { file.Close() } }()\nif err = use(file); err != nil { return err }\nreturn file.Close()`,
      'ok',
    ],
    [
      'a named result by a return',
      `${CHECKED}defer func() { if err != nil { file.Close() } }()\nif p { return errors.New("x") }\nreturn file.Close()`,
      'ok',
    ],
    [
      'a named result that is nil',
      `${CHECKED}defer func() { if err != nil { file.Close() } }()\nif p { return nil }\nreturn file.Close()`,
      'early-return',
    ],
    [
      'a named result by a shadowing variable',
      `${CHECKED}defer func() { if err != nil { file.Close() } }()\nif err := use(file); err != nil { return err }\nreturn file.Close()`,
      'ok',
    ],
    [
      'a bare return',
      `${CHECKED}defer func() { if err != nil { file.Close() } }()\nerr = errors.New("x")\nreturn`,
      'ok',
    ],
    ['by something unknown', `${CHECKED}defer func() { if p { file.Close() } }()\nreturn nil`, 'ok'],
    [
      'the last one registered runs first',
      `${CHECKED}done := false\ndefer func() { if done { file.Close() } }()\ndefer func() { if !done { file.Close() } }()\nif p { done = true }\nreturn nil`,
      'ok',
    ],
    [
      'registered on some paths',
      `${CHECKED}ok := false\nif p { defer func() { if !ok { file.Close() } }() }\nreturn nil`,
      'early-return',
    ],
    [
      'always',
      `${CHECKED}ok := false\ndefer func() { if ok { log.Print(1) }; file.Close() }()\nok = true\nreturn nil`,
      'ok',
    ],
    [
      'a panic that is recovered',
      `${CHECKED}defer func() { recover() }()\nif p { panic("x") }\nfile.Close()\nreturn nil`,
      'panic',
    ],
    ['a panic that goes on', `${CHECKED}if p { panic("x") }\nfile.Close()\nreturn nil`, 'ok'],
    [
      'a panic that is recovered and closes',
      `${CHECKED}defer func() { if r := recover(); r != nil { file.Close() } }()\nif p { panic("x") }\nfile.Close()\nreturn nil`,
      'ok',
    ],
  ])('%s', (_, body, expected) => {
    expect(fate(body)).toBe(expected);
  });

  const BEGIN = 'tx, err := db.Begin()\nif err != nil { return err }\n';
  const ROLLBACK = `${BEGIN}defer func() { if err != nil { tx.Rollback() } }()\n`;
  test.each([
    [
      'rolled back by the error',
      `${ROLLBACK}if _, err = tx.Exec("x"); err != nil { return err }\nreturn tx.Commit()`,
      'error',
      'ok',
    ],
    [
      'an error that shadows',
      `${ROLLBACK}if _, err := tx.Exec("x"); err != nil { return err }\nreturn tx.Commit()`,
      'error',
      'early-return',
    ],
    [
      'an error that shadows a named result',
      `${ROLLBACK}if _, err := tx.Exec("x"); err != nil { return err }\nreturn tx.Commit()`,
      '(err error)',
      'ok',
    ],
    [
      'an error that is made in the return',
      `${ROLLBACK}if p { return errors.New("x") }\nreturn tx.Commit()`,
      'error',
      'early-return',
    ],
    [
      'not committed',
      `${ROLLBACK}_, err = tx.Exec("x")\nif err != nil { return err }\nreturn nil`,
      '(err error)',
      'early-return',
    ],
  ])('a transaction: %s', (_, body, results, expected) => {
    expect(fate(body, 'sql-tx', results)).toBe(expected);
  });

  test.each([
    ['scanned where it stands', 'var n int\nreturn db.QueryRow("x").Scan(&n)', 'ok'],
    ['only asked for its error where it stands', 'return db.QueryRow("x").Err()', 'discarded'],
    ['asked in code that nothing reaches', 'return nil\nreturn db.QueryRow("x").Err()', 'ok'],
    [
      'without rows where the query failed',
      'row := db.QueryRow("x")\nif row.Err() != nil { return row.Err() }\nvar n int\nreturn row.Scan(&n)',
      'ok',
    ],
    ['left', 'row := db.QueryRow("x")\nif p { return nil }\nvar n int\nreturn row.Scan(&n)', 'early-return'],
  ])('a row: %s', (_, body, expected) => {
    expect(fate(body, 'sql-row', 'error')).toBe(expected);
  });
});
