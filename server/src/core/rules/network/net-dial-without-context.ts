import type { Report, Rule, RuleContext } from '../rule.ts';
import {
  anchorOf,
  type Contextless,
  calledName,
  contextlessOf,
  factsOf,
  passContext,
  weightForCaller,
} from '../support/contextless.ts';
import { CARD } from './net-dial-without-context.card.ts';

export const netDialWithoutContext: Rule<Contextless> = {
  meta: {
    name: 'net-dial-without-context',
    group: 'network',
    severity: 'warning',
    fixes: 'suggested',
    stability: 'preview',
    since: '0.1.0',
    tokens: [['Dial']],
    inTests: 'off',
    aliases: ['nolint:noctx'],
    overlaps: [],
    card: CARD,
    placeholders: {
      en: { call: 'net.Dial', context: 'a ctx at hand is not passed on', handshake: '' },
      'zh-cn': { call: 'net.Dial', context: '手边的 ctx 没有传进去', handshake: '' },
    },
    example: {
      bad: `package example

import (
	"context"
	"net"
)

func connect(ctx context.Context, host string) (net.Conn, error) {
	return net.Dial("tcp", net.JoinHostPort(host, "7000"))
}
`,
      good: `package example

import (
	"context"
	"net"
	"time"
)

var dialer = net.Dialer{Timeout: 5 * time.Second}

func connect(ctx context.Context, host string) (net.Conn, error) {
	return dialer.DialContext(ctx, "tcp", net.JoinHostPort(host, "7000"))
}
`,
    },
    isProved: true,
    sources: [
      'net/dial.go, Dialer.Timeout: "With or without a timeout, the operating system may impose its own earlier timeout. For instance, TCP timeouts are often around 3 minutes."',
      'net/dial.go, Dialer.Dial: "Dial uses context.Background internally; to specify the context, use DialContext"',
      'crypto/tls/tls.go: Dial calls DialWithDialer with new(net.Dialer); "Any timeout or deadline given in the dialer apply to connection and TLS handshake as a whole"',
      'tcp(7), tcp_syn_retries: "The default value is 6, which corresponds to retrying for up to approximately 127 seconds"',
    ],
  },

  *detect(context: RuleContext) {
    yield* contextlessOf(context, 'dial');
  },

  report(found: Contextless, context: RuleContext): Report {
    const { call, hand } = found;
    const name = calledName(call);
    const isTls = context.package.calleeOf(call)?.id.startsWith('crypto/tls.') ?? false;
    return {
      anchor: anchorOf(call),
      message: messageOf(name, hand?.text, isTls),
      ...weightForCaller(found, context),
      related: [],
      facts: { ...factsOf(found, context), handshake: isTls ? HANDSHAKE : '' },
    };
  },

  fix(found: Contextless, context: RuleContext) {
    const fix = passContext(found, context);
    return fix ? [fix] : [];
  },
};

const HANDSHAKE = {
  en: '; behind it the TLS handshake waits for an answer without any limit',
  'zh-cn': '；连上之后，TLS 握手对应答的等待没有任何时限',
};

function messageOf(name: string, hand: string | undefined, isTls: boolean): Report['message'] {
  if (hand !== undefined) {
    return {
      en: `${name} does not get ${hand}: it goes on when the caller has given up`,
      'zh-cn': `${name} 没有用上 ${hand}：调用方放弃后它仍会继续`,
    };
  }
  return isTls
    ? {
        en: `${name} waits forever for a server that accepts and does not answer: it has no limit`,
        'zh-cn': `服务器接受连接却不应答时，${name} 会一直等下去：它没有时限`,
      }
    : {
        en: `${name} waits until the system gives up, often minutes: it has no limit`,
        'zh-cn': `${name} 要等到系统放弃为止，往往长达数分钟：它没有时限`,
      };
}
