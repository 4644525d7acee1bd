import { rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { analyze, fixAll } from '../../server/src/core/analyze.ts';
import { applyEdits } from '../../server/src/core/edits.ts';
import { RULES } from '../../server/src/core/rules/index.ts';
import {
  differences,
  type FixtureCase,
  findingsOf,
  fixtureCases,
  goFilesOf,
  judgedNames,
  rulesOf,
} from './fixtures.ts';
import { programOf, ROOT } from './program.ts';

/** UPDATE_GOLDENS=1 writes the `.fixed` files instead of comparing them. */
const UPDATE = process.env.UPDATE_GOLDENS === '1';

const nameOf = (fixture: FixtureCase): string => `${fixture.rule}/${fixture.name}`;

describe.each(fixtureCases().map((fixture) => [nameOf(fixture), fixture] as const))('%s', (_, fixture) => {
  const rules = rulesOf(fixture);
  const place = (path: string): string => relative(ROOT, join(fixture.folder, path));
  const fixFile = (sources: FixtureCase['sources'], path: string): string =>
    fixAll(programOf(sources), path, fixture.config, rules).text;

  test('findings', () => {
    expect(differences(fixture, findingsOf(fixture)).join('\n')).toBe('');
  });

  test('safe fixes', () => {
    for (const path of goFilesOf(fixture)) {
      const text = fixFile(fixture.sources, path);
      const golden = join(fixture.folder, `${path}.fixed`);
      if (UPDATE) {
        if (text === fixture.sources[path]) rmSync(golden, { force: true });
        else writeFileSync(golden, text);
      } else expect(text, place(`${path}.fixed`)).toBe(fixture.goldens[path] ?? fixture.sources[path]);
      const again = fixFile({ ...fixture.sources, [path]: text }, path);
      expect(again, `${place(path)}: a second fix-all changes the text`).toBe(text);
    }
    for (const path of Object.keys(fixture.goldens)) expect(goFilesOf(fixture), place(path)).toContain(path);
  });

  test('each fix alone silences its finding and breaks no syntax', () => {
    const program = programOf(fixture.sources);
    const before = findingsOf(fixture, program);
    for (const finding of before) {
      const at = `${place(finding.place.file)}:${finding.place.start.line + 1}`;
      for (const fix of finding.fixes) {
        const texts = new Map<string, string>();
        for (const path of new Set(fix.edits.map((edit) => edit.place.file))) {
          const edits = fix.edits.filter((edit) => edit.place.file === path);
          texts.set(path, applyEdits(fixture.sources[path]!, edits));
        }
        const changed = program.with({ set: texts });
        for (const path of texts.keys())
          expect(
            changed.fileModel(path)!.tree.root.hasError,
            `${at}: "${fix.title.en}" breaks ${path}:\n${texts.get(path)}`,
          ).toBe(false);
        const count = (list: typeof before): number =>
          list.filter((each) => each.rule === finding.rule && each.place.file === finding.place.file).length;
        expect(
          count(findingsOf(fixture, changed)),
          `${at}: ${finding.rule} is still reported after "${fix.title.en}":\n${[...texts.values()].join('\n')}`,
        ).toBeLessThan(count(before));
      }
    }
  });

  test('CRLF gives the same findings and fixes', () => {
    const crlf: Record<string, string> = {};
    for (const [path, text] of Object.entries(fixture.sources))
      crlf[path] = path.endsWith('.go') ? text.replaceAll('\n', '\r\n') : text;
    expect(differences(fixture, findingsOf(fixture, programOf(crlf))).join('\n')).toBe('');
    for (const path of goFilesOf(fixture)) {
      const lf = fixFile(fixture.sources, path);
      expect(fixFile(crlf, path), `${place(path)} with CRLF`).toBe(lf.replaceAll('\n', '\r\n'));
    }
  });

  test('the prefilter changes nothing, and a second run gives the same', () => {
    const judge = (prefilter: boolean) =>
      analyze(programOf(fixture.sources), goFilesOf(fixture), fixture.config, {
        prefilter,
        rules: rules ?? RULES,
      }).findings;
    const filtered = judge(true);
    expect(filtered).toEqual(judge(false));
    expect(filtered).toEqual(judge(true));
    expect(new Set(filtered.map((finding) => finding.fingerprint)).size).toBe(filtered.length);
    expect(judgedNames(fixture).size).toBeGreaterThan(0);
  });
});
