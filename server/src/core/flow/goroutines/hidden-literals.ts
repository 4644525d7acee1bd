import type { GoFunction, PackageModel, VarObject } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { type Channel, type Channels, startOfLiteral } from '../channels.ts';

/** What code that is not followed may do to a channel. */
export interface Others {
  readonly send: boolean;
  readonly receive: boolean;
  /** Close it, which those may as well that send where nothing is seen of them. */
  readonly close: boolean;
  /** Whether each value that it sends is nil. */
  readonly sendsNil?: boolean;
}

/**
 * What literals may do to the channel of a variable of which it is not known when they run: those that a library gets, or
 * that are kept. Undefined when one of them does more than send, receive and close, so that nothing is known any more.
 */
export function hiddenUses(pkg: PackageModel, channels: Channels, variable: VarObject): Others | undefined {
  let send = false;
  let receive = false;
  let close = false;
  let sendsNil = true;
  for (const reference of pkg.referencesTo(variable)) {
    if (!isHidden(pkg, channels, reference, variable)) continue;
    const use = useOf(pkg, reference);
    if (!use) return undefined;
    // a close ends the wait of receivers as a send does
    send ||= use !== 'receive';
    close ||= use === 'close';
    if (use === 'send') sendsNil &&= reference.parent?.field('value')?.kind === 'nil';
    receive ||= use === 'receive';
  }
  return { send, receive, close, sendsNil: send && !close && sendsNil };
}

/** What code that is not seen may do to a channel: who may send on it may close it. */
export function keepersOf({ keepers }: Channel): Others {
  return { ...keepers, close: keepers.send };
}

/** Whether a mention of a variable stands in a literal that does not run where it can be followed. */
function isHidden(
  pkg: PackageModel,
  channels: Channels,
  reference: SyntaxNode,
  variable: VarObject,
): boolean {
  let fn = pkg.functionOf(reference);
  for (; fn && fn !== variable.function; fn = fn.outer) {
    if (fn.node.kind === 'func_literal' && !runs(pkg, channels, fn)) return true;
  }
  return false;
}

function runs(pkg: PackageModel, channels: Channels, literal: GoFunction): boolean {
  let node = literal.node;
  while (node.parent?.kind === 'parenthesized_expression') node = node.parent;
  if (node.parent?.kind === 'call_expression' && node.fieldName === 'function') return true;
  if (startOfLiteral(pkg, literal.node)) return true;
  return channels.callersOf(literal) !== undefined;
}

/** What a mention of a channel does itself. */
function useOf(pkg: PackageModel, mention: SyntaxNode): 'send' | 'receive' | 'close' | undefined {
  const { parent } = mention;
  switch (parent?.kind) {
    case 'send_statement':
      return mention.fieldName === 'channel' ? 'send' : undefined;
    case 'unary_expression':
      return parent.field('operator')?.text === '<-' ? 'receive' : undefined;
    case 'range_clause':
      return mention.fieldName === 'right' ? 'receive' : undefined;
    case 'argument_list': {
      const callee = pkg.calleeOf(parent.parent!);
      return callee?.kind === 'builtin' && callee.id === 'close' ? 'close' : undefined;
    }
    default:
      return undefined;
  }
}
