import type { LockLeak } from '../../flow/locks/model.ts';
import { UNLOCK_OF } from '../../knowledge/locks.ts';
import type { PackageModel } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { RuleContext, RuleFix } from '../rule.ts';
import { insertAfter, insertBefore, removeLine, startsLine } from '../support/insert.ts';
import { leavesAtOnce } from '../support/statements.ts';

/** A deferred Unlock where that provably changes nothing else; an Unlock before each return that lacks one otherwise. */
export function fixes(leak: LockLeak, context: RuleContext): readonly RuleFix[] {
  const { file } = context;
  const receiver = leak.site.field('function')?.field('operand')?.text;
  const method = leak.site.field('function')?.field('field')?.text ?? '';
  const counterpart = UNLOCK_OF.get(method);
  // a helper took it: what releases it is not known
  if (!receiver || !counterpart || leak.function.file !== file) return [];
  const unlock = `${receiver}.${counterpart}()`;
  const existing = replaceable(leak, unlock, context);
  if (existing) {
    return [
      {
        title: {
          en: `Unlock on every path: defer ${unlock}`,
          'zh-cn': `在所有路径上解锁：defer ${unlock}`,
        },
        safety: 'safe',
        edits: [
          insertAfter(file, leak.site.parent!, [`defer ${unlock}`]),
          ...existing.map((statement) => removeLine(file, statement)),
        ],
        imports: [],
      },
    ];
  }
  const exits = leak.exits.map((exit) => exit.node);
  const edits = exits.map((exit) =>
    exit.kind === 'return_statement' && startsLine(file, exit) && !needsLock(exit, leak)
      ? insertBefore(file, exit, [unlock])
      : undefined,
  );
  if (!leak.releasedElsewhere || edits.some((edit) => edit === undefined)) return [];
  return [
    {
      title: {
        en: `Unlock before ${edits.length === 1 ? 'the return' : `each of ${edits.length} returns`}: ${unlock}`,
        'zh-cn': `在返回之前解锁：${unlock}`,
      },
      safety: 'suggested',
      edits: edits.filter((edit) => edit !== undefined),
      imports: [],
    },
  ];
}

/**
 * The Unlock statements that one `defer` replaces: the Lock is a statement of the function's own body, no loop goes
 * round it, each Unlock is directly followed by a return (or the end) that runs no code, and no deferred call would
 * now run before the Unlock. Undefined when that is not so.
 */
function replaceable(
  leak: LockLeak,
  unlock: string,
  { package: pkg, flow }: RuleContext,
): readonly SyntaxNode[] | undefined {
  const { body } = leak.function;
  const lock = leak.site.parent;
  if (!body || !leak.releasedElsewhere || lock?.kind !== 'expression_statement') return undefined;
  if (lock.parent?.kind !== 'statement_list' || lock.parent.parent !== body) return undefined;
  const graph = flow.graphOf(leak.function);
  const block = graph.blockOf(leak.site);
  if (!block || graph.inLoop(block)) return undefined;
  if (leak.exits.some((exit) => exit.reason === 'loop' || exit.reason === 'panic')) return undefined;
  const unlocks: SyntaxNode[] = [];
  for (const node of body.descendants(
    'call_expression',
    'defer_statement',
    'func_literal',
    'goto_statement',
  )) {
    if (node.kind === 'goto_statement') return undefined;
    if (pkg.functionOf(node) !== leak.function && node.kind !== 'func_literal') {
      // a literal that unlocks has its own idea of when
      if (node.kind === 'call_expression' && touches(node, leak, pkg)) return undefined;
      continue;
    }
    if (node.kind === 'defer_statement' && node.start > lock.end) return undefined;
    if (node.kind !== 'call_expression' || node === leak.site) continue;
    if (!touches(node, leak, pkg)) continue;
    if (node.text !== unlock || node.parent?.kind !== 'expression_statement') return undefined;
    unlocks.push(node.parent);
  }
  return unlocks.length > 0 && unlocks.every((statement) => leavesAtOnce(statement, body))
    ? unlocks
    : undefined;
}

/** Whether a call is one of the lock's own methods, by whatever name. */
function touches(call: SyntaxNode, leak: LockLeak, pkg: PackageModel): boolean {
  const callee = call.field('function');
  const method = callee?.field('field')?.text ?? '';
  if (!/^(Try)?R?(Un)?[lL]ock/.test(method)) return false;
  const operand = callee?.field('operand');
  const last = operand?.kind === 'selector_expression' ? operand.field('field') : operand;
  const object = last && pkg.objectOf(last);
  return (
    operand?.text === leak.lock.name || (object?.kind === 'var' && object.node === leak.lock.declaration)
  );
}

/** Whether what is returned reads or calls what the lock belongs to. */
function needsLock(exit: SyntaxNode, leak: LockLeak): boolean {
  return exit.tree.identifiersNamed(leak.lock.path.root.name, exit).length > 0;
}
