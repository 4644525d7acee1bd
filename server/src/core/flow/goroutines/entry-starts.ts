import type { PackageModel, VarObject } from '../../semantic/model.ts';
import { callsBuiltin } from '../../semantic/universe.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { isAssignedWhole, targetsOf } from '../assignments.ts';
import { nilComparison, variable } from '../nil-comparison.ts';

/**
 * Whether a goroutine is started for a new entry of a list or map, behind a look-up that has not found it, and nothing takes
 * an entry away again: there is one for each entry, which lasts as long as the process, and not one more each time.
 */
export function isStartedWithEntry(pkg: PackageModel, start: SyntaxNode): boolean {
  const siblings = start.parent?.kind === 'statement_list' ? start.parent.namedChildren : [];
  const fn = pkg.functionOf(start);
  let isMissed = false;
  for (let node = start; node.parent && node !== fn?.node; node = node.parent) {
    const { parent } = node;
    if (parent.kind === 'if_statement' && node.fieldName === 'consequence' && saysMissing(pkg, parent))
      isMissed = true;
  }
  return (
    isMissed &&
    siblings.some((statement) => {
      const registry = registryOf(pkg, statement);
      return registry !== undefined && isOnlyAdded(pkg, registry);
    })
  );
}

/** Whether the condition of a statement is that something was not found: `v == nil`, `!ok` of a map, or a variable that says so. */
function saysMissing(pkg: PackageModel, statement: SyntaxNode): boolean {
  const condition = statement.field('condition');
  const named = condition?.kind === 'identifier' ? variable(pkg, condition) : undefined;
  const meaning = named ? onlyValueOf(pkg, named) : condition;
  if (!meaning) return false;
  const comparison = nilComparison(pkg, meaning);
  if (comparison) {
    const object = comparison.equal && comparison.isWhole ? comparison.object : undefined;
    return object !== undefined && pkg.referencesTo(object).some((each) => isLookedUp(pkg, each));
  }
  const operand = meaning.kind === 'unary_expression' ? meaning.field('operand') : undefined;
  const found = meaning.field('operator')?.text === '!' && operand ? variable(pkg, operand) : undefined;
  return found !== undefined && pkg.referencesTo(found).some((each) => isLookedUp(pkg, each));
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

/** Whether a mention assigns what an element of a map, or a function, gives: `v, ok := m[k]`, `v := find(k)`. */
function isLookedUp(pkg: PackageModel, mention: SyntaxNode): boolean {
  if (!isAssignedWhole(mention)) return false;
  const [value, ...others] = mention.parent?.parent?.field('right')?.namedChildren ?? [];
  if (!value || others.length > 0) return false;
  if (value.kind === 'index_expression') return true;
  const callee = value.kind === 'call_expression' ? pkg.calleeOf(value) : undefined;
  return callee?.kind !== 'conversion' && callee?.function !== undefined;
}

/** The variable of a package, or field, to which a statement adds: `m[k] = v`, `list = append(list, v)`. */
function registryOf(pkg: PackageModel, statement: SyntaxNode): VarObject | undefined {
  const [target, ...others] = statement.kind === 'assignment_statement' ? targetsOf(statement) : [];
  if (!target || others.length > 0) return undefined;
  const isElement = target.kind === 'index_expression';
  const place = isElement ? target.field('operand') : target;
  const value = statement.field('right')?.firstNamedChild;
  const isAppended = value?.kind === 'call_expression' && callsBuiltin(pkg, value, 'append');
  if (!place || !(isElement || isAppended)) return undefined;
  const name = place.kind === 'selector_expression' ? place.field('field') : place;
  const object = name && pkg.objectOf(name);
  const isKept = object?.kind === 'var' && (object.role === 'package' || object.role === 'field');
  return isKept && pkg.files.includes(object.file) ? object : undefined;
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
    if (parent?.kind === 'unary_expression' && parent.field('operator')?.text === '&') return false;
    if (parent?.kind !== 'expression_list' || parent.fieldName !== 'left') return true;
    const values = parent.parent?.field('right')?.namedChildren ?? [];
    const value = values[parent.namedChildren.indexOf(whole)];
    return value?.kind === 'call_expression'
      ? callsBuiltin(pkg, value, 'append') || callsBuiltin(pkg, value, 'make')
      : value?.kind === 'identifier' || value?.kind === 'composite_literal';
  });
}
