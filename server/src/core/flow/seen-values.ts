import { homeOf } from '../semantic/home.ts';
import type { PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isAssignedWhole } from './assignments.ts';
import { isAddressTaken, valueWrittenTo } from './definitions.ts';
import { callsInModule } from './goroutines/once.ts';
import type { MadeValue } from './interface-makers.ts';
import { unwrapped, variable } from './nil-comparison.ts';

/**
 * What the module is seen to put into the parameter or field that an expression takes its value from, in whatever package: the
 * arguments of every call, what is assigned to the field and what literals give it. Another module may give it something else.
 *
 * @returns undefined for any other expression, and where something is put there in a way that is not followed; nothing for the
 * parameter of a function that nobody calls
 * @param withTests whether what tests put there counts too
 */
export function seenValuesOf(
  pkg: PackageModel,
  expression: SyntaxNode,
  withTests = false,
): readonly MadeValue[] | undefined {
  const node = pointee(expression);
  const name = node.kind === 'selector_expression' ? node.field('field') : undefined;
  const object = name ? pkg.objectOf(name) : variable(pkg, node);
  if (object?.kind !== 'var' || !pkg.program.moduleIsComplete) return undefined;
  if (object.role === 'parameter') return argumentsFor(homeOf(pkg, object), object, withTests);
  return object.role === 'field' ? putInto(pkg, object, withTests) : undefined;
}

/** `c` of `*c` and `(c)`. */
function pointee(expression: SyntaxNode): SyntaxNode {
  const node = unwrapped(expression);
  const isPointer = node.kind === 'unary_expression' && node.field('operator')?.text === '*';
  const operand = isPointer ? node.field('operand') : undefined;
  return operand ? pointee(operand) : node;
}

function argumentsFor(
  pkg: PackageModel,
  parameter: VarObject,
  withTests: boolean,
): readonly MadeValue[] | undefined {
  const fn = parameter.function;
  const index = fn?.parameters.indexOf(parameter) ?? -1;
  if (!fn || index < 0) return undefined;
  const isChanged = pkg
    .referencesTo(parameter)
    .some((each) => each !== parameter.node && (isAssignedWhole(each) || isAddressTaken(each)));
  const calls = isChanged ? undefined : callsInModule(pkg, fn, withTests, false);
  return (
    calls &&
    known(
      calls.map(({ pkg: home, node }) => {
        const given = node.kind === 'call_expression' ? node.field('arguments')?.namedChildren : undefined;
        const value = given?.length === fn.parameters.length ? given[index] : undefined;
        return value && { pkg: home, value };
      }),
    )
  );
}

function putInto(pkg: PackageModel, field: VarObject, withTests: boolean): readonly MadeValue[] | undefined {
  const home = homeOf(pkg, field);
  const values: (MadeValue | undefined)[] = [];
  for (const member of home.program.modulePackages(field.file, [field.name], withTests)) {
    for (const { isTest, tree } of member.files) {
      for (const mention of isTest && !withTests ? [] : tree.identifiersNamed(field.name)) {
        const object = member.objectOf(mention);
        if (object !== undefined && object !== field) continue;
        const value = valueWrittenTo(mention);
        if (value === undefined) continue;
        values.push(object && value !== 'unknown' ? { pkg: member, value } : undefined);
      }
    }
  }
  return values.length > 0 ? known(values) : undefined;
}

/** All of them, if none is unknown. */
function known(values: readonly (MadeValue | undefined)[]): readonly MadeValue[] | undefined {
  const all = values.filter((value) => value !== undefined);
  return all.length === values.length ? all : undefined;
}
