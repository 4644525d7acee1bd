import { expect, test } from 'vitest';
import { steadinessOf } from '../../server/src/core/flow/changing-checks.ts';
import { fileOf } from '../harness/program.ts';

const IMPORTS = [
  'bytes',
  'crypto/sha256',
  'crypto/x509',
  'log/slog',
  'os',
  'sync',
  'time',
  'example.com/foreign',
];

/** Whether the argument of `use(...)` may answer otherwise another time. */
function steadinessIn(source: string): string {
  const used = IMPORTS.filter((path) => source.includes(`${path.split('/').pop()}.`));
  const text = `package p\n${used.map((path) => `import "${path}"\n`).join('')}\n${source}\nfunc use(any) {}\n`;
  const { pkg, file } = fileOf({ 'go.mod': 'module example.com/m\n\ngo 1.22\n', 'p/p.go': text });
  expect(file.tree.root.hasError, text).toBe(false);
  const call = [...file.tree.root.descendants('call_expression')].find(
    (each) => each.field('function')?.text === 'use',
  )!;
  return steadinessOf(pkg, call.field('arguments')!.firstNamedChild!);
}

test.each([
  [
    'a comparison',
    'func f(pin []byte) { use(func(b []byte) bool { return bytes.Equal(b, pin) }) }',
    'steady',
  ],
  ['the clock', 'func f(t time.Time) { use(func() bool { return time.Now().After(t) }) }', 'changes'],
  [
    'a file',
    'func check() bool { _, err := os.Stat("x"); return err == nil }\nfunc f() { use(check) }',
    'changes',
  ],
  [
    'a lock in a method',
    'type l struct { mu sync.Mutex }\nfunc (l *l) check() bool { l.mu.Lock(); defer l.mu.Unlock(); return true }\nfunc f(x *l) { use(x.check) }',
    'changes',
  ],
  ['what is not known', 'func f() { use(func() bool { return foreign.Check() }) }', 'unknown'],
  [
    'an error in the words of another module',
    'func f() { use(func() error { return foreign.New("not the right one") }) }',
    'steady',
  ],
  [
    'an answer of another module',
    'func f() { use(func() error { return foreign.Check("client") }) }',
    'unknown',
  ],
  [
    'a comparison that is logged',
    'type l struct { log *slog.Logger }\nfunc (l *l) check(b []byte) bool { l.log.Debug("asked"); return bytes.Equal(b, nil) }\nfunc f(x *l) { use(x.check) }',
    'steady',
  ],
  ['a parameter', 'func F(check func() bool) { use(check) }', 'unknown'],
  [
    'what a function makes',
    'func made(pin []byte) func([]byte) bool { return func(b []byte) bool { return bytes.Equal(b, pin) } }\nfunc f() { use(made(nil)) }',
    'steady',
  ],
  ['a recursion', 'func check() bool { return check() }\nfunc f() { use(check) }', 'steady'],
])('%s', (_, source, expected) => {
  expect(steadinessIn(source)).toBe(expected);
});
