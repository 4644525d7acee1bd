import type { GoFunction, PackageModel } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isOwnFunction, onlyAssigned } from './channel-syntax.ts';
import type { Origin, ResultSlot } from './channels.ts';

const TIMERS = new Set(['time.After', 'time.Tick']);
/** Contexts that are never cancelled: their Done is nil (context/context.go). */
const NEVER_CANCELLED = new Set(['context.Background', 'context.TODO', 'context.WithoutCancel']);

const NOTHING: Origin = { slots: [], makes: [], wokenBy: undefined, isUnknown: false };
const UNKNOWN: Origin = { ...NOTHING, isUnknown: true };

/** Reads where the channel values of expressions come from. */
export class OriginReader {
  readonly #results = new Map<GoFunction, Map<number, ResultSlot>>();

  constructor(readonly pkg: PackageModel) {}

  /** Where the value of an expression may come from. */
  originOf(node: SyntaxNode): Origin {
    switch (node.kind) {
      case 'parenthesized_expression':
        return node.firstNamedChild ? this.originOf(node.firstNamedChild) : UNKNOWN;
      case 'nil':
        return NOTHING;
      case 'identifier': {
        const object = this.pkg.objectOf(node);
        if (object?.kind === 'builtin' && object.name === 'nil') return NOTHING;
        return object?.kind === 'var' ? { ...NOTHING, slots: [object] } : UNKNOWN;
      }
      case 'selector_expression':
        return this.#selector(node);
      case 'call_expression':
      case 'type_conversion_expression':
        return this.#call(node);
      default:
        return UNKNOWN;
    }
  }

  #selector(node: SyntaxNode): Origin {
    const operand = node.field('operand');
    const field = node.field('field');
    if (!operand || !field) return UNKNOWN;
    if (field.text === 'C') {
      const owner = namedId(this.pkg.typeOf(operand));
      if (owner === 'time.Timer' || owner === 'time.Ticker') return { ...NOTHING, wokenBy: 'timer' };
    }
    const object = this.pkg.objectOf(field);
    if (object?.kind !== 'var' || !this.pkg.files.includes(object.file)) return UNKNOWN;
    return { ...NOTHING, slots: [object] };
  }

  #call(node: SyntaxNode): Origin {
    const callee = this.pkg.calleeOf(node);
    if (!callee) return UNKNOWN;
    const args = node.field('arguments')?.namedChildren ?? [];
    if (callee.kind === 'conversion') {
      const value = node.kind === 'type_conversion_expression' ? node.field('operand') : args[0];
      return value ? this.originOf(value) : UNKNOWN;
    }
    if (callee.kind === 'builtin') {
      if (callee.id !== 'make') return UNKNOWN;
      return { ...NOTHING, makes: [{ node, capacity: this.#capacity(args[1]) }] };
    }
    if (TIMERS.has(callee.id)) return { ...NOTHING, wokenBy: 'timer' };
    if (callee.id === 'context.Context.Done') {
      return callee.receiver && this.isNeverCancelled(callee.receiver)
        ? NOTHING
        : { ...NOTHING, wokenBy: 'context' };
    }
    const fn = callee.function;
    if (!fn || callee.kind === 'interface-method' || !isOwnFunction(this.pkg, fn)) return UNKNOWN;
    return { ...NOTHING, slots: [this.resultOf(fn, 0)] };
  }

  /** Whether an expression is a context that provably can never be cancelled. */
  isNeverCancelled(node: SyntaxNode, depth = 0): boolean {
    if (depth > 4) return false;
    if (node.kind === 'call_expression') {
      const id = this.pkg.calleeOf(node)?.id ?? '';
      if (NEVER_CANCELLED.has(id)) return true;
      const parent = node.field('arguments')?.firstNamedChild;
      return id === 'context.WithValue' && parent !== undefined && this.isNeverCancelled(parent, depth + 1);
    }
    if (node.kind !== 'identifier') return false;
    const object = this.pkg.objectOf(node);
    if (object?.kind !== 'var' || object.role !== 'local') return false;
    const value = onlyAssigned(this.pkg, object);
    return value !== undefined && this.isNeverCancelled(value, depth + 1);
  }

  #capacity(size: SyntaxNode | undefined): number | undefined {
    if (!size) return 0;
    const value = this.pkg.constantOf(size);
    return value?.kind === 'int' ? Number(value.value) : undefined;
  }

  /** The slot of a result of a function; the same each time. */
  resultOf(fn: GoFunction, index: number): ResultSlot {
    let slots = this.#results.get(fn);
    if (!slots) {
      slots = new Map();
      this.#results.set(fn, slots);
    }
    let slot = slots.get(index);
    if (!slot) {
      slot = { kind: 'result', fn, index };
      slots.set(index, slot);
    }
    return slot;
  }
}
