import { OWNERSHIP } from '../knowledge/ownership/table.ts';
import type { PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isAssignedWhole } from './assignments.ts';
import { endedBy, isBehindDone } from './ended-contexts.ts';
import { graphsOf } from './graphs.ts';
import type { Leak } from './model.ts';
import { unwrapped, variable } from './nil-comparison.ts';

/**
 * Whether a leak leaves because a context has ended with which the listener is closed, before the error of Accept was asked for: what
 * Accept gave there is most probably nil, and at most one connection of a listener that is gone (net/net.go, Listener.Close:
 * "Any blocked Accept operations will be unblocked and return errors").
 */
export function leavesWithListener(pkg: PackageModel, { resource, exit, path }: Leak): boolean {
  const { acquisition, error, function: fn } = resource;
  const method = acquisition.field('function');
  const operand = method?.field('field')?.text === 'Accept' ? method.field('operand') : undefined;
  const listener = operand && variable(pkg, unwrapped(operand));
  const failed = error && pkg.objectOf(error);
  if (!listener || !failed) return false;
  const isAsked = path.some(
    ({ node, kind }) =>
      kind === 'branch' &&
      [node, ...node.descendants('identifier')].some((each) => pkg.objectOf(each) === failed),
  );
  if (isAsked) return false;
  for (let node = exit; node.parent && node !== fn.node && !node.contains(acquisition); node = node.parent) {
    const context = endedBy(pkg, node);
    if (context && isClosedWith(pkg, listener, context)) return true;
  }
  return false;
}

/** Whether something closes a listener once a context has ended, both of which keep what they hold. */
function isClosedWith(pkg: PackageModel, listener: VarObject, context: VarObject): boolean {
  const references = pkg.referencesTo(listener);
  if ([references, pkg.referencesTo(context)].some((each) => each.filter(isAssignedWhole).length > 1))
    return false;
  return references.some((reference) => {
    const method = reference.fieldName === 'operand' ? reference.parent : undefined;
    const call = method?.fieldName === 'function' ? method.parent : undefined;
    const isClose = call && OWNERSHIP.get('connection')!.release.has(method?.field('field')?.text ?? '');
    return isClose === true && (runsAfter(pkg, call, context) || isBehind(pkg, call, context));
  });
}

/** Whether a call comes behind a receive from the Done of a context. */
function isBehind(pkg: PackageModel, call: SyntaxNode, context: VarObject): boolean {
  const fn = pkg.functionOf(call);
  const graph = fn && graphsOf(pkg).graphOf(fn);
  const block = graph?.blockOf(call);
  return graph !== undefined && block !== undefined && isBehindDone(pkg, graph, context, block, call);
}

/** Whether a call is in what `context.AfterFunc` runs when a context is done. */
function runsAfter(pkg: PackageModel, call: SyntaxNode, context: VarObject): boolean {
  const after = call.ancestor('func_literal')?.parent?.parent;
  if (after?.kind !== 'call_expression' || pkg.calleeOf(after)?.id !== 'context.AfterFunc') return false;
  const given = after.field('arguments')?.firstNamedChild;
  return given !== undefined && variable(pkg, unwrapped(given)) === context;
}
