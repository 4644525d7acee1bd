import type { FileModel, GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import { isErrorType } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { targetsOf } from './assignments.ts';
import { parentOf } from './contexts.ts';
import { variable } from './nil-comparison.ts';

/**
 * Whether a function hands the context of its caller to other calls that work with it, so that another context beside them
 * is a choice: what the call makes of it is another context, or the call may fail.
 * @param given the parameter that is the context, or the request that holds it
 * @param at the place that gets another context
 */
export function isPassedElsewhere(
  pkg: PackageModel,
  fn: GoFunction,
  given: VarObject,
  selection: string,
  at: SyntaxNode,
): boolean {
  return pkg.referencesTo(given).some((reference) => {
    const expression = selection === '' ? reference : contextOfRequest(reference, selection);
    const target = expression && selection !== '' ? targetOf(expression) : undefined;
    const held = target && variable(pkg, target);
    if (held) return isPassedElsewhere(pkg, fn, held, '', at);
    const list = expression?.parent;
    const call = list?.kind === 'argument_list' ? list.parent : undefined;
    if (!expression || call?.kind !== 'call_expression' || call.contains(at)) return false;
    if (!fn.node.contains(call)) return false;
    if (parentOf(pkg, call) === expression) return true;
    // what logs is called for nothing that it gives back
    if (call.parent?.kind === 'expression_statement' || call.parent?.kind === 'statement_list') return false;
    const signature = pkg.calleeOf(call)?.signature;
    return !signature || isErrorType(signature.results.at(-1)?.type) || isCommandOf(pkg, call);
  });
}

function targetOf(expression: SyntaxNode): SyntaxNode | undefined {
  const list = expression.parent;
  if (list?.kind !== 'expression_list' || list.fieldName !== 'right') return undefined;
  return targetsOf(list.parent)[list.namedChildren.indexOf(expression)];
}

/** `r.Context()` around the mention of a request. */
function contextOfRequest(reference: SyntaxNode, selection: string): SyntaxNode | undefined {
  let node: SyntaxNode | undefined = reference;
  while (node && node.text !== `${reference.text}${selection}`) {
    node = node.text.length > reference.text.length + selection.length ? undefined : node.parent;
  }
  return node;
}

function isCommandOf(pkg: PackageModel, call: SyntaxNode): boolean {
  return pkg.calleeOf(call)?.id === 'os/exec.CommandContext';
}

/** Names shorter than this are found in any text. */
const SHORTEST_NAME = 3;

/**
 * Whether somebody has written down what a call that makes a context is for: in a comment right above its line, or in one on
 * the line that names the package, the function, or the variable that would be at hand.
 */
export function isCommentedOn({ text }: FileModel, root: SyntaxNode, own: VarObject): boolean {
  const above = text.slice(0, text.lastIndexOf('\n', root.start)).split('\n').at(-1) ?? '';
  if (/^\s*\/\//.test(above) || /\*\/\s*$/.test(above)) return true;
  const target = root.field('function');
  const names = [target?.field('operand')?.text, target?.field('field')?.text, own.name].filter(
    (name): name is string => name !== undefined && name.length >= SHORTEST_NAME,
  );
  const end = text.indexOf('\n', root.end);
  const comment = /\/\/(.*)/.exec(text.slice(root.end, end < 0 ? text.length : end))?.[1] ?? '';
  // `context-...` is the name of a rule
  return new RegExp(`(?<![\\w.-])(?:${names.join('|')})(?![\\w(-])`, 'iu').test(comment);
}
