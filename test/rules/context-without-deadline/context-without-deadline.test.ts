import { describe, expect, test } from 'vitest';
import { analyze } from '../../../server/src/core/analyze.ts';
import type { Finding } from '../../../server/src/core/finding.ts';
import { BLOCKING_CALLS } from '../../../server/src/core/knowledge/blocking-calls.ts';
import { contextWithoutDeadline } from '../../../server/src/core/rules/context/context-without-deadline.ts';
import { fixtureCases } from '../../harness/fixtures.ts';
import { findingsIn, fixed, lineOf, programOf, ruleNamed } from '../../harness/program.ts';

const NAME = 'context-without-deadline';
const rules = [NAME];

/** Findings of a fixture in the function of a name. */
function fixture(name: string): (fn: string) => readonly Finding[] {
  const found = fixtureCases().find((each) => each.rule === NAME && each.name === name)!;
  const paths = Object.keys(found.sources).filter((path) => path.endsWith('.go'));
  const { findings } = analyze(programOf(found.sources), paths, found.config, { rules: [ruleNamed(NAME)] });
  return (fn) => findings.filter((finding) => finding.function === fn);
}

const edits = (finding: Finding | undefined): string[] =>
  (finding?.fixes[0]?.edits ?? []).map((edit) => edit.newText);

/** One function around some statements, with what they need. */
function source(body: string, imports: readonly string[] = ['context', 'database/sql']): string {
  const lines = imports.map((path) => `\t"${path}"\n`).join('');
  return `package p\n\nimport (\n${lines})\n\nfunc f(db *sql.DB) error {\n${body}\n}\n`;
}

describe('fixes', () => {
  const fixes = fixture('fixes');

  test('all are suggested, and at most one is offered', () => {
    for (const name of ['basic', 'fixes', 'grpc', 'startup', 'sql-limits', 'command']) {
      const found = fixtureCases().find((each) => each.rule === NAME && each.name === name)!;
      const paths = Object.keys(found.sources).filter((path) => path.endsWith('.go'));
      for (const finding of analyze(programOf(found.sources), paths, found.config).findings) {
        if (finding.rule !== NAME) continue;
        expect(finding.fixes.length).toBeLessThanOrEqual(1);
        for (const fix of finding.fixes) expect(fix.safety).toBe('suggested');
      }
    }
  });

  test('the context is derived in front of the statement and takes the place of the argument', () => {
    const text = source('\t_, err := db.ExecContext(context.Background(), "DELETE FROM t")\n\treturn err');
    const [finding] = findingsIn(text, { rules });
    const after = fixed(text, finding!.fixes[0]!);
    expect(after).toBe(
      source(
        '\tctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)\n\tdefer cancel()\n' +
          '\t_, err := db.ExecContext(ctx, "DELETE FROM t")\n\treturn err',
        ['context', 'database/sql', 'time'],
      ),
    );
    expect(findingsIn(after, { rules })).toEqual([]);
  });

  test('the duration is the one of the settings', () => {
    const text = source('\treturn db.PingContext(context.TODO())');
    const fixDefaults = {
      contextTimeout: '500 * time.Millisecond',
      httpClientTimeout: '10 * time.Second',
      readHeaderTimeout: '5 * time.Second',
      maxOpenConns: 20,
      maxBodyBytes: 1048576,
      connMaxLifetime: '3 * time.Minute',
      connMaxIdleTime: '5 * time.Minute',
    };
    const [finding] = findingsIn(text, { rules, config: { fixDefaults } });
    expect(edits(finding).join('\n')).toContain('context.WithTimeout(context.TODO(), 500*time.Millisecond)');
    expect(finding!.fixes[0]!.title.en).toContain('500 * time.Millisecond');
  });

  test('in a loop each round cancels its own, and only where the statement is left downwards', () => {
    expect(edits(fixes('(*store).DeleteAll')[0])).toEqual([
      'ctx, cancel := context.WithTimeout(ctx, 5*clock.Second)\n\t\t',
      '\n\t\tcancel()',
    ]);
    expect(fixes('(*store).DeleteEach')[0]!.fixes).toEqual([]);
  });

  test.each(['(*store).Rows', '(*store).RowsLater', '(*store).Begin', 'open', '(*store).Lazy'])(
    'none where the result outlives the function: %s',
    (fn) => {
      expect(fixes(fn)).toHaveLength(1);
      expect(fixes(fn)[0]!.fixes).toEqual([]);
    },
  );

  test.each(['(*store).Name', '(*store).Scanned', 'collect', 'convert'])(
    'one where it is used up here: %s',
    (fn) => {
      expect(fixes(fn)[0]!.fixes).toHaveLength(1);
    },
  );

  test('none for deferred and started calls, nor where the import is hidden', () => {
    expect(fixes('(*store).Later').map((finding) => finding.fixes.length)).toEqual([0, 0]);
    expect(fixes('(*store).Hidden')[0]!.fixes).toEqual([]);
  });

  test('a context that is used again keeps its name, and taken names are left alone', () => {
    expect(edits(fixes('(*store).Watch')[0])).toEqual([
      'queryCtx, cancel := context.WithTimeout(ctx, 5*clock.Second)\n\tdefer cancel()\n\t',
      'queryCtx',
    ]);
    expect(edits(fixes('(*store).Taken')[0])[0]).toMatch(/^queryCtx, cancelQuery := /);
  });
});

describe('related places', () => {
  const basic = fixture('basic');

  test('where the context is made, and where it is handed over', () => {
    const [names] = basic('(*Store).Names');
    expect(names!.related.map((each) => [each.place.start.line + 1, each.message.en])).toEqual([
      [lineOf(names!) - 1, 'this context has no deadline'],
    ]);
    const [fetch] = basic('Fetch');
    expect(fetch!.related.map((each) => [each.place.start.line + 1, each.message.en])).toEqual([
      [lineOf(fetch!) - 4, 'it is handed over here'],
    ]);
  });

  test('the caller, for a context that is passed down', () => {
    const [reload] = basic('(*Store).reload');
    expect(reload!.related).toHaveLength(1);
    expect(reload!.related[0]!.place.start.line).toBeLessThan(reload!.place.start.line);
  });
});

describe('what is not in view', () => {
  test('while the module is not indexed, limits elsewhere are possible', () => {
    const text = source('\treturn db.PingContext(context.Background())');
    const judge = (complete: boolean) =>
      analyze(programOf({ 'p/p.go': text }, complete), ['p/p.go'], undefined, { rules: [ruleNamed(NAME)] });
    expect(judge(true).findings.map((finding) => finding.confidence)).toEqual(['high']);
    expect(judge(false).findings.map((finding) => finding.confidence)).toEqual(['medium']);
  });

  test('test files are judged only on demand, and cost less there', () => {
    const calls = '\nfunc TestPing() { f(nil) }\n';
    const text = source('\treturn db.PingContext(context.Background())') + calls;
    expect(findingsIn(text, { rules, path: 'p/p_test.go' })).toEqual([]);
    const [finding] = findingsIn(text, { rules, path: 'p/p_test.go', config: { tests: 'full' } });
    expect(finding!.severity).toBe('info');
  });

  test('a function that does not parse is not judged', () => {
    const text = source('\tif x {{\n\treturn db.PingContext(context.Background())');
    expect(findingsIn(text, { rules })).toEqual([]);
  });
});

describe('what runs for a person', () => {
  const COBRA = `package cmd

import (
	"context"
	"database/sql"
	"net/http"

	"github.com/spf13/cobra"
)

func command(db *sql.DB) *cobra.Command {
	return &cobra.Command{
		RunE: func(cmd *cobra.Command, args []string) error {
			http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
				_ = db.PingContext(context.Background())
			})
			for {
				_ = db.PingContext(context.Background())
			}
		},
		PreRunE: func(cmd *cobra.Command, args []string) error { return db.PingContext(context.Background()) },
	}
}
`;

  test('a command that ends soon is a hint; its handlers and endless loops are not', () => {
    const found = findingsIn(COBRA, { rules, config: { minConfidence: 'low' } });
    expect(found.map((finding) => [lineOf(finding), finding.severity, finding.confidence])).toEqual([
      [15, 'warning', 'high'],
      [18, 'warning', 'high'],
      [21, 'hint', 'low'],
    ]);
  });
});

test('long names are cut, so that the message stays short', () => {
  const text = source(
    '\treturn averyveryverylongnameofapoolofconnections.database.PingContext(context.WithValue(context.Background(), aKeyWithAVeryLongName{}, 1))',
  ).replace(
    'func f(',
    'type aKeyWithAVeryLongName struct{}\n\nvar averyveryverylongnameofapoolofconnections struct{ database *sql.DB }\n\nfunc f(',
  );
  const [finding] = findingsIn(text, { rules });
  expect(finding!.message.en).toMatch(/^database\.PingContext waits forever .*…/);
  expect(finding!.message.en.length).toBeLessThanOrEqual(110);
});

test('no call of the table is a Redis call: go-redis ignores context deadlines by default', () => {
  expect([...BLOCKING_CALLS.keys()].filter((id) => /redis/.test(id))).toEqual([]);
  expect(contextWithoutDeadline.meta.inTests).toBe('off');
});
