import type { Severity } from '../../finding.ts';
import { isCancelledByLoop } from '../../flow/cancelled-rows.ts';
import { isSeenAtEnd } from '../../flow/committed-rows.ts';
import { isOnlyLogged } from '../../flow/logged-rows.ts';
import { scriptsGoodRows } from '../../flow/mocks.ts';
import type { Iteration } from '../../flow/model.ts';
import { isReplacedAtReturn } from '../../flow/named-results.ts';
import { takesNoRows } from '../../flow/untaken-rows.ts';
import { givesError } from '../../semantic/types.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Report, Rule, RuleContext, RuleFix } from '../rule.ts';
import { insertAfter } from '../support/insert.ts';
import { anchorOf } from '../support/leaks.ts';
import { lineOf } from '../support/lines.ts';
import { returnZero } from '../support/zero-values.ts';
import { CARD } from './sql-rows-err-unchecked.card.ts';

export const sqlRowsErrUnchecked: Rule<Iteration> = {
  meta: {
    name: 'sql-rows-err-unchecked',
    group: 'sql',
    severity: 'warning',
    fixes: 'safe',
    stability: 'stable',
    since: '0.1.0',
    tokens: [['.Next(', '.NextResultSet(']],
    inTests: 'lower',
    aliases: ['nolint:rowserrcheck'],
    overlaps: [],
    card: CARD,
    placeholders: { en: { variable: 'rows' }, 'zh-cn': { variable: 'rows' } },
    example: {
      bad: `package example

import "database/sql"

func names(db *sql.DB) ([]string, error) {
	rows, err := db.Query("SELECT name FROM users")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		out = append(out, name)
	}
	return out, nil
}
`,
      good: `package example

import "database/sql"

func names(db *sql.DB) ([]string, error) {
	rows, err := db.Query("SELECT name FROM users")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		out = append(out, name)
	}
	return out, rows.Err()
}
`,
    },
    sources: [
      'database/sql/sql.go: Rows.Next "false if there is no next result row or an error happened while preparing it. Rows.Err should be consulted to distinguish between the two cases"',
      'github.com/jackc/pgx/v5/rows.go: "Callers should check rows.Err() after rows.Next() returns false to detect whether result-set reading ended prematurely"',
    ],
  },

  *detect({ file, flow }: RuleContext) {
    for (const fn of file.functions) {
      for (const iteration of flow.iterationsOf(fn)) {
        // whoever wants one row and fails without it does not take an error for the end
        if (!iteration.isErrorAsked && !iteration.failsAnyway) yield iteration;
      }
    }
  },

  report(iteration: Iteration, context: RuleContext): Report {
    const { file } = context;
    const name = iteration.object.name;
    const unlikely = whyUnlikely(iteration, context);
    const severity: Severity = iteration.isLoop && iteration.step === 'row' ? 'warning' : 'info';
    return {
      anchor: anchorOf(iteration.next),
      message: message(iteration, name),
      severity,
      confidence: unlikely ? 'low' : iteration.certainty === 'proved' ? 'high' : 'medium',
      related: iteration.sources.slice(0, 3).map((source) => ({
        node: anchorOf(source),
        message: { en: `${name} comes from here`, 'zh-cn': `${name} 来自这里` },
      })),
      facts: {
        variable: name,
        function: iteration.function.name,
        line: String(lineOf(file, iteration.next)),
      },
      ...(unlikely ? { lowered: unlikely } : iteration.isLoop ? {} : { lowered: ONE_ROW }),
    };
  },

  fix(iteration: Iteration, context: RuleContext): readonly RuleFix[] {
    const { file, package: pkg } = context;
    const { statement, function: fn, object } = iteration;
    if (!statement || !canFollow(statement) || !givesError(pkg.signatureOf(fn))) return [];
    if (pkg.lookup(object.name, statement) !== object) return [];
    const result = fn.results.at(-1);
    if (result && isReplacedAtReturn(pkg, result)) return [];
    const check = `${object.name}.Err()`;
    return [
      {
        title: {
          en: `Return the error after the loop: if err := ${check}; err != nil`,
          'zh-cn': `循环之后返回错误：if err := ${check}; err != nil`,
        },
        safety:
          iteration.certainty !== 'proved' ||
          releasesByHand(iteration, context) ||
          isCancelledByLoop(pkg, iteration)
            ? 'suggested'
            : 'safe',
        edits: [
          insertAfter(file, statement, [
            `if err := ${check}; err != nil {`,
            `\t${returnZero(fn, pkg, 'err')}`,
            '}',
          ]),
        ],
        imports: [],
      },
    ];
  },
};

/** Why nothing is lost where an error ends the rows, if so. */
function whyUnlikely(
  iteration: Iteration,
  { file, package: pkg }: RuleContext,
): Report['message'] | undefined {
  const owner = isSeenAtEnd(pkg, iteration);
  if (owner) return { batch: OF_BATCH, transaction: COMMITTED, statement: FOLLOWED }[owner];
  if (scriptsGoodRows(file)) return SCRIPTED;
  if (isOnlyLogged(pkg, iteration)) return LOGGED;
  if (isCancelledByLoop(pkg, iteration)) return CANCELLED;
  return file.isTest && takesNoRows(pkg, iteration) ? UNTAKEN : undefined;
}

const FOLLOWED: Report['message'] = {
  en: 'Another statement of the same transaction follows and its error is looked at: after most failed reads it fails too.',
  'zh-cn': '后面还有同一事务的另一条语句，并检查了它的错误：读取失败后它通常也会失败。',
};

const COMMITTED: Report['message'] = {
  en: 'The transaction is committed behind it and that error is looked at: after most failed reads it cannot commit.',
  'zh-cn': '之后会提交这个事务并检查提交的错误：读取失败后，事务多半无法提交。',
};
const OF_BATCH: Report['message'] = {
  en: 'The rows are results of a batch that is closed behind it, and that error is looked at: it is the first of any result.',
  'zh-cn': '这些行是批处理的结果；之后会关闭该批处理并检查其错误：它返回任一结果的第一个错误。',
};
const SCRIPTED: Report['message'] = {
  en: 'This test works with a mock of the driver and gives no row an error: rows that the test wrote down are read to their end.',
  'zh-cn': '这个测试使用驱动的模拟实现，并且没有让任何一行出错：测试自己写下的行总能读到末尾。',
};
const LOGGED: Report['message'] = {
  en: 'What is read only goes into a line of the log, and the error of the query is dropped too: a shorter line harms nobody.',
  'zh-cn': '读到的内容只写进日志，查询本身的错误也被忽略：日志少几项不会造成损失。',
};
const CANCELLED: Report['message'] = {
  en: 'The loop itself cancels the context of the query: the error that comes of that is the end it wants.',
  'zh-cn': '循环自己取消了查询的 context：由此产生的错误正是它想要的结束方式。',
};
const UNTAKEN: Report['message'] = {
  en: 'This loop of a test takes nothing of its rows: it waits for their end, and an error is one of its ends.',
  'zh-cn': '测试中的这个循环不取用任何行的内容：它只是等待结束，出错也是一种结束。',
};
const ONE_ROW: Report['message'] = {
  en: 'This reads one row at most: an error is taken for "no such row", not for the end of a list.',
  'zh-cn': '这里最多读取一行：错误会被当作“没有这一行”，而不是列表的末尾。',
};

function message({ step, isLoop }: Iteration, name: string): Report['message'] {
  if (step === 'result-set') {
    return {
      en: `${name}.Err is not asked after NextResultSet: an error looks like the last result set`,
      'zh-cn': `NextResultSet 之后没有检查 ${name}.Err：错误看起来就像没有更多结果集`,
    };
  }
  if (!isLoop) {
    return {
      en: `${name}.Err is not asked when Next is false: an error looks like a row that does not exist`,
      'zh-cn': `Next 返回 false 时没有检查 ${name}.Err：错误看起来就像没有这一行`,
    };
  }
  return {
    en: `${name}.Err is not asked after the loop: an error in the middle looks like the end of the result`,
    'zh-cn': `循环之后没有检查 ${name}.Err：读取中途的错误看起来就像结果已读完`,
  };
}

/** Whether a statement can stand behind the loop: a labelled one ends with it, and a line of its own is free. */
function canFollow(statement: SyntaxNode): boolean {
  return ['statement_list', 'block'].includes(statement.parent?.kind ?? '');
}

/** Calls that end something which an additional return would skip. */
const ENDS = /\b(?:Unlock|RUnlock|Close|Commit|Rollback|Release|Stop|Done|cancel)\w*$/;

/** Whether the function ends something else by hand behind the loop, which the new return would leave undone. */
function releasesByHand(
  { function: fn, statement, object }: Iteration,
  { package: pkg }: RuleContext,
): boolean {
  for (const call of fn.body?.descendants('call_expression') ?? []) {
    if (call.start < statement!.end) continue;
    const called = call.field('function');
    if (!called || !ENDS.test(called.text)) continue;
    const base = called.field('operand');
    if (base?.kind === 'identifier' && pkg.objectOf(base) === object) continue;
    return true;
  }
  return false;
}
