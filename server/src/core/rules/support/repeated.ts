import type { Localized } from '../../finding.ts';
import type { RepeatedRun } from '../../flow/repeated-runs.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';

/** What is said of the place that makes something run again and again. */
export const REPEATED: Readonly<Record<RepeatedRun['kind'], Localized>> = {
  request: { en: 'runs for each request', 'zh-cn': '每个请求都会运行这里' },
  record: { en: 'gorm runs this hook for each record', 'zh-cn': 'gorm 对每条记录都会运行这个钩子' },
  loop: { en: 'this loop runs it again and again', 'zh-cn': '这个循环会反复运行它' },
  context: {
    en: 'others call this, each time with a context',
    'zh-cn': '由其他代码调用，每次带一个 context',
  },
};

/** One line that stands for a function or loop: its name, or the word that it begins with. */
export function headOf(node: SyntaxNode): SyntaxNode {
  return node.field('name') ?? node.children[0] ?? node;
}

/** Whether the place is not on the line of a call, where the reader sees it anyway. */
export function isAnother(call: SyntaxNode, { node }: RepeatedRun): boolean {
  return headOf(node).start < call.start ? node.text.includes('\n') : true;
}
