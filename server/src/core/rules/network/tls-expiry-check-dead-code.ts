import type { Localized } from '../../finding.ts';
import { type DateComparison, dateComparisons, mentionedDates } from '../../flow/certificate-dates.ts';
import { type VerifiedCertificate, verifiedCertificate } from '../../flow/verified-certificates.ts';
import { isTestHelper } from '../../semantic/module-graph.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Report, Rule, RuleContext, RuleFix } from '../rule.ts';
import { importedName } from '../support/imports.ts';
import { lineOf } from '../support/lines.ts';
import { CARD } from './tls-expiry-check-dead-code.card.ts';

type Doubt = 'chain' | 'elsewhere';

interface Evidence {
  /** The comparisons of one function, in the order of the source. */
  readonly comparisons: readonly DateComparison[];
  readonly verified: VerifiedCertificate;
  readonly doubt: Doubt | undefined;
}

const MARGIN = '14 * 24 * time.Hour';

export const tlsExpiryCheckDeadCode: Rule<Evidence> = {
  meta: {
    name: 'tls-expiry-check-dead-code',
    group: 'network',
    severity: 'warning',
    fixes: 'suggested',
    stability: 'preview',
    since: '0.1.0',
    tokens: [['NotAfter', 'NotBefore'], ['time']],
    inTests: 'off',
    aliases: [],
    overlaps: [],
    card: CARD,
    placeholders: {
      en: { callback: 'VerifyPeerCertificate or VerifyConnection', outcome: 'decided beforehand' },
      'zh-cn': { callback: 'VerifyPeerCertificate 或 VerifyConnection', outcome: '有固定结果' },
    },
    example: {
      bad: `package example

import (
	"crypto/tls"
	"errors"
	"time"
)

func config() *tls.Config {
	return &tls.Config{
		VerifyConnection: func(state tls.ConnectionState) error {
			if time.Now().After(state.PeerCertificates[0].NotAfter) {
				return errors.New("certificate has expired")
			}
			return nil
		},
	}
}
`,
      good: `package example

import (
	"crypto/tls"
	"log"
	"time"
)

func config() *tls.Config {
	return &tls.Config{
		VerifyConnection: func(state tls.ConnectionState) error {
			if left := time.Until(state.PeerCertificates[0].NotAfter); left < 14*24*time.Hour {
				log.Printf("certificate expires in %s", left)
			}
			return nil
		},
	}
}
`,
    },
    sources: [
      'crypto/tls/common.go: VerifyPeerCertificate "is called after normal certificate verification"; "If normal verification fails then the handshake will abort before considering this callback"',
      'crypto/tls/handshake_client.go: verifyServerCertificate calls Verify with the time of the configuration before both callbacks; loadSession resumes no session whose certificate has expired',
      'crypto/tls/handshake_server.go: processCertsFromClient verifies from VerifyClientCertIfGiven on',
      'crypto/x509/verify.go: isValid compares NotBefore and NotAfter with VerifyOptions.CurrentTime and gives CertificateInvalidError with Expired',
    ],
    isProved: true,
  },

  *detect({ file, package: pkg }: RuleContext) {
    if (isTestHelper(pkg, file)) return;
    const byFunction = new Map<SyntaxNode, { verified: VerifiedCertificate; found: DateComparison[] }>();
    for (const comparison of dateComparisons(pkg, file)) {
      // a certificate that nobody has verified, or not by this clock
      const verified = verifiedCertificate(pkg, comparison.certificate);
      const home = verified && pkg.functionOf(comparison.node)?.node;
      if (!home) continue;
      const held = byFunction.get(home);
      // the weakest fact decides
      if (!held) byFunction.set(home, { verified, found: [comparison] });
      else
        byFunction.set(home, {
          verified: held.verified.isLeaf ? verified : held.verified,
          found: [...held.found, comparison],
        });
    }
    for (const [home, { verified, found }] of byFunction) {
      // the dates are looked at otherwise too: a margin, a metric, a log line
      const dates = [...mentionedDates(pkg, file, home), ...mentionedDates(pkg, file, verified.fn.node)];
      if (dates.some(({ node }) => !found.some((each) => belongsTo(each, node)))) continue;
      const comparisons = found.sort((one, other) => one.node.start - other.node.start);
      const isSeen = verified.settings.every(({ isComplete }) => isComplete);
      yield { comparisons, verified, doubt: !verified.isLeaf ? 'chain' : isSeen ? undefined : 'elsewhere' };
    }
  },

  report({ comparisons, verified, doubt }: Evidence, { file }: RuleContext): Report {
    const [first, ...others] = comparisons as [DateComparison, ...DateComparison[]];
    const { callback } = verified;
    const outcome: Localized = first.meansInvalid
      ? { en: 'never true', 'zh-cn': '永远不成立' }
      : { en: 'always true', 'zh-cn': '永远成立' };
    return {
      anchor: first.node.text.includes('\n') ? (first.present ?? first.certificate) : first.node,
      message: {
        en: `crypto/tls has checked this date before it calls ${callback}: this is ${outcome.en}`,
        'zh-cn': `crypto/tls 在调用 ${callback} 之前已检查过这个日期：这里的比较${outcome['zh-cn']}`,
      },
      severity: 'warning',
      confidence: doubt ? 'medium' : 'high',
      ...(doubt ? { lowered: LOWERED[doubt] } : {}),
      related: others.slice(0, 4).map(({ node }) => ({
        node,
        message: { en: 'Decided beforehand as well', 'zh-cn': '这里的结果同样是固定的' },
      })),
      facts: { line: String(lineOf(file, first.node)), callback, outcome },
    };
  },

  fix({ comparisons, verified }: Evidence, { file, package: pkg }: RuleContext): readonly RuleFix[] {
    const only = comparisons.length === 1 ? comparisons[0]! : undefined;
    const branch = only && refusalOf(only.node);
    if (!only?.present || !only.meansInvalid || only.date !== 'NotAfter' || !branch) return [];
    const time = importedName(pkg, file, 'time', 'time', branch.statement);
    const log = importedName(pkg, file, 'log', 'log', branch.statement);
    if (!time || !log || pkg.functionOf(only.node) !== verified.fn) return [];
    // what only the refusal uses would be left over
    const names = [...branch.error.descendants('identifier', 'package_identifier')];
    if (!names.every((name) => isUsedBesides(name, branch.error))) return [];
    const certificate = only.certificate.text;
    if (certificate.includes('\n')) return [];
    const margin = MARGIN.replace('time', time);
    return [
      {
        title: {
          en: 'Log a warning in the last 14 days of the certificate instead',
          'zh-cn': '改为在证书到期前 14 天内记录警告',
        },
        safety: 'suggested',
        edits: [
          { file, start: only.present.end, end: only.present.end, newText: `.Add(${margin})` },
          {
            file,
            start: branch.statement.start,
            end: branch.statement.end,
            newText: `${log}.Printf("certificate of %s expires at %s", ${certificate}.Subject, ${certificate}.NotAfter)`,
          },
        ],
        imports: [{ path: 'log', name: log }],
      },
    ];
  },
};

/** Whether a date is mentioned in a comparison, or in what runs only if it comes out as it never does. */
function belongsTo({ node, meansInvalid }: DateComparison, mention: SyntaxNode): boolean {
  if (node.contains(mention)) return true;
  const branch = node.ancestor('if_statement');
  return meansInvalid && branch?.field('condition')?.contains(node) === true && branch.contains(mention);
}

/** The return of an error that is all that a comparison decides. */
function refusalOf(
  node: SyntaxNode,
): { readonly statement: SyntaxNode; readonly error: SyntaxNode } | undefined {
  const branch = node.parent;
  if (branch?.kind !== 'if_statement' || node.fieldName !== 'condition') return undefined;
  if (branch.field('alternative')) return undefined;
  const list = branch.field('consequence')?.firstNamedChild;
  const statement = list?.kind === 'statement_list' ? list.firstNamedChild : undefined;
  if (statement?.kind !== 'return_statement' || list?.namedChildren.length !== 1) return undefined;
  const values = statement.firstNamedChild?.namedChildren ?? [];
  return values.length === 1 && values[0]!.kind !== 'nil' ? { statement, error: values[0]! } : undefined;
}

function isUsedBesides(name: SyntaxNode, within: SyntaxNode): boolean {
  return name.tree.identifiersNamed(name.text).some((other) => !within.contains(other) && other !== name);
}

const LOWERED: Readonly<Record<Doubt, Localized>> = {
  chain: {
    en: 'This is not only about the certificate of the peer: where the system builds the chains (macOS, Windows), which dates beyond the first it looks at is up to it.',
    'zh-cn':
      '这里不只涉及对端自己的证书：在由系统构建证书链的平台（macOS、Windows）上，首张证书以外的日期如何检查由系统决定。',
  },
  elsewhere: {
    en: 'The configuration goes to code that is not seen: it may turn the verification of crypto/tls off.',
    'zh-cn': '这份配置会交给看不到的代码，那里可能关掉 crypto/tls 自身的校验。',
  },
};
