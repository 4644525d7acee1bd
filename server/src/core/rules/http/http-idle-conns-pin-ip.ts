import type { Confidence, Localized } from '../../finding.ts';
import { type PinningTransport, pinningTransportsIn } from '../../flow/pinned-addresses.ts';
import { isTestHelper } from '../../semantic/module-graph.ts';
import type { Report, Rule, RuleContext } from '../rule.ts';
import { callAnchor, lineOf, placeIn } from '../support/lines.ts';
import { CARD } from './http-idle-conns-pin-ip.card.ts';

type Doubt = 'name' | 'unknown' | 'elsewhere';

export const httpIdleConnsPinIp: Rule<PinningTransport> = {
  meta: {
    name: 'http-idle-conns-pin-ip',
    group: 'http',
    severity: 'hint',
    fixes: 'none',
    stability: 'preview',
    since: '0.1.0',
    tokens: [['net/http'], ['Transport{']],
    inTests: 'off',
    aliases: [],
    overlaps: [],
    card: CARD,
    placeholders: {
      en: { host: 'its host', sent: 'the request' },
      'zh-cn': { host: '目标主机', sent: '请求处' },
    },
    example: {
      bad: `package example

import (
	"io"
	"net"
	"net/http"
	"time"
)

var client = &http.Client{
	Timeout: 5 * time.Second,
	Transport: &http.Transport{
		DialContext:         (&net.Dialer{Timeout: 2 * time.Second}).DialContext,
		TLSHandshakeTimeout: 5 * time.Second,
	},
}

func cart(w http.ResponseWriter, r *http.Request) {
	resp, err := client.Get("http://cart.shop.svc.cluster.local:8080/carts/" + r.PathValue("id"))
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer resp.Body.Close()
	_, _ = io.Copy(w, resp.Body)
}
`,
      good: `package example

import (
	"io"
	"net"
	"net/http"
	"time"
)

var client = &http.Client{
	Timeout: 5 * time.Second,
	Transport: &http.Transport{
		DialContext:         (&net.Dialer{Timeout: 2 * time.Second}).DialContext,
		TLSHandshakeTimeout: 5 * time.Second,
		IdleConnTimeout:     30 * time.Second,
	},
}

func cart(w http.ResponseWriter, r *http.Request) {
	resp, err := client.Get("http://cart.shop.svc.cluster.local:8080/carts/" + r.PathValue("id"))
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer resp.Body.Close()
	_, _ = io.Copy(w, resp.Body)
}
`,
    },
    isProved: true,
    sources: [
      'net/http/transport.go, IdleConnTimeout: "is the maximum amount of time an idle (keep-alive) connection will remain idle before closing itself. Zero means no limit."',
      'net/http/transport.go: a connection is kept under the name of the host (connectMethodKey), and getConn dials, and so looks the name up, only where queueForIdleConn finds none',
      'net/http/transport.go, tryPutIdleConn: the timer starts anew whenever a connection is put back, so that one in use never reaches the limit',
      'net/http/transport.go, CloseIdleConnections: "It does not interrupt any connections currently in use."',
      'net/http/transport.go: DefaultTransport has IdleConnTimeout 90 s',
    ],
  },

  *detect({ file, package: pkg, flow }: RuleContext) {
    if (isTestHelper(pkg, file)) return;
    yield* pinningTransportsIn(pkg, file, flow);
  },

  report(
    { node, isComplete, kind, host, request }: PinningTransport,
    { file, package: pkg }: RuleContext,
  ): Report {
    const doubt = isComplete
      ? kind === 'service'
        ? undefined
        : kind === 'name'
          ? 'name'
          : 'unknown'
      : 'elsewhere';
    return {
      anchor: node.field('type') ?? node,
      message: {
        en: 'No IdleConnTimeout: idle connections stay with the address dialed first, whatever DNS says later',
        'zh-cn': '没有 IdleConnTimeout：空闲连接一直停留在最初拨通的地址，之后 DNS 怎么变都不理会',
      },
      severity: 'hint',
      confidence: CONFIDENCE[doubt ?? 'none'],
      ...(doubt ? { lowered: LOWERED[doubt] } : {}),
      related: pkg.fileOf(request.call) === file ? [{ node: callAnchor(request.call), message: SENT }] : [],
      facts: {
        line: String(lineOf(file, node)),
        host: host === undefined ? HOST : { en: host, 'zh-cn': ` ${host} ` },
        sent: placeIn(pkg, file, request.call),
      },
    };
  },

  fix: () => [],
};

const HOST: Localized = { en: 'its host', 'zh-cn': '目标主机' };
const SENT: Localized = { en: 'a request is sent here again and again', 'zh-cn': '这里反复发出请求' };

const CONFIDENCE: Readonly<Record<Doubt | 'none', Confidence>> = {
  none: 'medium',
  name: 'low',
  unknown: 'low',
  elsewhere: 'low',
};

const LOWERED: Readonly<Record<Doubt, Localized>> = {
  name: {
    en: 'Whether the addresses behind this name change, and whether its server closes idle connections by itself, is not known here.',
    'zh-cn': '这里不知道这个名字背后的地址是否会变，也不知道服务端是否会自己关闭空闲连接。',
  },
  unknown: {
    en: 'The source does not say which host it is: for an address, or a name with a steady one, nothing follows.',
    'zh-cn': '源码没有写明是哪个主机：如果是 IP，或者名字对应的地址固定不变，就没有影响。',
  },
  elsewhere: {
    en: 'The transport or its client goes to code that is not seen: it may set a limit or close what is idle.',
    'zh-cn': '这个 Transport 或它的 client 会交给看不到的代码，那里可能设置了限制或关闭空闲连接。',
  },
};
