import { OWNERSHIP } from '../knowledge/ownership/table.ts';
import type { PackageModel } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import type { FlowModel, Leak } from './model.ts';
import { fieldsWithin, type Place, placeOf } from './places.ts';

const TRANSACTION = 'sql-tx';

/**
 * Whether the transaction that rows belong to ends on the way on which they are lost, or with the function there: by its own method, or
 * by a function of the program that ends it on every path. database/sql closes the rows then (sql.go, Tx: `closemu` "prevents
 * the transaction from closing while there is an active query", Rows.initContextClose: the end of `txctx` closes them).
 */
export function endsWithTransaction(pkg: PackageModel, flow: FlowModel, leak: Leak): boolean {
  const { resource, exit, reason } = leak;
  const { function: fn, acquisition } = resource;
  const transaction = placeOf(pkg, acquisition.field('function')?.field('operand'));
  const graph = flow.graphOf(fn);
  const left = graph.blockOf(exit);
  if (!transaction || !left || !fn.body || reason === 'loop-iteration' || reason === 'overwritten')
    return false;
  for (const call of fn.body.descendants('call_expression')) {
    const isDeferred = call.parent?.kind === 'defer_statement';
    const block = graph.blockOf(call);
    if (!block || pkg.functionOf(call) !== fn || call.parent?.kind === 'go_statement') continue;
    if (call.start >= exit.start || (!isDeferred && call.start <= acquisition.end)) continue;
    if ((block === left || graph.dominates(block, left)) && ends(pkg, flow, call, transaction)) return true;
  }
  return false;
}

/** Whether a call ends a transaction. */
function ends(pkg: PackageModel, flow: FlowModel, call: SyntaxNode, transaction: Place): boolean {
  const called = call.field('function');
  const methods = OWNERSHIP.get(TRANSACTION)!.release;
  if (called?.kind === 'selector_expression' && methods.has(called.field('field')?.text ?? ''))
    return denotes(pkg, called.field('operand'), transaction);
  const callee = pkg.calleeOf(call);
  const fn = callee?.function;
  if (!callee || !fn || callee.kind === 'interface-method') return false;
  return (call.field('arguments')?.namedChildren ?? []).some(
    (argument, position) =>
      denotes(pkg, argument, transaction) &&
      flow.parameterEffect(fn, position + callee.firstParameter, TRANSACTION).releases === 'always',
  );
}

/** Whether an expression is a transaction, or the one inside of it (jmoiron/sqlx sqlx.go: `type Tx struct { *sql.Tx`). */
function denotes(pkg: PackageModel, expression: SyntaxNode | undefined, transaction: Place): boolean {
  const place = placeOf(pkg, expression);
  const inside = place && fieldsWithin(transaction, place);
  if (!inside) return false;
  return inside.length === 0 || (inside.join() === 'Tx' && isTransaction(pkg, expression));
}

function isTransaction(pkg: PackageModel, expression: SyntaxNode | undefined): boolean {
  return namedId(expression && pkg.typeOf(expression)) === 'database/sql.Tx';
}
