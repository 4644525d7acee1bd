import { isExportedVariable } from '../semantic/exported.ts';
import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import { callsBuiltin } from '../semantic/universe.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignedTo, isAssignedWhole } from './assignments.ts';
import { Callers } from './callers.ts';
import { isVariadic } from './channel-syntax.ts';
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
  const condition = clause?.field('condition');
  const isUpwards = ['<', '<='].includes(condition?.field('operator')?.text ?? '');
  const limit = isUpwards ? condition?.field('right') : undefined;
  const [counted] = callsBuiltin(pkg, limit, 'len') ? (limit?.field('arguments')?.namedChildren ?? []) : [];
  // another step, or one in the body, may stay below the length for ever
  const isByOne = clause?.field('update')?.kind === 'inc_statement';
  return counted && isByOne ? elementsOf(pkg, counted, MOST_CALLS) : constant(pkg, limit);
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
  const object = variable(pkg, over);
  if (!object) return undefined;
  const given = givenBy(pkg, object, calls);
  if (given) {
    const counts = given.map((each) => (typeof each === 'number' ? each : elementsOf(pkg, each, calls - 1)));
    return counts.every((count) => count !== undefined) ? Math.max(...counts) : undefined;
  }
  const assigned = pkg.referencesTo(object).filter(isAssignedWhole);
  const value = assigned.length === 1 ? assignedTo(assigned[0]!)?.value : undefined;
  return isListLiteral(value) || isMapLiteral(pkg, value, object) ? elementsOf(pkg, value, 0) : undefined;
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

/**
 * Whether a list is made in the package by code that is seen: written out, or collected with `append` by the function
 * that has it; for a parameter, by every caller.
 */
export function isMadeHere(pkg: PackageModel, list: SyntaxNode, calls = MOST_CALLS): boolean {
  const over = unwrapped(list);
  if (over.kind === 'composite_literal') return true;
  const object = variable(pkg, over);
  if (!object) return false;
  if (object.role === 'parameter') {
    const given = givenBy(pkg, object, calls);
    return given?.every((each) => typeof each === 'number' || isMadeHere(pkg, each, calls - 1)) === true;
  }
  if (object.role !== 'local') return false;
  return pkg.referencesTo(object).every((mention) => {
    const isTaken =
      mention.parent?.kind === 'unary_expression' && mention.parent.field('operator')?.text === '&';
    if (!isAssignedWhole(mention)) return !isTaken;
    const given = assignedTo(mention);
    if (!given) return mention.parent?.kind === 'var_spec'; // the zero value
    const value = given.value && unwrapped(given.value);
    return value !== undefined && (isListLiteral(value) || isOwnList(pkg, value, object));
  });
}

/** `make([]T, 0, n)`, and `append(list, x)` of the list itself. */
function isOwnList(pkg: PackageModel, value: SyntaxNode, object: VarObject): boolean {
  if (value.kind !== 'call_expression') return false;
  if (callsBuiltin(pkg, value, 'make')) return true;
  const [first, ...others] = value.field('arguments')?.namedChildren ?? [];
  return (
    callsBuiltin(pkg, value, 'append') &&
    first !== undefined &&
    variable(pkg, first) === object &&
    others.every(({ kind }) => kind !== 'variadic_argument')
  );
}
