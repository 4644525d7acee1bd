import { CALLS_ARGUMENT, PRINTS } from '../../knowledge/locks.ts';
import type { GoFunction } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { pointersIn } from './candidates.ts';
import { leavesAfter } from './exits.ts';
import { type LockHost, NO_FACTS } from './host.ts';

/** What in one function can concern one lock. */
export class Relevance {
  readonly #changing = new Map<SyntaxNode, boolean>();
  #isMentioned: boolean | undefined;
  readonly #actions = new Map<SyntaxNode, readonly SyntaxNode[]>();

  constructor(
    readonly host: LockHost,
    readonly fn: GoFunction,
    /** The declaration of the lock. */
    readonly lock: SyntaxNode,
  ) {}

  /** Calls, method values and literals inside a node that concern the lock, in the order in which they run. */
  actionsIn(node: SyntaxNode): readonly SyntaxNode[] {
    let actions = this.#actions.get(node);
    if (!actions) {
      actions = this.host.candidatesIn(node).filter((candidate) => this.concerns(candidate));
      this.#actions.set(node, actions);
    }
    return actions;
  }

  /** Whether a call, literal or method value concerns the lock. */
  concerns(node: SyntaxNode): boolean {
    if (node.kind === 'func_literal') {
      const literal = this.host.pkg.functionAt(node);
      return literal !== undefined && this.host.isTouching(literal, this.lock);
    }
    if (node.kind !== 'call_expression') return this.host.paths.ofMethod(node)?.declaration === this.lock;
    const direct = this.host.paths.ofCall(node);
    if (direct) return direct.declaration === this.lock;
    const callee = this.host.pkg.calleeOf(node);
    if (!callee) return false;
    if (callee.function && callee.kind !== 'interface-method')
      return this.seenBy(callee.function, node).length > 0;
    if (this.host.releasersBehind(node).some((fn) => this.host.isTouching(fn, this.lock))) return true;
    const args = node.field('arguments')?.namedChildren ?? [];
    const called = args[CALLS_ARGUMENT.get(callee.id) ?? -1];
    if (called?.kind === 'func_literal' && this.concerns(called)) return true;
    const printed = PRINTS.get(callee.id);
    const isPrinted =
      printed !== undefined &&
      args.slice(printed).some((argument) => {
        const method = this.host.printedBy(argument);
        return method !== undefined && this.host.isTouching(method, this.lock);
      });
    return isPrinted || pointersIn(node).some((argument) => this.host.paths.lockAt(argument) === this.lock);
  }

  /** What the lock is to a function called: itself, and the parameters that it is passed for. */
  seenBy(fn: GoFunction, call: SyntaxNode): readonly SyntaxNode[] {
    const seen = this.host.isTouching(fn, this.lock) ? [this.lock] : [];
    const args = call.field('arguments')?.namedChildren ?? [];
    fn.parameters.forEach((parameter, index) => {
      const argument = args[index];
      if (!parameter || !argument || parameter.node === this.lock) return;
      if (this.host.paths.lockAt(argument) === this.lock) seen.push(parameter.node);
    });
    return seen;
  }

  /** Whether the branches of a statement that go on leave different locks held. */
  decides(statement: SyntaxNode): boolean {
    const levels = new Map<string, number>();
    for (const call of this.#callsUnder(statement)) {
      if (call.parent?.kind === 'defer_statement' || !this.#mayChange(call) || leavesAfter(call, statement))
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
    return this.#callsUnder(statement).some((call) => this.#mayChange(call));
  }

  #callsUnder(statement: SyntaxNode): readonly SyntaxNode[] {
    return this.host.callsIn(this.fn).filter((call) => statement.contains(call));
  }

  /** Whether a call may leave another level than it finds. */
  #mayChange(call: SyntaxNode): boolean {
    let changes = this.#changing.get(call);
    if (changes === undefined) {
      changes = this.#changes(call);
      this.#changing.set(call, changes);
    }
    return changes;
  }

  #changes(call: SyntaxNode): boolean {
    const direct = this.host.paths.ofCall(call);
    if (direct) return direct.declaration === this.lock;
    const fn = this.host.pkg.calleeOf(call)?.function;
    if (!fn) return false;
    return this.seenBy(fn, call).some((lock) =>
      this.host
        .summaryOf(fn, lock, NO_FACTS)
        ?.effects.some(({ changes }) => changes.some((change) => change !== 0)),
    );
  }

  /** Whether the function itself calls a method of the lock. */
  get isMentioned(): boolean {
    this.#isMentioned ??= this.host
      .callsIn(this.fn)
      .some((call) => this.host.paths.ofCall(call)?.declaration === this.lock);
    return this.#isMentioned;
  }
}
