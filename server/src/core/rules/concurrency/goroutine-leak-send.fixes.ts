import type { StuckOperation } from '../../flow/goroutines/leaks.ts';
import type { BasicBlock } from '../../flow/model.ts';
import { callsBuiltin } from '../../semantic/universe.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { NodeEdit, RuleContext, RuleFix } from '../rule.ts';
import { selectWithContext } from '../support/select-context.ts';
import { channelName } from '../support/stuck.ts';

/** A buffer, safe for one sender that does nothing after its send; else a person decides. */
export function waysToSend(stuck: StuckOperation, context: RuleContext): RuleFix[] {
  const fixes = [
    buffer(stuck, context),
    closesBehind(stuck, context) ? undefined : selectWithContext(stuck, context),
  ];
  return fixes.filter((fix) => fix !== undefined);
}

/** Whether the sender closes the channel further on: who leaves at the send would leave the receivers waiting for that. */
function closesBehind(stuck: StuckOperation, { package: pkg }: RuleContext): boolean {
  const sender = pkg.functionOf(stuck.node);
  return stuck.channel.operations.some(
    ({ kind, node }) =>
      kind === 'close' && pkg.functionOf(node) === sender && !node.ancestor('defer_statement'),
  );
}

function buffer(stuck: StuckOperation, context: RuleContext): RuleFix | undefined {
  const [make] = stuck.channel.makes;
  const pkg = context.package;
  if (stuck.channel.makes.length !== 1 || make?.capacity !== 0 || stuck.ignored) return undefined;
  if (!stuck.start && !stuck.isReply) return undefined;
  if (pkg.fileOf(make.node) !== context.file) return undefined;
  if (stuck.isReply) {
    const room = sized(make.node, '1', context);
    return room && bufferFix(room, '1', false, stuck);
  }
  if (stuck.copies > 1) {
    const size = sizeForAll(stuck, make.node, context);
    const edit = size === undefined ? undefined : sized(make.node, size, context);
    return size === undefined || !edit ? undefined : bufferFix(edit, size, false, stuck);
  }
  if (!context.flow.endsWithBuffer(stuck, 1)) return undefined;
  const edit = sized(make.node, '1', context);
  return edit && bufferFix(edit, '1', isOneSender(stuck, make.node, context), stuck);
}

function bufferFix(edit: NodeEdit, size: string, isSafe: boolean, stuck: StuckOperation): RuleFix {
  const name = channelName(stuck);
  return {
    title: {
      en: `Make ${name} with room for ${size === '1' ? 'the value: a buffer of 1' : `every sender: a buffer of ${size}`}`,
      'zh-cn': `给 ${name} 留出${size === '1' ? '放这个值的位置：缓冲为 1' : `每个发送者的位置：缓冲为 ${size}`}`,
    },
    safety: isSafe ? 'safe' : 'suggested',
    edits: [edit],
    imports: [],
  };
}

/** The call of make with a size. */
function sized(make: SyntaxNode, size: string, context: RuleContext): NodeEdit | undefined {
  const args = make.field('arguments')?.namedChildren ?? [];
  const [type, old] = args;
  if (!type || args.length > 2) return undefined;
  return old
    ? { file: context.file, start: old.start, end: old.end, newText: size }
    : { file: context.file, start: type.end, end: type.end, newText: `, ${size}` };
}

/**
 * Whether a buffer of 1 changes nothing but the fault: one goroutine per channel, which sends at most once, as the
 * last thing that it does; nobody looks at the length or capacity of the channel.
 */
function isOneSender(stuck: StuckOperation, make: SyntaxNode, context: RuleContext): boolean {
  const { package: pkg, flow } = context;
  const sender = pkg.functionOf(stuck.node);
  if (!sender || !stuck.start || pkg.functionOf(stuck.start) !== stuck.owner) return false;
  // several goroutines for one channel
  if (loopAround(stuck.start, stuck.owner.node) !== loopAround(make, stuck.owner.node)) return false;
  const sends = stuck.channel.operations.filter((operation) => operation.kind === 'send');
  if (sends.some((send) => pkg.functionOf(send.node) !== sender)) return false;
  if (stuck.start.kind !== 'go_statement' || !startsOnly(stuck.start, sender.node, context)) return false;
  // somebody unseen may count on the hand-over
  const { keepers } = stuck.channel;
  if (keepers.receive || keepers.send) return false;
  const isMeasured = stuck.channel.variables.some((variable) =>
    pkg.referencesTo(variable).some((reference) => {
      const call = reference.parent?.kind === 'argument_list' ? reference.parent.parent : undefined;
      return callsBuiltin(pkg, call, 'len', 'cap');
    }),
  );
  if (isMeasured) return false;
  const graph = flow.graphOf(sender);
  return sends.every((send) => {
    const block = graph.blockOf(send.node);
    return block !== undefined && isLast(send.node, block);
  });
}

/** Whether a go statement is the only one that runs a function. */
function startsOnly(start: SyntaxNode, fn: SyntaxNode, { package: pkg }: RuleContext): boolean {
  const call = start.namedChildren.find((child) => child.kind === 'call_expression');
  const called = call && pkg.calleeOf(call)?.function;
  if (called?.node !== fn) return false;
  return fn.kind === 'func_literal' ? start.contains(fn) : pkg.callsTo(called).length === 1;
}

function loopAround(node: SyntaxNode, within: SyntaxNode): SyntaxNode | undefined {
  for (let each = node.parent; each && each !== within; each = each.parent) {
    if (each.kind === 'for_statement') return each;
  }
  return undefined;
}

/** Whether nothing but a plain return comes after a send. */
function isLast(send: SyntaxNode, block: BasicBlock): boolean {
  const isPlain = (node: SyntaxNode): boolean =>
    node.kind === 'return_statement' && node.namedChildren.length === 0;
  const seen = new Set<BasicBlock>([block]);
  const own = block.nodes.findIndex((node) => node === send || node.contains(send));
  if (!block.nodes.slice(own + 1).every(isPlain)) return false;
  const work = block.successors.map((edge) => edge.to);
  while (work.length > 0) {
    const next = work.pop()!;
    if (next === block) return false; // in a loop
    if (seen.has(next)) continue;
    seen.add(next);
    if (!next.nodes.every(isPlain)) return false;
    work.push(...next.successors.map((edge) => edge.to));
  }
  return true;
}

/** How many goroutines a loop starts, when that is known where the channel is made. */
function sizeForAll(stuck: StuckOperation, make: SyntaxNode, context: RuleContext): string | undefined {
  const { package: pkg } = context;
  const loop = stuck.start && loopAround(stuck.start, stuck.owner.node);
  const clause = loop?.namedChildren.find(
    (child) => child.kind === 'range_clause' || child.kind === 'for_clause',
  );
  if (!loop || !clause || loop.contains(make)) return undefined;
  const condition = clause.field('condition');
  const isCounting =
    condition?.field('operator')?.text === '<' && clause.field('initializer')?.field('right')?.text === '0';
  const bound =
    clause.kind === 'range_clause'
      ? clause.field('right')
      : isCounting
        ? condition.field('right')
        : undefined;
  if (!bound || !isVisibleAt(bound, make, context)) return undefined;
  const type = pkg.typeOf(bound);
  if (type?.kind === 'basic' && type.name === 'int') return bound.text;
  const isCountable = type?.kind === 'slice' || type?.kind === 'array' || type?.kind === 'map';
  return isCountable && clause.kind === 'range_clause' ? `len(${bound.text})` : undefined;
}

/** Whether every name of an expression means the same at another place. */
function isVisibleAt(expression: SyntaxNode, place: SyntaxNode, { package: pkg }: RuleContext): boolean {
  if (!['identifier', 'selector_expression', 'call_expression'].includes(expression.kind)) return false;
  for (const identifier of expression.descendants('identifier')) {
    const object = pkg.objectOf(identifier);
    if (!object || pkg.lookup(identifier.text, place) !== object) return false;
    if (object.kind === 'var' && object.role === 'local' && object.node.start > place.start) return false;
  }
  return true;
}
