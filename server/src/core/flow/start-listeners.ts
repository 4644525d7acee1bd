import { outermost } from '../semantic/declarations.ts';
import { homeOf } from '../semantic/home.ts';
import type { GoFunction, PackageModel } from '../semantic/model.ts';
import { moduleGraphOf } from '../semantic/module-graph.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isAssignedWhole, targetsOf } from './assignments.ts';
import { isEntryPoint } from './channels.ts';
import { definitionAt } from './definitions.ts';
import { givesUp } from './failed-starts.ts';
import { isSeenAgain } from './goroutines/again.ts';
import { callsInModule, isInCommand } from './goroutines/once.ts';
import { graphsOf } from './graphs.ts';
import type { Leak } from './model.ts';
import { variable } from './nil-comparison.ts';
import { placeOf } from './places.ts';
import { returnsFailure } from './process-end.ts';

/** net/net.go, Listener: "a generic network listener for stream-oriented protocols", and what implements it there. */
const LISTENERS: ReadonlySet<string> = new Set(['net.Listener', 'net.TCPListener', 'net.UnixListener']);

/** net/net.go, PacketConn: "a generic packet-oriented network connection": a server and a client have the same. */
const PACKET_SOCKETS: ReadonlySet<string> = new Set(['net.PacketConn', 'net.UDPConn', 'net.UnixConn']);

/** net/net.go, net/udpsock.go: functions that open a packet socket which waits for packets of anybody. */
const PACKET_LISTENS =
  /^net\.(?:ListenPacket|ListenConfig\.ListenPacket|ListenUDP|ListenMulticastUDP|ListenUnixgram)$/;

/**
 * Whether a leak loses a listener by an error with which its function fails, where nothing is seen to come there more than once: what
 * opens a listener to serve does so at start-up, and who starts up gives up for an error. A packet socket counts that
 * its function does not write to.
 */
export function isOfFailedStart(pkg: PackageModel, leak: Leak): boolean {
  const { function: fn, owner, acquisition } = leak.resource;
  if (owner || leak.reason !== 'early-return' || leak.exit.kind !== 'return_statement') return false;
  if (!isListener(pkg, leak) || !returnsFailure(pkg, fn, leak) || isUncalled(pkg, fn)) return false;
  const top = outermost(fn);
  const calls = top === fn ? callsInModule(pkg, fn) : undefined;
  const isGivenUp = calls?.every((call) => givesUp(call.pkg, call.node, true)) === true;
  const graphOf = (each: GoFunction) => graphsOf(homeOf(pkg, each)).graphOf(each);
  return !isSeenAgain(pkg, graphOf, acquisition, undefined, !isGivenUp);
}

/** Whether nothing in the module is seen to run a function, so that nothing is known of when it runs. */
function isUncalled(pkg: PackageModel, fn: GoFunction): boolean {
  const top = outermost(fn);
  if (!top || isEntryPoint(top) || isInCommand(pkg, fn)) return false;
  if (callsInModule(pkg, top)?.length !== 0) return false;
  // a call may mean the function of the same name in the files of another system
  const graph = moduleGraphOf(pkg, top.file);
  return !(graph.hasMain && graph.isNamedAnywhere(top.node.field('name')?.text ?? ''));
}

function isListener(pkg: PackageModel, { resource }: Leak): boolean {
  const { name, acquisition, index } = resource;
  const target = targetsOf(acquisition.parent?.parent)[index];
  if (target?.kind === 'selector_expression') return isHandedOnInside(pkg, target);
  const object = name && variable(pkg, name);
  // one that is only asked for its address may be a way to a free port
  if (!object || !pkg.referencesTo(object).some(serves)) return false;
  const type = pkg.typeOfObject(object);
  const id = namedId(type) ?? '';
  if (LISTENERS.has(id)) return true;
  if (!PACKET_SOCKETS.has(id)) return false;
  const isOpened = id === 'net.PacketConn' || PACKET_LISTENS.test(pkg.calleeOf(acquisition)?.id ?? '');
  return isOpened && !pkg.referencesTo(object).some(isWrittenTo);
}

/** Whether an expression is a listener in a field of a variable of its function that goes on elsewhere as a whole. */
function isHandedOnInside(pkg: PackageModel, field: SyntaxNode): boolean {
  const root = placeOf(pkg, field)?.root;
  if (root?.role !== 'local' || !LISTENERS.has(namedId(pkg.typeOf(field)) ?? '')) return false;
  return pkg.referencesTo(root).some(({ parent }) => {
    const isReturned = parent?.parent?.kind === 'return_statement';
    return isReturned || parent?.kind === 'argument_list';
  });
}

/** Whether a mention hands a listener on, or waits for what comes to it. */
function serves(mention: SyntaxNode): boolean {
  const { parent } = mention;
  if (parent?.kind === 'selector_expression')
    return /^(?:Accept|Read)/.test(parent.field('field')?.text ?? '');
  return (
    parent?.kind !== 'binary_expression' && !isAssignedWhole(mention) && definitionAt(mention) === undefined
  );
}

/** Whether a mention is the operand of a call of a method that writes. */
function isWrittenTo({ parent }: SyntaxNode): boolean {
  return parent?.kind === 'selector_expression' && /^Write/.test(parent.field('field')?.text ?? '');
}
