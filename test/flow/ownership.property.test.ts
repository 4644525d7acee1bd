import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFlow } from '../../server/src/core/flow/index.ts';
import type { OwnedResource } from '../../server/src/core/flow/model.ts';
import type { SyntaxNode } from '../../server/src/core/syntax/tree.ts';
import { fileOf, findingsIn, fixed } from '../harness/program.ts';
import {
  type Loop,
  Machine,
  printFile,
  type RandomFunction,
  type Run,
  randomFunction,
  type Statement,
} from './random-go.ts';

/** What a statement does to the value. */
type Role = 'acquire' | 'close' | 'defer' | 'literal' | 'move' | 'read';

const LINES: Readonly<Record<Role, readonly string[]>> = {
  acquire: ['resp, err := http.Get("u")', 'if err != nil {', 'return', '}'],
  close: ['resp.Body.Close()'],
  defer: ['defer resp.Body.Close()'],
  literal: ['defer func() { resp.Body.Close() }()'],
  move: ['keep(resp)'],
  read: ['_ = resp.StatusCode'],
};

interface Owner {
  readonly fn: RandomFunction;
  readonly roles: ReadonlyMap<number, Role>;
}

/** A function that gets a response first, in a loop or not, and in which some calls are replaced by what is done to it. */
function ownerArbitrary(allowed: readonly Role[]): fc.Arbitrary<Owner> {
  return fc
    .tuple(
      randomFunction,
      fc.array(fc.constantFrom(...allowed), { minLength: 12, maxLength: 12 }),
      fc.boolean(),
    )
    .map(([{ body }, chosen, inLoop]) => {
      const roles = new Map<number, Role>();
      let next = 0;
      const play = (statement: Statement, role: Role): Statement => {
        roles.set(statement.id, role);
        return Object.assign(statement, { kind: 'custom', lines: LINES[role] });
      };
      for (const statement of everyIn(body)) {
        if (statement.kind === 'mark' && next < chosen.length) play(statement, chosen[next++]!);
      }
      const acquire = play({ id: 900_001, kind: 'mark' }, 'acquire');
      const inside = [acquire, ...body];
      const loop: Statement = {
        id: 900_002,
        kind: 'for',
        style: 'range',
        condition: { kind: 'atom', id: 900_003 },
        body: inside,
      };
      return { fn: { body: inLoop ? [loop] : inside }, roles };
    });
}

function* everyIn(list: readonly Statement[]): Generator<Statement> {
  for (const statement of list) {
    yield statement;
    switch (statement.kind) {
      case 'block':
      case 'for':
        yield* everyIn(statement.body);
        break;
      case 'if':
        yield* everyIn(statement.consequence);
        yield* everyIn(statement.otherwise ?? []);
        break;
      case 'switch':
      case 'select':
        for (const clause of statement.clauses) yield* everyIn(clause.body);
        break;
      default:
    }
  }
}

/** The same function with other lines for some roles. */
function withLines({ fn, roles }: Owner, lines: Partial<Record<Role, readonly string[]>>): string {
  for (const statement of everyIn(fn.body)) {
    const role = roles.get(statement.id);
    if (role) Object.assign(statement, { lines: lines[role] ?? LINES[role] });
  }
  return sourceOf(fn).source;
}

function sourceOf(fn: RandomFunction): { source: string; lineOf: ReadonlyMap<number, number> } {
  const { source, lineOf } = printFile(fn);
  const more = '\nvar kept *http.Response\n\nfunc keep(r *http.Response) { kept = r }\n';
  return { source: `${source.replace('import "os"', 'import "os"; import "net/http"')}${more}`, lineOf };
}

function resourceIn(source: string): OwnedResource {
  const { file, pkg } = fileOf(source);
  if (file.tree.root.hasError) throw new Error(`no Go:\n${source}`);
  const fn = file.functions.find((each) => each.name === 'f')!;
  const [resource] = createFlow(pkg).resourcesOf(fn, 'http-response');
  return resource!;
}

function lineAt(source: string, node: SyntaxNode): number {
  return source.slice(0, node.start).split('\n').length - 1;
}

/** Whether a loop hands the value over in every round, so that it is taken to have one: nobody makes a value for none. */
function handsOver(loop: Loop, roles: Owner['roles']): boolean {
  if (loop.style !== 'range' && loop.style !== 'function') return false;
  for (const statement of loop.body) {
    if ([...everyIn([statement])].some((inner) => inner.target || inner.kind === 'return')) return false;
    if (['panic', 'exit', 'diverge'].includes(statement.kind)) return false;
    if (['close', 'move'].includes(roles.get(statement.id) ?? '')) return true;
  }
  return false;
}

/** Where a run loses the value: lines, `end` for the end of the function. */
function lossesOf(run: Run, roles: Owner['roles'], lineOf: ReadonlyMap<number, number>): Set<string> {
  const lost = new Set<string>();
  let isHeld = false;
  let recovers = false;
  for (const statement of run.executed) {
    const role = roles.get(statement.id);
    if (statement.kind === 'defer' && statement.recovers) recovers = true;
    if (role === 'acquire') {
      if (isHeld) lost.add(String(lineOf.get(statement.id)));
      isHeld = true;
    } else if (role && role !== 'read') isHeld = false;
  }
  const comesBack = run.end === 'return' || run.end === 'end' || (run.end === 'panic' && recovers);
  if (isHeld && comesBack) lost.add(run.at ? String(lineOf.get(run.at.id)) : 'end');
  return lost;
}

const isWhole = (resource: OwnedResource): boolean => !resource.isOverBudget;

test('every loss of a run is a leak', () => {
  fc.assert(
    fc.property(ownerArbitrary(['close', 'defer', 'literal', 'move', 'read', 'read']), ({ fn, roles }) => {
      const { source, lineOf } = sourceOf(fn);
      const resource = resourceIn(source);
      fc.pre(isWhole(resource));
      const machine = new Machine(fn, 300, (loop) => handsOver(loop, roles));
      const runs = Array.from({ length: 60 }, () => machine.run());
      const lost = new Set(runs.flatMap((run) => [...lossesOf(run, roles, lineOf)]));
      const leaks = new Set(
        resource.leaks.map(({ exit }) => (exit.kind === 'block' ? 'end' : String(lineAt(source, exit)))),
      );
      for (const line of lost) expect([...leaks], source).toContain(line);
    }),
    { numRuns: 100 },
  );
}, 180_000);

test('a defer right behind the acquisition silences a value that no path moves away', () => {
  fc.assert(
    fc.property(ownerArbitrary(['close', 'defer', 'literal', 'read', 'read']), (owner) => {
      const source = withLines(owner, { acquire: [...LINES.acquire, 'defer resp.Body.Close()'] });
      const resource = resourceIn(source);
      expect(resource.movesAway, source).toBe(false);
      expect(
        resource.leaks.map(({ exit }) => lineAt(source, exit)),
        source,
      ).toEqual([]);
    }),
    { numRuns: 80 },
  );
}, 180_000);

test('without any close there is a leak when the function can be left', () => {
  fc.assert(
    fc.property(ownerArbitrary(['close', 'defer', 'literal', 'read']), (owner) => {
      const source = withLines(owner, { close: LINES.read, defer: LINES.read, literal: LINES.read });
      const machine = new Machine(owner.fn);
      const runs = Array.from({ length: 60 }, () => machine.run());
      const held = new Map(
        [...owner.roles].map(([id, role]): [number, Role] => [id, role === 'acquire' ? role : 'read']),
      );
      const { lineOf } = sourceOf(owner.fn);
      fc.pre(runs.some((run) => lossesOf(run, held, lineOf).size > 0));
      expect(resourceIn(source).leaks.length, source).toBeGreaterThan(0);
    }),
    { numRuns: 80 },
  );
}, 180_000);

/**
 * Whether a path goes from the acquisition through a move and, before or after it, through one of the new lines, before
 * the source itself has closed the value.
 */
function closesMoved(source: string, isNew: (node: SyntaxNode) => boolean): boolean {
  const { file, pkg } = fileOf(source);
  const graph = createFlow(pkg).graphOf(file.functions.find((each) => each.name === 'f')!);
  const seen = new Set<string>();
  const work = [{ block: graph.entry, moved: false, closed: false, isOver: false }];
  for (let at = work.pop(); at; at = work.pop()) {
    const key = `${at.block.id} ${at.moved} ${at.closed} ${at.isOver}`;
    if (seen.has(key)) continue;
    seen.add(key);
    let { moved, closed, isOver } = at;
    for (const node of at.block.nodes) {
      if (node.text.startsWith('resp, err :=')) moved = closed = isOver = false;
      else if (isOver) continue;
      else if (node.text === LINES.move[0]) moved = true;
      else if (isNew(node)) closed = true;
      else if (node.text.includes('.Close()')) isOver = true;
      if (moved && closed) return true;
    }
    for (const { to } of at.block.successors) work.push({ block: to, moved, closed, isOver });
  }
  return false;
}

test('no fix closes a value on a path that moves it away', () => {
  let fixes = 0;
  fc.assert(
    fc.property(ownerArbitrary(['close', 'move', 'move', 'read', 'read']), ({ fn }) => {
      const { source } = sourceOf(fn);
      for (const finding of findingsIn(source, { rules: ['http-body-not-closed'] })) {
        for (const fix of finding.fixes) {
          fixes++;
          const text = fixed(source, fix);
          const before = source.split('\n').filter((line) => line.includes('.Close()')).length;
          const after = text.split('\n').filter((line) => line.includes('.Close()')).length;
          expect(after, text).toBeGreaterThan(before);
          // a close of the source stands on its own line as it was; a new one is told by the lines that the edits wrote
          const fresh = newLines(source, text);
          expect(
            closesMoved(text, (node) => node.text.includes('.Close()') && fresh.has(lineAt(text, node))),
            text,
          ).toBe(false);
        }
      }
    }),
    { numRuns: 100 },
  );
  expect(fixes).toBeGreaterThan(5);
}, 180_000);

/** Lines of a text that an insertion of lines has made, compared in order with the text before. */
function newLines(before: string, after: string): Set<number> {
  const old = before.split('\n');
  const fresh = new Set<number>();
  let at = 0;
  for (const [index, line] of after.split('\n').entries()) {
    if (old[at]?.trim() === line.trim()) at++;
    else fresh.add(index);
  }
  return fresh;
}
