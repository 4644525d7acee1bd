import { expect, test } from 'vitest';
import { checkedCallsBefore } from '../../server/src/core/flow/checked-calls.ts';
import { fileOf } from '../harness/program.ts';

/** The calls that are checked before `use()`: `!load` has failed there, `load?` with something else decided since. */
function checkedBefore(body: string): readonly string[] {
  const text = `package main\n\nimport "errors"\n\nvar ErrA = errors.New("a")\n\nfunc load() (int, error) { return 0, nil }\nfunc other() error { return nil }\nfunc use() {}\nfunc run(allow bool) {\n${body}\n}\n`;
  const { pkg, file } = fileOf({ 'go.mod': 'module example.com/m\n\ngo 1.22\n', 'p/p.go': text });
  expect(file.tree.root.hasError, text).toBe(false);
  const call = [...file.tree.root.descendants('call_expression')].find((each) => each.text === 'use()')!;
  return checkedCallsBefore(pkg, call).map(({ call: checked, hasFailed, decisions }) => {
    const name = checked.field('function')!.text;
    const since = decisions.map(({ isOfError }) => (isOfError ? 'e' : '?')).join('');
    return `${hasFailed ? '!' : ''}${name}${since}`;
  });
}

test.each([
  ['in the branch of its error', 'if _, err := load(); err != nil { use() }', ['!load']],
  ['in the branch without', 'if _, err := load(); err == nil { use() }', ['load']],
  ['in the other branch', '_, err := load()\nif err == nil { return } else { use() }', ['!load']],
  ['after the others have left', '_, err := load()\nif err == nil { return }\nuse()', ['!load']],
  ['after those that failed have left', '_, err := load()\nif err != nil { return }\nuse()', ['load']],
  ['after both', '_, err := load()\nif err != nil { println(err) }\nuse()', []],
  ['the last of two', 'err := other()\n_, err = load()\nif err != nil { use() }', ['!load']],
  [
    'one of two',
    'err := other()\nif allow { _, err = load() }\nif err != nil { use() }',
    ['!load', '!other'],
  ],
  ['an error of somebody else', 'var err error\nif allow { err = ErrA }\nif err != nil { use() }', []],
  ['with a decision since', 'if _, err := load(); err != nil { if !allow { return }; use() }', ['!load?']],
  ['with a question about the error', 'if err := other(); errors.Is(err, ErrA) { use() }', ['!othere']],
  ['as a goroutine', 'if err := other(); err != nil { go func() { use() }() }', ['!other']],
  [
    'in a literal that somebody else runs',
    'if err := other(); err != nil { defer wrap(func() { use() }) }',
    [],
  ],
  ['in a loop', 'for {\nif err := other(); err != nil { use() }\n}', ['!other']],
])('%s', (_, body, expected) => {
  expect([...checkedBefore(body)].sort()).toEqual(expected);
});
