import type { Localized } from '../../finding.ts';
import { type ReusedProbe, reusedProbesIn } from '../../flow/certificate-probes.ts';
import { isTestHelper } from '../../semantic/module-graph.ts';
import type { Report, Rule, RuleContext, RuleFix } from '../rule.ts';
import { durationText } from '../support/durations.ts';
import { callAnchor, lineOf, placeIn } from '../support/lines.ts';
import { settingOnTransport } from '../support/transport-settings.ts';
import { CARD } from './tls-probe-reused-connection.card.ts';

type Doubt = 'pace' | 'slow' | 'unread' | 'elsewhere';

/** Many servers and load balancers close an idle connection after 60 to 75 s, some sooner: that is why nothing here is sure. */
const SLOW = 60_000_000_000n;

export const tlsProbeReusedConnection: Rule<ReusedProbe> = {
  meta: {
    name: 'tls-probe-reused-connection',
    group: 'network',
    severity: 'info',
    fixes: 'suggested',
    stability: 'preview',
    since: '0.1.0',
    tokens: [['for ', 'for\t'], ['time']],
    inTests: 'off',
    aliases: [],
    overlaps: [],
    card: CARD,
    placeholders: {
      en: {
        looks: 'VerifyConnection or resp.TLS',
        date: 'the place that reads NotAfter',
        every: '',
        kept: 'keeps it',
        change: 'The certificate on the server runs out or is replaced.',
      },
      'zh-cn': {
        looks: 'VerifyConnection 或 resp.TLS',
        date: '读取 NotAfter 的地方',
        every: '',
        kept: '会一直保留它',
        change: '服务端的证书到期，或者被换掉。',
      },
    },
    example: {
      bad: `package example

import (
	"crypto/tls"
	"io"
	"log"
	"net/http"
	"time"
)

func watch(url string) {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.TLSClientConfig = &tls.Config{VerifyConnection: func(state tls.ConnectionState) error {
		if left := time.Until(state.PeerCertificates[0].NotAfter); left < 14*24*time.Hour {
			log.Printf("certificate expires in %s", left)
		}
		return nil
	}}
	client := &http.Client{Transport: transport, Timeout: 5 * time.Second}
	for range time.Tick(30 * time.Second) {
		resp, err := client.Get(url)
		if err != nil {
			log.Print(err)
			continue
		}
		_, _ = io.Copy(io.Discard, resp.Body)
		resp.Body.Close()
	}
}
`,
      good: `package example

import (
	"crypto/tls"
	"io"
	"log"
	"net/http"
	"time"
)

func watch(url string) {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.DisableKeepAlives = true
	transport.TLSClientConfig = &tls.Config{VerifyConnection: func(state tls.ConnectionState) error {
		if left := time.Until(state.PeerCertificates[0].NotAfter); left < 14*24*time.Hour {
			log.Printf("certificate expires in %s", left)
		}
		return nil
	}}
	client := &http.Client{Transport: transport, Timeout: 5 * time.Second}
	for range time.Tick(30 * time.Second) {
		resp, err := client.Get(url)
		if err != nil {
			log.Print(err)
			continue
		}
		_, _ = io.Copy(io.Discard, resp.Body)
		resp.Body.Close()
	}
}
`,
    },
    isProved: true,
    sources: [
      'net/http/transport.go, Transport: "By default, Transport caches connections for future re-use"; getConn dials only where queueForIdleConn has none, and only a dial makes a handshake',
      'net/http/transport.go, persistConn.tlsState: set once when the connection is dialed; readResponse gives it to every answer (`resp.TLS = pc.tlsState`), over HTTP/2 roundTrip does (`res.TLS = cc.tlsState`)',
      'net/http/transport.go: DefaultTransport has IdleConnTimeout 90 s; IdleConnTimeout: "Zero means no limit."',
      'net/http/transport.go, DisableKeepAlives: "will only use the connection to the server for a single HTTP request"',
      'crypto/tls/common.go, VerifyConnection: "if not nil, is called after normal certificate verification and after VerifyPeerCertificate by either a TLS client or server", once for each handshake',
    ],
  },

  *detect({ file, package: pkg }: RuleContext) {
    if (isTestHelper(pkg, file)) return;
    yield* reusedProbesIn(pkg, file);
  },

  report(probe: ReusedProbe, { file, package: pkg }: RuleContext): Report {
    const { pace, request, looks, date, idle } = probe;
    const literal = [probe.transport.node, probe.transport.client].find(
      (each) => each && pkg.fileOf(each) === file,
    );
    const doubt = doubtOf(probe);
    const every = pace.interval === undefined ? undefined : durationText(pace.interval);
    const isHere = request.pkg.fileOf(request.call) === file;
    return {
      anchor: literal
        ? (literal.field('type') ?? callAnchor(literal))
        : isHere
          ? callAnchor(request.call)
          : (pace.loop.children[0] ?? pace.loop),
      message:
        looks === 'TLS'
          ? {
              en: 'Probes share one connection: resp.TLS keeps the certificate of the first handshake',
              'zh-cn': '每次探测共用同一个连接：resp.TLS 里一直是首次握手时的证书',
            }
          : {
              en: `Probes share one connection: ${looks} looks at the certificate once, not in each round`,
              'zh-cn': `每次探测共用同一个连接：${looks} 只检查一次证书，而不是每轮都检查`,
            },
      severity: 'info',
      confidence: doubt ? 'low' : 'medium',
      ...(doubt ? { lowered: LOWERED[doubt] } : {}),
      related: [
        ...(isHere && literal ? [{ node: callAnchor(request.call), message: SENT }] : []),
        ...(pkg.fileOf(date) === file ? [{ node: date, message: READ }] : []),
      ],
      facts: {
        line: String(lineOf(file, pace.loop)),
        looks: looks === 'TLS' ? 'resp.TLS' : looks,
        date: placeIn(pkg, file, date),
        every: every ? { en: ` every ${every}`, 'zh-cn': `每 ${every} ` } : '',
        kept: keptFor(idle),
        change: looks === 'TLS' ? REPLACED : EXPIRED,
      },
    };
  },

  fix(probe: ReusedProbe, context: RuleContext): readonly RuleFix[] {
    const { node: transport, client } = probe.transport;
    const edits = settingOnTransport({ transport, client }, 'DisableKeepAlives', 'true', context);
    if (!edits) return [];
    return [
      {
        title: {
          en: 'Use each connection for one request (DisableKeepAlives): every probe makes a handshake of its own',
          'zh-cn': '每个连接只用于一个请求（DisableKeepAlives）：每次探测都重新握手',
        },
        safety: 'suggested',
        edits,
        imports: [],
      },
    ];
  },
};

/** The first thing that makes it less sure that the connection lives until the next round. */
function doubtOf({ transport, pace, isUnread }: ReusedProbe): Doubt | undefined {
  if (!transport.isComplete) return 'elsewhere';
  if (isUnread) return 'unread';
  if (pace.interval === undefined) return 'pace';
  return pace.interval > SLOW ? 'slow' : undefined;
}

function keptFor(idle: ReusedProbe['idle']): Localized {
  if (typeof idle === 'bigint') {
    const time = durationText(idle);
    return { en: `keeps an idle connection for ${time}`, 'zh-cn': `会把空闲连接保留 ${time}` };
  }
  return idle === 'none'
    ? {
        en: 'keeps an idle connection until the server closes it',
        'zh-cn': '会一直保留空闲连接，直到服务端关闭',
      }
    : { en: 'keeps idle connections', 'zh-cn': '会保留空闲连接' };
}

const REPLACED: Localized = {
  en: 'The certificate on the server is replaced: by a renewed one, or by a wrong one.',
  'zh-cn': '服务端换了证书：续期后的新证书，或者一张错误的证书。',
};
const EXPIRED: Localized = {
  en: 'The certificate comes near its end and runs out, or a wrong one takes its place.',
  'zh-cn': '证书临近到期直至过期，或者被换成了错误的证书。',
};
const SENT: Localized = { en: 'each round sends its request here', 'zh-cn': '每轮在这里发出请求' };
const READ: Localized = { en: 'the date is looked at here', 'zh-cn': '在这里查看日期' };

const LOWERED: Readonly<Record<Doubt, Localized>> = {
  pace: {
    en: 'How long the loop waits is not known here: if it is longer than an idle connection lives on either side, each round makes a handshake.',
    'zh-cn': '这里不知道每轮间隔多久：如果长于任一端保留空闲连接的时间，每轮都会重新握手。',
  },
  slow: {
    en: 'The loop waits for more than a minute: many servers and load balancers close an idle connection before that.',
    'zh-cn': '每轮间隔超过一分钟：许多服务端和负载均衡在此之前就会关闭空闲连接。',
  },
  unread: {
    en: 'The body is closed unread, which ends a connection of HTTP/1 before Go 1.27; over HTTP/2, and for an answer without a body, it is kept.',
    'zh-cn':
      '响应体未读就关闭：在 Go 1.27 之前，这会结束 HTTP/1 连接；HTTP/2 连接，以及没有响应体的应答，连接会保留。',
  },
  elsewhere: {
    en: 'The client or its transport goes to code that is not seen: it may turn keep-alives off.',
    'zh-cn': '这个 client 或它的 Transport 会交给看不到的代码，那里可能关掉了长连接。',
  },
};
