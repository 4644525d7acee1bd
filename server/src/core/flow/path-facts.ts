import { memoized } from '../semantic/memo.ts';
import type { PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import type { Edge } from './model.ts';

/** What is known about conditions on a path: their normalised text, with variables told apart, to whether it holds. */
export type Facts = ReadonlyMap<string, boolean>;

const OPPOSITES = new Map([
  ['!=', '=='],
  ['>=', '<'],
  ['<=', '>'],
]);

/** A condition, or the opposite of one. */
export interface Condition {
  readonly text: string;
  readonly isNegated: boolean;
}

/** What a statement assigns. */
interface Assigned {
  readonly targets: readonly string[];
  /** Flags that are set to a constant, or declared without a value. */
  readonly flags: readonly { readonly name: string; readonly holds: boolean }[];
  readonly copy: FlagCopy | undefined;
}

/** `name = source` or `name = !source`. */
export interface FlagCopy {
  readonly name: string;
  readonly source: string;
  readonly isNegated: boolean;
}

const ASSIGNING = new Set([
  'short_var_declaration',
  'assignment_statement',
  'receive_statement',
  'range_clause',
]);

export const factReaderOf = memoized((pkg: PackageModel): FactReader => new FactReader(pkg));

/** What the conditions and assignments of a package say on a path, whatever function they stand in. */
export class FactReader {
  readonly #conditions = new Map<SyntaxNode, Condition>();
  readonly #assigned = new Map<SyntaxNode, Assigned>();

  constructor(readonly pkg: PackageModel) {}

  /** The facts after an edge; undefined when the path has already gone the other way at the same condition. */
  crossed(facts: Facts, edge: Edge): Facts | undefined {
    if (!edge.condition || (edge.kind !== 'true' && edge.kind !== 'false')) return facts;
    const { text, isNegated } = this.normalise(edge.condition);
    const holds = (edge.kind === 'true') !== isNegated;
    const known = facts.get(text);
    if (known !== undefined) return known === holds ? facts : undefined;
    return new Map([...facts, [text, holds]]);
  }

  /** `a != b` is the opposite of `a == b`. */
  normalise(condition: SyntaxNode): Condition {
    let known = this.#conditions.get(condition);
    if (!known) {
      known = this.#normalise(condition);
      this.#conditions.set(condition, known);
    }
    return known;
  }

  #normalise(condition: SyntaxNode): Condition {
    const operator = condition.kind === 'binary_expression' ? condition.field('operator')?.text : undefined;
    if (!operator) return { text: this.textOf(condition), isNegated: false };
    const opposite = OPPOSITES.get(operator);
    const left = this.textOf(condition.field('left')!);
    const right = this.textOf(condition.field('right')!);
    return { text: `${left} ${opposite ?? operator} ${right}`, isNegated: opposite !== undefined };
  }

  /** An expression as it is written, with variables told apart. */
  textOf(expression: SyntaxNode): string {
    const { text, start } = expression;
    let written = '';
    let end = 0;
    for (const identifier of expression.descendants('identifier')) {
      const object = this.pkg.objectOf(identifier);
      if (object?.kind !== 'var') continue;
      written += text.slice(end, identifier.start - start) + nameOf(object);
      end = identifier.end - start;
    }
    return written + text.slice(end);
  }

  /** The flag that a statement sets to what another one, or its opposite, is. */
  copiedFlag(node: SyntaxNode): FlagCopy | undefined {
    return this.#assignedIn(node).copy;
  }

  #assignedIn(node: SyntaxNode): Assigned {
    let assigned = this.#assigned.get(node);
    if (!assigned) {
      assigned = this.#readAssigned(node);
      this.#assigned.set(node, assigned);
    }
    return assigned;
  }

  #readAssigned(node: SyntaxNode): Assigned {
    const isCount = node.kind === 'inc_statement' || node.kind === 'dec_statement';
    const targets = isCount
      ? [node.firstNamedChild]
      : ASSIGNING.has(node.kind)
        ? (node.field('left')?.namedChildren ?? [])
        : [];
    const values = targets.length === 1 ? node.field('right')?.namedChildren : undefined;
    const [target] = targets;
    const value = target?.kind === 'identifier' && values?.length === 1 ? values[0]! : undefined;
    const flags =
      value?.kind === 'true' || value?.kind === 'false'
        ? [{ name: this.textOf(target!), holds: value.kind === 'true' }]
        : this.#declaredFlags(node);
    return {
      targets: targets.flatMap((each) => (each ? [this.textOf(each)] : [])),
      flags,
      copy: value && this.#copyOf(target!, value),
    };
  }

  /** Names that `var a, b bool` declares: their zero value is false. */
  #declaredFlags(node: SyntaxNode): { name: string; holds: boolean }[] {
    const specs =
      node.kind === 'var_spec' ? [node] : node.kind === 'var_declaration' ? node.namedChildren : [];
    return specs.flatMap((spec) => {
      const type = spec.kind === 'var_spec' && !spec.field('value') ? spec.field('type') : undefined;
      const declared = type && this.pkg.typeOf(type);
      return declared?.kind === 'basic' && declared.name === 'bool'
        ? spec.fieldAll('name').map((name) => ({ name: this.textOf(name), holds: false }))
        : [];
    });
  }

  #copyOf(target: SyntaxNode, value: SyntaxNode): FlagCopy | undefined {
    const isNegated = value.kind === 'unary_expression' && value.field('operator')?.text === '!';
    const source = isNegated ? value.field('operand') : value;
    return source?.kind === 'identifier'
      ? { name: this.textOf(target), source: this.textOf(source), isNegated }
      : undefined;
  }

  /** Forgets what was known of variables that a statement assigns; remembers flags that are set. */
  learn(facts: Facts, node: SyntaxNode): Facts {
    const { targets, flags, copy } = this.#assignedIn(node);
    const copied = copy && facts.get(copy.source);
    let next: Map<string, boolean> | undefined;
    if (facts.size > 0) {
      for (const name of targets) {
        for (const text of facts.keys()) {
          if (!mentions(text, name)) continue;
          next ??= new Map(facts);
          next.delete(text);
        }
      }
    }
    for (const { name, holds } of flags) {
      next ??= new Map(facts);
      next.set(name, holds);
    }
    if (copy && copied !== undefined) {
      next ??= new Map(facts);
      next.set(copy.name, copied !== copy.isNegated);
    }
    return next ?? facts;
  }
}

/** A variable in the text of a condition. */
export function nameOf({ name, node }: VarObject): string {
  return `${name}#${node.id}`;
}

const ENDS_IN_WORD = /[\p{L}\p{N}_]$/u;
const STARTS_WITH_WORD = /^[\p{L}\p{N}_]/u;

/** Whether a text holds a name that is not a part of a longer word there. */
function mentions(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (!ENDS_IN_WORD.test(text.slice(0, at)) && !STARTS_WITH_WORD.test(text.slice(at + name.length)))
      return true;
  }
  return false;
}
