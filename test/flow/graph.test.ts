import { expect, test } from 'vitest';
import { createFlow } from '../../server/src/core/flow/index.ts';
import type { BasicBlock, ControlFlowGraph, Edge } from '../../server/src/core/flow/model.ts';
import { fileOf, type OneFile } from '../harness/program.ts';

function graphOf(body: string, top = ''): { graph: ControlFlowGraph; one: OneFile } {
  const one = fileOf(`package p

import (
	"log"
	"os"
	"testing"
)

${top}

func f(t *testing.T, c, d chan int, p, q bool, n int, v any) (err error) {
${body}
}
`);
  expect(one.file.tree.root.hasError, body).toBe(false);
  const fn = one.file.functions.find((each) => each.name === 'f')!;
  return { graph: createFlow(one.pkg).graphOf(fn), one };
}

/**
 * Every way through a function that takes no edge twice, as the names that are called, conditions with their outcome,
 * and how it is left: `a p b return`.
 */
function paths(body: string, top = ''): string[] {
  const { graph } = graphOf(body, top);
  const found: string[] = [];
  const words = (block: BasicBlock): string[] =>
    block.nodes
      .filter(
        (node) =>
          node.kind !== 'select_statement' && !block.successors.some((edge) => edge.condition === node),
      )
      .flatMap((node) =>
        [...node.text.matchAll(/\b(\w+)\(/g)].map((match) => match[1]!).filter((name) => name !== 'func'),
      );
  const label = ({ kind, condition }: Edge): string[] =>
    kind === 'true'
      ? [condition!.text]
      : kind === 'false'
        ? [`!${condition!.text}`]
        : kind === 'next'
          ? []
          : [kind];
  const walk = (block: BasicBlock, taken: ReadonlySet<Edge>, said: readonly string[]): void => {
    const here = [...said, ...words(block)];
    const exit = graph.exits.find((each) => each.block === block);
    if (exit) found.push([...here, exit.kind].join(' '));
    for (const edge of block.successors)
      if (!taken.has(edge)) walk(edge.to, new Set([...taken, edge]), [...here, ...label(edge)]);
  };
  walk(graph.entry, new Set(), []);
  return [...new Set(found)].sort();
}

test.each<[string, string, string[]]>([
  ['nothing', '', ['end']],
  ['straight', 'a()\nb()', ['a b end']],
  ['return', 'a()\nreturn nil\nb()', ['a return']],
  ['if', 'if p { a() }\nb()', ['!p b end', 'p a b end']],
  ['if else', 'if p { a() } else { b() }', ['!p b end', 'p a end']],
  [
    'else if',
    'if p { a() } else if q { b() } else { return nil }',
    ['!p !q return', '!p q b end', 'p a end'],
  ],
  ['if with initializer', 'if x := a(); p { _ = x; b() }', ['a !p end', 'a p b end']],
  ['and', 'if p && q { a() }', ['!p end', 'p !q end', 'p q a end']],
  ['or', 'if p || q { a() }', ['!p !q end', '!p q a end', 'p a end']],
  ['not and parentheses', 'if !(p && !q) { a() }', ['!p a end', 'p !q end', 'p q a end']],
  ['endless for', 'for { a() }', []],
  ['for true', 'for true { a() }\nb()', []],
  ['if false', 'if false { a() }\nb()', ['!false b end']],
  ['endless for with break', 'for { if p { break }\na() }\nb()', ['p b end']],
  ['for with condition', 'for p { a() }\nb()', ['!p b end', 'p a !p b end']],
  ['for with clause', 'for i := a(); p; b() { d1() }\n e()', ['a !p e end', 'a p d1 b !p e end']],
  [
    'continue runs the update',
    'for ; p; b() { if q { continue }\na() }',
    ['!p end', 'p !q a b !p end', 'p q b !p end'],
  ],
  ['range', 'for range a() { b() }\n e()', ['a done e end', 'a iterate b done e end']],
  ['range over an integer', 'for i := range n { _ = i; b() }', ['done end', 'iterate b done end']],
  ['return in a range', 'for range n { return nil }', ['done end', 'iterate return']],
  [
    'labels',
    'outer:\nfor p {\nfor q {\nif n > 0 { break outer }\nif n < 0 { continue outer }\na()\n}\nb()\n}\ne()',
    [
      '!p e end',
      'p !q b !p e end',
      'p q !n > 0 !n < 0 a !q b !p e end',
      'p q !n > 0 n < 0 !p e end',
      'p q n > 0 e end',
    ],
  ],
  ['break out of a labeled block', 'block:\n{\nif p { break block }\na()\n}\nb()', ['!p a b end', 'p b end']],
  ['goto forward', 'if p { goto done }\na()\ndone:\nb()', ['!p a b end', 'p b end']],
  ['goto backward', 'again:\na()\nif p { goto again }\nb()', ['a !p b end', 'a p a !p b end']],
  [
    'switch',
    'switch n {\ncase 1: a()\ncase 2, 3: b()\n}\ne()',
    ['case a e end', 'case b e end', 'default e end'],
  ],
  ['switch with default', 'switch n {\ndefault: e()\ncase 1: a()\n}', ['case a end', 'default e end']],
  [
    'switch without a value',
    'switch {\ncase p: a()\ncase q, n > 0: b()\ndefault: e()\n}',
    ['!p !q !n > 0 default e end', '!p !q n > 0 b end', '!p q b end', 'p a end'],
  ],
  [
    'fallthrough',
    'switch n {\ncase 1: a()\nfallthrough\ncase 2: b()\ndefault: e()\n}',
    ['case a b end', 'case b end', 'default e end'],
  ],
  [
    'break in a switch in a loop',
    'for p {\nswitch n {\ncase 1: break\ncase 2: continue\n}\na()\n}',
    ['!p end', 'p case !p end', 'p case a !p end', 'p default a !p end'],
  ],
  [
    'type switch',
    'switch x := v.(type) {\ncase int: _ = x; a()\ncase nil: b()\n}',
    ['case a end', 'case b end', 'default end'],
  ],
  [
    'select',
    'select {\ncase x := <-c: _ = x; a()\ncase d <- b1():\nreturn nil\n}\ne()',
    ['case a e end', 'case b1 return'],
  ],
  ['select with default', 'select {\ncase <-c: a()\ndefault: b()\n}', ['case a end', 'default b end']],
  ['empty select', 'a()\nselect {}\nb()', []],
  [
    'break in a select in a loop',
    'for {\nselect {\ncase <-c: break\ncase <-d: return nil\n}\na()\n}',
    ['case return'],
  ],
  ['panic', 'if p { panic("x") }\na()', ['!p a end', 'p panic panic']],
  [
    'os.Exit and log.Fatal',
    'if p { os.Exit(1) }\nif q { log.Fatal(1) }\na()',
    ['!p !q a end', '!p q Fatal no-return', 'p Exit no-return'],
  ],
  ['t.Fatal', 'if p { t.Fatal(1) }\nt.Log(2)', ['!p Log end', 'p Fatal no-return']],
  ['a deferred call is a node where it is registered', 'defer a()\nb()', ['a b end']],
  ['a literal is not entered', 'g := func() { return }\ng()\nb()', ['g b end']],
])('%s', (_, body, expected) => {
  const top =
    'func a() []int { return nil }\nfunc b() {}\nfunc b1() int { return 1 }\nfunc d1() {}\nfunc e() {}';
  expect(paths(body, top)).toEqual([...expected].sort());
});

test('functions of the program that never return end a path', () => {
  const top = `func die() { log.Fatal("x") }
func dieToo() { if true { die() }
	panic("x") }
func spin() { for {} }
func may(p bool) { if p { die() } }
type app struct{}
func (a app) fail() { die() }
func ping() { pong() }
func pong() { ping() }`;
  expect(paths('if p { die() }', top)).toEqual(['!p end', 'p die no-return']);
  expect(paths('dieToo()', top)).toEqual(['dieToo no-return']);
  expect(paths('spin()', top)).toEqual(['spin no-return']);
  expect(paths('may(p)', top)).toEqual(['may end']);
  expect(paths('app{}.fail()', top)).toEqual(['fail no-return']);
  expect(paths('ping()', top)).toEqual(['ping end']);
});

test('dominators, loops, reachability and back edges', () => {
  const { graph, one } = graphOf(`	first()
	if p {
		left()
	} else {
		right()
	}
	for q {
		inLoop()
	}
	last()
	return nil
	dead()
`);
  const block = (name: string): BasicBlock | undefined => graph.blockOf(one.find(`${name}()`));
  const [first, left, right, inLoop, last] = ['first', 'left', 'right', 'inLoop', 'last'].map(
    (name) => block(name)!,
  );
  expect(graph.dominates(first!, last!)).toBe(true);
  expect(graph.dominates(left!, last!)).toBe(false);
  expect(graph.dominates(right!, last!)).toBe(false);
  expect(graph.dominates(inLoop!, last!)).toBe(false);
  expect(graph.dominates(last!, first!)).toBe(false);
  expect(graph.dominates(first!, first!)).toBe(true);
  expect(graph.inLoop(inLoop!)).toBe(true);
  expect(graph.inLoop(last!)).toBe(false);
  expect(block('dead')).toBeUndefined();
  const back = graph.blocks.flatMap((each) => each.successors.filter((edge) => edge.isBackEdge));
  expect(back).toHaveLength(1);
  expect(graph.dominates(back[0]!.to, back[0]!.from)).toBe(true);
  for (const each of graph.blocks)
    for (const edge of each.successors) expect(edge.to.predecessors).toContain(edge);
});

test('half a function has a graph', () => {
  const one = fileOf('package p\n\nfunc f() {\n\tif x := \n\tfor {\n\tselect {\n\tcase <-\n');
  for (const fn of one.file.functions) expect(() => createFlow(one.pkg).graphOf(fn)).not.toThrow();
  const bodiless = fileOf('package p\n\nfunc f()\n');
  expect(createFlow(bodiless.pkg).graphOf(bodiless.file.functions[0]!).exits).toEqual([]);
});
