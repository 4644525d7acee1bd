import type { Localized } from '../finding.ts';
import { deadlineOf } from '../flow/contexts.ts';
import { unboundedCallsIn } from '../flow/contexts-calls.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import type { Reader } from './reader.ts';
import type { Remark } from './values.ts';

/** What is known of the deadline of each context that a call is given. */
export function contextRemarks(reader: Reader, call: SyntaxNode): Remark[] {
  const { pkg } = reader;
  const line = reader.lineOf(call);
  const remarks: Remark[] = [];
  for (const argument of call.field('arguments')?.namedChildren ?? []) {
    if (namedId(pkg.typeOf(argument)) !== 'context.Context') continue;
    remarks.push({ line, code: reader.short(argument.text), words: deadlineWords(reader, argument) });
  }
  for (const found of unboundedCallsIn(pkg, reader.file)) {
    if (found.call !== call) continue;
    remarks.push({
      line,
      code: reader.short(call.text),
      words: {
        en: `waits for ${found.blocking.category}, and nothing else is known to end it`,
        'zh-cn': `等待 ${found.blocking.category}，且未见其他东西会结束它`,
      },
    });
  }
  return remarks;
}

function deadlineWords(reader: Reader, context: SyntaxNode): Localized {
  const deadline = deadlineOf(reader.pkg, context);
  switch (deadline.kind) {
    case 'has':
      return { en: 'has a deadline, whichever path is taken', 'zh-cn': '无论哪条路径都有截止时间' };
    case 'none': {
      const roots = deadline.roots
        .map((root) => `\`${reader.short(root.text)}\` (${reader.at(root)})`)
        .join(', ');
      const through = deadline.isPassedIn
        ? { en: ', handed over by every caller', 'zh-cn': '，由每个调用者传入' }
        : { en: '', 'zh-cn': '' };
      return {
        en: `has no deadline: it stems from ${roots}${through.en}`,
        'zh-cn': `没有截止时间：来自 ${roots}${through['zh-cn']}`,
      };
    }
    case 'unknown':
      return {
        en: 'not known to lack a deadline: some of its origins is not seen, or bounded on some path',
        'zh-cn': '不确定它没有截止时间：有的来源看不到，或在某条路径上有期限',
      };
  }
}
