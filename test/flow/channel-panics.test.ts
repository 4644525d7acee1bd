import { expect, test } from 'vitest';
import { createFlow } from '../../server/src/core/flow/index.ts';
import { fileOf } from '../harness/program.ts';

/** How the sends and closes of a function body panic, in the order of the source. */
function panicsIn(body: string): string[] {
  const { pkg, file } = fileOf(`package p

import "sync"

func f(n int, ok func() bool, stopped chan int) {
	var mu sync.Mutex
	ch := make(chan int, 1)
${body}
	mu.Lock()
}
`);
  const flow = createFlow(pkg);
  return [...file.tree.root.descendants('send_statement', 'call_expression')].flatMap((node) => {
    const panic = flow.panicAt(node);
    return panic ? [`${panic.kind} ${panic.order}`] : [];
  });
}

test('one path runs through a close and what panics behind it', () => {
  expect(panicsIn('	close(ch)\n	ch <- 1')).toEqual(['send sequence']);
  expect(panicsIn('	defer close(ch)\n	if ok() {\n		close(ch)\n	}')).toEqual(['close sequence']);
});

test('a goroutine sends behind the close of its starter', () => {
  expect(panicsIn('	go func() { ch <- n }()\n	close(ch)')).toEqual(['send race']);
});

test('what is not followed may put a send and a close in order', () => {
  expect(panicsIn('	go func() { ch <- n; stopped <- 1 }()\n	<-stopped\n	close(ch)')).toEqual([]);
  const locked = `	go func() {
		mu.Lock()
		ch <- n
		mu.Unlock()
	}()
	mu.Lock()
	close(ch)`;
  expect(panicsIn(locked)).toEqual([]);
});

test('copies of a goroutine close the same channel, but not one of each round', () => {
  expect(panicsIn('	for i := 0; i < n; i++ {\n		go func() { close(ch) }()\n	}')).toEqual([
    'close copies',
  ]);
  expect(
    panicsIn('	for i := 0; i < n; i++ {\n		own := make(chan int)\n		defer close(own)\n	}\n	ch <- 1'),
  ).toEqual([]);
});

test('rounds of a loop may keep a close and a send apart', () => {
  const body = `	for i := 0; i < n; i++ {
		if ok() {
			close(ch)
		} else {
			ch <- i
		}
	}`;
  expect(panicsIn(body)).toEqual([]);
});
