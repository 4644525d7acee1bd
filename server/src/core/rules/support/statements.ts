import type { OwnedResource } from '../../flow/model.ts';
import { sourcesOf } from '../../flow/sources.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { RuleContext, RuleFix } from '../rule.ts';

/**
 * Whether the query of rows, or of a row, runs in a transaction, whose end closes them (sql.go, Rows.awaitDone with the Tx's
 * context). Who owns it rolls it back for an error.
 */
export function isOfTransaction(resource: OwnedResource, { package: pkg, flow }: RuleContext): boolean {
  const queries = sourcesOf(pkg, flow, resource);
  const isOfTx = /^(?:database\/sql|github\.com\/jmoiron\/sqlx)\.Tx\./;
  return queries.length > 0 && queries.every(({ callee }) => isOfTx.test(callee.id));
}

/** The counterpart of a query that gives no rows: `Exec` for `Query`. */
const EXEC: ReadonlyMap<string, string> = new Map([
  ['Query', 'Exec'],
  ['QueryContext', 'ExecContext'],
  ['Queryx', 'Exec'],
  ['QueryxContext', 'ExecContext'],
  ['QueryRow', 'Exec'],
  ['QueryRowContext', 'ExecContext'],
  ['QueryRowx', 'Exec'],
  ['QueryRowxContext', 'ExecContext'],
  ['NamedQuery', 'NamedExec'],
  ['NamedQueryContext', 'NamedExecContext'],
]);

/** What runs the statement of a query without rows: where the method is named, and its new name. */
export interface Execution {
  readonly method: SyntaxNode;
  readonly name: string;
}

/** `Exec` for the query of a call; undefined for an interface of the program, which may not have it. */
export function executionFor(call: SyntaxNode, { package: pkg }: RuleContext): Execution | undefined {
  const id = pkg.calleeOf(call)?.id;
  const called = call.field('function');
  const method = called?.kind === 'selector_expression' ? called.field('field') : undefined;
  const name = method && EXEC.get(method.text);
  if (id === undefined || !method || !name) return undefined;
  return /^(?:database\/sql|github\.com\/jmoiron\/sqlx|github\.com\/jackc\/pgx\/)/.test(id)
    ? { method, name }
    : undefined;
}

/** `Exec` in place of a query whose rows nobody wants. */
export function executeInstead(resource: OwnedResource, context: RuleContext): RuleFix | undefined {
  const execution = executionFor(resource.acquisition, context);
  if (!execution) return undefined;
  const { method, name } = execution;
  return {
    title: {
      en: `Use ${name}, which keeps nothing open`,
      'zh-cn': `改用 ${name}，它不会留下打开的结果集`,
    },
    safety: 'suggested',
    edits: [{ file: context.file, start: method.start, end: method.end, newText: name }],
    imports: [],
  };
}

/** Whether nothing runs between a statement and the moment at which its function, of a body, is left. */
export function leavesAtOnce(statement: SyntaxNode, body: SyntaxNode): boolean {
  let next = statement.nextSibling;
  while (next && (!next.isNamed || next.isExtra)) next = next.nextSibling;
  if (next?.kind === 'return_statement') return !runsCode(next);
  if (next) return false;
  return statement.parent?.parent === body;
}

/** Whether a statement calls, receives or sends, or holds a literal. */
function runsCode(statement: SyntaxNode): boolean {
  for (const node of statement.descendants('call_expression', 'unary_expression', 'func_literal')) {
    if (node.kind !== 'unary_expression' || node.field('operator')?.text === '<-') return true;
  }
  return false;
}
