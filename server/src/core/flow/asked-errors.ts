import type { PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { variable } from './nil-comparison.ts';

/** Statements that evaluate what they hold on the spot. */
const STRAIGHT: ReadonlySet<string> = new Set([
  'expression_statement',
  'short_var_declaration',
  'assignment_statement',
  'return_statement',
  'send_statement',
]);

/**
 * The error whose method `Error` a statement calls, whatever else it does: a nil one would have panicked (Go
 * specification, Method values: "As with interface method calls, making a method value from a nil interface value causes a
 * run-time panic").
 */
export function askedError(
  pkg: PackageModel,
  statement: SyntaxNode,
  errors: ReadonlySet<VarObject>,
): VarObject | undefined {
  return STRAIGHT.has(statement.kind) ? errorAskedIn(pkg, statement, errors) : undefined;
}

/** The error whose method `Error` is called wherever an expression is evaluated to its end: a condition that decides. */
export function errorAskedIn(
  pkg: PackageModel,
  evaluated: SyntaxNode,
  errors: ReadonlySet<VarObject>,
): VarObject | undefined {
  if (!evaluated.text.includes('.Error()')) return undefined;
  for (const call of evaluated.descendants('call_expression')) {
    const method = call.field('function');
    const operand = method?.kind === 'selector_expression' ? method.field('operand') : undefined;
    if (operand?.kind !== 'identifier' || method?.field('field')?.text !== 'Error') continue;
    const object = variable(pkg, operand);
    if (object && errors.has(object) && isAlwaysEvaluated(call, evaluated)) return object;
  }
  return undefined;
}

/** Whether a statement cannot complete without an expression in it: it is in no literal, nor behind `&&` or `||`. */
function isAlwaysEvaluated(expression: SyntaxNode, statement: SyntaxNode): boolean {
  for (let node = expression; node.parent && node !== statement; node = node.parent) {
    if (node.parent.kind === 'func_literal') return false;
    const operator = node.parent.kind === 'binary_expression' ? node.parent.field('operator')?.text : '';
    if ((operator === '&&' || operator === '||') && node.fieldName === 'right') return false;
  }
  return true;
}
