import type { Confidence, Localized } from '../../finding.ts';
import { choiceOf } from '../../flow/choices.ts';
import { dialsLocalSockets } from '../../flow/local-dialers.ts';
import { isSetByOption } from '../../flow/option-functions.ts';
import { isOneOfPair, isPassedInPair } from '../../flow/prepared-pairs.ts';
import { isReplacedAtStart } from '../../flow/replaced-at-start.ts';
import {
  type FieldSetting,
  fieldSettings,
  has,
  isSetOtherwise,
  reachOfSetting,
} from '../../flow/set-fields.ts';
import {
  callsOwnMachine,
  dialsBesideServer,
  dialsOwnListener,
  isOnlyConfiguration,
  looksAtPeer,
  requestsOf,
  servesOnly,
  TLS_CONFIG,
  talksToAnybody,
  verifiesBeside,
} from '../../flow/tls-configs.ts';
import { VERIFICATION_SWITCHES, type VerificationSwitch } from '../../knowledge/tls-switches.ts';
import { isExportedFunction, isOpenToOtherModules } from '../../semantic/exported.ts';
import { isTestHelper, moduleGraphOf } from '../../semantic/module-graph.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Report, Rule, RuleContext } from '../rule.ts';
import { REPLACED } from '../support/called.ts';
import { lineOf } from '../support/lines.ts';
import { CARD } from './tls-insecure-skip-verify.card.ts';

type Doubt =
  | 'choice'
  | 'only'
  | 'address'
  | 'own-check'
  | 'server'
  | 'library'
  | 'not-run'
  | 'probe'
  | 'anybody'
  | 'gateway'
  | 'own-listener'
  | 'local-socket'
  | 'compares'
  | 'option'
  | 'pair'
  | 'passed-pair'
  | 'replaced';

interface Evidence {
  /** The key or the field that is set to true. */
  readonly place: SyntaxNode;
  readonly field: string;
  readonly doubt: Doubt | undefined;
}

export const tlsInsecureSkipVerify: Rule<Evidence> = {
  meta: {
    name: 'tls-insecure-skip-verify',
    group: 'network',
    severity: 'warning',
    fixes: 'none',
    stability: 'stable',
    since: '0.1.0',
    tokens: [['Insecure'], ['crypto/tls', 'net/http', 'TLS', 'influxdata/']],
    inTests: 'off',
    aliases: ['nolint:gosec', 'nosec:G402'],
    overlaps: [],
    card: CARD,
    placeholders: {
      en: { field: 'InsecureSkipVerify' },
      'zh-cn': { field: 'InsecureSkipVerify' },
    },
    example: {
      bad: `package example

import (
	"crypto/tls"
	"net/http"
	"time"
)

func newClient() *http.Client {
	return &http.Client{
		Timeout: 10 * time.Second,
		Transport: &http.Transport{
			TLSClientConfig: &tls.Config{InsecureSkipVerify: true},
		},
	}
}
`,
      good: `package example

import (
	"crypto/tls"
	"crypto/x509"
	"net/http"
	"time"
)

func newClient(roots *x509.CertPool) *http.Client {
	return &http.Client{
		Timeout: 10 * time.Second,
		Transport: &http.Transport{
			TLSClientConfig: &tls.Config{RootCAs: roots},
		},
	}
}
`,
    },
    sources: [
      'crypto/tls/common.go: Config.InsecureSkipVerify "crypto/tls accepts any certificate presented by the server and any host name in that certificate. In this mode, TLS is susceptible to machine-in-the-middle attacks unless custom verification is used"',
      'crypto/tls/handshake_client.go: verifyServerCertificate skips Verify and calls VerifyPeerCertificate and VerifyConnection all the same',
      'crypto/tls/tls.go: Client "The config cannot be nil: users must set either ServerName or InsecureSkipVerify in the config"',
      'CWE-295, Improper Certificate Validation',
    ],
    isProved: true,
  },

  *detect({ file, package: pkg }: RuleContext) {
    if (isTestHelper(pkg, file)) return;
    for (const each of VERIFICATION_SWITCHES) {
      for (const setting of fieldSettings(pkg, file, each.type, each.field)) {
        const evidence = judge(setting, each, { file, package: pkg });
        if (evidence) yield evidence;
      }
    }
  },

  report({ place, field, doubt }: Evidence, { file, package: pkg }: RuleContext): Report {
    return {
      anchor: anchorOf(place),
      message: {
        en: `${field}: any certificate for any name is accepted, so whoever is in between reads along`,
        'zh-cn': `${field}：接受任何名称的任何证书，链路中间的人可以读取并篡改内容`,
      },
      severity: 'warning',
      confidence: doubt ? CONFIDENCE[doubt] : 'high',
      ...(doubt ? { lowered: LOWERED[doubt] } : {}),
      related: [],
      facts: {
        field,
        line: String(lineOf(file, place)),
        function: pkg.functionOf(place)?.name ?? file.packageName,
      },
    };
  },

  fix: () => [],
};

/** What speaks for a fault where verification is switched; undefined where something takes its place, or somebody chooses it. */
function judge(
  setting: FieldSetting,
  { type, field, checks }: VerificationSwitch,
  { file, package: pkg }: Pick<RuleContext, 'file' | 'package'>,
): Evidence | undefined {
  const { place } = setting;
  const constant = pkg.constantOf(setting.value);
  // whoever runs the program says so
  if (constant?.kind !== 'bool' || !constant.value) return undefined;
  // switched on again, or by a value from outside
  if (isSetOtherwise(pkg, setting, field, true)) return undefined;
  // the program verifies the server itself
  const own = checks.map((name) => has(setting, name));
  if (own.includes('yes')) return undefined;
  const reach = reachOfSetting(pkg, setting);
  const choice = choiceOf(pkg, place);
  const isOnly = choice === 'chosen' && reach !== undefined && isOnlyConfiguration(pkg, reach);
  // an option that somebody turned on
  if (choice === 'chosen' && !isOnly) return undefined;
  const serves = reach ? servesOnly(setting, reach) : 'no';
  // servers do not look at the field
  if (serves === 'yes') return undefined;
  const looks = looksAtPeer(pkg, place, reach);
  // the certificate is what it asks for: a probe, or a check after the handshake
  if (looks === 'here') return undefined;
  // nobody stands between a machine and itself
  if (callsOwnMachine(pkg, place)) return undefined;
  const requests = requestsOf(pkg, reach);
  // no TLS is spoken
  if (requests === 'plain') return undefined;
  const leaves = reach?.returnedBy.some(isExportedFunction) && isOpenToOtherModules(pkg);
  const doubts: readonly (Doubt | false | undefined)[] = [
    (looks === 'elsewhere' || own.includes('perhaps')) && 'own-check',
    !moduleGraphOf(pkg, file).isRun(file) && 'not-run',
    serves === 'perhaps' && 'server',
    isReplacedAtStart(pkg, place) && 'replaced',
    requests,
    talksToAnybody(pkg, setting) && 'anybody',
    dialsBesideServer(pkg, place) && 'gateway',
    dialsOwnListener(pkg, place) && 'own-listener',
    dialsLocalSockets(pkg, place) && 'local-socket',
    verifiesBeside(pkg, place) && 'compares',
    isSetByOption(pkg, place) && 'option',
    isOneOfPair(pkg, place, field) && 'pair',
    isPassedInPair(pkg, place, field) && 'passed-pair',
    choice === 'perhaps' && 'choice',
    isOnly && 'only',
    type !== TLS_CONFIG && 'address',
    leaves && 'library',
  ];
  return { place, field, doubt: doubts.find((each) => each) || undefined };
}

/** `InsecureSkipVerify: true`, or the target of the assignment. */
function anchorOf(place: SyntaxNode): SyntaxNode {
  const whole = place.parent?.kind === 'literal_element' ? place.parent.parent : place.parent;
  return whole && !whole.text.includes('\n') ? whole : place;
}

const CONFIDENCE: Readonly<Record<Doubt, Confidence>> = {
  choice: 'medium',
  only: 'medium',
  address: 'medium',
  library: 'medium',
  'own-check': 'low',
  'not-run': 'low',
  server: 'low',
  probe: 'low',
  anybody: 'low',
  gateway: 'low',
  'own-listener': 'low',
  'local-socket': 'low',
  compares: 'low',
  option: 'low',
  pair: 'low',
  'passed-pair': 'low',
  replaced: 'low',
};

const LOWERED: Readonly<Record<Doubt, Localized>> = {
  choice: {
    en: 'A comparison or a caller decides whether this runs: it may be an option that somebody chooses.',
    'zh-cn': '是否运行到这里由某个比较或调用方决定：它可能是使用者主动选择的选项。',
  },
  only: {
    en: 'An option decides whether this connection speaks TLS at all: no option makes it verify.',
    'zh-cn': '某个选项决定这条连接是否使用 TLS；但没有任何选项能让它校验。',
  },
  address: {
    en: 'The library speaks TLS only where the address that it is given says so.',
    'zh-cn': '只有给出的地址要求时，这个库才使用 TLS。',
  },
  library: {
    en: 'The configuration is returned to code outside this module, which may set a check of its own.',
    'zh-cn': '这份配置会返回给模块之外的代码，那里可能设置了自己的校验。',
  },
  'own-check': {
    en: 'This package reads the certificate of a peer: it may check this connection itself after the handshake.',
    'zh-cn': '这个包会读取对端的证书：它可能在握手之后自行校验这条连接。',
  },
  'not-run': {
    en: 'No program of this module imports this package: only tests may run it.',
    'zh-cn': '本模块没有任何程序导入这个包：可能只有测试会运行它。',
  },
  server: {
    en: 'The configuration is, perhaps only, that of a server, which does not look at InsecureSkipVerify.',
    'zh-cn': '这份配置用于（也可能只用于）服务端，而服务端不看 InsecureSkipVerify。',
  },
  probe: {
    en: 'It only asks whether somebody answers: the requests carry nothing but an address, and the answer is at most compared or logged.',
    'zh-cn': '它只探测是否有人应答：请求除地址外不带任何内容，应答最多只被比较或写进日志。',
  },
  anybody: {
    en: 'The configuration also admits outdated TLS or renegotiation: it seems meant to talk to any peer, as scanners do.',
    'zh-cn': '这份配置还允许过时的 TLS 版本或重新协商：看来就是为了能与任何对端通信，例如扫描器。',
  },
  pair: {
    en: 'The struct that keeps this also keeps one that verifies: which one is used may be an option that somebody chooses.',
    'zh-cn': '保存它的结构体还保存着一个会校验的：使用哪一个可能是使用者主动选择的选项。',
  },
  'passed-pair': {
    en: 'The call that gets this also gets one that verifies: an option may decide there which one is used.',
    'zh-cn': '得到它的调用还得到了一个会校验的：使用哪一个可能由那里的选项决定。',
  },
  option: {
    en: 'It is the body of an option: the calls that ask for it decide, and are the places to change.',
    'zh-cn': '这是一个选项的函数体：由要求它的调用决定，要改的是那些调用。',
  },
  compares: {
    en: 'The same function also connects with verification: it seems to find out what the difference is.',
    'zh-cn': '同一个函数还会在开启校验的情况下连接：看来是为了弄清两者有何不同。',
  },
  replaced: REPLACED,
  'local-socket': {
    en: 'The function that connects, given beside it, dials nothing but unix sockets: no network lies between.',
    'zh-cn': '一起传入的建连函数只连接 Unix 套接字：中间不经过网络。',
  },
  'own-listener': {
    en: 'The address beside it is that of a listener of this process: nobody stands between the process and itself.',
    'zh-cn': '与它一起给出的是本进程监听器的地址：进程与它自己之间没有别人。',
  },
  gateway: {
    en: 'The same function makes the credentials of a gRPC server: these options may dial that server, in this process.',
    'zh-cn': '同一个函数还创建了 gRPC 服务端的凭据：这些拨号选项可能只用来连接本进程的这个服务端。',
  },
};
