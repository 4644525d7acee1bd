import type { UnboundedCall } from '../../flow/contexts-calls.ts';
import { resultLeaves } from '../../flow/contexts-results.ts';
import type { BlockingCategory } from '../../knowledge/blocking-calls.ts';
import type { GoFunction, PackageModel } from '../../semantic/model.ts';
import { holds } from '../../syntax/statements.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { NodeEdit, RuleContext, RuleFix } from '../rule.ts';
import { importedName } from '../support/imports.ts';
import { insertAfter, insertBefore, startsLine } from '../support/insert.ts';

/** What a context of its own is called where `ctx` is taken. */
const CONTEXT_NAMES: Readonly<Record<BlockingCategory, string>> = {
  http: 'requestCtx',
  sql: 'queryCtx',
  dial: 'dialCtx',
  grpc: 'callCtx',
  exec: 'commandCtx',
};

/**
 * Derives a context with a timeout in front of the statement that hands the context over. None where the context must
 * outlive the function, and none in a loop unless the call is over when its statement is.
 */
export function deadlineFixes(
  found: UnboundedCall,
  { file, package: pkg, flow, config }: RuleContext,
): RuleFix[] {
  const { call, carrier, context, blocking } = found;
  const fn = pkg.functionOf(carrier);
  if (!fn || !found.isOnlyContext || pkg.functionOf(call) !== fn || pkg.fileOf(carrier) !== file) return [];
  const statement = statementOf(carrier);
  if (!statement || !startsLine(file, statement) || hasGoto(fn)) return [];
  if (!isVisibleAt(pkg, context, statement)) return [];
  if (blocking.result === 'tied' && resultLeaves(pkg, call)) return [];

  const graph = flow.graphOf(fn);
  const isLooping = [call, carrier].some((node) => {
    const block = graph.blockOf(node);
    return block === undefined || graph.inLoop(block);
  });
  if (isLooping && !(blocking.result === 'settled' && call === carrier && isPlain(statement))) return [];

  const contextPackage = importedName(pkg, file, 'context', 'context', statement);
  const timePackage = importedName(pkg, file, 'time', 'time', statement);
  if (contextPackage === undefined || timePackage === undefined) return [];
  const taken = namesIn(fn);
  const isFree = (name: string): boolean => !taken.has(name) && pkg.lookup(name, statement) === undefined;
  const name = canReuse(pkg, fn, context, statement, carrier)
    ? context.text
    : firstFree(['ctx', CONTEXT_NAMES[blocking.category]], isFree);
  const cancel = firstFree(['cancel', cancelNameOf(name)], isFree);
  // gofmt sets operators in a list of arguments without spaces
  const timeout = config.fixDefaults.contextTimeout
    .replaceAll(/\btime\./g, `${timePackage}.`)
    .replaceAll(/\s*([*/+-])\s*/g, '$1');
  const derive = `${name}, ${cancel} := ${contextPackage}.WithTimeout(${context.text}, ${timeout})`;

  const before = insertBefore(file, statement, isLooping ? [derive] : [derive, `defer ${cancel}()`]);
  if (!before) return [];
  const edits: NodeEdit[] = [before];
  if (context.text !== name) edits.push({ file, start: context.start, end: context.end, newText: name });
  if (isLooping) edits.push(insertAfter(file, statement, [`${cancel}()`]));
  const limit = config.fixDefaults.contextTimeout;
  return [
    {
      title: isLooping
        ? {
            en: `Give each round its own deadline of ${limit}`,
            'zh-cn': `为每次循环单独设置 ${limit} 的截止时间`,
          }
        : { en: `Give it a deadline of ${limit}`, 'zh-cn': `加上 ${limit} 的截止时间` },
      safety: 'suggested',
      edits,
      imports: [
        { path: 'context', name: contextPackage },
        { path: 'time', name: timePackage },
      ],
    },
  ];
}

/** The statement of a block that holds a node; undefined where a line in front of it would not do. */
function statementOf(node: SyntaxNode): SyntaxNode | undefined {
  let statement = node;
  while (statement.parent && statement.parent.kind !== 'statement_list') {
    statement = statement.parent;
    // evaluated at another time, or over and over
    if (['go_statement', 'defer_statement', 'for_statement', 'communication_case'].includes(statement.kind))
      return undefined;
    if (statement.kind === 'labeled_statement' || statement.kind === 'source_file') return undefined;
  }
  return statement.parent && statement.kind !== 'select_statement' ? statement : undefined;
}

/** A statement that control leaves only downwards. */
function isPlain(statement: SyntaxNode): boolean {
  return ['expression_statement', 'short_var_declaration', 'assignment_statement'].includes(statement.kind);
}

function hasGoto(fn: GoFunction): boolean {
  return holds(fn.node, ['goto_statement']);
}

/** Whether every name of the context expression means the same in front of the statement. */
function isVisibleAt(pkg: PackageModel, context: SyntaxNode, statement: SyntaxNode): boolean {
  for (const identifier of context.descendants('identifier')) {
    const object = pkg.objectOf(identifier);
    if (
      object !== undefined &&
      pkg.lookup(identifier.text, statement) !== object &&
      object.kind !== 'package'
    )
      return false;
  }
  return true;
}

/** Whether a variable can take the deadline itself: nothing after this call uses it for something else. */
function canReuse(
  pkg: PackageModel,
  fn: GoFunction,
  context: SyntaxNode,
  statement: SyntaxNode,
  carrier: SyntaxNode,
): boolean {
  const object = context.kind === 'identifier' ? pkg.objectOf(context) : undefined;
  if (object?.kind !== 'var' || object.function !== fn) return false;
  return pkg
    .referencesTo(object)
    .every(
      (reference) =>
        reference === context ||
        carrier.contains(reference) ||
        (reference.end <= statement.start && pkg.functionOf(reference) === fn),
    );
}

function namesIn(fn: GoFunction): ReadonlySet<string> {
  let top = fn;
  while (top.outer) top = top.outer;
  const names = new Set<string>();
  for (const identifier of top.node.descendants('identifier')) names.add(identifier.text);
  return names;
}

/** `cancelQuery` for `queryCtx`. */
function cancelNameOf(name: string): string {
  const bare = name.replace(/Ctx$/, '');
  return `cancel${bare.charAt(0).toUpperCase()}${bare.slice(1)}`;
}

function firstFree(candidates: readonly string[], isFree: (name: string) => boolean): string {
  const last = candidates[candidates.length - 1]!;
  for (let count = 1; ; count++) {
    const name = candidates[count - 1] ?? `${last}${count}`;
    if (isFree(name)) return name;
  }
}
