import { type MysqlSource, mysqlSourcesOf } from '../../flow/dsn.ts';
import { type ScanTarget, scanTargetsOf } from '../../flow/scan-targets.ts';
import { OTHER_MYSQL_DRIVERS } from '../../knowledge/mysql-dsn.ts';
import { driverOfImport } from '../../knowledge/sql-pools.ts';
import { isTestHelper, moduleGraphOf } from '../../semantic/module-graph.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Report, Rule, RuleContext, RuleFix } from '../rule.ts';
import { lineOf } from '../support/lines.ts';
import { CARD } from './mysql-parse-time-missing.card.ts';
import { type Evidence, parseTimeFixes } from './mysql-parse-time-missing.fix.ts';

/** Longer names would push the message over its line. */
const LONGEST_NAME = 30;

export const mysqlParseTimeMissing: Rule<Evidence> = {
  meta: {
    name: 'mysql-parse-time-missing',
    group: 'sql',
    severity: 'hint',
    fixes: 'safe',
    stability: 'stable',
    since: '0.1.0',
    // the name of the driver may be a constant of another file
    tokens: [
      ['mysql', 'Open', 'Connect', 'NewEngine', 'RegisterDataBase', 'NewSqlConn'],
      ['mysql', 'database/sql', 'jmoiron/sqlx', 'gorm', 'xorm', '/orm', 'stores/sqlx'],
    ],
    inTests: 'off',
    aliases: [],
    overlaps: [],
    card: CARD,
    example: {
      bad: `package example

import (
	"context"
	"database/sql"
	"time"

	_ "github.com/go-sql-driver/mysql"
)

func open() (*sql.DB, error) {
	return sql.Open("mysql", "app@tcp(db:3306)/shop?charset=utf8mb4")
}

func lastOrder(ctx context.Context, db *sql.DB) (created time.Time, err error) {
	row := db.QueryRowContext(ctx, "SELECT MAX(created_at) FROM orders")
	err = row.Scan(&created)
	return created, err
}
`,
      good: `package example

import (
	"context"
	"database/sql"
	"time"

	_ "github.com/go-sql-driver/mysql"
)

func open() (*sql.DB, error) {
	return sql.Open("mysql", "app@tcp(db:3306)/shop?charset=utf8mb4&parseTime=true")
}

func lastOrder(ctx context.Context, db *sql.DB) (created time.Time, err error) {
	row := db.QueryRowContext(ctx, "SELECT MAX(created_at) FROM orders")
	err = row.Scan(&created)
	return created, err
}
`,
    },
    sources: [
      'github.com/go-sql-driver/mysql README, parseTime: "changes the output type of DATE and DATETIME values to time.Time instead of []byte / string"; default false',
      'github.com/go-sql-driver/mysql dsn.go: ParseDSN, parseDSNParams; README, loc: default UTC',
      'database/sql/convert.go: convertAssignRows has no conversion from []byte to *time.Time; time.Time to *string is formatted as RFC 3339',
    ],
  },

  *detect({ file, package: pkg }: RuleContext) {
    // parseTime may be set, and times scanned, in a file that is not read yet
    if (!pkg.program.moduleIsComplete) return;
    const graph = moduleGraphOf(pkg, file);
    if (isTestHelper(pkg, file)) return;
    const anchors = new Set<SyntaxNode>();
    for (const source of mysqlSourcesOf(pkg, file)) {
      // set, or set in a part that is not known
      if (source.reading.setting === 'on' || source.reading.setting === 'unknown') continue;
      const imports = [...graph.imports];
      // another driver answers to the name
      if (imports.some((path) => OTHER_MYSQL_DRIVERS.includes(path))) continue;
      const targets = scanTargetsOf(pkg, file);
      const target = targets.times.find((each) => pkg.files.includes(each.file)) ?? targets.times[0];
      // somebody switched it off in so many words, and nothing here needs it
      if (source.reading.setting === 'off' && !target) continue;
      const anchor = anchorOf(source, file.tree.root);
      if (anchors.has(anchor)) continue;
      anchors.add(anchor);
      yield {
        source,
        anchor,
        target,
        hasOtherDatabases: imports.some((path) => !['mysql', undefined].includes(driverOfImport(path))),
        onlyTimesChange: targets.onlyTimesChange,
      };
    }
  },

  report({ source, anchor, target, hasOtherDatabases }: Evidence, { file }: RuleContext): Report {
    const isCertain = source.reading.isProved;
    const targetFile = target && (target.file.path.split('/').pop() ?? target.file.path);
    const place = target && `${targetFile}:${lineOf(target.file, target.node)}`;
    return {
      anchor,
      message: message(source, target),
      severity: target ? 'warning' : 'hint',
      confidence:
        !isCertain || source.convertsTimes ? 'low' : target && hasOtherDatabases ? 'medium' : 'high',
      ...(source.convertsTimes ? { lowered: CONVERTS } : {}),
      related: [
        ...(target
          ? [
              {
                node: target.node,
                message: {
                  en: `scanned into ${target.type} here: fails on the first row`,
                  'zh-cn': `在这里扫描进 ${target.type}：第一行就会失败`,
                },
              },
            ]
          : []),
        ...(source.end && source.end.file !== file
          ? [
              {
                node: source.end.literal,
                message: { en: 'the data source is written here', 'zh-cn': '数据源写在这里' },
              },
            ]
          : []),
      ],
      facts: {
        line: String(lineOf(file, anchor)),
        target: target ? `${target.name} (${target.type})` : 'a time.Time',
        scanPlace: place ?? { en: 'in any code to come', 'zh-cn': '以后的任何一处代码' },
      },
    };
  },

  fix(evidence: Evidence, context: RuleContext): readonly RuleFix[] {
    return parseTimeFixes(evidence, context);
  },
};

const CONVERTS = {
  en: 'The library that gets the data source makes times of the text of date columns itself.',
  'zh-cn': '使用这个数据源的库会自己把日期列的文本转换成时间。',
};

/** The literal that lacks the setting, where it is in this file; else what hands it to the driver. */
function anchorOf(source: MysqlSource, root: SyntaxNode): SyntaxNode {
  if (source.kind !== 'dsn') return source.node;
  const literal = source.end?.literal;
  return literal && root.contains(literal) ? literal : source.node;
}

function message(source: MysqlSource, target: ScanTarget | undefined): Report['message'] {
  const isOff = source.reading.setting === 'off';
  const what =
    source.kind === 'dsn'
      ? isOff
        ? 'parseTime is off'
        : 'No parseTime=true in this DSN'
      : 'ParseTime is off';
  const whatZh =
    source.kind === 'dsn' ? (isOff ? 'parseTime 已关闭' : 'DSN 中没有 parseTime=true') : 'ParseTime 没有打开';
  if (!target) {
    return {
      en: `${what}: DATE and DATETIME columns cannot be scanned into time.Time`,
      'zh-cn': `${whatZh}：DATE、DATETIME 列无法扫描进 time.Time`,
    };
  }
  const isShort = target.name.length <= LONGEST_NAME && !target.name.includes('\n');
  const name = isShort ? `${target.name} (${target.type})` : target.type;
  return {
    en: `${what}: scanning into ${name} fails on the first row`,
    'zh-cn': `${whatZh}：扫描进 ${name} 时第一行就会失败`,
  };
}
