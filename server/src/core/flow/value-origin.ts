import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';

/** Longer chains of helpers are taken as unknown. */
const MOST_STEPS = 12;

/** Decides whether a call is an origin, passes a value on, or is unknown. */
export type OriginOfCall = (
  pkg: PackageModel,
  call: SyntaxNode,
) =>
  | { readonly kind: 'origin' }
  | { readonly kind: 'passes'; readonly value: SyntaxNode }
  | { readonly kind: 'unknown' };

/**
 * The calls that an expression's value provably comes from: through local variables all of whose assignments are
 * known, and functions of the program all of whose returns are. Undefined when any part is unknown (a parameter, a
 * field, a package variable, an address taken).
 * @param index which result, when the expression is a call with several
 */
export function originsOf(
  pkg: PackageModel,
  expression: SyntaxNode,
  ofCall: OriginOfCall,
  index = 0,
): readonly SyntaxNode[] | undefined {
  return trace(pkg, expression, ofCall, index, 0, new Set());
}

/** @param seen variables and functions on the way here: one that leads to itself adds no origin */
function trace(
  pkg: PackageModel,
  expression: SyntaxNode,
  ofCall: OriginOfCall,
  index: number,
  steps: number,
  seen: ReadonlySet<VarObject | GoFunction>,
): readonly SyntaxNode[] | undefined {
  if (steps > MOST_STEPS) return undefined;
  switch (expression.kind) {
    case 'parenthesized_expression':
      return (
        expression.firstNamedChild && trace(pkg, expression.firstNamedChild, ofCall, index, steps + 1, seen)
      );
    case 'identifier': {
      const object = pkg.objectOf(expression);
      return object?.kind === 'var' && (object.role === 'local' || object.role === 'result')
        ? originsOfVariable(pkg, object, ofCall, steps, seen)
        : undefined;
    }
    case 'selector_expression': {
      // a promoted embedded pool: sqlx's db.DB
      const operand = expression.field('operand');
      return operand && expression.field('field')?.text === 'DB'
        ? trace(pkg, operand, ofCall, index, steps + 1, seen)
        : undefined;
    }
    case 'call_expression': {
      const origin = ofCall(pkg, expression);
      if (origin.kind === 'origin') return index === 0 ? [expression] : undefined;
      if (origin.kind === 'passes') return trace(pkg, origin.value, ofCall, 0, steps + 1, seen);
      const callee = pkg.calleeOf(expression);
      if (!callee?.function || callee.kind === 'value' || callee.kind === 'interface-method')
        return undefined;
      return originsOfResult(pkg, callee.function, index, ofCall, steps + 1, seen);
    }
    default:
      return undefined;
  }
}

function originsOfVariable(
  pkg: PackageModel,
  object: VarObject,
  ofCall: OriginOfCall,
  steps: number,
  seen: ReadonlySet<VarObject | GoFunction>,
): readonly SyntaxNode[] | undefined {
  if (seen.has(object)) return [];
  const on = new Set([...seen, object]);
  const found: SyntaxNode[] = [];
  for (const reference of pkg.referencesTo(object)) {
    const parent = reference.parent;
    if (parent?.kind === 'unary_expression' && parent.field('operator')?.text === '&') return undefined;
    const assigned = assignedTo(reference);
    if (!assigned) continue;
    if (!assigned.value) return undefined;
    const origins = trace(pkg, assigned.value, ofCall, assigned.index, steps + 1, on);
    if (!origins) return undefined;
    found.push(...origins);
  }
  return found.length > 0 ? found : undefined;
}

function originsOfResult(
  pkg: PackageModel,
  fn: GoFunction,
  index: number,
  ofCall: OriginOfCall,
  steps: number,
  seen: ReadonlySet<VarObject | GoFunction>,
): readonly SyntaxNode[] | undefined {
  const home = pkg.program.packageOf(fn.file.path);
  if (!home || !fn.body) return undefined;
  if (seen.has(fn)) return [];
  const on = new Set([...seen, fn]);
  const found: SyntaxNode[] = [];
  for (const statement of fn.body.descendants('return_statement')) {
    if (home.functionOf(statement) !== fn) continue;
    const values = statement.firstNamedChild?.namedChildren ?? [];
    const whole = values.length === 1 ? values[0] : undefined;
    const value = whole?.kind === 'call_expression' ? whole : values[index];
    if (!value) return undefined; // a naked return
    if (value.kind === 'nil') continue;
    const origins = trace(home, value, ofCall, value === whole ? index : 0, steps + 1, on);
    if (!origins) return undefined;
    found.push(...origins);
  }
  return found.length > 0 ? found : undefined;
}

/** What an identifier is assigned where it is an assignment's target: no value for `+=`, range and zero values that are set elsewhere. */
export function assignedTo(
  identifier: SyntaxNode,
): { readonly value: SyntaxNode | undefined; readonly index: number } | undefined {
  const parent = identifier.parent;
  if (parent?.kind === 'var_spec' && identifier.fieldName === 'name') {
    const values = parent.field('value')?.namedChildren;
    if (!values) return undefined; // the zero value is no origin
    return pick(values, parent.fieldAll('name'), identifier);
  }
  if (parent?.kind !== 'expression_list' || parent.fieldName !== 'left') return undefined;
  const statement = parent.parent;
  if (statement?.kind !== 'short_var_declaration' && statement?.kind !== 'assignment_statement')
    return { value: undefined, index: 0 };
  if (statement.kind === 'assignment_statement' && statement.field('operator')?.text !== '=')
    return { value: undefined, index: 0 };
  return pick(statement.field('right')?.namedChildren ?? [], parent.namedChildren, identifier);
}

function pick(
  values: readonly SyntaxNode[],
  targets: readonly SyntaxNode[],
  target: SyntaxNode,
): { value: SyntaxNode | undefined; index: number } {
  const index = targets.indexOf(target);
  if (values.length === targets.length) return { value: values[index], index: 0 };
  return { value: values.length === 1 ? values[0] : undefined, index };
}
