import { isExported } from '../semantic/exported.ts';
import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { Callers } from './callers.ts';
import { MentionReader } from './channel-mentions.ts';
import { type Flows, Notes } from './channel-notes.ts';
import { OriginReader } from './channel-origins.ts';
import { channelDirection, isOwnFunction, isVariadic } from './channel-syntax.ts';
import type { Origin, ResultSlot, Slot } from './channels.ts';
import { fieldNames, type PositionalLiterals, positionalLiteralsOf } from './struct-literals.ts';

/**
 * Values that a library sends to a function which it calls, for as long as that runs (golang.org/x/sys/windows/svc/service.go, Handler:
 * "Inside Execute you must read service change requests from r and act accordingly").
 */
const SENT_BY_LIBRARY: ReadonlySet<string> = new Set(['golang.org/x/sys/windows/svc.ChangeRequest']);

function isServedByLibrary(pkg: PackageModel, object: VarObject): boolean {
  const type = pkg.underlying(pkg.typeOfObject(object));
  return type?.kind === 'chan' && SENT_BY_LIBRARY.has(namedId(type.element) ?? '');
}

/** Reads, from what declares a slot and from every mention of it, where channels come from and go to. */
export class FlowReader {
  readonly callers: Callers;
  readonly #literals: PositionalLiterals;
  readonly #origins: OriginReader;
  readonly #mentions: MentionReader;

  constructor(readonly pkg: PackageModel) {
    this.callers = new Callers(pkg);
    this.#literals = positionalLiteralsOf(pkg);
    this.#origins = new OriginReader(pkg);
    this.#mentions = new MentionReader(pkg, this.#origins, this.#literals);
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
        if (isServedByLibrary(this.pkg, object)) notes.wokenBy ??= 'signal';
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
    for (const reference of this.pkg.referencesTo(object)) this.#mentions.mention(reference, notes);
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
    if (isVariadic(this.pkg, fn, index)) {
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
      const passed = values.length === 1 && !value ? this.#passedOn(values[0]!) : undefined;
      if (value) notes.add(this.originOf(value));
      else if (passed) notes.slots.add(this.#origins.resultOf(passed, index));
      else notes.escape();
    }
    const calls = this.callers.of(fn);
    for (const call of calls ?? this.#seenCalls(fn)) {
      this.#mentions.resultOfCall(call, index, fn.results.length, notes);
    }
    if (!calls) notes.calledUnseen(this.#resultDirection(fn, index));
  }

  /** The function of the package whose results a return passes on. */
  #passedOn(value: SyntaxNode): GoFunction | undefined {
    const callee = value.kind === 'call_expression' ? this.pkg.calleeOf(value) : undefined;
    const fn = callee?.kind === 'interface-method' ? undefined : callee?.function;
    return fn && isOwnFunction(this.pkg, fn) ? fn : undefined;
  }

  #seenCalls(fn: GoFunction): readonly SyntaxNode[] {
    const name = fn.node.field('name');
    return name && this.pkg.objectOf(name) ? this.pkg.callsTo(fn) : [];
  }

  #resultDirection(fn: GoFunction, index: number): 'both' | 'send' | 'receive' {
    return channelDirection(this.pkg, this.pkg.signatureOf(fn).results[index]?.type) ?? 'both';
  }
}
