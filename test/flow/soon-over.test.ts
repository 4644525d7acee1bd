import { expect, test } from 'vitest';
import { endsSoonBehind } from '../../server/src/core/flow/soon-over.ts';
import { fileOf } from '../harness/program.ts';

/** Whether the process ends soon behind the call of `use()`. */
function isSoonOver(source: string): boolean {
  const text = `package main\n\nimport (\n"context"\n"net/http"\n"os"\n"os/signal"\n)\n\nvar _ context.Context\nvar _ http.Handler\nvar _ = os.Args\nvar _ = signal.Notify\nfunc use() error { return nil }\n${source}\n`;
  const { pkg, file } = fileOf({ 'go.mod': 'module example.com/m\n\ngo 1.22\n', 'p/p.go': text });
  expect(file.tree.root.hasError, text).toBe(false);
  const call = [...file.tree.root.descendants('call_expression')].find(
    (each) => each.field('function')?.text === 'use',
  )!;
  return endsSoonBehind(pkg, call);
}

const HELP = 'func help() error { use(); return nil }';

test.each([
  ['main', 'func main() { use() }', true],
  ['a helper of main', `func main() { help() }\n${HELP}`, true],
  ['a goroutine of main', 'func main() { go func() { use() }() }', true],
  ['a loop that the source counts', 'func main() { for range 3 { use() } }', true],
  ['a loop over values', 'func main() { for range os.Args { use() } }', false],
  ['a loop of a caller', `func main() { for range os.Args { help() } }\n${HELP}`, false],
  ['a recursion', 'func main() { help(3) }\nfunc help(n int) { use(); help(n - 1) }', false],
  ['a server behind it', 'func main() { use(); http.ListenAndServe(":80", nil) }', false],
  ['a server before it', 'func main() { http.ListenAndServe(":80", nil); use() }', true],
  [
    'a helper that serves',
    'func main() { use(); serve() }\nfunc serve() { http.ListenAndServe(":80", nil) }',
    false,
  ],
  [
    'a goroutine that serves',
    'func main() { use(); go func() { http.ListenAndServe(":80", nil) }(); select {} }',
    false,
  ],
  [
    'a wait for a signal',
    'func main() { use(); c := make(chan os.Signal, 1); signal.Notify(c); <-c }',
    false,
  ],
  ['a wait for a result', 'func main() { use(); c := make(chan int, 1); c <- 1; <-c }', true],
  [
    'a wait for the end of a context',
    'func main() { use(); wait(context.Background()) }\nfunc wait(c context.Context) { <-c.Done() }',
    false,
  ],
  ['a loop that waits', 'func main() { use(); for { <-make(chan int) } }', false],
  [
    'a handler',
    'func main() { http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { use() }) }',
    false,
  ],
  ['a function that nobody calls', `func main() {}\n${HELP}`, false],
  ['a function that is held by a variable', `var run = help\nfunc main() { run() }\n${HELP}`, true],
  [
    'a variable that somebody else has',
    `var run = help\nfunc main() { run(); keep(&run) }\nfunc keep(*func() error)\n${HELP}`,
    false,
  ],
  [
    'a literal that is passed to what calls it',
    'func main() { with(func() { use() }) }\nfunc with(run func()) { run() }',
    true,
  ],
  [
    'a handler of a table that main leaves',
    'var table []func() bool\nfunc init() { table = append(table, func() bool { use(); return true }) }\nfunc main() { for _, each := range table { if each() { break } } }',
    true,
  ],
  [
    'one of a list that main runs through',
    'var table []func()\nfunc init() { table = append(table, func() { use() }) }\nfunc main() { for _, each := range table { each() } }',
    false,
  ],
  [
    'a handler that a variable hands to a command',
    'type job struct{ run func() }\nvar table []job\nfunc init() { run := func() { use() }; table = append(table, job{run: run}) }\nfunc main() { for _, each := range table { each.run(); os.Exit(0) } }',
    true,
  ],
  [
    'one that another one calls again and again',
    'type job struct{ run func() }\nvar table []job\nfunc init() { run := func() { use() }; table = append(table, job{run: run}) }\nfunc main() { for { for _, each := range table { each.run() } } }',
    false,
  ],
  [
    'a handler that a variable has for another one',
    'func main() { run := func() { use() }; keep(&run); run() }\nfunc keep(*func())',
    false,
  ],
  [
    'a value of a field that serves',
    'type job struct{ run func() }\nfunc serve() { http.ListenAndServe(":80", nil) }\nvar one = job{run: serve}\nfunc main() { use(); one.run() }',
    false,
  ],
  [
    'a value of a field that ends',
    'type job struct{ run func() }\nfunc tell() { println(1) }\nvar one = job{run: tell}\nfunc main() { use(); one.run() }',
    true,
  ],
])('%s', (_, source, expected) => {
  expect(isSoonOver(source)).toBe(expected);
});
