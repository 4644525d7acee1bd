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
  const { graph, one } = graphOf(body, top);
  const found: string[] = [];
  const words = (block: BasicBlock): string[] =>
    block.nodes
      .filter(
        (node) =>
          node.kind !== 'select_statement' && !block.successors.some((edge) => edge.condition === node),
      )
      .flatMap((node) =>
        [...node.descendants('call_expression')]
          .filter((call) => graph.evaluates(node, call) && one.pkg.functionOf(call) === graph.function)
          .reverse()
          .map((call) => /\w+$/.exec(call.field('function')!.text)?.[0] ?? 'literal'),
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
    ['b1 case a e end', 'b1 case return'],
  ],
  ['select with default', 'select {\ncase <-c: a()\ndefault: b()\n}', ['case a end', 'default b end']],
  ['empty select', 'a()\nselect {}\nb()', []],
  [
    'break in a select in a loop',
    'for {\nselect {\ncase <-c: break\ncase <-d: return nil\n}\na()\n}',
    ['case return'],
  ],
  [
    'break and continue of a labeled loop in a select',
    'loop:\nfor p {\nselect {\ncase <-c: break loop\ncase <-d: continue loop\ndefault: a()\n}\nb()\n}\ne()',
    ['!p e end', 'p case !p e end', 'p case e end', 'p default a b !p e end'],
  ],
  [
    'break of a labeled switch in a loop',
    'for p {\nout:\nswitch {\ncase q:\nfor { break out }\n}\na()\n}',
    ['!p end', 'p !q default a !p end', 'p q a !p end'],
  ],
  [
    'break of a labeled select',
    'out:\nselect {\ncase <-c: if p { break out }\na()\n}\nb()',
    ['case !p a b end', 'case p b end'],
  ],
  [
    'goto out of two loops',
    'for p {\nfor q {\ngoto out\n}\n}\na()\nout:\nb()',
    ['!p a b end', 'p !q !p a b end', 'p q b end'],
  ],
  [
    'goto over a return',
    'if p { goto fail }\nreturn nil\nfail:\na()\nreturn nil',
    ['!p return', 'p a return'],
  ],
  ['goto that never comes back', 'again:\na()\ngoto again\nb()', []],
  ['a label at the end', 'if p { goto end }\na()\nend:', ['!p a end', 'p end']],
  [
    'fallthrough into default',
    'switch n {\ncase 1: fallthrough\ndefault: a()\ncase 2: b()\n}',
    ['case a end', 'case b end', 'default a end'],
  ],
  [
    'switch on true',
    'switch true {\ncase p: a()\ncase q: b()\n}',
    ['!p !q default end', '!p q b end', 'p a end'],
  ],
  [
    'switch with an initializer',
    'switch x := b1(); x {\ncase 1: a()\n}',
    ['b1 case a end', 'b1 default end'],
  ],
  ['switch with only an initializer', 'switch a(); {\ncase p: b()\n}', ['a !p default end', 'a p b end']],
  [
    'type switch with an initializer',
    'switch a(); v.(type) {\ncase int: b()\ndefault: return nil\n}',
    ['a case b end', 'a default return'],
  ],
  [
    'cases that are calls are evaluated in their turn',
    'switch n {\ncase 1, b1(): a()\ncase b2(): b()\n}',
    ['b1 b2 case b end', 'b1 b2 default end', 'b1 case a end'],
  ],
  ['empty switch', 'switch n {}\na()', ['default a end']],
  ['an operand that and may leave out', 'x := p && b1() > 0\n_ = x', ['!p end', 'p b1 end']],
  ['an operand that or may leave out', 'return call(p || b1() > 0)', ['!p b1 call return', 'p call return']],
  [
    'operands in operands',
    'x := p && (q || b1() > 0) && b2() > 0\n_ = x',
    ['!p end', 'p !q !b1() > 0 end', 'p !q b1() > 0 b2 end', 'p q b2 end'],
  ],
  [
    'an operand inside a condition',
    'if (p && b1() > 0) == q { a() }',
    [
      '!p !(p && b1() > 0) == q end',
      '!p (p && b1() > 0) == q a end',
      'p b1 !(p && b1() > 0) == q end',
      'p b1 (p && b1() > 0) == q a end',
    ],
  ],
  ['an operand inside a send', 'c <- call(p && b1() > 0)', ['!p call end', 'p b1 call end']],
  ['operands without calls have no blocks', 'x := p && q\n_ = x\na()', ['a end']],
  ['operands inside a literal are not entered', 'x := func() bool { return p && b1() > 0 }\n_ = x', ['end']],
  [
    'a constant condition',
    'const debug = false\nif debug { a() } else { b() }\nif !debug && p { e() }',
    ['b !p end', 'b p e end'].map((path) => `!debug ${path.replace('b ', 'b !debug ')}`),
  ],
  ['a variable is no constant', 'debug := false\nif debug { a() }', ['!debug end', 'debug a end']],
  [
    'a literal called at once that panics',
    'if p { func() { panic(1) }() }\na()',
    ['!p a end', 'p literal panic'],
  ],
  ['a literal called at once', 'func() { return }()\na()', ['literal a end']],
  [
    'a variable of a literal that panics',
    'fail := func() { panic(1) }\nif p { fail() }\na()',
    ['!p a end', 'p fail panic'],
  ],
  ['panic in parentheses', '(panic(1))\na()', ['panic panic']],
  ['dead code behind a panic', 'panic(1)\nfor p { a() }\nb()', ['panic panic']],
  [
    'range over an array pointer',
    'for i, x := range &[2]int{} { _, _ = i, x; a() }',
    ['done end', 'iterate a done end'],
  ],
  [
    'range over a string',
    'for _, r := range "ab" { _ = r; if p { continue }\na() }',
    ['done end', 'iterate !p a done end', 'iterate p done end'],
  ],
  [
    'range over a map',
    'for k := range map[int]int{} { _ = k; if p { break } }\na()',
    ['done a end', 'iterate !p done a end', 'iterate p a end'],
  ],
  ['range over a channel', 'for x := range c { _ = x; a() }', ['done end', 'iterate a done end']],
  [
    'range over a function: return leaves the function, break the loop',
    'for x := range seq { _ = x\nif p { return nil }\nif q { break }\na() }\nb()',
    ['done b end', 'iterate !p !q a done b end', 'iterate !p q b end', 'iterate p return'],
  ],
  [
    'the range expression is evaluated once',
    'for range b3() { a() }',
    ['b3 done end', 'b3 iterate a done end'],
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
    'func a() []int { return nil }\nfunc b() {}\nfunc b1() int { return 1 }\nfunc d1() {}\nfunc e() {}\nfunc b2() int { return 2 }\nfunc b3() int { return 3 }\nfunc call(bool) (err error) { return }\nfunc seq(yield func(int) bool) { yield(1) }';
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

test('a variable that holds os.Exit ends a path unless the program replaces it', () => {
  expect(paths('if p { leave(1) }', 'var leave = os.Exit')).toEqual(['!p end', 'p leave no-return']);
  expect(paths('if p { leave(1) }', 'var leave = os.Exit\nfunc set(f func(int)) { leave = f }')).toEqual([
    '!p end',
    'p leave end',
  ]);
  expect(paths('if p { Leave(1) }', 'var Leave = os.Exit')).toEqual(['!p end', 'p Leave end']);
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

test('a cycle that is entered at two places', () => {
  const { graph, one } = graphOf(
    '\tfirst()\n\tif p {\n\t\tgoto b\n\t}\na:\n\tleft()\nb:\n\tright()\n\tgoto a\n',
  );
  const inLoop = (name: string): boolean => graph.inLoop(graph.blockOf(one.find(`${name}()`))!);
  expect(['first', 'left', 'right'].map(inLoop)).toEqual([false, true, true]);
});

test('half a function has a graph', () => {
  const one = fileOf('package p\n\nfunc f() {\n\tif x := \n\tfor {\n\tselect {\n\tcase <-\n');
  for (const fn of one.file.functions) expect(() => createFlow(one.pkg).graphOf(fn)).not.toThrow();
  const bodiless = fileOf('package p\n\nfunc f()\n');
  expect(createFlow(bodiless.pkg).graphOf(bodiless.file.functions[0]!).exits).toEqual([]);
});

test.each<[string, string, boolean]>([
  ['nothing', '', false],
  ['a literal', 'defer func() { recover() }()', true],
  ['a literal that looks', 'defer func() { if r := recover(); r != nil { log.Println(r) } }()', true],
  ['a result', 'defer func() { if r := recover(); r != nil { err = nil } }()', true],
  ['a declared function', 'defer handle()', true],
  ['a function of a function', 'defer func() { handle() }()', false],
  ['panics again', 'defer func() { r := recover(); panic(r) }()', false],
  [
    'panics again after a look',
    'defer func() { if r := recover(); r != nil { log.Println(r); panic(r) } }()',
    false,
  ],
  ['looks at the call itself', 'defer func() { if recover() != nil { panic("again") } }()', false],
  ['panics again for some', 'defer func() { if r := recover(); r != nil && q { panic(r) } }()', true],
  ['ends the process', 'defer func() { if r := recover(); r != nil { log.Fatal(r) } }()', false],
  ['the other way round', 'defer func() { r := recover(); if r == nil { return }; panic(r) }()', false],
  ['registered on some paths', 'if q { defer handle() }', true],
  ['recover is no builtin', 'recover := func() any { return nil }\ndefer func() { recover() }()', false],
])('recover: %s', (_, body, expected) => {
  const { graph } = graphOf(
    `${body}\nif p { panic("x") }\nreturn nil`,
    'func handle() { if r := recover(); r != nil { log.Println(r) } }',
  );
  const panics = graph.exits.filter((exit) => exit.kind === 'panic');
  expect(panics).not.toEqual([]);
  for (const exit of panics) expect(exit.isRecovered).toBe(expected);
  for (const exit of graph.exits) if (exit.kind !== 'panic') expect(exit.isRecovered).toBe(false);
});

test('recover: registered too late', () => {
  const { graph } = graphOf('if p { panic(1) }\ndefer func() { recover() }()');
  expect(graph.exits.map((exit) => [exit.kind, exit.isRecovered])).toEqual([
    ['panic', false],
    ['end', false],
  ]);
});

test('a function that recovers comes back', () => {
  const top = `func safe() { defer func() { recover() }(); panic("x") }
func again() { defer func() { panic(recover()) }(); panic("x") }`;
  expect(paths('safe()', top)).toEqual(['safe end']);
  expect(paths('again()', top)).toEqual(['again panic']);
});

test('deferred calls in the order in which they run', () => {
  const top = 'func a(int) {}';
  const deferred = (body: string): string[][] => {
    const { graph } = graphOf(body, top);
    return graph.exits.map((exit) =>
      graph
        .deferredAt(exit)
        .map(({ statement, isAlways, isRepeated }) =>
          [/\d/.exec(statement.text)![0], isAlways ? '' : '?', isRepeated ? '*' : ''].join(''),
        ),
    );
  };
  expect(deferred('defer a(1)\ndefer a(2)')).toEqual([['2', '1']]);
  expect(deferred('defer a(1)\nif p { return nil }\ndefer a(2)\nreturn nil')).toEqual([['1'], ['2', '1']]);
  expect(deferred('if p { defer a(1) }\ndefer a(2)')).toEqual([['2', '1?']]);
  expect(deferred('for range n { defer a(1) }\ndefer a(2)')).toEqual([['2', '1?*']]);
  expect(deferred('if p {\ndefer a(1)\nreturn nil\n}\nif q {\ndefer a(2)\n}')).toEqual([['1'], ['2?']]);
  expect(deferred('return nil\ndefer a(1)')).toEqual([[]]);
  expect(deferred('defer a(1)\npanic(1)')).toEqual([['1']]);
  expect(deferred('if p { goto out }\ndefer a(1)\nout:\ndefer a(2)')).toEqual([['2', '1?']]);
});
