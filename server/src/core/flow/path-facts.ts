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
  /** A flag that is set to a constant. */
  readonly flag: { readonly name: string; readonly holds: boolean } | undefined;
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
  const kind = values?.length === 1 ? values[0]!.kind : undefined;
  const isFlag = target?.kind === 'identifier' && (kind === 'true' || kind === 'false');
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
    flag: isFlag ? { name: target.text, holds: kind === 'true' } : undefined,
  };
  ASSIGNED.set(node, assigned);
  return assigned;
}

/** Forgets what was known of variables that a statement assigns; remembers a flag that is set. */
export function learn(facts: Facts, node: SyntaxNode): Facts {
  const { targets, flag } = assignedIn(node);
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
  if (flag) {
    next ??= new Map(facts);
    next.set(flag.name, flag.holds);
  }
  return next ?? facts;
}

function escapeForRegExp(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
