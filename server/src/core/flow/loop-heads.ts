import { isExported, isExportedVariable } from '../semantic/exported.ts';
import type { PackageModel, VarObject } from '../semantic/model.ts';
import { callsBuiltin } from '../semantic/universe.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignedTo, isAssignedWhole } from './assignments.ts';
import { onlyAssigned } from './channel-syntax.ts';
import { isNamedInLiterals } from './listed-fields.ts';
import { variable } from './nil-comparison.ts';
import { isWrittenThrough } from './settled-fields.ts';

/**
 * How often a loop goes round, as far as its head says. `one`: over a list that the source writes with one element. `counted`: for
 * each element that the source lists, at most a constant number of times, or for each processor. `finite`: over values that are there,
 * or with a counter. `endless`: nothing but its body leaves it, or a channel. `open`: whatever else.
 */
export type LoopRounds = 'one' | 'counted' | 'finite' | 'open' | 'endless';

/** What a loop can range over that has an end: `basic` is a string or a number. */
const FINITE = new Set(['array', 'slice', 'map', 'basic', 'pointer']);
const PROCESSORS = new Set(['runtime.NumCPU', 'runtime.GOMAXPROCS']);

/**
 * @param loop a `for` statement
 */
export function roundsOf(pkg: PackageModel, loop: SyntaxNode): LoopRounds {
  const body = loop.field('body');
  const head = loop.namedChildren.find((child) => child !== body && !child.isExtra);
  if (!head || head.kind === 'true') return 'endless';
  if (head.kind === 'range_clause') {
    const ranged = head.field('right');
    if (!ranged) return 'open';
    if (isOneElement(pkg, ranged)) return 'one';
    if (isFixed(pkg, ranged)) return 'counted';
    const kind = pkg.underlying(pkg.typeOf(ranged))?.kind;
    if (kind === 'chan') return 'endless';
    return kind && FINITE.has(kind) ? 'finite' : 'open';
  }
  if (head.kind !== 'for_clause') return 'open';
  const condition = head.field('condition');
  if (!condition) return 'endless';
  const isCounted = conditionsIn(condition).some((each) => {
    const limit = limitOf(head, each);
    return limit !== undefined && isFixed(pkg, limit);
  });
  return isCounted ? 'counted' : 'finite';
}

/** The conditions that all must hold: `a` and `b` of `a && b`. */
export function conditionsIn(condition: SyntaxNode): readonly SyntaxNode[] {
  if (condition.field('operator')?.text !== '&&') return [condition];
  return [condition.field('left'), condition.field('right')].flatMap((each) =>
    each ? conditionsIn(each) : [],
  );
}

/** What limits the rounds of a loop that counts by one: where `i++` ends, where `i--` starts. */
function limitOf(clause: SyntaxNode, condition: SyntaxNode): SyntaxNode | undefined {
  switch (clause.field('update')?.kind) {
    case 'inc_statement':
      return condition.kind === 'binary_expression' ? condition.field('right') : undefined;
    case 'dec_statement':
      return clause.field('initializer')?.field('right')?.firstNamedChild;
    default:
      return undefined;
  }
}

/** The loops around a node in its function, the innermost first; with a function, also through the literals in that one. */
export function* loopsAround(node: SyntaxNode, top?: SyntaxNode): Generator<SyntaxNode> {
  for (let each = node.parent; each && each !== top; each = each.parent) {
    if (each.kind === 'for_statement') yield each;
    else if (!top && FUNCTIONS.has(each.kind)) return;
  }
}

const FUNCTIONS = new Set(['func_literal', 'function_declaration', 'method_declaration']);

/** Whether an expression is a list or a number that does not grow with what the process is given. */
function isFixed(pkg: PackageModel, expression: SyntaxNode): boolean {
  if (expression.kind === 'composite_literal' || pkg.constantOf(expression)) return true;
  if (expression.kind === 'call_expression') {
    const [counted] = callsBuiltin(pkg, expression, 'len')
      ? (expression.field('arguments')?.namedChildren ?? [])
      : [];
    return counted ? isFixed(pkg, counted) : PROCESSORS.has(pkg.calleeOf(expression)?.id ?? '');
  }
  const object = variable(pkg, expression);
  if (!object || isGiven(object) || (isExportedVariable(object) && pkg.name !== 'main')) return false;
  const list = onlyAssigned(pkg, object);
  if (list?.kind !== 'composite_literal') return false;
  // what is put into a map makes it longer
  return (
    pkg.underlying(pkg.typeOf(list))?.kind !== 'map' ||
    pkg.referencesTo(object).every((mention) => isAssignedWhole(mention) || isRead(pkg, mention))
  );
}

/** Whether callers decide what a variable holds. */
function isGiven({ role }: VarObject): boolean {
  return role === 'parameter' || role === 'receiver';
}

/**
 * Whether an expression is a list which the source writes with one element at most, in place or as the only value of a variable
 * or of a field that other packages cannot name.
 */
function isOneElement(pkg: PackageModel, right: SyntaxNode): boolean {
  if (isSingle(right)) return true;
  const named = right.kind === 'selector_expression' ? right.field('field') : right;
  const object = named && pkg.objectOf(named);
  if (object?.kind !== 'var' || isGiven(object)) return false;
  if (object.role === 'local') return isSingleEverywhere(pkg, object);
  if (isExported(object.name) || !pkg.files.includes(object.file)) return false;
  return isSingleEverywhere(pkg, object) && (object.role !== 'field' || isNamedInLiterals(pkg, object));
}

/** Whether an expression is a list, written out, of no more than one element. */
function isSingle(expression: SyntaxNode | undefined): boolean {
  if (expression?.kind !== 'composite_literal') return false;
  const type = expression.field('type')?.kind ?? '';
  if (!/^(slice|array|implicit_length_array|map)_type$/.test(type) || type === 'array_type') return false;
  const elements = expression.field('body')?.namedChildren.filter(({ kind }) => kind !== 'comment') ?? [];
  // an index may be any number: []int{9: 1}
  return elements.length <= 1 && (type === 'map_type' || elements[0]?.kind !== 'keyed_element');
}

/** Whether every mention of a variable gives it such a list or only reads it. */
function isSingleEverywhere(pkg: PackageModel, object: VarObject): boolean {
  return mentionsOf(pkg, object).every((mention) => {
    const { parent } = mention;
    if (mention === object.node && object.role === 'field') return true;
    const isSelected = parent?.kind === 'selector_expression' && mention.fieldName === 'field';
    const place = isSelected ? parent : mention;
    if (isAssignedWhole(place)) {
      const given = assignedTo(place);
      return !given || isSingle(given.value);
    }
    const key = place.parent?.kind === 'literal_element' ? place.parent : place;
    if (key.parent?.kind === 'keyed_element' && key.fieldName === 'key')
      return isSingle(key.parent.field('value')?.firstNamedChild);
    return isRead(pkg, place);
  });
}

/** Mentions of a variable; of a field those whose owner is not known too. */
function mentionsOf(pkg: PackageModel, object: VarObject): readonly SyntaxNode[] {
  if (object.role !== 'field') return pkg.referencesTo(object);
  return pkg.files.flatMap((file) =>
    file.tree.identifiersNamed(object.name).filter((mention) => {
      const meant = pkg.objectOf(mention);
      return meant === object || (meant === undefined && mention.kind === 'field_identifier');
    }),
  );
}

/** Whether an expression stands where its elements are read one by one, or counted. */
function isRead(pkg: PackageModel, place: SyntaxNode): boolean {
  const { parent } = place;
  if (parent?.kind === 'range_clause') return place.fieldName === 'right';
  if (parent?.kind === 'index_expression') return place.fieldName === 'operand' && !isWrittenThrough(parent);
  if (parent?.kind !== 'argument_list' || parent.parent?.kind !== 'call_expression') return false;
  return pkg.calleeOf(parent.parent)?.id === 'len';
}
