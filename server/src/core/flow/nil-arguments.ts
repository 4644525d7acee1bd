import { homeOf } from '../semantic/home.ts';
import type { Question } from '../semantic/memory.ts';
import type { GoFunction, PackageModel } from '../semantic/model.ts';
import { givesError } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isAssignedWhole } from './assignments.ts';
import { checkedCallsBefore } from './checked-calls.ts';
import { CONTROL } from './graphs.ts';
import type { Leak } from './model.ts';
import { isNilError } from './never-fails.ts';
import { nilComparison, unwrapped } from './nil-comparison.ts';
import { placeOf } from './places.ts';

/**
 * Whether a path leaves only after the error of a function of the program that fails for nothing but nil arguments, and gets
 * there a field of the receiver, which whoever has made the struct decides: `New(conn, h.limiter)`.
 */
export function comesOfNilField(pkg: PackageModel, leak: Leak): boolean {
  return checkedCallsBefore(pkg, leak.exit).some(({ call, hasFailed }) => {
    const callee = hasFailed ? pkg.calleeOf(call) : undefined;
    const fn = callee?.kind !== 'value' && callee?.function?.body ? callee.function : undefined;
    if (!callee || !fn) return false;
    const { parameters } = pkg.program.memory.ask(homeOf(pkg, fn), fn, FAILS_FOR_NIL);
    const given = call.field('arguments')?.namedChildren ?? [];
    return (
      parameters.length > 0 &&
      given.length === fn.parameters.length &&
      parameters.every((index) => isFieldOfReceiver(pkg, given[index]!))
    );
  });
}

function isFieldOfReceiver(pkg: PackageModel, node: SyntaxNode): boolean {
  const place = placeOf(pkg, unwrapped(node));
  return place !== undefined && place.root.role === 'receiver' && place.fields.length > 0;
}

const FAILS_FOR_NIL: Question<{ readonly parameters: readonly number[] }> = {
  name: 'fails for nil only',
  family: CONTROL,
  compute: (pkg, fn) => ({ parameters: nilParametersOf(pkg, fn) ?? [] }),
  meanwhile: { parameters: [] },
};

/** The parameters for which a function fails where they are nil; undefined where it may fail for something else. */
function nilParametersOf(pkg: PackageModel, fn: GoFunction): readonly number[] | undefined {
  if (!givesError(pkg.signatureOf(fn))) return undefined;
  const found = new Set<number>();
  for (const statement of fn.body?.descendants('return_statement') ?? []) {
    if (pkg.functionOf(statement) !== fn) continue;
    const error = statement.firstNamedChild?.namedChildren.at(-1);
    if (!error) return undefined;
    if (isNilError(pkg, error)) continue;
    const branch = statement.ancestor('if_statement');
    const condition = branch?.field('consequence')?.contains(statement) && branch.field('condition');
    const asked = condition ? parametersAsked(pkg, fn, condition) : undefined;
    if (!asked) return undefined;
    for (const index of asked) found.add(index);
  }
  return [...found];
}

/** The parameters of which a condition asks one after the other whether they are nil: `a == nil || b == nil`. */
function parametersAsked(
  pkg: PackageModel,
  fn: GoFunction,
  condition: SyntaxNode,
): readonly number[] | undefined {
  const node = unwrapped(condition);
  if (node.kind === 'binary_expression' && node.field('operator')?.text === '||') {
    const left = parametersAsked(pkg, fn, node.field('left')!);
    const right = parametersAsked(pkg, fn, node.field('right')!);
    return left && right ? [...left, ...right] : undefined;
  }
  const comparison = nilComparison(pkg, node);
  const { object } = comparison ?? {};
  if (!object || !comparison?.equal || !comparison.isWhole) return undefined;
  const index = fn.parameters.indexOf(object);
  return index < 0 || pkg.referencesTo(object).some(isAssignedWhole) ? undefined : [index];
}
