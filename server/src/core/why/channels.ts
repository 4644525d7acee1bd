import type { Localized } from '../finding.ts';
import type { Channel } from '../flow/channels.ts';
import { channelOperand } from '../flow/goroutines/operands.ts';
import type { FlowModel } from '../flow/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import type { Reader } from './reader.ts';
import type { Remark } from './values.ts';

const DONE = {
  send: { en: 'sent to', 'zh-cn': '发送' },
  receive: { en: 'received from', 'zh-cn': '接收' },
  close: { en: 'closed', 'zh-cn': '关闭' },
} as const;

/** What is known of the channel of a send, a receive or a range clause, and whether the operation may wait for ever. */
export function channelRemarks(reader: Reader, flow: FlowModel, operation: SyntaxNode): Remark[] {
  const channel = channelOperand(operation);
  if (!channel) return [];
  const known = flow.channelOf(channel);
  if (
    operation.kind === 'range_clause' &&
    known.variables.length + known.makes.length === 0 &&
    !known.wokenBy
  )
    return []; // a range over something else
  const line = reader.lineOf(operation);
  const code = reader.short(operation.text.split('\n')[0]!);
  const words = [...factsOf(reader, known), fate(reader, flow, operation)];
  return words.map((each) => ({ line, code, words: each }));
}

/** Every node on which `channelRemarks` has something to say, below a node. */
export function* channelOperations(root: SyntaxNode): Iterable<SyntaxNode> {
  for (const node of root.descendants('send_statement', 'unary_expression', 'range_clause')) {
    if (node.kind !== 'unary_expression' || node.field('operator')?.text === '<-') yield node;
  }
}

function factsOf(reader: Reader, channel: Channel): Localized[] {
  const facts: Localized[] = [];
  if (channel.wokenBy) {
    facts.push({ en: `fed by a ${channel.wokenBy}`, 'zh-cn': `由 ${channel.wokenBy} 供给` });
  }
  for (const { node, capacity } of channel.makes.slice(0, 3)) {
    const at = reader.at(node);
    const size =
      capacity === undefined
        ? { en: 'buffer not a constant', 'zh-cn': '缓冲大小不是常量' }
        : capacity === 0
          ? { en: 'unbuffered', 'zh-cn': '无缓冲' }
          : { en: `buffer ${capacity}`, 'zh-cn': `缓冲 ${capacity}` };
    facts.push({ en: `made at ${at}, ${size.en}`, 'zh-cn': `创建于 ${at}，${size['zh-cn']}` });
  }
  for (const kind of ['send', 'receive', 'close'] as const) {
    const at = channel.operations.filter((each) => each.kind === kind).map(({ node }) => reader.at(node));
    if (at.length === 0) continue;
    const more = at.length > 4 ? ', …' : '';
    const places = at.slice(0, 4).join(', ');
    facts.push({
      en: `${DONE[kind].en} at ${places}${more}`,
      'zh-cn': `${DONE[kind]['zh-cn']}：${places}${more}`,
    });
  }
  const { send, receive } = channel.others;
  if (send || receive) {
    const what =
      send && receive ? 'send on, close or receive from' : send ? 'send on or close' : 'receive from';
    const zh = send && receive ? '发送、关闭或接收' : send ? '发送或关闭' : '接收';
    facts.push({ en: `code that is not seen may ${what} it`, 'zh-cn': `看不到的代码可能在其上${zh}` });
  }
  return facts;
}

const CERTAINTY = {
  proved: { en: 'proved', 'zh-cn': '已证明' },
  likely: { en: 'likely', 'zh-cn': '很可能' },
  possible: { en: 'possible', 'zh-cn': '有可能' },
} as const;

function fate(reader: Reader, flow: FlowModel, operation: SyntaxNode): Localized {
  const stuck = flow.stuckAt(operation);
  if (!stuck) {
    return {
      en: 'silent: no run is seen in which it waits for ever, or not everything that decides it is known',
      'zh-cn': '无报告：没有看到它会永远等待的执行，或并非一切都已知',
    };
  }
  const owner = stuck.owner.name;
  const left = stuck.exit
    ? {
        en: `\`${owner}\` leaves at ${reader.at(stuck.exit)} after ${stuck.received} ${stuck.received === 1 ? 'receive' : 'receives'}`,
        'zh-cn': `\`${owner}\` 在接收 ${stuck.received} 次后于 ${reader.at(stuck.exit)} 离开`,
      }
    : { en: `\`${owner}\` waits as well`, 'zh-cn': `\`${owner}\` 也在等待` };
  const started = stuck.start
    ? {
        en: `; the goroutine is started at ${reader.at(stuck.start)}`,
        'zh-cn': `；goroutine 启动于 ${reader.at(stuck.start)}`,
      }
    : { en: '', 'zh-cn': '' };
  const sure = CERTAINTY[stuck.certainty];
  return {
    en: `waits for ever in this run (${sure.en}): ${left.en}${started.en}`,
    'zh-cn': `在这样的执行中永远等待（${sure['zh-cn']}）：${left['zh-cn']}${started['zh-cn']}`,
  };
}
