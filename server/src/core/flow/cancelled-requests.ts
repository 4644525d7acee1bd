import type { PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isAssignedWhole, targetsOf } from './assignments.ts';
import { requestContexts } from './ended-requests.ts';
import type { OwnedResource } from './model.ts';
import { variable } from './nil-comparison.ts';

/**
 * Whether the request of a response has a context that somebody cancels, here or in another function that holds the same variables:
 * its connection ends with it (net/http/transport.go, readLoop: `case <-rc.treq.ctx.Done()`).
 */
export function hasCancelledContext(pkg: PackageModel, resource: OwnedResource): boolean {
  return requestContexts(pkg, resource).some((context) => {
    const object = variable(pkg, context);
    return object !== undefined && cancelsOf(pkg, object).some((cancel) => isUsed(pkg, cancel));
  });
}

/** The cancel functions that come with what a variable is set to: `ctx, cancel = context.WithCancel(...)`. */
function cancelsOf(pkg: PackageModel, context: VarObject): readonly VarObject[] {
  return pkg.referencesTo(context).flatMap((mention) => {
    const statement = isAssignedWhole(mention) ? mention.parent?.parent : undefined;
    const made = statement?.field('right')?.firstNamedChild;
    if (made?.kind !== 'call_expression' || !/^context\.With/.test(pkg.calleeOf(made)?.id ?? '')) return [];
    const [first, second] = targetsOf(statement);
    const cancel = first === mention && second ? variable(pkg, second) : undefined;
    return cancel ? [cancel] : [];
  });
}

/** Whether a function value is called, or given to what calls it: `t.Cleanup(cancel)`. */
function isUsed(pkg: PackageModel, cancel: VarObject): boolean {
  return pkg.referencesTo(cancel).some((each: SyntaxNode) => {
    if (each.fieldName === 'function') return each.parent?.kind === 'call_expression';
    return each.parent?.kind === 'argument_list';
  });
}
