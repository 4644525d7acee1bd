import { expect, test } from 'vitest';
import { groupVariable, waitGroupOf } from '../../server/src/core/flow/goroutines/wait-groups.ts';
import { fileOf } from '../harness/program.ts';

const { pkg, file } = fileOf(`package p

import "sync"

type server struct{ wg sync.WaitGroup }

func (s *server) start() {
	s.wg.Add(1)
	go run(&s.wg)
}

func run(wg *sync.WaitGroup) { defer wg.Done() }

func (s *server) stop() { s.wg.Wait() }

var kept []*sync.WaitGroup

func keep() {
	var wg sync.WaitGroup
	kept = append(kept, &wg)
	wg.Wait()
}
`);

const waits = [...file.tree.root.descendants('call_expression')].filter((call) =>
  call.text.endsWith('.Wait()'),
);
const [ofServer, ofKept] = waits.map((wait) =>
  waitGroupOf(pkg, groupVariable(pkg, wait.field('function')!.field('operand'))!),
);

test('a wait group is followed through a field and a parameter that gets its address', () => {
  expect(ofServer!.calls.map(({ kind }) => kind).sort()).toEqual(['add', 'done', 'wait']);
  expect(ofServer!.escapes).toBe(false);
});

test('a wait group that is stored elsewhere escapes', () => {
  expect(ofKept!.calls.map(({ kind }) => kind)).toEqual(['wait']);
  expect(ofKept!.escapes).toBe(true);
});
