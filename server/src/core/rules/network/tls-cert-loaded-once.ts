import type { Localized } from '../../finding.ts';
import { isOwnCertificate } from '../../flow/own-certificates.ts';
import { repeatedRunOf } from '../../flow/repeated-runs.ts';
import {
  restartsServices,
  type ServedCertificate,
  servedCertificatesIn,
} from '../../flow/served-certificates.ts';
import { runKindOf } from '../../flow/start-up.ts';
import { isTestHelper, moduleGraphOf } from '../../semantic/module-graph.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Report, Rule, RuleContext } from '../rule.ts';
import { lineOf, shortName } from '../support/lines.ts';
import { CARD } from './tls-cert-loaded-once.card.ts';

interface Evidence extends ServedCertificate {
  readonly doubt: keyof typeof LOWERED | undefined;
}

export const tlsCertLoadedOnce: Rule<Evidence> = {
  meta: {
    name: 'tls-cert-loaded-once',
    group: 'network',
    severity: 'info',
    fixes: 'none',
    stability: 'preview',
    since: '0.1.0',
    tokens: [['ServeTLS', 'RunTLS', 'ListenTLS', 'NewServerTLSFromFile', 'Certificates']],
    inTests: 'off',
    aliases: [],
    overlaps: [],
    card: CARD,
    placeholders: {
      en: { load: 'ListenAndServeTLS', files: 'the certificate file and the key file' },
      'zh-cn': { load: 'ListenAndServeTLS', files: '证书文件和私钥文件' },
    },
    example: {
      bad: `package main

import (
	"log"
	"net/http"
)

func main() {
	srv := &http.Server{Addr: ":8443"}
	log.Fatal(srv.ListenAndServeTLS("/etc/tls/tls.crt", "/etc/tls/tls.key"))
}
`,
      good: `package main

import (
	"crypto/tls"
	"log"
	"net/http"
)

func main() {
	load := func(*tls.ClientHelloInfo) (*tls.Certificate, error) {
		cert, err := tls.LoadX509KeyPair("/etc/tls/tls.crt", "/etc/tls/tls.key")
		return &cert, err
	}
	srv := &http.Server{Addr: ":8443", TLSConfig: &tls.Config{GetCertificate: load}}
	log.Fatal(srv.ListenAndServeTLS("", ""))
}
`,
    },
    isProved: true,
    sources: [
      'net/http/server.go: (*Server).ServeTLS: "config.Certificates[0], err = tls.LoadX509KeyPair(certFile, keyFile)", once, before it serves',
      'crypto/tls/common.go: Config "After one has been passed to a TLS function it must not be modified"; GetCertificate "returns a Certificate based on the given ClientHelloInfo"; getCertificate asks it when the client names a server or Certificates is empty',
      'google.golang.org/grpc credentials/tls.go: NewServerTLSFromFile calls tls.LoadX509KeyPair once',
      "Let's Encrypt: certificates of 90 days, 64 days from 2027-02-10 and 45 days from 2028-02-16",
    ],
  },

  *detect({ file, package: pkg, flow }: RuleContext) {
    if (isTestHelper(pkg, file)) return;
    for (const served of servedCertificatesIn(pkg, file)) {
      const { load } = served;
      // read again each time the server, or the certificate, is made anew
      if (repeatedRunOf(pkg, (fn) => flow.graphOf(fn), load)) continue;
      const kind = runKindOf(pkg, flow, load);
      if (kind === 'test-helper') continue;
      const isRun = moduleGraphOf(pkg, file).isRun(file);
      const who = isRun ? (kind === 'service' ? 'restart' : undefined) : 'library';
      const [certificate] = served.files;
      if (certificate && isOwnCertificate(pkg, load, certificate)) continue;
      yield { ...served, doubt: restartsServices(pkg, file) ? 'own restart' : who };
    }
  },

  report({ load, files, place, doubt }: Evidence, { file, package: pkg }: RuleContext): Report {
    const target = load.field('function')!;
    const name = shortName((target.field('field') ?? target).text);
    return {
      anchor: target.text.includes('\n') ? (target.field('field') ?? target) : target,
      message: {
        en: `${name} reads the certificate once: a renewed one is served only after a restart`,
        'zh-cn': `${name} 只读取一次证书：续期后的证书要等重启之后才会生效`,
      },
      severity: 'info',
      confidence: doubt === 'own restart' ? 'low' : doubt ? 'medium' : 'high',
      ...(doubt ? { lowered: LOWERED[doubt] } : {}),
      related: place
        ? [{ node: place, message: { en: 'the server gets it here', 'zh-cn': '服务端在这里得到它' } }]
        : [],
      facts: {
        load: name,
        files: files.map(shown).join(', '),
        line: String(lineOf(pkg.fileOf(load) === file ? file : pkg.fileOf(load), load)),
      },
    };
  },

  fix: () => [],
};

const LOWERED: Readonly<Record<'restart' | 'library' | 'own restart', Localized>> = {
  'own restart': {
    en: 'The module itself restarts services or its own process: a renewal may come with a restart.',
    'zh-cn': '本模块会自己重启服务或自身进程：续期之后可能随即重启。',
  },
  restart: {
    en: 'It is not seen who starts this server, and how often: it may be started anew for a new certificate.',
    'zh-cn': '看不到由谁、以怎样的频率启动这个服务端：它可能会为新证书重新启动。',
  },
  library: {
    en: 'No program of this module runs this: whoever uses it may start it anew for a new certificate.',
    'zh-cn': '本模块没有程序运行这里：使用者可能会为新证书重新启动它。',
  },
};

function shown(node: SyntaxNode): string {
  const text = node.text.replaceAll(/\s+/g, ' ');
  return text.length <= 40 ? text : shortName(text);
}
