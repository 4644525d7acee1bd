import { expect, test } from 'vitest';
import { createFlow } from '../../server/src/core/flow/index.ts';
import { urlOf } from '../../server/src/core/flow/request-urls.ts';
import { unreadBodiesIn } from '../../server/src/core/flow/unread-bodies.ts';
import { fileOf } from '../harness/program.ts';

const { pkg, file } = fileOf(`package p

import (
	"io"
	"net/http"
)

func unread(c *http.Client) {
	req, _ := http.NewRequest("GET", "http://a/", nil)
	resp, err := c.Do(req)
	if err != nil {
		return
	}
	println(resp.StatusCode)
	resp.Body.Close()
}

func read(c *http.Client) {
	resp, err := c.Get("http://b/")
	if err != nil {
		return
	}
	io.Copy(io.Discard, resp.Body)
	resp.Body.Close()
}

func open(c *http.Client) {
	resp, err := c.Get("http://c/")
	if err != nil {
		return
	}
	println(resp.Status)
}
`);

test('a body that is closed unread on every path is told with the request that it answers', () => {
  const flow = createFlow(pkg);
  const found = file.functions.flatMap((fn) => [...unreadBodiesIn(pkg, flow, fn)]);
  expect(
    found.map(({ resource, closes, isCertain }) => [
      urlOf(pkg, resource.acquisition)?.text,
      closes.map(({ text }) => text),
      isCertain,
    ]),
  ).toEqual([['"http://a/"', ['resp.Body.Close()'], true]]);
});
