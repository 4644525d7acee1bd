import { describe, expect, test } from 'vitest';
import { fileOf, type Sources } from '../harness/program.ts';
import { typeText } from '../harness/type-text.ts';

/** Types of the right-hand sides of `_ = expression` lines in a function, in order. */
function typesOf(body: string, top = '', extra: Sources = {}): string[] {
  const source = `package p\n\n${top}\n\nfunc test() {\n${body}\n}\n`;
  const { file, pkg } = fileOf({ ...extra, 'p/p.go': source });
  expect(file.tree.root.hasError, source).toBe(false);
  const types: string[] = [];
  for (const node of file.tree.root.descendants('assignment_statement')) {
    if (node.field('left')?.text !== '_') continue;
    types.push(typeText(pkg.typeOf(node.field('right')!.firstNamedChild!)));
  }
  return types;
}

const IMPORTS =
  'import (\n"bytes"\n"context"\n"database/sql"\n"errors"\n"io"\n"net/http"\n"os"\n"strings"\n"sync"\n"time"\n)\n';

describe('expressions', () => {
  test.each([
    // literals and operators
    ['1', 'int'],
    ["'x'", 'rune'],
    ['1.5', 'float64'],
    ['"a" + "b"', 'string'],
    ['1 < 2', 'bool'],
    ['!ok', 'bool'],
    ['2 * time.Second', 'time.Duration'],
    ['time.Second * 2', 'time.Duration'],
    ['len("x")', 'int'],
    ['nil', '?'],
    // composites
    ['[]int{1}', '[]int'],
    ['[...]string{"a"}', '[n]string'],
    ['map[string][]int{}', 'map[string][]int'],
    ['&http.Client{}', '*net/http.Client'],
    ['new(http.Client)', '*net/http.Client'],
    ['make(chan struct{}, 1)', 'chan struct'],
    ['make(<-chan int)', '<-chan int'],
    ['make(map[string]*http.Client)', 'map[string]*net/http.Client'],
    ['func(a, b int, c ...string) (int, error) { return 0, nil }', 'func(int, int, ...string) (int, error)'],
    ['struct{ a int }{1}', 'struct'],
    ['[]byte("x")', '[]uint8'],
    ['"abc"[0]', 'uint8'],
    ['[]string{"a"}[0]', 'string'],
    ['[]string{"a"}[1:]', '[]string'],
    ['[3]int{}[:]', '[]int'],
    // standard library
    ['http.DefaultClient', '*net/http.Client'],
    ['http.DefaultClient.Timeout', 'time.Duration'],
    ['http.DefaultTransport.(*http.Transport)', '*net/http.Transport'],
    ['http.Get', 'func(string) (*net/http.Response, error)'],
    ['context.Background()', 'context.Context'],
    ['time.Now().Add(time.Second)', 'time.Time'],
    ['time.After(1)', '<-chan time.Time'],
    ['<-time.After(1)', 'time.Time'],
    ['time.NewTimer(1).C', '<-chan time.Time'],
    ['http.StatusOK', 'int'],
    ['io.EOF', 'error'],
    ['errors.New("x")', 'error'],
    ['os.Stdout', '*os.File'],
    ['new(bytes.Buffer).String()', 'string'],
    ['strings.NewReader("x")', '*strings.Reader'],
    ['http.HandlerFunc(nil)', 'net/http.HandlerFunc'],
    ['sync.OnceFunc(nil)', 'func()'],
    ['http.Header{}.Get("a")', 'string'],
    ['http.Header{}["a"]', '[]string'],
  ])('%s is %s', (expression, type) => {
    expect(typesOf(`ok := true\n_ = ok\n_ = ${expression}`, IMPORTS)[1]).toBe(type);
  });
});

test('variables: assignment, several results, range, receive, parameters, named results', () => {
  const { pkg, find } = fileOf(`package p

import (
	"database/sql"
	"net/http"
	"time"
)

type row struct{ at time.Time }

func f(rows []row, byID map[string]*row, c <-chan error, w http.ResponseWriter) (out *http.Response, bad error) {
	resp1, err1 := http.Get("")
	var one, two = 1, "x"
	for i2, r2 := range rows {
		_, _ = i2, r2
	}
	for id3, p3 := range byID {
		_, _ = id3, p3
	}
	for n4 := range 10 {
		_ = n4
	}
	for i5, r5 := range "text" {
		_, _ = i5, r5
	}
	for e6 := range c {
		_ = e6
	}
	v7, ok7 := byID["x"]
	e8, ok8 := <-c
	s9, ok9 := interface{}(w).(http.Flusher)
	select {
	case e10, ok10 := <-c:
		_, _ = e10, ok10
	}
	at11 := rows[0].at
	db12, _ := sql.Open("", "")
	p13 := &rows[0]
	at14 := p13.at
	return resp1, err1
}
`);
  const types = Object.fromEntries(
    'resp1 err1 one two i2 r2 id3 p3 n4 i5 r5 e6 v7 ok7 e8 ok8 s9 ok9 e10 ok10 at11 db12 p13 at14 rows w out bad'
      .split(' ')
      .map((name) => {
        const object = pkg.objectOf(
          [...find(name).tree.root.descendants('identifier')].find((node) => node.text === name)!,
        );
        return [name, typeText(object && pkg.typeOfObject(object))];
      }),
  );
  expect(types).toEqual({
    resp1: '*net/http.Response',
    err1: 'error',
    one: 'int',
    two: 'string',
    i2: 'int',
    r2: 'p.row',
    id3: 'string',
    p3: '*p.row',
    n4: 'int',
    i5: 'int',
    r5: 'rune',
    e6: 'error',
    v7: '*p.row',
    ok7: 'bool',
    e8: 'error',
    ok8: 'bool',
    s9: 'net/http.Flusher',
    ok9: 'bool',
    e10: 'error',
    ok10: 'bool',
    at11: 'time.Time',
    db12: '*database/sql.DB',
    p13: '*p.row',
    at14: 'time.Time',
    rows: '[]p.row',
    w: 'net/http.ResponseWriter',
    out: '*net/http.Response',
    bad: 'error',
  });
});

test('members through embedding, pointers, aliases and interfaces', () => {
  expect(
    typesOf(
      `var s service
var p *service
_ = s.Timeout
_ = p.Client
_ = p.Do(nil)
_ = s.mu.Lock
_ = p.named()
_ = named{}.http
_ = short{}.Timeout
_ = closer(nil).Close()
_ = closer(nil).Read(nil)
_ = s.inner.deep
_ = s.missing`,
      `${IMPORTS}
type inner struct{ deep *sql.DB }
type service struct {
	*http.Client
	inner
	mu sync.Mutex
}
func (s *service) named() named { return named{} }
type named struct{ http *http.Client }
type short = http.Client
type closer interface {
	io.Reader
	Close() error
}
`,
    ),
  ).toEqual([
    'time.Duration',
    '*net/http.Client',
    '(*net/http.Response, error)',
    'func()',
    'p.named',
    '*net/http.Client',
    'time.Duration',
    'error',
    '(int, error)',
    '*database/sql.DB',
    '?',
  ]);
});

test('generics: inference, explicit arguments, methods of generic types, constraints', () => {
  expect(
    typesOf(
      `_ = must(http.Get(""))
_ = first([]time.Duration{})
_ = pair[string, int]{}.b
_ = stack[*sql.DB]{}.items
_ = (&stack[*sql.DB]{}).pop()
_ = mapped([]int{1}, func(int) string { return "" })
_ = keys(map[string]bool{})
_ = zero[http.Client]()
_ = wrap(1).value
_ = apply(http.DefaultClient)
_ = lo.Must(http.Get(""))
_ = ptr(time.Second)
_ = zero[int]()
_ = zero[*http.Client]()
_ = conv[[]int](1)
_ = conv[*sql.DB, string]("")
_ = lo.Must[*http.Response](nil, nil)`,
      `${IMPORTS.replace(')', '"github.com/samber/lo"\n)')}
func must[T any](v T, err error) T { return v }
func first[S ~[]E, E any](s S) E { return s[0] }
type pair[A, B any] struct { a A; b B }
type stack[T any] struct { items []T }
func (s *stack[E]) pop() E { return s.items[0] }
func mapped[A, B any](in []A, f func(A) B) []B { return nil }
func keys[K comparable, V any](m map[K]V) []K { return nil }
func zero[T any]() T { var z T; return z }
type box[T any] struct { value T }
func wrap[T any](v T) box[T] { return box[T]{v} }
func apply[C interface{ Do(*http.Request) (*http.Response, error) }](c C) C { return c }
func conv[A, B any](b B) (a A) { return a }
func ptr[T any](v T) *T { return &v }
`,
    ),
  ).toEqual([
    '*net/http.Response',
    'time.Duration',
    'int',
    '[]*database/sql.DB',
    '*database/sql.DB',
    '[]string',
    '[]string',
    'net/http.Client',
    'int',
    '*net/http.Client',
    '*net/http.Response',
    '*time.Duration',
    'int',
    '*net/http.Client',
    '[]int',
    '*database/sql.DB',
    '*net/http.Response',
  ]);
});

test('literals inside literals take their type from around them', () => {
  const { pkg, file } = fileOf(`package p

import "net/http"

type c struct{ client http.Client }

var a = []c{{client: http.Client{}}}
var b = map[string]*http.Server{"x": {Addr: ":80"}}
var d = [][]c{{{}}}
`);
  const types = [...file.tree.root.descendants('literal_value')]
    .filter((node) => node.parent?.kind === 'literal_element')
    .map((node) => typeText(pkg.typeOf(node)));
  expect(types).toEqual(['p.c', '*net/http.Server', '[]p.c', 'p.c']);
});

test('types of other packages of the module, replaced and vendored ones', () => {
  expect(
    typesOf(
      '_ = store.Open()\n_ = store.Default.DB\n_ = rep.New()\n_ = ven.V',
      'import (\n"example.com/m/store"\n"example.com/rep"\n"example.com/ven"\n)',
      {
        'go.mod': 'module example.com/m\n\ngo 1.22\n\nreplace example.com/rep => ./third/rep\n',
        'store/store.go':
          'package store\n\nimport "database/sql"\n\ntype Store struct{ DB *sql.DB }\n\nvar Default = &Store{}\n\nfunc Open() (*Store, error) { return nil, nil }\n',
        'third/rep/rep.go': 'package rep\n\ntype T struct{}\n\nfunc New() T { return T{} }\n',
        'third/rep/go.mod': 'module example.com/rep\n',
        'vendor/example.com/ven/ven.go': 'package ven\n\nvar V = []string{}\n',
      },
    ),
  ).toEqual(['(*example.com/m/store.Store, error)', '*database/sql.DB', 'example.com/rep.T', '[]string']);
});

test('what refers to itself or is half typed is unknown and never throws', () => {
  const { pkg, file } = fileOf(`package p

type a b
type b a
type t struct{ t }
type g[T any] struct{ g[g[T]] }

var x = y
var y = x

func f() { return f()() }

func half() {
	z := z.
	var w = []
	q, := r(
}
`);
  for (const node of file.tree.root.descendants()) {
    pkg.typeOf(node);
    if (node.kind === 'identifier' || node.kind === 'field_identifier') pkg.objectOf(node);
    if (node.kind === 'call_expression') pkg.calleeOf(node);
    pkg.constantOf(node);
  }
  expect(file.tree.root.hasError).toBe(true);
});
