import { type ExposedPages, exposedPagesIn } from '../../flow/exposed-pages.ts';
import { runKindOf } from '../../flow/start-up.ts';
import type { DebugPages } from '../../knowledge/debug-pages.ts';
import { isTestHelper } from '../../semantic/module-graph.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Report, Rule, RuleContext, RuleFix } from '../rule.ts';
import { lineOf, shortName } from '../support/lines.ts';
import { CARD } from './pprof-exposed.card.ts';

const PATHS: Readonly<Record<DebugPages, string>> = { pprof: '/debug/pprof', expvar: '/debug/vars' };

const WAYS = {
  import: {
    en: 'its handler is http.DefaultServeMux, on which an import of the program has registered it',
    'zh-cn': '它的处理器是 http.DefaultServeMux，而程序中的某个导入已经在上面注册了这些页面',
  },
  router: {
    en: 'its router registers it beside everything else',
    'zh-cn': '它的路由器把这些页面和其他路由注册在一起',
  },
};

export const pprofExposed: Rule<ExposedPages> = {
  meta: {
    name: 'pprof-exposed',
    group: 'http',
    severity: 'warning',
    fixes: 'suggested',
    stability: 'stable',
    since: '0.1.0',
    // what starts a server names it, or the package of its type; the import may stand in another file
    tokens: [
      ['Serve', '.Run'],
      ['net/http', 'gin-gonic/gin'],
    ],
    inTests: 'off',
    aliases: ['nolint:gosec', 'nosec:G108'],
    overlaps: [],
    card: CARD,
    placeholders: {
      en: { server: 'http.ListenAndServe', pages: '/debug/pprof/', way: WAYS.import.en, line: 'N' },
      'zh-cn': {
        server: 'http.ListenAndServe',
        pages: '/debug/pprof/',
        way: WAYS.import['zh-cn'],
        line: 'N',
      },
    },
    example: {
      bad: `package main

import (
	"io"
	"log"
	"net/http"
	_ "net/http/pprof"
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
	_ "net/http/pprof"
)

func main() {
	go func() {
		log.Println(http.ListenAndServe("127.0.0.1:6060", nil))
	}()
	mux := http.NewServeMux()
	mux.HandleFunc("/healthz", func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, "ok")
	})
	log.Fatal(http.ListenAndServe(":8080", mux))
}
`,
    },
    isProved: true,
    sources: [
      'net/http/pprof/pprof.go: init registers Index, Cmdline, Profile, Symbol and Trace on http.DefaultServeMux',
      'net/http/pprof/pprof.go: (handler).ServeHTTP runs runtime.GC() for `heap?gc=1`; Profile samples for 30 seconds unless `seconds` says otherwise',
      'expvar/expvar.go: init registers /debug/vars on http.DefaultServeMux and publishes cmdline (os.Args) and memstats',
      'net/http/server.go: Server.Handler "handler to invoke, http.DefaultServeMux if nil"',
      'CWE-200, Exposure of Sensitive Information to an Unauthorized Actor; gosec G108',
    ],
  },

  *detect({ file, package: pkg }: RuleContext) {
    if (isTestHelper(pkg, file)) return;
    yield* exposedPagesIn(pkg, file);
  },

  report(found: ExposedPages, { file, package: pkg, flow }: RuleContext): Report {
    const { server, pages, by, isImport, choice, isUnsure } = found;
    const path = PATHS[pages];
    const way = WAYS[isImport ? 'import' : 'router'];
    const kind = runKindOf(pkg, flow, server.starts[0] ?? server.node);
    return {
      anchor: anchorOf(server.node),
      message: {
        en: `${path} is open to everybody who reaches this server: ${BRIEFLY[isImport ? 'import' : 'router'].en}`,
        'zh-cn': `凡是能连上这个服务器的人都能打开 ${path}：${BRIEFLY[isImport ? 'import' : 'router']['zh-cn']}`,
      },
      // a command that one person runs and waits for
      severity: kind === 'command' ? 'info' : 'warning',
      confidence: isUnsure ? 'low' : choice === 'perhaps' ? 'medium' : 'high',
      ...(isUnsure ? { lowered: UNSURE } : choice === 'perhaps' ? { lowered: PERHAPS } : {}),
      related: [
        {
          node: headOf(by),
          message: isImport
            ? { en: 'this import registers it', 'zh-cn': '这个导入注册了它' }
            : { en: 'it is registered here', 'zh-cn': '在这里注册' },
        },
      ],
      facts: { server: nameOf(server.node), line: String(lineOf(file, server.node)), pages: `${path}/`, way },
    };
  },

  fix: loopbackFix,
};

const BRIEFLY = {
  import: { en: 'it serves http.DefaultServeMux', 'zh-cn': '它使用 http.DefaultServeMux' },
  router: { en: 'its router registers it', 'zh-cn': '它的路由器注册了该路径' },
};

const UNSURE = {
  en: 'A middleware whose work is not known stands before it, or other code may set another handler.',
  'zh-cn': '前面有一个行为未知的中间件，或者其他代码可能设置了别的处理器。',
};
const PERHAPS = {
  en: 'A comparison or a caller decides whether this runs: it may be an option that somebody chooses.',
  'zh-cn': '是否运行到这里由某个比较或调用方决定：它可能是使用者主动选择的选项。',
};

/** One line of a literal or call that may go over several; the name of a variable that is declared. */
function anchorOf(node: SyntaxNode): SyntaxNode {
  if (node.kind === 'identifier' || !node.text.includes('\n')) return node;
  return headOf(node);
}

function headOf(node: SyntaxNode): SyntaxNode {
  if (!node.text.includes('\n')) return node;
  const target = node.field('type') ?? node.field('function') ?? node;
  return target.text.includes('\n') ? (target.field('field') ?? target) : target;
}

function nameOf(node: SyntaxNode): string {
  if (node.kind === 'identifier') return node.text;
  const target = node.kind === 'call_expression' ? node.field('function') : undefined;
  if (!target) return 'http.Server';
  return shortName(target.text.includes('\n') ? (target.field('field')?.text ?? '') : target.text);
}

/** A server that shows nothing else listens on the loopback address, where it says its address itself. */
function loopbackFix({ server, isDedicated }: ExposedPages, context: RuleContext): readonly RuleFix[] {
  const { file, package: pkg } = context;
  const address = isDedicated ? addressOf(server.node, server.helper?.address) : undefined;
  const given = server.configured?.fields.get('Addr');
  const written =
    address ?? (isDedicated && given?.expressions.length === 1 ? given.expressions[0] : undefined);
  if (written?.kind !== 'interpreted_string_literal' || pkg.fileOf(written) !== file) return [];
  const port = /^"(?:0\.0\.0\.0|\[::\])?:(\w+)"$/.exec(written.text)?.[1];
  if (port === undefined) return [];
  return [
    {
      title: {
        en: `Listen on 127.0.0.1:${port}: only programs on this machine reach the pages`,
        'zh-cn': `只监听 127.0.0.1:${port}：只有本机程序能打开这些页面`,
      },
      safety: 'suggested',
      edits: [{ file, start: written.start, end: written.end, newText: `"127.0.0.1:${port}"` }],
      imports: [],
    },
  ];
}

function addressOf(call: SyntaxNode, index: number | undefined): SyntaxNode | undefined {
  return index === undefined ? undefined : call.field('arguments')?.namedChildren[index];
}
