import { isExportedFunction } from '../semantic/exported.ts';
import type { GoFunction, PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { Callers } from './callers.ts';
import { isEntryPoint, STARTERS } from './channels.ts';
import { callsOfCommand, isCommand } from './commands.ts';
import type { Place } from './goroutines/held-functions.ts';
import { callsInModule, endsProcessAfter, isPerRequest } from './goroutines/once.ts';
import type { ControlFlowGraph } from './model.ts';

type GraphOf = (fn: GoFunction) => ControlFlowGraph;

/** Calls between `main` and a function. */
const MOST_CALLS = 8;
/** They run the function that they get once, however often they are called. */
export const GUARDS = new Set(['sync.Once.Do', 'sync.OnceFunc']);

/**
 * Whether a function runs as often as statements of the program call it outside loops, counted from `main`, `init` and what
 * runs for a command: what one run leaves behind cannot add up. Tests count for nothing, and until the module is read
 * nothing is said of functions that it may call.
 */
export function runsOnce(pkg: PackageModel, graphOf: GraphOf, fn: GoFunction): boolean {
  return !fn.file.isTest && isOnce(pkg, graphOf, fn, new Set());
}

function isOnce(pkg: PackageModel, graphOf: GraphOf, fn: GoFunction, open: Set<GoFunction>): boolean {
  if (isEntryPoint(fn)) return true;
  if (open.has(fn) || open.size >= MOST_CALLS || isPerRequest(pkg, fn)) return false;
  const places = runsOf(pkg, fn);
  if (places === 'once') return true;
  if (!places) return false;
  open.add(fn);
  const once = places.every((place) => isPlaceOnce(place, graphOf, open));
  open.delete(fn);
  return once;
}

function isPlaceOnce(place: Place, graphOf: GraphOf, open: Set<GoFunction>): boolean {
  const { pkg, node } = place;
  const fn = pkg.functionOf(node);
  if (!fn) return true; // at package level
  if (endsProcessAfter(place, graphOf)) return true;
  const graph = graphOf(fn);
  const block = graph.blockOf(node);
  return block !== undefined && !graph.inLoop(block) && isOnce(pkg, graphOf, fn, open);
}

/** Where a function is run; `once` when a library sees to that, undefined when not every place is known. */
function runsOf(pkg: PackageModel, fn: GoFunction): readonly Place[] | 'once' | undefined {
  const isLiteral = fn.node.kind === 'func_literal';
  if (isCommand(pkg, fn)) {
    const calls = isLiteral ? callsOfLiteral(pkg, fn) : callsOfCommand(pkg, fn);
    return calls?.length ? calls : 'once';
  }
  if (isLiteral) return runsOfLiteral(pkg, fn);
  if (isExportedFunction(fn) && !pkg.program.moduleIsComplete) return undefined;
  const calls = callsInModule(pkg, fn);
  return calls?.length ? calls : undefined;
}

function runsOfLiteral(pkg: PackageModel, fn: GoFunction): readonly Place[] | 'once' | undefined {
  const given = argumentOf(fn.node);
  if (given) {
    const id = pkg.calleeOf(given)?.id ?? '';
    if (GUARDS.has(id)) return 'once';
    return STARTERS.has(id) ? [{ pkg, node: given }] : undefined;
  }
  const calls = callsOfLiteral(pkg, fn);
  return calls?.length ? calls : undefined;
}

/** Every call of a literal that is called where it stands or through the variable that holds it. */
function callsOfLiteral(pkg: PackageModel, fn: GoFunction): readonly Place[] | undefined {
  return new Callers(pkg).of(fn)?.map((node) => ({ pkg, node }));
}

/** The call that gets a literal as an argument. */
function argumentOf(literal: SyntaxNode): SyntaxNode | undefined {
  const list = literal.parent;
  return list?.kind === 'argument_list' && list.parent?.kind === 'call_expression' ? list.parent : undefined;
}
