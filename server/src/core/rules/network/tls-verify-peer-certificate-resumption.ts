import type { Confidence, Localized } from '../../finding.ts';
import { type Steadiness, steadinessOf } from '../../flow/changing-checks.ts';
import { type FieldSetting, fieldSettings, has, isSetOtherwise, valuesOf } from '../../flow/set-fields.ts';
import { TLS_CONFIG } from '../../flow/tls-configs.ts';
import type { PackageModel } from '../../semantic/model.ts';
import { isTestHelper } from '../../semantic/module-graph.ts';
import { qualifiedId } from '../../semantic/qualified.ts';
import type { Report, Rule, RuleContext, RuleFix } from '../rule.ts';
import { importedName } from '../support/imports.ts';
import { indentOf, startsLine } from '../support/insert.ts';
import { lineOf } from '../support/lines.ts';
import { CARD } from './tls-verify-peer-certificate-resumption.card.ts';

type Side = 'client' | 'server';
type Doubt = 'steady' | 'unknown' | 'elsewhere';

interface Evidence {
  readonly setting: FieldSetting;
  readonly side: Side;
  readonly doubt: Doubt | undefined;
}

const CALLBACK = 'VerifyPeerCertificate';

export const tlsVerifyPeerCertificateResumption: Rule<Evidence> = {
  meta: {
    name: 'tls-verify-peer-certificate-resumption',
    group: 'network',
    severity: 'warning',
    fixes: 'suggested',
    stability: 'preview',
    since: '0.1.0',
    tokens: [[CALLBACK], ['ClientAuth', 'ClientSessionCache']],
    inTests: 'off',
    aliases: ['nolint:gosec', 'nosec:G123'],
    overlaps: [],
    card: CARD,
    placeholders: {
      en: { side: 'the peer', enabledBy: 'ClientAuth or ClientSessionCache' },
      'zh-cn': { side: '对端', enabledBy: 'ClientAuth 或 ClientSessionCache' },
    },
    example: {
      bad: `package example

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"sync"
)

type revoked struct {
	mu      sync.Mutex
	serials map[string]bool
}

func (r *revoked) check(_ [][]byte, chains [][]*x509.Certificate) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.serials[chains[0][0].SerialNumber.String()] {
		return errors.New("certificate is revoked")
	}
	return nil
}

func config(cert tls.Certificate, roots *x509.CertPool, r *revoked) *tls.Config {
	return &tls.Config{
		Certificates:          []tls.Certificate{cert},
		ClientCAs:             roots,
		ClientAuth:            tls.RequireAndVerifyClientCert,
		VerifyPeerCertificate: r.check,
	}
}
`,
      good: `package example

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"sync"
)

type revoked struct {
	mu      sync.Mutex
	serials map[string]bool
}

func (r *revoked) check(cs tls.ConnectionState) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.serials[cs.PeerCertificates[0].SerialNumber.String()] {
		return errors.New("certificate is revoked")
	}
	return nil
}

func config(cert tls.Certificate, roots *x509.CertPool, r *revoked) *tls.Config {
	return &tls.Config{
		Certificates:     []tls.Certificate{cert},
		ClientCAs:        roots,
		ClientAuth:       tls.RequireAndVerifyClientCert,
		VerifyConnection: r.check,
	}
}
`,
    },
    sources: [
      'crypto/tls/common.go: VerifyPeerCertificate "This callback is not invoked on resumed connections"; VerifyConnection "will run for all connections, including resumptions"',
      'crypto/tls/common.go: SessionTicketsDisabled "on clients, session ticket support is also disabled if ClientSessionCache is nil"; maxSessionTicketLifetime is 7 days',
      'crypto/tls/handshake_server_tls13.go: checkForResumption looks at the dates and, from VerifyClientCertIfGiven on, at the chain of the certificate in the ticket',
    ],
    isProved: true,
  },

  *detect({ file, package: pkg }: RuleContext) {
    if (isTestHelper(pkg, file)) return;
    for (const setting of fieldSettings(pkg, file, TLS_CONFIG, CALLBACK)) {
      // what another configuration has is judged there
      const copied = setting.value.kind === 'selector_expression' ? setting.value.field('field')?.text : '';
      if (setting.value.kind === 'nil' || copied === CALLBACK) continue;
      // the one that runs on every connection
      const always = has(setting, 'VerifyConnection');
      if (always === 'yes') continue;
      // nothing is resumed, or somebody outside decides
      if (isSetOtherwise(pkg, setting, 'SessionTicketsDisabled', false)) continue;
      // a client without a cache never resumes, a server that asks for no certificate has nothing to check
      const side = sideOf(pkg, setting);
      if (!side) continue;
      const steadiness = steadinessOf(pkg, setting.value);
      yield { setting, side, doubt: always === 'perhaps' ? 'elsewhere' : DOUBTS[steadiness] };
    }
  },

  report({ setting, side, doubt }: Evidence, { file }: RuleContext): Report {
    return {
      anchor: setting.place,
      message: {
        en: 'VerifyPeerCertificate is not called on resumed sessions: this check is then skipped',
        'zh-cn': '会话恢复时不会调用 VerifyPeerCertificate：这项校验会被跳过',
      },
      severity: 'warning',
      confidence: doubt ? CONFIDENCE[doubt] : 'high',
      ...(doubt ? { lowered: LOWERED[doubt] } : {}),
      related: [],
      facts: {
        line: String(lineOf(file, setting.place)),
        side:
          side === 'server' ? { en: 'a client', 'zh-cn': '客户端' } : { en: 'the server', 'zh-cn': '服务端' },
        enabledBy: side === 'server' ? 'ClientAuth' : 'ClientSessionCache',
      },
    };
  },

  fix({ setting }: Evidence, { file, package: pkg }: RuleContext): readonly RuleFix[] {
    const { place, value } = setting;
    const statement = place.ancestor('assignment_statement');
    const isName = value.kind === 'identifier' || value.kind === 'selector_expression';
    const tls = importedName(pkg, file, 'crypto/tls', 'tls', place);
    if (!isName || !tls || statement?.parent?.kind !== 'statement_list' || !startsLine(file, statement))
      return [];
    if (place.parent?.kind !== 'selector_expression' || value.text.includes('\n')) return [];
    const free = ['state', 'raw', 'i', 'cert'];
    if (free.some((name) => value.text === name || value.text.startsWith(`${name}.`))) return [];
    const indent = indentOf(file, statement);
    const lines = [
      `func(state ${tls}.ConnectionState) error {`,
      '\traw := make([][]byte, len(state.PeerCertificates))',
      '\tfor i, cert := range state.PeerCertificates {',
      '\t\traw[i] = cert.Raw',
      '\t}',
      `\treturn ${value.text}(raw, state.VerifiedChains)`,
      '}',
    ];
    return [
      {
        title: {
          en: 'Check in VerifyConnection, which also runs on resumed sessions',
          'zh-cn': '改在 VerifyConnection 里校验，恢复的会话上也会执行',
        },
        safety: 'suggested',
        edits: [
          { file, start: place.start, end: place.end, newText: 'VerifyConnection' },
          { file, start: value.start, end: value.end, newText: lines.join(`\n${indent}`) },
        ],
        imports: [],
      },
    ];
  },
};

/** Who may resume sessions with the configuration, as far as that is certain. */
function sideOf(pkg: PackageModel, setting: FieldSetting): Side | undefined {
  const asksClients = valuesOf(setting, 'ClientAuth').some(
    (value) => value === undefined || qualifiedId(pkg, value) !== 'crypto/tls.NoClientCert',
  );
  if (asksClients) return 'server';
  return has(setting, 'ClientSessionCache') === 'yes' ? 'client' : undefined;
}

const DOUBTS: Readonly<Record<Steadiness, Doubt | undefined>> = {
  changes: undefined,
  unknown: 'unknown',
  steady: 'steady',
};

const CONFIDENCE: Readonly<Record<Doubt, Confidence>> = {
  unknown: 'medium',
  steady: 'low',
  elsewhere: 'low',
};

const LOWERED: Readonly<Record<Doubt, Localized>> = {
  steady: {
    en: 'This check only compares: it gives the same answer for the same certificate. It matters when what it compares with changes, or when another configuration shares the tickets or the session cache.',
    'zh-cn':
      '这项校验只做比较：同一张证书得到同样的结果。只有当比较的内容会变化，或者另一份配置共用票据密钥或会话缓存时才有影响。',
  },
  unknown: {
    en: 'Whether this check may come out otherwise later is not known: it calls code that is not at hand.',
    'zh-cn': '不清楚这项校验以后的结果会不会改变：它调用了看不到的代码。',
  },
  elsewhere: {
    en: 'VerifyConnection is set on a configuration that may be this one.',
    'zh-cn': '有代码在可能就是它的配置上设置了 VerifyConnection。',
  },
};
