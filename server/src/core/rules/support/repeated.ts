import type { CardFacts, Localized } from '../../finding.ts';
import type { NamedCall } from '../../flow/made-again.ts';
import type { RepeatedRun } from '../../flow/repeated-runs.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Report, RuleContext } from '../rule.ts';
import { lineOf } from './lines.ts';

/** What is said of the place that makes something run again and again. */
const REPEATED: Readonly<Record<RepeatedRun['kind'], Localized>> = {
  request: { en: 'runs for each request', 'zh-cn': '每个请求都会运行这里' },
  record: { en: 'gorm runs this hook for each record', 'zh-cn': 'gorm 对每条记录都会运行这个钩子' },
  loop: { en: 'this loop runs it again and again', 'zh-cn': '这个循环会反复运行它' },
  context: {
    en: 'others call this, each time with a context',
    'zh-cn': '由其他代码调用，每次带一个 context',
  },
};

/** What a call that runs again and again is made for: `per request`, `每个请求`. */
export const EACH: Readonly<Record<RepeatedRun['kind'], { readonly en: string; readonly 'zh-cn': string }>> =
  {
    request: { en: 'request', 'zh-cn': '个请求' },
    record: { en: 'record', 'zh-cn': '条记录' },
    loop: { en: 'round of a loop', 'zh-cn': '轮循环' },
    context: { en: 'call', 'zh-cn': '次调用' },
  };

/** What every report of a call that runs again and again says: one line of the call, what makes it run, where it stands. */
export function repeatedReport(
  { call, function: fn, repeated }: NamedCall & { readonly repeated: RepeatedRun },
  { file }: RuleContext,
): Pick<Report, 'anchor' | 'related'> & { readonly facts: CardFacts } {
  const target = call.field('function') ?? call;
  const isLong = target.text.includes('\n');
  return {
    anchor: call.text.includes('\n') ? target : call,
    related: isAnother(call, repeated)
      ? [{ node: headOf(repeated.node), message: REPEATED[repeated.kind] }]
      : [],
    facts: {
      call: isLong ? (target.field('field')?.text ?? '') : target.text,
      function: fn.name,
      line: String(lineOf(file, call)),
    },
  };
}

/** One line that stands for a function or loop: its name, or the word that it begins with. */
export function headOf(node: SyntaxNode): SyntaxNode {
  return node.field('name') ?? node.children[0] ?? node;
}

/** Whether the place is not on the line of a call, where the reader sees it anyway. */
function isAnother(call: SyntaxNode, { node }: RepeatedRun): boolean {
  return headOf(node).start < call.start ? node.text.includes('\n') : true;
}
