import { expect, test } from 'vitest';
import { bareTransportsIn } from '../../server/src/core/flow/default-limits.ts';
import { fileOf } from '../harness/program.ts';

const { pkg, file } = fileOf(`package p

import (
	"net/http"
	"time"
)

var bare = &http.Transport{MaxIdleConns: 10}
var limited = &http.Transport{IdleConnTimeout: time.Minute}

func later() *http.Client {
	t := &http.Transport{}
	t.TLSHandshakeTimeout = time.Second
	return &http.Client{Transport: t}
}

func protocol() *http.Client {
	t := &http.Transport{}
	t.RegisterProtocol("file", http.NewFileTransport(http.Dir("/")))
	return &http.Client{Transport: t}
}
`);

test('a bare transport has no limit in its literal, in a later assignment, or in another protocol', () => {
  expect([...bareTransportsIn(pkg, file)].map(({ node }) => node.text)).toEqual([
    'http.Transport{MaxIdleConns: 10}',
  ]);
});
