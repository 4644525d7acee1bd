import type { PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { onlyAssigned } from './channel-syntax.ts';
import { unwrapped, variable } from './nil-comparison.ts';

const MOST_DEPTH = 6;
const VERB = /%[-+# 0]*\d*(?:\.\d+)?[a-zA-Z%]/;

/** A text that is known, or an expression that holds one. */
export type TextPart = string | SyntaxNode;

/**
 * The texts and expressions that a string is put together of, in their order: by `+`, `fmt.Sprintf`, `url.JoinPath` and variables
 * that get one value. Neighbouring texts are one, empty ones left out.
 */
export function textPartsOf(pkg: PackageModel, expression: SyntaxNode): readonly TextPart[] {
  return joined(partsOf(pkg, expression, 0));
}

function partsOf(pkg: PackageModel, expression: SyntaxNode, depth: number): readonly TextPart[] {
  const node = unwrapped(expression);
  const constant = pkg.constantOf(node);
  if (constant?.kind === 'string' && !constant.parts.includes(undefined)) return [constant.parts.join('')];
  if (depth > MOST_DEPTH) return [node];
  const inner = (part: SyntaxNode): readonly TextPart[] => partsOf(pkg, part, depth + 1);
  switch (node.kind) {
    case 'binary_expression': {
      const [left, right] = [node.field('left'), node.field('right')];
      return left && right && node.field('operator')?.text === '+'
        ? [...inner(left), ...inner(right)]
        : [node];
    }
    case 'call_expression': {
      const id = pkg.calleeOf(node)?.id;
      const [first, ...others] = node.field('arguments')?.namedChildren ?? [];
      if (id === 'net/url.JoinPath' && first) return [...inner(first), '/'];
      return id === 'fmt.Sprintf' && first ? (formatted(pkg, first, others, inner) ?? [node]) : [node];
    }
    case 'identifier': {
      const object = variable(pkg, node);
      const value = object?.role === 'local' ? onlyAssigned(pkg, object) : undefined;
      return value ? inner(value) : [node];
    }
    default:
      return [node];
  }
}

function formatted(
  pkg: PackageModel,
  format: SyntaxNode,
  values: readonly SyntaxNode[],
  inner: (part: SyntaxNode) => readonly TextPart[],
): readonly TextPart[] | undefined {
  const constant = pkg.constantOf(format);
  if (constant?.kind !== 'string' || constant.parts.includes(undefined)) return undefined;
  const found: TextPart[] = [];
  let rest = constant.parts.join('');
  let next = 0;
  for (let verb = VERB.exec(rest); verb; verb = VERB.exec(rest)) {
    found.push(rest.slice(0, verb.index));
    rest = rest.slice(verb.index + verb[0].length);
    if (verb[0].endsWith('%')) {
      found.push('%');
      continue;
    }
    const value = values[next++];
    if (!value) return undefined;
    if (/[sv]$/.test(verb[0])) found.push(...inner(value));
    else found.push(value);
  }
  return rest.includes('%') ? undefined : [...found, rest];
}

function joined(parts: readonly TextPart[]): readonly TextPart[] {
  const found: TextPart[] = [];
  for (const part of parts) {
    const last = found.at(-1);
    if (part === '') continue;
    if (typeof part === 'string' && typeof last === 'string') found[found.length - 1] = last + part;
    else found.push(part);
  }
  return found;
}
