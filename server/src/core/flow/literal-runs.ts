import { GUARDS } from '../knowledge/once-functions.ts';
import type { PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { Callers } from './callers.ts';
import { STARTERS } from './channels.ts';
import { callsOfHeld, type Place } from './goroutines/held-functions.ts';
import { callsOfKeyed, callsOfReturned } from './goroutines/keyed-functions.ts';
import { callsOfListed } from './goroutines/listed-functions.ts';
import { callsOfLocal } from './goroutines/local-functions.ts';
import { callsOfPassed } from './goroutines/passed-functions.ts';

/**
 * Where a function literal is run: in place, by what starts goroutines, through the variable, field, list or map that holds it, or
 * by a function of the program that gets it. Undefined when not every place is known, empty when nobody runs it.
 * @param literal a `func_literal`
 */
export function runsOfLiteral(pkg: PackageModel, literal: SyntaxNode): readonly Place[] | undefined {
  const given = callGiven(literal);
  if (given) {
    const id = pkg.calleeOf(given)?.id ?? '';
    if (STARTERS.has(id) || GUARDS.has(id)) return [{ pkg, node: given }];
    return callsOfListed(pkg, literal) ?? callsOfPassed(pkg, literal);
  }
  const fn = pkg.functionAt(literal);
  const calls = fn && new Callers(pkg).of(fn)?.map((node) => ({ pkg, node }));
  return (
    callsOfListed(pkg, literal) ??
    calls ??
    callsOfHeld(pkg, literal) ??
    callsOfKeyed(pkg, literal) ??
    callsOfReturned(pkg, literal) ??
    callsOfLocal(pkg, literal)
  );
}

/** The call that gets a literal as an argument. */
export function callGiven(literal: SyntaxNode): SyntaxNode | undefined {
  const list = literal.parent;
  return list?.kind === 'argument_list' && list.parent?.kind === 'call_expression' ? list.parent : undefined;
}
