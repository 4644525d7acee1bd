import { type HandlerWait, handlerWaitsIn } from '../../flow/handler-waits.ts';
import { runKindOf } from '../../flow/start-up.ts';
import { isTestHelper } from '../../semantic/module-graph.ts';
import { namedId } from '../../semantic/types.ts';
import type { Report, Rule, RuleContext, RuleFix } from '../rule.ts';
import { durationExpression, durationText } from '../support/durations.ts';
import { importedName } from '../support/imports.ts';
import { insertBefore, statementAround } from '../support/insert.ts';
import { lineOf } from '../support/lines.ts';
import { CARD } from './http-write-timeout-shorter-than-handler.card.ts';

export const httpWriteTimeoutShorterThanHandler: Rule<HandlerWait> = {
  meta: {
    name: 'http-write-timeout-shorter-than-handler',
    group: 'http',
    severity: 'warning',
    fixes: 'suggested',
    stability: 'preview',
    since: '0.1.0',
    tokens: [['time'], ['Sleep(', 'After(']],
    inTests: 'off',
    aliases: [],
    overlaps: [],
    card: CARD,
    placeholders: {
      en: { wait: 'a constant time', limit: 'less', handler: 'a handler' },
      'zh-cn': { wait: '固定时长', limit: '更短的时间', handler: '处理函数' },
    },
    example: {
      bad: `package main

import (
	"io"
	"log"
	"net/http"
	"time"
)

func report(w http.ResponseWriter, r *http.Request) {
	time.Sleep(15 * time.Second)
	_, _ = io.WriteString(w, "done")
}

func main() {
	server := &http.Server{
		Addr:              ":8080",
		Handler:           http.HandlerFunc(report),
		ReadHeaderTimeout: 5 * time.Second,
		WriteTimeout:      10 * time.Second,
	}
	log.Fatal(server.ListenAndServe())
}
`,
      good: `package main

import (
	"io"
	"log"
	"net/http"
	"time"
)

func report(w http.ResponseWriter, r *http.Request) {
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(25 * time.Second))
	time.Sleep(15 * time.Second)
	_, _ = io.WriteString(w, "done")
}

func main() {
	server := &http.Server{
		Addr:              ":8080",
		Handler:           http.HandlerFunc(report),
		ReadHeaderTimeout: 5 * time.Second,
		WriteTimeout:      10 * time.Second,
	}
	log.Fatal(server.ListenAndServe())
}
`,
    },
    isProved: true,
    sources: [
      'net/http/server.go, Server.WriteTimeout: "the maximum duration before timing out writes of the response. It is reset whenever a new request\'s header is read"',
      'net/http/server.go, (*conn).readRequest: the write deadline of the connection is set from WriteTimeout once the header is read; nothing cancels the context of the request',
      'net/http/responsecontroller.go, SetWriteDeadline (Go 1.20): "Setting the write deadline after it has been exceeded will not extend it"',
      'net/http/pprof/pprof.go, configureWriteDeadline: the profiles move their deadline themselves',
    ],
  },

  *detect({ file, package: pkg, flow }: RuleContext) {
    if (isTestHelper(pkg, file)) return;
    for (const wait of handlerWaitsIn(pkg, file))
      if (runKindOf(pkg, flow, wait.call) !== 'test-helper') yield wait;
  },

  report({ call, duration, limit, handler }: HandlerWait, { file, package: pkg }: RuleContext): Report {
    const [long, short] = [durationText(duration), durationText(limit.outer)];
    return {
      anchor: call.field('function') ?? call,
      message: {
        en: `A wait of ${long} outlasts the WriteTimeout of ${short}: the answer is lost, the client gets EOF`,
        'zh-cn': `等待 ${long} 超过了 ${short} 的 WriteTimeout：应答丢失，客户端只会得到 EOF`,
      },
      severity: 'warning',
      confidence: 'high',
      related:
        pkg.fileOf(limit.place) === file
          ? [{ node: limit.place, message: { en: 'the shorter limit', 'zh-cn': '更短的时限' } }]
          : [],
      facts: {
        line: String(lineOf(file, call)),
        function: pkg.functionOf(call)?.name ?? file.packageName,
        handler: handler.name,
        wait: long,
        limit: short,
      },
    };
  },

  fix({ call, duration, limit, handler, isDirect }: HandlerWait, context: RuleContext): readonly RuleFix[] {
    const { file, package: pkg } = context;
    const [major, minor] = file.goVersion ?? [0, 0];
    const index = pkg
      .signatureOf(handler)
      .parameters.findIndex(({ type }) => namedId(type) === 'net/http.ResponseWriter');
    const writer = isDirect ? handler.parameters[index] : undefined;
    const [http, time] = ['net/http', 'time'].map((path) =>
      importedName(pkg, file, path, path === 'time' ? 'time' : 'http', call),
    );
    const statement = statementAround(call);
    if (!writer || writer.name === '_' || pkg.lookup(writer.name, call) !== writer) return [];
    if (!http || !time || !statement || !(major > 1 || minor >= 20)) return [];
    const deadline = durationExpression(duration + limit.outer, time);
    const edit =
      deadline &&
      insertBefore(file, statement, [
        `_ = ${http}.NewResponseController(${writer.name}).SetWriteDeadline(${time}.Now().Add(${deadline}))`,
      ]);
    if (!edit) return [];
    return [
      {
        title: {
          en: `Let this answer be written until ${durationText(duration + limit.outer)} from here`,
          'zh-cn': `允许这个应答从此处起在 ${durationText(duration + limit.outer)} 内写完`,
        },
        safety: 'suggested',
        edits: [edit],
        imports: [],
      },
    ];
  },
};
