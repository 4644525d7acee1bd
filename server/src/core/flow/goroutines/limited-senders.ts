import { behaviourOf } from '../../knowledge/behaviour/index.ts';
import type { PackageModel } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { targetsOf } from '../assignments.ts';
import { callGiven } from '../literal-runs.ts';
import { loopsAround } from '../loop-heads.ts';
import { variable } from '../nil-comparison.ts';
import type { StuckOperation } from './leaks.ts';

/** sync/atomic doc.go: AddT returns the new value, CompareAndSwapT whether it has swapped; the methods of its types do the same. */
const ATOMIC = /^sync\/atomic\.(?:\w+\.)?(Add|CompareAndSwap)(?:Int32|Int64|Uint32|Uint64|Uintptr|Pointer)?$/;

/**
 * Whether of the goroutines that one statement starts one alone comes to a send: the one that brings an atomic counter to a number,
 * or swaps a value, or that `sync.Once` lets run.
 */
export function isOneOfMany(pkg: PackageModel, { node, channel, received, owner }: StuckOperation): boolean {
  const sends = channel.operations.filter(({ kind }) => kind === 'send');
  if (received === 0 || sends.length !== 1) return false;
  for (let at = node; at.parent && at.parent !== owner.node; at = at.parent) {
    const { parent } = at;
    if (parent.kind === 'func_literal') {
      const given = callGiven(parent);
      if (given && pkg.calleeOf(given)?.id === 'sync.Once.Do') return true;
    }
    const condition =
      parent.kind === 'if_statement' && at.fieldName === 'consequence'
        ? parent.field('condition')
        : undefined;
    if (condition && holdsForOne(pkg, condition) && loopsAround(node, parent).next().done === true)
      return true;
  }
  return false;
}

/** Whether a condition holds for one of those who ask it. */
function holdsForOne(pkg: PackageModel, condition: SyntaxNode): boolean {
  const isComparison = condition.kind === 'binary_expression' && condition.field('operator')?.text === '==';
  const call = isComparison ? condition.field('left') : condition;
  if (call?.kind !== 'call_expression') return false;
  const operation = ATOMIC.exec(pkg.calleeOf(call)?.id ?? '')?.[1];
  return operation === (isComparison ? 'Add' : 'CompareAndSwap');
}

/**
 * Whether a test sends only when time is up before a context has ended that another of its goroutines cancels: it is there for a run
 * in which the code under test fails.
 */
export function isForLateCancel(pkg: PackageModel, { node }: StuckOperation): boolean {
  const clause = node.ancestor('communication_case');
  const sender = pkg.functionOf(node);
  if (!clause || node.parent?.kind === 'communication_case' || pkg.functionOf(clause) !== sender)
    return false;
  if (receivedCall(pkg, clause)?.id !== 'time.After') return false;
  return (clause.parent?.namedChildren ?? []).some((other) => {
    const done = receivedCall(pkg, other);
    const context =
      done?.id === 'context.Context.Done' ? done.receiver && variable(pkg, done.receiver) : undefined;
    const cancel = targetsOf(context?.node.parent?.parent)[1];
    const object = cancel && variable(pkg, cancel);
    return (
      object !== undefined &&
      pkg.referencesTo(object).some((mention) => {
        const call = mention.parent;
        const isCall = call?.kind === 'call_expression' && call.parent?.kind === 'expression_statement';
        return isCall && pkg.functionOf(mention) !== sender;
      })
    );
  });
}

/**
 * Whether a goroutine that receives is only started for what a counter of the owner says, which goes up one by one: where it counts
 * those who send, each receive has its send.
 */
export function isStartedByCount(pkg: PackageModel, { start, owner }: StuckOperation): boolean {
  for (let at = start; at?.parent && at !== owner.node; at = at.parent) {
    const { parent } = at;
    const condition =
      parent.kind === 'if_statement' && at.fieldName === 'consequence'
        ? parent.field('condition')
        : undefined;
    const counter = condition?.kind === 'binary_expression' ? condition.field('left') : undefined;
    const object = counter && variable(pkg, counter);
    const isCounted =
      object?.role === 'local' &&
      pkg.referencesTo(object).some((mention) => mention.parent?.kind === 'inc_statement');
    if (isCounted && pkg.constantOf(condition!.field('right')!)) return true;
  }
  return false;
}

/** What the call gives that a clause receives from. */
function receivedCall(pkg: PackageModel, clause: SyntaxNode): ReturnType<PackageModel['calleeOf']> {
  const communication = clause.kind === 'communication_case' ? clause.field('communication') : undefined;
  const value = communication?.kind === 'receive_statement' ? communication.field('right') : communication;
  const call = value?.kind === 'unary_expression' ? value.field('operand') : undefined;
  return call?.kind === 'call_expression' ? pkg.calleeOf(call) : undefined;
}

/**
 * Whether a test has a goroutine for each connection that another one accepts, and sends round after round itself: there are as many
 * rounds as it has made connections, which is for it to have set up.
 */
export function isOneForEachConnection(
  pkg: PackageModel,
  { start, owner, channel }: StuckOperation,
): boolean {
  const accepting = start && pkg.functionOf(start);
  if (!accepting || accepting === owner) return false;
  const [loop] = loopsAround(start, accepting.node);
  const isPerConnection = [...(loop?.descendants('call_expression') ?? [])].some(
    (call) =>
      call.end < start.start &&
      pkg.functionOf(call) === accepting &&
      behaviourOf(pkg.calleeOf(call)?.id ?? '')?.blocks?.category === 'serve',
  );
  const sends = channel.operations.filter(({ kind }) => kind === 'send');
  return (
    isPerConnection &&
    sends.length > 0 &&
    sends.every(
      ({ node }) => pkg.functionOf(node) === owner && loopsAround(node, owner.node).next().done !== true,
    )
  );
}
