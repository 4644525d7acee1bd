import { isExportedVariable } from '../semantic/exported.ts';
import { homeOf } from '../semantic/home.ts';
import type { PackageModel, VarObject } from '../semantic/model.ts';
import { moduleGraphOf } from '../semantic/module-graph.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { targetsOf } from './assignments.ts';
import { isMentionedElsewhere } from './dead-tests.ts';
import { variable } from './nil-comparison.ts';
import { isOfProgram } from './uncalled-methods.ts';

/**
 * Whether no run of the module comes to a node, as its code stands: it belongs to a closure that nothing calls, or to the value of a
 * package variable that nothing reads, where the module holds a program and is read as a whole. Tests are users like all others. A
 * declared function that nothing calls is not meant: it may be being written, and whoever writes it wants to know.
 */
export function isDeadCode(pkg: PackageModel, node: SyntaxNode): boolean {
  const home = homeOf(pkg, node);
  if (isInUncalledClosure(home, node)) return true;
  return home.program.moduleIsComplete && !home.functionOf(node) && isOfUnreadVariable(home, node);
}

/**
 * Whether a node stands in a literal that goes to a variable which nothing calls or reads: `_ = f` uses nothing. One that goes to the
 * blank name itself is there to be read, as the snippets of a documentation are.
 */
function isInUncalledClosure(pkg: PackageModel, node: SyntaxNode): boolean {
  for (let fn = pkg.functionOf(node); fn?.outer; fn = fn.outer) {
    const literal = fn.node;
    const target = targetOf(literal);
    const object = target && variable(pkg, target);
    if (object?.role !== 'local') continue;
    const isUnused = pkg
      .referencesTo(object)
      .every((each) => isTarget(each) || targetOf(each)?.text === '_' || literal.contains(each));
    if (isUnused) return true;
  }
  return false;
}

/** What an assignment or declaration gives a value to. */
function targetOf(value: SyntaxNode): SyntaxNode | undefined {
  const list = value.parent?.kind === 'expression_list' ? value.parent : undefined;
  return list?.fieldName === 'left'
    ? undefined
    : list && targetsOf(list.parent)[list.namedChildren.indexOf(value)];
}

/** Whether a mention declares a variable or gives it a value. */
function isTarget(mention: SyntaxNode): boolean {
  return targetsOf(mention.parent).includes(mention) || targetsOf(mention.parent?.parent).includes(mention);
}

/** Whether a node is part of the value of package variables that nothing mentions but where they are set. */
function isOfUnreadVariable(pkg: PackageModel, node: SyntaxNode): boolean {
  const names = node.ancestor('var_spec')?.fieldAll('name') ?? [];
  const objects = names.map((name) => variable(pkg, name));
  return objects.length > 0 && objects.every((object) => object?.role === 'package' && isUnread(pkg, object));
}

function isUnread(pkg: PackageModel, object: VarObject): boolean {
  const { file, name } = object;
  if (file.isTest || !moduleGraphOf(pkg, file).hasMain) return false;
  const isExported = isExportedVariable(object);
  if (isMentionedElsewhere(pkg, object, name) || (isExported && !isOfProgram(pkg, file))) return false;
  const members = isExported ? pkg.program.modulePackages(file, [name], true) : [pkg];
  return members.every((member) =>
    member.files.every((each) =>
      each.tree.identifiersNamed(name).every((mention) => {
        const meant = member.objectOf(mention);
        if (meant === undefined) return mention.parent?.fieldName === 'key';
        return (
          meant !== object ||
          isTarget(mention.parent?.kind === 'selector_expression' ? mention.parent : mention)
        );
      }),
    ),
  );
}
