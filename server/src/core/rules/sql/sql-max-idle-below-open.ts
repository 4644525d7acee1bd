import { isSamePlace, type Place, placeOf } from '../../flow/places.ts';
import { type PoolSite, poolSitesOf } from '../../flow/pools.ts';
import { driverOfImport } from '../../knowledge/sql-pools.ts';
import type { FileModel, GoFunction, PackageModel } from '../../semantic/model.ts';
import { isTestHelper, moduleGraphOf } from '../../semantic/module-graph.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Report, Rule, RuleContext, RuleFix } from '../rule.ts';
import { insertAfter, startsLine } from '../support/insert.ts';
import { lineOf } from '../support/lines.ts';
import { CARD } from './sql-max-idle-below-open.card.ts';

interface Evidence {
  readonly open: SyntaxNode;
  readonly most: bigint;
  /** Undefined where the idle limit is nowhere set. */
  readonly idle: SyntaxNode | undefined;
  readonly kept: bigint;
  readonly confidence: 'high' | 'medium' | 'low';
  readonly doubt: keyof typeof LOWERED | undefined;
}

const LOWERED = {
  users: {
    en: 'No more than one or two are seen to use this pool at a time: it may never have that many connections.',
    'zh-cn': '看得到的代码里同时使用这个连接池的只有一两处：连接数可能从不会这么多。',
  },
  driver: {
    en: 'Which database the driver talks to is not known: how dear its connections are, and how many are used at a time.',
    'zh-cn': '不知道这个驱动连接的是什么数据库：连接的代价以及同时使用的数量都无法判断。',
  },
} as const;

/** Why a pool may not come to have more connections than stay idle, or lose little by it. */
function doubtOf(site: PoolSite | undefined): keyof typeof LOWERED | undefined {
  if (site?.hasFewUsers || site?.isPassing) return 'users';
  const isUnknown = site?.driver === 'likely' && site.opener.setters === 'result';
  return isUnknown || site?.driver === 'unknown' ? 'driver' : undefined;
}

/** database/sql/sql.go: `const defaultMaxIdleConns = 2`. */
const DEFAULT_IDLE = 2n;
/** Who lets go of idle connections within this time, in nanoseconds, does not want to keep them. */
const SHORT = 30_000_000_000n;

export const sqlMaxIdleBelowOpen: Rule<Evidence> = {
  meta: {
    name: 'sql-max-idle-below-open',
    group: 'sql',
    severity: 'info',
    fixes: 'suggested',
    stability: 'stable',
    since: '0.1.0',
    tokens: [['SetMaxOpenConns']],
    inTests: 'off',
    aliases: [],
    overlaps: [],
    card: CARD,
    placeholders: { en: { most: '20', kept: '2' }, 'zh-cn': { most: '20', kept: '2' } },
    example: {
      bad: `package example

import (
	"database/sql"

	_ "github.com/go-sql-driver/mysql"
)

func open(dsn string) (*sql.DB, error) {
	db, err := sql.Open("mysql", dsn)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(20)
	db.SetMaxIdleConns(5)
	return db, nil
}
`,
      good: `package example

import (
	"database/sql"

	_ "github.com/go-sql-driver/mysql"
)

func open(dsn string) (*sql.DB, error) {
	db, err := sql.Open("mysql", dsn)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(20)
	db.SetMaxIdleConns(20)
	return db, nil
}
`,
    },
    isProved: true,
    sources: [
      'database/sql/sql.go: defaultMaxIdleConns = 2; putConnDBLocked keeps a connection that comes back only while fewer than maxIdleConns are free, else putConn closes it (DBStats.MaxIdleClosed)',
      'github.com/go-sql-driver/mysql README, "Important settings": SetMaxIdleConns "is recommended to be set same to db.SetMaxOpenConns(). When it is smaller than SetMaxOpenConns(), connections can be opened and closed much more frequently than you expect"',
    ],
  },

  *detect({ file, package: pkg }: RuleContext) {
    // a setter may stand in a file that is not read yet
    if (!pkg.program.moduleIsComplete || isTestHelper(pkg, file)) return;
    let sites: readonly PoolSite[] | undefined;
    for (const fn of file.functions) {
      const setters = settersIn(pkg, fn);
      for (const { call: open, place } of setters.filter(({ name }) => name === 'SetMaxOpenConns')) {
        const same = setters.filter((each) => each.call !== open && isSamePlace(place, each.place));
        const [idle, ...others] = same.filter(({ name }) => name === 'SetMaxIdleConns');
        // set twice: which of the two counts is not asked
        if (others.length > 0 || same.some(({ name }) => name === 'SetMaxOpenConns')) continue;
        const most = numberOf(pkg, open);
        const kept = idle ? numberOf(pkg, idle.call) : DEFAULT_IDLE;
        if (most === undefined || kept === undefined || most <= DEFAULT_IDLE || kept >= most) continue;
        // none at all is meant: "If n <= 0, no idle connections are retained" (database/sql/sql.go, SetMaxIdleConns)
        if (idle && kept <= 0n) continue;
        const idleTime = same.find(({ name }) => name === 'SetConnMaxIdleTime');
        if (idleTime && !isLong(pkg, idleTime.call)) continue;
        // a command that does one thing at a time has one connection
        if (moduleGraphOf(pkg, file).reachOf(file).oneShot) continue;
        sites ??= poolSitesOf(pkg, file);
        const site = sites.find(
          ({ target }) => target !== undefined && isSamePlace(placeOf(pkg, target), place),
        );
        if (site ? site.isPgBouncer || site.isSequential : mayBeEmbedded(pkg, file)) continue;
        // nobody sets it only where every use of the pool is seen
        if (!idle && (!site?.missing.has('SetMaxIdleConns') || site.leavesModule)) continue;
        const doubt = doubtOf(site);
        const confidence = doubt ? 'low' : site?.driver === 'proved' ? 'high' : 'medium';
        yield { open, most, idle: idle?.call, kept, confidence, doubt };
      }
    }
  },

  report(
    { open, most, idle, kept, confidence, doubt }: Evidence,
    { file, package: pkg }: RuleContext,
  ): Report {
    const surplus = `${most - kept}`;
    return {
      anchor: idle ?? open,
      message: {
        en: `At most ${kept} of ${most} connections stay idle${idle ? '' : ' by default'}: up to ${surplus} are closed as they come back`,
        'zh-cn': `${most} 个连接中${idle ? '' : '默认'}最多保留 ${kept} 个空闲连接：其余最多 ${surplus} 个归还时即被关闭`,
      },
      severity: kept * 2n < most ? 'info' : 'hint',
      confidence,
      ...(doubt ? { lowered: LOWERED[doubt] } : {}),
      related: idle
        ? [{ node: open, message: { en: 'the open limit is set here', 'zh-cn': '最大连接数在这里设置' } }]
        : [],
      facts: {
        most: String(most),
        kept: String(kept),
        line: String(lineOf(file, open)),
        function: pkg.functionOf(open)?.name ?? file.packageName,
      },
    };
  },

  fix({ open, most, idle }: Evidence, { file }: RuleContext): readonly RuleFix[] {
    const given = open.field('arguments')!.firstNamedChild!;
    const title = {
      en: `Keep as many connections idle as may be open: SetMaxIdleConns(${most})`,
      'zh-cn': `空闲连接数与最大连接数相同：SetMaxIdleConns(${most})`,
    };
    const argument = idle?.field('arguments')?.firstNamedChild;
    if (argument) {
      const edit = { file, start: argument.start, end: argument.end, newText: given.text };
      return [{ title, safety: 'suggested', edits: [edit], imports: [] }];
    }
    const statement = open.parent;
    const operand = open.field('function')?.field('operand');
    if (statement?.kind !== 'expression_statement' || !operand || !startsLine(file, statement)) return [];
    const edit = insertAfter(file, statement, [`${operand.text}.SetMaxIdleConns(${given.text})`]);
    return [{ title, safety: 'suggested', edits: [edit], imports: [] }];
  },
};

interface Setter {
  readonly name: string;
  readonly call: SyntaxNode;
  readonly place: Place;
}

const SETTER = /^database\/sql\.DB\.(SetMaxOpenConns|SetMaxIdleConns|SetConnMaxIdleTime)$/;

/** The calls of a function, literals apart, that set limits of a pool which has a name. */
function settersIn(pkg: PackageModel, fn: GoFunction): readonly Setter[] {
  const found: Setter[] = [];
  for (const call of fn.body?.descendants('call_expression') ?? []) {
    const called = call.field('function');
    const name = called?.kind === 'selector_expression' ? called.field('field')?.text : undefined;
    if (!name?.startsWith('Set') || pkg.functionOf(call) !== fn) continue;
    const setter = SETTER.exec(pkg.calleeOf(call)?.id ?? '')?.[1];
    const place = setter ? placeOf(pkg, poolBehind(called?.field('operand'))) : undefined;
    if (setter && place) found.push({ name: setter, call, place });
  }
  return found;
}

/** What gives a pool on the spot has it: `db.DB()` of gorm. */
function poolBehind(operand: SyntaxNode | undefined): SyntaxNode | undefined {
  const getter = operand?.kind === 'call_expression' ? operand.field('function') : undefined;
  return getter?.field('field')?.text === 'DB' ? getter.field('operand') : operand;
}

function numberOf(pkg: PackageModel, call: SyntaxNode): bigint | undefined {
  const argument = call.field('arguments')?.firstNamedChild;
  const value = argument && pkg.constantOf(argument);
  return value?.kind === 'int' ? value.value : undefined;
}

/** Whether connections may stay idle for a while: a time that is not known may be a short one. */
function isLong(pkg: PackageModel, call: SyntaxNode): boolean {
  const time = numberOf(pkg, call);
  return time !== undefined && (time <= 0n || time > SHORT);
}

/** Whether a pool of the module may be one of a database that runs inside the process. */
function mayBeEmbedded(pkg: PackageModel, file: FileModel): boolean {
  return [...moduleGraphOf(pkg, file).imports].some((path) => driverOfImport(path) === 'embedded');
}
