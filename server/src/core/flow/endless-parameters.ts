import { isExportedFunction, isOpenToOtherModules } from '../semantic/exported.ts';
import { homeOf } from '../semantic/home.ts';
import { memoized } from '../semantic/memo.ts';
import type { GoFunction, PackageModel, ProgramModel, VarObject } from '../semantic/model.ts';
import { moduleGraphOf } from '../semantic/module-graph.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { ENDLESS, WITH_VALUE } from './contexts.ts';
import { callsInModule } from './goroutines/once.ts';
import { variable } from './nil-comparison.ts';
import { originsOf } from './origins.ts';

/** Calls between where a context is made and the function that gets it. */
const MOST_CALLS = 8;

export const COMMAND_CONTEXT = 'github.com/spf13/cobra.Command.Context';
/** cobra's command.go, ExecuteC: "if c.ctx == nil { c.ctx = context.Background() }"; these put another one there. */
const GIVE_COMMAND_CONTEXT: readonly string[] = ['ExecuteContext', 'ExecuteContextC', 'SetContext'];

/**
 * Whether nobody can end the context that a parameter holds: every call of its function in the module, followed through the callers'
 * own parameters, fields and results, passes one of Background or TODO, with values at most. False where a caller may be unseen: one of
 * another module, a library that gets the function as a value, or a module that is not read.
 */
export function isEndlessParameter(pkg: PackageModel, parameter: VarObject): boolean {
  if (parameter.role !== 'parameter' || !pkg.program.moduleIsComplete) return false;
  const known = answersOf(pkg.program);
  const answer = known.get(parameter) ?? isOnlyGivenEndless(pkg, parameter, new Set());
  known.set(parameter, answer);
  return answer;
}

const answersOf = memoized<ProgramModel, Map<VarObject, boolean>>(() => new Map());

function isOnlyGivenEndless(pkg: PackageModel, parameter: VarObject, open: Set<VarObject>): boolean {
  return isOnlyGiven(pkg, parameter, open, (home, argument) => isEndless(home, argument, open));
}

/**
 * Whether every call of the function of a parameter passes an argument of a kind. False where a caller may be unseen: one of another
 * module, or a library that gets the function as a value.
 * @param open parameters that are being asked about, where an argument leads to others
 * @param isSuch says it of an argument
 */
export function isOnlyGiven(
  pkg: PackageModel,
  parameter: VarObject,
  open: Set<VarObject>,
  isSuch: (home: PackageModel, argument: SyntaxNode) => boolean,
): boolean {
  // what comes here again brings nothing new
  if (open.has(parameter)) return true;
  const fn = parameter.function;
  const index = fn?.parameters.indexOf(parameter) ?? -1;
  if (!fn || index < 0 || open.size >= MOST_CALLS || !isOwnToModule(pkg, fn)) return false;
  const calls = callsInModule(pkg, fn, false, false);
  if (!calls?.length) return false;
  open.add(parameter);
  const answer = calls.every(({ pkg: home, node }) => {
    const given = node.kind === 'call_expression' ? node.field('arguments')?.namedChildren : undefined;
    const argument = given?.length === fn.parameters.length ? given[index] : undefined;
    return argument !== undefined && isSuch(home, argument);
  });
  open.delete(parameter);
  return answer;
}

/** Whether only the module calls a function: others cannot import its package, or the module is an application that runs it. */
function isOwnToModule(pkg: PackageModel, fn: GoFunction): boolean {
  if (!isExportedFunction(fn) || !isOpenToOtherModules(pkg)) return true;
  const graph = moduleGraphOf(pkg, fn.file);
  return graph.hasMain && graph.isRunByProgram(fn.file) && !graph.isLibrary;
}

function isEndless(pkg: PackageModel, context: SyntaxNode, open: Set<VarObject>): boolean {
  return stemsOnlyFrom(pkg, context, {
    fields: true,
    parameter: (home, parameter) => isOnlyGivenEndless(home, parameter, open),
    made: isUngivenCommandContext,
  });
}

/** What a context may stem from, beside Background and TODO. */
export interface ContextOrigins {
  /** Whether fields of structs are followed to what the package puts into them. */
  readonly fields: boolean;
  /** Says it of a parameter whose callers decide. */
  readonly parameter: (home: PackageModel, parameter: VarObject) => boolean;
  /** Says it of any other expression that makes a context. */
  readonly made: (home: PackageModel, node: SyntaxNode) => boolean;
}

/**
 * Whether everything that a context may be stems from Background, TODO, or what is named, with values at most. False where an origin is
 * unknown.
 */
export function stemsOnlyFrom(pkg: PackageModel, context: SyntaxNode, allowed: ContextOrigins): boolean {
  const { fields } = allowed;
  const origins = originsOf(pkg, context, { fields, unknowns: true, passes: parentWithValue })?.all ?? [];
  return (
    origins.length > 0 &&
    origins.every(({ node, unknown }) => {
      const home = homeOf(pkg, node);
      if (unknown) {
        const object = variable(home, node);
        return object?.role === 'parameter' && allowed.parameter(home, object);
      }
      const id = node.kind === 'call_expression' ? (home.calleeOf(node)?.id ?? '') : '';
      return ENDLESS.has(id) || allowed.made(home, node);
    })
  );
}

/** The context that a call of WithValue or its like puts a value on. */
export function parentWithValue(pkg: PackageModel, node: SyntaxNode): SyntaxNode | undefined {
  const id = node.kind === 'call_expression' ? pkg.calleeOf(node)?.id : undefined;
  return id !== undefined && WITH_VALUE.has(id) ? node.field('arguments')?.firstNamedChild : undefined;
}

/** Whether a node is the context of a cobra command, to which the module gives none: then it is Background. */
export function isUngivenCommandContext(pkg: PackageModel, node: SyntaxNode): boolean {
  return (
    node.kind === 'call_expression' &&
    pkg.calleeOf(node)?.id === COMMAND_CONTEXT &&
    pkg.program.moduleIsComplete &&
    pkg.program.modulePackages(pkg.fileOf(node), GIVE_COMMAND_CONTEXT).length === 0
  );
}
