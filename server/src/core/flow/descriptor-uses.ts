import { DESCRIPTOR_OPERATIONS, SYSTEM_CALLS, SYSTEM_OPERATIONS } from '../knowledge/descriptors.ts';
import type { PackageModel } from '../semantic/model.ts';
import { qualifiedId } from '../semantic/qualified.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignedTo, isAssignedWhole, targetsOf } from './assignments.ts';
import { variable } from './nil-comparison.ts';

/**
 * Whether the number of a descriptor, as a call gives it, only goes to functions that do something with it while they run, in place or
 * through a local variable: `unix.IoctlGetInt(int(f.Fd()), request)`.
 * @param call of the method that gives the number
 */
export function isOnlyOperatedOn(pkg: PackageModel, call: SyntaxNode): boolean {
  const value = converted(pkg, call);
  if (isOperand(pkg, value)) return true;
  const list = value.parent?.kind === 'expression_list' ? value.parent : undefined;
  const [target, ...others] = targetsOf(list?.parent);
  const object = target && others.length === 0 ? variable(pkg, target) : undefined;
  if (object?.role !== 'local' || assignedTo(target!)?.value !== value) return false;
  const mentions = pkg.referencesTo(object).filter((each) => !isAssignedWhole(each));
  return mentions.length > 0 && mentions.every((each) => isOperand(pkg, converted(pkg, each)));
}

/** What an expression is behind the conversions around it. */
function converted(pkg: PackageModel, node: SyntaxNode): SyntaxNode {
  let outer = node;
  for (;;) {
    const { parent } = outer;
    if (parent?.kind === 'parenthesized_expression') outer = parent;
    else if (
      parent?.kind === 'argument_list' &&
      parent.parent?.kind === 'call_expression' &&
      pkg.calleeOf(parent.parent)?.kind === 'conversion'
    )
      outer = parent.parent;
    else return outer;
  }
}

/** Whether an expression is an argument of such a function. */
function isOperand(pkg: PackageModel, node: SyntaxNode): boolean {
  const call = node.parent?.kind === 'argument_list' ? node.parent.parent : undefined;
  const id = call?.kind === 'call_expression' ? pkg.calleeOf(call)?.id : undefined;
  if (!call || id === undefined) return false;
  if (DESCRIPTOR_OPERATIONS.has(id)) return true;
  const number = SYSTEM_CALLS.has(id) ? call.field('arguments')?.firstNamedChild : undefined;
  return number !== undefined && number !== node && SYSTEM_OPERATIONS.has(qualifiedId(pkg, number) ?? '');
}
