import type { LockHistory } from '../flow/locks/model.ts';
import type { FlowModel, WitnessStep } from '../flow/model.ts';
import type { GoFunction } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import type { Reader } from './reader.ts';
import type { Remark } from './values.ts';

/** What the locks that a line takes go through, and which it finds held. */
export function lockRemarks(reader: Reader, flow: FlowModel, around: readonly GoFunction[]): Remark[] {
  const here = reader.line + 1;
  return around.flatMap((fn) =>
    flow
      .lockHistoriesOf(fn)
      .filter((history) =>
        [history.site, ...history.doubles.map((double) => double.site)].some(
          (node) => reader.lineOf(node) === here,
        ),
      )
      .flatMap((history) => remarksOn(reader, history)),
  );
}

function remarksOn(reader: Reader, history: LockHistory): Remark[] {
  const { name } = history.lock;
  const at = (node: SyntaxNode, en: string, zh: string): Remark => ({
    line: reader.lineOf(node),
    code: reader.short(node.text.split('\n')[0]!),
    words: { en, 'zh-cn': zh },
  });
  const remarks: Remark[] = [at(history.site, `${name} is held from here`, `从这里起持有 ${name}`)];
  for (const double of history.doubles) {
    const where = double.takenAt === double.site ? '' : ` (${reader.at(double.takenAt)})`;
    remarks.push(
      at(double.site, `takes ${name} again while it is held${where}`, `仍持有 ${name} 时再次加锁${where}`),
    );
  }
  for (const way of history.releasedWays)
    remarks.push(at(way, `leaves here with ${name} released`, `在这里离开时已释放 ${name}`));
  for (const { node, path } of history.held) {
    const [en, zh] = [pathText(reader, path, 'is'), pathText(reader, path, '为')];
    remarks.push(
      at(
        node,
        `leaves here with ${name} held${en && `, when ${en}`}`,
        `在这里离开时仍持有 ${name}${zh && `（${zh}）`}`,
      ),
    );
  }
  const verdict = history.isReported
    ? { en: 'reported', 'zh-cn': '已报告' }
    : history.held.length > 0
      ? {
          en: 'silent: a caller or another function may release it',
          'zh-cn': '无报告：可能由调用者或其他函数释放',
        }
      : history.doubles.length > 0
        ? { en: 'silent: nobody is seen to write between two reads', 'zh-cn': '无报告：两次读锁之间未见写者' }
        : { en: 'silent: released on every path', 'zh-cn': '无报告：每条路径都会释放' };
  return [
    ...remarks.sort((a, b) => a.line - b.line),
    { line: reader.lineOf(history.site), code: name, words: verdict },
  ];
}

/** The last branches taken on a path. */
function pathText(reader: Reader, path: readonly WitnessStep[], verb: string): string {
  return path
    .filter((step) => step.kind === 'branch' && step.taken !== undefined)
    .slice(-3)
    .map((step) => `\`${reader.short(step.node.text, 40)}\` ${verb} ${step.taken}`)
    .join(', ');
}
