import type { PackageModel } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { isAssignedWhole } from '../assignments.ts';
import { isEndlessParameter } from '../endless-parameters.ts';
import type { Edge } from '../model.ts';
import { variable } from '../nil-comparison.ts';
import { isOpenAt } from '../own-cancels.ts';
import { type Facts, factReaderOf } from '../path-facts.ts';

/**
 * What the case of `<-ctx.Done()` tells, as the text of a condition that does not hold in it: `ctx.Err() == nil`
 * (context/context.go: "If Done is closed, Err returns a non-nil error explaining why").
 */
export function toldByCase(pkg: PackageModel, clause: SyntaxNode): string | undefined {
  const context = contextOfCase(pkg, clause);
  return context && `${factReaderOf(pkg).textOf(context)}.Err() == nil`;
}

/** The context for whose end a case waits: `ctx` of `case <-ctx.Done()`. */
function contextOfCase(pkg: PackageModel, clause: SyntaxNode): SyntaxNode | undefined {
  const communication = clause.kind === 'communication_case' ? clause.field('communication') : undefined;
  const value = communication?.kind === 'receive_statement' ? communication.field('right') : communication;
  const call = value?.kind === 'unary_expression' ? value.field('operand') : undefined;
  if (call?.kind !== 'call_expression' || pkg.calleeOf(call)?.id !== 'context.Context.Done') return undefined;
  return call.field('function')?.field('operand');
}

/** Whether a case waits for the end of a context that the function is given, and that none of its callers can end. */
export function isOfEndlessContext(pkg: PackageModel, clause: SyntaxNode): boolean {
  const context = contextOfCase(pkg, clause);
  const object = context && variable(pkg, context);
  // `ctx, cancel := context.WithTimeout(ctx, limit)` gives the parameter another one
  const isSet =
    object && pkg.referencesTo(object).some((each) => each !== object.node && isAssignedWhole(each));
  return object !== undefined && !isSet && isEndlessParameter(pkg, object);
}

/** Whether a case waits for the end of a context that cannot have come there: see `isOpenAt`. */
export function isOfOpenContext(pkg: PackageModel, clause: SyntaxNode): boolean {
  const context = contextOfCase(pkg, clause);
  const object = context && variable(pkg, context);
  return object !== undefined && clause.parent !== undefined && isOpenAt(pkg, object, clause.parent);
}

/** The facts in the case that an edge enters. */
export function withEndedContext(pkg: PackageModel, facts: Facts, edge: Edge): Facts {
  const told = edge.kind === 'case' && edge.condition ? toldByCase(pkg, edge.condition) : undefined;
  return told ? new Map([...facts, [told, false]]) : facts;
}

/** `err == nil` for `err := ctx.Err()`, and the text of the same condition about the call. */
export function copiedError(
  pkg: PackageModel,
  node: SyntaxNode,
): { readonly name: string; readonly source: string } | undefined {
  if (node.kind !== 'short_var_declaration' && node.kind !== 'assignment_statement') return undefined;
  const [target, ...others] = node.field('left')?.namedChildren ?? [];
  const value = node.field('right')?.firstNamedChild;
  if (target?.kind !== 'identifier' || others.length > 0 || value?.kind !== 'call_expression')
    return undefined;
  if (pkg.calleeOf(value)?.id !== 'context.Context.Err') return undefined;
  const facts = factReaderOf(pkg);
  return { name: `${facts.textOf(target)} == nil`, source: `${facts.textOf(value)} == nil` };
}

/** The facts after a statement that asks a context that has ended why. */
export function withCopiedError(pkg: PackageModel, facts: Facts, node: SyntaxNode): Facts {
  const copied = copiedError(pkg, node);
  const holds = copied && facts.get(copied.source);
  return copied && holds !== undefined ? new Map([...facts, [copied.name, holds]]) : facts;
}
