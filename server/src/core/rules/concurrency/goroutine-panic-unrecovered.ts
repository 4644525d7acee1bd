import type { Localized } from '../../finding.ts';
import { type UnrecoveredGoroutine, unrecoveredGoroutinesIn } from '../../flow/goroutines/unrecovered.ts';
import { isTestHelper } from '../../semantic/module-graph.ts';
import type { Report, Rule, RuleContext, RuleFix } from '../rule.ts';
import { lineOf, shortName } from '../support/lines.ts';
import { recoverAtHead } from '../support/recover.ts';
import { CARD } from './goroutine-panic-unrecovered.card.ts';

export const goroutinePanicUnrecovered: Rule<UnrecoveredGoroutine> = {
  meta: {
    name: 'goroutine-panic-unrecovered',
    group: 'concurrency',
    severity: 'hint',
    fixes: 'suggested',
    stability: 'preview',
    isOptIn: true,
    since: '0.1.0',
    tokens: [['go ', 'go\t', '.Go(']],
    inTests: 'off',
    aliases: ['unrecover'],
    overlaps: [],
    card: CARD,
    placeholders: {
      en: {
        line: 'N',
        function: 'the function',
        place: 'line M',
        does: 'asserts claims["sub"] without ok',
        started: 'is started for each request',
      },
      'zh-cn': {
        line: 'N',
        function: '该函数',
        place: '第 M 行',
        does: '断言 claims["sub"] 而不取 ok',
        started: '每个请求启动一次',
      },
    },
    example: {
      bad: `package example

import (
	"encoding/json"
	"log"
	"net/http"
)

type event struct {
	User *struct{ Name string }
}

func hook(w http.ResponseWriter, r *http.Request) {
	var e event
	if err := json.NewDecoder(r.Body).Decode(&e); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	go func() {
		log.Println("event of", e.User.Name)
	}()
	w.WriteHeader(http.StatusAccepted)
}
`,
      good: `package example

import (
	"encoding/json"
	"log"
	"net/http"
	"runtime/debug"
)

type event struct {
	User *struct{ Name string }
}

func hook(w http.ResponseWriter, r *http.Request) {
	var e event
	if err := json.NewDecoder(r.Body).Decode(&e); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	go func() {
		defer func() {
			if p := recover(); p != nil {
				log.Printf("panic: %v\\n%s", p, debug.Stack())
			}
		}()
		log.Println("event of", e.User.Name)
	}()
	w.WriteHeader(http.StatusAccepted)
}
`,
    },
    isProved: true,
    sources: [
      'https://go.dev/ref/spec#Handling_panics: deferred functions run "up to any deferred by the top-level function in the executing goroutine. At that point, the program is terminated"',
      'runtime/panic.go: fatalpanic prints the panics and calls exit(2)',
      'net/http/server.go: (*conn).serve defers a recover in its own goroutine only',
      'sync/waitgroup.go, Go: "The function f must not panic"',
    ],
  },

  *detect({ file, package: pkg }: RuleContext) {
    if (isTestHelper(pkg, file)) return;
    yield* unrecoveredGoroutinesIn(pkg, file);
  },

  report(
    { start, function: fn, source, depth, home, reason }: UnrecoveredGoroutine,
    context: RuleContext,
  ): Report {
    const { file, package: pkg } = context;
    const at = home.fileOf(source.node);
    const line = lineOf(at, source.node);
    const isHere = at === file;
    const short: Localized = isHere
      ? { en: `line ${line}`, 'zh-cn': `第 ${line} 行` }
      : both(shortName(home.functionOf(source.node)?.name ?? ''));
    const name = at.path.replace(/^.*\//, '');
    const place: Localized = isHere ? short : both(`${name}:${line}`);
    const does = DOES[source.kind](clipped(source.subject.text));
    const head = source.node.text.includes('\n') ? undefined : source.node;
    return {
      anchor: start.kind === 'go_statement' ? start.children[0]! : start.field('function')!,
      message: {
        en: `A panic ends the process: ${short.en} ${does.en}, and nothing recovers`,
        'zh-cn': `一次 panic 就会结束进程：${short['zh-cn']} ${does['zh-cn']}，且没有 recover`,
      },
      severity: 'hint',
      confidence: depth === 0 ? 'high' : 'medium',
      related: head ? [{ node: head, message: { en: 'this may panic', 'zh-cn': '这里可能 panic' } }] : [],
      facts: {
        line: String(lineOf(file, start)),
        function: fn?.name ?? pkg.functionOf(start)?.name ?? '',
        place,
        does,
        started: STARTED[reason],
      },
    };
  },

  fix({ start, function: fn, reason }: UnrecoveredGoroutine, context: RuleContext): readonly RuleFix[] {
    const inserted = fn && recoverAtHead(start, fn, context);
    if (!inserted) return [];
    return [
      {
        title:
          reason === 'body'
            ? {
                en: 'Log a panic with its stack: only the loop of this goroutine ends then',
                'zh-cn': '记录 panic 及其堆栈：这时只结束这个 goroutine 的循环',
              }
            : {
                en: 'Log a panic with its stack and go on without this goroutine',
                'zh-cn': '记录 panic 及其堆栈，进程继续，只结束这个 goroutine',
              },
        safety: 'suggested',
        ...inserted,
      },
    ];
  },
};

const STARTED: Readonly<Record<UnrecoveredGoroutine['reason'], Localized>> = {
  request: { en: 'is started for each request', 'zh-cn': '每个请求启动一次' },
  loop: { en: 'is started in each round of a loop without end', 'zh-cn': '在无限循环的每一轮中启动' },
  body: { en: 'goes round in a loop without end', 'zh-cn': '自身是一个无限循环' },
};

const DOES: Readonly<Record<UnrecoveredGoroutine['source']['kind'], (subject: string) => Localized>> = {
  call: (subject) => ({ en: `calls ${subject} from outside`, 'zh-cn': `调用外部提供的 ${subject}` }),
  assertion: (subject) => ({
    en: `asserts ${subject} without ok`,
    'zh-cn': `断言 ${subject} 而不取 ok`,
  }),
  index: (subject) => ({
    en: `indexes ${subject} unmeasured`,
    'zh-cn': `访问 ${subject} 的元素而不查长度`,
  }),
  nil: (subject) => ({
    en: `needs ${subject}, maybe nil`,
    'zh-cn': `使用可能为 nil 的 ${subject}`,
  }),
};

const LONGEST_SUBJECT = 18;

function clipped(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length <= LONGEST_SUBJECT ? line : `${line.slice(0, LONGEST_SUBJECT - 1)}…`;
}

const both = (text: string): Localized => ({ en: text, 'zh-cn': text });
