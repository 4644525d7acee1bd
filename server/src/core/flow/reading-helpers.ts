import type { PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isAssignedWhole } from './assignments.ts';
import { homeOf } from './graphs.ts';
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

/** Whether a function loops on the Next of a parameter without a way out of the loop but the end of the function. */
function loopsOverRows(pkg: PackageModel, rows: VarObject): boolean {
  const loops = pkg.referencesTo(rows).flatMap(({ parent }) => {
    const isNext = parent?.kind === 'selector_expression' && parent.field('field')?.text === 'Next';
    const call = isNext ? parent.parent : undefined;
    const loop = call?.parent?.kind === 'for_statement' ? call.parent : call?.parent?.parent;
    return loop?.kind === 'for_statement' && call && !loop.field('body')?.contains(call) ? [loop] : [];
  });
  return (
    loops.length > 0 &&
    loops.every((loop) => [...loop.descendants('break_statement', 'goto_statement')].length === 0)
  );
}
