import { isAnsweredInMemory } from '../../flow/in-memory-responses.ts';
import { getsConnections } from '../../flow/own-dials.ts';
import { type UncheckedUse, uncheckedUsesIn } from '../../flow/unchecked-uses.ts';
import { givesError } from '../../semantic/types.ts';
import type { Report, Rule, RuleContext, RuleFix } from '../rule.ts';
import { insertAfter } from '../support/insert.ts';
import { anchorOf } from '../support/leaks.ts';
import { lineOf } from '../support/lines.ts';
import { returnZero } from '../support/zero-values.ts';
import { CARD } from './http-response-err-ignored.card.ts';

export const httpResponseErrIgnored: Rule<UncheckedUse> = {
  meta: {
    name: 'http-response-err-ignored',
    group: 'http',
    severity: 'warning',
    fixes: 'suggested',
    stability: 'stable',
    since: '0.2.0',
    tokens: [[', _ :=', ', _ =', ', _=', ',_']],
    inTests: 'lower',
    aliases: ['nolint:errcheck'],
    overlaps: [],
    card: CARD,
    placeholders: { en: { useLine: 'M' }, 'zh-cn': { useLine: 'M' } },
    example: {
      bad: `package example

import "net/http"

func status(url string) (int, error) {
	resp, _ := http.Get(url)
	defer resp.Body.Close()
	return resp.StatusCode, nil
}
`,
      good: `package example

import "net/http"

func status(url string) (int, error) {
	resp, err := http.Get(url)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	return resp.StatusCode, nil
}
`,
    },
    sources: [
      'net/http/client.go: (*Client).do returns a nil *Response with every error but one of CheckRedirect',
    ],
  },

  *detect({ file, package: pkg, flow }: RuleContext) {
    for (const fn of file.functions) {
      for (const use of uncheckedUsesIn(pkg, flow, fn)) {
        if (use.type === 'http-response' && !use.error) yield use;
      }
    }
  },

  report(found: UncheckedUse, { file, package: pkg, flow }: RuleContext): Report {
    const name = found.name.text;
    // no network can fail there, and a test that panics has failed
    const isWithin =
      (file.isTest && getsConnections(pkg, flow, found.acquisition)) ||
      isAnsweredInMemory(pkg, found.acquisition);
    return {
      anchor: anchorOf(found.acquisition),
      message: {
        en: `The error is dropped and ${name} is used at line ${lineOf(file, found.use)}: nil when the request fails`,
        'zh-cn': `错误被丢弃，第 ${lineOf(file, found.use)} 行又使用了 ${name}：请求失败时它是 nil`,
      },
      severity: 'warning',
      confidence: isWithin ? 'low' : found.certainty === 'proved' ? 'high' : 'medium',
      related: [
        {
          node: found.use.text.includes('\n') ? (found.use.field('field') ?? found.use) : found.use,
          message: { en: `${name} is used here`, 'zh-cn': `在这里使用 ${name}` },
        },
      ],
      facts: {
        variable: name,
        function: found.function.name,
        line: String(lineOf(file, found.acquisition)),
        useLine: String(lineOf(file, found.use)),
      },
    };
  },

  fix(found: UncheckedUse, { file, package: pkg }: RuleContext): readonly RuleFix[] {
    const statement = found.acquisition.parent?.parent;
    if (statement?.kind !== 'short_var_declaration' || statement.parent?.kind !== 'statement_list') return [];
    const blank = statement.field('left')?.namedChildren[1];
    // a name that stands for something else must not be assigned
    if (blank?.text !== '_' || pkg.lookup('err', statement) || !givesError(pkg.signatureOf(found.function)))
      return [];
    return [
      {
        title: { en: 'Check the error and return it', 'zh-cn': '检查错误并返回' },
        safety: 'suggested',
        edits: [
          { file, start: blank.start, end: blank.end, newText: 'err' },
          insertAfter(file, statement, [
            'if err != nil {',
            `\t${returnZero(found.function, pkg, 'err')}`,
            '}',
          ]),
        ],
        imports: [],
      },
    ];
  },
};
