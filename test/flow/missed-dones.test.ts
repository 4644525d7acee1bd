import { expect, test } from 'vitest';
import { missedDoneAt } from '../../server/src/core/flow/goroutines/missed-dones.ts';
import { graphsOf } from '../../server/src/core/flow/graphs.ts';
import { fileOf } from '../harness/program.ts';

/** What is missed at each Done and Add of a function body: the line of the exit, or `nothing tells`. */
function missedIn(body: string, behind = ''): (string | number)[] {
  const { pkg, file } = fileOf(`package p

import "sync"

func f(ok func() bool, use func(*sync.WaitGroup)) {
	var wg sync.WaitGroup
${body}
	wg.Wait()
${behind}}
`);
  return [...file.tree.root.descendants('call_expression')].flatMap((call) => {
    const missed = missedDoneAt(pkg, (fn) => graphsOf(pkg).graphOf(fn), call);
    if (!missed) return [];
    return [missed.exit ? file.text.slice(0, missed.exit.start).split('\n').length : 'nothing tells'];
  });
}

test('the return before Done is the one that misses it', () => {
  const body = `	wg.Add(1)
	go func() {
		if !ok() {
			return
		}
		wg.Done()
	}()`;
  expect(missedIn(body)).toEqual([10]);
});

test('a goroutine that its starter has not surely counted owes nothing', () => {
  const body = `	if ok() {
		wg.Add(1)
	}
	go func() {
		if ok() {
			wg.Done()
		}
	}()`;
  expect(missedIn(body)).toEqual([]);
});

test('a group that is handed to somebody else may be told there', () => {
  const body = `	wg.Add(1)
	use(&wg)
	go func() {
		if ok() {
			wg.Done()
		}
	}()`;
  expect(missedIn(body)).toEqual([]);
});

test('two goroutines that one Add counts share one Done', () => {
  const goroutine = `	go func() {
		if ok() {
			wg.Done()
		}
	}()`;
  expect(missedIn(`	wg.Add(1)\n${goroutine}\n${goroutine}`)).toEqual([]);
  expect(missedIn(`	wg.Add(2)\n${goroutine}\n${goroutine}`)).toHaveLength(2);
});

test('without any Done the Add is where it is told', () => {
  const goroutine = `	wg.Add(1)\n	go func() { ok() }()`;
  expect(missedIn(goroutine, '	ok()\n')).toEqual(['nothing tells']);
  // a Wait that nothing follows may be meant to last
  expect(missedIn(goroutine)).toEqual([]);
  expect(missedIn(`	wg.Add(1)\n	go func() { select {} }()`)).toEqual([]);
});
