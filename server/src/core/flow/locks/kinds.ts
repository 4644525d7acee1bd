import { LOCK_METHODS, LOCK_TYPES } from '../../knowledge/locks.ts';
import type { PackageModel } from '../../semantic/model.ts';
import { type GoType, namedId } from '../../semantic/types.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';

/** A lock; a `sync.Locker`, which may stand for a read lock; or an interface that merely has the shape of one. */
export type LockKind = 'mutex' | 'locker' | 'shape';

/** What kind of lock a type is, when it is one that declares the method: a Mutex has none for readers. */
export function lockKindOf(pkg: PackageModel, type: GoType, method: string): LockKind | undefined {
  const id = namedId(type) ?? '';
  if (LOCK_TYPES.has(id))
    return id.endsWith('.RWMutex') || LOCK_METHODS.get(method)?.mode === 'write' ? 'mutex' : undefined;
  if (id === 'sync.Locker') return 'locker';
  return isLockInterface(pkg, type, method) || isForeignMutex(type) ? 'shape' : undefined;
}

/** Whether a Lock is called with arguments, or for a result: unlike sync's it can come back without the lock. */
export function mayFail(method: SyntaxNode): boolean {
  const call = method.parent;
  if (call?.kind !== 'call_expression' || method.fieldName !== 'function') return false;
  const isStatement = ['expression_statement', 'defer_statement', 'go_statement'].includes(
    call.parent?.kind ?? '',
  );
  return !isStatement || (call.field('arguments')?.namedChildren.length ?? 0) > 0;
}

/** A type called like sync's in a package whose source is not there. */
function isForeignMutex(type: GoType): boolean {
  return type.kind === 'named' && !type.object && (type.name === 'Mutex' || type.name === 'RWMutex');
}

/** An interface of the program with both `Lock()` and `Unlock()`, as sync.Locker has them. */
export function isLockInterface(pkg: PackageModel, type: GoType, method: string): boolean {
  const bare = pkg.underlying(type);
  if (bare?.kind !== 'interface' || !bare.node) return false;
  const plain = new Set(
    bare.node.namedChildren
      .filter(
        (element) =>
          element.kind === 'method_elem' &&
          (element.field('parameters')?.namedChildren.length ?? 0) === 0 &&
          (element.field('result') === undefined || element.field('name')?.text.startsWith('Try') === true),
      )
      .map((element) => element.field('name')?.text ?? ''),
  );
  return plain.has('Lock') && plain.has('Unlock') && plain.has(method);
}
