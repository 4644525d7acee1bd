import { isExportedVariable } from '../semantic/exported.ts';
import { memoized } from '../semantic/memo.ts';
import type { PackageModel, ProgramModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { targetsOf } from './assignments.ts';
import { isOnlyGiven, stemsOnlyFrom } from './endless-parameters.ts';
import { isDeferred } from './facts.ts';
import { variable } from './nil-comparison.ts';
import { endsSoonBehind } from './soon-over.ts';

/** context/context.go: the context and a function that ends it; no deadline. */
const WITH_CANCEL: ReadonlySet<string> = new Set(['context.WithCancel', 'context.WithCancelCause']);

/**
 * Whether the context that a parameter holds ends with the process alone, as far as its function can tell: every call in the module
 * passes one that stems from Background or TODO, and its cancel functions are called only where the process ends at once, or when a
 * caller returns that waits for the function. False where a caller may be unseen.
 */
export function endsWithProcessAlone(pkg: PackageModel, parameter: VarObject): boolean {
  if (parameter.role !== 'parameter' || !pkg.program.moduleIsComplete) return false;
  const known = answersOf(pkg.program);
  const answer = known.get(parameter) ?? isOnlyGivenSuch(pkg, parameter, new Set());
  known.set(parameter, answer);
  return answer;
}

const answersOf = memoized<ProgramModel, Map<VarObject, boolean>>(() => new Map());

function isOnlyGivenSuch(pkg: PackageModel, parameter: VarObject, open: Set<VarObject>): boolean {
  return isOnlyGiven(
    pkg,
    parameter,
    open,
    (home, argument) => isWaitedFor(home, argument) && isSuch(home, argument, open),
  );
}

/** Whether the function that passes an argument waits for the call that gets it. */
function isWaitedFor(pkg: PackageModel, argument: SyntaxNode): boolean {
  // a literal may be run by others, after its function has returned
  if (pkg.functionOf(argument)?.outer !== undefined) return false;
  return !/^(?:go|defer)_statement$/.test(argument.parent?.parent?.parent?.kind ?? '');
}

function isSuch(pkg: PackageModel, context: SyntaxNode, open: Set<VarObject>): boolean {
  return stemsOnlyFrom(pkg, context, {
    fields: false,
    parameter: (home, parameter) => isOnlyGivenSuch(home, parameter, open),
    made: (home, node) => {
      const id = node.kind === 'call_expression' ? (home.calleeOf(node)?.id ?? '') : '';
      const parent = WITH_CANCEL.has(id) ? node.field('arguments')?.firstNamedChild : undefined;
      return parent !== undefined && isCancelledAtTheEnd(home, node) && isSuch(home, parent, open);
    },
  });
}

/** Whether the cancel function that a call gives is called only as its function returns, or where the process ends. */
function isCancelledAtTheEnd(pkg: PackageModel, made: SyntaxNode): boolean {
  const target = targetsOf(made.parent?.parent)[1] ?? made.ancestor('var_spec')?.fieldAll('name')[1];
  const cancel = target && variable(pkg, target);
  if (!cancel) return target?.text === '_';
  if (isExportedVariable(cancel)) return false;
  return pkg.referencesTo(cancel).every((mention) => {
    if (mention === target || pkg.fileOf(mention).isTest) return true;
    const call = mention.fieldName === 'function' ? mention.parent : undefined;
    if (!call) return false;
    return (cancel.role === 'local' && isCalledAtReturn(pkg, call, cancel)) || endsSoonBehind(pkg, call);
  });
}

/** Whether a call is deferred by the function that a variable belongs to, itself or in a deferred literal. */
function isCalledAtReturn(pkg: PackageModel, call: SyntaxNode, { function: home }: VarObject): boolean {
  const fn = pkg.functionOf(call);
  if (!fn || !home) return false;
  return fn === home ? call.parent?.kind === 'defer_statement' : fn.outer === home && isDeferred(fn.node);
}
