import type { Localized } from '../../finding.ts';
import { isDialledCancelled } from '../../flow/cancelled-before.ts';
import { mayAcceptClosed } from '../../flow/closing-accepts.ts';
import { leavesWithListener } from '../../flow/ended-listeners.ts';
import { endsWithGiven } from '../../flow/ended-owners.ts';
import type { Leak, OwnedResource } from '../../flow/model.ts';
import { failsAtOwnListener } from '../../flow/own-dials.ts';
import type { Rule, RuleContext } from '../rule.ts';
import { type LeakWords, leakRule } from '../support/leak-rule.ts';
import { isInOneRun, mayMeanNothing } from '../support/process.ts';
import { valueText } from '../support/release-fixes.ts';
import { CARD } from './conn-not-closed.card.ts';

const CONNECTION_WORDS: LeakWords = {
  thing: { en: 'the connection', 'zh-cn': '连接' },
  released: { en: 'closed', 'zh-cn': '关闭' },
  kept: { en: 'one connection', 'zh-cn': '一个连接' },
};

/** A session has no connection of its own, but a goroutine that has its lease renewed. */
const SESSION_WORDS: LeakWords = {
  ...CONNECTION_WORDS,
  thing: { en: 'the session', 'zh-cn': '会话' },
  kept: { en: 'one lease alive', 'zh-cn': '一个持续续约的租约' },
};

/** Whether a test gets a connection from a listener of the program that may have closed it. */
function isClosedInTest(resource: OwnedResource, { package: pkg }: RuleContext): boolean {
  return resource.function.file.isTest && mayAcceptClosed(pkg, resource.acquisition);
}

/** Whether a dial gets a context that was cancelled before; a client that connects later does not look at it. */
function isCancelled(
  resource: OwnedResource,
  { package: pkg }: RuleContext,
): 'surely' | 'likely' | undefined {
  return resource.type === 'connection' ? isDialledCancelled(pkg, resource) : undefined;
}

const CANCELLED: Localized = {
  en: 'The context was cancelled before: who looks at it gives an error and no connection.',
  'zh-cn': '这个 context 在此之前已经取消：只要被调用者检查它，就只会返回错误而没有连接。',
};

const CLOSED_BY_LISTENER: Localized = {
  en: 'The listener of this test also gives back connections that it has closed itself: this may be one of them.',
  'zh-cn': '这个测试所用的监听器也会返回它自己已经关闭的连接：这里可能就是其中之一。',
};

export const connNotClosed: Rule<OwnedResource> = leakRule({
  types: ['connection', 'grpc-connection', 'client-connection', 'lease-session'],
  meta: {
    name: 'conn-not-closed',
    group: 'network',
    severity: 'warning',
    fixes: 'safe',
    stability: 'stable',
    since: '0.1.0',
    // a function of another file may dial and return, so only the plainest sign of a call with an error is asked for
    tokens: [['Dial', 'Listen', 'Accept', 'Upgrade', 'New', 'Conn', ', err :=', ', err =', ', _ ']],
    inTests: 'lower',
    aliases: ['nolint:closecheck'],
    overlaps: [],
    card: CARD,
    placeholders: { en: { variable: 'conn' }, 'zh-cn': { variable: 'conn' } },
    example: {
      bad: `package example

import (
	"bufio"
	"net"
	"time"
)

func greeting(address string) (string, error) {
	conn, err := net.DialTimeout("tcp", address, 5*time.Second)
	if err != nil {
		return "", err
	}
	if err := conn.SetDeadline(time.Now().Add(5 * time.Second)); err != nil {
		return "", err
	}
	line, err := bufio.NewReader(conn).ReadString('\\n')
	if err != nil {
		return "", err
	}
	return line, conn.Close()
}
`,
      good: `package example

import (
	"bufio"
	"net"
	"time"
)

func greeting(address string) (string, error) {
	conn, err := net.DialTimeout("tcp", address, 5*time.Second)
	if err != nil {
		return "", err
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(5 * time.Second)); err != nil {
		return "", err
	}
	return bufio.NewReader(conn).ReadString('\\n')
}
`,
    },
    sources: [
      'net/net.go: Conn.Close "closes the connection"; Listener.Close "closes the listener"',
      'net/fd_posix.go: setAddr sets a finalizer that closes an unreachable connection or listener',
      'google.golang.org/grpc clientconn.go: "Close tears down the ClientConn and all underlying connections"',
    ],
  },
  words: ({ type }) => (type === 'lease-session' ? SESSION_WORDS : CONNECTION_WORDS),
  severity: (resource: OwnedResource, leak: Leak, context: RuleContext) =>
    isInOneRun(resource, leak, context) ? 'info' : 'warning',
  isBounded: (resource: OwnedResource, context: RuleContext) =>
    isClosedInTest(resource, context) || isCancelled(resource, context) === 'likely',
  isHarmless: (resource: OwnedResource, leak: Leak, context: RuleContext) => {
    const { file, package: pkg, flow } = context;
    return (
      isCancelled(resource, context) === 'surely' ||
      endsWithGiven(pkg, flow.graphOf(resource.function), resource) ||
      (file.isTest && (leavesWithListener(pkg, leak) || failsAtOwnListener(pkg, leak)))
    );
  },
  lowered: (resource: OwnedResource, leak: Leak, context: RuleContext) => {
    if (isClosedInTest(resource, context)) return CLOSED_BY_LISTENER;
    return isCancelled(resource, context) ? CANCELLED : mayMeanNothing(resource, leak, context);
  },
  release: (resource: OwnedResource) => ({
    call: `${valueText(resource)}.Close()`,
    hasResult: true,
    action:
      resource.type === 'lease-session'
        ? { en: 'Close the session', 'zh-cn': '关闭会话' }
        : { en: 'Close the connection', 'zh-cn': '关闭连接' },
    // a function of unknown body may have kept it
    maySafely: resource.certainty === 'proved',
  }),
});
