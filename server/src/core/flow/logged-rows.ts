import type { PackageModel, VarObject } from '../semantic/model.ts';
import { isErrorType } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isAssignedWhole, targetsOf } from './assignments.ts';
import type { Iteration } from './model.ts';
import { nilComparison, variable } from './nil-comparison.ts';

/** What leaves a loop, or hands something on. */
const LEAVES = [
  'return_statement',
  'goto_statement',
  'send_statement',
  'go_statement',
  'defer_statement',
] as const;
/** fmt/doc.go: "The verbs". */
const VERB = /%[-+# 0]*[\d.*]*[a-zA-Z]/;
/** log/log.go and log/slog/logger.go: what they get goes to the output of the logger. */
const LOGS = /^(?:log|log\/slog)\./;

/**
 * Whether what a loop reads is only put into lines of a log, and the error of its query is dropped as well: whoever wrote it wants the
 * line if it is to be had, and nothing else.
 */
export function isOnlyLogged(pkg: PackageModel, { statement, object, sources }: Iteration): boolean {
  const body = statement?.field('body');
  const [source] = sources;
  if (!statement || !body || !source || sources.length > 1 || !isErrorDropped(pkg, source)) return false;
  if (![...body.descendants(...LEAVES)].every((node) => pkg.functionOf(node) !== pkg.functionOf(body)))
    return false;
  for (const call of body.descendants('call_expression')) {
    const callee = pkg.calleeOf(call);
    const isOfRows = callee?.receiver !== undefined && variable(pkg, callee.receiver) === object;
    if (!isOfRows && !/^(?:append|len)$/.test(callee?.id ?? '') && !isLogged(pkg, call)) return false;
  }
  const isInside = (node: SyntaxNode): boolean => statement.contains(node);
  const outer = new Set<VarObject>();
  for (const node of body.descendants('identifier')) {
    const used = variable(pkg, node);
    if (used && used !== object && !isInside(used.node)) outer.add(used);
  }
  return [...outer].every(
    (used) =>
      used.role === 'local' &&
      pkg.referencesTo(used).every((each) => each === used.node || isInside(each) || isTold(pkg, each)),
  );
}

/** Whether the error of a call is kept only to see that there is none, and nothing runs instead. */
function isErrorDropped(pkg: PackageModel, call: SyntaxNode): boolean {
  const list = call.parent?.kind === 'expression_list' ? call.parent.parent : undefined;
  const name = targetsOf(list).at(-1);
  const error = name && variable(pkg, name);
  if (!error || !isErrorType(pkg.typeOfObject(error))) return false;
  return pkg.referencesTo(error).every((each) => {
    if (each === name || each === error.node) return true;
    const condition = each.parent;
    const branch = condition?.parent?.kind === 'if_statement' ? condition.parent : undefined;
    const isNone = condition !== undefined && nilComparison(pkg, condition)?.equal === true;
    return isNone && branch !== undefined && !branch.field('alternative') && !isAssignedWhole(each);
  });
}

/** Whether a mention of a variable puts it into a line of a log, or decides whether there is one. */
function isTold(pkg: PackageModel, mention: SyntaxNode): boolean {
  for (let node = mention; node.parent; node = node.parent) {
    const { parent } = node;
    if (parent.kind === 'call_expression' && isLogged(pkg, parent)) return true;
    if (parent.kind === 'if_statement' && node.fieldName === 'condition') {
      const branches = [parent.field('consequence'), parent.field('alternative')];
      return branches.every((branch) => !branch || onlyLogs(pkg, branch));
    }
    if (parent.kind === 'block' || parent.kind === 'func_literal') return false;
  }
  return false;
}

function onlyLogs(pkg: PackageModel, branch: SyntaxNode): boolean {
  const list = branch.firstNamedChild?.kind === 'statement_list' ? branch.firstNamedChild : branch;
  return list.namedChildren
    .filter(({ isExtra }) => !isExtra)
    .every(({ kind, firstNamedChild: call }) => {
      return kind === 'expression_statement' && call?.kind === 'call_expression' && isLogged(pkg, call);
    });
}

/**
 * Whether a call is a statement that logs: by package, or by what it gets, a format with verbs or the text for one beside such calls of
 * the same logger. Of these only fmt makes output.
 */
export function isLogged(pkg: PackageModel, call: SyntaxNode): boolean {
  if (call.parent?.kind !== 'expression_statement') return false;
  const id = pkg.calleeOf(call)?.id ?? '';
  if (LOGS.test(id)) return true;
  const logger = call.field('function')?.field('operand')?.text;
  if (logger === undefined || id.startsWith('fmt.')) return false;
  const [text, ...others] = call.field('arguments')?.namedChildren ?? [];
  if (!text || pkg.constantOf(text)?.kind !== 'string') return false;
  if (hasVerbs(pkg, call)) return true;
  const formats = [...(pkg.functionOf(call)?.body?.descendants('call_expression') ?? [])].some(
    (other) => other.field('function')?.field('operand')?.text === logger && hasVerbs(pkg, other),
  );
  return formats && others.length === 0;
}

function hasVerbs(pkg: PackageModel, call: SyntaxNode): boolean {
  const format = call.field('arguments')?.firstNamedChild;
  const text = format && pkg.constantOf(format);
  return text?.kind === 'string' && text.parts.some((part) => part !== undefined && VERB.test(part));
}
