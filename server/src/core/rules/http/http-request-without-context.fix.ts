import { nilComparison } from '../../flow/nil-comparison.ts';
import type { RequestWithoutContext } from '../../flow/sent-requests.ts';
import { outermost } from '../../semantic/declarations.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { NodeEdit, RuleContext, RuleFix } from '../rule.ts';
import { importedName } from '../support/imports.ts';
import { insertBefore, startsLine } from '../support/insert.ts';

/**
 * Gives a request a context: in the call of NewRequest, or with a request of its own in place of Get, Head and Post, whose
 * error goes the way of the error of the call.
 */
export function sendWithContext(
  { call, isMaker }: RequestWithoutContext,
  context: string,
  given: RuleContext,
): readonly RuleFix[] {
  if (call.kind !== 'call_expression') return [];
  // what is sent there is a request of net/http
  const isPlain = given.package.calleeOf(call)?.id.startsWith('net/http.') === true;
  const http = isPlain ? importedName(given.package, given.file, 'net/http', 'http', call) : undefined;
  if (!isMaker && http === undefined) return [];
  const edits = isMaker ? maker(call, context, given) : direct(call, context, http!, given);
  if (!edits) return [];
  return [
    {
      title: {
        en: `Send it with ${context}, so that it ends when that does`,
        'zh-cn': `用 ${context} 发送，它结束时请求随之取消`,
      },
      safety: 'suggested',
      edits,
      imports: http === undefined ? [] : [{ path: 'net/http', name: http }],
    },
  ];
}

function maker(call: SyntaxNode, context: string, { file }: RuleContext): readonly NodeEdit[] | undefined {
  const name = call.field('function')?.field('field');
  const first = call.field('arguments')?.firstNamedChild;
  if (!name || !first) return undefined;
  return [
    { file, start: name.start, end: name.end, newText: 'NewRequestWithContext' },
    { file, start: first.start, end: first.start, newText: `${context}, ` },
  ];
}

function direct(
  call: SyntaxNode,
  context: string,
  http: string,
  { file, package: pkg }: RuleContext,
): readonly NodeEdit[] | undefined {
  const target = call.field('function');
  const operand = target?.field('operand');
  const method = target?.field('field')?.text ?? '';
  const [url, type, body] = call.field('arguments')?.namedChildren.map(asOneOfSeveral) ?? [];
  const isPost = method === 'Post';
  if (!operand || url === undefined || method === 'PostForm' || call.text.includes('\n')) return undefined;
  if (isPost && (type === undefined || body === undefined)) return undefined;

  const statement = call.parent?.kind === 'expression_list' ? call.parent.parent : undefined;
  const [response, error] = statement?.field('left')?.namedChildren ?? [];
  if (statement?.kind !== 'short_var_declaration' || statement.parent?.kind !== 'statement_list')
    return undefined;
  if (!response || error?.kind !== 'identifier' || error.text === '_') return undefined;
  const object = pkg.objectOf(response);
  // without a new name on its left it could not be declared once the error is there
  if (object?.kind !== 'var' || object.node !== response || !startsLine(file, statement)) return undefined;
  const check = errorCheckAfter(statement, error, { file, package: pkg });
  if (!check || file.tree.identifiersNamed(response.text, check).length > 0) return undefined;

  const fn = outermost(pkg.functionOf(call));
  const name = ['req', 'request', 'outgoing'].find(
    (each) =>
      fn &&
      pkg.lookup(each, statement) === undefined &&
      file.tree.identifiersNamed(each, fn.node).length === 0,
  );
  if (name === undefined) return undefined;
  const before = insertBefore(file, statement, [
    `${name}, ${error.text} := ${http}.NewRequestWithContext(${context}, ${http}.Method${method}, ${url}, ${isPost ? body : 'nil'})`,
    check.text,
    ...(isPost ? [`${name}.Header.Set("Content-Type", ${type})`] : []),
  ]);
  const isFunction = operand.kind === 'identifier' && pkg.objectOf(operand)?.kind === 'package';
  const sender = isFunction ? `${operand.text}.DefaultClient` : operand.text;
  return before && [before, { file, start: call.start, end: call.end, newText: `${sender}.Do(${name})` }];
}

/** An argument as gofmt writes it beside others: `address+"/page"` (go/printer/nodes.go, cutoff: depth > 1). */
function asOneOfSeveral(argument: SyntaxNode): string {
  const [left, right] = [argument.field('left'), argument.field('right')];
  const isSum = argument.kind === 'binary_expression' && argument.field('operator')?.text === '+';
  return isSum && left && right ? `${asOneOfSeveral(left)}+${asOneOfSeveral(right)}` : argument.text;
}

/** The `if err != nil { ... }` that follows a statement. */
function errorCheckAfter(
  statement: SyntaxNode,
  error: SyntaxNode,
  { file, package: pkg }: Pick<RuleContext, 'file' | 'package'>,
): SyntaxNode | undefined {
  const list = statement.parent!.namedChildren;
  const check = list[list.indexOf(statement) + 1];
  if (check?.kind !== 'if_statement' || check.field('initializer') || check.field('alternative'))
    return undefined;
  const condition = check.field('condition');
  const comparison = condition && nilComparison(pkg, condition);
  const isOfError =
    comparison?.isWhole === true && !comparison.equal && comparison.object === pkg.objectOf(error);
  return isOfError && startsLine(file, check) ? check : undefined;
}
