import { homeOf } from '../semantic/home.ts';
import type { Question } from '../semantic/memory.ts';
import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import { statementsOf } from '../syntax/statements.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { CONTROL } from './graphs.ts';
import { loopsAround } from './loop-heads.ts';
import { unwrapped, variable } from './nil-comparison.ts';

/**
 * The variable whose method a call asks for a flag that it holds, `if !server.Running()`, where the function that asks does
 * nothing to the variable from the first such question to the last: then all of them get the same answer.
 */
export function askedVariable(pkg: PackageModel, fn: GoFunction, call: SyntaxNode): VarObject | undefined {
  const receiver = call.field('function')?.field('operand');
  const object = receiver && variable(pkg, unwrapped(receiver));
  if (!object || object.role === 'field' || !isQuestion(pkg, call)) return undefined;
  const method = pkg.calleeOf(call)!.function!;
  const mentions = pkg.referencesTo(object).filter((each) => fn.node.contains(each));
  const questions = mentions.filter((mention) => asks(pkg, mention, method));
  const first = Math.min(...questions.map(({ start }) => start));
  const last = Math.max(...questions.map(({ start }) => start));
  const isUndisturbed = mentions.every(
    (mention) =>
      (questions.includes(mention) || mention.start < first || mention.start > last) &&
      pkg.functionOf(mention) === fn &&
      mention.ancestor('go_statement') === undefined,
  );
  const isRepeated = questions.some((each) => [...loopsAround(each, fn.node)].length > 0);
  return isUndisturbed && !isRepeated ? object : undefined;
}

function asks(pkg: PackageModel, { parent, fieldName }: SyntaxNode, method: GoFunction): boolean {
  const call = parent?.kind === 'selector_expression' && fieldName === 'operand' ? parent.parent : undefined;
  return call?.kind === 'call_expression' && pkg.calleeOf(call)?.function?.node === method.node;
}

function isQuestion(pkg: PackageModel, call: SyntaxNode): boolean {
  const callee = pkg.calleeOf(call);
  const fn = callee?.kind === 'method' ? callee.function : undefined;
  if (!fn?.body || fn.parameters.length > 0) return false;
  return pkg.program.memory.ask(homeOf(pkg, fn), fn, GIVES_FIELD).isField;
}

const GIVES_FIELD: Question<{ readonly isField: boolean }> = {
  name: 'gives a field',
  family: CONTROL,
  compute: (pkg, fn) => ({ isField: givesField(pkg, fn) }),
  meanwhile: { isField: false },
};

/** Whether a method does nothing but return a field of its receiver. */
function givesField(pkg: PackageModel, fn: GoFunction): boolean {
  const [only, ...others] = statementsOf(fn.body);
  const returned = only?.kind === 'return_statement' ? only.firstNamedChild?.namedChildren : undefined;
  const [value] = returned ?? [];
  if (others.length > 0 || returned?.length !== 1 || value?.kind !== 'selector_expression') return false;
  const receiver = value.field('operand');
  return receiver !== undefined && variable(pkg, receiver)?.role === 'receiver';
}
