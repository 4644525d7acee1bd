import type { GoFunction, PackageModel, VarObject } from '../../semantic/model.ts';
import { namedId } from '../../semantic/types.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { onlyAssigned } from '../channel-syntax.ts';
import { loopsAround } from '../loop-heads.ts';
import { variable } from '../nil-comparison.ts';
import { looksAtContext } from './closed-ranges.ts';
import type { StuckOperation } from './leaks.ts';

const CANCELS: ReadonlySet<string> = new Set(['context.CancelFunc', 'context.CancelCauseFunc']);

/**
 * Whether the owner waits for something else while the goroutine stands at a send behind a call that it gives a context which the
 * owner alone makes and ends: such a call returns for that as a rule.
 */
export function isBehindOwnCancel(
  pkg: PackageModel,
  { node, exit, owner }: StuckOperation,
  sender: GoFunction,
): boolean {
  if (exit || node.parent?.kind !== 'statement_list') return false;
  const before = node.parent.namedChildren.filter((each) => each.end <= node.start).at(-1);
  const call = before?.kind === 'expression_statement' ? before.firstNamedChild : undefined;
  if (call?.kind !== 'call_expression' || sender.outer !== owner) return false;
  return (call.field('arguments')?.namedChildren ?? []).some((argument) => {
    const context = variable(pkg, argument);
    return context?.function === owner && context.role === 'local' && isEndedBy(pkg, context, owner);
  });
}

/** Whether a context is made with a function that ends it, which its maker calls or defers. */
function isEndedBy(pkg: PackageModel, context: VarObject, owner: GoFunction): boolean {
  const [, end] = context.node.parent?.namedChildren ?? [];
  const cancel = context.node.parent?.fieldName === 'left' && end ? variable(pkg, end) : undefined;
  if (!cancel || !CANCELS.has(namedId(pkg.typeOfObject(cancel)) ?? '')) return false;
  return pkg.referencesTo(cancel).some((each) => each.fieldName === 'function' && owner.node.contains(each));
}

/**
 * Whether a goroutine sends into a channel with room, and looks at the end of its context in each round besides, as all do who receive:
 * one value may come late, and has its place.
 */
export function fitsBehindContext(
  pkg: PackageModel,
  { node, channel, capacity, copies }: StuckOperation,
  sender: GoFunction,
): boolean {
  const [loop] = loopsAround(node, sender.node);
  const receives = channel.operations.filter(({ kind }) => kind === 'receive');
  return (
    capacity > 0 &&
    copies < 2 &&
    loop !== undefined &&
    looksAtContext(pkg, loop) &&
    receives.length > 0 &&
    receives.every((each) => looksAtContext(pkg, each.node.ancestor('communication_case')?.parent))
  );
}

/**
 * Whether a goroutine sends once into a channel with room, and the owner ends the context of the one before when it starts another one: at
 * most the last value of each comes late.
 */
export function replacesEnded(
  pkg: PackageModel,
  { start, owner, capacity, copies, node }: StuckOperation,
): boolean {
  const sender = pkg.functionOf(node);
  if (
    capacity === 0 ||
    copies < 2 ||
    !start ||
    !sender ||
    loopsAround(node, sender.node).next().done !== true
  )
    return false;
  return startsOf(pkg, start, owner).some((again) => {
    if (loopsAround(again, owner.node).next().done === true) return false;
    const statement = statementOf(again);
    return (statement?.parent?.namedChildren ?? []).some(
      (each) => each.start < again.start && endsContext(pkg, each),
    );
  });
}

/** Where the owner starts a goroutine: the statement itself, or the calls of its literal that does. */
function startsOf(pkg: PackageModel, start: SyntaxNode, owner: GoFunction): readonly SyntaxNode[] {
  const fn = pkg.functionOf(start);
  if (fn === owner) return [start];
  return [...owner.node.descendants('call_expression')].filter((call) => {
    const called = call.field('function');
    const literal = called && variable(pkg, called);
    return literal !== undefined && onlyAssigned(pkg, literal) === fn?.node;
  });
}

function statementOf(node: SyntaxNode): SyntaxNode | undefined {
  let statement: SyntaxNode | undefined = node;
  while (statement && statement.parent?.kind !== 'statement_list') statement = statement.parent;
  return statement;
}

/** Whether a statement calls a function that ends a context. */
function endsContext(pkg: PackageModel, statement: SyntaxNode): boolean {
  const call = statement.kind === 'expression_statement' ? statement.firstNamedChild : undefined;
  const called = call?.kind === 'call_expression' ? call.field('function') : undefined;
  return called !== undefined && CANCELS.has(namedId(pkg.typeOf(called)) ?? '');
}
