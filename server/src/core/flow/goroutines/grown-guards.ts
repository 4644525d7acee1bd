import type { GoFunction, PackageModel, VarObject } from '../../semantic/model.ts';
import { callsBuiltin } from '../../semantic/universe.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { assignedTo, assignmentsOf, isAssignedWhole } from '../assignments.ts';
import { conditionsIn } from '../loop-heads.ts';
import { unwrapped, variable } from '../nil-comparison.ts';
import { isSamePlace, type Place, placeOf } from '../places.ts';

/**
 * Whether two nodes of a function exclude each other because a number only grows: the first is guarded by `limit == 0` or by
 * `n == limit`, the second by `n == limit` behind something that has made n larger, where `limit` stays. Such an equality holds at
 * most once, and for zero no longer.
 */
export function isOutgrown(
  pkg: PackageModel,
  first: SyntaxNode,
  second: SyntaxNode,
  fn: GoFunction,
): boolean {
  const earlier = equalitiesAround(first, fn);
  return equalitiesAround(second, fn).some(({ statement, sides }) =>
    sides.some(([counted, limit]) => {
      const counter = counterOf(pkg, counted);
      const bound = placeOf(pkg, limit);
      const growth = counter && growthBefore(pkg, statement, counter);
      if (!counter || !bound || !growth || isChanged(pkg, fn, bound)) return false;
      return earlier.some((each) =>
        each.sides.some(
          ([value, other]) =>
            isSamePlace(placeOf(pkg, other), bound) &&
            (isZero(pkg, value) || (counterOf(pkg, value) === counter && first.end <= growth.start)),
        ),
      );
    }),
  );
}

interface Equality {
  readonly statement: SyntaxNode;
  /** Both orders of what is compared. */
  readonly sides: readonly (readonly [SyntaxNode, SyntaxNode])[];
}

/** The equalities that all hold where a node of a function runs, as the branches around it say. */
function equalitiesAround(node: SyntaxNode, fn: GoFunction): readonly Equality[] {
  const found: Equality[] = [];
  for (let inner = node; inner.parent && inner !== fn.node; inner = inner.parent) {
    const statement = inner.parent;
    const condition = statement.kind === 'if_statement' ? statement.field('condition') : undefined;
    if (!condition || inner.fieldName !== 'consequence') continue;
    for (const each of conditionsIn(condition)) {
      const left = each.field('left');
      const right = each.field('right');
      if (left && right && each.field('operator')?.text === '==')
        found.push({
          statement,
          sides: [
            [unwrapped(left), unwrapped(right)],
            [unwrapped(right), unwrapped(left)],
          ],
        });
    }
  }
  return found;
}

/** The local variable that an expression counts: `n`, or `list` of `len(list)`, to which nothing is done but that it gets longer. */
function counterOf(pkg: PackageModel, expression: SyntaxNode): VarObject | undefined {
  const isLength = callsBuiltin(pkg, expression, 'len');
  const counted = isLength ? expression.field('arguments')?.firstNamedChild : expression;
  const object = counted && variable(pkg, counted);
  if (object?.role !== 'local') return undefined;
  const onlyGrows = pkg
    .referencesTo(object)
    .every(
      (mention) =>
        mention === object.node ||
        (mention.parent?.kind !== 'dec_statement' &&
          (!isAssignedWhole(mention) || growsAt(pkg, mention, object) !== undefined) &&
          !(mention.parent?.kind === 'unary_expression' && mention.parent.field('operator')?.text === '&')),
    );
  return onlyGrows ? object : undefined;
}

/** The statement that makes a variable larger where it is mentioned: `n++`, `list = append(list, …)`. */
function growsAt(pkg: PackageModel, mention: SyntaxNode, object: VarObject): SyntaxNode | undefined {
  if (mention.parent?.kind === 'inc_statement') return mention.parent;
  const value = isAssignedWhole(mention) ? assignedTo(mention)?.value : undefined;
  const given = value && callsBuiltin(pkg, value, 'append') ? value.field('arguments')?.namedChildren : [];
  const isSame = given?.[0] !== undefined && variable(pkg, given[0]) === object && given.length > 1;
  return isSame ? mention.parent?.parent : undefined;
}

/** What makes a counter larger in any case before a statement of the same list. */
function growthBefore(pkg: PackageModel, statement: SyntaxNode, counter: VarObject): SyntaxNode | undefined {
  const list = statement.parent?.kind === 'statement_list' ? statement.parent : undefined;
  return pkg
    .referencesTo(counter)
    .map((mention) => (mention === counter.node ? undefined : growsAt(pkg, mention, counter)))
    .find((each) => each?.parent === list && list !== undefined && each!.end <= statement.start);
}

function isZero(pkg: PackageModel, expression: SyntaxNode): boolean {
  const constant = pkg.constantOf(expression);
  return constant?.kind === 'int' && constant.value === 0n;
}

/** Whether the function assigns a place. */
function isChanged(pkg: PackageModel, { node }: GoFunction, place: Place): boolean {
  return [...node.descendants('assignment_statement', 'inc_statement', 'dec_statement')].some((statement) => {
    const target = statement.kind === 'assignment_statement' ? undefined : statement.firstNamedChild;
    const targets = target ? [target] : assignmentsOf(statement).map((each) => each.target);
    return targets.some((each) => isSamePlace(placeOf(pkg, each), place));
  });
}
