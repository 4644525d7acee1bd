import type { PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { unwrapped, variable } from './nil-comparison.ts';

/** Ask whether an error is one of a kind (errors/wrap.go, os/error.go): the error stands first. */
const ASKS_KIND: ReadonlySet<string> = new Set([
  'errors.Is',
  'github.com/pkg/errors.Is',
  'os.IsExist',
  'os.IsNotExist',
  'os.IsPermission',
  'os.IsTimeout',
]);

/**
 * Whether a condition asks if an error is one that has a name, and which answer says so: `errors.Is(err, ErrNotFound)`, `err == io.EOF`,
 * `err != io.EOF`. Undefined where it asks for something else.
 */
export function isOfName(pkg: PackageModel, condition: SyntaxNode, error: VarObject): boolean | undefined {
  const node = unwrapped(condition);
  if (node.kind === 'call_expression') {
    const [first] = node.field('arguments')?.namedChildren ?? [];
    const asks = ASKS_KIND.has(pkg.calleeOf(node)?.id ?? '');
    return asks && first !== undefined && variable(pkg, first) === error ? true : undefined;
  }
  const operator = node.kind === 'binary_expression' ? node.field('operator')?.text : undefined;
  if (operator !== '==' && operator !== '!=') return undefined;
  const sides = [node.field('left'), node.field('right')];
  const other = sides.find((side) => !side || variable(pkg, side) !== error);
  const isAsked = sides.some((side) => side !== undefined && variable(pkg, side) === error);
  return isAsked && other !== undefined && isVariableOfPackage(pkg, other) ? operator === '==' : undefined;
}

/** Whether an expression is a variable at package level, such as `io.EOF`: what libraries declare is taken for one too. */
function isVariableOfPackage(pkg: PackageModel, expression: SyntaxNode): boolean {
  const node = unwrapped(expression);
  const name = node.kind === 'selector_expression' ? node.field('field') : node;
  if (node.kind !== 'selector_expression' && node.kind !== 'identifier') return false;
  const object = name && pkg.objectOf(name);
  if (object?.kind === 'var') return object.role === 'package';
  return object === undefined && node.kind === 'selector_expression';
}
