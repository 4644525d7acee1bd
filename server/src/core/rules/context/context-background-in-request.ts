import type { Confidence, Localized } from '../../finding.ts';
import { isAssignedWhole } from '../../flow/assignments.ts';
import { type DroppedContext, droppedContextsIn } from '../../flow/caller-contexts.ts';
import { isChangeInSteps } from '../../flow/changes-in-steps.ts';
import { type CutOffContext, cutOffContextsIn } from '../../flow/cut-off-contexts.ts';
import { isCommentedOn } from '../../flow/passed-contexts.ts';
import { servesPluginHost } from '../../flow/plugin-requests.ts';
import { requestPathTo } from '../../flow/request-reach.ts';
import { runKindOf } from '../../flow/start-up.ts';
import { isTestHelper } from '../../semantic/module-graph.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Report, Rule, RuleContext, RuleFix } from '../rule.ts';
import { lineOf, shortName } from '../support/lines.ts';
import { CARD } from './context-background-in-request.card.ts';

type Evidence = Dropped | CutOffContext;

interface Dropped extends DroppedContext {
  /** Whether requests come to it, so that many callers may leave at once. */
  readonly isServed: boolean;
  readonly isCommented: boolean;
  /** Whether the request comes through a host that makes it anew, without its context. */
  readonly isRebuilt: boolean;
  /** Whether the work changes several things one after the other. */
  readonly isInSteps: boolean;
}

export const contextBackgroundInRequest: Rule<Evidence> = {
  meta: {
    name: 'context-background-in-request',
    group: 'context',
    severity: 'warning',
    fixes: 'suggested',
    stability: 'stable',
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
    if (isTestHelper(pkg, file)) return;
    const calls = [...file.tree.root.descendants('call_expression')].filter((call) =>
      /^(?:Background|TODO)$/.test(call.field('function')?.field('field')?.text ?? ''),
    );
    for (const found of droppedContextsIn(pkg, calls)) {
      // whoever started the program waits for it
      if (!found.isRequest && runKindOf(pkg, flow, found.root) !== 'service') continue;
      const isServed = found.isRequest || requestPathTo(pkg, found.root) !== undefined;
      const isCommented = isCommentedOn(file, found.root, found.parameter);
      const isInSteps = found.work !== undefined && isChangeInSteps(pkg, found.work);
      const isRebuilt = found.isRequest && servesPluginHost(pkg);
      yield { ...found, isServed, isCommented, isRebuilt, isInSteps };
    }
    for (const found of cutOffContextsIn(pkg, calls)) {
      if (runKindOf(pkg, flow, found.root) === 'service') yield found;
    }
  },

  report(found: Evidence, context: RuleContext): Report {
    if ('callers' in found) return reportOfCutOff(found, context);
    const { file, package: pkg } = context;
    const { root, parameter, expression, work, isServed } = found;
    const doubt = doubtOf(found);
    const lowered = doubt ?? (isServed ? undefined : NOT_SERVED);
    const confidence: Confidence = lowered ? 'low' : 'high';
    const name = shortName(expression);
    return {
      anchor: root,
      message: {
        en: `${root.text}: the work goes on when the caller is gone, although ${name} would end it`,
        'zh-cn': `${root.text}：调用方离开后工作仍在继续，而 ${name} 本可以让它停下`,
      },
      severity: 'warning',
      confidence,
      ...(lowered ? { lowered } : {}),
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
    if ('callers' in found) return [];
    const { root, expression, parameter } = found;
    // `ctx = context.Background()` says nothing as `ctx = ctx`
    if (
      pkg.referencesTo(parameter).some((each) => isAssignedWhole(each) && each.parent?.parent?.contains(root))
    )
      return [];
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

function doubtOf(found: Dropped): Localized | undefined {
  const { isRebuilt, isChosen, isCommented, isInSteps, isCertain } = found;
  if (isRebuilt) return REBUILT;
  if (isChosen) return CHOSEN;
  if (isCommented) return COMMENTED;
  if (isInSteps) return IN_STEPS;
  return isCertain ? undefined : NO_WAIT;
}

const MOST_CALLERS = 4;

/** The context stands at hand one call away: who changes the signature reaches everybody who calls it. */
function reportOfCutOff({ root, fn, callers }: CutOffContext, { file, package: pkg }: RuleContext): Report {
  const { expression } = callers[0];
  const name = fn.name ?? file.packageName;
  const here = callers.filter(({ call }) => pkg.fileOf(call) === file).slice(0, MOST_CALLERS);
  return {
    anchor: root,
    message: {
      en: `${root.text}: callers have ${shortName(expression)}, which ${shortName(name)} does not take`,
      'zh-cn': `${root.text}：调用方手里有 ${shortName(expression)}，但 ${shortName(name)} 不接收`,
    },
    severity: 'warning',
    confidence: 'low',
    lowered: CUT_OFF,
    related: here.map(({ call }) => ({
      node: headOf(call),
      message: { en: 'a context is at hand here', 'zh-cn': '这里手边就有上下文' },
    })),
    facts: { root: root.text, own: expression, function: name, line: String(lineOf(file, root)) },
  };
}

const CUT_OFF = {
  en: 'The function takes no context: it would have to get one first, and may be meant to do without.',
  'zh-cn': '这个函数不接收上下文：要先给它加上参数，也可能是有意不要的。',
};
const REBUILT = {
  en: 'The host of the plugin makes the request anew: its context does not end when the client leaves.',
  'zh-cn': '插件的宿主会重新构造请求：客户端离开时，它的上下文并不会结束。',
};
const NO_WAIT = {
  en: 'It is not seen that what gets it waits for anything: it may end at once.',
  'zh-cn': '没有看到使用它的代码会等待什么：可能立即就结束。',
};
const CHOSEN = {
  en: 'The function hands the context of its caller to other work: this one may be meant to outlive the caller.',
  'zh-cn': '这个函数把调用方的上下文传给了别的工作：这里可能是有意让它比调用方活得更久。',
};
const COMMENTED = {
  en: 'A comment stands beside it: it may say that this is meant to outlive the caller.',
  'zh-cn': '旁边有注释：可能说明了这里是有意让它比调用方活得更久。',
};
const IN_STEPS = {
  en: 'It changes several things one after the other: ended between them, it may leave the change half done.',
  'zh-cn': '它会依次作出多处改动：中途结束可能留下只做了一半的改动。',
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
