import { expect, test } from 'vitest';
import { isAbsentByField } from '../../server/src/core/flow/error-fields.ts';
import { createFlow } from '../../server/src/core/flow/index.ts';
import { fileOf } from '../harness/program.ts';

const EITHER = 'if err != nil { return &answer{Err: err} }; return &answer{resp: resp}';
const BOTH = 'return &answer{resp: resp, Err: err}';

/** For each way on which a body leaves the response in what `get` gives open, whether it is absent there. */
function absences(body: string, made = EITHER): readonly boolean[] {
  const { file, pkg } = fileOf(`package p

import "net/http"

type answer struct { resp *http.Response; Err error }
func (a *answer) Close() error { return a.resp.Body.Close() }
func get(url string) *answer { resp, err := http.Get(url); ${made} }

func f(url string, p bool) error {
${body}; return r.Close()
}
`);
  expect(file.tree.root.hasError, body).toBe(false);
  const fn = file.functions.find(({ name }) => name === 'f')!;
  const leaks = createFlow(pkg)
    .resourcesOf(fn, 'http-response')
    .flatMap((resource) => resource.leaks);
  return leaks.map((leak) => isAbsentByField(pkg, leak.resource, leak));
}

test.each([
  ['the error beside it is not nil', 'r := get(url); if r.Err != nil { return r.Err }', [true]],
  ['something else is asked', 'r := get(url); if p { return nil }', [false]],
  ['the error is nil', 'r := get(url); if r.Err == nil { return nil }', [false]],
  ['the error was set before', 'r := get(url); r.Err = nil; if r.Err != nil { return r.Err }', [false]],
  ['another field was read before', 'r := get(url); _ = r.resp; if r.Err != nil { return r.Err }', [true]],
])('%s', (_what, body, expected) => {
  expect(absences(body)).toEqual(expected);
});

test('a function that gives both says nothing', () => {
  expect(absences('r := get(url); if r.Err != nil { return r.Err }', BOTH)).toEqual([false]);
});
