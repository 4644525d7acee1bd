import type { SyntaxNode } from '../syntax/tree.ts';
import type { Edge } from './model.ts';

/** What is known about conditions on a path: normalised text to whether it holds. */
export type Facts = ReadonlyMap<string, boolean>;

/** The facts after an edge; undefined when the path has already gone the other way at the same condition. */
export function crossed(facts: Facts, edge: Edge): Facts | undefined {
  if (!edge.condition || (edge.kind !== 'true' && edge.kind !== 'false')) return facts;
  const { text, isNegated } = normalise(edge.condition);
  const holds = (edge.kind === 'true') !== isNegated;
  const known = facts.get(text);
  if (known !== undefined) return known === holds ? facts : undefined;
  return new Map([...facts, [text, holds]]);
}

const OPPOSITES = new Map([
  ['!=', '=='],
  ['>=', '<'],
  ['<=', '>'],
]);

/** `a != b` is the opposite of `a == b`. */
export function normalise(condition: SyntaxNode): { text: string; isNegated: boolean } {
  const operator = condition.kind === 'binary_expression' ? condition.field('operator')?.text : undefined;
  const opposite = operator && OPPOSITES.get(operator);
  if (!opposite) return { text: condition.text, isNegated: false };
  const left = condition.field('left')!.text;
  const right = condition.field('right')!.text;
  return { text: `${left} ${opposite} ${right}`, isNegated: true };
}

/** What a statement assigns. */
interface Assigned {
  readonly targets: readonly { readonly text: string; readonly word: RegExp }[];
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

/** The flag that a statement sets to what another one, or its opposite, is. */
export function copiedFlag(node: SyntaxNode): FlagCopy | undefined {
  return assignedIn(node).copy;
}

const ASSIGNED = new WeakMap<SyntaxNode, Assigned>();
const ASSIGNING = new Set([
  'short_var_declaration',
  'assignment_statement',
  'receive_statement',
  'range_clause',
]);

function assignedIn(node: SyntaxNode): Assigned {
  let assigned = ASSIGNED.get(node);
  if (assigned) return assigned;
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
      ? [{ name: target!.text, holds: value.kind === 'true' }]
      : declaredFlags(node);
  assigned = {
    targets: targets.flatMap((each) =>
      each
        ? [
            {
              text: each.text,
              word: new RegExp(`(?<![\\p{L}\\p{N}_])${escapeForRegExp(each.text)}(?![\\p{L}\\p{N}_])`, 'u'),
            },
          ]
        : [],
    ),
    flags,
    copy: value && copyOf(target!.text, value),
  };
  ASSIGNED.set(node, assigned);
  return assigned;
}

/** Names that `var a, b bool` declares: their zero value is false. */
function declaredFlags(node: SyntaxNode): { name: string; holds: boolean }[] {
  const specs = node.kind === 'var_spec' ? [node] : node.kind === 'var_declaration' ? node.namedChildren : [];
  return specs.flatMap((spec) =>
    spec.kind === 'var_spec' && !spec.field('value') && spec.field('type')?.text === 'bool'
      ? spec.fieldAll('name').map((name) => ({ name: name.text, holds: false }))
      : [],
  );
}

function copyOf(name: string, value: SyntaxNode): FlagCopy | undefined {
  const isNegated = value.kind === 'unary_expression' && value.field('operator')?.text === '!';
  const source = isNegated ? value.field('operand') : value;
  return source?.kind === 'identifier' ? { name, source: source.text, isNegated } : undefined;
}

/** Forgets what was known of variables that a statement assigns; remembers flags that are set. */
export function learn(facts: Facts, node: SyntaxNode): Facts {
  const { targets, flags, copy } = assignedIn(node);
  const copied = copy && facts.get(copy.source);
  let next: Map<string, boolean> | undefined;
  if (facts.size > 0) {
    for (const { text: name, word } of targets) {
      for (const text of facts.keys()) {
        if (!text.includes(name) || !word.test(text)) continue;
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

function escapeForRegExp(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
