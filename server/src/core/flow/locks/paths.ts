import { LOCK_METHODS, type LockOperation } from '../../knowledge/locks.ts';
import type { Remembered } from '../../semantic/memory.ts';
import type { Callee, GoFunction, PackageModel, VarObject } from '../../semantic/model.ts';
import type { NodeNames } from '../../semantic/node-names.ts';
import { importedPackage } from '../../semantic/qualified.ts';
import { namedId } from '../../semantic/types.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { onlyAssigned } from '../channel-syntax.ts';
import { factReaderOf } from '../path-facts.ts';
import { FieldChains, type Step } from './field-chains.ts';
import { releaseBehind } from './interface-releases.ts';
import { type LockKind, lockKindOf, mayFail } from './kinds.ts';

/** Longer selector chains are taken as unknown. */
const MOST_STEPS = 8;

/** A place that a variable leads to: `s.conn.mu`, with embedded fields written out. */
export interface PlacePath {
  readonly root: VarObject;
  readonly steps: readonly Step[];
  /** Variables inside indices: the place is another one when they change. */
  readonly indexes: readonly VarObject[];
}

/** A call of a lock's method, or a function that was bound to it. */
export interface LockCall {
  readonly operation: LockOperation;
  /** The lock; undefined when the expression cannot be followed to a variable. */
  readonly path: PlacePath | undefined;
  /** The field or variable that declares the lock, where it is known. */
  readonly declaration: SyntaxNode | undefined;
  /** As it is written: `s.mu`. */
  readonly name: string;
  readonly kind: LockKind;
}

/** Finds the locks that expressions of one package denote. */
export class LockPaths {
  readonly #keys = new WeakMap<PlacePath, string>();
  readonly #known = new Map<SyntaxNode, Remembered<PlacePath | undefined>>();
  readonly #methods = new Map<SyntaxNode, Remembered<LockCall | undefined>>();
  readonly #chains: FieldChains;

  constructor(
    readonly pkg: PackageModel,
    /** Keys hold numbers of declarations, the same for all packages and versions of a program. */
    readonly names: NodeNames,
  ) {
    this.#chains = new FieldChains(pkg);
  }

  /** Equal for expressions that denote the same place, as long as nothing on the way is assigned. */
  keyOf(path: PlacePath): string {
    let key = this.#keys.get(path);
    if (key === undefined) {
      key = [this.numberOf(path.root), ...path.steps.map((step) => step.key ?? step.text)].join('.');
      this.#keys.set(path, key);
    }
    return key;
  }

  numberOf(object: VarObject): number {
    return this.numberOfNode(object.node);
  }

  /** A number for a declaration. */
  numberOfNode(declaration: SyntaxNode): number {
    return this.names.numberOf(declaration, this.pkg.program);
  }

  /** The place that an expression denotes; pointers and what they point to are the same place. */
  pathOf(node: SyntaxNode): PlacePath | undefined {
    return this.#remembered(this.#known, node, () => this.#follow(node, 0));
  }

  /** The declaration of the lock that an expression is or points to, if it is one. */
  lockAt(expression: SyntaxNode): SyntaxNode | undefined {
    const path = this.pathOf(expression);
    return path && this.#declarationAt(path);
  }

  #follow(node: SyntaxNode, depth: number): PlacePath | undefined {
    if (depth > MOST_STEPS) return undefined;
    switch (node.kind) {
      case 'parenthesized_expression':
        return node.firstNamedChild && this.#follow(node.firstNamedChild, depth + 1);
      case 'unary_expression': {
        const operator = node.field('operator')?.text;
        const operand = node.field('operand');
        return (operator === '&' || operator === '*') && operand
          ? this.#follow(operand, depth + 1)
          : undefined;
      }
      case 'identifier': {
        const object = this.pkg.objectOf(node);
        if (object?.kind !== 'var') return undefined;
        return this.#aliased(object, depth) ?? { root: object, steps: [], indexes: [] };
      }
      case 'selector_expression':
        return this.#selected(node, depth);
      case 'index_expression': {
        const operand = node.field('operand');
        const index = node.field('index');
        const base = operand && this.#follow(operand, depth + 1);
        if (!base || !index) return undefined;
        const indexes = [...index.descendants('identifier', 'call_expression')].map((each) =>
          each.kind === 'identifier' ? this.pkg.objectOf(each) : undefined,
        );
        if (indexes.some((object) => object === undefined)) return undefined;
        return {
          root: base.root,
          steps: [...base.steps, this.#element(index)],
          indexes: [...base.indexes, ...indexes.filter((object) => object?.kind === 'var')],
        };
      }
      default:
        return undefined;
    }
  }

  #element(index: SyntaxNode): Step {
    const key = `[${factReaderOf(this.pkg).textOf(index)}]`;
    return { text: `[${index.text}]`, key, declaration: undefined, isEmbedded: false };
  }

  /** The place that a local variable is another name of: it is set once, to a pointer. */
  #aliased(object: VarObject, depth: number): PlacePath | undefined {
    // a range clause sets its variables to elements
    if (object.role !== 'local' || object.node.parent?.parent?.kind === 'range_clause') return undefined;
    const value = onlyAssigned(this.pkg, object);
    if (
      value?.kind !== 'selector_expression' &&
      value?.kind !== 'unary_expression' &&
      value?.kind !== 'identifier'
    )
      return undefined;
    if (value.kind === 'unary_expression' && value.field('operator')?.text !== '&') return undefined;
    const operand = value.field('operand');
    if (operand?.kind === 'composite_literal') return undefined;
    if (value.kind !== 'unary_expression' && this.pkg.typeOf(value)?.kind !== 'pointer') return undefined;
    const path = this.#follow(value, depth + 1);
    return path && path.indexes.length === 0 && isNeverReplaced(this.pkg, path.root) ? path : undefined;
  }

  #selected(node: SyntaxNode, depth: number): PlacePath | undefined {
    const operand = node.field('operand');
    const field = node.field('field');
    if (!operand || !field) return undefined;
    const object = this.pkg.objectOf(field);
    if (importedPackage(this.pkg, operand)) {
      return object?.kind === 'var' ? { root: object, steps: [], indexes: [] } : undefined;
    }
    const base = this.#follow(operand, depth + 1);
    const chain = base && this.#chains.toField(this.pkg.typeOf(operand), field.text);
    return base && chain ? { ...base, steps: [...base.steps, ...chain] } : undefined;
  }

  /** What a call does to a lock; undefined for a call that is none of a lock's. */
  ofCall(call: SyntaxNode): LockCall | undefined {
    const callee = call.field('function');
    if (callee?.kind === 'selector_expression') return this.ofMethod(callee);
    if (callee?.kind !== 'identifier') return undefined;
    // unlock := s.mu.Unlock
    const object = this.pkg.objectOf(callee);
    const value =
      object?.kind === 'var' && object.role === 'local' ? onlyAssigned(this.pkg, object) : undefined;
    return value?.kind === 'selector_expression' ? this.ofMethod(value) : undefined;
  }

  /** What `s.mu.Lock`, called or as a value, does. */
  ofMethod(selector: SyntaxNode): LockCall | undefined {
    return this.#remembered(this.#methods, selector, () => this.#method(selector));
  }

  #remembered<Value>(
    all: Map<SyntaxNode, Remembered<Value | undefined>>,
    node: SyntaxNode,
    compute: () => Value | undefined,
  ): Value | undefined {
    let known = all.get(node);
    if (known) known.replay?.();
    else {
      known = this.pkg.program.memory.recorded(compute);
      all.set(node, known);
    }
    return known.value;
  }

  #method(selector: SyntaxNode): LockCall | undefined {
    const operand = selector.field('operand');
    const method = selector.field('field')?.text ?? '';
    const known = LOCK_METHODS.get(method);
    const operation = known ?? releaseBehind(this.pkg, selector);
    if (!operation || !operand) return undefined;
    const type = this.pkg.typeOf(operand);
    let kind: LockKind | undefined;
    const chain = this.#chains.toType(type, (candidate) => {
      kind = lockKindOf(this.pkg, candidate, known ? method : 'Unlock');
      return kind !== undefined;
    });
    if (!chain || !kind) return undefined;
    if (kind === 'shape' && operation.kind === 'lock' && mayFail(selector)) return undefined;
    const base = this.pathOf(operand);
    const path = base && { ...base, steps: [...base.steps, ...chain] };
    return {
      operation,
      path,
      declaration: chain.at(-1)?.declaration ?? this.#declarationOf(operand, base),
      name: nameOf(operand),
      kind,
    };
  }

  /** The field or variable at the end of a place; for a local variable that was read from a field once, that field. */
  #declarationAt({ root, steps }: PlacePath): SyntaxNode {
    const last = steps.findLast((step) => step.declaration)?.declaration;
    if (last || root.role !== 'local') return last ?? root.node;
    const value = onlyAssigned(this.pkg, root);
    const field = value?.kind === 'selector_expression' ? value.field('field') : undefined;
    const object = field && this.pkg.objectOf(field);
    return object?.kind === 'var' && object.role === 'field' ? object.node : root.node;
  }

  /** The field or variable that an expression selects; of an element, what holds it. */
  #declarationOf(operand: SyntaxNode, path: PlacePath | undefined): SyntaxNode | undefined {
    if (path) return this.#declarationAt(path);
    const field = operand.kind === 'selector_expression' ? operand.field('field') : undefined;
    const object = field && this.pkg.objectOf(field);
    return object?.kind === 'var' ? object.node : undefined;
  }

  /** The place of a method's receiver at a call: embedded fields up to the type that declares the method written out. */
  receiverOf(callee: Callee): PlacePath | undefined {
    if (!callee.receiver) return undefined;
    const base = this.pathOf(callee.receiver);
    const owner = callee.id.slice(0, callee.id.lastIndexOf('.'));
    const chain =
      base && this.#chains.toType(this.pkg.typeOf(callee.receiver), (type) => namedId(type) === owner);
    return base && chain ? { ...base, steps: [...base.steps, ...chain] } : undefined;
  }
}

/** Whether a variable keeps the value that it has first. */
function isNeverReplaced(pkg: PackageModel, object: VarObject): boolean {
  return pkg
    .referencesTo(object)
    .every(
      (reference) =>
        reference === object.node ||
        reference.parent?.kind !== 'expression_list' ||
        reference.parent.fieldName !== 'left',
    );
}

/** An operand as it is written, when it is short. */
function nameOf(operand: SyntaxNode): string {
  const text = operand.text.replaceAll(/\s+/g, ' ');
  return text.length <= 40 ? text : (operand.field('field')?.text ?? 'the lock');
}

/** Whether a variable exists only while a function, or a literal in it, runs. */
export function isOwn(root: VarObject, fn: GoFunction): boolean {
  if (root === fn.receiver || fn.parameters.includes(root)) return false;
  for (let owner = root.function; owner; owner = owner.outer) if (owner === fn) return true;
  return false;
}

/** A lock of a function called, in terms of its caller. */
export function mapped(
  paths: LockPaths,
  path: PlacePath,
  fn: GoFunction,
  callee: Callee,
  call: SyntaxNode,
): PlacePath | undefined {
  const { root } = path;
  if (!isOwn(root, fn) && root !== fn.receiver && !fn.parameters.includes(root)) return path;
  if (path.indexes.length > 0) return undefined;
  const index = fn.parameters.indexOf(root);
  const argument = index < 0 ? undefined : call.field('arguments')?.namedChildren[index];
  const base = root === fn.receiver ? paths.receiverOf(callee) : argument && paths.pathOf(argument);
  return base && { ...base, steps: [...base.steps, ...path.steps] };
}

/** A path as a caller would write it. */
export function writtenAs(path: PlacePath): string {
  return [path.root.name, ...path.steps.filter((step) => !step.isEmbedded).map((step) => step.text)]
    .join('.')
    .replaceAll('.[', '[');
}
