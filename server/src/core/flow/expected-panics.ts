import { FAILS_TEST, STOPS_TEST } from '../knowledge/error-functions.ts';
import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { targetsOf } from './assignments.ts';
import { isDeferred } from './facts.ts';
import type { OwnedResource } from './model.ts';
import { nilComparison, unwrapped, variable } from './nil-comparison.ts';

/**
 * Whether a test wants an acquisition to panic, so that it gives no value: a literal deferred before recovers, and fails the test
 * where there was no panic or says in a boolean that there was one, and nothing behind the acquisition could panic in its place
 * (Go specification, Handling panics: "The return value of recover is nil when the goroutine is not panicking").
 */
export function isExpectedToPanic(pkg: PackageModel, { acquisition, function: fn }: OwnedResource): boolean {
  if (!fn.file.isTest || !fn.body || !isLastCall(pkg, fn, acquisition)) return false;
  for (const statement of fn.body.descendants('defer_statement')) {
    const literal = pkg.functionAt(statement.firstNamedChild?.field('function') ?? statement);
    if (statement.start > acquisition.start || literal?.outer !== fn || !isDeferred(literal.node)) continue;
    if (saysPanic(pkg, fn, literal, acquisition)) return true;
  }
  return false;
}

/** Whether a function calls nothing but the test behind an acquisition. */
function isLastCall(pkg: PackageModel, fn: GoFunction, acquisition: SyntaxNode): boolean {
  return [...(fn.body?.descendants('call_expression') ?? [])].every(
    (call) => call.start < acquisition.end || isOfTest(pkg, call),
  );
}

function isOfTest(pkg: PackageModel, call: SyntaxNode): boolean {
  const id = pkg.calleeOf(call)?.id ?? '';
  return FAILS_TEST.test(id) || STOPS_TEST.test(id);
}

function saysPanic(pkg: PackageModel, fn: GoFunction, literal: GoFunction, acquisition: SyntaxNode): boolean {
  for (const node of literal.body?.descendants('if_statement', 'assignment_statement') ?? []) {
    if (pkg.functionOf(node) !== literal) continue;
    if (node.kind === 'if_statement') {
      const condition = node.field('condition');
      const panicked = condition && asksForPanic(pkg, condition);
      if (panicked === undefined) continue;
      const normal = node.field(panicked ? 'alternative' : 'consequence');
      if (normal && failsTest(pkg, normal)) return true;
      const branch = node.field(panicked ? 'consequence' : 'alternative');
      for (const assignment of branch?.descendants('assignment_statement') ?? []) {
        const value = assignment.field('right')?.firstNamedChild?.kind;
        if (value !== 'true' && value !== 'false') continue;
        if (isAnswer(pkg, fn, assignment, value === 'true', acquisition)) return true;
      }
    } else {
      const value = node.field('right')?.firstNamedChild;
      const panicked = value && asksForPanic(pkg, value);
      if (panicked !== undefined && isAnswer(pkg, fn, node, panicked, acquisition)) return true;
    }
  }
  return false;
}

/** What a comparison with nil says of what `recover` has given: true when it holds after a panic. */
function asksForPanic(pkg: PackageModel, condition: SyntaxNode): boolean | undefined {
  const comparison = nilComparison(pkg, condition);
  if (!comparison) return undefined;
  const { object, operand, isWhole, equal } = comparison;
  const list = object && isWhole ? object.node.parent : undefined;
  const isOnly = list?.kind === 'expression_list' && list.namedChildren.length === 1;
  const value = isOnly ? list.parent?.field('right')?.firstNamedChild : operand;
  const isRecover = value?.kind === 'call_expression' && pkg.calleeOf(value)?.id === 'recover';
  return isRecover ? !equal : undefined;
}

/** Whether an assignment of a deferred literal leaves in a variable that there was a panic, and nobody fails the test for it. */
function isAnswer(
  pkg: PackageModel,
  fn: GoFunction,
  assignment: SyntaxNode,
  value: boolean,
  acquisition: SyntaxNode,
): boolean {
  const target = assignment.field('left')?.firstNamedChild;
  const flag = target && variable(pkg, target);
  if (!target || !flag) return false;
  const isResult = fn.results.includes(flag);
  if (isResult && !isOtherwise(pkg, fn, value, acquisition)) return false;
  const answers = isResult ? callsOf(pkg, fn) : mentionsOf(pkg, flag, target);
  return !answers.some((answer) => failsFor(pkg, answer, value));
}

/** The calls of a function, or of the variable that a literal is put into. */
function callsOf(pkg: PackageModel, fn: GoFunction): readonly SyntaxNode[] {
  const list = fn.node.parent;
  const target = list && targetsOf(list.parent)[list.namedChildren.indexOf(fn.node)];
  const held = target && variable(pkg, target);
  if (!held) return pkg.callsTo(fn);
  return pkg
    .referencesTo(held)
    .flatMap(({ parent, fieldName }) => (parent && fieldName === 'function' ? [parent] : []));
}

function mentionsOf(pkg: PackageModel, flag: VarObject, target: SyntaxNode): SyntaxNode[] {
  return pkg.referencesTo(flag).filter((mention) => mention !== target);
}

/** Whether every return behind an acquisition gives another value than a panic does. */
function isOtherwise(pkg: PackageModel, fn: GoFunction, value: boolean, acquisition: SyntaxNode): boolean {
  return [...(fn.body?.descendants('return_statement') ?? [])]
    .filter((statement) => pkg.functionOf(statement) === fn && statement.start > acquisition.start)
    .every((statement) => {
      const returned = statement.firstNamedChild?.firstNamedChild;
      return !returned || returned.kind === String(!value);
    });
}

/** Whether an `if` fails the test where an answer has a value. */
function failsFor(pkg: PackageModel, answer: SyntaxNode, value: boolean): boolean {
  let node = answer;
  let holds = value;
  for (let { parent } = node; parent; { parent } = node) {
    if (parent.kind === 'unary_expression' && parent.field('operator')?.text === '!') holds = !holds;
    else if (parent.kind !== 'parenthesized_expression') break;
    node = parent;
  }
  const statement = node.parent;
  if (statement?.kind !== 'if_statement' || node.fieldName !== 'condition') return false;
  const branch = statement.field(holds ? 'consequence' : 'alternative');
  return branch !== undefined && failsTest(pkg, branch);
}

function failsTest(pkg: PackageModel, branch: SyntaxNode): boolean {
  return [...branch.descendants('call_expression')].some((call) => isOfTest(pkg, unwrapped(call)));
}
