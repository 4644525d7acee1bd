import { isOnlyForOwnCommands } from '../../flow/command-reach.ts';
import { type BareTransport, bareTransportsIn } from '../../flow/default-limits.ts';
import { asksNearbyInTime, isLimitedByOwner } from '../../flow/near-requests.ts';
import { isReplacedAtStart } from '../../flow/replaced-at-start.ts';
import { goesToOwnMachine } from '../../flow/rewritten-requests.ts';
import { isOneShotProgram, runKindOf } from '../../flow/start-up.ts';
import { isTestHelper } from '../../semantic/module-graph.ts';
import type { Report, Rule, RuleContext, RuleFix } from '../rule.ts';
import { REPLACED, whyNotRun } from '../support/called.ts';
import { importedName } from '../support/imports.ts';
import { insertAfter, startsLine } from '../support/insert.ts';
import { lineOf } from '../support/lines.ts';
import { CARD } from './http-transport-zero-value.card.ts';

interface Evidence extends BareTransport {
  readonly doubt: keyof typeof LOWERED | undefined;
}

export const httpTransportZeroValue: Rule<Evidence> = {
  meta: {
    name: 'http-transport-zero-value',
    group: 'http',
    severity: 'info',
    fixes: 'suggested',
    stability: 'stable',
    since: '0.1.0',
    tokens: [['net/http'], ['Transport{']],
    inTests: 'off',
    aliases: [],
    overlaps: [],
    card: CARD,
    placeholders: {
      en: { others: 'Proxy is nil as well: HTTP_PROXY and HTTPS_PROXY are ignored.' },
      'zh-cn': { others: 'Proxy 也是 nil：HTTP_PROXY 和 HTTPS_PROXY 不起作用。' },
    },
    example: {
      bad: `package example

import (
	"crypto/tls"
	"net/http"
	"time"
)

func newClient(config *tls.Config) *http.Client {
	transport := &http.Transport{TLSClientConfig: config}
	return &http.Client{Transport: transport, Timeout: 10 * time.Second}
}
`,
      good: `package example

import (
	"crypto/tls"
	"net/http"
	"time"
)

func newClient(config *tls.Config) *http.Client {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.TLSClientConfig = config
	return &http.Client{Transport: transport, Timeout: 10 * time.Second}
}
`,
    },
    isProved: true,
    sources: [
      'net/http/transport.go: DefaultTransport has a dial limit of 30 s, TLSHandshakeTimeout 10 s, IdleConnTimeout 90 s, MaxIdleConns 100, ProxyFromEnvironment and ForceAttemptHTTP2',
      'net/http/transport.go: TLSHandshakeTimeout, IdleConnTimeout and MaxIdleConns: "Zero means no timeout", "Zero means no limit"; Proxy: "If Proxy is nil or returns a nil *URL, no proxy is used"',
      'net/http/transport.go, ForceAttemptHTTP2: "By default, use of any those fields conservatively disables HTTP/2" (Dial, DialTLS, DialContext, TLSClientConfig)',
      'net/http/transport.go: DefaultMaxIdleConnsPerHost = 2',
      'net/dial.go, Dialer.Timeout: "With or without a timeout, the operating system may impose its own earlier timeout. For instance, TCP timeouts are often around 3 minutes"',
    ],
  },

  *detect({ file, package: pkg, flow }: RuleContext) {
    if (isTestHelper(pkg, file)) return;
    for (const transport of bareTransportsIn(pkg, file)) {
      const kind = runKindOf(pkg, flow, transport.node);
      // what a command leaves idle ends with it, and whoever runs it sees it hang
      if (kind !== 'service' && kind !== 'start-up') continue;
      const doubt = isReplacedAtStart(pkg, transport.node)
        ? 'replaced'
        : kind === 'start-up' && isOneShotProgram(pkg, file)
          ? 'soon over'
          : goesToOwnMachine(pkg, transport.node)
            ? 'own machine'
            : asksNearbyInTime(pkg, transport.node)
              ? 'nearby'
              : isLimitedByOwner(pkg, transport.node)
                ? 'limited'
                : kind === 'service' && isOnlyForOwnCommands(pkg, transport.node)
                  ? 'command'
                  : undefined;
      yield { ...transport, doubt };
    }
  },

  report({ node, isComplete, losesHttp2, hasProxy, doubt }: Evidence, context: RuleContext): Report {
    const { file, package: pkg } = context;
    const lowered = doubt ? LOWERED[doubt] : whyNotRun(context, node);
    const others = hasProxy ? (losesHttp2 ? 'http2' : 'none') : losesHttp2 ? 'both' : 'proxy';
    return {
      anchor: node.field('type') ?? node,
      message: {
        en: 'This transport has no default limit: dial and TLS handshake may hang, idle connections never expire',
        'zh-cn': '这个 Transport 没有任何默认限制：拨号和 TLS 握手可能一直卡住，空闲连接永不过期',
      },
      severity: 'info',
      confidence: lowered ? 'low' : isComplete ? 'high' : 'medium',
      ...(lowered ? { lowered } : {}),
      related: [],
      facts: {
        line: String(lineOf(file, node)),
        function: pkg.functionOf(node)?.name ?? file.packageName,
        others: OTHERS[others],
      },
    };
  },

  fix({ node }: Evidence, { file, package: pkg }: RuleContext): readonly RuleFix[] {
    const http = importedName(pkg, file, 'net/http', 'http', node);
    const pointer = node.parent;
    const elements = node.field('body')?.namedChildren ?? [];
    if (http === undefined || pointer?.kind !== 'unary_expression') return [];
    if (pointer.field('operator')?.text !== '&') return [];
    const clone = {
      file,
      start: pointer.start,
      end: pointer.end,
      newText: `${http}.DefaultTransport.(*${http}.Transport).Clone()`,
    };
    const settings = elements.map((element) => {
      const key = element.kind === 'keyed_element' ? element.field('key') : undefined;
      const value = element.field('value');
      return key && value && !value.text.includes('\n') ? `${key.text} = ${value.text}` : undefined;
    });
    if (settings.includes(undefined)) return [];
    const statement = pointer.parent?.kind === 'expression_list' ? pointer.parent.parent : undefined;
    const [target, ...more] = statement?.field('left')?.namedChildren ?? [];
    const isPlain =
      statement?.kind === 'short_var_declaration' &&
      statement.parent?.kind === 'statement_list' &&
      target?.kind === 'identifier' &&
      more.length === 0 &&
      startsLine(file, statement);
    if (settings.length > 0 && !isPlain) return [];
    return [
      {
        title: {
          en: 'Start from a clone of http.DefaultTransport: its limits, HTTP/2 and the proxy of the environment',
          'zh-cn': '从 http.DefaultTransport 的副本开始：沿用它的限制、HTTP/2 和环境变量中的代理',
        },
        safety: 'suggested',
        edits:
          settings.length > 0
            ? [
                clone,
                insertAfter(
                  file,
                  statement!,
                  settings.map((setting) => `${target!.text}.${setting}`),
                ),
              ]
            : [clone],
        imports: [],
      },
    ];
  },
};

const LOWERED = {
  /** The idle connections end with the program. */
  'soon over': {
    en: 'As far as is seen the program does its work and ends: it starts no server and listens for no signal.',
    'zh-cn': '就所见而言，这个程序做完工作就结束：它不启动服务，也不监听信号。',
  },
  /** Not silent, for other modules may import the package. */
  command: {
    en: 'In this module only commands come here, which start no server and listen for no signal.',
    'zh-cn': '在这个模块里，只有既不启动服务也不监听信号的命令会执行到这里。',
  },
  'own machine': {
    en: 'The round tripper that has this gives every request an address of this machine: few connections, and nobody far away to wait for.',
    'zh-cn': '持有它的 RoundTripper 会把每个请求都改为发往本机：连接很少，也没有要等待的远端。',
  },
  nearby: {
    en: 'Every request over it goes to an address of this machine or its own link, and the Timeout of the client ends its wait: no proxy is on the way, and two connections at most stay idle.',
    'zh-cn':
      '经过它的每个请求都发往本机或本链路的地址，并受客户端 Timeout 限制：途中没有代理，最多只有两条空闲连接。',
  },
  limited: {
    en: 'The Timeout of the client ends the wait for dial and TLS handshake, and the code closes idle connections: what is left is a dial that goes on behind it, and a proxy of the environment that may be ignored.',
    'zh-cn':
      '客户端的 Timeout 会结束对拨号和 TLS 握手的等待，代码也会关闭空闲连接：剩下的只是在背后继续的拨号，以及可能被忽略的环境变量代理。',
  },
  replaced: REPLACED,
} as const;

const OTHERS = {
  none: { en: '', 'zh-cn': '' },
  proxy: {
    en: 'Proxy is nil as well: HTTP_PROXY and HTTPS_PROXY are ignored.',
    'zh-cn': 'Proxy 也是 nil：HTTP_PROXY 和 HTTPS_PROXY 不起作用。',
  },
  http2: {
    en: 'With TLSClientConfig and without ForceAttemptHTTP2 it speaks HTTP/1.1 only.',
    'zh-cn': '设置了 TLSClientConfig 却没有 ForceAttemptHTTP2，只会使用 HTTP/1.1。',
  },
  both: {
    en: 'Proxy is nil as well, so HTTP_PROXY and HTTPS_PROXY are ignored; with TLSClientConfig and without ForceAttemptHTTP2 it speaks HTTP/1.1 only.',
    'zh-cn':
      'Proxy 也是 nil，HTTP_PROXY 和 HTTPS_PROXY 不起作用；设置了 TLSClientConfig 却没有 ForceAttemptHTTP2，只会使用 HTTP/1.1。',
  },
};
