import { CALLS_ARGUMENT, LOCK_METHODS, PRINTS } from '../../knowledge/locks.ts';
import type { GoFunction, PackageModel } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { leavesAfter } from './exits.ts';
import { type LockHost, NO_FACTS } from './host.ts';
import type { LockName } from './state.ts';

/** What in one function can concern its locks. */
export class Relevance {
  #changing: readonly SyntaxNode[] | undefined;
  #mentioned: ReadonlySet<SyntaxNode> | undefined;
  readonly #actions = new Map<SyntaxNode, readonly SyntaxNode[]>();

  constructor(
    readonly host: LockHost,
    readonly fn: GoFunction,
  ) {}

  /** Calls, method values and literals inside a node that concern locks, in the order in which they run. */
  actionsIn(node: SyntaxNode): readonly SyntaxNode[] {
    let actions = this.#actions.get(node);
    if (!actions) {
      actions = [];
      this.#collect(node, actions as SyntaxNode[]);
      this.#actions.set(node, actions);
    }
    return actions;
  }

  #collect(node: SyntaxNode, actions: SyntaxNode[]): void {
    if (node.kind === 'func_literal') {
      const literal = literalOf(this.host.pkg, node);
      if (literal && this.host.isTouching(literal) && !this.#isLocalName(node)) actions.push(node);
      return;
    }
    const isCall = node.kind === 'call_expression';
    for (const child of node.namedChildren) {
      if (isCall && child.fieldName === 'function' && child.kind === 'func_literal') continue;
      this.#collect(child, actions);
    }
    if (isCall ? this.#concernsLocks(node) : this.#isUnlockValue(node)) actions.push(node);
  }

  /** Whether the branches of a statement that go on leave different locks held. */
  decides(statement: SyntaxNode): boolean {
    this.#changing ??= this.#changingCalls();
    const levels = new Map<string, number>();
    for (const call of this.#changing) {
      if (
        !statement.contains(call) ||
        call.parent?.kind === 'defer_statement' ||
        leavesAfter(call, statement)
      )
        continue;
      const direct = this.host.paths.ofCall(call);
      if (!direct || direct.operation.kind === 'try') return true;
      const key = `${direct.name} ${direct.operation.mode}`;
      levels.set(key, (levels.get(key) ?? 0) + (direct.operation.kind === 'lock' ? 1 : -1));
    }
    return [...levels.values()].some((level) => level !== 0);
  }

  /** Whether a call inside a statement takes or releases a lock. */
  changesLocks(statement: SyntaxNode): boolean {
    this.#changing ??= this.#changingCalls();
    return this.#changing.some((call) => statement.contains(call));
  }

  #changingCalls(): SyntaxNode[] {
    const { body } = this.fn;
    return [...(body?.descendants('call_expression') ?? [])].filter((call) => {
      if (this.host.paths.ofCall(call)) return true;
      const fn = this.host.pkg.calleeOf(call)?.function;
      const effects = fn && this.host.isTouching(fn) ? this.host.summaryOf(fn, NO_FACTS)?.effects : undefined;
      return effects?.some(({ changes }) => changes.some((change) => change !== 0)) === true;
    });
  }

  #concernsLocks(call: SyntaxNode): boolean {
    if (this.host.paths.ofCall(call)) return true;
    const callee = this.host.pkg.calleeOf(call);
    if (!callee) return false;
    if (callee.function && callee.kind !== 'interface-method') return this.host.isTouching(callee.function);
    if (CALLS_ARGUMENT.has(callee.id) || PRINTS.has(callee.id)) return true;
    return (call.field('arguments')?.namedChildren ?? []).some(
      (argument) => argument.kind === 'unary_expression' && argument.field('operator')?.text === '&',
    );
  }

  /** `s.mu.Unlock` as a value, unless that only gives it a local name. */
  #isUnlockValue(node: SyntaxNode): boolean {
    if (node.kind !== 'selector_expression') return false;
    if (node.parent?.kind === 'call_expression' && node.fieldName === 'function') return false;
    const method = this.host.paths.ofMethod(node);
    return (
      method?.operation.kind === 'unlock' && method.declaration !== undefined && !this.#isLocalName(node)
    );
  }

  /** Whether a function value only gets a local name, by which it is only called. */
  #isLocalName(value: SyntaxNode): boolean {
    const list = value.parent;
    if (list?.kind !== 'expression_list' || list.fieldName !== 'right') return false;
    const target = list.parent?.field('left')?.namedChildren[list.namedChildren.indexOf(value)];
    const object = target && this.host.pkg.objectOf(target);
    if (object?.kind !== 'var' || object.role !== 'local') return false;
    return this.host.pkg
      .referencesTo(object)
      .every(
        (reference) =>
          reference === target ||
          (reference.parent?.kind === 'call_expression' && reference.fieldName === 'function'),
      );
  }

  /** Whether the function itself calls a method of a lock. */
  isMentioned(lock: LockName): boolean {
    if (!this.#mentioned) {
      const mentioned = new Set<SyntaxNode>();
      const { body } = this.fn;
      for (const name of body ? LOCK_METHODS.keys() : []) {
        for (const identifier of body!.tree.identifiersNamed(name, body)) {
          const selector = identifier.parent;
          const found =
            selector?.kind === 'selector_expression'
              ? this.host.paths.ofMethod(selector)?.declaration
              : undefined;
          if (found) mentioned.add(found);
        }
      }
      this.#mentioned = mentioned;
    }
    return this.#mentioned.has(lock.declaration);
  }
}

/** The literal that a node is. */
export function literalOf(pkg: PackageModel, node: SyntaxNode): GoFunction | undefined {
  return pkg.fileOf(node).functions.find((fn) => fn.node === node);
}
