import type { GoFunction, PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isForTheEnd, ROOTS, useOf } from './caller-contexts.ts';
import { type CallerContext, callerContextOf } from './request-contexts.ts';

const MOST_CALLS = 3;

/** A call in a function that has its caller's context, of one that leads to a function which makes a context of its own. */
interface CallWithContext extends CallerContext {
  readonly call: SyntaxNode;
}

/** A context of nobody in a function that takes none, although functions that call it have one. */
export interface CutOffContext {
  /** The call of Background or TODO. */
  readonly root: SyntaxNode;
  readonly fn: GoFunction;
  readonly work: SyntaxNode | undefined;
  readonly callers: readonly [CallWithContext, ...CallWithContext[]];
}

/** Calls of Background and TODO whose function cannot be given the context that stands at hand where it is called. */
export function* cutOffContextsIn(pkg: PackageModel, roots: Iterable<SyntaxNode>): Generator<CutOffContext> {
  for (const root of roots) {
    if (!ROOTS.has(pkg.calleeOf(root)?.id ?? '')) continue;
    const fn = pkg.functionOf(root);
    if (!fn || fn.node.kind === 'func_literal' || callerContextOf(pkg, fn, root)) continue;
    if (root.ancestor('defer_statement', 'go_statement')) continue;
    const use = useOf(pkg, fn, root);
    if (use?.kind !== 'works') continue;
    const [first, ...others] = callersOf(pkg, fn);
    if (first) yield { root, fn, work: use.work, callers: [first, ...others] };
  }
}

/** The calls that lead to a function from others of the package that have a context and wait for it. */
function callersOf(pkg: PackageModel, called: GoFunction): readonly CallWithContext[] {
  const found: CallWithContext[] = [];
  const seen = new Set([called]);
  let next = [called];
  for (let depth = 0; depth < MOST_CALLS; depth++) {
    const reached: GoFunction[] = [];
    for (const call of next.flatMap((fn) => pkg.callsTo(fn))) {
      const fn = pkg.functionOf(call);
      if (!fn || pkg.fileOf(call).isTest || call.ancestor('defer_statement', 'go_statement')) continue;
      const given = callerContextOf(pkg, fn, call);
      if (given) {
        if (!isForTheEnd(pkg, fn, given.parameter, call)) found.push({ ...given, call });
      } else if (fn.node.kind !== 'func_literal' && !seen.has(fn)) {
        seen.add(fn);
        reached.push(fn);
      }
    }
    next = reached;
  }
  return found;
}
