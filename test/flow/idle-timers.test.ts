import { expect, test } from 'vitest';
import {
  idleText,
  withFiredTimer,
  withSetTimers,
} from '../../server/src/core/flow/goroutines/idle-timers.ts';
import { graphsOf } from '../../server/src/core/flow/graphs.ts';
import type { Facts } from '../../server/src/core/flow/path-facts.ts';
import { fileOf } from '../harness/program.ts';

/** A select whose first case waits for a timer, behind some statements. */
function model(before: string, received = 't.C', behind = '') {
  const { pkg, file } = fileOf(`package p

import "time"

type box struct{ t *time.Timer }

func keep(t *time.Timer) {}

func stopped() *time.Timer {
	t := time.NewTimer(time.Second)
	t.Stop()
	return t
}

func running() *time.Timer {
	t := time.NewTimer(time.Second)
	return t
}

func f(done chan int, given *time.Timer, b *box) {
	${before}
	select {
	case <-${received}:
	case <-done:
	}
	${behind}
}
`);
  expect(file.tree.root.hasError, before).toBe(false);
  const fn = file.functions.find((each) => each.name === 'f')!;
  const list = fn.body!.namedChildren.find(({ kind }) => kind === 'statement_list')!;
  const statements = list.namedChildren;
  const at = statements.findIndex(({ kind }) => kind === 'select_statement');
  const clause = statements[at]!.namedChildren[0]!;
  const facts = statements
    .slice(0, at)
    .reduce<Facts>((known, statement) => withSetTimers(pkg, known, statement), new Map());
  const edge = graphsOf(pkg)
    .graphOf(fn)
    .blocks.flatMap(({ successors }) => successors)
    .find(({ kind, condition }) => kind === 'case' && condition === clause)!;
  return { pkg, clause, facts, edge, text: idleText(pkg, clause) };
}

/** Whether nothing comes from the timer of a case, after some statements; undefined for a timer that others may set. */
function isIdle(before: string, received?: string, behind?: string): boolean | undefined {
  const { text, facts, pkg, edge } = model(before, received, behind);
  if (!text) return undefined;
  const idle = facts.get(text) === true;
  expect(withFiredTimer(pkg, facts, edge) === undefined).toBe(idle);
  return idle;
}

const MADE = 't := time.NewTimer(time.Second)';

test.each([
  ['a new timer', MADE, false],
  ['a stopped one', `${MADE}; t.Stop()`, true],
  ['one whose time was received', `${MADE}; <-t.C`, true],
  ['one that was set again', `${MADE}; t.Stop(); t.Reset(time.Second)`, false],
  ['one that was set again and stopped', `${MADE}; t.Reset(time.Second); t.Stop()`, true],
  ['a variable that got a new one', `${MADE}; t.Stop(); t = time.NewTimer(time.Second)`, false],
  ['one that a function has stopped', 't := stopped()', true],
  ['one that a function has made', 't := running()', false],
  ['a deferred Stop runs later', `${MADE}; defer t.Stop()`, false],
])('%s', (_, before, expected) => {
  expect(isIdle(before)).toBe(expected);
});

test.each([
  ['no channel yet', 'var c <-chan time.Time', true],
  ['a time to come', 'var c <-chan time.Time; c = time.After(time.Second)', false],
  ['set to nil again', 'c := time.After(time.Second); c = nil', true],
  ['its time was received', 'c := time.After(time.Second); <-c', true],
])('a channel: %s', (_, before, expected) => {
  expect(isIdle(before, 'c')).toBe(expected);
});

test.each([
  ['a parameter', '', 'given.C'],
  ['a field', '', 'b.t.C'],
  ['one that another function gets', `${MADE}; keep(t)`, 't.C'],
  ['one that a goroutine uses', `${MADE}; go func() { t.Reset(time.Second) }()`, 't.C'],
  ['one that is stored', `${MADE}; b.t = t`, 't.C'],
  ['a ticker', 't := time.NewTicker(time.Second)', 't.C'],
  ['the channel of a ticker', 'c := time.Tick(time.Second)', 'c'],
  ['any other channel', '', 'done'],
])('%s is not followed', (_, before, received) => {
  expect(isIdle(before, received)).toBeUndefined();
});

test('one that is given away later is not followed before either', () => {
  expect(isIdle(`${MADE}; t.Stop()`, 't.C', 'keep(t)')).toBeUndefined();
});

test('a timer that has fired is idle until it is set', () => {
  const { pkg, edge, facts, text } = model(MADE, 't.C', 't.Reset(time.Second)');
  const fired = withFiredTimer(pkg, facts, edge)!;
  expect([...fired]).toEqual([[text, true]]);
  expect(withFiredTimer(pkg, fired, edge)).toBeUndefined();
  const reset = [...pkg.files[0]!.tree.root.descendants('expression_statement')].find((each) =>
    each.text.startsWith('t.Reset'),
  )!;
  expect(withSetTimers(pkg, fired, reset).size).toBe(0);
});

test('facts that nothing changes stay the same', () => {
  const { pkg, facts, clause } = model(MADE);
  const known: Facts = new Map([...facts, ['x', true]]);
  expect(withSetTimers(pkg, known, clause.parent!)).toBe(known);
});

test('a case of no timer changes nothing', () => {
  const { pkg, facts, edge } = model('', 'done');
  expect(withFiredTimer(pkg, facts, edge)).toBe(facts);
});
