import { isExported } from '../semantic/exported.ts';
import type { PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignedTo, isAssignedWhole } from './assignments.ts';
import { onlyAssigned } from './channel-syntax.ts';
import { unwrapped, variable } from './nil-comparison.ts';

/**
 * What a package puts into the map or list of a field that an expression takes its value from: `v := s.clients[key]`. Empty where
 * the field is exported, or gets its elements in ways that are not followed.
 */
export function keptInField(pkg: PackageModel, expression: SyntaxNode): readonly SyntaxNode[] {
  const object = variable(pkg, unwrapped(expression));
  const taken = object?.role === 'local' ? onlyAssigned(pkg, object) : unwrapped(expression);
  const holder = taken?.kind === 'index_expression' ? taken.field('operand') : undefined;
  const name = holder?.kind === 'selector_expression' ? holder.field('field') : undefined;
  const field = name && pkg.objectOf(name);
  if (field?.kind !== 'var' || field.role !== 'field' || isExported(field.name)) return [];
  const kept: SyntaxNode[] = [];
  for (const mention of pkg.referencesTo(field)) {
    if (mention === field.node || pkg.fileOf(mention).isTest) continue;
    const place = mention.parent?.kind === 'selector_expression' ? mention.parent : mention;
    const key = place.parent?.kind === 'literal_element' ? place.parent : place;
    const isKey = key.parent?.kind === 'keyed_element' && key.fieldName === 'key';
    const given = isKey
      ? key.parent?.field('value')?.firstNamedChild
      : isAssignedWhole(place)
        ? assignedTo(place)?.value
        : undefined;
    if (isKey || isAssignedWhole(place)) {
      if (!given || !isEmpty(pkg, given)) return [];
      continue;
    }
    if (place.parent?.kind !== 'index_expression' || place.fieldName !== 'operand') {
      if (onlyReads(pkg, place)) continue;
      return [];
    }
    if (!isAssignedWhole(place.parent)) continue;
    const value = assignedTo(place.parent)?.value;
    if (!value) return [];
    kept.push(value);
  }
  return kept;
}

/** Whether a map or list is given without elements: `make(...)`, `map[K]V{}`, nil. */
function isEmpty(pkg: PackageModel, value: SyntaxNode): boolean {
  if (value.kind === 'call_expression') return pkg.calleeOf(value)?.id === 'make';
  const body = value.kind === 'composite_literal' ? value.field('body') : undefined;
  return value.kind === 'nil' || body?.namedChildren.length === 0;
}

/** Whether a mention of a map or list changes none of its elements: ranged over, asked for its length, or losing one. */
function onlyReads(pkg: PackageModel, place: SyntaxNode): boolean {
  if (place.parent?.kind === 'range_clause') return true;
  const call = place.parent?.kind === 'argument_list' ? place.parent.parent : undefined;
  return call?.kind === 'call_expression' && /^(?:len|delete|clear)$/.test(pkg.calleeOf(call)?.id ?? '');
}
