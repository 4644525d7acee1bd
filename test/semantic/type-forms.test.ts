import { describe, expect, test } from 'vitest';
import { fileOf } from '../harness/program.ts';
import { signatureText, typeText } from '../harness/type-text.ts';

/** Types of the names of a function's variables, by name; `want` is `name: type` lines in comments of the source. */
function check(source: string): void {
  const { file, pkg } = fileOf(source);
  expect(file.tree.root.hasError, source).toBe(false);
  const wanted: string[] = [];
  const got: string[] = [];
  for (const line of source.split('\n')) {
    const match = /^(.*?)\s*\/\/ (\w+): (.*)$/.exec(line);
    if (!match) continue;
    const [, code, name, type] = match;
    const start = source.indexOf(line);
    const node = [...file.tree.root.descendants('identifier', 'field_identifier')].find(
      (each) => each.text === name && each.start >= start && each.end <= start + code!.length,
    );
    const object = node && pkg.objectOf(node);
    wanted.push(`${name}: ${type}`);
    got.push(`${name}: ${typeText(object && pkg.typeOfObject(object))}`);
  }
  expect(wanted.length).toBeGreaterThan(0);
  expect(got).toEqual(wanted);
}

describe('declarations', () => {
  test('constants repeat the type of the one before them', () =>
    check(`package p

type color int

const (
	red color = iota // red: p.color
	green // green: p.color
	plain = "x" // plain: string
	again // again: string
)
`));

  test('untyped constants take the type of the other operand', () =>
    check(`package p

import "time"

const week = 7 * 24
const typed int64 = 7

var (
	a = week * time.Hour // a: time.Duration
	b = 2 * week * time.Hour // b: time.Duration
	c = 1 << 3 * typed // c: int64
	d = time.Hour / week // d: time.Duration
	e = 1 << uint(3) // e: int
	f = typed << uint(3) // f: int64
)
`));

  test('a parameter hides a package or type only in the body', () =>
    check(`package p

import "net/url"

type conn struct{ n int }

func f(url url.URL, conn *conn) (err error) {
	a := url.Host // a: string
	b := conn.n // b: int
	return
}

func (conn *conn) g() { c := conn.n; _ = c } // c: int
`));

  test('shadowed packages, builtins and predeclared types', () =>
    check(`package p

import "strings"

type string2 = string

func len(x int) bool { return true }

func f() {
	a := len(1) // a: bool
	strings := struct{ ToUpper int }{}
	b := strings.ToUpper // b: int
	new := func(n int) string { return "" }
	c := new(1) // c: string
	type int bool
	var d int // d: int
	g := true // g: bool
	var h string2 // h: string
}

var outside = strings.ToUpper("") // outside: string
`));

  test('names of function types are no variables', () => {
    const { pkg, find } = fileOf('package p\n\nfunc f(a int, less func(a, b string) bool) {}\n');
    expect(pkg.objectOf(find('a, b string').children[0]!)).toBeUndefined();
  });

  test('labels hide nothing', () =>
    check(`package p

func f(loop []string) {
loop:
	for _, x := range loop { // x: string
		continue loop
	}
}
`));

  test('aliases, of generic types too', () =>
    check(`package p

import "net/http"

type client = *http.Client
type list[T any] = []T
type table[V any] = map[string]list[V]

var c client // c: *net/http.Client
var l list[int] // l: []int
var t table[bool] // t: map[string][]bool
var v = t["a"][0] // v: bool
`));
});

describe('statements', () => {
  test('type switches', () =>
    check(`package p

import ("io"; "os")

func f(x any, r io.Reader) {
	switch a := r.(type) {
	case *os.File:
		b := a // b: *os.File
	case io.Seeker, io.Closer:
		c := a // c: io.Reader
	case nil:
		d := a // d: io.Reader
	default:
		e := a // e: io.Reader
	}
	switch g := x; h := g.(type) {
	case []byte:
		i := h[0] // i: uint8
	case func() error:
		j := h() // j: error
	}
}
`));

  test('ranges', () =>
    check(`package p

import ("iter"; "maps"; "slices")

type kinds []string
type number int64
type walk func(yield func(int, error) bool)

func f(p *[3]bool, k kinds, m map[string]float64, c chan<- int, d <-chan error, n number, w walk, s iter.Seq2[string, rune]) {
	for i, a := range p { // a: bool
		_ = i
	}
	for _, b := range k { // b: string
	}
	for e := range d { // e: error
	}
	for g := range n { // g: p.number
	}
	for _, h := range w { // h: error
	}
	for _, j := range s { // j: rune
	}
	for l := range 10 { // l: int
	}
	for _, o := range "x" { // o: rune
	}
	for q := range maps.Keys(m) { // q: string
	}
	for _, r := range slices.Sorted(maps.Keys(m)) { // r: string
	}
	for t := range func(yield func(uint8) bool) {} { // t: uint8
	}
}
`));

  test('comma-ok forms and several results', () =>
    check(`package p

import "os"

func two() (*os.File, error) { return nil, nil }
func take(f *os.File, err error) bool { return true }

func f(m map[string]int, c chan *os.File, x any) (file *os.File, err error) {
	a, ok1 := m[""] // ok1: bool
	b, ok2 := <-c // b: *os.File
	d, ok3 := x.(error) // d: error
	var e, ok4 = x.(int) // ok4: bool
	g, h := two() // h: error
	i := take(two()) // i: bool
	file, j := two() // j: error
	k := file // k: *os.File
	select {
	case l := <-c: // l: *os.File
	}
	return
}
`));
});

describe('expressions', () => {
  test('builtins', () =>
    check(`package p

import "time"

var a = append([]string(nil), "x") // a: []string
var b = min(1, time.Second) // b: time.Duration
var c = max(1.5, 2) // c: float64
var d = new(time.Duration) // d: *time.Duration
var e = make(chan<- int, 1) // e: chan<- int
var g = copy(a, a) // g: int
var h = len(a) // h: int
var i = cap(a) // i: int
var j = recover() // j: any
var k = complex(1, 2) // k: complex128
`));

  test('conversions and what they point to', () =>
    check(`package p

import "unsafe"

type bytes []byte

var p unsafe.Pointer
var a = *(*[]int)(p) // a: []int
var b = (*int)(p) // b: *int
var c = bytes("x")[0] // c: uint8
var d = (func() error)(nil)() // d: error
var e = []rune("x") // e: []rune
var f = (<-chan int)(nil) // f: <-chan int
var g = (&[4]int{})[:] // g: []int
var h = interface{ Close() error }(nil).Close() // h: error
var i = unsafe.Slice((*int)(p), 3) // i: []int
`));

  test('closures, method values and method expressions', () =>
    check(`package p

import "os"

type T struct{ n int }

func (t *T) M(s string) error { return nil }
func (t T) V() bool { return true }

var t T
var a = t.M // a: func(string) error
var b = (*T).M // b: func(*p.T, string) error
var c = T.V // c: func(p.T) bool
var d = (*T).M(&t, "") // d: error
var e = (*os.File).Close // e: func(*os.File) error
var f = func() func() T { return nil }()() // f: p.T
var g = (*T)(nil).V() // g: bool
var h = error.Error // h: func(error) string
`));

  test('anonymous structs and interfaces, embedded fields by name', () =>
    check(`package p

import ("io"; "net/http")

type base struct{ N int }
type box[T any] struct{ item T }
type outer struct {
	*base
	http.Client
	io.Reader
	box[string]
	in struct{ deep struct{ w io.Writer } }
}

var o outer
var a = o.base // a: *p.base
var b = o.N // b: int
var c = o.Client.Timeout // c: time.Duration
var d = o.item // d: string
var e = o.in.deep.w // e: io.Writer
var f, g = o.Read(nil) // g: error
var h = struct{ A, B string }{}.B // h: string
var i = outer{base: nil}.base // i: *p.base
var j = o.box // j: p.box[string]
`));

  test('the shallowest member wins; what is missing is unknown', () =>
    check(`package p

type A struct{ X int }
type B struct{ X string }
type C struct{ A; B }
type D struct{ C; X bool }

var a = D{}.X // a: bool
var c = C{}.Y // c: ?
`));
});

describe('generics', () => {
  test('instantiation by arguments, by writing, and by functions', () =>
    check(`package p

import ("cmp"; "net/http"; "slices"; "sync"; "sync/atomic")

type pair[K comparable, V any] struct { key K; value V }
type tree[T any] struct { left *tree[T]; item T }
type number interface{ ~int | ~float64 }

func (t *tree[E]) walk(f func(E) bool) *tree[E] { return t }
func of[K comparable, V any](k K, v V) pair[K, V] { return pair[K, V]{k, v} }
func apply[T, R any](x T, f func(T) R) R { return f(x) }
func collect[T any](xs ...T) []T { return xs }
func clone[P *T, T any](p P) T { return *p }
func sum[N number](ns []N) (total N) { return }
func maker[T any]() func() T { return nil }
func identity[T any](x T) T { return x }

var a = of("x", 1).value // a: int
var b = (&tree[string]{}).walk(nil).left.item // b: string
var c = apply(1, func(int) *http.Client { return nil }) // c: *net/http.Client
var d = collect(http.DefaultClient)[0] // d: *net/http.Client
var e = clone(&pair[string, bool]{}) // e: p.pair[string, bool]
var f = sum([]float64{}) // f: float64
var g = maker[error]()() // g: error
var h = identity[string] // h: func(string) string
var i = sync.OnceValue(func() *http.Client { return nil })() // i: *net/http.Client
var j atomic.Pointer[http.Client]
var k = j.Load() // k: *net/http.Client
var l = slices.MaxFunc([]string{}, cmp.Compare[string]) // l: string
var m = identity(identity(http.DefaultClient)) // m: *net/http.Client
`));

  test('type parameters: constraints give methods, the only type of a core, else unknown', () =>
    check(`package p

import "io"

type closer interface{ io.Closer; Name() string }

func f[C closer, S ~[]E, E any, M ~map[string]E](c C, s S, m M) {
	a := c.Close() // a: error
	b := c.Name() // b: string
	d := s[0] // d: E
	for _, e := range s { // e: E
	}
	for _, g := range m { // g: E
	}
	h := c // h: C
	i := c.Missing // i: ?
}
`));
});

test('dot imports', () =>
  check(`package p

import . "net/http"

var a = DefaultClient // a: *net/http.Client
var b = Client{}.Timeout // b: time.Duration
var c, d = Get("") // c: *net/http.Response
`));

test('calls of method expressions: the first argument is the receiver, the rest are the parameters', () => {
  const { pkg, find } = fileOf(`package p

type T struct{}

func (t *T) M(s string, n int) error { return nil }

func f(t *T) {
	(*T).M(t, "", 1)
	t.M("", 1)
}
`);
  const expression = pkg.calleeOf(find('(*T).M(t, "", 1)'))!;
  const method = pkg.calleeOf(find('t.M("", 1)'))!;
  expect(expression).toMatchObject({ id: 'p.T.M', kind: 'method', firstParameter: -1 });
  expect(expression.receiver?.text).toBe('t');
  expect(expression.function?.name).toBe('(*T).M');
  expect(method).toMatchObject({ id: 'p.T.M', firstParameter: 0 });
  expect(signatureText(expression.signature!)).toBe(signatureText(method.signature!));
});
