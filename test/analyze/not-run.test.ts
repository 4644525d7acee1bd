import { expect, test } from 'vitest';
import { analysisOf, type Sources } from '../harness/program.ts';

const MODULE = 'module example.com/m\n\ngo 1.22\n';
const MAIN = 'package main\n\nimport "example.com/m/used"\n\nfunc main() {\n\tfor {\n\t\tused.Do()\n\t}\n}\n';
const USED = 'package used\n\nfunc Do() {}\n';

/** A function that leaves a file open. */
function leaking(packageName: string, declaration: string): string {
  return `package ${packageName}

import "os"

${declaration} {
	f, err := os.Open("x")
	if err != nil {
		return err
	}
	_, err = f.Stat()
	return err
}
`;
}

/** Confidence of the one finding of `file-not-closed`, and its note. */
function judged(sources: Sources): [string, string | undefined] {
  const { findings, failures } = analysisOf(sources, {
    rules: ['file-not-closed'],
    config: { minConfidence: 'low' },
  });
  expect(failures).toEqual([]);
  expect(findings).toHaveLength(1);
  const [finding] = findings;
  return [finding!.confidence, finding!.lowered?.en];
}

const OF_TESTS = 'Only tests of this module import this package.';
const BEHIND_TESTS = 'No program of this module runs this package: all that imports it is there for tests.';
const PROGRAM = { 'go.mod': MODULE, 'main.go': MAIN, 'used/used.go': USED };
const HELPER = leaking('helper', 'func Size() error');
const TEST =
  'package used\n\nimport (\n\t"testing"\n\n\t"example.com/m/helper"\n)\n\nfunc TestSize(t *testing.T) { helper.Size() }\n';

test('a function that its program calls keeps its confidence', () => {
  const calls = MAIN.replace('used.Do()', 'used.Do()\n\t\tused.Size()');
  const sources = { ...PROGRAM, 'main.go': calls, 'used/size.go': leaking('used', 'func Size() error') };
  expect(judged(sources)[0]).toBe('high');
});

test.each([
  ['a function of the program', 'main', 'size.go', 'func size() error'],
  ['a method of a value that is there', 'used', 'used/size.go', 'func (disk) size() error'],
])('%s that nothing calls yet keeps it as well: it is being written', (_, packageName, path, declaration) => {
  const type = 'type disk struct{}\n\nvar Disk any = disk{}\n';
  expect(judged({ ...PROGRAM, [path]: `${leaking(packageName, declaration)}\n${type}` })[0]).toBe('high');
});

test('a package that only the tests of others import is low', () => {
  const sources = { ...PROGRAM, 'helper/helper.go': HELPER, 'used/used_test.go': TEST };
  expect(judged(sources)).toEqual(['low', OF_TESTS]);
});

test('a package that is imported by what is there for tests alone is low, whichever way leads there', () => {
  const between = (name: string): string =>
    `package ${name}\n\nimport "example.com/m/helper"\n\nfunc Run() { helper.Size() }\n`;
  const suite = TEST.replaceAll('helper', 'first').replace('first.Size', 'first.Run');
  const first = `package first\n\nimport (\n\t"example.com/m/helper"\n\t"example.com/m/second"\n)\n\nfunc Run() { helper.Size(); second.Run() }\n`;
  const sources = {
    ...PROGRAM,
    'helper/helper.go': HELPER,
    'first/first.go': first,
    'second/second.go': between('second'),
    'used/used_test.go': suite,
  };
  expect(judged(sources)).toEqual(['low', BEHIND_TESTS]);
  const third = { 'third/third.go': between('third') };
  expect(judged({ ...sources, ...third })[0]).toBe('high');
  const { 'main.go': _, ...library } = sources;
  expect(judged(library)[0]).toBe('high');
});

test('a package with tests of its own is what the module offers', () => {
  const own =
    'package helper_test\n\nimport (\n\t"testing"\n\n\t"example.com/m/helper"\n)\n\nfunc TestOwn(t *testing.T) { helper.Size() }\n';
  const library = {
    'go.mod': MODULE,
    'used/used.go': USED,
    'helper/helper.go': HELPER,
    'used/used_test.go': TEST,
  };
  expect(judged({ ...library, 'helper/helper_test.go': own })[0]).toBe('high');
});

test('a package that the module imports outside tests is not there for tests', () => {
  const uses = 'package used\n\nimport "example.com/m/helper"\n\nfunc Do() { helper.Size() }\n';
  const sources = { ...PROGRAM, 'used/used.go': uses, 'helper/helper.go': HELPER, 'used/used_test.go': TEST };
  expect(judged(sources)[0]).toBe('high');
});
