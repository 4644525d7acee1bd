import { describe, expect, test } from 'vitest';
import { analyze } from '../../server/src/core/analyze.ts';
import { RULES } from '../../server/src/core/rules/index.ts';
import type { GoFunction } from '../../server/src/core/semantic/model.ts';
import { moved } from '../../server/src/core/semantic/moved.ts';
import type { Program } from '../../server/src/core/semantic/program.ts';
import { fixtureCases } from '../harness/fixtures.ts';
import { configOf, fileOf, programOf, ruleNamed, type Sources } from '../harness/program.ts';

const GO_MOD = 'module example.com/m\n\ngo 1.22\n';

/** A function in Go that gets a response, and what it does with that. */
function fetching(name: string, end: readonly string[], get = 'http.Get'): string {
  return `func ${name}(url string) error {
	resp, err := ${get}(url)
	if err != nil {
		return err
	}
${end.map((line) => `\t${line}\n`).join('')}}
`;
}

const SOURCES: Sources = {
  'go.mod': GO_MOD,
  'p/close.go': `package p

import "net/http"

// finish ends a response.
func finish(resp *http.Response) {
	log("finish")
	resp.Body.Close()
}

func log(text string) {}
`,
  'p/use.go': `package p

import (
	"net/http"

	"example.com/m/q"
)

${fetching('direct', ['finish(resp)', 'return nil'])}
${fetching('indirect', ['finish(resp)', 'return nil'], 'q.Fetch')}
${fetching('alone', ['return resp.Body.Close()'])}`,
  'q/q.go': `package q

import "net/http"

func Fetch(url string) (*http.Response, error) {
	return http.Get(url)
}
`,
  'r/r.go': `package r

import "net/http"

${fetching('other', ['return resp.Body.Close()'])}`,
};

const rules = [ruleNamed('http-body-not-closed')];

function goFilesOf(sources: Sources): string[] {
  return Object.keys(sources).filter((path) => path.endsWith('.go'));
}

/** File and function of every finding in some files. */
function findings(program: Program, paths: readonly string[] = goFilesOf(SOURCES)): string[] {
  const { findings: found, failures } = analyze(program, paths, configOf(), { rules });
  expect(failures).toEqual([]);
  return found.map((finding) => `${finding.place.file} ${finding.function}`);
}

function withText(program: Program, path: string, text: string): Program {
  return program.with({ set: new Map([[path, text]]) });
}

/** The next version of a program, with a part of a file replaced. */
function replaced(program: Program, path: string, from: string, to: string): Program {
  const text = program.textOf(path)!;
  expect(text).toContain(from);
  return withText(program, path, text.replace(from, to));
}

/** The functions about which something is worked out anew while something runs. */
function computedBy(program: Program, run: () => void): ReadonlySet<GoFunction> {
  const computed = new Set<GoFunction>();
  program.memory.onCompute = (fn) => computed.add(fn);
  run();
  program.memory.onCompute = undefined;
  return computed;
}

function namesOf(functions: Iterable<GoFunction>): string[] {
  return [...functions].map((fn) => fn.name);
}

/** Judges the program, edits a file, judges again: findings, and the functions about which something was worked out anew. */
function edited(path: string, from: string, to: string): { found: string[]; recomputed: string[] } {
  const before = programOf(SOURCES);
  expect(findings(before)).toEqual([]);
  const program = replaced(before, path, from, to);
  let found: string[] = [];
  const recomputed = computedBy(program, () => {
    found = findings(program);
  });
  return {
    found,
    recomputed: [...new Set([...recomputed].map((fn) => `${fn.file.path.split('/')[0]}.${fn.name}`))].sort(),
  };
}

describe('what an edit has worked out again', () => {
  test('nothing without one', () => {
    const program = programOf(SOURCES);
    expect(namesOf(computedBy(program, () => findings(program))).sort()).toEqual(
      ['finish', 'log', 'direct', 'indirect', 'alone', 'Fetch', 'other'].sort(),
    );
    const again = computedBy(program, () => {
      findings(program);
      findings(program.with({}));
    });
    expect(namesOf(again)).toEqual([]);
  });

  test('in a body, with the same summary: the function alone', () => {
    expect(edited('p/close.go', 'log("finish")', 'log("done")')).toEqual({
      found: [],
      recomputed: ['p.finish'],
    });
    expect(edited('p/use.go', 'return resp.Body.Close()', 'defer resp.Body.Close()\n\treturn nil')).toEqual({
      found: [],
      recomputed: ['p.alone'],
    });
  });

  test('in a body, with another summary: its callers too', () => {
    expect(edited('p/close.go', 'resp.Body.Close()', '_ = resp.Status')).toEqual({
      found: ['p/use.go direct', 'p/use.go indirect'],
      recomputed: ['p.direct', 'p.finish', 'p.indirect'],
    });
  });

  test('in a body of another package: those that used what has changed', () => {
    expect(edited('q/q.go', 'return http.Get(url)', 'return nil, nil')).toEqual({
      found: [],
      recomputed: ['p.indirect', 'q.Fetch'],
    });
    expect(
      edited('q/q.go', 'return http.Get(url)', 'resp, err := http.Get(url)\n\treturn resp, err'),
    ).toEqual({
      found: [],
      recomputed: ['q.Fetch'],
    });
  });

  test('of an exported signature: the package and those that import it', () => {
    const { found, recomputed } = edited('q/q.go', 'Fetch(url string)', 'Fetch(url string, tries ...int)');
    expect(found).toEqual([]);
    expect(recomputed).toEqual(['p.alone', 'p.direct', 'p.finish', 'p.indirect', 'p.log', 'q.Fetch']);
  });

  test('of a declaration of the package: the package alone', () => {
    const { recomputed } = edited(
      'p/close.go',
      'func log(text string) {}',
      'type T int\n\nfunc log(text string) {}',
    );
    expect(recomputed).toEqual(['p.alone', 'p.direct', 'p.finish', 'p.indirect', 'p.log']);
  });

  test('of comments, blank lines and the order of functions: nothing', () => {
    expect(
      edited('p/close.go', '// finish ends a response.', '// Something else,\n// and longer.\n').recomputed,
    ).toEqual([]);
    expect(edited('p/use.go', 'func alone', '/* a */\n\n\nfunc alone').recomputed).toEqual([]);
    expect(edited('p/close.go', '\nfunc log(text string) {}\n', '').recomputed).not.toEqual([]);
    const [head, ...functions] = SOURCES['p/use.go']!.split(/(?=^func )/m);
    const reordered = [head, ...functions.reverse()].join('');
    expect(edited('p/use.go', SOURCES['p/use.go']!, reordered).recomputed).toEqual([]);
  });

  test('of what only one of two versions has: an older version starts anew and is right', () => {
    const old = programOf(SOURCES);
    findings(old);
    const next = replaced(old, 'p/close.go', 'resp.Body.Close()', '');
    expect(findings(next)).toEqual(['p/use.go direct', 'p/use.go indirect']);
    expect(findings(old)).toEqual([]);
    expect(findings(next)).toEqual(['p/use.go direct', 'p/use.go indirect']);
  });
});

test('an assignment in a body that nothing else reads counts for who calls the variable', () => {
  const sources: Sources = {
    'go.mod': GO_MOD,
    'hook.go': `package m

import "net/http"

var hook func(*http.Response)

func set() {
	hook = func(resp *http.Response) { _ = resp.Status }
}

func other() {
}
`,
    'get.go': `package m

import "net/http"

${fetching('get', ['hook(resp)', 'return nil'])}
${fetching('alone', ['return resp.Body.Close()'])}`,
  };
  const before = programOf(sources);
  expect(findings(before, ['get.go'])).toEqual(['get.go get']);
  const after = replaced(before, 'hook.go', 'func other() {', 'func other() {\n\thook = http.Closer');
  const recomputed = computedBy(after, () => {
    expect(findings(after, ['get.go'])).toEqual([]);
  });
  expect(namesOf(recomputed)).toContain('get');
  expect(namesOf(recomputed)).not.toContain('alone');
});

test('a value moves with its function, or not at all', () => {
  const [old, now] = ['', '\n\nvar first int\n'].map((more) =>
    fileOf(`package p\n${more}\nfunc f() { go func() { g() }() }\n\nfunc g() {}\n`),
  );
  const [from, literal, other] = old!.file.functions;
  const to = now!.file.functions[0]!;
  const call = old!.find('g()');
  const value = { call, list: [call, 1, undefined], set: new Set(['a']), literal };
  const copy = moved({ ...value, self: value }, from!, to) as typeof value & { self: typeof value };
  expect(copy.call).toBe(now!.find('g()'));
  expect(copy.list).toEqual([copy.call, 1, undefined]);
  expect(copy.literal).toBe(now!.file.functions[1]);
  expect(copy.set).toEqual(new Set(['a']));
  expect(copy.self.call).toBe(copy.call);
  expect(moved({ node: other!.node }, from!, to)).toBeUndefined();
  expect(moved(new Date(0), from!, to)).toBeUndefined();
});

/** Numbers from 0 to 1 that are the same in every run. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
    return ((state ^ (state >>> 12)) >>> 0) / 2 ** 32;
  };
}

/** Judges a program of some sources: everything about its findings that a user sees. */
function judgeOf(sources: Sources): (program: Program) => string[] {
  return (program) =>
    analyze(program, goFilesOf(sources), configOf(), { rules: RULES }).findings.map(
      ({ rule, place, message, confidence, fixes }) =>
        `${rule} ${place.file}:${place.startOffset} ${confidence} ${message.en} ${JSON.stringify(fixes.map((fix) => fix.edits.map((edit) => [edit.place.startOffset, edit.newText])))}`,
    );
}

const DECISIVE = /Close\(|Stop\(|Rollback\(|Commit\(|Unlock\(|cancel\(|Err\(|^\s*return |panic\(|Fatal|Exit/;

/** Lines of functions that others call, whose absence changes what the function does for its callers. */
function decisiveLines(sources: Sources): { file: string; line: number }[] {
  const all = Object.values(sources).join('\n');
  const isCalled = (name: string): boolean => (all.match(new RegExp(`\\b${name}\\(`, 'g')) ?? []).length > 1;
  const found: { file: string; line: number }[] = [];
  for (const [file, text] of Object.entries(sources)) {
    let counts = false;
    text.split('\n').forEach((code, line) => {
      const name = /^func (?:\([^)]*\) )?(\w+)/.exec(code)?.[1];
      if (name !== undefined) counts = isCalled(name);
      else if (counts && DECISIVE.test(code)) found.push({ file, line });
    });
  }
  return found;
}

describe('after any edit, findings are those of a program that was never judged before', () => {
  const cases = fixtureCases().map(({ rule, name, sources }) => ({ name: `${rule}/${name}`, sources }));
  const chosen = cases
    .map((each) => ({ ...each, lines: decisiveLines(each.sources) }))
    .sort((a, b) => b.lines.length - a.lines.length)
    .slice(0, 16);
  const MOST_LINES = 24;

  test.each(chosen.map((each) => [each.name, each] as const))('%s', (_, { sources, lines }) => {
    const judge = judgeOf(sources);
    let program = programOf(sources);
    const whole = judge(program);
    const step = Math.max(1, lines.length / MOST_LINES);
    for (let at = 0; at < lines.length; at += step) {
      const { file, line } = lines[Math.floor(at)]!;
      const text = sources[file]!.split('\n')
        .map((code, index) => (index === line ? '' : code))
        .join('\n');
      program = withText(program, file, text);
      expect(judge(program), `without ${file}:${line + 1}`).toEqual(
        judge(programOf({ ...sources, [file]: text })),
      );
      program = withText(program, file, sources[file]!);
      expect(judge(program), `with ${file}:${line + 1} again`).toEqual(whole);
    }
  });

  const everySoOften = cases.filter((_, index) => index % 13 === 0);
  test.each(everySoOften.map((each) => [each.name, each.sources] as const))(
    'edits at random: %s',
    (name, original) => {
      const sources = { ...original };
      const files = goFilesOf(sources);
      const judge = judgeOf(sources);
      const random = randomFrom(name.length * 31 + files.length);
      let program = programOf(sources);
      judge(program);
      for (let step = 0; step < 8; step++) {
        const file = files[Math.floor(random() * files.length)]!;
        const lines = sources[file]!.split('\n');
        const at = 2 + Math.floor(random() * Math.max(1, lines.length - 2));
        const what = random();
        if (what < 0.4) lines.splice(at, 1);
        else if (what < 0.6) lines.splice(at, 0, '// a comment');
        else if (what < 0.8) lines.splice(at, 0, lines[at] ?? '');
        else lines.splice(at, 0, ...lines.splice(at + 1, 1));
        sources[file] = lines.join('\n');
        program = withText(program, file, sources[file]);
        expect(judge(program), `step ${step}: ${file}:${at}`).toEqual(judge(programOf(sources)));
      }
    },
  );
});

describe('what an edit has worked out again about locks', () => {
  const LOCKS: Sources = {
    'go.mod': GO_MOD,
    'p/store.go': `package p

import "sync"

type store struct {
	mu, log sync.Mutex
	count   int
}

func (s *store) size() int {
	note("size")
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.count
}

func (s *store) report() { note(s.size()) }

func (s *store) refresh() {
	s.mu.Lock()
	s.count++
	s.mu.Unlock()
	note(s.size())
}

func (s *store) write() {
	s.log.Lock()
	defer s.log.Unlock()
}

func note(what any) {}
`,
    'p/use.go': `package p

func (s *store) reset() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.count = 0
	s.report()
}

func (s *store) restart() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refresh()
	s.write()
}
`,
  };
  const lockRules = [ruleNamed('mutex-double-lock'), ruleNamed('mutex-not-unlocked')];

  /** Functions with a finding in `use.go`, the only file that is judged, and those worked out anew, after an edit of `store.go`. */
  function changed(from: string, to: string): { found: string[]; recomputed: string[] } {
    const judge = (program: Program): string[] => {
      const result = analyze(program, ['p/use.go'], configOf(), { rules: lockRules });
      expect(result.failures).toEqual([]);
      return result.findings.map((finding) => finding.function ?? '');
    };
    const before = programOf(LOCKS);
    expect(judge(before)).toEqual(['(*store).reset', '(*store).restart']);
    const program = replaced(before, 'p/store.go', from, to);
    let found: string[] = [];
    const recomputed = computedBy(program, () => {
      found = judge(program);
    });
    return { found, recomputed: namesOf(recomputed).sort() };
  }

  test('in a body, with the same summary: the function alone', () => {
    expect(changed('note("size")', 'note("the size")')).toEqual({
      found: ['(*store).reset', '(*store).restart'],
      recomputed: ['(*store).size'],
    });
  });

  test('a summary that changes: those who rest on it, as far as theirs change', () => {
    const { found, recomputed } = changed('s.mu.Lock()\n\tdefer s.mu.Unlock()\n\treturn', 'return');
    expect(found).toEqual(['(*store).restart']);
    expect(recomputed).toEqual(['(*store).refresh', '(*store).size']); // report comes to no lock any more
  });

  test('the same locks in another order', () => {
    const { found, recomputed } = changed(
      's.mu.Lock()\n\tdefer s.mu.Unlock()\n\treturn',
      'if s == nil {\n\t\treturn 0\n\t}\n\ts.mu.Lock()\n\tdefer s.mu.Unlock()\n\treturn',
    );
    expect(found).toEqual(['(*store).reset', '(*store).restart']);
    expect(recomputed).toEqual(['(*store).refresh', '(*store).report', '(*store).size']);
  });
});
