import type { Localized } from '../../finding.ts';
import { opensByChoice } from '../../flow/address-defaults.ts';
import type { ConfiguredField } from '../../flow/configured-values.ts';
import {
  isGivenLocalListeners,
  listensAtPickedPorts,
  listensWhereItIsTold,
} from '../../flow/given-listeners.ts';
import { type HttpServer, httpServersIn } from '../../flow/http-servers.ts';
import { endsAfterOneRequest } from '../../flow/one-request-servers.ts';
import { isReplacedBeforeServing } from '../../flow/replaced-servers.ts';
import { isBehindUnsetField } from '../../flow/unset-guards.ts';
import { homeOf } from '../../semantic/home.ts';
import { isTestHelper, moduleGraphOf } from '../../semantic/module-graph.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Report, Rule, RuleContext } from '../rule.ts';
import { OF_TESTS, UNSET, whyNotImported } from '../support/called.ts';
import { lineOf, shortName } from '../support/lines.ts';
import { CARD } from './http-server-no-timeouts.card.ts';
import { serverTimeoutFixes } from './http-server-no-timeouts.fix.ts';

/** The limits of http.Server; the first two bound the header of a request. */
const LIMITS = ['ReadHeaderTimeout', 'ReadTimeout', 'WriteTimeout', 'IdleTimeout'];

export const httpServerNoTimeouts: Rule<HttpServer> = {
  meta: {
    name: 'http-server-no-timeouts',
    group: 'http',
    severity: 'warning',
    fixes: 'suggested',
    stability: 'stable',
    since: '0.1.0',
    // what makes or starts a server names it, or the package of its type
    tokens: [
      ['Serve', '.Run'],
      ['net/http', 'gin-gonic/gin'],
    ],
    inTests: 'off',
    aliases: ['nolint:gosec', 'nosec:G112', 'nosec:G114'],
    overlaps: [],
    card: CARD,
    placeholders: {
      en: { server: 'http.ListenAndServe', missing: LIMITS.join(', ') },
      'zh-cn': { server: 'http.ListenAndServe', missing: LIMITS.join('、') },
    },
    example: {
      bad: `package main

import (
	"io"
	"log"
	"net/http"
)

func main() {
	http.HandleFunc("/healthz", func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, "ok")
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
`,
      good: `package main

import (
	"io"
	"log"
	"net/http"
	"time"
)

func main() {
	http.HandleFunc("/healthz", func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, "ok")
	})
	srv := &http.Server{
		Addr:              ":8080",
		ReadHeaderTimeout: 5 * time.Second,
		IdleTimeout:       2 * time.Minute,
	}
	log.Fatal(srv.ListenAndServe())
}
`,
    },
    isProved: true,
    sources: [
      'net/http/server.go: func ListenAndServe: "server := &Server{Addr: addr, Handler: handler}"',
      'net/http/server.go: Server.ReadHeaderTimeout "If zero, the value of ReadTimeout is used. If negative, or if zero and ReadTimeout is zero or negative, there is no timeout."',
      'net/http/server.go: (*Server).idleTimeout falls back to ReadTimeout only; (*Server).tlsHandshakeTimeout takes the least of ReadHeaderTimeout, ReadTimeout and WriteTimeout',
      'github.com/gin-gonic/gin gin.go: (*Engine).Run "It is a shortcut for http.ListenAndServe(addr, router)"',
    ],
  },

  *detect({ file, package: pkg }: RuleContext) {
    if (isTestHelper(pkg, file)) return;
    for (const server of httpServersIn(pkg, file)) {
      // only programs of this machine can hold its connections
      if (server.audience === 'local' || server.endsAtDeadline) continue;
      const fields = server.configured?.fields;
      if (isLimited(fields?.get('ReadHeaderTimeout')) || isLimited(fields?.get('ReadTimeout'))) continue;
      yield server;
    }
  },

  report(server: HttpServer, context: RuleContext): Report {
    const { file, package: pkg } = context;
    const { node, configured, starts } = server;
    const isSeen = configured === undefined || configured.isComplete;
    const isServed = starts.length > 0 && server.audience !== 'unknown';
    const name = nameOf(server);
    const missing = LIMITS.filter((limit) => !isLimited(configured?.fields.get(limit)));
    const lowered = whyLowered(server, context);
    const start = starts.find((each) => each !== node && pkg.fileOf(each) === file);
    return {
      anchor: anchorOf(node),
      message: {
        en: `No read timeout on ${name}: a client that never ends its header keeps a connection forever`,
        'zh-cn': `${name} 没有读超时：一直不发完请求头的客户端会永远占住一条连接`,
      },
      severity: 'warning',
      confidence: lowered ? 'low' : isSeen && isServed ? 'high' : 'medium',
      ...(lowered ? { lowered } : {}),
      related: start
        ? [{ node: anchorOf(start), message: { en: 'it serves here', 'zh-cn': '在这里开始提供服务' } }]
        : [],
      facts: { server: name, line: String(lineOf(file, node)), missing: missing.join(', ') },
    };
  },

  fix: serverTimeoutFixes,
};

function whyLowered(server: HttpServer, context: RuleContext): Localized | undefined {
  const { package: pkg } = context;
  if (server.isHandedToOption) return BY_OPTION;
  if (opensByChoice(pkg, server)) return BY_CHOICE;
  if (endsAfterOneRequest(pkg, server)) return BY_ONE_REQUEST;
  if (isGivenLocalListeners(pkg, server)) return BY_CALLERS;
  if (isReplacedBeforeServing(pkg, server)) return BY_REPLACEMENT;
  const isUnset =
    server.starts.length > 0 && server.starts.every((start) => isBehindUnsetField(homeOf(pkg, start), start));
  if (isUnset) return UNSET;
  return isServedForTests(server, context) ? OF_TESTS : whyNotImported(context);
}

/** Whether the other end of every connection is a test: no client from outside is kept waiting for. */
function isServedForTests(server: HttpServer, { file, package: pkg }: RuleContext): boolean {
  if (file.isTest || !pkg.program.moduleIsComplete) return false;
  const graph = moduleGraphOf(pkg, file);
  // a fake may be tested itself, and its port is not one that others know, or of this machine
  const isFake = graph.hasMain && (listensAtPickedPorts(pkg, server) || listensWhereItIsTold(pkg, server));
  return graph.tests.isBehindTests(file, isFake);
}

const BY_ONE_REQUEST: Localized = {
  en: 'The first request ends this server: only until then can slow clients hold connections.',
  'zh-cn': '第一个请求到来后这个服务器就会关闭：只有在那之前，慢客户端才能占住连接。',
};

const BY_CALLERS: Localized = {
  en: 'Every call in this module gives it a listener that only programs of this machine reach: other code may give another.',
  'zh-cn': '本模块中的每次调用给它的监听器都只有本机程序能连接；模块之外的代码可能会给别的监听器。',
};

const BY_REPLACEMENT: Localized = {
  en: 'Every method that serves gives the field another server first: nothing is seen to serve with this one.',
  'zh-cn': '每个提供服务的方法都会先给这个字段换上另一个服务器：看不到有代码用这一个提供服务。',
};

const BY_OPTION: Localized = {
  en: 'The server goes to a function that somebody hands in, as an option is: it may set the limits.',
  'zh-cn': '服务器被交给外部传入的函数（例如选项函数），时限可能在那里设置。',
};

const BY_CHOICE: Localized = {
  en: 'By the default of a flag it listens on this machine only: whoever runs it may open it, and then a slow client counts.',
  'zh-cn': '按命令行参数的默认值只监听本机；只有运行者主动开放到网络时，慢客户端才会成为问题。',
};

/** Whether something that is not zero, or not known, is set; a negative limit is a decision against it. */
function isLimited(field: ConfiguredField | undefined): boolean {
  if (!field) return false;
  const isZero = typeof field.value === 'object' && field.value.kind === 'int' && field.value.value === 0n;
  return !(field.set === 'constant' && isZero);
}

/** One line of a literal or call that may go over several; the name of a variable that is declared. */
function anchorOf(node: SyntaxNode): SyntaxNode {
  if (node.kind === 'identifier') return node;
  const target = node.field('type') ?? node.field('function') ?? node;
  return target.text.includes('\n') ? (target.field('field') ?? target) : target;
}

/** What the reader calls the server: the variable or field that gets it, or the function that makes it. */
function nameOf({ node, starts }: HttpServer): string {
  if (node.kind === 'identifier') return node.text;
  if (node.kind === 'call_expression' && starts.includes(node)) {
    const target = node.field('function')!;
    return shortName(target.text.includes('\n') ? (target.field('field')?.text ?? '') : target.text);
  }
  return 'http.Server';
}
