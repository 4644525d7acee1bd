import type { GoFunction, PackageModel, VarObject } from '../../semantic/model.ts';
import type { NodeKind } from '../../syntax/kinds.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Channel } from '../channels.ts';
import { loopsAround } from '../loop-heads.ts';
import { groupVariable, isMade, waitGroupOf } from './wait-groups.ts';

/** How a function comes to the close of a channel on one run. */
export interface Closing {
  readonly closer: GoFunction;
  /** Where the part begins in which the other goroutine may run. */
  readonly begun: number;
  /** The statement by which the part ends: the close, or the exit before a deferred one; undefined for the end of the body. */
  readonly leaves: SyntaxNode | undefined;
  /** The case of a select that was chosen last. */
  readonly chosen: SyntaxNode | undefined;
}

/**
 * Whether a loop of the closing side receives from the channel before it closes and has come to its own end: how many values
 * that are, and how many are sent, the numbers say. A case of a select for something else, or an error, leaves it before.
 */
export function hasCounted(pkg: PackageModel, channel: Channel, closing: Closing): boolean {
  const { closer, begun, leaves, chosen } = closing;
  const receives = channel.operations.filter(({ kind }) => kind === 'receive').map(({ node }) => node);
  const isEarly = chosen !== undefined && !receives.some((each) => chosen.contains(each));
  return [...receivingIn(pkg, closer, receives)].some(({ place, loop }) => {
    if (place.start < begun || (isEarly && loop.contains(chosen))) return false;
    if (!leaves || place.end <= leaves.start) return true;
    return place.contains(leaves) && isAtNumber(pkg, leaves, place);
  });
}

/** The loops of a function that receive, and its calls of functions whose loops do. */
function* receivingIn(
  pkg: PackageModel,
  fn: GoFunction,
  receives: readonly SyntaxNode[],
): Generator<{ readonly place: SyntaxNode; readonly loop: SyntaxNode }> {
  for (const receive of receives) {
    const [loop] = loopsAround(receive);
    if (!loop) continue;
    const home = pkg.functionOf(receive);
    if (home === fn) yield { place: loop, loop };
    else if (home) {
      for (const place of pkg.callsTo(home)) if (pkg.functionOf(place) === fn) yield { place, loop };
    }
  }
}

const COMPARES = new Set(['==', '!=', '<', '<=', '>', '>=']);

/** Whether a statement stands in a loop under a comparison of numbers: `if len(all) == total`. */
function isAtNumber(pkg: PackageModel, statement: SyntaxNode, loop: SyntaxNode): boolean {
  for (let node = statement; node.parent && node !== loop; node = node.parent) {
    if (node.parent.kind !== 'if_statement' || node.fieldName === 'condition') continue;
    const condition = node.parent.field('condition');
    const comparisons = condition ? [condition, ...condition.descendants('binary_expression')] : [];
    const isNumber = comparisons.some((each) => {
      if (!COMPARES.has(each.field('operator')?.text ?? '')) return false;
      const left = each.field('left');
      const type = left && pkg.underlying(pkg.typeOf(left));
      return type?.kind === 'basic' && /int/.test(type.name);
    });
    if (isNumber) return true;
  }
  return false;
}

/** Whether everything that is done with the group of a Wait is followed: the function has it as a variable of its own. */
export function isOwnGroup(pkg: PackageModel, wait: SyntaxNode): boolean {
  const object = groupVariable(pkg, wait.field('function')?.field('operand'));
  if (!object) return false;
  const { variables, escapes } = waitGroupOf(pkg, object);
  return !escapes && [...variables].some((each) => each.role === 'local' && isMadeAt(pkg, each));
}

/** Whether a variable is declared with a group that is made there. */
function isMadeAt(pkg: PackageModel, { node }: VarObject): boolean {
  const { parent } = node;
  const values = parent?.kind === 'var_spec' ? parent.field('value') : parent?.parent?.field('right');
  if (parent?.kind === 'var_spec' && !values) return pkg.typeOf(node)?.kind !== 'pointer';
  const index = (parent?.kind === 'var_spec' ? parent.fieldAll('name') : parent?.namedChildren)?.indexOf(
    node,
  );
  const value = index === undefined ? undefined : values?.namedChildren[index];
  return value !== undefined && isMade(pkg, value);
}

const CHOICES: readonly NodeKind[] = ['if_statement', 'expression_switch_statement', 'type_switch_statement'];

/** Whether a condition of its function decides whether a node is reached: around it, or by a return before it. */
export function isConditional(pkg: PackageModel, node: SyntaxNode, fn: GoFunction): boolean {
  const isChosen = (each: SyntaxNode): boolean => {
    const around = each.ancestor(...CHOICES);
    return around !== undefined && fn.node.contains(around);
  };
  if (isChosen(node)) return true;
  return [...(fn.body?.descendants('return_statement') ?? [])].some(
    (each) => each.start < node.start && pkg.functionOf(each) === fn && isChosen(each),
  );
}

/**
 * Whether the branch in which a channel is closed sets a variable that a condition over the second close asks: it tells whether
 * that has happened.
 */
export function isTold(pkg: PackageModel, first: SyntaxNode, second: SyntaxNode, fn: GoFunction): boolean {
  const branch = first.ancestor('block');
  if (!branch || !fn.node.contains(branch) || branch.contains(second)) return false;
  const asked = new Set<VarObject>();
  for (let node = second; node.parent && node !== fn.node; node = node.parent) {
    if (node.parent.kind !== 'if_statement' || node.fieldName === 'condition') continue;
    for (const name of node.parent.field('condition')?.descendants('identifier') ?? []) {
      const object = pkg.objectOf(name);
      if (object?.kind === 'var') asked.add(object);
    }
  }
  return [...branch.descendants('assignment_statement')].some((statement) =>
    (statement.field('left')?.namedChildren ?? []).some((target) => {
      let root: SyntaxNode | undefined = target;
      while (root?.kind === 'index_expression' || root?.kind === 'selector_expression')
        root = root.field('operand');
      const object = root && pkg.objectOf(root);
      return object?.kind === 'var' && asked.has(object);
    }),
  );
}
