import { SyntaxNode } from '../syntax/tree.ts';
import type { GoFunction } from './model.ts';

/** A copy cannot be made: the value rests on something outside the function. */
class Foreign extends Error {}

/**
 * A value whose nodes lie in one version of a function, with the nodes of another version that has the same text.
 * @returns undefined when some node lies elsewhere, or the value holds more than plain data, nodes and functions
 */
export function moved(value: unknown, from: GoFunction, to: GoFunction): unknown {
  const copies = new Map<object, unknown>();
  const copy = (part: unknown): unknown => {
    if (typeof part !== 'object' || part === null) return part;
    const known = copies.get(part);
    if (known !== undefined) return known;
    if (part instanceof SyntaxNode) {
      if (!from.node.contains(part)) throw new Foreign();
      return to.node.tree.node(part.id - from.node.id + to.node.id);
    }
    if (isFunction(part)) {
      if (!from.node.contains(part.node)) throw new Foreign();
      const id = part.node.id - from.node.id + to.node.id;
      const fn = to.file.functions.find((each) => each.node.id === id);
      if (!fn) throw new Foreign();
      return fn;
    }
    if (Array.isArray(part)) {
      const list: unknown[] = [];
      copies.set(part, list);
      for (const item of part) list.push(copy(item));
      return list;
    }
    if (part instanceof Set) return new Set([...part].map(copy));
    if (part instanceof Map) return new Map([...part].map(([key, item]) => [copy(key), copy(item)]));
    if (Object.getPrototypeOf(part) !== Object.prototype) throw new Foreign();
    const record: Record<string, unknown> = {};
    copies.set(part, record);
    for (const [name, item] of Object.entries(part)) record[name] = copy(item);
    return record;
  };
  try {
    return copy(value);
  } catch (error) {
    if (error instanceof Foreign) return undefined;
    throw error;
  }
}

function isFunction(value: object): value is GoFunction {
  return 'node' in value && 'outer' in value && 'parameters' in value && 'body' in value;
}
