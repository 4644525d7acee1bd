import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { targetsOf } from './assignments.ts';
import { Callers } from './callers.ts';
import { OriginReader } from './channel-origins.ts';
import { channelDirection, isExported, isOwnFunction, isVariadic } from './channel-syntax.ts';
import type { Channel, ChannelMake, ChannelOperation, Origin, ResultSlot, Slot } from './channels.ts';
import { fieldNames, PositionalLiterals } from './struct-literals.ts';

/** What one slot says: the slots it shares values with, and what is done with what it holds. */
export interface Flows {
  readonly slots: readonly Slot[];
  readonly makes: readonly ChannelMake[];
  readonly operations: readonly ChannelOperation[];
  readonly escapes: { readonly receive: boolean; readonly send: boolean };
  /** The same for unseen callers of a function, who bring or get other channels than the callers that are seen. */
  readonly callers: { readonly receive: boolean; readonly send: boolean };
  readonly wokenBy: Channel['wokenBy'];
  readonly isUncalled: boolean;
}

/** Collects what happens to a slot while its mentions are read. */
class Notes {
  readonly slots = new Set<Slot>();
  readonly makes: ChannelMake[] = [];
  readonly operations: ChannelOperation[] = [];
  readonly escapes = { receive: false, send: false };
  readonly callers = { receive: false, send: false };
  wokenBy: Channel['wokenBy'];
  isUncalled = false;

  /** @param type what the other side sees; a one-way channel type limits what it can do */
  escape(direction: 'both' | 'send' | 'receive' = 'both'): void {
    if (direction !== 'send') this.escapes.receive = true;
    if (direction !== 'receive') this.escapes.send = true;
  }

  /** Unseen code calls the function that has it as a parameter or result. */
  calledUnseen(direction: 'both' | 'send' | 'receive' = 'both'): void {
    if (direction !== 'send') this.callers.receive = true;
    if (direction !== 'receive') this.callers.send = true;
  }

  add(origin: Origin): void {
    for (const slot of origin.slots) this.slots.add(slot);
    this.makes.push(...origin.makes);
    this.wokenBy ??= origin.wokenBy;
    if (origin.isUnknown) this.escape();
  }

  done(): Flows {
    return { ...this, slots: [...this.slots] };
  }
}

/** Reads, from the syntax around every mention of a slot, where channels come from and go to. */
export class FlowReader {
  readonly callers: Callers;
  readonly #literals: PositionalLiterals;
  readonly #origins: OriginReader;

  constructor(readonly pkg: PackageModel) {
    this.callers = new Callers(pkg);
    this.#literals = new PositionalLiterals(pkg);
    this.#origins = new OriginReader(pkg);
  }

  /** Where the value of an expression may come from. */
  originOf(node: SyntaxNode): Origin {
    return this.#origins.originOf(node);
  }

  /** Whether an expression is a context that provably can never be cancelled. */
  isNeverCancelled(node: SyntaxNode): boolean {
    return this.#origins.isNeverCancelled(node);
  }

  /** Everything that the package does with a slot. */
  flowsOf(slot: Slot): Flows {
    const notes = new Notes();
    if (slot.kind === 'result') this.#readResult(slot, notes);
    else this.#readVariable(slot, notes);
    return notes.done();
  }

  #readVariable(object: VarObject, notes: Notes): void {
    const type = channelDirection(this.pkg, this.pkg.typeOfObject(object));
    if (!this.pkg.files.includes(object.file) || type === undefined) {
      notes.escape();
      return;
    }
    switch (object.role) {
      case 'field':
        this.#readField(object, notes);
        break;
      case 'package':
        if (isExported(object.name) && this.pkg.name !== 'main') notes.escape();
        break;
      case 'parameter':
        this.#readArguments(object, notes);
        break;
      case 'result': {
        const fn = object.function!;
        notes.slots.add(this.#origins.resultOf(fn, fn.results.indexOf(object)));
        break;
      }
      case 'receiver':
        this.#readReceivers(object.function!, notes);
        break;
      case 'local':
    }
    for (const reference of this.pkg.referencesTo(object)) this.#mention(reference, notes);
  }

  #readField(object: VarObject, notes: Notes): void {
    if (isExported(object.name)) notes.escape();
    // a selector whose operand's type is not known may be this field
    if (this.callers.isSelectedUnresolved(object.name)) notes.escape();
    const declaration = object.node.parent;
    const struct = declaration?.parent?.parent;
    if (!declaration || struct?.kind !== 'struct_type') return;
    const index = fieldNames(struct).indexOf(object.node);
    for (const literal of this.#literals.of(struct)) {
      const value = literal.namedChildren[index];
      const expression = value?.kind === 'literal_element' ? value.firstNamedChild : value;
      if (expression) notes.add(this.originOf(expression));
      else notes.escape();
    }
  }

  /** What the callers of a function pass as a parameter. */
  #readArguments(object: VarObject, notes: Notes): void {
    const fn = object.function!;
    const index = fn.parameters.indexOf(object);
    const calls = this.callers.of(fn);
    if (isVariadic(fn, index)) {
      notes.escape();
      return;
    }
    if (!calls || calls.length === 0) {
      notes.isUncalled = calls !== undefined;
      notes.calledUnseen();
    }
    for (const call of calls ?? this.#seenCalls(fn)) {
      const argument = call.field('arguments')?.namedChildren[index];
      if (argument) notes.add(this.originOf(argument));
      else notes.escape();
    }
  }

  /** What the callers of a method of a channel type call it on. */
  #readReceivers(fn: GoFunction, notes: Notes): void {
    for (const call of this.callers.of(fn) ?? []) {
      const operand = call.field('function')?.field('operand');
      if (operand) notes.add(this.originOf(operand));
      else notes.escape();
    }
    if (!this.callers.of(fn)) notes.calledUnseen();
  }

  #readResult(slot: ResultSlot, notes: Notes): void {
    const { fn, index } = slot;
    const named = fn.results[index];
    if (named) notes.slots.add(named);
    for (const statement of fn.body?.descendants('return_statement') ?? []) {
      if (this.pkg.functionOf(statement) !== fn) continue;
      const values = statement.firstNamedChild?.namedChildren ?? [];
      if (values.length === 0) continue; // the named result
      const value = values.length === fn.results.length ? values[index] : undefined;
      if (value) notes.add(this.originOf(value));
      else notes.escape();
    }
    const calls = this.callers.of(fn);
    for (const call of calls ?? this.#seenCalls(fn)) {
      this.#resultOfCall(call, index, fn.results.length, notes);
    }
    if (!calls) notes.calledUnseen(this.#resultDirection(fn, index));
  }

  #seenCalls(fn: GoFunction): readonly SyntaxNode[] {
    const name = fn.node.field('name');
    return name && this.pkg.objectOf(name) ? this.pkg.callsTo(fn) : [];
  }

  #resultDirection(fn: GoFunction, index: number): 'both' | 'send' | 'receive' {
    const result = fn.node.field('result');
    const types =
      result?.kind === 'parameter_list'
        ? result.namedChildren.flatMap((declaration) => {
            const type = declaration.field('type');
            return Array.from({ length: Math.max(1, declaration.fieldAll('name').length) }, () => type);
          })
        : [result];
    const type = types[index];
    return (type && channelDirection(this.pkg, this.pkg.typeOf(type))) ?? 'both';
  }

  #resultOfCall(call: SyntaxNode, index: number, count: number, notes: Notes): void {
    if (count === 1) {
      this.#climb(call, notes);
      return;
    }
    const list = call.parent;
    if (call.parent?.kind === 'expression_statement') return;
    const targets =
      list?.kind === 'expression_list' && list.namedChildren.length === 1 ? targetsOf(list.parent) : [];
    const target = targets[index];
    if (target) this.#assign(target, call, notes);
    else notes.escape();
  }

  /** What one mention of a variable does with it. */
  #mention(identifier: SyntaxNode, notes: Notes): void {
    const parent = identifier.parent;
    if (!parent) return;
    if (identifier.kind === 'field_identifier' && parent.kind === 'selector_expression') {
      this.#climb(parent, notes);
      return;
    }
    if (parent.kind === 'literal_element' && parent.fieldName === 'key') {
      const element = parent.parent;
      const value = element?.field('value')?.firstNamedChild;
      if (value) notes.add(this.originOf(value));
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
      if (isExpression || isVariadic(fn, index)) notes.escape();
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
      if (fn) notes.slots.add(this.#origins.resultOf(fn, index));
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
      if (fn && isOwnFunction(this.pkg, fn)) notes.slots.add(this.#origins.resultOf(fn, index));
      else notes.escape();
      return;
    }
    const value = values[index];
    if (value) notes.add(this.originOf(value));
    else notes.escape();
  }

  #assign(target: SyntaxNode, value: SyntaxNode, notes: Notes): void {
    if (target.text === '_') return;
    const origin = this.originOf(target);
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
    const struct = this.#literals.structOf(element);
    const index = element.namedChildren.findIndex((child) => child === node || child.contains(node));
    const field = struct && this.#literals.fieldAt(struct, index);
    if (field) notes.slots.add(field);
    else notes.escape(this.#directionOf(node));
  }

  #directionOf(node: SyntaxNode): 'both' | 'send' | 'receive' {
    return channelDirection(this.pkg, this.pkg.typeOf(node)) ?? 'both';
  }
}
