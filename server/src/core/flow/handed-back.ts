import { homeOf } from '../semantic/home.ts';
import type { PackageModel, VarObject } from '../semantic/model.ts';
import { callsBuiltin } from '../semantic/universe.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import type { Channel } from './channels.ts';
import { variable } from './nil-comparison.ts';
import { isSamePlace, placeOf } from './places.ts';

/**
 * Whether the package hands a channel to a function of the program that closes it: the parameter itself, or what it finds to be the
 * same, as a source of events closes the channel of a listener that is taken off its list.
 */
export function isClosedWhereHandedBack(pkg: PackageModel, { variables }: Channel): boolean {
  return variables.some((object) =>
    pkg.referencesTo(object).some((mention) => {
      const whole = mention.fieldName === 'field' ? mention.parent! : mention;
      const list = whole.parent?.kind === 'argument_list' ? whole.parent : undefined;
      const fn = list?.parent?.kind === 'call_expression' ? pkg.calleeOf(list.parent)?.function : undefined;
      const parameter = fn?.parameters[list!.namedChildren.indexOf(whole)];
      if (!fn?.body || !parameter) return false;
      const home = homeOf(pkg, fn);
      return [...fn.body.descendants('call_expression')].some((call) => {
        const closed = callsBuiltin(home, call, 'close') && call.field('arguments')?.firstNamedChild;
        return closed && isSame(home, closed, parameter);
      });
    }),
  );
}

/** Whether an expression is a parameter, or has been compared with it where control is. */
function isSame(pkg: PackageModel, closed: SyntaxNode, parameter: VarObject): boolean {
  if (variable(pkg, closed) === parameter) return true;
  for (let node = closed; node.parent && node.parent.kind !== 'func_literal'; node = node.parent) {
    const condition = node.parent.kind === 'if_statement' ? node.parent.field('condition') : undefined;
    if (condition?.kind !== 'binary_expression' || node.fieldName !== 'consequence') continue;
    const sides = [condition.field('left'), condition.field('right')];
    if (condition.field('operator')?.text !== '==') continue;
    const isCompared = sides.some((side) => side && variable(pkg, side) === parameter);
    if (isCompared && sides.some((side) => isSamePlace(placeOf(pkg, side), placeOf(pkg, closed))))
      return true;
  }
  return false;
}
