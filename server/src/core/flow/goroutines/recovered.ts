import { isStandardLibrary } from '../../knowledge/behaviour/index.ts';
import { homeOf } from '../../semantic/home.ts';
import type { GoFunction, PackageModel } from '../../semantic/model.ts';
import { givesError } from '../../semantic/types.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { implementationsOf } from '../implementations.ts';

/**
 * Whether something that a function defers may call `recover`, which has an effect only in the deferred function itself (Go
 * spec, Handling panics), or is not known; one that panics again has been thought of.
 */
export function mayRecover(pkg: PackageModel, fn: GoFunction): boolean {
  return deferredCalls(pkg, fn).some((call) => isRecovering(pkg, call));
}

/** Whether something that a function defers is seen to call `recover`, and not to panic again. */
export function isSeenToRecover(pkg: PackageModel, fn: GoFunction): boolean {
  return deferredCalls(pkg, fn).some((call) => {
    const deferred = pkg.calleeOf(call)?.function;
    const home = deferred && homeOf(pkg, deferred);
    return (
      deferred !== undefined && callsOwn(home!, deferred, 'recover') && !callsOwn(home!, deferred, 'panic')
    );
  });
}

function deferredCalls(pkg: PackageModel, fn: GoFunction): readonly SyntaxNode[] {
  return [...(fn.body?.descendants('defer_statement') ?? [])].flatMap((statement) => {
    const call = pkg.functionOf(statement) === fn ? statement.firstNamedChild : undefined;
    return call?.kind === 'call_expression' ? [call] : [];
  });
}

function isRecovering(pkg: PackageModel, call: SyntaxNode): boolean {
  const callee = pkg.calleeOf(call);
  if (!callee) return true;
  if (callee.function) return callsOwn(homeOf(pkg, callee.function), callee.function, 'recover');
  switch (callee.kind) {
    case 'builtin':
    case 'conversion':
      return false;
    case 'value':
      return !/^context\.Cancel(?:Cause)?Func$/.test(callee.functionType ?? '');
    default:
      // deferred functions of the standard library leave the panics of others alone
      if (isStandardLibrary(callee.id) || (callee.signature && givesError(callee.signature))) return false;
  }
  const known = implementationsOf(pkg, callee);
  return known.length === 0 || known.some((each) => callsOwn(homeOf(pkg, each), each, 'recover'));
}

/** Whether a function itself calls a predeclared one. */
function callsOwn(pkg: PackageModel, fn: GoFunction, id: 'recover' | 'panic'): boolean {
  return [...(fn.body?.descendants('call_expression') ?? [])].some(
    (call) => pkg.functionOf(call) === fn && pkg.calleeOf(call)?.id === id,
  );
}
