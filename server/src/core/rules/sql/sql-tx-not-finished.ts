import type { Localized } from '../../finding.ts';
import { isCorrelated } from '../../flow/correlated-exits.ts';
import type { OwnedResource } from '../../flow/model.ts';
import type { RuleContext } from '../rule.ts';
import { leakRule } from '../support/leak-rule.ts';
import { endsByCancel } from '../support/leaks.ts';
import { type Release, valueText } from '../support/release-fixes.ts';
import { CARD } from './sql-tx-not-finished.card.ts';

export const sqlTxNotFinished = leakRule({
  types: ['sql-tx', 'pgx-tx'],
  meta: {
    name: 'sql-tx-not-finished',
    group: 'sql',
    severity: 'warning',
    fixes: 'safe',
    stability: 'stable',
    since: '0.1.0',
    // a helper of another file or package may begin, so only the plainest sign of a call is asked for
    tokens: [['Begin', 'Tx', 'tx', ', err :=', ', err =', ', _ ']],
    inTests: 'keep',
    aliases: [],
    overlaps: [],
    card: CARD,
    placeholders: { en: { variable: 'tx' }, 'zh-cn': { variable: 'tx' } },
    example: {
      bad: `package example

import "database/sql"

func move(db *sql.DB, from, to, amount int) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if _, err := tx.Exec("UPDATE accounts SET n = n - ? WHERE id = ?", amount, from); err != nil {
		return err
	}
	if _, err := tx.Exec("UPDATE accounts SET n = n + ? WHERE id = ?", amount, to); err != nil {
		return err
	}
	return tx.Commit()
}
`,
      good: `package example

import "database/sql"

func move(db *sql.DB, from, to, amount int) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.Exec("UPDATE accounts SET n = n - ? WHERE id = ?", amount, from); err != nil {
		return err
	}
	if _, err := tx.Exec("UPDATE accounts SET n = n + ? WHERE id = ?", amount, to); err != nil {
		return err
	}
	return tx.Commit()
}
`,
    },
    sources: [
      'database/sql/sql.go: Tx "A transaction must end with a call to Tx.Commit or Tx.Rollback"; Tx.Rollback after Commit returns ErrTxDone',
      'github.com/jackc/pgx/v5/tx.go: Rollback "will return an error where errors.Is(ErrTxClosed) is true if the Tx is already closed, but is otherwise safe to call multiple times"',
    ],
  },
  words: {
    thing: { en: 'the transaction', 'zh-cn': '事务' },
    released: { en: 'committed or rolled back', 'zh-cn': '提交或回滚' },
    releasedInShort: { en: 'ended', 'zh-cn': '提交或回滚' },
    kept: { en: 'one connection', 'zh-cn': '一个连接' },
  },
  // sql.go, BeginTx: "If the context is canceled, the sql package will roll back the transaction"
  isHarmless: (resource, leak, context) =>
    resource.type === 'sql-tx' && endsByCancel(resource, leak, context),
  isBounded: isCounted,
  lowered: (resource, _leak, context) => (isCounted(resource, context) ? COUNTED : undefined),
  release: (resource) => rollback(resource),
});

const COUNTED: Localized = {
  en: 'A number or flag that the loop changes decides both whether it begins and whether this way is taken: it may be finished whenever it is.',
  'zh-cn': '循环所改变的数字或标志既决定是否开始事务，也决定是否走这条路径：走到这里时它可能总是已经结束。',
};

/** Whether every way that leaves it open hangs on what the loop counts. */
function isCounted({ acquisition, leaks }: OwnedResource, { package: pkg }: RuleContext): boolean {
  return leaks.length > 0 && leaks.every(({ exit }) => isCorrelated(pkg, acquisition, exit));
}

/** The rollback that may follow a commit: it does nothing then. */
function rollback(resource: OwnedResource): Release | undefined {
  const name = valueText(resource);
  let argument = '';
  if (resource.type === 'pgx-tx') {
    const context = resource.acquisition.field('arguments')?.firstNamedChild?.text ?? '';
    if (!/^[\w.]+(?:\(\))?$/.test(context)) return undefined;
    argument = context;
  }
  return {
    call: `${name}.Rollback(${argument})`,
    hasResult: true,
    action: { en: 'Roll back', 'zh-cn': '回滚' },
    // where nothing ends it, a commit may be what is missing
    maySafely: resource.leaks.some((leak) => leak.releasedElsewhere),
    isRepeatable: true,
  };
}
