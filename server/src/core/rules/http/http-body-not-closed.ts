import type { Severity } from '../../finding.ts';
import { isSentCancelled } from '../../flow/cancelled-before.ts';
import { hasCancelledContext } from '../../flow/cancelled-requests.ts';
import { endsWithReturn, isAfterRequest } from '../../flow/ended-requests.ts';
import { isAbsentByField } from '../../flow/error-fields.ts';
import { endedThroughHelper, isGivenEnded } from '../../flow/helper-requests.ts';
import { isAnsweredInMemory } from '../../flow/in-memory-responses.ts';
import type { Leak, OwnedResource } from '../../flow/model.ts';
import { holdsNothing } from '../../flow/request-methods.ts';
import { endsSoonInApplication } from '../../flow/soon-over.ts';
import { isNeverReused } from '../../flow/transport-connections.ts';
import { HTTP_RESPONSES } from '../../knowledge/ownership/http-response.ts';
import { givesError } from '../../semantic/types.ts';
import type { Report, Rule, RuleContext, RuleFix } from '../rule.ts';
import { anchorOf, exitNode, witnessPlaces } from '../support/leaks.ts';
import { lineOf } from '../support/lines.ts';
import { endsSoon, isInOneRun, type KeptSpan, spanOf, toldLeak } from '../support/process.ts';
import { releaseFixes, releaseOfOwner, valueText } from '../support/release-fixes.ts';
import { isBodyExpected } from './expected-body.ts';
import { CARD } from './http-body-not-closed.card.ts';
import {
  CANCELLED,
  COUNTED,
  cancelledMessage,
  DECODED,
  EMPTY,
  emptyMessage,
  isSeenTo,
  MAY_BE_EMPTY,
  message,
  READ,
  READ_TO_END,
} from './http-body-not-closed.words.ts';

export const httpBodyNotClosed: Rule<OwnedResource> = {
  meta: {
    name: 'http-body-not-closed',
    group: 'http',
    severity: 'warning',
    fixes: 'safe',
    stability: 'stable',
    since: '0.1.0',
    // a wrapper of another file or package may acquire, so only the plainest sign of a call is asked for
    tokens: [
      [
        'http',
        'Body',
        'resp',
        'Resp',
        'res,',
        'response',
        'Response',
        'StatusCode',
        ', err :=',
        ', err =',
        ', _ ',
      ],
    ],
    inTests: 'lower',
    aliases: ['nolint:bodyclose'],
    overlaps: [],
    card: CARD,
    example: {
      bad: `package example

import (
	"errors"
	"io"
	"net/http"
)

func fetch(url string) ([]byte, error) {
	resp, err := http.Get(url)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusOK {
		return nil, errors.New(resp.Status)
	}
	defer resp.Body.Close()
	return io.ReadAll(resp.Body)
}
`,
      good: `package example

import (
	"errors"
	"io"
	"net/http"
)

func fetch(url string) ([]byte, error) {
	resp, err := http.Get(url)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, errors.New(resp.Status)
	}
	return io.ReadAll(resp.Body)
}
`,
    },
    isProved: true,
    sources: [
      'net/http/client.go: "The client must close the response body when finished with it"',
      'github.com/elastic/go-elasticsearch/v7/esapi/doc.go: "It is imperative to close the response body for a non-nil response."',
      'net/http/transport.go: (*persistConn).readLoop puts the connection back only after EOF or Close, and closes it when the context of the request ends',
    ],
  },

  *detect(context: RuleContext) {
    const { file, flow, package: pkg } = context;
    for (const fn of file.functions) {
      for (const resource of HTTP_RESPONSES.flatMap((type) => flow.resourcesOf(fn, type))) {
        if (resource.leaks.length === 0 || isSentCancelled(pkg, resource)) continue;
        if (isGivenEnded(pkg, flow, resource) || isAnsweredInMemory(pkg, resource.acquisition)) continue;
        const isGone = isGoneAtReturn(resource, context);
        const leaks = isGone
          ? []
          : resource.leaks.filter(
              (leak) => !isAfterRequest(pkg, leak) && !isAbsentByField(pkg, resource, leak),
            );
        if (leaks.length > 0)
          yield leaks.length === resource.leaks.length ? resource : { ...resource, leaks };
      }
    }
  },

  report(resource: OwnedResource, context: RuleContext): Report {
    const { file } = context;
    const { leak, little } = toldLeak(resource, context);
    const name = resource.name?.text ?? 'the response';
    const closer = closerOf(resource);
    const exitLine = lineOf(file, exitNode(leak));
    const isOneRun =
      little?.isNothing === false ||
      (leak.reason === 'never-released' && isInOneRun(resource, leak, context));
    // after a read error net/http has closed the connection itself
    const isFailed = leak.reading === 'failed';
    const isCancelled = !isFailed && isCancelledAtReturn(resource, context);
    // who closes it, or hands it on, elsewhere has missed a path on which nothing is kept
    const isMissedEnd = leak.reading === 'ended' && isSeenTo(leak);
    const isEmpty = holdsNothing(context.package, resource.acquisition, resource.type);
    // what was read to its end keeps nothing, whatever else is lost ends with the command
    const isOver =
      leak.reading === 'ended' &&
      resource.leaks.every(
        (each) => each.reading === 'ended' || each.reading === 'failed' || endsSoon(each, context),
      ) &&
      endsSoonInApplication(context.package, resource.function);
    const isMild = isOneRun || isFailed || isCancelled || isMissedEnd || isEmpty;
    // what was read to its end has given the connection back before
    const costsReuse = isCancelled && leak.reading !== 'ended';
    const mayBeCancelled =
      !isCancelled && endedThroughHelper(context.package, context.flow.graphOf(resource.function), resource);
    const doubt = costsReuse || mayBeCancelled ? CANCELLED : doubtOf(leak, context);
    const lowered = isEmpty ? EMPTY : resource.isRead ? READ : (little?.note ?? doubt);
    const isTestOfOwn = file.isTest && hasCancelledContext(context.package, resource);
    const span: KeptSpan = isTestOfOwn ? 'context' : spanOf(little, file);
    // after a read error nothing is kept, and what cannot fail itself mostly has no connection
    const isTwiceDoubted = isFailed && leak.certainty === 'likely' && !mayFail(resource, context);
    const severity: Severity = isMild ? 'info' : 'warning';
    return {
      anchor: anchorOf(resource.acquisition),
      message: isEmpty
        ? emptyMessage(closer)
        : costsReuse
          ? cancelledMessage(leak, closer)
          : message(leak, name, closer, exitLine, span),
      severity,
      confidence:
        isEmpty ||
        resource.isRead ||
        isOver ||
        little?.isNothing ||
        isTwiceDoubted ||
        mayBeCancelled ||
        (doubt && isJudgedMildly(context))
          ? 'low'
          : leak.certainty === 'proved'
            ? 'high'
            : 'medium',
      related: witnessPlaces(leak, name, {
        en: 'leaves here with the body open',
        'zh-cn': '在这里离开，响应体仍未关闭',
      }),
      facts: {
        variable: resource.name?.text ?? 'resp',
        closer,
        function: resource.function.name,
        line: String(lineOf(file, resource.acquisition)),
        exitLine: String(exitLine),
      },
      ...(lowered ? { lowered } : {}),
    };
  },

  fix(resource: OwnedResource, context: RuleContext): readonly RuleFix[] {
    if (resource.owner) {
      const release = releaseOfOwner(resource);
      return release ? releaseFixes(resource, context, release) : [];
    }
    return releaseFixes(resource, context, {
      call: `${closerOf(resource)}.Close()`,
      hasResult: true,
      action: { en: 'Close the body', 'zh-cn': '关闭响应体' },
      maySafely: true,
    });
  },
};

/** Whether the call gives an error beside the response, as every function of net/http does that sends a request. */
function mayFail({ acquisition }: OwnedResource, { package: pkg }: RuleContext): boolean {
  const signature = pkg.calleeOf(acquisition)?.signature;
  return !signature || givesError(signature);
}

/** Whether a file is a test that is not judged as other code is. */
function isJudgedMildly({ file, config }: RuleContext): boolean {
  return file.isTest && config.tests === 'relaxed';
}

/** Whether the deferred cancel of its context gives up the connection of a response wherever it is lost. */
function isCancelledAtReturn(resource: OwnedResource, { package: pkg, flow }: RuleContext): boolean {
  // one per round is kept until the function returns
  if (resource.leaks.some(({ reason }) => /^(?:loop-iteration|overwritten)$/.test(reason))) return false;
  const graph = flow.graphOf(resource.function);
  return endsWithReturn(pkg, graph, resource) || endedThroughHelper(pkg, graph, resource) === 'surely';
}

/** Whether its connection is given up there anyway, for none of them is used again. */
function isGoneAtReturn(resource: OwnedResource, context: RuleContext): boolean {
  return isCancelledAtReturn(resource, context) && isNeverReused(context.package, resource.acquisition);
}

/** Why it costs less than the card says, or why there may be nothing to close; undefined when nothing speaks for it. */
function doubtOf(leak: Leak, context: RuleContext): Report['message'] | undefined {
  const isMild = isJudgedMildly(context);
  switch (leak.reading) {
    case 'failed':
    case 'ended':
      return READ_TO_END[leak.reading];
    case 'decoded':
      return isMild ? DECODED : undefined;
    case 'counted':
      return isMild ? COUNTED : undefined;
    case 'unread':
      return isMild && !isBodyExpected(leak.resource, context) ? MAY_BE_EMPTY : undefined;
    case 'unknown':
      return undefined;
  }
}

/** What is closed: `resp.Body`, or a variable that a helper has given the body, or a struct that owns it, for. */
function closerOf(resource: OwnedResource): string {
  const value = resource.name ? valueText(resource) : 'resp';
  return [value, ...(resource.owner ? [] : resource.path)].join('.');
}
