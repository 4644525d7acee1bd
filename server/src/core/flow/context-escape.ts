import { homeOf } from '../semantic/home.ts';
import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import { type GoType, isErrorType } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { variable } from './nil-comparison.ts';

const MOST_CALLS = 6;

/**
 * Whether everything that a function does with a context is over when the function returns, so that cancelling it then
 * changes nothing. Said only of functions without goroutines, sends, stores outside and results that could hold the
 * context, whose calls are of the standard library or of functions of the program that keep to the same.
 */
export function endsWithFunction(pkg: PackageModel, fn: GoFunction, context: VarObject): boolean {
  return staysInside(pkg, fn, context, new Set());
}

/**
 * @param above the functions on the way down to this one
 * @param derived variables of the function that are asked about already
 */
function staysInside(
  pkg: PackageModel,
  fn: GoFunction,
  context: VarObject,
  above: ReadonlySet<GoFunction>,
  derived: ReadonlySet<VarObject> = new Set(),
): boolean {
  if (derived.has(context)) return true;
  if (above.has(fn) || above.size >= MOST_CALLS || !fn.body || !keepsToItself(pkg, fn)) return false;
  const inside = new Set(above).add(fn);
  const held = new Set(derived).add(context);
  return pkg.referencesTo(context).every((reference) => {
    const { parent } = reference;
    if (reference === context.node || !parent) return true;
    if (pkg.functionOf(reference) !== fn) return false;
    if (parent.kind === 'expression_list') return parent.fieldName === 'left';
    if (parent.kind === 'selector_expression') return parent.parent?.kind === 'call_expression';
    if (parent.kind !== 'argument_list' || !parent.parent) return false;
    const index = parent.namedChildren.indexOf(reference);
    return callEnds(pkg, fn, { call: parent.parent, index }, inside, held);
  });
}

function callEnds(
  pkg: PackageModel,
  fn: GoFunction,
  { call, index }: { readonly call: SyntaxNode; readonly index: number },
  inside: ReadonlySet<GoFunction>,
  held: ReadonlySet<VarObject>,
): boolean {
  const callee = pkg.calleeOf(call);
  if (!callee || callee.kind === 'value' || callee.kind === 'interface-method') return false;
  if (callee.function) {
    const parameter = callee.function.parameters[index];
    const home = homeOf(pkg, callee.function);
    return parameter === undefined || staysInside(home, callee.function, parameter, inside);
  }
  if (callee.id.startsWith('context.')) {
    const derived = call.parent?.parent?.field('left')?.firstNamedChild;
    const object = derived && variable(pkg, derived);
    return object !== undefined && staysInside(pkg, fn, object, withoutLast(inside, fn), held);
  }
  return isStandard(callee.id);
}

function withoutLast(set: ReadonlySet<GoFunction>, last: GoFunction): ReadonlySet<GoFunction> {
  return new Set([...set].filter((fn) => fn !== last));
}

/** Canonical names of other modules begin with a host name. */
function isStandard(id: string): boolean {
  const [first = ''] = id.split('/');
  return id.includes('/') ? !first.includes('.') : first.split('.').length > 1;
}

/** No goroutine, no send, no store into something older than the call, and no result that could hold a context. */
function keepsToItself(pkg: PackageModel, fn: GoFunction): boolean {
  if (!pkg.signatureOf(fn).results.every(({ type }) => isPlain(type))) return false;
  for (const node of fn.body!.descendants('go_statement', 'send_statement', 'assignment_statement')) {
    if (node.kind !== 'assignment_statement') return false;
    for (const target of node.field('left')?.namedChildren ?? []) {
      if (target.kind !== 'identifier') return false;
      const object = variable(pkg, target);
      if (object?.role === 'package') return false;
    }
  }
  return true;
}

function isPlain(type: GoType | undefined): boolean {
  switch (type?.kind) {
    case 'basic':
      return true;
    case 'slice':
    case 'array':
      return isPlain(type.element);
    case 'named':
      return isErrorType(type);
    default:
      return false;
  }
}
