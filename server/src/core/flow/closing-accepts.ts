import { homeOf } from '../semantic/home.ts';
import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { methodOfMade } from './made-types.ts';
import { unwrapped, variable } from './nil-comparison.ts';
import { originsOf } from './origins.ts';

/**
 * Whether a connection comes from a listener of the program that also gives back connections which it has closed itself, as one
 * with a limit on their number does.
 * @param call of Accept
 */
export function mayAcceptClosed(pkg: PackageModel, call: SyntaxNode): boolean {
  const callee = pkg.calleeOf(call);
  if (!callee?.receiver || call.field('function')?.field('field')?.text !== 'Accept') return false;
  const methods = callee.function ? [callee.function] : acceptsOf(pkg, callee.receiver);
  return methods.some((method) => givesClosed(homeOf(pkg, method), method));
}

/** The Accept methods of the types of the program that a listener is made as. */
function acceptsOf(pkg: PackageModel, listener: SyntaxNode): readonly GoFunction[] {
  return (originsOf(pkg, listener, { fields: true })?.all ?? []).flatMap(({ node }) => {
    const method = methodOfMade(pkg, node, 'Accept');
    return method ? [method] : [];
  });
}

/** Whether a function returns a value behind a call of its Close, in the same list of statements. */
function givesClosed(pkg: PackageModel, { body }: GoFunction): boolean {
  return [...(body?.descendants('return_statement') ?? [])].some((statement) => {
    const first = statement.firstNamedChild?.firstNamedChild;
    const object = first && variable(pkg, unwrapped(first));
    const list = statement.parent;
    return object !== undefined && list !== undefined && closesBefore(pkg, list, statement, object);
  });
}

function closesBefore(
  pkg: PackageModel,
  list: SyntaxNode,
  statement: SyntaxNode,
  object: VarObject,
): boolean {
  return list.namedChildren.some((each) =>
    each.start >= statement.start
      ? false
      : [...each.descendants('call_expression')].some((call) => {
          const method = call.field('function');
          const operand = method?.field('field')?.text === 'Close' ? method.field('operand') : undefined;
          return operand !== undefined && variable(pkg, operand) === object;
        }),
  );
}
