import { describe, expect, test } from 'vitest';
import { findingsIn, lineOf } from '../../harness/program.ts';

const rules = ['goroutine-leak-send'];

const TIMEOUT = `package p

import "time"

func f(work func() int) int {
	result := make(chan int)
	go func() {
		result <- work()
	}()
	select {
	case v := <-result:
		return v
	case <-time.After(time.Second):
		return 0
	}
}
`;

describe('the witness', () => {
  test('names the line on which nobody is left to receive, and the case that leads there', () => {
    const [finding] = findingsIn(TIMEOUT, { rules });
    expect(finding?.message.en).toBe(
      'Nobody receives from result once line 14 leaves: this send blocks forever',
    );
    expect(finding && lineOf(finding)).toBe(8);
    expect(finding?.related.map(({ place, message }) => `${place.start.line + 1}: ${message.en}`)).toEqual([
      '6: result is made here',
      '7: the goroutine starts here',
      '13: when this case is chosen',
      '14: leaves here without receiving from result',
    ]);
  });
});

describe('fixes', () => {
  const safe = (source: string): boolean =>
    findingsIn(source, { rules })[0]!.fixes.some((fix) => fix.safety === 'safe');

  test('a buffer of 1 is safe for one goroutine whose send is the last thing that it does', () => {
    expect(safe(TIMEOUT)).toBe(true);
  });

  test.each([
    ['something comes after the send', 'result <- work()\n', 'result <- work()\n\t\tprintln("sent")\n'],
    ['the length is looked at', 'return v\n', 'return v + len(result)\n'],
    ['two goroutines send', 'select {', 'go func() { result <- 1 }()\n\tselect {'],
  ])('not when %s', (_, from, to) => {
    expect(safe(TIMEOUT.replace(from, to))).toBe(false);
  });
});
