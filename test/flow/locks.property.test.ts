import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFlow } from '../../server/src/core/flow/index.ts';
import type { Program } from '../../server/src/core/semantic/program.ts';
import { programOf, type Sources } from '../harness/program.ts';

const FUNCTIONS = 7;

const TYPES = `package p

import "sync"

type T struct {
	mu    sync.Mutex
	rw    sync.RWMutex
	other *T
	p     bool
}

var all sync.Mutex

func take(mu *sync.Mutex) { mu.Lock() }
func give(mu *sync.Mutex) { mu.Unlock() }
func with(mu *sync.Mutex, f func()) { mu.Lock(); defer mu.Unlock(); f() }
`;

const place = fc.constantFrom('t.mu', 't.other.mu', 'all');
const called = fc.nat({ max: FUNCTIONS - 1 });

/** Statements of a method of T. */
const statement: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: place.map((lock) => `${lock}.Lock()`) },
  { weight: 4, arbitrary: place.map((lock) => `${lock}.Unlock()`) },
  { weight: 1, arbitrary: place.map((lock) => `defer ${lock}.Unlock()`) },
  { weight: 1, arbitrary: fc.constantFrom('t.rw.RLock()', 't.rw.RUnlock()', 't.rw.Lock()', 't.rw.Unlock()') },
  { weight: 4, arbitrary: called.map((index) => `t.m${index}(p)`) },
  { weight: 1, arbitrary: called.map((index) => `t.other.m${index}(!p)`) },
  { weight: 1, arbitrary: called.map((index) => `t.m${index}(true)`) },
  { weight: 1, arbitrary: called.map((index) => `go t.m${index}(p)`) },
  { weight: 1, arbitrary: called.map((index) => `defer t.m${index}(p)`) },
  { weight: 1, arbitrary: called.map((index) => `with(&t.mu, func() { t.m${index}(p) })`) },
  { weight: 1, arbitrary: place.map((lock) => `take(&${lock})`) },
  { weight: 1, arbitrary: place.map((lock) => `give(&${lock})`) },
  {
    weight: 2,
    arbitrary: fc.constantFrom('if p { return }', 'if t.p { return }', 'all := t.other; all.mu.Lock()'),
  },
  { weight: 1, arbitrary: place.map((lock) => `if p { ${lock}.Unlock(); return }`) },
  { weight: 1, arbitrary: place.map((lock) => `func() { ${lock}.Unlock() }()`) },
);

const body = fc.array(statement, { maxLength: 5 });

function fileOf(index: 0 | 1, bodies: readonly (readonly string[])[]): string {
  const methods = bodies.map((lines, method) =>
    method % 2 === index ? `func (t *T) m${method}(p bool) {\n${lines.join('\n')}\n}\n` : '',
  );
  return `package p\n\n${methods.join('\n')}`;
}

const sourcesOf = (bodies: readonly (readonly string[])[]): Sources => ({
  'go.mod': 'module example.com/m\n\ngo 1.22\n',
  'types.go': TYPES,
  'even.go': fileOf(0, bodies),
  'odd.go': fileOf(1, bodies),
});

/** What the methods of one file do wrong with locks. */
function wrongs(program: Program, path: string): string[] {
  const pkg = program.packageOf(path)!;
  const flow = createFlow(pkg);
  return program.fileModel(path)!.functions.flatMap((fn) => {
    const { leaks, doubles } = flow.locksOf(fn);
    const about = (node: { readonly start: number; readonly text: string }): string =>
      `${node.start} ${node.text}`;
    return [
      ...leaks.map(
        ({ lock, site, exits, certainty }) =>
          `${fn.name}: ${lock.name} of ${about(site)} ${certainty} at ${exits.map(({ node }) => node.start)}`,
      ),
      ...doubles.map(
        ({ lock, site, heldSince, takenAt, certainty }) =>
          `${fn.name}: ${lock.name} ${about(heldSince)}, ${about(site)}, ${about(takenAt)} ${certainty}`,
      ),
      ...(flow.isOverBudget(fn) ? [`${fn.name}: too many paths`] : []),
    ];
  });
}

/** A new body, or the old one in another order: the same locks are mentioned then. */
const edits = fc.array(
  fc.record({
    method: called,
    lines: fc.option(body, { freq: 1 }),
    judges: fc.constantFrom('even.go', 'odd.go', 'both'),
  }),
  { minLength: 1, maxLength: 5 },
);

const turned = ([first, ...rest]: readonly string[]): readonly string[] => (first ? [...rest, first] : []);

test('after any edits locks are as in a program that is read anew', () => {
  fc.assert(
    fc.property(fc.array(body, { minLength: FUNCTIONS, maxLength: FUNCTIONS }), edits, (first, changes) => {
      let bodies: readonly (readonly string[])[] = first;
      let program = programOf(sourcesOf(bodies));
      wrongs(program, 'even.go');
      for (const { method, lines, judges } of changes) {
        bodies = bodies.map((each, index) => (index === method ? (lines ?? turned(each)) : each));
        const path = method % 2 === 0 ? 'even.go' : 'odd.go';
        program = program.with({ set: new Map([[path, sourcesOf(bodies)[path]!]]) });
        const fresh = programOf(sourcesOf(bodies));
        for (const judged of judges === 'both' ? ['odd.go', 'even.go'] : [judges])
          expect(wrongs(program, judged), JSON.stringify(bodies)).toEqual(wrongs(fresh, judged));
      }
    }),
    { numRuns: 150 },
  );
}, 180_000);
