import { outermost } from '../semantic/declarations.ts';
import { homeOf } from '../semantic/home.ts';
import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isAssignedWhole, targetsOf } from './assignments.ts';
import { isEntryPoint, STARTERS } from './channels.ts';
import { isCommand } from './commands.ts';
import type { Place } from './goroutines/held-functions.ts';
import { callsInModule } from './goroutines/once.ts';
import { loopsAround } from './loop-heads.ts';
import { variable } from './nil-comparison.ts';
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
    if (isForCallers(place.pkg, fn, place.node)) return true;
    return (
      closes(place.pkg, fn, (home, each) => isPool(home, each) || isOf(home, each, place.node)) &&
      !sharesWork(place.pkg, fn)
    );
  });
}

/**
 * Whether a function returns what it makes of the pool, and each caller in the module drops that, or only calls methods of it from
 * a variable of its own until it returns; at least one of them calls one of those by a deferred call.
 */
function isForCallers(pkg: PackageModel, fn: GoFunction, opening: SyntaxNode): boolean {
  const opened = targetsOf(opening.parent?.parent)[0];
  const pool = opened && variable(pkg, opened);
  const makers: Place[] = [];
  const returns = [...(fn.body?.descendants('return_statement') ?? [])];
  const isMade = pool?.role === 'local' && returns.some((each) => mentions(pkg, each, pool));
  if (isMade) makers.push(...(callsInModule(pkg, fn) ?? []));
  const seen = new Set<SyntaxNode>();
  let isEnded = false;
  for (const { pkg: home, node } of makers) {
    if (seen.has(node)) continue;
    seen.add(node);
    const user = outermost(home.functionOf(node));
    const statement = node.parent?.kind === 'expression_list' ? node.parent.parent : undefined;
    const target = targetsOf(statement)[0];
    if (!user || !target || isEntryPoint(user) || isCommand(home, user)) return false;
    if (target.text === '_') continue;
    const held = variable(home, target);
    const use = held?.role === 'local' ? usesOf(home, held) : undefined;
    if (!use || sharesWork(home, user)) return false;
    isEnded ||= use.isEnded;
    if (use.isReturned) makers.push(...(callsInModule(home, user) ?? []));
  }
  return isEnded;
}

/** What is done with a variable that only calls methods of what it holds, or returns it; undefined where it does more. */
function usesOf(
  pkg: PackageModel,
  held: VarObject,
): { readonly isEnded: boolean; readonly isReturned: boolean } | undefined {
  let [isEnded, isReturned] = [false, false];
  for (const mention of pkg.referencesTo(held)) {
    const { parent } = mention;
    const call =
      parent?.kind === 'selector_expression' && mention.fieldName === 'operand' ? parent.parent : undefined;
    if (call?.kind === 'call_expression' && parent?.fieldName === 'function')
      isEnded ||= call.parent?.kind === 'defer_statement';
    else if (parent?.parent?.kind === 'return_statement') isReturned = true;
    else if (mention !== held.node && !isAssignedWhole(mention) && parent?.kind !== 'binary_expression')
      return undefined;
  }
  return { isEnded, isReturned };
}

function mentions(pkg: PackageModel, node: SyntaxNode, object: VarObject): boolean {
  return pkg.referencesTo(object).some((mention) => node.contains(mention));
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
