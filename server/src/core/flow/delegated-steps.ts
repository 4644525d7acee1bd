import { homeOf } from '../semantic/home.ts';
import type { PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { unwrapped, variable } from './nil-comparison.ts';

/**
 * The name of the method of a field whose answer a call gives: a method of the program that returns it, or false, `func (r *Rows)
 * Next() bool { return r.rows.Next() }`. Undefined where it may say no for another reason.
 * @param field of the receiver
 */
export function stepOfField(pkg: PackageModel, call: SyntaxNode, field: string): string | undefined {
  const fn = pkg.calleeOf(call)?.function;
  if (!fn?.body || !fn.receiver || fn.results[0]) return undefined;
  const home = homeOf(pkg, fn);
  pkg.program.memory.usesText(fn);
  const names = new Set<string>();
  for (const statement of fn.body.descendants('return_statement')) {
    if (home.functionOf(statement) !== fn) continue;
    const value = statement.firstNamedChild?.firstNamedChild;
    const node = value && unwrapped(value);
    if (node?.kind === 'false') continue;
    const method = node?.kind === 'call_expression' ? node.field('function') : undefined;
    const operand = method?.kind === 'selector_expression' ? method.field('operand') : undefined;
    const holder = operand?.kind === 'selector_expression' ? operand.field('operand') : undefined;
    const isOwn = holder && variable(home, holder) === fn.receiver && operand?.field('field')?.text === field;
    if (!method || !isOwn) return undefined;
    names.add(method.field('field')?.text ?? '');
  }
  return names.size === 1 ? [...names][0] : undefined;
}
