import type { GoFunction, PackageModel } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { startOfLiteral } from '../channels.ts';
import { loopsAround } from '../loop-heads.ts';
import { isConditional, isOwnGroup } from './closing-order.ts';
import { isRunInPlace } from './literal-runners.ts';
import { groupVariable, waitGroupCall, waitGroupOf } from './wait-groups.ts';

/**
 * Whether a function comes to a node only behind a Wait that never comes back: to the group, of which all is seen, more is added than
 * is ever reported as done (sync/waitgroup.go: "Wait blocks until the WaitGroup task counter is zero").
 * @param fn the function that runs the node
 */
export function isBehindEndlessWait(pkg: PackageModel, node: SyntaxNode, fn: GoFunction): boolean {
  return [...(fn.body?.descendants('call_expression') ?? [])].some(
    (wait) =>
      wait.end <= node.start &&
      pkg.functionOf(wait) === fn &&
      waitGroupCall(pkg, wait)?.kind === 'wait' &&
      !isConditional(pkg, wait, fn) &&
      isNeverDone(pkg, wait),
  );
}

/** Whether each Add of the group of a Wait is made once on every way, and there are fewer calls of Done, each made once at most. */
export function isNeverDone(pkg: PackageModel, wait: SyntaxNode): boolean {
  const object = groupVariable(pkg, wait.field('function')?.field('operand'));
  if (!object || !isOwnGroup(pkg, wait)) return false;
  const { variables, calls } = waitGroupOf(pkg, object);
  const [owner, ...others] = [...variables].flatMap(({ role, function: fn }) =>
    role === 'local' && fn ? [fn] : [],
  );
  if (!owner || others.length > 0) return false;
  let open = 0n;
  for (const { kind, call } of calls) {
    if (kind === 'wait') continue;
    // a loop, or another function, may make it again
    if (kind === 'go' || !owner.node.contains(call) || !loopsAround(call, owner.node).next().done)
      return false;
    if (kind === 'done') {
      if (!runsOnce(pkg, pkg.functionOf(call), owner)) return false;
      open -= 1n;
      continue;
    }
    const number = call.field('arguments')?.firstNamedChild;
    const added = number && pkg.constantOf(number);
    if (added?.kind !== 'int' || pkg.functionOf(call) !== owner || isConditional(pkg, call, owner))
      return false;
    open += added.value;
  }
  return open > 0n;
}

/** Whether a literal, and each around it up to a function, runs once for each run of that: in place, deferred or in a goroutine. */
function runsOnce(pkg: PackageModel, fn: GoFunction | undefined, owner: GoFunction): boolean {
  for (let each = fn; each !== owner; each = each.outer) {
    if (!each || !(isRunInPlace(each.node) || startOfLiteral(pkg, each.node))) return false;
  }
  return true;
}
