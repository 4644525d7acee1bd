import { isExported } from '../semantic/exported.ts';
import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import { importedPackage } from '../semantic/qualified.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { targetsOf } from './assignments.ts';
import { onlyAssigned } from './channel-syntax.ts';

/** Who calls the functions of one package. */
export class Callers {
  #methodNames: Set<string> | undefined;

  constructor(readonly pkg: PackageModel) {}

  /** Every call of a function; undefined when somebody unseen may call it. */
  of(fn: GoFunction): readonly SyntaxNode[] | undefined {
    if (fn.node.kind === 'func_literal') {
      const call = calledOnTheSpot(fn.node);
      if (call) return [call];
      let node = fn.node;
      while (node.parent?.kind === 'parenthesized_expression') node = node.parent;
      const holder = this.#holderOf(node);
      return holder && onlyAssigned(this.pkg, holder) === node
        ? this.#onlyCalls(
            this.pkg.referencesTo(holder).filter((reference) => reference !== holder.node),
            node,
          )
        : undefined;
    }
    const name = fn.node.field('name');
    const object = name && this.pkg.objectOf(name);
    if (!object || !name || this.#isReachableFromOutside(fn, name.text)) return undefined;
    return this.#onlyCalls(
      this.pkg.referencesTo(object).filter((reference) => reference !== name),
      undefined,
    );
  }

  #isReachableFromOutside(fn: GoFunction, name: string): boolean {
    const isMethod = fn.node.kind === 'method_declaration';
    if (isExported(name) && (isMethod || this.pkg.name !== 'main')) return true;
    if (!isMethod) return false;
    return this.#interfaceMethods().has(name) || this.isSelectedUnresolved(name);
  }

  /** The calls behind mentions of a function, when each mention is one. */
  #onlyCalls(
    references: readonly SyntaxNode[],
    assigned: SyntaxNode | undefined,
  ): readonly SyntaxNode[] | undefined {
    const calls: SyntaxNode[] = [];
    for (const reference of references) {
      const callee = reference.parent?.kind === 'selector_expression' ? reference.parent : reference;
      const call = callee.parent;
      if (call?.kind === 'call_expression' && callee.fieldName === 'function') calls.push(call);
      else if (!(assigned && callee.parent?.fieldName === 'left')) return undefined;
    }
    return calls;
  }

  /** The local variable that a literal is assigned to. */
  #holderOf(node: SyntaxNode): VarObject | undefined {
    const list = node.parent;
    if (list?.kind !== 'expression_list' || list.fieldName === 'left') return undefined;
    const target = targetsOf(list.parent)[list.namedChildren.indexOf(node)];
    const object = target?.kind === 'identifier' ? this.pkg.objectOf(target) : undefined;
    return object?.kind === 'var' && object.role === 'local' ? object : undefined;
  }

  /** Whether a selector with a name may denote a field or method of the package, its operand's type not being known. */
  isSelectedUnresolved(name: string): boolean {
    return this.#selectorsNamed(name).some(
      (node) => this.pkg.objectOf(node) === undefined && !this.#isQualified(node),
    );
  }

  #selectorsNamed(name: string): readonly SyntaxNode[] {
    return this.pkg.files.flatMap((file) =>
      file.tree
        .identifiersNamed(name)
        .filter((node) => node.fieldName === 'field' && node.parent?.kind === 'selector_expression'),
    );
  }

  /** Whether a selected name stands behind a package or a type of another package. */
  #isQualified(field: SyntaxNode): boolean {
    const operand = field.parent!.field('operand');
    if (importedPackage(this.pkg, operand)) return true;
    const type = operand && this.pkg.typeOf(operand);
    const bare = type?.kind === 'pointer' ? type.element : type;
    // a type whose members are known, or that is not of this package, has no such field
    return bare?.kind === 'named' && bare.packagePath !== this.pkg.path;
  }

  /** Names of the methods of every interface type in the package. */
  #interfaceMethods(): ReadonlySet<string> {
    if (!this.#methodNames) {
      this.#methodNames = new Set();
      for (const file of this.pkg.files) {
        for (const method of file.tree.root.descendants('method_elem')) {
          this.#methodNames.add(method.field('name')?.text ?? '');
        }
      }
    }
    return this.#methodNames;
  }
}

/**
 * Every call of an unexported function or method outside tests; undefined when somebody else may call it: it is
 * exported, used as a value, or a method of the name is called on something whose type is not known.
 */
export function callsOf(pkg: PackageModel, fn: GoFunction): readonly SyntaxNode[] | undefined {
  const name = fn.node.field('name');
  const object = name && pkg.objectOf(name);
  if (!name || object?.kind !== 'func' || isExported(object.name)) return undefined;
  const calls = pkg.callsTo(fn);
  const mentions = pkg.referencesTo(object).filter((reference) => reference !== name);
  if (mentions.length !== calls.length) return undefined;
  if (fn.node.kind === 'method_declaration') {
    const known = new Set(mentions);
    for (const file of pkg.files) {
      for (const mention of file.tree.identifiersNamed(object.name)) {
        if (mention.kind !== 'field_identifier' || mention === name) continue;
        if (!known.has(mention) && !isOtherMethod(pkg, mention, fn)) return undefined;
      }
    }
  }
  return calls.filter((call) => !pkg.fileOf(call).isTest);
}

/** Whether a name stands for the method of another type of the package, which is no interface. */
function isOtherMethod(pkg: PackageModel, mention: SyntaxNode, fn: GoFunction): boolean {
  const object = pkg.objectOf(mention);
  return (
    object?.kind === 'func' &&
    object.function.node.kind === 'method_declaration' &&
    object.function.node !== fn.node
  );
}

/** The call of a literal where it stands: `go func(l net.Listener) { ... }(s.listener)`. */
function calledOnTheSpot(literal: SyntaxNode): SyntaxNode | undefined {
  let node = literal;
  while (node.parent?.kind === 'parenthesized_expression') node = node.parent;
  return node.parent?.kind === 'call_expression' && node.fieldName === 'function' ? node.parent : undefined;
}
