import type { StuckOperation } from '../../flow/goroutines/leaks.ts';
import type { RuleContext, RuleFix } from '../rule.ts';
import { indentOf, startsLine } from './insert.ts';
import { variablesInScope } from './scope.ts';
import { returnZero } from './zero-values.ts';

/** Lets a send or receive that stands alone end with the context that is in scope there. */
export function selectWithContext(stuck: StuckOperation, context: RuleContext): RuleFix | undefined {
  const { file, package: pkg, flow } = context;
  const statement = stuck.node.kind === 'send_statement' ? stuck.node : stuck.node.parent;
  if (statement?.kind !== 'send_statement' && statement?.kind !== 'expression_statement') return undefined;
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
  return {
    title: {
      en: `Leave when the context ends: case <-${ctx.name}.Done()`,
      'zh-cn': `上下文结束时离开：case <-${ctx.name}.Done()`,
    },
    safety: 'suggested',
    edits: [{ file, start: statement.start, end: statement.end, newText: lines.join(`\n${indent}`) }],
    imports: [],
  };
}
