import type { PackageModel, VarObject } from '../semantic/model.ts';
import { qualifiedId } from '../semantic/qualified.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignmentsOf } from './assignments.ts';
import { unwrapped } from './nil-comparison.ts';
import { isSamePlace, placeOf } from './places.ts';

/**
 * What a value of type `time.Duration` stands for: a length of time, or a bare number that is still to be multiplied by a
 * unit, as `time.Duration(n)`.
 */
export type DurationMeaning = 'time' | 'number' | 'unknown';

const DURATION = 'time.Duration';
/** Below a millisecond a constant with a name is a number: nobody waits for three nanoseconds. */
const SHORTEST = 1_000_000n;
const MOST_STEPS = 6;

/** Calls whose result is a length of time. Sources: time/time.go, time/format.go (ParseDuration), flag/flag.go (Duration). */
const GIVES_TIME: ReadonlySet<string> = new Set([
  'time.Since',
  'time.Until',
  'time.ParseDuration',
  'time.Time.Sub',
  'time.Duration.Round',
  'time.Duration.Truncate',
  'time.Duration.Abs',
]);
/** They give a pointer to a length of time that the user writes with its unit. */
const GIVES_FLAG: ReadonlySet<string> = new Set([
  'flag.Duration',
  'flag.FlagSet.Duration',
  'github.com/spf13/pflag.Duration',
  'github.com/spf13/pflag.FlagSet.Duration',
]);

export function isDuration(pkg: PackageModel, node: SyntaxNode): boolean {
  const type = pkg.typeOf(node);
  return type?.kind === 'named' && namedId(type) === DURATION;
}

/** What an expression of type `time.Duration`, or an untyped number, stands for. */
export function durationMeaning(pkg: PackageModel, expression: SyntaxNode, depth = 0): DurationMeaning {
  const node = unwrapped(expression);
  if (depth > MOST_STEPS) return 'unknown';
  if (!isDuration(pkg, node)) return pkg.constantOf(node) ? 'number' : 'unknown';
  const constant = pkg.constantOf(node);
  if (constant?.kind === 'int' && isNamed(node)) {
    const size = constant.value < 0n ? -constant.value : constant.value;
    const isUnit = qualifiedId(pkg, node)?.startsWith('time.') === true;
    return size < SHORTEST && !isUnit ? 'number' : 'time';
  }
  const of = (inner: SyntaxNode | undefined): DurationMeaning =>
    inner ? durationMeaning(pkg, inner, depth + 1) : 'unknown';
  switch (node.kind) {
    case 'unary_expression':
      return node.field('operator')?.text === '*'
        ? pointedAt(pkg, node.field('operand'))
        : of(node.field('operand'));
    case 'binary_expression':
      return ofOperation(pkg, node, of);
    case 'call_expression':
    case 'type_conversion_expression':
      return ofCall(pkg, node, of);
    case 'identifier':
    case 'selector_expression': {
      const name = node.kind === 'identifier' ? node : node.field('field');
      const object = name && pkg.objectOf(name);
      return object?.kind === 'var' ? ofVariable(pkg, object, depth) : 'unknown';
    }
    default:
      return 'unknown';
  }
}

/** Whether a constant has a name; an expression of constants is judged by its parts. */
function isNamed(node: SyntaxNode): boolean {
  return node.kind === 'identifier' || node.kind === 'selector_expression';
}

function ofOperation(
  pkg: PackageModel,
  node: SyntaxNode,
  of: (node: SyntaxNode | undefined) => DurationMeaning,
): DurationMeaning {
  const left = node.field('left');
  const right = node.field('right');
  const meanings = [of(left), of(right)];
  switch (node.field('operator')?.text) {
    case '/':
      // a time by a time is a number
      return left && right && isDuration(pkg, right) && meanings[1] !== 'number' ? 'number' : meanings[0]!;
    case '%':
      return meanings[0]!;
    default:
      if (meanings.includes('time')) return 'time';
      return meanings.every((each) => each === 'number') ? 'number' : 'unknown';
  }
}

function ofCall(
  pkg: PackageModel,
  node: SyntaxNode,
  of: (node: SyntaxNode | undefined) => DurationMeaning,
): DurationMeaning {
  const callee = pkg.calleeOf(node);
  if (callee?.kind !== 'conversion' && node.kind === 'call_expression')
    return callee && GIVES_TIME.has(callee.id) ? 'time' : 'unknown';
  const value =
    node.kind === 'type_conversion_expression'
      ? node.field('operand')
      : node.field('arguments')?.firstNamedChild;
  if (!value) return 'unknown';
  if (isDuration(pkg, value)) return of(value);
  // `time.Duration(float64(d) * 1.5)` is a time still, `time.Duration(d.Seconds())` a number
  for (const inner of [value, ...value.descendants('identifier', 'selector_expression')]) {
    if (isDuration(pkg, inner) && inner.parent?.kind !== 'selector_expression') return 'unknown';
  }
  const type = pkg.typeOf(value);
  return type === undefined || type.kind === 'named' ? 'unknown' : 'number';
}

/** What a pointer to a duration points at, where a flag has given it. */
function pointedAt(pkg: PackageModel, pointer: SyntaxNode | undefined): DurationMeaning {
  const object = pointer?.kind === 'identifier' ? pkg.objectOf(pointer) : undefined;
  if (object?.kind !== 'var') return 'unknown';
  const values = valuesOf(pkg, object);
  const areFlags = values?.every(
    (value) => value.kind === 'call_expression' && GIVES_FLAG.has(pkg.calleeOf(value)?.id ?? ''),
  );
  return values && values.length > 0 && areFlags ? 'time' : 'unknown';
}

/** What a variable or field holds: what every place that sets it gives it. */
function ofVariable(pkg: PackageModel, object: VarObject, depth: number): DurationMeaning {
  const values = valuesOf(pkg, object);
  if (!values || values.length === 0) return 'unknown';
  const meanings = new Set(values.map((value) => durationMeaning(pkg, value, depth + 1)));
  // an untyped constant in its place is read as it is written
  const [only] = meanings;
  return meanings.size !== 1 || !only || (only === 'number' && isScaled(pkg, object)) ? 'unknown' : only;
}

/** Whether a compound assignment changes what a variable or field holds: `d *= time.Second`. */
function isScaled(pkg: PackageModel, object: VarObject): boolean {
  return pkg.referencesTo(object).some((reference) => {
    const place = reference.parent?.kind === 'selector_expression' ? reference.parent : reference;
    const list = place.parent;
    if (list?.fieldName !== 'left' || list.parent?.kind !== 'assignment_statement') return false;
    return list.parent.field('operator')?.text !== '=';
  });
}

/** The expressions that a variable or an unexported field gets in its package; undefined when others may set it. */
function valuesOf(pkg: PackageModel, object: VarObject): readonly SyntaxNode[] | undefined {
  const values: SyntaxNode[] = [];
  if (object.role === 'parameter' || object.role === 'receiver' || object.role === 'result') return undefined;
  if (object.role !== 'local' && /^\p{Lu}/u.test(object.name)) return undefined;
  for (const reference of pkg.referencesTo(object)) {
    const isField = reference.fieldName === 'field' && reference.parent?.kind === 'selector_expression';
    const place = isField ? reference.parent! : reference;
    const { parent } = place;
    if (parent?.kind === 'unary_expression' && parent.field('operator')?.text === '&') return undefined;
    if (parent?.kind === 'literal_element' && parent.fieldName === 'key') {
      const value = parent.parent?.field('value')?.firstNamedChild;
      if (!value) return undefined;
      values.push(value);
      continue;
    }
    const isTarget =
      (parent?.kind === 'expression_list' && parent.fieldName === 'left') ||
      (parent?.kind === 'var_spec' && place.fieldName === 'name');
    if (!isTarget) continue;
    // a multiple of it: of a time another time, of a number perhaps one
    if (parent.parent?.kind === 'assignment_statement' && parent.parent.field('operator')?.text !== '=')
      continue;
    let statement = parent;
    while (statement.parent && assignmentsOf(statement).length === 0) statement = statement.parent;
    const assignment = assignmentsOf(statement).find(({ target }) => target === place);
    if (!assignment || (!assignment.value && !assignment.isZero)) return undefined;
    if (assignment.value) values.push(assignment.value);
  }
  return values;
}

/**
 * Whether a product of durations is one that a division by a duration makes a length of time again: `a * b / time.Second`, or
 * `d /= time.Second` right before `d *= time.Second`, which cuts the fraction of a unit off.
 *
 * @param product a binary expression, or an assignment with `*=`
 */
export function isTimeAgain(pkg: PackageModel, product: SyntaxNode): boolean {
  return product.kind === 'assignment_statement' ? isCutToWhole(pkg, product) : isDivided(pkg, product);
}

function isDivided(pkg: PackageModel, product: SyntaxNode): boolean {
  let node = product;
  while (node.parent?.kind === 'parenthesized_expression') node = node.parent;
  const { parent } = node;
  if (parent?.kind !== 'binary_expression') return false;
  const operator = parent.field('operator')?.text;
  const divisor = parent.field('right');
  if (operator === '/' && node.fieldName === 'left' && divisor) return isDuration(pkg, divisor);
  return operator === '*' && isDivided(pkg, parent);
}

function isCutToWhole(pkg: PackageModel, product: SyntaxNode): boolean {
  const statements = product.parent?.namedChildren.filter(({ isExtra }) => !isExtra) ?? [];
  const before = statements[statements.indexOf(product) - 1];
  if (before?.kind !== 'assignment_statement') return false;
  const sideOf = (statement: SyntaxNode, side: 'left' | 'right'): SyntaxNode | undefined =>
    statement.field(side)?.firstNamedChild;
  const [value, unit] = [sideOf(product, 'left'), sideOf(product, 'right')];
  if (!isSamePlace(placeOf(pkg, sideOf(before, 'left')), placeOf(pkg, value))) return false;
  const given = sideOf(before, 'right');
  if (before.field('operator')?.text === '/=') return isSameUnit(pkg, given, unit);
  const division = before.field('operator')?.text === '=' && given ? unwrapped(given) : undefined;
  return (
    division?.kind === 'binary_expression' &&
    division.field('operator')?.text === '/' &&
    isSameUnit(pkg, division.field('right'), unit) &&
    isDuration(pkg, division.field('left')!)
  );
}

function isSameUnit(pkg: PackageModel, one: SyntaxNode | undefined, other: SyntaxNode | undefined): boolean {
  const [first, second] = [one, other].map((each) => each && pkg.constantOf(each));
  return first?.kind === 'int' && second?.kind === 'int'
    ? first.value === second.value
    : isSamePlace(placeOf(pkg, one), placeOf(pkg, other));
}
