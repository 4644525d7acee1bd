import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { analyze } from '../../server/src/core/analyze.ts';
import { DEFAULT_CONFIG } from '../../server/src/core/config.ts';
import { type Finding, LOCALES, type Localized } from '../../server/src/core/finding.ts';
import { metaOf, placeholdersOf, renderCard, renderRulePage } from '../../server/src/core/render/card.ts';
import { RULES } from '../../server/src/core/rules/index.ts';
import { META_RULES } from '../../server/src/core/rules/meta.ts';
import { findingsOf, fixtureCases } from '../harness/fixtures.ts';
import { programOf } from '../harness/program.ts';

const MODULE = 'module example.com/example\n\ngo 1.22\n';
const FIXTURES = fixtureCases();
const METAS = [...RULES.map((rule) => rule.meta), ...META_RULES];

function exampleFindings(rule: (typeof RULES)[number], source: string): readonly Finding[] {
  const program = programOf({ 'example/go.mod': MODULE, 'example/example.go': source });
  const result = analyze(
    program,
    ['example/example.go'],
    { ...DEFAULT_CONFIG, preview: true, rules: [{ pattern: rule.meta.name, level: 'on' }] },
    { rules: [rule] },
  );
  expect(result.failures).toEqual([]);
  expect(result.notAnalysed).toEqual([]);
  return result.findings;
}

/** What every finding must hold, wherever it comes from. */
function checkFinding(finding: Finding, where: string): void {
  const texts: [string, Localized][] = [
    ['message', finding.message],
    ...finding.related.map((each, index): [string, Localized] => [`related ${index + 1}`, each.message]),
    ...finding.fixes.map((each, index): [string, Localized] => [`title of fix ${index + 1}`, each.title]),
  ];
  for (const [what, text] of texts) {
    for (const locale of LOCALES) {
      expect(text[locale], `${where}: ${what} in ${locale}`).not.toMatch(/^$|\n|undefined|\[object/);
      expect([...text[locale]].length, `${where}: length of ${what} in ${locale}`).toBeLessThanOrEqual(110);
    }
    expect(text['zh-cn'], `${where}: ${what} is not translated`).toMatch(/[\u4e00-\u9fff]/);
  }
  expect(finding.place.start.line, `${where}: range over several lines`).toBe(finding.place.end.line);
  expect(finding.place.endOffset, `${where}: empty range`).toBeGreaterThan(finding.place.startOffset);
  expect(finding.related.length, `${where}: related places`).toBeLessThanOrEqual(4);
  for (const { place } of finding.related)
    expect(place.start.line, `${where}: related place over several lines`).toBe(place.end.line);
  const meta = metaOf(finding.rule)!;
  for (const fix of finding.fixes) {
    expect(meta.fixes, `${where}: a fix of a rule that says it has none`).not.toBe('none');
    if (fix.safety === 'safe') expect(meta.fixes, `${where}: a safe fix`).toBe('safe');
  }
  for (const locale of LOCALES) {
    for (const name of placeholdersOf(meta.card[locale]))
      expect(Object.keys(finding.facts), `${where}: facts for the ${locale} card`).toContain(name);
    for (const format of ['markdown', 'text'] as const)
      expect(renderCard(finding, locale, format), where).not.toMatch(/(?<![$%])\{\w+\}|undefined|\[object/);
  }
}

test('the rules that say that they are proved have a proof, and every proof a rule', () => {
  const proofs = readdirSync(join(import.meta.dirname, '../proofs'), { withFileTypes: true });
  const folders = proofs.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const proved = RULES.filter(({ meta }) => meta.isProved).map(({ meta }) => meta.name);
  expect(folders.sort()).toEqual(proved.sort());
});

test('rule names are kebab-case and unique', () => {
  const names = METAS.map((meta) => meta.name);
  for (const name of names) expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/);
  expect(new Set(names).size).toBe(names.length);
});

describe.each(RULES.map((rule) => [rule.meta.name, rule] as const))('%s', (name, rule) => {
  const own = FIXTURES.filter((fixture) => fixture.rule === name);

  test('has a fixture with a finding and one without', () => {
    const wanting = own.filter((fixture) => fixture.wants.some((want) => want.rule === name));
    expect(
      wanting.map((fixture) => fixture.name),
      `test/rules/${name}/testdata`,
    ).not.toEqual([]);
    const clean = own.filter((fixture) => fixture.name.startsWith('clean') && fixture.wants.length === 0);
    expect(
      clean.map((fixture) => fixture.name),
      `test/rules/${name}/testdata/clean`,
    ).not.toEqual([]);
  });

  test('the bad example has exactly one finding, the good one none', () => {
    const bad = exampleFindings(rule, rule.meta.example.bad);
    expect(bad.map((finding) => `${finding.place.start.line + 1}: ${finding.message.en}`)).toHaveLength(1);
    checkFinding(bad[0]!, `example of ${name}`);
    const good = exampleFindings(rule, rule.meta.example.good);
    expect(good.map((finding) => `${finding.place.start.line + 1}: ${finding.message.en}`)).toEqual([]);
  });

  test('findings in fixtures are complete and short', () => {
    for (const fixture of own)
      for (const finding of findingsOf(fixture).filter((each) => each.rule === name))
        checkFinding(finding, `${fixture.folder}/${finding.place.file}:${finding.place.start.line + 1}`);
  });
});

describe.each(METAS.map((meta) => [meta.name, meta] as const))('card of %s', (_, meta) => {
  test('both languages are complete and have the same chain', () => {
    const isMeta = meta.group === 'meta';
    for (const locale of LOCALES) {
      const card = meta.card[locale];
      expect(card.chain.length, locale).toBe(meta.card.en.chain.length);
      expect(card.chain.length, locale).toBeGreaterThanOrEqual(isMeta ? 2 : 3);
      expect(card.chain.length, locale).toBeLessThanOrEqual(6);
      for (const [key, value] of Object.entries(card)) {
        if (isMeta && (key === 'verify' || key === 'verifyExpect')) continue;
        expect(value, `${locale} ${key}`).not.toHaveLength(0);
      }
      for (const text of [card.title, card.what, ...card.chain, card.remedy])
        if (locale === 'zh-cn') expect(text).toMatch(/[\u4e00-\u9fff]/);
        else expect(text).not.toMatch(/[\u4e00-\u9fff]/);
    }
    expect(new Set(placeholdersOf(meta.card['zh-cn']))).toEqual(new Set(placeholdersOf(meta.card.en)));
  });

  test('every placeholder has a generic reading on the page', () => {
    const page = { ...meta, example: { bad: '', good: '' } };
    for (const locale of LOCALES) expect(renderRulePage(page, locale)).not.toMatch(/(?<![$%])\{[a-z]\w*\}/);
  });
});
