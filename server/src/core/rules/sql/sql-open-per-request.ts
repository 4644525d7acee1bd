import { isAssignedWhole } from '../../flow/assignments.ts';
import { placeOf } from '../../flow/places.ts';
import { type PoolSite, poolSitesOf } from '../../flow/pools.ts';
import { isSameForAll, type RequestPath, requestPathTo } from '../../flow/request-reach.ts';
import { reachOfValue } from '../../flow/value-reach.ts';
import type { PackageModel } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Report, Rule, RuleContext } from '../rule.ts';
import { anchorOf } from '../support/leaks.ts';
import { lineOf } from '../support/lines.ts';
import { CARD } from './sql-open-per-request.card.ts';

interface Evidence {
  readonly kind: 'opened' | 'opened and closed' | 'opened and left' | 'shared pool closed';
  /** The call that opens the pool, or closes the shared one. */
  readonly call: SyntaxNode;
  readonly pool: string;
  readonly path: RequestPath;
  readonly driver: PoolSite['driver'];
}

const FUNCTIONS = ['function_declaration', 'method_declaration', 'func_literal'] as const;

/** Longer names would push the message over its line. */
const LONGEST_NAME = 16;

export const sqlOpenPerRequest: Rule<Evidence> = {
  meta: {
    name: 'sql-open-per-request',
    group: 'sql',
    severity: 'warning',
    fixes: 'none',
    stability: 'stable',
    since: '0.1.0',
    // an opener, or the deferred Close of a pool
    tokens: [['Open', 'Connect', 'NewEngine', 'Close']],
    inTests: 'off',
    aliases: [],
    overlaps: [],
    card: CARD,
    placeholders: { en: { handler: 'the handler' }, 'zh-cn': { handler: '处理函数' } },
    example: {
      bad: `package example

import (
	"database/sql"
	"net/http"
	"os"

	_ "github.com/go-sql-driver/mysql"
)

func count(w http.ResponseWriter, r *http.Request) {
	db, err := sql.Open("mysql", os.Getenv("DSN"))
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	defer db.Close()
	if _, err := db.ExecContext(r.Context(), "UPDATE visits SET n = n + 1"); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}
`,
      good: `package example

import (
	"database/sql"
	"net/http"

	_ "github.com/go-sql-driver/mysql"
)

// server gets the pool that main has opened.
type server struct{ db *sql.DB }

func (s *server) count(w http.ResponseWriter, r *http.Request) {
	if _, err := s.db.ExecContext(r.Context(), "UPDATE visits SET n = n + 1"); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}
`,
    },
    isProved: true,
    sources: [
      'database/sql/sql.go, Open: "The returned DB is safe for concurrent use by multiple goroutines and maintains its own pool of idle connections. Thus, the Open function should be called just once. It is rarely necessary to close a DB."',
      'database/sql/sql.go, OpenDB: starts the goroutine connectionOpener, which only Close ends',
      'database/sql/sql.go, DB.Close: "It is rare to Close a DB, as the DB handle is meant to be long-lived and shared between many goroutines"; errDBClosed = "sql: database is closed"',
    ],
  },

  *detect(context: RuleContext) {
    const { file, package: pkg } = context;
    // a caller may stand in a file that is not read yet
    if (!pkg.program.moduleIsComplete) return;
    for (const site of poolSitesOf(pkg, file)) {
      const opened = openedFor(pkg, site);
      if (opened) yield opened;
    }
    for (const statement of file.tree.root.descendants('defer_statement')) {
      const closed = sharedPoolClosed(pkg, statement);
      if (closed) yield closed;
    }
  },

  report({ kind, call, pool, path, driver }: Evidence, { file, package: pkg }: RuleContext): Report {
    const name = pool.length <= LONGEST_NAME ? pool : 'the pool';
    const { handler, calls } = path;
    const likely = driver === 'unknown' ? 'low' : path.isCertain ? 'high' : 'medium';
    const first = calls.at(-1)?.node;
    const place = first ?? handler.node.field('name') ?? handler.node.children[0];
    return {
      anchor: anchorOf(call),
      message: MESSAGES[kind](name),
      severity: 'warning',
      confidence: likely,
      related: place
        ? [
            {
              node: place,
              message: first
                ? { en: 'called for each request here', 'zh-cn': '每个请求都会从这里调用' }
                : { en: 'runs for each request', 'zh-cn': '每个请求都会运行' },
            },
          ]
        : [],
      facts: {
        pool: name === 'the pool' ? 'db' : name,
        function: pkg.functionOf(call)?.name ?? file.packageName,
        handler: handler.name,
        line: String(lineOf(file, call)),
      },
    };
  },

  fix: () => [],
};

const MESSAGES: Readonly<Record<Evidence['kind'], (pool: string) => Report['message']>> = {
  opened: (pool) => ({
    en: `${pool} is opened for each request: a new pool with connections of its own every time`,
    'zh-cn': `每个请求都打开 ${pool}：每次都是一个新的连接池，各有自己的连接`,
  }),
  'opened and closed': (pool) => ({
    en: `${pool} is opened and closed for each request: each one dials and logs in anew`,
    'zh-cn': `每个请求都打开再关闭 ${pool}：每次都要重新建连和登录`,
  }),
  'opened and left': (pool) => ({
    en: `${pool} is opened for each request and never closed: each one leaves a pool behind`,
    'zh-cn': `每个请求都打开 ${pool} 且从不关闭：每次都留下一个连接池`,
  }),
  'shared pool closed': (pool) => ({
    en: `The first request closes ${pool}, which others share: they get "sql: database is closed"`,
    'zh-cn': `第一个请求就会关闭共用的 ${pool}：其他请求得到 "sql: database is closed"`,
  }),
};

/** A pool that is opened on the way of a request, to a database that does not depend on the request, and does not outlive it. */
function openedFor(pkg: PackageModel, site: PoolSite): Evidence | undefined {
  const { call, opener } = site;
  const path = requestPathTo(pkg, call);
  if (!path) return undefined;
  const source = call.field('arguments')?.namedChildren[opener.source];
  if (!source || !isSameForAll(pkg, source, path)) return undefined;
  const reach = reachOfValue(pkg, call);
  if (reach.lost || reach.isCollected) return undefined;
  const closes = reach.selections.filter(
    (selector) => selector.field('field')?.text === 'Close' && selector.parent?.kind === 'call_expression',
  );
  const runs = [call, ...path.calls.map(({ node }) => node)].map((node) => node.ancestor(...FUNCTIONS));
  // a function on the way of the request closes what it has in a variable of its own
  const isClosed = closes.some((selector) => {
    const statement = selector.ancestor('defer_statement');
    const isOwn = selector.field('operand')?.kind === 'identifier';
    return isOwn && statement !== undefined && runs.includes(statement.ancestor(...FUNCTIONS));
  });
  // somebody may keep it for the next request
  if (!reach.isConfined && !isClosed) return undefined;
  const isDirect = opener.setters === 'result';
  const kind = isClosed
    ? 'opened and closed'
    : isDirect && closes.length === 0
      ? 'opened and left'
      : 'opened';
  return { kind, call, pool: site.target?.text ?? 'the pool', path, driver: site.driver };
}

/** `defer db.Close()` on the way of a request, of a pool in a package variable. A field may belong to an object of this request. */
function sharedPoolClosed(pkg: PackageModel, statement: SyntaxNode): Evidence | undefined {
  const call = statement.namedChildren.find(({ kind }) => kind === 'call_expression');
  const called = call?.field('function');
  if (!call || called?.field('field')?.text !== 'Close') return undefined;
  if (pkg.calleeOf(call)?.id !== 'database/sql.DB.Close') return undefined;
  const pool = called.field('operand')!;
  const place = placeOf(pkg, pool);
  const fn = pkg.functionOf(call);
  if (!fn || place?.root.role !== 'package' || place.fields.length > 0) return undefined;
  // who opens it here may close it here
  const isOpenedHere = pkg
    .referencesTo(place.root)
    .some((reference) => isAssignedWhole(reference) && pkg.functionOf(reference) === fn);
  const path = isOpenedHere ? undefined : requestPathTo(pkg, call);
  return path && { kind: 'shared pool closed', call, pool: pool.text, path, driver: 'proved' };
}
