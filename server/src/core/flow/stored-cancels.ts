import { homeOf } from '../semantic/home.ts';
import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignmentsOf } from './assignments.ts';
import { implementationsOf } from './implementations.ts';
import { variable } from './nil-comparison.ts';

/**
 * Whether the function that a call runs, or one of those that it may run through an interface, also stores the cancel function which
 * it gives back in a field that code of its package calls: whoever drops the result leaves it to the struct.
 * @param index of the cancel function among the results of the call
 */
export function isAlsoStored(pkg: PackageModel, call: SyntaxNode, index: number): boolean {
  const callee = pkg.calleeOf(call);
  if (!callee || (callee.kind === 'value' && !callee.function)) return false;
  const called = callee.kind === 'interface-method' ? implementationsOf(pkg, callee) : [callee.function];
  return called.some((fn) => fn !== undefined && !fn.file.isTest && stores(homeOf(pkg, fn), fn, index));
}

/** Whether an expression reads a field that code of its package calls: whoever gets the function does not have it alone. */
export function isKeptInField(pkg: PackageModel, expression: SyntaxNode): boolean {
  const field = fieldOf(pkg, expression);
  return field !== undefined && isCalled(pkg, field);
}

function stores(pkg: PackageModel, fn: GoFunction, index: number): boolean {
  const stored = storedIn(pkg, fn);
  const given = [...(fn.body?.descendants('return_statement') ?? [])]
    .filter((each) => pkg.functionOf(each) === fn)
    .flatMap((each) => each.firstNamedChild?.namedChildren[index] ?? [])
    .filter(({ kind }) => kind !== 'nil');
  return (
    given.length > 0 &&
    given.every((value) => {
      const object = fieldOf(pkg, value) ?? variable(pkg, value);
      return object !== undefined && stored.has(object);
    })
  );
}

/** Fields that a function sets and the package calls, and the variables that it sets them to. */
function storedIn(pkg: PackageModel, fn: GoFunction): ReadonlySet<VarObject> {
  const stored = new Set<VarObject>();
  for (const statement of fn.body?.descendants('assignment_statement') ?? []) {
    if (pkg.functionOf(statement) !== fn) continue;
    for (const { target, value } of assignmentsOf(statement)) {
      const field = fieldOf(pkg, target);
      if (!field || !isCalled(pkg, field)) continue;
      stored.add(field);
      const object = value && variable(pkg, value);
      if (object) stored.add(object);
    }
  }
  return stored;
}

function fieldOf(pkg: PackageModel, expression: SyntaxNode): VarObject | undefined {
  const name = expression.kind === 'selector_expression' ? expression.field('field') : undefined;
  const object = name && pkg.objectOf(name);
  return object?.kind === 'var' && object.role === 'field' ? object : undefined;
}

function isCalled(pkg: PackageModel, field: VarObject): boolean {
  return pkg.referencesTo(field).some(({ parent, fieldName }) => {
    const isSelected = parent?.kind === 'selector_expression' && fieldName === 'field';
    return isSelected && parent.fieldName === 'function' && parent.parent?.kind === 'call_expression';
  });
}
