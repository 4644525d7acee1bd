import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignedTo, isAssignedWhole } from './assignments.ts';
import { ENDLESS } from './contexts.ts';
import { endedBy, isBehindDone } from './ended-contexts.ts';
import type { FlowModel } from './model.ts';

const GROUP = 'golang.org/x/sync/errgroup';

/**
 * Whether what stands at a node runs while a context of a function around it is still somebody's: in the function that has
 * it, or in a literal which that calls there (`proved`), gives to a call together with the context, or to the group whose
 * context it is (`likely`). Not in a goroutine or a deferred call, which may be there to outlive it, and not where the
 * context has ended already.
 */
export function livesAt(
  pkg: PackageModel,
  flow: FlowModel,
  context: VarObject,
  node: SyntaxNode,
): 'proved' | 'likely' | undefined {
  let certainty: 'proved' | 'likely' = 'proved';
  let at = node;
  for (let fn = pkg.functionOf(node); fn; fn = fn.outer) {
    if (isLeft(fn, at) || hasEnded(pkg, flow, fn, context, at)) return undefined;
    if (fn === context.function) return certainty;
    const run = runOf(pkg, fn, context);
    if (!run) return undefined;
    if (run.certainty === 'likely') certainty = 'likely';
    at = run.call;
  }
  return undefined;
}

/** Whether a context has ended where control is at a node, in the function of the node or in one around it. */
export function hasEndedBefore(
  pkg: PackageModel,
  flow: FlowModel,
  context: VarObject,
  node: SyntaxNode,
): boolean {
  let at = node;
  for (let fn = pkg.functionOf(node); fn; fn = fn.outer) {
    if (hasEnded(pkg, flow, fn, context, at)) return true;
    if (fn === context.function) return false;
    at = fn.node;
  }
  return false;
}

/** Whether a node of a function stands in a `go` or `defer` statement of it. */
function isLeft(fn: GoFunction, node: SyntaxNode): boolean {
  for (let each = node; each !== fn.node && each.parent; each = each.parent)
    if (each.kind === 'go_statement' || each.kind === 'defer_statement') return true;
  return false;
}

function hasEnded(
  pkg: PackageModel,
  flow: FlowModel,
  fn: GoFunction,
  context: VarObject,
  node: SyntaxNode,
): boolean {
  for (let each = node; each !== fn.node && each.parent; each = each.parent)
    if (endedBy(pkg, each) === context) return true;
  const graph = flow.graphOf(fn);
  const block = graph.blockOf(node);
  return block === undefined || isBehindDone(pkg, graph, context, block, node);
}

/** The call that runs a literal while the function around it waits. */
function runOf(
  pkg: PackageModel,
  fn: GoFunction,
  context: VarObject,
): { call: SyntaxNode; certainty: 'proved' | 'likely' } | undefined {
  const { parent } = fn.node;
  if (parent?.kind === 'call_expression' && fn.node.fieldName === 'function')
    return { call: parent, certainty: 'proved' };
  const call = parent?.kind === 'argument_list' ? parent.parent : undefined;
  if (!call || !parent) return undefined;
  const id = pkg.calleeOf(call)?.id ?? '';
  if (id === `${GROUP}.Group.Go` || id === `${GROUP}.Group.TryGo`)
    return isOfGroup(pkg, context) ? { call, certainty: 'likely' } : undefined;
  const isGiven = parent.namedChildren.some(
    (argument) => argument.kind === 'identifier' && pkg.objectOf(argument) === context,
  );
  // context/context.go: "AfterFunc arranges to call f in its own goroutine after ctx is canceled"
  return isGiven && id !== 'context.AfterFunc' ? { call, certainty: 'likely' } : undefined;
}

/** Whether a variable is set to a context that ends with nothing else: `ctx = context.WithoutCancel(ctx)`. */
export function isDetached(pkg: PackageModel, context: VarObject): boolean {
  return pkg.referencesTo(context).some((each) => {
    const made = isAssignedWhole(each) ? assignedTo(each)?.value : undefined;
    return made?.kind === 'call_expression' && ENDLESS.has(pkg.calleeOf(made)?.id ?? '');
  });
}

/** Whether a context is the one that errgroup.WithContext gives. */
function isOfGroup(pkg: PackageModel, context: VarObject): boolean {
  return pkg.referencesTo(context).some((each) => {
    const made = isAssignedWhole(each) ? assignedTo(each)?.value : undefined;
    return made?.kind === 'call_expression' && pkg.calleeOf(made)?.id === `${GROUP}.WithContext`;
  });
}
