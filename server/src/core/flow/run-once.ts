import { GUARDS } from '../knowledge/once-functions.ts';
import { isExportedFunction } from '../semantic/exported.ts';
import type { GoFunction, PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { Callers } from './callers.ts';
import { isEntryPoint } from './channels.ts';
import { callsOfCommand, isCommand } from './commands.ts';
import type { Place } from './goroutines/held-functions.ts';
import { callsInModule, endsProcessAfter, isPerRequest } from './goroutines/once.ts';
import { startsOf } from './handed-over.ts';
import { callGiven, runsOfLiteral } from './literal-runs.ts';
import { loopsAround, roundsOf } from './loop-heads.ts';
import type { ControlFlowGraph } from './model.ts';
import { placeOf } from './places.ts';

type GraphOf = (fn: GoFunction) => ControlFlowGraph;

/**
 * What counts as once: a statement outside loops, also one in a loop whose rounds the source counts, or also one that comes once for
 * each of values that are there.
 */
export type Rounds = 'one' | 'counted' | 'finite';

const ALLOWED: Readonly<Record<Rounds, RegExp>> = {
  one: /^$/,
  counted: /^(?:one|counted)$/,
  finite: /^(?:one|counted|finite)$/,
};

/** Calls between `main` and a function. */
const MOST_CALLS = 12;

/**
 * Whether a function runs as often as statements of the program call it outside loops that may go on, counted from `main`, `init` and what
 * runs for a command: what one run leaves behind cannot add up. Tests count for nothing, and until the module is read
 * nothing is said of functions that it may call.
 */
export function runsOnce(pkg: PackageModel, graphOf: GraphOf, fn: GoFunction, rounds: Rounds): boolean {
  return !fn.file.isTest && isOnce(pkg, { graphOf, rounds }, fn, new Set());
}

interface Search {
  readonly graphOf: GraphOf;
  readonly rounds: Rounds;
}

function isOnce(pkg: PackageModel, search: Search, fn: GoFunction, open: Set<GoFunction>): boolean {
  if (isEntryPoint(fn)) return true;
  if (open.has(fn) || open.size >= MOST_CALLS || isPerRequest(pkg, fn)) return false;
  const places = runsOf(pkg, fn);
  if (places === 'once') return true;
  if (!places) return false;
  open.add(fn);
  const once = places.every((place) => isPlaceOnce(place, search, open));
  open.delete(fn);
  return once;
}

function isPlaceOnce(place: Place, search: Search, open: Set<GoFunction>): boolean {
  const { pkg, node } = place;
  const fn = pkg.functionOf(node);
  if (!fn) return true; // at package level
  const graph = search.graphOf(fn);
  const block = graph.blockOf(node);
  if (!block) return false;
  const isLimited = !graph.inLoop(block) || isInCountedLoops(pkg, node, fn, search.rounds);
  return isLimited && (endsProcessAfter(place, search.graphOf) || isOnce(pkg, search, fn, open));
}

/** Whether the rounds of every loop around a node in its function have such an end, and no jump leads back to it. */
function isInCountedLoops(pkg: PackageModel, node: SyntaxNode, fn: GoFunction, rounds: Rounds): boolean {
  if ([...(fn.body?.descendants('goto_statement') ?? [])].length > 0) return false;
  return [...loopsAround(node, fn.node)].every((loop) => ALLOWED[rounds].test(roundsOf(pkg, loop)));
}

/** Where a function is run; `once` when a library sees to that, undefined when not every place is known. */
function runsOf(pkg: PackageModel, fn: GoFunction): readonly Place[] | 'once' | undefined {
  const isLiteral = fn.node.kind === 'func_literal';
  if (isCommand(pkg, fn)) {
    const calls = isLiteral ? callsOfLiteral(pkg, fn) : callsOfCommand(pkg, fn);
    return calls?.length ? calls : 'once';
  }
  if (isLiteral) {
    const given = callGiven(fn.node);
    const isGuarded = given && GUARDS.has(pkg.calleeOf(given)?.id ?? '');
    if (isGuarded && isGuardOfProcess(pkg, given)) return 'once';
    const runs = runsOfLiteral(pkg, fn.node) ?? startsOf(pkg, fn);
    return runs?.length ? runs : undefined;
  }
  if (isExportedFunction(fn) && !pkg.program.moduleIsComplete) return undefined;
  const calls = callsInModule(pkg, fn) ?? (isExportedFunction(fn) ? undefined : startsOf(pkg, fn));
  return calls?.length ? calls : undefined;
}

/** Whether a guard is there once: a package variable, or what one is declared with. */
function isGuardOfProcess(pkg: PackageModel, call: SyntaxNode): boolean {
  const guard = call.field('function')?.field('operand');
  if (!pkg.functionOf(call)) return true;
  return placeOf(pkg, guard)?.root.role === 'package';
}

/** Every call of a literal that is called where it stands or through the variable that holds it. */
function callsOfLiteral(pkg: PackageModel, fn: GoFunction): readonly Place[] | undefined {
  return new Callers(pkg).of(fn)?.map((node) => ({ pkg, node }));
}
