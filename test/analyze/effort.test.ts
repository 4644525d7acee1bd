import { expect, test } from 'vitest';
import { analyze } from '../../server/src/core/analyze.ts';
import { renderJson } from '../../server/src/core/render/json.ts';
import { notAnalysedLine } from '../../server/src/core/render/text.ts';
import type { Rule } from '../../server/src/core/rules/rule.ts';
import { EffortExceeded } from '../../server/src/core/semantic/effort.ts';
import { memoized } from '../../server/src/core/semantic/memo.ts';
import { analysisOf, configOf, fileOf, lineOf, programOf, ruleNamed } from '../harness/program.ts';

const BODY = ruleNamed('http-body-not-closed');

const fileWith = (name: string): string => `package p

import "net/http"

func ${name}(peer *http.Client, url string) (int, error) {
	resp, err := peer.Get(url)
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, nil
}
`;
const MODULE = Object.fromEntries(
  ['a', 'b', 'c', 'd', 'e'].map((name) => [`m/${name}.go`, fileWith(`fetch${name.toUpperCase()}`)]),
);

/** Finds what the model finds, and then asks without end about files of some names. */
function endless(endsNever: RegExp): { rule: Rule<never>; asked: string[] } {
  const asked: string[] = [];
  const rule: Rule<never> = {
    ...BODY,
    meta: { ...BODY.meta, name: 'asks-without-end' },
    *detect(context) {
      asked.push(context.file.path);
      yield* BODY.detect(context);
      const [call] = context.file.tree.root.descendants('call_expression');
      while (endsNever.test(context.file.path)) context.package.calleeOf(call!);
    },
  };
  return { rule, asked };
}

test('a rule that asks without end is stopped on this file and listed; nothing else is lost', () => {
  const { rule } = endless(/b\.go$/);
  const { findings, notAnalysed, failures } = analysisOf(MODULE, { rules: [rule, BODY], effort: 5000 });
  expect(notAnalysed).toEqual([
    { file: 'm/b.go', function: '', rule: 'asks-without-end', reason: 'rule-budget' },
  ]);
  expect(failures).toEqual([]);
  const found = (name: string) =>
    findings.filter((each) => each.rule === name).map((each) => each.place.file);
  expect(found('asks-without-end')).toEqual(Object.keys(MODULE));
  expect(found(BODY.meta.name)).toEqual(Object.keys(MODULE));
  expect(findings.every((finding) => lineOf(finding) === 6)).toBe(true);
});

test('a rule that was stopped on three files is not asked about the others, which are listed', () => {
  const { rule, asked } = endless(/./);
  const { notAnalysed } = analysisOf(MODULE, { rules: [rule], effort: 5000 });
  expect(asked).toEqual(['m/a.go', 'm/b.go', 'm/c.go']);
  expect(notAnalysed.map(({ file }) => file)).toEqual(Object.keys(MODULE));
});

test('a rule that yields without end is stopped too', () => {
  const rule: Rule<never> = {
    ...BODY,
    *detect(context) {
      for (;;) yield* BODY.detect(context);
    },
  };
  const { findings, notAnalysed } = analysisOf(fileWith('fetch'), { rules: [rule], effort: 5000 });
  expect([findings.length, notAnalysed.map(({ reason }) => reason)]).toEqual([1, ['rule-budget']]);
});

test('wherever a rule is stopped, the next one finds what it would have found', () => {
  const whole = analysisOf(MODULE, { rules: [BODY] }).findings;
  const other: Rule<never> = { ...BODY, meta: { ...BODY.meta, name: 'stopped' } };
  let stops = 0;
  for (let effort = 0; effort < 400; effort += 7) {
    const program = programOf(MODULE);
    const stopped = analyze(program, ['m/a.go'], configOf(), { rules: [other], effort });
    stops += stopped.notAnalysed.length;
    const { findings, notAnalysed } = analyze(program, Object.keys(MODULE), configOf(), { rules: [BODY] });
    expect([findings, notAnalysed]).toEqual([whole, []]);
  }
  expect(stops).toBeGreaterThan(5);
});

test('the entry says which rule gave up, in both languages and as JSON', () => {
  const { rule } = endless(/b\.go$/);
  const result = analysisOf(MODULE, { rules: [rule], effort: 5000 });
  const [entry] = result.notAnalysed;
  const line = (locale: 'en' | 'zh-cn') => notAnalysedLine(entry!, { locale, relative: (path) => path });
  expect([line('en'), line('zh-cn')]).toEqual([
    'm/b.go asks-without-end: too much to look at, given up',
    'm/b.go asks-without-end: 要查看的内容过多，已放弃',
  ]);
  const context = {
    toolVersion: '0',
    locale: 'en',
    durationMs: 0,
    relative: (path: string) => path,
  } as const;
  expect(JSON.parse(renderJson(result, context)).notAnalysed).toEqual([entry]);
});

test('a program that forgets answers anew, and counts only where it is told to', () => {
  const { program } = fileOf(fileWith('fetch')).pkg;
  const ask = (count: number): void => program.effort.take(count);
  expect(() => ask(1e9)).not.toThrow();
  expect(() => program.effort.within(3, () => ask(4))).toThrow(EffortExceeded);
  expect(() => program.effort.within(3, () => ask(3))).not.toThrow();
  expect(() => ask(1e9)).not.toThrow();

  const own = programOf(MODULE);
  const answersOf = memoized<object, Map<string, boolean>>(() => new Map());
  answersOf(own).set('half', true);
  const before = own.packageOf('m/a.go');
  const file = own.fileModel('m/a.go');
  own.forget();
  expect(answersOf(own).size).toBe(0);
  expect(own.packageOf('m/a.go')).not.toBe(before);
  expect(own.fileModel('m/a.go')).toBe(file);
});
