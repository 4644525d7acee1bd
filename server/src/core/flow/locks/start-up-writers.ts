import { outermost } from '../../semantic/declarations.ts';
import type { GoFunction, PackageModel } from '../../semantic/model.ts';
import { moduleGraphOf } from '../../semantic/module-graph.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { isEntryPoint } from '../channels.ts';
import type { Place } from '../goroutines/held-functions.ts';
import { callsInModule, isInCommand, isPerRequest } from '../goroutines/once.ts';
import { callsOfPassed } from '../goroutines/passed-functions.ts';
import { loopsAround, roundsOf } from '../loop-heads.ts';

/** Functions on the ways to a writer. */
const MOST_FUNCTIONS = 60;

/**
 * Whether the module, read whole and without its tests, runs a statement only in what `main`, `init` or a command does itself:
 * each of the ways to it is known, and on none is there a goroutine, a handler, a function value for others or a loop that goes
 * on. A loop over a list goes over the parts of the program.
 */
export function isOnlyInStartUp(pkg: PackageModel, node: SyntaxNode): boolean {
  if (!pkg.program.moduleIsComplete) return false;
  const places: Place[] = [{ pkg, node }];
  const seen = new Set<GoFunction>();
  let reachesProgram = false;
  for (const place of places) {
    const fn = place.pkg.functionOf(place.node);
    const top = outermost(fn);
    const file = place.pkg.fileOf(place.node);
    // helpers of tests in packages of their own
    if (!moduleGraphOf(place.pkg, file).isRun(file)) continue;
    if (!fn || !top) {
      reachesProgram = true; // at package level, or where a command is made of it
      continue;
    }
    if (isPerRequest(place.pkg, fn) || !isStraight(place.pkg, place.node, top)) return false;
    if (seen.size >= MOST_FUNCTIONS) return false;
    if (isInCommand(place.pkg, fn)) {
      reachesProgram = true;
      continue;
    }
    if (!isRunInPlace(place.pkg, fn)) return false;
    reachesProgram ||= isEntryPoint(top);
    if (isEntryPoint(top) || seen.has(top)) continue;
    seen.add(top);
    const calls = callsInModule(place.pkg, top);
    if (!calls?.length) return false;
    places.push(...calls);
  }
  return reachesProgram;
}

/** Whether only requests, or libraries that the module gives it to, come to a function: not what the program does when it starts. */
export function isOnlyServed(pkg: PackageModel, fn: GoFunction): boolean {
  const places: { readonly pkg: PackageModel; readonly fn: GoFunction }[] = [{ pkg, fn }];
  const seen = new Set<GoFunction>();
  for (const place of places) {
    const top = outermost(place.fn);
    if (isPerRequest(place.pkg, place.fn) || seen.has(top)) continue;
    if (isEntryPoint(top) || isInCommand(place.pkg, place.fn) || seen.size >= MOST_FUNCTIONS) return false;
    seen.add(top);
    for (const call of callsInModule(place.pkg, top) ?? []) {
      const caller = call.pkg.functionOf(call.node);
      if (!caller) return false;
      places.push({ pkg: call.pkg, fn: caller });
    }
  }
  return true;
}

/** Whether a node runs when a function is called, and a limited number of times. */
function isStraight(pkg: PackageModel, node: SyntaxNode, top: GoFunction): boolean {
  for (let each: SyntaxNode | undefined = node; each && each !== top.node; each = each.parent)
    if (each.kind === 'go_statement') return false;
  return [...loopsAround(node, top.node)].every((loop) => !/^(endless|open)$/.test(roundsOf(pkg, loop)));
}

/** Whether a literal, and each around it, is called where it stands, or by the function of the program that gets it before that returns. */
function isRunInPlace(pkg: PackageModel, fn: GoFunction): boolean {
  if (!fn.outer) return true;
  const { node } = fn;
  const isCalled = node.parent?.kind === 'call_expression' && node.fieldName === 'function';
  const runs = isCalled ? [] : callsOfPassed(pkg, node);
  const isAtOnce = runs?.every((run) => {
    const top = outermost(run.pkg.functionOf(run.node));
    return top !== undefined && isStraight(run.pkg, run.node, top);
  });
  return isAtOnce === true && isRunInPlace(pkg, fn.outer);
}
