import { ONCE_MAKERS } from '../knowledge/once-functions.ts';
import { isExportedFunction, isOpenToOtherModules } from '../semantic/exported.ts';
import type { GoFunction, PackageModel } from '../semantic/model.ts';
import { moduleGraphOf } from '../semantic/module-graph.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isEntryPoint } from './channels.ts';
import { isCommand } from './commands.ts';
import type { Place } from './goroutines/held-functions.ts';
import { callsInModule, isPerRequest } from './goroutines/once.ts';
import { runsOfLiteral } from './literal-runs.ts';
import { loopsAround, roundsOf } from './loop-heads.ts';
import { goesOn } from './serving.ts';

/** Calls between a command and a function. */
const MOST_CALLS = 12;

/**
 * Whether every way of the module to a node begins at a command, `main` or `init` and passes no loop that may go on: who
 * started it waits for it and then the process ends. What other modules can call may be part of a service of theirs.
 */
export function isOnlyForCommands(pkg: PackageModel, node: SyntaxNode): boolean {
  return pkg.program.moduleIsComplete && isReached({ pkg, node }, new Set(), 'none');
}

/** The same where the module has what a package exports for its own programs, as far as is seen: other modules may still import it. */
export function isOnlyForOwnCommands(pkg: PackageModel, node: SyntaxNode): boolean {
  return pkg.program.moduleIsComplete && isReached({ pkg, node }, new Set(), 'allowed');
}

/** Whether the way to a node may lead through what other modules can call, and has. */
type Exports = 'none' | 'allowed' | 'passed';

function isReached({ pkg, node }: Place, open: Set<GoFunction>, exports: Exports): boolean {
  const fn = pkg.functionOf(node);
  // at package level, and what is made to run once there runs when somebody asks for it
  if (!fn) return node.kind !== 'call_expression' || !ONCE_MAKERS.has(pkg.calleeOf(node)?.id ?? '');
  // of every loop around it can be seen that it ends
  if ([...loopsAround(node, fn.node)].some((loop) => /^(open|endless)$/.test(roundsOf(pkg, loop))))
    return false;
  if (isEntryPoint(fn) || isCommand(pkg, fn)) return exports !== 'passed' || isSoonOver(pkg, fn);
  if (open.has(fn) || open.size >= MOST_CALLS || isPerRequest(pkg, fn)) return false;
  const places =
    fn.node.kind === 'func_literal' ? runsOfLiteral(pkg, fn.node) : callsOfDeclared(pkg, fn, exports);
  if (!places || places.length === 0) return isOfOneShot(pkg, fn);
  open.add(fn);
  const isEvery = places.every((place) =>
    isReached(place, open, isOpenFunction(pkg, fn) ? 'passed' : exports),
  );
  open.delete(fn);
  return isEvery;
}

/** Whether only programs run a function that do one thing after the other and end, whoever calls it in them. */
function isOfOneShot(pkg: PackageModel, fn: GoFunction): boolean {
  return !isOpenFunction(pkg, fn) && !fn.file.isTest && moduleGraphOf(pkg, fn.file).reachOf(fn.file).oneShot;
}

function callsOfDeclared(pkg: PackageModel, fn: GoFunction, exports: Exports): readonly Place[] | undefined {
  if (fn.file.isTest || (isOpenFunction(pkg, fn) && (exports === 'none' || isForImporters(pkg, fn))))
    return undefined;
  return callsInModule(pkg, fn);
}

/** Whether other modules can call a function. */
function isOpenFunction(pkg: PackageModel, fn: GoFunction): boolean {
  return isExportedFunction(fn) && isOpenToOtherModules(pkg);
}

/** A module that offers no package under its own name, and whose programs run a package, has that package for them. */
function isForImporters(pkg: PackageModel, { file }: GoFunction): boolean {
  const graph = moduleGraphOf(pkg, file);
  return graph.isLibrary || !graph.isRunByProgram(file);
}

/**
 * Whether a command or `main` is no service: what its package runs neither starts a server nor listens for signals, by which one
 * ends, or the command itself is seen not to serve.
 */
function isSoonOver(pkg: PackageModel, fn: GoFunction): boolean {
  if (!moduleGraphOf(pkg, fn.file).mayGoOn(fn.file)) return true;
  return isCommand(pkg, fn) && fn.body !== undefined && !goesOn(pkg, fn.body);
}
