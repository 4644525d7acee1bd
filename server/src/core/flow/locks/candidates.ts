import { CALLS_ARGUMENT, PRINTS } from '../../knowledge/locks.ts';
import type { PackageModel } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { LockPaths } from './paths.ts';
import type { LockUses } from './uses.ts';

const NONE: readonly SyntaxNode[] = [];

/** Finds in statements what may concern some lock: worked out once, whichever lock is followed. */
export class Candidates {
  readonly #found = new Map<SyntaxNode, readonly SyntaxNode[]>();

  constructor(
    readonly pkg: PackageModel,
    readonly paths: LockPaths,
    readonly uses: LockUses,
  ) {}

  /** Calls, literals and method values inside a node of a control flow graph, in the order in which they run. */
  in(node: SyntaxNode): readonly SyntaxNode[] {
    // its cases are nodes of blocks of their own
    if (node.kind === 'select_statement') return NONE;
    let found = this.#found.get(node);
    if (!found) {
      const collected: SyntaxNode[] = [];
      this.#collect(node, collected);
      found = collected;
      this.#found.set(node, found);
    }
    return found;
  }

  #collect(node: SyntaxNode, found: SyntaxNode[]): void {
    if (node.kind === 'func_literal') {
      if (this.pkg.functionAt(node) && !this.#isLocalName(node)) found.push(node);
      return;
    }
    const isCall = node.kind === 'call_expression';
    for (const child of node.namedChildren) {
      if (isCall && child.fieldName === 'function' && child.kind === 'func_literal') continue;
      this.#collect(child, found);
    }
    if (isCall ? this.#mayConcern(node) : this.#isUnlockValue(node)) found.push(node);
  }

  #mayConcern(call: SyntaxNode): boolean {
    if (this.paths.ofCall(call)) return true;
    const callee = this.pkg.calleeOf(call);
    if (!callee) return false;
    if (callee.function && callee.kind !== 'interface-method') return true;
    if (this.uses.releasersBehind(call).length > 0) return true;
    return CALLS_ARGUMENT.has(callee.id) || PRINTS.has(callee.id) || pointersIn(call).length > 0;
  }

  /** `s.mu.Unlock` as a value, unless that only gives it a local name. */
  #isUnlockValue(node: SyntaxNode): boolean {
    if (node.kind !== 'selector_expression') return false;
    if (node.parent?.kind === 'call_expression' && node.fieldName === 'function') return false;
    const method = this.paths.ofMethod(node);
    return (
      method?.operation.kind === 'unlock' && method.declaration !== undefined && !this.#isLocalName(node)
    );
  }

  /** Whether a function value only gets a local name, by which it is only called. */
  #isLocalName(value: SyntaxNode): boolean {
    const list = value.parent;
    if (list?.kind !== 'expression_list' || list.fieldName !== 'right') return false;
    const target = list.parent?.field('left')?.namedChildren[list.namedChildren.indexOf(value)];
    const object = target && this.pkg.objectOf(target);
    if (object?.kind !== 'var' || object.role !== 'local') return false;
    return this.pkg
      .referencesTo(object)
      .every(
        (reference) =>
          reference === target ||
          (reference.parent?.kind === 'call_expression' && reference.fieldName === 'function'),
      );
  }
}

/** Arguments of a call that take an address. */
export function pointersIn(call: SyntaxNode): readonly SyntaxNode[] {
  return (call.field('arguments')?.namedChildren ?? []).filter(
    (argument) => argument.kind === 'unary_expression' && argument.field('operator')?.text === '&',
  );
}
