import { homeOf } from '../semantic/home.ts';
import type { PackageModel } from '../semantic/model.ts';
import { endsInJump } from '../syntax/statements.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { bindingOf } from './bindings.ts';
import { isSeenAgain } from './goroutines/again.ts';
import { callsInModule } from './goroutines/once.ts';
import { graphsOf } from './graphs.ts';
import { loopsAround } from './loop-heads.ts';
import type { OwnedResource } from './model.ts';
import { variable } from './nil-comparison.ts';
import { carries, returnsFailure, saysNil } from './process-end.ts';

/**
 * Whether a value is lost only where a start fails: on success something goes on with it, on each way that loses it the function
 * gives back an error, each of its callers gives up with that error at once, and nothing is seen to start it again.
 */
export function isLostByFailedStart(pkg: PackageModel, resource: OwnedResource): boolean {
  const { function: fn, leaks, movesAway, acquisition } = resource;
  if (!movesAway || fn.file.isTest || /literal/.test(fn.node.kind)) return false;
  const fails = leaks.every(
    (leak) =>
      leak.reason === 'early-return' &&
      leak.exit.kind === 'return_statement' &&
      returnsFailure(pkg, fn, leak),
  );
  if (!fails) return false;
  const calls = callsInModule(pkg, fn);
  if (!calls?.length || !calls.every((call) => givesUp(call.pkg, call.node))) return false;
  return !isSeenAgain(pkg, (each) => graphsOf(homeOf(pkg, each)).graphOf(each), acquisition);
}

/** Whether the function around a call, which is no literal unless that may be, returns the error of it straight away. */
export function givesUp(pkg: PackageModel, call: SyntaxNode, mayBeLiteral = false): boolean {
  const caller = pkg.functionOf(call);
  if (!caller || (caller.node.kind === 'func_literal' && !mayBeLiteral) || [...loopsAround(call)].length > 0)
    return false;
  if (call.parent?.parent?.kind === 'return_statement') return true;
  const { error } = bindingOf(pkg, call, 0);
  const object = error && variable(pkg, error);
  if (!object) return false;
  const around = call.ancestor('if_statement');
  const isInitial = around?.field('initializer')?.contains(call) === true;
  const statement = call.ancestor('expression_list')?.parent;
  const behind = statement?.parent?.namedChildren.filter(
    (each) => each.start > statement.end && !each.isExtra,
  );
  const next = isInitial ? around : behind?.[0];
  const condition = next?.kind === 'if_statement' ? next.field('condition') : undefined;
  const branch = next?.field('consequence');
  if (!condition || !branch || !endsInJump(branch) || saysNil(pkg, condition, call, object) !== false)
    return false;
  const returns = [...branch.descendants('return_statement')];
  return (
    returns.length > 0 &&
    returns.every((each) => {
      const last = each.firstNamedChild?.namedChildren.at(-1);
      return last ? carries(pkg, last, object) : caller.results.at(-1) === object;
    })
  );
}
