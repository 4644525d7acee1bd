import type { Localized, Severity } from '../../finding.ts';
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
import { endsSoon, isInOneRun, type KeptSpan, keptFor, spanOf, toldLeak } from '../support/process.ts';
import { releaseFixes, releaseOfOwner, valueText } from '../support/release-fixes.ts';
import { isBodyExpected } from './expected-body.ts';
import { CARD } from './http-body-not-closed.card.ts';

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

function cancelledMessage({ reason }: Leak, closer: string): Report['message'] {
  if (reason === 'discarded') {
    return {
      en: 'The response is dropped, so its body is never closed: each call costs a connection that could be used again',
      'zh-cn': '响应被丢弃，响应体永远不会关闭：每次调用损失一个本可复用的连接',
    };
  }
  return {
    en: `${closer} is not closed: each call may cost a connection that could be used again`,
    'zh-cn': `${closer} 没有关闭：每次调用可能损失一个本可复用的连接`,
  };
}

function emptyMessage(closer: string): Report['message'] {
  return {
    en: `${closer} is not closed: the answer to HEAD has no body, but the client asks to close it`,
    'zh-cn': `${closer} 没有关闭：HEAD 的应答没有响应体，但客户端库要求关闭它`,
  };
}

/** net/http/transfer.go, readTransfer: `if isResponse && (noResponseBodyExpected(t.RequestMethod) || ...) { t.Body = NoBody`. */
const EMPTY: Report['message'] = {
  en: 'The client sends HEAD here, whose answer has no body: net/http has the connection back at once, so that nothing is kept.',
  'zh-cn': '客户端库在这里发送 HEAD，应答没有响应体：net/http 立即收回连接，没有任何占用。',
};

const READ: Report['message'] = {
  en: 'The call gives the bytes of the body beside the response: whoever has read them, in code that is not at hand, has most probably closed it too.',
  'zh-cn': '这个调用在返回响应的同时给出了响应体的字节：读取它的代码（这里看不到）很可能也已将其关闭。',
};

const CANCELLED: Report['message'] = {
  en: 'The deferred cancel ends the request when the function returns: net/http closes the connection (HTTP/1) or resets the stream (HTTP/2) then, so that none is kept, but none is used again either.',
  'zh-cn':
    '函数返回时，延迟调用的 cancel 会结束请求：net/http 此时关闭连接（HTTP/1）或重置流（HTTP/2），连接不会被一直占用，但也无法复用。',
};

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

/** net/http/transfer.go, readTransfer: an answer without a body gets NoBody; transport.go, readLoop: with it the connection goes back at once. */
const MAY_BE_EMPTY: Report['message'] = {
  en: 'Nothing here looks at the body, and an answer without one, as PUT, POST, DELETE and redirects often give, keeps no connection.',
  'zh-cn': '这里没有代码查看响应体；没有响应体的应答（PUT、POST、DELETE 和重定向常常如此）不占用连接。',
};

/** net/http/transfer.go, body.readLocked: the read that gives the last byte of a body with a Content-Length gives EOF too. */
const DECODED: Report['message'] = {
  en: 'On this path a decoder has read the body: the read that gives the last byte of a short body with a Content-Length mostly gives its end too, and with it the connection back.',
  'zh-cn':
    '这条路径上解码器已读取响应体：对带 Content-Length 的短响应体，读到最后一个字节时通常同时得到 EOF，连接随之归还。',
};

/** The same of who knows how much there is. */
const COUNTED: Report['message'] = {
  en: 'On this path as many bytes were read as were asked for: if that is all of a body with a Content-Length, its last read gives the end too, and with it the connection back.',
  'zh-cn':
    '这条路径上已读取所要求的字节数：如果这就是带 Content-Length 的响应体的全部内容，最后一次读取同时得到 EOF，连接随之归还。',
};

/** What a read to the end changes about the card (net/http/transport.go, bodyEOFSignal.Read). */
const READ_TO_END: Readonly<Record<'failed' | 'ended', Report['message']>> = {
  failed: {
    en: 'On this path reading the body failed, and net/http gives a connection up after a read error: this costs little as long as the body is always read to its end.',
    'zh-cn': '这条路径上读取响应体已经出错，net/http 在读取出错后会放弃连接：只要每次都读到末尾，代价很小。',
  },
  ended: {
    en: 'On this path the body was read to its end, which gives an HTTP/1.x connection back, and a failed read closes it: the chain begins when a later change stops reading early.',
    'zh-cn':
      '这条路径上响应体已读到末尾，HTTP/1.x 连接会因此归还，读取失败则连接关闭：以后有人改成提前停止读取时，这条链才会开始。',
  },
};

const CONNECTION: Localized = { en: 'one connection', 'zh-cn': '一个连接' };

/** What is closed: `resp.Body`, or a variable that a helper has given the body, or a struct that owns it, for. */
function closerOf(resource: OwnedResource): string {
  const value = resource.name ? valueText(resource) : 'resp';
  return [value, ...(resource.owner ? [] : resource.path)].join('.');
}

/** Whether another path closes the body, or gives it to somebody who does. */
function isSeenTo({ releasedElsewhere, resource }: Leak): boolean {
  return releasedElsewhere || resource.movesAway;
}

function message(leak: Leak, name: string, closer: string, line: number, span: KeptSpan): Report['message'] {
  const kept = keptFor(CONNECTION, span);
  if (leak.reading === 'failed') {
    return {
      en: `${closer} is not closed on the path that returns at line ${line}, after a read error`,
      'zh-cn': `读取出错后从第 ${line} 行返回的路径上，${closer} 没有关闭`,
    };
  }
  if (leak.reading === 'ended') {
    return isSeenTo(leak)
      ? {
          en: `${closer} is not closed on the path that leaves at line ${line}: only its end gives the connection back`,
          'zh-cn': `从第 ${line} 行离开的路径上 ${closer} 没有关闭：只有读到末尾才会归还连接`,
        }
      : {
          en: `${closer} is never closed: only reading it to its end gives the connection back`,
          'zh-cn': `${closer} 从未关闭：只有读到末尾才会归还连接`,
        };
  }
  // what a decoder leaves behind is mostly nothing, so that not every call keeps a connection
  if (leak.reading === 'decoded' && leak.reason !== 'never-released') {
    return {
      en: `${closer} stays open on the path that leaves at line ${line}: a decoder need not read it to its end`,
      'zh-cn': `从第 ${line} 行离开的路径上 ${closer} 没有关闭：解码器不一定读到末尾`,
    };
  }
  switch (leak.reason) {
    case 'discarded':
      return {
        en: `The response is dropped, so its body is never closed: ${kept.en}`,
        'zh-cn': `响应被丢弃，响应体永远不会关闭：${kept['zh-cn']}`,
      };
    case 'overwritten':
      return {
        en: `${name} is overwritten at line ${line} with its body open: each time keeps one connection`,
        'zh-cn': `${name} 在第 ${line} 行被覆盖时响应体仍未关闭：每次占用一个连接`,
      };
    case 'loop-iteration':
      return {
        en: `${closer} is still open when the loop goes round: each iteration keeps one connection`,
        'zh-cn': `进入下一次循环时 ${closer} 仍未关闭：每次迭代占用一个连接`,
      };
    case 'early-return':
      if (leak.releasedElsewhere && leak.reading === 'unknown') {
        return {
          en: `${closer} stays open on the path that returns at line ${line}: left unread, it keeps one connection`,
          'zh-cn': `在第 ${line} 行返回的路径上 ${closer} 没有关闭：没有读完就会占用一个连接`,
        };
      }
      if (leak.releasedElsewhere) {
        return {
          en: `${closer} stays open on the path that returns at line ${line}: ${kept.en}`,
          'zh-cn': `在第 ${line} 行返回的路径上 ${closer} 没有关闭：${kept['zh-cn']}`,
        };
      }
      break;
    default:
  }
  const isReadElsewhere = leak.resource.leaks.some(({ reading }) => reading !== 'unread');
  if (leak.reading === 'unread' && leak.reason === 'early-return' && isReadElsewhere) {
    return {
      en: `${closer} is neither read nor closed on the path that returns at line ${line}: it keeps one connection`,
      'zh-cn': `从第 ${line} 行返回的路径上 ${closer} 既没有读取也没有关闭：占用一个连接`,
    };
  }
  if (leak.reading === 'unread') {
    return {
      en: `${closer} is neither read nor closed: ${kept.en}`,
      'zh-cn': `${closer} 既没有读取也没有关闭：${kept['zh-cn']}`,
    };
  }
  return span === 'per call'
    ? {
        en: `${closer} is not closed: each call keeps one connection until the body is read to its end`,
        'zh-cn': `${closer} 没有关闭：在读到末尾之前，每次调用占用一个连接`,
      }
    : {
        en: `${closer} is not closed: it keeps one connection until the body is read to its end`,
        'zh-cn': `${closer} 没有关闭：在读到末尾之前占用一个连接`,
      };
}
