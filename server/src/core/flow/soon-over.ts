import { isExportedFunction, isOpenToOtherModules } from '../semantic/exported.ts';
import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import { moduleGraphOf } from '../semantic/module-graph.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isAssignedWhole } from './assignments.ts';
import { bindingOf } from './bindings.ts';
import { Callers } from './callers.ts';
import { callsOfCommand, isCommand } from './commands.ts';
import type { Place } from './goroutines/held-functions.ts';
import { callsInModule, isPerRequest } from './goroutines/once.ts';
import { graphsOf } from './graphs.ts';
import { runsOfLiteral } from './literal-runs.ts';
import { loopsAround, roundsOf } from './loop-heads.ts';
import type { BasicBlock, Exit } from './model.ts';
import { isOfName } from './named-errors.ts';
import { variable } from './nil-comparison.ts';
import { carries, endsProcess, isMainFunction, isOfTestPackage, saysNil } from './process-end.ts';
import { programFoldersAbove } from './program-folders.ts';
import { goesOn, mayGoOn } from './serving.ts';
import { readsCommandLine } from './sub-commands.ts';

/** Calls between a command and a function. */
const MOST_CALLS = 10;

/**
 * Whether the process ends soon after a function has returned: every way of the module to it begins at a command or `main`,
 * and behind each of its calls nothing goes round again and nothing serves or waits for work. Calls by tests count for
 * nothing; false also where not every call is known, such as those of other modules.
 * @param hasFailed whether the last result is an error that is not nil
 */
export function endsSoonAfter(pkg: PackageModel, fn: GoFunction, hasFailed: boolean): boolean {
  return answered(pkg, 'counted', 'none', (search) => search.after(pkg, fn, hasFailed));
}

/** The same of a function that has not failed, where the module is an application which has what it exports for its own programs. */
export function endsSoonInApplication(pkg: PackageModel, fn: GoFunction): boolean {
  return answered(pkg, 'counted', 'of application', (search) => search.after(pkg, fn, false));
}

/** The same after a statement of a function. */
export function endsSoonBehind(pkg: PackageModel, node: SyntaxNode, rounds: Rounds = 'counted'): boolean {
  return answered(pkg, rounds, 'none', (search) => search.behind({ pkg, node }, undefined));
}

function answered(
  { program }: PackageModel,
  rounds: Rounds,
  exports: Exports,
  ask: (search: SoonOver) => boolean,
): boolean {
  return program.moduleIsComplete && ask(new SoonOver(rounds, exports));
}

/** Which functions that other modules can call count as called by their own module alone, also where they have not failed. */
type Exports = 'none' | 'of application';

/**
 * How often what is left behind may come to be before the process ends: `counted` as often as the source says, `finite` also once
 * for each of values that are there, where nothing is kept.
 */
export type Rounds = 'counted' | 'finite';

/** What is known of a call on the paths behind it: its error is not nil, as long as that variable keeps it. */
interface Failure {
  readonly call: SyntaxNode;
  readonly error: VarObject | undefined;
}

class SoonOver {
  constructor(
    readonly rounds: Rounds,
    readonly exports: Exports,
  ) {}

  readonly #open = new Set<GoFunction>();
  readonly #known = new Map<GoFunction, Map<boolean, boolean>>();

  after(pkg: PackageModel, fn: GoFunction, hasFailed: boolean): boolean {
    if (isMainFunction(pkg, fn)) return true;
    if (fn.file.isTest || isPerRequest(pkg, fn)) return false;
    // what calls itself comes here again, unless it failed and says so
    if (this.#open.has(fn)) return hasFailed;
    const known = this.#known.get(fn)?.get(hasFailed);
    if (known !== undefined) return known;
    if (this.#open.size >= MOST_CALLS) return false;
    this.#open.add(fn);
    const answer = this.#afterCalls(pkg, fn, hasFailed);
    this.#open.delete(fn);
    const answers = this.#known.get(fn) ?? new Map<boolean, boolean>();
    this.#known.set(fn, answers.set(hasFailed, answer));
    return answer;
  }

  #afterCalls(pkg: PackageModel, fn: GoFunction, hasFailed: boolean): boolean {
    const places = runsOf(pkg, fn);
    if (places === 'command') return true;
    if (!places || places.length === 0) return false;
    const isOpen = isExportedFunction(fn) && isOpenToOtherModules(pkg);
    const isOwn = isOpen && (hasFailed || this.exports === 'of application') && isOfApplication(pkg, fn);
    if (isOpen && !isOwn && !isOfProgram(pkg, fn, places)) return false;
    return places.every((place) => {
      if (place.node === place.pkg.fileOf(place.node).tree.root) return true; // a command is made of it
      const caller = place.pkg.functionOf(place.node);
      if (!caller) return false;
      const { parent } = place.node;
      if (parent?.kind === 'defer_statement') return this.after(place.pkg, caller, false);
      const isCall = hasFailed && place.node.kind === 'call_expression' && parent?.kind !== 'go_statement';
      if (!isCall) return this.behind(place, undefined);
      const { error } = bindingOf(place.pkg, place.node, 0);
      return this.behind(place, { call: place.node, error: error && variable(place.pkg, error) });
    });
  }

  /** @param failure what is known of the call that the paths begin at */
  behind({ pkg, node }: Place, failure: Failure | undefined): boolean {
    const caller = pkg.functionOf(node);
    if (!caller) return false;
    const graph = graphsOf(pkg).graphOf(caller);
    const start = graph.blockOf(node);
    if (!start) return false;
    const own = dispatcher(node);
    const seen = new Set<string>();
    const work: { block: BasicBlock; isKnown: boolean }[] = [
      { block: start, isKnown: failure !== undefined },
    ];
    let isFirst = true;
    for (let at = work.pop(); at; at = work.pop()) {
      const { block } = at;
      if (block === start && !isFirst && !isCounted(pkg, node, caller, this.rounds)) return false;
      let { isKnown } = at;
      for (const each of block.nodes) {
        if (isFirst && (each.start <= node.start || each.contains(node))) continue;
        if (goesOn(pkg, each) || isRunUnseen(pkg, each, own)) return false;
        if (failure?.error && assigns(pkg, each, failure.error)) isKnown = false;
      }
      if (block !== start && graph.inLoop(block) && isEndless(pkg, block, caller)) return false;
      isFirst = false;
      const exit = graph.exitOf(block);
      if (exit && !this.#exits(pkg, exit, caller, isKnown ? failure : undefined)) return false;
      for (const { kind, condition, to } of block.successors) {
        const says =
          isKnown && condition ? saysNil(pkg, condition, failure!.call, failure!.error) : undefined;
        if (says !== undefined && (kind === 'true') === says) continue;
        const named =
          isKnown && condition && failure?.error ? isOfName(pkg, condition, failure.error) : undefined;
        if (named !== undefined && (kind === 'true') === named) continue;
        const key = `${to.id} ${isKnown}`;
        if (seen.has(key)) continue;
        seen.add(key);
        work.push({ block: to, isKnown });
      }
    }
    return true;
  }

  #exits(pkg: PackageModel, exit: Exit, caller: GoFunction, failure: Failure | undefined): boolean {
    if (exit.kind === 'no-return') return endsProcess(pkg, exit.node, new Set());
    if (exit.kind === 'panic' && !exit.isRecovered && endsProcess(pkg, exit.node, new Set())) return true;
    if (exit.kind !== 'return') return this.after(pkg, caller, false);
    const results = exit.node.firstNamedChild?.namedChildren;
    const last = results?.at(-1);
    const isCarried =
      failure !== undefined &&
      (last
        ? last === failure.call || carries(pkg, last, failure.error)
        : failure.error !== undefined && caller.results.at(-1) === failure.error);
    return this.after(pkg, caller, isCarried);
  }
}

/**
 * Where a function is run; `command` when a library runs it for one, or it reads the arguments of one, and the module does
 * not call it otherwise; undefined when not every place is known.
 */
function runsOf(pkg: PackageModel, fn: GoFunction): readonly Place[] | 'command' | undefined {
  const isLiteral = fn.node.kind === 'func_literal';
  if (isCommand(pkg, fn)) {
    const calls = isLiteral ? callsOfLiteral(pkg, fn) : callsOfCommand(pkg, fn);
    return calls?.length ? calls : 'command';
  }
  if (isLiteral) return runsOfLiteral(pkg, fn.node);
  const calls = callsInModule(pkg, fn);
  if (calls?.length === 0 || !calls) return readsCommandLine(pkg, fn) ? 'command' : undefined;
  const others = calls.filter((call) => !isOfTestPackage(call));
  return others.length > 0 ? others : calls;
}

function callsOfLiteral(pkg: PackageModel, fn: GoFunction): readonly Place[] | undefined {
  return new Callers(pkg).of(fn)?.map((node) => ({ pkg, node }));
}

/** Whether a function is of a program that it lies below, and is only called there: who imports it otherwise may run on. */
function isOfProgram(pkg: PackageModel, fn: GoFunction, calls: readonly Place[]): boolean {
  return programFoldersAbove(pkg, fn).some((folder) =>
    calls.every((call) => call.pkg.fileOf(call.node).path.startsWith(folder)),
  );
}

/** Whether a program of a module that is no library runs the package of a function: what fails there is written for it. */
export function isOfApplication(pkg: PackageModel, { file }: GoFunction): boolean {
  const graph = moduleGraphOf(pkg, file);
  return graph.isRunByProgram(file) && !graph.isLibrary;
}

/** The loop over a list of functions that a mention of the list stands in the head of, if it need not run all of them. */
function dispatcher({ parent }: SyntaxNode): SyntaxNode | undefined {
  const loop = parent?.kind === 'range_clause' ? parent.parent : undefined;
  const isLeft = [...(loop?.descendants('break_statement', 'return_statement') ?? [])].length > 0;
  return isLeft ? loop : undefined;
}

/**
 * spf13/cobra command.go, `Execute`, `ExecuteC` and with a context; urfave/cli app.go, `Run`, `RunContext`, in v3 command.go,
 * `Run`: they run the function of a command.
 */
const RUNS_COMMANDS =
  /^github\.com\/(spf13\/cobra\.Command\.Execute\w*|(urfave|minio|codegangsta)\/cli(\/v\d+)?\.(App|Command)\.Run\w*)$|^gopkg\.in\/(urfave|codegangsta)\/cli\.v\d+\.(App|Command)\.Run\w*$/;

/**
 * Whether a node runs what is not seen here and may run on: a function value, or the command that the arguments name.
 * @param own a loop whose calls run other commands than the one at hand
 */
function isRunUnseen(pkg: PackageModel, node: SyntaxNode, own: SyntaxNode | undefined): boolean {
  for (const call of node.descendants('call_expression')) {
    const callee = pkg.calleeOf(call);
    if (callee && RUNS_COMMANDS.test(callee.id)) return true;
    if (callee?.kind === 'value' && !callee.function && !own?.contains(call) && mayGoOn(pkg, call))
      return true;
  }
  return false;
}

/** Whether the rounds of the loops around a node have such an end; one over a list of functions runs each of them once. */
function isCounted(pkg: PackageModel, node: SyntaxNode, fn: GoFunction, rounds: Rounds): boolean {
  const allowed = rounds === 'counted' ? /^(one|counted)$/ : /^(one|counted|finite)$/;
  const own = node.parent?.kind === 'range_clause' ? node.parent.parent : undefined;
  return [...loopsAround(node, fn.node)].every((loop) => loop === own || allowed.test(roundsOf(pkg, loop)));
}

/** Whether a block on a cycle lies in a loop whose head does not say that it ends. */
function isEndless(pkg: PackageModel, block: BasicBlock, fn: GoFunction): boolean {
  return block.nodes.some((node) =>
    [...loopsAround(node, fn.node)].some((loop) => /^(open|endless)$/.test(roundsOf(pkg, loop))),
  );
}

function assigns(pkg: PackageModel, node: SyntaxNode, object: VarObject): boolean {
  return pkg.referencesTo(object).some((each) => isAssignedWhole(each) && node.contains(each));
}
