import { expect, test } from 'vitest';
import { bothEnds, endsWhenEmpty, isLoad } from '../../server/src/core/flow/polls.ts';
import { fileOf } from '../harness/program.ts';

/** Whether a loop under a condition is left once the channel is empty from which its select receives. */
function endsWhenEmptyUnder(condition: string, received = 'queue'): boolean {
  const { pkg, file } = fileOf(`package p

type box struct{ queue chan int }

func f(queue, other chan int, list []int, b *box, more func() bool) {
	for ${condition} {
		select {
		case v := <-${received}:
			_ = v
		default:
		}
	}
}
`);
  expect(file.tree.root.hasError, condition).toBe(false);
  const [loop] = file.tree.root.descendants('for_statement');
  const [select] = file.tree.root.descendants('select_statement');
  return endsWhenEmpty(pkg, loop!, select!);
}

test.each([
  'len(queue) > 0',
  'len(queue) >= 1',
  'len(queue) != 0',
  '0 < len(queue)',
  '1 <= len(queue)',
  'len(queue) > 3',
  '(len(queue) > 0)',
  'more() && len(queue) > 0',
  'more() && (len(queue) > 0)',
])('%s holds only while something is in the channel', (condition) => {
  expect(endsWhenEmptyUnder(condition)).toBe(true);
});

test.each([
  ['', 'no condition'],
  ['more()', 'another question'],
  ['len(queue) >= 0', 'it always holds'],
  ['len(queue) == 0', 'it holds while nothing is there'],
  ['len(queue) < 4', 'it holds while nothing is there'],
  ['0 > len(queue)', 'it never holds'],
  ['len(queue) != 2', 'none is not two'],
  ['len(other) > 0', 'another channel'],
  ['len(list) > 0', 'a list'],
  ['cap(queue) > 0', 'the room of the channel'],
  ['more() || len(queue) > 0', 'the other side may hold alone'],
])('%s: %s', (condition) => {
  expect(endsWhenEmptyUnder(condition)).toBe(false);
});

test('the channel of a field is told by its text', () => {
  expect(endsWhenEmptyUnder('len(b.queue) > 0', 'b.queue')).toBe(true);
  expect(endsWhenEmptyUnder('len(b.queue) > 0', 'queue')).toBe(false);
});

test('a len of the program itself is not the builtin', () => {
  const { pkg, file } = fileOf(`package p

func len(c chan int) int { return 1 }

func f(queue chan int) {
	for len(queue) > 0 {
		select {
		case <-queue:
		default:
		}
	}
}
`);
  const [loop] = file.tree.root.descendants('for_statement');
  const [select] = file.tree.root.descendants('select_statement');
  expect(endsWhenEmpty(pkg, loop!, select!)).toBe(false);
});

/** The channel that selects of one function fill and empty. */
function filledAndEmptied(body: string): string | undefined {
  const { file } = fileOf(`package p

func f(a, b chan int) {
${body}
}
`);
  expect(file.tree.root.hasError, body).toBe(false);
  return bothEnds([...file.tree.root.descendants('select_statement')])?.text;
}

test.each([
  [
    'one select sends, another receives',
    'select { case a <- 1: default: }; select { case <-a: default: }',
    'a',
  ],
  ['the same select does both', 'select { case a <- 1: case v := <-a: _ = v }', 'a'],
  ['a value with ok', 'select { case a <- 1: default: }; select { case v, ok := <-a: _, _ = v, ok }', 'a'],
  ['different channels', 'select { case a <- 1: default: }; select { case <-b: default: }', undefined],
  ['only sends', 'select { case a <- 1: default: }; select { case a <- 2: default: }', undefined],
  ['only receives', 'select { case <-a: default: }; select { case <-a: default: }', undefined],
  ['the sent value comes from the channel', 'select { case b <- <-a: default: }', undefined],
])('%s', (_, body, expected) => {
  expect(filledAndEmptied(body)).toBe(expected);
});

/** Whether the first select of a goroutine is a load, in a test unless another path is given. */
function isLoadOf(goroutine: string, path = 'p/p_test.go'): boolean {
  const { pkg, file } = fileOf(
    `package p

import "sync"

func work() {}

func run(done, other chan int, wg *sync.WaitGroup, n int) {
	${goroutine}
}
`,
    path,
  );
  expect(file.tree.root.hasError, goroutine).toBe(false);
  const [select] = file.tree.root.descendants('select_statement');
  const [fallback] = file.tree.root.descendants('default_case');
  return isLoad(select!, fallback!, select!.ancestor('for_statement')!, pkg.functionOf(select!)!);
}

const SPIN = 'for { select { case <-done: return; default: work() } }';

test.each([
  ['a goroutine that only spins', `go func() { ${SPIN} }()`],
  ['what it defers is no work', `go func() { defer wg.Done(); ${SPIN} }()`],
  [
    'a labelled loop that is left',
    'go func() { L: for { select { case <-done: break L; default: work() } } }()',
  ],
])('%s is a load', (_, goroutine) => {
  expect(isLoadOf(goroutine)).toBe(true);
});

test.each([
  ['no goroutine', `func() { ${SPIN} }()`],
  ['other work in the function', `go func() { work(); ${SPIN} }()`],
  ['other work in the round', 'go func() { for { select { case <-done: return; default: work() }; n++ } }()'],
  ['a default that does nothing', 'go func() { for { select { case <-done: return; default: } } }()'],
  ['a default that calls nothing', 'go func() { for { select { case <-done: return; default: n++ } } }()'],
  ['a case that goes on', 'go func() { for { select { case <-done: work(); default: work() } } }()'],
  [
    'a case that leaves only the select',
    'go func() { for { select { case <-done: break; default: work() } } }()',
  ],
  [
    'a case that works before it leaves',
    'go func() { for { select { case <-done: work(); return; default: work() } } }()',
  ],
  ['a case that sends', 'go func() { for { select { case other <- 1: return; default: work() } } }()'],
])('%s is none', (_, goroutine) => {
  expect(isLoadOf(goroutine)).toBe(false);
});

test('a program has no load of its own', () => {
  expect(isLoadOf(`go func() { ${SPIN} }()`, 'p/p.go')).toBe(false);
});
