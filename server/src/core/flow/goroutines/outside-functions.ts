import { isExported, isExportedFunction, isOpenToOtherModules } from '../../semantic/exported.ts';
import { homeOf } from '../../semantic/home.ts';
import type { Callee, PackageModel, VarObject } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { valueWrittenTo } from '../definitions.ts';
import { mayRun, receiverType } from '../implementations.ts';
import { unwrapped, variable } from '../nil-comparison.ts';
import { originsOf } from '../origins.ts';
import { callsInModule } from './once.ts';

/** Lists, maps and channels that are looked into for what was put in. */
const MOST_DEPTH = 3;

/**
 * Whether a call runs code of whoever uses the module: a function value, or a method of an interface, that the module takes from
 * its callers and never provides itself. Nothing until the module is read.
 */
export function runsOutsideCode(pkg: PackageModel, call: SyntaxNode, callee: Callee): boolean {
  if (!pkg.program.moduleIsComplete || callee.function) return false;
  if (callee.kind === 'interface-method') return isImplementedOutside(pkg, callee);
  // a cancel function is the library's own
  if (callee.kind !== 'value' || /^context\.Cancel(?:Cause)?Func$/.test(callee.functionType ?? ''))
    return false;
  const value = call.field('function');
  return value !== undefined && isFromOutside(pkg, value, 0);
}

/** Whether others may have put in the function that an expression holds, and nobody in the module does. */
function isFromOutside(pkg: PackageModel, expression: SyntaxNode, depth: number): boolean {
  if (depth > MOST_DEPTH || !isOpenToOtherModules(pkg)) return false;
  const node = unwrapped(expression);
  const ranged = node.kind === 'identifier' ? rangedOver(pkg, node) : undefined;
  if (ranged) return isPutInByOthers(pkg, ranged, depth);
  const origins = originsOf(pkg, node, { fields: true, unknowns: true })?.all ?? [];
  return origins.some((origin) => {
    const at = origin.node;
    if (at.kind === 'index_expression') {
      const list = at.field('operand');
      return list !== undefined && isPutInByOthers(pkg, list, depth);
    }
    if (at.kind === 'unary_expression' && at.field('operator')?.text === '<-') {
      const channel = at.field('operand');
      return channel !== undefined && isPutInByOthers(pkg, channel, depth);
    }
    const object = pkg.objectOf(at.kind === 'selector_expression' ? (at.field('field') ?? at) : at);
    if (object?.kind !== 'var') return false;
    if (object.role === 'parameter' || object.role === 'local') return isGivenByOthers(pkg, object);
    return object.role === 'field' && isExported(object.name) && isSetByOthers(pkg, object);
  });
}

/** The list, map or channel that a variable takes the values of, one per round. */
function rangedOver(pkg: PackageModel, identifier: SyntaxNode): SyntaxNode | undefined {
  const clause = variable(pkg, identifier)?.node.parent?.parent;
  return clause?.kind === 'range_clause' ? clause.field('right') : undefined;
}

/** Whether a variable is a parameter of what other modules can call and this one does not call itself. */
function isGivenByOthers(pkg: PackageModel, { role, function: fn }: VarObject): boolean {
  return (
    role === 'parameter' && fn !== undefined && isExportedFunction(fn) && callsInModule(pkg, fn)?.length === 0
  );
}

/** Whether no other package of the module sets a field that every module can set. */
function isSetByOthers(pkg: PackageModel, field: VarObject): boolean {
  return !pkg.program
    .modulePackages(field.file, [field.name])
    .filter((member) => !member.files.includes(field.file))
    .some((member) =>
      member.files.some(
        (file) =>
          !file.isTest &&
          file.tree.identifiersNamed(field.name).some((each) => valueWrittenTo(each) !== undefined),
      ),
    );
}

/** Whether something that others pass is put into a list, a map or a channel: `x[k] = v`, `append(x, v)`, `x <- v`. */
function isPutInByOthers(pkg: PackageModel, container: SyntaxNode, depth: number): boolean {
  const name = container.kind === 'selector_expression' ? container.field('field') : container;
  const object = name && pkg.objectOf(name);
  if (object?.kind !== 'var') return false;
  return pkg.referencesTo(object).some((reference) => {
    if (pkg.fileOf(reference).isTest) return false;
    const whole = reference.parent?.kind === 'selector_expression' ? reference.parent : reference;
    return valuesPutIn(whole).some((value) => isFromOutside(pkg, value, depth + 1));
  });
}

function valuesPutIn(container: SyntaxNode): readonly SyntaxNode[] {
  const parent = container.parent;
  if (parent?.kind === 'send_statement' && container.fieldName === 'channel') {
    const sent = parent.field('value');
    return sent ? [sent] : [];
  }
  if (parent?.kind === 'argument_list' && parent.firstNamedChild === container)
    return parent.parent?.field('function')?.text === 'append' ? parent.namedChildren.slice(1) : [];
  const list =
    parent?.kind === 'index_expression' && container.fieldName === 'operand' ? parent.parent : undefined;
  if (list?.kind !== 'expression_list' || list.fieldName !== 'left') return [];
  const value = list.parent?.field('right')?.namedChildren[list.namedChildren.indexOf(parent!)];
  return value ? [value] : [];
}

/** Whether other modules implement an interface of this one, which does so itself at most by adapting functions. */
function isImplementedOutside(pkg: PackageModel, callee: Callee): boolean {
  const { program } = pkg;
  const type = callee.receiver && pkg.typeOf(callee.receiver);
  if (type?.kind !== 'named' || !isExported(type.name) || !type.object?.file) return false;
  const { file } = type.object;
  const home = program.packageOf(file.path);
  const caller = pkg.fileOf(callee.receiver!);
  if (!home || !isOpenToOtherModules(home) || !program.moduleFiles(caller).includes(file.path)) return false;
  const name = callee.id.slice(callee.id.lastIndexOf('.') + 1);
  if (!isExported(name)) return false;
  const own = program
    .modulePackages(file, [name])
    .flatMap((member) =>
      member.methodsNamed(name).filter((fn) => !fn.file.isTest && mayRun(callee, homeOf(member, fn), fn)),
    );
  return own.every((fn) => {
    const owner = homeOf(pkg, fn);
    const adapter = receiverType(owner, fn);
    const receiver = fn.receiver && owner.typeOfObject(fn.receiver);
    return adapter !== undefined && owner.underlying(receiver)?.kind === 'func';
  });
}
