import { expect, test } from 'vitest';
import { timeoutInversionsIn } from '../../server/src/core/flow/timeout-chains.ts';
import { fileOf } from '../harness/program.ts';

const { pkg, file } = fileOf(`package p

import (
	"context"
	"time"
)

func f(given context.Context) {
	outer, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	inner, cancelInner := context.WithTimeout(outer, time.Minute)
	defer cancelInner()
	equal, cancelEqual := context.WithTimeout(outer, time.Second)
	defer cancelEqual()
	free, cancelFree := context.WithTimeout(given, time.Hour)
	defer cancelFree()
	_, _, _ = inner, equal, free
}
`);

test('an inversion is a constant limit inside a shorter constant one', () => {
  expect(
    [...timeoutInversionsIn(pkg, file)].map(({ call, inner, outer, kind }) => [
      call.text,
      inner,
      outer,
      kind,
    ]),
  ).toEqual([['context.WithTimeout(outer, time.Minute)', 60_000_000_000n, 1_000_000_000n, 'context']]);
});
