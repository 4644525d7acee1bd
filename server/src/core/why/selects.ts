import type { Localized } from '../finding.ts';
import type { SelectCase, SelectWait } from '../flow/channel-waits.ts';
import type { FlowModel } from '../flow/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import type { Reader } from './reader.ts';
import type { Remark } from './values.ts';

const FATE: Readonly<Record<SelectWait['fate'], Localized>> = {
  ends: { en: 'silent: it is proved to be woken', 'zh-cn': '无报告：已证明会被唤醒' },
  never: { en: 'no case can ever be chosen', 'zh-cn': '没有任何分支可能被选中' },
  missed: { en: 'on some path nothing wakes it', 'zh-cn': '某条路径上没有任何东西唤醒它' },
  abandoned: {
    en: 'it goes round for ever and only its starter, which returns, wakes it',
    'zh-cn': '它无限循环，只有启动者能唤醒它，而启动者会返回',
  },
  open: { en: 'woken by the package, as far as it is seen', 'zh-cn': '就所见而言由包内唤醒' },
  unknown: { en: 'silent: code outside the package may wake it', 'zh-cn': '无报告：包外代码可能唤醒它' },
};

const STANDING: Readonly<Record<SelectCase['standing'], Localized>> = {
  ready: {
    en: 'becomes ready by itself (timer, context, signal, buffer)',
    'zh-cn': '会自行就绪（定时器、context、信号、缓冲）',
  },
  fed: { en: 'the package does the other half', 'zh-cn': '包内有另一半操作' },
  unknown: { en: 'somebody unseen may do the other half', 'zh-cn': '看不到的代码可能完成另一半' },
  uncalled: { en: 'a parameter of a function that nothing calls', 'zh-cn': '无人调用的函数的参数' },
  nil: { en: 'the channel is never made', 'zh-cn': '该通道从未创建' },
  never: { en: 'nobody does the other half', 'zh-cn': '没有人完成另一半' },
};

/** What each case of a select can be woken by, and what follows. */
export function selectRemarks(reader: Reader, flow: FlowModel, select: SyntaxNode): Remark[] {
  const line = reader.lineOf(select);
  const wait = flow.waitOf(select);
  if (!wait) {
    const words = {
      en: 'silent: it has a default, no case, or is not understood',
      'zh-cn': '无报告：它有 default、没有分支，或未能弄清',
    };
    return [{ line, code: 'select', words }];
  }
  const remarks = wait.cases.map((entry): Remark => {
    const at = entry.counterparts.map(({ kind, node }) => `${kind} ${reader.at(node)}`).slice(0, 3);
    const where = at.length > 0 ? ` (${at.join(', ')})` : '';
    const { en, 'zh-cn': zh } = STANDING[entry.standing];
    return {
      line: reader.lineOf(entry.clause),
      code: reader.short(entry.clause.text.split('\n')[0]!),
      words: { en: `${en}${where}`, 'zh-cn': `${zh}${where}` },
    };
  });
  return [...remarks, { line, code: 'select', words: FATE[wait.fate] }];
}
