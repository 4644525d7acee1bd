import { describe, expect, test } from 'vitest';
import { isExported, isExportedFunction } from '../../server/src/core/semantic/exported.ts';
import { qualifiedId } from '../../server/src/core/semantic/qualified.ts';
import { givesError } from '../../server/src/core/semantic/types.ts';
import { callsBuiltin } from '../../server/src/core/semantic/universe.ts';
import { fileOf } from '../harness/program.ts';

const { pkg, file } = fileOf(`package p

import (
	"io"
	sys "os"
)

type failure = error

type names []string

type list names

func Plain() (int, failure) { return 0, nil }

func first() (error, bool) { return nil, false }

func variadic(parts ...string) {}

func use(xs []int, os holder) {
	_ = sys.Args
	_ = os.Args
	_ = io.EOF
	xs = append(xs, 1)
	func() {
		append := func(xs []int) []int { return xs }
		xs = append(xs)
	}()
}

type holder struct{ Args []string }

var all list
`);

const functionNamed = (name: string) => file.functions.find((fn) => fn.name === name)!;

describe('names', () => {
  test('exported is what begins with an upper-case letter, in any script', () => {
    expect(['Plain', 'Ärger', 'first', '_X', '世界', undefined].map(isExported)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
    expect(['Plain', 'first', 'use.func1'].map((name) => isExportedFunction(functionNamed(name)))).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('a qualified identifier is named by its package, whatever the file calls it', () => {
    const ids = [...file.tree.root.descendants('selector_expression')].map((node) => qualifiedId(pkg, node));
    expect(ids).toEqual(['os.Args', undefined, 'io.EOF']);
  });

  test('a builtin that a declaration hides is not called', () => {
    const calls = [...functionNamed('use').node.descendants('call_expression')];
    expect(calls.map((call) => callsBuiltin(pkg, call, 'append', 'len'))).toEqual([true, false, false]);
  });
});

describe('signatures', () => {
  test('an error is the last result, by whatever name', () => {
    expect(
      ['Plain', 'first', 'variadic'].map((name) => givesError(pkg.signatureOf(functionNamed(name)))),
    ).toEqual([true, false, false]);
  });

  test('the last parameter takes the rest', () => {
    expect(pkg.signatureOf(functionNamed('variadic')).variadic).toBe(true);
  });
});

test('the type behind several names', () => {
  const all = pkg.lookup('all', functionNamed('use').node)!;
  const under = pkg.underlying(pkg.typeOfObject(all));
  expect(under).toEqual({ kind: 'slice', element: { kind: 'basic', name: 'string' } });
});
