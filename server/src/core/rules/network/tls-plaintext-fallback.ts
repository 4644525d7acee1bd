import { type PlaintextFallback, plaintextFallbacksIn } from '../../flow/plaintext-fallbacks.ts';
import { isTestHelper } from '../../semantic/module-graph.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Report, Rule, RuleContext } from '../rule.ts';
import { lineOf, shortName } from '../support/lines.ts';
import { CARD } from './tls-plaintext-fallback.card.ts';

export const tlsPlaintextFallback: Rule<PlaintextFallback> = {
  meta: {
    name: 'tls-plaintext-fallback',
    group: 'network',
    severity: 'warning',
    fixes: 'none',
    stability: 'stable',
    since: '0.1.0',
    // one of what needs a certificate and what does without stands in the file itself
    tokens: [
      [
        'TLS',
        'X509KeyPair',
        'tls.',
        'Serve',
        'Listen',
        'Run',
        'Start',
        'WithInsecure',
        'NewCredentials',
        'Creds',
      ],
    ],
    inTests: 'off',
    aliases: [],
    overlaps: [],
    card: CARD,
    placeholders: {
      en: {
        failing: 'ListenAndServeTLS',
        failingLine: '(of the call that fails)',
        start: 'ListenAndServe',
        what: 'the server answers on its port without encryption',
      },
      'zh-cn': {
        failing: 'ListenAndServeTLS',
        failingLine: '（失败的调用）',
        start: 'ListenAndServe',
        what: '服务端在自己的端口上不加密地应答',
      },
    },
    example: {
      bad: `package main

import (
	"log"
	"net/http"
)

func main() {
	srv := &http.Server{Addr: ":8443"}
	if err := srv.ListenAndServeTLS("server.crt", "server.key"); err != nil {
		log.Printf("no TLS: %v", err)
		log.Fatal(srv.ListenAndServe())
	}
}
`,
      good: `package main

import (
	"log"
	"net/http"
)

func main() {
	srv := &http.Server{Addr: ":8443"}
	log.Fatal(srv.ListenAndServeTLS("server.crt", "server.key"))
}
`,
    },
    isProved: true,
    sources: [
      'crypto/tls/tls.go: LoadX509KeyPair reads and parses the files; it does not look at NotAfter, so an expired certificate loads',
      'net/http/server.go: ServeTLS returns the error of tls.LoadX509KeyPair; net/http/transport.go, http.ErrSchemeMismatch "http: server gave HTTP response to HTTPS client"',
      'google.golang.org/grpc server.go: NewServer without Creds serves without transport security; credentials/insecure/insecure.go: NewCredentials "disables transport security"',
      'CWE-319, Cleartext Transmission of Sensitive Information; CWE-757, Selection of Less-Secure Algorithm During Negotiation',
    ],
  },

  *detect({ file, package: pkg }: RuleContext) {
    if (isTestHelper(pkg, file)) return;
    yield* plaintextFallbacksIn(pkg, file);
  },

  report(evidence: PlaintextFallback, { file, package: pkg }: RuleContext): Report {
    const { start, failing, isClient, isNarrowed, isIndirect } = evidence;
    const name = nameOf(failing);
    return {
      anchor: anchorOf(start),
      message: isClient
        ? {
            en: `When ${name} fails, this connects without encryption: what it sends can be read on the way`,
            'zh-cn': `${name} 失败后，这里改为不加密连接：发送的内容在途中可以被读取`,
          }
        : {
            en: `When ${name} fails, this serves without encryption on the port that was to have TLS`,
            'zh-cn': `${name} 失败后，这里在本应使用 TLS 的端口上不加密地提供服务`,
          },
      severity: 'warning',
      confidence: isNarrowed || isIndirect ? 'medium' : 'high',
      ...(isNarrowed ? { lowered: NARROWED } : isIndirect ? { lowered: INDIRECT } : {}),
      related: [
        {
          node: anchorOf(failing),
          message: { en: 'when this fails', 'zh-cn': '当这里失败时' },
        },
      ],
      facts: {
        failing: name,
        failingLine: String(lineOf(pkg.fileOf(failing), failing)),
        start: nameOf(start),
        line: String(lineOf(file, start)),
        what: isClient
          ? { en: 'the client connects without encryption', 'zh-cn': '客户端不加密地连接' }
          : {
              en: 'the server answers on its port without encryption',
              'zh-cn': '服务端在自己的端口上不加密地应答',
            },
      },
    };
  },

  fix: () => [],
};

const NARROWED = {
  en: 'Which error it is decides too: a file that is not there may mean that TLS is not wanted here.',
  'zh-cn': '这里还区分是哪种错误：文件不存在也可能表示这里本来就不需要 TLS。',
};
const INDIRECT = {
  en: 'A function of the program fails here, perhaps also because TLS is not configured at all.',
  'zh-cn': '失败的是程序自己的函数，它失败也可能是因为根本没有配置 TLS。',
};

function anchorOf(call: SyntaxNode): SyntaxNode {
  const target = call.field('function') ?? call;
  return target.text.includes('\n') ? (target.field('field') ?? target) : target;
}

function nameOf(call: SyntaxNode): string {
  const target = call.field('function') ?? call;
  return shortName((target.field('field') ?? target).text.replaceAll(/\s+/g, ' '));
}
