import { isExportedFunction } from '../../semantic/exported.ts';
import type { GoFunction, PackageModel } from '../../semantic/model.ts';
import { statementsOf } from '../../syntax/statements.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { RuleContext, RuleFix } from '../rule.ts';
import { importedName } from './imports.ts';
import { indentOf } from './insert.ts';

/**
 * A deferred `recover` that logs the panic with its stack, as the first statement of what a goroutine runs. Undefined for a function
 * that is also called otherwise, and where somebody would wait forever for what the rest of the body no longer does.
 */
export function recoverAtHead(
  start: SyntaxNode,
  fn: GoFunction,
  { file, package: pkg }: RuleContext,
): Pick<RuleFix, 'edits' | 'imports'> | undefined {
  const { body } = fn;
  if (!body || fn.file !== file || isAwaited(pkg, fn, body)) return undefined;
  const isLiteral = fn.node.kind === 'func_literal';
  if (!isLiteral && (isExportedFunction(fn) || !isOnlyStarted(pkg, fn))) return undefined;
  const log = importedName(pkg, file, 'log', 'log', body);
  const debug = importedName(pkg, file, 'runtime/debug', 'debug', body);
  if (log === undefined || debug === undefined) return undefined;
  const indent = indentOf(file, isLiteral ? lineHead(start) : fn.node);
  const lines = [
    'defer func() {',
    '\tif p := recover(); p != nil {',
    `\t\t${log}.Printf("panic: %v\\n%s", p, ${debug}.Stack())`,
    '\t}',
    '}()',
  ];
  const newText = lines.map((line) => `\n${indent}\t${line}`).join('');
  const imports = [
    { path: 'log', name: log },
    { path: 'runtime/debug', name: debug },
  ];
  const statements = statementsOf(body);
  const open = body.start + 1;
  if (body.text.includes('\n')) {
    // a comment may stand behind the brace
    const lineEnd = file.text.indexOf('\n', open);
    if (!/^[ \t\r]*(?:\/\/.*)?$/.test(file.text.slice(open, lineEnd))) return undefined;
    const at = file.text[lineEnd - 1] === '\r' ? lineEnd - 1 : lineEnd;
    return { edits: [{ file, start: at, end: at, newText }], imports };
  }
  const [only] = statements;
  if (!only || statements.length > 1) return undefined;
  return {
    edits: [
      {
        file,
        start: open,
        end: body.end - 1,
        newText: `${newText}\n${indent}\t${only.text}\n${indent}`,
      },
    ],
    imports,
  };
}

/** What begins the line of a start: the statement that it stands in. */
function lineHead(start: SyntaxNode): SyntaxNode {
  let node = start;
  while (node.parent && node.parent.kind !== 'statement_list') node = node.parent;
  return node;
}

function isOnlyStarted(pkg: PackageModel, fn: GoFunction): boolean {
  const name = fn.node.field('name');
  const object = name && pkg.objectOf(name);
  const calls = pkg.callsTo(fn);
  if (!object || calls.some((call) => call.parent?.kind !== 'go_statement')) return false;
  return pkg.referencesTo(object).length === calls.length + 1;
}

/** Whether a function sends, closes, counts down or unlocks other than by `defer`. */
function isAwaited(pkg: PackageModel, fn: GoFunction, body: SyntaxNode): boolean {
  for (const node of body.descendants('send_statement', 'call_expression')) {
    if (pkg.functionOf(node) !== fn || node.parent?.kind === 'defer_statement') continue;
    if (node.kind === 'send_statement') return true;
    const id = pkg.calleeOf(node)?.id ?? '';
    if (id === 'close' || /^sync\.(?:WaitGroup\.Done|(?:RW)?Mutex\.R?Unlock|Cond\.)/.test(id)) return true;
  }
  return false;
}
