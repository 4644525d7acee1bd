import type { Locale } from '../finding.ts';
import type { LineReport } from './index.ts';
import type { Remark } from './values.ts';

const WORDS = {
  en: {
    findings: 'Findings:',
    none: 'No finding on this line.',
    confidence: 'confidence',
    value: 'Value:',
    mentioned: 'Value acquired elsewhere:',
    topics: {
      select: 'Select:',
      channel: 'Channel:',
      context: 'Contexts:',
      pool: 'Pool:',
      settings: 'Settings:',
    },
    calls: 'Calls from which no value is followed:',
    rules: 'Rules that did not look at the file, because nothing in it concerns them:',
  },
  'zh-cn': {
    findings: '问题：',
    none: '这一行没有问题。',
    confidence: '置信度',
    value: '值：',
    mentioned: '在别处取得的值：',
    topics: {
      select: 'select：',
      channel: '通道：',
      context: '上下文：',
      pool: '连接池：',
      settings: '设置：',
    },
    calls: '不追踪其结果的调用：',
    rules: '未查看该文件的规则（其中没有与它们相关的内容）：',
  },
} as const;

/**
 * The reasoning about a line for a terminal.
 * @param place `file:line` as the reader gave it
 */
export function renderLineReport(report: LineReport, place: string, locale: Locale): string {
  const words = WORDS[locale];
  const lines = [`${place}: ${report.code}`, ''];
  if (report.findings.length === 0) lines.push(words.none);
  else {
    lines.push(words.findings);
    for (const finding of report.findings) {
      lines.push(
        `  ${finding.rule}: ${finding.severity}, ${words.confidence} ${finding.confidence}: ${finding.message[locale]}`,
      );
      for (const { place: at, message } of finding.related) {
        lines.push(`    ${at.file.replace(/^.*\//, '')}:${at.start.line + 1}: ${message[locale]}`);
      }
      if (finding.lowered) lines.push(`    ${finding.lowered[locale]}`);
    }
  }
  for (const note of report.notes) lines.push(note[locale]);
  for (const value of report.values) {
    lines.push('', `${words.value} ${value.title}`, `  ${value.acquired[locale]}`);
    lines.push(...table(value.remarks, locale));
    for (const line of value.conclusion) lines.push(`  → ${line[locale]}`);
  }
  for (const { title, remarks } of report.mentions) {
    lines.push('', `${words.mentioned} ${title}`, ...table(remarks, locale));
  }
  for (const { kind, remarks } of report.topics)
    lines.push('', words.topics[kind], ...table(remarks, locale));
  if (report.calls.length > 0) {
    lines.push('', words.calls);
    for (const call of report.calls) lines.push(`  ${call.code}: ${call.words[locale]}`);
  }
  if (report.silentRules.length > 0) {
    lines.push('', words.rules, `  ${report.silentRules.join(', ')}`);
  }
  return `${lines.join('\n')}\n`;
}

/** A line's code stands once above all that is said of it. */
function table(remarks: readonly Remark[], locale: Locale): string[] {
  return remarks.flatMap(({ line, code, words }, index) => {
    const before = remarks[index - 1];
    const isSame = before?.line === line && before.code === code;
    return [...(isSame ? [] : [`  ${String(line).padStart(5)}  ${code}`]), `         ${words[locale]}`];
  });
}
