import { describe, expect, test } from 'vitest';
import { isTestHelper, moduleGraphOf } from '../../server/src/core/semantic/module-graph.ts';
import { programOf, type Sources } from '../harness/program.ts';

const MOD = { 'go.mod': 'module example.com/m\n\ngo 1.22\n' };

/** Whether a program runs the file `lib/lib.go`, and whether its module holds one. */
function answers(sources: Sources): { isRun: boolean; hasMain: boolean } {
  const program = programOf({ 'lib/lib.go': 'package lib\n', ...sources });
  const file = program.fileModel('lib/lib.go')!;
  const graph = moduleGraphOf(program.packageOf('lib/lib.go')!, file);
  return { isRun: graph.isRun(file), hasMain: graph.hasMain };
}

describe('whether a program runs a package', () => {
  test.each<[string, Sources, boolean, boolean]>([
    ['a module without programs says nothing against it', MOD, true, false],
    ['a file alone says nothing against it', {}, true, false],
    [
      'a program of another folder without go.mod is none of its module',
      { 'cmd/main.go': 'package main\n' },
      true,
      false,
    ],
    [
      'a program that imports it',
      { ...MOD, 'cmd/main.go': 'package main\n\nimport _ "example.com/m/lib"\n' },
      true,
      true,
    ],
    ['a program that does not', { ...MOD, 'cmd/main.go': 'package main\n' }, false, true],
    [
      'a file that builds leave out is no program',
      { ...MOD, 'tool/gen.go': '//go:build ignore\n\n// Writes tables.\npackage main\n' },
      true,
      false,
    ],
    [
      'nor in the older form, beside the package',
      { ...MOD, 'lib/gen.go': '// +build ignore\n\npackage main\n' },
      true,
      false,
    ],
    [
      'a program of one system is one',
      { ...MOD, 'cmd/main.go': '//go:build linux\n\npackage main\n' },
      false,
      true,
    ],
  ])('%s', (_, sources, isRun, hasMain) => {
    expect(answers(sources)).toEqual({ isRun, hasMain });
  });
});

describe('whether a program or another module may run a package', () => {
  const MAIN = { ...MOD, 'cmd/main.go': 'package main\n' };
  test.each<[string, string, Sources, boolean]>([
    ['any package of a module is open', 'lib', MAIN, true],
    ['an internal one that nothing imports is not', 'internal/lib', MAIN, false],
    [
      'a program that imports it',
      'internal/lib',
      { ...MOD, 'cmd/main.go': 'package main\n\nimport _ "example.com/m/internal/lib"\n' },
      true,
    ],
    [
      'an open package that imports it',
      'internal/lib',
      { ...MAIN, 'open/open.go': 'package open\n\nimport _ "example.com/m/internal/lib"\n' },
      true,
    ],
    [
      'an internal one that imports it is reached by nobody either',
      'internal/lib',
      { ...MAIN, 'internal/other/other.go': 'package other\n\nimport _ "example.com/m/internal/lib"\n' },
      false,
    ],
    [
      'a test that imports it',
      'internal/lib',
      { ...MAIN, 'open/open_test.go': 'package open\n\nimport _ "example.com/m/internal/lib"\n' },
      false,
    ],
  ])('%s', (_, folder, sources, expected) => {
    const path = `${folder}/lib.go`;
    const program = programOf({ [path]: 'package lib\n', ...sources });
    const graph = moduleGraphOf(program.packageOf(path)!, program.fileModel(path)!);
    expect(graph.mayBeRun(program.fileModel(path)!)).toBe(expected);
  });
});

describe('whether only tests use a package', () => {
  const IMPORTS_IT = 'import _ "example.com/m/lib"\n';
  const WITH_SPECS = 'import _ "github.com/onsi/ginkgo/v2"\n';
  test.each<[string, Sources, boolean]>([
    ['it is written with a test framework, and nobody imports it', {}, true],
    ['specs import it', { 'specs/specs.go': `package specs\n\n${WITH_SPECS}${IMPORTS_IT}` }, true],
    [
      'what only specs import imports it',
      {
        'between/between.go': `package between\n\n${IMPORTS_IT}`,
        'specs/specs.go': `package specs\n\n${WITH_SPECS}import _ "example.com/m/between"\n`,
      },
      true,
    ],
    ['a program imports it', { 'cmd/main.go': `package main\n\n${IMPORTS_IT}` }, false],
    ['a package that others may use imports it', { 'api/api.go': `package api\n\n${IMPORTS_IT}` }, false],
    [
      'specs import it, and a program does',
      {
        'specs/specs.go': `package specs\n\n${WITH_SPECS}${IMPORTS_IT}`,
        'cmd/main.go': `package main\n\n${IMPORTS_IT}`,
      },
      false,
    ],
    ['a program of specs imports it', { 'cmd/main.go': `package main\n\n${WITH_SPECS}${IMPORTS_IT}` }, true],
    ['it has no framework', { 'lib/lib.go': 'package lib\n' }, false],
  ])('%s', (_, sources, expected) => {
    const program = programOf({ ...MOD, 'lib/lib.go': `package lib\n\n${WITH_SPECS}`, ...sources });
    const pkg = program.packageOf('lib/lib.go')!;
    expect(isTestHelper(pkg, program.fileModel('lib/lib.go')!)).toBe(expected);
  });
});

test.each<[string, Sources, boolean]>([
  ['a package at the root is offered to others', { 'root.go': 'package m\n' }, true],
  ['a program at the root is not', { 'main.go': 'package main\n' }, false],
  ['nor one that is run by hand', { 'build.go': '//go:build ignore\n\npackage main\n' }, false],
  [
    'beside a package it changes nothing',
    { 'root.go': 'package m\n', 'build.go': '// +build ignore\n\npackage main\n' },
    true,
  ],
  ['without anything at the root there is none', {}, false],
])('whether a module is a library: %s', (_, sources, isLibrary) => {
  const program = programOf({ ...MOD, 'lib/lib.go': 'package lib\n', ...sources });
  const file = program.fileModel('lib/lib.go')!;
  expect(moduleGraphOf(program.packageOf('lib/lib.go')!, file).isLibrary).toBe(isLibrary);
});

test('the graph is the same whichever package asks for it first', () => {
  const program = programOf({
    ...MOD,
    'lib/lib.go': 'package lib\n',
    'tools/report/report.go': 'package report\n\nimport _ "example.com/m/lib"\n',
    'cmd/main.go': 'package main\n\nimport _ "example.com/m/tools/report"\n',
  });
  const file = program.fileModel('lib/lib.go')!;
  const graph = moduleGraphOf(program.packageOf('tools/report/report.go')!, file);
  expect([graph.modulePath, graph.isRunByProgram(file)]).toEqual(['example.com/m', true]);
});
