import { homeOf } from '../../semantic/home.ts';
import type { FileModel, GoFunction, PackageModel } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { isOnlyForCommands } from '../command-reach.ts';
import { loopsAround, roundsOf } from '../loop-heads.ts';
import { requestPathTo } from '../request-reach.ts';
import { runsOutsideCode } from './outside-functions.ts';
import { type PanicSource, panicSourcesIn } from './panic-sources.ts';
import { mayRecover } from './recovered.ts';

/** A goroutine of a long-running process that may panic where nothing recovers. */
export interface UnrecoveredGoroutine {
  /** The `go` statement, or the call of `sync.WaitGroup.Go`. */
  readonly start: SyntaxNode;
  /** What it runs; undefined for code from outside. */
  readonly function: GoFunction | undefined;
  readonly source: PanicSource;
  /** The package in which the source stands. */
  readonly home: PackageModel;
  /** Functions of the module between the goroutine and the source. */
  readonly depth: number;
  /** `request`: started for each. `loop`: started in each round of a loop without end. `body`: it has such a loop itself. */
  readonly reason: 'request' | 'loop' | 'body';
}

const MOST_CALLS = 2;
const MOST_FUNCTIONS = 24;

/** The goroutines that a file starts; each with the first thing found that may panic, the nearest to the start. */
export function* unrecoveredGoroutinesIn(
  pkg: PackageModel,
  file: FileModel,
): Generator<UnrecoveredGoroutine> {
  for (const start of file.tree.root.descendants('go_statement', 'call_expression')) {
    const call = start.kind === 'go_statement' ? start.firstNamedChild : startedBy(pkg, start);
    if (!call) continue;
    const fn = call.kind === 'func_literal' ? pkg.functionAt(call) : pkg.calleeOf(call)?.function;
    let isOfRequest: boolean | undefined;
    const isRepeated = isInLastingLoop(pkg, start);
    const own = fn?.body ? risksIn(homeOf(pkg, fn), fn) : risksOfCall(pkg, call);
    for (const { source, home, top, depth } of own) {
      const runner = fn ? homeOf(pkg, fn) : pkg;
      const isOwnLoop = !isRepeated && fn !== undefined && isInLastingLoop(runner, top);
      const reason = isRepeated ? 'loop' : isOwnLoop ? 'body' : 'request';
      if (reason === 'request') isOfRequest ??= requestPathTo(pkg, start) !== undefined;
      if (reason === 'request' && !isOfRequest) continue;
      yield { start, function: fn, source, home, depth, reason };
      break;
    }
  }
}

/** The literal that a wait group starts (sync/waitgroup.go, Go: "The function f must not panic"). */
function startedBy(pkg: PackageModel, call: SyntaxNode): SyntaxNode | undefined {
  if (pkg.calleeOf(call)?.id !== 'sync.WaitGroup.Go') return undefined;
  const given = call.field('arguments')?.firstNamedChild;
  return given?.kind === 'func_literal' ? given : undefined;
}

/** Whether a node stands in a loop that nothing but its body leaves, or, other than for a command, a channel. */
function isInLastingLoop(pkg: PackageModel, node: SyntaxNode): boolean {
  return [...loopsAround(node)].some((loop) => {
    if (roundsOf(pkg, loop) !== 'endless') return false;
    const isOverChannel = loop.namedChildren.some(({ kind }) => kind === 'range_clause');
    return !isOverChannel || !isOnlyForCommands(pkg, loop);
  });
}

interface Risk {
  readonly source: PanicSource;
  readonly home: PackageModel;
  /** What in the function of the goroutine leads to it. */
  readonly top: SyntaxNode;
  readonly depth: number;
}

function* risksOfCall(pkg: PackageModel, call: SyntaxNode): Generator<Risk> {
  const callee = pkg.calleeOf(call);
  const subject = call.field('function');
  if (callee && subject && runsOutsideCode(pkg, call, callee))
    yield { source: { kind: 'call', node: call, subject }, home: pkg, top: call, depth: 0 };
}

/** What may panic in a function, or in those of the module that it calls, without anything deferred on the way that recovers. */
function* risksIn(pkg: PackageModel, fn: GoFunction): Generator<Risk> {
  const seen = new Set([fn]);
  let level: { pkg: PackageModel; fn: GoFunction; top: SyntaxNode | undefined }[] = [
    { pkg, fn, top: undefined },
  ];
  for (let depth = 0; depth <= MOST_CALLS; depth++) {
    const next: typeof level = [];
    for (const each of level) {
      if (mayRecover(each.pkg, each.fn)) continue;
      for (const source of panicSourcesIn(each.pkg, each.fn))
        yield { source, home: each.pkg, top: each.top ?? source.node, depth };
      for (const call of each.fn.body?.descendants('call_expression') ?? []) {
        if (each.pkg.functionOf(call) !== each.fn || call.parent?.kind === 'go_statement') continue;
        const called = each.pkg.calleeOf(call)?.function;
        if (!called?.body || called.file.isTest || seen.has(called) || seen.size >= MOST_FUNCTIONS) continue;
        seen.add(called);
        next.push({ pkg: homeOf(each.pkg, called), fn: called, top: each.top ?? call });
      }
    }
    level = next;
  }
}
