import { behaviourOf } from '../knowledge/behaviour/index.ts';
import { HTTP_RESPONSES } from '../knowledge/ownership/http-response.ts';
import { OWNERSHIP } from '../knowledge/ownership/table.ts';
import { homeOf } from '../semantic/home.ts';
import type { PackageModel, VarObject } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import { holds, isAlwaysRun, JUMPS, statementsOf } from '../syntax/statements.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignmentsOf, onlyCall } from './assignments.ts';
import type { LoopDefer } from './loop-defers.ts';
import { loopsAround } from './loop-heads.ts';
import { variable } from './nil-comparison.ts';
import { fieldsWithin, isSamePlace, type Place, placeOf } from './places.ts';

type Release = Pick<LoopDefer, 'kind' | 'released'>;

/** How many bodies of functions of the program are looked into. */
const DEPTH = 2;

/** net/http transport.go, bodyEOFSignal: the end of the body, or an error of Read, gives the connection back. */
const GIVEN_BACK_AT_THE_END: ReadonlySet<string> = new Set(
  HTTP_RESPONSES.flatMap((name) => OWNERSHIP.get(name)!.types),
);

/**
 * Whether a statement before the defer, or before one that it stands in, reads the body to its end, behind the last one that
 * assigns the response; or whether the function of the program that gives the response has done so.
 */
export function isReadBefore(pkg: PackageModel, statement: SyntaxNode, release: Release): boolean {
  const reader = bodyOf(pkg, release);
  const [loop] = loopsAround(statement);
  return reader !== undefined && loop !== undefined && isReadAbove(pkg, statement, loop, reader, DEPTH);
}

/**
 * Whether what is in a place has been read to its end before a statement, since the variable in which it is got its value.
 * @param top how far out is looked
 */
function isReadAbove(
  pkg: PackageModel,
  statement: SyntaxNode,
  top: SyntaxNode,
  reader: Place,
  calls: number,
): boolean {
  for (let inner = statement; inner !== top && inner.parent; inner = inner.parent) {
    const list = inner.parent.kind === 'statement_list' ? inner.parent.namedChildren : [];
    for (const each of list.filter(({ end }) => end <= inner.start).reverse()) {
      for (const call of each.descendants('call_expression')) {
        if (isAlwaysRun(call, each) && readsToEnd(pkg, call, reader, DEPTH)) return true;
      }
      const assigned = [each, ...each.descendants()].flatMap((node) =>
        assignmentsOf(node).map(({ target }) => ({ node, target })),
      );
      const given = assigned.filter(({ target }) => pkg.objectOf(target) === reader.root);
      if (given.length > 0)
        return given.every(({ node, target }) => isGivenRead(pkg, node, target, reader, calls));
    }
  }
  return false;
}

/** Whether an assignment gives a variable the result of a function of the program that has read it to its end. */
function isGivenRead(
  pkg: PackageModel,
  assignment: SyntaxNode,
  target: SyntaxNode,
  { fields }: Place,
  calls: number,
): boolean {
  const call = onlyCall(assignment);
  const index = target.parent?.namedChildren.indexOf(target) ?? -1;
  return call !== undefined && index >= 0 && givesRead(pkg, call, index, fields, calls);
}

/** Whether each return of the function of the program that is called has read what a result holds, or gives nil. */
function givesRead(
  pkg: PackageModel,
  call: SyntaxNode,
  index: number,
  fields: readonly string[],
  calls: number,
): boolean {
  const callee = pkg.calleeOf(call);
  const { function: fn } = callee ?? {};
  if (!fn?.body || callee?.kind === 'interface-method' || calls === 0) return false;
  const home = homeOf(pkg, fn);
  const returns = [...fn.body.descendants('return_statement')].filter((each) => home.functionOf(each) === fn);
  const values = returns.map((statement) => {
    const results = statement.firstNamedChild?.namedChildren ?? [];
    return { statement, value: results[index], only: results.length === 1 ? results[0] : undefined };
  });
  const given = values.filter(({ value }) => value?.kind !== 'nil');
  return (
    given.length > 0 &&
    given.every(({ statement, value, only }) => {
      if (only?.kind === 'call_expression') return givesRead(home, only, index, fields, calls - 1);
      const root: VarObject | undefined = value ? variable(home, value) : fn.results[index];
      return root !== undefined && isReadAbove(home, statement, fn.node, { root, fields }, calls - 1);
    })
  );
}

/** The body of a response, where that is what a deferred call closes. */
export function bodyOf(pkg: PackageModel, { kind, released }: Release): Place | undefined {
  const operand = released.kind === 'selector_expression' ? released.field('operand') : undefined;
  const id = operand && namedId(pkg.typeOf(operand));
  return kind === 'close' && id !== undefined && GIVEN_BACK_AT_THE_END.has(id)
    ? placeOf(pkg, released)
    : undefined;
}

/**
 * Whether a call reads to its end what is in a place: a function that is known to, given it or a wrapper over it, or
 * one of the program that does so first of all.
 *
 * @param calls how many bodies deep to look
 */
export function readsToEnd(pkg: PackageModel, call: SyntaxNode, reader: Place, calls = DEPTH): boolean {
  const callee = pkg.calleeOf(call);
  if (!callee) return false;
  const given = call.field('arguments')?.namedChildren ?? [];
  const index = behaviourOf(callee.id)?.readsToEnd;
  if (index !== undefined) return given[index] !== undefined && leadsTo(pkg, given[index], reader);
  const { function: fn } = callee;
  if (!fn || calls === 0) return false;
  const statements = statementsOf(fn.body);
  const home = homeOf(pkg, fn);
  return given.some((argument, position) => {
    const parameter = fn.parameters[position + callee.firstParameter];
    if (!parameter) return false;
    const fields = leadsTo(pkg, argument, reader) ? [] : fieldsWithin(placeOf(pkg, argument), reader);
    if (!fields) return false;
    const inner: Place = { root: parameter, fields };
    return alwaysRunIn(statements).some((each) => readsToEnd(home, each, inner, calls - 1));
  });
}

/** The calls that a list of statements makes in any case, before anything jumps or returns. */
function alwaysRunIn(statements: readonly SyntaxNode[]): readonly SyntaxNode[] {
  const calls: SyntaxNode[] = [];
  for (const statement of statements) {
    const run = statement.kind === 'return_statement' ? statement.firstNamedChild : statement;
    for (const call of run?.descendants('call_expression') ?? [])
      if (isAlwaysRun(call, run!)) calls.push(call);
    if (run?.kind === 'call_expression') calls.push(run);
    if (holds(statement, JUMPS)) break;
  }
  return calls;
}

/** Whether an expression is what is in a place, or a reader over it that ends where it does: `io.TeeReader(resp.Body, w)`. */
function leadsTo(pkg: PackageModel, expression: SyntaxNode, reader: Place): boolean {
  if (isSamePlace(placeOf(pkg, expression), reader)) return true;
  const callee = expression.kind === 'call_expression' ? pkg.calleeOf(expression) : undefined;
  const given = expression.field('arguments')?.namedChildren ?? [];
  // what is longer than a limit is not read to its end; net/http/transfer.go, body.readLocked: the last byte of a
  // body whose length is known is its end
  if (callee?.id === 'io.LimitReader' && !isLengthOf(pkg, given[1], reader)) return false;
  return (behaviourOf(callee?.id ?? '')?.wraps ?? []).some(
    ({ argument, result }) => result === 0 && given[argument] && leadsTo(pkg, given[argument], reader),
  );
}

/** `resp.ContentLength` beside `resp.Body`. */
function isLengthOf(pkg: PackageModel, expression: SyntaxNode | undefined, body: Place): boolean {
  const response: Place = { root: body.root, fields: body.fields.slice(0, -1) };
  const place = placeOf(pkg, expression);
  return place !== undefined && fieldsWithin(response, place)?.join('.') === 'ContentLength';
}
