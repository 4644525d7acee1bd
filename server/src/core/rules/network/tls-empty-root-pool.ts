import type { Confidence, Localized } from '../../finding.ts';
import { variable } from '../../flow/nil-comparison.ts';
import { originsOf } from '../../flow/origins.ts';
import { isFromOwnStore } from '../../flow/own-stores.ts';
import { servesServersOnly, servesUnverified } from '../../flow/tls-configs.ts';
import { reachOfValue } from '../../flow/value-reach.ts';
import { isOnlyAsked } from '../../flow/verify-options.ts';
import type { PackageModel } from '../../semantic/model.ts';
import { isTestHelper, moduleGraphOf } from '../../semantic/module-graph.ts';
import { givesError } from '../../semantic/types.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Report, Rule, RuleContext, RuleFix } from '../rule.ts';
import { importedName } from '../support/imports.ts';
import { indentOf, startsLine } from '../support/insert.ts';
import { lineOf } from '../support/lines.ts';
import { returnZero } from '../support/zero-values.ts';
import { CARD } from './tls-empty-root-pool.card.ts';

const APPEND = 'crypto/x509.CertPool.AppendCertsFromPEM';
const NEW = 'crypto/x509.NewCertPool';

interface Evidence {
  readonly call: SyntaxNode;
  readonly pool: SyntaxNode;
  readonly doubt: Doubt | undefined;
}

type Doubt = 'others' | 'made' | 'unverified' | 'not-run' | 'asked';

export const tlsEmptyRootPool: Rule<Evidence> = {
  meta: {
    name: 'tls-empty-root-pool',
    group: 'network',
    severity: 'info',
    fixes: 'suggested',
    stability: 'preview',
    since: '0.1.0',
    tokens: [['AppendCertsFromPEM']],
    inTests: 'off',
    aliases: [],
    overlaps: [],
    card: CARD,
    placeholders: { en: { pool: 'pool' }, 'zh-cn': { pool: 'pool' } },
    example: {
      bad: `package example

import (
	"crypto/tls"
	"crypto/x509"
	"os"
)

func config(file string) (*tls.Config, error) {
	pem, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(pem)
	return &tls.Config{RootCAs: pool}, nil
}
`,
      good: `package example

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"os"
)

func config(file string) (*tls.Config, error) {
	pem, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(pem) {
		return nil, fmt.Errorf("no certificate in %s", file)
	}
	return &tls.Config{RootCAs: pool}, nil
}
`,
    },
    sources: [
      'crypto/x509/cert_pool.go: AppendCertsFromPEM "appends any certificates found to s and reports whether any certificates were successfully parsed"; blocks that are not a CERTIFICATE or do not parse are passed over',
      'crypto/tls/common.go: Config.RootCAs "If RootCAs is nil, TLS uses the host\'s root CA set": a pool that is empty is not nil',
      'crypto/x509/verify.go: UnknownAuthorityError',
    ],
    isProved: true,
  },

  *detect({ file, package: pkg }: RuleContext) {
    if (isTestHelper(pkg, file)) return;
    for (const name of file.tree.identifiersNamed('AppendCertsFromPEM')) {
      const call = name.parent?.parent;
      if (call?.kind !== 'call_expression' || pkg.calleeOf(call)?.id !== APPEND) continue;
      // somebody asks
      if (!isDropped(call)) continue;
      const pool = pkg.calleeOf(call)?.receiver;
      const pem = call.field('arguments')?.firstNamedChild;
      if (!pool || !pem) continue;
      const origins = originsOf(pkg, pool, { fields: true })?.all ?? [];
      // the roots of the system are in it, or it is not known what is
      if (!origins.length || !origins.every(({ node }) => isNewPool(pkg, node))) continue;
      // certificates that the program brings along, or made or looked at before
      const good = isKnownGood(pkg, pem);
      if (good === 'yes') continue;
      const reaches = origins.map(({ node }) => reachOfValue(pkg, node));
      const passed = reaches.flatMap((reach) => reach.passed);
      // no pool of roots: a chain may do without
      if (passed.length > 0 && passed.every(({ id }) => id.endsWith('.Intermediates'))) continue;
      const uses = reaches.flatMap(({ selections }) => selections.map((each) => each.field('field')?.text));
      // it is looked at afterwards
      if (uses.some((use) => use === 'Subjects' || use === 'Equal')) continue;
      const unverified = servesUnverified(pkg, pool);
      // nobody looks at it
      if (unverified === 'yes' || servesServersOnly(pkg, pool)) continue;
      const doubts: readonly (Doubt | false)[] = [
        !moduleGraphOf(pkg, file).isRun(file) && 'not-run',
        unverified === 'perhaps' && 'unverified',
        good === 'perhaps' && 'made',
        reaches.every((reach) => isOnlyAsked(pkg, reach)) && 'asked',
        uses.includes('AddCert') && 'others',
      ];
      yield { call, pool, doubt: doubts.find((each) => each !== false) || undefined };
    }
  },

  report({ call, pool, doubt }: Evidence, { file }: RuleContext): Report {
    return {
      anchor: call.text.includes('\n') ? (call.field('function') ?? call) : call,
      message: {
        en: 'Result ignored: without a valid certificate in the PEM data the pool stays empty and trusts nobody',
        'zh-cn': '忽略了返回值：PEM 数据里没有有效证书时，证书池仍为空，谁也不信任',
      },
      severity: 'info',
      confidence: doubt ? CONFIDENCE[doubt] : 'high',
      ...(doubt ? { lowered: LOWERED[doubt] } : {}),
      related: [],
      facts: { line: String(lineOf(file, call)), pool: pool.text.includes('\n') ? 'pool' : pool.text },
    };
  },

  fix({ call }: Evidence, { file, package: pkg }: RuleContext): readonly RuleFix[] {
    const statement = call.parent;
    const fn = pkg.functionOf(call);
    const errors = importedName(pkg, file, 'errors', 'errors', call);
    if (statement?.kind !== 'expression_statement' || call.text.includes('\n') || !fn || !errors) return [];
    if (statement.parent?.kind !== 'statement_list' || !startsLine(file, statement)) return [];
    // nobody to tell
    if (!givesError(pkg.signatureOf(fn))) return [];
    const indent = indentOf(file, statement);
    const leave = returnZero(fn, pkg, `${errors}.New("no certificate in the PEM data")`);
    return [
      {
        title: {
          en: 'Return an error when the PEM data holds no certificate',
          'zh-cn': 'PEM 数据里没有证书时返回错误',
        },
        safety: 'suggested',
        edits: [
          {
            file,
            start: statement.start,
            end: statement.end,
            newText: `if !${call.text} {\n${indent}\t${leave}\n${indent}}`,
          },
        ],
        imports: [{ path: 'errors', name: errors }],
      },
    ];
  },
};

const CONFIDENCE: Readonly<Record<Doubt, Confidence>> = {
  others: 'medium',
  made: 'low',
  unverified: 'low',
  asked: 'low',
  'not-run': 'low',
};

const LOWERED: Readonly<Record<Doubt, Localized>> = {
  others: {
    en: 'The pool gets certificates in another way too: it may hold some, but not those of this PEM data.',
    'zh-cn': '这个证书池还通过其他方式加入证书：它可能不是空的，只是缺少这份 PEM 数据里的证书。',
  },
  made: {
    en: 'The program makes this PEM data itself, unless somebody outside of what is seen gives it other data.',
    'zh-cn': '这份 PEM 数据由程序自己生成，除非看不到的代码传入了别的数据。',
  },
  unverified: {
    en: 'Every call that is seen passes a configuration with InsecureSkipVerify, which looks at no RootCAs.',
    'zh-cn': '看得到的每个调用传入的配置都打开了 InsecureSkipVerify，这样的配置不看 RootCAs。',
  },
  asked: {
    en: 'The pool is no root of a connection: a certificate is checked against it here, and the error of that is looked at.',
    'zh-cn': '这个证书池不用于任何连接：这里只用它校验证书，并且检查了返回的错误。',
  },
  'not-run': {
    en: 'No program of this module imports this package: only tests may run it.',
    'zh-cn': '本模块没有任何程序导入这个包：可能只有测试会运行它。',
  },
};

/** Whether nobody can ask for the result of a call. */
function isDropped({ parent }: SyntaxNode): boolean {
  if (parent?.kind === 'expression_statement') return true;
  const left = parent?.kind === 'expression_list' ? parent.parent?.field('left') : undefined;
  return left !== undefined && left !== parent && left.namedChildren.every(({ text }) => text === '_');
}

function isNewPool(pkg: PackageModel, node: SyntaxNode): boolean {
  return node.kind === 'call_expression' && pkg.calleeOf(node)?.id === NEW;
}

/**
 * Whether PEM data is written in the program, embedded in it, made by it, or decoded beside the call; `perhaps` where the
 * program makes it, but somebody else may give other data too.
 */
function isKnownGood(pkg: PackageModel, pem: SyntaxNode): 'yes' | 'perhaps' | 'no' {
  const inner = pkg.calleeOf(pem)?.kind === 'conversion' || pem.kind === 'type_conversion_expression';
  const converted = inner ? (pem.field('arguments')?.firstNamedChild ?? pem.field('operand')) : undefined;
  const value = converted ?? pem;
  if (pkg.constantOf(value)) return 'yes';
  const object = variable(pkg, value);
  if (object?.role === 'package' && /^\/\/go:embed\b/m.test(object.file.text)) {
    const declaration = object.node.ancestor('var_declaration');
    const before = declaration ? object.file.text.slice(0, declaration.start).trimEnd() : '';
    if (before.slice(before.lastIndexOf('\n') + 1).startsWith('//go:embed')) return 'yes';
  }
  const isDecoded =
    object !== undefined &&
    pkg.referencesTo(object).some((mention) => {
      const call = mention.parent?.kind === 'argument_list' ? mention.parent.parent : undefined;
      return call !== undefined && isCallOf(pkg, call, 'encoding/pem.Decode');
    });
  if (isDecoded) return 'yes';
  if (isFromOwnStore(pkg, value)) return 'perhaps';
  const origins = originsOf(pkg, value, { fields: true, unknowns: true })?.all ?? [];
  if (!origins.some((origin) => isMadeHere(pkg, origin.node))) return 'no';
  return origins.some(({ unknown }) => unknown) ? 'perhaps' : 'yes';
}

/** Whether an expression is PEM data of the program: a constant, or what pem.EncodeToMemory or pem.Encode has written. */
function isMadeHere(from: PackageModel, node: SyntaxNode): boolean {
  const file = from.fileOf(node);
  const pkg = from.files.includes(file) ? from : (from.program.packageOf(file.path) ?? from);
  if (pkg.constantOf(node) !== undefined) return true;
  if (isCallOf(pkg, node, 'encoding/pem.EncodeToMemory')) return true;
  const receiver = isCallOf(pkg, node, 'bytes.Buffer.Bytes') ? pkg.calleeOf(node)?.receiver : undefined;
  const buffer = receiver && variable(pkg, receiver);
  return (
    buffer !== undefined &&
    pkg.referencesTo(buffer).some((mention) => {
      const argument = mention.parent?.kind === 'unary_expression' ? mention.parent : mention;
      const list = argument.parent?.kind === 'argument_list' ? argument.parent : undefined;
      return list?.firstNamedChild === argument && isCallOf(pkg, list.parent!, 'encoding/pem.Encode');
    })
  );
}

function isCallOf(pkg: PackageModel, node: SyntaxNode, id: string): boolean {
  return node.kind === 'call_expression' && pkg.calleeOf(node)?.id === id;
}
