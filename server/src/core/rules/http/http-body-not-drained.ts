import type { Localized } from '../../finding.ts';
import { namesHost, sendsGet, startOfUrl, urlOf } from '../../flow/request-urls.ts';
import { runKindOf } from '../../flow/start-up.ts';
import { runsAgain } from '../../flow/transports.ts';
import { type UnreadBody, unreadBodiesIn } from '../../flow/unread-bodies.ts';
import type { PackageModel } from '../../semantic/model.ts';
import { isTestHelper } from '../../semantic/module-graph.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Report, Rule, RuleContext, RuleFix } from '../rule.ts';
import { importedName } from '../support/imports.ts';
import { insertAfter, insertBefore, startsLine } from '../support/insert.ts';
import { lineOf } from '../support/lines.ts';
import { CARD } from './http-body-not-drained.card.ts';

interface Evidence {
  readonly body: UnreadBody;
  /** Why it may cost nothing; undefined when it is seen to cost a dial. */
  readonly doubt: Localized | undefined;
}

export const httpBodyNotDrained: Rule<Evidence> = {
  meta: {
    name: 'http-body-not-drained',
    group: 'http',
    severity: 'hint',
    fixes: 'suggested',
    stability: 'preview',
    since: '0.1.0',
    tokens: [['http'], ['Body.Close']],
    inTests: 'off',
    aliases: ['nolint:bodyclose'],
    overlaps: [],
    card: CARD,
    example: {
      bad: `package example

import "net/http"

func missing(client *http.Client, ids []string) int {
	missing := 0
	for _, id := range ids {
		resp, err := client.Get("http://cart.internal:8080/carts/" + id)
		if err != nil {
			continue
		}
		if resp.StatusCode == http.StatusNotFound {
			missing++
		}
		resp.Body.Close()
	}
	return missing
}
`,
      good: `package example

import (
	"io"
	"net/http"
)

func missing(client *http.Client, ids []string) int {
	missing := 0
	for _, id := range ids {
		resp, err := client.Get("http://cart.internal:8080/carts/" + id)
		if err != nil {
			continue
		}
		if resp.StatusCode == http.StatusNotFound {
			missing++
		}
		_, _ = io.Copy(io.Discard, io.LimitReader(resp.Body, 256<<10))
		resp.Body.Close()
	}
	return missing
}
`,
    },
    isProved: true,
    sources: [
      'net/http/client.go: "If the Body is not both read to EOF and closed, the Client\'s underlying RoundTripper (typically Transport) may not be able to re-use a persistent TCP connection to the server for a subsequent "keep-alive" request" (Go 1.26)',
      'net/http/transport.go, readLoop: a connection whose body was closed before its end is not put back (earlyCloseFn sends false to waitForBodyRead)',
      'net/http/transport.go, Go 1.27: maybeDrainBody reads up to maxPostCloseReadBytes (256 KiB) for at most 50 ms on Close',
    ],
  },

  *detect({ file, package: pkg, flow }: RuleContext) {
    if (isTestHelper(pkg, file)) return;
    const [major, minor] = file.goVersion ?? [0, 0];
    // there Close reads the rest itself
    if (major > 1 || minor >= 27) return;
    for (const fn of file.functions) {
      for (const body of unreadBodiesIn(pkg, flow, fn)) {
        const { acquisition } = body.resource;
        // what takes something mostly answers with nothing
        if (!sendsGet(pkg, acquisition)) continue;
        const url = urlOf(pkg, acquisition);
        // over https it is mostly HTTP/2, which gives up the stream and keeps the connection
        if (!url || !/^http:/i.test(startOfUrl(pkg, url))) continue;
        // what runs once dials once
        if (runKindOf(pkg, flow, acquisition) !== 'service') continue;
        yield { body, doubt: file.goVersion ? doubtOf(pkg, body, url) : VERSION_UNKNOWN };
      }
    }
  },

  report({ body, doubt }: Evidence, { file }: RuleContext): Report {
    const { name, resource, closes } = body;
    const closer = `${name.text}.Body`;
    return {
      anchor: anchorOf(resource.acquisition),
      message: {
        en: `${closer} is closed unread: the next request to this host dials anew (Go before 1.27)`,
        'zh-cn': `${closer} 没有读取就关闭：对同一主机的下一个请求要重新建连（Go 1.27 之前）`,
      },
      severity: 'hint',
      confidence: doubt ? 'low' : 'high',
      ...(doubt ? { lowered: doubt } : {}),
      related: closes.slice(0, 3).map((node) => ({
        node,
        message: { en: 'it is closed here', 'zh-cn': '在这里关闭' },
      })),
      facts: {
        closer,
        function: resource.function.name,
        line: String(lineOf(file, resource.acquisition)),
        exitLine: String(lineOf(file, closes[0] ?? resource.acquisition)),
      },
    };
  },

  fix({ body }: Evidence, { file, package: pkg }: RuleContext): readonly RuleFix[] {
    const [close, ...others] = body.closes;
    const statement = close && statementOf(close);
    if (!close || !statement || others.length > 0 || !startsLine(file, statement)) return [];
    const io = importedName(pkg, file, 'io', 'io', close);
    if (io === undefined) return [];
    const drain = `_, _ = ${io}.Copy(${io}.Discard, ${io}.LimitReader(${body.name.text}.Body, 256<<10))`;
    const edit =
      statement.kind === 'defer_statement'
        ? insertAfter(file, statement, [drain])
        : insertBefore(file, statement, [drain]);
    if (!edit) return [];
    return [
      {
        title: {
          en: 'Read the rest, at most 256 KiB, so that the connection is used again',
          'zh-cn': '读完剩余部分（最多 256 KiB），让连接可以复用',
        },
        safety: 'suggested',
        edits: [edit],
        imports: [{ path: 'io', name: io }],
      },
    ];
  },
};

const VERSION_UNKNOWN: Localized = {
  en: 'No go.mod says which Go this is built with; from 1.27 on, Close reads up to 256 KiB itself.',
  'zh-cn': '没有 go.mod 说明用哪个 Go 版本构建；从 1.27 起 Close 会自己读取至多 256 KiB。',
};

const SELDOM: Localized = {
  en: 'No next request to the same host is seen: what is asked once dials once.',
  'zh-cn': '没有看到对同一主机的下一个请求：只请求一次的本来就只建一次连接。',
};
const MAYBE_EMPTY: Localized = {
  en: 'Nothing says that the answer has a body, or that net/http sends it: without one the connection is kept.',
  'zh-cn': '没有迹象表明应答带有响应体，或确由 net/http 发送：没有响应体时连接会保留。',
};

/** Why a body that is closed unread may cost nothing; undefined when the next request to the same host surely comes. */
function doubtOf(
  pkg: PackageModel,
  { resource, isCertain, hasBody }: UnreadBody,
  url: SyntaxNode,
): Localized | undefined {
  if (!runsAgain(pkg, resource.acquisition) || !namesHost(pkg, url)) return SELDOM;
  return hasBody && isCertain ? undefined : MAYBE_EMPTY;
}

/** The statement of a block that closes; undefined where a line in front of it would not do. */
function statementOf(close: SyntaxNode): SyntaxNode | undefined {
  let statement = close;
  while (statement.parent && statement.parent.kind !== 'statement_list') {
    statement = statement.parent;
    if (['for_statement', 'communication_case', 'labeled_statement', 'source_file'].includes(statement.kind))
      return undefined;
  }
  return statement.parent ? statement : undefined;
}

/** `client.Get` of a call that may go over several lines. */
function anchorOf(call: SyntaxNode): SyntaxNode {
  const target = call.field('function')!;
  return target.text.includes('\n') ? (target.field('field') ?? target) : target;
}
