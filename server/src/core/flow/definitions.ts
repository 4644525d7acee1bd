import type { PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { graphsOf } from './graphs.ts';

/** A place where a variable gets a value. */
export interface Definition {
  /** The reference that is assigned. */
  readonly target: SyntaxNode;
  /** The assigned expression; undefined for a zero value. */
  readonly value: SyntaxNode | undefined;
  readonly result: number;
}

/** What a reference to a variable assigns, `'unknown'` when that is no single expression, undefined when it only reads. */
export function definitionAt(reference: SyntaxNode): Definition | 'unknown' | undefined {
  const parent = reference.parent;
  if (parent?.kind === 'var_spec' && reference.fieldName === 'name') {
    const values = parent.field('value')?.namedChildren;
    if (!values) return { target: reference, value: undefined, result: 0 };
    return assigned(
      reference,
      parent.fieldAll('name').indexOf(reference),
      parent.fieldAll('name').length,
      values,
    );
  }
  if (parent?.kind === 'inc_statement' || parent?.kind === 'dec_statement') return 'unknown';
  const list = parent?.kind === 'expression_list' && parent.fieldName === 'left' ? parent : undefined;
  if (!list) return undefined;
  const statement = list.parent;
  if (statement?.kind !== 'short_var_declaration' && statement?.kind !== 'assignment_statement')
    return 'unknown';
  if (statement.kind === 'assignment_statement' && statement.field('operator')?.text !== '=')
    return 'unknown';
  const targets = list.namedChildren;
  return assigned(
    reference,
    targets.indexOf(reference),
    targets.length,
    statement.field('right')?.namedChildren ?? [],
  );
}

function assigned(
  target: SyntaxNode,
  index: number,
  targets: number,
  values: readonly SyntaxNode[],
): Definition | 'unknown' {
  if (values.length === targets) return { target, value: values[index], result: 0 };
  const only = values[0];
  return values.length === 1 && only?.kind === 'call_expression'
    ? { target, value: only, result: index }
    : 'unknown';
}

/** Definitions that can be the last one before a use; all of them when closures or other functions are involved. */
export function reachingDefinitions(
  pkg: PackageModel,
  object: VarObject,
  at: SyntaxNode,
  definitions: readonly Definition[],
): readonly (Definition | 'entry')[] {
  const fn = object.function;
  const isPlain =
    fn !== undefined &&
    pkg.functionOf(at) === fn &&
    definitions.every((definition) => pkg.functionOf(definition.target) === fn);
  const graph = isPlain ? graphsOf(pkg).graphOf(fn) : undefined;
  const start = graph?.blockOf(at);
  if (!graph || !start) return object.role === 'parameter' ? [...definitions, 'entry'] : definitions;
  const reaching = new Set<Definition | 'entry'>();
  const last = (nodes: readonly SyntaxNode[]): Definition | undefined => {
    for (let index = nodes.length - 1; index >= 0; index--) {
      const node = nodes[index]!;
      if (node.kind === 'select_statement') continue; // its clauses have blocks of their own
      const inside = definitions.filter((definition) => node.contains(definition.target));
      if (inside.length > 0) return inside[inside.length - 1]!;
    }
    return undefined;
  };
  const own = start.nodes.findIndex((node) => node.kind !== 'select_statement' && node.contains(at));
  const seen = new Set<typeof start>();
  const work: { block: typeof start; nodes: readonly SyntaxNode[] }[] = [
    { block: start, nodes: own < 0 ? [] : start.nodes.slice(0, own) },
  ];
  for (let entry = work.pop(); entry; entry = work.pop()) {
    const definition = last(entry.nodes);
    if (definition) {
      reaching.add(definition);
      continue;
    }
    if (entry.block === graph.entry) reaching.add('entry');
    for (const { from } of entry.block.predecessors) {
      if (seen.has(from)) continue;
      seen.add(from);
      if (graph.isReachable(from)) work.push({ block: from, nodes: from.nodes });
    }
  }
  return [...reaching];
}

/** `&x` other than in `return &x` and `(&x).M()`: others may write through the pointer. */
export function isAddressTaken(reference: SyntaxNode): boolean {
  const pointer = reference.parent;
  if (pointer?.kind !== 'unary_expression' || pointer.field('operator')?.text !== '&') return false;
  const outer = pointer.parent;
  if (outer?.kind === 'parenthesized_expression') return outer.parent?.kind !== 'selector_expression';
  return outer?.kind !== 'expression_list' || outer.parent?.kind !== 'return_statement';
}

/** What a mention of a field writes into it, where that is one expression: `x.f = v`, `T{f: v}`. */
export function valueWrittenTo(reference: SyntaxNode): SyntaxNode | 'unknown' | undefined {
  const written = writtenTo(reference);
  return typeof written === 'object' ? (written.isOneOfSeveral ? 'unknown' : written.value) : written;
}

/** What a mention of a field writes into it, with the result where a call gives several: `x.f, err = make()`. */
export function writtenTo(
  reference: SyntaxNode,
):
  | { readonly value: SyntaxNode; readonly result: number; readonly isOneOfSeveral: boolean }
  | 'unknown'
  | undefined {
  const whole = (value: SyntaxNode | undefined) =>
    value ? { value, result: 0, isOneOfSeveral: false } : ('unknown' as const);
  const parent = reference.parent;
  if (parent?.kind === 'literal_element' && parent.fieldName === 'key') {
    const value = parent.parent?.field('value');
    return value?.kind === 'literal_element' ? whole(value.firstNamedChild) : 'unknown';
  }
  if (parent?.kind !== 'selector_expression') return undefined;
  const outer = parent.parent;
  if (outer?.kind === 'unary_expression' && outer.field('operator')?.text === '&') return 'unknown';
  if (outer?.kind !== 'expression_list' || outer.fieldName !== 'left') return undefined;
  const statement = outer.parent;
  const values = statement?.field('right')?.namedChildren ?? [];
  const index = outer.namedChildren.indexOf(parent);
  if (values.length === outer.namedChildren.length) return whole(values[index]);
  return values.length === 1 && values[0]!.kind === 'call_expression'
    ? { value: values[0]!, result: index, isOneOfSeveral: true }
    : 'unknown';
}
