import { outermost } from '../semantic/declarations.ts';
import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignedTo, isAssignedWhole } from './assignments.ts';
import { isEntryPoint } from './channels.ts';
import { isRuledOut } from './constant-methods.ts';
import type { Place } from './goroutines/held-functions.ts';
import { callsInModule, isGuarded, isPerRequest } from './goroutines/once.ts';

/** Calls between a handler and a statement. */
const MOST_CALLS = 4;
/** Expressions that are looked at to say that a value is the same for every request. */
const MOST_STEPS = 12;

/** How a request comes to a statement. */
export interface RequestPath {
  /** The function that gets what a handler gets for each request. */
  readonly handler: GoFunction;
  readonly handlerPackage: PackageModel;
  /** The calls from the function of the statement outward to the handler. */
  readonly calls: readonly Place[];
  /** Whether every call names the function that it calls, rather than a method of an interface that it may be. */
  readonly isCertain: boolean;
}

/**
 * The shortest way by which requests come to a statement: it stands in a function that gets a request, or one of the module
 * that such a function calls. A call through an interface under a question that the type at hand always answers otherwise does
 * not come there; what a `sync.Once` or the check of a package variable guards runs for the first request only.
 * Until the module is read, only the package at hand counts.
 */
export function requestPathTo(pkg: PackageModel, node: SyntaxNode): RequestPath | undefined {
  let level: { place: Place; calls: readonly Place[]; isCertain: boolean }[] = [
    { place: { pkg, node }, calls: [], isCertain: true },
  ];
  const seen = new Set<SyntaxNode>();
  for (let depth = 0; depth <= MOST_CALLS && level.length > 0; depth++) {
    const next: typeof level = [];
    for (const { place, calls, isCertain } of level) {
      const fn = place.pkg.functionOf(place.node);
      const top = outermost(fn);
      if (!fn || !top || fn.file.isTest || isGuarded(place.pkg, place.node, fn)) continue;
      if (isPerRequest(place.pkg, fn)) return { handler: fn, handlerPackage: place.pkg, calls, isCertain };
      // a literal may be called at any time by whoever has got it
      if (fn !== top || isEntryPoint(top) || seen.has(top.node)) continue;
      seen.add(top.node);
      for (const call of callsInModule(place.pkg, top) ?? []) {
        if (call.node.kind !== 'call_expression') continue;
        if (isRuledOut(call, place.pkg, top)) continue;
        const isNamed = call.pkg.calleeOf(call.node)?.function?.node === top.node;
        next.push({ place: call, calls: [...calls, call], isCertain: isCertain && isNamed });
      }
    }
    level = next;
  }
  return undefined;
}

/**
 * Whether an expression has the same value for every request that comes to it: constants, package variables, fields of the
 * receiver, the environment, and what is made of them. Anything that may come from the request, or is not known, has not.
 * @param path by which requests come to the expression
 */
export function isSameForAll(pkg: PackageModel, expression: SyntaxNode, path: RequestPath): boolean {
  return isSame({ pkg, node: expression }, path.calls, { left: MOST_STEPS, open: new Set() });
}

interface Steps {
  left: number;
  /** Variables whose values are being looked at: `options = append(options, one)`. */
  readonly open: Set<VarObject>;
}

function isSame({ pkg, node }: Place, calls: readonly Place[], steps: Steps): boolean {
  if (--steps.left < 0) return false;
  const constant = pkg.constantOf(node);
  if (constant && (constant.kind !== 'string' || !constant.parts.includes(undefined))) return true;
  const all = (nodes: readonly SyntaxNode[]): boolean =>
    nodes.every((each) => isSame({ pkg, node: each }, calls, steps));
  switch (node.kind) {
    case 'identifier':
      return isSameName(pkg, node, calls, steps);
    case 'selector_expression': {
      const operand = node.field('operand')!;
      return (operand.kind === 'identifier' && pkg.objectOf(operand)?.kind === 'package') || all([operand]);
    }
    case 'call_expression': {
      const called = node.field('function');
      const receiver = called?.kind === 'selector_expression' ? [called] : [];
      const callee = called?.kind === 'identifier' ? pkg.objectOf(called) : undefined;
      const isAppend = callee?.kind === 'builtin' && callee.name === 'append';
      const isKnown = callee?.kind === 'func' || isAppend || receiver.length > 0;
      return isKnown && all([...receiver, ...(node.field('arguments')?.namedChildren ?? [])]);
    }
    case 'composite_literal':
      return (node.field('body')?.namedChildren ?? []).every((element) => {
        const value = element.kind === 'keyed_element' ? element.field('value') : element;
        return value?.firstNamedChild !== undefined && all([value.firstNamedChild]);
      });
    case 'func_literal':
      return all(capturedBy(pkg, node));
    case 'variadic_argument':
      return node.firstNamedChild !== undefined && all([node.firstNamedChild]);
    case 'binary_expression':
      return all([node.field('left')!, node.field('right')!]);
    case 'unary_expression':
      return all([node.field('operand')!]);
    case 'parenthesized_expression':
      return node.firstNamedChild !== undefined && all([node.firstNamedChild]);
    case 'nil':
    case 'true':
    case 'false':
      return true;
    default:
      return false;
  }
}

/** The names in a literal that denote variables from outside of it. */
function capturedBy(pkg: PackageModel, literal: SyntaxNode): SyntaxNode[] {
  return [...literal.descendants('identifier')].filter((name) => {
    const object = pkg.objectOf(name);
    return object?.kind === 'var' && object.role !== 'field' && !literal.contains(object.node);
  });
}

function isSameName(pkg: PackageModel, name: SyntaxNode, calls: readonly Place[], steps: Steps): boolean {
  const object = pkg.objectOf(name);
  if (object?.kind === 'const' || object?.kind === 'func') return true;
  if (object?.kind !== 'var') return false;
  const { role, function: fn } = object;
  if (role === 'package' || role === 'receiver') return true;
  if (role === 'local') {
    if (steps.open.has(object)) return true;
    steps.open.add(object);
    const assigned = pkg.referencesTo(object).filter(isAssignedWhole);
    return (
      assigned.length > 0 &&
      assigned.every((target) => {
        const value = assignedTo(target)?.value;
        return value !== undefined && isSame({ pkg, node: value }, calls, steps);
      })
    );
  }
  const [call, ...further] = calls;
  const index = role === 'parameter' && fn ? fn.parameters.indexOf(object) : -1;
  const given = index >= 0 ? call?.node.field('arguments')?.namedChildren[index] : undefined;
  return given !== undefined && call !== undefined && isSame({ pkg: call.pkg, node: given }, further, steps);
}
