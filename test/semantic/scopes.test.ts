import { describe, expect, test } from 'vitest';
import { fileOf } from '../harness/program.ts';

/** For each line that holds a name (the last one counts), the line of its declaration. */
function declarations(source: string, name: string): Record<number, number | string> {
  const { file, pkg } = fileOf(source);
  const lineOf = (offset: number): number => source.slice(0, offset).split('\n').length;
  const result: Record<number, number | string> = {};
  for (const node of file.tree.root.descendants('identifier', 'type_identifier')) {
    if (node.text !== name) continue;
    const object = pkg.objectOf(node);
    const declared = object && 'node' in object ? lineOf(object.node.start) : (object?.kind ?? 'unknown');
    result[lineOf(node.start)] = declared;
  }
  return result;
}

describe('scopes', () => {
  test('a receiver or parameter called like its type', () => {
    const source = `package p

type store struct{ n int } // 3

func (store *store) get(other *store) int { // 5: the last is the type
	return store.n // 6
}
`;
    expect(declarations(source, 'store')).toEqual({ 3: 3, 5: 3, 6: 5 });
  });

  test('shadowing in blocks, headers, closures and clauses', () => {
    const source = `package p

var x = 0 // 3

func f(y int) {
	use(x) // 6
	x := x // 7: the right one is the variable of the package; the last wins here
	if x := y; x > 0 { // 8
		use(x) // 9
	} else if z := y; z > 0 {
		use(x) // 11
	}
	use(x) // 13
	for x := 0; x < y; x++ { // 14
		x := x // 15
		use(x) // 16
	}
	func() {
		use(x) // 19
		x = 1 // 20
	}()
	switch x := y; x { // 22
	case 1:
		x := 2 // 24
		use(x) // 25
	default:
		use(x) // 27
	}
	for x = range 3 { // 29
		use(x) // 30
	}
	for x := range 3 { // 32
		use(x) // 33
	}
	use(x) // 35
}

func g() (x error) { // 38
	y, x := 1, x // 39: the same scope as the results
	_ = y
	{
		y, x := 1, x // 42
		_, _ = y, x // 43
	}
	return x // 45
}

func h() {
	use(x) // 49
}
`;
    expect(declarations(source, 'x')).toEqual({
      3: 3,
      6: 3,
      7: 3,
      8: 8,
      9: 8,
      11: 8,
      13: 7,
      14: 14,
      15: 14,
      16: 15,
      19: 7,
      20: 7,
      22: 22,
      24: 24,
      25: 24,
      27: 22,
      29: 7,
      30: 7,
      32: 32,
      33: 32,
      35: 7,
      38: 38,
      39: 38,
      42: 38,
      43: 42,
      45: 38,
      49: 3,
    });
  });

  test('select and type switch clauses, labels, fields and keys are apart', () => {
    const source = `package p

type T struct{ v int }

func f(v any, c chan int) {
	switch v := v.(type) { // 6
	case int:
		use(v) // 8
	case string:
		use(v) // 10
	}
	select {
	case v := <-c: // 13
		use(v) // 14
	case c <- 1:
		use(v) // 16
	}
	_ = T{v: 1}
	goto v
v:
	use(v) // 21
}
`;
    const lines = declarations(source, 'v');
    expect([lines[10], lines[14], lines[16], lines[21]]).toEqual([6, 13, 5, 5]);
    const { pkg, file } = fileOf(source);
    const key = [...file.tree.root.descendants('literal_element')][0]!.firstNamedChild!;
    expect(pkg.objectOf(key)).toMatchObject({ kind: 'var', role: 'field', name: 'v' });
  });

  test('a local name hides a package, a builtin and a type', () => {
    const { pkg, find } = fileOf(`package p

import "net/http"

type client struct{}

func f(http fake, error int) {
	http.Get("x")
	error++
	client := 1
	use(client)
	len := func() int { return 1 }
	len()
}

func g() {
	http.Get("y")
}
`);
    expect(pkg.calleeOf(find('http.Get("x")'))?.id).not.toBe('net/http.Get');
    expect(pkg.calleeOf(find('http.Get("y")'))?.id).toBe('net/http.Get');
    expect(pkg.calleeOf(find('len()'))).toMatchObject({ kind: 'value' });
    expect(pkg.objectOf(find('client', 2))).toMatchObject({ kind: 'var' });
  });

  test('references of a variable are all of its own and none of another', () => {
    const { pkg, find } = fileOf(`package p

func f() {
	a := 1
	a++
	g := func() { a = 2 }
	{
		a := 3
		_ = a
	}
	g()
}
`);
    expect(pkg.referencesTo(pkg.objectOf(find('a'))!)).toHaveLength(3);
    expect(pkg.referencesTo(pkg.objectOf(find('g'))!)).toHaveLength(2);
  });

  test('function names are those of a stack trace', () => {
    const { file } = fileOf(`package p

var v = func() {}

func F() { func() { func() {}() }(); go func() {}() }

func (c *Client) Do() {}

func (c Client) Get() {}

func (l *List[T]) Push(x T) {}

func init() {}
`);
    expect(file.functions.map((fn) => fn.name)).toEqual([
      'init.func1',
      'F',
      'F.func1',
      'F.func2',
      'F.func3',
      '(*Client).Do',
      'Client.Get',
      '(*List).Push',
      'init',
    ]);
  });
});
