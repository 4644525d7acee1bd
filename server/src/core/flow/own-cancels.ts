import type { PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { targetsOf } from './assignments.ts';
import { madeContexts } from './context-makers.ts';
import { isDeferred } from './facts.ts';
import { loopsAround } from './loop-heads.ts';
import { variable } from './nil-comparison.ts';

/**
 * Whether nothing ends a context while a call of its function waits: it has no deadline, its parent is never cancelled, and
 * its cancel function is only called by that function itself, or given to others when the wait is over. Nobody gives up
 * through it while the function waits.
 * @param waits the call, and others that stand for it, such as where its result is sent
 */
export function isEndedByNobodyElse(
  pkg: PackageModel,
  context: VarObject,
  waits: readonly SyntaxNode[],
): boolean {
  const own = ownCancel(pkg, context);
  return (
    own?.mentions.every(
      (mention) =>
        isOwnCall(pkg, mention, context) ||
        waits.every((wait) => wait.tree === mention.tree && isOnlyAfter(mention, wait, own.made)),
    ) === true
  );
}

/**
 * Whether a context cannot have ended where its function waits: it has no deadline, its parent is never cancelled, and its cancel
 * function is only called, or given to others, behind the wait or when the function returns.
 * @param wait a statement of the function that makes the context
 */
export function isOpenAt(pkg: PackageModel, context: VarObject, wait: SyntaxNode): boolean {
  const fn = pkg.functionOf(wait);
  const own = fn !== undefined && fn === context.function ? ownCancel(pkg, context) : undefined;
  return (
    own?.mentions.every(
      (mention) => isDeferredCall(pkg, mention, context) || isOnlyAfter(mention, wait, own.made),
    ) === true
  );
}

/**
 * The statement that makes a context which only its cancel function ends, and what is done with that function; undefined for one that
 * a parent or a timer may end, or that is set again.
 */
function ownCancel(
  pkg: PackageModel,
  context: VarObject,
): { readonly made: SyntaxNode; readonly mentions: readonly SyntaxNode[] } | undefined {
  const list = context.role === 'local' ? context.node.parent : undefined;
  const statement = list?.kind === 'expression_list' ? list.parent : undefined;
  const [call, ...more] = statement?.field('right')?.namedChildren ?? [];
  const targets = statement ? targetsOf(statement) : [];
  const cancel = targets[1];
  if (call?.kind !== 'call_expression' || more.length > 0 || targets[0] !== context.node || !cancel)
    return undefined;
  const isReplaced = pkg
    .referencesTo(context)
    .some((mention) => mention !== context.node && mention.parent?.fieldName === 'left');
  const made = isReplaced ? undefined : madeContexts(pkg, call, 1);
  if (!made?.length || made.some(({ hasDeadline, root }) => hasDeadline || root === 'cancellable'))
    return undefined;
  const object = variable(pkg, cancel);
  if (!object) return cancel.text === '_' ? { made: statement!, mentions: [] } : undefined;
  return { made: statement!, mentions: pkg.referencesTo(object).filter((mention) => mention !== cancel) };
}

/** Whether a mention is called when the function of the context returns. */
function isDeferredCall(pkg: PackageModel, mention: SyntaxNode, { function: home }: VarObject): boolean {
  const deferred = mention.fieldName === 'function' ? mention.ancestor('defer_statement') : undefined;
  return deferred !== undefined && pkg.functionOf(deferred) === home;
}

/** Whether a mention is called by the function itself: in its course, or when it returns. */
function isOwnCall(pkg: PackageModel, mention: SyntaxNode, { function: home }: VarObject): boolean {
  const call = mention.fieldName === 'function' ? mention.parent : undefined;
  if (!call || call.parent?.kind === 'go_statement') return false;
  const fn = pkg.functionOf(call);
  if (!fn || !home) return false;
  return fn === home || (fn.outer === home && isDeferred(fn.node));
}

/** Whether a mention comes behind a wait in the text, and no loop goes back from it with the same context. */
function isOnlyAfter(mention: SyntaxNode, wait: SyntaxNode, made: SyntaxNode): boolean {
  return (
    mention.start > wait.end &&
    [...loopsAround(mention)].every((loop) => !loop.contains(wait) || loop.contains(made))
  );
}
