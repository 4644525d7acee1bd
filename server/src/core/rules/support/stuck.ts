import { type Confidence, confidenceRank, type Localized } from '../../finding.ts';
import type { Doubt } from '../../flow/goroutines/doubts.ts';
import type { StuckOperation } from '../../flow/goroutines/leaks.ts';
import { channelOperand } from '../../flow/goroutines/operands.ts';
import type { ChannelPanic } from '../../flow/goroutines/panics.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Report, RuleContext } from '../rule.ts';
import { lineOf } from './lines.ts';

const LONGEST_NAME = 30;

/**
 * Channel operations of a file at which a goroutine may wait forever: one for each channel and goroutine, the first
 * in the source. A goroutine whose channel a caller drops is found at that call.
 * @param kinds operations of interest
 */
export function stuckIn(
  { file, flow, package: pkg }: RuleContext,
  kinds: readonly StuckOperation['kind'][],
): readonly StuckOperation[] {
  const found = new Map<string, StuckOperation>();
  const add = (stuck: StuckOperation): void => {
    if (!kinds.includes(stuck.kind) || pkg.fileOf(anchorOf(stuck)) !== file) return;
    const key = stuck.dropped
      ? `call ${stuck.dropped.id}`
      : `${stuck.variable.node.id} ${stuck.start?.id} ${stuck.kind === 'range'}`;
    const known = found.get(key);
    const isSurer = known && rankOf(stuck) !== rankOf(known) ? rankOf(stuck) > rankOf(known) : undefined;
    if (!known || (isSurer ?? stuck.node.start < known.node.start)) found.set(key, stuck);
  };
  for (const owner of file.functions) for (const stuck of flow.stuckUnder(owner)) add(stuck);
  // what this file does to channels of other files
  for (const node of file.tree.root.descendants('send_statement', 'unary_expression', 'range_clause')) {
    if (!channelOperand(node)) continue;
    const stuck = flow.stuckAt(node);
    if (stuck && stuck.owner.file !== file) add(stuck);
  }
  const all = [...found.values()];
  if (!kinds.includes('send')) return all;
  for (const owner of file.functions) {
    for (const stuck of flow.ignoringContext(owner)) {
      if (!all.some((each) => each.variable === stuck.variable)) all.push(stuck);
    }
  }
  return all;
}

const CONFIDENCE = { possible: 'low', likely: 'medium', proved: 'high' } as const;

export function confidenceOf(stuck: StuckOperation): Confidence {
  return CONFIDENCE[stuck.certainty];
}

/** Why a run never happens that needs the end of a context. */
const NEVER_ENDS: Localized = {
  en: 'This needs the end of a context that every caller of this module makes with Background or TODO: it never ends.',
  'zh-cn': '这需要 context 结束，而本模块的所有调用方都用 Background 或 TODO 创建它：它永远不会结束。',
};

const RECOVERED: Localized = {
  en: 'The goroutine recovers: where the close comes first its late value is dropped, and the process goes on.',
  'zh-cn': '该 goroutine 会 recover：如果关闭先发生，迟到的值会被丢弃，进程继续运行。',
};

/** How sure it is that an operation on a closed channel panics, and that this does harm. */
export function sureness({
  isNever,
  isRecovered,
  order,
}: ChannelPanic): Pick<Report, 'confidence' | 'lowered'> {
  if (isNever) return { confidence: 'low', lowered: NEVER_ENDS };
  // one after the other in one goroutine it is no late value, whoever recovers
  if (isRecovered && order !== 'sequence') return { confidence: 'low', lowered: RECOVERED };
  return { confidence: 'high' };
}

const LOWERED: Readonly<Record<Doubt, Localized>> = {
  script: {
    en: 'This is a test: how much comes, and whether anything fails, may be what it has set up.',
    'zh-cn': '这是测试：会来多少、是否出错，可能正是它安排好的。',
  },
  closed: {
    en: 'What the goroutine uses is closed on the way out, and it leaves when it finds that: only another error leads here.',
    'zh-cn': '离开时会关闭 goroutine 使用的对象，而它发现已关闭就会退出：只有别的错误才会走到这里。',
  },
  peer: {
    en: 'What the goroutine reads from is closed on the way out: this blocks only if the other side has sent more by then.',
    'zh-cn': '离开时会关闭 goroutine 读取的对象：只有对方在此之前还发来了数据，这里才会阻塞。',
  },
  message: {
    en: 'Each round needs a message of the other side first: this blocks only if it sends more than the test receives.',
    'zh-cn': '每一轮都要先收到对方的一条消息：只有对方发来的比测试接收的更多，这里才会阻塞。',
  },
  'soon over': {
    en: 'Only commands that end soon come here: the end of the process takes the goroutine with it.',
    'zh-cn': '只有很快结束的命令会走到这里：进程结束时 goroutine 随之消失。',
  },
  once: {
    en: 'This runs once in the life of the process: what stays behind does not add up.',
    'zh-cn': '这里在进程生命期内只运行一次：留下的 goroutine 不会越积越多。',
  },
  terminal: {
    en: 'Receiving ends only at a certain value: where nothing is sent after that one, this never waits.',
    'zh-cn': '只有收到特定的值才停止接收：如果那之后不再发送，这里就不会等待。',
  },
  command: {
    en: 'This needs the end of the context of a command, to which the module gives none: it is one that never ends.',
    'zh-cn': '这需要命令的 context 结束，而本模块没有给命令设置 context：它永远不会结束。',
  },
  'process end': {
    en: 'Receiving ends early only as a signal ends the process, or once for its command: what stays behind does not add up.',
    'zh-cn': '只有信号要求进程结束，或命令自身结束时才会提前停止接收：留下的 goroutine 不会越积越多。',
  },
  signal: {
    en: 'The goroutine comes here only after a call that waits for a signal, which ends the process as a rule.',
    'zh-cn': 'goroutine 只有在等待信号的调用返回之后才会走到这里，而信号通常会结束进程。',
  },
  failure: {
    en: 'Receiving ends early only with an error that every caller passes on until the process ends: nothing adds up.',
    'zh-cn':
      '只有返回错误时才会提前停止接收，而每个调用者都会把它继续上传，直到进程结束：留下的 goroutine 不会越积越多。',
  },
  cancelled: {
    en: 'The goroutine runs with a context that the owner ends before it receives: it comes here early only when that call fails.',
    'zh-cn': 'goroutine 使用的 context 由创建者在接收之前结束：只有那个调用提前失败时才会过早走到这里。',
  },
  fits: {
    en: 'Who sends ends with the same context as who receives, or before the next one starts: the buffer has room for what comes late.',
    'zh-cn': '发送方与接收方随同一个 context 结束，或在下一个启动之前结束：缓冲区容得下迟到的值。',
  },
  endless: NEVER_ENDS,
  uncalled: {
    en: 'The channel is made for tests, and no code of this module calls the function that makes it.',
    'zh-cn': '这个通道是为测试创建的，而本模块没有任何代码调用创建它的函数。',
  },
  dead: {
    en: 'No code of this module calls this function, its tests included, and other modules cannot import the package.',
    'zh-cn': '本模块（包括测试）没有任何代码调用这个函数，其他模块也无法导入这个包。',
  },
  'one sender': {
    en: 'Of these goroutines one alone comes to the send: the one that an atomic counter, a swap or a sync.Once chooses.',
    'zh-cn': '这些 goroutine 中只有一个会执行发送：由原子计数、交换或 sync.Once 选出的那一个。',
  },
  'by count': {
    en: 'A counter decides that this goroutine starts: where it counts those who send, a value comes for it.',
    'zh-cn': '是否启动这个 goroutine 由一个计数决定：如果计的正是发送者的数量，它就能收到值。',
  },
  counted: {
    en: 'Each value is reported to a WaitGroup: this waits forever only if another number was added than is sent.',
    'zh-cn': '每处理一个值都会通知 WaitGroup：只有预先 Add 的数量与发送的数量不同，这里才会一直等待。',
  },
};

/** Why a finding is weaker than its card says. */
export function loweredOf({ doubt }: StuckOperation): Pick<Report, 'lowered'> {
  return doubt ? { lowered: LOWERED[doubt] } : {};
}

function rankOf(stuck: StuckOperation): number {
  return confidenceRank(confidenceOf(stuck));
}

/** Where the finding stands: the operation, or the call that drops the channel. */
export function anchorOf(stuck: StuckOperation): SyntaxNode {
  if (stuck.dropped) return stuck.dropped.field('function') ?? stuck.dropped;
  if (stuck.node.kind === 'send_statement') return stuck.node.field('channel') ?? stuck.node;
  return stuck.node.kind === 'range_clause' ? (stuck.node.field('right') ?? stuck.node) : stuck.node;
}

/** A return, or the closing brace of a body that ends without one. */
export function exitOf(node: SyntaxNode): SyntaxNode {
  return node.kind === 'block' ? (node.children[node.children.length - 1] ?? node) : node;
}

/** The channel of a stuck operation as the source has it, short enough for a message. */
export function channelName(stuck: StuckOperation): string {
  return shortened(channelOperand(stuck.node)?.text ?? stuck.variable.name);
}

export function shortened(name: string): string {
  const text = name.replaceAll(/\s+/g, ' ');
  return text.length <= LONGEST_NAME ? text : `…${text.slice(-(LONGEST_NAME - 1))}`;
}

/** Line on which the owner leaves; 0 when it does not. */
export function exitLine(stuck: StuckOperation, { package: pkg }: RuleContext): number {
  if (!stuck.exit) return 0;
  const exit = exitOf(stuck.exit);
  return lineOf(pkg.fileOf(exit), exit);
}

/** The other places of the failure, in its order: where the channel is made, the goroutine starts, the owner leaves. */
export function relatedOf(stuck: StuckOperation, leaving: Localized): Report['related'] {
  const name = channelName(stuck);
  const places: { node: SyntaxNode; message: Localized }[] = [];
  const [make] = stuck.channel.makes;
  if (make)
    places.push({
      node: make.node,
      message: { en: `${name} is made here`, 'zh-cn': `${name} 在这里创建` },
    });
  if (stuck.start) {
    places.push({
      node: firstToken(stuck.start),
      message: { en: 'the goroutine starts here', 'zh-cn': 'goroutine 在这里启动' },
    });
  }
  if (stuck.dropped) {
    places.push({
      node: anchorOf({ ...stuck, dropped: undefined }),
      message: { en: 'the goroutine waits here forever', 'zh-cn': 'goroutine 会永远等在这里' },
    });
    return places;
  }
  if (stuck.ignored) {
    const { name } = stuck.ignored;
    places.push({
      node: stuck.ignored.node,
      message: { en: `callers can leave with ${name}`, 'zh-cn': `调用方可能随 ${name} 离开` },
    });
    return places;
  }
  if (stuck.chosen && stuck.exit) {
    const communication = stuck.chosen.field('communication');
    places.push({
      node: communication ? firstLine(communication) : firstToken(stuck.chosen),
      message: { en: 'when this case is chosen', 'zh-cn': '当选中的是这个 case 时' },
    });
  }
  if (stuck.exit) places.push({ node: firstLine(exitOf(stuck.exit)), message: leaving });
  else if (stuck.alsoStuck[0]) {
    places.push({
      node: firstLine(stuck.alsoStuck[0]),
      message: { en: 'the other side waits here', 'zh-cn': '另一端等在这里' },
    });
  }
  return places.slice(0, 4);
}

/** The keyword, or for a call its function. */
function firstToken(node: SyntaxNode): SyntaxNode {
  if (node.kind === 'call_expression') return node.field('function') ?? node;
  return node.children[0] ?? node;
}

/** A node that stands on one line. */
function firstLine(node: SyntaxNode): SyntaxNode {
  let current = node;
  while (current.text.includes('\n')) {
    const [child] = current.children;
    if (!child) break;
    current = child;
  }
  return current;
}
