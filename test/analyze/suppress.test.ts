import { expect, test } from 'vitest';
import { applyEdits } from '../../server/src/core/edits.ts';
import { findingsIn, lineOf } from '../harness/program.ts';

const BODY = 'http-body-not-closed';

/** Findings of the body rule and of the suppressions themselves, as `rule@line`. */
function found(source: string, config = {}): string[] {
  return findingsIn(source, { rules: [BODY], config }).map((finding) => `${finding.rule}@${lineOf(finding)}`);
}

/** A leaking function whose call is on line 7, with a line before the call, after it on its line, and before `func`. */
function source({ above = '', trailing = '', onFunc = '', top = '' } = {}): string {
  return `package p

import "net/http"
${top}
${onFunc}func one(peer *http.Client, url string) (int, error) {${above ? `\n${above}` : ''}
	resp, err := peer.Get(url)${trailing}
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, nil
}
`;
}

test.each([
  ['on the line', { trailing: ' //premortem:ignore http-body-not-closed read elsewhere' }, []],
  ['above the line', { above: '\t//premortem:ignore http-body-not-closed read elsewhere' }, []],
  [
    'above, with another comment between',
    { above: '\t//premortem:ignore http-body-not-closed why\n\t// more' },
    [],
  ],
  ['several rules', { trailing: ' //premortem:ignore http-body-not-closed,sql-pool-unconfigured why' }, []],
  ['above the function', { onFunc: '//premortem:ignore http-body-not-closed why\n' }, []],
  ['the whole file', { top: '\n//premortem:file-ignore http-body-not-closed why\n' }, []],
  [
    'a blank line between ends it',
    { above: '\t//premortem:ignore http-body-not-closed why\n' },
    ['unused-suppression@6', `${BODY}@8`],
  ],
  [
    'without a reason it works and is told',
    { trailing: ' //premortem:ignore http-body-not-closed' },
    ['malformed-suppression@6'],
  ],
  ['without a rule', { trailing: ' //premortem:ignore' }, [`${BODY}@6`, 'malformed-suppression@6']],
  [
    'with a space',
    { trailing: ' // premortem:ignore http-body-not-closed why' },
    [`${BODY}@6`, 'malformed-suppression@6'],
  ],
  [
    'another verb',
    { trailing: ' //premortem:disable http-body-not-closed why' },
    [`${BODY}@6`, 'malformed-suppression@6'],
  ],
  [
    'an unknown rule',
    { trailing: ' //premortem:ignore http-body-not-close why' },
    [`${BODY}@6`, 'unknown-rule@6'],
  ],
  [
    'prose about it is no directive',
    { top: '\n// See premortem for how to ignore a finding.\n' },
    [`${BODY}@8`],
  ],
  ['another linter by name', { trailing: ' //nolint:bodyclose // why' }, []],
  ['another linter among several', { trailing: ' //nolint:errcheck,bodyclose' }, []],
  ['another linter for something else', { trailing: ' //nolint:errcheck' }, [`${BODY}@6`]],
])('%s', (_, parts, expected) => {
  expect(found(source(parts)).sort()).toEqual([...expected].sort());
});

test('a bare directive of another linter makes a finding a hint and says so', () => {
  for (const trailing of [' //nolint', ' //nolint:all', ' // #nosec']) {
    const [finding] = findingsIn(source({ trailing }), { rules: [BODY] });
    expect(finding?.severity, trailing).toBe('hint');
    expect(finding?.lowered?.en, trailing).toContain(trailing.trim());
  }
  expect(found(source({ trailing: ' //nolint:bodyclose' }), { honorForeignSuppressions: false })).toEqual([
    `${BODY}@6`,
  ]);
});

test('a reason can be optional', () => {
  expect(
    found(source({ trailing: ' //premortem:ignore http-body-not-closed' }), {
      requireSuppressionReason: false,
    }),
  ).toEqual([]);
});

test('a suppression of one line does not reach into a block below it', () => {
  const text = `package p

import "net/http"

func one(peer *http.Client, url string) {
	//premortem:ignore http-body-not-closed only the head of the statement
	if url != "" {
		resp, err := peer.Get(url)
		if err == nil {
			_ = resp.StatusCode
		}
	}
}
`;
  expect(found(text)).toEqual(['unused-suppression@6', `${BODY}@8`]);
});

test('CRLF, Chinese and a byte order mark read the same', () => {
  const text = source({ trailing: ' //premortem:ignore http-body-not-closed 由调用方关闭 😀' });
  for (const variant of [text, text.replaceAll('\n', '\r\n'), `\uFEFF${text}`])
    expect(found(variant)).toEqual([]);
});

test('the fixes of the suppressions themselves', () => {
  const apply = (text: string, rule: string): string => {
    const finding = findingsIn(text, { rules: [BODY] }).find((each) => each.rule === rule)!;
    return applyEdits(text, finding.fixes[0]!.edits);
  };
  const clean = source().replace('return resp.StatusCode, nil', 'return resp.StatusCode, resp.Body.Close()');
  const unused = clean.replace(
    'peer.Get(url)\n',
    'peer.Get(url) //premortem:ignore http-body-not-closed why\n',
  );
  expect(apply(unused, 'unused-suppression')).toBe(clean);
  const above = clean.replace(
    '\tresp, err :=',
    '\t//premortem:ignore http-body-not-closed why\n\tresp, err :=',
  );
  expect(apply(above, 'unused-suppression')).toBe(clean);
  const spaced = source({ trailing: ' // premortem:ignore http-body-not-closed why' });
  expect(found(apply(spaced, 'malformed-suppression'))).toEqual([]);
  const misspelt = source({ trailing: ' //premortem:ignore http-body-not-close why' });
  expect(found(apply(misspelt, 'unknown-rule'))).toEqual([]);
});

test('a directive inside a string or a block comment is none', () => {
  const text = source().replace(
    'peer.Get(url)',
    'peer.Get(url + `\n//premortem:ignore http-body-not-closed x\n`)',
  );
  expect(found(text)).toEqual([`${BODY}@6`]);
});

test('a linter of many checks silences a statement, and not a whole function', () => {
  const deferring = (onFunc: string, above: string): string =>
    `package p\n\nimport "os"\n\n${onFunc}func all(names []string) {\n\tfor _, name := range names {\n\t\tf, err := os.Open(name)\n\t\tif err != nil {\n\t\t\treturn\n\t\t}\n${above}\t\tdefer f.Close()\n\t}\n}\n`;
  const rules = ['defer-in-loop'];
  expect(findingsIn(deferring('', '\t\t//nolint:gocritic // few\n'), { rules })).toEqual([]);
  expect(findingsIn(deferring('', '\t\t//nolint:revive\n'), { rules })).toEqual([]);
  expect(findingsIn(deferring('//nolint:gocritic\n', ''), { rules })).toHaveLength(1);
});
