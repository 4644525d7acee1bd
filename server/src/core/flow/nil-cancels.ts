import { homeOf } from '../semantic/home.ts';
import type { PackageModel, VarObject } from '../semantic/model.ts';
import { isErrorType } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { type Definition, definitionAt, reachingDefinitions } from './definitions.ts';
import { isNeverNil } from './dominating-facts.ts';
import { graphsOf } from './graphs.ts';
import { unwrapped, variable } from './nil-comparison.ts';

/** How many functions deep a result is followed. */
const DEPTH = 3;

/**
 * Whether a function of the program may give nil as one of its results and no error with it: whoever calls that result then
 * panics.
 * @param index of the result
 */
export function mayGiveNil(pkg: PackageModel, call: SyntaxNode, index: number, depth = DEPTH): boolean {
  const { function: fn } = (call.kind === 'call_expression' && pkg.calleeOf(call)) || {};
  if (!fn?.body || depth === 0) return false;
  const home = homeOf(pkg, fn);
  const graph = graphsOf(home).graphOf(fn);
  const { results } = home.signatureOf(fn);
  const hasError = isErrorType(results.at(-1)?.type);
  for (const statement of fn.body.descendants('return_statement')) {
    if (home.functionOf(statement) !== fn) continue;
    const given = statement.firstNamedChild?.namedChildren ?? [];
    if (given.length === 1 && results.length > 1) {
      if (mayGiveNil(home, given[0]!, index, depth - 1)) return true;
      continue;
    }
    const error = hasError ? given.at(-1) : undefined;
    if (error && error.kind !== 'nil' && isNeverNil(home, graph, error)) continue;
    const value = given[index] && unwrapped(given[index]);
    const object = value ? variable(home, value) : fn.results[index];
    if (value?.kind === 'nil' || (object && mayHoldNil(home, object, statement, depth))) return true;
    if (value?.kind === 'call_expression' && mayGiveNil(home, value, 0, depth - 1)) return true;
  }
  return false;
}

/** Whether a variable may hold nil at a statement, because it was given that or nothing yet. */
function mayHoldNil(pkg: PackageModel, object: VarObject, statement: SyntaxNode, depth: number): boolean {
  if (object.role !== 'local' && object.role !== 'result') return false;
  const known = pkg.referencesTo(object).flatMap((each) => definitionAt(each) ?? []);
  const definitions = known.filter((each): each is Definition => each !== 'unknown');
  if (definitions.length < known.length) return true;
  const reaching = reachingDefinitions(pkg, object, statement, definitions);
  return reaching.some((each) => {
    if (each === 'entry' || !each.value) return true;
    const value = unwrapped(each.value);
    return value.kind === 'nil' || mayGiveNil(pkg, value, each.result, depth - 1);
  });
}
