import { outermost } from '../../semantic/declarations.ts';
import type { GoFunction, PackageModel, VarObject } from '../../semantic/model.ts';
import { moduleGraphOf } from '../../semantic/module-graph.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { assignedTo, isAssignedWhole } from '../assignments.ts';
import { isEntryPoint } from '../channels.ts';
import type { Place } from '../goroutines/held-functions.ts';
import { callsInModule, isInCommand, isOnce, isPerRequest } from '../goroutines/once.ts';
import { callsOfPassed } from '../goroutines/passed-functions.ts';
import { graphsOf } from '../graphs.ts';
import { loopsAround, roundsOf } from '../loop-heads.ts';
import { variable } from '../nil-comparison.ts';
import { placeOf } from '../places.ts';
import { isAddress, isInObject } from '../set-up.ts';

/** Functions on the ways to a writer. */
const MOST_FUNCTIONS = 60;

/**
 * Whether the module, read whole and without its tests, runs a statement only in what `main`, `init` or a command does itself:
 * each of the ways to it is known, and on none is there a goroutine, a handler, a function value for others or a loop that goes
 * on. A loop over a list goes over the parts of the program.
 */
export function isOnlyInStartUp(pkg: PackageModel, node: SyntaxNode): boolean {
  if (!pkg.program.moduleIsComplete) return false;
  const places: Place[] = [{ pkg, node }];
  const seen = new Set<GoFunction>();
  let reachesProgram = false;
  for (const place of places) {
    const fn = place.pkg.functionOf(place.node);
    const top = outermost(fn);
    const file = place.pkg.fileOf(place.node);
    // helpers of tests in packages of their own
    if (!moduleGraphOf(place.pkg, file).isRun(file)) continue;
    if (!fn || !top) {
      reachesProgram = true; // at package level, or where a command is made of it
      continue;
    }
    if (isPerRequest(place.pkg, fn) || !isStraight(place.pkg, place.node, top)) return false;
    if (seen.size >= MOST_FUNCTIONS) return false;
    if (isInCommand(place.pkg, fn)) {
      reachesProgram = true;
      continue;
    }
    if (!isRunInPlace(place.pkg, fn)) return false;
    reachesProgram ||= isEntryPoint(top);
    if (isEntryPoint(top) || seen.has(top)) continue;
    seen.add(top);
    const calls = callsInModule(place.pkg, top);
    if (!calls?.length) return false;
    places.push(...calls);
  }
  return reachesProgram;
}

/**
 * Whether the module, read whole and without its tests, runs a call of a method of what lies in an object only in the course of
 * the function that has made it, itself or in what that calls with it: once in the life of the process, in no goroutine, in no
 * loop that goes on, and after starting none with the object. Others may have it by then.
 * @param open functions whose callers are looked at
 */
export function isOnlyByMaker(
  pkg: PackageModel,
  call: SyntaxNode,
  object = placeOf(pkg, call.field('function')?.field('operand'))?.root,
  open: Set<GoFunction> = new Set(),
): boolean {
  const fn = pkg.functionOf(call);
  if (!pkg.program.moduleIsComplete || !fn || object?.function !== fn) return false;
  if (call.parent?.kind === 'defer_statement' || !isStraight(pkg, call, fn)) return false;
  if (open.size === 0 && !isInObject(pkg, call.field('function')!)) return false;
  if (object.role === 'local') {
    const isKept = isMadeHere(pkg, object) && !isShared(pkg, object);
    return isKept && isOnce(pkg, (each) => graphsOf(pkg).graphOf(each), object.node);
  }
  if (isAssignedIn(pkg, object)) return false;
  if (open.has(fn)) return true;
  open.add(fn);
  if (open.size > MOST_FUNCTIONS) return false;
  const index = fn.parameters.indexOf(object);
  const calls = callsInModule(pkg, fn) ?? [];
  return (
    calls.length > 0 &&
    calls.every(({ pkg: home, node }) => {
      const given =
        object === fn.receiver
          ? node.field('function')?.field('operand')
          : node.field('arguments')?.namedChildren[index];
      const root = placeOf(home, given)?.root;
      return root !== undefined && isOnlyByMaker(home, node, root, open);
    })
  );
}

function isAssignedIn(pkg: PackageModel, object: VarObject): boolean {
  return pkg.referencesTo(object).some(isAssignedWhole);
}

/** Whether a local variable holds a struct that its function, or a function of the program that it calls, has made for it. */
function isMadeHere(pkg: PackageModel, object: VarObject): boolean {
  const [assigned, ...others] = pkg.referencesTo(object).filter(isAssignedWhole);
  const made = others.length === 0 && assigned ? assignedTo(assigned) : undefined;
  const value = made?.value;
  if (!value || isLiteral(value)) return value !== undefined;
  const maker = value.kind === 'call_expression' ? pkg.calleeOf(value)?.function : undefined;
  const home = maker && pkg.program.packageOf(maker.file.path);
  if (!maker?.body || !home) return false;
  const results = [...maker.body.descendants('return_statement')].flatMap((statement) =>
    home.functionOf(statement) === maker ? [statement.firstNamedChild?.namedChildren[made!.index ?? 0]] : [],
  );
  return results.every((result) => {
    if (!result || result.kind === 'nil' || isLiteral(result)) return result !== undefined;
    const local = variable(home, result);
    if (local?.role !== 'local' && local?.role !== 'result') return false;
    if (isShared(home, local)) return false;
    const [only, ...more] = home.referencesTo(local).filter(isAssignedWhole);
    const first = only && more.length === 0 ? assignedTo(only)?.value : undefined;
    return first !== undefined && isLiteral(first);
  });
}

function isLiteral(value: SyntaxNode): boolean {
  const made = value.kind === 'unary_expression' ? value.field('operand') : value;
  return made?.kind === 'composite_literal';
}

/** Whether the function of a variable starts a goroutine with it, or takes the address of what lies in it. */
function isShared(pkg: PackageModel, object: VarObject): boolean {
  return pkg.referencesTo(object).some((mention) => {
    if (mention.ancestor('go_statement')) return true;
    let place = mention;
    while (place.parent?.kind === 'selector_expression') place = place.parent;
    return place !== mention && isAddress(place);
  });
}

/** Whether only requests, or libraries that the module gives it to, come to a function: not what the program does when it starts. */
export function isOnlyServed(pkg: PackageModel, fn: GoFunction): boolean {
  const places: { readonly pkg: PackageModel; readonly fn: GoFunction }[] = [{ pkg, fn }];
  const seen = new Set<GoFunction>();
  for (const place of places) {
    const top = outermost(place.fn);
    if (isPerRequest(place.pkg, place.fn) || seen.has(top)) continue;
    if (isEntryPoint(top) || isInCommand(place.pkg, place.fn) || seen.size >= MOST_FUNCTIONS) return false;
    seen.add(top);
    for (const call of callsInModule(place.pkg, top) ?? []) {
      const caller = call.pkg.functionOf(call.node);
      if (!caller) return false;
      places.push({ pkg: call.pkg, fn: caller });
    }
  }
  return true;
}

/** Whether a node runs when a function is called, and a limited number of times. */
function isStraight(pkg: PackageModel, node: SyntaxNode, top: GoFunction): boolean {
  for (let each: SyntaxNode | undefined = node; each && each !== top.node; each = each.parent)
    if (each.kind === 'go_statement') return false;
  return [...loopsAround(node, top.node)].every((loop) => !/^(endless|open)$/.test(roundsOf(pkg, loop)));
}

/** Whether a literal, and each around it, is called where it stands, or by the function of the program that gets it before that returns. */
function isRunInPlace(pkg: PackageModel, fn: GoFunction): boolean {
  if (!fn.outer) return true;
  const { node } = fn;
  const isCalled = node.parent?.kind === 'call_expression' && node.fieldName === 'function';
  const runs = isCalled ? [] : callsOfPassed(pkg, node);
  const isAtOnce = runs?.every((run) => {
    const top = outermost(run.pkg.functionOf(run.node));
    return top !== undefined && isStraight(run.pkg, run.node, top);
  });
  return isAtOnce === true && isRunInPlace(pkg, fn.outer);
}
