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

/** Forgets what was known of variables that a statement assigns; remembers a flag that is set. */
export function learn(facts: Facts, node: SyntaxNode): Facts {
  const targets =
    node.kind === 'inc_statement' || node.kind === 'dec_statement'
      ? [node.firstNamedChild]
      : ['short_var_declaration', 'assignment_statement', 'receive_statement', 'range_clause'].includes(
            node.kind,
          )
        ? (node.field('left')?.namedChildren ?? [])
        : [];
  let next: Map<string, boolean> | undefined;
  for (const target of targets) {
    if (!target) continue;
    const word = new RegExp(`(?<![\\p{L}\\p{N}_])${escapeForRegExp(target.text)}(?![\\p{L}\\p{N}_])`, 'u');
    for (const text of facts.keys()) {
      if (!word.test(text)) continue;
      next ??= new Map(facts);
      next.delete(text);
    }
  }
  const value = node.field('right')?.namedChildren;
  const [target] = targets;
  if (targets.length === 1 && target?.kind === 'identifier' && value?.length === 1) {
    const kind = value[0]!.kind;
    if (kind === 'true' || kind === 'false') {
      next ??= new Map(facts);
      next.set(target.text, kind === 'true');
    }
  }
  return next ?? facts;
}

function escapeForRegExp(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
