import type { LockMode } from '../../knowledge/locks.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Edge } from '../model.ts';
import type { LockHost } from './host.ts';
import type { LockEffect } from './model.ts';
import type { LockCall } from './paths.ts';
import type { Visit, WalkRecord } from './record.ts';
import type { LockName, LockState, Standing } from './state.ts';

/** A level below is not told apart: what a loop releases for others is released again in each round. */
const LOWEST = -2;

/** What the methods of one lock do to the state of a path. */
export class LockOperations {
  constructor(
    readonly host: LockHost,
    readonly record: WalkRecord,
    /** The declaration of the lock. */
    readonly lock: SyntaxNode,
  ) {}

  operate(
    call: LockCall,
    node: SyntaxNode,
    state: LockState,
    visit: Visit,
    isDeferred: boolean,
  ): LockState | undefined {
    if (call.operation.kind === 'try') return state;
    if (!call.path || !call.declaration) {
      if (call.operation.kind === 'unlock' && call.declaration) {
        this.record.foreign.add(call.declaration);
        return state.forgetLocks((standing) => standing.lock.declaration === call.declaration);
      }
      return state;
    }
    const lock = this.name(call)!;
    this.record.names.set(lock.key, lock);
    if (call.operation.kind === 'unlock') return this.release(lock, state);
    const standing = state.standings.get(lock.key);
    if (standing?.site === node && (standing.level ?? 0) > 0) {
      this.record.hold(standing, node, 'loop', state, visit);
      return lock.mode === 'read' ? state : undefined;
    }
    const clash = this.clash(lock, state);
    if (clash) {
      this.record.double(clash, lock, node, node, isDeferred, 'proved', false);
      if (!(clash.lock.mode === 'read' && lock.mode === 'read')) return undefined;
    }
    const level = state.levelOf(lock.key) ?? 0;
    const taken = this.taken(lock, node, node, state, 'always');
    const released = new Set(taken.released);
    released.delete(node);
    return taken
      .with({ released })
      .set({ lock, level: level + 1, site: clash?.lock.key === lock.key ? clash.site : node });
  }

  name(call: LockCall): LockName | undefined {
    if (!call.path || !call.declaration) return undefined;
    return {
      key: `${this.host.paths.keyOf(call.path)}|${call.operation.mode}`,
      path: call.path,
      mode: call.operation.mode,
      declaration: call.declaration,
      name: call.name,
      kind: call.kind,
    };
  }

  /** The lock, held by this function, that another one would wait for. */
  clash(lock: LockName, state: LockState): Standing | undefined {
    const modes: readonly LockMode[] = ['write', 'read'];
    for (const mode of modes) {
      const standing = state.standings.get(`${this.host.paths.keyOf(lock.path)}|${mode}`);
      if (standing?.site && (standing.level ?? 0) > 0) return standing;
    }
    return undefined;
  }

  /**
   * Notes that the lock is taken from the point of view of a caller: this function has not released it before.
   * @param call that takes it, here or by what it calls, where `at` stands
   */
  taken(
    lock: LockName,
    call: SyntaxNode,
    at: SyntaxNode,
    state: LockState,
    takes: LockEffect['takes'],
  ): LockState {
    const isSure = takes === 'always';
    const level = state.levelOf(lock.key);
    const other = state.levelOf(
      `${this.host.paths.keyOf(lock.path)}|${lock.mode === 'read' ? 'write' : 'read'}`,
    );
    if (level === undefined || level < 0 || other === undefined || other < 0) return state;
    if (!this.record.takenAt.has(lock.key)) this.record.takenAt.set(lock.key, at);
    this.record.take(lock.key, call, takes === 'as-given');
    if (!isSure || state.acquired.has(lock.key)) {
      if (!isSure && !state.acquired.has(lock.key)) this.record.maybeTaken.add(lock.key);
      return state;
    }
    return state.with({ acquired: new Set(state.acquired).add(lock.key) });
  }

  release(lock: LockName, state: LockState): LockState {
    const standing = state.standings.get(lock.key);
    if (!standing) {
      // Unlock of what was taken by RLock is a fault of its own; here it only ends the hold
      const base = this.host.paths.keyOf(lock.path);
      const other = state.standings.get(`${base}|${lock.mode === 'read' ? 'write' : 'read'}`);
      if (other?.site && (other.level ?? 0) > 0) return this.release(other.lock, state);
      this.record.foreign.add(lock.declaration);
      const moved = state.forgetLocks(
        (each) =>
          each.lock.declaration === lock.declaration && this.host.paths.keyOf(each.lock.path) !== base,
      );
      return moved.set({ lock, level: -1, site: undefined });
    }
    if (standing.level === undefined) {
      // it may be what a function called came back with
      this.record.foreign.add(lock.declaration);
      return state.set({ ...standing, level: 0 });
    }
    // the path may never leave the function
    if (standing.site) this.record.sites.set(standing.site, standing.lock);
    if (standing.site && !this.record.releases.has(standing.site))
      this.record.releases.set(standing.site, new Set());
    const level = Math.max(standing.level - 1, LOWEST);
    if (level < 0) this.record.foreign.add(lock.declaration);
    const next = state.set({ ...standing, level, site: level > 0 ? standing.site : undefined });
    return standing.site && level === 0
      ? next.with({ released: new Set(next.released).add(standing.site) })
      : next;
  }

  noteRelease(lock: LockName, state: LockState): void {
    if (state.levelOf(lock.key) === 0) this.record.foreign.add(lock.declaration);
  }

  /** A branch on the result of TryLock. */
  attempted(edge: Edge, state: LockState): LockState {
    const { condition, kind } = edge;
    if (!condition || (kind !== 'true' && kind !== 'false')) return state;
    let current = state;
    if (condition.kind === 'identifier') {
      const object = this.host.pkg.objectOf(condition);
      const attempt = object?.kind === 'var' ? state.attempts.get(object) : undefined;
      if (attempt && kind === 'true')
        current = state.set({ lock: attempt.lock, level: 1, site: attempt.site });
      if (attempt && object?.kind === 'var') {
        const attempts = new Map(current.attempts);
        attempts.delete(object);
        current = current.with({ attempts });
      }
      return current;
    }
    if (condition.kind !== 'call_expression' || kind === 'false') return state;
    const call = this.host.paths.ofCall(condition);
    const lock =
      call?.operation.kind === 'try' && call.declaration === this.lock ? this.name(call) : undefined;
    if (!lock) return state;
    this.record.names.set(lock.key, lock);
    return state.set({ lock, level: 1, site: condition });
  }
}
