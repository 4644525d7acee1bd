import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { findingsIn, lineOf, ROOT } from '../harness/program.ts';

/** Code that uses libraries nobody has the source of, which no Go toolchain could build: fixtures cannot hold it. */
const FOLDER = join(ROOT, 'test/rules/unseen-libraries');

const sourcesOf = (rule: string): Record<string, string> => {
  const folder = join(FOLDER, rule);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  return Object.fromEntries(
    files.map((each) => {
      const path = join(each.parentPath, each.name);
      return [relative(folder, path), readFileSync(path, 'utf8')];
    }),
  );
};

const wantsOf = (sources: Record<string, string>, rule: string): string[] =>
  Object.entries(sources).flatMap(([path, text]) =>
    text.split('\n').flatMap((line, index) => {
      const want = line.match(new RegExp(`// want ${rule}\\b(.*)`));
      return want ? [`${path}:${index + 1} ${/\blow\b/.test(want[1] ?? '') ? 'low' : 'shown'}`] : [];
    }),
  );

test.each(readdirSync(FOLDER))('%s', (rule) => {
  const sources = sourcesOf(rule);
  const findings = findingsIn(sources, { rules: [rule], config: { minConfidence: 'low' } });
  const found = findings.map(
    (each) => `${each.place.file}:${lineOf(each)} ${each.confidence === 'low' ? 'low' : 'shown'}`,
  );
  const wanted = wantsOf(sources, rule);
  expect(wanted.length).toBeGreaterThan(0);
  // what is silent at the default level may be there with low confidence
  expect(found.filter((each) => each.endsWith('shown')).sort()).toEqual(
    wanted.filter((each) => each.endsWith('shown')).sort(),
  );
  expect(found).toEqual(expect.arrayContaining(wanted));
});
