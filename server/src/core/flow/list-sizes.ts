import { isExportedVariable } from '../semantic/exported.ts';
import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import { callsBuiltin } from '../semantic/universe.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignedTo, isAssignedWhole } from './assignments.ts';
import { Callers } from './callers.ts';
import { mostGiven } from './capped-lists.ts';
import { isVariadic, onlyAssigned } from './channel-syntax.ts';
import { callsInModule } from './goroutines/once.ts';
import { mostInField } from './listed-fields.ts';
import { unwrapped, variable } from './nil-comparison.ts';
import { isWrittenThrough } from './settled-fields.ts';

/** Calls through which an argument is followed. */
const MOST_CALLS = 3;

/** How many times a loop goes round at most, where that stands in the source: in its head, or in what every caller hands over. */
export function iterationsOf(pkg: PackageModel, loop: SyntaxNode): number | undefined {
  const clause = loop.namedChildren.find(
    (child) => child.kind === 'range_clause' || child.kind === 'for_clause',
  );
  const right = clause?.kind === 'range_clause' ? clause.field('right') : undefined;
  if (right) return elementsOf(pkg, right, MOST_CALLS) ?? constant(pkg, right);
  const counted = clause && countedDownFrom(pkg, clause);
  if (counted) return elementsOf(pkg, counted, MOST_CALLS);
  const body = loop.field('body');
  const condition =
    clause?.field('condition') ?? loop.namedChildren.find(({ kind }) => kind === 'binary_expression');
  const isUpwards = ['<', '<='].includes(condition?.field('operator')?.text ?? '');
  const limit = isUpwards ? condition?.field('right') : undefined;
  if (!clause && !countsOn(pkg, condition?.field('left'), body)) return undefined;
  const [measured] = callsBuiltin(pkg, limit, 'len') ? (limit?.field('arguments')?.namedChildren ?? []) : [];
  // another step, or one in the body, may stay below the length for ever
  const isByOne = clause?.field('update')?.kind === 'inc_statement';
  return measured && isByOne ? elementsOf(pkg, measured, MOST_CALLS) : mostOf(pkg, limit, MOST_CALLS);
}

/**
 * The same as far as the module calls the function: an exported one is given a list, or a map, that each of its calls outside tests
 * writes out. Undefined where it has no calls, or not all are known.
 */
export function iterationsHere(pkg: PackageModel, loop: SyntaxNode): number | undefined {
  const right = loop.namedChildren.find(({ kind }) => kind === 'range_clause')?.field('right');
  const object = right && variable(pkg, unwrapped(right));
  const fn = object?.role === 'parameter' ? pkg.functionOf(object.node) : undefined;
  const index = object ? (fn?.parameters.indexOf(object) ?? -1) : -1;
  if (!object || !fn || index < 0 || !pkg.program.moduleIsComplete) return undefined;
  if (isVariadic(pkg, fn, index) || pkg.referencesTo(object).some(isWrittenThrough)) return undefined;
  const counts = callsInModule(pkg, fn, false, false)?.map(({ pkg: caller, node }) => {
    const given = node.kind === 'call_expression' ? argumentFor(pkg, fn, index, node) : undefined;
    return given === undefined || typeof given === 'number'
      ? undefined
      : elementsOf(caller, given, MOST_CALLS);
  });
  return counts?.length && counts.every((count) => count !== undefined) ? Math.max(...counts) : undefined;
}

/** The list whose elements a loop counts down: `for i := len(x) - 1; i >= 0; i--`. */
function countedDownFrom(pkg: PackageModel, clause: SyntaxNode): SyntaxNode | undefined {
  if (clause.kind !== 'for_clause' || clause.field('update')?.kind !== 'dec_statement') return undefined;
  const condition = clause.field('condition');
  const start = clause.field('initializer')?.field('right')?.firstNamedChild;
  const length = start?.kind === 'binary_expression' ? start.field('left') : undefined;
  const isToZero =
    condition?.field('operator')?.text === '>=' && constant(pkg, condition.field('right')) === 0;
  if (!isToZero || start?.field('operator')?.text !== '-' || constant(pkg, start.field('right')) !== 1)
    return undefined;
  return callsBuiltin(pkg, length, 'len') ? length?.field('arguments')?.firstNamedChild : undefined;
}

/** Whether every round of a loop that goes on ends with `i++`, and nothing else changes the counter. */
function countsOn(pkg: PackageModel, counter: SyntaxNode | undefined, body: SyntaxNode | undefined): boolean {
  const object = counter && variable(pkg, counter);
  if (!object || !body) return false;
  const last = body.namedChildren.find(({ kind }) => kind === 'statement_list')?.namedChildren.at(-1);
  const step = last?.kind === 'inc_statement' ? last : undefined;
  const isOwn = step?.firstNamedChild && variable(pkg, step.firstNamedChild) === object;
  if (!isOwn || [...body.descendants('continue_statement')].length > 0) return false;
  return pkg
    .referencesTo(object)
    .every((each) => step.contains(each) || !body.contains(each) || !isWrittenThrough(each));
}

/** The most that a number is: a constant, what a local variable keeps, what every caller hands over, or a sum or product of those. */
function mostOf(pkg: PackageModel, number: SyntaxNode | undefined, calls: number): number | undefined {
  const node = number && unwrapped(number);
  const known = constant(pkg, node);
  if (!node || known !== undefined) return known;
  if (node.kind === 'binary_expression') {
    const left = mostOf(pkg, node.field('left'), calls);
    const right = mostOf(pkg, node.field('right'), calls);
    if (left === undefined || right === undefined) return undefined;
    const operator = node.field('operator')?.text;
    return operator === '+' ? left + right : operator === '*' ? left * right : undefined;
  }
  const object = variable(pkg, node);
  if (!object) return undefined;
  if (object.role === 'local') {
    const isSet = pkg
      .referencesTo(object)
      .some((each) => each.parent?.kind !== 'expression_list' && isWrittenThrough(each));
    return isSet ? undefined : constant(pkg, onlyAssigned(pkg, object));
  }
  const given = pkg.referencesTo(object).some(isWrittenThrough) ? undefined : givenBy(pkg, object, calls);
  const counts = given?.map((each) => (typeof each === 'number' ? undefined : mostOf(pkg, each, calls - 1)));
  return counts?.every((count) => count !== undefined) ? Math.max(...counts) : undefined;
}

function constant(pkg: PackageModel, node: SyntaxNode | undefined): number | undefined {
  const value = node && pkg.constantOf(node);
  return value?.kind === 'int' ? Number(value.value) : undefined;
}

/** The most elements that a list, or a map that nothing fills later, has which the source writes out. */
function elementsOf(pkg: PackageModel, list: SyntaxNode, calls: number): number | undefined {
  const over = unwrapped(list);
  if (over.kind === 'composite_literal')
    return over.field('body')?.namedChildren.filter((child) => !child.isExtra).length;
  if (over.kind === 'selector_expression') return mostInField(pkg, over);
  const object = variable(pkg, over);
  if (!object) return undefined;
  const given = givenBy(pkg, object, calls);
  if (given) {
    const counts = given.map((each) => (typeof each === 'number' ? each : elementsOf(pkg, each, calls - 1)));
    return counts.every((count) => count !== undefined) ? Math.max(...counts) : undefined;
  }
  const assigned = pkg.referencesTo(object).filter(isAssignedWhole);
  const value = assigned.length === 1 ? assignedTo(assigned[0]!)?.value : undefined;
  return isListLiteral(value) || isMapLiteral(pkg, value, object)
    ? elementsOf(pkg, value, 0)
    : mostGiven(pkg, object);
}

/** Whether a variable is given a map that the source writes out, and nothing that is seen may put more into it. */
function isMapLiteral(
  pkg: PackageModel,
  value: SyntaxNode | undefined,
  object: VarObject,
): value is SyntaxNode {
  return (
    value?.kind === 'composite_literal' &&
    pkg.underlying(pkg.typeOf(value))?.kind === 'map' &&
    pkg.referencesTo(object).every((mention) => isAssignedWhole(mention) || onlyShrinks(pkg, mention)) &&
    (!isExportedVariable(object) || isOnlyReadElsewhere(pkg, object))
  );
}

/** Whether a mention of a map puts nothing into it, nor hands it to what may. */
function onlyShrinks(pkg: PackageModel, mention: SyntaxNode): boolean {
  const { parent } = mention;
  switch (parent?.kind) {
    case 'range_clause':
      return mention.fieldName === 'right';
    case 'index_expression':
      return mention.fieldName === 'operand' && !isWrittenThrough(parent);
    case 'argument_list':
      return ['len', 'delete', 'clear'].some((name) => callsBuiltin(pkg, parent.parent, name));
    default:
      return false;
  }
}

/** Whether the other packages of the module only read an exported package variable, as far as their mentions of its name are known. */
function isOnlyReadElsewhere(pkg: PackageModel, object: VarObject): boolean {
  if (object.role !== 'package' || !pkg.program.moduleIsComplete) return false;
  return pkg.program.modulePackages(object.file, [object.name]).every((member) =>
    member.files.every((file) =>
      file.tree.identifiersNamed(object.name).every((mention) => {
        const meant = member.objectOf(mention);
        const isOther = meant !== undefined && (meant.kind !== 'var' || meant.node !== object.node);
        if (isOther || pkg.files.includes(file)) return true;
        // a mention of which nothing is known may be one
        const selector = mention.parent?.kind === 'selector_expression' ? mention.parent : mention;
        return onlyShrinks(member, selector);
      }),
    ),
  );
}

function isListLiteral(value: SyntaxNode | undefined): value is SyntaxNode {
  return ['slice_type', 'array_type', 'implicit_length_array_type'].includes(
    value?.field('type')?.kind ?? '',
  );
}

/** An argument, or the number of those that a variadic parameter collects. */
type Given = SyntaxNode | number;

/**
 * What every caller hands over for a parameter that keeps it. Undefined for what is no such parameter, or when somebody
 * unseen may call.
 */
function givenBy(pkg: PackageModel, object: VarObject, calls: number): readonly Given[] | undefined {
  const fn = calls > 0 && object.role === 'parameter' ? pkg.functionOf(object.node) : undefined;
  const index = fn?.parameters.indexOf(object) ?? -1;
  if (!fn || index < 0 || pkg.referencesTo(object).some(isAssignedWhole)) return undefined;
  const given = new Callers(pkg).of(fn)?.map((call) => argumentFor(pkg, fn, index, call));
  return given?.length && given.every((each) => each !== undefined) ? given : undefined;
}

function argumentFor(pkg: PackageModel, fn: GoFunction, index: number, call: SyntaxNode): Given | undefined {
  const given = call.field('arguments')?.namedChildren.filter((child) => !child.isExtra) ?? [];
  const last = given.at(-1);
  if (!isVariadic(pkg, fn, index)) return given[index];
  if (last?.kind !== 'variadic_argument') return Math.max(0, given.length - index);
  return given.length === index + 1 ? last.firstNamedChild : undefined;
}
