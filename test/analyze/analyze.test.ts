import { expect, test } from 'vitest';
import { analyze, fixAll, functionsOf } from '../../server/src/core/analyze.ts';
import { type Config, DEFAULT_CONFIG } from '../../server/src/core/config.ts';
import type { Finding } from '../../server/src/core/finding.ts';
import { RULES } from '../../server/src/core/rules/index.ts';
import type { Rule } from '../../server/src/core/rules/rule.ts';
import {
  analysisOf,
  configOf,
  fileOf,
  findingsIn,
  fixed,
  lineOf,
  programOf,
  ruleNamed,
} from '../harness/program.ts';

const BODY = 'http-body-not-closed';

/** A function with one leak; the call is on its second line. */
const leak = (name: string): string => `func ${name}(peer *http.Client, url string) (int, error) {
	resp, err := peer.Get(url)
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, nil
}
`;
const HEAD = 'package p\n\nimport "net/http"\n\n';
const ONE = HEAD + leak('one');
const TWO = `${ONE}\n${leak('two')}`;

const lines = (findings: readonly Finding[]): number[] => findings.map(lineOf);

/** A rule that throws on every file, before or after a finding of its own. */
function thrower(after: boolean): Rule<never> {
  const model = ruleNamed(BODY);
  return {
    ...model,
    meta: { ...model.meta, name: 'always-throws', tokens: [] },
    *detect(context) {
      if (after) yield* model.detect(context);
      throw new Error('a bug of this rule');
    },
  };
}

test('two findings of a rule at one place are one, the surer', () => {
  const model = ruleNamed(BODY);
  const twice: Rule<never> = {
    ...model,
    *detect(context) {
      for (const evidence of model.detect(context)) {
        for (const isSure of [false, true]) yield { evidence, isSure } as never;
      }
    },
    report({ evidence, isSure }: { evidence: never; isSure: boolean }, context) {
      return { ...model.report(evidence, context), confidence: isSure ? 'high' : 'medium' };
    },
    fix: () => [],
  };
  const { findings } = analysisOf(TWO, { rules: [twice] });
  expect(findings.map((finding) => `${lineOf(finding)} ${finding.confidence}`)).toEqual([
    '6 high',
    '14 high',
  ]);
});

test('a rule that throws becomes a record and costs no other finding', () => {
  for (const after of [false, true]) {
    const sources = { 'p/a.go': ONE, 'p/b.go': TWO.replaceAll('one', 'three').replaceAll('two', 'four') };
    const result = analysisOf(sources, { rules: [thrower(after), ruleNamed(BODY)] });
    const ours = result.findings.filter((finding) => finding.rule === BODY);
    expect(ours.map((finding) => `${finding.place.file}:${lineOf(finding)}`)).toEqual([
      'p/a.go:6',
      'p/b.go:6',
      'p/b.go:14',
    ]);
    expect(result.failures.map(({ rule, file, message }) => `${rule} ${file} ${message}`)).toEqual([
      'always-throws p/a.go a bug of this rule',
      'always-throws p/b.go a bug of this rule',
    ]);
    expect(result.failures[0]!.stack).toContain('detect');
  }
});

test('a function with a syntax error is named and not judged; its neighbours are', () => {
  const source = `${ONE}\n${leak('broken').replace('if err != nil {', 'if err != {')}\n${leak('last')}`;
  const result = analysisOf(source, { rules: [BODY] });
  expect(result.notAnalysed.map(({ function: name, reason }) => `${name} ${reason}`)).toEqual([
    'broken syntax-error',
  ]);
  expect(result.findings.map((finding) => finding.function)).toEqual(['one', 'last']);
});

test('a broken literal silences the whole function around it', () => {
  const source = `${HEAD}${leak('one').replace('return resp', 'go func() { x := }()\n\treturn resp')}`;
  expect(analysisOf(source, { rules: [BODY] }).findings).toEqual([]);
});

test('what is no Go file gives no finding and no exception', () => {
  const sources: Record<string, string> = {
    empty: '',
    'no package clause': leak('one'),
    'only a package clause': 'package p',
    'not Go': '{"a": [1, 2, "resp http"]}',
    'binary with tokens': `http resp\0\uFFFD\uD800${'\u0001'.repeat(100)}`,
    'invalid UTF-8 as it is decoded': ONE.replace('"net/http"', '"net/http" // \uFFFD\uFFFD'),
    'a merge conflict': `${HEAD}<<<<<<< HEAD\n${leak('one')}=======\n${leak('two')}>>>>>>> x\n`,
  };
  for (const [name, source] of Object.entries(sources)) {
    const result = analysisOf(source, { prefilter: false });
    expect(result.failures, name).toEqual([]);
    expect(result.stats.files, name).toBe(1);
  }
});

test('a file without a package clause is judged like any other', () => {
  const source = `import "net/http"\n\n${leak('one')}`;
  expect(analysisOf(source, { rules: [BODY] }).failures).toEqual([]);
});

test('CRLF, a byte order mark, Chinese and emoji move no finding to another line or word', () => {
  const variants: Record<string, string> = {
    plain: ONE,
    crlf: ONE.replaceAll('\n', '\r\n'),
    bom: `\uFEFF${ONE}`,
    chinese: ONE.replace('import', '// 你好，世界 👩‍👩‍👧\nimport').replace(
      'resp, err := peer.Get(url)',
      '/* 请求 🚀 */ resp, err := peer.Get(url + "？名=值😀")',
    ),
  };
  for (const [name, source] of Object.entries(variants)) {
    const findings = findingsIn(source, { rules: [BODY] });
    expect(findings, name).toHaveLength(1);
    const { place } = findings[0]!;
    expect(source.slice(place.startOffset, place.endOffset), name).toMatch(/^peer\.Get\(url.*\)$/);
    const line = source.split('\n')[place.start.line]!;
    expect(line.slice(place.start.character, place.end.character), name).toMatch(/^peer\.Get\(url.*\)$/);
  }
});

test('a fix keeps the end of line and everything around it', () => {
  for (const [eol, prefix] of [
    ['\n', ''],
    ['\r\n', ''],
    ['\r\n', '\uFEFF'],
    ['\n', '// 中文 😀\n'],
  ] as const) {
    const source = prefix + ONE.replaceAll('\n', eol);
    const text = fixed(source, [BODY]);
    const added = `${eol}\tdefer resp.Body.Close()`;
    expect(text.split(added)).toHaveLength(2);
    expect(text.replace(added, '')).toBe(source);
    expect(fixed(text, [BODY])).toBe(text);
  }
});

test('twins by build tags are judged apart, and never as one package', () => {
  const helper = (tag: string, body: string): string =>
    `//go:build ${tag}\n\npackage p\n\nimport "net/http"\n\nfunc done(resp *http.Response) {${body}}\n`;
  const sources = {
    'p/a_unix.go': helper('unix', ' resp.Body.Close() '),
    'p/b_windows.go': helper('windows', ' _ = resp '),
    'p/c.go': HEAD + leak('one').replace('return resp', 'done(resp)\n\treturn resp'),
  };
  const result = analysisOf(sources, { rules: [BODY] });
  expect(result.failures).toEqual([]);
  expect(result.findings.filter((finding) => finding.place.file !== 'p/c.go')).toEqual([]);
});

test('cgo and dot imports are no obstacle', () => {
  const source = `package p

/*
#include <stdlib.h>
static int twice(int x) { return 2 * x; }
*/
import "C"

import . "net/http"

func f(url string) int {
	resp, err := Get(url)
	if err != nil {
		return int(C.twice(C.int(1)))
	}
	return resp.StatusCode
}
`;
  expect(lines(findingsIn(source, { rules: [BODY] }))).toEqual([12]);
});

test('a preview rule runs where previews are on, or where its own name stands', () => {
  const model = ruleNamed(BODY);
  const rule: Rule<never> = { ...model, meta: { ...model.meta, stability: 'preview' } };
  const count = (config: Partial<Config>): number => findingsIn(ONE, { rules: [rule], config }).length;
  expect(count({})).toBe(0);
  expect(count({ preview: true })).toBe(1);
  expect(count({ only: ['http-*'] })).toBe(0);
  expect(count({ only: [BODY] })).toBe(1);
  expect(count({ preview: true, only: ['http-*'] })).toBe(1);
  expect(count({ rules: [{ pattern: 'http-*', level: 'warning' }] })).toBe(0);
  expect(count({ rules: [{ pattern: BODY, level: 'on' }] })).toBe(1);
  expect(count({ preview: true, rules: [{ pattern: BODY, level: 'off' }] })).toBe(0);
  const disabled: Config['rules'] = [
    { pattern: BODY, level: 'on' },
    { pattern: '*', level: 'off' },
  ];
  expect(count({ rules: disabled })).toBe(0);
});

test('a rule that is opt-in runs only where its own name stands', () => {
  const model = ruleNamed(BODY);
  for (const stability of ['stable', 'preview'] as const) {
    const rule: Rule<never> = { ...model, meta: { ...model.meta, stability, isOptIn: true } };
    const count = (config: Partial<Config>): number => findingsIn(ONE, { rules: [rule], config }).length;
    expect(count({})).toBe(0);
    expect(count({ preview: true })).toBe(0);
    expect(count({ preview: true, only: ['http-*'] })).toBe(0);
    expect(count({ only: [BODY] })).toBe(1);
    expect(count({ preview: true, rules: [{ pattern: '*', level: 'on' }] })).toBe(0);
    expect(count({ rules: [{ pattern: BODY, level: 'on' }] })).toBe(1);
  }
});

test('generated files, test files and settings', () => {
  const generated = `// Code generated by x. DO NOT EDIT.\n\n${ONE}`;
  const result = analysisOf(generated, { rules: [BODY] });
  expect(result.findings).toEqual([]);
  expect(result.notAnalysed.map((entry) => entry.reason)).toEqual(['generated']);
  expect(lines(findingsIn(generated, { rules: [BODY], config: { includeGenerated: true } }))).toEqual([8]);

  // a test that reads a body elsewhere, so that one is expected
  const reader = `
func read(peer *http.Client, url string) (int, error) {
	resp, err := peer.Get(url)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	return resp.Body.Read(nil)
}
`;
  const runs = '\nfunc TestOne() { one("") }\n';
  const inTest = (tests: 'full' | 'relaxed' | 'off', text = ONE + reader): string[] =>
    findingsIn(text + runs, { rules: [BODY], path: 'p/p_test.go', config: { tests } }).map(
      (finding) => finding.severity,
    );
  expect([inTest('full'), inTest('relaxed'), inTest('off')]).toEqual([['warning'], ['info'], []]);
  expect([inTest('full', ONE), inTest('relaxed', ONE)]).toEqual([['warning'], []]);

  const level = (...rules: { pattern: string; level: 'error' | 'hint' | 'off' }[]): string[] =>
    findingsIn(ONE, { rules: [BODY], config: { rules } }).map((finding) => finding.severity);
  expect(level({ pattern: 'http-*', level: 'error' })).toEqual(['error']);
  expect(level({ pattern: 'http-*', level: 'off' })).toEqual([]);
  expect(level({ pattern: '*', level: 'off' }, { pattern: BODY, level: 'hint' })).toEqual(['hint']);
  expect(level({ pattern: BODY, level: 'hint' }, { pattern: '*', level: 'off' })).toEqual([]);
  expect(findingsIn(ONE, { config: { only: ['sql-*'] } })).toEqual([]);
  expect(findingsIn(ONE, { config: { only: ['http-*'] } })).toHaveLength(1);
});

test('cancelling gives what there is', () => {
  let asked = 0;
  const sources = {
    'p/a.go': ONE,
    'p/b.go': ONE.replace('one', 'two'),
    'p/c.go': ONE.replace('one', 'three'),
  };
  const result = analysisOf(sources, { rules: [BODY], cancelled: () => ++asked > 2 });
  expect(result.findings.length).toBeLessThan(3);
  expect(result.failures).toEqual([]);
});

test('findings are sorted and the order of files does not matter', () => {
  const sources = {
    'p/b.go': TWO,
    'p/a.go': ONE.replace('one', 'zero'),
    'q/c.go': TWO.replace('package p', 'package q'),
  };
  const program = programOf(sources);
  const paths = Object.keys(sources);
  const forwards = analyze(program, paths, DEFAULT_CONFIG).findings;
  const backwards = analyze(programOf(sources), [...paths].reverse(), DEFAULT_CONFIG).findings;
  expect(backwards).toEqual(forwards);
  const keys = forwards.map((finding) => [finding.place.file, finding.place.startOffset] as const);
  expect(keys).toEqual([...keys].sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] - b[1])));
});

test('a changed program gives what a fresh one gives', () => {
  const before = programOf({ 'p/a.go': ONE, 'p/b.go': 'package p\n' });
  analyze(before, ['p/a.go', 'p/b.go'], DEFAULT_CONFIG);
  const helper = 'package p\n\nimport "net/http"\n\nfunc done(resp *http.Response) { resp.Body.Close() }\n';
  const text = HEAD + leak('one').replace('return resp', 'done(resp)\n\treturn resp');
  const after = before.with({
    set: new Map([
      ['p/a.go', text],
      ['p/b.go', helper],
    ]),
  });
  expect(analyze(after, ['p/a.go'], DEFAULT_CONFIG).findings).toEqual(
    analyze(programOf({ 'p/a.go': text, 'p/b.go': helper }), ['p/a.go'], DEFAULT_CONFIG).findings,
  );
  expect(lines(analyze(before, ['p/a.go'], DEFAULT_CONFIG).findings)).toEqual([6]);
  const removed = after.with({ remove: ['p/b.go'] });
  expect(removed.textOf('p/b.go')).toBeUndefined();
  expect(() => analyze(removed, ['p/a.go', 'p/b.go'], DEFAULT_CONFIG)).not.toThrow();
});

test('fingerprints survive moved and reindented lines and tell equal lines apart', () => {
  const prints = (source: string): string[] =>
    findingsIn(source, { rules: [BODY] }).map((finding) => finding.fingerprint);
  const [one] = prints(ONE);
  expect(one).toMatch(/^[0-9a-f]{16}$/);
  expect(prints(ONE.replace('import', '// a comment\n\nimport'))).toEqual([one]);
  expect(prints(ONE.replaceAll('\t', '    '))).toEqual([one]);
  expect(prints(ONE.replaceAll('\n', '\r\n'))).toEqual([one]);
  expect(prints(TWO)[0]).toBe(one);
  expect(prints(TWO.replace('one', 'other'))[1]).toBe(prints(TWO)[1]);
  const twice = `${HEAD}func both(peer *http.Client, url string) {\n${'\t{\n\t\tresp, err := peer.Get(url)\n\t\tif err != nil {\n\t\t\treturn\n\t\t}\n\t\t_ = resp.StatusCode\n\t}\n'.repeat(2)}}\n`;
  expect(new Set(prints(twice)).size).toBe(2);
});

test('fix-all applies what does not overlap and leaves generated files alone', () => {
  const two = fixAll(programOf({ 'p/p.go': TWO }), 'p/p.go');
  expect(two.applied).toBe(2);
  expect(two.text.split('defer resp.Body.Close()')).toHaveLength(3);
  const generated = `// Code generated by x. DO NOT EDIT.\n\n${ONE}`;
  expect(fixAll(programOf({ 'p/p.go': generated }), 'p/p.go')).toEqual({ text: generated, applied: 0 });
  const shown = configOf({ includeGenerated: true });
  expect(fixAll(programOf({ 'p/p.go': generated }), 'p/p.go', shown).text).toBe(generated);
  expect(fixAll(programOf({}), 'missing.go')).toEqual({ text: '', applied: 0 });
});

test('functions of a file with their places', () => {
  const program = programOf({
    'p/p.go': 'package p\n\n// doc\nfunc a() {\n\tfunc() {}()\n}\n\nfunc (t *T) b() {}\n',
  });
  expect(
    functionsOf(program, 'p/p.go').map(({ name, place }) => [name, place.start.line, place.end.line]),
  ).toEqual([
    ['a', 3, 5],
    ['(*T).b', 7, 7],
  ]);
});

test('every rule is silent on a large file of nothing, and quick', () => {
  const source = `package p\n\n${'func f() {\n\tx := 1\n\t_ = x\n}\n\n'.repeat(2000)}`;
  const started = performance.now();
  const result = analysisOf(source, { prefilter: false });
  expect(result.failures).toEqual([]);
  expect(result.findings).toEqual([]);
  expect(result.stats.functions).toBe(2000);
  expect(performance.now() - started).toBeLessThan(10_000);
  expect(RULES.length).toBeGreaterThan(0);
});

test.each([
  '// Code generated by protoc. DO NOT EDIT.',
  '// Code generated from the interface\n// DO NOT EDIT',
  '// Code generated from the interface\r\n// DO NOT EDIT.',
  '// This file was generated by counterfeiter',
  '// Autogenerated by Thrift Compiler (0.9.3)',
])('a file is generated that says %j', (header) => {
  const source = `${header}\n\npackage a\n\nfunc F() {}\n`;
  expect(fileOf(source).file.isGenerated).toBe(true);
});

test.each([
  '// Code generated by hand.\n\n// DO NOT EDIT',
  '// Code generated. Please DO NOT EDIT the rest.',
  '// Package a reads what was\n// generated.',
  '// The table is generated by a script of its own.',
])('a file is not generated that says %j', (header) => {
  expect(fileOf(`${header}\n\npackage a\n\nfunc F() {}\n`).file.isGenerated).toBe(false);
});
