import { homeOf } from '../semantic/home.ts';
import type { GoFunction, PackageModel } from '../semantic/model.ts';
import { qualifiedId } from '../semantic/qualified.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignedTo, isAssignedWhole } from './assignments.ts';
import { unwrapped, variable } from './nil-comparison.ts';
import { isSameEachTime } from './rounds.ts';

/** os/stat.go: they tell of the file of a name, and `IsNotExist` of their error that there is none. */
const ASKS = new Set(['os.Stat', 'os.Lstat']);
const MAKES = new Set(['os.Create', 'os.OpenFile', 'os.WriteFile', 'os.Mkdir', 'os.MkdirAll']);
/** What takes files or their names away, so that they are made again. */
const UNMAKES = new Set(['os.Remove', 'os.RemoveAll', 'os.Rename', 'os.Chdir']);
const MISSING = new Set(['os.ErrNotExist', 'io/fs.ErrNotExist']);
/** Functions that give the same for the same, as long as nobody else changes files or the environment. */
const STEADY =
  /^(?:os\.(?:Stat|Lstat|IsNotExist|Getenv|TempDir)|fmt\.Sprint\w*|path\.\w+|path\/filepath\.(?:Join|Base|Dir|Clean|Abs|Ext)|strings\.\w+|strconv\.\w+|(?:golang\.org\/x\/sys\/unix|syscall)\.Statfs)$/;
const MOST_CALLS = 3;

/**
 * Whether a statement of a loop runs in one round at most: it stands where there was no file of a name that is the same in every
 * round, behind the call that makes the file.
 */
export function runsUntilMade(pkg: PackageModel, statement: SyntaxNode, loop: SyntaxNode): boolean {
  for (let node = statement.parent; node && node !== loop; node = node.parent) {
    const branch = node.kind === 'if_statement' ? node.field('consequence') : undefined;
    const name = branch?.contains(statement) ? nameOfMissing(pkg, node) : undefined;
    if (!branch || !name || !isSameName(pkg, name, loop)) continue;
    const calls = [...loop.descendants('call_expression')];
    if (calls.some((call) => UNMAKES.has(pkg.calleeOf(call)?.id ?? ''))) return false;
    const isMade = calls.some(
      (call) =>
        branch.contains(call) &&
        call.end <= statement.start &&
        !isConditional(call, branch) &&
        MAKES.has(pkg.calleeOf(call)?.id ?? '') &&
        mayCreate(call) &&
        call.field('arguments')?.firstNamedChild?.text === name.text,
    );
    if (isMade) return true;
  }
  return false;
}

/** The name of the file that the condition of an `if` says there is none of. */
function nameOfMissing(pkg: PackageModel, statement: SyntaxNode): SyntaxNode | undefined {
  const condition = statement.field('condition');
  if (condition?.kind !== 'call_expression') return undefined;
  const id = pkg.calleeOf(condition)?.id;
  const [error, kind] = condition.field('arguments')?.namedChildren ?? [];
  const isMissing =
    id === 'os.IsNotExist' || (id === 'errors.Is' && kind && MISSING.has(qualifiedId(pkg, kind) ?? ''));
  const object = isMissing && error ? variable(pkg, error) : undefined;
  if (!object) return undefined;
  const target = pkg
    .referencesTo(object)
    .filter((each) => each.start < condition.start && isAssignedWhole(each))
    .reduce<SyntaxNode | undefined>(
      (last, each) => (!last || each.start > last.start ? each : last),
      undefined,
    );
  const asked = target?.parent?.parent?.field('right')?.firstNamedChild;
  const isAsked = asked?.kind === 'call_expression' && ASKS.has(pkg.calleeOf(asked)?.id ?? '');
  return isAsked ? asked.field('arguments')?.firstNamedChild : undefined;
}

/** Whether an `os.OpenFile` names the flag that makes the file; all others do. */
function mayCreate(call: SyntaxNode): boolean {
  const given = call.field('arguments')?.namedChildren ?? [];
  return (
    call.field('function')?.field('field')?.text !== 'OpenFile' || /\bO_CREATE\b/.test(given[1]?.text ?? '')
  );
}

/** Whether something inside a branch decides whether a call of it runs. */
function isConditional(call: SyntaxNode, branch: SyntaxNode): boolean {
  for (let node = call; node.parent && node !== branch; node = node.parent) {
    const { parent, fieldName } = node;
    if (parent.kind === 'func_literal' || parent.kind === 'for_statement' || parent.kind.endsWith('_case'))
      return true;
    if (
      parent.kind === 'if_statement' &&
      parent !== branch.parent &&
      /^(consequence|alternative)$/.test(fieldName ?? '')
    )
      return true;
  }
  return false;
}

/** Whether an expression is the same in every round of a loop, also through functions of the program that only put names together. */
function isSameName(pkg: PackageModel, expression: SyntaxNode, loop: SyntaxNode, depth = 0): boolean {
  const node = unwrapped(expression);
  if (depth > MOST_CALLS) return false;
  const object = variable(pkg, node);
  if (object && loop.contains(object.node)) {
    const assigned = pkg.referencesTo(object).filter(isAssignedWhole);
    const value = assigned.length === 1 ? assignedTo(assigned[0]!)?.value : undefined;
    return value !== undefined && isSameName(pkg, value, loop, depth + 1);
  }
  const callee = node.kind === 'call_expression' ? pkg.calleeOf(node) : undefined;
  const fn = callee?.kind === 'interface-method' ? undefined : callee?.function;
  if (fn && callee) {
    const given = node.field('arguments')?.namedChildren ?? [];
    const used = [...(callee.receiver ? [callee.receiver] : []), ...given];
    return isSteady(homeOf(pkg, fn), fn) && used.every((each) => isSameName(pkg, each, loop, depth + 1));
  }
  return isSameEachTime(pkg, loop, { pkg, call: node, frames: [] }, node);
}

/** Whether a function only calls what gives the same for the same, and keeps nothing. */
function isSteady(pkg: PackageModel, fn: GoFunction, depth = 0): boolean {
  if (!fn.body || depth > MOST_CALLS) return false;
  const isKept = [...fn.body.descendants('inc_statement', 'dec_statement', 'assignment_statement')].some(
    (each) => each.kind !== 'assignment_statement' || each.field('left')?.text.includes('.'),
  );
  if (isKept) return false;
  return [...fn.body.descendants('call_expression')].every((call) => {
    const callee = pkg.calleeOf(call);
    if (callee?.kind === 'builtin' || callee?.kind === 'conversion') return true;
    if (callee?.function && callee.kind !== 'interface-method')
      return isSteady(homeOf(pkg, callee.function), callee.function, depth + 1);
    return STEADY.test(callee?.id ?? '');
  });
}
