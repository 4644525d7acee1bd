import type { Localized } from '../../finding.ts';
import { clientLimit } from '../../flow/contexts-limits.ts';
import { hasEndedBefore, isDetached, livesAt } from '../../flow/live-contexts.ts';
import { isEndedByNobodyElse } from '../../flow/own-cancels.ts';
import { hasBackgroundContext, isHandler } from '../../flow/request-contexts.ts';
import { type RequestWithoutContext, requestsWithoutContextIn } from '../../flow/sent-requests.ts';
import { type RunKind, runKindOf } from '../../flow/start-up.ts';
import { isSentOverLentConnection } from '../../flow/transport-connections.ts';
import { REQUEST_CONTEXTS } from '../../knowledge/request-types.ts';
import type { VarObject } from '../../semantic/model.ts';
import { isTestHelper } from '../../semantic/module-graph.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Report, Rule, RuleContext } from '../rule.ts';
import { whyNotRun } from '../support/called.ts';
import { whyUnmissed } from '../support/context-at-hand.ts';
import { lineOf, shortName } from '../support/lines.ts';
import { variablesInScope } from '../support/scope.ts';
import { CARD } from './http-request-without-context.card.ts';
import { sendWithContext } from './http-request-without-context.fix.ts';

/** A context that is there for the taking where a request is made. */
interface AtHand {
  readonly object: VarObject;
  /** The expression of it: `ctx`, `r.Context()`. */
  readonly text: string;
  readonly certainty: 'proved' | 'likely';
  /** Why nobody can end it, by what the callers pass. */
  readonly endless: Localized | undefined;
}

interface Evidence {
  readonly request: RequestWithoutContext;
  /** Undefined where the function would have to get one first. */
  readonly context: AtHand | undefined;
  readonly kind: RunKind;
}

export const httpRequestWithoutContext: Rule<Evidence> = {
  meta: {
    name: 'http-request-without-context',
    group: 'http',
    severity: 'warning',
    fixes: 'suggested',
    stability: 'stable',
    since: '0.1.0',
    tokens: [
      ['net/http', 'go-retryablehttp'],
      ['NewRequest', 'Get', 'Head', 'Post'],
      ['ontext', 'equest'],
    ],
    inTests: 'off',
    aliases: ['nolint:noctx'],
    overlaps: [],
    card: CARD,
    placeholders: {
      en: {
        call: 'http.NewRequest',
        context: 'ctx',
        hand: 'A ctx at hand is not passed on',
        bound: 'Without a Timeout on the client that may be for ever.',
      },
      'zh-cn': {
        call: 'http.NewRequest',
        context: 'ctx',
        hand: '手边的 ctx 没有传进去',
        bound: '客户端没有 Timeout 时，可能永远等下去。',
      },
    },
    example: {
      bad: `package example

import (
	"context"
	"net/http"
)

func status(ctx context.Context, url string) (int, error) {
	req, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		return 0, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, resp.Body.Close()
}
`,
      good: `package example

import (
	"context"
	"net/http"
)

func status(ctx context.Context, url string) (int, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return 0, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, resp.Body.Close()
}
`,
    },
    isProved: true,
    sources: [
      'net/http/request.go: "NewRequest wraps NewRequestWithContext using context.Background"',
      'net/http/client.go: Get, Head and Post make their request with NewRequest',
      'github.com/hashicorp/go-retryablehttp client.go: "NewRequest creates a new wrapped request." and "return NewRequestWithContext(context.Background(), method, url, rawBody)"',
      'net/http/request.go, Request.Context: "For outgoing client requests, the context controls cancellation"; "For incoming server requests, the context is canceled when the client\'s connection closes, the request is canceled (with HTTP/2), or when the ServeHTTP method returns"',
      'net/http/transport.go, (*persistConn).roundTrip: select over the answer and the context of the request',
    ],
  },

  *detect(context: RuleContext) {
    const { file, package: pkg, flow } = context;
    if (isTestHelper(pkg, file)) return;
    for (const request of requestsWithoutContextIn(pkg, file)) {
      if (request.sends.some((send) => isSentOverLentConnection(pkg, send))) continue;
      const atHand = contextAt(request, context);
      if (!atHand && (hasAnyAround(request.call, context) || isLimited(request, context))) continue;
      const kind = runKindOf(pkg, flow, request.call);
      if (atHand ? kind !== 'test-helper' : kind === 'service') yield { request, context: atHand, kind };
    }
  },

  report({ request, context, kind }: Evidence, given: RuleContext): Report {
    const { file, package: pkg } = given;
    const { call, sends } = request;
    const name = shortName(calledName(call));
    const [send] = sends;
    const sending =
      send && send !== call && pkg.fileOf(send) === file
        ? [{ node: anchorOf(send), message: { en: 'the request is sent here', 'zh-cn': '请求在这里发出' } }]
        : [];
    const facts = {
      call: name,
      function: pkg.functionOf(call)?.name ?? file.packageName,
      line: String(lineOf(file, call)),
      bound: isLimited(request, given) ? BOUND.limited : BOUND.unlimited,
    };
    if (!context) {
      return {
        anchor: anchorOf(call),
        message: {
          en: `${name} has no context, and no parameter brings one: no caller can end the request`,
          'zh-cn': `${name} 没有上下文，也没有参数把它带进来：调用方无法结束这个请求`,
        },
        severity: 'info',
        confidence: 'low',
        lowered: NOT_AT_HAND,
        related: sending,
        facts: {
          ...facts,
          context: 'ctx',
          hand: {
            en: `${facts.function} gets no context from its caller`,
            'zh-cn': `${facts.function} 没有从调用方得到上下文`,
          },
        },
      };
    }
    const doubt = doubtOf({ request, context, kind }, given);
    const isSure = context.certainty === 'proved' && request.isCertain;
    return {
      anchor: anchorOf(call),
      message: {
        en: `${name} ignores ${context.text}: the request goes on after whoever wanted it has left`,
        'zh-cn': `${name} 没有用上 ${context.text}：等结果的人走了，请求还在继续`,
      },
      severity: doubt ? 'info' : 'warning',
      confidence: doubt ? 'low' : isSure ? 'high' : 'medium',
      ...(doubt ? { lowered: doubt } : {}),
      related: [
        { node: context.object.node, message: { en: 'this is at hand', 'zh-cn': '手边就有它' } },
        ...sending,
      ],
      facts: {
        ...facts,
        context: context.text,
        hand: {
          en: `${facts.function} has ${context.text} and does not pass it on`,
          'zh-cn': `${facts.function} 手边有 ${context.text}，却没有传进去`,
        },
      },
    };
  },

  fix({ request, context }: Evidence, given: RuleContext) {
    return context ? sendWithContext(request, context.text, given) : [];
  },
};

const NOT_AT_HAND: Localized = {
  en: 'No context is at hand: the function would have to get one as a parameter first.',
  'zh-cn': '手边没有上下文：要先给函数加上这个参数。',
};

const OF_COMMAND: Localized = {
  en: 'This runs once, when the program starts or for a command: the request ends with the process, and little is done for nobody.',
  'zh-cn': '这里只在程序启动时或为某个命令运行一次：请求随进程结束，白做的工作很少。',
};

const LIMITED: Localized = {
  en: 'The Timeout of the client ends the request soon after: little is done for nobody.',
  'zh-cn': '客户端的 Timeout 随后就会结束请求：白做的工作很少。',
};

const ENDLESS: Localized = {
  en: 'Every caller passes a request that it read or made itself, whose context never ends: passing it on limits nothing.',
  'zh-cn': '所有调用方传入的都是自己读取或构造的请求，它的 context 永远不会结束：传进去也起不到限制作用。',
};

/** Why little is done for nobody when the context at hand ends. */
function doubtOf({ request, context, kind }: Evidence, given: RuleContext): Localized | undefined {
  if (context?.endless) return context.endless;
  const dead = whyNotRun(given, request.call);
  if (dead) return dead;
  if (kind !== 'service') return OF_COMMAND;
  return isLimited(request, given) ? LIMITED : undefined;
}

/** Whether a limit of the client ends a request anyway. */
function isLimited({ sends }: RequestWithoutContext, { file, package: pkg }: RuleContext): boolean {
  return sends.every((send) => {
    const client = pkg.fileOf(send) === file ? pkg.calleeOf(send)?.receiver : undefined;
    return client !== undefined && clientLimit(pkg, client) === 'limited';
  });
}

/** Whether a context that may end, or a request that holds one, is in scope, even if not to be used here. */
function hasAnyAround(call: SyntaxNode, { file, package: pkg, flow }: RuleContext): boolean {
  const holders = [...REQUEST_CONTEXTS.keys()].flatMap((id) => variablesInScope(pkg, file, id, call));
  if (holders.some(({ role }) => role === 'parameter')) return true;
  return variablesInScope(pkg, file, 'context.Context', call).some((object) => {
    const mention = pkg.referencesTo(object)[0];
    return !mention || !flow.isNeverCancelled(mention);
  });
}

const BOUND = {
  limited: { en: 'The Timeout of the client ends that.', 'zh-cn': '要到客户端的 Timeout 才结束。' },
  unlimited: {
    en: 'Where no Timeout of a client ends that, it may be for ever.',
    'zh-cn': '如果没有客户端的 Timeout，可能永远等下去。',
  },
};

/** The context that a request could have: the last one declared, or that of the request that the function serves. */
function contextAt(
  { call, sends }: RequestWithoutContext,
  { file, package: pkg, flow }: RuleContext,
): AtHand | undefined {
  const [object, ...others] = variablesInScope(pkg, file, 'context.Context', call);
  if (object) {
    const mention = pkg.referencesTo(object)[0];
    // one that never ends is there on purpose, or says nothing
    if (!mention || flow.isNeverCancelled(mention) || isDetached(pkg, object)) return undefined;
    if (isEndedByNobodyElse(pkg, object, [call, ...sends])) return undefined;
    // what is made of one that has ended, before the branch that found it so, has ended too
    const isOver = others.some(
      (other) =>
        hasEndedBefore(pkg, flow, other, call) &&
        (object.role === 'parameter' || !hasEndedBefore(pkg, flow, other, object.node)),
    );
    const certainty = isOver ? undefined : livesAt(pkg, flow, object, call);
    return certainty && { object, text: object.name, certainty, endless: whyUnmissed(pkg, object) };
  }
  for (const [id, method] of REQUEST_CONTEXTS) {
    const served = variablesInScope(pkg, file, id, call).find(({ role }) => role === 'parameter');
    const certainty = served && livesAt(pkg, flow, served, call);
    if (!served || !certainty) continue;
    const answers = served.function !== undefined && isHandler(pkg, served.function);
    return {
      object: served,
      text: `${served.name}${method}`,
      certainty: answers ? certainty : 'likely',
      endless: !answers && hasBackgroundContext(pkg, served) ? ENDLESS : undefined,
    };
  }
  return undefined;
}

/** `http.NewRequest` of a call that may go over several lines, `http.Request` of a literal. */
function anchorOf(call: SyntaxNode): SyntaxNode {
  const target = call.field('function') ?? call.field('type')!;
  return target.text.includes('\n') ? (target.field('field') ?? target) : target;
}

function calledName(call: SyntaxNode): string {
  const target = call.field('function') ?? call.field('type')!;
  return /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(target.text)
    ? target.text
    : `Client.${target.field('field')?.text ?? 'Get'}`;
}
