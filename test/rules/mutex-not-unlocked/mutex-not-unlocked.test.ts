import { expect, test } from 'vitest';
import { findingsOf, fixtureCases } from '../../harness/fixtures.ts';
import { findingsIn, fixed, lineOf } from '../../harness/program.ts';

const rules = ['mutex-not-unlocked'];

/** Safety of the fixes that a function of the fixture `fixes` gets. */
function safetyIn(fn: string): string[] {
  const fixture = fixtureCases().find((each) => each.rule === 'mutex-not-unlocked' && each.name === 'fixes')!;
  const finding = findingsOf(fixture).find((each) => each.function === `(*store).${fn}`)!;
  return finding.fixes.map((fix) => fix.safety);
}

test.each([
  ['simple', ['safe']],
  ['atEnd', ['safe']],
  ['callFollows', ['suggested']],
  ['callReturned', ['suggested']],
  ['receiveReturned', ['suggested']],
  ['inLoop', ['suggested']],
  ['relocked', ['suggested']],
  ['deferFollows', ['suggested']],
  ['inBlock', ['suggested']],
  ['goesRound', []],
])('the fix of %s', (fn, expected) => {
  expect(safetyIn(fn)).toEqual(expected);
});

const SOURCE = `package p

import (
	"errors"
	"sync"
)

type t struct {
	mu sync.Mutex
	n  int
}

func (t *t) f(a, b bool) error {
	t.mu.Lock()
	if a {
		return errors.New("a")
	}
	if b {
		return errors.New("b")
	}
	t.n++
	t.mu.Unlock()
	println(t.n)
	return nil
}
`;

test('the suggested fix unlocks before each return that lacks it', () => {
  const [finding] = findingsIn(SOURCE, { rules });
  const [fix] = finding!.fixes;
  expect(fix!.title.en).toBe('Unlock before each of 2 returns: t.mu.Unlock()');
  const text = fixed(SOURCE, fix!);
  expect(text.match(/\t\tt\.mu\.Unlock\(\)\n\t\treturn errors/g)).toHaveLength(2);
  expect(findingsIn(text, { rules })).toEqual([]);
});

test('nothing is unlocked before what is returned is read', () => {
  const source = SOURCE.replace('return errors.New("b")', 'return t.fail()');
  expect(findingsIn(source, { rules })[0]!.fixes).toEqual([]);
});

test('each exit is shown, and the branch that leads to the first', () => {
  const [finding] = findingsIn(SOURCE, { rules });
  expect(lineOf(finding!)).toBe(14);
  expect(finding!.related.map(({ place, message }) => `${place.start.line + 1} ${message.en}`)).toEqual([
    '15 a is true',
    '16 leaves here with t.mu locked',
    '19 leaves here with t.mu locked',
  ]);
});

test('the card names what waits', () => {
  const read = SOURCE.replaceAll('sync.Mutex', 'sync.RWMutex')
    .replace('t.mu.Lock()', 't.mu.RLock()')
    .replace('t.mu.Unlock()', 't.mu.RUnlock()');
  const [finding] = findingsIn(read, { rules });
  expect(finding!.facts).toMatchObject({ unlock: 'RUnlock', waitState: 'sync.RWMutex.Lock', lock: 't.mu' });
});

test('a Lock that may fail, of a library that is not at hand, has not locked when it does', () => {
  const source = `package fallible

import "go.temporal.io/sdk/workflow"

type runner struct {
	lock  workflow.Mutex
	state int
}

func (r *runner) step(ctx workflow.Context) error {
	if err := r.lock.Lock(ctx); err != nil {
		return err
	}
	defer r.lock.Unlock()
	r.state++
	return nil
}

func (r *runner) quick(ctx workflow.Context) int {
	err := r.lock.Lock(ctx)
	if err != nil {
		return 0
	}
	r.state++
	r.lock.Unlock()
	return r.state
}
`;
  expect(findingsIn(source, { rules: ['mutex-not-unlocked', 'mutex-double-lock'] })).toEqual([]);
});
