import { isExported } from '../../semantic/exported.ts';
import type { PackageModel, VarObject } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { assignedTo, isAssignedWhole, targetsOf } from '../assignments.ts';
import { callsOfHeld, type Place } from './held-functions.ts';
import { isRangedAndCalled, LISTS } from './listed-functions.ts';
import { callsInModule } from './once.ts';
import { callsOfPassed } from './passed-functions.ts';

/** Variables and results that hand on what was looked up. */
const MOST_STEPS = 4;

/** They ask for the keys or the length, or take something out; maps/maps.go in Go's own library: "Keys returns an iterator over keys in m." */
const LEAVE_VALUES: ReadonlySet<string> = new Set(['len', 'delete', 'clear', 'maps.Keys']);

/**
 * The calls outside tests in the module that may run a function value which is put into a map or list under a key:
 * `commands[name] = f`, `map[string]func(){"run": f}`. Undefined unless the module does no more with the map than to
 * write, look up and go over it, and with what is looked up no more than to compare, call or return it to callers that do so,
 * and where it is called at all.
 */
export function callsOfKeyed(pkg: PackageModel, value: SyntaxNode): readonly Place[] | undefined {
  const written = writtenList(value);
  if (written?.parent?.kind === 'index_expression') return usesOf(pkg, written.parent, 0, 0);
  const name = written ? holderOf(written) : indexedBy(value);
  const held = name && pkg.objectOf(name);
  if (held?.kind !== 'var' || /^(?:parameter|receiver|result)$/.test(held.role)) return undefined;
  const calls: Place[] = [];
  for (const { pkg: member, node } of mentionsOf(pkg, held)) {
    const uses = usesOfMap(member, node, held);
    if (!uses) return undefined;
    calls.push(...uses);
  }
  // who keeps functions that nobody is seen to call has others who do
  return calls.length > 0 ? calls : undefined;
}

/** The same of a function value that a function returns: `return func() error { ... }`. */
export function callsOfReturned(pkg: PackageModel, value: SyntaxNode): readonly Place[] | undefined {
  const isReturned =
    value.parent?.kind === 'expression_list' && value.parent.parent?.kind === 'return_statement';
  const calls = isReturned ? usesOfResult(pkg, value, 0) : undefined;
  return calls?.length ? calls : undefined;
}

/** The literal of a map or list that a value stands in. */
function writtenList(value: SyntaxNode): SyntaxNode | undefined {
  const element = value.parent;
  if (element?.kind !== 'literal_element' || element.fieldName === 'key') return undefined;
  const body = element.parent?.kind === 'keyed_element' ? element.parent.parent : element.parent;
  const list = body?.parent;
  return list?.kind === 'composite_literal' && LISTS.has(list.field('type')?.kind ?? '') ? list : undefined;
}

/** The name of the variable or field that a literal is given to where it is declared, assigned or set. */
function holderOf(literal: SyntaxNode): SyntaxNode | undefined {
  const { parent } = literal;
  if (parent?.kind === 'literal_element' && parent.fieldName !== 'key')
    return parent.parent?.kind === 'keyed_element' ? parent.parent.field('key')?.firstNamedChild : undefined;
  if (parent?.kind !== 'expression_list' || parent.fieldName === 'left') return undefined;
  const statement = parent.parent;
  const targets = statement?.kind === 'var_spec' ? statement.fieldAll('name') : targetsOf(statement);
  const target = targets[parent.namedChildren.indexOf(literal)];
  return targets.length === parent.namedChildren.length ? nameOf(target) : undefined;
}

/** The name of the map whose element is assigned a value. */
function indexedBy(value: SyntaxNode): SyntaxNode | undefined {
  const list = value.parent;
  if (list?.kind !== 'expression_list' || list.fieldName !== 'right') return undefined;
  const targets = targetsOf(list.parent);
  const target = targets[list.namedChildren.indexOf(value)];
  if (targets.length !== list.namedChildren.length || target?.kind !== 'index_expression') return undefined;
  return nameOf(target.field('operand'));
}

function nameOf(expression: SyntaxNode | undefined): SyntaxNode | undefined {
  if (expression?.kind === 'selector_expression') return expression.field('field');
  return expression?.kind === 'identifier' ? expression : undefined;
}

/** Every mention of a variable or field outside tests; a selector of its name whose object is not known may be one. */
function mentionsOf(pkg: PackageModel, held: VarObject): readonly Place[] {
  if (held.role === 'local') return pkg.referencesTo(held).map((node) => ({ pkg, node }));
  const packages = isExported(held.name) ? pkg.program.modulePackages(held.file, [held.name]) : [pkg];
  return packages.flatMap((member) =>
    member.files
      .filter((each) => !each.isTest)
      .flatMap((each) => each.tree.identifiersNamed(held.name))
      .filter((mention) => {
        const object = member.objectOf(mention);
        if (object) return object.kind === 'var' && object.node === held.node;
        return mention.parent?.kind === 'selector_expression' && mention.fieldName === 'field';
      })
      .map((node) => ({ pkg: member, node })),
  );
}

/** What one mention of a map does with the functions in it; undefined when that is not known. */
function usesOfMap(pkg: PackageModel, mention: SyntaxNode, held: VarObject): readonly Place[] | undefined {
  const isSelected = mention.parent?.kind === 'selector_expression' && mention.fieldName === 'field';
  const map = isSelected ? mention.parent! : mention;
  const { parent } = map;
  if (parent?.kind === 'index_expression' && map.fieldName === 'operand') return usesOf(pkg, parent, 0, 0);
  if (parent?.kind === 'range_clause' && map.fieldName === 'right') {
    if ((parent.field('left')?.namedChildren.length ?? 0) < 2) return [];
    return isRangedAndCalled(pkg, map) ? [{ pkg, node: map }] : undefined;
  }
  if (parent?.kind === 'binary_expression') return [];
  if (parent?.kind === 'argument_list')
    return LEAVE_VALUES.has(pkg.calleeOf(parent.parent!)?.id ?? '') ? [] : undefined;
  if (parent?.kind === 'literal_element' && parent.fieldName === 'key')
    return isMade(pkg, parent.parent?.field('value')?.firstNamedChild) ? [] : undefined;
  if (isAssignedWhole(map)) {
    const assigned = assignedTo(map);
    return !assigned || isMade(pkg, assigned.value) ? [] : undefined;
  }
  return mention === held.node && held.role === 'field' ? [] : undefined;
}

/** Whether a map is made here, so that no other name stands for it. */
function isMade(pkg: PackageModel, value: SyntaxNode | undefined): boolean {
  if (value?.kind === 'call_expression') return pkg.calleeOf(value)?.id === 'make';
  return value?.kind === 'composite_literal' || value?.kind === 'nil';
}

/**
 * The calls of a function that an expression gives, as its result of an index where it is a call.
 * @param steps variables and results behind it
 */
function usesOf(
  pkg: PackageModel,
  expression: SyntaxNode,
  result: number,
  steps: number,
): readonly Place[] | undefined {
  const { parent } = expression;
  if (!parent || steps > MOST_STEPS) return undefined;
  if (parent.kind === 'call_expression' && expression.fieldName === 'function')
    return [{ pkg, node: parent }];
  if (parent.kind === 'binary_expression' || parent.kind === 'expression_statement') return [];
  if (parent.kind === 'argument_list') return callsOfPassed(pkg, expression);
  if (parent.kind === 'literal_element') return callsOfHeld(pkg, expression);
  if (parent.kind !== 'expression_list') return undefined;
  if (parent.parent?.kind === 'return_statement') return usesOfResult(pkg, expression, steps);
  if (parent.fieldName === 'left') return [];
  const targets = targetsOf(parent.parent);
  const isOnly = parent.namedChildren.length === 1;
  const target = targets[isOnly ? result : parent.namedChildren.indexOf(expression)];
  if (target?.text === '_') return [];
  const object = target?.kind === 'identifier' ? pkg.objectOf(target) : undefined;
  if (object?.kind !== 'var' || object.role !== 'local') return undefined;
  const calls: Place[] = [];
  for (const reference of pkg.referencesTo(object)) {
    if (isAssignedWhole(reference)) continue;
    const uses = usesOf(pkg, reference, 0, steps + 1);
    if (!uses) return undefined;
    calls.push(...uses);
  }
  return calls;
}

/** The calls of what a function returns: by whoever calls it in the module. */
function usesOfResult(
  pkg: PackageModel,
  expression: SyntaxNode,
  steps: number,
): readonly Place[] | undefined {
  const fn = pkg.functionOf(expression);
  const places = fn && fn.node.kind !== 'func_literal' ? callsInModule(pkg, fn, false, false) : undefined;
  if (!places) return undefined;
  const index = expression.parent!.namedChildren.indexOf(expression);
  const calls: Place[] = [];
  for (const { pkg: home, node } of places) {
    const uses = usesOf(home, node, index, steps + 1);
    if (!uses) return undefined;
    calls.push(...uses);
  }
  return calls;
}
