import type { Confidence } from '../../finding.ts';
import { type DroppedContext, droppedContextsIn } from '../../flow/caller-contexts.ts';
import { requestPathTo } from '../../flow/request-reach.ts';
import { runKindOf } from '../../flow/start-up.ts';
import { isTestHelper } from '../../semantic/module-graph.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Report, Rule, RuleContext, RuleFix } from '../rule.ts';
import { lineOf, shortName } from '../support/lines.ts';
import { CARD } from './context-background-in-request.card.ts';

interface Evidence extends DroppedContext {
  /** Whether requests come to it, so that many callers may leave at once. */
  readonly isServed: boolean;
  /** Whether a comment beside it speaks of contexts. */
  readonly isExplained: boolean;
}

export const contextBackgroundInRequest: Rule<Evidence> = {
  meta: {
    name: 'context-background-in-request',
    group: 'context',
    severity: 'warning',
    fixes: 'suggested',
    stability: 'preview',
    since: '0.1.0',
    tokens: [['Background(', 'TODO(']],
    inTests: 'off',
    aliases: ['nolint:contextcheck', 'nolint:gosec', 'nosec:G118'],
    overlaps: [],
    card: CARD,
    placeholders: {
      en: { root: 'context.Background()', own: 'r.Context()', function: 'the handler', line: 'N' },
      'zh-cn': { root: 'context.Background()', own: 'r.Context()', function: '处理函数', line: 'N' },
    },
    example: {
      bad: `package example

import (
	"context"
	"database/sql"
	"net/http"
	"time"
)

type orders struct{ db *sql.DB }

func (o *orders) count(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	if _, err := o.db.ExecContext(ctx, "REFRESH MATERIALIZED VIEW counts"); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}
`,
      good: `package example

import (
	"context"
	"database/sql"
	"net/http"
	"time"
)

type orders struct{ db *sql.DB }

func (o *orders) count(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 30*time.Second)
	defer cancel()
	if _, err := o.db.ExecContext(ctx, "REFRESH MATERIALIZED VIEW counts"); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}
`,
    },
    isProved: true,
    sources: [
      'context/context.go: Background "is never canceled, has no values, and has no deadline"; "Incoming requests to a server should create a Context, and outgoing calls to servers should accept a Context. The chain of function calls between them must propagate the Context"',
      'net/http/request.go: Request.Context "For incoming server requests, the context is canceled when the client\'s connection closes, the request is canceled (with HTTP/2), or when the ServeHTTP method returns"',
      'database/sql/sql.go: (*DB).conn gives up waiting for a connection when the context is done',
    ],
  },

  *detect({ file, package: pkg, flow }: RuleContext) {
    if (isTestHelper(file)) return;
    const calls = [...file.tree.root.descendants('call_expression')].filter((call) =>
      /^(?:Background|TODO)$/.test(call.field('function')?.field('field')?.text ?? ''),
    );
    for (const found of droppedContextsIn(pkg, calls)) {
      // whoever started the program waits for it
      if (!found.isRequest && runKindOf(pkg, flow, found.root) !== 'service') continue;
      const isServed = found.isRequest || requestPathTo(pkg, found.root) !== undefined;
      yield { ...found, isServed, isExplained: speaksOfContexts(file.text, found.root) };
    }
  },

  report(found: Evidence, { file, package: pkg }: RuleContext): Report {
    const { root, parameter, expression, work, isServed, isExplained, isCertain } = found;
    const confidence: Confidence = isExplained ? 'low' : isServed && isCertain ? 'high' : 'medium';
    const name = shortName(expression);
    return {
      anchor: root,
      message: {
        en: `${root.text}: the work goes on when the caller is gone, although ${name} would end it`,
        'zh-cn': `${root.text}：调用方离开后工作仍在继续，而 ${name} 本可以让它停下`,
      },
      severity: 'warning',
      confidence,
      ...(isExplained ? { lowered: EXPLAINED } : isServed ? {} : { lowered: NOT_SERVED }),
      related: [
        { node: parameter.node, message: { en: 'it ends with the caller', 'zh-cn': '它随调用方一起结束' } },
        ...(work && !work.contains(root)
          ? [{ node: headOf(work), message: { en: 'this call gets it', 'zh-cn': '这个调用使用它' } }]
          : []),
      ],
      facts: {
        root: root.text,
        own: expression,
        function: pkg.functionOf(root)?.name ?? file.packageName,
        line: String(lineOf(file, root)),
      },
    };
  },

  fix(found: Evidence, { file, package: pkg }: RuleContext): readonly RuleFix[] {
    const { root, expression } = found;
    const name = root.field('function')?.field('operand');
    // an import that nothing else uses would not compile
    const others = [...file.tree.root.descendants('selector_expression', 'qualified_type')].filter(
      (each) => (each.field('operand') ?? each.field('package'))?.text === name?.text,
    );
    if (!name || others.length < 2 || pkg.lookup(name.text, root)?.kind !== 'package') return [];
    return [
      {
        title: {
          en: `Use ${expression}: the work ends with the caller`,
          'zh-cn': `改用 ${expression}：工作随调用方一起结束`,
        },
        safety: 'suggested',
        edits: [{ file, start: root.start, end: root.end, newText: expression }],
        imports: [],
      },
    ];
  },
};

const EXPLAINED = {
  en: 'A comment beside it speaks of contexts: it may be meant to outlive the caller.',
  'zh-cn': '旁边有注释谈到上下文：可能就是有意让它比调用方活得更久。',
};
const NOT_SERVED = {
  en: 'No request is seen to come here: how often callers give up is not known.',
  'zh-cn': '没有看到请求到达这里：调用方多久会放弃一次并不清楚。',
};

function headOf(call: SyntaxNode): SyntaxNode {
  if (!call.text.includes('\n')) return call;
  const target = call.field('function')!;
  return target.text.includes('\n') ? (target.field('field') ?? target) : target;
}

/** Lines of comments above a line that are read, and words that a comment about contexts has. */
const MOST_LINES = 6;
const ABOUT_CONTEXTS = /context|ctx|cancel|background|detach|disconnect|上下文|取消|后台/i;

/** Whether the comment on the line of a node, or right above it, speaks of contexts. */
function speaksOfContexts(text: string, node: SyntaxNode): boolean {
  const end = text.indexOf('\n', node.end);
  const own = /\/\/(.*)/.exec(text.slice(node.end, end < 0 ? text.length : end))?.[1] ?? '';
  // names of rules are none
  if (ABOUT_CONTEXTS.test(own.replaceAll(/\w+(?:-\w+)+/g, ''))) return true;
  const above = text.slice(0, node.start).split('\n').slice(0, -1).reverse();
  for (const line of above.slice(0, MOST_LINES)) {
    const comment = /^\s*\/\/(.*)/.exec(line)?.[1];
    if (comment === undefined) return false;
    if (ABOUT_CONTEXTS.test(comment)) return true;
  }
  return false;
}
