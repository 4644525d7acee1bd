import { outermost } from '../../semantic/declarations.ts';
import type { PackageModel, VarObject } from '../../semantic/model.ts';
import { isErrorType } from '../../semantic/types.ts';
import { callsBuiltin } from '../../semantic/universe.ts';
import { endsInJump } from '../../syntax/statements.ts';

import type { SyntaxNode } from '../../syntax/tree.ts';
import { isAssignedWhole, targetsOf } from '../assignments.ts';
import { nilComparison, variable } from '../nil-comparison.ts';

/**
 * Whether a goroutine is started for a new entry of a list or map, behind a look-up that has not found it, and nothing takes
 * an entry away again: there is one for each entry, which lasts as long as the process, and not one more each time.
 */
export function isStartedWithEntry(pkg: PackageModel, start: SyntaxNode): boolean {
  const siblings = start.parent?.kind === 'statement_list' ? start.parent.namedChildren : [];
  return siblings.some((statement) => {
    const registry = registryOf(pkg, statement);
    return registry !== undefined && isOnlyAdded(pkg, registry) && isBehindMiss(pkg, start, registry);
  });
}

/** Whether a statement only runs where something was not found in a list or map. */
function isBehindMiss(pkg: PackageModel, start: SyntaxNode, registry: VarObject): boolean {
  const fn = outermost(pkg.functionOf(start));
  for (let node = start; node.parent && node !== fn?.node; node = node.parent) {
    const { parent } = node;
    const { kind } = parent;
    if (kind === 'if_statement' && node.fieldName === 'consequence' && looksUp(pkg, parent, registry, false))
      return true;
    const before = kind === 'statement_list' ? parent.namedChildren : [];
    if (before.some((each) => each.end <= node.start && leavesWhenFound(pkg, each, registry))) return true;
  }
  return false;
}

function leavesWhenFound(pkg: PackageModel, statement: SyntaxNode, registry: VarObject): boolean {
  return (
    statement.kind === 'if_statement' &&
    endsInJump(statement.field('consequence')) &&
    looksUp(pkg, statement, registry, true)
  );
}

/**
 * Whether the condition of a statement is that something was found, or not: `v == nil`, `!ok` of a map, or a variable that says so. An
 * error is no finding.
 */
function looksUp(pkg: PackageModel, statement: SyntaxNode, registry: VarObject, isFound: boolean): boolean {
  const condition = statement.field('condition');
  const named = condition && variable(pkg, condition);
  const meaning = named ? (onlyValueOf(pkg, named) ?? condition) : condition;
  if (!meaning) return false;
  const comparison = nilComparison(pkg, meaning);
  const isNegated = meaning.kind === 'unary_expression' && meaning.field('operator')?.text === '!';
  const told = isNegated ? meaning.field('operand') : meaning;
  const isAsAsked = comparison ? comparison.isWhole && comparison.equal !== isFound : isNegated !== isFound;
  const object = comparison ? comparison.object : told && variable(pkg, told);
  return (
    isAsAsked &&
    object !== undefined &&
    !isErrorType(pkg.typeOfObject(object)) &&
    pkg.referencesTo(object).some((each) => isLookedUp(pkg, each, registry))
  );
}

/** The expression that is all that a local variable gets. */
function onlyValueOf(pkg: PackageModel, object: VarObject): SyntaxNode | undefined {
  const [target, ...others] = pkg.referencesTo(object).filter(isAssignedWhole);
  const statement = target?.parent?.parent;
  const values = statement?.field('right')?.namedChildren ?? [];
  return others.length === 0 && target && values.length === targetsOf(statement).length
    ? values[targetsOf(statement).indexOf(target)]
    : undefined;
}

/**
 * Whether a mention assigns what an element of a map, or a function that uses the map or list, gives: `v, ok := m[k]`, `v := find(k)`,
 * `v, ok := m.Load(k)`.
 */
function isLookedUp(pkg: PackageModel, mention: SyntaxNode, registry: VarObject): boolean {
  if (!isAssignedWhole(mention)) return false;
  const [value, ...others] = mention.parent?.parent?.field('right')?.namedChildren ?? [];
  if (!value || others.length > 0) return false;
  if (value.kind === 'index_expression') return keptIn(pkg, value.field('operand')) === registry;
  if (syncMapOf(pkg, value, LOOK_UP) === registry) return true;
  const body = value.kind === 'call_expression' ? pkg.calleeOf(value)?.function?.body : undefined;
  return body !== undefined && pkg.referencesTo(registry).some((each) => body.contains(each));
}

/** Methods of sync.Map that find an entry, that add one, and that take one away or put another one in its place (sync/map.go). */
const LOOK_UP: ReadonlySet<string> = new Set(['Load', 'LoadOrStore']);
const ADD: ReadonlySet<string> = new Set(['Store', 'LoadOrStore']);
const REMOVE: ReadonlySet<string> = new Set([
  'Delete',
  'LoadAndDelete',
  'CompareAndDelete',
  'Clear',
  'Swap',
  'CompareAndSwap',
]);

/** The variable of a package, or field, of type sync.Map on which an expression calls one of some methods. */
function syncMapOf(
  pkg: PackageModel,
  call: SyntaxNode | undefined,
  methods: ReadonlySet<string>,
): VarObject | undefined {
  const called = call?.kind === 'call_expression' ? call.field('function') : undefined;
  const name = called?.field('field')?.text ?? '';
  if (!call || !methods.has(name) || pkg.calleeOf(call)?.id !== `sync.Map.${name}`) return undefined;
  return keptIn(pkg, called?.field('operand'));
}

/** The variable of a package, or field, to which a statement adds: `m[k] = v`, `list = append(list, v)`, `m.Store(k, v)`. */
function registryOf(pkg: PackageModel, statement: SyntaxNode): VarObject | undefined {
  if (statement.kind === 'expression_statement') return syncMapOf(pkg, statement.firstNamedChild, ADD);
  const [target, ...others] = statement.kind === 'assignment_statement' ? targetsOf(statement) : [];
  if (!target || others.length > 0) return undefined;
  const isElement = target.kind === 'index_expression';
  const place = isElement ? target.field('operand') : target;
  const value = statement.field('right')?.firstNamedChild;
  const isAppended = value?.kind === 'call_expression' && callsBuiltin(pkg, value, 'append');
  if (!place || !(isElement || isAppended)) return undefined;
  const object = keptIn(pkg, place);
  return object && pkg.files.includes(object.file) ? object : undefined;
}

/** The variable of a package, or field, that an expression names. */
function keptIn(pkg: PackageModel, place: SyntaxNode | undefined): VarObject | undefined {
  const name = place?.kind === 'selector_expression' ? place.field('field') : place;
  const object = name && pkg.objectOf(name);
  return object?.kind === 'var' && (object.role === 'package' || object.role === 'field')
    ? object
    : undefined;
}

/** Whether the package never deletes from a list or map, nor puts a part of it or another one in its place: it may set up the first. */
function isOnlyAdded(pkg: PackageModel, registry: VarObject): boolean {
  return pkg.referencesTo(registry).every((mention) => {
    if (mention === registry.node || pkg.fileOf(mention).isTest) return true;
    const whole = mention.fieldName === 'field' ? mention.parent! : mention;
    const { parent } = whole;
    const call = parent?.kind === 'argument_list' ? parent.parent : undefined;
    if (call && (callsBuiltin(pkg, call, 'delete') || callsBuiltin(pkg, call, 'clear'))) return false;
    if (parent?.kind === 'slice_expression') return false;
    if (parent?.kind === 'selector_expression' && syncMapOf(pkg, parent.parent, REMOVE)) return false;
    if (parent?.kind === 'unary_expression' && parent.field('operator')?.text === '&') return false;
    if (parent?.kind !== 'expression_list' || parent.fieldName !== 'left') return true;
    const values = parent.parent?.field('right')?.namedChildren ?? [];
    const value = values[parent.namedChildren.indexOf(whole)];
    return value?.kind === 'call_expression'
      ? callsBuiltin(pkg, value, 'append') || callsBuiltin(pkg, value, 'make')
      : value?.kind === 'identifier' || value?.kind === 'composite_literal';
  });
}
