import { describe, expect, test } from 'vitest';
import { createFlow } from '../../server/src/core/flow/index.ts';
import { fileOf, type OneFile } from '../harness/program.ts';

const TOP = `package p

import (
	"errors"
	"sync"
)

var errClosed = errors.New("closed")

type T struct {
	mu     sync.Mutex
	rw     sync.RWMutex
	n      int
	closed bool
	other  *T
	child  struct{ sync.Mutex }
}

func (t *T) lock()            { t.mu.Lock() }
func (t *T) unlock()          { t.mu.Unlock() }
func (t *T) size() int        { t.mu.Lock(); defer t.mu.Unlock(); return t.n }
func (t *T) pause(f func())   { t.mu.Unlock(); f(); t.mu.Lock() }
func (t *T) maybe(lock bool)  { if lock { t.mu.Lock(); defer t.mu.Unlock() }; t.n++ }
func sizeOf(t *T) int         { return t.size() }
func unlockOf(mu *sync.Mutex) { mu.Unlock() }
func (t *T) even(n int) int   { if n == 0 { return t.size() }; return t.odd(n - 1) }
func (t *T) odd(n int) int    { if n == 0 { return 0 }; return t.even(n - 1) }
`;

function lineOf(one: OneFile, offset: number): string {
  return (
    one.file.text.slice(0, offset).split('\n').pop()!.trim() + one.file.text.slice(offset).split('\n')[0]!
  );
}

/** What a method `f(p, q bool, g func()) error` of `T` does wrong: `leak t.mu return nil`, `double t.mu t.size()`. */
function wrongs(body: string): string[] {
  const one = fileOf(`${TOP}\nfunc (t *T) f(p, q bool, g func()) error {\n${body}\n}\n`);
  expect(one.file.tree.root.hasError, body).toBe(false);
  const fn = one.file.functions.find((each) => each.name === '(*T).f')!;
  const { leaks, doubles } = createFlow(one.pkg).locksOf(fn);
  return [
    ...leaks.flatMap((leak) =>
      leak.exits.map(
        (exit) =>
          `leak ${leak.lock.name} ${exit.reason === 'return' ? lineOf(one, exit.node.start).trim() : exit.reason}`,
      ),
    ),
    ...doubles.map((double) => `double ${double.lock.name} ${double.site.text} ${double.certainty}`),
  ];
}

describe('paths', () => {
  test.each<[string, string, string[]]>([
    ['every path', 't.mu.Lock()\nif p { t.mu.Unlock()\nreturn errClosed }\nt.mu.Unlock()\nreturn nil', []],
    [
      'one path',
      't.mu.Lock()\nif p {\nreturn errClosed\n}\nt.mu.Unlock()\nreturn nil',
      ['leak t.mu return errClosed'],
    ],
    ['deferred', 't.mu.Lock()\ndefer t.mu.Unlock()\nif p { return errClosed }\nreturn nil', []],
    [
      'deferred too late',
      't.mu.Lock()\nif p {\nreturn errClosed\n}\ndefer t.mu.Unlock()\nreturn nil',
      ['leak t.mu return errClosed'],
    ],
    ['deferred literal', 't.mu.Lock()\ndefer func() { t.n++; t.mu.Unlock() }()\nreturn errClosed', []],
    [
      'flag in a deferred literal',
      't.mu.Lock()\nheld := true\ndefer func() { if held { t.mu.Unlock() } }()\nif p { return nil }\nt.mu.Unlock()\nheld = false\nreturn nil',
      [],
    ],
    [
      'flag that lies',
      't.mu.Lock()\nheld := false\ndefer func() { if held { t.mu.Unlock() } }()\nif p {\nreturn errClosed\n}\nt.mu.Unlock()\nreturn nil',
      ['leak t.mu return errClosed'],
    ],
    ['same condition', 'if p { t.mu.Lock() }\ng()\nif p { t.mu.Unlock() }\nreturn nil', []],
    ['negated condition', 'if p { t.mu.Lock() }\nif !p {\nreturn nil\n}\nt.mu.Unlock()\nreturn nil', []],
    [
      'assigned in between',
      'if p { t.mu.Lock() }\np = q\nif p { t.mu.Unlock() }\nreturn nil',
      ['leak t.mu return nil'],
    ],
    [
      'loop goes round',
      'for q {\nt.mu.Lock()\nif p { continue }\nt.mu.Unlock()\n}\nreturn nil',
      ['leak t.mu loop', 'leak t.mu return nil'],
    ],
    [
      'TryLock',
      'if t.mu.TryLock() {\nif p {\nreturn errClosed\n}\nt.mu.Unlock()\n}\nreturn nil',
      ['leak t.mu return errClosed'],
    ],
    ['TryLock failed', 'if !t.mu.TryLock() { return errClosed }\nt.mu.Unlock()\nreturn nil', []],
    ['relocked', 't.mu.Lock()\ndefer t.mu.Unlock()\nt.mu.Unlock()\ng()\nt.mu.Lock()\nreturn nil', []],
    ['relocked by a deferred call', 't.mu.Unlock()\ndefer t.mu.Lock()\ng()\nreturn nil', []],
    [
      'read lock',
      't.rw.RLock()\nif p {\nreturn errClosed\n}\nt.rw.RUnlock()\nreturn nil',
      ['leak t.rw return errClosed'],
    ],
    [
      'embedded in an anonymous struct',
      't.child.Lock()\nif p {\nreturn errClosed\n}\nt.child.Mutex.Unlock()\nreturn nil',
      ['leak t.child return errClosed'],
    ],
    ['panic without recover', 't.mu.Lock()\nif p { panic("p") }\nt.mu.Unlock()\nreturn nil', []],
  ])('%s', (_, body, expected) => {
    expect(wrongs(body)).toEqual(expected);
  });
});

describe('helpers', () => {
  test.each<[string, string, string[]]>([
    ['pair', 't.lock()\nif p { t.unlock()\nreturn errClosed }\nt.unlock()\nreturn nil', []],
    [
      'pair, one path',
      't.lock()\nif p {\nreturn errClosed\n}\nt.unlock()\nreturn nil',
      ['leak t.mu return errClosed'],
    ],
    ['by parameter', 't.mu.Lock()\ndefer unlockOf(&t.mu)\nreturn nil', []],
    ['local name', 't.mu.Lock()\nunlock := t.mu.Unlock\ndefer unlock()\nreturn nil', []],
    ['unlocks and locks again', 't.mu.Lock()\nt.pause(g)\nt.mu.Unlock()\nreturn nil', []],
    [
      'goroutine',
      't.mu.Lock()\nif p { t.mu.Unlock()\nreturn errClosed }\ngo func() { g(); t.mu.Unlock() }()\nreturn nil',
      [],
    ],
    ['another name', 'o := t.other\no.mu.Lock()\ndefer t.other.mu.Unlock()\nreturn nil', []],
    ['replaced', 't.other.mu.Lock()\nt.other = nil\nreturn nil', []],
  ])('%s', (_, body, expected) => {
    expect(wrongs(body)).toEqual(expected);
  });
});

describe('locked twice', () => {
  test.each<[string, string, string[]]>([
    ['directly', 't.mu.Lock()\nt.mu.Lock()\nreturn nil', ['double t.mu t.mu.Lock() proved']],
    [
      'by a method',
      't.mu.Lock()\ndefer t.mu.Unlock()\n_ = t.size()\nreturn nil',
      ['double t.mu t.size() proved'],
    ],
    [
      'by a function',
      't.mu.Lock()\ndefer t.mu.Unlock()\n_ = sizeOf(t)\nreturn nil',
      ['double t.mu sizeOf(t) proved'],
    ],
    ['of another object', 't.mu.Lock()\ndefer t.mu.Unlock()\n_ = t.other.size()\nreturn nil', []],
    ['after the unlock', 't.mu.Lock()\nt.mu.Unlock()\n_ = t.size()\nreturn nil', []],
    ['in a goroutine', 't.mu.Lock()\ndefer t.mu.Unlock()\ngo t.size()\nreturn nil', []],
    [
      'when told to',
      't.mu.Lock()\ndefer t.mu.Unlock()\nt.maybe(true)\nreturn nil',
      ['double t.mu t.maybe(true) proved'],
    ],
    ['when told not to', 't.mu.Lock()\ndefer t.mu.Unlock()\nt.maybe(false)\nreturn nil', []],
    ['when a caller decides', 't.mu.Lock()\ndefer t.mu.Unlock()\nt.maybe(p)\nreturn nil', []],
    [
      'by a function that calls itself',
      't.mu.Lock()\ndefer t.mu.Unlock()\n_ = t.even(2)\nreturn nil',
      ['double t.mu t.even(2) likely'],
    ],
    ['while expected unlocked', 't.mu.Lock()\ndefer t.mu.Unlock()\nt.pause(g)\nreturn nil', []],
    ['RLock in Lock', 't.rw.Lock()\nt.rw.RLock()\nreturn nil', ['double t.rw t.rw.RLock() proved']],
    ['Lock in RLock', 't.rw.RLock()\nt.rw.Lock()\nreturn nil', ['double t.rw t.rw.Lock() proved']],
    [
      'RLock in RLock without a writer',
      't.rw.RLock()\nt.rw.RLock()\nt.rw.RUnlock()\nt.rw.RUnlock()\nreturn nil',
      [],
    ],
    ['deferred Lock', 't.mu.Lock()\ndefer t.mu.Lock()\nreturn nil', ['double t.mu t.mu.Lock() proved']],
  ])('%s', (_, body, expected) => {
    expect(wrongs(body)).toEqual(expected);
  });
});

describe('locked twice by a function that takes the lock on some of its ways', () => {
  const through = (parameter: string, body: string, call: string, before = ''): string[] =>
    wrongs(
      `${before}t.mu.Lock()\ndefer t.mu.Unlock()\n${call}\nreturn nil\n}\n\nfunc (t *T) by(${parameter}) {\n${body}`,
    );
  const sure = (call: string): string[] => [`double t.mu ${call} proved`];
  const unsure = (call: string): string[] => [`double t.mu ${call} guess`];
  const likely = (call: string): string[] => [`double t.mu ${call} likely`];
  const forNil = 'if o == nil { o = &T{n: t.size()} }\no.n++';
  const forText = 'switch s {\ncase "a": t.size()\ncase "b": t.n++\n}';
  const forState = 'if t.closed { t.size() }\nt.n++';
  test.each<[string, string, string, string, string[]]>([
    ['nil', 'o *T', forNil, 't.by(nil)', sure('t.by(nil)')],
    ['what is just made', 'o *T', forNil, 't.by(&T{})', []],
    ['what may be nil', 'o *T', forNil, 't.by(t.other)', unsure('t.by(t.other)')],
    ['what was asked', 'o *T', forNil, 'if t.other != nil { t.by(t.other) }', []],
    ['what was asked and is', 'o *T', forNil, 'if t.other == nil { t.by(t.other) }', sure('t.by(t.other)')],
    [
      'what was asked and set again',
      'o *T',
      forNil,
      'if t.other != nil { t.other = nil\nt.by(t.other) }',
      unsure('t.by(t.other)'),
    ],
    ['no elements', 'list []int', 'if len(list) > 0 { t.size() }\nt.n++', 't.by(nil)', []],
    ['the text that locks', 's string', forText, 't.by("a")', sure('t.by("a")')],
    ['another text', 's string', forText, 't.by("b")', []],
    [
      'a text that is not known',
      's string',
      forText,
      't.by(errClosed.Error())',
      unsure('t.by(errClosed.Error())'),
    ],
    ['a number', 'n int', 'if n > 3 { t.size() }\nt.n++', 't.by(2)', []],
    ['its own state', '', forState, 't.by()', unsure('t.by()')],
    ['its own state, which was asked', '', forState, 'if !t.closed { t.by() }', []],
    ['its own state, as it is', '', forState, 'if t.closed { t.by() }', sure('t.by()')],
    [
      'what it fails for',
      's string',
      'if s == "" { panic("no text") }\nt.size()',
      't.by(g2())',
      sure('t.by(g2())'),
    ],
    ['each of many', 'list []int', 'for range list { t.size() }', 't.by(t.list())', likely('t.by(t.list())')],
    [
      'what it found out itself',
      'f func() (int, error)',
      'if n, err := f(); err == nil && n > 0 { t.size() }\nt.n++',
      't.by(h)',
      likely('t.by(h)'),
    ],
    [
      'what it found out behind what it fails for',
      'ask interface { Ask() (bool, error) }',
      'ok, err := ask.Ask()\nif err == nil && ok { t.size() }\nt.n++',
      't.by(i)',
      likely('t.by(i)'),
    ],
    [
      'what an argument says without fail',
      'o *T',
      'if o.even(2) == 0 { t.size() }\nt.n++',
      't.by(t.other)',
      unsure('t.by(t.other)'),
    ],
  ])('%s', (_, parameter, body, call, expected) => {
    expect(through(parameter, body, call)).toEqual(expected);
  });
});

describe('locked twice by a function that only calls those who lock', () => {
  const through = (helper: string, call = 't.by(p)'): string[] =>
    wrongs(`t.mu.Lock()\ndefer t.mu.Unlock()\n${call}\nreturn nil\n}\n\nfunc (t *T) by(q bool) {\n${helper}`);
  test.each<[string, string, string[]]>([
    ['on every way', 'if q { t.size() } else { sizeOf(t) }', ['double t.mu t.by(p) proved']],
    ['on one way', 'if q { t.size() }\nt.n++', ['double t.mu t.by(p) guess']],
    ['before it leaves', 'if q { return }\nt.size()', ['double t.mu t.by(p) guess']],
    ['when it leaves', 'defer t.size()\nif q { return }\nt.n++', ['double t.mu t.by(p) proved']],
    ['after a loop that may not run', 'for q { t.size() }', ['double t.mu t.by(p) likely']],
    ['once', 'var once sync.Once\nonce.Do(func() { t.size() })', ['double t.mu t.by(p) proved']],
    ['in a goroutine', 'go func() { t.size() }()', []],
    ['of another object', 't.other.size()', []],
    ['that it tells to', 't.maybe(true)', ['double t.mu t.by(p) proved']],
    ['that it tells not to', 't.maybe(false)', []],
    ['after it unlocked', 't.unlock()\nt.size()\nt.lock()', []],
  ])('%s', (_, helper, expected) => {
    expect(through(helper)).toEqual(expected);
  });
});

test('a function with too many paths is told, and only while its locks are concerned', () => {
  const flags = Array.from({ length: 13 }, (_, index) => `p${index}`);
  const body = (first: string, last: string): string =>
    [
      ...flags.map((flag) => `if ${flag} { ${first} }`),
      ...flags.map((flag) => `if ${flag} { ${last} }`),
    ].join('\n');
  const isOver = (first: string, last: string): boolean => {
    const one = fileOf(`${TOP}\nfunc (t *T) f(${flags.join(', ')} bool) {\n${body(first, last)}\n}\n`);
    const fn = one.file.functions.find((each) => each.name === '(*T).f')!;
    const flow = createFlow(one.pkg);
    flow.locksOf(fn);
    return flow.isOverBudget(fn);
  };
  expect(isOver('t.rw.RLock()', 't.rw.RUnlock()')).toBe(true);
  expect(isOver('t.size()', 't.n++')).toBe(false);
});

const CIRCLE = `package p

import "sync"

type T struct {
	mu, rw sync.Mutex
	n      int
}

func (t *T) first(n int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.second(n)
}

func (t *T) second(n int) {
	if n > 0 {
		t.third(n)
	}
	t.rw.Lock()
	t.n++
	t.rw.Unlock()
}

func (t *T) third(n int) {
	t.rw.Lock()
	t.first(n - 1)
	if n > 5 {
		return
	}
	t.rw.Unlock()
}
`;

test('what functions that call each other do does not depend on which is asked first', () => {
  const orders = [
    ['first', 'second', 'third'],
    ['second', 'third', 'first'],
    ['third', 'second', 'first'],
  ];
  const [one, ...others] = orders.map((order) => {
    const { file, pkg } = fileOf(CIRCLE);
    const flow = createFlow(pkg);
    const answers = order.map((name) => {
      const { leaks, doubles } = flow.locksOf(file.functions.find((fn) => fn.name === `(*T).${name}`)!);
      return [
        ...leaks.map((leak) => `${name}: leak of ${leak.lock.name}`),
        ...doubles.map((double) => `${name}: ${double.lock.name} taken again by ${double.site.text}`),
      ];
    });
    return answers.flat().sort();
  });
  expect(one).toContain('third: leak of t.rw');
  expect(one).toContain('first: t.mu taken again by t.second(n)');
  for (const other of others) expect(other).toEqual(one);
});

test('a literal that other code gets and that unlocks may run at any time', () => {
  const body = 't.mu.Lock()\nif p {\nreturn errClosed\n}\nt.mu.Unlock()\nreturn nil';
  expect(wrongs(body)).toEqual(['leak t.mu return errClosed']);
  expect(wrongs(`schedule(func() { t.mu.Unlock() })\n${body}`)).toEqual([]);
});
