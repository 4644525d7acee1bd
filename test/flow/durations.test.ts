import { expect, test } from 'vitest';
import { durationMeaning } from '../../server/src/core/flow/durations.ts';
import { fileOf } from '../harness/program.ts';

const { pkg, file } = fileOf(`package p

import "time"

const few time.Duration = 3

func f(n int, given time.Duration, start time.Time) {
	number := time.Duration(n)
	pause := time.Duration(n) * time.Second
	use(few, time.Minute, number, pause, given, time.Since(start), pause/time.Second, 2*pause)
}
`);

test('a duration is a time, a number that waits for its unit, or not known', () => {
  const calls = [...file.tree.root.descendants('call_expression')];
  const list = calls.find((call) => call.text.startsWith('use('))!.field('arguments')!.namedChildren;
  expect(list.map((argument) => durationMeaning(pkg, argument))).toEqual([
    'number',
    'time',
    'number',
    'time',
    'unknown',
    'time',
    'number',
    'time',
  ]);
});
