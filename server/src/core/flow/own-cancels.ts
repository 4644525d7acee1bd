import type { PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { targetsOf } from './assignments.ts';
import { madeContexts } from './context-makers.ts';
import { variable } from './nil-comparison.ts';

/**
 * Whether nothing ends a context but the return of the function that makes it: it has no deadline, its parent is never
 * cancelled, and its cancel function is only deferred there. Nobody gives up through it while the function waits.
 */
export function endsWithItsFunction(pkg: PackageModel, context: VarObject): boolean {
  const list = context.role === 'local' ? context.node.parent : undefined;
  const statement = list?.kind === 'expression_list' ? list.parent : undefined;
  const [call, ...more] = statement?.field('right')?.namedChildren ?? [];
  const targets = statement ? targetsOf(statement) : [];
  const cancel = targets[1];
  if (call?.kind !== 'call_expression' || more.length > 0 || targets[0] !== context.node || !cancel)
    return false;
  const isReplaced = pkg
    .referencesTo(context)
    .some((mention) => mention !== context.node && mention.parent?.fieldName === 'left');
  const made = isReplaced ? undefined : madeContexts(pkg, call, 1);
  if (!made?.length || made.some(({ hasDeadline, root }) => hasDeadline || root === 'cancellable'))
    return false;
  const object = variable(pkg, cancel);
  if (!object) return cancel.text === '_';
  return pkg.referencesTo(object).every((mention) => mention === cancel || isDeferredCall(mention, context));
}

/** Whether a mention is the call of a defer statement of the function itself. */
function isDeferredCall(mention: SyntaxNode, { function: home }: VarObject): boolean {
  const call = mention.fieldName === 'function' ? mention.parent : undefined;
  return (
    call?.parent?.kind === 'defer_statement' &&
    call.ancestor('func_literal', 'function_declaration', 'method_declaration') === home?.node
  );
}
