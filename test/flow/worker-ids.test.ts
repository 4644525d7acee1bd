import { expect, test } from 'vitest';
import { workerIdOf } from '../../server/src/core/flow/worker-ids.ts';
import { fileOf } from '../harness/program.ts';

/** What the argument of `use(...)` is in every process: a number, `pid`, or nothing. */
function workerOf(body: string, top = ''): string | undefined {
  const text = `package main\n\nimport (\n"flag"\n"os"\n)\n\nvar _ = flag.Args\nvar _ = os.Args\n${top}\nfunc use(int64) {}\nfunc main() {\n${body}\n}\n`;
  const { pkg, file } = fileOf({ 'go.mod': 'module example.com/m\n\ngo 1.22\n', 'p/p.go': text });
  expect(file.tree.root.hasError, text).toBe(false);
  const call = [...file.tree.root.descendants('call_expression')].find(
    (each) => each.field('function')?.text === 'use',
  )!;
  const worker = workerIdOf(pkg, call.field('arguments')!.firstNamedChild!);
  return worker?.kind === 'constant' ? String(worker.value) : worker && 'pid';
}

test.each([
  ['a literal', 'use(7)', '', '7'],
  ['a constant', 'use(node)', 'const node = 3', '3'],
  ['a converted variable', 'id := 5\nuse(int64(id))', '', '5'],
  ['what every caller passes', 'build(4)', 'func build(id int64) { use(id) }', '4'],
  ['one of two numbers', 'build(4)\nbuild(5)', 'func build(id int64) { use(id) }', undefined],
  ['the process ID', 'use(int64(os.Getpid()) % 1024)', '', 'pid'],
  ['the process ID in a variable', 'id := os.Getpid() & 0x3ff\nuse(int64(id))', '', 'pid'],
  ['a flag', 'use(*flag.Int64("node", 1, ""))', '', undefined],
  [
    'a variable that a flag sets',
    'use(node)',
    'var node int64 = 1\nfunc init() { flag.Int64Var(&node, "n", 1, "") }',
    undefined,
  ],
  [
    'a default',
    'id := int64(1)\nif len(os.Args) > 1 { id = int64(len(os.Args[1])) }\nuse(id)',
    '',
    undefined,
  ],
  [
    'a field that nothing sets here',
    'var c config\nuse(c.node)',
    'type config struct { node int64 }',
    undefined,
  ],
])('%s', (_, body, top, expected) => {
  expect(workerOf(body, top)).toBe(expected);
});
