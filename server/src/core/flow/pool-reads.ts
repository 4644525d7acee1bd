import { isExportedFunction, isExportedVariable } from '../semantic/exported.ts';
import { homeOf } from '../semantic/home.ts';
import { memoized } from '../semantic/memo.ts';
import type { PackageModel, VarObject } from '../semantic/model.ts';
import { type GoType, namedId, type Parameter } from '../semantic/types.ts';
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
  if (depth === 0 && reach.isCollected && !reach.returnedBy.some(isExportedFunction) && onlyExecutes(pkg))
    return true;
  if (depth === 0 && reach.selections.length === 0) return false;
  if (reach.lost || reach.isCollected || reach.passed.length > 0 || depth > MOST_DEPTH) return false;
  if (pkg.name !== 'main' && reach.returnedBy.some(isExportedFunction)) return false;
  for (const holder of reach.holders) if (isOpen(pkg, holder)) return false;
  return reach.selections.every((use) => {
    const home = homeOf(pkg, use);
    const call = use.parent;
    if (call?.kind !== 'call_expression' || use.fieldName !== 'function') return false;
    const fills = fillsNoTime(home, call);
    if (fills !== undefined) return fills;
    const name = nameOf(use);
    return READS_NOTHING.test(name) || (GIVES.test(name) && readsNoTime(home, call, depth + 1));
  });
}

/** Whether a package keeps its pools to itself, in lists or not, and nothing in it reads a row. */
const onlyExecutes = memoized((pkg: PackageModel): boolean =>
  pkg.files.every(
    (file) =>
      file.isTest ||
      (file.functions.every(
        (fn) => !isExportedFunction(fn) || !pkg.signatureOf(fn).results.some(givesPool),
      ) &&
        [...file.tree.root.descendants('field_declaration', 'var_spec')].every(
          (each) => !keepsPoolOpenly(pkg, each),
        ) &&
        [...file.tree.root.descendants('call_expression')].every((call) => onlyExecutesIn(pkg, call))),
  ),
);

/** Whether a call reads no row, and hands no pool to another package. */
function onlyExecutesIn(pkg: PackageModel, call: SyntaxNode): boolean {
  const callee = pkg.calleeOf(call);
  if (callee?.id.startsWith('database/sql.')) {
    const name = callee.id.slice(callee.id.lastIndexOf('.') + 1);
    return READS_NOTHING.test(name) || OPENS.test(name) || /^(?:Prepare|Begin)/.test(name);
  }
  if (callee?.kind === 'builtin' || (callee?.function && pkg.files.includes(callee.function.file)))
    return true;
  const given = call.field('arguments')?.namedChildren ?? [];
  return !given.some((argument) => holdsPool(pkg.typeOf(argument)));
}

/** Functions of database/sql that make a pool. */
const OPENS = /^Open(?:DB)?$/;

function givesPool({ type }: Parameter): boolean {
  return holdsPool(type);
}

/** Whether a field or a variable of the package that other packages can name holds a pool. */
function keepsPoolOpenly(pkg: PackageModel, declaration: SyntaxNode): boolean {
  return declaration.fieldAll('name').some((name) => {
    const object = pkg.objectOf(name);
    return object?.kind === 'var' && isExportedVariable(object) && holdsPool(pkg.typeOfObject(object));
  });
}

/** Whether a type is a pool, or a list, channel or pointer of them. */
function holdsPool(type: GoType | undefined): boolean {
  if (namedId(type) === 'database/sql.DB') return true;
  const element = type && 'element' in type ? type.element : undefined;
  return element !== undefined && holdsPool(element);
}

/** Whether other packages can read a variable: nothing imports a program, but a field of its values is anybody's. */
function isOpen(pkg: PackageModel, holder: VarObject): boolean {
  return isExportedVariable(holder) && (holder.role === 'field' || pkg.name !== 'main');
}

function nameOf(selector: SyntaxNode): string {
  return selector.field('field')?.text ?? '';
}
