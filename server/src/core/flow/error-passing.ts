import { GIVES_ERROR, NIL_AS_ARGUMENT } from '../knowledge/error-functions.ts';
import { homeOf } from '../semantic/home.ts';
import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import { qualifiedId } from '../semantic/qualified.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isAssignedWhole } from './assignments.ts';
import { onlyAssigned } from './channel-syntax.ts';
import { nilComparison, unwrapped, variable } from './nil-comparison.ts';

/**
 * The argument of a call without which its last result would be nil: where the argument is an error, the call gives one. Of a
 * library that wraps errors, or of a function or literal of the program that gives back what it gets on every path.
 */
export function wrappedError(pkg: PackageModel, call: SyntaxNode): SyntaxNode | undefined {
  const list = call.field('arguments')?.namedChildren.filter(({ isExtra }) => !isExtra);
  if (NIL_AS_ARGUMENT.has(calledId(pkg, call))) return list?.[0];
  const fn = calledFunction(pkg, call);
  const index = fn ? givenBack(homeOf(pkg, fn), fn) : -1;
  return index < 0 ? undefined : list?.[index];
}

/** Whether a call never gives a nil error: of a library, or of a function or literal of the program that makes one on every path. */
export function givesError(pkg: PackageModel, call: SyntaxNode): boolean {
  return callMakesError(pkg, call, 0);
}

/** Functions that make an error for one another. */
const MOST_MAKERS = 4;

function callMakesError(pkg: PackageModel, call: SyntaxNode, depth: number): boolean {
  if (GIVES_ERROR.has(calledId(pkg, call))) return true;
  const fn = depth < MOST_MAKERS ? calledFunction(pkg, call) : undefined;
  return fn !== undefined && makesError(homeOf(pkg, fn), fn, depth + 1);
}

function makesError(pkg: PackageModel, fn: GoFunction, depth: number): boolean {
  if (!fn.body || fn.hasError) return false;
  const returns = [...fn.body.descendants('return_statement')].filter((each) => pkg.functionOf(each) === fn);
  return (
    returns.length > 0 &&
    returns.every((each) => {
      const last = each.firstNamedChild?.namedChildren.at(-1);
      return last !== undefined && isMade(pkg, last, depth);
    })
  );
}

/** Whether an expression is an error that is made on the spot, or wraps such a one: also a literal of a type, which is never nil. */
function isMade(pkg: PackageModel, expression: SyntaxNode, depth: number): boolean {
  const value = unwrapped(expression);
  if (value.kind === 'call_expression') {
    if (callMakesError(pkg, value, depth)) return true;
    const wrapped = wrappedError(pkg, value);
    return wrapped !== undefined && isMade(pkg, wrapped, depth);
  }
  if (value.kind === 'unary_expression' && value.field('operator')?.text === '&')
    return value.field('operand')?.kind === 'composite_literal';
  if (value.kind === 'composite_literal') return pkg.underlying(pkg.typeOf(value))?.kind === 'struct';
  const object = variable(pkg, value);
  const kept = object?.role === 'local' ? onlyAssigned(pkg, object) : undefined;
  // one that is declared without a value may still be nil
  const isDeclared = kept?.parent?.parent?.contains(object!.node) === true;
  return kept !== undefined && isDeclared && depth < MOST_MAKERS && isMade(pkg, kept, depth + 1);
}

/** The name of what a call runs, also of a library's function that a package of the program passes on: `var Wrap = errors.Wrap`. */
function calledId(pkg: PackageModel, call: SyntaxNode): string {
  const callee = pkg.calleeOf(call);
  const target = call.field('function');
  const name = target?.kind === 'selector_expression' ? target.field('field') : target;
  const object = callee?.kind === 'value' || !callee ? name && pkg.objectOf(name) : undefined;
  if (object?.kind !== 'var' || object.role !== 'package') return callee?.id ?? '';
  const spec = object.node.parent?.kind === 'var_spec' ? object.node.parent : undefined;
  const held = spec?.field('value')?.namedChildren[spec.fieldAll('name').indexOf(object.node)];
  const home = homeOf(pkg, object);
  const isReplaced = home.referencesTo(object).some((each) => each !== object.node && isAssignedWhole(each));
  if (!held || isReplaced) return '';
  return qualifiedId(home, held) ?? '';
}

/** The function that a call runs, also through a local variable that only holds a literal. */
function calledFunction(pkg: PackageModel, call: SyntaxNode): GoFunction | undefined {
  const callee = pkg.calleeOf(call);
  if (callee?.function) return callee.kind === 'interface-method' ? undefined : callee.function;
  const target = call.field('function');
  const held = target && variable(pkg, target);
  const value = held?.role === 'local' ? onlyAssigned(pkg, held) : undefined;
  return value?.kind === 'func_literal' ? pkg.functionAt(value) : undefined;
}

/** The variable that a statement is only reached for a nil value of: `if err == nil { return nil }`. */
function nilAt(pkg: PackageModel, statement: SyntaxNode, fn: GoFunction): VarObject | undefined {
  for (let node = statement; node.parent && node !== fn.node; node = node.parent) {
    const condition = node.parent.kind === 'if_statement' ? node.parent.field('condition') : undefined;
    const comparison = condition && nilComparison(pkg, condition);
    const isNil = node.fieldName === (comparison?.equal ? 'consequence' : 'alternative');
    if (comparison?.isWhole && comparison.object?.role === 'parameter' && isNil) return comparison.object;
  }
  return undefined;
}

/** Index of the parameter that a function gives back as its last result, or wraps; -1 when a path may give nil instead. */
function givenBack(pkg: PackageModel, fn: GoFunction): number {
  if (!fn.body || fn.hasError) return -1;
  let given: VarObject | undefined;
  for (const statement of fn.body.descendants('return_statement')) {
    if (pkg.functionOf(statement) !== fn) continue;
    const last = statement.firstNamedChild?.namedChildren.at(-1);
    let value = last && unwrapped(last);
    const id = value?.kind === 'call_expression' ? calledId(pkg, value) : '';
    if (GIVES_ERROR.has(id)) continue;
    const without = value?.kind === 'nil' ? nilAt(pkg, statement, fn) : undefined;
    if (without && (!given || given === without)) {
      given = without;
      continue;
    }
    if (NIL_AS_ARGUMENT.has(id)) value = value?.field('arguments')?.firstNamedChild;
    const object = value && variable(pkg, value);
    if (object?.role !== 'parameter' || object.function !== fn || (given && given !== object)) return -1;
    given = object;
  }
  if (!given || pkg.referencesTo(given).some(isAssignedWhole)) return -1;
  return fn.parameters.indexOf(given);
}
