import { memoized } from '../semantic/memo.ts';
import type { Remembered } from '../semantic/memory.ts';
import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isAssignedWhole } from './assignments.ts';
import { Callers } from './callers.ts';
import { isAddressTaken } from './definitions.ts';
import { entriesOf } from './enumerations.ts';
import type { Place } from './goroutines/held-functions.ts';
import type { Edge } from './model.ts';
import { nilComparison, unwrapped, variable } from './nil-comparison.ts';

/** The text of a constant of its kind, `nil`, or `set` for what is surely not nil. */
type Given = string;

/** Functions that hand a parameter on to the next one. */
const MOST_CALLS = 3;

/**
 * Whether a condition on a parameter holds in every run, or in none: `p`, `p == "x"` or `p != nil`, where a function that only its
 * package can call is given constants wherever it is called, and keeps them. Undefined for any other expression, and where somebody
 * unseen may call.
 */
export function alwaysGiven(pkg: PackageModel, node: SyntaxNode): boolean | undefined {
  const [object, answer] = questionOf(pkg, node) ?? [];
  const given = object && givenTo(pkg, object);
  if (!given || !answer) return undefined;
  const [first, ...others] = [...given].map(answer);
  return others.every((each) => each === first) ? first : undefined;
}

/** The parameter that a condition asks about, and what it is for a value of it. */
function questionOf(
  pkg: PackageModel,
  node: SyntaxNode,
): [VarObject, (given: Given) => boolean | undefined] | undefined {
  const parameter = parameterIn(pkg, node);
  if (parameter)
    return [parameter, (given) => (given.startsWith('bool:') ? given === 'bool:true' : undefined)];
  const comparison = nilComparison(pkg, node);
  const compared = comparison?.isWhole ? parameterIn(pkg, comparison.operand) : undefined;
  if (comparison && compared) {
    const { equal } = comparison;
    return [
      compared,
      (given) => (given === 'nil' || given === 'set' ? (given === 'nil') === equal : undefined),
    ];
  }
  const operator = node.kind === 'binary_expression' ? node.field('operator')?.text : undefined;
  if (operator !== '==' && operator !== '!=') return undefined;
  const sides = [unwrapped(node.field('left')!), unwrapped(node.field('right')!)];
  const asked = sides.findIndex((side) => parameterIn(pkg, side));
  const object = asked < 0 ? undefined : parameterIn(pkg, sides[asked]!);
  const constant = object && givenBy(pkg, sides[1 - asked]!);
  if (!object || constant === undefined || constant === 'set') return undefined;
  return [
    object,
    (given) => (isSameKind(given, constant) ? (given === constant) === (operator === '==') : undefined),
  ];
}

function isSameKind(one: Given, other: Given): boolean {
  return one.split(':', 1)[0] === other.split(':', 1)[0];
}

function parameterIn(pkg: PackageModel, node: SyntaxNode): VarObject | undefined {
  const object = node.kind === 'identifier' ? variable(pkg, node) : undefined;
  return object?.role === 'parameter' ? object : undefined;
}

/**
 * Whether a clause of a switch over a parameter is taken by none of the values that it is given.
 * @param entries of the clause; of the default what all the others have
 */
export function isNeverChosen(
  pkg: PackageModel,
  value: SyntaxNode,
  entries: readonly SyntaxNode[],
  isDefault: boolean,
): boolean {
  const object = parameterIn(pkg, unwrapped(value));
  const given = object && givenTo(pkg, object);
  if (!given || entries.length === 0) return false;
  const constants = entries.map((entry) => givenBy(pkg, entry));
  return [...given].every((each) => {
    if (isDefault) return constants.includes(each);
    return constants.every(
      (constant) => constant !== undefined && isSameKind(constant, each) && constant !== each,
    );
  });
}

type Values = ReadonlySet<Given> | undefined;

const givenOf = memoized<PackageModel, Map<VarObject, Remembered<Values>>>(() => new Map());

/** What a parameter is given by all the calls of its function that there can be; undefined where that is not known. */
function givenTo(pkg: PackageModel, object: VarObject): Values {
  const all = givenOf(pkg);
  let known = all.get(object);
  if (known) known.replay?.();
  else {
    known = pkg.program.memory.recorded(() => valuesGiven(pkg, object, 0));
    all.set(object, known);
  }
  return known.value;
}

function valuesGiven(pkg: PackageModel, object: VarObject, calls: number): Values {
  const { function: fn } = object;
  const index = fn?.parameters.indexOf(object) ?? -1;
  let given: Set<Given> | undefined;
  if (fn && index >= 0 && fn.node.kind !== 'func_literal' && isKept(pkg, object) && calls < MOST_CALLS) {
    const { variadic, parameters } = pkg.signatureOf(fn);
    const callers = variadic && index === parameters.length - 1 ? undefined : new Callers(pkg).of(fn);
    const values = callers?.map((call) => {
      const argument = argumentsOf(call)[index];
      const handed = argument && parameterIn(pkg, argument);
      if (handed === object) return [];
      return handed
        ? [...(valuesGiven(pkg, handed, calls + 1) ?? [undefined])]
        : [argument && givenBy(pkg, argument)];
    });
    const flat = values?.flat();
    if (flat && flat.length > 0 && flat.every((each) => each !== undefined)) given = new Set(flat);
  }
  return given;
}

/** Whether a parameter is never written to. */
function isKept(pkg: PackageModel, object: VarObject): boolean {
  return pkg
    .referencesTo(object)
    .every((each) => each === object.node || !(isAssignedWhole(each) || isAddressTaken(each)));
}

function argumentsOf(call: SyntaxNode): readonly SyntaxNode[] {
  return call.field('arguments')?.namedChildren.filter(({ isExtra }) => !isExtra) ?? [];
}

function givenBy(pkg: PackageModel, expression: SyntaxNode): Given | undefined {
  const node = unwrapped(expression);
  if (node.kind === 'nil') return 'nil';
  const constant = pkg.constantOf(node);
  switch (constant?.kind) {
    case 'bool':
    case 'int':
      return `${constant.kind}:${constant.value}`;
    case 'string':
      return constant.parts.includes(undefined) ? undefined : `string:${constant.parts.join('')}`;
    default:
  }
  const isPointer = node.kind === 'unary_expression' && node.field('operator')?.text === '&';
  return isPointer || node.kind === 'func_literal' ? 'set' : undefined;
}

/** Whether the values that the callers give to parameters never lead over an edge. */
export function isNeverTaken(pkg: PackageModel, { condition, kind }: Edge): boolean {
  if (!condition) return false;
  if (kind === 'true' || kind === 'false') return isOtherwise(pkg, condition, kind === 'true');
  const statement = kind === 'case' ? condition.parent : condition;
  const value = statement?.kind === 'expression_switch_statement' ? statement.field('value') : undefined;
  if (!statement || !value || (kind !== 'case' && kind !== 'default')) return false;
  const clauses = kind === 'case' ? [condition] : statement.namedChildren;
  return isNeverChosen(pkg, value, clauses.flatMap(entriesOf), kind === 'default');
}

/** Whether a condition always comes out otherwise. */
function isOtherwise(pkg: PackageModel, condition: SyntaxNode, holds: boolean): boolean {
  const node = unwrapped(condition);
  const operator = node.field('operator')?.text;
  if (operator === '!') return isOtherwise(pkg, node.field('operand')!, !holds);
  if (operator !== '&&' && operator !== '||') return alwaysGiven(pkg, node) === !holds;
  const parts = [node.field('left')!, node.field('right')!];
  const isEach = (operator === '&&') === holds;
  return isEach
    ? parts.some((each) => isOtherwise(pkg, each, holds))
    : parts.every((each) => isOtherwise(pkg, each, holds));
}

/**
 * Whether a call of a function does not come to a node in it: the node stands behind a condition on a boolean parameter that the
 * constant which the call gives does not fulfil. `load(true)` where it says `if !again { go watch() }`
 */
export function isSkippedBy(call: Place, pkg: PackageModel, fn: GoFunction, node: SyntaxNode): boolean {
  for (let each = node; each.parent && each !== fn.node; each = each.parent) {
    const isBranch = each.fieldName === 'consequence' || each.fieldName === 'alternative';
    const condition =
      each.parent.kind === 'if_statement' && isBranch ? each.parent.field('condition') : undefined;
    if (!condition) continue;
    let asked = unwrapped(condition);
    let wanted = each.fieldName === 'consequence';
    for (; asked.kind === 'unary_expression' && asked.field('operator')?.text === '!'; wanted = !wanted)
      asked = unwrapped(asked.field('operand')!);
    const object = parameterIn(pkg, asked);
    const index = object?.function === fn ? fn.parameters.indexOf(object) : -1;
    const argument = index < 0 || !object || !isKept(pkg, object) ? undefined : argumentsOf(call.node)[index];
    const given = argument && call.pkg.constantOf(argument);
    if (given?.kind === 'bool' && given.value !== wanted) return true;
  }
  return false;
}
