import type { MysqlSource } from '../../flow/dsn.ts';
import type { ScanTarget } from '../../flow/scan-targets.ts';
import type { FileModel } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { NodeEdit, RuleContext, RuleFix } from '../rule.ts';
import { insertAfter } from '../support/insert.ts';
import { addField, replaceFieldValue } from '../support/literal-field.ts';

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

function literalEdits({ node, reading }: MysqlSource, file: FileModel): NodeEdit[] | undefined {
  return reading.setting === 'off'
    ? replaceFieldValue(file, node, 'ParseTime', 'true')
    : addField(file, node, 'ParseTime', 'true');
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
