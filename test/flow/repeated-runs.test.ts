import { expect, test } from 'vitest';
import { graphsOf } from '../../server/src/core/flow/graphs.ts';
import { repeatedRunOf } from '../../server/src/core/flow/repeated-runs.ts';
import { fileOf } from '../harness/program.ts';

/** Why the call of `use()` runs more than once; undefined where it does not. */
function reasonFor(source: string): string | undefined {
  const text = `package main\n\nimport (\n"context"\n"net/http"\n"sync"\n)\n\nvar _ context.Context\nvar _ http.Handler\nvar once sync.Once\nfunc use() {}\n${source}\n`;
  const { pkg, file } = fileOf({ 'go.mod': 'module example.com/m\n\ngo 1.22\n', 'p/p.go': text });
  expect(file.tree.root.hasError, text).toBe(false);
  const call = [...file.tree.root.descendants('call_expression')].find(
    (each) => each.field('function')?.text === 'use',
  )!;
  return repeatedRunOf(pkg, (fn) => graphsOf(pkg).graphOf(fn), call)?.kind;
}

const HANDLER = 'func handle(w http.ResponseWriter, r *http.Request)';

test.each([
  ['a handler', `${HANDLER} { use() }`, 'request'],
  ['a helper of a handler', `${HANDLER} { help() }\nfunc help() { use() }`, 'request'],
  [
    'a helper of main and a handler',
    `func main() { help() }\n${HANDLER} { help() }\nfunc help() { use() }`,
    'request',
  ],
  ['a loop over messages', 'func main() { for range make(chan int) { use() } }', 'loop'],
  ['a goroutine per message', 'func main() { for range make(chan int) { go func() { use() }() } }', 'loop'],
  ['a loop of a caller', 'func main() { for { help() } }\nfunc help() { use() }', 'loop'],
  ['a method with a context', 'type S struct{}\nfunc (S) Create(ctx context.Context) { use() }', 'context'],
  ['main', 'func main() { use() }', undefined],
  ['a helper of main', 'func main() { help() }\nfunc help() { use() }', undefined],
  ['rounds that the source counts', 'func main() { for range 3 { use() } }', undefined],
  ['sync.Once in a handler', `${HANDLER} { once.Do(func() { use() }) }`, undefined],
  ['a function that nobody calls', 'func help() { use() }', undefined],
  ['a constructor that others call', 'func New() { use() }', undefined],
])('%s', (_, source, expected) => {
  expect(reasonFor(source)).toBe(expected);
});
