import { outermost } from '../../semantic/declarations.ts';
import { isExported, isExportedFunction, isOpenToOtherModules } from '../../semantic/exported.ts';
import type { GoFunction, PackageModel } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { isOnlyInSetUp } from '../set-up.ts';
import type { DoubleLock } from './model.ts';
import { LockPaths } from './paths.ts';
import { isOnlyByMaker, isOnlyInStartUp, isOnlyServed } from './start-up-writers.ts';
import type { LockUses } from './uses.ts';

/** A call that takes a lock for writing, and why it may not come beside a function: see `DoubleLock`. */
interface Writer {
  readonly writer: SyntaxNode;
  readonly unseen: DoubleLock['writerUnseen'];
}

/**
 * Who may take a lock for writing while a function runs. Anybody may call production code at any time, unless every Lock
 * belongs to the set-up of the object, which nobody else has yet; beside a test runs only what the test starts.
 */
export function writerBeside(
  pkg: PackageModel,
  uses: LockUses,
  fn: GoFunction,
  lock: number,
): Writer | undefined {
  const writers = uses.callsOf('Lock', lock);
  const [first] = writers;
  if (!first) return undefined;
  if (fn.file.isTest) {
    const beside = writerBesideTest(pkg, uses, fn, lock);
    return beside && { writer: first, unseen: beside === 'possible' ? 'test' : undefined };
  }
  const isNamed = isExported(declaredName(uses, first));
  const late =
    writers.find((call) => !isOnlyInSetUp(pkg, call)) ??
    (isNamed ? writerOutside(pkg, uses, fn, lock) : undefined);
  if (late) {
    if (!writers.includes(late) || (isNamed && writerOutside(pkg, uses, fn, lock)))
      return { writer: late, unseen: undefined };
    const isAll = (is: (pkg: PackageModel, call: SyntaxNode) => boolean): boolean =>
      writers.every((call) => isOnlyInSetUp(pkg, call) || is(pkg, call));
    if (isOnlyServed(pkg, fn) && isAll(isOnlyInStartUp)) return { writer: late, unseen: 'start-up' };
    return { writer: late, unseen: isAll((home, call) => isOnlyByMaker(home, call)) ? 'maker' : undefined };
  }
  const open = isOpenToOtherModules(pkg)
    ? writers.find((call) => isNamed || isCallable(pkg.functionOf(call)))
    : undefined;
  return open && { writer: open, unseen: 'set-up' };
}

/** The name by which the field or variable is selected that a call locks: of an embedded field that of its type. */
function declaredName(uses: LockUses, call: SyntaxNode): string | undefined {
  const name = uses.paths.ofCall(call)?.declaration?.text;
  return name?.slice(name.lastIndexOf('.') + 1);
}

/** Where another package of the module takes a lock for writing behind the set-up of its object. */
function writerOutside(
  pkg: PackageModel,
  uses: LockUses,
  { file }: GoFunction,
  lock: number,
): SyntaxNode | undefined {
  for (const member of pkg.program.modulePackages(file, ['Lock'])) {
    if (member.path === pkg.path) continue;
    const paths = new LockPaths(member, uses.paths.names);
    for (const { tree } of member.files) {
      for (const field of tree.identifiersNamed('Lock')) {
        const selector = field.fieldName === 'field' ? field.parent : undefined;
        const call = selector?.parent;
        if (!selector || call?.kind !== 'call_expression') continue;
        const declaration = paths.ofMethod(selector)?.declaration;
        const isSame = declaration !== undefined && paths.numberOfNode(declaration) === lock;
        if (isSame && !isOnlyInSetUp(member, call)) return call;
      }
    }
  }
  return undefined;
}

function isCallable(fn: GoFunction | undefined): boolean {
  return fn !== undefined && isExportedFunction(fn);
}

/**
 * `seen` when a test starts the writer itself, `possible` when what it calls in its package does, which the test may have
 * waited for, or something that is not known.
 */
function writerBesideTest(
  pkg: PackageModel,
  uses: LockUses,
  fn: GoFunction,
  lock: number,
): 'seen' | 'possible' | undefined {
  const test = outermost(fn);
  const own = new Set<GoFunction>();
  for (const start of startsIn(pkg, test)) if (start) own.add(start);
  // a helper may start what it is given
  for (const literal of test.file.functions)
    if (literal.node.parent?.kind === 'argument_list' && test.node.contains(literal.node)) own.add(literal);
  if (writes(uses, own, lock)) return 'seen';
  const started = new Set<GoFunction>();
  const around = new Set<GoFunction>([test]);
  for (const each of around) {
    for (const called of uses.calledBy(each)) around.add(called);
    for (const start of startsIn(pkg, each)) {
      if (!start) return 'possible'; // a function value that is not known
      started.add(start);
    }
  }
  for (const start of started) if (callsValue(pkg, start)) return 'possible';
  return writes(uses, started, lock) ? 'possible' : undefined;
}

/** Whether one of the functions, or what they call in the package, takes a lock for writing. */
function writes(uses: LockUses, started: Set<GoFunction>, lock: number): boolean {
  for (const each of started) {
    const isWriter = uses
      .directOf(each)
      .mentions.some(
        ({ declaration, operation }) =>
          declaration === lock && operation.kind !== 'unlock' && operation.mode === 'write',
      );
    if (isWriter) return true;
    for (const called of uses.calledBy(each)) started.add(called);
  }
  return false;
}

/** Functions that a function starts as goroutines, or gives to code that is not seen; undefined for an unknown one. */
function* startsIn(pkg: PackageModel, fn: GoFunction): Generator<GoFunction | undefined> {
  for (const statement of fn.body?.descendants('go_statement') ?? []) {
    const call = statement.namedChildren.find((child) => child.kind === 'call_expression');
    const callee = call && pkg.calleeOf(call);
    if (callee?.function) yield callee.function;
    else if (callee?.kind === 'value') yield undefined;
  }
  for (const call of fn.body?.descendants('call_expression') ?? []) {
    const callee = pkg.calleeOf(call);
    if (callee?.function) continue;
    for (const argument of call.field('arguments')?.namedChildren ?? []) {
      if (argument.kind !== 'func_literal') continue;
      const literal = pkg.functionAt(argument);
      if (literal) yield literal;
    }
  }
}

/** Whether a function calls a parameter or variable of which it is not known what it holds. */
function callsValue(pkg: PackageModel, fn: GoFunction): boolean {
  for (const call of fn.body?.descendants('call_expression') ?? []) {
    const callee = pkg.calleeOf(call);
    if (callee?.kind === 'value' && !callee.function) return true;
  }
  return false;
}
