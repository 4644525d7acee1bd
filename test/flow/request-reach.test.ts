import { expect, test } from 'vitest';
import { isSameForAll, requestPathTo } from '../../server/src/core/flow/request-reach.ts';
import { fileOf } from '../harness/program.ts';

const TOP = `package p

import (
	"net/http"
	"os"
	"sync"
)

type server struct{ dsn string }

var once sync.Once
var global = os.Getenv("DSN")

func open(string) int { return 0 }
func helper(dsn string) { open(dsn) }
`;

/** How requests come to the first call of open but the one in helper: `never`, or with an argument that is the `same` for all or not. */
function reach(source: string): string {
  const { file, pkg } = fileOf(`${TOP}\n${source}\n`);
  expect(file.tree.root.hasError, source).toBe(false);
  const calls = [...file.tree.root.descendants('call_expression')].filter(
    (call) => call.field('function')?.text === 'open',
  );
  const call = calls[1] ?? calls[0]!;
  const path = requestPathTo(pkg, call);
  if (!path) return 'never';
  return isSameForAll(pkg, call.field('arguments')!.firstNamedChild!, path) ? 'same' : 'other';
}

test.each([
  [
    'a list that grows under a condition, of functions over package variables',
    'func h(w http.ResponseWriter, r *http.Request) { list := []func() string{func() string { return global }}\nif r.Close { list = append(list, func() string { x := global; return x }) }\nopen(list) }',
    'same',
  ],
  [
    'a function over the request',
    'func h(w http.ResponseWriter, r *http.Request) { open(func() string { return r.URL.Path }) }',
    'other',
  ],
  ['a handler', 'func h(w http.ResponseWriter, r *http.Request) { open(global) }', 'same'],
  [
    'a literal in main',
    'func main() { http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { open("x") }) }',
    'same',
  ],
  [
    'a field of the receiver',
    'func (s *server) h(w http.ResponseWriter, r *http.Request) { open(s.dsn) }',
    'same',
  ],
  ['the environment', 'func h(r *http.Request) { dsn := os.Getenv("A"); open(dsn + "?x") }', 'same'],
  ['the request', 'func h(r *http.Request) { open(r.FormValue("dsn")) }', 'other'],
  ['a parameter', 'func h(r *http.Request, dsn string) { open(dsn) }', 'other'],
  ['a helper with the same', 'func h(r *http.Request) { helper(global) }', 'same'],
  ['a helper with what the request says', 'func h(r *http.Request) { helper(r.Host) }', 'other'],
  ['main', 'func main() { helper("x") }', 'never'],
  ['guarded', 'func h(r *http.Request) { once.Do(func() { open("x") }) }', 'never'],
  ['a function that nobody calls', 'func f() { helper("x") }', 'never'],
])('%s', (_, source, expected) => {
  expect(reach(source)).toBe(expected);
});
