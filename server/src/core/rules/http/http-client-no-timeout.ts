import { type UnlimitedRequest, unlimitedRequestsIn } from '../../flow/client-calls.ts';
import { runKindOf } from '../../flow/start-up.ts';
import type { FileModel } from '../../semantic/model.ts';
import { isTestHelper } from '../../semantic/module-graph.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { NodeEdit, Report, Rule, RuleContext, RuleFix } from '../rule.ts';
import { whyNotRun } from '../support/called.ts';
import { importedName } from '../support/imports.ts';
import { lineOf, shortName } from '../support/lines.ts';
import { addField } from '../support/literal-fields.ts';
import { CARD } from './http-client-no-timeout.card.ts';

interface Evidence {
  readonly request: UnlimitedRequest;
  /** The literal of the client, where it stands in this file; it is told once, whatever is sent with it. */
  readonly literal: SyntaxNode | undefined;
}

export const httpClientNoTimeout: Rule<Evidence> = {
  meta: {
    name: 'http-client-no-timeout',
    group: 'http',
    severity: 'warning',
    fixes: 'suggested',
    stability: 'stable',
    since: '0.1.0',
    tokens: [['net/http'], ['Get', 'Head', 'Post', 'Do']],
    inTests: 'off',
    aliases: ['nolint:noctx'],
    overlaps: [],
    card: CARD,
    placeholders: {
      en: { call: 'http.Get', client: 'http.DefaultClient' },
      'zh-cn': { call: 'http.Get', client: 'http.DefaultClient' },
    },
    example: {
      bad: `package example

import "net/http"

func status(url string) (int, error) {
	resp, err := http.Get(url)
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, resp.Body.Close()
}
`,
      good: `package example

import (
	"net/http"
	"time"
)

var client = &http.Client{Timeout: 10 * time.Second}

func status(url string) (int, error) {
	resp, err := client.Get(url)
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, resp.Body.Close()
}
`,
    },
    isProved: true,
    sources: [
      'net/http/client.go: Client.Timeout "A Timeout of zero means no timeout"; "includes connection time, any redirects, and reading the response body"',
      'net/http/client.go: DefaultClient is &Client{}; Get, Head, Post and PostForm use it',
      'net/http/transport.go: DefaultTransport has limits for the dial (30 s) and the TLS handshake (10 s), and none for the answer',
      'net/http/request.go: "NewRequest wraps NewRequestWithContext using context.Background"',
    ],
  },

  *detect(context: RuleContext) {
    const { file, package: pkg } = context;
    if (isTestHelper(pkg, file)) return;
    const told = new Set<SyntaxNode>();
    for (const request of liveFirst(context, file)) {
      const { literal } = request;
      if (!literal) {
        yield { request, literal };
        continue;
      }
      const home = pkg.fileOf(literal);
      if (told.has(literal) || (home !== file && isToldIn(context, home, literal))) continue;
      told.add(literal);
      yield { request, literal: home === file ? literal : undefined };
    }
  },

  report({ request, literal }: Evidence, context: RuleContext): Report {
    const { file, package: pkg, flow } = context;
    const { call, isDefault, isLocal } = request;
    const dead = whyNotRun(context, call);
    const name = shortName(calledName(call));
    const client = isDefault ? 'http.DefaultClient' : shortName(clientName(call));
    return {
      anchor: literal ? (literal.field('type') ?? literal) : anchorOf(call),
      message: {
        en: `${name} waits forever if the server hangs: ${client} has no Timeout`,
        'zh-cn': `对端无响应时 ${name} 会一直等下去：${client} 没有 Timeout`,
      },
      // what runs once, for a person who waits for it, hurts nobody else
      severity: runKindOf(pkg, flow, call) === 'service' ? 'warning' : 'info',
      confidence: dead ? 'low' : isLocal ? 'medium' : 'high',
      ...(dead ? { lowered: dead } : {}),
      related: literal
        ? [{ node: anchorOf(call), message: { en: 'a request is sent here', 'zh-cn': '在这里发出请求' } }]
        : [],
      facts: {
        call: name,
        client,
        function: pkg.functionOf(call)?.name ?? file.packageName,
        line: String(lineOf(file, call)),
      },
    };
  },

  fix({ request, literal }: Evidence, { file, package: pkg, config }: RuleContext): readonly RuleFix[] {
    const { call, isDefault, isDownload } = request;
    // a limit on the whole request would cut a download
    if (isDownload) return [];
    const time = importedName(pkg, file, 'time', 'time', literal ?? call);
    if (time === undefined) return [];
    const limit = config.fixDefaults.httpClientTimeout.replaceAll(/\btime\./g, `${time}.`);
    const edit = literal
      ? addField(file, literal, 'Timeout', limit)
      : isDefault
        ? replaceDefault(call, limit, { file, package: pkg })
        : undefined;
    if (!edit) return [];
    return [
      {
        title: {
          en: `Fail requests that take over ${config.fixDefaults.httpClientTimeout}, the body included`,
          'zh-cn': `整个请求（含读取响应体）超过 ${config.fixDefaults.httpClientTimeout} 即失败`,
        },
        safety: 'suggested',
        edits: [edit],
        imports: [{ path: 'time', name: time }],
      },
    ];
  },
};

/** The requests of a file, those that nothing runs last: a client is told by one that runs, where there is one. */
function liveFirst(context: RuleContext, file: FileModel): readonly UnlimitedRequest[] {
  const requests = [...unlimitedRequestsIn(context.package, file)];
  const isDead = ({ call }: UnlimitedRequest): boolean => whyNotRun({ ...context, file }, call) !== undefined;
  return [...requests.filter((each) => !isDead(each)), ...requests.filter(isDead)];
}

/** Whether a file of the package sends a request that runs with the client that it makes, so that the client is told there. */
function isToldIn(context: RuleContext, home: FileModel, literal: SyntaxNode): boolean {
  const { package: pkg } = context;
  if (!pkg.files.includes(home) || isTestHelper(pkg, home)) return false;
  return [...unlimitedRequestsIn(pkg, home)].some(
    (request) => request.literal === literal && !whyNotRun({ ...context, file: home }, request.call),
  );
}

/** A client of its own for the call; it shares the connections of http.DefaultTransport with all others. */
function replaceDefault(
  call: SyntaxNode,
  limit: string,
  { file, package: pkg }: Pick<RuleContext, 'file' | 'package'>,
): NodeEdit | undefined {
  const operand = call.field('function')?.field('operand');
  if (!operand) return undefined;
  const http = operand.kind === 'selector_expression' ? operand.field('operand') : operand;
  if (!http || pkg.lookup(http.text, call)?.kind !== 'package') return undefined;
  return {
    file,
    start: operand.start,
    end: operand.end,
    newText: `(&${http.text}.Client{Timeout: ${limit}})`,
  };
}

/** `client.Get` of a call that may go over several lines. */
function anchorOf(call: SyntaxNode): SyntaxNode {
  const target = call.field('function')!;
  return target.text.includes('\n') ? (target.field('field') ?? target) : target;
}

function calledName(call: SyntaxNode): string {
  const target = call.field('function')!;
  return isPlain(target) ? target.text : `Client.${target.field('field')?.text}`;
}

function clientName(call: SyntaxNode): string {
  const operand = call.field('function')?.field('operand');
  return operand && isPlain(operand) ? operand.text : 'http.Client';
}

const isPlain = ({ text }: SyntaxNode): boolean => /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(text);
