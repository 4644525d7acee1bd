import { expect, test } from 'vitest';
import { memoized } from '../../server/src/core/semantic/memo.ts';

test('a value is worked out once for each owner', () => {
  const asked: string[] = [];
  const lengthOf = memoized((owner: { readonly name: string }) => {
    asked.push(owner.name);
    return owner.name.length;
  });
  const [one, other] = [{ name: 'one' }, { name: 'other' }];
  expect([lengthOf(one), lengthOf(other), lengthOf(one), lengthOf(other)]).toEqual([3, 5, 3, 5]);
  expect(asked).toEqual(['one', 'other']);
});

test('nothing is a value too', () => {
  let count = 0;
  const nothing = memoized<object, undefined>(() => {
    count++;
    return undefined;
  });
  const owner = {};
  expect([nothing(owner), nothing(owner), count]).toEqual([undefined, undefined, 1]);
});

test('two kinds of values of one owner are kept apart', () => {
  const answersOf = memoized<object, Map<string, number>>(() => new Map());
  const othersOf = memoized<object, Map<string, number>>(() => new Map());
  const owner = {};
  answersOf(owner).set('a', 1);
  expect([answersOf(owner).get('a'), othersOf(owner).get('a'), answersOf({}).get('a')]).toEqual([
    1,
    undefined,
    undefined,
  ]);
});

test('nothing is known while a value is worked out, and nothing stays of one that failed', () => {
  const owner = {};
  let depth = 0;
  const depthOf = memoized((same: object): number => (++depth < 3 ? depthOf(same) : depth));
  expect(depthOf(owner)).toBe(3);

  let fails = true;
  const risky = memoized<object, string>(() => {
    if (fails) throw new Error('not yet');
    return 'done';
  });
  expect(() => risky(owner)).toThrow('not yet');
  fails = false;
  expect(risky(owner)).toBe('done');
});
