import { describe, expect, test } from 'vitest';
import { fileOf } from '../harness/program.ts';
import { signatureText } from '../harness/type-text.ts';

describe('callees', () => {
  test.each([
    ['http.Get("")', 'function', 'net/http.Get'],
    ['h2.Get("")', 'function', 'net/http.Get'],
    ['Get("")', 'function', 'net/http.Get'],
    ['http.DefaultClient.Do(nil)', 'method', 'net/http.Client.Do'],
    ['(&http.Client{}).Get("")', 'method', 'net/http.Client.Get'],
    ['new(http.Client).Get("")', 'method', 'net/http.Client.Get'],
    ['c.Get("")', 'method', 'net/http.Client.Get'],
    ['s.Get("")', 'method', 'net/http.Client.Get'],
    ['s.client.Get("")', 'method', 'net/http.Client.Get'],
    ['alias{}.CloseIdleConnections()', 'method', 'net/http.Client.CloseIdleConnections'],
    ['own(1)', 'function', 'p.own'],
    ['s.method()', 'method', 'p.service.method'],
    ['r.Read(nil)', 'interface-method', 'io.Reader.Read'],
    // the listing of the standard library names the methods of an embedded interface as the interface's own
    ['rc.Close()', 'interface-method', 'io.ReadCloser.Close'],
    ['own2.Read(nil)', 'interface-method', 'io.Reader.Read'],
    ['lit()', 'value', ''],
    ['func() {}()', 'value', ''],
    ['append(nil, 1)', 'builtin', 'append'],
    ['string(b)', 'conversion', 'convert'],
    ['[]byte("x")', 'conversion', 'convert'],
    ['(*http.Client)(nil)', 'conversion', 'convert'],
    ['time.Duration(1)', 'conversion', 'convert'],
    ['http.HandlerFunc(nil)', 'conversion', 'convert'],
    ['unknown.Call()', 'function', 'example.com/unknown.Call'],
    ['missing()', 'value', ''],
    ['(http.Get)("")', 'function', 'net/http.Get'],
    ['http.Client.Get(*c, "")', 'method', 'net/http.Client.Get'],
  ])('%s is a %s %s', (call, kind, id) => {
    const { pkg, find } = fileOf(`package p

import (
	"io"
	"net/http"
	h2 "net/http"
	. "net/http"
	"time"

	"example.com/unknown"
)

type alias = http.Client

type service struct {
	*http.Client
	client http.Client
}

func (s *service) method() {}

type reader interface{ io.Reader }

func own(n int) {}

func test(c *http.Client, s *service, r io.Reader, rc io.ReadCloser, own2 reader, b []byte) {
	lit := func() {}
	lit()
	${call}
}
`);
    const node = find(call, call === 'lit()' ? 1 : 0);
    const callee = pkg.calleeOf(node);
    expect({ kind: callee?.kind, id: callee?.id }).toEqual({ kind, id });
  });

  test('a value that is surely one literal or function resolves to it', () => {
    const { pkg, find } = fileOf(`package p

func target() {}

var held = target

func f() {
	one := func() {}
	one()
	two := target
	two()
	three := target
	three = func() {}
	three()
	held()
}
`);
    const name = (call: string): string | undefined => pkg.calleeOf(find(call))?.function?.name;
    expect([name('one()'), name('two()'), name('three()'), name('held()')]).toEqual([
      'f.func1',
      'target',
      undefined,
      'target',
    ]);
  });

  test.each([
    ['c.Ping()', 'github.com/elastic/go-elasticsearch/v8/esapi.Ping'],
    ['c.Indices.Exists(nil)', 'github.com/elastic/go-elasticsearch/v8/esapi.IndicesExists'],
    ['own.Ping()', 'github.com/elastic/go-elasticsearch/v8/esapi.Ping'],
    ['call()', 'p.caller'],
    ['plain()', undefined],
  ])('a value tells its named function type and results: %s', (text, functionType) => {
    const { pkg, find } = fileOf(`package p

import (
	"github.com/elastic/go-elasticsearch/v8"
	"github.com/elastic/go-elasticsearch/v8/esapi"
)

type caller func() (*esapi.Response, error)

type service struct{ *elasticsearch.Client }

func test(c *elasticsearch.Client, own service, call caller, plain func() (*esapi.Response, error)) {
	${text}
}
`);
    const callee = pkg.calleeOf(find(text));
    expect({ kind: callee?.kind, id: callee?.id, functionType: callee?.functionType }).toEqual({
      kind: 'value',
      id: '',
      functionType,
    });
    expect(signatureText(callee!.signature!)).toMatch(
      /\(\*github\.com\/elastic\/go-elasticsearch\/v8\/esapi\.Response, error\)$/,
    );
  });

  test('signatures carry names and the variadic mark', () => {
    const { pkg, find } = fileOf('package p\n\nimport "fmt"\n\nfunc f() { fmt.Sprintf("x") }\n');
    expect(signatureText(pkg.calleeOf(find('fmt.Sprintf("x")'))!.signature!)).toBe(
      '(string, ...interface) string',
    );
  });
});
