import { describe, expect, test } from 'vitest';
import { analyze } from '../../../server/src/core/analyze.ts';
import { DEFAULT_CONFIG } from '../../../server/src/core/config.ts';
import { applyEdits } from '../../../server/src/core/edits.ts';
import type { Finding } from '../../../server/src/core/finding.ts';
import { fill } from '../../../server/src/core/render/card.ts';
import { selectBlocksForever } from '../../../server/src/core/rules/concurrency/select-blocks-forever.ts';
import { fixtureCases } from '../../harness/fixtures.ts';
import { programOf, ruleNamed } from '../../harness/program.ts';

const rules = [ruleNamed('select-blocks-forever')];

function findingsIn(source: string, config = DEFAULT_CONFIG): readonly Finding[] {
  return analyze(programOf({ 'a.go': source }), ['a.go'], config, { rules }).findings;
}

/** The findings of a fixture by the function that they are in. */
function fixture(name: string): (fn: string) => Finding {
  const found = fixtureCases().find((each) => each.rule === 'select-blocks-forever' && each.name === name)!;
  const paths = Object.keys(found.sources).filter((path) => path.endsWith('.go'));
  const { findings } = analyze(programOf(found.sources), paths, found.config, { rules });
  return (fn) => findings.find((finding) => finding.function === fn)!;
}

const titles = (finding: Finding): string[] => finding.fixes.map((fix) => fix.title.en);
const related = (finding: Finding): string[] =>
  finding.related.map(({ place, message }) => `${place.start.line + 1}: ${message.en}`);

describe('fixes', () => {
  const fixes = fixture('fixes');

  test('none is safe', () => {
    const all = ['allResults', 'noResult', 'last', 'inLoop', 'nearest.func1'].flatMap(
      (fn) => fixes(fn).fixes,
    );
    expect(all.length).toBeGreaterThan(8);
    for (const fix of all) expect(fix.safety).toBe('suggested');
  });

  test('the context comes first, default last', () => {
    expect(titles(fixes('generic'))).toEqual([
      'Leave when the context ends: case <-ctx.Done()',
      'Do not wait: add default, which goes on when nothing has arrived',
    ]);
    expect(titles(fixes('noResult'))).toEqual([
      'Give up after 5 * time.Second: case <-time.After(...)',
      'Do not wait: add default, which drops the value when nobody receives',
    ]);
  });

  test('a select that ends a function with results gets no default', () => {
    expect(titles(fixes('last'))).toEqual(['Give up after 5 * time.Second: case <-time.After(...)']);
  });

  test('in a loop only the context helps', () => {
    expect(titles(fixes('inLoop'))).toEqual(['Leave when the context ends: case <-ctx.Done()']);
  });

  test('the context is the nearest one that is visible and can end', () => {
    expect(titles(fixes('nearest.func1'))[0]).toContain('<-ctx.Done()');
    expect(titles(fixes('nearest.func2'))[0]).toContain('<-parent.Done()');
    expect(titles(fixes('background'))[0]).toContain('time.After');
    expect(titles(fixes('taken'))[0]).toContain('default');
  });

  test('a return fits the results', () => {
    const [first] = fixes('allResults').fixes;
    expect(first!.edits.map((edit) => edit.newText).join('')).toBe(
      '\tcase <-ctx.Done():\n\t\treturn 0, "", false, nil, point{}, [2]int{}, nil, nil, nil, nil, ctx.Err()\n',
    );
  });

  test('a select on one line is written out', () => {
    const source = 'package p\n\nfunc f(in <-chan int) {\n\tselect { case <-in: }\n}\n';
    const [finding] = findingsIn(source);
    const fix = finding!.fixes.find((each) => each.title.en.startsWith('Do not wait'))!;
    expect(applyEdits(source, fix.edits)).toBe(
      'package p\n\nfunc f(in <-chan int) {\n\tselect {\n\tcase <-in:\n\tdefault:\n\t}\n}\n',
    );
  });

  test('the duration and its import follow the settings', () => {
    const config = {
      ...DEFAULT_CONFIG,
      fixDefaults: { ...DEFAULT_CONFIG.fixDefaults, contextTimeout: '30 * time.Millisecond' },
    };
    const source = 'package p\n\nfunc f(in <-chan int) {\n\tselect {\n\tcase <-in:\n\t}\n}\n';
    const fix = findingsIn(source, config)[0]!.fixes[0]!;
    expect(applyEdits(source, fix.edits)).toBe(
      'package p\n\nimport "time"\n\nfunc f(in <-chan int) {\n\tselect {\n\tcase <-in:\n\tcase <-time.After(30 * time.Millisecond):\n\t\treturn\n\t}\n}\n',
    );
  });

  test('not waiting is never offered for what nobody answers', () => {
    const never = fixture('basic')('neverSent.func1');
    expect(titles(never).join()).not.toContain('default');
  });
});

describe('related places', () => {
  const paths = fixture('paths');

  test('the channel, the goroutine, and where the owner leaves', () => {
    expect(related(paths('earlyReturn.func1'))).toEqual([
      '14: done is made here',
      '15: the goroutine starts here',
      '21: can leave here without answering',
    ]);
    expect(paths('earlyReturn.func1').message.en).toContain('line 21');
  });

  test('where the counterpart leaves', () => {
    const finding = paths('failingWorker');
    expect(related(finding)[1]).toMatch(/: can leave here without answering$/);
    expect(finding.message.en).toMatch(/^Nothing answers result when the function leaves at line \d+/);
  });

  test('where the starter of a loop returns', () => {
    expect(related(paths('abandoned.func1')).at(-1)).toContain('the only one who wakes it can leave here');
  });

  test('a nil channel is shown where it is declared', () => {
    expect(related(fixture('basic')('neverMade.func1'))[0]).toBe('25: done is declared here and never made');
  });
});

describe('card', () => {
  const say = (finding: Finding, text: string): string => fill(text, finding.facts, 'en');
  const card = selectBlocksForever.meta.card.en;

  test('a select with one case shows as a channel operation, at the line of the case', () => {
    const finding = fixture('basic')('neverSent.func1');
    expect(say(finding, card.verify)).toContain("grep -cF 'basic.go:10 '");
    expect(finding.facts.state).toBe('chan receive');
    expect(fixture('basic')('neverReceived.func1').facts.state).toBe('chan send');
    expect(fixture('basic')('neverMade.func1').facts.state).toBe('chan receive (nil chan)');
  });

  test('a select with several cases shows as select, at its own line', () => {
    const finding = fixture('basic')('severalCases.func1');
    expect(finding.facts.state).toBe('select');
    expect(finding.facts.blockedAt).toBe('basic.go:37');
  });
});

test('every finding stands on the word select, and its message is short', () => {
  for (const each of fixtureCases().filter((one) => one.rule === 'select-blocks-forever')) {
    const paths = Object.keys(each.sources).filter((path) => path.endsWith('.go'));
    for (const finding of analyze(programOf(each.sources), paths, each.config, { rules }).findings) {
      const { file, startOffset, endOffset } = finding.place;
      expect(each.sources[file]!.slice(startOffset, endOffset)).toBe('select');
      expect(finding.message.en.length).toBeLessThanOrEqual(110);
      expect(finding.related.length).toBeLessThanOrEqual(4);
    }
  }
});

test('a function that does not parse makes the package unknown', () => {
  const source =
    'package p\n\nfunc f() {\n\tdone := make(chan int)\n\tgo func() {\n\t\tselect {\n\t\tcase <-done:\n\t\t}\n\t}()\n}\n';
  expect(findingsIn(source)[0]!.severity).toBe('warning');
  expect(findingsIn(`${source}\nfunc g() {\n\tif x == {\n}\n`)[0]?.severity ?? 'info').toBe('info');
});

test('messages stay short with long names', () => {
  const name = 'aVeryLongNameOfAChannelThatNobodyWouldEverWriteButSomebodyDoes';
  const texts = fixtureCases()
    .filter((one) => one.rule === 'select-blocks-forever')
    .flatMap((one) => {
      const sources = Object.fromEntries(
        Object.entries(one.sources).map(([path, text]) => [
          path,
          text.replaceAll(/\b(done|in|out|started|ready|earlyReturn|abandoned|result)\b/g, `$1${name}`),
        ]),
      );
      const paths = Object.keys(sources).filter((path) => path.endsWith('.go'));
      return analyze(programOf(sources), paths, one.config, { rules }).findings.map(
        (each) => each.message.en,
      );
    });
  expect(texts.length).toBeGreaterThan(30);
  for (const text of texts) expect(text.length, text).toBeLessThanOrEqual(110);
});
