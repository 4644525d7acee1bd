import { keepsNothing } from '../knowledge/behaviour/index.ts';
import { RETURNS_CALLBACK_ERROR } from '../knowledge/error-functions.ts';
import { homeOf } from '../semantic/home.ts';
import type { GoFunction, PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isEntryPoint, STARTERS } from './channels.ts';
import { isCommand } from './commands.ts';
import { isSeenAgain } from './goroutines/again.ts';
import type { Place } from './goroutines/held-functions.ts';
import { callsInModule, isPerRequest } from './goroutines/once.ts';
import { graphsOf } from './graphs.ts';
import { isBehindInterface } from './implementations.ts';
import { callGiven, runsOfLiteral } from './literal-runs.ts';
import { loopsAround } from './loop-heads.ts';
import type { ValueReach } from './value-reach.ts';

/** Calls between a use and what runs it. */
const MOST_CALLS = 10;

/** Goroutines that are started once, beside the one of main. */
const MOST_GOROUTINES = 2;

/**
 * Whether only `main`, commands and one or two goroutines that nothing starts again use a value, so that no more uses run at a time:
 * every way of the module to each use begins there. Calls by tests and by other modules are left out.
 */
export function isUsedByFew(pkg: PackageModel, reach: ValueReach): boolean {
  if (!pkg.program.moduleIsComplete || reach.lost || reach.isCollected || reach.selections.length === 0)
    return false;
  if (reach.passed.some(({ id }) => !keepsNothing(id))) return false;
  const users = new Users();
  const uses = reach.selections.filter((use) => !/^(?:Close|Set\w+)$/.test(use.field('field')?.text ?? ''));
  if (uses.length + reach.passed.length === 0) return false;
  return (
    [...uses, ...reach.passed.map(({ call }) => call)].every((use) => {
      const file = pkg.fileOf(use);
      return file.isTest || users.areFewAt({ pkg: pkg.program.packageOf(file.path) ?? pkg, node: use }, 0);
    }) &&
    users.isReached &&
    users.goroutines.size <= MOST_GOROUTINES
  );
}

class Users {
  readonly goroutines = new Set<SyntaxNode>();
  /** Whether something was found that uses the value. */
  isReached = false;
  readonly #known = new Map<GoFunction, boolean>();

  areFewAt({ pkg, node }: Place, calls: number): boolean {
    const fn = pkg.functionOf(node);
    if (!fn) return true; // at package level
    for (let each = node; each !== fn.node && each.parent; each = each.parent)
      if (each.kind === 'go_statement') return this.#isOneGoroutine(pkg, each, fn);
    return this.#areFewIn(pkg, fn, calls);
  }

  #areFewIn(pkg: PackageModel, fn: GoFunction, calls: number): boolean {
    if (isEntryPoint(fn) || isCommand(pkg, fn)) {
      this.isReached = true;
      return true;
    }
    const known = this.#known.get(fn);
    if (known !== undefined) return known;
    if (isPerRequest(pkg, fn) || calls >= MOST_CALLS) return false;
    this.#known.set(fn, true);
    const places = runsOf(pkg, fn);
    // such as what an interface of the module asks for, or other modules call
    const isDeclared = fn.node.kind === 'function_declaration';
    const isUnused = places?.length === 0 && (isDeclared || isBehindInterface(pkg, fn));
    const answer =
      places !== undefined &&
      (places.length > 0 || isUnused) &&
      places.every((place) => {
        const starts = place.node.kind === 'call_expression' ? place.pkg.calleeOf(place.node)?.id : undefined;
        const starter = STARTERS.has(starts ?? '') ? place.pkg.functionOf(place.node) : undefined;
        return starter
          ? this.#isOneGoroutine(place.pkg, place.node, starter)
          : this.areFewAt(place, calls + 1);
      });
    this.#known.set(fn, answer);
    return answer;
  }

  /** Whether nothing is seen to start a goroutine more than once in the life of the process. */
  #isOneGoroutine(pkg: PackageModel, start: SyntaxNode, fn: GoFunction): boolean {
    this.goroutines.add(start);
    this.isReached = true;
    if ([...loopsAround(start, fn.node)].length > 0) return false;
    return !isSeenAgain(pkg, (each) => graphsOf(homeOf(pkg, each)).graphOf(each), start);
  }
}

/** Where a function is run; one given to a library that hands back its error runs while that call does. */
function runsOf(pkg: PackageModel, fn: GoFunction): readonly Place[] | undefined {
  if (fn.node.kind !== 'func_literal') return callsInModule(pkg, fn);
  const given = callGiven(fn.node);
  if (given && RETURNS_CALLBACK_ERROR.has(pkg.calleeOf(given)?.id ?? '')) return [{ pkg, node: given }];
  return runsOfLiteral(pkg, fn.node);
}
