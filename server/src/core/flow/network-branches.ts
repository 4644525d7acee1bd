import type { PackageModel, VarObject } from '../semantic/model.ts';
import { endsInJump } from '../syntax/statements.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { conditionsIn } from './loop-heads.ts';
import { nilComparison } from './nil-comparison.ts';
import { isSamePlace, placeOf } from './places.ts';

/** Networks whose dial answers or fails at once (net/dial.go: "Known networks are"). */
const AT_ONCE = /^(?:unix|unixgram|unixpacket|udp[46]?)$/;

/**
 * Whether a dial stands in a branch for networks that answer at once: the condition compares its own network with them, or
 * (`alike`) the same field of another value.
 */
export function localNetworkAt(
  pkg: PackageModel,
  dial: SyntaxNode,
  network: SyntaxNode,
): 'same' | 'alike' | undefined {
  let isAlike = false;
  for (let node = dial; node.parent; node = node.parent) {
    const { parent } = node;
    if (/^(?:function|method)_declaration$/.test(parent.kind)) break;
    if (parent.kind !== 'if_statement' || node.fieldName !== 'consequence') continue;
    for (const condition of conditionsIn(parent.field('condition')!)) {
      const compared = comparedWithLocal(pkg, condition);
      if (!compared) continue;
      if (isSamePlace(placeOf(pkg, compared), placeOf(pkg, network))) return 'same';
      const field = fieldOf(pkg, compared);
      isAlike ||= field !== undefined && field === fieldOf(pkg, network);
    }
  }
  return isAlike ? 'alike' : undefined;
}

function comparedWithLocal(pkg: PackageModel, condition: SyntaxNode): SyntaxNode | undefined {
  if (condition.kind !== 'binary_expression' || condition.field('operator')?.text !== '==') return undefined;
  const [left, right] = [condition.field('left')!, condition.field('right')!];
  const value = pkg.constantOf(right);
  return value?.kind === 'string' && AT_ONCE.test(value.parts[0] ?? '') ? left : undefined;
}

function fieldOf(pkg: PackageModel, node: SyntaxNode): VarObject | undefined {
  const name = node.kind === 'selector_expression' ? node.field('field') : undefined;
  const object = name && pkg.objectOf(name);
  return object?.kind === 'var' && object.role === 'field' ? object : undefined;
}

/**
 * Whether a dial is what is left when nobody has given a function that connects: a condition compares that with nil, and the
 * other branch calls it. `if t.Dial != nil { return t.Dial(network, addr) }; return net.Dial(network, addr)`
 */
export function isFallback(pkg: PackageModel, dial: SyntaxNode): boolean {
  for (let node = dial; node.parent; node = node.parent) {
    const { parent } = node;
    if (/^(?:function|method)_declaration$|^func_literal$/.test(parent.kind)) return false;
    if (
      parent.kind === 'if_statement' &&
      node.fieldName === 'alternative' &&
      isHook(pkg, parent, parent.field('consequence'))
    )
      return true;
    const before = parent.namedChildren.filter(
      (each) => each.kind === 'if_statement' && each.end <= node.start,
    );
    if (
      before.some(
        (each) => endsInJump(each.field('consequence')!) && isHook(pkg, each, each.field('consequence')),
      )
    )
      return true;
  }
  return false;
}

/** Whether a branch calls the function that its condition has found. */
function isHook(pkg: PackageModel, statement: SyntaxNode, branch: SyntaxNode | undefined): boolean {
  const condition = statement.field('condition');
  const comparison = condition && nilComparison(pkg, condition);
  if (!branch || !comparison || comparison.equal) return false;
  const hook = placeOf(pkg, comparison.operand);
  if (!hook || pkg.underlying(pkg.typeOf(comparison.operand))?.kind !== 'func') return false;
  return [...branch.descendants('call_expression')].some((call) =>
    isSamePlace(hook, placeOf(pkg, call.field('function'))),
  );
}
