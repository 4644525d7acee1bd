import { expect, test } from 'vitest';
import { isOfTypeMadeByNobody } from '../../server/src/core/flow/unmade-types.ts';
import { fileOf } from '../harness/program.ts';

const STORE = 'type Store struct { size int }\nfunc (s *Store) Use() { use() }\nfunc use() {}';

/** Whether `use()` stands in a method of a type that nobody makes, in a package that main imports. */
function isUnmade(source: string, main = '', further: Record<string, string> = {}): boolean {
  const text = `package p\n\nimport "encoding/json"\n\nvar _ = json.Unmarshal\n${source}\n`;
  const { pkg, file } = fileOf({
    'p/p.go': text,
    'go.mod': 'module example.com/m\n\ngo 1.22\n',
    'main.go': `package main\n\nimport "example.com/m/p"\n\nvar _ = p.Known\nfunc main() {\n${main}\n}\n`,
    'p/known.go': 'package p\n\nvar Known int\n',
    ...further,
  });
  expect(file.tree.root.hasError, text).toBe(false);
  const call = [...file.tree.root.descendants('call_expression')].find(
    (each) => each.field('function')?.text === 'use',
  )!;
  return isOfTypeMadeByNobody(pkg, call);
}

test.each([
  ['nothing', '', true],
  ['an assertion of an interface', 'type I interface{ Use() }\nvar _ I = (*Store)(nil)', true],
  ['a pointer that is declared', 'var current *Store\nfunc F(s *Store) *Store { return current }', true],
  ['a field of its own', 'type Holder struct { store *Store }', true],
  ['a question', 'func F(x any) { _ = x.(*Store); switch x.(type) { case *Store: } }', true],
  ['its own method', 'func (s *Store) Clone() *Store { return &Store{s.size} }', true],
  ['a function that nobody calls', 'func New() *Store { return &Store{} }', true],
  ['an unexported one that nobody calls', 'func make2() *Store { return new(Store) }', true],
  ['a literal', 'var one = &Store{}', false],
  ['a zero value', 'var one Store', false],
  ['an allocation', 'func init() { _ = new(Store) }', false],
  ['a list', 'func init() { _ = make([]Store, 3) }', false],
  ['elements of a list of pointers', 'var all = []*Store{{size: 1}}', false],
  ['a field that holds it', 'type Holder struct { store Store }', false],
  ['an embedded one', 'type Holder struct { Store }', false],
  ['a field that a decoder fills', 'type Holder struct { Store *Store `json:"store"` }', false],
  ['another name for it', 'type Other = Store', false],
  ['a type argument', 'func Of[T any]() *T { return new(T) }\nvar one = Of[Store]()', false],
  ['a conversion', 'type other struct { size int }\nvar one = (*Store)(&other{})', false],
  ['a type given to a call', 'func register(any) {}\nfunc init() { register((*Store)(nil)) }', false],
  ['a function that is kept', 'func New() *Store { return &Store{} }\nvar All = []any{New}', false],
  ['a function that another one calls', 'func New() *Store { return &Store{} }\nvar one = New()', false],
])('%s', (_, source, expected) => {
  expect(isUnmade(`${STORE}\n${source}`)).toBe(expected);
});

test('the code of other packages makes one', () => {
  const NEW = `${STORE}\nfunc New() *Store { return &Store{} }`;
  expect(isUnmade(NEW, 'p.New().Use()')).toBe(false);
  expect(isUnmade(STORE, 'new(p.Store).Use()')).toBe(false);
  expect(isUnmade(STORE, 'var one p.Store; one.Use()')).toBe(false);
  expect(isUnmade(STORE, '(&p.Store{}).Use()')).toBe(false);
  expect(isUnmade(STORE, 'var one *p.Store; _ = one')).toBe(true);
});

test('a file of another system makes one', () => {
  const windows = { 'p/p_windows.go': 'package p\n\nvar one = &Store{}\n' };
  expect(isUnmade(STORE, '', windows)).toBe(false);
});

test('tests alone make one', () => {
  const tests = {
    'p/p_test.go':
      'package p\n\nimport "testing"\n\nfunc TestUse(t *testing.T) { (&Store{}).Use(); New().Use() }\n',
  };
  expect(isUnmade(`${STORE}\nfunc New() *Store { return &Store{} }`, '', tests)).toBe(true);
});

test('what other modules may make', () => {
  const open = STORE.replace('size', 'Size');
  expect(isUnmade(open)).toBe(false);
  // no program of the module imports it
  expect(isUnmade(STORE, '', { 'main.go': 'package main\n\nfunc main() {}\n' })).toBe(false);
  expect(isUnmade(STORE, '', { 'main.go': 'package other\n' })).toBe(false);
});
