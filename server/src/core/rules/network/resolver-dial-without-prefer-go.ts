import type { Localized } from '../../finding.ts';
import {
  type FieldSetting,
  fieldSettings,
  has,
  isSetOtherwise,
  reachOfSetting,
} from '../../flow/set-fields.ts';
import { constraintOf } from '../../semantic/build-constraints.ts';
import type { FileModel, PackageModel } from '../../semantic/model.ts';
import type { NodeEdit, Report, Rule, RuleContext, RuleFix } from '../rule.ts';
import { insertAfter } from '../support/insert.ts';
import { lineOf } from '../support/lines.ts';
import { addField, replaceFieldValue } from '../support/literal-field.ts';
import { CARD } from './resolver-dial-without-prefer-go.card.ts';

const RESOLVER = 'net.Resolver';

type Doubt = 'linux' | 'records' | 'elsewhere';

interface Evidence {
  readonly setting: FieldSetting;
  /** Whether PreferGo is false in so many words. */
  readonly isOff: boolean;
  readonly doubt: Doubt | undefined;
}

/** net/lookup_unix.go: these go to Go's resolver whatever is preferred; net/lookup_windows.go asks Windows. */
const RECORDS: ReadonlySet<string> = new Set(['LookupMX', 'LookupNS', 'LookupSRV', 'LookupTXT']);

export const resolverDialWithoutPreferGo: Rule<Evidence> = {
  meta: {
    name: 'resolver-dial-without-prefer-go',
    group: 'network',
    severity: 'warning',
    fixes: 'safe',
    stability: 'stable',
    since: '0.1.0',
    tokens: [['Resolver'], ['Dial']],
    inTests: 'lower',
    aliases: [],
    overlaps: [],
    card: CARD,
    example: {
      bad: `package example

import (
	"context"
	"net"
)

func newResolver(server string) *net.Resolver {
	return &net.Resolver{
		Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
			var d net.Dialer
			return d.DialContext(ctx, network, server)
		},
	}
}
`,
      good: `package example

import (
	"context"
	"net"
)

func newResolver(server string) *net.Resolver {
	return &net.Resolver{
		PreferGo: true,
		Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
			var d net.Dialer
			return d.DialContext(ctx, network, server)
		},
	}
}
`,
    },
    sources: [
      'net/lookup.go: Resolver.Dial "optionally specifies an alternate dialer for use by Go\'s built-in DNS resolver"',
      'net/conf.go: "When deciding which resolver to use, we first check the PreferGo field"; initConfVal prefers cgo where LOCALDOMAIN, RES_OPTIONS or HOSTALIASES is set; goosPrefersCgo lists windows, plan9, darwin, ios, android',
      'net/lookup_unix.go: lookupHost calls cgoLookupHost where the order says so, and no Dial',
      'golang/go issue 35561; Go 1.19 release notes, net: PreferGo works on Windows',
    ],
    isProved: true,
  },

  *detect({ file, package: pkg }: RuleContext) {
    // a build with this tag, or this setting, has no other resolver
    if (isAlwaysBuiltWith(file, 'netgo') || /^\/\/go:debug netdns=go\s*$/m.test(file.text)) return;
    for (const setting of fieldSettings(pkg, file, RESOLVER, 'Dial')) {
      if (setting.value.kind === 'nil') continue;
      // true, or somebody outside decides
      if (isSetOtherwise(pkg, setting, 'PreferGo', false)) continue;
      const preferGo = has(setting, 'PreferGo');
      yield {
        setting,
        isOff: preferGo === 'yes',
        doubt:
          preferGo === 'perhaps'
            ? 'elsewhere'
            : asksOnlyRecords(pkg, setting)
              ? 'records'
              : isAlwaysBuiltWith(file, 'linux')
                ? 'linux'
                : undefined,
      };
    }
  },

  report({ setting, doubt }: Evidence, { file }: RuleContext): Report {
    return {
      anchor: setting.place,
      message: {
        en: "Dial without PreferGo: true: where the system's resolver is chosen, this Dial is never called",
        'zh-cn': 'Dial 没有配合 PreferGo: true：凡是选用系统解析器的地方，这个 Dial 从不被调用',
      },
      severity: 'warning',
      confidence: doubt === undefined ? 'high' : doubt === 'elsewhere' ? 'low' : 'medium',
      ...(doubt ? { lowered: LOWERED[doubt] } : {}),
      related: [],
      facts: { line: String(lineOf(file, setting.place)) },
    };
  },

  fix({ setting, isOff, doubt }: Evidence, { file }: RuleContext): readonly RuleFix[] {
    const edits = editsOf(setting, isOff, file);
    if (!edits || doubt === 'elsewhere') return [];
    return [
      {
        title: {
          en: "Set PreferGo: true: names are resolved by Go's resolver, through this Dial, everywhere",
          'zh-cn': '设置 PreferGo: true：在所有平台都由 Go 的解析器经这个 Dial 解析名称',
        },
        // somebody wrote false: why is not known
        safety: isOff ? 'suggested' : 'safe',
        edits,
        imports: [],
      },
    ];
  },
};

/** In the literal that sets Dial, or behind the assignment that does. */
function editsOf(
  { config, place }: FieldSetting,
  isOff: boolean,
  file: FileModel,
): readonly NodeEdit[] | undefined {
  if (config.kind === 'composite_literal') {
    return isOff
      ? replaceFieldValue(file, config, 'PreferGo', 'true')
      : addField(file, config, 'PreferGo', 'true');
  }
  const statement = place.ancestor('assignment_statement');
  const isPlain = config.kind === 'identifier' || config.kind === 'selector_expression';
  if (isOff || !isPlain || config.text.includes('\n')) return undefined;
  if (statement?.parent?.kind !== 'statement_list') return undefined;
  return [insertAfter(file, statement, [`${config.text}.PreferGo = true`])];
}

/** Whether every build of a file has a tag. */
function isAlwaysBuiltWith({ path, text }: FileModel, tag: string): boolean {
  const alternatives = constraintOf(path, text);
  return alternatives.length > 0 && alternatives.every((literals) => literals.get(tag) === true);
}

/** Whether a resolver whose every use is seen asks for nothing but records that only Go's resolver asks for on Unix. */
function asksOnlyRecords(pkg: PackageModel, setting: FieldSetting): boolean {
  const reach = reachOfSetting(pkg, setting);
  if (!reach || reach.lost || reach.isCollected || reach.passed.length > 0) return false;
  const names = reach.selections
    .filter((selection) => selection.parent?.kind === 'call_expression')
    .map((selection) => selection.field('field')?.text ?? '');
  return names.length > 0 && names.every((name) => RECORDS.has(name));
}

const LOWERED: Readonly<Record<Doubt, Localized>> = {
  linux: {
    en: 'This file is built for Linux only, where Go’s resolver is the usual choice: Dial is ignored only where the environment or a system file asks for the one of the C library.',
    'zh-cn':
      '这个文件只为 Linux 构建，那里通常就用 Go 的解析器：只有环境变量或系统文件要求使用 C 库解析器时 Dial 才被忽略。',
  },
  records: {
    en: 'Only MX, NS, SRV or TXT records are asked for: on Unix Go’s resolver always does that; on Windows it does not.',
    'zh-cn': '这里只查询 MX、NS、SRV 或 TXT 记录：在 Unix 上总是由 Go 的解析器完成，在 Windows 上不是。',
  },
  elsewhere: {
    en: 'PreferGo is set on a resolver that may be this one.',
    'zh-cn': '有代码在可能就是它的解析器上设置了 PreferGo。',
  },
};
