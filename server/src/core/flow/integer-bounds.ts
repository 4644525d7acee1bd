import type { PackageModel } from '../semantic/model.ts';
import { qualifiedId } from '../semantic/qualified.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { unwrapped } from './nil-comparison.ts';

/** What a comparison with a constant says of an integer when it holds. */
export interface IntegerBound {
  readonly relation: '==' | '!=' | '<' | '<=' | '>' | '>=';
  readonly value: bigint;
  /** Whether the integer is never negative: an unsigned one, a length. */
  readonly isNatural: boolean;
}

/** What is said of an integer that a text stands for, with variables told apart. */
export interface SubjectBound extends IntegerBound {
  readonly subject: string;
}

/** A comparison of an integer with a constant. */
export interface IntegerComparison {
  readonly operand: SyntaxNode;
  readonly bound: IntegerBound;
}

/** The same relation with its sides exchanged. */
const MIRRORED: Readonly<Record<IntegerBound['relation'], IntegerBound['relation']>> = {
  '==': '==',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

const OPPOSITES: Readonly<Record<IntegerBound['relation'], IntegerBound['relation']>> = {
  '==': '!=',
  '!=': '==',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
};

const LENGTHS: ReadonlySet<string> = new Set(['len', 'cap']);

/** Reads a comparison of an integer of known type with a constant; undefined for any other expression. */
export function integerComparison(pkg: PackageModel, expression: SyntaxNode): IntegerComparison | undefined {
  const node = unwrapped(expression);
  const operator = node.kind === 'binary_expression' ? (node.field('operator')?.text ?? '') : '';
  if (!Object.hasOwn(MIRRORED, operator)) return undefined;
  const relation = operator as IntegerBound['relation'];
  const left = node.field('left')!;
  const right = node.field('right')!;
  const onRight = pkg.constantOf(right);
  const onLeft = pkg.constantOf(left);
  const constant = onRight ?? onLeft;
  if ((onLeft && onRight) || constant?.kind !== 'int') return undefined;
  const operand = unwrapped(onRight ? left : right);
  const isLength = operand.kind === 'call_expression' && LENGTHS.has(pkg.calleeOf(operand)?.id ?? '');
  const type = pkg.underlying(pkg.typeOf(operand));
  const name = type?.kind === 'basic' ? type.name : '';
  if (!isLength && !/^u?int(?:8|16|32|64|ptr)?$/.test(name)) return undefined;
  return {
    operand,
    bound: {
      relation: onRight ? relation : MIRRORED[relation],
      value: constant.value,
      isNatural: isLength || name.startsWith('u'),
    },
  };
}

/** What a bound says when its comparison comes out so. */
export function boundWhen<Bound extends IntegerBound>(bound: Bound, holds: boolean): Bound {
  return holds ? bound : { ...bound, relation: OPPOSITES[bound.relation] };
}

/**
 * Whether a comparison cannot come out so where others have come out as they did: `x > 0` after `x == 0`.
 * @param others what was decided before, of whatever subjects
 */
export function isExcluded(
  bound: SubjectBound,
  holds: boolean,
  others: Iterable<{ readonly bound: SubjectBound | undefined; readonly holds: boolean }>,
): boolean {
  const bounds = [boundWhen<IntegerBound>(bound, holds)];
  for (const other of others) {
    if (other.bound?.subject === bound.subject) bounds.push(boundWhen(other.bound, other.holds));
  }
  return excludeEachOther(bounds);
}

/** Whether no integer is within all bounds. */
function excludeEachOther(bounds: readonly IntegerBound[]): boolean {
  let least = bounds.some(({ isNatural }) => isNatural) ? 0n : undefined;
  let most: bigint | undefined;
  const without = new Set<bigint>();
  for (const { relation, value } of bounds) {
    if (relation === '!=') without.add(value);
    const low = relation === '>' ? value + 1n : relation === '>=' || relation === '==' ? value : undefined;
    const high = relation === '<' ? value - 1n : relation === '<=' || relation === '==' ? value : undefined;
    if (low !== undefined && (least === undefined || low > least)) least = low;
    if (high !== undefined && (most === undefined || high < most)) most = high;
  }
  if (least === undefined || most === undefined) return false;
  while (least <= most && without.has(least)) least += 1n;
  return least > most;
}

/** No list, map or text has so many elements: a terabyte would hold one byte of each. */
const BEYOND_MEMORY = 1n << 40n;

/** What a comparison of a length with more than memory holds comes to: `len(x) > math.MaxInt/2` does not hold. */
export function decidedByMemory(pkg: PackageModel, condition: SyntaxNode): boolean | undefined {
  const operator = condition.kind === 'binary_expression' ? condition.field('operator')?.text : undefined;
  const left = unwrapped(condition.field('left') ?? condition);
  const right = condition.field('right');
  const isLength = left.kind === 'call_expression' && LENGTHS.has(pkg.calleeOf(left)?.id ?? '');
  if (!operator || !isLength || !right || !isBeyondMemory(pkg, unwrapped(right))) return undefined;
  if (operator === '>' || operator === '>=') return false;
  return operator === '<' || operator === '<=' ? true : undefined;
}

/** math/const.go: `MaxInt = 1<<(intSize-1) - 1`; the others have 64 bits. */
const LARGEST: ReadonlySet<string> = new Set([
  'math.MaxInt',
  'math.MaxInt64',
  'math.MaxUint',
  'math.MaxUint64',
]);
const LARGEST_PART = 1n << 20n;

function isBeyondMemory(pkg: PackageModel, node: SyntaxNode): boolean {
  const value = pkg.constantOf(node);
  if (value) return value.kind === 'int' && value.value >= BEYOND_MEMORY;
  if (LARGEST.has(qualifiedId(pkg, node) ?? '')) return true;
  const divisor = node.field('operator')?.text === '/' ? node.field('right') : undefined;
  const part = divisor && pkg.constantOf(divisor);
  return (
    part?.kind === 'int' && part.value <= LARGEST_PART && isBeyondMemory(pkg, unwrapped(node.field('left')!))
  );
}
