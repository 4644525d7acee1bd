import { homeOf } from '../semantic/home.ts';
import type { PackageModel, VarObject } from '../semantic/model.ts';
import type { NodeKind } from '../syntax/kinds.ts';
import { statementsOf } from '../syntax/statements.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isAssignedWhole } from './assignments.ts';
import type { OwnedResource } from './model.ts';
import { variable } from './nil-comparison.ts';

/**
 * Whether rows are given to a function of the program that calls Next on them until there is none left: what leaves it before is an
 * error, and Next closes them at the end (database/sql/sql.go, Rows.Next).
 */
export function isReadByHelper(pkg: PackageModel, { name, acquisition }: OwnedResource): boolean {
  const object = name && variable(pkg, name);
  if (!object) return false;
  const later = pkg.referencesTo(object).filter(({ start }) => start > acquisition.end);
  const again = later.find(isAssignedWhole)?.start ?? Number.POSITIVE_INFINITY;
  return later.some((mention) => mention.start < again && isReadBy(pkg, mention));
}

function isReadBy(pkg: PackageModel, argument: SyntaxNode): boolean {
  const list = argument.parent;
  const call = list?.kind === 'argument_list' ? list.parent : undefined;
  const fn = call?.kind === 'call_expression' ? pkg.calleeOf(call)?.function : undefined;
  const parameter = fn?.parameters[list?.namedChildren.indexOf(argument) ?? -1];
  return fn !== undefined && parameter !== undefined && loopsOverRows(homeOf(pkg, fn), parameter);
}

/** Whether a function loops on the Next of a parameter, and leaves the loop before the end only where it could not read a row. */
function loopsOverRows(pkg: PackageModel, rows: VarObject): boolean {
  const mentions = pkg.referencesTo(rows);
  const loops = mentions.flatMap(({ parent }) => {
    const isNext = parent?.kind === 'selector_expression' && parent.field('field')?.text === 'Next';
    const call = isNext ? parent.parent : undefined;
    const loop = call?.parent?.kind === 'for_statement' ? call.parent : call?.parent?.parent;
    return loop?.kind === 'for_statement' && call && !loop.field('body')?.contains(call) ? [loop] : [];
  });
  return loops.length > 0 && loops.every((loop) => leavesUnreadOnly(loop, mentions));
}

/** Whether the ways out of a loop stand before, or right behind, the last use of the rows: what a row holds ends nothing. */
function leavesUnreadOnly(loop: SyntaxNode, mentions: readonly SyntaxNode[]): boolean {
  const statements = statementsOf(loop.field('body'));
  const isUse = (each: SyntaxNode): boolean => mentions.some((mention) => each.contains(mention));
  const behind = statements.slice(statements.findLastIndex(isUse) + 2);
  const leaves = (node: SyntaxNode, ...kinds: NodeKind[]): boolean =>
    [node, ...node.descendants(...kinds)].some(({ kind }) => kinds.includes(kind));
  return (
    !leaves(loop, 'break_statement', 'goto_statement') &&
    !behind.some((each) => leaves(each, 'return_statement'))
  );
}
