import type { Localized } from '../../finding.ts';
import { type PoolSite, poolSitesOf, takesSessionLocks } from '../../flow/pools.ts';
import type { PoolSetter } from '../../knowledge/sql-pools.ts';
import { isTestHelper, moduleGraphOf } from '../../semantic/module-graph.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Report, Rule, RuleContext, RuleFix } from '../rule.ts';
import { whyNotRun } from '../support/called.ts';
import { lineOf } from '../support/lines.ts';
import { CARD } from './sql-pool-unconfigured.card.ts';
import { poolFixes } from './sql-pool-unconfigured.fix.ts';

interface Evidence {
  readonly site: PoolSite;
  /** Where a program that opens the pool starts to serve. */
  readonly server: SyntaxNode | undefined;
  /** In the order of the message: what nobody in the module sets and this pool needs. */
  readonly missing: readonly PoolSetter[];
}

/** Longer names would push the message over its line. */
const LONGEST_NAME = 12;

export const sqlPoolUnconfigured: Rule<Evidence> = {
  meta: {
    name: 'sql-pool-unconfigured',
    group: 'sql',
    severity: 'info',
    fixes: 'suggested',
    stability: 'stable',
    since: '0.1.0',
    // every opener is called through its package's import
    tokens: [
      ['Open', 'Connect', 'NewEngine'],
      ['database/sql', 'jmoiron/sqlx', 'gorm', 'xorm'],
    ],
    inTests: 'off',
    aliases: [],
    overlaps: [],
    card: CARD,
    example: {
      bad: `package main

import (
	"database/sql"
	"log"
	"net/http"
	"os"

	_ "github.com/go-sql-driver/mysql"
)

func main() {
	db, err := sql.Open("mysql", os.Getenv("DSN"))
	if err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("/healthz", func(w http.ResponseWriter, r *http.Request) {
		if err := db.PingContext(r.Context()); err != nil {
			http.Error(w, err.Error(), http.StatusServiceUnavailable)
		}
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
`,
      good: `package main

import (
	"database/sql"
	"log"
	"net/http"
	"os"
	"time"

	_ "github.com/go-sql-driver/mysql"
)

func main() {
	db, err := sql.Open("mysql", os.Getenv("DSN"))
	if err != nil {
		log.Fatal(err)
	}
	db.SetMaxOpenConns(20)
	db.SetMaxIdleConns(20)
	db.SetConnMaxLifetime(3 * time.Minute)
	http.HandleFunc("/healthz", func(w http.ResponseWriter, r *http.Request) {
		if err := db.PingContext(r.Context()); err != nil {
			http.Error(w, err.Error(), http.StatusServiceUnavailable)
		}
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
`,
    },
    sources: [
      'database/sql/sql.go: (*DB).SetMaxOpenConns "The default is 0 (unlimited)"; defaultMaxIdleConns = 2',
      'database/sql/sql.go: (*DB).SetConnMaxLifetime "If d <= 0, connections are not closed due to a connection\'s age"',
      'github.com/go-sql-driver/mysql README, "Important settings": SetConnMaxLifetime is required, under 5 minutes recommended; SetMaxOpenConns highly recommended; SetMaxIdleConns the same as SetMaxOpenConns',
    ],
  },

  *detect({ file, package: pkg }: RuleContext) {
    // a setter may stand in a file that is not read yet
    if (!pkg.program.moduleIsComplete) return;
    const graph = moduleGraphOf(pkg, file);
    if (isTestHelper(pkg, file)) return;
    for (const site of poolSitesOf(pkg, file)) {
      // somewhere in the module a limit is set on what may be this pool, or somebody outside may set it
      if (!site.missing.has('SetMaxOpenConns') || site.leavesModule) continue;
      // one statement after the other takes one connection
      if (site.isSequential) continue;
      const reach = graph.reachOf(file);
      // a command that does one thing at a time cannot open many
      if (reach.oneShot) continue;
      // what is served elsewhere does not use it
      yield { site, server: site.isPassing ? undefined : reach.server, missing: missingOf(site) };
    }
  },

  report({ site, server, missing }: Evidence, context: RuleContext): Report {
    const { file, package: pkg } = context;
    const name = site.target?.text ?? '';
    const lowered = takesSessionLocks(pkg)
      ? LOCKS
      : site.isPassing
        ? PASSING
        : site.hasFewUsers
          ? FEW_USERS
          : server
            ? whyNotRun(context, site.call)
            : NOT_SERVED;
    const known = site.driver === 'proved' ? 'high' : site.driver === 'likely' ? 'medium' : 'low';
    return {
      anchor: site.call.text.includes('\n') ? (site.call.field('function') ?? site.call) : site.call,
      message: message(name, missing),
      severity: server ? 'warning' : 'info',
      confidence: lowered ? 'low' : known,
      ...(lowered ? { lowered } : {}),
      related: server
        ? [
            {
              node: server,
              message: {
                en: 'the program that opens the pool serves requests here',
                'zh-cn': '打开这个连接池的程序在这里对外提供服务',
              },
            },
          ]
        : [],
      facts: {
        pool: name === '' ? 'db' : name,
        function: pkg.functionOf(site.call)?.name ?? file.packageName,
        line: String(lineOf(file, site.call)),
        missing: missing.join(', '),
      },
    };
  },

  fix({ site, missing }: Evidence, context: RuleContext): readonly RuleFix[] {
    return takesSessionLocks(context.package) ? [] : poolFixes(site, missing, context);
  },
};

const LOCKS: Localized = {
  en: 'This package takes locks that belong to a connection (advisory locks): a limit on idle connections or their lifetime may end the one that holds a lock.',
  'zh-cn': '这个包会获取属于连接的锁（咨询锁）：限制空闲连接或其存活时间可能会关掉持有锁的连接。',
};

const PASSING: Localized = {
  en: 'Who opens this pool uses it step by step and closes it when it returns: it needs few connections, and no burst can reach it.',
  'zh-cn': '打开这个连接池的函数按顺序使用它，并在返回时关闭：它只需要很少的连接，不会有突发流量。',
};

const NOT_SERVED: Localized = {
  en: 'No program of this module that opens this pool is seen to serve requests: a burst may never reach it.',
  'zh-cn': '本模块中打开这个连接池的程序里，看不到对外提供服务的代码：可能永远不会有突发流量到达这里。',
};

const FEW_USERS: Localized = {
  en: 'Only commands, main or one goroutine of the module are seen to use this pool, one statement after the other: no burst can reach it. It matters when requests come to use it.',
  'zh-cn':
    '本模块中看到的使用者只有命令、main 或单个 goroutine，它们逐条执行语句：不会有突发流量。只有当请求也开始使用它时才成为问题。',
};

/** The lifetime matters where something between pool and server ends connections: MySQL's `wait_timeout`, a pooler. */
function missingOf(site: PoolSite): PoolSetter[] {
  const needed: PoolSetter[] = ['SetMaxOpenConns', 'SetMaxIdleConns'];
  if ((site.isMysql && !site.isUnixSocket) || site.isPgBouncer) needed.push('SetConnMaxLifetime');
  return needed.filter((setter) => site.missing.has(setter));
}

function message(variable: string, missing: readonly PoolSetter[]): Report['message'] {
  const isShort = variable !== '' && variable.length <= LONGEST_NAME && !variable.includes('\n');
  const name = isShort ? variable : 'the pool';
  const nameZh = isShort ? `${variable} ` : '连接池';
  const [first, ...others] = missing;
  const also = others.length === 0 ? '' : ` (nor ${others.join(', ')})`;
  const alsoZh = others.length === 0 ? '' : `（也没有 ${others.join('、')}）`;
  return {
    en: `No ${first} on ${name}${also}: a burst opens unlimited connections`,
    'zh-cn': `${nameZh}没有设置 ${first}${alsoZh}：突发流量会无限制地打开连接`,
  };
}
