import { expect, test } from 'vitest';
import { isSeenAgain } from '../../server/src/core/flow/goroutines/again.ts';
import { graphsOf } from '../../server/src/core/flow/graphs.ts';
import { fileOf } from '../harness/program.ts';

/** Whether the call of `use()` is seen to run more than once in the life of a process. */
function isAgain(
  source: string,
  path = 'main.go',
  pkgName = 'main',
  more: Record<string, string> = {},
): boolean {
  const text = `package ${pkgName}\n\nimport (\n"net/http"\n"os"\n"sync"\n)\n\nvar _ http.Handler\nvar _ = os.Args\nvar _ sync.Once\nfunc use() error { return nil }\n${source}\n`;
  const { pkg, file } = fileOf(
    { [path]: text, 'go.mod': 'module example.com/m\n\ngo 1.22\n', ...more },
    path,
  );
  expect(file.tree.root.hasError, text).toBe(false);
  const call = [...file.tree.root.descendants('call_expression')].find(
    (each) => each.field('function')?.text === 'use',
  )!;
  return isSeenAgain(pkg, (fn) => graphsOf(pkg).graphOf(fn), call);
}

const HELP = 'func help() error { return use() }';

test.each([
  [
    'a handler',
    'func main() { http.HandleFunc("/", h) }\nfunc h(w http.ResponseWriter, r *http.Request) { use() }',
  ],
  [
    'a helper of a handler',
    `func main() { http.HandleFunc("/", h) }\nfunc h(w http.ResponseWriter, r *http.Request) { help() }\n${HELP}`,
  ],
  ['an endless loop', 'func main() { for { use() } }'],
  ['a loop over what comes', 'func main() { for range make(chan int) { use() } }'],
  ['an endless loop around the call of a helper', `func main() { for { help() } }\n${HELP}`],
  ['two calls, one after the other', `func main() { help(); help() }\n${HELP}`],
  ['a recursion', 'func main() { help(3) }\nfunc help(n int) { use(); help(n - 1) }'],
])('%s runs it again', (_, source) => {
  expect(isAgain(source)).toBe(true);
});

test.each([
  ['main', 'func main() { use() }'],
  ['a helper of main', `func main() { help() }\n${HELP}`],
  [
    'one of two calls that exclude each other',
    `func main() { if len(os.Args) > 1 { help() } else { help() } }\n${HELP}`,
  ],
  ['a loop over a list, which may be what is configured', 'func main() { for range os.Args { use() } }'],
  ['a loop that tries until it succeeds', 'func main() { for { if err := use(); err == nil { break } } }'],
  ['sync.Once', 'var once sync.Once\nfunc main() { for { once.Do(func() { use() }) } }'],
  ['a function that nobody calls', `func main() {}\n${HELP}`],
])('%s does not', (_, source) => {
  expect(isAgain(source)).toBe(false);
});

test('what a library exports is called by others as often as they like, unless its module has a program', () => {
  const exported = `func Open() error { return use() }`;
  const main = 'package main\n\nimport "example.com/m/p"\n\nfunc main() { p.Open() }\n';
  expect(isAgain(exported, 'p/p.go', 'p')).toBe(true);
  expect(isAgain(exported, 'p/p.go', 'p', { 'main.go': main })).toBe(false);
});

test('what sets a variable of its package is called once', () => {
  const setUp = `var state error\nfunc Open() { state = use() }`;
  expect(isAgain(setUp, 'p/p.go', 'p')).toBe(false);
});

test('a test is run again', () => {
  expect(isAgain('func TestUse() { use() }', 'p/p_test.go', 'p')).toBe(true);
});
