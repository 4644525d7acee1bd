import { describe, expect, test } from 'vitest';
import { createFlow } from '../../server/src/core/flow/index.ts';
import { fileOf } from '../harness/program.ts';

const TOP = `import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"os"
	"sync"
	"testing"
)

type holder struct {
	resp *http.Response
	body io.ReadCloser
}

func closeIt(c io.Closer)                  { c.Close() }
func closeResponse(r *http.Response)       { r.Body.Close() }
func drain(r *http.Response)               { io.Copy(io.Discard, r.Body) }
func look(r *http.Response) int            { return r.StatusCode }
func maybe(r *http.Response, p bool)       { if p { r.Body.Close() } }
func keep(r *http.Response)                { kept = r }
func same(r *http.Response) *http.Response { return r }
func must(r *http.Response, err error) *http.Response {
	if err != nil {
		panic(err)
	}
	return r
}
func get(url string) (*http.Response, error) { return http.Get(url) }
func generic[T any](v T, err error) T { return v }
var clean func()
var cleanErr func() error

func call(f func()) error { f(); return nil }
func keepErr(f func() error) { cleanErr = f }

func keepHolder(h *holder) { holders = append(holders, h) }

var holders []*holder

func (h *holder) Close() error { return h.resp.Body.Close() }

var kept *http.Response
var _ = []any{bytes.NewReader, context.Background, json.NewDecoder, errors.New, fmt.Sprint, io.EOF, log.Println, httptest.NewRecorder, httputil.DumpResponse, os.Exit, sync.NewCond, testing.Short}
`;

/** What becomes of each response that a body acquires: `ok`, or the reasons of its leaks. */
function outcomes(
  body: string,
  signature = 'func f(url string, p bool, client *http.Client) (out *http.Response, err error)',
): string[] {
  const source = `package p\n\n${TOP}\n${signature} {\n${body}\n}\n`;
  const { file, pkg } = fileOf(source);
  expect(file.tree.root.hasError, source).toBe(false);
  const flow = createFlow(pkg);
  return file.functions
    .filter((fn) => fn.name === 'f' || fn.name.startsWith('f.'))
    .flatMap((fn) => flow.resourcesOf(fn, 'http-response'))
    .map((resource) =>
      resource.leaks.length === 0
        ? 'ok'
        : [...new Set(resource.leaks.map((leak) => leak.reason))].sort().join('+'),
    );
}

const GET = 'resp, err := http.Get(url)\nif err != nil { return nil, err }\n';

describe('closed', () => {
  test.each([
    ['deferred', `${GET}defer resp.Body.Close()\nreturn nil, nil`],
    ['deferred in a literal', `${GET}defer func() { _ = resp.Body.Close() }()\nreturn nil, nil`],
    [
      'deferred in a literal behind a nil check',
      `resp, err := http.Get(url)\ndefer func() { if resp != nil { resp.Body.Close() } }()\nreturn nil, err`,
    ],
    ['on each path', `${GET}if p { resp.Body.Close(); return nil, nil }\nresp.Body.Close()\nreturn nil, nil`],
    ['through an alias of the body', `${GET}body := resp.Body\ndefer body.Close()\nreturn nil, nil`],
    ['through an alias of the response', `${GET}r := resp\ndefer r.Body.Close()\nreturn nil, nil`],
    ['by a method value', `${GET}done := resp.Body.Close\ndefer done()\nreturn nil, nil`],
    [
      'by a deferred method value',
      `${GET}defer resp.Body.Close()\n_, err = io.ReadAll(resp.Body)\nreturn nil, err`,
    ],
    ['by a helper', `${GET}defer closeIt(resp.Body)\nreturn nil, nil`],
    ['by a helper of the response', `${GET}closeResponse(resp)\nreturn nil, nil`],
    ['by t.Cleanup', `${GET}t := &testing.T{}\nt.Cleanup(func() { resp.Body.Close() })\nreturn nil, nil`],
    [
      'the error is checked the other way round',
      'resp, err := http.Get(url)\nif err == nil { defer resp.Body.Close() }\nreturn nil, err',
    ],
    ['in an if', 'if resp, err := http.Get(url); err == nil { resp.Body.Close() }\nreturn nil, nil'],
    [
      'nil check instead of the error',
      'resp, _ := http.Get(url)\nif resp != nil { resp.Body.Close() }\nreturn nil, nil',
    ],
    [
      'errors joined',
      'resp, err := http.Get(url)\nif err != nil || p { if err == nil { resp.Body.Close() }\nreturn nil, err }\nresp.Body.Close()\nreturn nil, nil',
    ],
    ['per iteration', `for range 3 {\n${GET}resp.Body.Close()\n}\nreturn nil, nil`],
    [
      'per iteration in a literal',
      'for range 3 {\nfunc() {\nresp, err := http.Get(url)\nif err != nil { return }\ndefer resp.Body.Close()\n}()\n}\nreturn nil, nil',
    ],
    [
      'a retry closes before it goes round',
      'var resp *http.Response\nfor range 3 {\nresp, err = http.Get(url)\nif err != nil { continue }\nif resp.StatusCode < 500 { break }\nresp.Body.Close()\nresp = nil\n}\nif resp == nil { return nil, err }\ndefer resp.Body.Close()\nreturn nil, nil',
    ],
    [
      'by a literal that is called',
      `${GET}cleanup := func() { resp.Body.Close() }\ncleanup()\nreturn nil, nil`,
    ],
    [
      'in a switch of all cases',
      `${GET}switch {\ncase p:\nresp.Body.Close()\ndefault:\nresp.Body.Close()\n}\nreturn nil, nil`,
    ],
    ['before a panic', `${GET}if p { resp.Body.Close(); panic("x") }\nresp.Body.Close()\nreturn nil, nil`],
    ['the process ends', `${GET}if p { os.Exit(1) }\nif !p { log.Fatal(2) }\nreturn nil, nil`],
    [
      'HEAD has no body',
      'resp, err := http.Head(url)\nif err != nil { return nil, err }\n_ = resp.StatusCode\nreturn nil, nil',
    ],
    [
      '204 has none',
      `${GET}if resp.StatusCode == http.StatusNoContent { return nil, nil }\ndefer resp.Body.Close()\nreturn nil, nil`,
    ],
    ['Response.Write closes', `${GET}resp.Write(io.Discard)\nreturn nil, nil`],
  ])('%s', (_, body) => {
    for (const outcome of outcomes(body)) expect(outcome).toBe('ok');
  });
});

describe('handed on', () => {
  test.each([
    ['returned', `${GET}return resp, nil`],
    ['returned at once', 'return http.Get(url)'],
    ['returned by name', 'out, err = http.Get(url)\nreturn'],
    ['returned through a helper', `${GET}return same(resp), nil`],
    ['stored in a field', `${GET}h := &holder{}\nh.resp = resp\nkeepHolder(h)\nreturn nil, nil`],
    ['in a literal that is returned', `${GET}_ = p\nreturn (&holder{resp: resp}).resp, nil`],
    ['in a package variable', `${GET}kept = resp\nreturn nil, nil`],
    ['to a helper that keeps', `${GET}keep(resp)\nreturn nil, nil`],
    ['sent', `${GET}c := make(chan *http.Response, 1)\nc <- resp\nreturn nil, nil`],
    ['in a map', `${GET}m := map[string]*http.Response{}\nm[url] = resp\nreturn nil, nil`],
    ['appended', `${GET}var all []*http.Response\nall = append(all, resp)\nreturn all[0], nil`],
    ['to a goroutine', `${GET}go func() { defer resp.Body.Close() }()\nreturn nil, nil`],
    ['captured by a returned function', `${GET}clean = func() { resp.Body.Close() }\nreturn nil, nil`],
    [
      'by a variable of a literal, returned',
      `${GET}done := func() { resp.Body.Close() }\nreturn nil, call(done)`,
    ],
    [
      'by a variable of a literal, to Cleanup',
      `${GET}done := func() { resp.Body.Close() }\n(&testing.T{}).Cleanup(done)\nreturn nil, nil`,
    ],
    [
      'by a variable of a literal, stored',
      `${GET}done := func() { resp.Body.Close() }\nclean = done\nreturn nil, nil`,
    ],
    [
      'by a variable of a literal, in a goroutine',
      `${GET}done := func() { resp.Body.Close() }\ngo done()\nreturn nil, nil`,
    ],
    [
      'by a variable of a literal, deferred',
      `${GET}done := func() { resp.Body.Close() }\ndefer done()\nreturn nil, nil`,
    ],
    [
      'by a declared variable of a literal',
      `${GET}var done = func() { resp.Body.Close() }\ndefer done()\nreturn nil, nil`,
    ],
    ['by a method value, stored', `${GET}clean = func() {}\ncleanErr = resp.Body.Close\nreturn nil, nil`],
    [
      'by a variable of a method value, to a helper',
      `${GET}done := resp.Body.Close\nkeepErr(done)\nreturn nil, nil`,
    ],
    ['to something unknown', `${GET}elsewhere(resp)\nreturn nil, nil`],
    [
      'asserted to another type and stored',
      `${GET}b, ok := resp.Body.(io.ReadWriteCloser)\nif !ok { resp.Body.Close(); return nil, nil }\nkeepHolder(&holder{body: b})\nreturn nil, nil`,
    ],
    ['body wrapped and stored', `${GET}h := holder{body: resp.Body}\nkeepHolder(&h)\nreturn nil, nil`],
  ])('%s', (_, body) => {
    for (const outcome of outcomes(body)) expect(outcome).toBe('ok');
  });
});

describe('leaks', () => {
  test.each([
    ['never closed', `${GET}_ = resp.StatusCode\nreturn nil, nil`, 'early-return|never-released'],
    [
      'read only',
      `${GET}_, err = io.ReadAll(io.LimitReader(resp.Body, 10))\nreturn nil, err`,
      'early-return|never-released',
    ],
    [
      'decoded only',
      `${GET}return nil, json.NewDecoder(resp.Body).Decode(&out)`,
      'early-return|never-released',
    ],
    [
      'early return',
      `${GET}if p { return nil, errors.New("x") }\ndefer resp.Body.Close()\nreturn nil, nil`,
      'early-return',
    ],
    ['a helper that only looks', `${GET}look(resp)\nreturn nil, nil`, 'early-return|never-released'],
    ['a helper that only reads', `${GET}drain(resp)\nreturn nil, nil`, 'early-return|never-released|ok'],
    [
      'a helper that closes sometimes',
      `${GET}maybe(resp, p)\nreturn nil, nil`,
      'early-return|never-released|ok',
    ],
    [
      'printed',
      `${GET}fmt.Println(resp)\nlog.Println(resp.Status)\nreturn nil, nil`,
      'early-return|never-released',
    ],
    ['discarded', 'http.Get(url)\nreturn nil, nil', 'discarded'],
    ['blank', '_, err = http.Get(url)\nreturn nil, err', 'discarded'],
    ['in a goroutine', 'go http.Get(url)\nreturn nil, nil', 'discarded'],
    ['deferred call', 'defer http.Get(url)\nreturn nil, nil', 'discarded'],
    [
      'overwritten',
      `${GET}resp, err = http.Get(url + "2")\nif err != nil { return nil, err }\ndefer resp.Body.Close()\nreturn nil, nil`,
      'overwritten',
    ],
    [
      'in a loop',
      `for range 3 {\n${GET}_ = resp.StatusCode\n}\nreturn nil, nil`,
      'early-return|loop-iteration|never-released|overwritten',
    ],
    [
      'a retry forgets',
      'var resp *http.Response\nfor range 3 {\nresp, err = http.Get(url)\nif err != nil { continue }\nif resp.StatusCode < 500 { break }\n}\nif resp == nil { return nil, err }\ndefer resp.Body.Close()\nreturn nil, nil',
      'loop-iteration|overwritten',
    ],
    [
      'a round of a loop may be left before the value is handed over',
      `${GET}for range []int{1} {\nif p { break }\nresp.Body.Close()\n}\nreturn nil, nil`,
      'early-return',
    ],
    [
      'no round of a loop comes to the close',
      `${GET}for range []int{1} {\nbreak\nresp.Body.Close()\n}\nreturn nil, nil`,
      'early-return|never-released',
    ],
    [
      'a literal that is never called',
      `${GET}cleanup := func() { resp.Body.Close() }\n_ = cleanup\nreturn nil, nil`,
      'early-return|never-released|ok',
    ],
    [
      'a wrapper acquires',
      'resp, err := get(url)\nif err != nil { return nil, err }\n_ = resp.StatusCode\nreturn nil, nil',
      'early-return|never-released',
    ],
    [
      'must',
      'resp := must(http.Get(url))\n_ = resp.StatusCode\nreturn nil, nil',
      'early-return|never-released',
    ],
    [
      'through an interface',
      'var d interface{ Do(*http.Request) (*http.Response, error) } = client\nresp, err := d.Do(nil)\nif err != nil { return nil, err }\n_ = resp.StatusCode\nreturn nil, nil',
      'early-return|never-released',
    ],
    [
      'through a method value',
      'do := client.Do\nresp, err := do(nil)\nif err != nil { return nil, err }\n_ = resp.StatusCode\nreturn nil, nil',
      'early-return|never-released|none',
    ],
    [
      'closed in one case only',
      `${GET}switch {\ncase p:\nresp.Body.Close()\n}\nreturn nil, nil`,
      'early-return',
    ],
    [
      'in a nested literal',
      'func() {\nresp, err := http.Get(url)\nif err != nil { return }\n_ = resp.StatusCode\n}()\nreturn nil, nil',
      'end-of-function|never-released|early-return',
    ],
  ])('%s', (_, body, allowed) => {
    const found = outcomes(body);
    const leaking = found.filter((outcome) => outcome !== 'ok');
    if (allowed.split('|').includes('none') && found.length === 0) return;
    if (allowed.split('|').includes('ok') && leaking.length === 0) return;
    expect(leaking, found.join()).not.toEqual([]);
    for (const outcome of leaking)
      for (const reason of outcome.split('+')) expect(allowed.split('|')).toContain(reason);
  });
});

test('a leak has a witness from the acquisition to where it is lost', () => {
  const source = `package p

import "net/http"

func f(url string, p bool) error {
	resp, err := http.Get(url)
	if err != nil {
		return err
	}
	if p {
		return nil
	}
	return resp.Body.Close()
}
`;
  const { file, pkg, find } = fileOf(source);
  const [resource] = createFlow(pkg).resourcesOf(file.functions[0]!, 'http-response');
  const [leak] = resource!.leaks;
  expect(leak).toMatchObject({ reason: 'early-return', releasedElsewhere: true });
  expect(leak!.exit).toBe(find('return nil'));
  expect(
    leak!.path.filter((step) => step.kind === 'branch').map((step) => [step.node.text, step.taken]),
  ).toEqual([
    ['err != nil', false],
    ['p', true],
  ]);
  expect(leak!.path.at(-1)!.kind).toBe('exit');
  expect(resource!.name?.text).toBe('resp');
  expect(resource!.certainty).toBe('proved');
});

test('effects on parameters', () => {
  const { file, pkg } = fileOf(`package p\n\n${TOP}`);
  const flow = createFlow(pkg);
  const effect = (name: string): object =>
    flow.parameterEffect(file.functions.find((fn) => fn.name === name)!, 0, 'http-response');
  expect(effect('closeResponse')).toMatchObject({ releases: 'always', keeps: false });
  expect(effect('drain')).toMatchObject({ releases: 'never', keeps: false });
  expect(effect('look')).toMatchObject({ releases: 'never', keeps: false });
  expect(effect('maybe')).toMatchObject({ releases: 'sometimes', keeps: false });
  expect(effect('keep')).toMatchObject({ keeps: true });
  expect(effect('same')).toMatchObject({ returns: 0 });
});

test('recursion and very many paths end', () => {
  const branches = Array.from({ length: 40 }, (_, index) => `if a[${index}] { x++ }`).join('\n');
  const started = performance.now();
  outcomes(
    `${GET}a := make([]bool, 40)\nx := 0\n${branches}\n_ = x\ndefer resp.Body.Close()\nreturn nil, nil`,
  );
  outcomes(`if p { return f(url, !p, client) }\nreturn f(url, p, client)`);
  expect(performance.now() - started).toBeLessThan(5_000);
});
