import { isExportedFunction, isExportedVariable } from '../semantic/exported.ts';
import type { PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { fillsNoTime } from './scan-targets.ts';
import { reachOfValue } from './value-reach.ts';

/** Methods of pools, statements, transactions and rows through which no column is read (database/sql/sql.go). */
const READS_NOTHING =
  /^(?:Exec|ExecContext|ExecCtx|MustExec|NamedExec|Close|Ping|PingContext|Stats|SetMax\w+|SetConn\w+|Driver|Commit|Rollback|Next|NextResultSet|Err|Columns)$/;
/** Methods that give what columns may be read through. */
const GIVES = /^(?:Prepare|Begin|BeginTx|Conn|Stmt|Query|QueryRow)(?:Context)?$/;

/** Statement and rows of a transaction of a pool. */
const MOST_DEPTH = 4;

/**
 * Whether no column is read into a time through a pool, wherever it goes: it is only executed and pinged, or what is
 * scanned goes into values of other types. A pool whose uses are not all seen, or that has none, reads anything.
 */
export function readsNoTime(pkg: PackageModel, opened: SyntaxNode, depth = 0): boolean {
  const reach = reachOfValue(pkg, opened);
  if (reach.isConfined && reach.selections.every((use) => READS_NOTHING.test(nameOf(use)))) return true;
  if (depth === 0 && reach.selections.length === 0) return false;
  if (reach.lost || reach.isCollected || reach.passed.length > 0 || depth > MOST_DEPTH) return false;
  if (pkg.name !== 'main' && reach.returnedBy.some(isExportedFunction)) return false;
  for (const holder of reach.holders) if (isOpen(pkg, holder)) return false;
  return reach.selections.every((use) => {
    const home = pkg.program.packageOf(pkg.fileOf(use).path) ?? pkg;
    const call = use.parent;
    if (call?.kind !== 'call_expression' || use.fieldName !== 'function') return false;
    const fills = fillsNoTime(home, call);
    if (fills !== undefined) return fills;
    const name = nameOf(use);
    return READS_NOTHING.test(name) || (GIVES.test(name) && readsNoTime(home, call, depth + 1));
  });
}

/** Whether other packages can read a variable: nothing imports a program, but a field of its values is anybody's. */
function isOpen(pkg: PackageModel, holder: VarObject): boolean {
  return isExportedVariable(holder) && (holder.role === 'field' || pkg.name !== 'main');
}

function nameOf(selector: SyntaxNode): string {
  return selector.field('field')?.text ?? '';
}
