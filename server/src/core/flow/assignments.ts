import type { SyntaxNode } from '../syntax/tree.ts';

/** Whether an identifier stands alone on the left of an assignment (or declares). */
export function isAssignedWhole(identifier: SyntaxNode): boolean {
  const parent = identifier.parent;
  if (parent?.kind === 'expression_list') return parent.fieldName === 'left';
  return parent?.kind === 'var_spec' && identifier.fieldName === 'name';
}

/** One target of an assignment or declaration. */
export interface Assignment {
  readonly target: SyntaxNode;
  /** The expression whose value it gets, where one can be told. */
  readonly value: SyntaxNode | undefined;
  /** Whether it is declared without a value. */
  readonly isZero: boolean;
}

const ASSIGNMENTS = new WeakMap<SyntaxNode, readonly Assignment[]>();

/** Targets of the assignments in a statement; literals are not entered. */
export function assignmentsOf(node: SyntaxNode): readonly Assignment[] {
  let found = ASSIGNMENTS.get(node);
  if (!found) {
    found = findAssignments(node);
    ASSIGNMENTS.set(node, found);
  }
  return found;
}

function findAssignments(node: SyntaxNode): Assignment[] {
  const result: Assignment[] = [];
  const add = (
    targets: readonly SyntaxNode[],
    values: readonly SyntaxNode[] | undefined,
    isZero = false,
  ): void => {
    targets.forEach((target, index) => {
      result.push({ target, value: values?.length === targets.length ? values[index] : undefined, isZero });
    });
  };
  switch (node.kind) {
    case 'short_var_declaration':
    case 'receive_statement':
      add(node.field('left')?.namedChildren ?? [], node.field('right')?.namedChildren);
      break;
    case 'assignment_statement':
      add(
        node.field('left')?.namedChildren ?? [],
        node.field('operator')?.text === '=' ? node.field('right')?.namedChildren : undefined,
      );
      break;
    case 'range_clause':
      add(node.field('left')?.namedChildren ?? [], undefined);
      break;
    case 'var_declaration':
      for (const spec of node.descendants('var_spec')) {
        const values = spec.field('value');
        add(spec.fieldAll('name'), values?.namedChildren, !values);
      }
      break;
    case 'inc_statement':
    case 'dec_statement':
      add(node.namedChildren, undefined);
      break;
    default:
  }
  return result;
}

/** What an identifier is assigned where it is an assignment's target: no value for `+=`, range and zero values that are set elsewhere. */
export function assignedTo(
  identifier: SyntaxNode,
): { readonly value: SyntaxNode | undefined; readonly index: number } | undefined {
  const parent = identifier.parent;
  if (parent?.kind === 'var_spec' && identifier.fieldName === 'name') {
    const values = parent.field('value')?.namedChildren;
    if (!values) return undefined; // the zero value is no origin
    return pick(values, parent.fieldAll('name'), identifier);
  }
  if (parent?.kind !== 'expression_list' || parent.fieldName !== 'left') return undefined;
  const statement = parent.parent;
  if (statement?.kind !== 'short_var_declaration' && statement?.kind !== 'assignment_statement')
    return { value: undefined, index: 0 };
  if (statement.kind === 'assignment_statement' && statement.field('operator')?.text !== '=')
    return { value: undefined, index: 0 };
  return pick(statement.field('right')?.namedChildren ?? [], parent.namedChildren, identifier);
}

function pick(
  values: readonly SyntaxNode[],
  targets: readonly SyntaxNode[],
  target: SyntaxNode,
): { value: SyntaxNode | undefined; index: number } {
  const index = targets.indexOf(target);
  if (values.length === targets.length) return { value: values[index], index: 0 };
  return { value: values.length === 1 ? values[0] : undefined, index };
}

/** The call that a statement consists of, or whose results it assigns. */
export function onlyCall(node: SyntaxNode): SyntaxNode | undefined {
  const isAssignment = node.kind === 'short_var_declaration' || node.kind === 'assignment_statement';
  const values = isAssignment ? node.field('right')?.namedChildren : undefined;
  const call =
    node.kind === 'expression_statement'
      ? node.firstNamedChild
      : values?.length === 1
        ? values[0]
        : undefined;
  return call?.kind === 'call_expression' ? call : undefined;
}

/** The left side of an assignment or declaration. */
export function targetsOf(statement: SyntaxNode | undefined): readonly SyntaxNode[] {
  if (statement?.kind === 'var_spec') return statement.fieldAll('name');
  if (statement?.kind !== 'short_var_declaration' && statement?.kind !== 'assignment_statement') return [];
  return statement.field('left')?.namedChildren ?? [];
}
