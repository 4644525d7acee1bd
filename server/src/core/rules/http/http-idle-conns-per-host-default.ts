import type { Confidence } from '../../finding.ts';
import { sendsByClient } from '../../flow/client-transports.ts';
import { callsInEach, type FanOut, fanOutsIn, isSameInEach } from '../../flow/fan-outs.ts';
import { type DefaultIdleLimit, defaultIdleLimitOf } from '../../flow/idle-limits.ts';
import { type RepeatedRun, repeatedRunOf } from '../../flow/repeated-runs.ts';
import { urlOf } from '../../flow/request-urls.ts';
import { runKindOf } from '../../flow/start-up.ts';
import { closesConnection } from '../../flow/transport-connections.ts';
import { unreadAnswerOf } from '../../flow/unread-answers.ts';
import { hostOf } from '../../flow/url-hosts.ts';
import type { GoFunction, PackageModel } from '../../semantic/model.ts';
import { isTestHelper } from '../../semantic/module-graph.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Report, Rule, RuleContext, RuleFix } from '../rule.ts';
import { lineOf } from '../support/lines.ts';
import { settingOnTransport } from '../support/transport-settings.ts';
import { CARD } from './http-idle-conns-per-host-default.card.ts';

interface Evidence {
  readonly fan: FanOut;
  readonly request: SyntaxNode;
  readonly limit: DefaultIdleLimit;
  /** Host and port where the source names them. */
  readonly host: string | undefined;
  readonly run: RepeatedRun;
}

/** net/http/transport.go: DefaultTransport has `MaxIdleConns: 100`, for all hosts together. */
const ALL_HOSTS = 100;
const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::|$)/i;

export const httpIdleConnsPerHostDefault: Rule<Evidence> = {
  meta: {
    name: 'http-idle-conns-per-host-default',
    group: 'http',
    severity: 'hint',
    fixes: 'suggested',
    stability: 'stable',
    since: '0.1.0',
    tokens: [
      ['for ', 'for\t'],
      ['go ', 'go\t', '.Go('],
    ],
    inTests: 'off',
    aliases: [],
    overlaps: [],
    card: CARD,
    placeholders: {
      en: { host: 'one host', client: 'http.DefaultTransport' },
      'zh-cn': { host: '同一主机', client: 'http.DefaultTransport' },
    },
    example: {
      bad: `package example

import (
	"io"
	"net/http"
	"sync"
	"time"
)

var client = &http.Client{Timeout: 5 * time.Second}

func prices(w http.ResponseWriter, r *http.Request) {
	var wg sync.WaitGroup
	for _, id := range r.URL.Query()["id"] {
		wg.Add(1)
		go func(id string) {
			defer wg.Done()
			resp, err := client.Get("http://prices.internal:8080/prices/" + id)
			if err != nil {
				return
			}
			defer resp.Body.Close()
			_, _ = io.Copy(io.Discard, resp.Body)
		}(id)
	}
	wg.Wait()
}
`,
      good: `package example

import (
	"io"
	"net/http"
	"sync"
	"time"
)

var client = newClient()

func newClient() *http.Client {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost = 100
	return &http.Client{Transport: transport, Timeout: 5 * time.Second}
}

func prices(w http.ResponseWriter, r *http.Request) {
	var wg sync.WaitGroup
	for _, id := range r.URL.Query()["id"] {
		wg.Add(1)
		go func(id string) {
			defer wg.Done()
			resp, err := client.Get("http://prices.internal:8080/prices/" + id)
			if err != nil {
				return
			}
			defer resp.Body.Close()
			_, _ = io.Copy(io.Discard, resp.Body)
		}(id)
	}
	wg.Wait()
}
`,
    },
    isProved: true,
    sources: [
      'net/http/transport.go: "DefaultMaxIdleConnsPerHost is the default value of Transport\'s MaxIdleConnsPerHost", 2; "If zero, DefaultMaxIdleConnsPerHost is used"',
      'net/http/transport.go, tryPutIdleConn: `if len(idles) >= t.maxIdleConnsPerHost() { return errTooManyIdleHost }`; a connection that cannot be put back is closed',
      'net/http/transport.go, tryPutIdleConn: a request that waits for a connection gets the one that comes back, so that steady load loses few',
      'net/http/transport.go: DefaultTransport has MaxIdleConns 100, IdleConnTimeout 90 s and ForceAttemptHTTP2; ForceAttemptHTTP2: "use of any those fields conservatively disables HTTP/2" (Dial, DialTLS, DialContext, TLSClientConfig)',
      'net/http/transport.go, Protocols: "If Protocols is nil, the default is usually HTTP/1 and HTTP/2", HTTP/2 over TLS only: an http URL is asked by HTTP/1',
    ],
  },

  *detect({ file, package: pkg, flow }: RuleContext) {
    if (isTestHelper(pkg, file)) return;
    for (const fan of fanOutsIn(pkg, file)) {
      const found = requestOf(pkg, fan);
      if (!found) continue;
      // the first burst dials in any case, and a second one must be seen
      const run = repeatedRunOf(pkg, (fn) => flow.graphOf(fn), fan.loop);
      if (!run || run.kind === 'context' || (run.kind === 'loop' && isSlow(pkg, run.node))) continue;
      const kind = runKindOf(pkg, flow, fan.loop);
      if (kind === 'command' || kind === 'test-helper') continue;
      yield { fan, run, ...found };
    }
  },

  report({ fan, request, limit, host, run }: Evidence, { file, package: pkg }: RuleContext): Report {
    const literal = [limit.transport, limit.client].find((each) => each && pkg.fileOf(each) === file);
    const client = limit.transport ? CLIENTS.transport : CLIENTS.default;
    return {
      anchor: literal ? anchorOf(literal) : startOf(fan.start),
      message: {
        en: `Requests to one host in parallel, but 2 idle connections are kept: each burst dials the rest anew`,
        'zh-cn': '并发请求同一主机，但只保留 2 个空闲连接：每一轮并发都要重新建立其余连接',
      },
      severity: 'hint',
      confidence: confidenceOf(host, run),
      related: [
        ...(literal ? [{ node: startOf(fan.start), message: STARTED }] : []),
        ...(pkg.fileOf(request) === file ? [{ node: anchorOf(request), message: SENT }] : []),
      ],
      facts: {
        function: pkg.functionOf(fan.loop)?.name ?? file.packageName,
        line: String(lineOf(file, fan.start)),
        host: host === undefined ? HOST : host,
        client,
      },
    };
  },

  fix({ limit }: Evidence, context: RuleContext): readonly RuleFix[] {
    const edits = settingOnTransport(limit, 'MaxIdleConnsPerHost', String(ALL_HOSTS), context);
    if (!edits) return [];
    return [
      {
        title: {
          en: `Keep up to ${ALL_HOSTS} idle connections to a host: sockets stay open for as long as they are idle`,
          'zh-cn': `每个主机最多保留 ${ALL_HOSTS} 个空闲连接：空闲期间套接字一直开着`,
        },
        safety: 'suggested',
        edits,
        imports: [],
      },
    ];
  },
};

/** The request that each goroutine sends to the same host by HTTP/1, over a client with the default limit. */
function requestOf(pkg: PackageModel, fan: FanOut): Pick<Evidence, 'request' | 'limit' | 'host'> | undefined {
  for (const each of callsInEach(pkg, fan)) {
    const { pkg: home, call } = each;
    if (!sendsByClient(home, call) || closesConnection(home, call)) continue;
    const url = urlOf(home, call);
    const host = url && hostOf(home, url);
    if (!host?.held.every((part) => isSameInEach(pkg, fan, each, part))) continue;
    const limit = defaultIdleLimitOf(home, call);
    // over TLS it may be HTTP/2, where one connection carries them all
    if (!limit || (host.scheme !== 'http' && !limit.isHttp1Only)) continue;
    // a body that is closed unread ends its connection, whatever the limit
    if (isMadeHere(pkg, fan, limit, each.frames) || unreadAnswerOf(home, call)) continue;
    return { request: call, limit, host: host.text };
  }
  return undefined;
}

/** Whether a transport is made for the burst, or for one request of it: nobody asks it again. */
function isMadeHere(
  pkg: PackageModel,
  { loop }: FanOut,
  { transport }: DefaultIdleLimit,
  frames: readonly { readonly function: GoFunction }[],
): boolean {
  if (!transport) return false;
  const fn = pkg.functionOf(loop);
  return [fn, ...frames.map((frame) => frame.function)].some((each) => each?.node.contains(transport));
}

/** net/http/transport.go: `IdleConnTimeout: 90 * time.Second` of DefaultTransport. */
const IDLE = 90_000_000_000n;
const PACES: ReadonlySet<string> = new Set(['time.Sleep', 'time.After', 'time.Tick', 'time.NewTicker']);

/** Whether a loop, or the function around it, waits until what is idle would be closed anyway, or as long as is not known. */
function isSlow(pkg: PackageModel, loop: SyntaxNode): boolean {
  const fn = pkg.functionOf(loop);
  return [...(fn?.node ?? loop).descendants('call_expression')].some((call) => {
    if (!PACES.has(pkg.calleeOf(call)?.id ?? '')) return false;
    const given = call.field('arguments')?.firstNamedChild;
    const value = given && pkg.constantOf(given);
    return value?.kind !== 'int' || value.value >= IDLE;
  });
}

function confidenceOf(host: string | undefined, run: RepeatedRun): Confidence {
  // on the same machine a dial costs next to nothing
  if (host !== undefined && LOOPBACK.test(host)) return 'low';
  return host !== undefined && run.kind === 'request' ? 'high' : 'medium';
}

const STARTED = {
  en: 'a goroutine for each element starts here',
  'zh-cn': '在这里为每个元素启动一个 goroutine',
};
const SENT = { en: 'a request is sent here', 'zh-cn': '在这里发出请求' };
const HOST = { en: 'the same host each time', 'zh-cn': '每次都相同的主机' };
const CLIENTS = {
  default: { en: 'http.DefaultTransport', 'zh-cn': 'http.DefaultTransport' },
  transport: { en: 'the transport', 'zh-cn': '该 Transport' },
};

/** The keyword `go`, or the call of the method that starts the goroutine. */
function startOf(start: SyntaxNode): SyntaxNode {
  return start.kind === 'go_statement' ? (start.children[0] ?? start) : anchorOf(start);
}

/** One line of a literal or call that may go over several. */
function anchorOf(node: SyntaxNode): SyntaxNode {
  const target = node.field('type') ?? node.field('function') ?? node;
  return target.text.includes('\n') ? (target.field('field') ?? target) : target;
}
