import { homeOf } from '../semantic/home.ts';
import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import { endsInJump } from '../syntax/statements.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { targetsOf } from './assignments.ts';

/**
 * Whether a call only runs when what an earlier run has kept does not do any more: a condition asks a field or a variable of a
 * package that the call sets. `if c.token.expired() { c.login() }`, `if c.token.valid() { return c.token }; c.login()`
 * @param made the functions between the call and what is made
 */
export function isRefresh(pkg: PackageModel, call: SyntaxNode, made: readonly GoFunction[]): boolean {
  const kept = new Set<VarObject>();
  for (const fn of made) for (const object of keptIn(homeOf(pkg, fn), fn.body)) kept.add(object);
  const fn = pkg.functionOf(call);
  for (let node = call; node.parent && node !== fn?.node; node = node.parent) {
    const { parent } = node;
    if (parent.kind === 'if_statement' && /^(consequence|alternative)$/.test(node.fieldName ?? '')) {
      if (asks(pkg, parent, new Set([...kept, ...keptIn(pkg, node)]))) return true;
    } else if (parent.kind === 'statement_list') {
      const behind = new Set([
        ...kept,
        ...parent.namedChildren.flatMap((each) => (each.start >= node.start ? keptIn(pkg, each) : [])),
      ]);
      const isLeft = parent.namedChildren.some(
        (each) =>
          each.end <= node.start &&
          each.kind === 'if_statement' &&
          endsInJump(each.field('consequence')) &&
          asks(pkg, each, behind),
      );
      if (isLeft) return true;
    }
  }
  return false;
}

/** The fields and variables of packages that a part of a program sets. */
function keptIn(pkg: PackageModel, part: SyntaxNode | undefined): VarObject[] {
  const statements = part ? [part, ...part.descendants('assignment_statement')] : [];
  return statements.flatMap((each) =>
    each.kind === 'assignment_statement'
      ? targetsOf(each).flatMap((target) => keptBy(pkg, target) ?? [])
      : [],
  );
}

function keptBy(pkg: PackageModel, place: SyntaxNode): VarObject | undefined {
  const name = place.kind === 'selector_expression' ? place.field('field') : place;
  const object = name && pkg.objectOf(name);
  return object?.kind === 'var' && (object.role === 'field' || object.role === 'package')
    ? object
    : undefined;
}

/** Whether the condition of an `if` mentions something that is kept. */
function asks(pkg: PackageModel, statement: SyntaxNode, kept: ReadonlySet<VarObject>): boolean {
  const condition = statement.field('condition');
  return [
    ...(condition ? [condition, ...condition.descendants('selector_expression', 'identifier')] : []),
  ].some((each) => {
    const object = keptBy(pkg, each);
    return object !== undefined && kept.has(object);
  });
}
