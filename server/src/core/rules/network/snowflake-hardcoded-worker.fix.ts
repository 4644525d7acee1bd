import { nilComparison, variable } from '../../flow/nil-comparison.ts';
import type { PackageModel } from '../../semantic/model.ts';
import { givesError } from '../../semantic/types.ts';
import { endsInJump, statementsOf } from '../../syntax/statements.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { RuleContext, RuleFix } from '../rule.ts';
import { importedName } from '../support/imports.ts';
import { insertBefore } from '../support/insert.ts';
import { returnZero } from '../support/zero-values.ts';

const VARIABLE = 'WORKER_ID';
const NAME = 'workerID';

/**
 * Reads the number from the environment before `node, err := NewNode(1)`, as long as its error can be answered there: the
 * function gives an error, or the check that follows leaves it without the node.
 */
export function environmentFixes(
  call: SyntaxNode,
  number: SyntaxNode,
  context: RuleContext,
): readonly RuleFix[] {
  const { file, package: pkg } = context;
  const fn = pkg.functionOf(call);
  const declaration = call.parent?.parent;
  if (!fn || declaration?.kind !== 'short_var_declaration' || !isReplaceable(pkg, number)) return [];
  const [node, error] = declaration.field('left')?.namedChildren ?? [];
  const made = node && variable(pkg, node);
  // `:=` behind the inserted one needs a new variable of its own
  if (!made || made.node !== node || error?.kind !== 'identifier' || error.text === '_') return [];
  const strconv = importedName(pkg, file, 'strconv', 'strconv', call);
  const os = importedName(pkg, file, 'os', 'os', call);
  const fmt = importedName(pkg, file, 'fmt', 'fmt', call);
  if (!strconv || !os || pkg.lookup(NAME, call) || mentions(fn.node, NAME)) return [];

  let answer: readonly string[] | undefined;
  const isReturned = givesError(pkg.signatureOf(fn)) && fmt !== undefined;
  if (isReturned) answer = [`\t${returnZero(fn, pkg, `${fmt}.Errorf("${VARIABLE}: %w", ${error.text})`)}`];
  else answer = checkAfter(context, declaration, error, node);
  if (!answer) return [];
  const before = insertBefore(file, declaration, [
    `${NAME}, ${error.text} := ${strconv}.ParseInt(${os}.Getenv("${VARIABLE}"), 10, 64)`,
    `if ${error.text} != nil {`,
    ...answer,
    '}',
  ]);
  if (!before) return [];
  return [
    {
      title: {
        en: `Read the node ID from the environment: ${VARIABLE}, different in each instance`,
        'zh-cn': `从环境变量 ${VARIABLE} 读取节点号，每个实例各不相同`,
      },
      safety: 'suggested',
      edits: [before, { file, start: number.start, end: number.end, newText: NAME }],
      imports: ['strconv', 'os', ...(isReturned ? ['fmt'] : [])].map((path) => ({ path, name: path })),
    },
  ];
}

/** Whether nothing is left unused when an expression goes: a number, or a name of the package. */
function isReplaceable(pkg: PackageModel, number: SyntaxNode): boolean {
  if (number.kind === 'int_literal') return true;
  const object = number.kind === 'identifier' ? pkg.objectOf(number) : undefined;
  return object?.kind === 'const' || (object?.kind === 'var' && object.role === 'package');
}

/** The lines of the check that follows, where it leaves the function and says nothing of the node. */
function checkAfter(
  { package: pkg, flow }: RuleContext,
  declaration: SyntaxNode,
  error: SyntaxNode,
  node: SyntaxNode,
): readonly string[] | undefined {
  const siblings = declaration.parent?.namedChildren ?? [];
  const next = siblings[siblings.indexOf(declaration) + 1];
  const condition = next?.kind === 'if_statement' ? next.field('condition') : undefined;
  if (!next || next.field('initializer') || next.field('alternative')) return undefined;
  const comparison = condition && nilComparison(pkg, condition);
  if (!comparison?.isWhole || comparison.equal || comparison.object !== variable(pkg, error))
    return undefined;
  const body = next.field('consequence');
  const [only, ...others] = statementsOf(body);
  if (!body || !only || others.length > 0 || only.text.includes('\n') || mentions(body, node.text))
    return undefined;
  const call = only.kind === 'expression_statement' ? only.firstNamedChild : undefined;
  const isEnd = call?.kind === 'call_expression' && flow.neverReturns(call);
  return isEnd || endsInJump(body, 'goto_statement') ? [`\t${only.text}`] : undefined;
}

function mentions(below: SyntaxNode, name: string): boolean {
  return [...below.descendants('identifier')].some((identifier) => identifier.text === name);
}
