import type { StuckOperation } from '../../flow/goroutines/leaks.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { NodeEdit, RuleContext, RuleFix } from '../rule.ts';
import { indentOf, startsLine } from './insert.ts';
import { variablesInScope } from './scope.ts';
import { returnZero } from './zero-values.ts';

/** Lets every send, or every receive, of a goroutine on one channel end with the context that is in scope there. */
export function selectWithContext(stuck: StuckOperation, context: RuleContext): RuleFix | undefined {
  const { package: pkg } = context;
  if (stuck.dropped || stuck.kind === 'range') return undefined;
  const fn = pkg.functionOf(stuck.node);
  const edits: NodeEdit[] = [];
  let name: string | undefined;
  for (const operation of stuck.channel.operations) {
    const isSame = (operation.kind === 'send') === (stuck.kind === 'send') && operation.kind !== 'close';
    if (!isSame || pkg.functionOf(operation.node) !== fn) continue;
    const statement = operation.kind === 'send' ? operation.node : operation.node.parent;
    if (statement?.parent?.kind === 'communication_case') continue; // it has a choice already
    const one = statement && orCancelled(statement, context);
    if (!one || (name !== undefined && name !== one.name)) return undefined;
    name = one.name;
    edits.push(one.edit);
  }
  if (name === undefined) return undefined;
  return {
    title: {
      en: `Leave when the context ends: case <-${name}.Done()`,
      'zh-cn': `上下文结束时离开：case <-${name}.Done()`,
    },
    safety: 'suggested',
    edits,
    imports: [],
  };
}

/** A send or receive that stands alone as a case of a select, beside the end of the context. */
function orCancelled(
  statement: SyntaxNode,
  context: RuleContext,
): { name: string; edit: NodeEdit } | undefined {
  const { file, package: pkg, flow } = context;
  if (statement.kind !== 'send_statement' && statement.kind !== 'expression_statement') return undefined;
  if (pkg.fileOf(statement) !== file || !startsLine(file, statement)) return undefined;
  if (statement.text.includes('\n') || statement.parent?.kind === 'labeled_statement') return undefined;
  const fn = pkg.functionOf(statement);
  const ctx = variablesInScope(pkg, file, 'context.Context', statement).find((object) => {
    const mention = pkg.referencesTo(object)[0];
    return !mention || !flow.isNeverCancelled(mention);
  });
  if (!fn || !ctx) return undefined;
  const indent = indentOf(file, statement);
  const lines = [
    'select {',
    `case ${statement.text}:`,
    `case <-${ctx.name}.Done():`,
    `\t${returnZero(fn, pkg, `${ctx.name}.Err()`)}`,
    '}',
  ];
  const newText = lines.join(`\n${indent}`);
  return { name: ctx.name, edit: { file, start: statement.start, end: statement.end, newText } };
}
