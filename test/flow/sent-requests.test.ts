import { expect, test } from 'vitest';
import { createFlow } from '../../server/src/core/flow/index.ts';
import { livesAt } from '../../server/src/core/flow/live-contexts.ts';
import { requestsWithoutContextIn } from '../../server/src/core/flow/sent-requests.ts';
import type { VarObject } from '../../server/src/core/semantic/model.ts';
import { fileOf } from '../harness/program.ts';

const { pkg, file } = fileOf(`package p

import (
	"context"
	"net/http"
)

type doer interface {
	Do(req *http.Request) (*http.Response, error)
}

func f(ctx context.Context, d doer, url string) {
	sent, _ := http.NewRequest("GET", url, nil)
	http.DefaultClient.Do(sent)
	likely, _ := http.NewRequest("GET", url, nil)
	d.Do(likely)
	given, _ := http.NewRequest("GET", url, nil)
	http.DefaultClient.Do(given.WithContext(ctx))
	unsent, _ := http.NewRequest("GET", url, nil)
	_ = unsent
	func() { http.Get(url + "/literal") }()
	go http.Get(url + "/go")
	each(ctx, func() { http.Get(url + "/callback") })
	<-ctx.Done()
	http.Get(url + "/ended")
}
`);

test('a request without a context is one that is sent, and that nobody gives one', () => {
  const found = [...requestsWithoutContextIn(pkg, file)];
  expect(found.map(({ call, isMaker, isCertain }) => [call.text, isMaker, isCertain])).toEqual([
    ['http.NewRequest("GET", url, nil)', true, true],
    ['http.NewRequest("GET", url, nil)', true, false],
    ['http.Get(url + "/literal")', false, true],
    ['http.Get(url + "/go")', false, true],
    ['http.Get(url + "/callback")', false, true],
    ['http.Get(url + "/ended")', false, true],
  ]);
});

test('a context lives where its function, or what that calls at once, is before its end', () => {
  const context = pkg.objectOf(file.tree.identifiersNamed('ctx')[0]!) as VarObject;
  const calls = [...requestsWithoutContextIn(pkg, file)].map(({ call }) => call);
  expect(calls.map((call) => livesAt(pkg, createFlow(pkg), context, call))).toEqual([
    'proved',
    'proved',
    'proved',
    undefined,
    'likely',
    undefined,
  ]);
});
