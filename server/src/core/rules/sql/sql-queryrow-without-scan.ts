import type { Localized } from '../../finding.ts';
import type { OwnedResource } from '../../flow/model.ts';
import { givesError } from '../../semantic/types.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { NodeEdit, RuleContext, RuleFix } from '../rule.ts';
import { indentOf, startsLine } from '../support/insert.ts';
import { leakRule, usualSeverity } from '../support/leak-rule.ts';
import { endsByCancel } from '../support/leaks.ts';
import { executeInstead, executionFor, isOfTransaction } from '../support/statements.ts';
import { returnZero } from '../support/zero-values.ts';
import { CARD } from './sql-queryrow-without-scan.card.ts';

export const sqlQueryrowWithoutScan = leakRule({
  types: ['sql-row', 'pgx-row'],
  meta: {
    name: 'sql-queryrow-without-scan',
    group: 'sql',
    severity: 'warning',
    fixes: 'suggested',
    stability: 'stable',
    since: '0.1.0',
    // a helper of another file or package may run the query, so only the plainest sign of a call is asked for
    tokens: [['Row', 'row', 'sql.', 'pgx', ':=', ' = ']],
    inTests: 'off',
    aliases: [],
    overlaps: [],
    card: CARD,
    example: {
      bad: `package example

import (
	"context"
	"database/sql"
)

func touch(ctx context.Context, db *sql.DB, id int) error {
	return db.QueryRowContext(ctx, "UPDATE users SET seen = now() WHERE id = ?", id).Err()
}
`,
      good: `package example

import (
	"context"
	"database/sql"
)

func touch(ctx context.Context, db *sql.DB, id int) error {
	_, err := db.ExecContext(ctx, "UPDATE users SET seen = now() WHERE id = ?", id)
	return err
}
`,
    },
    isProved: true,
    sources: [
      'database/sql/sql.go: Row.Scan "defer r.rows.Close()"; Row has no Close; QueryRowContext is QueryContext, and "Errors are deferred until Row\'s Scan method is called"',
      'database/sql/sql.go: Row.Err gives the error of QueryContext only; what the driver says with the first row comes from Rows.Next, which Scan calls',
      'database/sql/sql.go: Rows.awaitDone closes rows when the context of the query, or the transaction, ends',
      'github.com/jackc/pgx/v5/pgxpool/pool.go, Pool.QueryRow: "The acquired connection is returned to the Pool when pgx.Row\'s Scan method is called"',
    ],
  },
  words: {
    thing: { en: 'the row', 'zh-cn': '结果行' },
    released: { en: 'scanned', 'zh-cn': '读取' },
    kept: { en: 'one connection', 'zh-cn': '一个连接' },
  },
  // pgx has the connection out until Scan, whatever becomes of the context
  isHarmless: (resource, leak, context) =>
    resource.type === 'sql-row' && endsByCancel(resource, leak, context),
  message: (leak, _name, context) => {
    if (isOfTransaction(leak.resource, context)) {
      return {
        en: 'The row is never scanned: it stays open until the transaction ends',
        'zh-cn': '结果行从未读取：会一直打开到事务结束',
      };
    }
    const asked = askedMethod(leak.resource.acquisition);
    return asked
      ? {
          en: `Only ${asked} is asked of the row: without Scan each call keeps one connection`,
          'zh-cn': `对结果行只调用了 ${asked}：不调用 Scan，每次调用占用一个连接`,
        }
      : undefined;
  },
  severity: (resource, leak, context) =>
    isOfTransaction(resource, context) ? 'info' : usualSeverity(resource, leak, context),
  lowered: (resource, _leak, context) => (isOfTransaction(resource, context) ? OF_TRANSACTION : undefined),
  // a Scan needs to know where to
  release: () => undefined,
  fixes: (resource, context) => {
    const fix = askedMethod(resource.acquisition)
      ? executeAsked(resource, context)
      : resource.leaks[0]?.reason === 'discarded'
        ? executeDropped(resource, context)
        : undefined;
    return fix ? [fix] : [];
  },
});

const OF_TRANSACTION: Localized = {
  en: 'The row belongs to a transaction: its Commit or Rollback closes it, so it stays open only until then. Until then the MySQL driver refuses the next statement on it (`busy buffer`).',
  'zh-cn':
    '结果行属于一个事务：Commit 或 Rollback 会关闭它，所以只会打开到那时为止。在此之前，MySQL 驱动会拒绝该事务上的下一条语句（`busy buffer`）。',
};

/** Methods of a Row that leave it open. */
const ASKING: ReadonlySet<string> = new Set(['Err', 'Columns', 'ColumnTypes']);

/** The method that is called on the row where the query stands, if it is one that leaves the row open. */
function askedMethod(call: SyntaxNode): string | undefined {
  const selector = call.parent;
  const name = selector?.kind === 'selector_expression' ? selector.field('field')?.text : undefined;
  const isCalled = selector?.parent?.kind === 'call_expression' && selector.fieldName === 'function';
  return name !== undefined && isCalled && ASKING.has(name) ? name : undefined;
}

/** A statement that ran a query becomes one that runs it without rows, with its error handed on where the function gives one. */
function executeDropped(resource: OwnedResource, context: RuleContext): RuleFix | undefined {
  const { file, package: pkg } = context;
  const call = resource.acquisition;
  const execution = executionFor(call, context);
  if (!execution) return undefined;
  const parent = call.parent;
  const assignment = parent?.parent?.kind === 'assignment_statement' ? parent.parent : undefined;
  const statement = parent?.kind === 'expression_statement' ? parent : assignment;
  if (!statement) return parent?.kind === 'var_spec' ? undefined : executeInstead(resource, context);
  const fn = resource.function;
  const isOnlyTarget = !assignment || assignment.field('left')?.text === '_';
  if (!isOnlyTarget || !startsLine(file, statement)) return undefined;
  if (!givesError(pkg.signatureOf(fn))) {
    if (!assignment) return executeInstead(resource, context);
    const blank = assignment.field('left')!;
    const widened: NodeEdit = { file, start: blank.start, end: blank.end, newText: '_, _' };
    const fix = executeInstead(resource, context);
    return fix && { ...fix, edits: [widened, ...fix.edits] };
  }
  const indent = indentOf(file, statement);
  return fixOf(execution.name, [
    { file, start: statement.start, end: call.start, newText: 'if _, err := ' },
    renaming(execution, context),
    {
      file,
      start: call.end,
      end: statement.end,
      newText: `; err != nil {\n${indent}\t${returnZero(fn, pkg, 'err')}\n${indent}}`,
    },
  ]);
}

/** The error of `Err` becomes the one of `Exec`. */
function executeAsked(resource: OwnedResource, context: RuleContext): RuleFix | undefined {
  const { file, package: pkg } = context;
  const call = resource.acquisition;
  const execution = executionFor(call, context);
  const asked = call.parent?.parent;
  if (!execution || !asked || call.parent?.field('field')?.text !== 'Err') return undefined;
  const list = asked.parent;
  const statement = list?.parent;
  if (list?.kind !== 'expression_list' || list.namedChildren.length !== 1 || !statement) return undefined;
  const cut: NodeEdit = { file, start: call.end, end: asked.end, newText: '' };
  const targets = statement.field('left');
  if (['short_var_declaration', 'assignment_statement'].includes(statement.kind) && targets) {
    if (list.fieldName !== 'right' || targets.namedChildren.length !== 1) return undefined;
    const before: NodeEdit = { file, start: targets.start, end: targets.start, newText: '_, ' };
    return fixOf(execution.name, [before, renaming(execution, context), cut]);
  }
  const isOnlyResult = pkg.signatureOf(resource.function).results.length === 1;
  if (statement.kind !== 'return_statement' || !isOnlyResult || !startsLine(file, statement))
    return undefined;
  const indent = indentOf(file, statement);
  return fixOf(execution.name, [
    { file, start: statement.start, end: call.start, newText: 'if _, err := ' },
    renaming(execution, context),
    {
      file,
      start: call.end,
      end: statement.end,
      newText: `; err != nil {\n${indent}\treturn err\n${indent}}\n${indent}return nil`,
    },
  ]);
}

function renaming(
  { method, name }: { readonly method: SyntaxNode; readonly name: string },
  { file }: RuleContext,
): NodeEdit {
  return { file, start: method.start, end: method.end, newText: name };
}

function fixOf(name: string, edits: readonly NodeEdit[]): RuleFix {
  return {
    title: {
      en: `Use ${name}, which keeps nothing open, and hand on its error`,
      'zh-cn': `改用 ${name}：不会留下打开的结果集，并传递它的错误`,
    },
    safety: 'suggested',
    edits,
    imports: [],
  };
}
