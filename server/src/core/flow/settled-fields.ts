import { folderOf } from '../semantic/go-mod.ts';
import { memoized } from '../semantic/memo.ts';
import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import { holds } from '../syntax/statements.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignmentsOf } from './assignments.ts';
import { variable } from './nil-comparison.ts';

/**
 * Functions that take the address of a variable to set it once, when the command line is parsed (flag/flag.go, StringVar:
 * "The argument p points to a string variable in which to store the value of the flag"; pflag and kingpin follow it).
 */
const REGISTERS =
  /^(flag|github\.com\/spf13\/pflag|gopkg\.in\/alecthomas\/kingpin\.v2|github\.com\/alecthomas\/kingpin\/v2)\.([A-Z]\w*\.)?\w*Var\w*$/;

const settledOf = memoized<PackageModel, Map<VarObject, boolean>>(() => new Map());

/**
 * Whether a field of a struct of the program keeps the value with which the struct was made: neither the package at hand
 * nor the one that declares it assigns the field anywhere but in composite literals, in `init`, on a struct that the same
 * function has made, or by registering a flag.
 */
export function isSettled(pkg: PackageModel, field: VarObject): boolean {
  const home = pkg.files.includes(field.file) ? pkg : pkg.program.packageOf(field.file.path);
  if (!home) return false;
  for (const { files } of [pkg, home])
    pkg.program.memory.usesName(folderOf(files[0]?.path ?? ''), field.name);
  const known = settledOf(pkg);
  let settled = known.get(field);
  if (settled === undefined) {
    settled = [...new Set([pkg, home])].every((each) => isKept(each, field.name));
    known.set(field, settled);
  }
  return settled;
}

function isKept(pkg: PackageModel, name: string): boolean {
  return pkg.files.every(
    (file) =>
      file.isTest ||
      file.tree.identifiersNamed(name).every((identifier) => {
        const selector = identifier.fieldName === 'field' ? identifier.parent : undefined;
        if (selector?.kind !== 'selector_expression') return true;
        const place = writtenPlace(selector);
        return !place || isRegistered(pkg, place) || isBeforeUse(pkg, selector);
      }),
  );
}

/** What stands in the place that is written to: a selector, or what it points to. */
function writtenPlace(selector: SyntaxNode): SyntaxNode | undefined {
  const { parent } = selector;
  const isPointer = parent?.kind === 'unary_expression' && parent.field('operator')?.text === '*';
  const place = isPointer ? parent : selector;
  return isWrittenThrough(place) ? place : undefined;
}

/** Whether an expression is assigned, or its address taken. */
export function isWrittenThrough(expression: SyntaxNode): boolean {
  const { parent } = expression;
  if (parent?.kind === 'expression_list') return parent.fieldName === 'left';
  return (
    parent?.kind === 'inc_statement' ||
    parent?.kind === 'dec_statement' ||
    (parent?.kind === 'unary_expression' && parent.field('operator')?.text === '&')
  );
}

/**
 * Whether a variable, or what is selected from it, may be another one after a mention of it: that is assigned, its address
 * taken, or given as a pointer to a method of the program.
 */
export function isChangedThrough(pkg: PackageModel, mention: SyntaxNode): boolean {
  let whole = mention;
  while (
    whole.fieldName === 'operand' &&
    (whole.parent?.kind === 'selector_expression' || whole.parent?.kind === 'index_expression')
  )
    whole = whole.parent;
  const named = whole.kind === 'selector_expression' ? whole.field('field') : undefined;
  const selected = named && pkg.objectOf(named);
  return isWrittenThrough(whole) || (selected?.kind === 'func' && !getsCopy(selected.function));
}

/** Whether a method gets a copy of what it is called on. */
export function getsCopy({ node }: GoFunction): boolean {
  const receiver = node.field('receiver');
  return receiver !== undefined && !holds(receiver, ['pointer_type']);
}

function isRegistered(pkg: PackageModel, place: SyntaxNode): boolean {
  const list = place.parent?.parent;
  const call = list?.kind === 'argument_list' ? list.parent : undefined;
  return call?.kind === 'call_expression' && REGISTERS.test(pkg.calleeOf(call)?.id ?? '');
}

function isBeforeUse(pkg: PackageModel, selector: SyntaxNode): boolean {
  const fn = pkg.functionOf(selector);
  if (fn?.node.kind === 'function_declaration' && fn.name === 'init') return true;
  let base = selector.field('operand');
  while (base?.kind === 'selector_expression') base = base.field('operand');
  const object = base && variable(pkg, base);
  return object !== undefined && object.function === fn && isMadeBy(pkg, object);
}

/** Whether a local variable is declared as a new struct. */
function isMadeBy(pkg: PackageModel, object: VarObject): boolean {
  if (object.role !== 'local') return false;
  let statement: SyntaxNode | undefined = object.node;
  while (statement && !['short_var_declaration', 'var_declaration', 'range_clause'].includes(statement.kind))
    statement = statement.parent;
  const made = statement && assignmentsOf(statement).find(({ target }) => variable(pkg, target) === object);
  if (made?.isZero) return pkg.typeOfObject(object)?.kind === 'named';
  let value = made?.value;
  if (value?.kind === 'unary_expression') value = value.field('operand');
  return (
    value?.kind === 'composite_literal' ||
    (value?.kind === 'call_expression' && pkg.calleeOf(value)?.id === 'new')
  );
}
