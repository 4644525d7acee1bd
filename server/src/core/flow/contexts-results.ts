import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import { type GoType, isErrorType } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { variable } from './nil-comparison.ts';

const MOST_DEPTH = 6;

/**
 * Whether the first result of a call, or something that reads from it, may be used after the function has returned:
 * returned, stored, sent, or seen by a closure that runs later. What is not understood counts as yes.
 */
export function resultLeaves(pkg: PackageModel, call: SyntaxNode): boolean {
  const fn = pkg.functionOf(call);
  return fn === undefined || new Leaving(pkg, fn).fromCall(call, 0);
}

class Leaving {
  readonly #seen = new Set<VarObject>();

  constructor(
    readonly pkg: PackageModel,
    readonly fn: GoFunction,
  ) {}

  /** @param call its first result is the value */
  fromCall(call: SyntaxNode, depth: number): boolean {
    return this.#value(call, depth);
  }

  #value(node: SyntaxNode, depth: number): boolean {
    const parent = node.parent;
    if (!parent || depth > MOST_DEPTH) return true;
    switch (parent.kind) {
      case 'parenthesized_expression':
      case 'type_assertion_expression':
        return this.#value(parent, depth);
      case 'unary_expression':
        return this.#value(parent, depth + 1);
      case 'binary_expression':
      case 'if_statement':
      case 'expression_statement':
        return false;
      case 'selector_expression': {
        if (parent.parent?.kind === 'call_expression' && parent.fieldName === 'function') {
          return parent.parent.parent?.kind === 'go_statement';
        }
        return canRead(this.pkg.typeOf(parent)) && this.#value(parent, depth + 1);
      }
      case 'argument_list':
        return this.#argument(parent.parent!, parent.namedChildren.indexOf(node), depth);
      case 'expression_list':
        return this.#listed(node, parent, depth);
      case 'var_spec':
        return this.#target(parent.fieldAll('name')[0], depth);
      default:
        return true;
    }
  }

  #listed(node: SyntaxNode, list: SyntaxNode, depth: number): boolean {
    const statement = list.parent;
    if (list.fieldName === 'left') return false;
    if (statement?.kind === 'var_spec')
      return this.#target(statement.fieldAll('name')[list.namedChildren.indexOf(node)], depth);
    if (statement?.kind !== 'short_var_declaration' && statement?.kind !== 'assignment_statement')
      return true;
    return this.#target(statement.field('left')?.namedChildren[list.namedChildren.indexOf(node)], depth);
  }

  #target(target: SyntaxNode | undefined, depth: number): boolean {
    if (!target || target.text === '_') return target === undefined;
    const object = variable(this.pkg, target);
    return !object || this.#variable(object, depth);
  }

  #variable(object: VarObject, depth: number): boolean {
    if (object.role !== 'local' || object.function !== this.fn) return true;
    return this.#uses(object, depth);
  }

  #uses(object: VarObject, depth: number): boolean {
    if (this.#seen.has(object)) return false;
    this.#seen.add(object);
    return this.pkg.referencesTo(object).some((reference) => {
      const inside = this.pkg.functionOf(reference);
      if (reference === object.node) return false;
      if (inside !== object.function && !this.#runsAtOnce(inside)) return true;
      return this.#value(reference, depth + 1);
    });
  }

  /** `defer func() { ... }()` and `func() { ... }()`. */
  #runsAtOnce(literal: GoFunction | undefined): boolean {
    const call = literal?.node.parent;
    if (literal?.node.kind !== 'func_literal' || call?.kind !== 'call_expression') return false;
    return literal.node.fieldName === 'function' && call.parent?.kind !== 'go_statement';
  }

  #argument(call: SyntaxNode, index: number, depth: number): boolean {
    if (call.parent?.kind === 'go_statement') return true;
    const callee = this.pkg.calleeOf(call);
    if (!callee) return true;
    if (callee.kind === 'builtin') return callee.id === 'append';
    if (callee.kind === 'conversion') return this.#value(call, depth + 1);
    const fn = callee.function;
    const parameter = fn?.file && this.pkg.files.includes(fn.file) ? fn.parameters[index] : undefined;
    if (parameter) return this.#uses(parameter, depth + 1);
    // a result that can hold the value is the value again
    const holds = (callee.signature?.results ?? []).some((result) => canRead(result.type));
    if (!callee.signature) return this.#value(call, depth + 1);
    return holds && this.#value(call, depth + 1);
  }
}

/** Whether a type can hold on to a reader: neither a number, a string, bytes, an error nor a collection of plain values. */
function canRead(type: GoType | undefined): boolean {
  switch (type?.kind) {
    case 'basic':
    case 'slice':
    case 'array':
    case 'map':
      return false;
    case 'named':
      return !isErrorType(type) && type.packagePath !== 'time';
    default:
      return true;
  }
}
