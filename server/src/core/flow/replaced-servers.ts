import { outermost } from '../semantic/declarations.ts';
import { homeOf } from '../semantic/home.ts';
import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import { statementsOf } from '../syntax/statements.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignmentsOf } from './assignments.ts';
import type { HttpServer } from './http-servers.ts';
import { variable } from './nil-comparison.ts';

/**
 * Whether a server that a constructor puts into a field never serves: each method that serves with the field gives it another one first,
 * or calls a method of the same receiver that does so in a statement of its own body.
 */
export function isReplacedBeforeServing(pkg: PackageModel, { node, starts }: HttpServer): boolean {
  const field = fieldOf(pkg, node);
  return field !== undefined && starts.length > 0 && starts.every((start) => isSetBefore(pkg, start, field));
}

/** The field that gets a literal, or its address, in the literal of a struct of the program. */
function fieldOf(pkg: PackageModel, literal: SyntaxNode): VarObject | undefined {
  const value = literal.parent?.kind === 'unary_expression' ? literal.parent : literal;
  const element = value.parent?.kind === 'literal_element' ? value.parent.parent : undefined;
  const key = element?.kind === 'keyed_element' ? element.field('key')?.firstNamedChild : undefined;
  const object = key && pkg.objectOf(key);
  return object?.kind === 'var' && object.role === 'field' ? object : undefined;
}

function isSetBefore(pkg: PackageModel, start: SyntaxNode, field: VarObject): boolean {
  const home = homeOf(pkg, start);
  const fn = outermost(home.functionOf(start));
  const target = start.kind === 'call_expression' ? start.field('function') : start;
  const server = target?.field('operand');
  if (!fn?.receiver || !server || !isFieldOf(home, server, fn, field)) return false;
  for (const statement of statementsOf(fn.body)) {
    if (statement.contains(start)) return false;
    if (sets(home, statement, fn, field) || callsSetter(home, statement, fn, field)) return true;
  }
  return false;
}

/** Whether an expression is the field of the receiver of a method. */
function isFieldOf(pkg: PackageModel, node: SyntaxNode, { receiver }: GoFunction, field: VarObject): boolean {
  const operand = node.kind === 'selector_expression' ? node.field('operand') : undefined;
  const name = node.field('field');
  return (
    operand !== undefined &&
    name !== undefined &&
    variable(pkg, operand) === receiver &&
    pkg.objectOf(name) === field
  );
}

function sets(pkg: PackageModel, statement: SyntaxNode, fn: GoFunction, field: VarObject): boolean {
  return assignmentsOf(statement).some(({ target }) => isFieldOf(pkg, target, fn, field));
}

/** Whether a statement, or what comes before the condition of one, calls a method of the same receiver that sets the field. */
function callsSetter(pkg: PackageModel, statement: SyntaxNode, fn: GoFunction, field: VarObject): boolean {
  const always = statement.kind === 'if_statement' ? statement.field('initializer') : statement;
  if (!always || !/^(?:expression_statement|short_var_declaration|assignment_statement)$/.test(always.kind))
    return false;
  return [...always.descendants('call_expression')].some((call) => {
    const target = call.field('function');
    const operand = target?.kind === 'selector_expression' ? target.field('operand') : undefined;
    const called =
      operand && variable(pkg, operand) === fn.receiver ? pkg.calleeOf(call)?.function : undefined;
    if (!called?.receiver) return false;
    const home = homeOf(pkg, called);
    home.program.memory.usesText(called);
    return statementsOf(called.body).some((each) => sets(home, each, called, field));
  });
}
