import { outermost } from '../semantic/declarations.ts';
import { homeOf } from '../semantic/home.ts';
import type { GoFunction, PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isEntryPoint, STARTERS } from './channels.ts';
import { callsInModule } from './goroutines/once.ts';
import { loopsAround } from './loop-heads.ts';
import { originsOf } from './origins.ts';
import { isWaitForEnd, startsServer } from './serving.ts';
import type { ValueReach } from './value-reach.ts';

/**
 * Whether each function that opens a pool, or gets it fresh from one that does, closes it by a deferred call and does nothing
 * but one thing after the other until then: it and what it calls in the program start no goroutine and no server. The pool
 * is then as short as one call. What `main` closes lasts as long as the process.
 * @param isPool whether an expression is the pool, or a handle whose Close closes it
 */
export function isClosedByItsOpener(
  pkg: PackageModel,
  opening: SyntaxNode,
  reach: ValueReach,
  isPool: (pkg: PackageModel, expression: SyntaxNode) => boolean,
): boolean {
  if (reach.lost || [...reach.holders].some(({ role }) => role === 'package')) return false;
  const places = [{ pkg, node: opening }];
  for (const fn of reach.returnedBy) {
    const calls = callsInModule(homeOf(pkg, fn), fn);
    if (!calls?.length) return false;
    places.push(...calls);
  }
  return places.every((place) => {
    const fn = outermost(place.pkg.functionOf(place.node));
    if (!fn || isEntryPoint(fn)) return false;
    if (reach.returnedBy.includes(fn)) return true;
    return (
      closes(place.pkg, fn, (home, each) => isPool(home, each) || isOf(home, each, place.node)) &&
      !sharesWork(place.pkg, fn)
    );
  });
}

/** Whether an expression is what one call gives, and nothing else. */
function isOf(pkg: PackageModel, expression: SyntaxNode, call: SyntaxNode): boolean {
  const origins = originsOf(pkg, expression, { fields: false })?.all.filter(({ isZero }) => !isZero) ?? [];
  return origins.length > 0 && origins.every(({ node, result }) => node === call && result === 0);
}

/** Whether a function closes the pool when it returns (database/sql/sql.go, DB.Close; gorm gives its *sql.DB). */
function closes(
  pkg: PackageModel,
  { body }: GoFunction,
  isPool: (pkg: PackageModel, expression: SyntaxNode) => boolean,
): boolean {
  return [...(body?.descendants('defer_statement') ?? [])].some((statement) =>
    [...statement.descendants('call_expression')].some((call) => {
      const target = call.field('function');
      const operand = target?.kind === 'selector_expression' ? target.field('operand') : undefined;
      return operand !== undefined && target?.field('field')?.text === 'Close' && isPool(pkg, operand);
    }),
  );
}

/** Goroutines that work beside the function that opened the pool, each of which takes one connection at a time. */
const MOST_GOROUTINES = 2;

/**
 * Whether a function, with those of the program that it calls, starts a server or more than a few goroutines, or waits for the end of
 * the process.
 */
function sharesWork(pkg: PackageModel, fn: GoFunction): boolean {
  // with whether a loop runs it
  const reached = new Map<GoFunction, readonly [home: PackageModel, isAgain: boolean]>([[fn, [pkg, false]]]);
  let goroutines = 0;
  for (const [each, [home, isAgain]] of reached) {
    const { body } = each;
    if (!body) continue;
    const isInLoop = (node: SyntaxNode): boolean => isAgain || [...loopsAround(node, each.node)].length > 0;
    for (const node of body.descendants('select_statement', 'unary_expression'))
      if (isWaitForEnd(home, node, body)) return true;
    for (const start of body.descendants('go_statement')) {
      goroutines++;
      if (isInLoop(start) || goroutines > MOST_GOROUTINES) return true;
    }
    for (const call of body.descendants('call_expression')) {
      const callee = home.calleeOf(call);
      if (STARTERS.has(callee?.id ?? '') || startsServer(home, call)) return true;
      const called = callee?.kind === 'interface-method' ? undefined : callee?.function;
      if (!called) continue;
      const known = reached.get(called);
      const isCalledAgain = isInLoop(call);
      if (known && (known[1] || !isCalledAgain)) continue;
      // what was met outside a loop is looked at once more
      reached.delete(called);
      reached.set(called, [homeOf(home, called), isCalledAgain]);
    }
  }
  return false;
}
