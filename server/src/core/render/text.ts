import {
  type AnalysisResult,
  type Finding,
  type Locale,
  type NotAnalysed,
  SEVERITIES,
  type Severity,
} from '../finding.ts';
import { fill, metaOf, renderCard } from './card.ts';

export const SEVERITY_WORDS: Readonly<Record<Locale, Readonly<Record<Severity, string>>>> = {
  en: { error: 'error', warning: 'warning', info: 'info', hint: 'hint' },
  'zh-cn': { error: '错误', warning: '警告', info: '信息', hint: '提示' },
};

export const REASONS: Readonly<Record<Locale, Readonly<Record<NotAnalysed['reason'], string>>>> = {
  en: {
    'syntax-error': 'syntax error',
    'too-large': 'too large',
    'not-utf8': 'not UTF-8',
    generated: 'generated',
    unreadable: 'cannot be read',
    budget: 'too many paths',
    'rule-budget': 'too much to look at, given up',
    'parser-failure': 'the parser gave up',
  },
  'zh-cn': {
    'syntax-error': '语法错误',
    'too-large': '文件过大',
    'not-utf8': '不是 UTF-8 编码',
    generated: '生成的代码',
    unreadable: '无法读取',
    budget: '路径过多',
    'rule-budget': '要查看的内容过多，已放弃',
    'parser-failure': '解析器放弃',
  },
};

export interface TextContext {
  readonly locale: Locale;
  readonly relative: (path: string) => string;
  readonly textOf: (path: string) => string | undefined;
  /** Whether the whole card follows each finding, as in the self-check. */
  readonly cards: boolean;
}

/** Findings for a terminal: position, message, the line with a marker, and the failure chain. */
export function renderText(findings: readonly Finding[], context: TextContext): string {
  return findings.map((finding) => textFinding(finding, context)).join('\n');
}

function textFinding(finding: Finding, context: TextContext): string {
  const { locale } = context;
  const { place } = finding;
  const position = `${context.relative(place.file)}:${place.start.line + 1}:${place.start.character + 1}`;
  const lines = [
    `${position}: ${finding.severity} ${finding.rule}: ${finding.message[locale]}`,
    ...codeFrame(finding, context),
  ];
  for (const related of finding.related) {
    const at = related.place;
    lines.push(`    ${context.relative(at.file)}:${at.start.line + 1}: ${related.message[locale]}`);
  }
  if (context.cards) lines.push(indent(renderCard(finding, locale, 'text')));
  else if (finding.lowered) lines.push(`    → ${finding.lowered[locale].replaceAll('`', '')}`);
  else {
    const chain = metaOf(finding.rule)?.card[locale].chain ?? [];
    if (chain.length > 0)
      lines.push(`    → ${fill(chain[chain.length - 1]!, finding.facts, locale).replaceAll('`', '')}`);
  }
  const fix = finding.fixes[0];
  if (fix) {
    const safe = fix.safety === 'safe';
    const word =
      locale === 'en'
        ? safe
          ? 'fix available (--fix)'
          : 'suggestion'
        : safe
          ? '可自动修复（--fix）'
          : '建议';
    lines.push(`    ${word}: ${fix.title[locale]}`);
  }
  return `${lines.join('\n')}\n`;
}

function codeFrame(finding: Finding, context: TextContext): string[] {
  const line = context.textOf(finding.place.file)?.split('\n')[finding.place.start.line]?.replace(/\r$/, '');
  if (line === undefined) return [];
  const number = String(finding.place.start.line + 1);
  const before = line.slice(0, finding.place.start.character).replaceAll(/[^\t]/g, ' ');
  const marks = '^'.repeat(Math.max(1, finding.place.end.character - finding.place.start.character));
  return [`  ${number} | ${line}`, `  ${' '.repeat(number.length)} | ${before}${marks}`];
}

function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');
}

/** A file, or a function or rule of one, that was not judged, and why. */
export function notAnalysedLine(
  entry: NotAnalysed,
  { locale, relative }: Pick<TextContext, 'locale' | 'relative'>,
): string {
  return `${relative(entry.file)}${entry.function ? ` ${entry.function}` : ''}${entry.rule ? ` ${entry.rule}` : ''}: ${REASONS[locale][entry.reason]}`;
}

/** The last lines of a run: how many findings of which severity in how many files, and what was not analysed. */
export function renderSummary(
  result: AnalysisResult,
  { locale, relative }: Pick<TextContext, 'locale' | 'relative'>,
): string {
  const counts = [...SEVERITIES]
    .reverse()
    .map((severity) => ({ severity, n: result.findings.filter((f) => f.severity === severity).length }))
    .filter(({ n }) => n > 0)
    .map(({ severity, n }) => {
      const isPlural = locale === 'en' && n > 1 && severity !== 'info';
      return `${n} ${SEVERITY_WORDS[locale][severity]}${isPlural ? 's' : ''}`;
    });
  const n = result.findings.length;
  const files = result.stats.files;
  const detail =
    counts.length === 0 ? '' : locale === 'en' ? ` (${counts.join(', ')})` : `（${counts.join('，')}）`;
  const lines = [
    locale === 'en'
      ? `${n} finding${n === 1 ? '' : 's'}${detail} in ${files} file${files === 1 ? '' : 's'}`
      : `${files} 个文件中有 ${n} 个问题${detail}`,
  ];
  if (result.notAnalysed.length > 0) {
    lines.push(locale === 'en' ? 'not analysed:' : '未分析：');
    for (const entry of result.notAnalysed) lines.push(`  ${notAnalysedLine(entry, { locale, relative })}`);
  }
  return `${lines.join('\n')}\n`;
}
