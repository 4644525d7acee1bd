import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFlow } from '../../server/src/core/flow/index.ts';
import type { BasicBlock, ControlFlowGraph, Edge, Exit } from '../../server/src/core/flow/model.ts';
import type { SyntaxNode } from '../../server/src/core/syntax/tree.ts';
import { fileOf, type OneFile } from '../harness/program.ts';
import {
  type Event,
  Machine,
  printFile,
  type RandomFunction,
  type Run,
  randomFunction,
} from './random-go.ts';

interface Subject {
  readonly graph: ControlFlowGraph;
  readonly one: OneFile;
  readonly source: string;
  readonly lineOf: ReadonlyMap<number, number>;
}

function subjectOf(fn: RandomFunction): Subject {
  const { source, lineOf } = printFile(fn);
  const one = fileOf(source);
  if (one.file.tree.root.hasError) throw new Error(`no Go:\n${source}`);
  const graph = createFlow(one.pkg).graphOf(one.file.functions.find((each) => each.name === 'f')!);
  return { graph, one, source, lineOf };
}

function lineAt(source: string, node: SyntaxNode): number {
  return source.slice(0, node.start).split('\n').length - 1;
}

/** Names of the calls that the nodes of a block make, in their order. */
function callsIn({ graph, one }: Subject, block: BasicBlock): string[] {
  return block.nodes.flatMap((node) =>
    [...node.descendants('call_expression')]
      .filter((call) => graph.evaluates(node, call) && one.pkg.functionOf(call) === graph.function)
      .map((call) => call.field('function')!.text)
      .filter((name) => /^[a-z]\d+$/.test(name)),
  );
}

/** Whether a path of the graph makes exactly these calls, and the blocks at whose end it may be. */
function follow(subject: Subject, events: readonly Event[]): { isPath: boolean; ends: Set<BasicBlock> } {
  const { graph } = subject;
  const calls = new Map(graph.blocks.map((block) => [block, callsIn(subject, block)]));
  type Place = { block: BasicBlock; offset: number };
  /** Everything that is reached without another call; `value` is that of the condition just evaluated. */
  const closure = (places: readonly Place[], value: boolean | undefined): Place[] => {
    const found = [...places];
    const seen = new Set(places.map(({ block, offset }) => `${block.id}:${offset}`));
    for (const place of places) cross(place, value);
    function cross(place: Place, outcome: boolean | undefined): void {
      if (place.offset < calls.get(place.block)!.length) return;
      for (const edge of place.block.successors) {
        if (!agrees(edge, outcome)) continue;
        const next = { block: edge.to, offset: 0 };
        const key = `${next.block.id}:0`;
        if (seen.has(key)) continue;
        seen.add(key);
        found.push(next);
        cross(next, undefined);
      }
    }
    return found;
  };
  const agrees = ({ kind, condition }: Edge, outcome: boolean | undefined): boolean => {
    if (kind !== 'true' && kind !== 'false') return true;
    if (condition!.kind === 'call_expression') return (kind === 'true') === outcome;
    return condition!.kind === kind;
  };
  let places = closure([{ block: graph.entry, offset: 0 }], undefined);
  for (const { name, value } of events) {
    const after = places
      .filter(({ block, offset }) => calls.get(block)![offset] === name)
      .map(({ block, offset }) => ({ block, offset: offset + 1 }));
    places = closure(after, value);
  }
  const atEnd = places.filter(({ block, offset }) => offset === calls.get(block)!.length);
  return { isPath: places.length > 0, ends: new Set(atEnd.map(({ block }) => block)) };
}

function sameExit(subject: Subject, run: Run, exit: Exit): boolean {
  if (run.end !== exit.kind) return false;
  if (!run.at) return true;
  return subject.lineOf.get(run.at.id) === lineAt(subject.source, exit.node);
}

function runsOf(fn: RandomFunction, count: number): Run[] {
  const machine = new Machine(fn);
  return Array.from({ length: count }, () => machine.run());
}

test('every run is a path of the graph and leaves through one of its exits', () => {
  fc.assert(
    fc.property(randomFunction, (fn) => {
      const subject = subjectOf(fn);
      for (const run of runsOf(fn, 12)) {
        const { isPath, ends } = follow(subject, run.events);
        expect(isPath, `${subject.source}\n${JSON.stringify(run.events)}`).toBe(true);
        if (run.end === 'cut') continue;
        const exit = subject.graph.exits.find((each) => sameExit(subject, run, each) && ends.has(each.block));
        expect(exit, `${subject.source}\n${JSON.stringify(run.events)} ${run.end}`).toBeDefined();
      }
    }),
    { numRuns: 300 },
  );
}, 180_000);

/** What runs have come by: names of calls, and ways to leave. */
function seenIn(subject: Subject, runs: readonly Run[]): { calls: string[]; exits: string[] } {
  const left = runs
    .filter(({ end }) => end !== 'cut')
    .map(({ end, at }) => `${end} ${at ? subject.lineOf.get(at.id) : ''}`);
  const calls = runs.flatMap(({ events }) => events.map(({ name }) => name));
  return { calls: [...new Set(calls)].sort(), exits: [...new Set(left)].sort() };
}

test('what is reachable is run, what is run is reachable; the same for exits', () => {
  fc.assert(
    fc.property(randomFunction, (fn) => {
      const subject = subjectOf(fn);
      const reachable = new Set(
        subject.graph.blocks
          .filter((block) => subject.graph.isReachable(block))
          .flatMap((block) => callsIn(subject, block)),
      );
      const exits = subject.graph.exits.map(
        ({ kind, node }) => `${kind} ${kind === 'end' ? '' : lineAt(subject.source, node)}`,
      );
      const claimed = { calls: [...reachable].sort(), exits: exits.sort() };
      let seen = seenIn(subject, runsOf(fn, 400));
      // runs choose at random: what needs many choices in a row is met only by many more of them
      if (!isDeepStrictEqual(seen, claimed)) seen = seenIn(subject, runsOf(fn, 40_000));
      expect(claimed, subject.source).toEqual(seen);
    }),
    { numRuns: 120 },
  );
}, 180_000);

test('deferred calls at an exit are those that a run has registered', () => {
  fc.assert(
    fc.property(randomFunction, (fn) => {
      const subject = subjectOf(fn);
      for (const run of runsOf(fn, 12)) {
        if (run.end === 'cut') continue;
        const exit = subject.graph.exits.find((each) => sameExit(subject, run, each))!;
        const deferred = subject.graph.deferredAt(exit);
        const lines = deferred.map(({ statement }) => lineAt(subject.source, statement));
        const registered = run.deferred.map(({ id }) => subject.lineOf.get(id)!).reverse();
        for (const line of registered) expect(lines, subject.source).toContain(line);
        deferred.forEach(({ isAlways, isRepeated }, index) => {
          if (isAlways) expect(registered, subject.source).toContain(lines[index]);
          if (!isRepeated) {
            const times = registered.filter((line) => line === lines[index]).length;
            expect(times, subject.source).toBeLessThanOrEqual(1);
          }
        });
        if (!deferred.some(({ isRepeated }) => isRepeated)) {
          expect(registered, subject.source).toEqual(lines.filter((line) => registered.includes(line)));
        }
        const recovers = run.deferred.some((each) => each.kind === 'defer' && each.recovers);
        if (run.end === 'panic' && recovers) expect(exit.isRecovered, subject.source).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
}, 180_000);

test('dominators and loops as they are defined', () => {
  fc.assert(
    fc.property(randomFunction, (fn) => {
      const { graph, source } = subjectOf(fn);
      const blocks = graph.blocks.filter((block) => graph.isReachable(block));
      const reached = (from: BasicBlock, without?: BasicBlock): Set<BasicBlock> => {
        const seen = new Set<BasicBlock>();
        const work = from === without ? [] : [from];
        for (let block = work.pop(); block; block = work.pop()) {
          if (seen.has(block)) continue;
          seen.add(block);
          for (const { to } of block.successors) if (to !== without) work.push(to);
        }
        return seen;
      };
      for (const a of blocks) {
        const others = reached(graph.entry, a);
        for (const b of blocks)
          expect(graph.dominates(a, b), `${source} ${a.id} ${b.id}`).toBe(!others.has(b));
        const again = a.successors.some(({ to }) => reached(to).has(a));
        expect(graph.inLoop(a), `${source} ${a.id}`).toBe(again);
      }
      for (const block of blocks)
        for (const edge of block.successors) expect(edge.to.predecessors).toContain(edge);
    }),
    { numRuns: 300 },
  );
}, 180_000);
