import { homeOf } from '../../semantic/home.ts';
import type { PackageModel } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { isVariadic } from '../channel-syntax.ts';
import type { Place } from './held-functions.ts';
import { callsOfKept } from './kept-functions.ts';

/** Functions that pass a function on. */
const MOST_PASSES = 3;

/**
 * The calls that may run a function value which is given to a function of the program as an argument, when that function does
 * nothing with the parameter but call it, compare it, pass it on to one that does no more, or put it where the module is seen to
 * call it from; undefined otherwise.
 */
export function callsOfPassed(
  pkg: PackageModel,
  value: SyntaxNode,
  passes = 0,
): readonly Place[] | undefined {
  const list = value.parent;
  const call = list?.kind === 'argument_list' ? list.parent : undefined;
  const callee = call?.kind === 'call_expression' ? pkg.calleeOf(call) : undefined;
  const fn = callee?.kind === 'interface-method' ? undefined : callee?.function;
  if (!list || !fn?.body || fn.file.isTest || passes >= MOST_PASSES) return undefined;
  const home = homeOf(pkg, fn);
  const index = list.namedChildren.indexOf(value) + (callee?.firstParameter ?? 0);
  const parameter = isVariadic(home, fn, index) ? undefined : fn.parameters[index];
  if (!parameter) return undefined;
  const calls: Place[] = [];
  for (const mention of home.referencesTo(parameter)) {
    const { parent } = mention;
    if (mention === parameter.node || parent?.kind === 'binary_expression') continue;
    if (parent?.kind === 'call_expression' && mention.fieldName === 'function')
      calls.push({ pkg: home, node: parent });
    else {
      const below = callsOfKept(home, mention, passes + 1);
      if (!below) return undefined;
      calls.push(...below);
    }
  }
  return calls;
}
