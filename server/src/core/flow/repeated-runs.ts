import { outermost } from '../semantic/declarations.ts';
import { isExportedFunction } from '../semantic/exported.ts';
import type { GoFunction, PackageModel } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { Callers } from './callers.ts';
import { isEntryPoint, STARTERS } from './channels.ts';
import { isCommand } from './commands.ts';
import type { Place } from './goroutines/held-functions.ts';
import { callsInModule, isOnce, isPerRequest } from './goroutines/once.ts';
import { GUARDS } from './literal-runs.ts';
import { loopsAround, roundsOf } from './loop-heads.ts';
import type { ControlFlowGraph } from './model.ts';

/** What makes a node run again and again. */
export interface RepeatedRun {
  /**
   * `request`: a handler that a library calls for each request. `record`: a hook that gorm calls for each record. `loop`: a loop that may go round often. `context`: a function
   * that nobody in the module is seen to call, or not only once, and that gets a context of its own, as methods of services do.
   */
  readonly kind: 'request' | 'record' | 'loop' | 'context';
  /** The handler, the `for` statement, the function. */
  readonly node: SyntaxNode;
}

/** Calls between the place and what makes it run again. */
const MOST_CALLS = 6;
const KINDS = ['request', 'record', 'loop', 'context'] as const;

/** gorm.io/gorm callbacks/interfaces.go: `BeforeCreate(*gorm.DB) error` and its like, called for each value of a statement. */
const HOOKS = /^(Before|After)(Create|Save|Update|Delete|Find)$/;

/**
 * Why a node runs more than once in the life of the process: the strongest reason among the ways of the module to it.
 * Undefined when it runs once, or nothing shows that it runs more often.
 */
export function repeatedRunOf(
  pkg: PackageModel,
  graphOf: (fn: GoFunction) => ControlFlowGraph,
  node: SyntaxNode,
): RepeatedRun | undefined {
  if (isOnce(pkg, graphOf, node) && !isInLoop(pkg, node)) return undefined;
  const found = [...reasonsFor(pkg, node)];
  for (const kind of KINDS) {
    const run = found.find((each) => each.kind === kind);
    if (run) return run;
  }
  return undefined;
}

function* reasonsFor(pkg: PackageModel, node: SyntaxNode): Generator<RepeatedRun> {
  const seen = new Set<GoFunction>();
  let places: Place[] = [{ pkg, node }];
  for (let depth = 0; depth <= MOST_CALLS && places.length > 0; depth++) {
    const next: Place[] = [];
    for (const place of places) {
      const loop = loopOf(place.pkg, place.node);
      if (loop) {
        yield { kind: 'loop', node: loop };
        continue;
      }
      const fn = place.pkg.functionOf(place.node);
      if (!fn || seen.has(fn) || fn.file.isTest) continue;
      seen.add(fn);
      if (isPerRequest(place.pkg, fn)) yield { kind: 'request', node: fn.node };
      else if (isHook(place.pkg, fn)) yield { kind: 'record', node: fn.node };
      else if (!isEntryPoint(fn) && !isCommand(place.pkg, fn)) {
        const runs = runsOf(place.pkg, fn);
        if (runs.length > 0) next.push(...runs);
        else if (getsContext(place.pkg, fn)) yield { kind: 'context', node: fn.node };
      }
    }
    places = next;
  }
}

/** The innermost loop around a node in its function that may go round often. */
function loopOf(pkg: PackageModel, node: SyntaxNode): SyntaxNode | undefined {
  return [...loopsAround(node)].find((loop) => isLong(pkg, loop));
}

/** The same through the literals that it stands in. */
function isInLoop(pkg: PackageModel, node: SyntaxNode): boolean {
  const top = outermost(pkg.functionOf(node));
  return top !== undefined && [...loopsAround(node, top.node)].some((loop) => isLong(pkg, loop));
}

function isLong(pkg: PackageModel, loop: SyntaxNode): boolean {
  return !/^(one|counted)$/.test(roundsOf(pkg, loop));
}

function runsOf(pkg: PackageModel, fn: GoFunction): readonly Place[] {
  if (fn.node.kind !== 'func_literal') {
    return callsInModule(pkg, fn) ?? pkg.callsTo(fn).map((node) => ({ pkg, node }));
  }
  const list = fn.node.parent;
  const given = list?.kind === 'argument_list' ? list.parent : undefined;
  if (given?.kind === 'call_expression') {
    const id = pkg.calleeOf(given)?.id ?? '';
    return STARTERS.has(id) && !GUARDS.has(id) ? [{ pkg, node: given }] : [];
  }
  return (new Callers(pkg).of(fn) ?? []).map((node) => ({ pkg, node }));
}

function isHook(pkg: PackageModel, fn: GoFunction): boolean {
  if (!HOOKS.test(fn.node.field('name')?.text ?? '')) return false;
  const [first, ...others] = pkg.signatureOf(fn).parameters;
  return fn.receiver !== undefined && others.length === 0 && namedId(first?.type) === 'gorm.io/gorm.DB';
}

/** Whether others call a function or method with a context: for one call each. */
function getsContext(pkg: PackageModel, fn: GoFunction): boolean {
  const [first] = pkg.signatureOf(fn).parameters;
  return isExportedFunction(fn) && namedId(first?.type) === 'context.Context';
}
