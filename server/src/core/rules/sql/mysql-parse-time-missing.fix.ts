import type { MysqlSource } from '../../flow/dsn.ts';
import type { ScanTarget } from '../../flow/scan-targets.ts';
import type { FileModel } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { NodeEdit, RuleContext, RuleFix } from '../rule.ts';
import { insertAfter } from '../support/insert.ts';

export interface Evidence {
  readonly source: MysqlSource;
  readonly anchor: SyntaxNode;
  /** A column that is read into a time. */
  readonly target: ScanTarget | undefined;
  /** Whether the module talks to other databases too, whose rows the target may come from. */
  readonly hasOtherDatabases: boolean;
  /** Whether only the failing scans notice that parseTime is on. */
  readonly onlyTimesChange: boolean;
}

/**
 * Switches parseTime on where the data source is written. Safe when a scan into a time fails today, every other
 * destination of the module is understood and none of them changes, and nothing else is made from the same text.
 */
export function parseTimeFixes(evidence: Evidence, { file }: RuleContext): readonly RuleFix[] {
  const { source, target, hasOtherDatabases, onlyTimesChange } = evidence;
  const edits = editsOf(source, file);
  if (!edits || edits.length === 0) return [];
  const isSafe =
    target !== undefined &&
    source.reading.setting === 'absent' &&
    source.reading.isProved &&
    source.isConstant &&
    !source.leaves &&
    !hasOtherDatabases &&
    onlyTimesChange &&
    (source.kind !== 'dsn' || source.end?.isOnlyUse === true);
  const what = source.kind === 'dsn' ? 'parseTime=true' : 'ParseTime: true';
  return [
    {
      title: {
        en: isSafe
          ? `Set ${what}`
          : `Set ${what} (columns scanned into string or []byte change their format)`,
        'zh-cn': isSafe ? `设置 ${what}` : `设置 ${what}（扫描进 string 或 []byte 的列会改变格式）`,
      },
      safety: isSafe ? 'safe' : 'suggested',
      edits,
      imports: [],
    },
  ];
}

function editsOf(source: MysqlSource, file: FileModel): readonly NodeEdit[] | undefined {
  switch (source.kind) {
    case 'dsn':
      return dsnEdits(source);
    case 'config-literal':
      return literalEdits(source, file);
    case 'new-config':
      return newConfigEdits(source, file);
  }
}

function dsnEdits({ end, reading }: MysqlSource): NodeEdit[] | undefined {
  if (!end) return undefined;
  const { literal, file } = end;
  const content = literal.text.slice(1, -1);
  const replace = (start: number, length: number, newText: string): NodeEdit => ({
    file,
    start: literal.start + 1 + start,
    end: literal.start + 1 + start + length,
    newText,
  });
  if (reading.setting === 'off') {
    const [match, ...others] = content.matchAll(/(?<=[?&]parseTime=)(?:0|false|FALSE|False)(?=&|$)/g);
    return match && others.length === 0 ? [replace(match.index, match[0].length, 'true')] : undefined;
  }
  const question = content.lastIndexOf('?');
  // a parameter whose value comes last: before it, so that what follows keeps its meaning
  if (/%[a-z]$/.test(content) && reading.hasParameters)
    return question < 0 ? undefined : [replace(question + 1, 0, 'parseTime=true&')];
  const separator = !reading.hasParameters ? '?' : /[?&]$/.test(content) ? '' : '&';
  return [replace(content.length, 0, `${separator}parseTime=true`)];
}

/** Adds the field as gofmt writes it: on the line of a literal on one line, else on its own line, aligned with those above. */
function literalEdits({ node, reading }: MysqlSource, file: FileModel): NodeEdit[] | undefined {
  const body = node.field('body');
  const elements = body?.namedChildren ?? [];
  const close = body?.children[body.children.length - 1];
  if (!body || close?.text !== '}') return undefined;
  if (reading.setting === 'off') {
    const given = elements.find((element) => element.field('key')?.text === 'ParseTime')?.field('value');
    return given && [{ file, start: given.start, end: given.end, newText: 'true' }];
  }
  const last = elements[elements.length - 1];
  const first = elements[0];
  if (!last || !first) return [{ file, start: close.start, end: close.start, newText: 'ParseTime: true' }];
  const isOnOneLine = !file.text.slice(last.end, close.start).includes('\n');
  if (isOnOneLine) {
    return file.text.slice(last.end, close.start).includes(',')
      ? undefined
      : [{ file, start: last.end, end: last.end, newText: ', ParseTime: true' }];
  }
  const comma = file.text.indexOf(',', last.end);
  if (comma < 0 || comma > close.start || !ownsLine(file, last)) return undefined;
  const section = alignedWith(file, elements);
  const indent = /^[ \t]*/.exec(file.text.slice(lineStart(file, last)))![0];
  const key = 'ParseTime:';
  const width = Math.max(key.length, ...section.map((element) => keyLength(element)));
  const edits: NodeEdit[] = section.map((element) => {
    const value = element.field('value')!;
    const keyEnd = element.start + keyLength(element);
    return { file, start: keyEnd, end: value.start, newText: ' '.repeat(width - keyLength(element) + 1) };
  });
  const changed = edits.filter((edit) => file.text.slice(edit.start, edit.end) !== edit.newText);
  const lineEnd = file.text.indexOf('\n', last.end);
  const at = file.text[lineEnd - 1] === '\r' ? lineEnd - 1 : lineEnd;
  const padding = ' '.repeat(width - key.length + 1);
  return [...changed, { file, start: at, end: at, newText: `\n${indent}${key}${padding}true,` }];
}

/** `Key:` */
function keyLength(element: SyntaxNode): number {
  return element.field('key')!.text.length + 1;
}

function lineStart(file: FileModel, node: SyntaxNode): number {
  return file.text.lastIndexOf('\n', node.start - 1) + 1;
}

function ownsLine(file: FileModel, element: SyntaxNode): boolean {
  return file.text.slice(lineStart(file, element), element.start).trim() === '';
}

/** The elements at the end whose values gofmt aligns with a new last one: one per line, without a gap, a comment line or a value over several lines. */
function alignedWith(file: FileModel, elements: readonly SyntaxNode[]): SyntaxNode[] {
  const section: SyntaxNode[] = [];
  for (const element of [...elements].reverse()) {
    const below = section[0];
    if (element.text.includes('\n') || !ownsLine(file, element)) break;
    if (below && lineStart(file, below) !== file.text.indexOf('\n', element.end) + 1) break;
    section.unshift(element);
  }
  return section;
}

function newConfigEdits({ node }: MysqlSource, file: FileModel): NodeEdit[] | undefined {
  const list = node.parent;
  const statement = list?.kind === 'expression_list' ? list.parent : undefined;
  const target = statement?.field('left')?.firstNamedChild;
  if (statement?.parent?.kind !== 'statement_list' || !target || target.text === '_') return undefined;
  if (statement.kind !== 'short_var_declaration' && statement.kind !== 'assignment_statement')
    return undefined;
  return [insertAfter(file, statement, [`${target.text}.ParseTime = true`])];
}
