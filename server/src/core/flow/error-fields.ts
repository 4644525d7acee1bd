import { OWNERSHIP } from '../knowledge/ownership/table.ts';
import { homeOf } from '../semantic/home.ts';
import type { GoFunction, PackageModel } from '../semantic/model.ts';
import { isErrorType, namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { targetsOf } from './assignments.ts';
import { implementationsOf } from './implementations.ts';
import type { Leak, OwnedResource } from './model.ts';
import { unwrapped, variable } from './nil-comparison.ts';

/**
 * Whether a path leaves where an error in a field of what a call gave is not nil, and each function that the call may run puts
 * an error there only where it puts no value beside it: `r := c.Get(url); if r.Err != nil { return r.Err }`.
 * @param resource a value in a struct of the program
 */
export function isAbsentByField(pkg: PackageModel, resource: OwnedResource, leak: Leak): boolean {
  const { acquisition, index } = resource;
  const target = targetsOf(acquisition.parent?.parent)[index];
  const object = target && acquisition.parent?.kind === 'expression_list' && variable(pkg, target);
  if (!object) return false;
  for (let at = leak.exit.parent; at && at !== resource.function.node; at = at.parent) {
    const condition = at.kind === 'if_statement' ? at.field('condition') : undefined;
    if (!condition || !at.field('consequence')?.contains(leak.exit)) continue;
    const field = condition.kind === 'binary_expression' ? comparedField(condition) : undefined;
    const name = field?.field('field')?.text;
    const operand = field?.field('operand');
    if (!name || !operand || variable(pkg, operand) !== object || !isErrorType(pkg.typeOf(field))) continue;
    const isUntouched = pkg
      .referencesTo(object)
      .every(
        (mention) =>
          mention === target ||
          mention.start < acquisition.start ||
          mention.start >= condition.start ||
          isRead(mention),
      );
    const makers = makersOf(pkg, acquisition);
    const isEither = (fn: GoFunction): boolean =>
      givesEither(homeOf(pkg, fn), fn, name, resource.type, index);
    return isUntouched && makers.length > 0 && makers.every(isEither);
  }
  return false;
}

/** The selector of `x.f != nil`. */
function comparedField(condition: SyntaxNode): SyntaxNode | undefined {
  const left = condition.field('left');
  const isNil = condition.field('operator')?.text === '!=' && condition.field('right')?.kind === 'nil';
  return isNil && left?.kind === 'selector_expression' ? left : undefined;
}

/** Whether a mention only reads a field. */
function isRead(mention: SyntaxNode): boolean {
  const selector = mention.parent;
  const isField = selector?.kind === 'selector_expression' && selector.fieldName !== 'function';
  const list = selector?.parent?.kind === 'expression_list' ? selector.parent : undefined;
  return isField && list?.fieldName !== 'left' && selector.parent?.kind !== 'unary_expression';
}

function makersOf(pkg: PackageModel, call: SyntaxNode): readonly GoFunction[] {
  const callee = pkg.calleeOf(call);
  if (!callee) return [];
  return callee.kind === 'interface-method'
    ? implementationsOf(pkg, callee)
    : [callee.function].filter((fn) => fn !== undefined);
}

/** Whether each struct that a function returns is a literal with an error in a field, or with the value, never with both. */
function givesEither(pkg: PackageModel, fn: GoFunction, name: string, type: string, index: number): boolean {
  const owned = OWNERSHIP.get(type)?.types ?? [];
  let isGiven = false;
  for (const statement of fn.body?.descendants('return_statement') ?? []) {
    if (pkg.functionOf(statement) !== fn) continue;
    const value = statement.firstNamedChild?.namedChildren[index];
    const literal = value?.kind === 'unary_expression' ? value.field('operand') : value;
    if (literal?.kind !== 'composite_literal') return false;
    const elements = literal.field('body')?.namedChildren ?? [];
    let hasError = false;
    let hasValue = false;
    for (const element of elements) {
      if (element.kind === 'comment') continue;
      const given = element.field('value')?.firstNamedChild;
      if (element.kind !== 'keyed_element' || !given) return false;
      if (element.field('key')?.text === name) hasError = unwrapped(given).kind !== 'nil';
      else hasValue ||= owned.includes(namedId(pkg.typeOf(given)) ?? '');
    }
    if (hasError && hasValue) return false;
    isGiven ||= hasValue;
  }
  return isGiven;
}
