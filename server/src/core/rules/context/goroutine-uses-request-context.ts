import { type OutlivingGoroutine, outlivingGoroutinesIn } from '../../flow/outliving-goroutines.ts';
import { isTestHelper } from '../../semantic/module-graph.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Report, Rule, RuleContext, RuleFix } from '../rule.ts';
import { importedName } from '../support/imports.ts';
import { lineOf, shortName } from '../support/lines.ts';
import { CARD } from './goroutine-uses-request-context.card.ts';

/** Go version of context.WithoutCancel (go.dev/doc/go1.21). */
const WITHOUT_CANCEL = [1, 21] as const;

export const goroutineUsesRequestContext: Rule<OutlivingGoroutine> = {
  meta: {
    name: 'goroutine-uses-request-context',
    group: 'context',
    severity: 'info',
    fixes: 'suggested',
    stability: 'stable',
    since: '0.1.0',
    tokens: [['.Context()'], ['go ', 'go\t']],
    inTests: 'off',
    aliases: [],
    overlaps: [],
    card: CARD,
    placeholders: {
      en: { call: 'the call', own: 'r.Context()', function: 'the handler', line: 'N' },
      'zh-cn': { call: '该调用', own: 'r.Context()', function: '处理函数', line: 'N' },
    },
    example: {
      bad: `package example

import (
	"database/sql"
	"log"
	"net/http"
)

type orders struct{ db *sql.DB }

func (o *orders) create(w http.ResponseWriter, r *http.Request) {
	go func() {
		if _, err := o.db.ExecContext(r.Context(), "INSERT INTO audit DEFAULT VALUES"); err != nil {
			log.Println(err)
		}
	}()
	w.WriteHeader(http.StatusAccepted)
}
`,
      good: `package example

import (
	"context"
	"database/sql"
	"log"
	"net/http"
	"time"
)

type orders struct{ db *sql.DB }

func (o *orders) create(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), 30*time.Second)
	go func() {
		defer cancel()
		if _, err := o.db.ExecContext(ctx, "INSERT INTO audit DEFAULT VALUES"); err != nil {
			log.Println(err)
		}
	}()
	w.WriteHeader(http.StatusAccepted)
}
`,
    },
    isProved: true,
    sources: [
      'net/http/request.go: Request.Context "For incoming server requests, the context is canceled when the client\'s connection closes, the request is canceled (with HTTP/2), or when the ServeHTTP method returns"',
      'net/http/server.go: (*conn).serve calls w.cancelCtx() after serverHandler{c.server}.ServeHTTP(w, w.req)',
      'context/context.go: WithoutCancel "returns a derived context that points to the parent context and is not canceled when parent is canceled"; "Added in go1.21.0"',
    ],
  },

  *detect({ file, package: pkg }: RuleContext) {
    if (isTestHelper(pkg, file)) return;
    yield* outlivingGoroutinesIn(pkg, file);
  },

  report({ start, handler, works }: OutlivingGoroutine, { file }: RuleContext): Report {
    const { call, context } = works[0]!;
    const name = nameOf(call);
    return {
      anchor: headOf(call),
      message: {
        en: `${name} in a goroutine uses the request's context: it is cancelled when the handler returns`,
        'zh-cn': `goroutine 中的 ${name} 使用请求的上下文：处理函数一返回它就被取消`,
      },
      severity: 'info',
      confidence: 'high',
      related: start.text.includes('\n')
        ? []
        : [{ node: start, message: { en: 'the goroutine starts here', 'zh-cn': 'goroutine 在这里启动' } }],
      facts: { call: name, own: context.text, function: handler.name, line: String(lineOf(file, start)) },
    };
  },

  fix({ works }: OutlivingGoroutine, { file, package: pkg }: RuleContext): readonly RuleFix[] {
    const [major, minor] = file.goVersion ?? [0, 0];
    const hasIt = major > WITHOUT_CANCEL[0] || (major === WITHOUT_CANCEL[0] && minor >= WITHOUT_CANCEL[1]);
    const names = works.map(({ context }) => importedName(pkg, file, 'context', 'context', context));
    const [name] = names;
    if (!hasIt || name === undefined || names.some((each) => each !== name)) return [];
    return [
      {
        title: {
          en: 'Finish it although the handler has returned: context.WithoutCancel keeps the values only',
          'zh-cn': '处理函数返回后也做完：context.WithoutCancel 只保留值，不随之取消',
        },
        safety: 'suggested',
        edits: works.map(({ context }) => ({
          file,
          start: context.start,
          end: context.end,
          newText: `${name}.WithoutCancel(${context.text})`,
        })),
        imports: [{ path: 'context', name }],
      },
    ];
  },
};

function headOf(call: SyntaxNode): SyntaxNode {
  if (!call.text.includes('\n')) return call;
  const target = call.field('function')!;
  return target.text.includes('\n') ? (target.field('field') ?? call.field('arguments') ?? target) : target;
}

function nameOf(call: SyntaxNode): string {
  const target = call.field('function')!;
  return shortName(target.text.includes('\n') ? (target.field('field')?.text ?? 'func') : target.text);
}
