import type { PackageModel, VarObject } from '../../semantic/model.ts';
import { callsBuiltin } from '../../semantic/universe.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { assignedTo, isAssignedWhole } from '../assignments.ts';
import { isOwnFunction } from '../channel-syntax.ts';
import { unwrapped } from '../nil-comparison.ts';

/** One call of a method of a wait group, where the package makes it. */
export interface WaitGroupCall {
  readonly kind: 'add' | 'done' | 'wait' | 'go';
  readonly call: SyntaxNode;
}

/**
 * Every wait group that one name of the package may stand for: a variable or a field, whichever instance it belongs to, and
 * the parameters of functions of the package that get its address.
 */
export interface WaitGroup {
  readonly variables: ReadonlySet<VarObject>;
  readonly calls: readonly WaitGroupCall[];
  /** Whether it is also handed to what is not seen: stored, returned, passed to a function of another package. */
  readonly escapes: boolean;
  /** The mentions by which it is: whoever gets it there may call any of its methods. */
  readonly handedOver: readonly SyntaxNode[];
}

const METHODS: ReadonlyMap<string, WaitGroupCall['kind']> = new Map([
  ['Add', 'add'],
  ['Done', 'done'],
  ['Wait', 'wait'],
  ['Go', 'go'],
]);
const TYPE = 'sync.WaitGroup';
/** More names than this make a group one that escapes. */
const MOST_NAMES = 40;

/** What a call does to the wait group that it is called on; undefined for any other call. */
export function waitGroupCall(pkg: PackageModel, call: SyntaxNode): WaitGroupCall | undefined {
  const name = call.field('function')?.field('field')?.text;
  const kind = name === undefined ? undefined : METHODS.get(name);
  return kind && pkg.calleeOf(call)?.id === `${TYPE}.${name}` ? { kind, call } : undefined;
}

/** The variable or field that an expression names: `wg`, `&wg`, `s.wg`. */
export function groupVariable(pkg: PackageModel, expression: SyntaxNode | undefined): VarObject | undefined {
  let node = expression && unwrapped(expression);
  if (node?.kind === 'unary_expression' && node.field('operator')?.text === '&') {
    const operand = node.field('operand');
    node = operand && unwrapped(operand);
  }
  const name = node?.kind === 'selector_expression' ? node.field('field') : node;
  const object = name && (name.kind === 'identifier' || name === node?.field('field')) && pkg.objectOf(name);
  return object && object.kind === 'var' ? object : undefined;
}

/** Everything that the package does with the wait group in a variable or field. */
export function waitGroupOf(pkg: PackageModel, variable: VarObject): WaitGroup {
  const variables = new Set<VarObject>([variable]);
  const calls = new Map<SyntaxNode, WaitGroupCall>();
  const handedOver: SyntaxNode[] = [];
  const isForeign = !pkg.files.includes(variable.file);
  for (const each of variables) {
    if (variables.size > MOST_NAMES)
      return { variables, calls: [...calls.values()], escapes: true, handedOver };
    if (each.role === 'parameter') for (const given of argumentsFor(pkg, each)) variables.add(given);
    for (const reference of pkg.referencesTo(each)) {
      if (reference === each.node) continue;
      const place = wholeOf(reference);
      const { parent } = place;
      const call = parent?.kind === 'selector_expression' ? parent.parent : undefined;
      const operation = call?.kind === 'call_expression' && waitGroupCall(pkg, call);
      if (operation) {
        calls.set(operation.call, operation);
        continue;
      }
      const passed = parent?.kind === 'argument_list' ? parameterFor(pkg, parent, place) : undefined;
      if (passed) variables.add(passed);
      else if (!isSetUp(pkg, place)) handedOver.push(reference);
    }
  }
  const escapes = isForeign || handedOver.length > 0;
  return { variables, calls: [...calls.values()], escapes, handedOver };
}

/** Whether a mention gives the name a group that is made there, or asks whether it has one. */
function isSetUp(pkg: PackageModel, place: SyntaxNode): boolean {
  const { parent } = place;
  if (parent?.kind === 'binary_expression') return true;
  if (parent?.kind === 'literal_element' && parent.fieldName === 'key') {
    const value = parent.parent?.field('value')?.firstNamedChild;
    return value !== undefined && isMade(pkg, value);
  }
  const value = isAssignedWhole(place) ? assignedTo(place)?.value : undefined;
  return value !== undefined && isMade(pkg, value);
}

/** `sync.WaitGroup{}`, `&sync.WaitGroup{}`, `new(sync.WaitGroup)`. */
export function isMade(pkg: PackageModel, value: SyntaxNode): boolean {
  const node = unwrapped(value);
  const made = node.kind === 'unary_expression' ? node.field('operand') : node;
  return made?.kind === 'composite_literal' || callsBuiltin(pkg, node, 'new');
}

/** The selection, address or parentheses around a mention. */
function wholeOf(reference: SyntaxNode): SyntaxNode {
  let node = reference;
  if (reference.fieldName === 'field' && reference.parent?.kind === 'selector_expression')
    node = reference.parent;
  for (;;) {
    const { parent } = node;
    const isAddress = parent?.kind === 'unary_expression' && parent.field('operator')?.text === '&';
    if (!parent || !(isAddress || parent.kind === 'parenthesized_expression')) return node;
    node = parent;
  }
}

/** The parameter of a function of the package that gets an argument. */
function parameterFor(pkg: PackageModel, list: SyntaxNode, argument: SyntaxNode): VarObject | undefined {
  const callee = list.parent && pkg.calleeOf(list.parent);
  const fn = callee?.function;
  if (!fn || callee.kind === 'interface-method' || !isOwnFunction(pkg, fn)) return undefined;
  return fn.parameters[list.namedChildren.indexOf(argument)];
}

/** What the callers that are seen pass for a parameter. */
export function argumentsFor(pkg: PackageModel, parameter: VarObject): VarObject[] {
  const fn = parameter.function;
  if (!fn) return [];
  const index = fn.parameters.indexOf(parameter);
  const calls =
    fn.node.kind === 'func_literal'
      ? fn.node.parent?.kind === 'call_expression'
        ? [fn.node.parent]
        : []
      : pkg.callsTo(fn);
  return calls.flatMap((call) => groupVariable(pkg, call.field('arguments')?.namedChildren[index]) ?? []);
}
