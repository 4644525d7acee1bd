import type { PackageModel } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { callsOfHeld, type Place } from './held-functions.ts';
import { callsOfKeyed, callsOfReturned } from './keyed-functions.ts';
import { callsOfListed } from './listed-functions.ts';
import { callsOfLocal } from './local-functions.ts';
import { callsOfPassed } from './passed-functions.ts';

/**
 * The calls outside tests in the module that may run a function value, through whatever keeps it: a field or variable, a list
 * that loops go over, a map that it is looked up in, or a function that gets or returns it. Undefined when not every one is known.
 * @param passes functions and variables that have passed it on
 */
export function callsOfKept(pkg: PackageModel, value: SyntaxNode, passes = 0): readonly Place[] | undefined {
  return (
    callsOfHeld(pkg, value) ??
    callsOfListed(pkg, value) ??
    callsOfKeyed(pkg, value) ??
    callsOfReturned(pkg, value) ??
    callsOfPassed(pkg, value, passes) ??
    callsOfLocal(pkg, value, passes)
  );
}
