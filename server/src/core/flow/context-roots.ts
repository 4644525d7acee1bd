import { homeOf } from '../semantic/home.ts';
import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { ENDLESS, parentOf, WITH_VALUE } from './contexts.ts';
import { loopsAround } from './loop-heads.ts';
import { type Origin, type Origins, originsOf } from './origins.ts';

/**
 * What may hold a context made of another one, by where that one stems from. `endless`: nothing, for all above it are contexts that
 * nobody can end, or were made for it alone. `unseen`: as far as it was read it is the same, but functions whose bodies are not at
 * hand gave some of them. `cancellable`: a context that others have, which keeps its children until it ends.
 */
export type ContextRoot = 'endless' | 'unseen' | 'cancellable';

const MOST_PARENTS = 8;
const ORDER: readonly ContextRoot[] = ['endless', 'unseen', 'cancellable'];

/** Calls that give a context which only their caller can end, and at which of their results. */
const OWN_PARENTS: ReadonlyMap<string, number> = new Map([
  ['context.WithCancel', 0],
  ['context.WithCancelCause', 0],
  ['golang.org/x/sync/errgroup.WithContext', 1],
]);
/** testing/testing.go, Context: "canceled just before Cleanup-registered functions are called". */
const OF_TEST = /^testing\.(?:T|B|F|TB)$/;

/**
 * Where the parent of a context stems from (context/context.go, propagateCancel: "parent is never canceled" where it has no Done
 * channel; else the child is added to the children of the nearest one that has).
 * @param parent an expression of the package
 * @param child the call that makes the context of it
 */
export function rootOf(pkg: PackageModel, parent: SyntaxNode, child: SyntaxNode, depth = 0): ContextRoot {
  const origins = depth < MOST_PARENTS ? originsOf(pkg, parent, { fields: false }) : undefined;
  // another file, or a test, may put any context into the variable of a package
  if (!origins?.all.length || [...origins.through].some(({ role }) => role === 'package'))
    return 'cancellable';
  const isMadeForIt = isMadeFor(pkg, child, origins);
  const roots = origins.all.map((origin) => rootOfOrigin(pkg, origin, child, isMadeForIt, depth));
  return ORDER.findLast((each) => roots.includes(each)) ?? 'cancellable';
}

function rootOfOrigin(
  pkg: PackageModel,
  { node, result }: Origin,
  child: SyntaxNode,
  isMadeForIt: boolean,
  depth: number,
): ContextRoot {
  if (node.kind !== 'call_expression') return 'cancellable';
  const maker = pkg.functionOf(node);
  const home = maker ? homeOf(pkg, maker) : pkg;
  const callee = home.calleeOf(node);
  if (!callee) return 'cancellable';
  if (ENDLESS.has(callee.id)) return 'endless';
  const above = node.field('arguments')?.firstNamedChild;
  if (OWN_PARENTS.get(callee.id) === result) {
    const isOwn = isMadeForIt && [...loopsAround(child)].every((loop) => loop.contains(node));
    return isOwn && above ? rootOf(home, above, node, depth + 1) : 'cancellable';
  }
  if (WITH_VALUE.has(callee.id)) return above ? rootOf(home, above, child, depth + 1) : 'cancellable';
  // the others that the standard library and errgroup have keep a timer or a goroutine
  if (parentOf(home, node) || callee.function || callee.kind === 'value') return 'cancellable';
  if (above && mayBeContext(home, above)) {
    const root = rootOf(home, above, child, depth + 1);
    return root === 'endless' ? 'unseen' : root;
  }
  return callee.kind === 'function' && !isGivenContext(home, node) ? 'unseen' : 'cancellable';
}

/** Whether what the origins make is for the function of the child alone: no caller and no function around it has it. */
function isMadeFor(pkg: PackageModel, child: SyntaxNode, { through }: Origins): boolean {
  const around = new Set<GoFunction | undefined>();
  for (let fn = pkg.functionOf(child)?.outer; fn; fn = fn.outer) around.add(fn);
  return [...through].every(
    (object: VarObject) =>
      (object.role === 'local' || object.role === 'result') && !around.has(object.function),
  );
}

/** Whether an expression is a context, or what a call gives whose declaration is not at hand. */
function mayBeContext(pkg: PackageModel, node: SyntaxNode): boolean {
  const type = pkg.typeOf(node);
  return type ? namedId(type) === 'context.Context' : node.kind === 'call_expression';
}

/** Whether an argument of a call is a context, or may have one: a value of unknown type, or one with a method that gives it. */
function isGivenContext(pkg: PackageModel, call: SyntaxNode): boolean {
  return (call.field('arguments')?.namedChildren ?? []).some((argument) => {
    const type = pkg.typeOf(argument);
    if (!type) return pkg.constantOf(argument) === undefined && argument.kind !== 'nil';
    const bare = type.kind === 'pointer' ? type.element : type;
    const id = namedId(bare);
    if (id !== undefined && OF_TEST.test(id)) return false;
    return id === 'context.Context' || pkg.memberOf(type, 'Context') !== undefined;
  });
}
