import { type Growth, unboundedGrowthOf } from '../../flow/grown-sizes.ts';
import { isTestHelper } from '../../semantic/module-graph.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Report, Rule, RuleContext } from '../rule.ts';
import { anchorOf, calledName } from '../support/contextless.ts';
import { lineOf } from '../support/lines.ts';
import { CARD } from './pool-autoscale-unbounded.card.ts';

interface Evidence extends Growth {
  readonly call: SyntaxNode;
}

const ORIGIN: Readonly<Record<Growth['from'], Report['message']>> = {
  load: { en: 'from the load of the pool itself', 'zh-cn': '是按连接池自身的负载算出来的' },
  itself: { en: 'from its own last value', 'zh-cn': '是在自己上一次的值上加大的' },
};

export const poolAutoscaleUnbounded: Rule<Evidence> = {
  meta: {
    name: 'pool-autoscale-unbounded',
    group: 'sql',
    severity: 'info',
    fixes: 'none',
    stability: 'preview',
    since: '0.1.0',
    tokens: [['SetMaxOpenConns']],
    inTests: 'off',
    aliases: [],
    overlaps: [],
    card: CARD,
    placeholders: {
      en: { call: 'db.SetMaxOpenConns', origin: ORIGIN.load.en },
      'zh-cn': { call: 'db.SetMaxOpenConns', origin: ORIGIN.load['zh-cn'] },
    },
    example: {
      bad: `package example

import "database/sql"

func adapt(db *sql.DB) {
	used := db.Stats().InUse
	db.SetMaxOpenConns(max(10, used*3/2))
}
`,
      good: `package example

import "database/sql"

// most is what the server allows one instance.
const most = 40

func adapt(db *sql.DB) {
	used := db.Stats().InUse
	db.SetMaxOpenConns(min(max(10, used*3/2), most))
}
`,
    },
    sources: [
      'database/sql/sql.go, SetMaxOpenConns: "sets the maximum number of open connections to the database"; DBStats.InUse: "The number of connections currently in use"',
      'PostgreSQL, max_connections: "Determines the maximum number of concurrent connections to the database server"',
      'MySQL reference manual, "Too many connections": "all available connections are in use by other clients"',
    ],
  },

  *detect({ file, package: pkg, flow }: RuleContext) {
    if (isTestHelper(pkg, file)) return;
    for (const call of file.tree.root.descendants('call_expression')) {
      if (call.field('function')?.field('field')?.text !== 'SetMaxOpenConns') continue;
      if (pkg.calleeOf(call)?.id !== 'database/sql.DB.SetMaxOpenConns') continue;
      const size = call.field('arguments')?.firstNamedChild;
      const growth = size && unboundedGrowthOf(pkg, size);
      if (growth && !flow.isUnreachable(call)) yield { ...growth, call };
    }
  },

  report({ call, from, node }: Evidence, { file, package: pkg }: RuleContext): Report {
    return {
      anchor: anchorOf(call),
      message:
        from === 'load'
          ? {
              en: 'The pool grows with its own load, and nothing bounds it: a slow database gets more queries',
              'zh-cn': '连接池随自身负载增大且没有上限：数据库越慢，压给它的查询越多',
            }
          : {
              en: 'The pool is made larger each time, and nothing bounds it: the server runs out of connections',
              'zh-cn': '连接池每次都被调大且没有上限：最终会耗尽服务器的连接数',
            },
      severity: 'info',
      confidence: 'high',
      related: call.contains(node)
        ? []
        : [
            {
              node: node.text.includes('\n') ? (node.children[0] ?? node) : node,
              message: { en: 'it grows here', 'zh-cn': '在这里增大' },
            },
          ],
      facts: {
        call: calledName(call),
        origin: ORIGIN[from],
        function: pkg.functionOf(call)?.name ?? file.packageName,
        line: String(lineOf(file, call)),
      },
    };
  },

  fix: () => [],
};
