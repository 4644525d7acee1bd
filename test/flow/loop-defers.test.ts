import { expect, test } from 'vitest';
import { createFlow } from '../../server/src/core/flow/index.ts';
import { loopDefersIn } from '../../server/src/core/flow/loop-defers.ts';
import { fileOf } from '../harness/program.ts';

/** What is released late in a function whose library nobody has read, per deferred call. */
function releasedLate(body: string): readonly string[] {
  const { file, pkg } = fileOf(`package p

import (
	"context"
	"net/http"
	"time"

	"example.com/orm"
)

type can interface{ Do() error }

func get(id string) (any, error)

func f(ctx context.Context, tx *orm.Tx, ids []string) (err error) {
	for _, id := range ids {
${body}
	}
	return nil
}
`);
  expect(file.tree.root.hasError, body).toBe(false);
  const fn = file.functions.find((each) => each.name === 'f')!;
  return loopDefersIn(pkg, createFlow(pkg), fn).map(
    ({ released, isPoll }) => `${released.text}${isPoll ? ' (waits)' : ''}`,
  );
}

const QUERY = 'rows, err := tx.QueryContext(ctx, id); if err != nil { return err }; defer rows.Close();';

test.each([
  ['rows of an unknown type that have no next one', 'for rows.Next() { rows.Scan(&id) }', []],
  ['rows that may have more', 'if rows.Next() { rows.Scan(&id) }', ['rows']],
  ['a negated question', 'for { if !rows.Next() { break } }', []],
  ['a loop that is left before the end', 'for rows.Next() { if id == "" { break } }', ['rows']],
  ['an iterator that is no rows', 'for rows.Next() { id = rows.Key() }', ['rows']],
])('%s', (_, rest, expected) => {
  expect(releasedLate(`${QUERY} ${rest}`)).toEqual(expected);
});

const FAILED = 'v, err := get(id); if err != nil { ctx, cancel := context.WithCancel(ctx); defer cancel();';

test.each([
  ['what came with an error is asserted', 'err = v.(can).Do(); _ = ctx }', []],
  ['it is asked', 'c, ok := v.(can); if ok { c.Do() }; _ = ctx }', ['cancel']],
  ['only on a way', 'if id == "" { v.(can).Do() }; _ = ctx }', ['cancel']],
  ['the round may end before', 'if id == "" { continue }; v.(can).Do(); _ = ctx }', ['cancel']],
  ['another value stands in', 'v = tx; v.(can).Do(); _ = ctx }', ['cancel']],
])('%s', (_, rest, expected) => {
  expect(releasedLate(`${FAILED} ${rest}`)).toEqual(expected);
});

test('only the branch of the error has no value', () => {
  const good = FAILED.replace('err != nil', 'err == nil');
  expect(releasedLate(`${good} v.(can).Do(); _ = ctx }`)).toEqual(['cancel']);
});

const ANSWER = `time.Sleep(time.Second)
		resp, err := http.Get(id)
		if err != nil { return err }
		defer resp.Body.Close()`;

test.each([
  ['the answer is asked', 'if resp.StatusCode == 200 { return nil }', ['resp.Body (waits)']],
  [
    'what was made of it is asked',
    'state := orm.State(resp.Body); if state == "done" { return nil }',
    ['resp.Body (waits)'],
  ],
  [
    'what it fills decides a switch',
    'var state string; orm.Decode(resp.Body, &state); switch state { case "done": return nil }',
    ['resp.Body (waits)'],
  ],
  ['an error leaves', 'err = orm.Check(resp.Body); if err != nil { return err }', ['resp.Body']],
  ['something else leaves', 'if id == "" { return nil }', ['resp.Body']],
  ['the answer leaves nothing', 'if resp.StatusCode == 200 { id = "" }', ['resp.Body']],
])('%s', (_, rest, expected) => {
  expect(releasedLate(`${ANSWER}\n${rest}`)).toEqual(expected);
});
