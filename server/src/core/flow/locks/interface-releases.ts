import { LOCK_TYPES, type LockOperation } from '../../knowledge/locks.ts';
import { homeOf } from '../../semantic/home.ts';
import type { Question } from '../../semantic/memory.ts';
import type { GoFunction, PackageModel } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { CONTROL } from '../graphs.ts';
import { implementationsOf } from '../implementations.ts';
import { isOfMock } from '../mocks.ts';
import { isLockInterface } from './kinds.ts';

const UNLOCKS: LockOperation = { kind: 'unlock', mode: 'write' };

/**
 * What a method that is called through an interface with `Lock` and `Unlock` does to the lock besides its own work:
 * `batch.ClearAndUnlock()`, where each method of the module that it may run, mocks apart, unlocks a mutex of its receiver which it has
 * not locked. Undefined for any other method.
 */
export function releaseBehind(pkg: PackageModel, selector: SyntaxNode): LockOperation | undefined {
  const call = selector.fieldName === 'function' ? selector.parent : undefined;
  const operand = selector.field('operand');
  if (call?.kind !== 'call_expression' || !operand) return undefined;
  const type = pkg.typeOf(operand);
  if (type?.kind !== 'named' || !isLockInterface(pkg, type, 'Unlock')) return undefined;
  const callee = pkg.calleeOf(call);
  const methods = callee ? implementationsOf(pkg, callee).filter((fn) => !isOfMock(homeOf(pkg, fn), fn)) : [];
  const releases = (fn: GoFunction): boolean =>
    pkg.program.memory.ask(homeOf(pkg, fn), fn, RELEASES_RECEIVER);
  return methods.length > 0 && methods.every(releases) ? UNLOCKS : undefined;
}

const RELEASES_RECEIVER: Question<boolean> = {
  name: 'releases receiver',
  family: CONTROL,
  compute: releasesReceiver,
  meanwhile: false,
};

/** Whether a method itself unlocks a mutex that its receiver leads to and that it does not lock. */
function releasesReceiver(pkg: PackageModel, fn: GoFunction): boolean {
  const unlocked = new Set<string>();
  const locked = new Set<string>();
  for (const call of fn.body?.descendants('call_expression') ?? []) {
    const callee = pkg.calleeOf(call);
    const receiver = callee?.receiver;
    const [, owner, method] = /^(.*)\.(\w+)$/.exec(callee?.id ?? '') ?? [];
    if (!receiver || owner === undefined || !LOCK_TYPES.has(owner) || pkg.functionOf(call) !== fn) continue;
    const root = [receiver, ...receiver.descendants('identifier')].find(({ kind }) => kind === 'identifier');
    if (!root || !fn.receiver || pkg.objectOf(root) !== fn.receiver) continue;
    if (method === 'Unlock') unlocked.add(receiver.text);
    else if (method === 'Lock') locked.add(receiver.text);
  }
  return [...unlocked].some((text) => !locked.has(text));
}
