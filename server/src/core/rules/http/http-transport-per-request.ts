import type { Confidence, Localized } from '../../finding.ts';
import { isOnce } from '../../flow/goroutines/once.ts';
import { loopsAround, roundsOf } from '../../flow/loop-heads.ts';
import { type RunKind, runKindOf } from '../../flow/start-up.ts';
import {
  isAfterFailure,
  type PrivateTransport,
  privateTransportsIn,
  runsAgain,
} from '../../flow/transports.ts';
import { isTestHelper } from '../../semantic/module-graph.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Report, Rule, RuleContext, RuleFix } from '../rule.ts';
import { insertAfter, startsLine } from '../support/insert.ts';
import { lineOf } from '../support/lines.ts';
import { CARD } from './http-transport-per-request.card.ts';

interface Evidence {
  readonly transport: PrivateTransport;
  /** Whether a handler or a loop is known to come here again and again. */
  readonly isRepeated: boolean;
  readonly kind: RunKind;
  /** Why it may not add up. */
  readonly doubt: Doubt | undefined;
}

type Doubt = 'once' | 'failure' | 'rate';

export const httpTransportPerRequest: Rule<Evidence> = {
  meta: {
    name: 'http-transport-per-request',
    group: 'http',
    severity: 'warning',
    fixes: 'suggested',
    stability: 'stable',
    since: '0.1.0',
    tokens: [['net/http'], ['Transport']],
    inTests: 'off',
    aliases: [],
    overlaps: [],
    card: CARD,
    placeholders: {
      en: { idle: 'until the server closes it, because IdleConnTimeout is not set' },
      'zh-cn': { idle: '直到服务端关闭它，因为没有设置 IdleConnTimeout' },
    },
    example: {
      bad: `package example

import (
	"net/http"
	"time"
)

func status(w http.ResponseWriter, r *http.Request) {
	client := &http.Client{Transport: &http.Transport{}, Timeout: 10 * time.Second}
	resp, err := client.Get("https://status.example.com/")
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer resp.Body.Close()
	w.WriteHeader(resp.StatusCode)
}
`,
      good: `package example

import (
	"net/http"
	"time"
)

var client = &http.Client{Transport: &http.Transport{IdleConnTimeout: 90 * time.Second}, Timeout: 10 * time.Second}

func status(w http.ResponseWriter, r *http.Request) {
	resp, err := client.Get("https://status.example.com/")
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer resp.Body.Close()
	w.WriteHeader(resp.StatusCode)
}
`,
    },
    isProved: true,
    sources: [
      'net/http/transport.go: "Transports should be reused instead of created as needed. Transports are safe for concurrent use by multiple goroutines."',
      'net/http/transport.go: readLoop keeps a connection only when the body was read to the end (`alive = alive && bodyEOF`); since Go 1.27 maybeDrainBody reads what is left of a small one',
      'net/http/transport.go: IdleConnTimeout "Zero means no limit"; DefaultTransport has 90 s, and Clone copies it',
      'net/http/transport.go: (*Transport).CloseIdleConnections also closes connections that become idle afterwards (closeIdle)',
    ],
  },

  *detect({ file, package: pkg, flow }: RuleContext) {
    if (isTestHelper(pkg, file)) return;
    for (const transport of privateTransportsIn(pkg, file)) {
      const isRepeated = runsAgain(pkg, transport.node);
      // once per process, or for a command that ends: its connections end with it
      const kind = runKindOf(pkg, flow, transport.node);
      if (kind === 'test-helper' || (!isRepeated && kind !== 'service')) continue;
      // made once for all the rounds of a loop that nothing is seen to start again
      if (transport.loop && !isRepeated && roundsOf(pkg, transport.loop) === 'endless') continue;
      const runsOnce = !isRepeated && isOnce(pkg, (fn) => flow.graphOf(fn), transport.node);
      const isRare = isAfterFailure(pkg, transport.node);
      const isBounded = !isRepeated && transport.endsIdle;
      const doubt = runsOnce ? 'once' : isRare ? 'failure' : isBounded ? 'rate' : undefined;
      yield { transport, isRepeated, kind, doubt };
    }
  },

  report({ transport, isRepeated, kind, doubt }: Evidence, { file }: RuleContext): Report {
    const { node, request, endsIdle } = transport;
    return {
      anchor: anchorOf(node),
      message: {
        en: 'A new transport on each call: the next cannot use its connections, which stay open when idle',
        'zh-cn': '每次调用都新建 Transport：下一次调用用不上它的连接，而连接空闲后仍然开着',
      },
      // with a limit the idle connections are many, but do not only grow; a command ends, and they with it
      severity: endsIdle || kind !== 'service' ? 'info' : 'warning',
      confidence: doubt ? 'low' : confidenceOf(transport, isRepeated),
      ...(doubt ? { lowered: LOWERED[doubt] } : {}),
      related: [
        { node: anchorOf(request), message: { en: 'a request is sent here', 'zh-cn': '在这里发出请求' } },
      ],
      facts: {
        function: transport.function.name,
        line: String(lineOf(file, node)),
        exitLine: String(lineOf(file, request)),
        idle: endsIdle ? IDLE.limited : IDLE.unlimited,
      },
    };
  },

  fix({ transport }: Evidence, { file, package: pkg }: RuleContext): readonly RuleFix[] {
    const { holder, node } = transport;
    const list = holder?.parent;
    const statement = list?.kind === 'expression_list' ? list.parent : undefined;
    if (!holder || statement?.kind !== 'short_var_declaration') return [];
    if (statement.parent?.kind !== 'statement_list' || !startsLine(file, statement)) return [];
    // in a loop the calls would wait for the end of the function
    if (
      [...loopsAround(node, transport.function.node)].length > 0 ||
      pkg.functionOf(statement) !== transport.function
    )
      return [];
    return [
      {
        title: {
          en: 'Close its connections when the function returns (each call still dials anew)',
          'zh-cn': '函数返回时关闭它的空闲连接（每次调用仍要重新建连）',
        },
        safety: 'suggested',
        edits: [insertAfter(file, statement, [`defer ${holder.text}.CloseIdleConnections()`])],
        imports: [],
      },
    ];
  },
};

const LOWERED: Readonly<Record<Doubt, Localized>> = {
  once: {
    en: 'Every call that is seen runs once in the life of the process: there is no next one that could reuse the connection.',
    'zh-cn': '看得到的每个调用在进程的一生中只执行一次：没有下一次调用可以复用这个连接。',
  },
  rate: {
    en: 'Idle connections end after a time, and how often it runs is not seen: there may never be many.',
    'zh-cn': '空闲连接过一段时间就会关闭，而看不出它多久运行一次：连接可能始终不多。',
  },
  failure: {
    en: 'It is made only after something has failed: how often that happens is not seen.',
    'zh-cn': '只有在出错之后才会新建：看不出这多久发生一次。',
  },
};

/** A call that reuses its connections, or whose answer ends them, hardly adds to what is open. */
function confidenceOf({ leftover, loop }: PrivateTransport, isRepeated: boolean): Confidence {
  if (loop || leftover === 'seldom') return 'low';
  return isRepeated && leftover === 'kept' ? 'high' : 'medium';
}

/** How long a connection stays that nobody uses. */
const IDLE: Readonly<Record<'limited' | 'unlimited', Localized>> = {
  limited: {
    en: 'until its IdleConnTimeout is over (90 s in a clone of DefaultTransport)',
    'zh-cn': '直到 IdleConnTimeout 到期（DefaultTransport 的副本是 90 秒）',
  },
  unlimited: {
    en: 'until the server closes it, because IdleConnTimeout is not set',
    'zh-cn': '直到服务端关闭它，因为没有设置 IdleConnTimeout',
  },
};

/** One line of a literal or call that may go over several. */
function anchorOf(node: SyntaxNode): SyntaxNode {
  const target = node.field('type') ?? node.field('function') ?? node;
  return target.text.includes('\n') ? (target.field('field') ?? target) : target;
}
