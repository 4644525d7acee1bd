import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isAssignedWhole } from './assignments.ts';
import { requestContexts } from './ended-requests.ts';
import { graphsOf } from './graphs.ts';
import type { OwnedResource } from './model.ts';
import { variable } from './nil-comparison.ts';

/**
 * Whether the context of a request was cancelled before it is sent: the request fails then and there is no response
 * (net/http/transport.go, roundTrip: `case <-ctx.Done(): req.closeBody(); return nil, context.Cause(ctx)`).
 */
export function isSentCancelled(
  pkg: PackageModel,
  resource: Pick<OwnedResource, 'acquisition' | 'type'>,
): boolean {
  return requestContexts(pkg, resource).some((context) => {
    const object = variable(pkg, context);
    return object !== undefined && isCancelledBefore(pkg, object, resource.acquisition);
  });
}

/**
 * Whether a dial gets a context that was cancelled before: it fails (net/dial.go, DialContext: "If the context expires before the
 * connection is complete, an error is returned"). `surely` where a dialer of the standard library is called, `likely` where a function
 * gets the context that may not look at it.
 */
export function isDialledCancelled(
  pkg: PackageModel,
  { acquisition }: Pick<OwnedResource, 'acquisition'>,
): 'surely' | 'likely' | undefined {
  const callee = pkg.calleeOf(acquisition);
  const isCancelled = (acquisition.field('arguments')?.namedChildren ?? []).some((argument) => {
    const object = variable(pkg, argument);
    return (
      object !== undefined &&
      namedId(pkg.typeOfObject(object)) === 'context.Context' &&
      isCancelledBefore(pkg, object, acquisition)
    );
  });
  if (!isCancelled || !callee) return undefined;
  return DIALERS.has(callee.id) ? 'surely' : 'likely';
}

const DIALERS: ReadonlySet<string> = new Set(['net.Dialer.DialContext', 'crypto/tls.Dialer.DialContext']);

/**
 * Whether the cancel function of a context is called on every way to a node: before it in its function, or in one around it
 * before the literal that holds the node is made.
 */
function isCancelledBefore(pkg: PackageModel, context: VarObject, node: SyntaxNode): boolean {
  const settings = pkg
    .referencesTo(context)
    .filter((each) => isAssignedWhole(each) && each.parent?.kind === 'expression_list');
  const cancels = new Set(settings.map((each) => cancelBeside(pkg, each)));
  const [cancel] = cancels;
  if (!cancel || cancels.size > 1) return false;
  const isPaired = pkg
    .referencesTo(cancel)
    .every(
      (each) => !isAssignedWhole(each) || each.parent?.kind === 'var_spec' || isSetBeside(each, settings),
    );
  return (
    isPaired &&
    pkg.referencesTo(cancel).some((mention) => {
      const call = mention.fieldName === 'function' ? mention.parent : undefined;
      const fn = call?.parent?.kind === 'expression_statement' ? pkg.functionOf(call) : undefined;
      if (!call || !fn || !isBefore(pkg, fn, call, node)) return false;
      // set again behind the call, or by a literal of the function, it may be another
      return !settings.some(
        (each) => fn.node.contains(each) && (each.start > call.start || pkg.functionOf(each) !== fn),
      );
    })
  );
}

/** `cancel` of `ctx, cancel = context.WithTimeout(...)`. */
function cancelBeside(pkg: PackageModel, target: SyntaxNode): VarObject | undefined {
  const list = target.parent!;
  const made = list.parent?.field('right')?.firstNamedChild;
  const isMade = made?.kind === 'call_expression' && pkg.calleeOf(made)?.id.startsWith('context.With');
  const [first, second] = list.namedChildren;
  return isMade && first === target && second ? variable(pkg, second) : undefined;
}

function isSetBeside(target: SyntaxNode, settings: readonly SyntaxNode[]): boolean {
  return settings.some((each) => each.parent === target.parent);
}

function isBefore(pkg: PackageModel, fn: GoFunction, call: SyntaxNode, node: SyntaxNode): boolean {
  let inside: SyntaxNode | undefined = node;
  for (let holder = pkg.functionOf(inside); holder !== fn; holder = pkg.functionOf(inside)) {
    inside = holder?.outer ? holder.node : undefined;
    if (!inside?.parent) return false;
    inside = inside.parent;
  }
  const graph = graphsOf(pkg).graphOf(fn);
  const [called, reached] = [graph.blockOf(call), graph.blockOf(inside)];
  if (!called || !reached) return false;
  return called === reached ? call.start < inside.start : graph.dominates(called, reached);
}
