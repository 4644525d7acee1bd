import type { PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { graphsOf } from './graphs.ts';
import { isSamePlace, placeOf } from './places.ts';

const PINGS = new Set(['database/sql.DB.Ping', 'database/sql.DB.PingContext']);

/**
 * Whether a call takes a connection of a pool that a ping of the same function has just put back there: it waits only where others
 * have taken all of them (database/sql/sql.go, pingDC releases the connection; conn: "Prefer a free connection, if possible").
 */
export function hasIdleConnection(pkg: PackageModel, call: SyntaxNode): boolean {
  const callee = pkg.calleeOf(call);
  const fn = pkg.functionOf(call);
  const pool = callee?.id === 'database/sql.DB.Conn' ? placeOf(pkg, callee.receiver) : undefined;
  if (!pool || !fn?.body) return false;
  const graph = graphsOf(pkg).graphOf(fn);
  const block = graph.blockOf(call);
  return [...fn.body.descendants('call_expression')].some((ping) => {
    const { id, receiver } = pkg.calleeOf(ping) ?? {};
    if (!PINGS.has(id ?? '') || ping.end > call.start || pkg.functionOf(ping) !== fn) return false;
    const before = graph.blockOf(ping);
    return (
      before !== undefined &&
      block !== undefined &&
      graph.dominates(before, block) &&
      isSamePlace(placeOf(pkg, receiver), pool)
    );
  });
}
