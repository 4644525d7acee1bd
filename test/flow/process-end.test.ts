import { expect, test } from 'vitest';
import { failureEndsProcess } from '../../server/src/core/flow/process-end.ts';
import { endsSoonBehind } from '../../server/src/core/flow/soon-over.ts';
import { fileOf } from '../harness/program.ts';

function parsed(imports: readonly string[], source: string) {
  const text = `package main\n\nimport (\n${imports.map((each) => `"${each}"`).join('\n')}\n)\n\nfunc use() error { return nil }\n${source}\n`;
  const parts = fileOf({ 'go.mod': 'module example.com/m\n\ngo 1.22\n', 'p/p.go': text });
  expect(parts.file.tree.root.hasError, text).toBe(false);
  return parts;
}

/** Whether the error that the function `fail` returns ends the process. */
function endsProcess(imports: readonly string[], source: string): boolean {
  const { pkg, file } = parsed(['errors', 'log', ...imports], `${source}\nvar _ = log.Print`);
  const fn = file.functions.find(({ name }) => name === 'fail')!;
  const [exit] = [...fn.body!.descendants('return_statement')];
  return failureEndsProcess(pkg, fn, { exit: exit!, path: [] }) !== undefined;
}

const FAIL = 'func fail() error { return errors.New("no") }';

test.each([
  [
    'a group',
    'golang.org/x/sync/errgroup',
    'func main() { var g errgroup.Group; g.Go(func() error { return fail() }); if err := g.Wait(); err != nil { log.Fatal(err) } }',
    true,
  ],
  [
    'a group whose error is told only',
    'golang.org/x/sync/errgroup',
    'func main() { for { var g errgroup.Group; g.Go(func() error { return fail() }); if err := g.Wait(); err != nil { log.Print(err) } } }',
    false,
  ],
  [
    'a group that goes elsewhere',
    'golang.org/x/sync/errgroup',
    'func main() { g := new(errgroup.Group); g.Go(func() error { return fail() }); wait(g) }\nfunc wait(g *errgroup.Group) { _ = g.Wait(); select {} }',
    false,
  ],
  [
    'an actor',
    'github.com/oklog/run',
    'func main() { var g run.Group; g.Add(func() error { return fail() }, func(error) {}); if err := g.Run(); err != nil { log.Fatal(err) } }',
    true,
  ],
  [
    'the interrupt of an actor',
    'github.com/oklog/run',
    'func main() { var g run.Group; g.Add(func() error { return nil }, func(error) { _ = fail() }); if err := g.Run(); err != nil { log.Fatal(err) } }',
    false,
  ],
  [
    'a wrapper',
    'github.com/gravitational/trace',
    'func main() { if err := run(); err != nil { log.Fatal(err) } }\nfunc run() error { return trace.Wrap(fail()) }',
    true,
  ],
  [
    'a wrapper of the program',
    'os',
    'func main() { if err := told(fail()); err != nil { os.Exit(1) } }\nfunc told(err error) error { if err == nil { return nil }; return err }',
    true,
  ],
  [
    'a wrapper that swallows',
    'os',
    'func main() { for { if err := told(fail()); err != nil { os.Exit(1) } } }\nfunc told(err error) error { if err == os.ErrNotExist { return nil }; return err }',
    false,
  ],
  [
    'a method behind an interface',
    'os',
    'type job interface{ run() error }\ntype one struct{}\nfunc (one) run() error { return fail() }\nfunc main() { var j job = one{}; if err := j.run(); err != nil { os.Exit(1) } }',
    true,
  ],
  [
    'a method behind an interface that goes on',
    'os',
    'type job interface{ run() error }\ntype one struct{}\nfunc (one) run() error { return fail() }\nfunc main() { var j job = one{}; for { if err := j.run(); err != nil { os.Stderr.Close() } } }',
    false,
  ],
  [
    'a command',
    'github.com/spf13/cobra',
    'func main() { c := &cobra.Command{RunE: func(c *cobra.Command, args []string) error { return fail() }}; _ = c.Execute() }',
    true,
  ],
  [
    'a wrapper that another package of the program passes on',
    'github.com/gravitational/trace',
    'var wrap = trace.Wrap\nfunc main() { for { if err := run(); err != nil { log.Fatal(err) } } }\nfunc run() error { if err := fail(); err != nil { return wrap(err) }; return nil }',
    true,
  ],
  [
    'a maker of errors with a type of its own',
    'os',
    'type fatal struct{ text string }\nfunc (f *fatal) Error() string { return f.text }\nfunc fatally(text string) error { f := &fatal{text: text}; return f }\nfunc main() { for { if err := run(); err != nil { os.Exit(1) } } }\nfunc run() error { if err := fail(); err != nil { return fatally("run") }; return nil }',
    true,
  ],
  [
    'a maker that may give nil',
    'os',
    'func softly(text string) error { var e error; if text == "" { e = errors.New("empty") }; return e }\nfunc main() { for { if err := run(); err != nil { os.Exit(1) } } }\nfunc run() error { if err := fail(); err != nil { return softly("run") }; return nil }',
    false,
  ],
  [
    'a command of simplecobra',
    'github.com/bep/simplecobra',
    'type build struct{}\nfunc (*build) Run(ctx context.Context, cd *simplecobra.Commandeer, args []string) error { return fail() }\nfunc main() {}',
    true,
  ],
  [
    'a command of gopkg.in',
    'gopkg.in/urfave/cli.v1',
    'func main() { a := cli.NewApp(); a.Action = func(c *cli.Context) error { return fail() }; _ = a.Run(nil) }',
    true,
  ],
])('the error of %s', (_, path, source, is) => {
  expect(endsProcess([path], `${source}\n${FAIL}`)).toBe(is);
});

test.each([
  [
    'a panic that nothing stops',
    'func main() { serve(run) }\nfunc serve(f func()) { for { f() } }\nfunc run() { if err := fail(); err != nil { panic(err) } }',
    'likely',
  ],
  [
    'a panic that is stopped',
    'func main() { for { run() } }\nfunc run() { defer func() { _ = recover() }(); if err := fail(); err != nil { panic(err) } }',
    undefined,
  ],
  [
    'a branch for an error of a name',
    'func main() { for { err := fail(); if errors.Is(err, errDone) { continue } else if err != nil { log.Fatal(err) } } }',
    'likely',
  ],
  [
    'one for every error but that of a name',
    'func main() { for { run() } }\nfunc run() { err := fail(); if err != nil && err != errDone { log.Fatal(err) } }',
    'likely',
  ],
  [
    'a branch for an error of a type',
    'func main() { for { err := fail(); var d *done; if errors.As(err, &d) { continue } else if err != nil { log.Fatal(err) } } }\ntype done struct{}\nfunc (*done) Error() string { return "" }',
    undefined,
  ],
])('%s', (_, source, end) => {
  const { pkg, file } = parsed(
    ['errors', 'log'],
    `${source}\n${FAIL}\nvar errDone = errors.New("done")\nvar _ = log.Print`,
  );
  const fn = file.functions.find(({ name }) => name === 'fail')!;
  const [exit] = [...fn.body!.descendants('return_statement')];
  expect(failureEndsProcess(pkg, fn, { exit: exit!, path: [] })).toBe(end);
});

/** Whether the process ends soon behind the call of `use()`. */
function isSoonOver(path: string, source: string): boolean {
  const { pkg, file } = parsed([path, 'net/http'], `${source}\nvar _ http.Handler`);
  const call = [...file.tree.root.descendants('call_expression')].find(
    (each) => each.field('function')?.text === 'use',
  )!;
  return endsSoonBehind(pkg, call);
}

const SKEL = 'github.com/containernetworking/cni/pkg/skel';
const FLAGS = 'github.com/jessevdk/go-flags';
const SERVE =
  'func main() { http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { run(r.URL.Path) }); http.ListenAndServe(":80", nil) }';

test.each([
  [
    'a function of a CNI plugin',
    SKEL,
    'func main() { skel.PluginMain(add, nil, nil, nil, "") }\nfunc add(args *skel.CmdArgs) error { return use() }',
    true,
  ],
  [
    'a function of a server that gets the same',
    SKEL,
    `func run(name string) { add(&skel.CmdArgs{ContainerID: name}) }\nfunc add(args *skel.CmdArgs) error { return use() }\n${SERVE}`,
    false,
  ],
  [
    'a command behind a field of go-flags',
    FLAGS,
    'type options struct { Greet greet `command:"greet"` }\ntype greet struct{}\nfunc (*greet) Execute(args []string) error { return use() }\nfunc main() { flags.Parse(&options{}) }',
    true,
  ],
  [
    'a command that is added',
    FLAGS,
    'type greet struct{}\nfunc (*greet) Execute(args []string) error { return use() }\nfunc main() { p := flags.NewParser(nil, flags.Default); p.AddCommand("greet", "", "", &greet{}); p.Parse() }',
    true,
  ],
  [
    'a method of the same shape that is no command',
    FLAGS,
    `type greet struct{}\nfunc (*greet) Execute(args []string) error { return use() }\nvar _ = flags.Default\nfunc run(name string) { (&greet{}).Execute([]string{name}) }\n${SERVE}`,
    false,
  ],
])('%s ends soon', (_, path, source, is) => {
  expect(isSoonOver(path, source)).toBe(is);
});
