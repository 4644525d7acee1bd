import { expect, test } from 'vitest';
import { NodeNames } from '../../server/src/core/semantic/node-names.ts';
import type { Program } from '../../server/src/core/semantic/program.ts';
import type { SyntaxNode } from '../../server/src/core/syntax/tree.ts';
import { programOf } from '../harness/program.ts';

const SOURCE = `package p

import "sync"

type store struct {
	mu, other sync.Mutex
	sync.RWMutex
	in struct{ mu sync.Mutex }
}

var all, _ sync.Mutex

var later = func(s *store) { s.other.Lock() }

func init() { all.Lock() }

func init() { all.Unlock() }

func (s *store) get(key string) {
	s.mu.Lock()
	func(p int) { s.in.mu.Lock() }(1)
}
`;

const EDITED = SOURCE.replace('type store struct {', 'type store struct {\n\t// mu guards what mu guards\n')
  .replace('var all,', '// all is for everybody.\nvar all,')
  .replace('func init() { all.Lock() }', 'func init() { x := 1; _ = x; all.Lock() }');

const rootOf = (program: Program): SyntaxNode => program.fileModel('p.go')!.tree.root;

function nodesOf(program: Program): SyntaxNode[] {
  return [...rootOf(program).descendants()].filter((node) => node.isNamed && !node.isExtra);
}

test('every node has a name of its own that leads back to it', () => {
  const program = programOf({ 'p.go': SOURCE });
  const names = new NodeNames();
  for (const node of nodesOf(program)) {
    if (node === rootOf(program)) continue;
    const found = names.nodeOf(names.numberOf(node, program), program);
    expect(found, `${node.kind} ${node.text}`).toBe(node);
  }
});

test('a number means the same after an edit, as long as its function or declaration is the same', () => {
  const before = programOf({ 'p.go': SOURCE });
  const names = new NodeNames();
  const numbers = nodesOf(before).map((node) => [node, names.numberOf(node, before)] as const);
  const after = before.with({ set: new Map([['p.go', EDITED]]) });
  const [first] = before.fileModel('p.go')!.functions.filter((fn) => fn.name === 'init');
  for (const [node, number] of numbers) {
    const isInFunction = before.fileModel('p.go')!.functions.some((fn) => fn.node.contains(node));
    if (node === rootOf(before) || first!.node.contains(node)) continue;
    if (!isInFunction && node.children.length > 0) continue; // comments were written into some
    const now = names.nodeOf(number, after);
    expect(now?.tree, node.text).toBe(rootOf(after).tree);
    expect([now?.kind, now?.text]).toEqual([node.kind, node.text]);
    expect(names.numberOf(now!, after)).toBe(number);
  }
});

test('a call of a method keeps its name when the code around it changes', () => {
  const before = programOf({ 'p.go': SOURCE });
  const after = before.with({ set: new Map([['p.go', EDITED]]) });
  const names = new NodeNames();
  const call = (program: Program): SyntaxNode => {
    const [first] = program.fileModel('p.go')!.functions.filter((fn) => fn.name === 'init');
    return [...first!.node.descendants('call_expression')][0]!;
  };
  expect(names.nodeOf(names.numberOf(call(before), before), after)).toBe(call(after));
});

test('what is gone is not found', () => {
  const before = programOf({ 'p.go': SOURCE, 'q.go': 'package p\n' });
  const names = new NodeNames();
  const [get] = before.fileModel('p.go')!.functions.filter((fn) => fn.name === '(*store).get');
  const number = names.numberOf(get!.body!, before);
  const without = before.with({ set: new Map([['p.go', 'package p\n']]) });
  expect(names.nodeOf(number, without)).toBeUndefined();
  expect(names.nodeOf(number, before.with({ remove: ['p.go'] }))).toBeUndefined();
});
