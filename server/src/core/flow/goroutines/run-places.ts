import { isExported } from '../../semantic/exported.ts';
import type { GoFunction, PackageModel } from '../../semantic/model.ts';
import { moduleGraphOf } from '../../semantic/module-graph.ts';
import { endsInJump } from '../../syntax/statements.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { isAssignedWhole } from '../assignments.ts';
import { isAddressTaken } from '../definitions.ts';
import { unwrapped, variable } from '../nil-comparison.ts';
import { receiverTypeOf } from '../unmade-types.ts';
import type { Place } from './held-functions.ts';

/** Whether a call runs a function value: what is called is whatever the holder of the value got. */
export function runsValue({ pkg, node }: Place): boolean {
  return node.kind === 'call_expression' && pkg.calleeOf(node)?.kind === 'value';
}

/** The calls outside tests that a declared function is handed to as an argument, in the packages that can name it. */
export function handingsOf(pkg: PackageModel, fn: GoFunction): readonly Place[] {
  const name = fn.node.field('name');
  if (!name) return [];
  const packages = isExported(name.text) ? pkg.program.modulePackages(fn.file, [name.text]) : [pkg];
  return packages.flatMap((member) =>
    member.files.flatMap((file) =>
      file.isTest
        ? []
        : file.tree.identifiersNamed(name.text).flatMap((mention) => {
            const value = mention.fieldName === 'field' ? mention.parent! : mention;
            const call = value.parent?.kind === 'argument_list' ? value.parent.parent : undefined;
            const object = call?.kind === 'call_expression' ? member.objectOf(mention) : undefined;
            return object?.kind === 'func' && object.function.node === fn.node
              ? [{ pkg: member, node: call! }]
              : [];
          }),
    ),
  );
}

/**
 * Whether a call of a function does not come to a place in it: the condition around the place asks a parameter, which the call
 * gives a constant that keeps it out.
 */
export function isKeptOut(pkg: PackageModel, fn: GoFunction, place: SyntaxNode, call: Place): boolean {
  for (let node = place; node.parent && node !== fn.node; node = node.parent) {
    const { parent } = node;
    if (parent.kind === 'if_statement') {
      const value = valueIn(pkg, fn, parent.field('condition'), call);
      if (value === false && node.fieldName === 'consequence') return true;
      if (value === true && node.fieldName === 'alternative') return true;
    }
    if (parent.kind !== 'statement_list') continue;
    for (const statement of parent.namedChildren) {
      if (statement.start >= node.start) break;
      const branch = statement.kind === 'if_statement' ? statement.field('consequence') : undefined;
      if (branch && endsInJump(branch) && valueIn(pkg, fn, statement.field('condition'), call) === true)
        return true;
    }
  }
  return false;
}

/** What a condition on a boolean parameter is in the run of one call; undefined for any other condition. */
function valueIn(
  pkg: PackageModel,
  fn: GoFunction,
  condition: SyntaxNode | undefined,
  call: Place,
): boolean | undefined {
  const asked = condition && unwrapped(condition);
  if (!asked) return undefined;
  const operator = asked.field('operator')?.text;
  if (asked.kind === 'unary_expression' && operator === '!') {
    const value = valueIn(pkg, fn, asked.field('operand'), call);
    return value === undefined ? undefined : !value;
  }
  if (asked.kind === 'binary_expression' && (operator === '&&' || operator === '||')) {
    const decides = operator === '||';
    const sides = [asked.field('left'), asked.field('right')].map((side) => valueIn(pkg, fn, side, call));
    if (sides.includes(decides)) return decides;
    return sides.every((side) => side === !decides) ? !decides : undefined;
  }
  const object = variable(pkg, asked);
  const index = object ? fn.parameters.indexOf(object) : -1;
  if (!object || index < 0 || call.node.kind !== 'call_expression') return undefined;
  const isSet = pkg
    .referencesTo(object)
    .some((each) => each !== object.node && (isAssignedWhole(each) || isAddressTaken(each)));
  const argument = call.node.field('arguments')?.namedChildren[index];
  const value = !isSet && argument ? call.pkg.constantOf(argument) : undefined;
  return value?.kind === 'bool' ? value.value : undefined;
}

/**
 * The literals outside tests that make values of the struct which a method is declared for, where other packages cannot make one that
 * is of use: its own package sets fields that they cannot name. Undefined where they can.
 */
export function makersOf(pkg: PackageModel, method: GoFunction): readonly Place[] | undefined {
  const type = receiverTypeOf(pkg, method);
  if (!type) return undefined;
  const makers: Place[] = [];
  let isOwn = !isExported(type.name);
  for (const file of pkg.files) {
    if (file.isTest) continue;
    for (const mention of file.tree.identifiersNamed(type.name)) {
      const literal = mention.parent;
      if (literal?.kind !== 'composite_literal' || mention.fieldName !== 'type') continue;
      if (pkg.objectOf(mention) !== type) continue;
      makers.push({ pkg, node: literal });
      const keys = literal.field('body')?.namedChildren.map((each) => each.field('key')?.text) ?? [];
      isOwn ||= keys.some((key) => key !== undefined && !isExported(key));
    }
  }
  return isOwn && makers.length > 0 ? makers : undefined;
}

/** Whether the tests alone come to a package of a module that holds a program. */
export function isBehindTests({ pkg, node }: Place): boolean {
  if (!pkg.program.moduleIsComplete) return false;
  const file = pkg.fileOf(node);
  const graph = moduleGraphOf(pkg, file);
  return graph.hasMain && (graph.tests.isForTestsAlone(file) || graph.tests.isBehindTests(file));
}
