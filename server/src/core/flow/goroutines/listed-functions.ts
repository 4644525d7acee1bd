import { isExportedVariable } from '../../semantic/exported.ts';
import type { GoFunction, PackageModel, VarObject } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { isAssignedWhole, targetsOf } from '../assignments.ts';
import { startOfLiteral } from '../channels.ts';
import { unwrapped, variable } from '../nil-comparison.ts';
import { isWrittenThrough } from '../settled-fields.ts';
import { elementsOver } from '../written-lists.ts';
import type { Place } from './held-functions.ts';

/** Types whose literals hold values one after the other, or under keys. */
export const LISTS = new Set(['slice_type', 'array_type', 'implicit_length_array_type', 'map_type']);

/**
 * Where loops go over a list that the source writes down with a function value in it: `for _, start := range []func(){a, b}`. Undefined
 * unless the list is only ranged over and each round does no more with its element than call it, not in a loop of its own.
 */
export function callsOfListed(pkg: PackageModel, value: SyntaxNode): readonly Place[] | undefined {
  if (value.parent?.kind === 'argument_list') return callsOfAppended(pkg, value);
  const element = value.parent;
  if (element?.kind !== 'literal_element' || element.fieldName === 'key') return undefined;
  const body = element.parent?.kind === 'keyed_element' ? element.parent.parent : element.parent;
  const list = body?.parent;
  if (list?.kind !== 'composite_literal' || !LISTS.has(list.field('type')?.kind ?? '')) return undefined;
  const mentions = mentionsOf(pkg, list);
  return mentions?.length && mentions.every((mention) => isRangedAndCalled(pkg, mention))
    ? mentions.map((node) => ({ pkg, node }))
    : undefined;
}

/** The same for what is put at the end of a list: `handlers = append(handlers, f)`. */
function callsOfAppended(pkg: PackageModel, value: SyntaxNode): readonly Place[] | undefined {
  const call = value.parent?.parent;
  const list = call && listExtended(pkg, call);
  if (!list || isGiven(list) || call.field('arguments')?.firstNamedChild === value) return undefined;
  if (isExportedVariable(list) && pkg.name !== 'main') return undefined;
  const ranged: SyntaxNode[] = [];
  for (const mention of pkg.referencesTo(list)) {
    const { parent } = mention;
    if (mention === list.node || pkg.fileOf(mention).isTest) continue;
    if (isRangedAndCalled(pkg, mention)) ranged.push(mention);
    else if (parent?.kind === 'argument_list') {
      const isLength = pkg.calleeOf(parent.parent!)?.id === 'len';
      if (!isLength && listExtended(pkg, parent.parent!) !== list) return undefined;
    } else if (!isAssignedWhole(mention)) return undefined;
  }
  return ranged.map((node) => ({ pkg, node }));
}

/** The variable that a call of `append` makes longer. */
function listExtended(pkg: PackageModel, call: SyntaxNode): VarObject | undefined {
  const first = call.field('arguments')?.firstNamedChild;
  const list = first && variable(pkg, first);
  if (!list || list.role === 'field' || pkg.calleeOf(call)?.id !== 'append') return undefined;
  const [target, ...others] = targetsOf(call.parent?.parent);
  return target && others.length === 0 && variable(pkg, target) === list ? list : undefined;
}

function isGiven({ role }: VarObject): boolean {
  return role === 'parameter' || role === 'receiver' || role === 'result';
}

/** The literal itself where a loop goes over it, or the mentions of the variable that is declared with it. */
function mentionsOf(pkg: PackageModel, list: SyntaxNode): readonly SyntaxNode[] | undefined {
  const { parent } = list;
  if (parent?.kind === 'range_clause') return [list];
  const statement = parent?.kind === 'expression_list' ? parent.parent : undefined;
  const isVariable = statement?.kind === 'var_spec';
  if (parent?.namedChildren.length !== 1 || !(isVariable || statement?.kind === 'short_var_declaration'))
    return undefined;
  const name = isVariable ? statement.field('name') : targetsOf(statement)[0];
  const object = name && variable(pkg, name);
  if (!object || isExportedVariable(object)) return undefined;
  return pkg.referencesTo(object).filter((reference) => reference !== object.node);
}

/** Whether a mention of a list is what a loop goes over that does no more with each element than call it once. */
export function isRangedAndCalled(pkg: PackageModel, list: SyntaxNode): boolean {
  const clause = list.parent;
  if (clause?.kind !== 'range_clause' || list.fieldName !== 'right') return false;
  const element = clause.field('left')?.namedChildren[1];
  const object = element && variable(pkg, element);
  if (!object || object.node !== element) return false;
  return pkg.referencesTo(object).every((reference) => {
    if (reference === element) return true;
    const isCalled = reference.parent?.kind === 'call_expression' && reference.fieldName === 'function';
    return isCalled && runsInRound(pkg, reference, clause.parent);
  });
}

/** Whether what a node stands in runs once in a round of a loop: in no loop inside it, and in no literal that is kept. */
function runsInRound(pkg: PackageModel, node: SyntaxNode, loop: SyntaxNode | undefined): boolean {
  for (let each = node.parent; each && each !== loop; each = each.parent) {
    if (each.kind === 'for_statement') return false;
    if (each.kind !== 'func_literal' || startOfLiteral(pkg, each)) continue;
    if (each.parent?.kind !== 'call_expression' || each.fieldName !== 'function') return false;
  }
  return true;
}

/** The functions of the program that a variable stands for, one in each round of a loop over a literal that lists them. */
export function listedFunctions(pkg: PackageModel, element: VarObject): readonly GoFunction[] | undefined {
  const isKept = pkg
    .referencesTo(element)
    .every((reference) => reference === element.node || !isWrittenThrough(reference));
  const elements = isKept ? elementsOver(pkg, element) : undefined;
  const functions = elements?.map((each) => {
    const value = unwrapped(each.kind === 'literal_element' ? (each.firstNamedChild ?? each) : each);
    if (value.kind === 'func_literal') return pkg.functionAt(value);
    const name = value.kind === 'selector_expression' ? value.field('field') : value;
    const object = name && pkg.objectOf(name);
    return object?.kind === 'func' && object.function.body ? object.function : undefined;
  });
  return functions?.every((each) => each !== undefined) ? functions : undefined;
}
