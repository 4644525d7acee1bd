import { homeOf } from '../semantic/home.ts';
import type { GoFunction, PackageModel } from '../semantic/model.ts';
import { endsInJump, statementsOf } from '../syntax/statements.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import type { Place } from './goroutines/held-functions.ts';
import { receiverType } from './implementations.ts';
import { conditionsIn } from './loop-heads.ts';
import { unwrapped } from './nil-comparison.ts';
import { isSamePlace, placeOf } from './places.ts';

/**
 * Whether a call through an interface never runs a method: it stands where the same value has answered a question one way,
 * and the method's type always answers the other way: `if !s.IsOpen() { s.Open() }`, where its `IsOpen` only returns true.
 * @param method of the program; one that the call may run
 */
export function isRuledOut(call: Place, pkg: PackageModel, method: GoFunction): boolean {
  const { node } = call;
  const callee = node.kind === 'call_expression' ? call.pkg.calleeOf(node) : undefined;
  if (callee?.kind !== 'interface-method' || method.node.kind !== 'method_declaration') return false;
  const receiver = placeOf(call.pkg, callee.receiver);
  if (!receiver) return false;
  return guardsOf(node).some(({ condition, holds }) => {
    const { asked, answer } = questionIn(condition, holds);
    const question = asked.kind === 'call_expression' ? call.pkg.calleeOf(asked) : undefined;
    if (question?.kind !== 'interface-method') return false;
    if (!isSamePlace(placeOf(call.pkg, question.receiver), receiver)) return false;
    const name = question.id.slice(question.id.lastIndexOf('.') + 1);
    const constant = constantAnswer(pkg, method, name);
    return constant !== undefined && constant !== answer;
  });
}

interface Guard {
  readonly condition: SyntaxNode;
  /** Whether it is true where the guarded node runs. */
  readonly holds: boolean;
}

/** The conditions under which a node of a function runs, as far as the statements around and before it say. */
function guardsOf(node: SyntaxNode): readonly Guard[] {
  const guards: Guard[] = [];
  for (
    let each = node;
    each.parent && !/^(func_literal|\w+_declaration)$/.test(each.kind);
    each = each.parent
  ) {
    const { parent } = each;
    const condition = parent.kind === 'if_statement' ? parent.field('condition') : undefined;
    if (condition && each.fieldName === 'consequence')
      for (const part of conditionsIn(unwrapped(condition))) guards.push({ condition: part, holds: true });
    if (condition && each.fieldName === 'alternative') guards.push({ condition, holds: false });
    if (parent.kind !== 'statement_list') continue;
    for (const before of parent.namedChildren) {
      if (before.start >= each.start) break;
      const asked = before.kind === 'if_statement' ? before.field('condition') : undefined;
      if (asked && endsInJump(before.field('consequence'))) guards.push({ condition: asked, holds: false });
    }
  }
  return guards;
}

/** What a condition asks, without `!`, and the answer with which it is what it is. */
function questionIn(condition: SyntaxNode, holds: boolean): { asked: SyntaxNode; answer: boolean } {
  let asked = unwrapped(condition);
  let answer = holds;
  while (asked.kind === 'unary_expression' && asked.field('operator')?.text === '!') {
    asked = unwrapped(asked.field('operand')!);
    answer = !answer;
  }
  return { asked, answer };
}

/** What a method of the type of another one returns, where it does nothing but return a boolean constant. */
function constantAnswer(pkg: PackageModel, method: GoFunction, name: string): boolean | undefined {
  const home = homeOf(pkg, method);
  const owner = receiverType(home, method);
  const fn = owner === undefined ? undefined : home.methodsOf(owner).get(name)?.function;
  const statements = statementsOf(fn?.body).filter((each) => !each.isExtra);
  const results = statements[0]?.kind === 'return_statement' ? statements[0].firstNamedChild : undefined;
  const value = results?.namedChildren.length === 1 ? results.firstNamedChild : undefined;
  const constant = statements.length === 1 && value ? home.constantOf(value) : undefined;
  return constant?.kind === 'bool' ? constant.value : undefined;
}
