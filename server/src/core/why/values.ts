import type { Localized } from '../finding.ts';
import { type Acquisition, isOfAcquiringPackage } from '../flow/acquisitions.ts';
import type { Edge, Exit, FlowModel, Leak, OwnedResource, WitnessStep } from '../flow/model.ts';
import type { FlowRecorder, PathEvent } from '../flow/trace.ts';
import type { OwnershipType } from '../knowledge/ownership/table.ts';
import type { GoFunction } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { called, describeUse, ownedType } from './mentions.ts';
import type { Reader } from './reader.ts';

/** One value that was followed, and all that the walk over its paths saw. */
export interface FollowedValue {
  readonly fn: GoFunction;
  readonly type: OwnershipType;
  readonly acquisition: Acquisition;
  readonly events: readonly PathEvent[];
}

/** Keeps what a flow model tells of the values that it follows. */
export class ValueRecorder implements FlowRecorder {
  readonly values: FollowedValue[] = [];

  follow(fn: GoFunction, type: OwnershipType, acquisition: Acquisition): (event: PathEvent) => void {
    const events: PathEvent[] = [];
    this.values.push({ fn, type, acquisition, events });
    return (event) => events.push(event);
  }

  summarise(): () => void {
    return () => undefined;
  }
}

/** A sentence about a line. */
export interface Remark {
  /** Counted from 1. */
  readonly line: number;
  readonly code: string;
  readonly words: Localized;
}

/** The reasoning about one acquired value. */
export interface ValueReport {
  readonly acquired: Localized;
  /** What happens to it, in the order of lines. */
  readonly remarks: readonly Remark[];
  readonly conclusion: readonly Localized[];
}

/** @param flow the recorded model */
export function explainValue(reader: Reader, flow: FlowModel, value: FollowedValue): ValueReport {
  const resource = flow
    .resourcesOf(value.fn, value.type.name)
    .find((candidate) => candidate.acquisition === value.acquisition.call);
  return {
    acquired: acquired(reader, flow, value),
    remarks: remarksOf(reader, value),
    conclusion: resource ? conclusion(reader, value, resource) : [],
  };
}

/** Why a call is taken to acquire. */
function acquired(reader: Reader, flow: FlowModel, { type, acquisition }: FollowedValue): Localized {
  const { call } = acquisition;
  const callee = reader.pkg.calleeOf(call);
  const name = called(reader, call);
  const kind = `\`${ownedType(callee, acquisition.index, type)}\``;
  if (callee && (type.acquire.has(callee.id) || isOfAcquiringPackage(callee, type))) {
    const source = type.source === undefined ? '' : `; ${type.source}`;
    return {
      en: `${name} gives a ${kind} that its caller must release (ownership table, row ${type.name}${source})`,
      'zh-cn': `${name} 给出必须由调用者释放的 ${kind}（所有权表，行 ${type.name}${source}）`,
    };
  }
  if (callee?.function) {
    const inner = flow
      .resourcesOf(callee.function, type.name)
      .find((candidate) => candidate.movesAway)?.acquisition;
    const from = inner ? `${called(reader, inner)}, ${reader.at(inner)}` : undefined;
    const [owner] = acquisition.way?.owners ?? [];
    if (owner) {
      const place = `\`${[owner.name, ...acquisition.way!.rest].join('.')}\``;
      return {
        en: `${name} is seen to return a struct that owns a fresh ${kind} in ${place}${from ? `, acquired by ${from}` : ''} (summary of its body)`,
        'zh-cn': `${name} 返回的结构体在 ${place} 中持有新取得的 ${kind}${from ? `，由 ${from} 取得` : ''}（其函数体的摘要）`,
      };
    }
    return {
      en: `${name} is seen to return a fresh ${kind}${from ? `, acquired by ${from}` : ''} (summary of its body)`,
      'zh-cn': `${name} 返回新取得的 ${kind}${from ? `，由 ${from} 取得` : ''}（其函数体的摘要）`,
    };
  }
  return {
    en: `the body of ${name} is not known; by its types, or by a method of the package that implements it, it gives a fresh ${kind}: likely, not proved`,
    'zh-cn': `${name} 的函数体未知；按其类型或包内实现它的方法，它给出新取得的 ${kind}：很可能，未证明`,
  };
}

function remarksOf(reader: Reader, { fn, type, events }: FollowedValue): Remark[] {
  const remarks = new Map<string, Remark>();
  const add = (node: SyntaxNode, words: Localized): void => {
    const remark = { line: reader.lineOf(node), code: reader.short(statementText(node)), words };
    remarks.set(`${remark.line}\0${words.en}`, remark);
  };
  for (const event of events) {
    switch (event.kind) {
      case 'use':
        add(event.node, describeUse(reader, fn, event.node, event.use, type));
        break;
      case 'deferred':
        add(event.literal.node, DEFERRED);
        break;
      case 'cut':
        if (event.why !== 'known' && event.edge.condition)
          add(event.edge.condition, cut(reader, event.edge, event.why));
        break;
      case 'released-by-condition':
        if (event.edge.condition) add(event.edge.condition, releasedItself(reader, event.edge));
        break;
      case 'leave':
        if (event.how !== 'released') add(exitNode(event.exit), LEFT[event.how]);
        break;
      case 'lost':
        add(lostNode(event.node), lost(event.reason));
        break;
      case 'enter':
      case 'deferred-before':
      case 'exceeded':
        break;
    }
  }
  return [...remarks.values()].sort((a, b) => a.line - b.line);
}

/** The statement around a mention, cut to its first line; of a literal's body the part that mentions it. */
function statementText(node: SyntaxNode): string {
  let current = node;
  while (
    current.parent &&
    !['statement_list', 'block', 'if_statement', 'for_statement', 'for_clause'].includes(current.parent.kind)
  )
    current = current.parent;
  return current.text.split('\n')[0]!;
}

/** `err != nil` is true, for an edge of a condition; the clause of a case. */
function taken(reader: Reader, edge: Edge): Localized {
  const code = `\`${reader.short(edge.condition?.text.split('\n')[0] ?? '', 40)}\``;
  if (edge.kind === 'true') return { en: `${code} is true`, 'zh-cn': `${code} 成立` };
  if (edge.kind === 'false') return { en: `${code} is false`, 'zh-cn': `${code} 不成立` };
  if (edge.kind === 'default') return { en: 'no case matches', 'zh-cn': '没有分支匹配' };
  return { en: `${code} is taken`, 'zh-cn': `走 ${code}` };
}

function cut(reader: Reader, edge: Edge, why: 'absent' | 'infeasible'): Localized {
  const where = taken(reader, edge);
  return why === 'absent'
    ? { en: `where ${where.en} there is no value`, 'zh-cn': `${where['zh-cn']}时没有这个值` }
    : {
        en: `that ${where.en} contradicts what is known on the path`,
        'zh-cn': `${where['zh-cn']}与该路径上已知的情况矛盾`,
      };
}

function releasedItself(reader: Reader, edge: Edge): Localized {
  const where = taken(reader, edge);
  return { en: `where ${where.en} it has released itself`, 'zh-cn': `${where['zh-cn']}时它已自行释放` };
}

const DEFERRED: Localized = {
  en: 'a deferred function literal releases it under a condition, which is judged at each exit',
  'zh-cn': 'defer 的函数字面量在某个条件下释放它，在每个出口处判断',
};

const LEFT: Readonly<Record<Exclude<Extract<PathEvent, { kind: 'leave' }>['how'], 'released'>, Localized>> = {
  returned: { en: 'moves away: returned by a named result', 'zh-cn': '移交：经具名结果返回' },
  'no-return': { en: 'the path ends in a call that never returns', 'zh-cn': '该路径止于不会返回的调用' },
  deferred: { en: 'left: the deferred literal releases it here', 'zh-cn': '离开：defer 的字面量在此释放它' },
  'maybe-deferred': {
    en: 'left: whether the deferred literal releases it here is not known, so nothing is said',
    'zh-cn': '离开：不知道 defer 的字面量是否在此释放它，因此不作判断',
  },
};

const LOST: Readonly<Record<Leak['reason'], Localized>> = {
  discarded: { en: 'LOST: the result is discarded', 'zh-cn': '丢失：结果被丢弃' },
  'never-released': {
    en: 'LOST: the function ends and it is still held',
    'zh-cn': '丢失：函数结束时仍被持有',
  },
  'end-of-function': {
    en: 'LOST: the function ends and it is still held',
    'zh-cn': '丢失：函数结束时仍被持有',
  },
  'early-return': {
    en: 'LOST: the function returns and it is still held',
    'zh-cn': '丢失：函数返回时仍被持有',
  },
  overwritten: { en: 'LOST: its last name is overwritten', 'zh-cn': '丢失：最后一个代表它的变量被覆盖' },
  panic: { en: 'LOST: a panic leaves the function', 'zh-cn': '丢失：panic 离开函数' },
  'loop-iteration': {
    en: 'LOST: the next iteration acquires again while it is still held',
    'zh-cn': '丢失：仍被持有时，下一次循环又重新取得',
  },
};

function lost(reason: Leak['reason']): Localized {
  return LOST[reason];
}

/** Where a function ends is its closing brace. */
function lostNode(node: SyntaxNode): SyntaxNode {
  return node.kind === 'block' ? node.children[node.children.length - 1]! : node;
}

function exitNode(exit: Exit): SyntaxNode {
  return lostNode(exit.node);
}

function conclusion(
  reader: Reader,
  { events, acquisition }: FollowedValue,
  resource: OwnedResource,
): Localized[] {
  if (resource.isOverBudget) {
    return [{ en: 'not analysed: too many paths', 'zh-cn': '未分析：路径过多' }];
  }
  if (events.length === 0) {
    return [{ en: 'no path reaches this call', 'zh-cn': '没有路径到达这个调用' }];
  }
  if (resource.leaks.length > 0)
    return [...resource.leaks.map((leak) => path(reader, leak)), sure(resource, acquisition)];
  const has = (test: (event: PathEvent) => boolean): boolean => events.some(test);
  const reasons: Localized[] = [];
  if (has((event) => event.kind === 'deferred-before')) {
    reasons.push({
      en: 'released, or handed over, by a literal deferred before',
      'zh-cn': '由此前 defer 的函数字面量释放或移交',
    });
  }
  if (
    has(
      (event) =>
        (event.kind === 'use' && event.use.kind === 'release') ||
        event.kind === 'released-by-condition' ||
        event.kind === 'deferred',
    )
  ) {
    reasons.push({ en: 'released', 'zh-cn': '被释放' });
  }
  if (
    has(
      (event) =>
        (event.kind === 'use' && event.use.kind === 'move') ||
        (event.kind === 'leave' && event.how === 'returned'),
    )
  ) {
    reasons.push({ en: 'moved away', 'zh-cn': '被移交' });
  }
  if (has((event) => event.kind === 'leave' && event.how === 'no-return')) {
    reasons.push({ en: 'ended with the program or goroutine', 'zh-cn': '随程序或 goroutine 结束' });
  }
  if (has((event) => event.kind === 'cut' && event.why === 'absent')) {
    reasons.push({ en: 'absent', 'zh-cn': '不存在' });
  }
  return [
    reasons.length > 0
      ? {
          en: `silent: on every path it is ${reasons.map((reason) => reason.en).join(' or ')}`,
          'zh-cn': `无报告：在每条路径上它${reasons.map((reason) => reason['zh-cn']).join('或')}`,
        }
      : {
          en: 'silent: it is used in place, and what becomes of it there is not followed',
          'zh-cn': '无报告：它在原处被使用，其后的去向不再追踪',
        },
  ];
}

function path(reader: Reader, leak: Leak): Localized {
  const steps = leak.path.filter((step) => step.kind === 'branch' || step.kind === 'loop');
  const where = reader.lineOf(lostNode(leak.exit));
  const words = steps.map((step) => stepWords(reader, step));
  const via: Localized =
    words.length === 0
      ? { en: 'straight on', 'zh-cn': '直接' }
      : {
          en: words.map((word) => word.en).join(', '),
          'zh-cn': words.map((word) => word['zh-cn']).join('，'),
        };
  return {
    en: `path to line ${where}: ${via.en}`,
    'zh-cn': `到第 ${where} 行的路径：${via['zh-cn']}`,
  };
}

function stepWords(reader: Reader, { node, kind, taken: holds }: WitnessStep): Localized {
  const code = `\`${reader.short(node.text.split('\n')[0]!, 40)}\``;
  const line = reader.lineOf(node);
  if (kind === 'loop') {
    return holds
      ? { en: `loop ${code} goes on (line ${line})`, 'zh-cn': `循环 ${code} 继续（第 ${line} 行）` }
      : { en: `loop ${code} ends (line ${line})`, 'zh-cn': `循环 ${code} 结束（第 ${line} 行）` };
  }
  if (holds === undefined) return { en: `${code} (line ${line})`, 'zh-cn': `${code}（第 ${line} 行）` };
  return holds
    ? { en: `${code} is true (line ${line})`, 'zh-cn': `${code} 成立（第 ${line} 行）` }
    : { en: `${code} is false (line ${line})`, 'zh-cn': `${code} 不成立（第 ${line} 行）` };
}

function sure(resource: OwnedResource, acquisition: Acquisition): Localized {
  if (resource.certainty === 'proved') {
    return { en: 'proved: every step is understood', 'zh-cn': '已证明：每一步都已弄清' };
  }
  return acquisition.certainty === 'likely'
    ? { en: 'likely: that the call acquires is not proved', 'zh-cn': '很可能：未证明该调用取得资源' }
    : {
        en: 'likely: a function of unknown body is taken for a reader',
        'zh-cn': '很可能：有函数体未知的函数被视为只读取它',
      };
}
