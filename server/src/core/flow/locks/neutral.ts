import { CALLS_ARGUMENT } from '../../knowledge/locks.ts';
import type { PackageModel } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { BasicBlock, ControlFlowGraph } from '../model.ts';
import { isAsGiven, isConditional, type NamedEffect, namedEffects } from './calls.ts';
import { givenFacts } from './given-facts.ts';
import { type LockHost, NO_FACTS } from './host.ts';
import type { LockSummary } from './model.ts';
import { mapped, type PlacePath } from './paths.ts';
import { type Walked, WalkRecord } from './record.ts';
import { Relevance } from './relevance.ts';
import { LockState } from './state.ts';

/**
 * What a function does to a lock that it only reaches through calls which leave it as they find it: nothing is ever held
 * in it, so that only which calls come on every way matters, and no path has to be walked.
 * @returns undefined when some call may leave another level than it finds, or does different things by its arguments
 */
export function neutralWalk(host: LockHost, graph: ControlFlowGraph, lock: SyntaxNode): Walked | undefined {
  const relevance = new Relevance(host, graph.function, lock);
  const effects = new Map<BasicBlock, readonly NamedEffect[]>();
  const record = new WalkRecord(host, graph);
  for (const block of graph.blocks) {
    const inBlock: NamedEffect[] = [];
    for (const node of block.nodes) {
      for (const call of callsOf(node, relevance)) {
        const found = effectsOf(host, graph, relevance, call);
        if (!found) return undefined;
        inBlock.push(...found);
        for (const { effect, lock: named } of found)
          if (effect.takenAt) record.take(named.key, call, effect.takes === 'as-given');
      }
    }
    effects.set(block, inBlock);
  }
  const taken = takenBefore(graph, effects);
  for (const [block, before] of taken) {
    for (const { effect, lock: named } of effects.get(block)!) {
      record.names.set(named.key, named);
      if (effect.takenAt && !record.takenAt.has(named.key)) record.takenAt.set(named.key, effect.takenAt);
    }
    const acquired = after(before, effects.get(block)!);
    for (const { block: last, kind, node } of graph.exits) {
      if (last === block && (kind === 'return' || kind === 'end'))
        record.returned.push({ state: LockState.EMPTY.with({ acquired }), exit: node });
    }
  }
  return record.result();
}

/** Calls in a node that concern the lock and run in the function itself, sooner or later. */
function* callsOf(node: SyntaxNode, relevance: Relevance): Generator<SyntaxNode> {
  const later = node.kind === 'defer_statement' || node.kind === 'go_statement';
  const call = later ? node.namedChildren.find((child) => child.kind === 'call_expression') : undefined;
  const parts = call ? (call.field('arguments')?.namedChildren ?? []) : [node];
  for (const part of parts) {
    for (const action of relevance.actionsIn(part)) if (action.kind === 'call_expression') yield action;
  }
  if (call && node.kind === 'defer_statement' && relevance.concerns(call)) yield call;
}

/** What a call does to the lock; undefined when it may not leave it as it finds it. */
function effectsOf(
  host: LockHost,
  graph: ControlFlowGraph,
  relevance: Relevance,
  call: SyntaxNode,
): readonly NamedEffect[] | undefined {
  const callee = host.pkg.calleeOf(call);
  const fn = callee?.function;
  const found: NamedEffect[] = [];
  const add = (
    summary: LockSummary | undefined,
    map: (path: PlacePath) => PlacePath | undefined,
  ): boolean => {
    if (!summary) return true;
    if (!isNeutral(summary)) return false;
    found.push(...namedEffects(host.paths, summary, map, relevance.lock));
    return true;
  };
  if (callee && fn && callee.kind !== 'interface-method') {
    for (const lock of relevance.seenBy(fn, call)) {
      let summary = host.summaryOf(fn, lock, NO_FACTS);
      if (summary && isAsGiven(summary)) {
        const facts = givenFacts(host, graph, fn, callee, call, NO_FACTS);
        if (facts.size > 0) summary = host.summaryOf(fn, lock, facts) ?? summary;
      }
      const isDecidedHere = fn.node.kind === 'func_literal' || fn.parameters.some(isFlag(host.pkg));
      if (summary && isConditional(summary) && isDecidedHere) return undefined;
      if (!add(summary, (path) => mapped(host.paths, path, fn, callee, call))) return undefined;
    }
    return found;
  }
  const argument = call.field('arguments')?.namedChildren[CALLS_ARGUMENT.get(callee?.id ?? '') ?? -1];
  const called = argument?.kind === 'func_literal' ? host.pkg.functionAt(argument) : undefined;
  // what else concerns a lock concerns one that is held
  const summary = called && host.summaryOf(called, relevance.lock, NO_FACTS);
  return add(summary, (path) => path) ? found : undefined;
}

function isFlag(
  pkg: PackageModel,
): (parameter: Parameters<PackageModel['typeOfObject']>[0] | undefined) => boolean {
  return (parameter) => {
    const type = parameter && pkg.typeOfObject(parameter);
    return parameter !== undefined && (!type || (type.kind === 'basic' && type.name === 'bool'));
  };
}

function isNeutral({ effects, releasesForeign }: LockSummary): boolean {
  return (
    releasesForeign.size === 0 && effects.every(({ changes }) => changes.every((change) => change === 0))
  );
}

function after(before: ReadonlySet<string>, effects: readonly NamedEffect[]): ReadonlySet<string> {
  const sure = effects.filter(({ effect }) => effect.takes === 'always');
  return sure.length === 0 ? before : new Set([...before, ...sure.map(({ lock }) => lock.key)]);
}

/** By block that can be reached, the locks that have been taken on every way to it. */
function takenBefore(
  graph: ControlFlowGraph,
  effects: ReadonlyMap<BasicBlock, readonly NamedEffect[]>,
): ReadonlyMap<BasicBlock, ReadonlySet<string>> {
  const taken = new Map<BasicBlock, ReadonlySet<string>>([[graph.entry, new Set()]]);
  const work = new Set([graph.entry]);
  for (const block of work) {
    work.delete(block);
    const out = after(taken.get(block)!, effects.get(block)!);
    for (const { to } of block.successors) {
      const known = taken.get(to);
      const next = known ? new Set([...known].filter((key) => out.has(key))) : out;
      if (known && next.size === known.size) continue;
      taken.set(to, next);
      work.add(to);
    }
  }
  return taken;
}
