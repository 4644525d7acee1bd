import { outermost } from '../../semantic/declarations.ts';
import type { GoFunction, PackageModel, VarObject } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { variable } from '../nil-comparison.ts';
import type { StuckOperation } from './leaks.ts';

/**
 * Whether a stuck send is only left alone by whoever goes by what it receives: each receiver outside tests takes values in a loop
 * that it leaves at a value which it compares with a constant, as one that says that nothing more comes. Where the owner
 * waits as well, that is how the goroutine has left its own loop. What the sender sends last is not followed.
 */
export function isUntilTerminal(pkg: PackageModel, stuck: StuckOperation): boolean {
  if (stuck.kind !== 'send') return false;
  if (stuck.exit) {
    const receives = stuck.channel.operations.filter(
      ({ kind, node }) => kind === 'receive' && !pkg.fileOf(node).isTest,
    );
    return receives.length > 0 && receives.every(({ node }) => leavesAtTerminal(pkg, node));
  }
  const sender = outermost(pkg.functionOf(stuck.node));
  const own = sender ? loopsThatReceive(pkg, sender, stuck.node) : [];
  return own.length > 0 && own.every((node) => leavesAtTerminal(pkg, node));
}

/** The receives in loops of a function that keep what they get. */
function loopsThatReceive(pkg: PackageModel, fn: GoFunction, before: SyntaxNode): SyntaxNode[] {
  return [...(fn.body?.descendants('unary_expression', 'range_clause') ?? [])].filter(
    (node) =>
      node !== before &&
      (node.kind === 'range_clause'
        ? pkg.typeOf(node.field('right') ?? node)?.kind === 'chan'
        : node.field('operator')?.text === '<-' && loopOf(node) !== undefined) &&
      receivedInto(pkg, node) !== undefined,
  );
}

function leavesAtTerminal(pkg: PackageModel, receive: SyntaxNode): boolean {
  const loop = loopOf(receive);
  const value = receivedInto(pkg, receive);
  if (!loop || !value) return false;
  const jumps = [...loop.descendants('return_statement', 'break_statement', 'goto_statement')].filter(
    (jump) => pkg.functionOf(jump) === pkg.functionOf(loop) && leaves(jump, loop),
  );
  return jumps.length > 0 && jumps.every((jump) => isAtTerminal(pkg, jump, loop, value));
}

/** The loop of a receive's function around it; that of a range clause is its own. */
function loopOf(receive: SyntaxNode): SyntaxNode | undefined {
  if (receive.kind === 'range_clause') return receive.parent;
  for (let node = receive.parent; node && node.kind !== 'func_literal'; node = node.parent)
    if (node.kind === 'for_statement') return node;
  return undefined;
}

/** The variable that a receive declares or sets. */
function receivedInto(pkg: PackageModel, receive: SyntaxNode): VarObject | undefined {
  const statement =
    receive.kind === 'range_clause'
      ? receive
      : receive.ancestor('receive_statement', 'short_var_declaration', 'assignment_statement');
  const name = statement?.field('left')?.firstNamedChild;
  return name && variable(pkg, name);
}

function leaves(jump: SyntaxNode, loop: SyntaxNode): boolean {
  if (jump.kind !== 'break_statement' || jump.firstNamedChild) return true;
  for (let node = jump.parent; node && node !== loop; node = node.parent) {
    if (/^(for|select|expression_switch|type_switch)_statement$/.test(node.kind)) return false;
  }
  return true;
}

/** Whether a jump stands where the value received was found to be a constant. */
function isAtTerminal(pkg: PackageModel, jump: SyntaxNode, loop: SyntaxNode, value: VarObject): boolean {
  for (let node = jump; node.parent && node !== loop; node = node.parent) {
    const { parent } = node;
    if (parent.kind === 'if_statement' && node.fieldName === 'consequence') {
      const condition = parent.field('condition');
      if (condition && isTerminal(pkg, condition, value)) return true;
    }
    if (parent.kind !== 'expression_switch_statement' || node.kind !== 'expression_case') continue;
    const subject = parent.field('value');
    if (subject && isOf(pkg, subject, value)) return true;
  }
  return false;
}

function isTerminal(pkg: PackageModel, condition: SyntaxNode, value: VarObject): boolean {
  const left = condition.field('left');
  const right = condition.field('right');
  if (condition.kind !== 'binary_expression' || !left || !right) return false;
  const operator = condition.field('operator')?.text;
  if (operator === '||') return isTerminal(pkg, left, value) && isTerminal(pkg, right, value);
  if (operator === '&&') return isTerminal(pkg, left, value) || isTerminal(pkg, right, value);
  if (operator !== '==') return false;
  const isOther = (node: SyntaxNode): boolean => pkg.constantOf(node) !== undefined;
  return (isOf(pkg, left, value) && isOther(right)) || (isOf(pkg, right, value) && isOther(left));
}

/** Whether an expression is a variable or a field of it. */
function isOf(pkg: PackageModel, expression: SyntaxNode, value: VarObject): boolean {
  let node: SyntaxNode | undefined = expression;
  while (node?.kind === 'selector_expression') node = node.field('operand');
  return node !== undefined && variable(pkg, node) === value;
}
