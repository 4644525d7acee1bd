import { FAILS_TEST, STOPS_TEST } from '../../knowledge/error-functions.ts';
import type { PackageModel, VarObject } from '../../semantic/model.ts';
import { namedId } from '../../semantic/types.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { onlyAssigned } from '../channel-syntax.ts';
import { received } from '../channel-waits.ts';
import { variable } from '../nil-comparison.ts';
import type { StuckOperation } from './leaks.ts';

/**
 * Whether a test expects a goroutine not to come to its send: it fails when the value comes before a time is up, and behind that does
 * no more with what the call before the send works on, so that the goroutine stays in that call.
 */
export function isExpectedToWait(pkg: PackageModel, stuck: StuckOperation): boolean {
  const { node, start, owner, chosen, channel } = stuck;
  const select = chosen?.parent;
  const sender = pkg.functionOf(node);
  if (!start || !select || !sender || pkg.functionOf(select) !== owner || !awaitsTime(pkg, chosen))
    return false;
  const receives = channel.operations.filter(({ kind }) => kind === 'receive');
  const isFailure = receives.every(({ node: receive }) => {
    const clause = receive.ancestor('communication_case');
    return clause?.parent === select && failsTest(pkg, clause);
  });
  if (receives.length === 0 || !isFailure) return false;
  const isBehindCall = [...(sender.body?.descendants('call_expression') ?? [])].some(
    (call) => call.end <= node.start && pkg.functionOf(call) === sender && callsUnknown(pkg, call),
  );
  return (
    isBehindCall && !usedIn(pkg, start, stuck).some((object) => mayLetGo(pkg, object, { select, start }))
  );
}

interface Waited {
  readonly select: SyntaxNode;
  readonly start: SyntaxNode;
}

/** Whether a clause is chosen when a time is up. */
function awaitsTime(pkg: PackageModel, clause: SyntaxNode): boolean {
  const from = received(clause.field('communication'));
  if (from?.kind === 'call_expression') return pkg.calleeOf(from)?.id === 'time.After';
  const timer = from?.kind === 'selector_expression' ? from.field('operand') : undefined;
  return timer !== undefined && namedId(pkg.typeOf(timer)) === 'time.Timer';
}

function failsTest(pkg: PackageModel, clause: SyntaxNode): boolean {
  return [...clause.descendants('call_expression')].some((call) => {
    const id = pkg.calleeOf(call)?.id ?? '';
    return FAILS_TEST.test(id) || STOPS_TEST.test(id);
  });
}

function callsUnknown(pkg: PackageModel, call: SyntaxNode): boolean {
  const kind = pkg.calleeOf(call)?.kind;
  return kind !== 'builtin' && kind !== 'conversion';
}

/** Variables of the owner that a goroutine uses, besides the channel. */
function usedIn(
  pkg: PackageModel,
  start: SyntaxNode,
  { owner, channel }: StuckOperation,
): readonly VarObject[] {
  const used = new Set<VarObject>();
  for (const identifier of start.descendants('identifier')) {
    const object = variable(pkg, identifier);
    if (object && !start.contains(object.node) && !channel.variables.includes(object)) used.add(object);
  }
  return [...used].filter((object) => object.function !== owner || object.role !== 'parameter');
}

/** Whether something may let a goroutine go on that waits on a variable: who has made it may, and what is used later may be for that. */
function mayLetGo(pkg: PackageModel, object: VarObject, { select, start }: Waited): boolean {
  if (object.role !== 'local' || !isAtRest(pkg, object)) return true;
  return pkg.referencesTo(object).some((mention) => {
    if (start.contains(mention)) return false;
    const isLater = mention.start >= select.end || mention.ancestor('defer_statement') !== undefined;
    // what another literal does with it, it may do at any time
    return isLater || pkg.functionOf(mention) !== pkg.functionOf(select);
  });
}

/** Whether a variable holds what does nothing by itself: a struct that was written down, or made without starting a goroutine. */
function isAtRest(pkg: PackageModel, object: VarObject): boolean {
  const value = onlyAssigned(pkg, object);
  const made = value?.kind === 'unary_expression' ? value.field('operand') : value;
  if (made?.kind === 'composite_literal') return true;
  const maker = made?.kind === 'call_expression' ? pkg.calleeOf(made)?.function : undefined;
  const isStruct = pkg.underlying(pkg.typeOfObject(object))?.kind !== 'chan';
  return isStruct && maker?.body !== undefined && maker.body.descendants('go_statement').next().done === true;
}
