import type { PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { targetsOf } from './assignments.ts';
import type { Notes } from './channel-notes.ts';
import type { OriginReader } from './channel-origins.ts';
import { channelDirection, isOwnFunction, isVariadic } from './channel-syntax.ts';
import type { PositionalLiterals } from './struct-literals.ts';

/** Reads, from the syntax around a mention of a channel outward, where it goes and what is done with it. */
export class MentionReader {
  constructor(
    readonly pkg: PackageModel,
    readonly origins: OriginReader,
    readonly literals: PositionalLiterals,
  ) {}

  /** Where result `index` of a call with `count` of them goes. */
  resultOfCall(call: SyntaxNode, index: number, count: number, notes: Notes): void {
    if (count === 1) {
      this.#climb(call, notes);
      return;
    }
    const list = call.parent;
    if (call.parent?.kind === 'expression_statement') return;
    const isPassedOn = list?.parent?.kind === 'return_statement' && list.namedChildren.length === 1;
    const outer = isPassedOn ? this.pkg.functionOf(call) : undefined;
    if (outer) {
      notes.slots.add(this.origins.resultOf(outer, index));
      return;
    }
    const targets =
      list?.kind === 'expression_list' && list.namedChildren.length === 1 ? targetsOf(list.parent) : [];
    const target = targets[index];
    if (target) this.#assign(target, call, notes);
    else notes.escape();
  }

  /** What one mention of a variable, or of a field, does with it. */
  mention(identifier: SyntaxNode, notes: Notes): void {
    const parent = identifier.parent;
    if (!parent) return;
    if (identifier.kind === 'field_identifier' && parent.kind === 'selector_expression') {
      this.#climb(parent, notes);
      return;
    }
    if (parent.kind === 'literal_element' && parent.fieldName === 'key') {
      const element = parent.parent;
      const value = element?.field('value')?.firstNamedChild;
      if (value) notes.add(this.origins.originOf(value));
      return;
    }
    switch (parent.kind) {
      case 'parameter_declaration':
      case 'field_declaration':
        return;
      case 'variadic_parameter_declaration':
        notes.escape();
        return;
      case 'var_spec':
        if (identifier.fieldName === 'name') {
          const values = parent.field('value')?.namedChildren;
          if (values) this.#assignedFrom(values, parent.fieldAll('name').indexOf(identifier), notes);
          return;
        }
        break;
      default:
    }
    this.#climb(identifier, notes);
  }

  /** What happens to an expression that is the channel. */
  #climb(node: SyntaxNode, notes: Notes): void {
    const parent = node.parent;
    switch (parent?.kind) {
      case undefined:
      case 'binary_expression':
      case 'expression_statement':
      case 'go_statement':
      case 'defer_statement':
        return;
      case 'parenthesized_expression':
        this.#climb(parent, notes);
        return;
      case 'type_conversion_expression':
        if (node.fieldName === 'operand') this.#climb(parent, notes);
        else notes.escape();
        return;
      case 'unary_expression':
        if (parent.field('operator')?.text === '<-') {
          notes.operations.push({ kind: 'receive', node: parent });
        } else notes.escape();
        return;
      case 'send_statement':
        if (node.fieldName === 'channel') notes.operations.push({ kind: 'send', node: parent });
        else notes.escape(this.#directionOf(node));
        return;
      case 'range_clause':
        if (node.fieldName === 'right') notes.operations.push({ kind: 'receive', node: parent });
        else notes.escape();
        return;
      case 'argument_list':
        this.#argument(node, parent, notes);
        return;
      case 'selector_expression': {
        // a method of a channel type
        const isCall = parent.parent?.kind === 'call_expression' && parent.fieldName === 'function';
        const callee = isCall ? this.pkg.calleeOf(parent.parent) : undefined;
        const receiver = callee?.kind === 'method' ? callee.function?.receiver : undefined;
        if (receiver) notes.slots.add(receiver);
        else notes.escape();
        return;
      }
      case 'expression_list':
        this.#listed(node, parent, notes);
        return;
      case 'literal_element':
      case 'keyed_element':
      case 'literal_value':
        this.#literalValue(node, notes);
        return;
      default:
        notes.escape();
    }
  }

  #argument(node: SyntaxNode, list: SyntaxNode, notes: Notes): void {
    const call = list.parent!;
    const index = list.namedChildren.indexOf(node);
    const callee = this.pkg.calleeOf(call);
    switch (callee?.kind) {
      case 'conversion':
        this.#climb(call, notes);
        return;
      case 'builtin':
        if (callee.id === 'close') notes.operations.push({ kind: 'close', node: call });
        else if (!['len', 'cap', 'print', 'println'].includes(callee.id)) notes.escape();
        return;
      default:
    }
    if (callee?.id === 'os/signal.Notify' && index === 0) {
      notes.wokenBy ??= 'signal';
      return;
    }
    if (callee?.id === 'os/signal.Stop') return;
    const fn = callee?.function;
    if (fn && callee.kind !== 'interface-method' && isOwnFunction(this.pkg, fn)) {
      const isExpression = callee.kind === 'method' && !callee.receiver;
      if (isExpression || isVariadic(this.pkg, fn, index)) notes.escape();
      else {
        const parameter = fn.parameters[index];
        if (parameter) notes.slots.add(parameter);
      }
      return;
    }
    const parameter = callee?.signature?.parameters[index]?.type;
    notes.escape(parameter ? (channelDirection(this.pkg, parameter) ?? 'both') : this.#directionOf(node));
  }

  #listed(node: SyntaxNode, list: SyntaxNode, notes: Notes): void {
    const statement = list.parent;
    const index = list.namedChildren.indexOf(node);
    if (statement?.kind === 'return_statement') {
      const fn = this.pkg.functionOf(statement);
      if (fn) notes.slots.add(this.origins.resultOf(fn, index));
      return;
    }
    if (list.fieldName === 'left') {
      const right = statement?.field('right');
      if (statement?.kind === 'short_var_declaration' || statement?.kind === 'assignment_statement') {
        this.#assignedFrom(right?.namedChildren ?? [], index, notes);
      } else notes.escape(); // ranged over or received
      return;
    }
    if (statement?.kind === 'expression_case') return;
    const targets = targetsOf(statement);
    const target = targets.length === list.namedChildren.length ? targets[index] : undefined;
    if (target) this.#assign(target, node, notes);
    else notes.escape();
  }

  /** A slot gets one of the values on the right of an assignment. */
  #assignedFrom(values: readonly SyntaxNode[], index: number, notes: Notes): void {
    const only = values.length === 1 ? values[0] : undefined;
    if (only && index > 0) {
      const callee = only.kind === 'call_expression' ? this.pkg.calleeOf(only) : undefined;
      const fn = callee?.kind === 'interface-method' ? undefined : callee?.function;
      if (fn && isOwnFunction(this.pkg, fn)) notes.slots.add(this.origins.resultOf(fn, index));
      else notes.escape();
      return;
    }
    const value = values[index];
    if (value) notes.add(this.origins.originOf(value));
    else notes.escape();
  }

  #assign(target: SyntaxNode, value: SyntaxNode, notes: Notes): void {
    if (target.text === '_') return;
    const origin = this.origins.originOf(target);
    const [slot] = origin.slots;
    if (slot) notes.slots.add(slot);
    else notes.escape(this.#directionOf(value));
  }

  /** An element of a composite literal: a field of a struct is a slot, anything else keeps it out of sight. */
  #literalValue(node: SyntaxNode, notes: Notes): void {
    let element = node.parent!;
    if (element.kind === 'literal_element' && element.parent?.kind === 'keyed_element') {
      if (element.fieldName === 'key') {
        notes.escape();
        return;
      }
      const key = element.parent.field('key')?.firstNamedChild;
      const field = key?.kind === 'identifier' ? this.pkg.objectOf(key) : undefined;
      if (field?.kind === 'var' && field.role === 'field') notes.slots.add(field);
      else notes.escape(this.#directionOf(node));
      return;
    }
    if (element.kind === 'literal_element') element = element.parent!;
    const struct = this.literals.structOf(element);
    const index = element.namedChildren.findIndex((child) => child === node || child.contains(node));
    const field = struct && this.literals.fieldAt(struct, index);
    if (field) notes.slots.add(field);
    else notes.escape(this.#directionOf(node));
  }

  #directionOf(node: SyntaxNode): 'both' | 'send' | 'receive' {
    return channelDirection(this.pkg, this.pkg.typeOf(node)) ?? 'both';
  }
}
