import { homeOf } from '../semantic/home.ts';
import { memoized } from '../semantic/memo.ts';
import type { PackageModel, ProgramModel, TypeObject, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignedTo, isAssignedWhole } from './assignments.ts';
import { writtenTo } from './definitions.ts';
import type { Leak } from './model.ts';
import { nilComparison, unwrapped, variable } from './nil-comparison.ts';
import { mayMake } from './unmade-types.ts';

/**
 * Whether a path leaves where a field is nil, although all code of the module outside tests that makes the struct gives the field
 * something that it makes, and nothing sets it to nil: `if s.engine == nil { return errNotReady }`.
 */
export function isForUnsetField(pkg: PackageModel, leak: Leak): boolean {
  if (!pkg.program.moduleIsComplete) return false;
  for (let node = leak.exit; node.parent && node !== leak.resource.function.node; node = node.parent) {
    if (node.parent.kind !== 'if_statement' || node.fieldName !== 'consequence') continue;
    const condition = node.parent.field('condition');
    const comparison = condition && nilComparison(pkg, condition);
    const name = comparison?.equal ? comparison.operand.field('field') : undefined;
    const field = name && pkg.objectOf(name);
    if (field?.kind === 'var' && field.role === 'field' && isAlwaysSet(pkg, field)) return true;
  }
  return false;
}

const answersOf = memoized<ProgramModel, Map<SyntaxNode, boolean>>(() => new Map());

function isAlwaysSet(pkg: PackageModel, field: VarObject): boolean {
  const known = answersOf(pkg.program);
  let answer = known.get(field.node);
  if (answer === undefined) {
    const home = homeOf(pkg, field);
    const spec = field.node.ancestor('type_spec');
    const isOwn = spec !== undefined && field.node.ancestor('struct_type')?.parent === spec;
    const type = isOwn ? home.objectOf(spec.field('name')!) : undefined;
    answer = type?.kind === 'type' && isSetByMakers(home, type, field) && isNeverUnset(home, field);
    known.set(field.node, answer);
  }
  return answer;
}

/** Whether literals alone make values of a struct, and each of them sets a field. */
function isSetByMakers(pkg: PackageModel, type: TypeObject, field: VarObject): boolean {
  let isMade = false;
  const isSet = everyMention(pkg, field, type.name, (member, mention) => {
    const meant = member.objectOf(mention);
    if ((meant !== undefined && meant !== type) || !mayMake(mention)) return true;
    isMade = true;
    const named = mention.parent?.kind === 'qualified_type' ? mention.parent : mention;
    const literal = named.parent?.kind === 'composite_literal' ? named.parent : undefined;
    const keys = literal?.field('body')?.namedChildren.flatMap((element) => element.field('key') ?? []) ?? [];
    return keys.some((key) => key.text === field.name);
  });
  return isMade && isSet;
}

/** Whether all that is written to a field is made for it. */
function isNeverUnset(pkg: PackageModel, field: VarObject): boolean {
  return everyMention(pkg, field, field.name, (member, mention) => {
    const meant = member.objectOf(mention);
    if (meant !== undefined && meant !== field) return true;
    const written = writtenTo(mention);
    return written === undefined || (written !== 'unknown' && isMade(member, written.value));
  });
}

/** Whether an expression is what a call gives, a literal or an address, or a local variable that gets nothing else. */
function isMade(pkg: PackageModel, expression: SyntaxNode): boolean {
  const node = unwrapped(expression);
  if (MADE.has(node.kind)) return node.kind !== 'unary_expression' || node.field('operator')?.text === '&';
  const object = variable(pkg, node);
  if (object?.role !== 'local') return false;
  const values = pkg
    .referencesTo(object)
    .filter(isAssignedWhole)
    .map((mention) => assignedTo(mention)?.value);
  return values.length > 0 && values.every((value) => value !== undefined && MADE.has(unwrapped(value).kind));
}

const MADE: ReadonlySet<string> = new Set([
  'call_expression',
  'composite_literal',
  'func_literal',
  'unary_expression',
]);

/** Whether something is true of every mention of a name outside tests in the module. */
function everyMention(
  pkg: PackageModel,
  { file }: VarObject,
  name: string,
  holds: (member: PackageModel, mention: SyntaxNode) => boolean,
): boolean {
  return pkg.program
    .modulePackages(file, [name], false)
    .every((member) =>
      member.files.every(
        (each) => each.isTest || each.tree.identifiersNamed(name).every((mention) => holds(member, mention)),
      ),
    );
}
