import type { FlowModel } from '../flow/model.ts';
import { poolSitesOf } from '../flow/pools.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import type { Reader } from './reader.ts';
import type { Remark } from './values.ts';

/** What is known of the pool that a call opens. */
export function poolRemarks(reader: Reader, call: SyntaxNode): Remark[] {
  const site = poolSitesOf(reader.pkg, reader.file).find((each) => each.call === call);
  if (!site) return [];
  const line = reader.lineOf(call);
  const code = reader.short(call.text);
  const missing = [...site.missing].join(', ');
  const words = [
    missing === ''
      ? { en: 'every limit of the pool is set somewhere', 'zh-cn': '连接池的各项限制都有设置' }
      : { en: `nothing in the module calls ${missing} on it`, 'zh-cn': `模块内没有对它调用 ${missing}` },
    ...(site.driver === 'unknown'
      ? [{ en: 'its driver is not known', 'zh-cn': '驱动未知' }]
      : [
          {
            en: `its driver talks to a server (${site.driver})`,
            'zh-cn': `其驱动连接服务器（${site.driver}）`,
          },
        ]),
    ...(site.leavesModule
      ? [
          {
            en: 'code outside the module gets it and may set them',
            'zh-cn': '模块外的代码得到它，可能设置这些限制',
          },
        ]
      : []),
    ...(site.isSequential
      ? [{ en: 'one statement after the other uses it', 'zh-cn': '语句依次使用它' }]
      : []),
  ];
  return words.map((each) => ({ line, code, words: each }));
}

/** What is set on a struct whose settings are judged, when a literal makes one. */
export function settingRemarks(reader: Reader, flow: FlowModel, literal: SyntaxNode): Remark[] {
  const value = flow.configuredValue(literal);
  if (!value.isTraced) return [];
  const remarks = [...value.fields].map(([name, field]): Remark => {
    const at = field.places
      .map((place) => reader.at(place))
      .slice(0, 3)
      .join(', ');
    const what = {
      constant: { en: 'set to a constant', 'zh-cn': '设为常量' },
      outside: { en: 'set from outside', 'zh-cn': '由外部设置' },
      unknown: { en: 'set, to what is not known', 'zh-cn': '已设置，值未知' },
    }[field.set];
    return {
      line: reader.lineOf(literal),
      code: name,
      words: { en: `${what.en} (${at})`, 'zh-cn': `${what['zh-cn']}（${at}）` },
    };
  });
  if (!value.isComplete) {
    remarks.push({
      line: reader.lineOf(literal),
      code: reader.short(literal.text.split('\n')[0]!),
      words: {
        en: 'code that is not seen gets it and may set more',
        'zh-cn': '看不到的代码得到它，可能设置更多',
      },
    });
  }
  return remarks;
}
