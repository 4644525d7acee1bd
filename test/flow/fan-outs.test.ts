import { expect, test } from 'vitest';
import { callsInEach, fanOutsIn, isSameInEach } from '../../server/src/core/flow/fan-outs.ts';
import { fileOf } from '../harness/program.ts';

/** A function of the body, with what starts goroutines at hand. */
function model(body: string) {
  const { pkg, file } = fileOf(`package p

import (
	"net/http"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
)

var _ = time.Second

type runner interface{ run(string) }

func one(url string) { http.Get(url) }

func f(urls []string, in <-chan string, wg *sync.WaitGroup, g *errgroup.Group, r runner, n int) {
${body}
}
`);
  expect(file.tree.root.hasError, body).toBe(false);
  return { pkg, fans: [...fanOutsIn(pkg, file)] };
}

/** The functions that run in each goroutine of the fan-outs of a body. */
function started(body: string): readonly string[] {
  return model(body).fans.map(({ function: fn }) => fn.name);
}

test.each([
  ['a goroutine for each element', 'for _, u := range urls { go one(u) }', ['one']],
  ['a literal', 'for _, u := range urls { go func() { one(u) }() }', ['f.func1']],
  ['as often as a variable says', 'for i := 0; i < n; i++ { go one(urls[i]) }', ['one']],
  ['as often as a number', 'for range n { go one("") }', ['one']],
  ['three, as the source counts', 'for _, u := range []string{"a", "b", "c"} { go one(u) }', ['one']],
  ['a wait group', 'for _, u := range urls { wg.Go(func() { one(u) }) }', ['f.func1']],
  ['a group', 'for _, u := range urls { g.Go(func() error { one(u); return nil }) }', ['f.func1']],
  ['under a condition', 'for _, u := range urls { if u != "" { go one(u) } }', ['one']],
  [
    'of nested loops the one around the start',
    'for range n { for _, u := range urls { go one(u) } }',
    ['one'],
  ],
  ['waited for behind the loop', 'for _, u := range urls { go one(u) }; wg.Wait()', ['one']],
  ['one start for each loop', 'for _, u := range urls { go one(u); go one("") }', ['one']],
])('%s', (_, body, expected) => {
  expect(started(body)).toEqual(expected);
});

test.each([
  ['two elements', 'for _, u := range []string{"a", "b"} { go one(u) }'],
  ['a list of two', 'both := []string{"a", "b"}; for _, u := range both { go one(u) }'],
  ['a number of two', 'for range 2 { go one("") }'],
  ['up to two', 'for i := 0; i < 2; i++ { go one("") }'],
  ['an accept loop', 'for { go one("") }'],
  ['a channel', 'for u := range in { go one(u) }'],
  ['it waits for each', 'for _, u := range urls { wg.Add(1); go one(u); wg.Wait() }'],
  ['it sleeps', 'for _, u := range urls { go one(u); time.Sleep(time.Second) }'],
  ['it receives', 'for range urls { go one(<-in) }'],
  ['a semaphore of two', 'sem := make(chan bool, 2); for _, u := range urls { sem <- true; go one(u) }'],
  ['a group of two', 'g.SetLimit(2); for _, u := range urls { g.Go(func() error { one(u); return nil }) }'],
  ['nothing is started', 'for _, u := range urls { one(u) }'],
  ['whoever runs it is not known', 'for _, u := range urls { go r.run(u) }'],
])('%s: no burst', (_, body) => {
  expect(started(body)).toEqual([]);
});

test('more room is no limit to two', () => {
  expect(started('sem := make(chan bool, 3); for _, u := range urls { sem <- true; go one(u) }')).toEqual([
    'one',
  ]);
  expect(
    started('g.SetLimit(8); for _, u := range urls { g.Go(func() error { one(u); return nil }) }'),
  ).toEqual(['f.func1']);
});

test('a receive in the goroutine does not pace the loop', () => {
  expect(started('for range urls { go func() { one(<-in) }() }')).toEqual(['f.func1']);
});

/** The calls that every goroutine comes to, with whether their first argument is the same in all. */
function requests(body: string): readonly (readonly [string, boolean])[] {
  const { pkg, fans } = model(body);
  const [fan] = fans;
  return [...callsInEach(pkg, fan!)].flatMap((call) => {
    const argument = call.call.field('arguments')?.firstNamedChild;
    const id = call.pkg.calleeOf(call.call)?.id ?? '';
    return id === 'net/http.Get' && argument
      ? [[argument.text, isSameInEach(pkg, fan!, call, argument)] as const]
      : [];
  });
}

test('calls are followed into what the goroutine runs', () => {
  expect(requests('for _, u := range urls { go one(u) }')).toEqual([['url', false]]);
  expect(requests('for range urls { go one("http://a") }')).toEqual([['url', true]]);
  expect(requests('for _, u := range urls { go func() { http.Get(u) }() }')).toEqual([['u', false]]);
  expect(requests('for range urls { go func() { http.Get("http://a") }() }')).toEqual([['"http://a"', true]]);
});

test('calls in a loop of the goroutine are more than one', () => {
  expect(requests('for range n { go func() { for _, u := range urls { http.Get(u) } }() }')).toEqual([]);
});
